"""The plan of one statement: its places, years, units, basis and items spotted by lexicon and small grammar, the rest as content."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.planning import words
from assistant.planning.carrying import free_words
from assistant.planning.items import everyday, spot_items
from assistant.planning.places import Places, spot_places
from assistant.planning.plan import ConceptMention, Limit, QueryPlan
from assistant.planning.question import asks
from assistant.planning.text import blanked, spaces
from index.amount import dimension, find_numbers
from index.entities import Entity, entity_of, organisation_key, place_of

_LONGEST_PLACE = 5
# 年末还结转了多少, where final accounts print both in one row.
_CARRIED_OVER = re.compile(
    r"(?<=[年期][初末底])(?P<of>财政拨款)?(?:还|共)?(?:结转|结余)(?:了|下来)?(?![和与及、]|资金|分配|下年)"
)
_PROJECT_BUDGET = re.compile(r"项目(?:的)?(?:预算|资金|经费|金额)(?:数|安排)?")
_SPENT_IN_ALL = re.compile(r"(?:花|用)了?(?:多少|几)(?:钱|万?元|亿元?)?|花(?:掉|出去)了?多少")
_PROJECT_NAME = re.compile(r"[一-鿿]{4}(?=的?$)")
_NAME = re.compile(r"[一-鿿]{2,8}$")
_BUDGET_SAID = re.compile(r"预算(?!表|绩效|资金|内|外|收支|稳定)")


@dataclass(frozen=True, slots=True)
class Library:
    """The bodies that a question may mean; ``appears`` says whether words are printed in a label of their documents.

    ``owner`` gives the name of a unit that a text holds, with that of its department.
    ``shares`` says whether words have two characters running in common with any label.
    A body that is no publisher may still be an item: a unit in the table of institutions, an office that a project is named after.
    """

    entities: tuple[str, ...]
    appears: Callable[[str, tuple[Entity, ...]], bool] = lambda words, bodies: False
    shares: Callable[[str, tuple[Entity, ...]], bool] = lambda words, bodies: True
    owner: Callable[[str], tuple[str, str] | None] = lambda text: None

    def places(self, text: str) -> Places:
        """The bodies that a text names: publishers, else the department of a unit whose whole name it says."""
        found = spot_places(text, self.entities, self.appears)
        unclear = not found.named or found.above or (len(found.entities) != 1 and not found.each_named)
        of_unit = self.owner(text) if unclear else None
        if of_unit is None:
            return found
        unit, department = of_unit
        at = text.find(unit)
        return Places((entity_of(department),), ((at, at + len(place_of(unit))),))


def statement(text: str, whole: str, language: str, library: Library) -> QueryPlan:
    """The plan of what is asked for, without what is to be done with it. ``whole`` is the text with the words of operations."""
    places = library.places(text)
    content = blanked(text, [span for span in places.spans if not _begins_a_label(text, span, library, places)])
    said = content  # a body may be called 预算编审中心, and asks for no budget by that
    content = _without_level(content, places, language, library)
    content, periods, base_year = _years(content)
    compared = base_year is not None
    explain = bool(words.EXPLAIN.search(content))
    of_final = explain and words.ABOVE_BUDGET.search(content) is not None
    content = words.ABOVE_BUDGET.sub("决算", content) if of_final else content
    yes_no = bool(words.YES_NO.search(text))
    content, premises = _premises(content, library, places.entities)
    content = words.YES_NO.sub(spaces, content) if yes_no else content
    content = words.EXPLAIN.sub(spaces, content)
    change = _asks_for_change(said, compared=compared, explain=explain)
    if premises and yes_no and words.LEVEL.search(content):
        change = False  # 增加到115万元了吗: what it came to, not by how much
        content = words.LEVEL.sub(spaces, content)
    basis = "final" if of_final else _basis(said, change)
    measure, unit = _asked_unit(text, whole)
    if measure is None and {dimension(premise.unit) for premise in premises if premise.unit} == {"count"}:
        measure = "count"  # 车辆7辆对不对
    codes = tuple(dict.fromkeys([*words.CODE.findall(content), *words.CATALOGUE.findall(content)]))
    content = everyday(_without_chat(_without_frame(content, basis, language), library, places.entities))
    if library.appears("结转和结余", places.entities):
        content = _CARRIED_OVER.sub(r"\g<of>结转和结余", content)
    content = _spent_in_all(text, content, places)
    concepts, assumed = spot_items(content, codes)
    concepts = tuple(_of_longer_name(content, mention, library, places.entities) for mention in concepts)
    concepts = tuple(m for m in concepts if not _of_project(content, m, library, places.entities))
    if basis is None and _says_budget(content, concepts):
        basis = "budget"
    return QueryPlan(
        question=whole,
        folded=text,
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
        base_year=base_year,
        direction=_direction(text) if change else None,
        measure=measure,
        unit=unit,
        missing=None if places.entities or places.unknown else "entity",
        named=places.named,
        each_named=places.each_named,
        above=places.above,
        year_end=bool(words.YEAR_END.search(text)),
        yes_no=yes_no,
        premises=premises,
        assumed=(*assumed, *_assumed_body(text, places, library)),
    )


def _spent_in_all(text: str, content: str, places: Places) -> str:
    """The content with all expenditure as the item, where a body is named and only what it spent is asked for (某局2017年花了多少钱)."""
    alone = places.named and _SPENT_IN_ALL.search(text) and not free_words(content)
    return f"{content} 支出" if alone else content


def _without_level(content: str, places: Places, language: str, library: Library) -> str:
    """The content without the words that only say again whose it is: 青石市本级, of the statement of 青石市 itself.

    Where a document tells figures of that level apart (县本级 beside 全县) the words ask for those.
    """
    content = words.OWN_KIND.sub(spaces, content)
    if places.entities and not any(entity.organisation for entity in places.entities):
        level = words.OWN_LEVEL.search(content)
        both = level is not None and all(
            library.appears(told, places.entities) for told in (level.group(), f"全{level.group()[0]}")
        )
        content = content if both else words.OWN_LEVEL.sub(spaces, content)
    elif places.entities and all("本级" in entity.name for entity in places.entities):
        content = words.OWN_LEVEL.sub(spaces, content)  # …事务局本级: whose statement it is
    return words.NAME_BEFORE_BRACKET.sub(spaces, content) if language == "en" else content


def _of_longer_name(
    content: str, mention: ConceptMention, library: Library, bodies: tuple[Entity, ...]
) -> ConceptMention:
    """A class that is only the end of a longer printed name is not what is named: 基础设施建设 of 农村基础设施建设."""
    if not mention.concepts or not all(concept.isdigit() for concept in mention.concepts):
        return mention
    before = _NAME.search(content[: mention.start])
    for start in range(before.start(), mention.start) if before else ():
        longer = content[start : mention.end]
        if library.appears(longer, bodies) or library.appears(longer.removesuffix("支出"), bodies):
            return ConceptMention(start, mention.end, ())
    return mention


def _of_project(content: str, mention: ConceptMention, library: Library, bodies: tuple[Entity, ...]) -> bool:
    """Whether 项目预算 is said of the project whose printed name stands in front of it, and not of all project expenditure."""
    if not _PROJECT_BUDGET.fullmatch(content[mention.start : mention.end]):
        return False
    before = _PROJECT_NAME.search(content[: mention.start])
    return before is not None and library.appears(before.group(), bodies)


def _begins_a_label(text: str, span: tuple[int, int], library: Library, places: Places) -> bool:
    """Whether the name of a place is printed with the words behind it: 泰州市博物馆 is a unit, 博物馆 alone a class of spending."""
    if any(start == span[1] for start, _ in places.spans):
        return False  # the name of the body goes on behind it
    behind = re.match(r"(?!人民|政府|[县区市]?委|[县区市]?政|[市县区]?办)[一-鿿]{3}", text[span[1] :])
    place = text[span[0] : span[1]]
    if re.match(r"[一-鿿]{1,3}[省市县区旗]", text[span[1] :]):
        return False  # 石家庄市长安区: a place within a place
    return (
        behind is not None and len(place) <= _LONGEST_PLACE and library.appears(place + behind.group(), places.entities)
    )


def _without_chat(content: str, library: Library, bodies: tuple[Entity, ...]) -> str:
    """The content without clauses that say why one asks, not what: no item, no code, no limit, and no word of any label."""
    parts = re.split(r"([，。：；！？（）])", content)
    for i, clause in enumerate(parts):
        words_left = free_words(clause)
        if len(words_left) < 2 or len(parts) == 1 or words.LIMITS.search(clause) or re.search(r"\d", clause):
            continue
        if spot_items(clause, ())[0] or library.shares(words_left, bodies) or asks(clause):
            continue
        parts[i] = " " * len(clause)
    return "".join(parts)


def _assumed_body(text: str, places: Places, library: Library) -> tuple[str, ...]:
    """What was taken for granted to find the body."""
    said, meant = organisation_key(places.organisation), {entity.organisation for entity in places.entities}
    behind = text[places.organisation_span[1] :][:2] if places.organisation_span else ""
    inside = bool(behind) and library.appears(
        places.organisation + behind, places.entities
    )  # 县政府督查室 is a unit of its own
    if places.regions and not said and len(places.entities) == 1:
        return (f"单位：该地在库中只有{places.entities[0].name}",)
    if said and meant and said not in meant and not inside:
        office = said in {"政府", "委"}
        as_read = "其办公室" if office else "、".join(entity.name for entity in places.entities)
        return (f"单位：“{places.organisation}”按{as_read}理解",)
    return ()


def _premises(content: str, library: Library, bodies: tuple[Entity, ...]) -> tuple[str, tuple[Limit, ...]]:
    """Amounts that a question takes for granted (是不是8.4万元吧); the printed figure answers and corrects them.

    An amount that is printed in a label (单价20万元以上的设备) names an item and stays.
    """
    premises = []
    for match in words.AMOUNT.finditer(content):
        amount = match["amount"] or match["bare"]
        around = content[match.start() - 2 : match.start()] if match.start() >= 2 else ""
        named = library.appears(amount + content[match.end() : match.end() + 2].strip(), bodies) or (
            around.strip() and library.appears(around + amount, bodies)
        )
        behind = content[match.end() :]
        price = words.QUALIFIED.search(content[: match.start()]) and not words.YES_NO.search(behind)
        if named or words.QUALIFIES.match(behind) or price:
            continue
        number = find_numbers(amount)
        if number:
            premises.append(Limit("=", number[0].value, number[0].unit, amount))
            content = content[: match.start()] + " " * len(match.group()) + content[match.end() :]
    return content, tuple(premises)


def _asks_for_change(text: str, *, compared: bool, explain: bool) -> bool:
    """Whether the change itself is asked for, not a figure whose label speaks of one."""
    if compared and words.EXCEEDED.search(text):
        return True
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
        for pattern in (words.ACCOUNT_COMPARED, words.COMPARED, words.CHANGE, words.CHANGE_REST):
            content = pattern.sub(spaces, content)
    if basis == "previous":
        content = words.PREVIOUS.sub(spaces, content)
    if basis == "final":
        content = words.FINAL.sub(spaces, content)
    return words.ENGLISH.sub(spaces, content)


def _says_budget(content: str, concepts: tuple[ConceptMention, ...]) -> bool:
    """Whether 预算 is said of the figure and not only inside an item's name (政府采购预算, 一般公共预算收入)."""
    rest = blanked(content, tuple((mention.start, mention.end) for mention in concepts))
    return _BUDGET_SAID.search(words.FUND_WITH_BUDGET.sub("", rest)) is not None


