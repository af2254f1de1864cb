"""A question's words against those of a text: the same ones, like ones, and none."""

from index.embedding import built_in
from index.word_likeness import WordLikeness


def test_the_same_words_are_all_of_it_and_like_ones_more_than_others() -> None:
    likeness = WordLikeness(built_in())
    wording = likeness.wording("档案管理")
    same, like, other = (wording.of(likeness.tokens(text)) for text in ("负责档案管理工作", "保管旧资料", "采购汽车"))
    assert same > 0.99
    assert same > like > other


def test_a_text_without_known_words_has_nothing_of_it() -> None:
    likeness = WordLikeness(built_in())
    assert likeness.wording("档案").of(likeness.tokens("")) == 0.0
    assert likeness.wording("").of(likeness.tokens("档案")) == 0.0
