"""Facts of tables: what each value cell states, with unit, basis, concept and the period its column names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.amount import Amount, NumberToken, canonical_unit, dimension, find_numbers
from index.changes import as_change
from index.cleaning import normalise, squash
from index.columns import ACCOUNT_ROW
from index.concepts import Concepts, label_key
from index.document import BLANK_MARKS, Cell, Document, Locator, Table
from index.facts import Fact, Publisher
from index.grid_rows import number_like
from index.other_numbers import OtherNumber
from index.reports import Report, of_year, report_of, title_of
from index.table_periods import period_of
from index.text_facts import read_numbers
from index.units import units_by_row

_SIGN = re.compile(r"^(?:符号|比较符?)$")
_UNIT_COLUMN = re.compile(r"^(?:计量)?单位(?:（.*）)?$|^数量单位$")
_UNIT_IN_LABEL = re.compile(r"（([^）]{1,12})）")
_NOT_MONEY = re.compile(r"数量|面积|人数|个数|辆|台套|率|比例|%|标准|评分|得分|扣分|分值|权重|符号|编制")
_TARGET = re.compile(r"^(?:指标值|目标值|绩效目标值)")
_GRADE = re.compile(r"评价标准|^[优良中差]$")
_CODE_HEADER = re.compile(r"编码|目录序号|代码")
_CODE_VALUE = re.compile(r"^[235]\d{2}(?:\d{2}){0,2}$")
_TOTALS = frozenset({"合计", "总计", "小计"})
_FUND_COLUMN = re.compile(r"一般公共预算|财政拨款|政府性基金|国有资本|财政专户")
_PLAIN_COLUMN = re.compile(r"(?:预算|决算|执行)数?(?:合计)?$|金额$|^数$|年度?$|^价值|拨款$|^小计$")
_TOTAL_BEHIND = re.compile(r"(?:合计|小计)$")
_TABLE_NUMBER = re.compile(r"^(?:附?表|公开|预算|附件)[\d一二三四五六七八九十-]+表?[ :：]*")
_PLAN_COLUMN = re.compile(r"预算|计划|年初|任务|全年|决算")
_FREE_TEXT = 60
_MEASURED_NAME = re.compile(r"(?:率|数|数量|次数|人数|比例|个数|条数|面积|时间|天数)$")


@dataclass(frozen=True, slots=True)
class _Context:
    document: Document
    table: Table
    publisher: Publisher
    concepts: Concepts
    cells: dict[tuple[int, int], Cell]
    others: list[OtherNumber]
    units: dict[int, str]
    report: Report


def table_facts(document: Document, publisher: Publisher, others: list[OtherNumber]) -> list[Fact]:
    """Facts of all tables of a document, in reading order; numbers in text cells that are no figures go to ``others``."""
    concepts = Concepts.load()
    return [fact for table in document.tables for fact in _facts_of(document, table, publisher, concepts, others)]


def _facts_of(
    document: Document, table: Table, publisher: Publisher, concepts: Concepts, others: list[OtherNumber]
) -> Iterator[Fact]:
    report = report_of(title_of(document), (*document.section_path(table.section), table.caption), publisher)
    context = _Context(
        document,
        table,
        of_year(publisher, report),
        concepts,
        {(cell.row, cell.column): cell for cell in table.cells},
        others,
        units_by_row(table, publisher.entity),
        report,
    )
    done: set[tuple[int, int]] = set()
    for cell in table.cells:
        if cell.role != "value" or (cell.row, cell.column) in done:
            continue
        group = _measure_group(context, cell)
        done.update((member.row, member.column) for member in group)
        yield from _cell_facts(context, group)


def _measure_group(context: _Context, cell: Cell) -> list[Cell]:
    """A value split over cells: 符号 | 值 | 单位, or value | unit under one header; else the cell alone."""
    group = [cell]
    while True:
        last = group[-1]
        following = context.cells.get((cell.row, last.column + last.colspan))
        if following is None or following.role != "value" or not cell.column_labels or not following.column_labels:
            return group
        same = following.column_labels == cell.column_labels
        split = following.column_labels[:-1] == cell.column_labels[:-1] != () and bool(
            _SIGN.match(cell.column_labels[-1]) or _UNIT_COLUMN.match(following.column_labels[-1])
        )
        figures = number_like(last.text) and number_like(following.text)
        if not (same or split) or figures or following.row_labels[:1] != cell.row_labels[:1]:
            return group
        group.append(following)


def _cell_facts(context: _Context, group: list[Cell]) -> Iterator[Fact]:
    filled = [cell for cell in group if squash(cell.text) not in BLANK_MARKS]
    if not filled:
        dash = next((cell for cell in group if squash(cell.text)), None)
        if any(group[0].row_labels):
            # A printed —— is no blank cell: it is shown as it stands.
            yield (
                _fact(context, dash, "text", text=dash.text)
                if dash
                else as_change(_fact(context, group[0], "blank"), context.publisher)
            )
        return
    joined = " ".join(" ".join(cell.text.split()) for cell in filled)
    if len(group) > 1:
        words = [cell for cell in filled if squash(cell.text) != "文字描述"]
        number = next((cell for cell in filled if number_like(cell.text)), None)
        if number is None:
            cell = words[-1] if words else filled[-1]
            yield _fact(context, cell, "text", text="".join(cell.text.split()))
            return
        yield _amount_fact(context, number, joined, group)
        return
    cell = filled[0]
    if number_like(cell.text):
        header = cell.column_labels[-1] if cell.column_labels else ""
        if _CODE_HEADER.search(header):
            yield _fact(context, cell, "text", text=squash(cell.text))
        else:
            yield _amount_fact(context, cell, cell.text, group)
        return
    yield _fact(context, cell, "text", text=cell.text)
    yield from _prose_in_cell(context, cell)


def _prose_in_cell(context: _Context, cell: Cell) -> Iterator[Fact]:
    """Figures inside a text cell: 预算数150.57万元。其中：…; 满意率90%以上."""
    raw = context.document.source.text[cell.start : cell.end]
    labelled, others = read_numbers(raw)
    context.others.extend(OtherNumber(cell.start + o.start, cell.start + o.end, o.kind) for o in others)
    for found in labelled:
        token = found.token
        unit = token.unit
        if _in_name(raw, token):  # 超过1个月不更新栏目数量: part of what an indicator is called
            context.others.append(OtherNumber(cell.start + token.number_start, cell.start + token.number_end, "name"))
            continue
        start, end = cell.start + token.number_start, cell.start + token.number_end
        amount = Amount(token.value, unit, raw[token.start : token.end].strip())
        own = (found.label,) if len(raw) > 12 or not cell.column_labels else ()
        path = tuple(label for label in (*cell.row_labels, *cell.column_labels, *found.parents, *own) if label)
        # A money figure in a cell is that cell's project, not the whole office: 预算数 of a project is no 支出预算.
        yield _fact(
            context,
            cell,
            "amount",
            amount=amount,
            comparator=token.comparator,
            label=(own or path[-1:] or ("",))[0],
            path=path,
            span=(start, end),
            basis="target" if _is_target(context, cell) else None,
            prose=True,
        )


def _in_name(raw: str, token: NumberToken) -> bool:
    """Whether a number stands inside a short name, with words behind it that say what is counted or measured."""
    text = normalise(raw).strip()
    return (
        len(text) <= _FREE_TEXT // 2
        and not re.search(r"[，。；：、]", text)
        and _MEASURED_NAME.search(text) is not None
        and re.match(r"[一-鿿]{2}", normalise(raw)[token.end :]) is not None
    )


def _amount_fact(context: _Context, cell: Cell, printed: str, group: list[Cell]) -> Fact:
    folded = normalise(cell.text)
    token = find_numbers(folded)[0]
    comparator, unit, unit_span = token.comparator, token.unit, None
    for member in group:
        sign = _comparator(member)
        if member is not cell and sign:
            comparator = sign
        elif (
            member is not cell
            and member.column > cell.column
            and squash(member.text) not in BLANK_MARKS
            and not re.search(r"\d", member.text)
        ):
            unit = unit or canonical_unit(squash(member.text))
            unit_span = (member.start, member.end)
    if unit is None:
        unit, unit_span = _unit_of(context, cell)
    raw = normalise(context.document.source.text[cell.start : cell.end])
    start = cell.start + raw.find(folded[token.number_start : token.number_end])
    end = start + token.number_end - token.number_start
    found = _fact(
        context,
        cell,
        "amount",
        amount=Amount(token.value, unit, " ".join(printed.split())),
        comparator=comparator,
        span=(start, end),
        unit_span=unit_span,
        basis="target" if _is_target(context, cell) else None,
        context_span=(min(member.start for member in group), max(member.end for member in group if member.text)),
    )
    return as_change(found, context.publisher) if found.basis != "target" else found


def _comparator(cell: Cell) -> str | None:
    return {">=": "≥", "<=": "≤", "≥": "≥", "≤": "≤", "=": "=", ">": ">", "<": "<"}.get(squash(cell.text))


def _is_target(context: _Context, cell: Cell) -> bool:
    return bool(cell.column_labels) and bool(
        _TARGET.match(cell.column_labels[0]) or _GRADE.search(cell.column_labels[0])
    )


def _unit_of(context: _Context, cell: Cell) -> tuple[str | None, tuple[int, int] | None]:
    """The unit of a bare number: its column's header, its row's label or unit column, then the table's money unit."""
    for label in reversed(cell.column_labels):
        unit = _unit_in(label)
        if unit:
            return unit, _header_span(context, cell, label)
    header = squash("/".join(cell.column_labels))
    if _is_target(context, cell):
        return next((unit for label in reversed(cell.row_labels) if (unit := _unit_in(label))), None), None
    if _NOT_MONEY.search(header) and not re.search(r"金额|价", header):
        for (row, column), unit_cell in context.cells.items():
            if row == cell.row and column < cell.column and _UNIT_COLUMN.match(_own_header(context, column)):
                unit = squash(unit_cell.text)
                if unit:
                    return canonical_unit(unit), (unit_cell.start, unit_cell.end)
        for label in reversed(cell.row_labels):
            unit = _unit_in(label)
            if unit:
                return unit, None
        return None, None
    for label in reversed(cell.row_labels):
        # 公务用车保有量（辆） in a table of 万元: a count's own unit wins, except in a column of values.
        own = _unit_in(label)
        if own and dimension(own) in {"count", "area"} and not re.search(r"金额|价", header):
            return own, None
    if "%" in header or any("%" in normalise(label) for label in cell.row_labels):
        return "%", None
    return context.table.unit, context.table.unit_span


