"""The door for files: what a file is, which reader reads it, and what its user can do where none can."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePath
from typing import Protocol, cast
from zipfile import BadZipFile

from index.document import Source
from index.errors import UnreadableFile
from index.readers.kinds import USUAL_ENDINGS, Kind, kind_of


class Reader(Protocol):
    """A module that reads one kind of file; ``path_name`` is only for messages."""

    def read(self, path_name: str, content: bytes, /) -> Source:
        """Source of a file's bytes; raises ``UnreadableFile`` or whatever its library raises on damage."""
        ...


# Imported when first needed, so that this module starts without lxml or openpyxl.
READERS: dict[Kind, str] = {
    "docx": "index.readers.docx",
    "xlsx": "index.readers.xlsx",
    "html": "index.readers.html",
    "mhtml": "index.readers.mhtml",
    "text": "index.readers.text",
}

_SAVE_AS_DOCX = "Open it in Word or WPS, save it as .docx and ingest it again"
_SAVE_AS_XLSX = "Open it in Excel or WPS, save it as .xlsx and ingest it again"
_EXPORT_TEXT = "Export it as .docx, .html or plain text and ingest that"
_AGAIN = "Download it again, or open it in its program and save it again"

# Kinds without a reader: what is wrong, and what to do.
REFUSED: dict[Kind, tuple[str, str]] = {
    "doc": ("it is a Word 97-2003 document (.doc), which is not read", _SAVE_AS_DOCX),
    "xls": ("it is an Excel 97-2003 workbook (.xls), which is not read", _SAVE_AS_XLSX),
    "xlsb": ("it is a binary Excel workbook (.xlsb), which is not read", _SAVE_AS_XLSX),
    "office_xml": ("it is an Office 2003 XML file, which is not read", _SAVE_AS_DOCX + " (a workbook as .xlsx)"),
    "opendocument": ("it is an OpenDocument file, which is not read", _SAVE_AS_DOCX + " (a workbook as .xlsx)"),
    "rtf": ("it is an RTF file, which is not read", _SAVE_AS_DOCX),
    "pdf": ("it is a PDF file, which is not read", _EXPORT_TEXT),
    "ofd": ("it is an OFD file, which is not read", _EXPORT_TEXT),
    "ppt": ("it is a presentation, which is not read", _EXPORT_TEXT),
    "pptx": ("it is a presentation, which is not read", _EXPORT_TEXT),
    "image": ("it is a picture", "Run text recognition (OCR) on it, save the result as .docx or text and ingest that"),
    "zip": ("it is a zip archive of files", "Unpack it and ingest the files in it"),
    "archive": ("it is a compressed archive", "Unpack it and ingest the files in it"),
    "encrypted": ("it is password-protected", "Remove the password, save it and ingest it again"),
    "ole": ("it is an Office 97-2003 file of an unknown kind, or is damaged", _SAVE_AS_DOCX),
    "binary": ("it is neither a document nor text (binary content)", _AGAIN),
}

_NAMES: dict[Kind, str] = {"docx": ".docx", "xlsx": ".xlsx", "html": "HTML", "mhtml": "MHTML", "text": "plain text"}
_KNOWN_ENDINGS = frozenset().union(*USUAL_ENDINGS.values()) | {".doc", ".xls", ".wps", ".et", ".pdf", ".rtf", ".xml"}


def read_file(path: Path) -> Source:
    """Source of a file, read as what its content is. Raises ``UnreadableFile`` and nothing else."""
    file = path.name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            file, f"it cannot be opened ({error.strerror or error})", "Check its path and rights"
        ) from error
    return read_content(file, content)


def read_content(file: str, content: bytes) -> Source:
    """Source of a file that is already in memory; ``file`` is its name."""
    if not content:
        raise UnreadableFile(file, "it is empty", _AGAIN)
    if not content.strip(b"\x00"):
        raise UnreadableFile(file, "it holds nothing but zero bytes (a broken download or copy)", _AGAIN)
    try:
        kind = kind_of(content)
        if kind in REFUSED:
            raise UnreadableFile(file, *REFUSED[kind])
        source = _reader(kind).read(file, content)
    except UnreadableFile:
        raise
    except BadZipFile as error:
        raise UnreadableFile(file, f"its zip container is damaged or cut off ({error})", _AGAIN) from error
    except (MemoryError, ImportError):
        raise
    # Libraries raise nearly anything on a damaged file; a bad file must not end a batch.
    except Exception as error:
        cause = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
        raise UnreadableFile(file, f"it is damaged ({cause})", _AGAIN) from error
    if not any(character.isalnum() for character in source.text):
        why = f" ({'; '.join(source.notes)})" if source.notes else ""
        raise UnreadableFile(
            file,
            f"it holds no text{why}",
            "If it shows scanned pages, run text recognition (OCR) and ingest the result",
        )
    return _with_name_note(file, kind, source)


def _reader(kind: Kind) -> Reader:
    return cast(Reader, import_module(READERS[kind]))


def _with_name_note(file: str, kind: Kind, source: Source) -> Source:
    ending = PurePath(file).suffix.lower()
    # "2021.部门预算" ends in no format at all.
    if ending in USUAL_ENDINGS[kind] or ending not in _KNOWN_ENDINGS:
        return source
    return replace(source, notes=(f"named {ending} but is {_NAMES[kind]}: read as {_NAMES[kind]}", *source.notes))
