"""Which reader a file gets, and what its user is told where none fits."""

import itertools
import random
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument

from index.document import RawTable
from index.errors import UnreadableFile
from index.readers.reading import READERS, REFUSED, read_content, read_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HTML = "<html><head><meta charset='utf-8'></head><body><p>预算1.2万元</p></body></html>".encode()
MHTML = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n%s\r\n--b--\r\n" % HTML
)
TEXT = "一、概况\n预算1.2万元\n".encode()


def saved(document: WordDocument | openpyxl.Workbook) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("预算1.2万元")
    return saved(document)


def excel() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["预算", 1.2])
    return saved(book)


def zipped(*names: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content", "format", "note"),
    [
        ("a.docx", word(), "docx", None),
        ("a.xlsx", excel(), "xlsx", None),
        ("a.htm", HTML, "html", None),
        ("a.mht", MHTML, "mhtml", None),
        ("a.txt", TEXT, "text", None),
        ("2021.部门预算", TEXT, "text", None),
        ("a.docx", HTML, "html", "named .docx but is HTML: read as HTML"),
        ("a.doc", HTML, "html", "named .doc but is HTML: read as HTML"),
        ("a.xls", b"\xef\xbb\xbf\n<!-- saved -->\n<table><tr><td>1.2</td><td>\xe7\x94\xb2</td></tr></table>", "html",
         "named .xls but is HTML: read as HTML"),
        ("a.doc", MHTML, "mhtml", "named .doc but is MHTML: read as MHTML"),
        ("a.doc", word(), "docx", "named .doc but is .docx: read as .docx"),
        ("a.txt", excel(), "xlsx", "named .txt but is .xlsx: read as .xlsx"),
        ("a.html", TEXT, "text", "named .html but is plain text: read as plain text"),
        ("a.txt", "预算1.2万元".encode("gb18030"), "text", None),
        ("a.txt", "预算1.2万元".encode("utf-16"), "text", None),
        ("a.html", HTML.decode().encode("utf-16"), "html", None),
        ("a.txt", "见网页代码 <html> 与 <table>：1.2".encode(), "text", None),
    ],
)  # fmt: skip
def test_content_decides_and_the_name_is_noted(
    tmp_path: Path, name: str, content: bytes, format: str, note: str | None
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    source = read_file(path)
    assert source.format == format
    assert "1.2" in source.text
    assert (note in source.notes) if note else not any(found.startswith("named") for found in source.notes)


@pytest.mark.parametrize(
    ("content", "problem", "advice"),
    [
        (b"", "it is empty", "Download it again"),
        (bytes(5000), "it holds nothing but zero bytes", "Download it again"),
        (TEXT + bytes(5000), "neither a document nor text", "Download it again"),
        (bytes(range(256)) * 20, "neither a document nor text", "Download it again"),
        (b" \n\t\n", "it holds no text", "OCR"),
        (b"<html><body><img src=a.png></body></html>", r"it holds no text \(.*1 picture\(s\) not read\)", "OCR"),
        (stream("WordDocument"), r"Word 97-2003 document \(\.doc\)", r"save it as \.docx and ingest it again"),
        (stream("Workbook"), r"Excel 97-2003 workbook \(\.xls\)", r"save it as \.xlsx and ingest it again"),
        (stream("EncryptedPackage"), "it is password-protected", "Remove the password"),
        (OLE, "of an unknown kind", r"save it as \.docx"),
        (b"%PDF-1.7\n...", "it is a PDF file", "Export it"),
        (b"{\\rtf1\\ansi", "it is an RTF file", r"save it as \.docx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "it is a picture", "OCR"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "it is a picture", "OCR"),
        (b"Rar!\x1a\x07\x00" + bytes(99), "it is a compressed archive", "Unpack it"),
        (zipped("a.docx", "b.txt"), "it is a zip archive of files", "Unpack it"),
        (zipped("OFD.xml"), "it is an OFD file", "Export it"),
        (zipped("mimetype", "content.xml"), "it is an OpenDocument file", r"save it as \.docx"),
        (zipped("xl/workbook.bin"), r"binary Excel workbook", r"save it as \.xlsx"),
        (b'<?mso-application progid="Word.Document"?><w:wordDocument/>', "Office 2003 XML", r"\.docx"),
        (b"PK\x03\x04" + b"x" * 300, "its zip container is damaged or cut off", "Download it again"),
        (zipped("word/document.xml", "[Content_Types].xml"), r"it is damaged \(XMLSyntaxError", "Download it again"),
        (zipped("xl/workbook.xml"), r"it is damaged \(KeyError", "Download it again"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_what_to_do(content: bytes, problem: str, advice: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"(?s)^预算\.docx: .*{problem}.*{advice}") as raised:
        read_content("预算.docx", content)
    assert "UnreadableFile" not in str(raised.value), "a refusal is not wrapped in another"


def test_every_refusal_ends_in_an_action() -> None:
    for kind, (problem, advice) in REFUSED.items():
        assert problem.startswith("it is "), kind
        assert advice.split()[0] in {"Open", "Export", "Run", "Unpack", "Remove", "Download"}, kind
    assert not set(REFUSED) & set(READERS)


def test_a_password_on_the_zip_itself() -> None:
    content = bytearray(zipped("word/document.xml"))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFile, match=r"^a\.docx: it is password-protected\. Remove the password"):
        read_content("a.docx", bytes(content))


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.readers.ooxml.MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(UnreadableFile, match="unpacks to more than"):
        read_content("a.docx", word())


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"^无\.docx: it cannot be opened \(No such file"):
        read_file(tmp_path / "无.docx")
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_file(tmp_path)


Spans = dict[tuple[int, int], tuple[int, int]]


def merged_grid(seed: int) -> tuple[int, int, Spans]:
    """A grid of random size whose cells merge at random, the last row and column excepted: place -> spans."""
    chance = random.Random(seed)
    height, width = chance.randint(2, 7), chance.randint(2, 7)
    spans: Spans = {}
    taken: set[tuple[int, int]] = set()
    for place in itertools.product(range(height), range(width)):
        if place in taken:
            continue
        down, right = chance.choice([1, 1, 1, 2, 3]), chance.choice([1, 1, 1, 2, 3])
        bottom, end = (
            max(place[0] + 1, min(place[0] + down, height - 1)),
            max(place[1] + 1, min(place[1] + right, width - 1)),
        )
        covered = set(itertools.product(range(place[0], bottom), range(place[1], end)))
        if covered & taken:
            covered, bottom, end = {place}, place[0] + 1, place[1] + 1
        taken |= covered
        spans[place] = (bottom - place[0], end - place[1])
    return height, width, spans


def as_docx(height: int, width: int, spans: Spans) -> bytes:
    document = docx.Document()
    grid = document.add_table(height, width)
    for (row, column), (rowspan, colspan) in spans.items():
        merged = grid.cell(row, column).merge(grid.cell(row + rowspan - 1, column + colspan - 1))
        merged.text = f"{row}.{column}"
    return saved(document)


def as_xlsx(height: int, width: int, spans: Spans) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for (row, column), (rowspan, colspan) in spans.items():
        sheet.cell(row + 1, column + 1).value = f"{row}.{column}"
        if (rowspan, colspan) != (1, 1):
            sheet.merge_cells(None, row + 1, column + 1, row + rowspan, column + colspan)
    return saved(book)


def as_html(height: int, width: int, spans: Spans) -> bytes:
    rows = ""
    for row in range(height):
        cells = [
            f"<td rowspan={spans[row, column][0]} colspan={spans[row, column][1]}>{row}.{column}</td>"
            for column in range(width)
            if (row, column) in spans
        ]
        rows += f"<tr>{''.join(cells)}</tr>"
    return f"<html><body><table>{rows}</table></body></html>".encode()


@pytest.mark.parametrize("seed", range(40))
def test_three_formats_give_the_same_merged_table(seed: int) -> None:
    height, width, spans = merged_grid(seed)
    expected = [
        [(f"{row}.{column}", *spans[row, column]) for column in range(width) if (row, column) in spans]
        for row in range(height)
    ]
    for write in (as_docx, as_xlsx, as_html):
        source = read_content("a", write(height, width, spans))
        (table,) = source.blocks
        assert isinstance(table, RawTable)
        assert [
            [(source.text[cell.start : cell.end], cell.rowspan, cell.colspan) for cell in row] for row in table.rows
        ] == expected, source.format


@pytest.mark.parametrize("content", [word(), excel(), HTML, MHTML], ids=["docx", "xlsx", "html", "mhtml"])
def test_damage_anywhere_gives_a_source_or_a_clear_refusal(content: bytes) -> None:
    """Cut at 40 places and with a byte turned at 200: never another exception."""
    step = max(1, len(content) // 40)
    damaged = [content[:cut] for cut in range(0, len(content), step)]
    for place in range(0, len(content), max(1, len(content) // 200)):
        damaged.append(content[:place] + bytes([content[place] ^ 0x5A]) + content[place + 1 :])
    refused = 0
    for variant in damaged:
        try:
            read_content("a.bin", variant)
        except UnreadableFile:
            refused += 1
    assert refused > 0


def test_the_door_opens_without_heavy_libraries() -> None:
    code = (
        "import sys, index.readers.reading as reading\n"
        "reading.read_content('a.txt', b'1.2 yuan')\n"
        "print([name for name in ('docx', 'lxml', 'openpyxl', 'charset_normalizer', 'email') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert result.stdout.strip() == "[]"
