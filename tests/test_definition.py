"""Definitions: what 名词解释 says of a term, verbatim with its place."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.asking import library, quotes

BODY = """
二、收入说明
2022年预算收入8万元。
项目支出：2万元。
九、名词解释
1、一般公共预算拨款收入：指县级财政当年拨付的资金。
2、基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。
3、“三公”经费：纳入县级财政预算管理的“三公”经费，是指因公出国（境）费、公务用车购置及运行费和公务接待费。
（四）机关运行经费：为保障行政单位运行用于购买货物和服务的各项资金。
- 5、**公用经费**：指办公和维修的各项费用。
"""
INCOME = "一般公共预算拨款收入：指县级财政当年拨付的资金。"
BASIC = "基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。"
SAN_GONG = "“三公”经费：纳入县级财政预算管理的“三公”经费，是指因公出国（境）费、公务用车购置及运行费和公务接待费。"
RUNNING = "机关运行经费：为保障行政单位运行用于购买货物和服务的各项资金。"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("definition"), BODY)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("什么是基本支出", BASIC),
        ("基本支出指什么", BASIC),
        ("基本支出是什么意思？", BASIC),
        ("什么是一般公共预算拨款收入", INCOME),
        ("蔚县政府办的三公经费是什么意思", SAN_GONG),
        ("机关运行经费的定义是什么", RUNNING),
        ("文件里的机关运行经费是什么意思", RUNNING),
        ("决算里说的基本支出是什么意思", BASIC),
    ],
)
def test_a_definition_is_quoted_verbatim_with_its_place(assistant: Assistant, question: str, line: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.origin, answer.figures) == ("answered", "quoted", [])
    assert quotes(answer) == [line]
    assert line in answer.text
    (citation,) = answer.citations
    assert assistant.store.text(citation.document_id)[citation.start : citation.end] == line
    assert citation.section == ["九、名词解释"]


def test_the_body_named_is_the_one_that_is_quoted(tmp_path: Path) -> None:
    text = "{}2021年部门预算信息公开\n八、名词解释\n1、基本支出：{}\n"
    assistant = library(
        tmp_path,
        text.format("馆陶县人民政府办公室", "一个部门要开门办公就省不掉的花费。"),
        text.format("中共平山县委办公室", "人员支出和公用支出。"),
    )
    assert quotes(assistant.ask("馆陶县的基本支出是什么意思")) == ["基本支出：一个部门要开门办公就省不掉的花费。"]
    assert quotes(assistant.ask("平山县的基本支出是什么意思")) == ["基本支出：人员支出和公用支出。"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("什么是财政专户", "not_disclosed"),
        ("项目支出是什么意思", "not_disclosed"),  # a line with its amount, and in no 名词解释
        ("什么是收入", "not_disclosed"),  # the end of another term
    ],
)
def test_a_term_that_is_not_explained(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("not_found", reason)
    assert (answer.figures, answer.citations) == ([], [])


def test_no_definition_without_its_section(tmp_path: Path) -> None:
    answer = library(tmp_path, "二、支出说明\n基本支出：指为保障机构正常运转的支出。").ask("什么是基本支出")
    assert (answer.status, answer.reason) == ("not_found", "not_disclosed")
    assert "名词解释" in answer.text


def test_a_term_set_in_bold_behind_a_dash(assistant: Assistant) -> None:
    assert "“公用经费：指办公和维修的各项费用。”" in assistant.ask("公用经费是什么意思").text


def test_the_body_that_a_later_sentence_names_defines_the_term(tmp_path: Path) -> None:
    other = (
        "馆陶县教育局2022年部门预算信息公开情况说明\n九、名词解释\n1、基本支出：指馆陶的说法。\n2022年基本支出5万元。"
    )
    own = f"蔚县人民政府办公室2022年部门预算信息公开情况说明\n{BODY.strip()}"
    answer = library(tmp_path, other, own).ask("什么是基本支出？蔚县政府办安排了多少？")
    assert BASIC in answer.text
    assert "馆陶" not in answer.text


def test_the_body_named_in_front_defines_the_term(tmp_path: Path) -> None:
    text = "{}2022年部门预算信息公开情况说明\n九、名词解释\n1、基本支出：{}\n2022年基本支出5万元。"
    assistant = library(
        tmp_path,
        text.format("馆陶县人民政府办公室", "一个部门要开门办公就省不掉的花费。"),
        text.format("中共平山县委办公室", "人员支出和公用支出。"),
    )
    assert quotes(assistant.ask("平山县委办什么是基本支出")) == ["基本支出：人员支出和公用支出。"]
