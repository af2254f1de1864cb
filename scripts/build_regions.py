"""Build ``index/data/regions.tsv`` from the packages GB2260 and china-division (regions) and pypinyin (readings).

Run at development time:

    pip install GB2260==0.4.1 pypinyin==0.55.0
    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python scripts/build_regions.py package/dist [TARGET]

GB2260 holds 17 revisions of the standard, 2002-2014; china-division holds the codes of the statistical bureau as of June 2023,
which are those of the standard but for the zones that it counts apart. A row is one name of one code, with the years in which
the revisions list it. The rows are sorted, so a second run writes the same bytes.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

TARGET = Path(__file__).parents[1] / "index" / "data" / "regions.tsv"

# Rows of the standard that hold a place in the numbering and name no region.
PLACEHOLDERS = re.compile(r"市辖区$|^[市县]$|直辖.*行政(单位|区划)$")

RECENT_YEAR = 2023
# Numbers within a prefecture that the statistical bureau gives to zones for development, which are no divisions.
ZONES = range(71, 81)
# Cities directly under 河北省 in the standard since 2014, which the bureau lists where they were before.
MOVED = {130181: 139002, 130682: 139001}
# Islands of 三沙市 that the standard has dropped.
DROPPED = {460321, 460322, 460323}
# Provinces that the bureau does not list.
NOT_LISTED = {710000: "台湾省", 810000: "香港特别行政区", 820000: "澳门特别行政区"}

# Misprints of single revisions, which would otherwise look like renamings: (code, printed) -> right.
MISPRINTS = {
    (341302, "墉桥区"): "埇桥区",
    (371700, "荷泽市"): "菏泽市",
    (410304, "廛河回族区"): "瀍河回族区",
    (411502, "师河区"): "浉河区",
    (420104, "乔口区"): "硚口区",
    (420505, "虎亭区"): "猇亭区",
    (450331, "荔蒲县"): "荔浦县",
    (451402, "江洲区"): "江州区",
    (511681, "华莹市"): "华蓥市",
    (610403, "杨凌区"): "杨陵区",
}

PEOPLES = re.compile(
    "(?:各族|(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇"
    "|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春|塔塔尔)族"
    "|蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯)$"
)
KINDS = re.compile(
    "(?:特别行政区|自治区|自治州|自治县|自治旗|地区|(?<=..)(?:矿区|特区|新区)|(?<=神农架)林区|(?<=族)区|省|市|区|县|旗|盟)$"
)

# Readings that pypinyin gives wrongly or not alone; the pinyin is of the stem, other usual spellings follow.
CHARACTERS = {
    "长": "chang", "朝": "chao", "都": "du", "会": "hui", "勒": "le", "什": "shi", "佛": "fo", "卡": "ka", "乐": "le",
    "漯": "luo", "单": "shan", "浚": "xun", "涡": "guo", "泊": "bo", "珲": "hun", "筠": "jun", "覃": "qin",
    "曾": "zeng", "圩": "xu", "伽": "jia", "峙": "shi", "蚌": "beng", "峒": "tong", "尾": "wei", "柏": "bai",
}  # fmt: skip
STEMS = {
    "乐亭": "laoting", "乐陵": "laoling,leling", "乐清": "yueqing", "六安": "luan,liuan", "六合": "luhe,liuhe",
    "蔚": "yu", "长子": "zhangzi", "洪洞": "hongtong", "大城": "daicheng,dacheng", "荥经": "yingjing",
    "闵行": "minhang", "召陵": "shaoling,zhaoling", "称多": "chenduo,chengduo,chindu", "穆棱": "muling,muleng",
    "绥棱": "suiling,suileng", "丹棱": "danling,danleng", "宕昌": "tanchang,dangchang", "百色": "baise,bose",
    "中牟": "zhongmu,zhongmou", "万柏林": "wanbailin,wanbolin", "崆峒": "kongtong", "莘": "shen", "歙": "she",
    "重庆": "chongqing", "厦门": "xiamen", "陕西": "shaanxi,shanxi", "内蒙古": "neimenggu,innermongolia",
    "西藏": "xizang,tibet", "香港": "xianggang,hongkong", "澳门": "aomen,macao,macau",
    "哈尔滨": "haerbin,harbin", "呼和浩特": "huhehaote,hohhot", "乌鲁木齐": "wulumuqi,urumqi", "拉萨": "lasa,lhasa",
}  # fmt: skip

HEADER = """\
# Regions of China, county level and above: GB/T 2260, revisions {first} to 2014, and the codes of {last}.
# Source: PyPI GB2260 {gb2260} (BSD-3-Clause, text below), npm china-division 2.7.0 (WTFPL)
# Pinyin: pypinyin {pypinyin} (MIT); scripts/build_regions.py
# Copyright (c) 2014, Hsiaoming Yang. All rights reserved. Redistribution and use in source and binary forms, with or
# without modification, are permitted provided that the following conditions are met:
# * Redistributions of source code must retain the above copyright notice, this list of conditions and the following
#   disclaimer.
# * Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
#   disclaimer in the documentation and/or other materials provided with the distribution.
# * Neither the name of the creator nor the names of its contributors may be used to endorse or promote products
#   derived from this software without specific prior written permission.
# THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
# INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
# DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
# SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
# SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
# WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
# OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
# last blank: listed in the newest revision; stem blank: the name without its last character
code\tname\tfirst\tlast\tsuccessor\tstem\tpinyin
"""


@dataclass(frozen=True, slots=True)
class Span:
    """One name of one code, with the first and last revision (as positions) that list it."""

    code: int
    name: str
    stem: str
    first: int
    last: int

    @property
    def width(self) -> int:
        """What its codes count in: 10000 for a province, 100 for a prefecture, 1 for a county."""
        return 10000 if self.code % 10000 == 0 else 100 if self.code % 100 == 0 else 1

    @property
    def prefecture(self) -> int:
        return self.code // 100 * 100

    @property
    def province(self) -> int:
        return self.code // 10000 * 10000


def recent(folder: Path) -> dict[int, str]:
    """Names by code, six digits, of the tables that china-division keeps in its folder ``dist``."""
    rows = [
        (row["code"].ljust(6, "0"), row["name"])
        for table in ("provinces", "cities", "areas")
        for row in json.loads((folder / f"{table}.json").read_text(encoding="utf-8"))
    ]
    listed = {int(code): name for code, name in rows if int(code) % 100 not in ZONES}
    return {MOVED.get(code, code): name for code, name in listed.items() if code not in DROPPED} | NOT_LISTED


def revisions(folder: Path) -> list[tuple[int, dict[int, str]]]:
    """(year, names by code), oldest first; GB2260 writes 200306 for June 2003, 2003 for its end, None for now."""
    newest: int = import_module("gb2260.division").LATEST_YEAR
    tables: dict[int | None, dict[int, str]] = import_module("gb2260.data").data

    def month(key: int | None) -> int:
        if key is None:
            return newest * 100 + 12
        return key if key > 9999 else key * 100 + 12

    standard = [(month(key) // 100, tables[key]) for key in sorted(tables, key=month)]
    return [*standard, (RECENT_YEAR, recent(folder))]


def name_to_stem(name: str) -> str:
    """馆陶县 -> 馆陶, 大厂回族自治县 -> 大厂, 井陉矿区 -> 井陉; 东乡族自治县 -> 东乡; 津市市 -> 津市."""
    stem = KINDS.sub("", name)
    while (shorter := PEOPLES.sub("", stem)) != stem and len(shorter) > 1:
        stem = shorter
    return stem.removesuffix("族")


def tables_to_spans(tables: list[dict[int, str]]) -> list[Span]:
    """One span for each (code, name); a name that pauses and comes back is refused, so that a span has no holes."""
    listed: dict[tuple[int, str], list[int]] = defaultdict(list)
    for position, table in enumerate(tables):
        for code, printed in table.items():
            if not PLACEHOLDERS.search(printed):
                listed[code, MISPRINTS.get((code, printed), printed)].append(position)
    for (code, name), positions in listed.items():
        if len(positions) != positions[-1] - positions[0] + 1:
            raise SystemExit(f"{code} {name}: listed in revisions {positions}, with a hole")
    return [Span(code, name, name_to_stem(name), at[0], at[-1]) for (code, name), at in sorted(listed.items())]


def spans_to_successors(spans: Iterable[Span]) -> dict[Span, Span]:
    """Who follows a span in the next revision: by stem under the same parent, by code, by full name in the province."""
    appearing: dict[int, list[Span]] = defaultdict(list)
    ending: dict[int, list[Span]] = defaultdict(list)
    stems: dict[int, set[str]] = defaultdict(set)
    for span in spans:
        appearing[span.first].append(span)
        ending[span.last + 1].append(span)
        stems[span.code].add(span.stem)

    def siblings(old: Span, new: Span) -> bool:
        # 陇南地区 became 陇南市 under another code; the counties of 重庆 have no prefecture, only numbers for one.
        if old.width > 1 or old.prefecture == new.prefecture:
            return True
        before, after = stems.get(old.prefecture, set()), stems.get(new.prefecture, set())
        return bool(before & after) or not (before or after)

    def followers(old: Span) -> list[list[Span]]:
        new = [n for n in appearing[old.last + 1] if n.width == old.width and n.province == old.province]
        # 綦江区 took over the code of 万盛区, yet it follows 綦江县.
        taken = {(span.stem, span.width) for span in ending[old.last + 1]}
        return [
            [span for span in new if siblings(old, span) and span.stem in (old.stem, old.name)],
            [span for span in new if span.code == old.code and (span.stem, span.width) not in taken],
            [span for span in new if span.name == old.name],
        ]

    result: dict[Span, Span] = {}
    for position in sorted(appearing):
        for old in ending[position]:
            single = [found[0] for found in followers(old) if len(found) == 1]
            if single:
                result[old] = single[0]
    return result


def stem_to_pinyin(name: str, stem: str) -> str:
    """Spellings without tones or spaces, the usual one first; readings are looked up in the full name."""
    if stem in STEMS:
        return STEMS[stem]
    readings: list[str] = import_module("pypinyin").lazy_pinyin(name, errors=list)
    pinyin = "".join(CHARACTERS.get(one, reading) for one, reading in zip(stem, readings, strict=False))
    if not re.fullmatch("[a-z]+", pinyin):
        raise SystemExit(f"{name}: no reading for some character ({pinyin}); add it to STEMS or CHARACTERS")
    return pinyin


def build(folder: Path) -> str:
    """The whole file as text."""
    dated = revisions(folder)
    years = [year for year, _ in dated]
    spans = tables_to_spans([table for _, table in dated])
    successors = spans_to_successors(spans)
    lines = [
        HEADER.format(first=years[0], last=years[-1], gb2260=version("GB2260"), pypinyin=version("pypinyin")),
    ]
    for span in sorted(spans, key=lambda span: (span.code, span.first)):
        last = "" if span.last == len(years) - 1 else str(years[span.last])
        follower = successors.get(span)
        successor = str(follower.code) if follower else ""
        stem = "" if span.stem == span.name[:-1] else span.stem
        fields = (str(span.code), span.name, str(years[span.first]), last, successor, stem)
        lines.append("\t".join((*fields, stem_to_pinyin(span.name, span.stem))) + "\n")
    return "".join(lines)


def main() -> None:
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET
    text = build(Path(sys.argv[1]))
    target.write_text(text, encoding="utf-8", newline="\n")
    rows = [line.split("\t") for line in text.splitlines() if line[0].isdigit()]
    current = Counter("province" if r[0][2:] == "0000" else "prefecture" if r[0][4:] == "00" else "county"
                      for r in rows if not r[3])  # fmt: skip
    print(f"{target}: {len(text.encode())} bytes, {len(rows)} names, listed in the newest revision: {dict(current)}")


if __name__ == "__main__":
    main()
