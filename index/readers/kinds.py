"""What a file is, by its first bytes and its parts; its name is only a claim."""

import re
import zipfile
from io import BytesIO
from typing import Literal

Kind = Literal[
    "docx", "xlsx", "html", "mhtml", "text",
    "doc", "xls", "ppt", "ole", "pdf", "rtf", "image", "archive", "zip", "pptx", "xlsb", "opendocument", "ofd",
    "office_xml", "encrypted", "binary",
]  # fmt: skip

# Endings under which each readable kind usually goes; others are noted.
USUAL_ENDINGS: dict[str, frozenset[str]] = {
    "docx": frozenset({".docx", ".docm", ".dotx"}),
    "xlsx": frozenset({".xlsx", ".xlsm", ".xltx"}),
    "html": frozenset({".html", ".htm", ".xhtml", ".shtml"}),
    "mhtml": frozenset({".mht", ".mhtml"}),
    "text": frozenset({".txt", ".text", ".md", ".csv", ".tsv", ""}),
}

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
)
# OLE2 keeps the names of its streams in UTF-16. An encrypted package can hold nothing else.
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_PARTS: tuple[tuple[str, Kind], ...] = (
    ("word/document", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook", "xlsx"),
    ("ppt/presentation", "pptx"),
    ("OFD.xml", "ofd"),
    ("content.xml", "opendocument"),
)
_HTML = re.compile(
    r"(?:\s++|<\?xml[^>]*+>|(?><!--.*?-->))*+"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|table|div|p|span|style|script|h[1-6]|frameset|center|font)[\s>/])",
    re.I | re.S,
)
_OFFICE_XML = re.compile(
    r"<\?mso-application|<(?:\w+:)?(?:wordDocument|Workbook|package)\s[^>]*(?:microsoft|openxmlformats)"
)
_MIME_VERSION = re.compile(r"^mime-version:", re.I | re.M)
_MIME_BODY = re.compile(r"^content-type:\s*(?:multipart/|text/html)", re.I | re.M)
_SEARCHED = 8192
_CONTROL = frozenset(range(0x20)) - {0x07, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B}
_MAX_CONTROL_SHARE = 0.05
# A few strays do no harm; a run of them is the hole of a broken copy.
_MAX_ZERO_BYTES = 8
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def kind_of(content: bytes) -> Kind:
    """The kind of a file with at least one byte. Raises ``zipfile.BadZipFile`` for a damaged zip."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in content), "ole")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image"
    head = _head(content)
    if head is None:
        return next((kind for magic, kind in _MAGIC if content.startswith(magic)), "binary")
    if head.startswith("{\\rtf"):
        return "rtf"
    if _MIME_VERSION.search(head) and _MIME_BODY.search(head):
        return "mhtml"
    if _OFFICE_XML.search(head):
        return "office_xml"
    return "html" if _HTML.match(head) else "text"


def _kind_of_zip(content: bytes) -> Kind:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
    return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), "zip")


def _head(content: bytes) -> str | None:
    """The beginning as text, letter by letter; None where it is no text in any encoding."""
    start = content[:_SEARCHED]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) and not start.startswith(b"\xff\xfe\x00\x00"):
        return start[: len(start) // 2 * 2].decode("utf-16", errors="replace")
    if start.startswith(_UNICODE_MARKS):
        start = start[3:]
    if b"\x00" * _MAX_ZERO_BYTES in content or sum(byte in _CONTROL for byte in start) > _MAX_CONTROL_SHARE * len(
        start
    ):
        return None
    return start.decode("latin-1")
