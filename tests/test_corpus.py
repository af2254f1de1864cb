"""The sample disclosures of ``eval/corpus``: built by a script that can be re-run, and read to the facts they print.

A line of ``FACTS`` is what a person reads in the file: where | label | column | concept | value. ``where`` is empty for
prose, else the table's caption; ``label`` may name parents (基本支出 / 人员经费); the concept ``-`` is not looked at.

"""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from index.amount import decimal_text
from index.cleaning import squash
from index.document import Document
from index.extraction import Extraction, extract
from index.facts import Fact
from index.ledger import build_ledger
from index.parsing import parse_document
from index.readers.reading import read_file

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "eval" / "corpus"
QUESTIONS = ROOT / "eval" / "questions" / "samples.jsonl"

PUBLISHERS = {
    "guantao-2021.txt": ("馆陶县人民政府办公室", 2021),
    "luquan-2021.txt": ("中共石家庄市鹿泉区委办公室", 2021),
    "guangyang-2021.docx": ("廊坊市广阳区人民政府办公室", 2021),
    "xinle-2020.html": ("新乐市人民政府办公室", 2020),
    "changan-2019.xlsx": ("石家庄市长安区人民政府办公室", 2019),
}

FACTS = {
    "guantao-2021.txt": """
        | 各项收入 | | income | 765.14 万元
        | 一般公共预算收入 | | general_public_income | 692.60 万元
        | 基金预算收入 | | fund_income | 72.54 万元
        | 支出预算 | | expenditure | 765.14 万元
        | 基本支出 | | basic | 507.4 万元
        | 基本支出 / 人员经费 | | personnel | 413.31 万元
        | 基本支出 / 日常公用经费 | | public_funds | 94.09 万元
        | 项目支出 | | project | 257.74 万元
        | 收支总规模 | | - | 增加 7.01 万元
        | 基本支出 | | basic | 减少 109.3 万元
        | 项目支出 | | project | 增加 115.97 万元
        | 机关运行经费 | | operating_funds | 94.09 万元
        | “三公”经费预算 | | san_gong | 1.2 万元
        | “三公”经费预算 / 公务接待费 | | reception | 1.2 万元
        | “三公”经费预算 / 公务用车购置及运维费 | | vehicles | 0 万元
        | “三公”经费预算 / 因公出国（境）费 | | abroad | 0 万元
        | “三公”经费预算 | | san_gong | 减少 7.2 万元
        | 固定资产 | | assets | 548.46 万元
        | 拟购置固定资产 | | assets_planned | 4.50 万元
        部门机构设置情况 | 馆陶县政府督查室 | 单位性质 | - | 事业
        部门机构设置情况 | 馆陶县政府督查室 | 单位规格 | - | blank
        1、政府视频会议室维保经费绩效目标表 | 产出指标 / 数量指标 / 会议计划执行率 | 指标值 | - | ≥ 100 %
        1、政府视频会议室维保经费绩效目标表 | 绩效目标 | | - | 9 万元
        部门政府采购预算 | 日常公用经费 / 台式计算机 | 单价 | - | 0.50 万元
        部门政府采购预算 | 日常公用经费 / 台式计算机 | 数量 | - | 5 个
        部门固定资产占用情况表 | 资产总额 | 价值（金额单位：万元） | assets | 548.46 万元
        部门固定资产占用情况表 | 1、房屋（平方米） / 其中：办公用房（平方米） | 数量 | - | 2400 平方米
    """,
    "luquan-2021.txt": """
        | 预算收入 | | income | 888.25 万元
        | 支出预算 | | expenditure | 888.25 万元
        | 基本支出 | | basic | 653.74 万元
        | 项目支出 | | project | 234.51 万元
        | 人员经费 | | personnel | 531.96 万元
        | 公用经费 | | public_funds | 121.78 万元
        | 预算总额 | | - | 减少 69.45 万元
        | 机关运行经费 | | operating_funds | 121.78 万元
        | “三公”经费 | | san_gong | 26.4 万元
        | “三公”经费 / 因公出国（境）费 | | abroad | 7.5 万元
        | “三公”经费 / 公务用车购置及运维费 | | vehicles | 18.9 万元
        | “三公”经费 / 公务接待费 | | reception | 0 万元
        | 固定资产 | | assets | 0.00 万元
        部门预算收支总表 | 本年收入合计 | 收入/预算数 | income | 888.25 万元
        部门预算收支总表 | 一、一般公共服务支出 | 支出/预算数 | 201 | 749.48 万元
        部门预算收支总表 | 上年结转结余 | 收入/预算数 | carried_over | blank
        部门预算一般公共预算财政拨款支出表 | 2013102 / 一般行政管理事务 | 合计 | 2013102 | 61.30 万元
        部门预算一般公共预算财政拨款支出表 | 2013103 / 机关服务 | 基本支出 | 2013103 | blank
        部门预算一般公共预算财政拨款基本支出表 | 302 | 一般公共预算基本支出/合计 | 302 | 121.783 万元
        部门预算一般公共预算财政拨款基本支出表 | 302 | 一般公共预算基本支出/公用经费 | 302 | 121.78 万元
        部门预算一般公共预算财政拨款基本支出表 | 30299 | 一般公共预算基本支出/合计 | 30299 | 1.54 万元
        部门预算财政拨款“三公”经费支出表 | 合计 | 资金性质/合计 | san_gong | 26.40 万元
        部门预算财政拨款“三公”经费支出表 | 公务用车运行维护费 | 资金性质/合计 | vehicle_running | 18.90 万元
        部门机构设置情况 | 中共石家庄市鹿泉区委信息中心 | 单位规格 | - | 正科级
        1、会议接待费绩效目标表 | 产出指标 / 数量指标 / 计划会议数量 | 指标值 | - | 5 场
        1、会议接待费绩效目标表 | 效益指标 / 生态效益指标 / 满足会议保障要求 | 指标值 | - | 保障
    """,
    "guangyang-2021.docx": """
        | 收入预算 | | income | 1555.72 万元
        | 收入预算 / 一般公共预算收入 | | general_public_income | 1555.72 万元
        | 支出预算 | | expenditure | 1555.72 万元
        | 基本支出 | | basic | 1129.14 万元
        | 基本支出 / 人员类项目经费 | | personnel | 956.52 万元
        | 基本支出 / 运转类公用项目经费 | | public_funds | 172.62 万元
        | 运转类其他及特定目标类项目支出 | | project | 426.58 万元
        | 收支总额 | | - | 减少 55.54 万元
        | 机关运行经费 | | operating_funds | 172.62 万元
        | “三公”经费预算 | | san_gong | 91.33 万元
        | “三公”经费预算 / 公务接待费 | | reception | 76 万元
        | “三公”经费预算 / 公务用车购置及运维费 | | vehicles | 15.33 万元
        | “三公”经费预算 / 因公出国（境）费 | | abroad | 0 万元
        | 固定资产 | | assets | 347.706040 万元
        （二）部门整体支出绩效指标 | 部门产出 / 数量 / 采购设备数量 | 指标值 | - | ≥ 60 台
        （二）部门整体支出绩效指标 | 部门产出 / 数量 / 采购设备数量 | 评（扣）分标准 | - | 20
        （二）部门整体支出绩效指标 | 部门产出 / 成本 / 成本控制 | 指标值 | - | 控制成本不超标
        （二）部门整体支出绩效指标 | 部门效果 / 社会效益 / 及时发放率 | 指标值 | - | ≥ 6 年
        区政府一招人员经费绩效目标表 | 产出指标 / 成本 / 成本控制 | 指标值 | - | ≤ 157.36 万元
        廊坊市广阳区人民政府办公室部门固定资产占用情况表 | 资产总额 | 价值（金额单位：万元） | assets | 347.706040 万元
        廊坊市广阳区人民政府办公室部门固定资产占用情况表 | 2、车辆（台、辆） | 数量 | cars | 7 辆
    """,
    "xinle-2020.html": """
        | 收入预算 | | income | 2065 万元
        | 支出预算 | | expenditure | 2065 万元
        | 基本支出 | | basic | 1350 万元
        | 基本支出 / 人员经费 | | personnel | 738 万元
        | 基本支出 / 日常公用经费 | | public_funds | 612 万元
        | 项目支出 | | project | 715 万元
        | 项目支出 / 国省干道市区段抑尘项经费 | | - | 500 万元
        | 收支安排 | | budget_total | 1560 万元
        | 收支安排 | | budget_total | 增加 505 万元
        | 日常公用经费 | | public_funds | 减少 50 万元
        | 机关运行经费 | | operating_funds | 612 万元
        | “三公”经费预算 | | san_gong | 57 万元
        | “三公”经费预算 / 公务用车购置及运维费 | | vehicles | 47 万元
        | 公务用车购置及运维费 / 公务用车运行费 | | vehicle_running | 57 万元
        | “三公”经费预算 / 公务接待费 | | reception | 10 万元
        | “三公”经费 | | san_gong | 67 万元
        | “三公”经费 | | san_gong | 减少 10 万元
        | 固定资产 | | assets | 2273 万元
        1、电子政府系统网络安全改造 | 资金规模及资金用途 / 预算数 | | - | 150.57 万元
        1、电子政府系统网络安全改造 | 资金支出计划（%） | 6月底 | - | 100 %
        1、电子政府系统网络安全改造 | 产出指标 / 数量指标 / 专业设备购置数量（台/件/辆/套） | 指标值 | - | ≥ 6 个
        1、电子政府系统网络安全改造 | 效益指标 / 可持续影响指标 / 设备使用率 | 指标值 | - | ≥ 98 %
        2、开展人防宣传活动 | 产出指标 / 数量指标 / 宣传、活动发稿量 | 指标值 | - | ≥ 13500 个
        2、开展人防宣传活动 | 项目编码 | | - | 434-1005-YCN-6QC5
        固定资产占用情况表 | 资产总额 | 价值（金额单位：万元） | assets | 2273 万元
        固定资产占用情况表 | 1、房屋（平方米） | 数量 | buildings | 14232 平方米
        固定资产占用情况表 | 4、其他固定资产 | 数量 | other_assets | －－
    """,
    "changan-2019.xlsx": """
        | 收入 | | income | 1629.17 万元
        | 一般公共预算收入 | | general_public_income | 1629.17 万元
        | 支出预算 | | expenditure | 1629.17 万元
        | 基本支出 | | basic | 1309.17 万元
        | 基本支出 / 人员经费 | | personnel | 1099.44 万元
        | 基本支出 / 日常公用经费 | | public_funds | 209.73 万元
        | 项目支出 | | project | 320 万元
        | 收支总额 | | - | 增加 191.03 万元
        | 机关运行经费 | | operating_funds | 209.73 万元
        | “三公”经费预算 | | san_gong | 24.1 万元
        | “三公”经费预算 / 公务用车购置及运维费 | | vehicles | 23.2 万元
        | “三公”经费预算 / 公务接待费 | | reception | 0.9 万元
        | “三公”经费预算 | | san_gong | 减少 0.92
        | 拟购置固定资产 | | assets_planned | 52 万元
        部门预算收支总表 | 一般公共预算收入 | 收入/预算数 | general_public_income | 1629.17 万元
        部门预算收支总表 | 项目支出 | 支出/预算数 | project | 320.00 万元
        财政拨款“三公”经费预算表 | “三公”经费合计 | 2019年预算数 | san_gong | 24.10 万元
        部门职责-工作活动绩效目标 | 三、网络维护 | 年度预算数 | - | 165.00 万元
        部门职责-工作活动绩效目标 | 一、编发内刊 / 1、编发内刊 | 评价标准/良 | - | 95 %
        部门职责-工作活动绩效目标 | 四、大气防治 | 年度预算数 | - | blank
        长安区人民政府办公室部门固定资产占用情况表 | 资产总额 | 价值（金额单位：万元） | assets | 1340.35 万元
        长安区人民政府办公室部门固定资产占用情况表 | 1、房屋（平方米） | 数量 | buildings | 12586.00 平方米
    """,
}

