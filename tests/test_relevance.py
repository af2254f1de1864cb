"""Whether a passage bears on a question: what is named must stand there."""

import pytest

from assistant.planning.planning import plan
from assistant.relevance import bears, coverage
from index.chunking import Chunk

BODY = "蔚县人民政府办公室"


def chunk(text: str, *section: str) -> Chunk:
    return Chunk("1/0", "1", "prose", section, text, 10, 0, len(text))


@pytest.mark.parametrize(
    ("question", "section", "text", "expected"),
    [
        ("谁承担金融风险防范", "（一）部门职责", "（三）承担地方金融监督管理，防范金融风险。", True),
        ("联系电话是什么", "（一）部门职责", "（三）承担热线办理。", True),
        ("联系电话是什么", "（一）部门职责", "（三）承担地方金融监督管理。", False),
        ("信息科负责什么", "（二）机构设置", "内设机构：综合科、信息科。", False),
        ("信息科负责什么", "（二）机构设置", "信息科：负责网络维护。", True),
        ("信访科负责什么", "（一）部门职责", "（一）负责网络维护。", False),
        ("雪亮工程的目标", "二、绩效目标", "确保机关高效运转。", False),
        ("亮化工程的目标", "二、绩效目标", "完成亮化工程。", True),
        ("会议费为什么增加", "三、增减变化原因", "会议费10万元。", False),
        ("会议费为什么增加", "三、增减变化原因", "会议费增加2万元，主要是会议增多。", True),
        ("“上年结转”怎么解释", "六、名词解释", "机关运行经费：指…", False),
        ("保障措施有哪些", "二、收支情况", "2022年收入预算10万元。", False),
    ],
)
def test_bears(question: str, section: str, text: str, *, expected: bool) -> None:
    asked = plan(f"蔚县政府办{question}", (BODY,))
    assert bears(asked, question, chunk(text, section), text, BODY) is expected


def test_coverage_counts_words_by_their_length() -> None:
    assert coverage("金融风险", "防范金融风险") == 1
    assert coverage("金融风险", "防范金融") == 0.25  # the long word counts besides its parts
    assert coverage("", "任何文字") == 1
