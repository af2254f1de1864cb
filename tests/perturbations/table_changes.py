"""Perturbations of tables and sections: columns and rows moved, added, removed; dialects; page breaks; headings."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from random import Random

from index.amount import NUMBER_PATTERN
from index.cleaning import squash
from index.document import RawCell, RawTable, Table
from index.facts import Fact
from tests.perturbations.base import Base
from tests.perturbations.draft import Draft, Edit, Piece, edited, kept, new, rebuilt
from tests.perturbations.judging import Ask, Change, Variant, expected_of
from tests.perturbations.prose_changes import in_turn, named, new_amount, to_ask

Row = Sequence[RawCell]
CELLS_IN_A_DRAFT = 12


@dataclass(frozen=True)
class Sheet:
    """One table of the text as its parts between page breaks stand in it: rows of cells, and the facts inside."""

    base: Base
    table: Table
    parts: tuple[RawTable, ...]
    facts: tuple[Fact, ...]

    @property
    def number(self) -> int:
        return self.table.number

    @property
    def is_rows_dialect(self) -> bool:
        return not self.parts[0].merged_missing

    def text(self, cell: RawCell) -> str:
        return self.base.text[cell.start : cell.end].strip()

    def facts_in(self, row: Row) -> list[Fact]:
        return [f for f in self.facts if row[0].start <= f.locator.start < row[-1].end]

    def header_from(self, part: RawTable) -> int:
        """The first row that prints column headers; rows above it are titles and forms (绩效目标 | …)."""
        names = {name for header in self.table.headers for name in header.split("/") if name}
        rows = [{squash(self.text(cell)) for cell in row} for row in part.rows]
        return next((i for i, words in enumerate(rows) if len(words & names) >= 2), 0)

    def body_from(self, part: RawTable) -> int:
        """The first row below the headers that holds a figure or a text people ask for."""
        spans = [
            (f.locator.start, f.locator.end)
            for f in self.base.extraction.facts
            if f.locator.table == self.number and not f.prose
        ]
        for i, row in enumerate(part.rows[self.header_from(part) :], self.header_from(part)):
            if any(
                row[0].start <= start < row[-1].end or (start, end) == (row[0].start, row[0].end)
                for start, end in spans
            ):
                return i
        return len(part.rows)

    @property
    def width(self) -> int:
        return max(len(row) for part in self.parts for row in part.rows)

    @property
    def blocks(self) -> list[list[int]]:
        """Columns by their top header, from the header paths: [[0, 1], [2], [3, 4]]."""
        numbered = list(enumerate(self.table.headers))
        return [
            [i for i, _ in run] for _, run in groupby(numbered, key=lambda pair: pair[1].split("/")[0] or str(pair[0]))
        ]


def sheets(base: Base) -> list[Sheet]:
    """The tables of a document whose figures people read, with one cell in the text for every column."""
    raw = [block for block in base.document.source.blocks if isinstance(block, RawTable)]
    found = []
    for table in base.document.tables:
        parts = tuple(part for part in raw if table.start <= part.start < table.end)
        facts = tuple(f for f in base.figures if f.locator.table == table.number)
        if parts and facts and len(table.headers) == max(len(row) for part in parts for row in part.rows):
            found.append(Sheet(base, table, parts, facts))
    return found


def lined_up(sheet: Sheet, rows: Sequence[Row]) -> list[Piece]:
    """Rows as pieces in the dialect of their table."""
    return as_rows(sheet, rows) if sheet.is_rows_dialect else as_cells(sheet, rows)


def as_rows(sheet: Sheet, rows: Sequence[Row]) -> list[Piece]:
    pieces: list[Piece] = []
    for number, row in enumerate(rows):
        pieces += [new("\n")] if number else []
        for column, cell in enumerate(row):
            pieces += [new("\t")] if column else []
            pieces += in_one_line(sheet.base.text, cell)
    return pieces


def in_one_line(text: str, cell: RawCell) -> list[Piece]:
    """A cell with spaces for its line breaks."""
    breaks = [at for at in range(cell.start, cell.end) if text[at] == "\n"]
    edges = [cell.start, *(edge for at in breaks for edge in (at, at + 1)), cell.end]
    pieces: list[Piece] = []
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        pieces += [*([new(" ")] if pieces else []), *([kept(text, a, b)] if b > a else [])]
    return pieces


def as_cells(sheet: Sheet, rows: Sequence[Row]) -> list[Piece]:
    """One cell per line behind a TAB, an empty line after each row but the last."""
    pieces: list[Piece] = []
    for number, row in enumerate(rows):
        pieces += [new("\n\n")] if number else []
        for column, cell in enumerate(row):
            pieces += [new("\n\t" if column else "\t"), kept(sheet.base.text, cell.start, cell.end)]
    return pieces


def region(sheet: Sheet, part: RawTable) -> tuple[int, int]:
    """What a part takes up in the text, with the TAB in front of its first cell."""
    return (part.start if sheet.is_rows_dialect else part.start - 1), part.end


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


def asked(base: Base, facts: Sequence[Fact], rng: Random, count: int = 1) -> list[Ask]:
    """Questions for figures of rows that are told apart by their last label."""
    figures = [f for f in facts if f.amount and not f.prose]
    questions = [question(base, f) for f in figures]
    fitting = [f for f, text in zip(figures, questions, strict=True) if questions.count(text) == 1]
    chosen = rng.sample(fitting, min(count, len(fitting)))
    return [Ask(question(base, f), f.amount.value, f.amount.unit) for f in chosen if f.amount]


def amounts_in_cells(base: Base, rng: Random) -> Iterator[Variant]:
    """Cells get other figures; what stands around the number (≥, %, 台) stays."""
    figures = [f for f in base.cells() if f.amount is not None]
    facts = rng.sample(figures, min(len(figures), 30))
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
            changes.append(
                Change("amount in a cell", what, frozenset({fact.id}), {fact.id: {"value": value}}, asks=(ask,))
            )
        yield Variant(base, edited(base.text, edits), tuple(changes))


def comparators(base: Base, rng: Random) -> Iterator[Variant]:
    """≥ becomes ≤, 不低于, …以上 and so on."""
    written = {
        "≥": ("≤{}", "≤"),
        "≤": ("不低于{}", "≥"),
        "=": ("{}以上", "≥"),
        "<": ("＞{}", ">"),
        ">": ("不超过{}", "≤"),
    }
    edits: list[Edit] = []
    changes = []
    text = base.text
    for fact in base.cells():
        if fact.amount is None or not fact.amount.unit or fact.columns[-1:] != ("指标值",):
            continue
        start = fact.locator.start
        before = text[start - 1]
        after = re.compile(rf"({NUMBER_PATTERN})(\s*{re.escape(fact.amount.unit)})(?=\s)").match(text, start)
        if after is None or (before not in "≥≤<>=" and before not in "\t"):
            continue
        shape, sign = written[before if before in written else "="]
        start -= 1 if before in written else 0
        edits.append((start, start + (1 if before in written else 0), shape.split("{}")[0]))
        edits.append((after.end(), after.end(), shape.split("{}")[1]))
        what = f"{fact.label} {fact.amount.printed} -> {shape.format(fact.amount.printed.lstrip('≥≤<>='))}"
        changes.append(Change("comparator", what, frozenset({fact.id}), {fact.id: {"comparator": sign}}))
    if changes:
        yield Variant(base, edited(text, [edit for edit in edits if edit[0] < edit[1] or edit[2]]), tuple(changes))


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
        changes.append(of_table(sheet, "columns", " ".join(names), *asked(base, sheet.facts, rng)))
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
        changes.append(of_table(sheet, "rows reordered", str(order), *asked(base, sheet.facts, rng)))
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
        asks = asked(base, [f for f in sheet.facts if f.id in stay], rng)
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
        changes.append(of_table(sheet, "dialect", to, *asked(base, sheet.facts, rng)))
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
        changes.append(of_table(sheet, "page break", f"before row {at}", *asked(base, sheet.facts, rng)))
    if changes:
        yield Variant(base, rebuilt(base.text, regions), tuple(changes))


def _page_top(sheet: Sheet) -> str:
    """What the document prints above a table, once more: office, year, unit; else an empty line."""
    before = sheet.base.text[: sheet.parts[0].start].split("\n")[-9:]
    lines = [line for line in before if re.match(r"\d{3} ?\S+(?:办公室|局)$|预算年度：|单位：", line.strip())]
    return "\n\n" + "".join(f"{line}\n\n" for line in lines)


NUMERALS = "一二三四五六七八九十"
_HEADING = re.compile(rf"^([ \t]*)([{NUMERALS}]{{1,2}})、(?=\s?[^\n。；]{{4,40}}$)", re.MULTILINE)
SMALL_HEADING = re.compile(
    r"^(?:[123]、|（[一二三]）)(?=(?:收入|支出|比上年|与上年|较上年)[^\n。]{0,10}$)", re.MULTILINE
)


def main_headings(base: Base) -> list[tuple[int, int, str]]:
    """(start, end of the numeral, numeral) of the headings 一、 to 九、 that are sections of the document itself."""
    starts = {section.start for section in base.document.sections if len(section.path) <= 2}
    found = []
    for match in _HEADING.finditer(base.text):
        section_here = any(match.start() <= start <= match.start(2) for start in starts)
        if section_here and len(match.group(2)) == 1:
            found.append((match.start(2), match.end(2), match.group(2)))
    return found


def headings(base: Base, rng: Random) -> Iterator[Variant]:
    """Sections numbered otherwise: shifted, with a gap, with a double, in another style."""
    marks = main_headings(base)
    shifts: dict[str, Callable[[int], int]] = {
        "one higher": lambda n: n + 1,
        "two higher after the third": lambda n: n + (2 if n > 2 else 0),
        "the fourth missing": lambda n: n + (1 if n > 2 else 0),
        "the third double": lambda n: n - (1 if n > 2 else 0),
    }
    small = [(m.start(), m.end()) for m in SMALL_HEADING.finditer(base.text)]
    edits = {
        what: [(start, end, NUMERALS[min(by(NUMERALS.index(n)), 9)]) for start, end, n in marks]
        for what, by in shifts.items()
    }
    edits["第一部分 for 一、"] = [(start, end + 1, f"第{n}部分 ") for start, end, n in marks]
    edits["1. for 一、"] = [(start, end + 1, f"{NUMERALS.index(n) + 1}.") for start, end, n in marks]
    edits["（一） for 1、"] = [(start, end, f"（{NUMERALS[i]}）") for i, (start, end) in enumerate(small)]
    edits["(1) for 1、"] = [(start, end, f"({i + 1})") for i, (start, end) in enumerate(small)]
    edits["1. for 1、"] = [(start, end, f"{i + 1}.") for i, (start, end) in enumerate(small)]
    for what in in_turn(base, tuple(edits)):
        if edits[what]:
            asks = [to_ask(base, fact) for fact in named(base, rng, 1)]
            yield Variant(base, edited(base.text, edits[what]), (Change("sections", what, asks=tuple(asks)),))


def section_order(base: Base, rng: Random) -> Iterator[Variant]:
    """Whole sections in another order, numbered anew."""
    marks = main_headings(base)
    by_numeral = {numeral: start for start, _, numeral in marks}
    starts = [by_numeral[n] for n in NUMERALS if n in by_numeral]
    if starts != sorted(starts) or len(starts) < 6:
        return
    text = base.text
    starts = [text.rfind("\n", 0, start) + 1 for start in starts]
    spans = list(zip(starts, [*starts[1:], len(text)], strict=True))
    inner = list(range(1, len(spans)))
    while inner == sorted(inner):
        rng.shuffle(inner)
    pieces = [kept(text, 0, starts[0])]
    for place, section in enumerate([0, *inner]):
        start, end = spans[section]
        at, until = next((m[0], m[1]) for m in marks if start <= m[0] < end)
        pieces += [kept(text, start, at), Piece(at, until, NUMERALS[place]), kept(text, until, end), new("\n\n")]
    asks = [to_ask(base, fact) for fact in named(base, rng, 2)]
    what = f"order 1{''.join(str(i + 1) for i in inner)}"
    yield Variant(base, Draft(tuple(pieces)), (Change("section order", what, asks=tuple(asks)),))
