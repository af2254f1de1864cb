"""Operations over the rows of a document: list, count, filter, sum, greatest and least, rank."""

import re
from dataclasses import replace
from decimal import Decimal

from assistant import arithmetic
from assistant.choosing import Choice, choose, without
from assistant.classes import ECONOMIC, classes, says_level
from assistant.computing import comparable, within
from assistant.library import Holding, Library
from assistant.lines import printed_line
from assistant.lookup import Evidence
from assistant.measured import column_said, each_column, measured
from assistant.partition import single_bodies
from assistant.planning.carrying import free_words
from assistant.planning.operation_words import EACH_ROW, PLACED, SUM_ASKED
from assistant.planning.plan import Limit, QueryPlan
from assistant.project_rows import activities, below_activity, project_table, projects
from assistant.results import Computed, Extent, Ledger, Line, Listing, Result, Row, Several
from assistant.row_changes import change_asked, change_of, has_way, without_change
from assistant.rows import (
    Listed,
    RowSet,
    captioned,
    column,
    empty_table,
    enumerated,
    half_of,
    indicators,
    parts_of,
    section_lines,
)
from assistant.unit_rows import by_units
from assistant.units import short_names, units_said
from index.cleaning import squash
from index.fact_rows import DocumentRow
from index.units import names_unit

_HALVES = frozenset({"personnel", "public_funds"})
# 有公务接待费的单位, 几个单位安排了公务接待费: those whose figure is not 0.
_WITH_BUDGET = re.compile(r"(?:列|安排|编)(?:了|有)(?:年度)?预算|有(?:年度)?预算数?(?:的|$|[吗？?])|(?<!没)有预算数")
_HAVING = re.compile(
    r"(?<![没所])有(?!多少|几|哪|单位)[^，。？有]{2,14}的(?:下属|所属)?(?:单位|学校|机构)|(?:单位|学校|机构)(?:有|安排了?|编列了?)(?!多少|几|哪)"
)
# The classes of government procurement, and their letters in the catalogue of items.
_CATALOGUE = {"货物": "A", "工程": "B", "服务": "C"}
_BOUGHT = re.compile(r"(?P<name>货物|工程|服务)类")
_BUDGETED = frozenset({"activities", "projects", "duties"})
_FILTERED = {"list": "filter"}
_LACKS = re.compile(r"(?:没有|没|未|无)(?!论|法|人|形|线|烟|公害|障碍)")
_EMPTY = re.compile(r"没有列示|未列示|没有安排|未安排|没有列|没列|空白|没有预算|未列")


def enumerate_rows(plan: QueryPlan, library: Library) -> Result:
    """The list that a plan asks for, of each body that it names."""
    parts = [_of_body(body, library) for body in single_bodies(plan)]
    return parts[0] if len(parts) == 1 else Several(plan, tuple(parts))


def _of_body(plan: QueryPlan, library: Library) -> Result:
    if plan.unknown_place:
        return Evidence(plan, reason="no_document", documents=library.documents)
    plan = _with_limit_said(plan)
    if not plan.entities:
        return Evidence(plan, reason="missing_entity", documents=library.documents)
    lacks = _LACKS.search(plan.folded) is not None
    if lacks and (not _EMPTY.search(plan.folded) or plan.row_kind in {"duties", "measures", "goals"}):
        return Evidence(plan, reason="not_supported")
    documents = library.of_entities(entity.name for entity in plan.entities)
    if len({row.entity for row in documents}) > 1:
        return Evidence(plan, reason="ambiguous_entity", documents=tuple(documents))
    if plan.periods:
        fitting = [
            row
            for row in documents
            if row.period in plan.periods
            or (plan.row_kind == "assets" and row.period and row.period - 1 in plan.periods)
        ]
        if not fitting:
            return Evidence(plan, reason="no_period", documents=tuple(documents))
        documents = fitting
    for row in documents:
        holding = library.holding(row)
        found = _rows(plan, holding, library)
        if found is None:
            continue
        found = _of_units_named(plan, found, holding)
        found = _of_class_bought(plan, found) if found is not None else None
        if found is None:
            continue
        choice = choose(without_change(plan), found, holding)
        if choice.unexplained:
            return Evidence(plan, reason="not_disclosed", documents=tuple(documents), unexplained=choice.unexplained)
        if not choice.rows:
            return Evidence(plan, reason="none_fits", documents=tuple(documents), unexplained=_of_rows(found))
        return _operate(plan, found, choice, holding)
    for row in documents:
        empty = empty_table(library.holding(row), plan.row_kind)
        if empty is not None:
            return Evidence(plan, reason="empty_table", table=empty, documents=tuple(documents))
    return Evidence(plan, reason="not_disclosed", documents=tuple(documents))


