"""Texts that state no publishing body, and whose they are by what they speak of: the body, the area, or nobody."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import ingest
from index.parsing import parse_document
from index.publisher import CALLED_BY_FILE, CALLED_BY_TEXT, body_of_file, publisher_of
from index.readers.text import read

FIGURES = "二、收支情况\n2021年收入预算100万元，支出预算100万元。\n"
AREA_FIGURES = "一、2021年全县一般公共预算收入完成100亿元，全县支出80亿元。\n"


def body(text: str) -> str:
    return publisher_of(parse_document(read("公开.txt", text.encode()), "公开.txt")).entity


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("一、基本情况\n按照馆陶县机构编制委员会文件设立馆陶县公证处中心，内设3个科室。\n", "馆陶县公证处中心"),
        ("一、单位构成\n依据批复，更名为邯郸市馆陶县第六中学，系全额拨款事业单位。\n", "邯郸市馆陶县第六中学"),
        ("第一部分 概况\n馆陶县第二实验小学系馆陶县教育局直属的财政全额拨款事业单位。\n", "馆陶县第二实验小学"),
        ("一、基本情况\n石河镇属县直属乡镇，下设馆陶县石河镇农服中心、馆陶县石河镇文化服务中心。\n", "馆陶县石河镇"),
        ("一、概况\n馆陶县石河镇人民政府属行政单位，下属事业单位4个。\n", "馆陶县石河镇人民政府"),
        ("一、概况\n我们馆陶县图书馆有藏书5万册。归口管理部门是馆陶县文化局。\n", "馆陶县图书馆"),
    ],
)
def test_a_text_is_that_of_the_one_body_that_it_speaks_of(text: str, entity: str) -> None:
    assert body(text + FIGURES) == entity


@pytest.mark.parametrize(
    "text",
    [
        "一、说明\n本单位经费由馆陶县财政局保障。\n",  # who pays
        "来源：馆陶县文化局\n一、说明\n本单位收支如下。\n",  # who put it on a page
        "一、概况\n主管部门：馆陶县教育局。本校有教师20人。\n",  # who is above
        "一、概况\n下属1个二级预算单位，馆陶县职工服务中心。\n",  # who is below
        "一、概况\n馆陶县第一中学、馆陶县第二中学、馆陶县第三中学。\n",  # a list
        "本报讯（记者）馆陶县公安局日前公布三公经费。\n",  # a newspaper
    ],
)
def test_bodies_above_below_and_beside_it_are_not_its_own(text: str) -> None:
    assert body(text + FIGURES) == ""


def test_a_report_on_a_whole_area_is_that_areas() -> None:
    heard = "馆陶县人大常委会：\n现就有关情况作如下报告，请审议。\n"
    assert body(heard + AREA_FIGURES) == "馆陶县"
    assert body("2025年以来，全市支出100万元。\n（邯郸市财政局）\n") == "邯郸市"
    assert body("全省支出100万元，鸡泽县和馆陶县有所增长。\n") == "", "neither is a province"


def test_a_name_without_its_place_is_completed_by_the_only_place_of_its_level() -> None:
    title = "{}2021年部门预算\n一、概况\n{}地处馆陶县西部。\n" + FIGURES
    assert body(title.format("石河镇", "石河镇")) == "馆陶县石河镇"
    office = "区委老干部局2021年部门预算\n一、概况\n老干部活动室设在邯郸市丛台区。\n" + FIGURES
    assert body(office) == "邯郸市丛台区委老干部局"
    two = "石河镇2021年部门预算\n一、概况\n石河镇地处馆陶县和鸡泽县之间。\n" + FIGURES
    assert body(two) == "石河镇", "of two counties either may be meant"


@pytest.mark.parametrize(
    ("stem", "entity"),
    [
        ("03_馆陶县图书馆2018预算", "馆陶县图书馆"),
        ("馆陶县图书馆", "馆陶县图书馆"),
        ("17_馆陶县政协2017", "馆陶县政协"),
        ("04_某镇2021预算", ""),
        ("附件1", ""),
        ("部门预算公开", ""),
        ("P020210302", ""),
    ],
)
def test_a_file_may_be_named_after_its_body(stem: str, entity: str) -> None:
    assert body_of_file(stem) == entity


def test_the_finance_bureau_that_publishes_speaks_for_its_area() -> None:
    text = "[发布机构] | 馆陶县财政局 | |\n一、基本情况\n1-3月份，全县一般公共预算收入累计完成34069万元。\n"
    assert body(text) == "馆陶县"
    office = "[发布机构] | 馆陶县财政局 | |\n一、基本情况\n本单位2021年收入预算200万元。\n"
    assert body(office) == ""


def test_an_answer_says_where_a_body_that_is_not_stated_was_taken_from(tmp_path: Path) -> None:
    speaks = "一、单位构成\n依据批复，更名为馆陶县第六中学，系全额拨款事业单位。\n" + FIGURES
    silent = "一、说明\n本单位2021年收入预算200万元，支出预算200万元。\n"
    stated = "馆陶县教育局2021年部门预算\n" + FIGURES
    for name, text in (("甲.txt", speaks), ("馆陶县图书馆2021.txt", silent), ("乙.txt", stated)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    reports = {report.file: report for report in ingest([tmp_path], tmp_path / "index")}
    assert CALLED_BY_TEXT in reports["甲.txt"].notes
    assert CALLED_BY_FILE in reports["馆陶县图书馆2021.txt"].notes
    assistant = Assistant.open(tmp_path / "index")
    school = assistant.ask("馆陶六中2021年收入预算是多少").text
    assert "100万元" in school
    assert "文件没有写明发布单位，“馆陶县第六中学”取自正文" in school
    library = assistant.ask("馆陶县图书馆2021年收入预算是多少").text
    assert "200万元" in library
    assert "“馆陶县图书馆”取自文件名" in library
    assert "没有写明" not in assistant.ask("馆陶县教育局2021年收入预算是多少").text
    assert "taken from its file name" in assistant.ask("What was 馆陶县图书馆's 收入预算 in 2021?").text
