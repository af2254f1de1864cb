"""Questions folded into one form."""

import pytest

from assistant.planning.question import fold, language_of


@pytest.mark.parametrize(
    ("question", "folded"),
    [
        ("馆陶２０２１年“三公”经费", '馆陶2021年"三公"经费'),
        ("馆陶二〇二一年", "馆陶2021年"),
        ("馆陶二零二一年度", "馆陶2021年度"),
        ("馆陶二○二一年", "馆陶2021年"),
        ("馆陶二一年的预算", "馆陶2021年的预算"),
        ("馆陶21年预算", "馆陶2021年预算"),
        ("21年级", "21年级"),
        ("ㄧ般公共预算", "一般公共预算"),
        ("  馆陶\n三公　经费 ", "馆陶。三公经费"),
        ("因公出国(境)费", "因公出国（境）费"),
    ],
)
def test_one_form(question: str, folded: str) -> None:
    assert fold(question) == folded


def test_long_questions_are_cut() -> None:
    assert fold("问" * 5000) == "问" * 2000


def test_numbers_of_amounts_are_no_years() -> None:
    assert fold("20.21万元、12021年") == "20.21万元、12021年"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("馆陶县政府办2021年三公经费预算是多少", "zh"),
        ("How much did 馆陶 budget for 三公 in 2021", "en"),
        ("What is the total budget of Guantao?", "en"),
        ("馆陶OA办公系统项目", "zh"),
        ("馆陶PM2.5年均下降率评优的标准 what", "zh"),
        ("", "zh"),
    ],
)
def test_language(question: str, language: str) -> None:
    assert language_of(question) == language