def _with_limit_said(plan: QueryPlan) -> QueryPlan:
    """A list of those that have a figure (有公务接待费的单位, 列有预算的项目) with that as its limit."""
    having = plan.row_kind == "units" and _HAVING.search(plan.question)
    budgeted = plan.row_kind in _BUDGETED and _WITH_BUDGET.search(plan.question) and not _EMPTY.search(plan.folded)
    if plan.limit is not None or not (having or budgeted):
        return plan
    operation = _FILTERED.get(plan.operation, plan.operation)
    return replace(plan, limit=Limit(">", Decimal(0), None, "有该项的" if having else "列有预算"), operation=operation)


def _of_units_named(plan: QueryPlan, found: RowSet, holding: Holding) -> RowSet | None:
    """The rows of the units that a question names (第一中学有哪些项目); ``None`` where a list has none of theirs."""
    told = frozenset(squash(text) for row in found.rows for text in row.texts if names_unit(text))
    units = units_said(holding.units | told, plan) if plan.row_kind != "units" else frozenset()
    if not units:
        return found
    names = [name for unit in units for name in (unit, *short_names(unit))]

    def belongs(row: Listed) -> bool:
        said = squash("".join((row.name, *row.texts)))
        return any(fact.scope in units for fact in row.facts) or any(name in said for name in names)

    rows = tuple(row for row in found.rows if belongs(row))
    in_title = any(name in squash(found.title) for name in names)
    if in_title or not rows:
        return found if in_title else None
    title = f"{found.title}（{'、'.join(sorted(units))}）" if len(rows) < len(found.rows) else found.title
    return replace(found, title=title, rows=rows)


def _of_class_bought(plan: QueryPlan, found: RowSet) -> RowSet | None:
    """The purchases of the class that a question names (服务类), by a cell or by the letter of the catalogue (A, B, C).

    ``None`` where the list has none of that class or does not tell classes.
    """
    asked = _BOUGHT.search(f"{plan.question} {plan.folded}") if plan.row_kind == "procurement" else None
    if asked is None:
        return found
    name = asked["name"]

    def belongs(row: Listed) -> bool:
        said = [squash(text) for text in (*row.texts, *(label for fact in row.facts for label in fact.path))]
        return any(text.removesuffix("类") == name or re.match(rf"{_CATALOGUE[name]}\d", text) for text in said)

    rows = tuple(row for row in found.rows if belongs(row))
    return replace(found, title=f"{found.title}（{name}类）", rows=rows) if rows else None


