"""The answer contract: every field, quotes verbatim, warnings with both places, and absences kept apart."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.contract import Answer
from tests.asking import address, library, quotes, said, tamper

FIGURE_FIELDS = (
    "role label concept entity period basis value unit comparator printed direction base derived formula rounding citations"
).split()
CITATION_FIELDS = (
    "number document_id file title section page table row column row_labels column_labels quote start end url"
).split()


def test_the_json_of_a_prose_figure(tmp_path: Path) -> None:
    assistant = library(tmp_path, "四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元，其中公务接待费1.5万元。")
    answer = json.loads(assistant.ask("蔚县政府办2022年三公经费预算是多少").model_dump_json())
    (document,) = assistant.store.documents()
    start = assistant.store.text(document.id).index("2022年“三公”经费预算20.4万元")
    assert answer == {
        "question": "蔚县政府办2022年三公经费预算是多少",
        "conversation_id": None,
        "language": "zh",
        "status": "answered",
        "reason": None,
        "origin": "extracted",
        "text": "蔚县人民政府办公室2022年“三公”经费预算为20.4万元。[1]",
        "figures": [
            {
                "role": "result",
                "label": "“三公”经费预算",
                "concept": "san_gong",
                "entity": "蔚县人民政府办公室",
                "period": 2022,
                "basis": "budget",
                "value": "20.4",
                "unit": "万元",
                "comparator": "=",
                "printed": "20.4万元",
                "direction": None,
                "base": None,
                "derived": False,
                "formula": None,
                "rounding": None,
                "citations": [1],
            }
        ],
        "citations": [
            {
                "number": 1,
                "document_id": document.id,
                "file": "0.txt",
                "title": "蔚县人民政府办公室2022年部门预算信息公开情况说明",
                "section": ["四、“三公”经费预算情况"],
                "page": None,
                "table": None,
                "row": None,
                "column": None,
                "row_labels": [],
                "column_labels": [],
                "quote": "2022年“三公”经费预算20.4万元",
                "start": start,
                "end": start + 19,
                "url": f"/documents/{document.id}?at={start}-{start + 19}#at",
            }
        ],
        "warnings": [],
        "interpretation": {
            "operation": "lookup",
            "entities": ["蔚县人民政府办公室"],
            "periods": [2022],
            "concepts": ["“三公”经费"],
            "basis": "budget",
            "unit": None,
            "assumed": [],
            "carried": [],
        },
        "suggestions": [],
    }


def test_the_place_of_a_cell(tmp_path: Path) -> None:
    body = """
