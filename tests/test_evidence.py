"""Evidence re-read from the stored text: verbatim quotes, and nothing where the text no longer bears a fact out."""

import pytest

from assistant.evidence import Place, place_of, span_of
from index.document import Document
from index.extraction import extract
from index.facts import Fact
from index.parsing import parse_document
from index.readers.text import read

TITLE = "蔚县人民政府办公室2022年部门预算信息公开情况说明"


def parsed(body: str) -> tuple[Document, tuple[Fact, ...]]:
    document = parse_document(read("inline.txt", f"{TITLE}\n{body}\n".encode()), "inline.txt")
    return document, tuple(extract(document).facts)


def fact_of(facts: tuple[Fact, ...], printed: str) -> Fact:
    (found,) = [fact for fact in facts if fact.value_text == printed]
    return found


def quote_of(body: str, printed: str) -> str | None:
    """The quote that shows a fact, in the document as it stands."""
    document, facts = parsed(body)
    place = place_of(fact_of(facts, printed), document.source.text)
    assert place is None or document.source.text[place.start : place.end] == place.quote
    return place.quote if place else None


@pytest.mark.parametrize(
    ("body", "printed", "quote"),
    [
        ("四、“三公”经费\n2022年“三公”经费预算20.4万元。", "20.4万元", "2022年“三公”经费预算20.4万元"),
        ("二、支出\n基本支出653.74万元；项目支出234.51万元。", "234.51万元", "项目支出234.51万元"),
        ("二、收入\n收入预算1,888.25 万元。", "1,888.25 万元", "收入预算1,888.25 万元"),
        ("四、“三公”经费\n“三公”经费较2021年预算减少2.1万元。", "2.1万元", "“三公”经费较2021年预算减少2.1万元"),
        ("二、支出\n支出预算表\n单位：万元\n科目名称\t预算数\n教育支出\t8.25\n", "8.25", "8.25"),
        ("一、机构\n机构表\n单位名称\t单位性质\n蔚县信息中心\t事业\n", "事业", "事业"),
    ],
)
def test_the_words_that_show_a_fact(body: str, printed: str, quote: str) -> None:
    assert quote_of(body, printed) == quote


def test_a_long_sentence_is_quoted_from_the_last_stop() -> None:
    body = "二、支出\n" + "为保障机关正常运转和各项工作顺利开展" * 6 + "，安排项目支出234.51万元。"
    assert quote_of(body, "234.51万元") == "安排项目支出234.51万元"


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        ("2022年“三公”经费预算20.4万元。", True),
        ("2022年“三公”经费预算29.4万元。", False),
        ("2022年“三公”经费预算20.4亿元。", False),
        ("2022年“三公”经费预算2.04万元。", False),
        ("2022年“三公”经费预算约0.4万元。", False),
        ("2022年“三公”经费预算    万元。", False),
        ("", False),
    ],
)
def test_a_figure_is_shown_only_while_its_text_says_so(now: str, holds: bool) -> None:
    document, facts = parsed("四、“三公”经费\n2022年“三公”经费预算20.4万元。")
    text = document.source.text
    at = text.index("2022年“三公”经费预算")
    assert (place_of(fact_of(facts, "20.4万元"), text[:at] + now) is not None) == holds


@pytest.mark.parametrize(
    ("was", "now", "holds"),
    [("8.25", "8.25", True), ("8.25", "9.25", False), ("8.25", "    ", False), ("万元", "亿元", False)],
)
def test_a_cell_with_its_unit_line(was: str, now: str, holds: bool) -> None:
    document, facts = parsed("二、支出\n支出预算表\n单位：万元\n科目名称\t预算数\n教育支出\t8.25\n")
    changed = document.source.text.replace(was, now)
    assert (place_of(fact_of(facts, "8.25"), changed) is not None) == holds


@pytest.mark.parametrize(("now", "holds"), [("事业", True), ("行政", False), ("  ", False)])
def test_a_text_cell(now: str, holds: bool) -> None:
    document, facts = parsed("一、机构\n机构表\n单位名称\t单位性质\n蔚县信息中心\t事业\n")
    changed = document.source.text.replace("事业", now)
    assert (place_of(fact_of(facts, "事业"), changed) is not None) == holds


def test_a_bare_span_loses_the_white_space_at_its_ends() -> None:
    assert span_of(0, 8, " \n0.00\t 单") == Place("0.00", 2, 6)
