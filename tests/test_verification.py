"""Answers checked against the index: what the program answers holds, and nothing holds that was tampered with."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.assistant import Assistant
from assistant.cli import app
from assistant.contract import Answer
from assistant.verification import Verdict, verify
from tests.asking import library, tamper

BODIES = (
    """
馆陶县人民政府办公室2021年部门预算信息公开情况说明
四、“三公”经费预算情况
2021年“三公”经费预算20万元，其中：公务接待费5万元；公务用车运维费15万元。“三公”经费较2020年预算减少2万元，主要是压缩接待。
五、绩效预算信息
1、网络维护经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据
产出指标\t质量指标\t网络正常运转率\t正常运转时间占比\t≥98%\t项目合同
""",
    """
蔚县人民政府办公室2021年部门预算信息公开情况说明
四、“三公”经费预算情况
2021年“三公”经费预算30万元，其中：公务接待费12万元；公务用车运维费18万元。
""",
)
PRINTED = "馆陶县三公经费是多少"
CONVERTED = "馆陶县三公经费多少元"
SHARE = "馆陶县公务接待费占三公经费的百分之几"
GROWTH = "馆陶县三公经费增长率"
COUNTED = "馆陶县三公经费包括哪些"
CHANGE = "馆陶县三公经费比上年减少多少"
TARGET = "馆陶县网络正常运转率指标值"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("verification"), *BODIES)


def faults(answer: Answer, assistant: Assistant) -> list[str]:
    """What does not hold, and why."""
    return [verdict.why for verdict in verify(answer, assistant.library) if not verdict.holds]


def changed(answer: Answer, change: Callable[[dict[str, Any]], object]) -> Answer:
    """An answer after a hand at its JSON."""
    record = answer.model_dump(mode="json")
    change(record)
    assert Answer.model_validate(record) != answer
    return Answer.model_validate(record)


@pytest.mark.parametrize(
    "question",
    [
        PRINTED,
        CONVERTED,
        SHARE,
        GROWTH,
        COUNTED,
        CHANGE,
        TARGET,
        "馆陶县三公经费为什么减少",
        "馆陶县2020年三公经费",
        "馆陶县和蔚县三公经费相差多少",
        "馆陶县和蔚县三公经费一共多少元",
        "哪些单位三公经费超过20万元",
        "三公经费最高的是哪家",
        "库里有哪些文件",
        "馆陶县培训费",
        "三公经费是多少",
    ],
)
def test_what_is_answered_holds(assistant: Assistant, question: str) -> None:
    assert faults(assistant.ask(question), assistant) == []


def test_the_verdicts_of_a_share(assistant: Assistant) -> None:
    assert verify(assistant.ask(SHARE), assistant.library) == [
        Verdict("[1] 0.txt:41-70", holds=True),
        Verdict("[2] 0.txt:41-58", holds=True),
        Verdict("result 公务接待费占“三公”经费预算 25%", holds=True),
        Verdict("operand 公务接待费 5万元", holds=True),
        Verdict("operand “三公”经费预算 20万元", holds=True),
        Verdict("citation marks in the text", holds=True),
    ]


@pytest.mark.parametrize(
    ("question", "field", "value", "fault"),
    [
        (PRINTED, "value", "21", "[1] does not state it"),
        (PRINTED, "value", "5", "[1] does not state it"),  # printed elsewhere in the document
        (PRINTED, "unit", "元", "[1] does not state it"),
        (PRINTED, "unit", None, "[1] does not state it"),
        (PRINTED, "comparator", "≥", "[1] does not state it"),
        (PRINTED, "direction", "减少", "[1] does not state it"),
        (PRINTED, "citations", [], "a figure without a citation"),
        (PRINTED, "citations", [2], "a figure without a citation"),
        (CHANGE, "direction", "增加", "[1] does not state it"),
        (CHANGE, "direction", None, "[1] does not state it"),
        (TARGET, "comparator", "=", "[1] does not state it"),
        (TARGET, "value", "99", "[1] does not state it"),
        (CONVERTED, "value", "200001", "gives 200000"),
        (CONVERTED, "formula", "[1] × 1000", "gives 20000"),
        (CONVERTED, "formula", "[7] × 10000", "[7] states no figure"),
        (CONVERTED, "formula", "[1] × ", "'[1] × ' ends too early"),
        (CONVERTED, "formula", "", "'' ends too early"),
        (CONVERTED, "formula", None, "'' ends too early"),
        (SHARE, "formula", "[2] ÷ [1] × 100", "gives 400"),
        (SHARE, "value", "26", "gives 25"),
        (GROWTH, "value", "9.1", "gives 9.09"),
        (GROWTH, "rounding", "half_up:1", "gives 9.1"),
        (GROWTH, "rounding", None, "100/11 has no finite decimal form"),
    ],
)
def test_a_tampered_figure_does_not_hold(
    assistant: Assistant, question: str, field: str, value: object, fault: str
) -> None:
    answer = changed(assistant.ask(question), lambda record: record["figures"][0].update({field: value}))
    assert fault in faults(answer, assistant)


def test_a_division_by_zero_does_not_hold(assistant: Assistant) -> None:
    answer = changed(assistant.ask(CONVERTED), lambda record: record["figures"][0].update(formula="[1] ÷ 0"))
    assert len(faults(answer, assistant)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("value", "3"), ("formula", "count:3"), ("citations", [1]), ("citations", [1, 1])],
)
def test_a_tampered_count_does_not_hold(assistant: Assistant, field: str, value: object) -> None:
    asked = assistant.ask(COUNTED)
    at = next(at for at, figure in enumerate(asked.figures) if figure.formula == "count:2")
    answer = changed(asked, lambda record: record["figures"][at].update({field: value}))
    assert len(faults(answer, assistant)) == 1


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("quote", "2021年“三公”经费预算21万元", "the source reads '2021年“三公”经费预算20万元'"),
        ("quote", "2021年三公经费预算20万元", "the source reads '2021年“三公”经费预算20万元'"),  # nearly verbatim
        ("document_id", "none", "the index has no document none"),
    ],
)
def test_a_tampered_citation_does_not_hold(assistant: Assistant, field: str, value: object, fault: str) -> None:
    asked = assistant.ask("馆陶县三公经费是多少").model_copy(update={"figures": []})
    answer = changed(asked, lambda record: record["citations"][0].update({field: value}))
    assert faults(answer, assistant) == [fault]


def test_a_place_beside_the_figure_does_not_hold(assistant: Assistant) -> None:
    """The quote is the source's and its place right, but the figure stands elsewhere."""
    asked, other = assistant.ask(PRINTED), assistant.ask("蔚县三公经费是多少")
    answer = asked.model_copy(update={"citations": other.citations})
    assert faults(answer, assistant) == ["[1] does not state it"]
    shifted = changed(asked, lambda record: record["citations"][0].update(start=0, end=5))
    assert faults(shifted, assistant) == ["the source reads '馆陶县人民'", "[1] does not state it"]


