"""What must come out of a perturbed text, and what did: right, refused, or wrong."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from assistant.assistant import Assistant
from assistant.contract import Answer, Figure
from index.amount import MONEY, NUMBER_PATTERN
from index.checks import find
from index.cleaning import normalise, squash
from index.document import Document
from index.extraction import Extraction, extract
from index.fact_store import FactStore
from index.facts import Fact
from index.findings import Finding, Place
from index.parsing import parse_document
from index.readers.text import read
from tests.perturbations.base import Base
from tests.perturbations.draft import Draft

RIGHT, REFUSED, WRONG = "right", "refused", "wrong"
_NUMBERING = re.compile(r"^(?:第[一二三四五六七八九十]+部分|[（(]?[一二三四五六七八九十\d]+[）)、.．,]+)")


def same(text: str) -> str:
    return text


@dataclass(frozen=True)
class Expected:
    """A figure or text, where it must now stand and what it must now say."""

    start: int
    end: int
    value: Decimal | None
    unit: str | None
    text: str | None
    path: tuple[str, ...]
    columns: tuple[str, ...]
    period: int | None
    basis: str
    direction: str | None
    comparator: str
    section: str


@dataclass(frozen=True)
class Ask:
    """A question and the figure that must come out; ``value`` is ``None`` where nothing may be answered."""

    question: str
    value: Decimal | None
    unit: str | None = None
    direction: str | None = None
    warned: bool = False


@dataclass(frozen=True)
class Change:
    """One perturbation: what changed, the figures it concerns (by id of the unchanged fact), and what must come out."""

    kind: str
    what: str
    concerns: frozenset[str] = frozenset()
    now: dict[str, dict[str, object]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    added: tuple[Expected, ...] = ()
    asks: tuple[Ask, ...] = ()
    contradicts: str | None = None


@dataclass(frozen=True)
class Variant:
    """A perturbed document with its changes, and the rules for all of its figures."""

    base: Base
    draft: Draft
    changes: tuple[Change, ...]
    relabel: Callable[[str], str] = same
    years: int = 0
    entity: str | None = None


@dataclass(frozen=True)
class Outcome:
    kind: str
    outcome: str
    document: str
    what: str
    details: tuple[str, ...] = ()


def judge(variant: Variant, folder: Path) -> Iterator[Outcome]:
    """One outcome per change, and one more for every untouched figure that came out differently."""
    document = parse_document(read("perturbed.txt", variant.draft.text.encode()), "perturbed.txt")
    extraction = extract(document)
    marks = _figures(variant, extraction)
    findings = find(document, extraction) if any(c.asks or c.contradicts for c in variant.changes) else ()
    asking = any(change.asks for change in variant.changes)
    store = _stored(document, extraction, findings, folder) if asking else None
    whole = [change for change in variant.changes if not change.concerns and not change.added]
    told: set[str] = set()
    for change in variant.changes:
        mine = [mark for fact_id, mark in marks if fact_id in change.concerns or change in whole]
        told.update(fact_id for fact_id, _ in marks if fact_id in change.concerns or change in whole)
        mine += [_look(extraction, expected, variant) for expected in change.added]
        if change.contradicts and not _is_found(findings, variant, change.contradicts):
            mine.append((WRONG, "no finding for the contradiction"))
        mine += [_answer(Assistant(store), ask) for ask in change.asks if store]
        yield Outcome(change.kind, _worst(mark for mark, _ in mine), variant.base.name, change.what, _said(mine))
    if store:
        store.close()
    kind = variant.changes[0].kind
    for fact_id, (mark, said) in marks:
        if fact_id not in told and mark != RIGHT:
            yield Outcome(f"{kind} (untouched)", mark, variant.base.name, variant.changes[0].what, (said,))
    for said in _phantoms(variant, extraction):
        yield Outcome(f"{kind} (untouched)", WRONG, variant.base.name, variant.changes[0].what, (said,))


def expected_of(variant: Variant, fact: Fact, now: dict[str, object]) -> Expected | None:
    """The unchanged fact at its new place, with the rules of the variant and what the change says of it."""
    place = variant.draft.moved(fact.locator.start, fact.locator.end)
    if place is None:
        return None
    expected = Expected(
        start=place[0],
        end=place[1],
        value=fact.amount.value if fact.amount else None,
        unit=fact.amount.unit if fact.amount else None,
        text=variant.relabel(fact.text) if fact.text else None,
        path=tuple(variant.relabel(label) for label in fact.path),
        columns=tuple(variant.relabel(label) for label in fact.columns),
        period=fact.period + variant.years if fact.period else None,
        basis=fact.basis,
        direction=fact.direction,
        comparator=fact.comparator,
        section=_title(variant.relabel(fact.section[-1])) if fact.section else "",
    )
    return replace(expected, **now)  # type: ignore[arg-type]


def _figures(variant: Variant, extraction: Extraction) -> list[tuple[str, tuple[str, str]]]:
    now = {fact_id: fields for change in variant.changes for fact_id, fields in change.now.items()}
    gone = {fact_id for change in variant.changes for fact_id in change.gone}
    at: dict[int, Fact] = {}
    for fact in extraction.facts:
        if fact.kind != "blank":
            at.setdefault(fact.locator.start, fact)
    marks = []
    for fact in variant.base.figures:
        expected = expected_of(variant, fact, now.get(fact.id, {}))
        if expected is None:
            assert fact.id in gone, f"{variant.changes[0].what}: lost sight of {fact.path}"
            continue
        found = at.get(expected.start) or next((at[s] for s in at if expected.start <= s < expected.end), None)
        marks.append((fact.id, compare(expected, found, variant)))
    return marks


def _look(extraction: Extraction, expected: Expected, variant: Variant) -> tuple[str, str]:
    facts = (f for f in extraction.facts if f.kind != "blank" and expected.start <= f.locator.start < expected.end)
    return compare(expected, next(facts, None), variant)


def compare(expected: Expected, found: Fact | None, variant: Variant) -> tuple[str, str]:
    """What a place says against what it must say. Nothing, or a text where a number stands, is a refusal."""
    name = f"{'/'.join(expected.path)} | {'/'.join(expected.columns)}"
    if found is None or (expected.value is not None and found.amount is None):
        return REFUSED, f"{name}: nothing read, {_shown(expected)} expected"
    short = False
    said = Expected(
        start=expected.start,
        end=expected.end,
        value=found.amount.value if found.amount else None,
        unit=found.amount.unit if found.amount else None,
        text=found.text,
        path=found.path,
        columns=found.columns,
        period=found.period,
        basis=found.basis,
        direction=found.direction,
        comparator=found.comparator,
        section=_title(found.section[-1]) if found.section else "",
    )
    if _is_within(said.path, expected.path):
        said, short = replace(said, path=expected.path), True
    if said.unit is None and expected.unit not in {None, *MONEY}:
        said, short = replace(said, unit=expected.unit), True
    differing = [
        f"{key}: {getattr(said, key)!r} for {getattr(expected, key)!r}"
        for key in Expected.__dataclass_fields__
        if _plain(getattr(said, key)) != _plain(getattr(expected, key))
    ]
    entity = variant.entity or variant.base.entity
    if squash(found.entity) != squash(entity):
        differing.append(f"entity: {found.entity!r} for {entity!r}")
    if differing:
        return WRONG, f"{name} {_shown(expected)}: {'; '.join(differing)}"
    return (REFUSED, f"{name}: only {'/'.join(found.path)} {found.value_text}") if short else (RIGHT, "")


def _is_within(path: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether a path leaves out some of the upper labels and says nothing else."""
    rest = iter(squash(label) for label in whole)
    return len(path) < len(whole) and path[-1:] == whole[-1:] and all(squash(label) in rest for label in path)


