"""The question sets of eval/questions, asked of the real disclosures and of the samples, and judged figure by figure.

``eval/judging.py`` says what an outcome is. No figure may be wrong and nothing may be answered that must be declined; by kind, at least
the shares of ``LEAST`` must be right. A warning that was not expected is no fault: the checks see more of a document than the
readers who wrote the questions.
"""

from collections import Counter
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from eval.cases import KINDS, Case, cases_in
from eval.checking import problems, sources_of
from eval.judging import OUTCOMES, Judged, judge
from index.build import ingest
from tests.asking import address, said
from tests.conftest import REPOSITORY

QUESTIONS = REPOSITORY / "eval" / "questions"
LEAST = {
    "direct": 0.99,
    "table": 0.99,
    "computed": 0.98,
    "compare": 0.98,
    "list": 0.82,
    "narrative-with-figure": 0.65,
    "unanswerable": 0.98,
    "ambiguous": 0.94,
    "follow-up": 0.96,
    "contradiction": 0.50,
    "adversarial": 0.79,
    "language": 0.92,
}
pytestmark = [pytest.mark.eval]


def judged_cases(assistant: Assistant, cases: list[Case]) -> list[Judged]:
    return [judge(case, assistant.converse(case.turns, files=case.files)[-1], assistant.store.text) for case in cases]


def report(name: str, judged: list[Judged]) -> None:
    """A small table of outcomes by kind and the questions not right; `pytest -s -m eval` shows it."""
    print(f"\n{name}: {len(judged)} questions\n{'':24}" + "".join(f"{outcome:>11}" for outcome in OUTCOMES))
    for kind in (*KINDS, "all"):
        counts = Counter(one.outcome for one in judged if kind in {one.case.kind, "all"})
        print(f"{kind:24}" + "".join(f"{counts[outcome]:11}" for outcome in OUTCOMES))
    for one in judged:
        if one.outcome != "right":
            print(one)


def of_outcome(judged: list[Judged], *outcomes: str) -> list[str]:
    return [str(one) for one in judged if one.outcome in outcomes]


