"""Whether words by a model may stand for an answer: they must say what the answer says, statement by statement.

A statement is what stands before citation marks. Both texts are cut into statements, words that carry nothing are taken out
(``assistant/data/connecting_words.toml``), ways to say one thing are read alike, and what is left must be the same: every number,
unit, year, name, direction and denial, in the same order under the same marks. The list of words that may be added is closed, so
nothing has to be recognised as wrong: what is not in the answer is refused. Two things may be said otherwise: the body and the year
at the head of a statement in either order, or not again where the statement before has them; and a printed calculation by the marks
of its terms.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.connecting_words import Connecting, connecting_words
from assistant.contract import Answer
from index.amount import UNIT_PATTERN
from index.cleaning import normalise

_LONGEST, _BESIDES = 2, 120  # the words may be twice as long as the answer, and some characters more
_QUOTED = re.compile(r"“([^“”]*)”|《([^《》]*)》")
_VERBATIM = 7  # quotations from this length are words of a document, and stay whole
_MARKUP = re.compile(r"[<>{}|`*#_\\^~\[\]]|https?:|www\.|!\[")
_MARKS = re.compile(r"\[([0-9]{1,3})\]")
_MARK_RUN = r"。?(?:\[[0-9]{1,3}\][ 、，]*)+"
_BULLET = re.compile(r"(?m)^ *(?:[-•·] +|([0-9]{1,3})(?:[.)）] +|、 *))(?![0-9])")  # never "1. 2万元"
_YEAR = r"(?<![0-9.])(?:19|20)[0-9]{2}年度?"
_BARE_YEAR = rf"(?<![0-9.,])(?:19|20)[0-9]{{2}}(?:年度?|(?![0-9]|[.,][0-9]| ?(?:{UNIT_PATTERN}|[万亿%])))"
_NUMBER = rf"[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?(?:{UNIT_PATTERN})?"
_BRIDGE = "了|额为|的金额为|的数额为"  # 减少了7.2万元, 减少额为7.2万元; never 减少为7.2万元
_BLANKS = re.compile(r"(?<![0-9A-Za-z.,])\s+|\s+(?![0-9A-Za-z.,])")  # "57. 74" is not 57.74
_QUOTES = re.compile(r'(?<![0-9.])"|"(?![0-9.])')
_PUNCTUATION = frozenset(" ，,.（）()《》【】'")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands before citation marks. ``entity`` and ``year`` are those at its head, or of the statement before."""

    entity: str
    year: str
    words: str
    marks: tuple[int, ...]

    @property
    def numbers(self) -> list[str]:
        return re.findall(r"⟨([^⟩]*)⟩", self.words)


def fault(words: str, answer: Answer) -> str | None:
    """What stands against showing these words for the answer, in one word; ``None`` where nothing does."""
    if not words.strip():
        return "empty"
    if len(words) > _LONGEST * len(answer.text) + _BESIDES:
        return "length"
    if any(mark not in answer.text for mark in _MARKUP.findall(words)):
        return "markup"
    if not _quotations_stand(words, answer.text):
        return "quotation"
    reader = _Reader(answer)
    told, stated = reader.statements(words), reader.statements(answer.text)
    if told == stated:
        return None
    if [each.marks for each in told] != [each.marks for each in stated]:
        return "citations"
    if [each.numbers for each in told] != [each.numbers for each in stated]:
        return "numbers"
    if [(each.entity, each.year) for each in told] != [(each.entity, each.year) for each in stated]:
        return "names"
    return "words"


def _quotations_stand(words: str, text: str) -> bool:
    """Whether each quotation stands in the answer as it is, and no longer one of the answer is missing."""
    said, printed = (["".join(groups) for groups in _QUOTED.findall(each)] for each in (words, text))
    return all(quote in text for quote in said) and all(quote in words for quote in printed if len(quote) >= _VERBATIM)


class _Reader:
    """Reads texts about one answer: its bodies, its item names and its calculations are known beforehand."""

    def __init__(self, answer: Answer) -> None:
        self._connecting = connecting_words(answer.language)
        self._workings = _workings(answer)
        folded = self._folded(answer.text)
        names = {figure.entity for figure in answer.figures} | set(answer.interpretation.entities)
        bodies = [body for name in names if name and (body := self._folded(name)) in folded]
        bare = answer.language == "en"
        self._pattern = _pattern(bodies, _items(answer, self._folded), self._connecting, folded, bare_years=bare)
        self._sole = self._sole_kinds(answer.text)

    def statements(self, text: str) -> list[Statement]:
        """The statements of a text in order; those that say nothing are left out."""
        tokens = list(self._tokens(self._folded(self._by_marks(text))))
        found: list[Statement] = []
        known = {"body": "", "year": ""}
        for part, marks in _parts(tokens):
            said = {kind: [t.text for t in part if t.kind == kind] for kind in self._sole}
            known |= {kind: texts[0] for kind, texts in said.items() if texts}
            part = [token for token in part if token.kind not in self._sole]
            head, body = _head(part)
            known |= {token.kind: token.text for token in head}
            words = _words(body)
            if words or marks:
                found.append(Statement(known["body"], known["year"], words, marks))
            known |= {token.kind: "" for token in body if token.kind in known}
        return found

    def _by_marks(self, text: str) -> str:
        """The text with each printed calculation replaced by the marks of its terms."""
        for working, marks in self._workings:
            text = text.replace(working, marks)
        return text

    def _folded(self, text: str) -> str:
        """One form of widths, blanks, quotes, list marks and ways to say one thing."""
        lines = normalise(_without_bullets(text).replace("\n", "；")).casefold()
        folded = _BLANKS.sub("", _QUOTES.sub("", lines))
        for pattern, replacement in self._connecting.same:
            folded = pattern.sub(replacement, folded)
        return folded

    def _tokens(self, folded: str) -> Iterator[_Token]:
        for match in self._pattern.finditer(folded):
            kind, text = match.lastgroup or "", match.group()
            match kind:
                case "number":
                    text = f"⟨{text.replace(',', '')}⟩"
                case "year":
                    text = text[:4]
                case "way":
                    way = re.sub(rf"(?:{_BRIDGE})$", "", text)
                    text = self._connecting.ways[way] + ("→" if folded[match.end() :][:1].isdigit() else "")
                case "joined":
                    text = self._connecting.joined[text]
            if kind == "point" or (kind != "empty" and text not in _PUNCTUATION):
                yield _Token(kind, text)

    def _sole_kinds(self, text: str) -> frozenset[str]:
        """Of body and year, what the answer names once and the same at the head of its statements, and nowhere else."""
        tokens = list(self._tokens(self._folded(self._by_marks(text))))
        heads = [_head(part) for part, _ in _parts(tokens)]
        return frozenset(
            kind
            for kind in ("body", "year")
            if len({t.text for t in tokens if t.kind == kind}) == 1
            and not any(t.kind == kind for _, body in heads for t in body)
            and any(t.kind == kind for t in heads[0][0])
        )


