"""What a question leaves unsaid, taken from another: the rest of its sentence, the sentence before, or the turn before."""

import re
from dataclasses import replace

from assistant.planning import words
from assistant.planning.plan import QueryPlan

_NO_WORD = re.compile(r"[\s\"'（）()：:；;，。？?！!、·-]")


def says_item(plan: QueryPlan) -> bool:
    """Whether a plan names what it asks for: a budget item, a code, or words that are more than asking."""
    return bool(plan.concepts or plan.codes or plan.parts or free_words(plan.content))


def free_words(content: str) -> str:
    """What is left of a content without weak words, particles and punctuation."""
    return _NO_WORD.sub("", words.PARTICLES.sub("", words.WEAK.sub("", words.ASKING.sub("", content))))


def free_words_kept(content: str) -> str:
    """What is left of a content without weak words, particles and punctuation, with spaces where they stood."""
    for pattern in (words.ASKING, words.WEAK, words.PARTICLES, _NO_WORD):
        content = pattern.sub(" ", content)
    return content


def says_place(plan: QueryPlan) -> bool:
    """Whether a plan names a place or body itself."""
    return plan.named


def completed(plan: QueryPlan, other: QueryPlan) -> QueryPlan:
    """A plan with item, body and year of another where it names none itself."""
    done = plan
    if not says_item(plan) and says_item(other):
        done = with_item(done, other)
    if not says_place(plan) and (other.entities or other.unknown_place):
        done = with_body(done, other)
    if not plan.periods and other.periods:
        done = replace(done, periods=other.periods, year_end=other.year_end)
    if plan.parts:
        done = replace(done, parts=tuple(completed(part, other) for part in plan.parts))
    if plan.plain is not None:
        done = replace(done, plain=completed(plan.plain, other))
    return done


def with_item(plan: QueryPlan, other: QueryPlan) -> QueryPlan:
    """A plan that asks for the item of another."""
    return replace(
        plan,
        folded=f"{plan.folded} {other.folded}" if plan.folded.strip() else other.folded,
        content=other.content,
        concepts=other.concepts,
        codes=other.codes,
        parts=plan.parts or other.parts,
        figure=plan.figure if plan.figure != "printed" else other.figure,
        basis=plan.basis or other.basis,
        measure=plan.measure or other.measure,
        unit=plan.unit or other.unit,
        row_kind=plan.row_kind or other.row_kind,
    )


def with_body(plan: QueryPlan, other: QueryPlan) -> QueryPlan:
    """A plan that asks of the bodies of another."""
    return replace(
        plan,
        entities=other.entities,
        regions_asked=other.regions_asked,
        organisation_asked=other.organisation_asked,
        unknown_place=other.unknown_place,
        missing=other.missing,
        named=other.named,
        each_named=other.each_named,
        above=other.above,
        assumed=tuple(dict.fromkeys((*plan.assumed, *other.assumed))),
    )