def _phantoms(variant: Variant, extraction: Extraction) -> Iterator[str]:
    """Figures found where none stood before and none was put."""
    places = [
        variant.draft.moved(fact.locator.start, fact.locator.end)
        for fact in variant.base.extraction.facts
        if fact.kind != "blank"
    ]
    spans = [place for place in places if place]
    spans += [(expected.start, expected.end) for change in variant.changes for expected in change.added]
    known = {at for start, end in spans for at in range(start, end)}
    for fact in extraction.facts:
        if fact.kind == "amount" and not any(at in known for at in range(fact.locator.start, fact.locator.end)):
            yield f"a figure where there is none: {fact.path} {fact.columns} {fact.value_text}"


def _is_found(findings: Iterable[Finding], variant: Variant, fact_id: str) -> bool:
    fact = next(fact for fact in variant.base.figures if fact.id == fact_id)
    place = variant.draft.moved(fact.locator.start, fact.locator.end)
    assert place
    return any(
        p.locator.start < place[1] and place[0] < p.locator.end
        for finding in findings
        if finding.severity == "conflict"
        for p in finding.places
    )


def _answer(assistant: Assistant, ask: Ask) -> tuple[str, str]:
    answer = assistant.ask(ask.question)
    said = f"{ask.question} -> {answer.text}"
    if ask.value is None:
        return (WRONG, f"answered: {said}") if answer.status == "answered" else (RIGHT, "")
    if answer.status != "answered":
        return REFUSED, said
    results = [figure for figure in answer.figures if figure.role == "result"]
    fits = [figure for figure in results if _figure_fits(figure, ask)]
    if ask.warned and fits and not answer.warnings and "不止一处" not in answer.text:
        return WRONG, f"no warning: {said}"
    if fits and (len(fits) == len(results) or answer.warnings or "不止一处" in answer.text):
        return _cited(answer, fits[0], said)
    if not results:
        return WRONG, f"no figure, {ask.value}{ask.unit} expected: {said}"
    return WRONG, f"{ask.value}{ask.unit} expected: {said}"


