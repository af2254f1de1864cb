"""The rows of lists: table rows, project tables, parts of a budget item, and numbered lines of a section, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.library import Holding, Library
from assistant.names import bare
from assistant.surroundings import link, row_key
from index.cleaning import normalise, squash
from index.columns import squash_label
from index.document import Section
from index.fact_rows import TableRow
from index.facts import Fact
from index.funds import fund_in
from index.sections import numbering

_TOTAL = re.compile(r"^(?:合计|总计|小计|总额|.{0,6}总[额计]|.*合计)$")
GOAL_TABLE = re.compile(r"绩效目标表?$")
_TITLE = 6
_FUNDING = re.compile(r"拨款|财政专户|单位资金|事业收入|其他收入|结转|结余|基金|财政性资金|自筹")
_ECONOMIC_CLASS = re.compile(r"3\d\d")
_PART = re.compile(r"^(?:其中|#)[:：]?")
_CAPTIONS = {
    "units": re.compile(r"机构设置|单位构成|预算单位|单位基本情况"),
    "procurement": re.compile(r"采购"),
    "assets": re.compile(r"资产"),
}
_SECTIONS = {
    "duties": re.compile(r"部门职责|主要职责|主要职能|部门职能|单位职责|职责"),
    "measures": re.compile(r"保障措施"),
    "goals": re.compile(r"分项(?:绩效)?目标"),
    "units": re.compile(r"机构设置|内设机构"),
}
_FIRST_CLAUSE = re.compile(r"[。；;]")


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list before anything is asked of it: its facts, and the texts that it can be chosen by."""

    name: str
    document: str
    span: tuple[int, int]
    facts: tuple[Fact, ...] = ()
    texts: tuple[str, ...] = ()
    is_part: bool = False
    is_total: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class RowSet:
    """A list of one document: what it is a list of, and its rows in order."""

    title: str
    rows: tuple[Listed, ...]
    unit: str = "项"


def table_rows(holding: Holding, table: TableRow) -> Iterator[Listed]:
    """The rows of a table that have a name, in order."""
    by_row: dict[tuple[int, str], list[Fact]] = {}
    for fact in holding.facts:
        if fact.locator.table == table.number and fact.locator.row is not None:
            # Two rows stand side by side where a table has two halves, each under a name of its own.
            by_row.setdefault((fact.locator.row, fact.path[0] if fact.path else ""), []).append(fact)
    for row in sorted(by_row, key=lambda each: each[0]):
        facts = [fact for fact in by_row[row] if not fact.prose]
        if not facts:
            continue
        # The fullest name in the row: an amount of the project stands before the thing that is bought from it.
        labels = [label for label in max(facts, key=lambda fact: len(fact.path)).path if label]
        if not labels:
            continue
        name = next((label for label in reversed(labels) if not label.isdigit()), labels[-1])
        span = span_of(holding, table, name, facts[0])
        yield Listed(
            name=re.sub(r"（(?:平方米|台、?辆|辆|台|套|个|台（套）)）$", "", bare(name)),
            document=holding.row.id,
            span=span,
            facts=tuple(facts),
            texts=tuple(fact.text for fact in facts if fact.text),
            is_part=bool(_PART.match(normalise(squash_label(name)))),
            is_total=bool(_TOTAL.match(squash(bare(name)))),
            code=facts[0].code or "",
        )


def span_of(holding: Holding, table: TableRow, name: str, fact: Fact) -> tuple[int, int]:
    """Where the name of a row stands: the last time before its first figure, best in a cell of its own, else the figure itself."""
    at = holding.text.rfind(name, table.start, fact.locator.start)
    if at >= 0:
        alone = re.compile(rf"(?<![^\s|]){re.escape(name)}(?![^\s|])")
        cells = [match.start() for match in alone.finditer(holding.text, table.start, fact.locator.start)]
        start = cells[-1] if cells else at
        return start, start + len(name)
    return fact.locator.start, max(fact.locator.end, fact.locator.start)


def captioned(holding: Holding, kind: str) -> RowSet | None:
    """The rows of the table whose caption speaks of a kind of list."""
    pattern = _CAPTIONS[kind]
    for table in holding.tables:
        if pattern.search(squash(table.caption)) and not table.is_empty and "指标" not in "".join(table.headers):
            rows = tuple(row for row in table_rows(holding, table))
            if rows:
                return RowSet(bare(table.caption), rows, "个" if kind == "units" else "项")
    return None


def empty_table(holding: Holding, kind: str) -> TableRow | None:
    """The table of a kind of list that has no rows, where a document prints one."""
    pattern = _CAPTIONS.get(kind)
    tables = (table for table in holding.tables if table.is_empty)
    return next((table for table in tables if pattern is not None and pattern.search(squash(table.caption))), None)


