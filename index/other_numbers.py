"""Numbers of prose that are no figures: years, dates, ranges, list numbers and parts of names."""

import re
from dataclasses import dataclass

from index.amount import NUMBER_PATTERN, UNIT_PATTERN

_ENUMERATOR = re.compile(r"(?:(?<=^)|(?<=[：:；;。，\s（]))(\d{1,2})(?:[、.．）)])(?=\D|20\d\d ?年)")
# Not the 19 of 行政编制人数19、事业编制人数23: it counts.
_INLINE_ENUMERATOR = re.compile(r"(?<=[^\d.、年月和至到])(?<![人个辆户]数)(\d{1,2})、(?=[^\d、])")
_NAMED = re.compile(
    r"单(?:位)?价(?:值)?(?:在)?\d+(?:\.\d+)?万?元(?:（含）)?以上|《[^》]*》|（\d{3,7}[类款项]?）"
    r"|表 *\d+(?:-\d+)?|(?:公开|预算|决算) *\d{1,2}(?:-\d+)?表"
    r"|突破\d+(?:\.\d+)?[万亿]*元(?:台阶|大关|关口)|（\d+(?:\.\d+)?%的?(?:部分|留成|分成)）|“\d[^”]{0,8}”|\"\d[^\"]{0,8}\"|（\d{4}卷?）|[A-Za-z]+\d+(?:\.\d+)?|\d+号|第\d+[届次期批号条章]|\d{3,4}[－-]\d{7,8}|\d{11}"
)
# 一般公共预算支出[4]380910万元: the mark of a note
NOTE_MARK = re.compile(r" ?\[\d{1,2}\]")
# 2082102农村特困人员救助供养支出2134.58万元: the code of a class in front of its name.
_CLASS_CODE = re.compile(r"(?<![\d.,])2\d{6}(?=[一-鿿]{3,30}(?:（项）)?[\d：:为])(?![万亿]?元|人|户|亩|平方|公里|个)")
_RANGE = re.compile(rf"(?<!\d)(?:{NUMBER_PATTERN})(?:{UNIT_PATTERN})?[-~至](?:{NUMBER_PATTERN})(?![-\d])")
# 08%: a point or a digit is lost, and what is left is no number
_ZERO_AHEAD = re.compile(r"(?<![\d.,年月/:：-])0\d+(?:\.\d+)?(?![\d年月日/:：-])")
_YEARISH = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class OtherNumber:
    """A number of prose that is no figure: year, date, ordinal or part of a name."""

    start: int
    end: int
    kind: str


def other_numbers(text: str) -> list[OtherNumber]:
    """The non-figures of a normalised paragraph, as spans of it."""
    found: list[OtherNumber] = []
    for match in _NAMED.finditer(text):
        found.append(OtherNumber(match.start(), match.end(), "name"))
    for match in NOTE_MARK.finditer(text):
        found.append(OtherNumber(match.start(), match.end(), "ordinal"))
    for match in _CLASS_CODE.finditer(text):
        found.append(OtherNumber(match.start(), match.end(), "code"))
    for pattern in (_ENUMERATOR, _INLINE_ENUMERATOR):
        for match in pattern.finditer(text):
            if not _inside(found, match.start(1)):
                found.append(OtherNumber(match.start(1), match.end(1), "ordinal"))
    for match in re.finditer(
        r"\d{4} ?[-.年/] ?\d{1,2} ?[-.月/] ?\d{1,2} ?日?|\d{1,2} ?月 ?\d{1,2} ?日"
        r"|(?:19|20)\d\d ?年 ?\d{1,2} ?月(?!\d|底|末|份|初)|(\d{1,2}、)*\d{1,2} ?月(?:底|末|份|初|开展|至)|\d{1,2}月(?=[，。、])",
        text,
    ):
        found.append(OtherNumber(match.start(), match.end(), "date"))
    for match in _RANGE.finditer(text):
        found.append(OtherNumber(match.start(), match.end(), "range"))
    for match in _ZERO_AHEAD.finditer(text):
        if not _inside(found, match.start()):
            found.append(OtherNumber(match.start(), match.end(), "unparsed"))
    for match in re.finditer(r"\d+", text):
        if _inside(found, match.start()) or (
            match.start() and text[match.start() - 1] in ".," and not _inside(found, match.start() - 2)
        ):
            continue
        after = text[match.end() : match.end() + 3]
        if _YEARISH.fullmatch(match.group()) and (
            re.match(r" ?年", after) or not re.match(r" ?[\d.,%万亿元个台辆人次份]", after)
        ):
            found.append(OtherNumber(match.start(), match.end(), "year"))
    return found


def _inside(spans: list[OtherNumber], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)
