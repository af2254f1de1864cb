"""Which publishing bodies a question means: by region name, short name or pinyin, and by the organisation named beside it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.planning.body_names import own_names, unlisted_places, without_city
from assistant.planning.text import blanked
from index.cleaning import squash
from index.entities import ORGANISATION, Entity, entity_of, long_forms, organisation_key, place_of, same_organisation
from index.regions import Gazetteer, Region
from index.short_names import beginnings, shortens

_LATIN_NAME = re.compile(
    r"\b[A-Z][A-Za-z]+(?:'(?!s\b)[A-Za-z]+)*(?: (?:County|City|District|Province|Municipal|xian|shi|qu))?\b"
)
_ENGLISH_OFFICE = re.compile(
    r"\b(?:the )?(?:people'?s )?(?:government(?: office)?|party committee(?: office)?|committee office)\b", re.I
)
_PLACE = re.compile(r"(?:[省市县区州旗镇乡]|街道)$")
_LEVELS = frozenset("省市县区州旗镇乡")
_OFFICE_OF_TOWN = re.compile(r"人民政府|政府|办事处|街道办|办")
# What may stand before the name of a body: no part of a longer name (国家林业局).
_BEFORE_OFFICE = r"(?:(?<![一-鿿])|(?<=[年度的问知查看，在]))(?:我们?|本|该)?[省市县区旗]?"
_OFFICE_ENDS = ("局", "委员会", "厅", "院", "中心", "站", "学校", "联合会", "总工会")
_ABBREVIATION = r"[一-鿿]{1,7}?(?:局|委|办|厅|院|中心|站|会|校|所|队|馆)"
_BODY_FIRST = re.compile(
    rf"(?:请问|查询?|问)?(?P<body>(?![本我全各该哪每贵你])[一-鿿]{{2,3}}(?<![城都])[县区市旗]{_ABBREVIATION})(?=[的在有是]|(?:19|20)?\d\d年|今年|去年|本年)"
)
_BEFORE_NAME = re.compile(r"(?:[的年度在查问看下是对和与及比较：，、]|告诉我|关于|请问|查询)$")
_SHORTEST_OFFICE = 3
_LONGEST_NAME = 30
_KINDS_OF_THREE = "院校中小馆所站队局"
_FUNCTION = re.compile(r"的|是|有|年|多少|\d|在|预算|经费")


class Bodies:
    """The publishing bodies of a library, prepared once: by printed name and by the regions that they lie in."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.entities = tuple(entity_of(name) for name in names)
        printed = [(squash(entity.name), entity) for entity in self.entities]
        self.printed = tuple(printed)
        short = (*own_names(printed), *without_city(printed))
        self.short = tuple(sorted(short, key=lambda each: -len(each[0])))  # the longest of a body's names counts
        self.unlisted = [(place, entity) for name, entity in printed for place in unlisted_places(name, entity)]
        self.codes = frozenset(code for entity in self.entities for code in entity.codes)
        self.by_beginning: dict[str, list[Entity]] = {}
        for entity in self.entities:
            for beginning in beginnings(squash(entity.name)):
                self.by_beginning.setdefault(beginning, []).append(entity)
        self.own: dict[str, list[Entity]] = {}
        self.within: dict[str, list[Entity]] = {}
        for entity in self.entities:
            for at, region in enumerate(entity.regions):
                self.within.setdefault(region.code, []).append(entity)
                if at == 0:
                    self.own.setdefault(region.code, []).append(entity)

    @staticmethod
    @lru_cache(maxsize=8)
    def of(names: tuple[str, ...]) -> "Bodies":
        """The bodies of these names."""
        return Bodies(names)


@dataclass(frozen=True, slots=True)
class Places:
    """The bodies meant, the spans of the question that named them, and what could not be found."""

    entities: tuple[Entity, ...]
    spans: tuple[tuple[int, int], ...]
    regions: tuple[str, ...] = ()
    organisation: str = ""
    organisation_span: tuple[int, int] | None = None
    unknown: str = ""
    each_named: bool = False
    above: bool = False

    @property
    def named(self) -> bool:
        """Whether the question names a place or body itself."""
        return bool(self.spans or self.regions or self.organisation)


def spot_places(text: str, library: tuple[str, ...], appears: Callable[[str, tuple[Entity, ...]], bool]) -> Places:
    """Resolve the bodies of a folded question against the entities of a library: by place and office, else by a shortened name.

    ``appears`` tells bodies that documents name inside (a unit, an office a project is called after) from unknown publishers.
    """
    bodies = Bodies.of(library)
    found = _by_place_and_office(text, bodies, library, appears)
    settled = len(found.entities) == 1 or found.each_named
    if settled and (found.each_named or found.organisation or not found.spans):
        return found
    short = _shortened(text, bodies)
    if settled and (short is None or short.entities != found.entities):
        return found
    return short or found


