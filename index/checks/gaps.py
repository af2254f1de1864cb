"""What is announced or expected and missing: blank cells, empty and cut-off tables, tables referred to, empty sections.

A blank or an empty table is legal where the document says so (空表列示, 无, 0): then it is no gap (domain section 3).
"""

import re
from collections.abc import Iterator

from index.checks.disclosure import Disclosure, named, stated
from index.checks.table_sums import TOTAL
from index.cleaning import clean, normalise, squash
from index.document import BLANK_MARKS, Locator, Section, Sentence, Table
from index.facts import Fact
from index.findings import Finding, Place, place_of_span

_FILLED_BY_ALL = re.compile(r"性质|规格|级别|经费.*形式|^指标值$|^目标值$|依据")
_EXPLAINS = re.compile(
    r"空表|无数据|无此|无政府|没有|未安排|不涉及|为空|无[^，。]{0,12}(?:预算|支出|收入|采购|资产|情况)|(?<![\d.])0(?:\.0+)?(?:万|亿)?元"
)
_SAYS_EMPTY = re.compile(r"空表|无数据|为空")
_REFERENCE = re.compile(
    r"(?:详见|参见|具体见|(?<=[（，])见)[《“\"]?(?P<name>[^，。；：、（）《》“”\"\s]{2,24}?表)(?=[》”\"，。；）]|$)"
)
_NEXT_TABLE = re.compile(r"(?:详见|见)下表|如下表")
_ELSEWHERE = re.compile(r"^(?:附|下|上|左|右|本|此|该|另|各)|附件|代$|仪$|图$")
_NEAR = 200  # characters below a table in which a note may stand
_NUMBER = re.compile(r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")


def blank_cells(disclosure: Disclosure) -> Iterator[Finding]:
    """A cell left blank in a column that most rows fill (单位规格, 指标值, 依据)."""
    for table in disclosure.document.tables:
        columns: dict[int | None, list[Fact]] = {}
        for fact in disclosure.facts_in(table):
            if fact.columns and not fact.prose and _FILLED_BY_ALL.search(squash(fact.columns[-1])):
                columns.setdefault(fact.locator.column, []).append(fact)
        for facts in columns.values():
            # A total has no nature and no rank of its own.
            blanks = [fact for fact in facts if fact.kind == "blank" and not TOTAL.match(squash(fact.label))]
            filled = sum(fact.kind != "blank" for fact in facts)
            for fact in blanks if filled >= 2 and filled >= len(blanks) else ():
                column = squash(fact.columns[-1])
                others = "，而其他行多已填写。" if len(blanks) > 1 else "，而其他各行都已填写。"
                message = f"《{table.caption}》中“{named(fact)}”的“{column}”为空{others}"
                yield disclosure.finding("blank_cell", "gap", message, [disclosure.place(fact)])


def empty_tables(disclosure: Disclosure) -> Iterator[Finding]:
    """A table without any figure that neither a note nor the text of its section explains; or one cut off."""
    for table in disclosure.document.tables:
        if not table.is_empty or len(table.headers) < 2 or not table.caption:
            continue
        if _is_cut_off(table):
            message = f"《{table.caption}》只有表头和“{_last_label(table)}”，后面的单元格缺失，表格可能不完整。"
            yield disclosure.finding("table_cut_off", "gap", message, [_caption(disclosure, table)])
        elif not table.note and not _explained(disclosure, table):
            message = f"《{table.caption}》没有任何数据，也没有说明是空表。"
            yield disclosure.finding("empty_table", "gap", message, [_caption(disclosure, table)])


def filled_tables_said_empty(disclosure: Disclosure) -> Iterator[Finding]:
    """A note 空表列示 under a table that has figures."""
    for table in disclosure.document.tables:
        figures = [fact for fact in disclosure.cells_in(table) if fact.amount and fact.amount.value]
        if table.note and table.note_span and _SAYS_EMPTY.search(table.note) and figures:
            message = f"《{table.caption}》注明是空表，表中却有数据（{named(figures[0])}{stated(figures[0])}）。"
            note = disclosure.span(table.section, *table.note_span, label=table.note)
            yield disclosure.finding(
                "filled_table_said_empty", "conflict", message, [note, disclosure.place(figures[0])]
            )


def missing_tables(disclosure: Disclosure) -> Iterator[Finding]:
    """详见政府采购预算表 where no table is called so; 详见下表 where none follows."""
    names = [squash(table.caption) for table in disclosure.document.tables]
    names += [squash(section.title) for section in disclosure.document.sections if _has_table(disclosure, section)]
    for sentence in disclosure.document.sentences:
        text = normalise(sentence.text)
        for match in _REFERENCE.finditer(text):
            core = re.sub(r"^(?:部门|单位|本部门|本单位)", "", squash(match["name"]))[:-1]
            if len(core) >= 3 and not _ELSEWHERE.search(core) and not any(core in name for name in names):
                message = f"文中称“{match.group()}”，但本文件中没有这张表。"
                yield disclosure.finding("missing_table", "gap", message, [_span(disclosure, sentence, match)])
        for match in _NEXT_TABLE.finditer(text):
            chapter = disclosure.chapter_of(sentence.section)
            if not any(sentence.start < table.start < chapter.end for table in disclosure.document.tables):
                message = f"文中称“{match.group()}”，但后面没有表。"
                yield disclosure.finding("missing_table", "gap", message, [_span(disclosure, sentence, match)])


def empty_sections(disclosure: Disclosure) -> Iterator[Finding]:
    """A numbered heading directly followed by the next heading of its kind."""
    document = disclosure.document
    for section, following in zip(document.sections[1:], document.sections[2:], strict=False):
        body = clean(document.source.text, section.start, section.end).text
        if squash(body) != squash(section.title) or following.parent != section.parent:
            continue
        if _same_kind(section, following):
            message = f"“{squash(section.title)}”只有标题，没有内容。"
            start, end = _title_span(disclosure, section)
            yield disclosure.finding(
                "empty_section", "gap", message, [disclosure.span(section.number, start, end, section.title)]
            )


def _same_kind(one: Section, other: Section) -> bool:
    """Whether two headings are numbered alike: 第二部分 and 第三部分, 三、 and 四、."""
    numbers = [_NUMBER.match(squash(section.title)) for section in (one, other)]
    kinds = {re.sub(r"[一二三四五六七八九十]+", "", number.group()) for number in numbers if number}
    return all(numbers) and len(kinds) == 1


def _title_span(disclosure: Disclosure, section: Section) -> tuple[int, int]:
    title = clean(disclosure.document.source.text, section.start, section.end)
    return title.source_span(0, len(title.text))


def _is_cut_off(table: Table) -> bool:
    """Whether the body has labels and not a single cell beside them, in a table of several columns."""
    body = [cell for cell in table.cells if cell.role in {"label", "value"}]
    return bool(body) and len(table.headers) > 3 and all(cell.role == "label" for cell in body)


def _last_label(table: Table) -> str:
    return next((squash(c.text) for c in reversed(table.cells) if c.role == "label" and c.text not in BLANK_MARKS), "")


def _explained(disclosure: Disclosure, table: Table) -> bool:
    """Whether the chapter says why; for a table before all chapters, whether the text up to the next table does."""
    chapter = disclosure.chapter_of(table.section)
    start, end = chapter.start, chapter.end
    if chapter.parent is None:
        later = [other.start for other in disclosure.document.tables if other.start > table.start]
        start, end = table.start, min([*later, table.end + _NEAR])
    return any(
        _EXPLAINS.search(normalise(sentence.text)) and start <= sentence.start < end
        for sentence in disclosure.document.sentences
    )


def _has_table(disclosure: Disclosure, section: Section) -> bool:
    return any(section.start <= table.start < section.end for table in disclosure.document.tables)


def _caption(disclosure: Disclosure, table: Table) -> Place:
    start, end = table.caption_span or (table.start, table.end)
    caption = clean(disclosure.document.source.text, start, end)
    start, end = caption.source_span(0, len(caption.text))
    within = Locator(disclosure.document.id, table.section, start, end)
    return place_of_span(disclosure.document, within, start, end, table.caption)


def _span(disclosure: Disclosure, sentence: Sentence, match: re.Match[str]) -> Place:
    start, end = sentence.offsets[match.start()], sentence.offsets[match.end() - 1] + 1
    return disclosure.span(sentence.section, start, end, sentence.text[:30])
