"""From the bytes of a web page to its text: byte order mark, declared charset, then what is likely in Chinese."""

import codecs
import re

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I
)
_SEARCHED = 8192
# Pages that declare gb2312 hold characters of its supersets (镕, 喆, ㎡).
_WIDENED = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "cp1252"}
_LIKELY = ["gb18030", "big5", "utf_16_le", "utf_16_be"]


def decode(content: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Text and notes on what was assumed. ``declared`` is a charset known from outside the page, as in MHTML."""
    for mark, marked in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(marked, errors="replace"), ()
    found = _DECLARED.search(content[:_SEARCHED])
    named = declared or (found.group(1).decode("ascii") if found else None)
    encoding = _known(named)
    if encoding is not None:
        try:
            return content.decode(encoding), _widened(named, encoding)
        except UnicodeDecodeError:
            pass
    # Undeclared, unknown or untrue: text that is valid UTF-8 is UTF-8.
    for guess in ("utf-8", *_guesses(content)):
        try:
            return content.decode(guess), (f"encoding: read as {guess}, {_reason(named)}",)
        except UnicodeDecodeError:
            continue
    last = encoding or "gb18030"
    text = content.decode(last, errors="replace")
    return text, (f"encoding: read as {last}, {text.count(chr(0xFFFD))} character(s) unreadable",)


def _known(named: str | None) -> str | None:
    if named is None:
        return None
    encoding = _WIDENED.get(named.lower(), named)
    try:
        # A page that declares UTF-16 in ASCII letters is not in UTF-16.
        return None if codecs.lookup(encoding).name.startswith("utf-16") else codecs.lookup(encoding).name
    except LookupError:
        return None


def _guesses(content: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    best = from_bytes(content, cp_isolation=_LIKELY).best()
    return [] if best is None else [best.encoding]


def _widened(named: str | None, encoding: str) -> tuple[str, ...]:
    if named is not None and encoding == "gb18030" and named.lower() != "gb18030":
        return (f"encoding: declared {named}, read as gb18030",)
    return ()


def _reason(named: str | None) -> str:
    return "none declared" if named is None else f"declared {named} does not fit"