def column(holding: Holding, asked: str) -> RowSet | None:
    """The figures of one column of one table, where a question names both by their titles; none where rows hold other rows."""
    for table in holding.tables:
        title = squash(bare(table.caption))
        if len(title) < _TITLE or title not in asked:
            continue
        rest = asked.replace(title, " ")
        named = [header for header in table.headers if len(squash(header)) > 1 and squash(bare(header)) in rest]
        rows = [row for row in table_rows(holding, table) if not row.is_total]
        if len(named) != 1 or any(row.code or row.is_part or _has_rows_below(row, rows) for row in rows):
            continue
        kept = [
            replace(row, facts=facts)
            for row in rows
            if (facts := tuple(fact for fact in row.facts if "/".join(fact.columns) == named[0] and fact.amount))
        ]
        if kept:
            return RowSet(f"《{bare(table.caption)}》的“{named[0]}”", tuple(kept))
    return None


def _has_rows_below(row: Listed, rows: list[Listed]) -> bool:
    path = row.facts[0].path
    return any(len(other.facts[0].path) > len(path) and other.facts[0].path[: len(path)] == path for other in rows)


def parts_of(holding: Holding, concepts: tuple[str, ...], words: str) -> RowSet | None:
    """The parts of an item as its sentence states them, in order."""
    groups: dict[int, list[Fact]] = {}
    for fact in holding.facts:
        if not fact.prose or fact.locator.table is not None or len(fact.path) < 2 or fact.basis in {"change", "rate"}:
            continue
        parent = fact.path[-2]
        if link(parent) in concepts or (words and squash(bare(parent)) == words):
            groups.setdefault(fact.context[0], []).append(fact)
    if "project" in concepts:  # 其中本年拨款…: where the money comes from is no project
        # nor are the economic classes that it is told by
        groups = {
            at: facts
            for at, facts in groups.items()
            if not all(_FUNDING.search(f.label) or _ECONOMIC_CLASS.fullmatch(f.concept or "") for f in facts)
        }
    if not groups:
        return None
    best = max(groups.values(), key=len)
    rows = tuple(
        Listed(bare(fact.label), fact.document, (fact.locator.start, fact.locator.end), (fact,)) for fact in best
    )
    return RowSet(bare(best[0].path[-2]), rows)


def half_of(holding: Holding, concepts: tuple[str, ...]) -> RowSet | None:
    """The rows under one head of a table with two halves side by side (人员经费 beside 公用经费), of one level of classes."""
    for table in holding.tables:
        rows = [row for row in table_rows(holding, table) if len(row.facts[0].columns) > 1]
        heads = {row.facts[0].columns[0] for row in rows}
        own = [row for row in rows if link(row.facts[0].columns[0]) in concepts]
        other = {row.name for row in rows} - {row.name for row in own}
        if (
            len(heads) < 2
            or len([row for row in own if not row.is_total]) < 2
            or not other.isdisjoint({r.name for r in own})
        ):
            continue
        below = [row for row in own if not _ECONOMIC_CLASS.fullmatch(row.facts[0].concept or "")]
        own = below if len(below) > 1 else own  # 工资福利支出 holds what stands below it
        return RowSet(f"《{bare(table.caption)}》“{bare(own[0].facts[0].columns[0])}”", tuple(own))
    return None


def classified(holding: Holding, economic: bool, asked: str = "", *, changed: bool = False) -> RowSet | None:
    """The rows of the table of a classification: economic (3xx) or functional (2xx) codes; of the fund that ``asked`` names.

    ``changed``: a table that prints changes.
    """
    fund, side = fund_in(asked), "收入" if "收入" in asked and "支出" not in asked else "支出"
    for table in holding.tables:
        rows = [row for row in table_rows(holding, table) if row.code]
        fitting = [row for row in rows if (row.code[0] == "3") == economic]
        if fund and not economic and fund_in(table.caption) != fund:
            continue
        if changed and not any(fact.basis == "change" for row in rows for fact in row.facts):
            continue
        if fitting and len(fitting) >= len(rows) / 2 and (economic or side in table.caption):
            return RowSet(bare(table.caption), tuple(fitting))
    return None


