"""Plans to evidence: the facts that answer, their rivals, or the reason why none does."""

from pathlib import Path

import pytest

from assistant.library import Library
from assistant.lookup import Evidence, look_up
from assistant.planning.planning import plan
from index.fact_store import FactStore
from tests.asking import TITLE, library, said

OFFICE = "蔚县人民政府办公室"


def looked_up(store: FactStore, question: str) -> Evidence:
    held = Library.of(store)
    return look_up(plan(question, held.entities, held.appears), held)


def figures(evidence: Evidence) -> list[str]:
    return [fact.value_text for fact in evidence.facts]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> FactStore:
    body = """
一、机构设置
部门机构设置情况
单位名称\t单位性质\t单位规格
蔚县人民政府办公室本级\t行政\t正科级
蔚县电子政务中心\t事业\t
蔚县政府机关事务中心\t事业\t副科级
二、部门预算安排的总体情况
2022年支出预算888.25万元，其中基本支出653.74万元，项目支出234.51万元。
2022年支出预算较2021年预算增加20.5万元，其中基本支出减少9.5万元，项目支出增加30万元，主要用于网络改造。
四、“三公”经费预算情况
2022年“三公”经费预算1.5万元，其中：公务接待费1.5万元。公务接待费与2021年持平。
五、绩效预算信息
1、网络维护经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据
产出指标\t质量指标\t网络正常运转率\t正常运转时间占比\t≥98%\t项目合同
满意度指标\t服务对象满意度指标\t群众满意度\t群众满意度\t≥90%\t问卷
2、公文系统经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据
产出指标\t数量指标\t公文系统套数\t建成的公文系统\t1套\t项目合同
满意度指标\t服务对象满意度指标\t群众满意度\t群众满意度\t≥95%\t问卷
六、政府采购预算情况
部门政府采购预算
单位：万元
采购物品名称\t计量单位\t数量\t单价\t合计
台式计算机\t台\t5\t0.50\t2.50
八、国有资本经营预算
国有资本经营预算支出表
单位：万元
科目编码\t科目名称\t预算数
\t\t
注：本部门无国有资本经营预算，以空表列示。
"""
    return library(tmp_path_factory.mktemp("lookup"), body).store


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("蔚县政府办2022年三公经费", ["1.5万元"]),
        ("蔚县政府办支出预算", ["888.25万元"]),
        ("蔚县政府办项目支出", ["234.51万元"]),
        ("蔚县政府办项目支出比上年增加多少", ["30万元"]),
        ("蔚县电子政务中心的单位性质", ["事业"]),
        ("蔚县网络正常运转率", ["≥98%"]),
        ("蔚县网络维护经费的群众满意度", ["≥90%"]),
        ("蔚县公文系统经费的群众满意度", ["≥95%"]),
        ("蔚县台式计算机单价", ["0.50"]),
    ],
)
def test_one_fact(store: FactStore, question: str, printed: list[str]) -> None:
    evidence = looked_up(store, question)
    assert (figures(evidence), evidence.rivals, evidence.reason) == (printed, (), None)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("正定县2022年三公经费", "no_document"),
        ("蔚县教育局三公经费", "no_document"),
        ("蔚县政府办2019年三公经费", "no_period"),
        ("蔚县政府办会议费", "not_disclosed"),
        ("蔚县政府办户均三公经费", "not_disclosed"),
        ("蔚县政府办三公经费决算", "not_disclosed"),
        ("蔚县电子政务中心的单位规格", "blank"),
        ("蔚县国有资本经营预算", "empty_table"),
        ("蔚县政府办", "no_item"),
        ("蔚县政府办支出预算为什么增加", "no_reason"),  # 主要用于网络改造 is said of 项目支出 only
        ("蔚县政府办基本支出为什么减少", "no_reason"),
    ],
)
def test_the_reason_for_none(store: FactStore, question: str, reason: str) -> None:
    evidence = looked_up(store, question)
    assert (evidence.facts, evidence.quote, evidence.reason) == ((), None, reason)


