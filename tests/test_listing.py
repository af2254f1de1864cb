"""What the index holds, as lists for the command line."""

from pathlib import Path

import pytest

from assistant import listing
from index.errors import IndexMissing
from tests.asking import library

BODY = """
四、“三公”经费预算情况
公务用车购置及运维费18.9万元（公务用车购置费0万元，公务用车运维费28.9万元）。
五、绩效预算信息
1、网络维护经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t质量指标\t网络正常运转率\t正常运转时间占比\t≥98%
六、政府采购预算情况
部门政府采购预算
单位：万元
采购物品名称\t数量\t单价
台式计算机\t5\t0.50
打印机\t\t0.20
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("listing")
    library(folder, BODY)
    return folder / "index"


def test_facts_as_lines_in_reading_order(index: Path) -> None:
    """Value, labels, place, what it is, address."""
    lines = [record.as_line().split("\t") for record in listing.facts(index, "0.txt")]
    assert [line[:3] for line in lines] == [
        ["18.9万元", "公务用车购置及运维费", "四、“三公”经费预算情况"],
        ["0万元", "公务用车购置及运维费 / 公务用车购置费", "四、“三公”经费预算情况"],
        ["28.9万元", "公务用车购置及运维费 / 公务用车运维费", "四、“三公”经费预算情况"],
        ["≥98%", "产出指标 / 质量指标 / 网络正常运转率 / 正常运转时间占比 / 指标值", "《1、网络维护经费绩效目标表》"],
        ["5", "台式计算机 / 数量", "《部门政府采购预算》"],
        ["0.50万元", "台式计算机 / 单价", "《部门政府采购预算》"],
        ["（空白）", "打印机 / 数量", "《部门政府采购预算》"],
        ["0.20万元", "打印机 / 单价", "《部门政府采购预算》"],
    ]


def test_a_fact_as_json(index: Path) -> None:
    record = next(r for r in listing.facts(index, "0.txt") if r.fact.value_text == "≥98%").as_json()
    assert {
        key: record[key] for key in ("kind", "table", "columns", "value", "unit", "comparator", "printed", "basis")
    } == {
        "kind": "amount",
        "table": "1、网络维护经费绩效目标表",
        "columns": ["指标值"],
        "value": "98",
        "unit": "%",
        "comparator": "≥",
        "printed": "≥98%",
        "basis": "target",
    }
    assert (record["entity"], record["period"]) == ("蔚县人民政府办公室", 2022)


def test_findings_with_both_places(index: Path) -> None:
    lines = listing.findings(index, None)[0].as_line().splitlines()
    assert (
        lines[0]
        == "[conflict] parts_and_total: 公务用车购置及运维费18.9万元，与其中项之和（0+28.9=28.9万元）相差10万元。"
    )
    assert [line.split(" ")[-1] for line in lines[1:]] == ["“18.9万元”", "“0万元”", "“28.9万元”"]
    record = listing.findings(index, "0.txt")[0].as_json()
    assert (record["file"], record["severity"]) == ("0.txt", "conflict")
    assert [place["quote"] for place in record["places"]] == ["18.9万元", "0万元", "28.9万元"]


@pytest.mark.parametrize("name", ["0.txt", "0", "somewhere/0.txt"])
def test_a_document_by_file_stem_or_path(index: Path, name: str) -> None:
    assert len(listing.facts(index, name)) == 8


def test_a_document_by_id(index: Path) -> None:
    document = listing.facts(index, "0.txt")[0].fact.document
    assert len(listing.facts(index, document)) == 8


def test_a_document_that_is_not_there(index: Path) -> None:
    with pytest.raises(IndexMissing, match=r"nine\.txt is not in the index\. It holds: 0\.txt"):
        listing.facts(index, "nine.txt")


def test_show(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listing.show(index, "0", table=None, unparsed=False)
    shown = capsys.readouterr().out
    assert "蔚县人民政府办公室 2022" in shown
    assert "table 0: 1、网络维护经费绩效目标表  2 x 5" in shown
    assert "table 1: 部门政府采购预算  3 x 3  万元" in shown


def test_show_one_table_with_roles_and_labels(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listing.show(index, "0", table=1, unparsed=False)
    shown = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "1,2 value: 0.50 | 台式计算机 | 单价" in shown
    assert not any("网络正常运转率" in line for line in shown)


def test_show_what_was_not_accounted_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library(tmp_path, "四、其他\n另见14/15。\n2022年公务接待费1.5万元。")
    listing.show(tmp_path / "index", "0", table=None, unparsed=True)
    lines = capsys.readouterr().out.splitlines()
    shown = [line.split("另见")[1].split("。")[0] for line in lines if "【" in line]
    assert shown == ["【14】/15", "14/【15】"]


def test_hints_of_rounding_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    body = """
二、支出情况
2022年支出预算888.25万元，其中：基本支出653.74万元，项目支出234.51万元。
部门预算支出总表
单位：元
科目名称\t合计
合计\t8882512
"""
    library(tmp_path, body)
    severities = {record.finding.severity for record in listing.findings(tmp_path / "index", None)}
    assert severities == {"rounding"}
    assert listing.findings(tmp_path / "index", None, hints=False) == []