def _by_place_and_office(
    text: str, bodies: Bodies, library: tuple[str, ...], appears: Callable[[str, tuple[Entity, ...]], bool]
) -> Places:
    entities, codes = bodies.entities, bodies.codes
    full = _full_names(text, bodies)
    if full:
        return _beside(full, text, library, appears)
    gazetteer = Gazetteer.load()
    mentions = [(m.start, m.end, m.candidates) for m in gazetteer.mentions(text, stems=codes)]
    mentions += _latin_mentions(text, gazetteer, codes)
    mentions = sorted(_outside_quotes(text, mentions))
    spans = tuple((start, end) for start, end, _ in mentions)
    organisation, span, chinese = _organisation(text, list(spans))
    if not mentions and not organisation:
        office = _own_name(text, entities)
        if office is not None:
            return office
        foreign = _unheard_of(text)
        if foreign is not None and not appears(squash(text[slice(*foreign.spans[0])]), entities):
            return foreign
        return Places(entities if len(entities) == 1 else (), (), ())
    named = _named_bodies(text, mentions, bodies, gazetteer)
    regions = tuple(candidates[0].name for _, _, candidates in mentions)
    if mentions and not named.entities:
        unknown = _joined(text, list(spans), span) or text[spans[0][0] : spans[-1][1]]
        return Places((), spans, regions, organisation, span, unknown)
    chosen = named.entities if mentions else entities
    if named.each:
        spans = (*spans, *_own_offices(text, spans, chosen))
    if not organisation:
        areas = tuple(entity for entity in chosen if entity.is_area)  # a place named alone is the place itself
        chosen = areas if areas and not named.each else chosen
        return Places(chosen, spans, regions, each_named=named.each, above=named.above)
    key = organisation_key(organisation)
    fitting = tuple(entity for entity in chosen if named.each or same_organisation(key, entity.organisation))
    if fitting and not named.above:
        return Places(fitting, (*spans, span or (0, 0)), regions, organisation, span, each_named=named.each)
    general = key in {"政府", "委", "政府办", "委办"}
    inside = len(key) >= _SHORTEST_OFFICE and appears(
        squash(organisation), chosen
    )  # 人大代表建议 tells nothing of 人大
    if not named.above and not general and chinese and inside:
        return Places(chosen, spans, regions, each_named=named.each)
    unknown = _joined(text, list(spans), span) or "".join(text[s:e] for s, e in spans) + organisation
    return Places((), (*spans, span or (0, 0)), regions, organisation, span, unknown)


def _beside(
    full: Places, text: str, library: tuple[str, ...], appears: Callable[[str, tuple[Entity, ...]], bool]
) -> Places:
    """Bodies named in full, with those that the rest of the question names by place or in short."""
    rest = blanked(text, full.spans)
    others = spot_places(rest, tuple(name for name in library if name not in {e.name for e in full.entities}), appears)
    if not others.named or not others.entities or others.above:
        return full
    spans = sorted([*full.spans, *others.spans])
    order = {entity.name: start for (start, _), entity in zip(full.spans, full.entities, strict=True)}
    starts = [start for start, _ in others.spans]
    order |= {entity.name: starts[min(i, len(starts) - 1)] for i, entity in enumerate(others.entities)}
    named = sorted((*full.entities, *others.entities), key=lambda entity: order[entity.name])
    return Places(tuple(named), tuple(spans), each_named=True)


@dataclass(frozen=True, slots=True)
class _Named:
    entities: tuple[Entity, ...]
    each: bool = False
    above: bool = False


def _named_bodies(
    text: str, mentions: list[tuple[int, int, tuple[Region, ...]]], bodies: Bodies, gazetteer: Gazetteer
) -> _Named:
    """The bodies of the places named: each place's own, or those below it where no lower place is named."""
    groups: list[tuple[Entity, ...]] = []
    above = False
    for start, end, candidates in mentions:
        narrowed = gazetteer.narrow(candidates, text[:start] + text[end:])
        codes = _codes(narrowed, gazetteer)
        own = tuple(e for code in codes for e in bodies.own.get(code, ()) if _level_fits(text, end, e))
        below = tuple(dict.fromkeys(e for code in codes for e in bodies.within.get(code, ())))
        if own:
            groups.append(own)
        elif below and (len(mentions) == 1 or (not groups and start == mentions[-1][0])):
            groups.append(below)
            above = True
        elif not below:
            return _Named(())
    chosen = tuple(dict.fromkeys(entity for group in groups for entity in group))
    return _Named(chosen, each=len(groups) > 1 and len(chosen) == len(groups), above=above)


