"""Names that mean the same, and names that only look alike."""

import pytest

from index.checks.similarity import measure_key, project_key, same_measure, same_project


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("1、党代会经费绩效目标表", "党代会"),
        ("（五）报刊征订", "报刊征订"),
        ("4、报刊征订费绩效目标表", "报刊征订"),
        ("2、开展人防宣传活动", "人防宣传活动"),
    ],
)
def test_project_key(name: str, key: str) -> None:
    assert project_key(name) == key


def test_same_project() -> None:
    assert same_project("人防活动宣传经费", "开展人防宣传活动")
    assert not same_project("网络安全改造", "网站安全监测")
    assert not same_project("内网建设一期", "内网建设二期")


@pytest.mark.parametrize(
    ("label", "unit", "key"),
    [("走访企业家数量", "家", "走访企业"), ("运行保障成本", "万元", "运行成本"), ("会议工作完成率", "%", "会议完成率")],
)
def test_measure_key(label: str, unit: str, key: str) -> None:
    assert measure_key(label, unit) == key


@pytest.mark.parametrize(
    ("one", "other", "unit", "same"),
    [
        ("重要信息共享率", "信息共享率", "%", True),
        ("建设公务内网平台覆盖率", "建设公务内网覆盖率", "%", True),
        ("内网平台覆盖率", "外网平台覆盖率", "%", False),
        ("合格率", "不合格率", "%", False),
        ("每月订阅报刊", "订阅报刊", "份", False),
        ("人均培训成本", "培训成本", "万元", False),
    ],
)
def test_same_measure(one: str, other: str, unit: str, same: bool) -> None:
    assert same_measure(one, other, unit) is same