def _own_header(context: _Context, column: int) -> str:
    """The header of a column that stands under no other; 单位 under 指标值 is no unit column of the row."""
    headers = context.table.headers
    return headers[column] if column < len(headers) and "/" not in headers[column] else ""


def _unit_in(label: str | None) -> str | None:
    """A unit in brackets: （平方米）, （金额单位：万元）, （台、辆） (the one the label itself names, else the first)."""
    folded = squash(label or "")
    for match in _UNIT_IN_LABEL.finditer(folded):
        words = [w for w in re.split(r"[、/，]|单位：|金额", match.group(1)) if w]
        known = [w for w in words if dimension(w) != "count" or w in folded[: match.start()] or len(w) <= 2]
        known = [w for w in known if re.fullmatch(r"[^\d\s]{1,4}", w) and (dimension(w) != "count" or _is_counter(w))]
        if known:
            stem = folded[: match.start()]
            return canonical_unit(next((w for w in known if w in stem), known[0]))
    return None


def _is_counter(word: str) -> bool:
    tokens = find_numbers("1" + word)
    return bool(tokens) and tokens[0].unit is not None and tokens[0].end == len(word) + 1


def _header_span(context: _Context, cell: Cell, label: str) -> tuple[int, int] | None:
    for other in context.table.cells:
        if other.role == "header" and squash(other.text) == squash(label):
            return other.start, other.end
    return None