def _own_offices(text: str, spans: tuple[tuple[int, int], ...], bodies: tuple[Entity, ...]) -> list[tuple[int, int]]:
    """Where several bodies are named, the words behind each place that name its own office."""
    found = []
    for _, end in spans:
        start = end + len(text[end:]) - len(text[end:].lstrip())
        match = ORGANISATION.match(text[start:])
        if match and any(same_organisation(organisation_key(match.group()), body.organisation) for body in bodies):
            found.append((start, start + match.end()))
    return found


def _codes(candidates: tuple[Region, ...], gazetteer: Gazetteer) -> list[str]:
    """The codes of regions and of those that go on for them."""
    after = [found.code for region in candidates if (found := gazetteer.successor(region))]
    return list(dict.fromkeys([*(region.code for region in candidates), *after]))


def _level_fits(text: str, end: int, entity: Entity) -> bool:
    """馆陶 may be followed by its own 县, and not by 镇 or 市, which make it another place."""
    following = text[end : end + 1]
    own = entity.regions[0].name
    return following not in _LEVELS or following == own[-1] or text[:end].endswith(own)


def _joined(text: str, spans: list[tuple[int, int]], organisation: tuple[int, int] | None) -> str:
    """The body as the question names it: places and organisation that stand side by side (西安市长安区教育局)."""
    ordered = sorted([*spans, *([organisation] if organisation else [])])
    side_by_side = all(left[1] == right[0] for left, right in pairwise(ordered))
    return text[ordered[0][0] : ordered[-1][1]] if ordered and side_by_side else ""


def _shortened(text: str, bodies: Bodies) -> Places | None:
    """The one body whose name the question says with characters left out: 青石三小, 青石湾管委会."""
    for start in range(len(text) - 1):
        if start and "一" <= text[start - 1] <= "鿿" and not _BEFORE_NAME.search(text[:start]):
            continue
        known = bodies.by_beginning.get(text[start : start + 2], ())
        for end in range(min(len(text), start + _LONGEST_NAME), start + _SHORTEST_OFFICE - 1, -1):
            said = text[start:end]
            if len(said) == _SHORTEST_OFFICE and said[-1] not in _KINDS_OF_THREE:
                continue  # 五中院, and no 青石办 of 青石办公开支
            meant = [entity for entity in known if said == squash(entity.name) or shortens(said, squash(entity.name))]
            if len(meant) == 1 and _stands_alone(text, start, end, meant[0]):
                return Places((meant[0],), ((start, end),))
    return None


def _full_names(text: str, bodies: Bodies) -> Places | None:
    """Printed names in full or without their places; a longer name around one (…信息中心) is an item and not the publisher."""
    best: list[tuple[int, int, Entity]] = []
    for name, entity in bodies.printed:
        at = text.find(name)
        if at >= 0 and all(entity.name != other.name for _, _, other in best):
            end = _office_behind(text, at + len(name), name)
            of_other = _PLACE.search(name) and ORGANISATION.match(text[end:])  # 青石县教育局 is not 青石县
            nowhere = not entity.regions and not place_of(name)  # a body that is only called 教育局
            if not of_other and not (nowhere and not _stands_alone(text, at, end, entity)):
                best.append((_county_before(text, at, entity), end, entity))
    for name, entity in bodies.short:
        at = text.find(name)
        if at >= 0 and all(entity.name != other.name for _, _, other in best):
            start = min(_county_before(text, at, entity), _own_words_before(text, at, name, entity))
            end = _office_behind(text, at + len(name), name)
            if _stands_alone(text, start, end, entity):
                best.append((start, end, entity))
    best = [each for each in best if not any(_inside(each, other) for other in best)]
    if not best:
        return _abbreviated(text, bodies)
    named = tuple(entity for _, _, entity in sorted(best, key=lambda each: each[:2]))
    return Places(named, tuple((start, end) for start, end, _ in best), each_named=len(named) > 1)


