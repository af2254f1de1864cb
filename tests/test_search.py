"""Passages for questions: narrowed to the documents asked of, found by other words, ranked alike on every run."""

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.fusion import fused
from assistant.library import Library
from assistant.passage_question import passage_question
from assistant.search import Search
from assistant.topics import topics_of
from index.build import ingest
from index.embedding import Vectors, built_in
from index.fact_store import FactStore
from index.passages import Passages

BODY = """
一、部门职责及机构设置情况
部门职责：
（一）负责起草工作报告、领导讲话和其他综合性文稿。
（二）负责机关安全保卫、车辆管理和房屋修缮。
（三）承担地方金融监督管理，防范和化解金融风险。
二、总体绩效目标
围绕中心工作，提高办文办会办事水平，确保机关高效运转。
三、实现绩效目标的保障措施
完善制度建设，加强支出管理，做好绩效监控。
四、名词解释
公务用车运行维护费：指车辆燃料费、维修费、过桥过路费、保险费等支出。
五、绩效指标
绩效指标表
绩效指标\t指标内容\t指标值
办文办会\t起草工作报告和领导讲话\t按时完成
车辆管理\t车辆维修和年检\t按时完成
"""


@pytest.fixture(scope="module")
def searching(tmp_path_factory: pytest.TempPathFactory) -> tuple[Search, Library]:
    folder = tmp_path_factory.mktemp("search")
    documents = folder / "documents"
    documents.mkdir()
    for name in ("蔚县人民政府办公室", "馆陶县教育局"):
        text = f"{name}2022年部门预算信息公开情况说明\n{BODY.strip()}\n"
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest([documents], folder / "index")
    store = FactStore.open(folder / "index")
    return Search(store, Passages.open(folder / "index", built_in())), Library.of(store)


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("谁给领导写稿子", "部门职责："),
        ("防止银行出乱子是谁的事", "部门职责："),
        ("单位的总体目标", "二、总体绩效目标"),
        ("靠哪些办法保证目标实现", "三、实现绩效目标的保障措施"),
        ("公车的油钱和修车钱算什么费", "四、名词解释"),
    ],
)
def test_a_passage_is_found_by_other_words(searching: tuple[Search, Library], question: str, section: str) -> None:
    search, library = searching
    found = search.find(question, 3, [library.documents[0].id])
    assert found[0].chunk.section[-1] == section


def test_only_the_documents_asked_of(searching: tuple[Search, Library]) -> None:
    search, library = searching
    found = search.find("部门职责", 10, [library.documents[1].id])
    assert {each.chunk.document for each in found} == {library.documents[1].id}


def test_only_the_documents_asked_of_where_they_are_many(
    searching: tuple[Search, Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.search._EXACT", 0)
    search, library = searching
    found = search.find("谁给领导写稿子", 10, [library.documents[1].id])
    assert {each.chunk.document for each in found} == {library.documents[1].id}


@pytest.mark.parametrize("exact", [64, 0])  # by the vectors of all chunks, and by Chroma's own search
@pytest.mark.parametrize("kind", ["prose", "table"])
def test_only_the_kind_of_passage_asked_for(
    searching: tuple[Search, Library], monkeypatch: pytest.MonkeyPatch, exact: int, kind: str
) -> None:
    monkeypatch.setattr("assistant.search._EXACT", exact)
    search, library = searching
    documents = [library.documents[0].id]
    assert {each.chunk.kind for each in search.find("起草工作报告", 20, documents)} == {"prose", "table"}
    found = search.find("起草工作报告", 20, documents, kind=kind)
    assert {(each.chunk.document, each.chunk.kind) for each in found} == {(documents[0], kind)}
    assert "领导讲话" in found[0].chunk.text


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("绩效目标表里车辆管理的指标内容是什么", "table"),
        ("表3中写了哪些指标内容", "table"),
        ("正文里怎么写车辆管理", "prose"),
        ("哪一段讲了领导讲话", "prose"),
        ("表格里和正文里各怎么写", None),
        ("人大代表中谁负责", None),
        ("绩效表里为什么没有预算数", None),
        ("谁管车辆", None),
    ],
)
def test_the_kind_that_a_question_wants(question: str, kind: str | None) -> None:
    assert passage_question(question, (), lambda words, bodies: False).kind == kind


def test_rankings_are_fused_by_their_ranks() -> None:
    #        1/61 + 1/62  1/62 + 1/61  1/63       1/63: ties by id
    assert fused([["b", "a", "d"], ["a", "b", "c"]]) == ["a", "b", "c", "d"]
    assert fused([["a"], ["b", "c"], ["c"]]) == ["c", "a", "b"]
    assert fused([]) == []


def test_the_same_text_of_two_documents_is_told_once(searching: tuple[Search, Library]) -> None:
    search, library = searching
    found = search.find("公务用车运行维护费是什么意思", 10)
    told = [each for each in found if each.chunk.section[-1:] == ("四、名词解释",)]
    assert len(told) == 1
    assert {told[0].chunk.document, *(chunk.document for chunk in told[0].also)} == {r.id for r in library.documents}


def test_the_best_sentence_is_pointed_at(searching: tuple[Search, Library]) -> None:
    search, library = searching
    best = search.find("谁给领导写稿子", 1, [library.documents[0].id])[0]
    assert "领导讲话" in best.chunk.text[slice(*best.sentence)]


def test_nothing_is_found_for_nothing(searching: tuple[Search, Library]) -> None:
    search, _ = searching
    assert search.find("  ", 5) == []
    assert search.find("职责", 0) == []
    assert search.closest("职责", []) == []


def test_one_question_has_one_order(searching: tuple[Search, Library]) -> None:
    search, _ = searching
    first = [(each.chunk.id, each.score) for each in search.find("保障措施有哪些", 5)]
    assert [(each.chunk.id, each.score) for each in search.find("保障措施有哪些", 5)] == first


def test_topics_of_a_question() -> None:
    assert any(topic.headings.search("三、实现绩效目标的保障措施") for topic in topics_of("怎么确保目标实现"))
    assert topics_of("蔚县") == ()


class Shortest:
    """Prefers the shorter passage, in steps of thirty characters."""

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        assert question == "机关怎么运转"
        return np.array([-(len(text) // 30) for text in texts], dtype=np.float32)


def test_a_reranker_has_the_last_word_and_leaves_ties_as_they_were(searching: tuple[Search, Library]) -> None:
    search, _ = searching
    before = [each.chunk for each in search.find("机关怎么运转", 20)]
    reranked = Search(search._store, search._passages, Shortest()).find("机关怎么运转", 20)
    expected = sorted(before, key=lambda chunk: len(chunk.text) // 30)
    assert [each.chunk for each in reranked] == expected
    assert expected != before
    assert len({len(chunk.text) // 30 for chunk in before}) < len(before)
    assert [each.score for each in reranked] == [-(len(chunk.text) // 30) for chunk in expected]
