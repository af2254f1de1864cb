"""What a document says of a figure beside the figure itself."""

from pathlib import Path

import pytest

from assistant.explanation import reason_said, unchanged
from index.extraction import extract
from index.facts import Fact
from index.parsing import parse_document
from index.readers.text import read
from tests.asking import library, said


def parsed(sentence: str, printed: str) -> tuple[Fact, str]:
    """The fact of a printed amount in one sentence, and the text."""
    text = f"蔚县人民政府办公室2022年部门预算信息公开情况说明\n四、“三公”经费\n{sentence}\n"
    document = parse_document(read("inline.txt", text.encode()), "inline.txt")
    (fact,) = [fact for fact in extract(document).facts if fact.value_text == printed]
    return fact, document.source.text


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("“三公”经费比2021年减少2.1万元，主要是公车已经上交。", "主要是公车已经上交"),
        ("“三公”经费比2021年减少2.1万元，减少的主要原因是：压缩接待；其他不变。", "减少的主要原因是：压缩接待"),
        ("项目支出2.1万元，主要用于网络维护。", "主要用于网络维护"),
        ("“三公”经费减少2.1万元。原因是严格执行规定。", "原因是严格执行规定"),
        ("“三公”经费减少2.1万元，下降20%。主要原因是严格执行规定。", "主要原因是严格执行规定"),
        ("“三公”经费减少2.1万元，下降20%。", None),  # its rate is no reason
        (
            "收入较2021年增加2.1万元，主要原因是人员增资，一般公共预算拨款增加1.5万元；新增工程，基金增加0.6万元。",
            "主要原因是人员增资，一般公共预算拨款增加1.5万元；新增工程，基金增加0.6万元",
        ),
        (
            "较2021年增加2.1万元，增长9%。预算数小的原因是节约；较2021年增加的主要原因是更新车辆。",
            "较2021年增加的主要原因是更新车辆",
        ),
        ("“三公”经费减少2.1万元，会议费1万元。原因是严格执行规定。", None),
        (
            "比2021年减少2.1万元。其中：基本支出减少3万元，项目支出增加0.9万元。主要原因是人员减少。",
            "主要原因是人员减少",
        ),
        (
            "比2021年增加5万元，其中：基本支出减少2.1万元，项目支出增加7.1万元。主要原因是项目增加。",
            "主要原因是项目增加",
        ),
        (
            "比2021年减少2.1万元，其中：基本支出减少3万元，主要为退休；项目支出增加0.9万元。",
            "其中：基本支出减少3万元，主要为退休；项目支出增加0.9万元",
        ),
        ("“三公”经费减少2.1万元。会议费减少的原因是压缩会议。", None),
        ("“三公”经费比2021年减少2.1万元。", None),
        ("“三公”经费比2021年减少2.1万元。主要是公车已经上交。", None),
        ("“三公”经费比2021年减少2.1万元，接待费0.9万元。", None),
    ],
)
def test_the_reason_in_the_clause_of_a_figure(sentence: str, said: str | None) -> None:
    fact, text = parsed(sentence, "2.1万元")
    span = reason_said(fact, text)
    assert (text[slice(*span)] if span else None) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("公务接待费1.5万元。与上年持平。", "与上年持平"),
        ("公务接待费1.5万元，与2021年预算相比无变化。", "与2021年预算相比无变化"),
        ("公务接待费1.5万元。比上年减少0.5万元。", None),
        ("公务用车购置及运维费1.5万元，公务接待费0.9万元，与上年持平。", None),  # that is said of the nearest item
    ],
)
def test_nothing_changed(sentence: str, said: str | None) -> None:
    fact, text = parsed(sentence, "1.5万元")
    span = unchanged(fact, text)
    assert (text[slice(*span)] if span else None) == said


def test_what_a_fund_is_used_for_as_its_parts_tell(tmp_path: Path) -> None:
    body = """
五、政府性基金预算支出
2022年政府性基金预算支出4836.50万元，较上年增加706.50万元。其中，拆迁补偿支出3200.00万元，主要用于县城南区拆迁；土地开发支出1636.50万元，主要用于收储地块前期开发。
"""
    text = library(tmp_path, body).ask("政府性基金用在什么地方").text
    assert "主要用于县城南区拆迁；土地开发支出1636.50万元，主要用于收储地块前期开发" in text


def test_what_an_activity_is_for_as_its_row_says(tmp_path: Path) -> None:
    body = """
五、绩效预算信息
部门职责-工作活动绩效目标
单位：万元
职责活动\t年度预算数\t内容描述\t绩效目标
一、组织推进依法行政\t40.00\t加强行政执法人员培训及证件管理。\t推进法治政府建设。
二、政务公开\t20.00\t维护政府网站。\t信息及时。
"""
    answer = library(tmp_path, body).ask("组织推进依法行政的40万是拿来干什么的")
    assert said(answer)[0] == "40.00万元"
    assert "加强行政执法人员培训及证件管理" in answer.text
