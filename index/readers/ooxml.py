"""The zip package around .docx and .xlsx: its parts, read with an XML parser that expands and fetches nothing.

Own code rather than python-docx, which refuses readable files: those where a relationship points nowhere
(``Target="NULL"``, as WPS writes for a lost picture), macro files and ISO Strict files.
"""

import posixpath
import re
import zipfile
from io import BytesIO

from lxml import etree

from index.errors import UnreadableFile

MAX_UNPACKED_BYTES = 1_000_000_000

_XML_NAMES = (".xml", ".rels", ".vml")
_ABSOLUTE = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|spreadsheetml)/main")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/main"


def parse_xml(content: bytes) -> etree._Element:
    """The root of an XML part; ISO Strict names become the usual ones. Raises ``etree.XMLSyntaxError``."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(_ABSOLUTE.sub(_TRANSITIONAL, content), parser)


class Package:
    """Parts of an OOXML file by name. Raises ``UnreadableFile`` for what such a file never needs: a DTD, a zip bomb."""

    def __init__(self, file: str, content: bytes) -> None:
        self._zip = zipfile.ZipFile(BytesIO(content))
        self.names = frozenset(self._zip.namelist())
        members = self._zip.infolist()
        if any(member.flag_bits & 0x1 for member in members):
            raise UnreadableFile(file, "it is password-protected", "Remove the password, save it and ingest it again")
        if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
            raise UnreadableFile(
                file,
                f"it unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000} MB",
                "Open it, save it without pictures and ingest it again",
            )
        for name in sorted(self.names):
            # UTF-16 hides the word behind NULs.
            if name.lower().endswith(_XML_NAMES) and b"<!DOCTYPE" in self._zip.read(name).replace(b"\x00", b""):
                raise UnreadableFile(
                    file,
                    f"its part {name} declares a DTD, which Office files never do",
                    "Do not trust it; ask the publisher for another copy",
                )

    def raw(self, name: str) -> bytes:
        """The bytes of a part. Raises ``KeyError`` where there is none."""
        return self._zip.read(name)

    def part(self, name: str) -> etree._Element | None:
        """The root of a part, or None where the package has no such part."""
        return parse_xml(self.raw(name)) if name in self.names else None

    def related(self, name: str, kind: str) -> str | None:
        """The name of the part that ``name`` ("" for the package) points to by a relationship of this kind."""
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        for relation in () if root is None else root:
            if str(relation.get("Type", "")).endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = str(relation.get("Target", ""))
                return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        return None