EMPTY_TABLES = {
    "guantao-2021.txt": [],
    "luquan-2021.txt": ["部门预算国有资本经营预算财政拨款支出表", "部门政府采购预算", "部门固定资产占用情况表"],
    "guangyang-2021.docx": ["部门政府采购预算"],
    "xinle-2020.html": ["部门政府采购预算"],
    "changan-2019.xlsx": ["部门政府采购预算"],
}

LEFT_OUT = {
    "guangyang-2021.docx": ["编内编外", "2021年部门预算\n", "第1页"],
    "xinle-2020.html": ["浏览次数", "您现在的位置", "政务服务", "分享到", "网站标识码", "搜索", "visits"],
}


@cache
def read(file: str) -> tuple[Document, Extraction]:
    document = parse_document(read_file(CORPUS / file), file)
    return document, extract(document)


def test_script_writes_the_same_bytes_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOT / "scripts" / "build_corpus.py"), str(tmp_path)], check=True)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(built) == sorted(PUBLISHERS) == sorted(path.name for path in CORPUS.iterdir())
    assert [name for name, content in built.items() if content != (CORPUS / name).read_bytes()] == []


@pytest.mark.parametrize("file", PUBLISHERS)
def test_publisher(file: str) -> None:
    _, extraction = read(file)
    assert (extraction.publisher.entity, extraction.publisher.period) == PUBLISHERS[file]
    assert extraction.publisher.family == "budget"


