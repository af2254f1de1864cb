"""Disclosures as they stand, and the facts of their prose: whose, when, on what basis and where."""

import pytest

from index.document import Document
from index.extraction import Extraction, extract
from index.facts import Fact
from index.parsing import parse_document
from index.readers.text import read

TITLE = "青石县财政局2021年部门预算信息公开"


def extracted(text: str, title: str = TITLE) -> tuple[Document, Extraction]:
    source = read("公开.txt", f"{title}\n按照规定，现将有关情况公开如下。\n{text}\n".encode())
    document = parse_document(source, "公开.txt")
    return document, extract(document)


def facts_of(text: str, title: str = TITLE) -> tuple[Fact, ...]:
    return extracted(text, title)[1].facts


def test_a_fact_of_prose() -> None:
    document, extraction = extracted("四、“三公”经费\n2021年“三公”经费预算安排1,200.50 万元，与上年持平。")
    (fact,) = extraction.facts
    assert (fact.kind, fact.label, fact.path, fact.concept) == ("amount", "“三公”经费", ("“三公”经费",), "san_gong")
    assert (fact.entity, fact.period, fact.basis, fact.measure) == ("青石县财政局", 2021, "budget", "money")
    assert fact.section == ("四、“三公”经费",)
    assert fact.amount is not None
    assert (str(fact.amount.value), fact.amount.unit, fact.amount.printed) == ("1200.50", "万元", "1,200.50 万元")
    assert document.quote(fact.locator.start, fact.locator.end) == "1,200.50"
    assert document.quote(*fact.context) == "2021年“三公”经费预算安排1,200.50 万元，与上年持平。"
    assert fact.prose


def test_labels_and_parents_are_printed_as_they_stand() -> None:
    """Folded quotes and brackets are for comparing; what is shown has the document's own characters."""
    facts = facts_of("四、三公\n「三公」经费24.1万元，其中公务用车购置及运维费23.2万元(其中：公务用车购置费0万元)。")
    assert [fact.path for fact in facts] == [
        ("「三公」经费",),
        ("「三公」经费", "公务用车购置及运维费"),
        ("「三公」经费", "公务用车购置及运维费", "公务用车购置费"),
    ]
    assert [fact.concept for fact in facts] == ["san_gong", "vehicles", "vehicle_purchase"]


def test_a_part_with_a_short_name_is_known_by_its_whole() -> None:
    facts = facts_of("四、三公\n公务用车购置及运行费4万元（其中：购置费0万元，运行费4万元）。")
    assert [fact.concept for fact in facts] == ["vehicles", "vehicle_purchase", "vehicle_running"]


def test_a_figure_across_residue_is_found_at_its_place() -> None:
    document, extraction = extracted("四、三公\n“三公”经费**1.2[bookmark: x]万元**。")
    (fact,) = extraction.facts
    assert fact.amount is not None
    assert (str(fact.amount.value), fact.amount.unit) == ("1.2", "万元")
    assert document.quote(fact.locator.start, fact.locator.end) == "1.2"


@pytest.mark.parametrize(
    ("sentence", "period", "basis"),
    [
        ("2021年“三公”经费预算安排5万元。", 2021, "budget"),
        ("“三公”经费5万元。", 2021, "budget"),
        ("2020年“三公”经费预算5万元。", 2020, "previous"),
        ("去年“三公”经费预算5万元。", 2020, "previous"),
        ("上年“三公”经费5万元。", 2020, "previous"),
        ("较上年减少5万元。", 2021, "change"),
        ("上年末固定资产金额5万元。", 2020, "stock"),
        ("拟购置固定资产总额5万元。", 2021, "plan"),
    ],
)
def test_year_and_basis(sentence: str, period: int, basis: str) -> None:
    (fact,) = facts_of("四、情况\n" + sentence)
    assert (fact.period, fact.basis) == (period, basis)


def test_figures_of_the_performance_section_are_targets() -> None:
    facts = facts_of(
        "五、预算绩效信息\n（一）总体目标\n全年召开会议不少于12次，满意度95%以上。\n六、采购\n采购电脑5台。"
    )
    assert [(fact.label, fact.comparator, fact.value_text, fact.basis) for fact in facts] == [
        ("召开会议", "≥", "不少于12次", "target"),
        ("满意度", "≥", "95%以上", "target"),
        ("采购电脑", "=", "5台", "budget"),
    ]


def test_a_change_names_its_base_and_direction() -> None:
    facts = facts_of("四、三公\n“三公”经费5万元，较2020年预算减少3万元，下降37.5%。")
    assert [(f.basis, f.direction, f.base, f.value_text, f.measure) for f in facts] == [
        ("budget", None, None, "5万元", "money"),
        ("change", "减少", "2020年预算", "3万元", "money"),
        ("change", "减少", "2020年预算", "37.5%", "percent"),
    ]


def test_a_final_account_states_what_was_spent() -> None:
    facts = facts_of("一、支出\n2020年“三公”经费支出4.8万元。", "青石县财政局2020年度部门决算公开")
    assert [(fact.period, fact.basis) for fact in facts] == [(2020, "final")]


def test_the_budget_inside_a_final_account_is_no_account() -> None:
    facts = facts_of("一、支出\n“三公”经费年初预算为5万元，支出决算为4.8万元。", "青石县财政局2020年度部门决算公开")
    assert [(fact.value_text, fact.basis) for fact in facts] == [("5万元", "budget"), ("4.8万元", "final")]


