"""Sentences that tell figures of several items at once (分别), and the item that each figure is read under."""

import pytest

from index.amount import decimal_text
from index.respectively import read_all

Told = tuple[str, str, str, str]


def told(text: str) -> list[Told]:
    """Label with what it is part of, figure, kind and direction, in the order of the text."""
    return [
        (
            "/".join((*each.parents, each.label)),
            f"{decimal_text(each.token.value)}{each.token.unit or ''}",
            each.basis,
            f"{each.direction or ''}{each.base or ''}",
        )
        for each in read_all(text)[0]
    ]


def unread(text: str) -> list[str]:
    return [text[number.start : number.end] for number in read_all(text)[1] if number.kind == "unparsed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "基本支出和项目支出分别为112万元和215万元。",
            [("基本支出", "112万元", "value", ""), ("项目支出", "215万元", "value", "")],
        ),
        (
            "因公出国(境)经费与公务接待费分别为0.34亿元和4.23亿元。",
            [("因公出国（境）经费", "0.34亿元", "value", ""), ("公务接待费", "4.23亿元", "value", "")],
        ),
        (
            "会议费、培训费和差旅费分别增加2万元、3万元和4万元。",
            [
                ("会议费", "2万元", "change", "增加"),
                ("培训费", "3万元", "change", "增加"),
                ("差旅费", "4万元", "change", "增加"),
            ],
        ),
        (
            "基本支出112万元、项目支出215万元，分别占34.2%和65.8%。",
            [
                ("基本支出", "112万元", "value", ""),
                ("项目支出", "215万元", "value", ""),
                ("基本支出/占", "34.2%", "rate", ""),
                ("项目支出/占", "65.8%", "rate", ""),
            ],
        ),
        (
            "与2020年相比，收入减少84.55万元、支出总计减少99.6万元，分别下降18%、21.6%。",
            [
                ("收入", "84.55万元", "change", "减少2020年"),
                ("支出总计", "99.6万元", "change", "减少2020年"),
                ("收入", "18%", "change", "减少2020年"),
                ("支出总计", "21.6%", "change", "减少2020年"),
            ],
        ),
        (
            "购置费0.14亿元和运行费1.27亿元，与2020年相比，分别减少0.18亿元和0.56亿元，下降13.1%和43.7%。",
            [
                ("购置费", "0.14亿元", "value", ""),
                ("运行费", "1.27亿元", "value", ""),
                ("购置费", "0.18亿元", "change", "减少2020年"),
                ("运行费", "0.56亿元", "change", "减少2020年"),
                ("购置费", "13.1%", "change", "减少2020年"),
                ("运行费", "43.7%", "change", "减少2020年"),
            ],
        ),
        (
            "一般公共预算收入和支出分别完成10亿元和20亿元，分别为预算的101%和99%。",
            [
                ("一般公共预算收入", "10亿元", "value", ""),
                ("一般公共预算支出", "20亿元", "value", ""),
                ("一般公共预算收入/完成预算", "101%", "rate", ""),
                ("一般公共预算支出/完成预算", "99%", "rate", ""),
            ],
        ),
        (
            "全县和县本级一般公共预算收入分别增长5%和下降6%。",
            [
                ("全县一般公共预算收入", "5%", "change", "增加"),
                ("县本级一般公共预算收入", "6%", "change", "减少"),
            ],
        ),
        (
            "公务用车购置费和运行费分别为0万元、18万元。",
            [("公务用车购置费", "0万元", "value", ""), ("公务用车运行费", "18万元", "value", "")],
        ),
    ],
)
def test_each_figure_is_of_its_own_item(text: str, expected: list[Told]) -> None:
    assert told(text) == expected
    assert unread(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "机关养老保险和职业年金、住房公积金分别为12万元和15万元。",  # three names, or two: of which is not told
        "公务接待费12万元，分别下降18%、21.6%。",  # one item, two figures
        "会议费、培训费分别为3万元、4万元、5万元。",
        "甲、乙分别为3万元、4万元。",  # no names by themselves
        "上年收入12万元，本年收入13万元，分别占10%和12%。",  # of two years
    ],
)
def test_where_items_and_figures_do_not_agree_none_is_read(text: str) -> None:
    figures = {figure for _, figure, _, _ in told(text)}
    assert figures <= {"12万元", "13万元"}, "the amounts in front of 分别 at most"
    assert len(unread(text)) >= 2


def test_what_is_no_list_is_read_as_before() -> None:
    assert told("分别由甲、乙两个科室负责，支出5万元。") == [("支出", "5万元", "value", "")]