def _parts(tokens: list[_Token]) -> Iterator[tuple[list[_Token], tuple[int, ...]]]:
    """The tokens before each run of marks, with the marks; marks with nothing before them belong to those before."""
    part: list[_Token] = []
    found: list[tuple[list[_Token], tuple[int, ...]]] = []
    for token in tokens:
        if token.kind != "marks":
            part.append(token)
            continue
        marks = tuple(sorted({int(number) for number in _MARKS.findall(token.text)}))
        if not part and found:
            before, earlier = found.pop()
            part, marks = before, tuple(sorted({*earlier, *marks}))
        found.append((part, marks))
        part = []
    return iter([*found, (part, ())])


def _head(part: list[_Token]) -> tuple[list[_Token], list[_Token]]:
    """The body and the year that a statement begins with, one of each at most, and the rest with what leads in to it."""
    named = next((at for at, token in enumerate(part) if token.kind in {"body", "year"}), len(part))
    start = max((at + 1 for at, token in enumerate(part[:named]) if token.kind == "stop"), default=0)
    head: list[_Token] = []
    for token in part[start:]:
        if token.kind not in {"body", "year"} or any(token.kind == each.kind for each in head):
            break
        head.append(token)
    rest = [*part[:start], *part[start + len(head) :]]
    return head, [token for token in rest if token.kind != "stop"]


def _words(body: list[_Token]) -> str:
    return "".join(f"〔{t.text}〕" if t.kind in {"body", "year"} else t.text for t in body).strip("、")


def _pattern(
    bodies: list[str], items: list[str], connecting: Connecting, folded: str, *, bare_years: bool
) -> re.Pattern[str]:
    """The tokens of a folded text: marks, names as wholes, years, numbers, words that carry nothing, single characters."""
    year = _BARE_YEAR if bare_years else _YEAR
    body = _any_of(bodies) or r"(?!)"
    front = rf"(?:{_any_of(connecting.in_front)})(?= ?(?:{body}|{year}|文件|公开))"
    empty = connecting.empty_for(folded)
    word = r"(?<![a-z])(?:{})(?![a-z])" if bare_years else r"(?:{})"
    ways = rf"(?:{_any_of(tuple(connecting.ways))})(?:(?:{_BRIDGE})(?=[0-9])|了)?"
    kinds = {
        "marks": _MARK_RUN,
        "body": body,
        "year": year,
        "item": _any_of(items),
        "number": rf"（{_NUMBER}）|{_NUMBER}",
        "point": r"\.(?=[0-9])",
        "kept": _any_of(connecting.kept),
        "way": ways,
        "empty": word.format(f"{_any_of(empty)}|{front}"),
        "joined": _any_of(tuple(connecting.joined)),
        "stop": "[。；：;:]",
        "character": ".",
    }
    return re.compile("|".join(f"(?P<{kind}>{forms or '(?!)'})" for kind, forms in kinds.items()), re.DOTALL)


def _items(answer: Answer, folded: Callable[[str], str]) -> list[str]:
    """Names of items, rows, columns, tables and quotations: no word inside them is taken out."""
    names = [figure.label for figure in answer.figures]
    for citation in answer.citations:
        names += [*citation.row_labels, *citation.column_labels, *citation.section, citation.table or ""]
    names += ["".join(groups) for groups in _QUOTED.findall(answer.text)]
    known = {folded(name) for name in names}
    return [name for name in known if len(name) > 1 and not re.search(rf"{_YEAR}|^[0-9.,]+$", name)]


def _workings(answer: Answer) -> list[tuple[str, str]]:
    """The calculations that an answer prints, each with the marks of its terms: （计算：[1] ÷ [2] × 100，…）."""
    found = []
    for figure in answer.figures:
        if figure.formula is None:
            continue
        formula = re.escape(figure.formula)
        for match in re.finditer(rf"（计算：{formula}[^（）\n]*）| \(= {formula}[^()\n]*\)", answer.text):
            numbers = dict.fromkeys(_MARKS.findall(figure.formula))
            found.append((match.group(), "".join(f"[{number}]" for number in numbers)))
    return found


def _without_bullets(text: str) -> str:
    """The text without the marks of its lists; numbers stay where they do not count up from one."""
    numbers = [int(match[1]) for match in _BULLET.finditer(text) if match[1]]
    counted = all(after in {1, before + 1} for before, after in pairwise([0, *numbers]))
    return _BULLET.sub(lambda match: "" if counted or not match[1] else match.group(), text)


def _any_of(words: list[str] | tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
