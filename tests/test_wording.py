"""The words of answers: printed terms stay as printed, each kind of figure has its sentence."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.asking import library

BODY = """
一、机构设置
部门机构设置情况
单位名称\t单位性质\t单位规格
蔚县电子政务中心\t事业\t副科级
二、部门预算安排的总体情况
支出预算表
单位：万元
科目编码\t科目名称\t合计\t基本支出
2013101\t行政运行\t553.70\t553.70
四、“三公”经费预算情况
2022年“三公”经费预算20.4 万元，其中：公务接待费1.5万元。“三公”经费较2021年预算减少2.1万元，主要是压缩接待。
上年“三公”经费22.5万元。
五、绩效预算信息
（一）分项目标
1、网络维护经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据
产出指标\t质量指标\t网络正常运转率\t正常运转时间占比\t≥98%\t项目合同
产出指标\t数量指标\t巡检次数\t全年巡检\t12次以上\t项目合同
七、国有资产信息
截止2021年12月31日，固定资产金额为548.46万元。
部门固定资产占用情况表
截止时间：2021-12-31
项目\t数量\t价值（万元）
2、车辆（台、辆）\t2\t62.48
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("wording"), BODY)


OFFICE = "蔚县人民政府办公室"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("蔚县三公经费", f"{OFFICE}2022年“三公”经费预算为20.4万元。[1]"),
        ("蔚县招待费多少元", f"{OFFICE}2022年公务接待费预算为15000元（印为1.5万元）。[1]"),
        ("蔚县三公经费比上年少了多少", f"{OFFICE}2022年“三公”经费较2021年预算减少2.1万元。[1]"),
        ("蔚县2021年三公经费", f"{OFFICE}2021年“三公”经费预算为22.5万元。[1]"),
        ("蔚县2013101的合计", f"{OFFICE}2022年2013101 行政运行预算为553.70万元。[1]"),
        (
            "蔚县网络正常运转率指标值",
            f"{OFFICE}2022年“网络维护经费绩效目标表”中的网络正常运转率（指标值）为≥98%。[1]",
        ),
        ("蔚县巡检次数指标值", f"{OFFICE}2022年“网络维护经费绩效目标表”中的巡检次数（指标值）为12次以上。[1]"),
        ("蔚县有几辆车", f"{OFFICE}2021年末车辆的数量为2辆。[1]"),
        ("蔚县电子政务中心的单位规格", f"{OFFICE}2022年文件中，蔚县电子政务中心的单位规格为“副科级”。[1]"),
        (
            "蔚县三公经费为什么减少",
            f"{OFFICE}2022年“三公”经费较2021年预算减少2.1万元。[1]\n{OFFICE}2022年关于“三公”经费的原文：“主要是压缩接待”。[2]",
        ),
        (
            "How much did 蔚县 budget for 三公 in 2022",
            f"{OFFICE} 2022, “三公”经费预算 (three-public expenses), budget: 20.4万元. [1]",
        ),
        (
            "By how much did 三公 of 蔚县 fall compared with 2021",
            f"{OFFICE} 2022: decrease of “三公”经费 (three-public expenses) against 2021年预算: 2.1万元. [1]",
        ),
    ],
)
def test_answered(assistant: Assistant, question: str, text: str) -> None:
    assert assistant.ask(question).text == text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("正定县三公经费", f"库中没有“正定县”的文件，无法回答。库中有：{OFFICE}2022年预算。"),
        ("蔚县2019年三公经费", f"库中没有{OFFICE}2019年的文件，只有：{OFFICE}2022年预算。"),
        ("蔚县会议费", f"在{OFFICE}的文件（{OFFICE}2022年预算）中没有找到所问的项目（未找到与“会议费”对应的项目）。"),
        (
            "蔚县公务接待费主要用于什么",
            f"在{OFFICE}的文件中没有找到原因或用途的说明。文件中相近的有：2022年公务接待费1.5万元[1]。",
        ),
        ("蔚县", f"请问想查{OFFICE}的哪一项？例如“三公”经费、支出预算、公务接待费。"),
        (
            "How much did 正定县 budget for 三公 in 2022",
            f"The library holds no document of “正定县”. It holds: {OFFICE}2022年预算.",
        ),
    ],
)
def test_not_answered(assistant: Assistant, question: str, text: str) -> None:
    assert assistant.ask(question).text == text


def test_which_office(tmp_path: Path) -> None:
    text = "{}人民政府办公室2022年部门预算信息公开\n四、“三公”经费\n2022年“三公”经费预算5万元。"
    assistant = library(tmp_path, text.format("蔚县"), text.format("馆陶县"))
    assert assistant.ask("三公经费多少").text == (
        "请问是哪个单位？库中有：蔚县人民政府办公室2022年预算、馆陶县人民政府办公室2022年预算。"
    )


def test_a_long_library_is_not_listed_in_full(tmp_path: Path) -> None:
    names = ["正定县", "馆陶县", "平山县", "赞皇县", "无极县", "深泽县", "高邑县", "灵寿县", "行唐县", "井陉县"]
    text = "{}人民政府办公室2022年部门预算信息公开\n四、“三公”经费\n2022年“三公”经费预算5万元。"
    answer = library(tmp_path, *(text.format(name) for name in names)).ask("蔚县三公经费")
    assert answer.text.count("年预算") == 8
    assert answer.text.endswith("等10份。")