def _rows(plan: QueryPlan, holding: Holding, library: Library) -> RowSet | None:
    """The list that the question names, by its kind and by the words that choose among lists of a kind."""
    concepts = tuple(concept for mention in plan.concepts for concept in mention.concepts)
    amounts = plan.operation in {"maximum", "minimum", "rank", "sum", "average", "filter"} or plan.limit is not None
    asked, changed = squash(plan.folded), change_asked(plan)
    named = column(holding, asked) if amounts else None
    if named is not None:
        return named
    if plan.row_kind == "units" and (amounts or concepts or free_words(plan.content)):
        each = by_units(plan, holding)
        if each is not None or (amounts and concepts):
            return each  # the highest of the units is none of the economic classes
    economic = any(concept in ECONOMIC or concept[:1] == "3" for concept in concepts)
    inside = _below_class(plan, holding, concepts, economic=economic)
    if inside is not None:
        return inside
    if plan.row_kind == "projects" and any(concept.startswith("procurement") for concept in concepts):
        return None  # 政府采购工程多少，是哪几个项目: what is bought is told by no table of projects
    if plan.row_kind == "projects" and concepts and _HALVES.issuperset(concepts):
        return half_of(holding, concepts)  # 公用经费有哪些项目: no projects
    match plan.row_kind:
        case "units":
            return _listed_units(plan, holding, library)
        case "procurement" | "assets":
            return captioned(holding, plan.row_kind)
        case "activities":
            return activities(holding, "" if PLACED.search(plan.question) else asked)
        case "duties":
            return section_lines(holding, library, "duties", asked)
        case "measures" | "goals":
            return section_lines(holding, library, plan.row_kind, asked)
        case "indicators":
            return indicators(holding, asked)
        case "projects":
            table = below_activity(holding, squash(plan.question)) or project_table(holding)
            if table is not None:
                return table
            prose = parts_of(holding, ("project",), "项目支出")
            money = amounts or re.search(r"金额|预算|多少钱|支出", asked)
            return (prose if prose and money else None) or projects(holding) or prose
        case "economic" | "functional":
            of_kind = plan.row_kind == "economic"
            return classes(holding, concepts, asked, squash(plan.question), economic=of_kind, changed=changed)
        case "parts" | "" if says_level(plan.question):
            return classes(holding, concepts, asked, squash(plan.question), economic=economic, changed=changed)
        case "parts" | "":
            inside = parts_of(holding, concepts, free_words(plan.content)) or half_of(holding, concepts)
            return inside or below_activity(holding, squash(plan.question))
    return None


def _below_class(plan: QueryPlan, holding: Holding, concepts: tuple[str, ...], *, economic: bool) -> RowSet | None:
    """The classes below one that the question names."""
    if plan.row_kind not in {"units", "parts", "functional", "economic", ""}:
        return None
    if not any(concept.isdigit() or concept in ECONOMIC for concept in concepts):
        return None
    asked, changed = squash(plan.folded), change_asked(plan)
    return classes(holding, concepts, asked, squash(plan.question), economic=economic, changed=changed)


def _listed_units(plan: QueryPlan, holding: Holding, library: Library) -> RowSet | None:
    inner = re.search(
        r"内设(?:机构|科室)|(?:下属|所属|直属)?事业单位|科室|处室|(?:下属|所属|直属)单位", squash(plan.question)
    )
    table = captioned(holding, "units")
    said = enumerated(holding, library, inner.group()) if inner else None
    if inner and said is None and re.search(r"内设|科室|处室", inner.group()):
        return None
    below = inner is not None and re.match(r"下属|所属|直属", inner.group())
    return said or (_without_itself(table, holding) if below and table is not None else table)


def _without_itself(table: RowSet, holding: Holding) -> RowSet | None:
    """The units below the body: the rows of the table of units but for the body itself."""
    own = holding.row.entity
    rows = tuple(
        row for row in table.rows if not re.fullmatch(rf"{re.escape(own)}(?:（?(?:本级|机关|行政)）?)?", row.name)
    )
    title = f"{table.title}（本级以外）" if len(rows) < len(table.rows) else table.title
    return replace(table, title=title, rows=rows) if rows else None


