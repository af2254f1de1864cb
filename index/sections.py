"""The section tree from heading numbers: 第N部分, 项目一：, 一、, （一）, 1、 and (1), with restarts, gaps and doubles.

Which style stands inside which differs from document to document (一、 inside （二） is common), so depth comes from the
sequences that are still open, not from the style: a heading goes on with the innermost sequence that expects its number.
"""

import re
from dataclasses import dataclass

from index.cleaning import normalise
from index.document import Section

_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_STYLES = (
    ("part", re.compile(r"第([一二三四五六七八九十\d]+)(?:部分|章|篇)[ 、]*")),
    ("project", re.compile(r"项目([一二三四五六七八九十]+|\d{1,2})[：:] *")),
    ("chinese", re.compile(r"([一二三四五六七八九十]+)、 *")),
    ("chinese_bracket", re.compile(r"（([一二三四五六七八九十]+)）、? *")),
    ("arabic", re.compile(r"(\d{1,2})(?:、|．|\.(?!\d)|\.(?=20\d\d ?年)) *")),
    ("arabic_bracket", re.compile(r"（(\d{1,2})）、? *")),
)
_MAX_HEADING = 48
_SENTENCE_MARK = re.compile(r"[。；;!！?？]|，.*，.*，")
_SALUTATION = re.compile(r"各位|尊敬的|主任|主席")
_LEAD_HEADING = re.compile(r"[^，。；、：:\d]{2,24}[：:]")


@dataclass(frozen=True, slots=True)
class Numbering:
    """A heading number at the start of a line: its style, its value and where the words begin."""

    style: str
    value: int
    length: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as sections see it: clean text, source span, and the heading level the file gives, if any."""

    text: str
    start: int
    end: int
    level: int | None = None


@dataclass(slots=True)
class _Open:
    style: str
    value: int
    section: int


def numbering(text: str) -> Numbering | None:
    """The number that a normalised line starts with, or ``None``."""
    for style, pattern in _STYLES:
        match = pattern.match(text)
        if match:
            return Numbering(style, chinese_number(match.group(1)), match.end())
    return None


def chinese_number(text: str) -> int:
    """一 -> 1, 十二 -> 12, 二十一 -> 21; Arabic digits as they are."""
    if text.isdigit():
        return int(text)
    if "十" not in text:
        return int("".join(str(_CHINESE_DIGITS[digit]) for digit in text))
    tens, _, ones = text.partition("十")
    return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0)


def is_heading(text: str) -> bool:
    """Whether a clean line is a heading: numbered or ending in a colon, short, and no sentence."""
    folded = normalise(text)
    if len(folded) > _MAX_HEADING or folded.endswith("|"):
        return False  # 三、债务转贷收入 |: a cell of a table that was not read
    number = numbering(folded)
    if number is None:
        return not _SALUTATION.match(folded) and bool(_LEAD_HEADING.fullmatch(folded))
    words = folded[number.length :]
    return len(words) > 1 and not _SENTENCE_MARK.search(words) and not re.search(r"\d\s*(?:万元|元|亿元)", words)


def build_sections(lines: list[Line], title: str, length: int) -> tuple[tuple[Section, ...], list[int]]:
    """Sections of a document and, for each line, the number of the section it stands in.

    Section 0 is the document itself. A heading belongs to the section that it opens.
    """
    drafts: list[tuple[str, int | None, int]] = [(title, None, 0)]
    stack: list[_Open] = []
    membership: list[int] = []
    for line in lines:
        folded = normalise(line.text)
        if not (is_heading(line.text) or (line.level is not None and len(folded) <= _MAX_HEADING and folded)):
            _close_contents(stack, drafts)
            membership.append(stack[-1].section if stack else 0)
            continue
        number = numbering(folded)
        if number is not None:
            _place(stack, number)
        elif line.level is not None:
            _place_level(stack, line.level)
        else:
            _place_lead(stack)
        parent = stack[-2].section if len(stack) > 1 else 0
        stack[-1].section = len(drafts)
        drafts.append((line.text, parent, line.start))
        membership.append(len(drafts) - 1)
    return _finish(drafts, length), membership


def _place(stack: list[_Open], number: Numbering) -> None:
    """Leave the new heading's own entry on top of ``stack``."""
    same = [i for i, entry in enumerate(stack) if entry.style == number.style]
    expected = [i for i in same if stack[i].value + 1 == number.value]
    if expected:
        keep = expected[-1]
    elif number.value == 1 or not same:
        keep = len(stack)
    else:
        ahead = [i for i in same if stack[i].value < number.value]
        keep = min(ahead, key=lambda i: (number.value - stack[i].value, -i)) if ahead else same[-1]
    del stack[keep:]
    stack.append(_Open(number.style, number.value, -1))


def _close_contents(stack: list[_Open], drafts: list[tuple[str, int | None, int]]) -> None:
    """A list of contents (政府决算公开目录：1.…) ends before the first line that is no entry of it."""
    contents = [i for i, entry in enumerate(stack) if entry.style == "lead" and "目录" in drafts[entry.section][0]]
    if contents:
        del stack[contents[0] :]


def _place_lead(stack: list[_Open]) -> None:
    """A line such as 部门职责： ends the one before it and opens a list of its own."""
    earlier = [i for i, entry in enumerate(stack) if entry.style == "lead"]
    if earlier:
        del stack[earlier[-1] :]
    stack.append(_Open("lead", 0, -1))


def _place_level(stack: list[_Open], level: int) -> None:
    while stack and not (stack[-1].style == "level" and stack[-1].value < level):
        if stack[-1].style != "level" and level > len(stack):
            break
        stack.pop()
    stack.append(_Open("level", level, -1))


def _finish(drafts: list[tuple[str, int | None, int]], length: int) -> tuple[Section, ...]:
    sections: list[Section] = []
    for i, (title, parent, start) in enumerate(drafts):
        level = 0 if parent is None else sections[parent].level + 1
        path = () if parent is None else (*sections[parent].path, title)
        end = length
        for _, later_parent, later_start in drafts[i + 1 :]:
            if later_parent is None or _level(drafts, later_parent) + 1 <= level:
                end = later_start
                break
        sections.append(Section(number=i, title=title, level=level, parent=parent, start=start, end=end, path=path))
    return tuple(sections)


def _level(drafts: list[tuple[str, int | None, int]], at: int) -> int:
    level, parent = 0, drafts[at][1]
    while parent is not None:
        level, parent = level + 1, drafts[parent][1]
    return level
