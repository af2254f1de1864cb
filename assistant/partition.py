"""One plan to single plans: a plan for each body and each item that it names."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from assistant.planning.carrying import free_words, in_row_of
from assistant.planning.plan import QueryPlan
from assistant.planning.words import YEARS_JOINED

_JOINT = re.compile(r"(?:和|与|跟|同)(?![^，。]{1,8}(?:有关|相关))|及|以及|加上?|、|，|还有|并|或|；")
# Words in front of a list say where its items stand (行政运行科目里，基本支出和项目支出).
_HEAD = re.compile(
    r"^[^ ].*?(?:(?:里面?|当中|下面|表上)(?:的|，)*|(?:(?<!其)中|内|下)(?:的|，)+|(?<=[目出费入表产])(?:中|内"
    r"|下)(?:的|，)*)(?=[^里中内下的，])"
)
_TOGETHER = frozenset({"sum", "compare", "difference", "average", "rank", "maximum", "minimum"})
_SHARED_TAIL = re.compile(
    r"的?(?P<tail>单价|数量|价值|账面价值|面积|金额|合计|总价|总额|指标值|目标值|预算数|预算资金|年度预算数"
    r"|单位性质|单位规格|经费保障形式)(?P<rest>[^，。]*)$"
)
_COLUMN_ITEMS = re.compile(r".的(?:基本支出|项目支出|人员经费|公用经费)$")
_MOST_PIECES = 6
_MEASURES = (("面积", "area"), ("数量", "count"), ("价值", "money"))


def single_bodies(plan: QueryPlan) -> list[QueryPlan]:
    """A plan for each body, in the order named; the plan itself where it names one or none."""
    if not plan.each_named or len(plan.entities) < 2:
        return [plan]
    whole = {entity.name for entity in plan.entities}
    paired = len(plan.periods) == len(plan.entities) and YEARS_JOINED.search(plan.question) is None
    return [
        replace(
            plan,
            periods=plan.periods[at : at + 1] if paired else plan.periods,  # A县2019年和B县2020年: each its own
            entities=(entity,),
            each_named=False,
            parts=tuple(_of_body(part, entity.name, whole) for part in plan.parts),
        )
        for at, entity in enumerate(plan.entities)
    ]


def _of_body(part: QueryPlan, name: str, whole: set[str]) -> QueryPlan:
    if part.over == "entities" and not {entity.name for entity in part.entities} <= whole:
        return part  # 新乐的…占五家总和: the whole is of all, whoever the part is of
    entities = tuple(entity for entity in part.entities if entity.name == name)
    return replace(part, entities=entities or part.entities, each_named=False) if entities else part


def item_partitions(plan: QueryPlan) -> Iterator[list[QueryPlan]]:
    """The ways to read the items of a plan, the likeliest first: as one name, or as several joined by 和, commas and the like."""
    yield from (_of_one_row(partition) for partition in _partitions(plan))


def _of_one_row(partition: list[QueryPlan]) -> list[QueryPlan]:
    """Columns of one row, of which only the first says the row: 高中教育公用经费和项目支出."""
    first, *others = partition
    return [first, *(in_row_of(first, other) for other in others)]


def _partitions(plan: QueryPlan) -> Iterator[list[QueryPlan]]:
    pieces = pieces_of(plan)
    if len(pieces) < 2 or len(pieces) > _MOST_PIECES:
        yield [plan]
        return
    headed = _headed(plan, pieces)
    if headed is not None:
        yield [plan]
        yield headed
        return
    named = [piece for piece in pieces if any(piece[0] <= m.start < piece[1] for m in plan.concepts)]
    several_items = len(named) == len(pieces)
    if not several_items:
        yield [plan]
        yield from _sharing_a_noun(plan, pieces)
    elif _COLUMN_ITEMS.search(plan.content[slice(*pieces[-1])].rstrip()):
        shared = list(_sharing_a_noun(plan, pieces))
        yield from shared  # 行政运行和专项业务的项目支出: the column of both rows
        if shared:
            return
    yield [_only(plan, piece, pieces) for piece in pieces]
    for merged in _mergers(pieces):
        yield [_only(plan, piece, merged) for piece in merged]
    yield from _sharing_a_clause(plan, pieces)
    if several_items:
        yield from _sharing_a_noun(plan, pieces)
        yield [plan]


def _mergers(pieces: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Every way to join neighbouring pieces again into at least two names, the most parts first (建设、维护、管理 is one name)."""
    found = []
    for parts in range(len(pieces) - 1, 1, -1):
        for cuts in combinations(range(1, len(pieces)), parts - 1):
            edges = [0, *cuts, len(pieces)]
            found.append([(pieces[a][0], pieces[b - 1][1]) for a, b in pairwise(edges)])
    return found


