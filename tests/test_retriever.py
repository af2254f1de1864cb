"""Passages for LangChain: its own tests of retrievers over a real index, and where a question leads."""

from pathlib import Path
from typing import Any

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant.retriever import PassageRetriever
from assistant.settings import Settings
from index.build import ingest

BODY = """
一、部门职责
（一）负责起草工作报告、领导讲话和其他综合性文稿。
（二）负责机关安全保卫、车辆管理和房屋修缮。
二、总体绩效目标
围绕{}年中心工作，提高办文办会办事水平，确保机关高效运转。
三、实现绩效目标的保障措施
完善制度建设，加强支出管理，做好绩效监控。
四、名词解释
公务用车运行维护费：指车辆燃料费、维修费、过桥过路费、保险费等支出。
五、定额
公用经费定额表
项目\t范围\t依据
公用经费\t在编人员\t县级定额标准
"""
DOCUMENTS = (("蔚县人民政府办公室", 2021), ("蔚县人民政府办公室", 2022), ("馆陶县教育局", 2022))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("retriever")
    (folder / "documents").mkdir()
    for name, year in DOCUMENTS:
        text = f"{name}{year}年部门预算信息公开情况说明\n{BODY.strip().format(year)}\n"
        (folder / "documents" / f"{name}{year}.txt").write_text(text, encoding="utf-8")
    ingest([folder / "documents"], folder / "index")
    return folder / "index"


@pytest.fixture(scope="module")
def retriever(index: Path) -> PassageRetriever:
    return PassageRetriever.open(Settings(index=index), k=3)


class TestStandards(RetrieversIntegrationTests):
    """What LangChain asks of every retriever: ``k`` at construction and at the call, documents, also asynchronously."""

    @pytest.fixture(autouse=True)
    def _over(self, index: Path) -> None:
        opened = PassageRetriever.open(Settings(index=index))
        self.parts = {"assistant": opened.assistant, "search": opened.search}

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return PassageRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return self.parts

    @property
    def retriever_query_example(self) -> str:
        return "蔚县政府办2022年靠哪些措施实现绩效目标"


def told(retriever: PassageRetriever, question: str, **options: Any) -> set[tuple[str, int]]:
    found = retriever.invoke(question, **options)
    return {(document.metadata["entity"], document.metadata["period"]) for document in found}


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("蔚县政府办2021年的保障措施", {DOCUMENTS[0]}),
        ("蔚县的保障措施", {*DOCUMENTS[:2]}),
        ("馆陶教育局的职责有哪些", {DOCUMENTS[2]}),
        ("2021年谁负责领导讲话", {DOCUMENTS[0]}),
        ("馆陶县教育局2019年的职责", set()),  # a year that the library has not
        ("涿州市政府办的职责", set()),  # a place that it has not
    ],
)
def test_only_documents_of_the_bodies_and_years_named(
    retriever: PassageRetriever, question: str, documents: set[tuple[str, int]]
) -> None:
    assert told(retriever, question, k=20) == documents


@pytest.mark.parametrize(
    ("question", "options", "kinds"),
    [
        ("馆陶教育局的公用经费定额", {}, {"prose", "table"}),
        ("馆陶教育局的公用经费定额", {"kind": "table"}, {"table"}),
        ("馆陶教育局表格里的公用经费定额", {}, {"table"}),
        ("馆陶教育局表格里的公用经费定额", {"kind": "prose"}, {"prose"}),
    ],
)
def test_only_the_kind_of_passage_asked_for(
    retriever: PassageRetriever, question: str, options: dict[str, Any], kinds: set[str]
) -> None:
    found = retriever.invoke(question, k=20, **options)
    assert {document.metadata["kind"] for document in found} == kinds


def test_without_a_body_the_whole_library(retriever: PassageRetriever) -> None:
    found = retriever.invoke("公车的油钱和修车钱算什么费", k=20)
    explained = next(document for document in found if document.metadata["section"] == ["四、名词解释"])
    assert len({explained.metadata["document"], *explained.metadata["also"]}) == len(DOCUMENTS)  # told once


def test_a_passage_carries_its_place(retriever: PassageRetriever) -> None:
    best = retriever.invoke("蔚县政府办2022年谁给领导写稿子", k=1)[0]
    place = best.metadata
    text = retriever.assistant.store.text(place["document"])[place["start"] : place["end"]]
    assert "起草工作报告、领导讲话" in text
    assert best.page_content.startswith("一、部门职责")
    assert best.id == f"{place['document']}/{best.id.partition('/')[2]}"
    wanted = {
        "file": "蔚县人民政府办公室2022.txt",
        "title": "蔚县人民政府办公室2022年部门预算信息公开情况说明",
        "entity": "蔚县人民政府办公室",
        "region": "130726",
        "period": 2022,
        "section": ["一、部门职责"],
        "kind": "prose",
        "table": None,
        "page": None,
        "also": [],
    }
    assert {name: place[name] for name in wanted} == wanted
    assert place["score"] > 0
