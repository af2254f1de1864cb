"""The library: which documents a question is asked of, what it holds, and when it is read again."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.library import Library
from assistant.planning.planning import plan
from index.build import ingest
from tests.asking import library, said

GUANTAO = "馆陶县人民政府办公室"
PINGSHAN = "中共平山县委办公室"


def disclosure(body: str, year: int, amount: str) -> str:
    return (
        f"{body}{year}年部门预算信息公开\n四、“三公”经费预算情况\n{year}年“三公”经费预算{amount}，其中公务接待费1万元。"
    )


BODIES = (
    disclosure(GUANTAO, 2021, "5万元"),
    disclosure(GUANTAO, 2022, "6万元"),
    disclosure(PINGSHAN, 2021, "7万元"),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("library"), *BODIES)


@pytest.fixture(scope="module")
def held(assistant: Assistant) -> Library:
    return assistant.library


def files(held: Library) -> list[str]:
    return sorted(row.file for row in held.documents)


def identifier(held: Library, file: str) -> str:
    (row,) = [row for row in held.documents if row.file == file]
    return row.id


def test_all_documents_and_each_body_once(held: Library) -> None:
    assert files(held) == ["0.txt", "1.txt", "2.txt"]
    assert sorted(held.entities) == sorted([GUANTAO, PINGSHAN])
    assert [entity.name for entity in held.regions] == list(held.entities)


def test_the_documents_of_a_body(held: Library) -> None:
    assert sorted(row.file for row in held.of_entities([GUANTAO])) == ["0.txt", "1.txt"]
    assert len(held.of_entities([GUANTAO, GUANTAO])) == 2
    assert held.of_entities(["正定县人民政府办公室"]) == []


def test_some_documents_by_file(held: Library) -> None:
    assert files(held.some([], ["1.txt"])) == ["1.txt"]
    assert files(held.some([], ["1.txt", "2.txt"])) == ["1.txt", "2.txt"]
    assert held.some([], ["1.txt"]).entities == (GUANTAO,)


def test_some_documents_by_path_and_by_id(held: Library) -> None:
    (row,) = [row for row in held.documents if row.file == "2.txt"]
    assert files(held.some([], [row.path])) == ["2.txt"]
    assert files(held.some([row.id], [])) == ["2.txt"]


def test_id_and_file_narrow_together(held: Library) -> None:
    assert files(held.some([identifier(held, "0.txt")], ["0.txt"])) == ["0.txt"]
    assert files(held.some([identifier(held, "0.txt")], ["1.txt"])) == []


def test_none_named_is_the_whole_library_and_one_unknown_is_nothing(held: Library) -> None:
    assert held.some([], []) is held
    assert files(held.some([], ["9.txt"])) == []
    assert files(held.some(["none"], [])) == []


def test_a_document_outside_the_view_is_not_read(held: Library) -> None:
    view = held.some([], ["1.txt"])
    assert view.holding_of(identifier(held, "1.txt")).row.period == 2022
    with pytest.raises(KeyError):
        view.holding_of(identifier(held, "0.txt"))


def test_views_share_what_was_read(held: Library) -> None:
    document = identifier(held, "1.txt")
    assert held.some([], ["1.txt"]).holding_of(document) is held.holding_of(document)


def test_a_holding_is_the_whole_document(assistant: Assistant, held: Library) -> None:
    document = identifier(held, "1.txt")
    holding = held.holding_of(document)
    assert holding.text == assistant.store.text(document)
    assert [fact.value_text for fact in holding.facts] == ["6万元", "1万元"]
    assert (holding.tables, holding.findings) == ((), ())
    assert set(holding.around) == {fact.id for fact in holding.facts}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("馆陶县三公经费", True),
        ("馆陶县2022年三公经费", True),
        ("平山县2021年三公经费", True),
        ("平山县2022年三公经费", False),
        ("馆陶县2019年三公经费", False),
    ],
)
def test_holds_a_body_for_a_year(held: Library, question: str, expected: bool) -> None:
    assert held.holds(plan(question, held.entities, held.appears)) is expected


def test_holds_nothing_for_a_plan_without_a_body(held: Library) -> None:
    asked = plan("馆陶县三公经费", held.entities, held.appears)
    assert held.holds(replace(asked, entities=())) is False


BOUGHT = """
六、政府采购预算情况
部门政府采购预算
单位：万元
采购物品名称\t数量\t合计
碎纸机（保密型）\t5\t2.50
"""


@pytest.fixture(scope="module")
def purchases(tmp_path_factory: pytest.TempPathFactory) -> Library:
    other = f"{PINGSHAN}2021年部门预算信息公开\n四、“三公”经费预算情况\n2021年“三公”经费预算7万元。"
    return library(tmp_path_factory.mktemp("purchases"), BOUGHT, other).library


@pytest.mark.parametrize(
    ("words", "expected"),
    [("碎纸机", True), ("碎 纸 机", True), ("政府采购预算", True), ("复印机", False), ("2.50", False), ("", False)],
)
def test_words_that_appear_in_a_label_or_caption(purchases: Library, words: str, expected: bool) -> None:
    """Figures are no labels; white space does not count."""
    assert purchases.appears(words, []) is expected


@pytest.mark.parametrize(
    ("words", "expected"), [("纸机维修", True), ("采购单", True), ("会议", False), ("纸", False), ("", False)]
)
def test_words_that_share_two_characters_with_a_label(purchases: Library, words: str, expected: bool) -> None:
    assert purchases.shares(words, purchases.regions) is expected


def test_labels_are_looked_for_in_the_bodies_given(purchases: Library) -> None:
    (pingshan,) = [entity for entity in purchases.regions if entity.name == PINGSHAN]
    assert purchases.appears("碎纸机", []) is True
    assert purchases.appears("碎纸机", [pingshan]) is False
    assert purchases.shares("碎纸机", [pingshan]) is False


def test_words_of_a_body_that_is_not_held_are_not_known(purchases: Library, held: Library) -> None:
    """Nothing can be said of its labels: they do not appear, and may be shared."""
    (guantao,) = [entity for entity in held.regions if entity.name == GUANTAO]
    assert purchases.appears("碎纸机", [guantao]) is False
    assert purchases.shares("碎纸机", [guantao]) is True


@pytest.mark.parametrize(
    ("named", "expected"),
    [(["0.txt"], ["5万元"]), (["1.txt"], ["6万元"]), (["2.txt"], ["no_document"])],
)
def test_a_question_sees_the_documents_given(assistant: Assistant, named: list[str], expected: list[str]) -> None:
    assert said(assistant.ask("馆陶县政府办三公经费", files=named)) == expected


def test_the_library_is_kept_while_nobody_writes(assistant: Assistant) -> None:
    assert assistant.library is assistant.library


def test_a_document_added_is_answered_from_at_once(tmp_path: Path) -> None:
    assistant = library(tmp_path, BODIES[2])
    before = assistant.library
    assert said(assistant.ask("馆陶县2021年三公经费")) == ["no_document"]
    (tmp_path / "documents" / "later.txt").write_text(BODIES[0] + "\n", encoding="utf-8")
    ingest([tmp_path / "documents"], tmp_path / "index")
    assert said(assistant.ask("馆陶县2021年三公经费")) == ["5万元"]
    assert assistant.library is not before
    assert files(before) == ["0.txt"]


def test_a_document_replaced_is_read_again(tmp_path: Path) -> None:
    assistant = library(tmp_path, BODIES[0])
    assert said(assistant.ask("馆陶县三公经费")) == ["5万元"]
    (tmp_path / "documents" / "0.txt").write_text(disclosure(GUANTAO, 2021, "8万元") + "\n", encoding="utf-8")
    ingest([tmp_path / "documents"], tmp_path / "index")
    assert said(assistant.ask("馆陶县三公经费")) == ["8万元"]
