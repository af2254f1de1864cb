"""A question to a QueryPlan: places, years, units, basis and items spotted by lexicon and small grammar, the rest kept as content."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from assistant.planning import words
from assistant.planning.places import spot_places
from assistant.planning.plan import ConceptMention, QueryPlan
from assistant.planning.question import fold, language_of
from index.cleaning import squash
from index.concepts import Concepts
from index.entities import organisation_key

_BARE_SIDE = re.compile(
    r"(?:预算|总|全年|年度|全部|的|了|是|有|安排)*(?P<side>收入|支出)(?:预算|总额|总数|安排|的|了|是|有)*"
)
_TOTALS = frozenset({"expenditure", "income", "budget_total"})


def plan(question: str, library: tuple[str, ...], appears: Callable[[str], bool] = lambda words: False) -> QueryPlan:
    """The plan of a question against a library of publishing bodies.

    ``appears`` says whether words are printed in a label of the library: a body that is no publisher may still be an item
    (a unit in the table of institutions, an office that a project is named after).
    """
    folded = fold(question)
    language = language_of(question)
    text = _translate(folded) if language == "en" else folded
    places = spot_places(text, library, appears)
    content = _blank(text, places.spans)
    if language == "en":
        content = words.NAME_BEFORE_BRACKET.sub(_spaces, content)
    content, periods, compared = _years(content)
    if words.YES_NO.search(text):
        # 三公经费是不是8.4万元: the amount is a premise; the printed figure answers and corrects it.
        content = words.YES_NO.sub(_spaces, words.AMOUNT.sub(_spaces, content))
    explain = bool(words.EXPLAIN.search(content))
    content = words.EXPLAIN.sub(_spaces, content)
    change = _asks_for_change(text, compared=compared, explain=explain)
    basis = _basis(text, change)
    measure, unit = _unit(text)
    codes = tuple(dict.fromkeys([*words.CODE.findall(content), *words.CATALOGUE.findall(content)]))
    content = _everyday(_without_frame(content, basis, language))
    concepts, assumed = _items(content, codes)
    said, meant = organisation_key(places.organisation), {entity.organisation for entity in places.entities}
    behind = text[places.organisation_span[1] :][:2] if places.organisation_span else ""
    inside = bool(behind) and appears(places.organisation + behind)  # 县政府督查室 is a unit of its own
    if places.regions and not said and len(places.entities) == 1:
        assumed = (*assumed, f"单位：该地在库中只有{places.entities[0].name}")
    if said and meant and said not in meant and not inside:
        assumed = (*assumed, f"单位：“{places.organisation}”按其办公室理解")
    if basis is None and _says_budget(content, concepts):
        basis = "budget"
    return QueryPlan(
        question=question,
        folded=folded,
        language=language,
        content=_clear(content, concepts),
        operation="explain" if explain else "lookup",
        entities=places.entities,
        regions_asked=places.regions,
        organisation_asked=places.organisation,
        unknown_place=places.unknown,
        periods=periods,
        concepts=concepts,
        codes=codes,
        basis=basis,
        direction=_direction(text) if change else None,
        measure=measure,
        unit=unit,
        missing=None if places.entities or places.unknown else "entity",
        each_named=places.each_named,
        above=places.above,
        year_end=bool(words.YEAR_END.search(text)),
        assumed=assumed,
    )


def _asks_for_change(text: str, *, compared: bool, explain: bool) -> bool:
    """Whether the change itself is asked for, not a figure whose label speaks of one."""
    if not words.CHANGE.search(text):
        return False
    return (
        compared
        or explain
        or bool(words.YES_NO.search(text))
        or bool(words.COMPARED.search(text))
        or bool(words.HOW_CHANGED.search(text))
    )


def _direction(text: str) -> str | None:
    up, down = bool(words.UP.search(text)), bool(words.DOWN.search(text))
    return None if up == down else "增加" if up else "减少"


def _without_frame(content: str, basis: str | None, language: str) -> str:
    """The content without the words that told its basis, and without the English frame."""
    if basis == "change":
        for pattern in (words.COMPARED, words.CHANGE, words.CHANGE_REST):
            content = pattern.sub(_spaces, content)
    if basis == "previous":
        content = words.PREVIOUS.sub(_spaces, content)
    if basis == "final":
        content = words.FINAL.sub(_spaces, content)
    return words.ENGLISH.sub(_spaces, content) if language == "en" else content


def _items(content: str, codes: tuple[str, ...]) -> tuple[tuple[ConceptMention, ...], tuple[str, ...]]:
    """The budget items named, and what was assumed to find them."""
    concepts = spot_concepts(content)
    if codes or any(concept.isdigit() for mention in concepts for concept in mention.concepts):
        # 2013105支出合计: beside a classified item the words for a total name its column, not the office's total.
        concepts = tuple(mention for mention in concepts if mention.concepts[0] not in _TOTALS)
    side = _BARE_SIDE.fullmatch("".join(words.ASKING.sub("", content).split()))
    if not concepts and not codes and side:
        at = content.find(side["side"])
        return (ConceptMention(at, at + 2, ("income" if side["side"] == "收入" else "expenditure",)),), ()
    if not concepts and not codes and _only_budget(content):
        return _budget_total(content), ("项目：“预算”指预算总额",)
    return concepts, ()


def spot_concepts(text: str) -> tuple[ConceptMention, ...]:
    """Budget items named in a text, longest form first, without overlaps."""
    found: list[ConceptMention] = []
    taken = [False] * len(text)
    for form, ids in _forms():
        at = text.find(form)
        while at >= 0:
            end = at + len(form)
            if not any(taken[at:end]):
                found.append(ConceptMention(at, end, ids))
                taken[at:end] = [True] * len(form)
            at = text.find(form, at + 1)
    return tuple(_with_parts(text, sorted(found, key=lambda mention: mention.start)))


def _with_parts(text: str, mentions: list[ConceptMention]) -> Iterator[ConceptMention]:
    """An item followed by a word for one of its parts is that part: 公车的运维费, 政府采购中的货物."""
    concepts = Concepts.load()
    for mention in mentions:
        if text.startswith("支出", mention.end) and all(_is_income(concept, concepts) for concept in mention.concepts):
            # 政府性基金预算拨款支出 is no income, whatever its first words name.
            yield ConceptMention(mention.start, mention.end + 2, ())
            continue
        parts = [concepts.by_id[part] for concept in mention.concepts for part in concepts.parts(concept)]
        forms = sorted(((form, part.id) for part in parts for form in part.within), key=lambda pair: -len(pair[0]))
        found = None
        for form, part in forms:
            match = re.compile(rf"(?:里|中|其中)?的?{re.escape(form)}").match(text, mention.end)
            if match:
                found = ConceptMention(mention.start, match.end(), (part,))
                break
        yield found or mention


def _is_income(concept: str, concepts: Concepts) -> bool:
    return concept == "income" or concepts.is_part_of(concept, "income")


def _everyday(content: str) -> str:
    """Quoted single characters set free, offered alternatives (是行政还是事业) blanked, fixed phrases in printed form."""
    content = re.sub(r'"(\S)"', r" \1 ", content)
    content = re.sub(r"是[^，。？ ]{1,8}还是[^，。？ ]{1,8}(?=$|[，。？ ])", _spaces, content)
    content = re.sub(r"每?一[台个张把辆套件](?=多少|几)|每[台个张把辆套件](?=多少|几)", " 单价 ", content)
    return content.replace("经费由什么保障", "经费保障形式")


def _says_budget(content: str, concepts: tuple[ConceptMention, ...]) -> bool:
    """Whether 预算 is said of the figure and not only inside an item's name (政府采购预算, 一般公共预算收入)."""
    rest = _blank(content, tuple((mention.start, mention.end) for mention in concepts))
    return bool(re.search(r"预算(?!表|绩效|资金|内|外|收支)", rest))