def _operate(plan: QueryPlan, found: RowSet, choice: Choice, holding: Holding) -> Result:
    rows = list(choice.rows)
    if plan.operation == "count" and any(not row.is_part for row in rows):
        rows = [row for row in rows if not row.is_part]
    if plan.excluded:
        rows, out = without(plan.excluded, rows)
        if len(out) != 1:
            return Evidence(plan, reason="not_disclosed", documents=(holding.row,), unexplained=plan.excluded.strip())
    changed = change_asked(plan)
    if changed:
        rows = [row for row in rows if (fact := change_of(plan, row)) is not None and has_way(plan, fact)]
        if not any(change_of(plan, row) for row in found.rows):
            return Evidence(plan, reason="not_disclosed", documents=(holding.row,))
        if not rows:
            return Evidence(plan, reason="none_fits", documents=(holding.row,), unexplained=_of_rows(found))
    if plan.operation in {"list", "count"} and plan.limit is None and not (changed or _EMPTY.search(plan.folded)):
        whole = _number_of_rows(found)
        each = each_column(plan, rows) if plan.operation == "list" else ()
        listed = [_listing(column, found, rows, holding, whole=whole) for column in each or (plan,)]
        if EACH_ROW.search(plan.question) and not any(row.facts for row in rows):
            # 各项目多少钱: their names are no answer.
            return Evidence(plan, reason="not_disclosed", documents=(holding.row,))
        return listed[0] if len(listed) == 1 else Several(plan, tuple(listed))
    figure_of = change_of if changed else measured
    pairs = [(row, fact) for row in rows if (fact := figure_of(plan, row)) is not None]
    if _EMPTY.search(plan.folded):
        blank = [row for row in rows if all(row is not each for each, _ in pairs)]
        whole = _number_of_rows(found)
        return _listing(plan, found, [replace(row, facts=()) for row in blank], holding, whole=whole)
    if not pairs:
        return Evidence(plan, reason="not_disclosed", documents=(holding.row,))
    ledger = Ledger()
    lines = [(row, replace(printed_line(fact, ledger), name=row.name)) for row, fact in pairs]
    words = choice.words if not plan.excluded else f"除“{plan.excluded.strip()}”外"
    if plan.limit is not None:
        exact = [(row, line) for row, line in lines if _within(line, plan.limit)]
        bounds = [(row, line) for row, line in lines if within(line.term, plan.limit)]
        lines = exact or (bounds if plan.limit.comparator == "=" else [])
        words = "、".join(filter(None, (words, plan.limit.words)))
    if plan.operation in {"filter", "list", "count"} or not lines:
        shown = [replace(row, facts=(line.fact,) if line.fact else ()) for row, line in lines]
        parts = plan.operation != "count"
        listing = _listing(plan, found, shown, holding, whole=_number_of_rows(found, parts=parts), figures=True)
        if not lines or not isinstance(listing, Listing) or not SUM_ASKED.search(plan.question):
            return listing
        added = _operate(replace(plan, operation="sum"), found, choice, holding)
        return Several(plan, (listing, added))  # 10万以下的有哪些，合计多少
    plan = replace(plan, placed=choice.placed)
    rows, lines = [row for row in rows if not row.is_part], [pair for pair in lines if not pair[0].is_part]
    silent = 0 if plan.limit else len(rows) - len(lines)
    taken = len(lines) if plan.limit else len(rows)
    extent = Extent(found.title, _number_of_rows(found), taken, words, silent, found.unit)
    return _aggregate(plan, [line for _, line in lines], ledger, holding, extent)


def _of_rows(found: RowSet) -> str:
    """What was looked through: 《…》所列的8项."""
    return f"{found.title}所列的{_number_of_rows(found)}{found.unit}"


def _counts_things(line: Line) -> bool:
    """Whether a figure is a number of things of its row, printed without what it counts."""
    fact = line.fact
    return fact is not None and line.term.unit is None and bool(fact.columns) and fact.columns[-1].startswith("数量")


def _within(line: Line, limit: Limit) -> bool:
    """Whether a figure lies within a limit; a bound that is printed (≥90%) lies on its own side only."""
    comparator = line.fact.comparator if line.fact is not None else "="
    sides = {"≥": "≥>=", ">": "≥>=", "≤": "≤<=", "<": "≤<="}.get(limit.comparator, "=")
    return comparator in sides and within(line.term, limit)


def _number_of_rows(found: RowSet, *, parts: bool = False) -> int:
    return len([row for row in found.rows if not row.is_total and (parts or not row.is_part)])


