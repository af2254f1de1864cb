"""What passages are searched by: the bodies that route a question and the frame of asking are taken out, what is asked stays."""

import pytest

from assistant.passage_question import passage_question

BODIES = ("蔚县人民政府办公室", "馆陶县教育局")


def words(question: str) -> str:
    return passage_question(question, BODIES, lambda words, bodies: False).words


@pytest.mark.parametrize(
    ("question", "kept", "gone"),
    [
        ("赶上发大水，蔚县政府办要做些什么？", "赶上发大水", "蔚县"),
        ("蔚縣政府辦由誰來管檔案？請引原文", "由谁来管档案", "原文"),
        ("馆陶县教育局的保障措施有哪些，逐条列出来", "保障措施", "哪些"),
        ("蔚县政府办为什么没有买车", "为什么没有买车", "政府办"),
    ],
)
def test_what_is_asked_stays(question: str, kept: str, gone: str) -> None:
    assert kept in words(question)
    assert gone not in words(question)


def test_english_words_are_those_of_disclosures() -> None:
    """What is not known is left out; names in capitals stay."""
    found = words("How does 蔚县人民政府办公室 reduce road dust with the OA platform whatsoever?")
    assert "抑尘" in found
    assert "OA" in found
    assert "whatsoever" not in found


def test_a_question_of_nothing_but_a_body_keeps_words() -> None:
    assert words("蔚县政府办？").strip()