def _fact(
    context: _Context,
    cell: Cell,
    kind: str,
    *,
    amount: Amount | None = None,
    text: str | None = None,
    comparator: str = "=",
    label: str | None = None,
    path: tuple[str, ...] | None = None,
    span: tuple[int, int] | None = None,
    unit_span: tuple[int, int] | None = None,
    basis: str | None = None,
    context_span: tuple[int, int] | None = None,
    prose: bool = False,
) -> Fact:
    table, document = context.table, context.document
    start, end = span or (cell.start, cell.end)
    code = _code_of(cell.row_labels)
    row_label = label or next((label for label in reversed(cell.row_labels) if not label.isdigit()), "")
    row_label = row_label or (cell.column_labels[-1] if cell.column_labels else "")
    economic = any("经济" in header for header in table.headers)
    money = amount is None or dimension(amount.unit) in {"money", "none"}
    concept = None
    if not prose and (money or basis is None):
        parents = (("政府采购",) if "采购" in table.caption else ()) + cell.row_labels[:-1]  # 货物, 工程, 服务
        concept = code or context.concepts.link(row_label, parents, None, economic)
    if squash(row_label) in _TOTALS or ACCOUNT_ROW.fullmatch(squash(row_label)) or _is_whole(context, row_label):
        concept = _concept_of_total(context, cell)
    period, column_basis = period_of(cell, context.table, context.publisher, carried_out=context.report.carried_out)
    basis = basis or column_basis
    planned = _PLAN_COLUMN.search("".join(cell.column_labels)) is not None
    own_label = row_label if planned or kind == "text" else context.report.label(row_label, basis)
    identity = f"{document.id}/t{table.number}/r{cell.row}/c{cell.column}" + (f"/{start - cell.start}" if prose else "")
    return Fact(
        id=identity,
        document=document.id,
        kind=kind,
        label=own_label,
        path=tuple(own_label if part == row_label else part for part in (cell.row_labels if path is None else path)),
        columns=cell.column_labels,
        caption=table.caption,
        section=document.section_path(table.section),
        entity=context.publisher.entity,
        period=period,
        basis=basis,
        measure=dimension(amount.unit) if amount else kind,
        locator=Locator(document.id, table.section, start, end, table.number, cell.row, cell.column),
        amount=amount,
        text=text,
        comparator=comparator,
        concept=concept,
        code=code,
        base=None if planned else context.report.base(basis),
        scope=context.units.get(cell.row),
        prose=prose,
        context=context_span or (cell.start, cell.end),
        unit_span=unit_span,
    )