def test_an_absence_brings_what_shows_it(store: FactStore) -> None:
    assert looked_up(store, "蔚县电子政务中心的单位规格").near[0].path == ("蔚县电子政务中心",)
    table = looked_up(store, "蔚县国有资本经营预算").table
    assert table is not None
    assert (table.caption, table.note) == ("国有资本经营预算支出表", "注：本部门无国有资本经营预算，以空表列示。")
    assert looked_up(store, "蔚县政府办三公经费决算").near[0].value_text == "1.5万元"
    assert looked_up(store, "蔚县政府办户均三公经费").unexplained.strip() == "户均"


def test_several_columns_of_one_row_in_the_order_asked(store: FactStore) -> None:
    evidence = looked_up(store, "蔚县采购台式计算机的单价和数量")
    assert [fact.value_text for fact in (*evidence.facts, *evidence.also)] == ["0.50", "5"]
    evidence = looked_up(store, "蔚县采购台式计算机的数量、单价")
    assert [fact.value_text for fact in (*evidence.facts, *evidence.also)] == ["5", "0.50"]


def test_an_indicator_of_two_projects_is_not_chosen(store: FactStore) -> None:
    evidence = looked_up(store, "蔚县群众满意度指标值")
    assert sorted(fact.value_text for fact in (*evidence.facts, *evidence.rivals)) == ["≥90%", "≥95%"]


def test_why(store: FactStore) -> None:
    evidence = looked_up(store, "蔚县政府办项目支出为什么增加")
    assert evidence.quote is not None
    assert store.text(evidence.near[0].document)[slice(*evidence.quote)] == "主要用于网络改造"


def test_unchanged_is_an_answer_to_how_much_it_changed(store: FactStore) -> None:
    evidence = looked_up(store, "蔚县政府办公务接待费比2021年增加多少")
    assert evidence.quote is not None
    assert store.text(evidence.near[0].document)[slice(*evidence.quote)] == "公务接待费与2021年持平"


def test_facts_that_agree_stand_together_prose_first(tmp_path: Path) -> None:
    body = """
支出总表
单位：元
项目\t预算数
公务接待费\t15000
四、“三公”经费预算情况
公务接待费15000元。
"""
    evidence = looked_up(library(tmp_path, body).store, "蔚县公务接待费")
    assert figures(evidence) == ["15000元", "15000"]


def test_facts_that_differ_are_rivals(tmp_path: Path) -> None:
    body = """
三、机关运行经费
公务接待费1.5万元。
四、“三公”经费预算情况
公务接待费2.5万元。
"""
    evidence = looked_up(library(tmp_path, body).store, "蔚县公务接待费")
    assert sorted(fact.value_text for fact in (*evidence.facts, *evidence.rivals)) == ["1.5万元", "2.5万元"]


def test_years_are_kept_apart(tmp_path: Path) -> None:
    earlier = f"{TITLE.replace('2022', '2021')}\n四、“三公”经费\n2021年公务接待费6万元。"
    store = library(tmp_path, "四、“三公”经费\n2022年公务接待费5万元。", earlier).store
    assert figures(looked_up(store, "蔚县2021年公务接待费")) == ["6万元"]
    assert figures(looked_up(store, "蔚县2022年公务接待费")) == ["5万元"]
    assert looked_up(store, "蔚县2020年公务接待费").reason == "no_period"
    both = looked_up(store, "蔚县公务接待费")
    assert sorted(fact.value_text for fact in (*both.facts, *both.rivals, *both.also)) == ["5万元", "6万元"]


def test_the_library_given_is_the_library_searched(store: FactStore) -> None:
    assert look_up(plan("蔚县三公经费", (OFFICE,)), Library.of(store).some(["none"], ())).facts == ()


def test_a_blank_cell_does_not_stand_before_a_printed_figure(tmp_path: Path) -> None:
    body = """
一、“三公”经费预算表
单位：万元
项目\t2022年预算数
合计\t
公务接待费\t11.52
二、说明
2022年“三公”经费预算11.52万元。
"""
    assert said(library(tmp_path, body).ask("蔚县三公经费预算多少")) == ["11.52万元"]


def test_the_sum_of_the_year_is_not_the_grand_total(tmp_path: Path) -> None:
    body = "一、收入\n本年收入合计675.82万元，上年结转14.54万元。"
    assert library(tmp_path, body).ask("蔚县2022年收入总计多少").status == "not_found"