def _only_budget(content: str) -> bool:
    """Whether a question names no item but the budget itself (预算多少, 预算比上年增减多少)."""
    rest = words.PARTICLES.sub("", words.WEAK.sub("", words.ASKING.sub("", content)))
    return "预算" in content and not re.sub(r"[\s\"（）]", "", rest)


def _budget_total(content: str) -> tuple[ConceptMention, ...]:
    at = content.find("预算")
    return (ConceptMention(at, at + 2, ("budget_total", "expenditure", "income")),)


@cache
def _forms() -> list[tuple[str, tuple[str, ...]]]:
    forms: dict[str, list[str]] = {}
    for concept in Concepts.load().by_id.values():
        for form in (concept.name, *concept.printed, *concept.asked):
            key = squash(form)
            variants = {key, key.replace('"', "")}
            if len(key) >= 2 and key not in {"收入", "支出"}:
                for variant in variants:
                    known = forms.setdefault(variant, [])
                    if concept.id not in known:
                        known.append(concept.id)
    return [(form, tuple(ids)) for form, ids in sorted(forms.items(), key=lambda pair: (-len(pair[0]), pair[0]))]


def _blank(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _translate(text: str) -> str:
    for pattern, term in words.EN_TERMS:
        text = pattern.sub(f" {term} ", text)
    return text


def _years(content: str) -> tuple[str, tuple[int, ...], bool]:
    """Years of the question and whether one of them is only compared with (较2020年预算)."""
    years: list[int] = []
    compared = False
    for match in words.YEAR.finditer(content):
        if re.search(r"《[^》]*$|<[^>]*$", content[: match.start()]) or _part_of_number(content, match):
            continue
        before = content[max(0, match.start() - 6) : match.start()]
        after = content[match.end() : match.end() + 12]
        if re.search(r"(?:较|相?比|与|跟|同|和|以|with the |to the |with |to )$", before) and re.search(
            r"^的?(?:预算|决算|执行)?数?(?:相?比|相较|比较|budget|[减增少多变上下]|是|有|$| )", after
        ):
            compared = True
        else:
            years.append(int(match.group(1)))
        content = content[: match.start()] + " " * len(match.group()) + content[match.end() :]
    return content, tuple(dict.fromkeys(years)), compared


def _part_of_number(content: str, match: re.Match[str]) -> bool:
    return content[match.start() - 1 : match.start()].isdigit() or content[match.end(1) : match.end(1) + 1].isdigit()


def _unit(text: str) -> tuple[str | None, str | None]:
    found = [(measure, unit) for pattern, measure, unit in words.UNITS if pattern.search(text)]
    if len({measure for measure, _ in found}) > 1 and not any(unit for _, unit in found):
        return None, None  # 单价和数量: several measures are asked for
    if found and found[0] == ("money", None) and "占" in text:
        return None, None  # …金额占合同金额多少 asks for a share
    return found[0] if found else (None, None)


def _basis(text: str, change: bool) -> str | None:
    if change:
        return "change"
    if words.COMPARED.search(text) and not words.FINAL.search(text):
        return "change"
    if words.FINAL.search(text):
        return "final"
    if words.PREVIOUS.search(text):
        return "previous"
    return None


def _clear(content: str, concepts: tuple[ConceptMention, ...]) -> str:
    """Blank asking words and particles, but never inside an item that was understood."""
    kept = [(mention.start, mention.end) for mention in concepts]

    def blank(match: re.Match[str]) -> str:
        if any(start < match.end() and match.start() < end for start, end in kept):
            return match.group()
        return " " * len(match.group())

    return words.ASKING.sub(blank, content)
