"""Numbers and dates as a spreadsheet shows them, from the stored value and the format code of the cell.

Codes are those of ECMA-376 part 1, 18.8.31. Padding and fill characters are left out; two things are not copied from
Excel: General never falls back to 1.2E+11 for lack of room, and dates are written yyyy-mm-dd unless a code says 年
or 月.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from index.readers.numerals import numeral

Moment = datetime | date | time | timedelta

# Built-in formats whose code stands in no file; these are the ones of Chinese Excel.
CHINESE_BUILTINS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
}

_PRECISION = Context(prec=15, rounding=ROUND_HALF_UP)
_GENERAL_PLACES = Decimal("1e-9")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<exponent>[Ee][+-]0+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<other>.)",
    re.S,
)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)(-?\d+(?:\.\d+)?)")
_OWN_SIGN = re.compile(r"(?:\[[^\]]*\]|[^0#?\[])*-")
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*', re.S)
_DATE_PART = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|(y+|e+|m+|d+|h+|s+|a{3,4})|(.)', re.I | re.S)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def shown_number(value: int | float | Decimal, code: str) -> str:
    """A number under a format code: 26.4 under ``0.00`` is 26.40."""
    number = _PRECISION.create_decimal(value if isinstance(value, int | Decimal) else repr(value))
    if code in {"General", "@", ""}:
        return _general(number)
    section, number = _section(code, number)
    tokens = _tokens(section)
    if any(token.kind == "general" for token in tokens):
        return "".join(_general(number) if token.kind == "general" else _literal(token) for token in tokens)
    if not any(token.kind == "digit" for token in tokens):
        return "".join(_literal(token) for token in tokens)
    if any(token.kind == "other" and token.text == "/" for token in tokens):
        return _general(number)
    return _filled(tokens, number)


def shown_moment(value: Moment, code: str) -> str:
    """A date as yyyy-mm-dd (with a time where it has one), or in the words of a code that says 年 or 月."""
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    if isinstance(value, datetime) and ("年" in code or "月" in code):
        return _chinese_date(value, code)
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return value.isoformat()


def _general(number: Decimal) -> str:
    """All digits the value has, without the noise of binary floats."""
    if number and abs(number) < _GENERAL_PLACES:
        return f"{number.normalize():E}"
    if number.as_tuple().exponent < -9:  # type: ignore[operator]
        number = number.quantize(_GENERAL_PLACES, rounding=ROUND_HALF_UP)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section(code: str, number: Decimal) -> tuple[str, Decimal]:
    """The part of a code that applies, and the number to fill in: a section for negatives brings its own sign."""
    sections = _split(code)[:3]
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _meets(number, *condition):
                return section, abs(number) if _OWN_SIGN.match(section) else number
        return sections[-1], number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _split(code: str) -> list[str]:
    sections, at = [], 0
    while True:
        found = _SECTION.match(code, at)
        end = len(code) if found is None else found.end()
        sections.append(code[at:end])
        if end >= len(code) or code[end] != ";":
            return sections
        at = end + 1


def _condition(section: str) -> tuple[str, Decimal] | None:
    for bracket in re.findall(r"\[([^\]]*)\]", section):
        found = _CONDITION.fullmatch(bracket)
        if found:
            return found.group(1), Decimal(found.group(2))
    return None


def _meets(number: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": number < limit, "<=": number <= limit, ">": number > limit,
        ">=": number >= limit, "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip


def _tokens(section: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup
        if kind == "bracket":
            # [$￥-804] is a currency sign; colours, conditions and languages show nothing.
            bracket = match.group("bracket")
            if bracket.startswith("$"):
                tokens.append(_Token("quoted", bracket[1:].partition("-")[0]))
        elif kind is not None:
            tokens.append(_Token(kind, match.group(kind)))
    return tokens


def _literal(token: _Token) -> str:
    return token.text if token.kind in {"quoted", "escaped", "other", "percent"} else ""


def _filled(tokens: list[_Token], number: Decimal) -> str:
    """The digits of a number put into the places of a section."""
    digits_at = [i for i, token in enumerate(tokens) if token.kind == "digit"]
    point_at = next((i for i, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    before = [i for i in digits_at if i < point_at]
    exponent_at = next((i for i, token in enumerate(tokens) if token.kind == "exponent"), len(tokens))
    after = [i for i in digits_at if point_at < i < exponent_at]
    last = digits_at[-1]
    commas = [i for i, token in enumerate(tokens) if token.kind == "comma"]
    grouped = any(before and before[0] < i < before[-1] for i in commas)
    scale = sum(1 for i in commas if i > (before[-1] if before else -1) and (i > last or i < point_at))
    percents = sum(token.kind == "percent" for token in tokens)
    number = number.scaleb(2 * percents - 3 * scale)
    exponent = 0
    if exponent_at < len(tokens):
        exponent = number.adjusted() if number else 0
        number = number.scaleb(-exponent)
    rounded = abs(number).quantize(Decimal(1).scaleb(-len(after)), rounding=ROUND_HALF_UP, context=Context(prec=400))
    whole, _, fraction = f"{rounded:f}".partition(".")
    shown = _whole_places(tokens, before, "" if whole == "0" else whole, grouped=grouped)
    shown |= _fraction_places(tokens, after, fraction)
    text = "-" if number < 0 else ""
    for i, token in enumerate(tokens):
        if token.kind == "exponent":
            text += f"E{'-' if exponent < 0 else '+'}{abs(exponent):0{len(token.text) - 2}d}"
        elif token.kind == "point":
            text += (whole if not before and whole != "0" else "") + "."
        else:
            text += shown.get(i, _literal(token))
    return text.strip()


def _whole_places(tokens: list[_Token], places: list[int], digits: str, *, grouped: bool) -> dict[int, str]:
    """Digits from the right, one to a place; the first place takes all that are left."""
    shown: dict[int, str] = {}
    count = 0
    for i in reversed(places):
        take = digits if i == places[0] else digits[-1:]
        digits = digits[: len(digits) - len(take)]
        text = take or ("0" if tokens[i].text == "0" else "")
        pieces = []
        for digit in reversed(text):
            pieces.append(f"{digit}," if grouped and count and count % 3 == 0 else digit)
            count += 1
        shown[i] = "".join(reversed(pieces))
    return shown


def _fraction_places(tokens: list[_Token], places: list[int], fraction: str) -> dict[int, str]:
    shown: dict[int, str] = {}
    needed = False
    for i, digit in reversed(list(zip(places, fraction, strict=True))):
        needed = needed or digit != "0" or tokens[i].text == "0"
        shown[i] = digit if needed else ""
    return shown


def _chinese_date(value: datetime, code: str) -> str:
    style = "chineseCounting" if "[DBNum1]" in code else "decimal"
    section = _split(code)[0]
    text, after_hour = "", False
    for quoted, escaped, part, other in _DATE_PART.findall(section):
        kind = part[:1].lower()
        if kind in {"y", "e"}:
            year = f"{value.year % 100:02d}" if kind == "y" and len(part) <= 2 else str(value.year)
            text += "".join(numeral(int(d), "ideographDigital") or d for d in year) if style != "decimal" else year
        elif kind in {"m", "d", "h", "s"}:
            number = {
                "m": value.minute if after_hour else value.month,
                "d": value.day,
                "h": value.hour,
                "s": value.second,
            }[kind]
            after_hour = kind == "h"
            text += numeral(number, "decimalZero" if len(part) > 1 and style == "decimal" else style) or ""
        elif kind == "a":
            text += ("星期" if len(part) == 4 else "") + "一二三四五六日"[value.weekday()]
        else:
            text += quoted or escaped or (other if other not in {"@", ";"} else "")
    return text
