"""The load benchmark: what is asked, what its figures mean, and that its endpoint takes what the service takes."""

import pytest

from assistant.assistant import Assistant
from eval.benchmarks.load.capacity import keeps_up
from eval.benchmarks.load.memory import Memory
from eval.benchmarks.load.outcomes import Outcome, Summary, percentile
from eval.benchmarks.load.overload import recovered_after
from eval.benchmarks.load.questions import distinct, distinct_requests, figure_questions, repeated_requests
from eval.benchmarks.load.services import trivial


def answers(*, every: float, seconds: float, latency: float = 0.01, status: int = 200) -> list[Outcome]:
    return [Outcome(at * every, 0, latency, status) for at in range(round(seconds / every))]


def test_figure_questions_are_those_about_the_files_of_an_index() -> None:
    assert "馆陶县政府办2021年三公经费预算是多少" in figure_questions(["guantao-2021.txt"])
    assert not figure_questions(["another.txt"])


def test_distinct_questions_are_the_same_question_and_never_the_same_characters(samples: Assistant) -> None:
    question = "馆陶县政府办2021年三公经费预算是多少"
    told = {samples.ask(distinct(question, serial)).text for serial in (0, 1, 2, 65_535)}
    assert told == {samples.ask(question).text}
    assert len({distinct(question, serial) for serial in range(65_536)}) == 65_536
    assert len(distinct("多" * 500, 1)) == 500


def test_requests_of_both_kinds() -> None:
    repeated, each_anew = repeated_requests("here", ["甲", "乙"]), distinct_requests("here", ["甲", "乙"])
    assert len({repeated() for _ in range(50)}) == 2
    assert len({each_anew() for _ in range(50)}) == 50


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([1, 2, 3, 4], 0.5) == 2
    assert percentile([1, 2, 3, 4], 0.99) == 4
    assert percentile([], 0.5) is None


@pytest.mark.parametrize(("latency", "kept"), [(0.01, True), (0.2, False), (1.5, False)])
def test_a_service_keeps_up_that_answers_while_it_is_asked(latency: float, kept: bool) -> None:
    outcomes = answers(every=0.01, seconds=2, latency=latency)
    assert keeps_up(Summary.of(outcomes, 2), 2) is kept


def test_recovery_ends_with_the_last_second_in_which_something_was_amiss() -> None:
    well = answers(every=0.1, seconds=5)
    assert recovered_after(well, since=0, p99=250) == 0
    assert recovered_after([*well, Outcome(2.5, 0, 0.3, 200)], since=0, p99=250) == 3
    assert recovered_after([*well, Outcome(3.5, 0, 0.01, 503, retry_after=True)], since=0, p99=250) == 4
    assert recovered_after([*well, Outcome(4.5, 0, 9, fault="hung")], since=0, p99=250) is None


def test_who_waits_from_before_the_rate_fell_is_not_forgotten() -> None:
    well = answers(every=0.1, seconds=5)
    assert recovered_after([*well, Outcome(0.5, 0, 2.8, 200)], since=1, p99=250) == 3
    assert recovered_after([*well, Outcome(0.5, 0, 0.4, 200)], since=1, p99=250) == 0


def test_memory_is_held_by_its_quarters() -> None:
    found = Memory(rate=1, samples=(90, 91, 100, 101, 102, 103, 104, 105), sent=8, not_answered=0)
    assert found.quarters == (90.5, 104.5)
    assert found.slope == pytest.approx(360)


@pytest.mark.integration
def test_the_trivial_endpoint_takes_the_same_questions() -> None:
    with trivial() as service:
        assert service.status("馆陶县政府办2021年三公经费预算是多少") == "answered"
        assert service.status("问" * 501) == "422"
        assert service.rss() > 10
        assert service.cpu_seconds() > 0
    assert service.process.poll() is not None
