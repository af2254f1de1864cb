"""Figures found where no label says all: by the words of their sentence, or by a project's name cut short."""

import re

from assistant.asked import Asked, covered
from assistant.fitting import basis_fits, measure_fits
from assistant.library import Holding
from assistant.matching import Explained, Fit, explained_by_sentence, fit
from assistant.planning.carrying import free_words_kept
from assistant.planning.plan import QueryPlan
from assistant.surroundings import link, printed
from index.amount import find_numbers
from index.cleaning import normalise
from index.concepts import Concepts
from index.facts import Fact

_THIRD = 0.3
_NAMED = 0.6
# 项目支出257万元，主要为A、B等: the figure is of all of them, and of none alone.
_MAINLY_FOR = re.compile(r"[，,]主要(?:为|是|用于|包括).*$", re.S)
_OPENING = re.compile(r"(?:(?:19|20)\d\d ?年(?:度)?)?[^\d，；。：]*(?=[，：])")
_WHOLES = frozenset({"project", "basic", "expenditure"})
_PROJECT = re.compile(r"项目|工程|专项|活动|经费|资金")


def narrowed_by_sentence(plan: QueryPlan, asked: Asked, firsts: list[Explained], holdings: list[Holding]) -> list[Fit]:
    """Prose figures whose name is said in full and whose sentence says the rest; only where they all state one value."""
    by_document = {holding.row.id: holding for holding in holdings}
    concepts = Concepts.load()
    found = []
    for first in firsts:
        fact = first.fact
        if not fact.prose or fact.amount is None or first.coverage < _THIRD or not basis_fits(plan, fact):
            continue
        f = fit(asked, first, concepts)
        others = any(not set(meant) & first.around.concepts for _, meant in asked.forms_outside_brackets)
        if f.identity < _NAMED or others:
            continue
        holding = by_document[fact.document]
        sentence = holding.text[slice(*fact.context)]
        figures = [number for number in find_numbers(normalise(sentence)) if number.unit not in {None, "年"}]
        if len(figures) != 1 and not _in_its_brackets(asked, fact, holding.text):
            sentence = _own_words(fact, holding.text)
        if measure_fits(plan, fact) and explained_by_sentence(
            asked, fact, sentence, concepts, holding.around[fact.id].concepts
        ):
            found.append(f)
    return found if len({(f.fact.value_text, f.fact.label) for f in found}) == 1 else []


def only_project(plan: QueryPlan, fits: list[Fit]) -> Fit | None:
    """The one project whose name holds all words of a question that shortens it (抑尘项目); ``None`` where several do."""
    if plan.concepts or plan.codes or not _PROJECT.search(plan.folded):
        return None
    runs = [run for run in _PROJECT.sub(" ", free_words_kept(plan.content)).split() if len(run) > 1]
    held = [
        f
        for f in fits
        if f.fact.prose
        and f.fact.measure == "money"
        and len(f.fact.path) > 1
        and link(f.fact.path[-2]) == "project"
        and basis_fits(plan, f.fact)
        and measure_fits(plan, f.fact)
        and runs
        and all(all(covered(run, printed(f.fact.label))) for run in runs)
    ]
    return held[0] if len({printed(f.fact.label) for f in held}) == 1 else None


def _in_its_brackets(asked: Asked, fact: Fact, text: str) -> bool:
    """Whether what the question says in brackets stands in the brackets behind the figure: 日常公用支出（含购置、福利费）."""
    said = [printed(words) for words in re.findall(r"（([^）]+)）", asked.text)]
    behind = re.match(r"[^（，。；]{0,12}（([^）]+)）", normalise(text[fact.locator.start : fact.locator.end + 60]))
    return bool(said) and behind is not None and all(words in printed(behind[1]) for words in said)


def _own_words(fact: Fact, text: str) -> str:
    """The words of a sentence around one of its figures, without the clauses of the figures before and behind it.

    What the sentence, or its part between ；, opens with is said of all figures of it where it tells none itself.
    """
    before = normalise(text[fact.context[0] : fact.locator.start])
    behind = normalise(text[fact.locator.end : fact.context[1]])
    part = before.rfind("；") + 1
    behind = behind.partition("；")[0]
    stops = [match.end() for match in re.finditer(r"\d[^，；。、]*[，；。、]", before)]
    following = re.search(r"\d", behind)
    clause = re.search(r".*[，；。、：]", behind[: following.start()], re.S) if following else None
    end = len(behind) if following is None else clause.end() if clause else 0
    words = text[fact.context[0] + (stops[-1] if stops else 0) : fact.locator.end + end]
    opening = _OPENING.match(before, part)
    words = f"{opening.group()}{words}" if stops and opening else words
    return _MAINLY_FOR.sub("", words) if fact.concept in _WHOLES else words
