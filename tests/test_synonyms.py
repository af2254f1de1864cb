"""Words of documents for words of questions."""

from assistant.synonyms import printed_words


def test_the_printed_words_of_a_meaning_are_added() -> None:
    assert "信访" in printed_words("老百姓上访归谁管")
    assert "上访" not in printed_words("老百姓上访归谁管")


def test_each_known_word_of_a_question_adds_its_own() -> None:
    assert {"信访", "招待"} <= set(printed_words("群众来访怎么接待"))


def test_unknown_words_add_nothing() -> None:
    assert printed_words("蔚县") == ()