def _figure_fits(figure: Figure, ask: Ask) -> bool:
    value, unit = Decimal(figure.value), figure.unit
    if ask.unit in MONEY and unit in MONEY:
        same_amount = value * MONEY[str(unit)] == (ask.value or 0) * MONEY[str(ask.unit)]
    else:
        same_amount = value == ask.value and unit == ask.unit
    return same_amount and (ask.direction is None or figure.direction == ask.direction)


def _cited(answer: Answer, figure: Figure, said: str) -> tuple[str, str]:
    quotes = [citation.quote for citation in answer.citations if citation.number in figure.citations]
    number = re.search(NUMBER_PATTERN, normalise(figure.printed))
    cited = number is not None and any(number.group() in normalise(quote) for quote in quotes)
    return (RIGHT, "") if cited else (WRONG, f"not cited: {said}")


def _stored(document: Document, extraction: Extraction, findings: Iterable[Finding], folder: Path) -> FactStore:
    with FactStore.writing(folder) as store, store.transaction():
        store.add(document, extraction.publisher, document.file, document.id, {}, [])
        store.add_facts(extraction.facts)
        store.add_findings(
            (f.id, f.document, f.kind, f.severity, f.message, [_span(place) for place in f.places]) for f in findings
        )
    return FactStore.open(folder)


def _span(place: Place) -> tuple[int, int, str]:
    return place.locator.start, place.locator.end, place.quote


def _worst(marks: Iterable[str]) -> str:
    found = set(marks)
    return WRONG if WRONG in found else REFUSED if REFUSED in found else RIGHT


def _said(marks: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(said for mark, said in sorted(marks, key=lambda mark: mark[0] != WRONG) if said)


def _plain(thing: object) -> object:
    """For comparing: without spaces and widths; “三公”经费预算 and “三公”经费 are one label."""
    if isinstance(thing, str):
        return squash(thing)
    if isinstance(thing, tuple):
        return tuple(squash(part).removesuffix("预算") for part in thing)
    return thing


def _shown(expected: Expected) -> str:
    return f"{expected.value}{expected.unit or ''}" if expected.value is not None else str(expected.text)


def _title(title: str) -> str:
    return _NUMBERING.sub("", squash(title))
