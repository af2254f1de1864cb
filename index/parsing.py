"""Source to Document: contents pages set aside, sections built, tables joined and captioned, prose cut into sentences."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import PurePath

from index.cleaning import CleanText, clean, normalise, squash
from index.document import Document, Paragraph, RawCell, RawTable, Section, Sentence, Source, Table
from index.grid_rows import GridRow, header_like, is_meta, number_like
from index.sections import Line, build_sections, is_heading, numbering
from index.tables import repeated_header, table_body, table_rows, without_repeated_headers

_CONTENTS_PAGE = re.compile(r"^(?:\d{1,3}|错误[！!]未定义书签。?|-+|第\d+页)?$")
_MONEY_UNIT = re.compile(r"(?:金额)?单位[:：]?\s*(人民币)?(亿元|万元|元)|[（(](?:金额单位[:：])?(亿元|万元|元)[）)]")
_DATE = re.compile(r"截[止至](?:时间|日期)?[:：]?\s*(\d{4}(?:年|-|\.|/)\d{1,2}(?:月|-|\.|/)\d{1,2}日?)")
_NOTE = re.compile(r"^(?:注|备注|说明)[:：]|空表列示|本表(?:无数据|为空)|无此项")
_SENTENCE_END = re.compile(r"[。！？!?]+[”\"）)]?")
_RUN_IN_HEADING = re.compile(
    r"(?P<words>(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）) *[^，。；：:\d（）“”]{2,24})。 *(?=[^。]{12})"
)
_CAPTION_LENGTH = 60
_TITLE_MARKS = re.compile(r"^《(?P<title>[^《》]+)》$")  # whoever cites a table puts its name into them
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年(?:度|\d{1,2}月)?")  # 部门：… | 2023年度 | 单位：万元
_CAPTION_REACH = 6
_TITLE_WORDS = re.compile(
    r"(?:\d{4}|二[〇零○][〇零○一二三四五六七八九]{2}) ?年.*(?:预算|决算|公开|三公)|(?:预算|决算|三公).{0,12}\d{4} ?年.{0,10}(?:说明|公开)$"
)
_TITLE_LINES = 4
_TITLE_LINE = 40
# What a page prints around a title: | 名称: | …说明 | |||
_AROUND_TITLE = re.compile(r"^[\s|-]*(?:标题|(?:信息)?名称)(?:[\s|]*[：:][\s|]*|[\s|]+)|^[\s|]+|[\s|]+$")
_TITLE_END = re.compile(r"(?:说明|公开|情况|报告|预算|决算|表)(?:（[^）]{0,6}）)?$")
_NO_NAME = re.compile(r"[。；：:，,\d]")
_OPENS_TITLE = re.compile(
    r"[一-鿿]{2}关于(?:19|20)\d\d ?年[^。；：]{0,12}$"
)  # …人民政府关于2021年全州和州级 | 财政决算…的报告
_OF_PAGE = re.compile(r"(?:信息|公开|公示|正文|专栏|动态|列表|打印|关闭)$")  # words of a page above a title
_BREADCRUMB = re.compile(r"(?:您的|当前)位置|首页|>")
_CONTENTS_LINE = 40
_FEWEST_LISTED = 3
_CONTENTS_LINES = 80
_YEAR_AHEAD = re.compile(r"^(?:(?:19|20)\d\d年度?)+")


@dataclass(slots=True)
class _Piece:
    """A block on its way: a paragraph, or a table with its rows (parts joined)."""

    start: int
    end: int
    clean: CleanText | None = None
    paragraph: Paragraph | None = None
    raw: RawTable | None = None
    rows: list[GridRow] = field(default_factory=list)
    role: str = "text"
    level: int | None = None


def parse_document(source: Source, file: str, edition: str = "") -> Document:
    """The parsed document. ``file`` is a name for people; the id comes from the text, and from the ``edition`` where one is told apart."""
    set_aside: list[tuple[int, int, str]] = []
    pieces = _pieces(source, set_aside)
    set_aside += _set_contents_aside(pieces)
    pieces = _join_tables(pieces, set_aside)
    _mark_captions(pieces)
    set_aside += [(piece.start, piece.end, "meta") for piece in pieces if piece.role in {"meta", "note"}]
    title = _title(pieces, file)
    lines = [piece for piece in pieces if piece.clean is not None and piece.role in {"text", "caption"}]
    sections, membership = build_sections(
        [Line(_text(p), p.start, p.end, p.level or (p.paragraph.level if p.paragraph else None)) for p in lines],
        title,
        len(source.text),
    )
    section_of = {id(piece): number for piece, number in zip(lines, membership, strict=True)}
    tables: list[Table] = []
    current = 0
    sheet: str | None = None
    for at, piece in enumerate(pieces):
        current = section_of.get(id(piece), current)
        if piece.paragraph is not None:
            sheet = piece.paragraph.sheet
        if piece.raw is not None:
            # A sheet of its own stands under no heading of another sheet.
            own = current if piece.raw.sheet == sheet else 0
            tables.append(_table(source, pieces, at, own, section_of, len(tables), sections))
    sentences = tuple(
        sentence
        for number, piece in enumerate(lines)
        if piece.clean is not None
        for sentence in split_sentences(piece.clean, section_of[id(piece)], number)
    )
    return Document(
        id=hashlib.sha256(f"{edition}{source.text}".encode()).hexdigest()[:16],
        file=PurePath(file).name,
        title=title,
        source=source,
        sections=sections,
        tables=tuple(tables),
        sentences=sentences,
        set_aside=tuple(set_aside),
    )


def split_sentences(text: CleanText, section: int, paragraph: int) -> list[Sentence]:
    """Sentences of a clean paragraph, each with its own offsets."""
    sentences, start = [], 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text.text)]
    for end in [*ends, len(text.text)]:
        if text.text[start:end].strip():
            lead = len(text.text[start:end]) - len(text.text[start:end].lstrip())
            part = text.part(start + lead, end)
            sentences.append(Sentence(part.text, part.offsets, section, paragraph))
        start = end
    return sentences


def _pieces(source: Source, set_aside: list[tuple[int, int, str]]) -> list[_Piece]:
    pieces = []
    for block in source.blocks:
        if isinstance(block, RawTable):
            if all(is_meta(source.text[cell.start : cell.end]) or cell.start == cell.end for cell in _cells(block)):
                # 填报部门：… beside 单位：万元, set apart from its table by an empty line.
                pieces += [
                    _Piece(cell.start, cell.end, clean=clean(source.text, cell.start, cell.end))
                    for cell in _cells(block)
                    if cell.start < cell.end
                ]
                continue
            rows, repeated = without_repeated_headers(table_rows(source.text, block))
            pieces.append(_Piece(block.start, block.end, raw=block, rows=rows))
            set_aside += [(row[0].start, row[-1].end, "header") for row in repeated]
            continue
        text = clean(source.text, block.start, block.end, wrapped=block.wrapped)
        if text.text:
            pieces += _with_heading_apart(_Piece(block.start, block.end, clean=text, paragraph=block))
    return pieces


def _with_heading_apart(piece: _Piece) -> list[_Piece]:
    """A paragraph in two where its first sentence is a numbered heading: （二）政府性基金预算。2018年全区收入33,652万元…."""
    assert piece.clean is not None
    heading = _RUN_IN_HEADING.match(normalise(piece.clean.text))
    if heading is None or not is_heading(piece.clean.text[: heading.end("words")]):
        return [piece]
    parts = (piece.clean.part(0, heading.end("words")), piece.clean.part(heading.end(), len(piece.clean.text)))
    return [_Piece(p.offsets[0], p.offsets[-1] + 1, clean=p, paragraph=piece.paragraph) for p in parts]


def _cells(table: RawTable) -> list[RawCell]:
    return [cell for row in table.rows for cell in row]


def _text(piece: _Piece) -> str:
    return piece.clean.text if piece.clean is not None else ""


def _set_contents_aside(pieces: list[_Piece]) -> list[tuple[int, int, str]]:
    """Contents pages: two columns, the second page numbers or field errors; also 目录 and single contents lines."""
    for piece in pieces:
        if piece.raw is not None and all(len(row) == 2 for row in piece.rows):
            pages = sum(bool(_CONTENTS_PAGE.match(squash(row[1].text))) for row in piece.rows)
            if pages == len(piece.rows) and any(len(row[0].key) > 3 for row in piece.rows):
                piece.role = "contents"
        elif piece.clean is not None and (
            re.fullmatch(r".{0,30}目录", squash(_text(piece)))
            or re.search(r"(?:…|\.{4,}|·{4,}|\s{3,})\s*\d{1,3}$", _text(piece))
        ):
            piece.role = "contents"
    for at, piece in enumerate(pieces):
        if piece.role == "contents" and piece.clean is not None and squash(_text(piece)).endswith("目录"):
            _set_listed_aside(pieces, at + 1)
    aside = [(piece.start, piece.end, "contents") for piece in pieces if piece.role == "contents"]
    last = max((at for at, piece in enumerate(pieces) if piece.role == "contents"), default=-1)
    first = min((at for at, piece in enumerate(pieces) if piece.role == "contents"), default=0)
    between = [piece for piece in pieces[first:last] if piece.role != "contents"]
    if last >= 0 and all(piece.clean is not None and len(_text(piece)) < 40 for piece in between):
        for piece in between:
            piece.role = "contents"
            aside.append((piece.start, piece.end, "contents"))
    return aside


def _set_listed_aside(pieces: list[_Piece], first: int) -> None:
    """A list of contents without page numbers: the short lines behind 目录 up to where its first line comes again.

    Where a paragraph stands between the two, the numbered lines behind 目录; where the first line does not come again, the
    lines that come again as headings further down.
    """
    keys = [squash(_text(piece)) for piece in pieces]
    short = [0 < len(key) <= _CONTENTS_LINE for key in keys]
    numbers = [numbering(normalise(key)) for key in keys]
    numbered = [f"{number.style} {number.value}" if number else "" for number in numbers]
    for names in (keys, [_entry(key) for key in keys], numbered):
        again = next((at for at in range(first + 1, len(names)) if names[at] and names[at] == names[first]), None)
        if again is not None and again - first <= _CONTENTS_LINES and all(short[first:again]):
            _mark_listed(pieces, names, first, again)
            return
    listed = next((at for at in range(first, len(pieces)) if not short[at] or not numbered[at]), len(pieces))
    if listed - first >= _FEWEST_LISTED and keys[first] in keys[listed:]:
        _mark_listed(pieces, keys, first, listed)
        return
    for at in range(first, len(pieces)):
        if not short[at] or keys[at] not in keys[at + 1 :]:
            break
        pieces[at].role = "contents"


def _entry(key: str) -> str:
    """A line of contents or a heading without its number and the year in front: 四、单位预算编制说明, 2025年单位预算编制说明."""
    number = numbering(normalise(key))
    return _YEAR_AHEAD.sub("", key[number.length :] if number else key)


def _mark_listed(pieces: list[_Piece], names: list[str], first: int, again: int) -> None:
    """Set the contents aside; the lines that they list at their highest level are headings, also where they have no number."""
    styles = [number.style if (number := numbering(normalise(_text(piece)))) else "" for piece in pieces]
    listed = {names[at] for at in range(first, again) if styles[at] == styles[first]}
    for piece in pieces[first:again]:
        piece.role = "contents"
    for at in range(again, len(pieces)):
        if names[at] in listed and not styles[at] and pieces[at].clean is not None:
            pieces[at].level = 1


def _join_tables(pieces: list[_Piece], set_aside: list[tuple[int, int, str]]) -> list[_Piece]:
    """Tables that a page break split: only meta lines between them, and the header repeated."""
    joined: list[_Piece] = []
    for piece in pieces:
        if piece.role == "contents":
            continue
        if piece.raw is not None:
            at = len(joined) - 1
            while at >= 0 and joined[at].clean is not None and is_meta(_text(joined[at])):
                at -= 1
            if at >= 0 and joined[at].raw is not None:
                earlier = joined[at]
                if at == len(joined) - 1 and _goes_on(earlier.rows, piece.rows):
                    earlier.rows.extend(piece.rows)
                    earlier.end = piece.end
                    continue
                repeated = repeated_header(earlier.rows, piece.rows)
                if repeated and len(piece.rows[-1]) == len(earlier.rows[-1]):
                    earlier.rows.extend(piece.rows[repeated:])
                    earlier.end = piece.end
                    set_aside.append((piece.start, piece.rows[repeated - 1][-1].end, "header"))
                    for between in joined[at + 1 :]:
                        between.role = "meta"
                    continue
        joined.append(piece)
    return joined


def _goes_on(earlier: list[GridRow], rows: list[GridRow]) -> bool:
    """Rows behind an empty line that bring no header of their own: as wide as before, and figures at once."""
    same_width = len(rows[0]) == len(earlier[-1]) and len(rows[0]) > 2
    return same_width and not header_like(rows[0]) and any(number_like(cell.text) for cell in rows[0])


def _mark_captions(pieces: list[_Piece]) -> None:
    """Meta lines and captions above tables, notes below them; they are no prose."""
    for at, piece in enumerate(pieces):
        if piece.raw is None:
            continue
        above = at - 1
        while above >= 0 and at - above <= _CAPTION_REACH and pieces[above].clean is not None:
            if not is_meta(_text(pieces[above])):
                break
            pieces[above].role = "meta"
            above -= 1
        if above >= 0 and pieces[above].clean is not None and _is_caption(_text(pieces[above])):
            pieces[above].role = "caption"
        below = _text(pieces[at + 1]) if at + 1 < len(pieces) else ""
        if _NOTE.search(below) and len(below) <= _CAPTION_LENGTH:
            pieces[at + 1].role = "note"


def _is_caption(text: str) -> bool:
    folded = normalise(text)
    if _is_title(text):
        return False  # a document that begins with a table still has its title
    return len(folded) <= _CAPTION_LENGTH and not re.search(r"[。；]|^其中", folded)


def _title(pieces: list[_Piece], file: str) -> str:
    """The first line that is a title, with what goes on from or to it; else the first ones that are one together.

    Without either it is the name of a table, and at last that of the file.
    """
    for alone, of_table in ((True, False), (False, False), (True, True)):
        for at in range(len(pieces)):
            lines = _title_lines(pieces, at)
            for size in range(1, 2 if alone else len(lines) + 1):
                words = "".join(lines[:size])
                if lines and _is_title(words, of_table=of_table) and not is_heading(lines[size - 1]):
                    while size < len(lines) and not _TITLE_END.search(normalise(lines[size - 1])):
                        size += 1
                    above = _title_lines(pieces, at - 1)[:1] if at else []
                    opens = above and _OPENS_TITLE.search(normalise(above[0]))
                    ahead = above if opens or re.match(r"\s*\d{4}", normalise(lines[0])) else []
                    named = ahead and len(ahead[0]) <= _TITLE_LINE and (opens or not _NO_NAME.search(ahead[0]))
                    before = ahead if named and not _OF_PAGE.search(ahead[0]) else []
                    return "".join([*before, *lines[:size]])
    return PurePath(file).stem


def _title_lines(pieces: list[_Piece], at: int) -> list[str]:
    """The short lines from one on that may be a title in several lines."""
    lines: list[str] = []
    for piece in pieces[at : at + _TITLE_LINES]:
        text = _AROUND_TITLE.sub("", _text(piece))
        if piece.clean is None or piece.role != "text" or is_meta(text) or _BREADCRUMB.search(text):
            break
        if lines and (len(text) > _TITLE_LINE or is_heading(text) or re.search(r"[。；：:，,]", text)):
            break
        lines.append(text)
        if len(text) > _TITLE_LINE or is_heading(text):
            break
    return lines


def _is_title(text: str, *, of_table: bool = False) -> bool:
    folded = re.sub(r"表$", "", normalise(text)) if of_table else normalise(text)
    return (
        len(folded) <= _CAPTION_LENGTH
        and bool(_TITLE_WORDS.search(folded))
        and not re.search(
            r"[。；：:]|\d[万亿]?元|如下|目录$|表(?:（[^）]{1,16}）)?$", re.sub(r"^附件\d*：", "", folded)
        )
    )


def _table(
    source: Source,
    pieces: list[_Piece],
    at: int,
    current: int,
    section_of: dict[int, int],
    number: int,
    sections: tuple[Section, ...],
) -> Table:
    piece = pieces[at]
    assert piece.raw is not None
    body = table_body(piece.rows, spans_known=piece.raw.spans_known, merged_missing=piece.raw.merged_missing)
    reach = pieces[max(0, at - _CAPTION_REACH) : at]
    last_table = max((i for i, p in enumerate(reach) if p.raw is not None), default=-1)
    above = [p for p in reach[last_table + 1 :] if p.role in {"meta", "caption"}]
    captions = [p for p in above if p.role == "caption"]
    caption, caption_span, section = "", None, current
    if captions:
        caption, caption_span = _text(captions[-1]), (captions[-1].start, captions[-1].end)
        opened = section_of.get(id(captions[-1]), current)
        if sections[opened].title == caption and sections[opened].parent is not None:
            section = sections[opened].parent or 0
    inner = [cell for cell in body.meta if not (is_meta(cell.text) or _YEAR_ALONE.fullmatch(squash(cell.text)))]
    if inner and len(squash(inner[0].text)) >= 4:
        caption, caption_span = inner[0].text, (inner[0].start, inner[0].end)
    meta_texts = [(_text(p), p.start, p.end) for p in above if p.role == "meta"]
    meta_texts += [(cell.text, cell.start, cell.end) for cell in body.meta]
    meta_texts += [(cell.text, cell.start, cell.end) for cell in body.cells if cell.role == "header"]
    unit, unit_span = _find_unit(meta_texts, caption)
    note = pieces[at + 1] if at + 1 < len(pieces) and pieces[at + 1].role == "note" else None
    dates = [match.group(1) for text, _, _ in meta_texts if (match := _DATE.search(normalise(text)))]
    return Table(
        number=number,
        caption=_TITLE_MARKS.sub(r"\g<title>", re.sub(r"[（(]$", "", caption).strip()),
        section=section,
        rows=body.rows,
        columns=body.columns,
        cells=(*body.meta, *body.cells),
        start=piece.start,
        end=piece.end,
        caption_span=caption_span,
        unit=unit,
        unit_span=unit_span,
        date=dates[0] if dates else None,
        note=_text(note) if note else None,
        note_span=(note.start, note.end) if note else None,
        headers=body.headers,
        page=piece.raw.page,
        sheet=piece.raw.sheet,
        doubts=body.doubts,
    )


def _find_unit(texts: list[tuple[str, int, int]], caption: str) -> tuple[str | None, tuple[int, int] | None]:
    for text, start, end in texts:
        match = _MONEY_UNIT.search(normalise(text))
        if match:
            return match.group(2) or match.group(3), (start, end)
    match = re.search(r"[（(](?:单位[:：])?(亿元|万元|元)[）)]", caption)
    return (match.group(1), None) if match else (None, None)