def test_counts_and_areas_are_linked_to_no_money_item() -> None:
    facts = facts_of("七、资产\n共有车辆8辆，公务接待12批次，办公用房面积6000平方米。")
    assert [(fact.label, fact.measure, fact.concept) for fact in facts] == [
        ("车辆", "count", "cars"),
        ("公务接待", "count", None),
        ("办公用房面积", "area", None),
    ]


def test_a_missing_unit_is_left_missing() -> None:
    fact = facts_of("四、三公\n“三公”经费24.1万元。与2018年相比减少0.92，压缩开支。")[1]
    assert fact.amount is not None
    assert (fact.basis, str(fact.amount.value), fact.amount.unit, fact.value_text) == ("change", "0.92", None, "0.92")


def test_facts_come_in_reading_order_with_ids_of_their_own() -> None:
    facts = facts_of("""一、收入
2021年预算收入100万元，其中财政拨款90万元。
收入表
单位：万元
项目\t预算数
事业收入\t10
二、支出
2021年支出预算100万元。""")
    assert [fact.value_text for fact in facts] == ["100万元", "90万元", "10", "100万元"]
    assert len({fact.id for fact in facts}) == 4
    assert facts == facts_of("""一、收入
2021年预算收入100万元，其中财政拨款90万元。
收入表
单位：万元
项目\t预算数
事业收入\t10
二、支出
2021年支出预算100万元。""")


def test_what_is_no_figure_is_told_with_its_place() -> None:
    document, extraction = extracted("一、依据\n根据财预〔2020〕143号，2021年12月底前完成。")
    assert [(document.quote(other.start, other.end), other.kind) for other in extraction.others][-4:] == [
        ("143号", "name"),
        ("12月底", "date"),
        ("2020", "year"),
        ("2021", "year"),
    ]
    assert extraction.facts == ()


def test_a_label_is_told_without_the_body_that_publishes_and_its_year() -> None:
    title = "青石县2021年“三公”经费预算公开"
    text = "青石县2021年一般公共预算安排“三公”经费5万元。青石县2020年“三公”经费6万元。青石县教育局支出3万元。"
    assert [(fact.label, fact.concept, fact.period, fact.basis) for fact in facts_of(text, title)] == [
        ("一般公共预算安排“三公”经费", "san_gong", 2021, "budget"),
        ("2020年“三公”经费", "san_gong", 2020, "previous"),
        ("青石县教育局支出", None, 2021, "budget"),
    ]


def test_parts_of_what_a_unit_spends_are_the_units() -> None:
    text = "预算总支出90元，其中：项目支出30元。种子服务站预算总支出50元，其中：基本支出50元，项目支出0元。"
    assert [(fact.label, fact.concept) for fact in facts_of(text)] == [
        ("预算总支出", "expenditure"),
        ("项目支出", "project"),
        ("种子服务站预算总支出", None),
        ("种子服务站基本支出", None),
        ("种子服务站项目支出", None),
    ]


def test_a_part_in_a_sentence_of_its_own_is_known_by_what_the_paragraph_is_about() -> None:
    text = "公务用车购置及运行维护费13万元。购置费2万元，比上年增加1万元；运行维护费11万元。"
    assert [(fact.path, fact.concept) for fact in facts_of(text) if fact.basis == "budget"] == [
        (("公务用车购置及运行维护费",), "vehicles"),
        (("公务用车购置及运行维护费", "购置费"), "vehicle_purchase"),
        (("公务用车购置及运行维护费", "运行维护费"), "vehicle_running"),
    ]


def test_an_amount_below_the_heading_of_its_item() -> None:
    text = "一、因公出国（境）费\n2021年支出0万元。\n二、公务接待费\n2021年支出9.95万元，比2020年决算数下降5.5%。"
    found = facts_of(text, "青石镇2021年“三公”经费决算公开")
    assert [(fact.label, fact.concept, fact.value_text) for fact in found] == [
        ("因公出国（境）费", "abroad", "0万元"),
        ("公务接待费", "reception", "9.95万元"),
        ("公务接待费", None, "5.5%"),
    ]


def test_a_text_in_traditional_characters_with_readings() -> None:
    text = "“三公”經(jīng)費(fèi)預(yù)算11.4萬(wàn)元，其中：公務(wù)接待費(fèi)7.4萬(wàn)元，比上年減少0.4萬(wàn)元。"
    found = facts_of(text, "青石縣審計局2022年“三公”經費預算公開")
    assert [
        (fact.concept, fact.amount and (str(fact.amount.value), fact.amount.unit), fact.direction) for fact in found
    ] == [
        ("san_gong", ("11.4", "万元"), None),
        ("reception", ("7.4", "万元"), None),
        ("reception", ("0.4", "万元"), "减少"),
    ]


def test_parts_of_what_was_planned_are_no_final_account() -> None:
    text = "2021年“三公”经费预算为20万元，其中：公务接待费9万元。全年公务接待费支出8万元。"
    found = facts_of(text, "青石镇2021年“三公”经费决算公开")
    assert [(fact.label, fact.basis) for fact in found] == [
        ("“三公”经费预算", "budget"),
        ("公务接待费", "budget"),
        ("公务接待费支出", "final"),
    ]


def test_a_row_of_a_table_that_was_not_read_gives_no_figure() -> None:
    assert facts_of("三、事业收入 | 3 | 34221.23 | 九、卫生支出 | 36 |\n|") == ()


def test_final_accounts_below_their_headings_whatever_the_title_says() -> None:
    text = "一、收入决算情况\n收入总计415.26万元。\n二、下年安排\n收入预算5万元。"
    assert [(fact.label, fact.basis) for fact in facts_of(text)] == [("收入总计", "final"), ("收入预算", "budget")]
