"""The names that a body goes by beside its printed one: without the places in front, its level behind, or the town of a school."""

import re

from index.cleaning import squash
from index.entities import Entity, in_short, place_of

# A body with a name of its own: known by it also without the places in front (小林镇, 昌州幼儿园, 南孙庄乡中学).
_OWN_NAME = re.compile(r"(?:镇|乡|街道|学校?|学区|园|(?<!法)(?<!察)院|校|站|所|馆|中心|场|队)$")
_TOWN_AHEAD = re.compile(r"(?!人民)[一-鿿]{2,4}?(?:镇|乡|街道)(?=[一-鿿]{3})(?!人民政府|办事处|党)")
# 赵家小学 and 赵家乡小学 for 赵家乡中心小学, 天台小学 for 天台完全小学
_OF_TOWN = re.compile(
    r"^([一-鿿]{2,4}?)(?:(?:(?!族)[一-鿿]){1,4}族)*(镇|乡)?(?:中心|完全)?(小学|中学|学校|幼儿园|卫生院)校?$"
)
_BRACKET = re.compile(r"（[^）]*）$")
_OTHER_NAME = re.compile(r"（([^）]{2,}[区镇乡])）$")  # 北部新区（阳和工业新区）
# 《04_青石区第三中学2024预算》: whose it is, as far as its name tells
_IN_FILE_NAME = re.compile(r"[一-鿿（）]{3,}?(?=\d|部门|单位|预算|决算|三公|“|_|-|》)")
_LEVEL_OF = re.compile(
    r"(?:人民政府|政府|办事处|(?<=区)(?:管理委员会|管委会)|（本级）|(?<=[省市县区州旗镇乡])[省市县区州旗镇乡]?本级|（?部门）?)$"
)
_SHORTEST_NAME = 3


def own_names(printed: list[tuple[str, Entity]]) -> list[tuple[str, Entity]]:
    """Bodies by their names without the places in front, where one body alone has each (干汊河镇, 梁平区 of 梁平区本级)."""
    found: dict[str, list[Entity]] = {}
    for name, entity in printed:
        for short in _own_forms(name, entity):
            found.setdefault(short, []).append(entity)
    return [(short, bodies[0]) for short, bodies in found.items() if len(bodies) == 1]


def _own_forms(name: str, entity: Entity) -> set[str]:
    """The forms of a name without brackets, places in front, the level behind, and the 校 of 小学校."""
    forms = {_BRACKET.sub("", name)}  # 青石区教育局（乡镇学校）
    if name.startswith("《"):  # a document that names no body, called after its file
        forms.add(name.strip("《》"))
        said = _IN_FILE_NAME.search(name)
        name = said.group() if said else name
        forms.add(name)
    forms |= {other[1] for other in [_OTHER_NAME.search(name)] if other}
    rest = name
    while place := _place_ahead(rest, entity):
        rest = rest[len(place) :]
        short = _LEVEL_OF.sub("", _LEVEL_OF.sub("", rest.removeprefix("人民政府")))
        forms |= {short} if _OWN_NAME.search(short) or short == place_of(f"{short}本级") else set()
    alone = _LEVEL_OF.sub("", name)
    if alone != name and not entity.regions and alone == place_of(f"{alone}本级"):
        forms.add(alone)
    elif _OWN_NAME.search(alone) and rest == name:
        forms.add(alone)  # 洛满镇 of 洛满镇人民政府
    if alone != name and alone.endswith("区"):
        forms |= {alone, in_short(alone)}  # 重庆高新区 of 重庆高新技术产业开发区管理委员会
    forms |= {form[:-1] for form in forms if form.endswith(("小学校", "中学校", "街道"))}
    forms |= {
        short
        for form in forms
        if (town := _OF_TOWN.match(form))
        for short in (town[1] + town[3], "".join(town.groups("")))
    }
    return {form for form in forms if form != squash(entity.name) and len(form) >= _SHORTEST_NAME}


def _place_ahead(name: str, entity: Entity) -> str:
    """The place that a name begins with, and something behind it."""
    known = next((region.name for region in entity.regions if name.startswith(region.name)), "") or place_of(name)
    town = _TOWN_AHEAD.match(name)
    known = known or (town.group() if town else "")
    return known if len(name) - len(known) >= _SHORTEST_NAME else ""


def unlisted_places(name: str, entity: Entity) -> list[str]:
    """The places at the beginning of a name where no list of regions holds the last: 甲市乙区, 乙区."""
    ends = [0]
    while place := place_of(name[ends[-1] :]):
        ends.append(ends[-1] + len(place))
    last = name[ends[-2] : ends[-1]] if len(ends) > 1 else ""
    if not last or any(region.name == last for region in entity.regions):
        return []
    return [name[start : ends[-1]] for start in ends[:-1]]


def without_city(printed: list[tuple[str, Entity]]) -> list[tuple[str, Entity]]:
    """Bodies of places that no list of regions holds, by their names without the city in front, where one body alone has it."""
    found: dict[str, list[Entity]] = {}
    for name, entity in printed:
        shorter = name[len(place_of(name)) :]
        if unlisted_places(name, entity) and shorter != name and place_of(shorter):
            found.setdefault(shorter, []).append(entity)
    return [(name, bodies[0]) for name, bodies in found.items() if len(bodies) == 1]
