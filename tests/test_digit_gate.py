"""Words for an answer pass where they say the same, and only there."""

import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from assistant.assistant import Assistant
from assistant.contract import Answer
from assistant.digit_gate import fault
from tests.asking import library
from tests.conftest import REPOSITORY
from tests.lies import LIES

QUESTIONS = REPOSITORY / "eval" / "questions" / "samples" / "samples.jsonl"
WORDINGS = Path(__file__).parent / "wordings"
TRIALS = 5000
# Careful wordings that are refused all the same: a word of the name left out or put for another, or a year that is not said again
# behind a statement that names another year.
REFUSED = {
    "guangyang-09": "words",
    "xinle-08": "words",
    "samples-narrative-with-figure-01": "names",
    "samples-adversarial-01": "names",
}
PRINTED = "四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元，较2021年减少7.2万元。"
AMOUNT, CHANGE = "蔚县三公经费", "蔚县三公经费比2021年减少多少"
WHO = "蔚县人民政府办公室2022年“三公”经费预算"


def lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (WORDINGS / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def answers(samples: Assistant) -> dict[str, Answer]:
    """The answers to the sample questions, by the ids of their cases."""
    cases = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    found = {case["id"]: samples.converse(case["turns"], files=case.get("files") or ())[-1] for case in cases}
    return {case: answer for case, answer in found.items() if answer.status == "answered"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("gate"), PRINTED)


def test_every_answer_passes_in_its_own_words(answers: dict[str, Answer]) -> None:
    assert len(answers) > 100
    assert {case: fault(answer.text, answer) for case, answer in answers.items()} == dict.fromkeys(answers)


def test_careful_wordings_pass(answers: dict[str, Answer]) -> None:
    """Written as the prompt asks, before the gate was: 65 of 69 pass, of 69 different answers."""
    wordings = lines("careful.jsonl")
    faults = {each["id"]: fault(each["words"], answers[each["id"]]) for each in wordings}
    assert {case: reason for case, reason in faults.items() if reason} == REFUSED
    assert len(faults) - len(REFUSED) >= 40


def test_free_wordings_are_refused(answers: dict[str, Answer]) -> None:
    """True, but in another order, in other units or under shorter names: when in doubt the gate refuses."""
    assert all(fault(each["words"], answers[each["id"]]) for each in lines("free.jsonl"))


def test_no_lie_passes(answers: dict[str, Answer]) -> None:
    """Seeded mutations of the answers' own words and of the careful wordings; each says something else."""
    honest = [(case, answer.text) for case, answer in answers.items()]
    honest += [(each["id"], each["words"]) for each in lines("careful.jsonl") if each["id"] not in REFUSED]
    rng, others, tried = Random(20210301), list(answers.values()), Counter[str]()
    passed = []
    while tried.total() < TRIALS:
        lie, (case, words) = rng.choice(LIES), rng.choice(honest)
        told = lie(words, answers[case], others, rng)
        if told is None or told == words:
            continue
        tried[lie.__name__] += 1
        if fault(told, answers[case]) is None:
            passed.append((lie.__name__, case, told))
    assert not passed
    assert set(tried) == {lie.__name__ for lie in LIES}


@pytest.mark.parametrize(
    "words",
    [
        "为20.4万元。[1]",
        "是20.4万元[1]。",
        "安排20.4 万元[1]。",
        "为２０.４万元［1］。",
        "为20.4万元[1]，供您参考。",
        "金额为：20.4万元。[1]",
    ],
)
def test_the_same_in_other_words(small: Assistant, words: str) -> None:
    assert fault(f"根据公开文件，{WHO}{words}", small.ask(AMOUNT)) is None


def test_body_and_year_in_either_order(small: Assistant) -> None:
    assert fault("2022年，蔚县人民政府办公室的“三公”经费预算为20.4万元[1]。", small.ask(AMOUNT)) is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("为24.0万元。[1]", "numbers"),
        ("为20.40万元。[1]", "numbers"),
        ("为2.04万元。[1]", "numbers"),
        ("为204000元。[1]", "numbers"),
        ("为20.4亿元。[1]", "numbers"),
        ("为20.4%。[1]", "numbers"),
        ("为二十点四万元。[1]", "numbers"),
        ("为②0.4万元。[1]", "numbers"),
        ("为20. 4万元。[1]", "numbers"),
        ("为20“.4万元。[1]", "numbers"),
        ("为\n2. 0.4万元。[1]", "numbers"),
        ("为（20.4万元）。[1]", "numbers"),
        ("为20.4万元。", "citations"),
        ("为20.4万元。[2]", "citations"),
        ("为20.4万元。[1]同比下降3%。[1]", "citations"),
        ("为20.4万元。[1]会议费为3万元。", "citations"),
        ("为20.4万元。[1]吗？", "citations"),
        ("不为20.4万元。[1]", "words"),
        ("约为20.4万元。[1]", "words"),
        ("为20.4万元以上。[1]", "words"),
        ("为20.4万元，增幅较大。[1]", "words"),
        ("支出为20.4万元。[1]", "words"),
        ("为20.4万元\u200b。[1]", "words"),
        ("为**20.4万元**。[1]", "markup"),
        ("为<b>20.4万元</b>。[1]", "markup"),
        ("为20.4万元。[1](https://example.org)", "markup"),
        ("为20.4万元。[1]" + "好" * 300, "length"),
    ],
)
def test_anything_else_is_refused(small: Assistant, words: str, reason: str) -> None:
    assert fault(WHO + words, small.ask(AMOUNT)) == reason


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "empty"),
        ("抱歉，我无法回答。", "citations"),
        ("“三公”经费预算为20.4万元。[1]", "names"),
        ("蔚县人民政府办公室“三公”经费预算为20.4万元。[1]", "names"),
        ("蔚县人民政府办公室2021年“三公”经费预算为20.4万元。[1]", "names"),
        ("蔚县财政局2022年“三公”经费预算为20.4万元。[1]", "names"),
        ("蔚县人民政府办公室2022年“两公”经费预算为20.4万元。[1]", "quotation"),
        ("蔚县人民政府办公室2022年“三公”经费决算为20.4万元。[1]", "words"),
        ("是的，蔚县人民政府办公室2022年“三公”经费预算为20.4万元。[1]", "words"),
        ("The budget of 蔚县人民政府办公室 2022年“三公”经费预算为20.4万元。[1]", "words"),
    ],
)
def test_names_years_and_accounts(small: Assistant, words: str, reason: str) -> None:
    assert fault(words, small.ask(AMOUNT)) == reason


