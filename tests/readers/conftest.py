"""Blocks of a source in a form that stands beside its input, and .docx packages written by hand."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from index.document import RawTable, Source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    f'xmlns:r="{OFFICE}"'
)

Outline = Callable[[Source], list[object]]
PackDocx = Callable[..., bytes]


@pytest.fixture
def outline() -> Outline:
    """Paragraphs as text or (level, text); tables as rows of text or (text, rowspan, colspan)."""

    def show(source: Source) -> list[object]:
        text = source.text
        shown: list[object] = []
        end = -1
        for block in source.blocks:
            assert block.start > end, "blocks overlap or are not parted"
            end = block.end
            if isinstance(block, RawTable):
                shown.append(
                    [
                        [
                            text[cell.start : cell.end]
                            if cell.rowspan == cell.colspan == 1
                            else (text[cell.start : cell.end], cell.rowspan, cell.colspan)
                            for cell in row
                        ]
                        for row in block.rows
                    ]
                )
            else:
                printed = text[block.start : block.end]
                shown.append(printed if block.level is None else (block.level, printed))
        return shown

    return show


@pytest.fixture
def pack_docx() -> PackDocx:
    """A .docx from the XML inside its body, its numbering and its styles, and extra relationships."""

    def pack(body: str, numbering: str = "", styles: str = "", relations: str = "") -> bytes:
        target = BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("_rels/.rels", _relations(("officeDocument", "word/document.xml")))
            archive.writestr(
                "word/_rels/document.xml.rels",
                _relations(("styles", "styles.xml"), ("numbering", "numbering.xml"), extra=relations),
            )
            archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
            archive.writestr("word/styles.xml", f"<w:styles {NAMESPACES}>{styles}</w:styles>")
            archive.writestr("word/numbering.xml", f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>")
        return target.getvalue()

    return pack


def _relations(*targets: tuple[str, str], extra: str = "") -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}{extra}</Relationships>'
