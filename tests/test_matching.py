"""How well facts fit questions: nothing of the question left unexplained, the most specific name first."""

import pytest

from assistant.asked import Asked, asked_of
from assistant.matching import Fit, explain, fit, table_coverage
from assistant.planning.planning import plan
from assistant.surroundings import surroundings
from index.concepts import Concepts
from index.fact_store import FactStore
from tests.asking import library

BODY = """
二、部门预算安排的总体情况
2022年支出预算888.25万元，其中基本支出653.74万元，项目支出234.51万元。
六、政府采购预算情况
部门政府采购预算
单位：万元
采购物品名称\t采购目录\t数量\t单价\t合计
台式计算机\tA02010104\t5\t0.50\t2.50
其他打印设备\tA0201060199\t4\t0.25\t1.00
八、国有资本经营预算
国有资本经营预算支出表
单位：万元
科目编码\t科目名称\t预算数
\t\t
注：本部门无国有资本经营预算，以空表列示。
"""
OFFICE = "蔚县人民政府办公室"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> FactStore:
    return library(tmp_path_factory.mktemp("matching"), BODY).store


def asked(question: str) -> Asked:
    return asked_of(plan(question, (OFFICE,)))


def fits(store: FactStore, question: str) -> dict[str, Fit]:
    """By printed figure, how it fits."""
    (row,) = store.documents()
    facts = store.facts([row.id])
    around = surroundings(facts, {(t.document, t.number): t for t in store.tables(row.id)})
    concepts, said = Concepts.load(), asked(question)
    return {f.value_text: fit(said, explain(said, f, around[f.id], concepts), concepts) for f in facts if f.amount}


@pytest.mark.parametrize(
    ("question", "must_be_found"),
    [
        ("蔚县政府办2022年台式计算机的单价是多少", "台式计算机单价"),
        ("请问蔚县电脑多少钱一台", "计算机"),
        ("蔚县户均项目支出", "户均项目支出"),
        ("蔚县项目支出情况", "项目支出"),
    ],
)
def test_what_a_label_must_explain(question: str, must_be_found: str) -> None:
    """Full weight has what names the item; figures in general (情况, 预算数) weigh little, particles and places nothing."""
    content = asked(question)
    heavy = "".join(char for char, weight in zip(content.text, content.weights, strict=True) if weight == 1)
    assert heavy.startswith(must_be_found)


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("蔚县台式计算机的单价", "0.50"),
        ("蔚县电脑的单价", "0.50"),
        ("蔚县台式计算机的合计", "2.50"),
        ("蔚县打印机的单价", "0.25"),
        ("蔚县采购目录A02010104的数量", "5"),
        ("蔚县项目支出", "234.51万元"),
        ("蔚县基本支出", "653.74万元"),
        ("蔚县支出预算", "888.25万元"),
    ],
)
def test_the_best_fit(store: FactStore, question: str, printed: str) -> None:
    found = fits(store, question)
    best = max(found.values(), key=lambda f: f.score)
    assert best.fact.value_text == printed
    assert (best.coverage, best.identity >= 0.5) == (1.0, True)


@pytest.mark.parametrize(
    ("question", "unexplained"),
    [("蔚县户均项目支出", "户均"), ("蔚县项目支出限额", "限额"), ("蔚县教育项目支出", "教育")],
)
def test_words_that_no_label_explains(store: FactStore, question: str, unexplained: str) -> None:
    found = fits(store, question)["234.51万元"]
    assert found.coverage < 0.9
    assert found.unexplained.strip() == unexplained


def test_a_named_column_excludes_its_neighbours(store: FactStore) -> None:
    found = fits(store, "蔚县台式计算机的单价")
    assert found["0.50"].column == 1.0
    assert found["0.50"].column_named
    assert found["2.50"].column < 0.5
    assert not found["2.50"].column_named


@pytest.mark.parametrize(
    ("question", "covers"),
    [("蔚县国有资本经营预算", True), ("蔚县国有资本经营预算支出", True), ("蔚县三公经费", False)],
)
def test_tables_named_by_caption_or_note(store: FactStore, question: str, covers: bool) -> None:
    (row,) = store.documents()
    (table,) = [table for table in store.tables(row.id) if table.is_empty]
    assert (table_coverage(asked(question), table) >= 0.95) == covers