def _years(content: str) -> tuple[str, tuple[int, ...], int | None]:
    """Years of the question and the one that is only compared with (较2020年预算)."""
    years: list[int] = []
    base_year: int | None = None
    for match in words.YEAR.finditer(content):
        if re.search(r"《[^》]*$|<[^>]*$", content[: match.start()]) or _part_of_number(content, match):
            continue
        before = content[max(0, match.start() - 6) : match.start()]
        after = content[match.end() : match.end() + 12]
        joined = re.search(r"(?:与|跟|同|和)$", before)
        if joined and not re.match(r"的?(?:预算|决算|执行)?数?(?:安排)?(?:相?比|相较|比较|持平)", after):
            pass
        elif re.search(
            r"(?:较|相?比|与|跟|同|和|以|超过|超出|高于|低于|多于|少于|with the |to the |with |to )$", before
        ) and re.search(
            r"^的?(?:预算|决算|执行)?数?(?:相?比|相较|比较|budget|[减增少多变上下涨跌升降高低？，。吗了怎如]|是|有|$| )",
            after,
        ):
            base_year = int(match.group(1))
            account = words.ACCOUNT_OF_BASE.match(content, match.end())
            content = blanked(content, [(match.start(), account.end() if account else match.end())])
            continue
        years.append(int(match.group(1)))
        content = blanked(content, [match.span()])
    return content, tuple(dict.fromkeys(years)), base_year


def _part_of_number(content: str, match: re.Match[str]) -> bool:
    return content[match.start() - 1 : match.start()].isdigit() or content[match.end(1) : match.end(1) + 1].isdigit()


def _asked_unit(text: str, whole: str) -> tuple[str | None, str | None]:
    """The unit asked for; one that went with the words of an operation (多几辆) counts, 几家 does not."""
    found = _unit(text)
    if found != (None, None) or text == whole:
        return found
    measure, unit = _unit(whole)
    return (measure, unit) if measure in {"money", "area"} or unit is not None else (None, None)


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
    apart = words.COMPARED.sub(
        "", words.ACCOUNT_COMPARED.sub("", text)
    )  # 决算 of what is compared asks for no final account
    if words.COMPARED.search(text) and not words.FINAL.search(apart):
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
