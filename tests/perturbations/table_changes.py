"""Perturbations of tables: cells changed, columns and rows moved, added, removed; the other dialect; page breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from index.amount import NUMBER_PATTERN
from index.document import RawCell, RawTable
from index.facts import Fact
from tests.perturbations.base import Base
from tests.perturbations.draft import Edit, Piece, edited, new, rebuilt
from tests.perturbations.judging import Ask, Change, Variant, expected_of
from tests.perturbations.prose_changes import new_amount
from tests.perturbations.sheet import Row, Sheet, as_cells, as_rows, in_one_line, lined_up, region, sheets

CELLS_IN_A_DRAFT = 18


def of_table(sheet: Sheet, kind: str, what: str, *asks: Ask) -> Change:
    return Change(kind, f"{sheet.table.caption[:24]}: {what}", frozenset(f.id for f in sheet.facts), asks=asks)


def question(base: Base, fact: Fact) -> str:
    """The plain question for a cell: table, row and column."""
    caption = re.sub(r"^\d+[、.．]\s?|绩效目标表$|绩效目标$|（[一二三四五]）", "", fact.caption)
    label = _row_name(base, fact)
    label = fact.label if label == fact.code else label
    row = label if fact.code else re.sub(r"^(?:\d+|[一二三四五六七八九十]+)、|^其中：", "", label)
    if fact.columns[:1] == ("评价标准",):
        return f"{base.entity}{base.period}年{fact.label}的评价标准“{fact.columns[-1]}”是多少"
    column = "指标值" if fact.columns[:1] == ("指标值",) else re.sub(r"（[^）]*）", "", "".join(fact.columns[-1:]))
    return f"{base.entity}{base.period}年{caption}中{fact.code or ''}{row}的{column}是多少"


def asked(sheet: Sheet, rng: Random, *, without: frozenset[str] = frozenset()) -> list[Ask]:
    """For every third table, a question for a figure whose row and column no other figure of the table has."""
    if sheet.number % 3 != sheet.base.number % 3:
        return []
    figures = [f for f in sheet.facts if f.amount and not f.prose]
    questions = [question(sheet.base, f) for f in figures]
    fitting = [
        Ask(text, f.amount.value, f.amount.unit)
        for f, text in zip(figures, questions, strict=True)
        if f.amount and f.id not in without and questions.count(text) == 1
    ]
    return rng.sample(fitting, min(1, len(fitting)))


def amounts_in_cells(base: Base, rng: Random) -> Iterator[Variant]:
    """Cells get other figures; what stands around the number (≥, %, 台) stays."""
    figures = [f for f in base.cells() if f.amount is not None]
    facts = rng.sample(figures, min(len(figures), 18))
    questions = [question(base, fact) for fact in figures]
    for first in range(0, len(facts), CELLS_IN_A_DRAFT):
        edits: list[Edit] = []
        changes = []
        for style, fact in enumerate(facts[first : first + CELLS_IN_A_DRAFT]):
            assert fact.amount
            printed = new_amount(rng, style)
            value = Decimal(printed.replace(",", ""))
            edits.append((fact.locator.start, fact.locator.end, printed))
            what = f"{fact.label}|{'/'.join(fact.columns)} {fact.amount.printed} -> {printed}"
            ask = Ask(question(base, fact), value, fact.amount.unit)
            asks = (ask,) if questions.count(ask.question) == 1 and style % 2 else ()
            now: dict[str, dict[str, object]] = {fact.id: {"value": value}}
            changes.append(Change("amount in a cell", what, frozenset({fact.id}), now, asks=asks))
        yield Variant(base, edited(base.text, edits), tuple(changes))


OTHER_SIGN = {
    "≥": ("≤", "", "≤"),
    "≤": ("不低于", "", "≥"),
    "=": ("", "以上", "≥"),
    "<": ("＞", "", ">"),
    ">": ("不超过", "", "≤"),
}


def comparators(base: Base, rng: Random) -> Iterator[Variant]:
    """≥ becomes ≤, 不低于, …以上 and so on."""
    edits: list[Edit] = []
    changes = []
    text = base.text
    for fact in base.cells():
        if fact.amount is None or not fact.amount.unit or fact.columns[-1:] != ("指标值",):
            continue
        start = fact.locator.start
        sign = text[start - 1] if text[start - 1] in OTHER_SIGN else "="
        after = re.compile(rf"{NUMBER_PATTERN}\s*{re.escape(fact.amount.unit)}(?=\s)").match(text, start)
        if after is None or text[start - 1] not in "≥≤<>=\t":
            continue
        before, behind, means = OTHER_SIGN[sign]
        edits.append((start - (text[start - 1] == sign), start, before))
        edits.append((after.end(), after.end(), behind))
        what = f"{fact.label} {fact.amount.printed} -> {before}{after.group()}{behind}"
        changes.append(Change("comparator", what, frozenset({fact.id}), {fact.id: {"comparator": means}}))
    if changes:
        yield Variant(base, edited(text, edits), tuple(changes))


def columns(base: Base, rng: Random) -> Iterator[Variant]:
    """The columns behind the row labels in another order, header and body alike."""
    regions, changes = [], []
    for sheet in sheets(base):
        order = _column_order(sheet, rng)
        if order is None:
            continue
        blocks = sheet.blocks
        leaves = [column for block in order for column in blocks[block]]
        for part in sheet.parts:
            head, body = sheet.header_from(part), sheet.body_from(part)
            rows = [
                row if i < head else _permuted(sheet, row, order, leaves, header=i < body)
                for i, row in enumerate(part.rows)
            ]
            regions.append((*region(sheet, part), lined_up(sheet, rows)))
        names = [sheet.table.headers[blocks[block][0]].split("/")[0] for block in order]
        changes.append(of_table(sheet, "columns", " ".join(names), *asked(sheet, rng)))
    if changes:
        yield Variant(base, rebuilt(base.text, regions), tuple(changes))


def _column_order(sheet: Sheet, rng: Random) -> list[int] | None:
    """Blocks in a new order; those that name rows stay where they are."""
    blocks = sheet.blocks
    cells = [f for f in sheet.facts if not f.prose and f.columns]
    with_values = {_column_of(sheet, f) for f in cells}
    naming = {_column_of(sheet, f) for f in cells if f.text and any(f.text in other.path for other in cells)}
    halves = {header.split("/")[0] for header in sheet.table.headers} >= {"收入", "支出"}
    movable = [
        i for i, block in enumerate(blocks) if with_values >= set(block) or (halves and with_values & set(block))
    ]
    rows = [row for part in sheet.parts for row in part.rows[sheet.header_from(part) :]]
    if len(movable) < 2 or naming or any(len(row) not in {sheet.width, len(blocks)} for row in rows):
        return None
    places = list(movable)
    while movable == places:
        rng.shuffle(movable)
    order = list(range(len(blocks)))
    for place, block in zip(places, movable, strict=True):
        order[place] = block
    return order


def _column_of(sheet: Sheet, fact: Fact) -> int:
    for part in sheet.parts:
        for row in part.rows:
            for column, cell in enumerate(row):
                if cell.start <= fact.locator.start < cell.end:
                    return column if len(row) == sheet.width else -1
    return -1


def _permuted(sheet: Sheet, row: Row, order: list[int], leaves: list[int], *, header: bool) -> Row:
    if sheet.text(row[0]) == "栏次":
        return row
    if len(row) == sheet.width:
        return [row[column] for column in leaves]
    return [row[block] for block in order] if header and len(row) == len(order) else row


def groups_of(sheet: Sheet, part: RawTable) -> list[list[Row]] | None:
    """Body rows, a merged first cell together with the rows below it; ``None`` where rows hang together otherwise."""
    body = part.rows[sheet.body_from(part) :]
    words = [sheet.text(cell) for row in body for cell in row]
    if (
        len(sheet.parts) > 1
        or any(word.startswith("其中") for word in words)
        or any(len(r) != sheet.width for r in body)
    ):
        return None
    if any("收入" in header.split("/")[0] for header in sheet.table.headers):
        return None  # side by side: the halves' rows do not belong together
    if any(re.match(r"[一二三四五]、", word) for word in words) and any(re.match(r"\d、", word) for word in words):
        return None  # 一、 over 1、: order is what tells the parent
    groups: list[list[Row]] = []
    for row in body:
        if groups and not sheet.text(row[0]):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def rows_reordered(base: Base, rng: Random) -> Iterator[Variant]:
    """Rows in another order; rows under one merged label stay together."""
    regions, changes = [], []
    for sheet in sheets(base):
        groups = groups_of(sheet, sheet.parts[0])
        if groups is None or len(groups) < 2:
            continue
        order = list(range(len(groups)))
        while order == sorted(order):
            rng.shuffle(order)
        head = list(sheet.parts[0].rows[: sheet.body_from(sheet.parts[0])])
        rows = [*head, *(row for i in order for row in groups[i])]
        regions.append((*region(sheet, sheet.parts[0]), lined_up(sheet, rows)))
        changes.append(of_table(sheet, "rows reordered", str(order), *asked(sheet, rng)))
    if changes:
        yield Variant(base, rebuilt(base.text, regions), tuple(changes))


def rows_removed(base: Base, rng: Random) -> Iterator[Variant]:
    """A row less in every table: its figures are gone, all others stay."""
    regions, changes = [], []
    for sheet in sheets(base):
        groups = groups_of(sheet, sheet.parts[0])
        loose = [g[-1] for g in groups or [] if sheet.facts_in(g[-1]) and (len(g) > 1 or len(groups or []) > 2)]
        if not loose:
            continue
        taken = rng.choice(loose)
        rows = [row for row in sheet.parts[0].rows if row is not taken]
        regions.append((*region(sheet, sheet.parts[0]), lined_up(sheet, rows)))
        lost = sheet.facts_in(taken)
        gone = frozenset(f.id for f in base.figures if taken[0].start <= f.locator.start < taken[-1].end)
        stay = frozenset(f.id for f in sheet.facts if f.id not in gone)
        asks = asked(sheet, rng, without=gone)
        what = f"{sheet.table.caption[:24]}: without {lost[0].label}"
        changes.append(Change("row removed", what, stay, gone=gone, asks=tuple(asks)))
    if changes:
        yield Variant(base, rebuilt(base.text, regions), tuple(changes))


NEW_ROWS = ("档案数字化比例", "应急演练参与率", "热线接听率", "公文差错率", "巡查覆盖面")
NEW_ITEMS = (
    ("2210203", "购房补贴"),
    ("2080502", "事业单位离退休"),
    ("2010399", "其他政府办公厅（室）及相关机构事务支出"),
)


@dataclass(frozen=True)
class NewRow:
    """A row made after another one: which words of that one are now which, and the piece that is its figure."""

    sheet: Sheet
    like: Fact
    words: dict[str, str]
    figure: Piece

    @classmethod
    def after(cls, sheet: Sheet, like: Fact, printed: str, turn: int) -> "NewRow":
        label = _row_name(sheet.base, like)
        if like.code:
            code, name = NEW_ITEMS[turn]
            return cls(sheet, like, {like.code: code, label: name}, new(printed))
        name = NEW_ROWS[(sheet.number + turn) % len(NEW_ROWS)]
        described = name if like.label == label else f"{name}的说明"
        return cls(sheet, like, {label: name, like.label: described}, new(printed))

    def cells(self, row: Row) -> list[list[Piece]]:
        """Cells like those of ``row``; further figures beside codes are left blank, and so is a merged first label."""
        cells: list[list[Piece]] = []
        for column, cell in enumerate(row):
            text = self.sheet.text(cell)
            if cell.start <= self.like.locator.start < cell.end:
                before = self.sheet.base.text[cell.start : self.like.locator.start]
                after = self.sheet.base.text[self.like.locator.end : cell.end]
                cells.append([new(before), self.figure, new(after)])
            elif text in self.words:
                cells.append([new(self.words[text])])
            elif self.like.code and column and re.fullmatch(NUMBER_PATTERN, text):
                cells.append([new("")])
            else:
                cells.append([new("" if not column and not self.like.code and len(row) > 3 else text)])
        return cells

    def change(self, variant: Variant) -> Change:
        like = expected_of(variant, self.like, {})
        assert like
        start = variant.draft.at(self.figure)
        value = Decimal(self.figure.text.replace(",", ""))
        path = tuple(self.words.get(part, part) for part in self.like.path)
        added = replace(like, start=start, end=start + len(self.figure.text), value=value, path=path)
        asked = question(self.sheet.base, self.like)
        for old, word in self.words.items():
            asked = asked.replace(old, word)
        what = f"{self.sheet.table.caption[:24]}: {'/'.join(path)} {self.figure.text}"
        facts = frozenset(f.id for f in self.sheet.facts)
        return Change("row added", what, facts, added=(added,), asks=(Ask(asked, value, like.unit),))


def rows_added(base: Base, rng: Random) -> Iterator[Variant]:
    """A row more in every table, made after the one above it: its figure is found, all others stay."""
    turn = base.number % 2
    regions, rows = [], []
    for sheet in sheets(base):
        fitting = [(g[-1], f) for g in groups_of(sheet, sheet.parts[0]) or [] for f in _own_figure(sheet, g[-1])]
        if not fitting:
            continue
        row, fact = rng.choice(fitting)
        made = NewRow.after(sheet, fact, new_amount(rng, turn * 3 + sheet.number), turn)
        regions.append(_with_row(sheet, sheet.parts[0].rows.index(tuple(row)) + 1, made.cells(row)))
        rows.append(made)
    if rows:
        variant = Variant(base, rebuilt(base.text, regions), ())
        yield replace(variant, changes=tuple(made.change(variant) for made in rows))


def _row_name(base: Base, fact: Fact) -> str:
    return str(base.by_hand[fact.id]["cell"][0]).split(" / ")[-1]


def _own_figure(sheet: Sheet, row: Row) -> list[Fact]:
    """The figure of a row whose names stand in cells of their own."""
    facts = [f for f in sheet.facts_in(row) if f.amount and not f.prose]
    if not facts or not facts[0].columns or (len(facts) > 1 and not facts[0].code):
        return []
    words = [sheet.text(cell) for cell in row]
    names = {_row_name(sheet.base, facts[0]), facts[0].label, *([facts[0].code] if facts[0].code else [])}
    return facts[:1] if all(1 <= words.count(name) <= 2 and name in facts[0].path for name in names) else []


def _with_row(sheet: Sheet, at: int, cells: list[list[Piece]]) -> tuple[int, int, list[Piece]]:
    """The first part of a table with a row put in before row ``at``."""
    rows = sheet.parts[0].rows
    first, others, between = ("", "\t", "\n") if sheet.is_rows_dialect else ("\t", "\n\t", "\n\n")
    row = [piece for i, cell in enumerate(cells) for piece in (new(others if i else first), *cell)]
    rest = [new(between), *lined_up(sheet, rows[at:])] if at < len(rows) else []
    return (*region(sheet, sheet.parts[0]), [*lined_up(sheet, rows[:at]), new(between), *row, *rest])


def dialects(base: Base, rng: Random) -> Iterator[Variant]:
    """Tables written in the other dialect: one row per line with TABs, or one cell per line."""
    regions: list[tuple[int, int, list[Piece]]] = []
    changes = []
    for sheet in sheets(base):
        parts = [_other_dialect(sheet, part) for part in sheet.parts]
        if any(pieces is None for pieces in parts):
            continue
        regions += [(*region(sheet, part), pieces or []) for part, pieces in zip(sheet.parts, parts, strict=True)]
        to = "one cell per line" if sheet.is_rows_dialect else "one row per line"
        changes.append(of_table(sheet, "dialect", to, *asked(sheet, rng)))
    if changes:
        yield Variant(base, rebuilt(base.text, regions), tuple(changes))


def _other_dialect(sheet: Sheet, part: RawTable) -> list[Piece] | None:
    head, body = sheet.header_from(part), sheet.body_from(part)
    if head > 2:
        return None  # a form above the table
    return _to_cells(sheet, part, head) if sheet.is_rows_dialect else _to_rows(sheet, part, head, body)


def _to_cells(sheet: Sheet, part: RawTable, head: int) -> list[Piece]:
    """Cells that a merge swallows are not written: blanks at a form row's end and in the upper header row."""
    two_rows = any("/" in header for header in sheet.table.headers)
    rows = []
    for i, row in enumerate(part.rows):
        cells = list(row)
        while i < head and len(cells) > 1 and not sheet.text(cells[-1]):
            cells.pop()
        rows.append([c for n, c in enumerate(cells) if not (two_rows and i == head and n and not sheet.text(c))])
    return as_cells(sheet, rows)


