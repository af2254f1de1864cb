"""Numbers of headings and lists as word processors and browsers print them: 3 is 三, Ⅲ, c or ③.

Style names are those of WordprocessingML (ECMA-376 part 1, 17.18.59, ST_NumberFormat).
"""

from collections.abc import Callable

_PLACES = "十百千"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def numeral(number: int, style: str) -> str | None:
    """The printed form of a number, decimal where the style cannot hold it; None for a style that is not known."""
    if style in {"none", "bullet"}:
        return ""
    write = _STYLES.get(style)
    return None if write is None else write(number)


def _counting(digits: str, places: str, *, bare_ten: bool) -> Callable[[int], str]:
    def write(number: int) -> str:
        if not 0 < number < 10_000:
            return digits[0] if number == 0 else str(number)
        text, gap = "", False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if digit:
                text += (digits[0] if gap and text else "") + digits[digit] + (places[power - 1] if power else "")
            gap = digit == 0
        return text[1:] if bare_ten and 10 <= number < 20 else text

    return write


def _positional(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number)) if number >= 0 else str(number)


def _series(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _letters(first: str) -> Callable[[int], str]:
    """a to z, then aa to zz, as Word repeats them."""

    def write(number: int) -> str:
        if not 0 < number <= 780:
            return str(number)
        rounds, letter = divmod(number - 1, 26)
        return chr(ord(first) + letter) * (rounds + 1)

    return write


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _run(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


_CHINESE = _counting("零一二三四五六七八九", _PLACES, bare_ten=True)
_CIRCLED = _run(0x2460, 0x2473) + _run(0x3251, 0x325F) + _run(0x32B1, 0x32BF)

_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _positional("０１２３４５６７８９"),
    "decimalFullWidth2": _positional("０１２３４５６７８９"),
    "decimalEnclosedCircle": _series(_CIRCLED),
    "decimalEnclosedCircleChinese": _series(_CIRCLED),
    "decimalEnclosedParen": _series(_run(0x2474, 0x2487)),
    "decimalEnclosedFullstop": _series(_run(0x2488, 0x249B)),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "ordinal": _ordinal,
    "lowerLetter": _letters("a"),
    "upperLetter": _letters("A"),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "chineseCounting": _CHINESE,
    "chineseCountingThousand": _CHINESE,
    "taiwaneseCounting": _CHINESE,
    "taiwaneseCountingThousand": _CHINESE,
    "japaneseCounting": _counting("〇一二三四五六七八九", _PLACES, bare_ten=True),
    "taiwaneseDigital": _positional("○一二三四五六七八九"),
    "ideographDigital": _positional("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _positional("〇一二三四五六七八九"),
    "chineseLegalSimplified": _counting("零壹贰叁肆伍陆柒捌玖", "拾佰仟", bare_ten=False),
    "ideographLegalTraditional": _counting("零壹貳參肆伍陸柒捌玖", "拾佰仟", bare_ten=False),
    "ideographTraditional": _series(_STEMS),
    "ideographZodiac": _series(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if 0 < n <= 60 else str(n),
    "ideographEnclosedCircle": _series(_run(0x3280, 0x3289)),
}
