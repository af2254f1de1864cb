"""Questions that say an item by the very name that the document prints: the figure under that name, and no other's."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import ingest
from tests.asking import library, said

AREA = """
蔚县2020年财政决算情况说明
一、全县收支情况
全县一般公共预算收入36.5亿元，其中：税收收入20.1亿元，非税收入16.4亿元。一般公共预算收入中非税收入占比为44.93%，扣除专项收入后，非税收入占比为24.52%。
加上上级补助收入22.3亿元、动用预算稳定调节基金6.9亿元、上年专项结转收入1.2亿元。一般公共预算支出50.3亿元，完成变动预算的98.2%，增减挂钩项目支出2.7亿元。
全县累计可用财力合计121.78亿元，主要包括：当年可用财力81.66亿元，调入资金2.69亿元。
"""
EARLIER = """
蔚县东城镇2010年财政决算情况说明
2010年全镇一般预算收入36864万元，财政预算支出35000万元。
"""
OFFICE = """
蔚县博物馆2026年部门预算情况说明
一、支出预算
2026年支出预算1291.68万元,其中:人员类项目支出375.95万元,占29.10%,运转类项目支出50.76万元,占3.93%,特定目标类项目支出864.97万元,占66.97%。
二、机关运行经费
机关运行经费612万元：包括日常公用支出428万元、车辆费47万元。基本支出中日常公用经费500万元。
三、“三公”经费
一般公共预算“三公”经费预算28万元。
四、资产
单位共有公务用车48辆，其中：轿车35辆，越野车5辆，多功能乘用车8辆。
五、增减
收入预算比上年增加08%。
"""


ACCOUNT = """
重阳县2024年财政决算情况说明
二、县本级收支情况
（1）地方一般公共预算收入80.49亿元，为预算的90.94%。其中，税收收入46.98亿元，减少5.36亿元；非税收入33.51亿元，增加2.24亿元，增长7.16%。地方一般公共预算收入中非税收入占比为41.63%，扣除教育费附加后，非税收入占比为24.52%。
"""
LEVELS = """
蔚县2021年财政预算调整情况说明
县人大常委会批准一般公共预算支出预算数143亿元（其中：县级一般公共预算支出123亿元）。
总收支从年初预算的33239万元调整为36767万元。
"""
REPORT = """
蔚县2020年财政决算情况说明
1.一般公共预算收入执行情况
2020年全县一般公共预算收入完成34264万元，其中：税收收入17924万元，非税收入16340万元，非税收入占一般公共预算收入比重47.69%，比上年增加8.74个百分点。
耕地占用税71万元，下降80.03%。按同口径计算，一般公共预算收入36161万元，同比增长14.6%。
2.一般公共预算支出执行情况
2020年一般公共预算支出年初计划202349万元，执行中追加转移支付，一般公共预算支出完成232940万元。
"""


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        # 预算稳定调节基金, 一般预算收入: names, and no word for a budget as against the account
        (AREA, "蔚县2020年动用预算稳定调节基金多少", ["6.9亿元"]),
        (EARLIER, "蔚县东城镇2010年一般预算收入多少", ["36864万元"]),
        (EARLIER, "蔚县东城镇2010年财政预算支出多少", ["35000万元"]),
        # 上年专项结转, 增减挂钩, 变动预算: no question of another year or a change
        (AREA, "蔚县2020年上年专项结转收入多少", ["1.2亿元"]),
        (AREA, "蔚县2020年增减挂钩项目支出多少", ["2.7亿元"]),
        (AREA, "蔚县2020年一般公共预算支出完成变动预算的百分之几", ["98.2%"]),
        # an amount before a percentage whose name says more; a percentage where one is asked
        (AREA, "蔚县2020年非税收入多少", ["16.4亿元"]),
        (AREA, "蔚县2020年非税收入占比多少", ["44.93%"]),
        # 实际 in front of any item, 完成多少 behind it
        (AREA, "蔚县2020年实际上年专项结转收入是多少", ["1.2亿元"]),
        (AREA, "蔚县2020年动用预算稳定调节基金完成多少", ["6.9亿元"]),
        (AREA, "蔚县2020年实际当年可用财力是多少", ["81.66亿元"]),
        # neither 年度 nor 重 of a place's name asks for a rate
        (ACCOUNT, "重阳县2024年度非税收入是多少", ["33.51亿元"]),
        # 累计 inside a name adds nothing up
        (AREA, "蔚县2020年全县累计可用财力是多少", ["121.78亿元"]),
        # each of several projects is its own, whatever stands in its sentence
        (OFFICE, "蔚县博物馆2026年运转类项目支出预算是多少", ["50.76万元"]),
        (OFFICE, "蔚县博物馆2026年人员类项目支出预算是多少", ["375.95万元"]),
        # another print of the item, under the words of the question
        (OFFICE, "蔚县博物馆2026年日常公用支出预算是多少", ["500万元", "428万元"]),
        (OFFICE, "蔚县博物馆2026年日常公用经费多少", ["500万元"]),
        # whose budget, and no item of its own
        (OFFICE, "蔚县博物馆2026年一般公共预算三公经费是多少", ["28万元"]),
        # what was planned at first, and what was counted in another way
        (REPORT, "蔚县2020年一般公共预算支出年初计划多少", ["202349万元"]),
        (REPORT, "蔚县2020年一般公共预算支出完成多少", ["232940万元"]),
        (REPORT, "蔚县2020年同口径一般公共预算收入多少", ["36161万元"]),
        (REPORT, "蔚县2020年同口径一般公共预算支出多少", ["not_disclosed"]),
        (REPORT, "蔚县2020年一般公共预算收入多少", ["34264万元"]),
        # by how much a share rose, and the share
        (REPORT, "蔚县2020年非税收入占一般公共预算收入比重比上年提高多少", ["增加8.74个百分点"]),
        (REPORT, "蔚县2020年税收收入占一般公共预算收入比重比上年提高多少", ["not_disclosed"]),
        (REPORT, "蔚县2020年非税收入占一般公共预算收入的比重是多少", ["47.69%"]),
        (REPORT, "蔚县2020年实际一般公共预算支出是多少", ["232940万元"]),
        # 一共 asks for the printed figure, and no sum; 完成多少 for the amount, and no rate
        (REPORT, "请问蔚县2020年度的耕地占用税一共是多少呀", ["71万元"]),
        (REPORT, "蔚县2020年一般公共预算收入完成多少", ["34264万元"]),
        (AREA, "蔚县2020年一般公共预算支出完成变动预算多少", ["98.2%"]),
        (LEVELS, "蔚县2021年县级一般公共预算支出安排了多少", ["123亿元"]),
        (LEVELS, "蔚县2021年一般公共预算支出预算安排了多少", ["143亿元"]),
        (LEVELS, "蔚县2021年收支调整预算安排了多少", ["36767万元"]),
        (LEVELS, "蔚县2021年收支年初预算多少", ["33239万元"]),
        (REPORT, "蔚县2020年耕地占用税比上年减少百分之几", ["减少80.03%"]),
        # cars of a kind, and all of them
        (OFFICE, "蔚县博物馆2026年轿车有几辆", ["35辆"]),
        (OFFICE, "蔚县博物馆2026年越野车有几辆", ["5辆"]),
        (OFFICE, "蔚县博物馆2026年有几辆越野车", ["5辆"]),
        (OFFICE, "蔚县博物馆2026年有几辆车", ["48辆"]),
        (OFFICE, "蔚县博物馆2026年车有几辆", ["48辆"]),
        # 08%: what the page lost is not made up
        (OFFICE, "蔚县博物馆2026年收入预算比上年增长百分之几", ["not_disclosed"]),
    ],
)
def test_an_item_is_found_by_its_printed_name(tmp_path: Path, text: str, question: str, expected: list[str]) -> None:
    title, _, body = text.strip("\n").partition("\n")
    assert sorted(said(library(tmp_path, body, title=title).ask(question))) == sorted(expected)


SCHOOL = """
蔚县第二幼儿园2023年度部门决算公开
一、基本情况
蔚县第二幼儿园属日托型幼儿园，2018年定名为蔚县第二幼儿园，我园现有学生683人，22个教学班，360名家长代表，教职工82人（其中，专任教师73人，校医2人）。
普通小学生均支出20251.63元，比上年20210.51元增长0.20%。
本年收入合计2503万元；包括财政拨款收入2494万元（其中，一般公共预算2440万元，政府性基金预算54万元），占收入合计99.6%；其他收入9万元，占收入合计0.4%。
"""


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (["蔚县第二幼儿园2023年有多少学生"], ["683人"]),
        (["蔚县第二幼儿园2023年有多少学生，多少教职工"], ["683人", "82人"]),
        (["蔚县第二幼儿园2023年有多少家长代表"], ["360名"]),
        (["蔚县第二幼儿园2023年收入多少", "全园有多少教职工"], ["82人"]),
        (["蔚县第二幼儿园2023年有几个教学班"], ["22个"]),
        (["蔚县第二幼儿园2022年普通小学生均支出多少"], ["20210.51元"]),
        (["蔚县第二幼儿园2023年普通小学生均支出多少", "上年呢"], ["20210.51元"]),
        (["蔚县第二幼儿园2023年财政拨款收入中政府性基金预算有多少", "其他收入呢"], ["9万元"]),
    ],
)
def test_what_a_school_counts(tmp_path: Path, turns: list[str], expected: list[str]) -> None:
    title, _, body = SCHOOL.strip("\n").partition("\n")
    assert said(library(tmp_path, body, title=title).converse(turns)[-1]) == expected


CAMPUSES = """
蔚县城关幼儿园2024年部门预算情况说明
一、单位构成
我园有2所园区；一所是文星校区，位于中山南路1号，占地4053平方米，建筑面积4468平方米，现有班级15个；一所是双星校区，位于南河路，占地1620平方米，建筑面积2208.01平方米，现有班级10个。
蔚县城关幼儿园核定编制人数共125名。全校共有学生128名。耕地18015.85亩。
国有土地使用权出让收入5.85亿元，同比增长156.65%。
"""
STATISTICS = """
蔚县2023年教育经费统计情况
一、概况
2023年，教育经费总收入240.55亿元，比上年增长1.88%。其中，事业收入45.24亿元。
2023年一般公共预算教育经费占一般公共预算支出的比例为19.84%，比去年增长0.51%，一般公共预算教育经费155.63亿元。
普通高等学校生均一般公共预算教育经费38149.03元，比上年下降27.37%（主要原因为基建投入减少），中等职业学校生均一般公共预算教育经费28994.31元，比上年下降2.9%。
收支较上年增加3
"""


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        # of two campuses, each with numbers of its own
        (CAMPUSES, "蔚县城关幼儿园双星校区有几个班级", ["10个"]),
        (CAMPUSES, "蔚县城关幼儿园文星校区有几个班级", ["15个"]),
        (CAMPUSES, "蔚县城关幼儿园双星校区占地多少平方米", ["1620平方米"]),
        # the body's own name in front of what it counts
        (CAMPUSES, "蔚县城关幼儿园核定编制人数是多少", ["125名"]),
        (CAMPUSES, "蔚县城关幼儿园有多少学生", ["128名"]),
        (CAMPUSES, "蔚县城关幼儿园耕地多少亩", ["18015.85亩"]),
        (CAMPUSES, "蔚县城关幼儿园土地出让收入多少", ["5.85亿元"]),
        # a change behind a share is one of the share
        (STATISTICS, "蔚县2023年教育经费总收入增长多少", ["增加1.88%"]),
        (STATISTICS, "蔚县2023年一般公共预算教育经费占一般公共预算支出的比例比上年提高多少", ["增加0.51%"]),
        (STATISTICS, "蔚县2023年普通高等学校生均一般公共预算教育经费下降了百分之几", ["减少27.37%"]),
        # what statistics tell is no plan
        (STATISTICS, "蔚县2023年事业收入预算多少", ["not_disclosed"]),
        (STATISTICS, "蔚县2023年事业收入多少", ["45.24亿元"]),
        # a figure that the end of the page cuts off
        (STATISTICS, "蔚县2023年收支比上年增加多少", ["not_disclosed"]),
    ],
)
def test_what_is_told_of_one_of_several(tmp_path: Path, text: str, question: str, expected: list[str]) -> None:
    title, _, body = text.strip("\n").partition("\n")
    assert said(library(tmp_path, body, title=title).ask(question)) == expected


def test_the_name_of_a_document_asks_for_no_change(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    text = "2018年增减情况\n2018年财政拨款“三公”经费预算总额为2.7万元，较2017年预算数减少0.06万元。\n"
    assistant = library(tmp_path, text, title="“三公”经费增减说明")
    answer = assistant.ask("《0》2018年三公经费预算")
    assert said(answer) == ["2.7万元"]


def test_an_amount_is_no_answer_to_a_percentage(tmp_path: Path) -> None:
    text = "2021年财政收支\n2021年全县大口径财政收入累计完成95808万元，占预算80641万元的118.8%。\n"
    assistant = library(tmp_path, text, title="蔚县2021年财政收支完成情况")
    assert said(assistant.ask("蔚县2021年大口径财政收入完成预算百分之几")) == ["118.8%"]


def test_a_file_called_by_pinyin_is_a_file(tmp_path: Path) -> None:
    """《08_sangong》 is the name of a file in a library, and no three public expenses."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "08_sangong.txt").write_text("2021年决算情况\n2021年公务接待费支出627万元。\n", encoding="utf-8")
    ingest([folder], tmp_path / "index")
    assert said(Assistant.open(tmp_path / "index").ask("《08_sangong》2021年公务接待费支出多少")) == ["627万元"]