def _to_rows(sheet: Sheet, part: RawTable, head: int, body: int) -> list[Piece] | None:
    """Titles become lines above the table; swallowed cells are written as blanks."""
    title: list[Piece] = []
    rows = []
    for i, row in enumerate(part.rows):
        blank = [RawCell(row[-1].end, row[-1].end)]
        if i < head and (
            len(row) == 1 or any(word in sheet.text(cell) for cell in row for word in ("单位：", "时间：", "部门："))
        ):
            title += [piece for cell in row for piece in (*in_one_line(sheet.base.text, cell), new("\n\n"))]
        elif i < head:
            rows.append([*row, *blank * (sheet.width - len(row))])
        elif len(row) == sheet.width:
            rows.append(list(row))
        elif i < body and len(row) == len(sheet.blocks):
            merged = [
                [cell, *[RawCell(cell.end, cell.end)] * (len(block) - 1)]
                for cell, block in zip(row, sheet.blocks, strict=True)
            ]
            rows.append([cell for cells in merged for cell in cells])
        else:
            return None
    return [*title, *as_rows(sheet, rows)]


def page_breaks(base: Base, rng: Random) -> Iterator[Variant]:
    """A table broken over two pages, its header repeated on the second."""
    regions, changes = [], []
    for sheet in sheets(base):
        part = max(sheet.parts, key=lambda part: len(part.rows))
        body = sheet.body_from(part)
        if len(part.rows) - body < 3 or any(len(row) != sheet.width for row in part.rows[body:]):
            continue
        at = rng.randint(body + 1, len(part.rows) - 1)
        head = list(part.rows[sheet.header_from(part) : body])
        repeated = [new(piece.text) for piece in lined_up(sheet, head)]
        between = [new("\n\n")] if not sheet.is_rows_dialect else [new(_page_top(sheet))]
        after = [new("\n" if sheet.is_rows_dialect else "\n\n")]
        first, second = lined_up(sheet, part.rows[:at]), lined_up(sheet, part.rows[at:])
        regions.append((*region(sheet, part), [*first, *between, *repeated, *after, *second]))
        changes.append(of_table(sheet, "page break", f"before row {at}", *asked(sheet, rng)))
    if changes:
        yield Variant(base, rebuilt(base.text, regions), tuple(changes))


def _page_top(sheet: Sheet) -> str:
    """What the document prints above a table, once more: office, year, unit; else an empty line."""
    before = sheet.base.text[: sheet.parts[0].start].split("\n")[-9:]
    lines = [line for line in before if re.match(r"\d{3} ?\S+(?:办公室|局)$|预算年度：|单位：", line.strip())]
    return "\n\n" + "".join(f"{line}\n\n" for line in lines)
