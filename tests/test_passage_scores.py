"""Headings, topics and lists in the score of a passage."""

import numpy as np

from assistant.passage_scores import PassageScores, headings_of, suits
from assistant.topics import topics_of
from index.chunking import Chunk
from index.embedding import built_in
from index.word_likeness import WordLikeness


def chunk(text: str, *section: str, table: int | None = None) -> Chunk:
    kind = "prose" if table is None else "table"
    return Chunk(f"a/{text[-6:]}", "a", kind, section, text, len(text), 0, len(text), table)  # type: ignore[arg-type]


def test_headings_are_the_path_and_the_caption() -> None:
    table = chunk("五、绩效\n1、维修费绩效目标表\n一级指标 | 指标值\n数量 | 3", "五、绩效", table=1)
    assert headings_of(table) == "五、绩效 1、维修费绩效目标表"
    assert headings_of(chunk("现将预算公开如下")) == "开头"


def test_a_sure_topic_weighs_more_than_a_likely_one() -> None:
    meant = chunk("八、名词解释\n1、事业收入：指……", "八、名词解释")
    duties = chunk("一、部门职责\n（一）负责……", "一、部门职责")
    assert suits(meant, topics_of("事业收入是什么意思")) > suits(duties, topics_of("谁负责档案")) > 0
    assert suits(duties, topics_of("事业收入是什么意思")) == 0


def test_a_list_is_told_from_its_beginning() -> None:
    """The later part says 职责 once more, and would come first for the words alone."""
    scores = PassageScores(built_in(), WordLikeness(built_in()), lambda ids: ([], np.empty((0, 0), dtype=np.float32)))
    first = chunk("一、部门职责\n（一）起草文件。（二）筹备会议。", "一、部门职责")
    later = chunk("一、部门职责\n（十）完成其他职责。（十一）办理职责以外的事项。", "一、部门职责")

    def better(question: str) -> bool:
        asked = scores.asked([question], [{}], question)
        return scores.score(first, asked, begins=True).worth > scores.score(later, asked).worth

    assert better("部门职责，逐条列出")
    assert not better("完成其他职责")