六、政府采购预算情况
部门政府采购预算
单位：万元
采购物品名称\t数量\t采购金额
台式计算机\t5\t2.50
"""
    (citation,) = library(tmp_path, body).ask("蔚县台式计算机的采购金额").citations
    assert (citation.table, citation.row, citation.column) == ("部门政府采购预算", 2, 3)
    assert (citation.row_labels, citation.column_labels) == (["台式计算机"], ["采购金额"])
    assert (citation.section, citation.quote) == (["六、政府采购预算情况"], "2.50")


BODY = """
一、机构设置
部门机构设置情况
单位名称\t单位性质\t单位规格
蔚县人民政府办公室本级\t行政\t正科级
蔚县电子政务中心\t事业\t
四、“三公”经费预算情况
2022年“三公”经费预算20.4万元，其中：因公出国（境）费0万元；公务用车购置及运维费18.9万元；公务接待费1.5万元。
“三公”经费较2021年预算减少2.1万元，主要是压缩接待。
五、绩效预算信息
1、网络维护经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据
产出指标\t质量指标\t网络正常运转率\t正常运转时间占比\t≥98%\t项目合同
七、国有资产信息
部门固定资产占用情况表
截止时间：2021-12-31
项目\t数量\t价值（万元）
1、房屋（平方米）\t2400\t1,123.34
八、国有资本经营预算
国有资本经营预算支出表
单位：万元
科目编码\t科目名称\t预算数
\t\t
注：本部门无国有资本经营预算，以空表列示。
"""
EVERY_KIND = (
    "蔚县政府办三公经费",
    "蔚县政府办三公经费多少元",
    "蔚县政府办因公出国费",
    "蔚县三公经费比上年减少多少",
    "蔚县三公经费为什么减少",
    "蔚县网络正常运转率指标值",
    "蔚县房屋面积",
    "蔚县房屋价值多少元",
    "蔚县电子政务中心的单位性质",
    "蔚县电子政务中心的单位规格",
    "蔚县国有资本经营预算",
    "蔚县三公经费决算",
    "蔚县会议费",
    "正定县三公经费",
    "三公经费 How much did 蔚县 budget in 2022",
)


@pytest.mark.parametrize("question", EVERY_KIND)
def test_the_contract_holds(tmp_path: Path, question: str) -> None:
    """Quotes are the source, values are decimal strings, every mark in the text and every figure has its citation."""
    assistant = library(tmp_path, BODY)
    answer = assistant.ask(question)
    record = answer.model_dump(mode="json")
    assert (answer.status == "answered") == (answer.reason is None) == (answer.origin is not None)
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert citation.quote.strip() == citation.quote != ""
        assert assistant.store.text(citation.document_id)[citation.start : citation.end] == citation.quote
    for figure in record["figures"]:
        assert sorted(figure) == sorted(FIGURE_FIELDS)
        assert isinstance(figure["value"], str)
        assert str(Decimal(figure["value"])) == figure["value"]
        assert figure["citations"]
        assert figure["printed"].split("万元")[0] in "".join(quotes(answer)) or figure["comparator"] != "="
    assert all(sorted(citation) == sorted(CITATION_FIELDS) for citation in record["citations"])
    numbers = {number for figure in answer.figures for number in figure.citations}
    numbers |= {number for warning in answer.warnings for number in warning.citations}
    marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", answer.text)}
    assert numbers | marks <= {citation.number for citation in answer.citations}
    assert json.loads(json.dumps(record, ensure_ascii=False)) == Answer.model_validate(record).model_dump(mode="json")


@pytest.mark.parametrize(
    ("question", "value", "unit", "derived", "text"),
    [
        ("蔚县三公经费多少万元", "20.4", "万元", False, "为20.4万元。"),
        ("蔚县三公经费多少元", "204000", "元", True, "为204000元（印为20.4万元）。"),
        ("蔚县三公经费几亿元", "0.00204", "亿元", True, "为0.00204亿元（印为20.4万元）。"),
        ("蔚县房屋价值多少元", "11233400", "元", True, "为11233400元（印为1,123.34万元）。"),
        ("蔚县因公出国费多少元", "0", "元", True, "为0元（印为0万元）。"),
    ],
)
def test_the_unit_asked_for(tmp_path: Path, question: str, value: str, unit: str, derived: bool, text: str) -> None:
    answer = library(tmp_path, BODY).ask(question)
    (figure,) = answer.figures
    assert (figure.value, figure.unit, figure.derived) == (value, unit, derived)
    assert (figure.formula is None) == (not derived)
    assert text in answer.text


def test_a_conversion_shows_its_formula(tmp_path: Path) -> None:
    (figure,) = library(tmp_path, BODY).ask("蔚县三公经费多少元").figures
    assert figure.formula == "[1] × 10000"


def test_seven_kinds_of_nothing_are_seven_answers(tmp_path: Path) -> None:
    assistant = library(tmp_path, BODY)
    absences = {
        "蔚县电子政务中心的单位规格": ("not_found", "blank", "“单位规格”一格为空白"),
        "蔚县国有资本经营预算": ("not_found", "empty_table", "本部门无国有资本经营预算，以空表列示"),
        "蔚县会议费": ("not_found", "not_disclosed", "没有找到所问的项目（未找到与“会议费”对应的项目）"),
        "蔚县2019年三公经费": ("not_found", "no_period", "库中没有蔚县人民政府办公室2019年的文件"),
        "正定县2022年三公经费": ("not_found", "no_document", "库中没有“正定县”的文件"),
        "蔚县2022年三公经费决算": ("not_found", "not_disclosed", "没有决算或实际支出数，不能用预算数代替"),
        "蔚县因公出国费": ("answered", None, "因公出国（境）费预算为0万元"),
    }
    texts = set()
    for question, (status, reason, words) in absences.items():
        answer = assistant.ask(question)
        assert (answer.status, answer.reason) == (status, reason), question
        assert words in answer.text
        assert [figure.value for figure in answer.figures if figure.role == "result"] == (["0"] if not reason else [])
        texts.add(answer.text)
    assert len(texts) == 7


@pytest.mark.parametrize("printed", ["——", "-", "/"])
def test_a_printed_dash_is_no_blank(tmp_path: Path, printed: str) -> None:
    """What stands in the cell is shown: a dash is neither 0 nor an empty cell."""
    body = f"七、国有资产信息\n部门固定资产占用情况表\n项目\t数量\t价值（万元）\n2、车辆\t{printed}\t62.48\n3、房屋\t2400\t8.00"
    answer = library(tmp_path, body).ask("蔚县车辆的数量")
    assert "空白" not in answer.text
    assert f"“{printed}”" in answer.text


def test_absences_cite_their_evidence(tmp_path: Path) -> None:
    assistant = library(tmp_path, BODY)
    assert quotes(assistant.ask("蔚县电子政务中心的单位规格")) == ["蔚县电子政务中心"]
    assert address(assistant.ask("蔚县电子政务中心的单位规格").citations[0]) == (
        "部门机构设置情况",
        "蔚县电子政务中心",
        "单位规格",
    )
    assert quotes(assistant.ask("蔚县国有资本经营预算")) == ["注：本部门无国有资本经营预算，以空表列示。"]


def test_the_budget_offered_beside_a_final_account_is_context(tmp_path: Path) -> None:
    """What there is stands beside what was asked for, as context; a change is no figure of the item."""
    figures = library(tmp_path, BODY).ask("蔚县2022年三公经费决算").figures
    assert [(figure.role, figure.basis, figure.value) for figure in figures] == [("context", "budget", "20.4")]


def test_a_change_offered_as_context_is_called_a_change(tmp_path: Path) -> None:
    """增加20.5万元 is no spending of 20.5万元."""
    answer = library(tmp_path, "二、支出\n2022年支出预算较2021年预算增加20.5万元。").ask("蔚县支出预算为什么增加")
    assert answer.reason == "no_reason"
    assert "支出预算20.5万元" not in answer.text


CONTRADICTION = """
四、“三公”经费预算情况
公务用车购置及运维费18.9万元（公务用车购置费0万元，公务用车运维费28.9万元）。
"""


@pytest.mark.parametrize(
    ("question", "figure"),
    [("蔚县公务用车购置及运维费", "18.9万元"), ("蔚县公车运维费", "28.9万元"), ("蔚县公务用车购置费", "0万元")],
)
def test_a_contradiction_is_shown_with_all_its_places(tmp_path: Path, question: str, figure: str) -> None:
    answer = library(tmp_path, CONTRADICTION).ask(question)
    assert said(answer) == [figure]
    (warning,) = answer.warnings
    assert warning.kind == "parts_and_total"
    assert warning.text == "公务用车购置及运维费18.9万元，与其中项之和（0+28.9=28.9万元）相差10万元。"
    cited = [citation.quote for citation in answer.citations if citation.number in warning.citations]
    assert all(any(printed in quote for quote in cited) for printed in ("18.9万元", "28.9万元"))


def test_rounding_is_no_warning(tmp_path: Path) -> None:
    body = "二、支出\n支出预算100.00万元，其中基本支出60.04万元，项目支出39.97万元。"
    assert library(tmp_path, body).ask("蔚县支出预算").warnings == []


def test_a_figure_apart_from_the_contradiction_has_no_warning(tmp_path: Path) -> None:
    assert library(tmp_path, CONTRADICTION + "公务接待费1.5万元。\n").ask("蔚县公务接待费").warnings == []


def test_a_figure_without_its_unit_is_shown_as_printed(tmp_path: Path) -> None:
    answer = library(tmp_path, "四、“三公”经费\n“三公”经费较2021年减少0.92，主要是压缩接待。").ask(
        "蔚县三公经费减少多少"
    )
    assert (answer.figures[0].value, answer.figures[0].unit, answer.figures[0].direction) == ("0.92", None, "减少")
    assert [warning.kind for warning in answer.warnings] == ["missing_unit"]
    assert "0.92万" not in answer.text


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("预算20.4万元", "预算29.4万元"),
        ("预算20.4万元", "预算20.4亿元"),
        ("预算20.4万元", "预算      "),
        ("2022年“三公”经费", "2022年其余的“三公”经费"),
    ],
)
def test_a_figure_that_the_stored_text_does_not_bear_out_is_not_shown(tmp_path: Path, printed: str, other: str) -> None:
    body = "四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元。"
    assert said(library(tmp_path, body).ask("蔚县三公经费")) == ["20.4万元"]
    answer = tamper(tmp_path, printed, other).ask("蔚县三公经费")
    assert (answer.status, answer.reason) == ("not_found", "not_verified")
    assert (answer.figures, answer.citations) == ([], [])
    assert not re.search(r"\d", answer.text)


def test_a_cell_that_the_stored_text_does_not_bear_out_is_not_shown(tmp_path: Path) -> None:
    library(tmp_path, BODY)
    answer = tamper(tmp_path, "1,123.34", "1,923.34").ask("蔚县房屋价值")
    assert (answer.status, answer.reason) == ("not_found", "not_verified")


def test_direction_and_comparator_are_re_read_too(tmp_path: Path) -> None:
    library(tmp_path, BODY)
    assert tamper(tmp_path, "预算减少2.1", "预算增加2.1").ask("蔚县三公经费比上年减少多少").reason == "not_verified"
    assert tamper(tmp_path, "≥98%", "≤98%").ask("蔚县网络正常运转率指标值").reason == "not_verified"


def test_the_other_place_still_stands_when_one_is_damaged(tmp_path: Path) -> None:
    body = "四、“三公”经费预算情况\n2022年公务接待费1.5万元。\n公务接待费1.5万元，用于来访。"
    assert len(library(tmp_path, body).ask("蔚县公务接待费").citations) == 2
    answer = tamper(tmp_path, "2022年公务接待费1.5", "2022年公务接待费7.5").ask("蔚县公务接待费")
    assert said(answer) == ["1.5万元"]
    assert quotes(answer) == ["公务接待费1.5万元"]


def test_items_that_fit_as_well_are_asked_back_and_none_asserted(tmp_path: Path) -> None:
    body = """
