"""Everyday words in the form that documents print, the same on both sides."""

import pytest

from assistant.planning.synonyms import canonical


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("电脑", "台式计算机"),
        ("微机", "台式计算机"),
        ("打印机", "其他打印设备"),
        ("椅子", "其他椅凳类"),
        ("级别", "单位规格"),
        ("购买", "采购数量"),
        ("目标值", "指标值"),
        ("估值", "价值（万元）"),
    ],
)
def test_asked_and_printed_words_meet(asked: str, printed: str) -> None:
    assert asked not in printed
    assert canonical(asked) in canonical(printed)


def test_quotation_marks_go() -> None:
    assert canonical('"三公"经费') == "三公经费"


def test_a_text_in_its_first_form_stays() -> None:
    assert canonical("台式计算机的指标值") == "台式计算机的指标值"


def test_it_is_its_own_fixed_point() -> None:
    once = canonical("购进电脑和打印机，级别多少")
    assert canonical(once) == once
