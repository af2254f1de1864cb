"""Does a document agree with itself: every place of an item, and a sum against its total."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.contract import Answer
from tests.asking import library, quotes, said
from tests.checks.inline import indicator_table

BODY = """
二、部门预算安排的总体情况
2022年支出预算888.25万元，其中基本支出653.74万元，项目支出234.51万元。
三、机关运行经费
2022年机关运行经费70万元。公务接待费2.5万元。
四、“三公”经费预算情况
2022年“三公”经费预算20.4万元，其中：因公出国（境）费0万元；公务用车购置及运维费18.9万元；公务接待费1.5万元。
五、机关运行经费安排
机关运行经费700000元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("consistency"), BODY)


def derived(answer: Answer) -> dict[str, tuple[str, str | None, str | None]]:
    """The sum of the parts and what it differs by from the total, with their formulas."""
    return {figure.label: (figure.value, figure.unit, figure.formula) for figure in answer.figures if figure.derived}


@pytest.mark.parametrize(
    "question",
    [
        "公务接待费哪个对",
        "公务接待费前后一致吗",
        "公务接待费到底是1.5万元还是2.5万元",
        "公务接待费以哪个为准",
    ],
)
def test_figures_that_differ_are_all_given_and_none_is_preferred(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(f"蔚县{question}")
    assert (answer.status, answer.origin) == ("answered", "extracted")
    assert sorted(said(answer)) == ["1.5万元", "2.5万元"]
    assert sorted(quotes(answer)) == ["公务接待费1.5万元", "公务接待费2.5万元"]
    assert answer.text.startswith("不一致：")
    assert "没有说明以哪一处为准" in answer.text
    assert [warning.kind for warning in answer.warnings] == ["same_item"]


def test_places_that_agree_are_counted_across_units(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县机关运行经费前后一致吗")
    assert said(answer) == ["70万元"]
    assert quotes(answer) == ["2022年机关运行经费70万元", "机关运行经费700000元"]
    assert "找到的2处一致" in answer.text
    assert answer.warnings == []


def test_a_figure_printed_once_cannot_disagree(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县三公经费前后一致吗")
    assert said(answer) == ["20.4万元"]
    assert "按所问的名称未找到印有该项的别处" in answer.text
    assert "不一致" not in answer.text


def test_a_change_is_told_as_a_change(tmp_path: Path) -> None:
    asked = library(tmp_path, "2022年预算收支安排888万元，较2021年预算增加7万元。")
    answer = asked.ask("蔚县预算增减对得上吗")
    assert "预算收支安排较2021年预算增加7万元" in answer.text
    assert "为7万元" not in answer.text


@pytest.mark.parametrize(
    ("item", "figures", "warned"),
    [
        ("公务用车购置及运维费", ["18.9万元", "28.9万元"], ["parts_and_total"]),
        ("公务接待费", ["1.5万元"], []),
    ],
)
def test_parts_that_contradict_an_item_stand_beside_it(
    tmp_path: Path, item: str, figures: list[str], warned: list[str]
) -> None:
    """0 and 28.9 are no 18.9."""
    body = """
四、“三公”经费预算情况
公务用车购置及运维费18.9万元（公务用车购置费0万元，公务用车运维费28.9万元）。公务接待费1.5万元。
"""
    answer = library(tmp_path, body).ask(f"蔚县{item}前后一致吗")
    assert said(answer) == figures
    assert [warning.kind for warning in answer.warnings] == warned


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("蔚县会议费前后一致吗", "not_disclosed"),
        ("蔚县2019年三公经费一致吗", "no_period"),
        ("赵县三公经费一致吗", "no_document"),
    ],
)
def test_nothing_to_hold_against_each_other(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("not_found", reason)
    assert answer.figures == []


@pytest.mark.parametrize(
    ("question", "parts", "total"),
    [
        ("基本支出和项目支出之和等于支出预算吗", ["653.74万元", "234.51万元"], "888.25万元"),
        ("基本支出与项目支出加起来和支出预算一致吗", ["653.74万元", "234.51万元"], "888.25万元"),
    ],
)
def test_a_sum_that_agrees_with_its_total(assistant: Assistant, question: str, parts: list[str], total: str) -> None:
    answer = assistant.ask(f"蔚县{question}")
    references = [f"[{number}]" for number in range(2, len(parts) + 2)]
    added = " + ".join(references)
    assert derived(answer) == {
        "各项之和": (total.removesuffix("万元"), "万元", added),
        "差额": ("0", "万元", f"[1] − ({added})"),
    }
    assert [figure.printed for figure in answer.figures if not figure.derived] == [total, *parts]
    assert answer.text.startswith("一致：")


def test_a_sum_that_does_not_agree_with_its_total(tmp_path: Path) -> None:
    assistant = library(tmp_path, "二、支出\n支出预算100万元，其中基本支出60万元，项目支出50万元。")
    answer = assistant.ask("蔚县基本支出和项目支出之和等于支出预算吗")
    assert derived(answer) == {
        "各项之和": ("110", "万元", "[2] + [3]"),
        "差额": ("-10", "万元", "[1] − ([2] + [3])"),
    }
    assert answer.text.startswith("不一致，相差10万元：")
    assert [warning.kind for warning in answer.warnings] == ["parts_and_total"]


def test_a_gap_of_rounding_is_told_and_is_no_warning(tmp_path: Path) -> None:
    """60.04 and 39.97 are 100.01."""
    assistant = library(tmp_path, "二、支出\n支出预算100.00万元，其中基本支出60.04万元，项目支出39.97万元。")
    answer = assistant.ask("蔚县基本支出和项目支出之和等于支出预算吗")
    assert derived(answer)["差额"][0] == "-0.01"
    assert "相差0.01万元" in answer.text
    assert answer.warnings == []


def test_the_rows_of_a_table_against_its_total_without_parts_of_rows(tmp_path: Path) -> None:
    body = """
七、国有资产信息
部门固定资产占用情况表
项目\t数量\t价值（万元）
资产总额\t\t1,300.00
1、房屋（平方米）\t2400\t1,123.34
其中：办公用房（平方米）\t2000\t1,000.00
2、车辆（台、辆）\t7\t100.00
3、其他固定资产\t\t76.66
"""
    answer = library(tmp_path, body).ask("蔚县固定资产各类价值之和等于资产总额吗")
    assert derived(answer)["各项之和"] == ("1300", "万元", "[2] + [3] + [4]")
    assert answer.text.startswith("一致：")
    assert quotes(answer) == ["1,300.00", "1,123.34", "100.00", "76.66"]


def test_the_same_indicator_in_another_table_is_another_place(tmp_path: Path) -> None:
    body = """
五、绩效预算信息
（一）部门整体绩效指标
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t质量指标\t设备合格率\t合格的设备\t≥95%
1、设备更新项目绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t质量指标\t设备合格率\t合格的设备\t=100%
"""
    answer = library(tmp_path, body).ask("蔚县设备合格率整体表和项目表一致吗")
    assert sorted(said(answer)) == ["100%", "≥95%"]
    assert [warning.kind for warning in answer.warnings] == ["places_differ"]


def test_two_items_are_held_against_each_other(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县基本支出和项目支出一样吗")
    assert answer.text.startswith(
        "蔚县人民政府办公室2022年基本支出高于蔚县人民政府办公室2022年项目支出，相差419.23万元"
    )


def test_a_quoted_amount_that_is_nowhere_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县三公经费20.4万元还是30万元")
    assert said(answer) == ["20.4万元"]
    assert answer.text.splitlines()[-1] == "没有找到印有“30万元”的该项数字。"


BALANCE = """
收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、财政拨款收入\t90.00\t一、一般公共服务支出\t95.00
本年收入合计\t90.00\t本年支出合计\t95.00
年初结转和结余\t8.00\t年末结转和结余\t3.00
收入总计\t98.00\t支出总计\t98.00
"""


@pytest.mark.parametrize(
    ("question", "sides", "same"),
    [
        ("收支平衡吗", ["98.00万元", "98.00万元"], True),  # 本年收入 and 本年支出 need not balance
        ("收入和支出是否一致", ["98.00万元", "98.00万元"], True),
        ("收入总计和支出总计是否相等", ["98.00万元", "98.00万元"], True),
        ("年初结转和结余等于年末结转和结余吗", ["8.00万元", "3.00万元"], False),
        ("年初结转和结余跟年末结转和结余一样多吗", ["8.00万元", "3.00万元"], False),
    ],
)
def test_two_items_that_should_be_equal(tmp_path: Path, question: str, sides: list[str], same: bool) -> None:
    answer = library(tmp_path, BALANCE, title="蔚县水务局2023年度部门决算公开").ask(question)
    assert said(answer)[-2:] == sides
    assert answer.text.startswith("数值相同") == same


CHANGES_ASKED = (
    "蔚县政府办2022年基本支出和项目支出的增减对得上吗",
    "蔚县政府办2022年基本支出的减少和项目支出的增加合起来，跟总数的增加额对得上吗？",
    "蔚县政府办2022年基本支出减少109.3、项目支出增加115.97，加起来和公布的收支总规模增加数一致吗",
    "蔚县政府办2022年基本支出和项目支出的增减跟总规模的增减对得上吗",
)


@pytest.mark.parametrize("question", CHANGES_ASKED)
@pytest.mark.parametrize(("total", "opening"), [("6.67", "一致"), ("7.01", "不一致，相差0.34万元")])
def test_changes_of_the_parts_against_that_of_the_budget(
    tmp_path: Path, question: str, total: str, opening: str
) -> None:
    body = (
        f"二、总体情况\n2022年预算收支安排765.14万元，较2021年预算增加{total}万元，其中：基本支出减少109.3万元，主要为压减经费；"
        "项目支出增加115.97万元，主要为增加项目。\n"
    )
    answer = library(tmp_path, body).ask(question)
    assert answer.text.startswith(opening)
    assert f"印为增加{total}万元" in answer.text


ASSETS = """
七、国有资产信息
上年末固定资产548.46万元。
部门固定资产占用情况表
项目\t数量\t价值（金额单位：万元）
资产总额\t——\t548.46
1、房屋（平方米）\t2400\t123.34
其中：办公用房（平方米）\t2400\t123.34
2、车辆（台、辆）\t2\t62.48
3、其他固定资产\t\t{other}
"""


@pytest.mark.parametrize(
    ("question", "other", "agrees"),
    [
        ("固定资产各项加起来等于总额吗", "362.64", True),
        ("固定资产表里各类资产的价值加起来等于资产总额吗", "362.64", True),
        ("固定资产各项之和等于总额吗", "352.64", False),
    ],
)
def test_the_rows_of_assets_against_the_total_of_the_text(
    tmp_path: Path, question: str, other: str, agrees: bool
) -> None:
    answer = library(tmp_path, ASSETS.format(other=other)).ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith("一致") is agrees


TOLD_TWICE = (
    "五、绩效预算信息\n第一部分 部门整体绩效目标\n（一）会议经费\n绩效指标：制作证件{said}份。\n第二部分 预算项目绩效目标\n"
    + indicator_table("计划制作证件|计划制作证件|100份", name="1、会议经费绩效目标表").removeprefix(
        "五、预算绩效信息\n"
    )
)


@pytest.mark.parametrize(
    ("told", "question", "figures"),
    [
        ("1000", "制作证件多少份", ["1000份", "100份"]),
        ("100", "制作证件多少份", ["100份"]),
        ("1000", "会议经费绩效目标表里计划制作证件多少份", ["100份"]),
    ],
)
def test_what_is_printed_against_a_figure_is_told_beside_it(
    tmp_path: Path, told: str, question: str, figures: list[str]
) -> None:
    answer = library(tmp_path, TOLD_TWICE.format(said=told)).ask(question)
    assert said(answer) == figures
    assert [warning.kind for warning in answer.warnings] == (["text_and_indicator"] if told == "1000" else [])