@pytest.fixture(scope="module")
def real_library(disclosures: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library_of(disclosures, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def real(real_library: Assistant) -> list[Judged]:
    judged = judged_cases(real_library, cases_in(QUESTIONS / "real"))
    report("real disclosures", judged)
    return judged


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    assistant = library_of(REPOSITORY / "eval" / "corpus", tmp_path_factory.mktemp("samples"))
    judged = judged_cases(assistant, cases_in(QUESTIONS / "samples"))
    report("sample disclosures", judged)
    return judged


def library_of(documents: Path, folder: Path) -> Assistant:
    assert {each.status for each in ingest([documents], folder)} == {"added"}
    return Assistant.open(folder)


def test_there_are_enough_cases_of_every_kind() -> None:
    counts = Counter(case.kind for case in cases_in(QUESTIONS))
    assert sum(counts.values()) >= 600
    assert min(counts[kind] for kind in KINDS) >= 30, counts


def test_ids_are_used_once() -> None:
    counts = Counter(case.id for case in cases_in(QUESTIONS))
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.disclosures
def test_cases_of_the_real_disclosures_hold(disclosures: Path) -> None:
    sources = sources_of(disclosures)
    assert [problem for case in cases_in(QUESTIONS / "real") for problem in problems(case, sources)] == []


@pytest.mark.disclosures
def test_narrative_cases_hold(disclosures: Path) -> None:
    sources = sources_of(disclosures)
    cases = cases_in(QUESTIONS / "narrative")
    assert [problem for case in cases for problem in problems(case, sources)] == []


def test_cases_of_the_samples_hold() -> None:
    sources = sources_of(REPOSITORY / "eval" / "corpus")
    assert [problem for case in cases_in(QUESTIONS / "samples") for problem in problems(case, sources)] == []


@pytest.mark.disclosures
def test_no_figure_about_the_real_disclosures_is_wrong(real: list[Judged]) -> None:
    assert of_outcome(real, "wrong", "false") == []


def test_no_figure_about_the_samples_is_wrong(samples: list[Judged]) -> None:
    assert of_outcome(samples, "wrong", "false") == []


@pytest.mark.disclosures
@pytest.mark.parametrize("kind", sorted(LEAST))
def test_enough_is_right(kind: str, real: list[Judged], samples: list[Judged]) -> None:
    asked = [one for one in (*real, *samples) if one.case.kind == kind]
    right = [one for one in asked if one.outcome == "right"]
    assert len(right) >= LEAST[kind] * len(asked), "\n".join(str(one) for one in asked if one.outcome != "right")


# Narrative questions, by set: the least share of answerable ones whose words are quoted, the most of unanswerable ones answered.
# What was reached on the set tuned on and on the other; no figure of theirs is wrong (docs/passages.md).
NARRATIVE = {"tuning": (0.60, 0.10), "held_out": (0.54, 0.24)}


@pytest.mark.disclosures
@pytest.mark.parametrize("name", sorted(NARRATIVE))
def test_narrative_questions_are_answered_in_the_words_of_the_documents(name: str, real_library: Assistant) -> None:
    judged = judged_cases(real_library, cases_in(QUESTIONS / "narrative" / name))
    report(f"narrative, {name}", judged)
    answerable = [one for one in judged if one.case.expect.status == "answered"]
    others = [one for one in judged if one.case.expect.status != "answered"]
    least, most = NARRATIVE[name]
    assert sum(one.outcome == "right" for one in answerable) >= least * len(answerable)
    assert sum(one.outcome == "false" for one in others) <= most * len(others)
    assert [one for one in judged if one.outcome == "wrong"] == []


SAN_GONG = "四、财政拨款“三公”经费预算情况及增减变化原因"


@pytest.mark.disclosures
@pytest.mark.parametrize(
    ("question", "figures", "place", "warned"),
    [
        ("馆陶县政府办2021年三公经费预算是多少", ["1.2万元"], (None, SAN_GONG, ""), False),
        ("how much did 馆陶 budget for 三公 in 2021", ["1.2万元"], (None, SAN_GONG, ""), False),
        ("鹿泉区委办2013102科目预算多少元", ["613000元"], ("部门预算支出总表", "一般行政管理事务", "合计"), False),
        ("新乐2020年公务用车购置及运维费", ["47万元"], (None, SAN_GONG, ""), True),
        (
            "长安区政府办网络维护年度预算数",
            ["165.00万元"],
            ("部门职责-工作活动绩效目标", "五、网络维护", "年度预算数"),
            False,
        ),
        ("馆陶采购台式计算机的单价和数量", ["0.50万元", "5个"], ("部门政府采购预算", "台式计算机", "单价"), False),
        (
            "广阳房屋面积",
            ["0平方米"],
            ("廊坊市广阳区人民政府办公室部门固定资产占用情况表", "1、房屋（平方米）", "数量"),
            False,
        ),
        ("馆陶县政府督查室的单位规格", ["blank"], ("部门机构设置情况", "馆陶县政府督查室", "单位规格"), False),
        ("鹿泉国有资本经营预算", ["empty_table"], "注：无国有资本经营预算财政拨款预算，空表列示。", False),
        ("正定县2021年三公经费", ["no_document"], None, False),
    ],
)
def test_headline_questions(
    real_library: Assistant,
    question: str,
    figures: list[str],
    place: tuple[str | None, str, str] | str | None,
    warned: bool,
) -> None:
    """What the issue promises, with the first citation: its cell, its section or, for an empty table, the note quoted."""
    answer = real_library.ask(question)
    assert said(answer) == figures
    assert bool(answer.warnings) == warned
    first = next(iter(answer.citations), None)
    assert (first.quote if isinstance(place, str) else address(first)) == place if first else place is None