def _is_whole(context: _Context, row_label: str) -> bool:
    """Whether a row of a table by units is that of the whole body: it bears the body's own name, and 本级 stands below it."""
    if squash(row_label) != squash(context.publisher.entity):
        return False
    return any(cell.role == "label" and "本级" in cell.text for cell in context.table.cells)


def _concept_of_total(context: _Context, cell: Cell) -> str | None:
    """What the cell of a row of totals is of: the side of a two-sided table, the item that its column names, or the table's."""
    side = cell.column_labels[0] if len(cell.column_labels) > 1 else ""
    if side in {"收入", "支出"}:
        return "income" if side == "收入" else "expenditure"
    item = next((label for label in reversed(cell.column_labels) if squash(label) not in _TOTALS), "")
    if item and not _PLAIN_COLUMN.search(item):
        above = tuple(label for label in cell.column_labels if label != item)
        linked = None if _FUND_COLUMN.search(item) else context.concepts.link(_TOTAL_BEHIND.sub("", item), above)
        if linked or item == cell.column_labels[-1]:
            return linked
    if not context.table.caption or "绩效" in context.table.caption:
        return None  # the projects that were assessed are not the whole budget
    return context.concepts.link(_caption_item(context.table.caption))


def _code_of(labels: tuple[str, ...]) -> str | None:
    """The classification code of a row: one cell (2013101), or 类, 款 and 项 in cells of their own (201 | 31 | 01)."""
    code = next((label for label in labels if _CODE_VALUE.match(label)), None)
    if code is None or len(code) != 3:
        return code
    at = labels.index(code)
    for label in labels[at + 1 : at + 3]:
        if not re.fullmatch(r"\d{2}", label):
            break
        code += label
    return code


def _caption_item(caption: str) -> str:
    """What the 合计 row of a table sums: 部门预算财政拨款“三公”经费支出表 -> “三公”经费支出."""
    key = label_key(_TABLE_NUMBER.sub("", normalise(caption)))
    key = re.sub(r"^(?:\d{4}年(?:度)?)?(?:部门|单位)?(?:预算|决算)?(?:一般公共预算)?(?:财政拨款)?", "", key)
    return re.sub(r"(?:预算|决算)?(?:财政拨款)?(?:总|明细|情况|统计|汇总|公开)*表$", "", key)