def indicators(holding: Holding, asked: str) -> RowSet | None:
    """The third-level indicators of the table whose caption a question says best."""
    best: tuple[float, TableRow] | None = None
    for table in holding.tables:
        if "指标" not in "".join(table.headers):
            continue
        name = GOAL_TABLE.sub("", squash(bare(table.caption)))
        said = _said(name, asked)
        if best is None or said > best[0]:
            best = (said, table)
    if best is None or best[0] < 0.6:
        return None
    seen: dict[tuple[str, int | None, int | None], Listed] = {}
    for fact in holding.facts:
        labels = [label for label in fact.path if label]
        if fact.locator.table != best[1].number or fact.prose or len(labels) < 3 or row_key(fact) in seen:
            continue
        values = [
            other
            for other in holding.facts
            if row_key(other) == row_key(fact) and not other.prose and "指标值" in "".join(other.columns[:1])
        ]
        span = span_of(holding, best[1], labels[2], fact)
        seen[row_key(fact)] = Listed(bare(labels[2]), fact.document, span, tuple(values[:1]), texts=tuple(labels[:2]))
    title = f"《{bare(best[1].caption)}》的指标"
    return RowSet(title, tuple(seen.values()), "个") if seen else None


def _said(name: str, asked: str) -> float:
    """Share of a name's character pairs that a question says."""
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    return sum(pair in asked for pair in pairs) / len(pairs) if pairs else 0.0


def section_lines(holding: Holding, library: Library, kind: str, asked: str) -> RowSet | None:
    """The numbered lines or subsections of the section that a kind of list stands in; the one that a question names comes first."""
    pattern = _SECTIONS[kind]
    sections = library.sections(holding.row.id)
    fitting = [section for section in sections if pattern.search(squash(section.title))]
    named = {section.number for section in fitting if squash(bare(section.title)).rstrip("：:") in asked}
    for section in sorted(fitting, key=lambda section: (section.number not in named, -section.level, section.start)):
        below = _subsections(holding, section, sections)
        own = _numbered(holding, replace(section, end=below[0].span[0])) if below else []
        rows = own if len(own) > 1 else below or _numbered(holding, section)
        if len(rows) >= 2:
            return RowSet(bare(section.title), tuple(rows), "条")
    return None


# 职能科室4个（办公室、财务科）；业务科室11个〔…: lists inside a list, whose names are of two levels
_LIST_IN_LIST = re.compile(r"\d个|^[^（）]*）|（[^（）]*$|[〔〕]")


def enumerated(holding: Holding, library: Library, noun: str) -> RowSet | None:
    """What a sentence of the institutions' section lists behind a noun and a colon (内设机构：综合科、信息科…)."""
    for section in library.sections(holding.row.id):
        if not _SECTIONS["units"].search(squash(section.title)):
            continue
        text = holding.text[section.start : section.end]
        said = r"(?:下属|所属|直属)(?:事业)?单位|事业单位" if noun.endswith("单位") else noun
        match = re.search(rf"(?:{said})[^：:。\n]{{0,12}}[：:](?P<list>[^。\n]+)", text)
        if match is None:
            continue
        rows, at = [], section.start + match.start("list")
        for name in re.split(r"(、|，|；)", match["list"]):
            if name.strip() and name not in "、，；":
                rows.append(Listed(squash(name), holding.row.id, (at, at + len(name))))
            at += len(name)
        if len(rows) >= 2 and not any(_LIST_IN_LIST.search(row.name) for row in rows):
            return RowSet(noun, tuple(rows), "个")
    return None


def _numbered(holding: Holding, section: Section) -> list[Listed]:
    """The lines of a section that are numbered in the style of its first numbered line."""
    rows: list[Listed] = []
    style = None
    before: list[Listed] = []
    at = section.start
    for line in holding.text[section.start : section.end].splitlines(keepends=True):
        text = squash(line)
        number = numbering(text)
        if at > section.start and number is not None and (style is None or number.style == style):
            inside = any(table.start <= at < table.end for table in holding.tables)
            if not inside and len(text) > number.length:
                style = number.style
                start = at + len(line) - len(line.lstrip())
                clause = _FIRST_CLAUSE.search(line.rstrip())
                end = at + (clause.start() if clause else len(line.rstrip()))
                name = squash(holding.text[start:end])[number.length :]
                if not rows and number.value == 2 and before:
                    rows.append(before[0])  # the first line was printed without its number
                rows.append(Listed(name, holding.row.id, (start, end), texts=(text,)))
        elif at > section.start and text and not rows:
            start = at + len(line) - len(line.lstrip())
            span = (start, at + len(line.rstrip()))
            before = [Listed(_FIRST_CLAUSE.split(text)[0], holding.row.id, span, texts=(text,))]
        at += len(line)
    return rows


def _subsections(holding: Holding, section: Section, sections: list[Section]) -> list[Listed]:
    below = [each for each in sections if each.parent == section.number]
    return [
        Listed(
            bare(each.title),
            holding.row.id,
            (each.start, each.start + len(each.title)),
            texts=(squash(holding.text[each.start : each.end]),),
        )
        for each in below
    ]