def _aggregate(plan: QueryPlan, lines: list[Line], ledger: Ledger, holding: Holding, extent: Extent) -> Result:
    try:
        if plan.operation in {"sum", "rank"} and plan.count:
            if len(lines) < plan.count:
                return Evidence(
                    plan,
                    reason="none_fits",
                    documents=(holding.row,),
                    unexplained=f"{extent.of}所列的{len(lines)}{extent.unit}",
                )
            order = sorted(lines, key=lambda line: comparable(line.term), reverse=not plan.ascending)
            last = comparable(order[plan.count - 1].term)
            lines = [*order[: plan.count], *(line for line in order[plan.count :] if comparable(line.term) == last)]
            end = "最小" if plan.ascending else "最大"
            words = "、".join(filter(None, (extent.words, f"{end}的{len(lines)}{extent.unit}")))
            extent = replace(extent, taken=len(lines), words=words, without_figure=0)
        if plan.operation in {"sum", "average"} and any(_counts_things(line) for line in lines) and len(lines) > 1:
            raise ValueError("different things are not counted together")
        if plan.operation in {"sum", "average"}:
            terms = [line.term for line in lines]
            total = arithmetic.added(terms) if plan.operation == "sum" else arithmetic.averaged(terms)
            outcome = Line("各项", holding.row.entity, holding.row.period, total)
            return Computed(plan, plan.operation, tuple(lines), (outcome,), ledger, (holding.row,), extent=extent)
        if len({comparable(line.term)[0] for line in lines}) > 1:
            raise ValueError("figures of several units")
        downwards = plan.operation == "maximum" or (plan.operation == "rank" and not plan.ascending)
        order = sorted(lines, key=lambda line: comparable(line.term), reverse=downwards)
    except ValueError:
        return Evidence(plan, reason="not_comparable", documents=(holding.row,))
    return Computed(plan, plan.operation, tuple(order), (), ledger, (holding.row,), extent=extent)


def _listing(
    plan: QueryPlan,
    found: RowSet,
    rows: list[Listed],
    holding: Holding,
    *,
    whole: int | None = None,
    figures: bool = False,
) -> Result:
    each = EACH_ROW.search(plan.question) is not None
    values = figures or each or bool(re.search(r"各?(?:是|有|要)?多少|金额|各多少|数值|指标值", plan.folded))
    column = column_said(plan, rows) if values else ""
    shown = []
    for row in rows:
        figure = measured(plan, row)
        money = figure is not None and figure.measure == "money"
        anchor = row.facts[0] if row.facts else None
        texts = row.texts if plan.row_kind == "units" else ()
        name = f"{row.name}（{'，'.join(texts)}）" if texts else row.name
        shown.append(Row(name, row.document, row.span, figure or anchor if money or values else None, anchor))
    if not shown:
        return Evidence(plan, reason="none_fits", documents=(holding.row,), unexplained=_of_rows(found))
    return Listing(
        plan,
        "count" if plan.operation == "count" else "list",
        f"{found.title}（{column}）" if column and column not in found.title else found.title,
        tuple(shown),
        whole if whole is not None else len(shown),
        (holding.row,),
        unit=found.unit,
    )


def list_bodies(plan: QueryPlan, library: Library) -> Result:
    """The documents of the library, of the bodies and years asked for, by their titles, in the order of their files."""
    rows = library.of_entities(entity.name for entity in plan.entities) or list(library.documents)
    rows = sorted(rows, key=lambda row: (row.file, row.id))
    kept = [row for row in rows if not plan.periods or row.period in plan.periods]
    if not kept:
        return Evidence(plan, reason="no_period", documents=tuple(rows))
    listed = tuple(Row(wording_of(row), row.id, _title_span(library.holding(row))) for row in kept)
    return Listing(plan, "list", "库中的文件", listed, len(kept), tuple(kept), unit="个")


def wording_of(row: DocumentRow) -> str:
    """A document by its body, year and kind."""
    kind = "决算" if row.family == "final" else "预算"
    return f"{row.entity}{row.period or ''}年{kind}"


def _title_span(holding: Holding) -> tuple[int, int]:
    at = holding.text.find(holding.row.title) if holding.row.title else -1
    return (at, at + len(holding.row.title)) if at >= 0 else (0, min(40, len(holding.text)))