def _inside(inner: tuple[int, int, Entity], outer: tuple[int, int, Entity]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner[:2] != outer[:2]


def _office_behind(text: str, end: int, name: str) -> int:
    """Behind the 人民政府 or 办事处 of a town that is named without it."""
    tail = _OFFICE_OF_TOWN.match(text, end) if name.endswith(("镇", "乡", "街道")) else None
    return tail.end() if tail else end


def _stands_alone(text: str, start: int, end: int, entity: Entity) -> bool:
    """Whether a name without its places is no part of another: no other place in front (南京市昌州幼儿园), no office behind."""
    if start and "一" <= text[start - 1] <= "鿿" and not _BEFORE_NAME.search(text[:start]):
        return False
    if ORGANISATION.match(text[end:]):
        return False
    rest = f"{text[:start]}，{text[end:]}"
    others = Gazetteer.load().mentions(rest, stems=frozenset())
    return all(entity.codes & {region.code for region in mention.candidates} for mention in others)


def _abbreviated(text: str, bodies: Bodies) -> Places | None:
    """The one body of a place that no list of regions holds, by its place and an abbreviation of its name (某区城管局)."""
    named: dict[str, tuple[Entity, tuple[int, int]]] = {}
    for place, entity in bodies.unlisted:
        found = re.search(rf"{re.escape(place)}(?P<name>{_ABBREVIATION})", text)
        if found and same_organisation(organisation_key(found["name"]), _organisation_of(entity)):
            named[entity.name] = (entity, found.span())
    if len(named) != 1:
        return None
    entity, span = next(iter(named.values()))
    return Places((entity,), (span,))


def _organisation_of(entity: Entity) -> str:
    """The key of the organisation of a body whose place no list of regions holds."""
    name = squash(entity.name)
    places = unlisted_places(name, entity)
    return organisation_key(name[len(places[0]) :] if places else name)


def _unheard_of(text: str) -> Places | None:
    """A body at the beginning of a question, of a place that no list of regions holds and no body of the library lies in."""
    found = _BODY_FIRST.match(text)
    return Places((), (found.span("body"),), unknown=found["body"]) if found else None


def _own_name(text: str, entities: tuple[Entity, ...]) -> Places | None:
    """The one body of a library whose own name is said without its place (林业局, 县林业局)."""
    named = {}
    for entity in entities:
        forms = "|".join(map(re.escape, long_forms(entity.organisation)))
        found = re.search(rf"{_BEFORE_OFFICE}委?(?:{forms})", text)
        if found and len(entity.organisation) >= _SHORTEST_OFFICE and entity.organisation.endswith(_OFFICE_ENDS):
            named[entity.name] = (entity, found.span())
    if len(named) != 1:
        return None
    entity, span = next(iter(named.values()))
    return Places((entity,), (span,))


def _county_before(text: str, at: int, entity: Entity) -> int:
    """Where the names of the regions begin that stand directly before a town's name."""
    start = at
    for region in entity.regions:
        stem = region.name[:-1] if len(region.name) >= _SHORTEST_OFFICE else region.name
        for name in (region.name, stem):
            if text[:start].endswith(name):
                start -= len(name)
                break
    return start


def _own_words_before(text: str, at: int, short: str, entity: Entity) -> int:
    """Where more of a body's own name begins directly before its short one: 两江新区云锦小学 of 重庆两江新区云锦小学校."""
    name = squash(entity.name).partition(short)[0]
    said = [part for form in (name, name[:-1]) for n in range(len(form)) if text[:at].endswith(part := form[n:])]
    return at - max(map(len, said), default=0)  # 武隆赵家乡小学 of 武隆区赵家乡小学


def _latin_mentions(
    text: str, gazetteer: Gazetteer, codes: frozenset[str]
) -> list[tuple[int, int, tuple[Region, ...]]]:
    found = []
    for match in _LATIN_NAME.finditer(text):
        candidates = gazetteer.find(match.group())
        if candidates and len(match.group()) > 4 and any(candidate.code in codes for candidate in candidates):
            found.append((match.start(), match.end(), tuple(c for c in candidates if c.code in codes)))
    return found


def _outside_quotes(
    text: str, mentions: list[tuple[int, int, tuple[Region, ...]]]
) -> list[tuple[int, int, tuple[Region, ...]]]:
    """A place inside 《…》 is part of a title; it stays in the content and still tells the place if nothing else does."""
    quoted = [match.span() for match in re.finditer(r"《[^》]*》|<[^>]*>", text)]
    outside = [m for m in mentions if not any(start <= m[0] < end for start, end in quoted)]
    return outside or mentions


def _organisation(text: str, spans: list[tuple[int, int]]) -> tuple[str, tuple[int, int] | None, bool]:
    """The organisation named directly behind a place, or 县政府办 and the like anywhere; whether it was said in Chinese."""
    for _, end in sorted(spans, reverse=True):
        rest = text[end:].lstrip()
        offset = end + len(text[end:]) - len(rest)
        match = ORGANISATION.match(rest)
        if match and not _FUNCTION.search(match.group()):
            return match.group(), (offset, offset + match.end()), True
    match = re.search(r"(?:[县区市省][政府委]+办(?:公室)?|(?:中共)?[县区市省]委办公?室?|政府办公室|政府办)", text)
    if match:
        return match.group(), match.span(), True
    english = _ENGLISH_OFFICE.search(text)
    if english and spans:
        return ("委办" if "committee" in english.group().lower() else "政府办"), english.span(), False
    return "", None, False