五、绩效预算信息
1、网络维护经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
满意度指标\t服务对象满意度指标\t群众满意度\t群众满意度\t≥90%
2、公文系统经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
满意度指标\t服务对象满意度指标\t群众满意度\t群众满意度\t≥95%
"""
    answer = library(tmp_path, body).ask("蔚县群众满意度指标值")
    assert (answer.status, answer.reason) == ("clarify", "ambiguous_item")
    assert [(figure.role, figure.value) for figure in answer.figures] == [("context", "90"), ("context", "95")]
    assert "网络维护经费" in answer.text
    assert "公文系统经费" in answer.text


def test_a_nearer_name_among_indicator_tables_does_not_hide_its_namesakes(tmp_path: Path) -> None:
    """A description that says more, or words for a value, leave the question as open as before."""
    body = """
五、绩效预算信息
1、网络维护经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
满意度指标\t服务对象满意度指标\t服务对象满意度\t使用网络的单位的满意程度\t≥90%
2、公文系统经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
满意度指标\t服务对象满意度指标\t服务对象满意度\t得到县领导肯定\t得到县领导肯定
"""
    assistant = library(tmp_path, body)
    assert (assistant.ask("蔚县服务对象满意度").status, assistant.ask("蔚县服务对象满意度").reason) == (
        "clarify",
        "ambiguous_item",
    )
    assert said(assistant.ask("蔚县网络维护经费的服务对象满意度")) == ["≥90%"]


def test_an_item_printed_blank_is_not_answered_with_another_beside_it(tmp_path: Path) -> None:
    body = """