def fact_lines() -> list[Any]:
    cases = []
    for file, block in FACTS.items():
        for line in filter(None, map(str.strip, block.split("\n"))):
            cases.append(pytest.param(file, line, id=f"{file.partition('-')[0]}: {line}"))
    return cases


@pytest.mark.parametrize(("file", "line"), fact_lines())
def test_fact(file: str, line: str) -> None:
    where, label, column, concept, value = (part.strip() for part in line.split("|"))
    document, extraction = read(file)
    found = [fact for fact in extraction.facts if stands_in(fact, where, label, column) and has_value(fact, value)]
    assert found, [shown(fact) for fact in extraction.facts if fact.caption == where and fact.label in label]
    assert concept in {"-", *(str(fact.concept) for fact in found)}
    fact = found[0]
    if fact.kind != "blank":
        printed = squash(document.quote(fact.locator.start, fact.locator.end))
        assert printed
        assert printed in squash(fact.value_text)


def stands_in(fact: Fact, where: str, label: str, column: str) -> bool:
    path = [squash(part) for part in fact.path]
    columns = squash("/".join(fact.columns))
    return (
        fact.caption == where
        and (squash(column) == columns or (column == "指标值" and columns.startswith("指标值/")))
        and [squash(part) for part in label.split(" / ") if squash(part) not in path] == []
    )


