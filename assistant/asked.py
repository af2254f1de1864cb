"""The question side of matching: its words, and what each weighs that the labels of a fact must explain."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.planning import words
from assistant.planning.plan import QueryPlan
from assistant.planning.synonyms import canonical
from index.cleaning import squash

_GLOSSED = re.compile(r"[（(][^）)]*[一-鿿]{2}")
_SEVERAL = re.compile(r"和|与|及|、")
_LEVEL = re.compile(r"（[类款项]）")  # 图书馆（项）支出 says nothing of 项目支出
_WEAK_WEIGHT = 0.12
# Names of bodies that share characters with budget items: 教育局 with 教育支出.
_BODY_NAME = 3
_BODY_ENDS = ("局", "厅", "委员会", "街道办事处", "学校", "小学", "中学", "幼儿园")


@dataclass(frozen=True)
class Asked:
    """The question side: its content with a weight for every character that must be explained."""

    text: str
    weights: tuple[float, ...]
    plan: QueryPlan

    @property
    def total(self) -> float:
        return sum(self.weights)

    @cached_property
    def weighted(self) -> tuple[tuple[int, float], ...]:
        """The characters that count, with their weights."""
        return tuple((at, weight) for at, weight in enumerate(self.weights) if weight)

    @cached_property
    def question(self) -> str:
        """The folded question as matching compares it, without the name of the body: 教育局 names no 教育支出."""
        folded = self.plan.folded
        for entity in self.plan.entities:
            name = squash(entity.name)
            said = (name[at:] for at in range(len(name) - _BODY_NAME + 1) if name.endswith(_BODY_ENDS))
            longest = next((part for part in said if part in folded), "")
            folded = folded.replace(longest, " " * len(longest)) if longest else folded
        return canonical(folded)

    def apart_from(self, concept: str, name: str) -> str:
        """The question without the items named in it that are others than ``concept``: their words name no figure of it.

        A form that is the figure's own ``name`` stays: 行政运行 stands under many 款, each with a code of its own.
        """
        question = self.question
        for form, meant in self.forms:
            if concept not in meant and form and name not in {form, f"{form}支出"}:
                question = question.replace(form, " " * len(form))
        return question

    @cached_property
    def several(self) -> bool:
        """Whether the question joins several things by 和 or a comma."""
        return bool(_SEVERAL.search(self.plan.folded))

    @cached_property
    def in_table(self) -> bool:
        return bool(re.search(r"表|指标值", self.plan.folded))

    @cached_property
    def forms_outside_brackets(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The items named but for those in brackets, which say what an item holds (日常公用支出（含购置、福利费）)."""
        inside = [match.span() for match in re.finditer(r"（[^）]*）", self.plan.content)]
        named = zip(self.plan.concepts, self.forms, strict=True)
        return tuple(form for m, form in named if not any(start <= m.start < end for start, end in inside))

    @cached_property
    def forms(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The words of each item named, with the budget items they may mean."""
        content = self.plan.content
        return tuple((canonical(content[m.start : m.end]), m.concepts) for m in self.plan.concepts)


def asked_of(plan: QueryPlan) -> Asked:
    """Weights: items and free words 1, words that describe figures in general little, particles and spaces nothing."""
    text = canonical(squash_keep(plan.content))
    weights = [0.0 if char in " \"'（）《》<>[]-:：；;·/\\，、。？！" else 1.0 for char in text]
    gloss = _GLOSSED.search(text) if plan.language == "en" else None
    if gloss:
        # The English words before a bracket say what the Chinese ones in it say.
        for i in range(gloss.end()):
            weights[i] = 0.0 if text[i].isascii() and text[i].isalpha() else weights[i]
    if "国内" not in plan.question:  # 接待多少批次: domestic where that is told apart
        for match in re.finditer("国内", text):
            weights[match.start() : match.end()] = [0.0] * len("国内")
    concepts = _concept_spans(plan, text)
    for pattern, weight in ((words.WEAK, _WEAK_WEIGHT), (words.PARTICLES, 0.0), (_LEVEL, 0.0)):
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in concepts):
                for i in range(match.start(), match.end()):
                    weights[i] = min(weights[i], weight)
    return Asked(text, tuple(weights), plan)


def squash_keep(text: str) -> str:
    """Single spaces between words, so that words pushed together by blanking do not join."""
    return re.sub(r"\s+", " ", text).strip()


def _concept_spans(plan: QueryPlan, text: str) -> list[tuple[int, int]]:
    spans = []
    for mention in plan.concepts:
        form = canonical(plan.content[mention.start : mention.end])
        at = text.find(form)
        while at >= 0:
            spans.append((at, at + len(form)))
            at = text.find(form, at + 1)
    return spans


def covered(text: str, haystack: str) -> list[bool]:
    """Characters of ``text`` that lie in a run of two or more that ``haystack`` holds."""
    found = [False] * len(text)
    pairs, alone = _beginnings(text)
    covered_to = 0
    for at, pair in pairs:
        if at < covered_to or pair not in haystack:
            continue
        covered_to = at + 2
        while covered_to < len(text) and text[covered_to] != " " and text[at : covered_to + 1] in haystack:
            covered_to += 1
        found[at:covered_to] = [True] * (covered_to - at)
    for at, char in alone:
        if char in haystack:
            found[at] = True
    return found


@lru_cache(maxsize=4096)
def _beginnings(text: str) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
    """Where a run of two characters can begin, and the characters that are words of their own."""
    pairs = tuple((at, text[at : at + 2]) for at in range(len(text) - 1) if " " not in text[at : at + 2])
    alone = tuple((at, char) for at, char in enumerate(text) if char != " " and _stands_alone(text, at))
    return pairs, alone


def _stands_alone(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return before in ' "的为（' and after in ' "的）'
