"""Printed labels and the budget items they are linked to."""

import pytest

from index.concepts import Concepts, label_key

CONCEPTS = Concepts.load()


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("“三公”经费", "san_gong"),
        ("财政拨款“三公”经费预算安排", "san_gong"),
        ("「三公」经费支出", "san_gong"),
        ("因公出国(境)费用", "abroad"),
        ("公务用车购置及运维费", "vehicles"),
        ("公务用车购置及运行费", "vehicles"),
        ("其中：公务用车购置费", "vehicle_purchase"),
        ("公务用车运行维护费", "vehicle_running"),
        ("（三）公务接待费", "reception"),
        ("预算收入", "income"),
        ("收入总计", "income"),
        ("本年支出合计", "expenditure"),
        ("预算收支安排", "budget_total"),
        ("一、一般公共预算拨款收入", "general_public_income"),
        ("(二)政府性基金预算收入", "fund_income"),
        ("财政专户核拨收入", "special_account_income"),
        ("上年结转", "carried_over"),
        ("人员类项目经费", "personnel"),
        ("运转类公用项目经费", "public_funds"),
        ("正常公用经费", "public_funds"),
        ("运转类其他及特定目标类项目支出", "project"),
        ("机关运行费", "operating_funds"),
        ("机关（机构）运行经费", "operating_funds"),
        ("政府采购预算总额", "procurement"),
        ("1、房屋（平方米）", "buildings"),
        ("其中：办公用房（平方米）", "office_buildings"),
        ("2、车辆（台、辆）", "cars"),
        ("固定资产金额", "assets"),
        ("拟购置固定资产总额", "assets_planned"),
        ("二、外交支出", "202"),
        ("十九、住房保障支出", "221"),
        ("二十、住房保障支出", "221"),
        ("全县各部门（单位）2020年使用财政拨款的“三公”经费决算总额", "san_gong"),
        ("青石县本级“三公”经费决算汇总数", "san_gong"),
        ("除“三公”经费外的支出", None),
        ("出国（境）", "abroad"),
        ("公车运行及维护", "vehicle_running"),
        ("会议室改造", None),
        ("收费", None),
        ("", None),
    ],
)
def test_a_label_is_known_with_its_number_quotes_brackets_and_qualifiers(label: str, concept: str | None) -> None:
    """The ordinal differs by year (十九 or 二十) and is never the key."""
    assert CONCEPTS.link(label) == concept


@pytest.mark.parametrize(
    ("label", "code", "concept"),
    [
        ("行政运行", "2013101", "2013101"),
        ("行政运行", "2010301", "2010301"),
        ("文化体育与传媒支出", "207", "207"),
        ("随便什么", "20131", "20131"),
        ("某项新科目", "2139999", "2139999"),
        ("公务接待费", "30217", "30217"),
        ("一般公共服务支出", "2021", "201"),
    ],
)
def test_the_code_goes_before_the_words(label: str, code: str, concept: str) -> None:
    """Codes have 3, 5 or 7 digits; a year is none. An unknown code still is the item's own."""
    assert CONCEPTS.link(label, (), code) == concept


@pytest.mark.parametrize("label", ["行政运行", "一般行政管理事务", "机关服务", "事业运行"])
def test_a_name_that_stands_under_many_codes_is_linked_to_none(label: str) -> None:
    assert CONCEPTS.link(label) is None


@pytest.mark.parametrize(
    ("label", "parents", "concept"),
    [
        ("购置费", ("“三公”经费", "公务用车购置及运维费"), "vehicle_purchase"),
        ("运行维护费", ("公务用车购置及运行费",), "vehicle_running"),
        ("运维费", ("vehicles",), "vehicle_running"),
        ("购置费", ("办公设备",), None),
        ("购置费", (), None),
        ("货物", ("政府采购预算",), "procurement_goods"),
        ("服务类", ("政府采购支出",), "procurement_services"),
        ("货物", (), None),
    ],
)
def test_a_short_name_is_known_below_its_whole(label: str, parents: tuple[str, ...], concept: str | None) -> None:
    assert CONCEPTS.link(label, parents) == concept


def test_a_name_of_both_classifications_is_told_by_the_table() -> None:
    assert CONCEPTS.link("对个人和家庭的补助", economic=True) == "303"  # 509 has the same name: linked by its code only
    assert CONCEPTS.link("办公费", economic=True) == "30201"
    assert CONCEPTS.link("教育支出", economic=False) == "205"


def test_names_before_and_after_they_changed() -> None:
    assert CONCEPTS.link("医疗卫生与计划生育支出") == CONCEPTS.link("卫生健康支出") == "210"
    assert CONCEPTS.link("行政事业单位离退休") == CONCEPTS.link("行政事业单位养老支出") == "20805"
    assert CONCEPTS.name("210") == "卫生健康支出"
    assert CONCEPTS.name("2139999") == "2139999"


@pytest.mark.parametrize(
    ("part", "whole", "contained"),
    [
        ("vehicle_running", "vehicles", True),
        ("vehicle_running", "san_gong", True),
        ("public_funds", "expenditure", True),
        ("san_gong", "vehicle_running", False),
        ("income", "expenditure", False),
        ("2013102", "201", True),
        ("2013102", "20131", True),
        ("201", "201", False),
        ("20131", "202", False),
    ],
)
def test_part_of(part: str, whole: str, contained: bool) -> None:
    assert CONCEPTS.is_part_of(part, whole) is contained


def test_direct_parts_in_the_order_of_the_file() -> None:
    assert CONCEPTS.parts("san_gong") == ("abroad", "vehicles", "reception")
    assert CONCEPTS.parts("vehicles") == ("vehicle_purchase", "vehicle_running")
    assert CONCEPTS.parts("basic") == ("personnel", "public_funds")
    assert CONCEPTS.parts("reception") == ()


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("（三）公务接待费预算", "公务接待费"),
        ("其中：办公用房（平方米）", "办公用房"),
        ("财政拨款“三公”经费", "三公经费"),
        ("收入预算", "收入预算"),
        ("项 目 支 出", "项目支出"),
        ("1、价值（金额单位：万元）", "价值"),
    ],
)
def test_label_keys(label: str, key: str) -> None:
    assert label_key(label) == key


def test_every_item_names_parts_that_exist_and_has_a_name() -> None:
    for concept in CONCEPTS.by_id.values():
        assert concept.name
        assert concept.part_of is None or concept.part_of in CONCEPTS.by_id, concept.id
        assert CONCEPTS.link(concept.name, code=concept.id if concept.id.isdigit() else None) == concept.id


def test_no_printed_form_means_two_items() -> None:
    named: dict[str, str] = {}
    for concept in CONCEPTS.by_id.values():
        if concept.id.isdigit():
            continue
        for label in (concept.name, *concept.printed):
            assert named.setdefault(label_key(label), concept.id) == concept.id, label


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("行政和参公管理事业单位、事业单位的机关运行经费财政拨款预算", "operating_funds"),
        ("局本级（行政单位）机关运行经费预算", "operating_funds"),
        ("部门所属各单位政府采购预算", "procurement"),
        ("人员经费合计", "personnel"),
        ("政府购买服务支出", "purchased_services"),
    ],
)
def test_whose_an_item_is_is_no_part_of_it(label: str, concept: str) -> None:
    assert Concepts.load().link(label) == concept