二、收入说明
2022年预算收入8万元，其中：一般公共预算收入8万元，单位资金收入0.3万元。
部门预算收支总表
单位：万元
收入项目\t预算数
一、一般公共预算拨款收入\t8.00
二、其他收入\t
"""
    assistant = library(tmp_path, body)
    answer = assistant.ask("蔚县2022年其他收入")
    assert (answer.status, answer.reason) == ("not_found", "blank")
    assert said(assistant.ask("蔚县2022年单位资金收入")) == ["0.3万元"]


def test_own_funds_in_brackets_answer_for_both_their_names(tmp_path: Path) -> None:
    assistant = library(
        tmp_path, "二、收入说明\n2022年预算收入8万元，其中：一般公共预算收入7万元，其他来源收入（单位资金）1万元。"
    )
    for item in ("其他来源收入", "其他收入", "单位资金", "单位资金收入"):
        assert said(assistant.ask(f"蔚县2022年{item}")) == ["1万元"], item


def test_an_expenditure_of_a_fund_is_not_its_income(tmp_path: Path) -> None:
    body = "二、收入说明\n2022年预算收入8万元，其中：一般公共预算拨款收入7万元，政府性基金预算拨款收入1万元。"
    answer = library(tmp_path, body).ask("蔚县2022年政府性基金预算拨款支出")
    assert (answer.status, answer.reason) == ("not_found", "not_disclosed")


def test_a_bare_side_is_the_total_of_that_side(tmp_path: Path) -> None:
    body = "二、收支说明\n2022年预算收入8万元。2022年支出预算8.5万元，其中基本支出3万元，项目支出5.5万元。"
    assistant = library(tmp_path, body)
    assert said(assistant.ask("蔚县2022年收入是多少")) == ["8万元"]
    assert said(assistant.ask("蔚县2022年支出是多少")) == ["8.5万元"]


def test_two_places_each_with_the_name_of_its_own_office(tmp_path: Path) -> None:
    text = "{}2021年部门预算信息公开\n四、“三公”经费\n2021年“三公”经费预算{}万元。"
    assistant = library(tmp_path, text.format("馆陶县人民政府办公室", 5), text.format("中共平山县委办公室", 7))
    answer = assistant.ask("馆陶县政府办和平山县委办2021年三公经费分别是多少")
    assert said(answer) == ["5万元", "7万元"]


def test_words_of_a_row_are_no_column(tmp_path: Path) -> None:
    """基本 and 支出 stand in the name of the row, apart from each other; the column 基本支出 is not asked for."""
    body = """
部门预算支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
2080505\t机关事业单位基本养老保险缴费支出\t40.00\t38.83\t1.17
"""
    assistant = library(tmp_path, body)
    assert said(assistant.ask("蔚县机关事业单位基本养老保险缴费支出是多少")) == ["40.00万元"]
    assert said(assistant.ask("蔚县机关事业单位基本养老保险缴费支出的基本支出是多少")) == ["38.83万元"]


def test_english_questions_with_a_possessive_or_without_a_verb(tmp_path: Path) -> None:
    assistant = library(tmp_path, "四、“三公”经费\n2022年公务接待费1.5万元。")
    for question in ("Official reception expenses of Yuxian in 2022", "What are Yuxian's official reception expenses?"):
        answer = assistant.ask(question)
        assert (answer.language, said(answer)) == ("en", ["1.5万元"]), question