def has_value(fact: Fact, value: str) -> bool:
    if value == "blank":
        return fact.kind == "blank"
    figure = re.fullmatch(r"(增加|减少|[≥≤])? ?([\d.]+) ?([^\d\s]*)", value)
    if figure is None or fact.amount is None:
        return fact.text == value
    sign, number, unit = figure.groups()
    return (
        (decimal_text(fact.amount.value), fact.amount.unit or "") == (number, unit)
        and fact.comparator == (sign if sign in {"≥", "≤"} else "=")
        and fact.direction == (sign if sign in {"增加", "减少"} else None)
    )


def shown(fact: Fact) -> str:
    return f"{' / '.join(fact.path)} | {'/'.join(fact.columns)} | {fact.concept} | {fact.value_text} | {fact.direction}"


@pytest.mark.parametrize("file", EMPTY_TABLES)
def test_empty_tables_are_seen(file: str) -> None:
    document, _ = read(file)
    assert [table.caption for table in document.tables if table.is_empty] == EMPTY_TABLES[file]


def test_table_is_joined_over_the_page_break() -> None:
    """部门预算一般公共预算财政拨款基本支出表: 3 rows of header, 12 of body, the header printed twice."""
    document, _ = read("luquan-2021.txt")
    assert (document.tables[2].rows, document.tables[2].columns) == (15, 6)
    assert document.source.text.count("序号\t支出部门经济分类科目") == 2


@pytest.mark.parametrize("file", LEFT_OUT)
def test_page_furniture_is_left_out(file: str) -> None:
    document, _ = read(file)
    assert [words for words in LEFT_OUT[file] if words in document.source.text] == []


@pytest.mark.parametrize("file", PUBLISHERS)
def test_every_number_is_accounted_for(file: str) -> None:
    document, extraction = read(file)
    unparsed = build_ledger(document, extraction).unparsed
    assert [document.source.text[entry.start - 8 : entry.end + 4] for entry in unparsed] == []


def test_tables_of_other_sheets_stand_in_no_section_of_the_text() -> None:
    document, _ = read("changan-2019.xlsx")
    assert {document.section_path(table.section) for table in document.tables} == {()}


@pytest.mark.parametrize("file", ["guangyang-2021.docx", "xinle-2020.html"])
def test_project_spending_is_no_part_of_basic_spending(file: str) -> None:
    """支出预算1555.72万元。基本支出1129.14万元，包括公用172.62万元和人员956.52万元；项目支出426.58万元。"""
    _, extraction = read(file)
    projects = [fact for fact in extraction.facts if fact.concept == "project" and fact.basis == "budget"]
    assert [part for fact in projects for part in fact.path[:-1] if "基本支出" in part] == []


@pytest.mark.parametrize(
    ("file", "figure", "base"),
    [
        ("guantao-2021.txt", "109.3", "2020年预算"),
        ("guantao-2021.txt", "115.97", "2020年预算"),
        ("luquan-2021.txt", "28.38", "2020年预算"),
        ("guangyang-2021.docx", "68.5", "上年预算"),
        ("xinle-2020.html", "494", "上年预算"),
        ("changan-2019.xlsx", "321.03", "2018年预算"),
    ],
)
def test_parts_of_a_change_have_its_base(file: str, figure: str, base: str) -> None:
    """收支总规模比2020年预算增加7.01万元。其中，基本支出减少109.3万元；项目支出增加115.97万元。"""
    _, extraction = read(file)
    bases = [fact.base for fact in extraction.facts if fact.amount and str(fact.amount.value) == figure]
    assert [squash(found or "") for found in bases] == [base]
