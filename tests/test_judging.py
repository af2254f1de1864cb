"""Judgements: what an answer is worth against what was expected of it."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.contract import Answer, Citation, Figure, Warning
from eval.cases import Case, Expect, ExpectedFigure, Place
from eval.judging import OUTCOMES, fits, judge, outcome, overlaps, same_figure, same_value
from tests.asking import library

SOURCE = "四、“三公”经费\n2021年“三公”经费预算5万元，其中公务接\n待费2万元。公务用车3万元。\n"
FILE = "0.txt"


def text_of(document: str) -> str:
    return {"d0": SOURCE}[document]


def cited(quote: str, **place: object) -> Citation:
    start = SOURCE.index(quote)
    return Citation.model_validate(
        {
            "number": 1,
            "document_id": "d0",
            "file": FILE,
            "title": "预算",
            "quote": quote,
            "start": start,
            "end": start + len(quote),
            "url": "/documents/d0",
        }
        | place
    )


def figure(value: str, unit: str | None = "万元", **more: object) -> Figure:
    fields = {"label": "三公经费", "value": value, "unit": unit, "printed": f"{value}{unit or ''}", "citations": [1]}
    return Figure.model_validate(fields | more)


def answered(*figures: Figure, text: str = "", **more: object) -> Answer:
    fields = {"question": "问", "status": "answered", "origin": "extracted", "text": text, "figures": list(figures)}
    return Answer.model_validate({**fields, "citations": [cited("5万元")], **more})


def declined(status: str, reason: str) -> Answer:
    return Answer.model_validate({"question": "问", "status": status, "reason": reason, "text": "没有"})


def expected(*values: str, unit: str | None = "万元", **more: object) -> Expect:
    figures = [ExpectedFigure(value=value, unit=unit) for value in values]
    return Expect.model_validate({"status": "answered", "figures": figures, **more})


def judged(answer: Answer, expect: Expect, kind: str = "direct") -> str:
    return outcome(answer, expect, kind, text_of)


FIVE = expected("5")


@pytest.mark.parametrize(
    ("answer", "outcome_"),
    [
        (answered(figure("5")), "right"),
        (answered(figure("5.00")), "right"),
        (answered(figure("50000", "元")), "wrong"),
        (answered(figure("6")), "wrong"),
        (answered(figure("-5")), "wrong"),
        (answered(), "wrong"),
        (answered(figure("5", None)), "wrong"),
        (answered(figure("5", comparator="≥")), "wrong"),
        (answered(figure("5", role="context")), "wrong"),
        (answered(figure("6"), figure("5", role="operand")), "wrong"),
        (answered(figure("5"), figure("6", role="operand")), "right"),
        (answered(figure("5"), figure("6", role="context")), "right"),
        (answered(figure("5"), figure("6")), "hedged"),
        (declined("not_found", "not_disclosed"), "refused"),
        (declined("clarify", "ambiguous_item"), "refused"),
    ],
)
def test_one_figure(answer: Answer, outcome_: str) -> None:
    """5万元 is expected."""
    assert judged(answer, FIVE) == outcome_


def test_a_figure_beside_others_is_no_hedge_where_several_are_usual() -> None:
    both = answered(figure("5"), figure("6"))
    assert judged(both, FIVE, "table") == judged(both, FIVE, "follow-up") == "hedged"
    assert judged(both, FIVE, "list") == judged(both, FIVE, "compare") == "right"


def test_a_unit_is_written_in_more_than_one_way() -> None:
    assert judged(answered(figure("5", "平方米")), expected("5", unit="㎡")) == "right"
    assert judged(answered(figure("5", "辆")), expected("5", unit=None)) == "right"


def test_a_direction_counts_where_one_is_expected() -> None:
    wanted = Expect(status="answered", figures=[ExpectedFigure(value="5", unit="万元", direction="减少")])
    assert judged(answered(figure("5", direction="减少")), wanted) == "right"
    assert judged(answered(figure("5", direction="增加")), wanted) == "wrong"
    assert judged(answered(figure("5")), wanted) == "wrong"
    assert judged(answered(figure("5", direction="减少")), FIVE) == "right"


@pytest.mark.parametrize(
    ("answer", "outcome_"),
    [
        (answered(figure("5"), figure("6")), "right"),
        (answered(figure("6"), figure("5")), "right"),
        (answered(figure("5"), figure("6"), figure("1", derived=True)), "right"),
        (answered(figure("5")), "incomplete"),
        (answered(figure("5"), figure("7")), "wrong"),
        (answered(figure("7"), figure("8")), "wrong"),
    ],
)
def test_several_figures(answer: Answer, outcome_: str) -> None:
    """5 and 6万元 are expected."""
    assert judged(answer, expected("5", "6"), "compare") == outcome_


@pytest.mark.parametrize(
    ("answer", "outcome_"),
    [
        (declined("not_found", "no_period"), "right"),
        (declined("not_found", "no_document"), "reason"),
        (declined("clarify", "no_period"), "reason"),
        (answered(figure("5")), "false"),
    ],
)
def test_what_must_be_declined(answer: Answer, outcome_: str) -> None:
    assert judged(answer, Expect(status="not_found", reason=["no_period", "blank"]), "unanswerable") == outcome_


def test_any_reason_will_do_where_none_is_expected() -> None:
    assert judged(declined("not_found", "no_document"), Expect(status="not_found")) == "right"


def test_a_right_figure_at_another_place() -> None:
    here = expected("5", cites=[Place(file=FILE, quote="预算5万元")])
    elsewhere = expected("5", cites=[Place(file=FILE, quote="公务用车3万元")])
    assert judged(answered(figure("5")), here) == "right"
    assert judged(answered(figure("5")), elsewhere) == "place"
    assert judged(answered(figure("6")), elsewhere) == "wrong"
    either = expected("5", cites=[*elsewhere.cites, *here.cites])
    assert judged(answered(figure("5")), either) == "right"


def test_a_right_figure_without_its_warning() -> None:
    wanted = expected("5", warning=True)
    warning = Warning(kind="same_item", text="不一致", citations=[1])
    assert judged(answered(figure("5")), wanted, "contradiction") == "warning"
    assert judged(answered(figure("5"), warnings=[warning]), wanted, "contradiction") == "right"


@pytest.mark.parametrize(
    ("text", "outcome_"),
    [
        ("共2项：打印机[1]、复印纸[1]", "right"),
        ("共2项：打 印 机、复印纸", "right"),
        ("共2项：复印纸、打印机", "incomplete"),
        ("共1项：打印机", "incomplete"),
    ],
)
def test_items_in_their_order(text: str, outcome_: str) -> None:
    assert judged(answered(text=text), Expect(status="answered", items=["打印机", "复印纸"]), "list") == outcome_


def test_an_item_that_is_named_twice_must_stand_twice() -> None:
    wanted = Expect(status="answered", items=["打印机", "打印机"])
    assert judged(answered(text="打印机"), wanted, "list") == "incomplete"
    assert judged(answered(text="打印机、打印机"), wanted, "list") == "right"


def test_words_that_must_and_must_not_stand_there() -> None:
    """What must stand there may be quoted; what must not is looked for in the text alone."""
    wanted = Expect(status="answered", contains=["5万元"], absent=["6万元"])
    assert judged(answered(text="如下"), wanted, "list") == "right"
    assert judged(answered(text="7万元", citations=[]), wanted, "list") == "wrong"
    assert judged(answered(text="5万元，不是6万元"), wanted, "list") == "incomplete"


@pytest.mark.parametrize(
    ("quote", "text", "outcome_"),
    [
        ("公务用车3万元", "公务用车3万元", "right"),
        ("公务用车3万元", "另有说明", "wrong"),
        ("待费2万元。公务用车3万元。", "待费2万元。公务用车3万元。", "hedged"),
        ("5万元", "公务用车3万元", "wrong"),
    ],
)
def test_a_text_is_quoted_and_said(quote: str, text: str, outcome_: str) -> None:
    """公务用车3万元 is expected, alone."""
    answer = answered(text=text, citations=[cited(quote)])
    assert judged(answer, Expect(status="answered", text="公务用车3万元")) == outcome_


def test_a_quoted_answer_may_quote_the_sentence_around_a_text() -> None:
    sentence = "待费2万元。公务用车3万元。"
    answer = answered(text=sentence, origin="quoted", citations=[cited(sentence)])
    assert judged(answer, Expect(status="answered", text="公务用车3万元")) == "right"


def test_the_best_of_the_alternatives_counts() -> None:
    case = Case(
        id="a-1",
        kind="ambiguous",
        turns=["问"],
        expect=Expect(
            status="clarify", alternatives=[expected("5", cites=[Place(file=FILE, quote="公务用车3万元")]), FIVE]
        ),
    )
    assert judge(case, answered(figure("5")), text_of).outcome == "right"
    assert judge(case, declined("clarify", "ambiguous_item"), text_of).outcome == "right"
    assert judge(case, answered(figure("6")), text_of).outcome == "false"
    assert OUTCOMES[0] == "right"
    assert OUTCOMES.index("refused") < OUTCOMES.index("false") < OUTCOMES.index("wrong")


def test_a_judgement_as_a_line() -> None:
    case = Case(id="a-1", kind="direct", turns=["先问", "再问"], expect=FIVE)
    line = str(judge(case, answered(figure("6"), text="为6万元"), text_of))
    assert line.split() == ["wrong", "a-1", "先问", "|", "再问", "answered", "'为6万元'"]


@pytest.mark.parametrize(
    ("value", "wanted", "rounded", "expected_"),
    [
        ("14.29", "14.2857", True, True),
        ("14.29", "14.2857", False, False),
        ("14.28", "14.2857", True, False),
        ("14.2857", "14.29", True, True),
        ("14.3", "14.2857", True, False),  # one decimal is fewer than two
        ("0.125", "0.13", True, True),
        ("12.50", "12.5", False, True),
        ("100", "100.004", True, True),
        ("100", "101", True, False),
    ],
)
def test_values_that_count_as_the_same(value: str, wanted: str, rounded: bool, expected_: bool) -> None:
    assert same_value(Decimal(value), Decimal(wanted), rounded=rounded) is expected_


def test_only_a_computed_figure_may_be_rounded() -> None:
    wanted = ExpectedFigure(value="14.2857", unit="%")
    assert same_figure(figure("14.29", "%", derived=True), wanted)
    assert not same_figure(figure("14.29", "%"), wanted)


@pytest.mark.parametrize(
    ("quote", "expected_"),
    [("公务接待费2万元", True), ("费2万元。公务", True), ("5万元", False), ("会议费", False), ("2 万 元", True)],
)
def test_a_citation_shares_characters_with_a_quote(quote: str, expected_: bool) -> None:
    """待费2万元 is cited; the source breaks 公务接待费 into two lines."""
    assert overlaps(cited("待费2万元"), quote, SOURCE) is expected_


@pytest.mark.parametrize(
    ("place", "expected_"),
    [
        (Place(file=FILE), True),
        (Place(file="1.txt"), False),
        (Place(file=FILE, section="四、“三公”经费"), True),
        (Place(file=FILE, section="四、 “三公” 经费"), True),
        (Place(file=FILE, section="三公"), False),
        (Place(file=FILE, section="四、“三公”经费", quote="预算5万元"), True),
        (Place(file=FILE, section="四、“三公”经费", quote="公务用车3万元"), False),
    ],
)
def test_the_place_of_words(place: Place, expected_: bool) -> None:
    citation = cited("5万元", section=["四、“三公”经费"])
    assert fits(citation, place, SOURCE) is expected_


@pytest.mark.parametrize(
    ("table", "row", "column", "expected_"),
    [
        ("固定资产占用情况表", ["房屋"], ["价值"], True),
        ("部门固定资产占用情况表（2021年末）", ["房屋"], ["价值"], True),
        ("固定资产占用情况表", ["房屋", "办公用房"], ["价值"], True),
        ("固定资产占用情况表", ["车辆"], ["价值"], False),
        ("固定资产占用情况表", ["房屋"], ["数量"], False),
        ("固定资产占用情况表", ["房屋"], ["年末/价值"], True),
        ("政府采购预算", ["房屋"], ["价值"], False),
    ],
)
def test_the_place_of_a_cell(table: str, row: list[str], column: list[str], expected_: bool) -> None:
    """A cell is found by the labels above and before it, each in words that hold each other."""
    citation = cited(
        "5万元",
        table="部门固定资产占用情况表",
        row_labels=["1、房屋（平方米）", "其中：办公用房"],
        column_labels=["年末", "价值（万元）"],
    )
    assert fits(citation, Place(file=FILE, table=table, row=row, column=column), SOURCE) is expected_


def test_prose_is_no_cell() -> None:
    assert not fits(cited("5万元"), Place(file=FILE, table="固定资产占用情况表", row=["房屋"]), SOURCE)


def test_an_answer_of_the_assistant(tmp_path: Path) -> None:
    assistant = library(tmp_path, "四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元，其中公务接待费1.5万元。")
    case = Case(
        id="e-1",
        kind="direct",
        turns=["蔚县三公经费"],
        expect=expected("20.4", cites=[Place(file="0.txt", section="四、“三公”经费预算情况", quote="20.4万元")]),
    )
    assert judge(case, assistant.ask("蔚县三公经费"), assistant.store.text).outcome == "right"
    assert judge(case, assistant.ask("蔚县公务接待费"), assistant.store.text).outcome == "wrong"
    assert judge(case, assistant.ask("蔚县会议费"), assistant.store.text).outcome == "refused"
