"""Every amount of an index asked for by its own printed name: that figure is the answer, or none is.

A question that says a printed name word for word leaves no room: another figure in the answer is a wrong one, in whatever document.
So nothing need be written or judged by hand, and any folder of disclosures can be held to it. What it shows is how questions are
answered, not how documents are read: an answer is held against the facts of the index, and is right where one of its figures is
among those that the body prints under the name for the year, wherever it stands.
``python -m eval.generated.own_names INDEX`` prints every answer with another figure, and how many of each kind there were.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from assistant.assistant import Assistant
from assistant.contract import Answer
from index.amount import MONEY, convert
from index.cleaning import normalise, squash
from index.facts import Fact

TEMPLATES = {
    "budget": (
        "{body}{year}年{name}预算是多少",
        "{body}{year}年{name}安排了多少",
        "请问{body}{year}年度的{name}一共是多少呀",
        "{body} {name} {year}",
    ),
    "final": (
        "{body}{year}年{name}决算是多少",
        "{body}{year}年实际{name}是多少",
        "{body}{year}年{name}完成多少",
        "请问{body}{year}年度的{name}一共是多少呀",
        "{body} {name} {year}",
    ),
}
_SHORTEST, _LONGEST = 3, 20
RIGHT, OTHER, REFUSED = "right", "another figure", "refused"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question by a printed name, the figure that it was made of and all that are printed under that name, and what came of it."""

    question: str
    fact: Fact
    namesakes: tuple[Fact, ...]
    outcome: str
    answer: Answer


def asked_by_own_names(assistant: Assistant) -> Iterator[Asked]:
    """The answers to all questions that an index gives, in the order of its documents."""
    facts = assistant.store.facts([row.id for row in assistant.library.documents])
    for fact, namesakes in _named(facts):
        for template in TEMPLATES[fact.basis]:
            question = template.format(body=fact.entity, year=fact.period, name=_name(fact))
            answer = assistant.ask(question)
            yield Asked(question, fact, namesakes, _outcome(answer, namesakes), answer)


def _named(facts: Sequence[Fact]) -> Iterator[tuple[Fact, tuple[Fact, ...]]]:
    """Each name of an amount once for its body, year and account, with all that the body prints under the name for the year."""
    namesakes: defaultdict[tuple[str, int | None, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        namesakes[fact.entity, fact.period, _name(fact)].append(fact)
    seen: set[tuple[str, int | None, str, str]] = set()
    for fact in facts:
        name = _name(fact)
        key = (fact.entity, fact.period, name, fact.basis)
        asked = fact.kind == "amount" and fact.measure == "money" and fact.basis in TEMPLATES and fact.entity
        if asked and fact.period is not None and key not in seen and _SHORTEST <= len(name) <= _LONGEST:
            seen.add(key)
            yield fact, tuple(namesakes[fact.entity, fact.period, name])


def _name(fact: Fact) -> str:
    return squash(normalise(fact.label))


def _outcome(answer: Answer, namesakes: Iterable[Fact]) -> str:
    figures = [(Decimal(f.value), f.unit) for f in answer.figures if f.role == "result"]
    if answer.status != "answered" or not figures:
        return REFUSED
    wanted = {_in_yuan(each.amount.value, each.amount.unit) for each in namesakes if each.amount is not None}
    return RIGHT if any(_in_yuan(*figure) in wanted for figure in figures) else OTHER


def _in_yuan(value: Decimal, unit: str | None) -> Decimal:
    return convert(value, unit, "元") if unit in MONEY else value


def main(folder: str) -> int:
    """Ask everything of an index; 1 where an answer had another figure."""
    counts: Counter[str] = Counter()
    for asked in asked_by_own_names(Assistant.open(Path(folder))):
        counts[asked.outcome] += 1
        if asked.outcome == OTHER:
            print(f"{asked.question}\n  {asked.fact.value_text}\n  {asked.answer.text}")
    print(", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items())))
    return 1 if counts[OTHER] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