def pieces_of(plan: QueryPlan) -> list[tuple[int, int]]:
    """Spans of the content between joints, each with a word of its own; joints inside an item's name do not count."""
    content = plan.content
    inside = [(mention.start, mention.end) for mention in plan.concepts]
    inside += [match.span() for match in re.finditer(r'《[^》]*》|"[^"]*"', content)]
    edges = [
        match.span()
        for match in _JOINT.finditer(content)
        if not any(start < match.end() and match.start() < end for start, end in inside)
        and (match.group() != "，" or _lists(plan, match.start(), match.end()))
    ]
    spans, at = [], 0
    for start, end in [*edges, (len(content), len(content))]:
        spans.append((at, start))
        at = end
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if free_words(content[start:end]) or any(start <= first < end for first, _ in inside):
            kept.append((start, end))
    return kept


def _only(plan: QueryPlan, piece: tuple[int, int], pieces: list[tuple[int, int]]) -> QueryPlan:
    """The plan of one piece; a measure behind the last piece (…的单价) is said of all of them."""
    keep = [piece]
    last = pieces[-1]
    tail = _SHARED_TAIL.search(plan.content[last[0] : last[1]].rstrip())
    if tail and free_words(plan.content[last[0] : last[0] + tail.start()]):
        keep.append((last[0] + tail.start(), last[1]))
    return _kept(plan, keep)


def _sharing_a_noun(plan: QueryPlan, pieces: list[tuple[int, int]]) -> Iterator[list[QueryPlan]]:
    """Every piece with the noun behind 的 of the last: A经费和B经费的项目编码."""
    start, end = pieces[-1]
    cut = plan.content.rfind("的", start, end) + 1
    measured = _SHARED_TAIL.search(plan.content[start:end].rstrip())
    tail = len(free_words(plan.content[cut:end])) > 1 or _COLUMN_ITEMS.search(plan.content[start:end].rstrip())
    if cut and not measured and free_words(plan.content[start:cut]) and tail:
        yield [_kept(plan, [piece, (cut, end)]) for piece in (*pieces[:-1], (start, cut))]


def _sharing_a_clause(plan: QueryPlan, pieces: list[tuple[int, int]]) -> Iterator[list[QueryPlan]]:
    """Every piece with the words behind the list, or in front of it, that are said of all: A和B这两个项目，成本控制数各是多少."""
    start, end = pieces[-1]
    last = plan.content[start:end].rstrip()
    for cut in (*(match.end() for match in re.finditer(r"，", last)), last.rfind("  ") + 1):
        tail = (start + cut, end)
        if (
            0 < cut < len(last)
            and free_words(plan.content[start : start + cut])
            and free_words(plan.content[slice(*tail)])
        ):
            yield [_kept(plan, [piece, tail]) for piece in (*pieces[:-1], (start, start + cut))]
    if plan.content[end - len(last) : end].strip() and len(pieces) > 2:
        yield [_kept(plan, [piece, pieces[-1]]) for piece in pieces[:-1]]


def _lists(plan: QueryPlan, start: int, end: int) -> bool:
    """Whether a comma stands between two things of a list, and not behind the words that say where they stand."""
    before, behind = plan.content[:start], plan.content[end:]
    if re.search(r"(?:里面?|中|内|当中|下面?|表上?|方面) *$", before):
        return False
    named = any(m.end <= start for m in plan.concepts) and any(m.start >= end for m in plan.concepts)
    return named or (plan.operation in _TOGETHER and bool(free_words(before) and free_words(behind)))


def _headed(plan: QueryPlan, pieces: list[tuple[int, int]]) -> list[QueryPlan] | None:
    """Every piece with the words in front of the list that say where its items stand; ``None`` where there are none."""
    start, end = pieces[0]
    lead = start + len(plan.content[start:end]) - len(plan.content[start:end].lstrip())
    head = _HEAD.match(plan.content[lead:end])
    if head is None or not free_words(head.group()):
        return None
    tail = _SHARED_TAIL.search(plan.content[pieces[-1][0] : pieces[-1][1]].rstrip())
    shared = [(lead, lead + head.end())]
    if tail:
        shared.append((pieces[-1][0] + tail.start(), pieces[-1][1]))
    return [_kept(plan, [*shared, piece]) for piece in pieces]


def _kept(plan: QueryPlan, spans: list[tuple[int, int]]) -> QueryPlan:
    content = "".join(
        char if any(start <= at < end for start, end in spans) else " " for at, char in enumerate(plan.content)
    )
    concepts = tuple(m for m in plan.concepts if any(start <= m.start < end for start, end in spans))
    said = next((measure for words, measure in _MEASURES if words in content), None)
    if said is not None and said != plan.measure:
        plan = replace(plan, measure=said, unit=None)  # 房屋面积和车辆价值: each of its own kind
    return replace(plan, content=content, folded=content.strip(), concepts=concepts)
