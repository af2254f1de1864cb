"""Budget items: canonical names, synonyms, part-of relations and codes, and the linking of printed labels to them.

Data: ``data/concepts.toml`` (items outside the classifications), ``data/functional.toml`` and ``data/economic.toml``. A concept
id is a key of the first file, or the code itself (``2013102``, ``30201``). Linking is by code first, then by label with the
parent as context; a label that no rule knows links to nothing and keeps its printed words.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.cleaning import squash
from index.sections import numbering

# Meetings and training stand among the economic classes of basic expenditure, and may cost more in all.
PARTLY_BASIC = frozenset({"30215", "30216"})
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_LEAD = re.compile(
    r"^(?:[^，。：]{0,30}(?:本级|单位|部门)(?:（[^）]{1,8}）)?的?(?=[“\"]?三公|机关运行(?:经)?费|政府采购)"
    # 全县各部门使用财政拨款安排的三公经费: whatever stands in front says whose it is and of what money
    r"|(?![^，。：；]{0,80}(?:除|非(?!税)|不含|不包括|剔除|其他))[^，。：；]{1,80}(?=三公经费(?:累计|实际)?(?:总?支出|财政拨款|预算|决算|合计|总额|数|汇总)*$)|其中[:：]?|(?:一般公共预算)?财政拨款(?=[“\"三])|一般公共预算(?:财政)?(?:拨款)?(?:安排的?)?(?=三公|机关运行|公务|因公|会议费|培训费)|(?:部门|单位)(?=(?:收入|支出|收支)总?预算)|本级|我单位|我部门|本单位|本部门|全年|当年|年度|上年(?=末))+"
)
_TAIL = re.compile(r"(?:汇总数|控制数|科目|预算安排|预算数|安排数|预算|安排|总额|金额|决算数|支出决算|决算|情况|数额)$")
_SPENDING = re.compile(
    r"(?<=[费款出])(?:财政拨款|预算|决算|累计|实际)?支出$|(?<=经费)(?:一般公共预算)?(?:财政)?拨款(?:支出|预算)?$"
)
_SUM = re.compile(r"(?<=经费|支出|收入)合计$|(?<=三公经费)总支出$")  # 人员经费合计 is 人员经费, summed
_BRACKET_UNIT = re.compile(r"（(?:平方米|台、?辆|辆|台|套|个|金额单位：.{1,4}|万元|元)[^）]{0,6}）$")


@dataclass(frozen=True, slots=True)
class Concept:
    """A budget item. ``asked`` holds forms that only questions use; ``gloss`` is English."""

    id: str
    name: str
    printed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    part_of: str | None = None
    gloss: str = ""


# The classes that are called after what is done: not 209 (funds of insurance), nor 223 and above (sources, reserves, debt, 其他)
_FUNCTION = re.compile(r"20[1-8]|21\d|22[0-2]|224")


class Concepts:
    """All concepts, by id and by normalised label."""

    def __init__(self, concepts: list[Concept]) -> None:
        self.by_id = {concept.id: concept for concept in concepts}
        self._by_label: dict[str, list[str]] = {}
        self._within: dict[tuple[str, str], str] = {}
        for concept in concepts:
            for label in (concept.name, *concept.printed):
                self._by_label.setdefault(label_key(label), []).append(concept.id)
            for label in concept.within:
                self._within[(label_key(label), concept.part_of or "")] = concept.id

    @staticmethod
    @cache
    def load() -> "Concepts":
        """The concepts shipped with the program, read once per process."""
        return Concepts([*_read_items(), *_read_codes("functional.toml"), *_read_codes("economic.toml")])

    def link(
        self, label: str, parents: tuple[str, ...] = (), code: str | None = None, economic: bool = False
    ) -> str | None:
        """The concept of a printed label, or ``None``.

        ``parents`` are labels or ids of containing items, nearest last; ``code`` wins over words where it is known or well formed;
        ``economic`` says that the label stands in an economic classification.
        """
        if code and _CODE.fullmatch(code):
            return code
        key = label_key(label)
        for parent in reversed(parents):
            parent_id = parent if parent in self.by_id else self.link(parent) if parent != label else None
            if parent_id and (key, parent_id) in self._within:
                return self._within[(key, parent_id)]
        found = next((ids for form in _shorter(key) if (ids := self._by_label.get(form))), [])
        plain = [concept for concept in found if not concept.isdigit()]
        # 政府预算经济分类 (5xx) repeats names of the 部门 classification: it is linked by its codes only.
        coded = [concept for concept in found if concept.isdigit() and concept[0] != "5"]
        fitting = [concept for concept in coded if (concept[0] == "3") == economic] or coded
        if plain and not (economic and fitting and fitting[0][0] == "3"):
            return plain[0]
        return fitting[0] if len(fitting) == 1 else None

    def class_of(self, label: str) -> str | None:
        """The class (类, three digits) that a sentence names without 支出: 教育4411万元, 社会保障和就业406万元."""
        found = self._by_label.get(f"{label_key(label)}支出", [])
        return next((concept for concept in found if _FUNCTION.fullmatch(concept)), None)

    def is_part_of(self, part: str, whole: str) -> bool:
        """Whether ``part`` is contained in ``whole``, at any depth (codes by prefix)."""
        if part.isdigit() and whole.isdigit():
            return part != whole and part.startswith(whole)
        at = self.by_id.get(part)
        while at is not None and at.part_of:
            if at.part_of == whole:
                return True
            at = self.by_id.get(at.part_of)
        return False

    def parts(self, whole: str) -> tuple[str, ...]:
        """Ids of the direct parts of an item, in file order."""
        return tuple(concept.id for concept in self.by_id.values() if concept.part_of == whole)

    def name(self, concept: str) -> str:
        known = self.by_id.get(concept)
        return known.name if known else concept


def _shorter(key: str) -> Iterator[str]:
    """A label's key, and what is left of it without the words behind an item: 三公经费决算汇总数, 三公经费决算, 三公经费."""
    forms = [key]
    for form in forms:
        yield form
        shorter = (pattern.sub("", form) for pattern in (_TAIL, _SPENDING, _SUM))
        forms += [each for each in shorter if len(each) >= 2 and each not in forms]


def label_key(label: str) -> str:
    """A label as a key: folded, without number, 其中, quotes, unit brackets, qualifiers in front and 预算 or 安排 behind."""
    key = squash(label).replace('"', "").replace("'", "")
    number = numbering(key)
    if number:
        key = key[number.length :]
    key = _LEAD.sub("", key)
    key = re.sub(r"（\d{3,7}[类款项]?）", "", _BRACKET_UNIT.sub("", key))
    stripped = _TAIL.sub("", key)
    return stripped if len(stripped) >= 2 and stripped not in {"收入", "支出"} else key


def _read_items() -> list[Concept]:
    table = tomllib.loads((files("index") / "data" / "concepts.toml").read_text(encoding="utf-8"))
    return [
        Concept(
            id=key,
            name=entry["name"],
            printed=tuple(entry.get("printed", ())),
            asked=tuple(entry.get("asked", ())),
            within=tuple(entry.get("within", ())),
            part_of=entry.get("part_of"),
            gloss=entry.get("gloss", ""),
        )
        for key, entry in table.items()
    ]


def _read_codes(name: str) -> list[Concept]:
    table = tomllib.loads((files("index") / "data" / name).read_text(encoding="utf-8"))
    return [
        Concept(id=code, name=names[0], printed=tuple(names[1:]), part_of=code[:-2] if len(code) > 3 else None)
        for code, names in table.items()
    ]
