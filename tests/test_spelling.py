"""Misspelt questions: what is set right, that it is told, and what is never touched."""

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.spelling import Correction, Spelling
from tests.asking import library, said

BODIES = (
    """
馆陶县人民政府办公室2021年部门预算信息公开情况说明
二、部门预算安排的总体情况
2021年支出预算800万元，其中基本支出500万元，项目支出300万元。
四、“三公”经费预算情况
2021年“三公”经费预算20万元，其中：公务接待费5万元；公务用车运维费15万元。
会议费3万元。
""",
    """
蔚县人民政府办公室2021年部门预算信息公开情况说明
四、“三公”经费预算情况
2021年“三公”经费预算30万元，其中：公务接待费12万元；公务用车运维费18万元。
""",
)
WORDS = ("三公经费", "公务接待费", "会议费", "维修费", "因公出国费", "机关运行经费", "基本支出", "项目支出")
SPELLING = Spelling(WORDS, ("馆陶县", "馆陶"))


def first(question: str) -> Correction | None:
    """The likeliest reading."""
    return next(iter(SPELLING.corrections(question)), None)


@pytest.mark.parametrize(
    ("question", "text", "said_", "meant"),
    [
        ("馆陶县三公经经费", "馆陶县三公经费", "经经", "经"),
        ("馆陶县接接待费和会议议费", "馆陶县接待费和会议费", "接接、议议", "接、议"),
        ("馆陶县费费费", "馆陶县费", "费费、费费", "费、费"),
    ],
)
def test_undoubled(question: str, text: str, said_: str, meant: str) -> None:
    assert SPELLING.undoubled(question) == Correction(text, said_, meant)


@pytest.mark.parametrize(
    "question",
    [
        "馆陶县三公经费",
        "谢谢",  # a word that has its character twice
        "看看馆陶县三公经费，慢慢来",
        "馆陶县2211科目预算是多少",  # digits
        "馆陶县AA系统，，好吗？？",
        "",
    ],
)
def test_nothing_is_typed_twice(question: str) -> None:
    assert SPELLING.undoubled(question) is None


def test_a_known_word_may_have_characters_twice() -> None:
    assert Spelling(["妈妈补贴"], []).undoubled("馆陶县妈妈补贴") is None
    assert Spelling([], []).undoubled("馆陶县妈妈补贴") == Correction("馆陶县妈补贴", "妈妈", "妈")


@pytest.mark.parametrize(
    ("question", "said_", "meant"),
    [
        ("馆陶县公物接待费", "公物接待费", "公务接待费"),
        ("馆陶县会意费", "会意费", "会议费"),
        ("馆陶县会义费是多少", "会义费", "会议费"),
        ("馆陶县三工经费", "三工经费", "三公经费"),
        ("馆陶县基本之出", "基本之出", "基本支出"),
        ("馆陶县基本资出", "基本资出", "基本支出"),  # zh and z are confused
        ("馆陶县机光运行经费", "机光运行经费", "机关运行经费"),
    ],
)
def test_by_ear(question: str, said_: str, meant: str) -> None:
    assert first(question) == Correction(question.replace(said_, meant), said_, meant)


@pytest.mark.parametrize(
    ("question", "said_", "meant"),
    [
        ("馆陶县公务待接费", "公务待接费", "公务接待费"),  # swapped
        ("馆陶县公务接的待费", "公务接的待费", "公务接待费"),  # one too many
        ("馆陶县公务待费", "公务待费", "公务接待费"),  # one left out
        ("馆陶县因公国出费", "因公国出费", "因公出国费"),
    ],
)
def test_one_slip(question: str, said_: str, meant: str) -> None:
    assert first(question) == Correction(question.replace(said_, meant), said_, meant)


def test_a_slip_near_two_words_is_left_alone() -> None:
    spelling = Spelling(["公务接待费", "公务招待费"], [])
    assert first("公务待费") is not None
    assert list(spelling.corrections("公务待费")) == []


def test_one_sound_of_two_words_is_left_alone() -> None:
    assert list(Spelling(["公务费"], []).corrections("弓务费"))
    assert list(Spelling(["公务费", "工务费"], []).corrections("弓务费")) == []


@pytest.mark.parametrize(
    "question",
    [
        "馆陶县三公经费",
        "馆陶县公务接待费和会议费",
        "馆陶县培训费",
        "馆陶县公用接待费",  # another character, neither heard nor left out
        "馆陶县共公借代飞",  # more than one character of the word is wrong
        "2021",
        "What is it",
        "",
    ],
)
def test_what_is_left_alone(question: str) -> None:
    assert list(SPELLING.corrections(question)) == []


def test_several_slips_at_once() -> None:
    assert first("馆陶县三工经费和会意费") == Correction(
        "馆陶县三公经费和会议费", "三工经费、会意费", "三公经费、会议费"
    )


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("spelling"), *BODIES)


def corrections(assumed: list[str]) -> Iterator[str]:
    return (note for note in assumed if note.startswith("“"))


@pytest.mark.parametrize(
    ("question", "figures", "told"),
    [
        ("馆陶县2021年三公经经费", ["20万元"], "“经经”按“经”理解"),
        ("馆陶县2021年公物接待费", ["5万元"], "“公物接待费”按“公务接待费”理解"),
        ("馆陶县2021年公务待接费是多少", ["5万元"], "“公务待接费”按“公务接待费”理解"),
        ("馆陶县2021年三工经费", ["20万元"], "“三工经费”按“三公经费”理解"),
        ("馆陶县2021年会意费多少元", ["30000元"], "“会意费”按“会议费”理解"),
    ],
)
def test_a_correction_is_told(assistant: Assistant, question: str, figures: list[str], told: str) -> None:
    answer = assistant.ask(question)
    assert (said(answer), list(corrections(answer.interpretation.assumed))) == (figures, [told])
    assert answer.question == question


@pytest.mark.parametrize("question", ["馆淘县三公经费", "官陶县三公经费", "馆掏三公经费"])
def test_a_place_that_sounds_alike(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert said(answer) == ["20万元"]
    (told,) = corrections(answer.interpretation.assumed)
    assert "馆陶" in told


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("魏县三公经费", "no_document"),  # a county of its own, though it sounds like 蔚县 to some
        ("正定县三公经费", "no_document"),
        ("馆陶县教育局三公经费", "no_document"),
        ("馆陶县培训费", "not_disclosed"),  # known, not printed: never the figure of a like word
        ("馆陶县公用接待费", "not_disclosed"),
        ("馆陶县户均三公经费", "not_disclosed"),
        ("馆陶县项目收入", "not_disclosed"),
    ],
)
def test_no_correction_brings_a_figure_not_asked_for(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason, answer.figures) == ("not_found", reason, [])


@pytest.mark.parametrize("question", ["馆陶县三公经费", "馆陶县招待费", "馆陶县公车运维费", "看看馆陶县会议费，谢谢"])
def test_what_is_understood_as_it_stands_is_not_corrected(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert list(corrections(answer.interpretation.assumed)) == []