def test_a_mark_without_a_citation_does_not_hold(assistant: Assistant) -> None:
    answer = changed(assistant.ask(PRINTED), lambda record: record.update(text=record["text"] + "[2]"))
    assert faults(answer, assistant) == ["no citation [2]"]


def test_an_answer_outlives_no_change_of_its_source(tmp_path: Path) -> None:
    answer = library(tmp_path, *BODIES).ask(PRINTED)
    later = tamper(tmp_path, "预算20万元", "预算90万元")
    assert "the source reads '2021年“三公”经费预算90万元'" in faults(answer, later)
    assert "[1] does not state it" in faults(answer, later)


# caiwen verify


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    library(tmp_path, *BODIES)
    monkeypatch.setenv("CAIWEN_INDEX", str(tmp_path / "index"))
    return tmp_path / "index"


def run(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=given, catch_exceptions=False)


def test_an_answer_is_piped_into_verify(index: Path) -> None:
    asked = run("ask", SHARE, "--json")
    checked = run("verify", "-", given=asked.stdout)
    assert checked.exit_code == 0
    lines = checked.stdout.splitlines()
    assert len(lines) == 6
    assert all(line.startswith("ok  ") for line in lines)
    assert "ok  result 公务接待费占“三公”经费预算 25%" in lines


def test_a_tampered_answer_exits_with_one(index: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text(run("ask", PRINTED, "--json").stdout.replace('"value": "20"', '"value": "99"'), encoding="utf-8")
    checked = run("verify", answer)
    assert checked.exit_code == 1
    assert "NO  result “三公”经费预算 99万元  [1] does not state it" in checked.stdout.splitlines()


def test_verdicts_as_json(index: Path) -> None:
    asked = run("ask", PRINTED, "--json").stdout.replace('"value": "20"', '"value": "99"')
    checked = run("verify", "-", "--json", given=asked)
    assert checked.exit_code == 1
    assert '"what": "result “三公”经费预算 99万元"' in checked.stdout
    assert '"why": "[1] does not state it"' in checked.stdout


@pytest.mark.parametrize(
    "given", ["", "20万元", "{}", "[]", '{"question": "三公经费", "status": "certain", "text": ""}']
)
def test_what_is_no_answer_exits_with_two(index: Path, given: str) -> None:
    checked = run("verify", "-", given=given)
    assert (checked.exit_code, checked.stdout) == (2, "")
    assert checked.stderr.startswith("caiwen: -: ")


def test_a_missing_file_exits_with_two(index: Path, tmp_path: Path) -> None:
    checked = run("verify", tmp_path / "none.json")
    assert checked.exit_code == 2
    assert "none.json" in checked.stderr


def test_without_an_index_nothing_is_verified(index: Path, tmp_path: Path) -> None:
    asked = run("ask", PRINTED, "--json").stdout
    checked = run("verify", "-", "--index", tmp_path / "nowhere", given=asked)
    assert checked.exit_code not in {0, 1}
    assert "caiwen ingest" in checked.stderr
