"""Names of bodies with characters left out: 青石三小 for 青石镇第三小学, 经开区管委会, 国资委机关服务中心.

People drop what tells no other body: the level of a place (青石 for 青石市), 第, 人民, the inner words of a long office. They never
drop what does: a number or a direction (第三小学), another place, the kind of a school or hospital (中医院), or the one word that
makes a part of an office of it (公安交通管理局 is not 公安局).
"""

import re
from functools import lru_cache

from index.entities import in_short, place_of, without_other_name
from index.regions import Gazetteer

_TELLS_APART = re.compile(r"[一二三四五六七八九十东西南北新老]")
_NATIONS = re.compile(r"(?:(?:(?!族)[一-鿿]){1,4}族)*自治(?=[区州县旗]|$)|(?:(?:(?!族)[一-鿿]){1,4}族)+(?=[乡镇])")
_OTHER_PLACE = re.compile(r"[一-鿿]{2,}(?:[省市县州旗镇乡]|(?<![商务发园新业景])区)")
_SAYS_LITTLE = re.compile(r"(?:[省市县区州旗盟镇乡第属各直]|街道|人民|中心|完全|社区|政府|机关|事务|服务)*")
_KIND = re.compile(r"(?:小学|中学|学校|幼儿园|医院|卫生院|[小中幼校园院])$")
_END_OF_KIND = re.compile(r"(?:中心|学校|联合会|[局委办厅所院站会校园馆队])$")
_LEFT_AT_END = frozenset(
    {"", "校", "学", "学校", "员会", "合会", "公室", "办公室", "部门", "（本级）", "本级", "机关", "（管委会）"}
)
_JOINTS = frozenset("和与及、")
# The Youth League of a place, whose name puts the place behind: 共青团青石区委, 青石团区委.
_LEAGUE_FULL = re.compile(r"^(?:中国)?(?:共产主义青年团|共青团)(?P<place>[一-鿿]+?[省市县区州旗])委(?:员会)?$")
_LEAGUE = re.compile(r"^(?:共青团([一-鿿]*?[省市县区州旗])委|([一-鿿]*?)团([省市县区州旗])委)(?:员会)?$")
_LEVELS = "省市县区州旗盟镇乡"
_SHORTEST = 3


@lru_cache(maxsize=4096)
def shortens(short: str, full: str) -> bool:
    """Whether ``short`` is the name of the same body as ``full``, with characters left out that tell no other body."""
    full = without_other_name(full)
    if not _SHORTEST <= len(short) < len(full):
        return False
    league = _LEAGUE_FULL.match(full)
    if league is not None:
        told = _LEAGUE.match(short)
        place = "".join(told.groups("")) if told else ""
        return bool(place) and (place == league["place"] or _leaves_out(place, league["place"]))
    usual = in_short(full)
    return _leaves_out(short, full) or in_short(short) == usual or (usual != full and _leaves_out(short, usual))


def _leaves_out(short: str, full: str) -> bool:
    match = re.match(f"(.*?){re.escape(short[:2])}(.*?)" + "(.*?)".join(map(re.escape, short[2:])), full)
    if match is None or full[match.end() :] not in _LEFT_AT_END:
        return False
    ahead, *gaps = match.groups()
    if ahead and not _is_place(ahead.removesuffix("第")):
        return False  # the first two characters stand together, at the beginning or behind a place
    gaps = ["", *gaps]
    gaps = [_NATIONS.sub("", gap) for gap in gaps]
    if any(_TELLS_APART.search(gap) or _OTHER_PLACE.search(gap) for gap in gaps):
        return False
    if _KIND.search(short):
        return all(_SAYS_LITTLE.fullmatch(gap) for gap in gaps)
    kind = _END_OF_KIND.search(short)
    before = gaps[kind.start() - 1] if kind and kind.start() else ""
    if not kind or _SAYS_LITTLE.fullmatch(before) or before[0] in _JOINTS:
        return True
    # 公安局 leaves one word out of 公安交通管理局; 城管局 more than one out of 城市管理和综合执法局
    places = _end_of_places(full)
    return any(gap and match.start(at + 2) >= places for at, gap in enumerate(gaps[: kind.start() - 1]))


def beginnings(full: str) -> frozenset[str]:
    """The two characters that a shortened form of a name may begin with: those of the name, and of what stands behind a place."""
    league = _LEAGUE_FULL.match(full)
    if league is not None:
        return frozenset({"共青"}) | beginnings(league["place"])
    starts = (at for at in range(len(full) - 1) if not at or _is_place(full[:at].removesuffix("第")))
    return frozenset(full[at : at + 2] for at in starts)


def _end_of_places(name: str) -> int:
    end = 0
    while place := place_of(name[end:]):
        end += len(place)
    return end


def _is_place(words: str) -> bool:
    rest = words[_end_of_places(words) :]
    return not rest or rest[-1] in _LEVELS or rest.endswith(("街道", "族")) or bool(Gazetteer.load().find(rest))