@pytest.mark.parametrize(
    "words", ["比2021年减少了7.2万元[1]。", "与2021年相比，下降7.2万元[1]。", "较2021年减少额为7.2万元。[1]"]
)
def test_a_change_in_other_words(small: Assistant, words: str) -> None:
    answer = small.ask(CHANGE)
    assert answer.text == f"{WHO}较2021年减少7.2万元。[1]"
    assert fault(WHO + words, answer) is None


@pytest.mark.parametrize(
    "words",
    [
        "较2021年增加7.2万元。[1]",
        "较2021年减少至7.2万元。[1]",
        "较2021年减少为7.2万元。[1]",
        "较2021年减少，为7.2万元。[1]",
        "较上年减少7.2万元。[1]",
        "较2021年没有减少7.2万元。[1]",
        "较减少7.2万元。[1]2021年",
    ],
)
def test_a_change_that_is_another(small: Assistant, words: str) -> None:
    assert fault(WHO + words, small.ask(CHANGE)) is not None


def test_a_calculation_may_be_told_by_its_marks(samples: Assistant) -> None:
    answer = samples.ask("馆陶县政府办2021年日常公用经费占全部支出预算的比重是多少？")
    who = "馆陶县人民政府办公室2021年日常公用经费"
    terms = "其中，日常公用经费为94.09万元[1]，支出预算为765.14万元[2]。"
    assert fault(f"{who}占支出预算的比例为12.30%[1][2]。{terms}", answer) is None
    assert fault(f"{who}占支出预算的比例为12.30%[1]。{terms}", answer) == "citations"
    assert fault(f"{who}占支出预算的比例为12.30%[1][2]。", answer) == "citations"
    assert fault(f"{who}占支出预算的比例为12.30%（计算：[2] ÷ [1] × 100）。{terms}", answer) is not None


def test_figures_stay_with_their_bodies(samples: Assistant) -> None:
    """Both figures and both bodies are the answer's; exchanged they are refused."""
    answer = samples.ask("广阳区政府办2021年机关运行经费比馆陶县政府办多多少？")
    first, second = "廊坊市广阳区人民政府办公室", "馆陶县人民政府办公室"
    assert fault(answer.text, answer) is None
    turned = answer.text.replace(first, "\0").replace(second, first).replace("\0", second)
    assert fault(turned, answer) is not None
    assert (
        fault(answer.text.replace("172.62", "\0").replace("94.09", "172.62").replace("\0", "94.09"), answer) is not None
    )


def test_a_year_is_said_again_behind_another(small: Assistant) -> None:
    """What stands behind a statement that names a second year would be read as of that year."""
    change, amount = small.ask(CHANGE), small.ask(AMOUNT)
    second = amount.citations[0].model_copy(update={"number": 2})
    both = change.model_copy(
        update={
            "text": f"{change.text}\n{amount.text.replace('[1]', '[2]')}",
            "figures": [*change.figures, *amount.figures],
            "citations": [*change.citations, second],
        }
    )
    assert fault(f"{WHO}比2021年减少7.2万元[1]，2022年“三公”经费预算为20.4万元[2]。", both) is None
    assert fault(f"{WHO}比2021年减少7.2万元[1]，“三公”经费预算为20.4万元[2]。", both) == "names"
