"""Provinces, prefectures and counties by name, short name or pinyin, with the years in which the standard lists them.

A name may belong to several places (长安区 of 石家庄 and of 西安) and a place may have had several names (鹿泉市, since
2014 鹿泉区): every lookup returns all candidates, and ``Gazetteer.narrow`` keeps those that the context supports.
The rows are those of GB/T 2260, built by scripts/build_regions.py; the last revision known is ``Gazetteer.as_of``.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

DATA = Path(__file__).with_name("data") / "regions.tsv"

Level = Literal["province", "prefecture", "county"]

# The kind of a region in pinyin or English, and how the names of that kind end.
LATIN_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("autonomousprefecture", ("自治州",)),
    ("autonomouscounty", ("自治县",)),
    ("autonomousregion", ("自治区",)),
    ("municipality", ("市",)),
    ("prefecture", ("地区", "州", "市", "盟")),
    ("district", ("区",)),
    ("province", ("省",)),
    ("county", ("县",)),
    ("banner", ("旗",)),
    ("league", ("盟",)),
    ("city", ("市",)),
    ("zizhizhou", ("自治州",)),
    ("zizhixian", ("自治县",)),
    ("zizhiqu", ("自治区",)),
    ("sheng", ("省",)),
    ("diqu", ("地区",)),
    ("meng", ("盟",)),
    ("xian", ("县",)),
    ("zhou", ("自治州",)),
    ("shi", ("市",)),
    ("qu", ("区",)),
    ("qi", ("旗",)),
)

# A last character that belongs to the word behind it: 三河|市场, 东方|市值, 广阳|区域.
ENDINGS = {"市": "场值面", "区": "域间别分块"}

# Names that are also common words: in running text they count only behind the region they belong to.
COMMON_WORDS = frozenset(
    (
        "城区 郊区 市郊区 矿区 东区 西区 老城区 新城区 城东区 城西区 城北区 城中区 "
        "市中区 市南区 市北区 港口区 公安县 资源县"
    ).split()
)

# Before 县 these usually end another word (公开|县级, 规范|县级, 完成|县委): 开县 counts only where a name can begin.
WORD_ENDS = frozenset(
    "临兴南安易开范随高息环勉应景礼云索户容代富费任达和丰佳涉道献单房横新义古理成沙华康温文青荣夏威盘冠宁吉"
)


@dataclass(frozen=True, slots=True)
class Region:
    """One name of one region; ``last_year`` is None while listed, 2002 in ``first_year`` means "by 2002".

    ``parents`` and ``parent_codes`` go upwards, prefecture before province; 东城区 of 北京 has no prefecture.
    ``successor`` is the code that goes on for this name, its own after a renaming. ``stem`` is the name without 县 etc.
    """

    code: str
    name: str
    stem: str
    level: Level
    parents: tuple[str, ...]
    parent_codes: tuple[str, ...]
    first_year: int
    last_year: int | None
    successor: str | None


class Mention(NamedTuple):
    """A name in running text; offsets count characters."""

    start: int
    end: int
    candidates: tuple[Region, ...]


class Row(NamedTuple):
    """A line of the data file as it stands."""

    code: str
    name: str
    first: str
    last: str
    successor: str
    stem: str
    pinyin: str


class Gazetteer:
    """All names of all regions; ``Gazetteer.load()`` reads the file once, rarer indexes wait for their first use."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = tuple(rows)
        self._by_code: dict[str, list[Row]] = {}
        self._by_name: dict[str, list[Row]] = {}
        self._by_stem: dict[str, list[Row]] = {}
        self._by_pinyin: dict[str, list[Row]] = {}
        self._lengths: dict[str, list[int]] = {}
        self._regions: dict[tuple[str, str], Region] = {}
        for row in self._rows:
            self._by_code.setdefault(row[0], []).append(row)
            self._by_name.setdefault(row[1], []).append(row)
            self._by_stem.setdefault(row[5], []).append(row)

    def names_of(self, code: str) -> tuple[str, ...]:
        """The names of a region and their stems, as people write them."""
        return tuple(
            dict.fromkeys(form for row in self._by_code.get(code, ()) for form in (row.name, row.stem) if len(form) > 1)
        )

    @staticmethod
    @cache
    def load() -> "Gazetteer":
        """The regions of the data file; every call returns the same object."""
        lines = DATA.read_text(encoding="utf-8").split("\n")
        return Gazetteer(map(_line_to_row, (line for line in lines if line[:1].isdigit())))

    @property
    def as_of(self) -> int:
        """The year of the newest revision: changes made later are not known here."""
        return max(int(row.last or row.first) for row in self._rows)

    def __iter__(self) -> Iterator[Region]:
        """Every name, by code and first year."""
        return map(self._region, self._rows)

    def at(self, code: str) -> tuple[Region, ...]:
        """All names that a code has had, the newest first."""
        return tuple(self._region(row) for row in reversed(self._by_code.get(code, ())))

    def find(self, text: str) -> tuple[Region, ...]:
        """All regions that are called so: 馆陶县, 馆陶, 大厂县, Guantao, "guan tao county"; full names come first.

        Stems of one character are refused (蔚, yu); with their kind they are accepted (蔚县, yuxian, "Yu County").
        """
        name = "".join(unicodedata.normalize("NFKC", text).split())
        if any(character >= "\u2e80" for character in name):
            rows = [*self._named(name), *(self._by_stem.get(name, ()) if len(name) > 1 else ())]
        else:
            rows = self._spelt(_letters(name))
        return tuple(self._region(row) for row in dict.fromkeys(rows))

    def successor(self, region: Region) -> Region | None:
        """鹿泉市 -> 鹿泉区; a hint and not an identity: borders may have changed with the name."""
        return self.at(region.successor)[0] if region.successor else None

    def chain(self, region: Region) -> tuple[Region, ...]:
        """The region and those it lies in, upwards: 馆陶县, 邯郸市, 河北省; with the names of the region's own time."""
        pairs = zip(region.parent_codes, region.parents, strict=True)
        above = (next(parent for parent in self.at(code) if parent.name == name) for code, name in pairs)
        return (region, *above)

    def narrow(self, candidates: Iterable[Region], context_names: str | Iterable[str]) -> tuple[Region, ...]:
        """Keep the candidates whose prefecture or province is named in the context (a text, or names).

        A candidate known only by its province gives way to one of that province whose prefecture is named. Where the
        context names no parent of any candidate it decides nothing, and all are returned.
        """
        given = tuple(candidates)
        context = context_names if isinstance(context_names, str) else "\n".join(context_names)
        own_names = {region.name for region in given}

        def is_named(code: str) -> bool:
            # 朝阳区 does not name 朝阳市: a stem counts only where it is not part of what is looked for.
            return any(
                row.name in context
                or (len(row.stem) > 1 and row.stem in context and not any(row.stem in name for name in own_names))
                for row in self._by_code[code]
            )

        near = tuple(r for r in given if len(r.parent_codes) == 2 and is_named(r.parent_codes[0]))
        settled = {region.parent_codes[-1] for region in near}

        def is_far(region: Region) -> bool:
            province = region.parent_codes[-1:]
            return bool(province) and province[0] not in settled and is_named(province[0])

        return tuple(region for region in given if region in near or is_far(region)) or given

    def mentions(self, text: str, *, stems: Collection[str] = ()) -> list[Mention]:
        """Region names in running Chinese text, leftmost and longest first, without overlaps.

        Full names count anywhere; short names (长安, 新乐) only if a region so called has its code in ``stems``. The
        candidates are always all regions of that name, also those outside ``stems``, so that "西安的长安" can be told.
        """
        codes = frozenset(stems)
        short = self._short_names(codes)
        lengths = self._name_lengths()
        found: list[Mention] = []
        at = 0
        while at < len(text) - 1:
            before = found[-1] if found and found[-1].end == at else None
            for size in lengths.get(text[at : at + 2], ()):
                rows = self._rows_at(text, at, at + size, short)
                if rows and self._counts(text, at, rows, codes, before):
                    found.append(Mention(at, at + size, tuple(map(self._region, rows))))
                    break
            at = found[-1].end if found and found[-1].start == at else at + 1
        return found

    @lru_cache(maxsize=8)  # noqa: B019 - one gazetteer lives as long as the process
    def _short_names(self, codes: frozenset[str]) -> frozenset[str]:
        """The names without 县 and the like of some regions."""
        return frozenset(row.stem for code in codes for row in self._by_code.get(code, ()) if len(row.stem) > 1)

    def _rows_at(self, text: str, start: int, end: int, short: Collection[str]) -> list[Row]:
        """The rows that text[start:end] may mean, none if it runs into the word behind it."""
        word, following = text[start:end], text[end : end + 1] or "\n"
        if following not in ENDINGS.get(word[-1], "") and (rows := self._named(word)):
            return rows
        return self._by_stem[word] if word in short else []

    def _counts(self, text: str, start: int, rows: list[Row], codes: frozenset[str], before: Mention | None) -> bool:
        """Whether a name found in running text is a name there: always, but for the two kinds listed above."""
        name, stem = rows[0].name, rows[0].stem
        ambiguous = len(stem) == 1 and stem in WORD_ENDS
        if name not in COMMON_WORDS and not ambiguous:
            return True
        if self._belongs(rows, before) or any(row.code in codes for row in rows):
            return True
        begins = start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff"
        return ambiguous and begins and text[start + 2 : start + 3] != "级"

    def _belongs(self, rows: Iterable[Row], before: Mention | None) -> bool:
        """Whether a mention directly in front is a parent of one of the rows."""
        if before is None:
            return False
        above = {region.code for region in before.candidates}
        return any(code in above for row in rows for code in self._region(row).parent_codes)

    def _named(self, name: str) -> list[Row]:
        """Rows of a full name, or of the usual short form of an autonomous one (大厂县, 恩施州)."""
        rows = self._by_name.get(name, [])
        if not rows and len(name) > 2 and name[-1] in "县州旗":
            rows = [row for row in self._by_stem.get(name[:-1], ()) if row.name.endswith("自治" + name[-1])]
        return rows

    def _spelt(self, letters: str) -> list[Row]:
        spellings = self._spellings()
        rows = [row for row in spellings.get(_fold(letters), ()) if len(row.stem) > 1]
        for kind, endings in LATIN_KINDS:
            if letters.endswith(kind):
                stem = _fold(letters.removesuffix(kind))
                rows += [row for row in spellings.get(stem, ()) if row.name.endswith(endings)]
        return rows

    def _spellings(self) -> dict[str, list[Row]]:
        if not self._by_pinyin:
            for row in self._rows:
                for spelling in row.pinyin.split(","):
                    self._by_pinyin.setdefault(_fold(spelling), []).append(row)
        return self._by_pinyin

    def _name_lengths(self) -> dict[str, list[int]]:
        """How long the names are that begin with these two characters, longest first."""
        if not self._lengths:
            sizes: dict[str, set[int]] = {}
            for row in self._rows:
                size, stem = len(row.name), len(row.stem)
                sizes.setdefault(row.name[:2], set()).update({size, stem, stem + 1} - {0, 1})
            self._lengths = {start: sorted(some, reverse=True) for start, some in sizes.items()}
        return self._lengths

    def _region(self, row: Row) -> Region:
        region = self._regions.get((row.code, row.name))
        if region is None:
            level: Level = "province" if row.code[2:] == "0000" else "prefecture" if row.code[4:] == "00" else "county"
            above = {"province": (), "prefecture": (2,), "county": (4, 2)}[level]
            parents = [parent for digits in above if (parent := self._bearer(row.code[:digits].ljust(6, "0"), row))]
            region = Region(
                code=row.code,
                name=row.name,
                stem=row.stem,
                level=level,
                parents=tuple(parent.name for parent in parents),
                parent_codes=tuple(parent.code for parent in parents),
                first_year=int(row.first),
                last_year=int(row.last) if row.last else None,
                successor=row.successor or None,
            )
            self._regions[row.code, row.name] = region
        return region

    def _bearer(self, code: str, row: Row) -> Row | None:
        """Who bore the code when the row was last listed; 襄城区 lies in 襄阳市, its 2010 namesake in 襄樊市."""
        rows = self._by_code.get(code, [])
        then = [parent for parent in rows if not parent.last or (row.last and row.last <= parent.last)]
        return then[0] if then else rows[-1] if rows else None


def _line_to_row(line: str) -> Row:
    code, name, first, last, successor, stem, pinyin = line.split("\t")
    return Row(code, name, first, last, successor, stem or name[:-1], pinyin)


def _letters(text: str) -> str:
    """Letters only, lower case, without tone marks."""
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", text.casefold()))


def _fold(pinyin: str) -> str:
    """One spelling for ü, v, u and the yu that passports write after l: lüliang, lvliang, luliang, lyuliang."""
    return pinyin.replace("v", "u").replace("lyu", "lu")
