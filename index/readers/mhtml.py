"""Web archives (.mht, .mhtml, and those Word and Excel name .doc or .xls): the page inside, decoded."""

from email import message_from_bytes
from email.message import Message

from index.document import Source
from index.errors import UnreadableFile
from index.readers.html import read_pages
from index.readers.html_encoding import decode


def read(file: str, content: bytes) -> Source:
    """Source of the first page of an archive; of all its pages where the first is only a frameset."""
    message = message_from_bytes(content.lstrip())
    parts = [part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    if not parts:
        raise UnreadableFile(
            file, "it is a web archive without a page", "Save the page again as .html or .docx and ingest it again"
        )
    pages: list[str] = []
    notes: list[str] = []
    for part in parts:
        text, assumed = decode(_body(part), part.get_content_charset())
        pages.append(text)
        notes.extend(assumed)
        if "<frameset" not in pages[0].lower():
            break
    damage = sorted({type(defect).__name__ for part in message.walk() for defect in part.defects})
    if damage:
        notes.append(f"the web archive is damaged ({', '.join(damage)}): its end may be missing")
    return read_pages(file, pages, "mhtml", tuple(notes))


def _body(part: "Message[str, str]") -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""
