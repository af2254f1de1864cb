"""The body that a text is about, where neither title, opening nor table says whose it is: the one that it speaks of.

A disclosure without a title names its body in passing (更名为青石市第六中学, 青石镇属区级直属乡镇, a signature), beside those above it
(主管部门), below it (下属) and the finance bureau that put it on a page. Where one body is left, the text is its own; a report on a
whole area is that area's. Newspapers speak of many bodies and are nobody's.
"""

import re
from collections import Counter
from collections.abc import Iterator

from index.cleaning import clean, squash
from index.document import Document
from index.entities import ORGANISATION
from index.regions import Gazetteer, Mention
from index.short_names import shortens

_REACH = 30000
_NEWS = re.compile(
    r"记者|本报|报讯|原标题|[网社][一-鿿]{2,8}\d{1,2}月\d{1,2}日电|[一-鿿]{2,6}(?:日报|晚报|新闻网|日报网)"
)
_NEWS_REACH = 600
_BEFORE = 16
_TOWN = re.compile(r"(?![各直本所下中])[一-鿿]{2,4}?(?:镇|乡|街道(?!办))(?![镇村])")
_SCHOOL = re.compile(r"(?:(?![局委厅系])[一-鿿]){1,14}?(?:小学校?|中学校?|学校|幼儿园|医院|卫生院)")
_OFFICE_OF_PLACE = re.compile(r"人民政府(?!办)|政府(?!办|性|采购|工作|信息)|办事处|(?<=区)(?:管理委员会|管委会)")
_NO_OFFICE = re.compile(r"[的在有是]|预算|经费|年|^委(?:员会)?$")
# Words behind a name that its pattern took along: 第二实验小学系青石市教育局.
_CUT = re.compile(r"(?:系|内设|下属|所属|由).*$")
# A body above, below or beside the one that speaks: 主管部门…, 下属…, 向…报告.
_NOT_ITSELF = re.compile(
    r"(?:(?:主管|管理|上级)(?:部门|单位)?[是为:：]*|直属于?|隶属于?|归口|下属|所属|附属|挂靠?|另挂|下设|属于?|[受向报据经从与和由归、]|依[据照]|按照?|[参遵]照|--"
    r"|[单位所站院校][:：]|\d个(?:[一-鿿]{0,8}单位)?[，:：是为]*|包括[:：]?|协商会议|青年团|即|主要有|分别[是为]"
    r"|(?:发布|公开)(?:机构|单位|者)[:：|\]】]*|来源[:：|\]】]*|主办[:：]?|作者[:：])$"
)
_PUBLISHES = re.compile(r"(?:发布|公开)(?:机构|单位|者)[:：|\]】]*$")
_ELSEWHERE = re.compile(r"(?:支援|帮扶|协作|对口|援建?|赴|到|来自)$")
_NOT_ITSELF_BEHIND = re.compile(
    r"^(?:（[^）]{1,4}）)?(?:、|直属|直管|主管|所属|下属|统一|领导|管理的|举办|批准|同意|文件|办公室|的?(?:通知|批复|关于))"
)
_HEARS = re.compile(r"^(?:第[一二三四五六七八九十]+届)?(?:人大常委会|人民代表大会(?:常务委员会)?)[:：]")
# Who speaks for the whole place, in reports on it.
_OF_AREA = re.compile(
    r"(?:财政[局厅]|第[一二三四五六七八九十]+届人[一-鿿]+|人大常委会|人大|人民代表大会|统计局|人民政府|政府)$"
)
_OF_TOWN = re.compile(r"(?:镇|乡|街道)(?:人民政府|政府)$")
_TOWN_ENDS = ("镇", "乡", "街道")
_WHOLE = re.compile(r"[全我]([省市县区州旗镇乡])(?![级直属])|([省市县区州旗])本?级(?=财政|一般公共|政府性|决算)")
_OWN = re.compile(r"[我本]单位|本部门|[我本](?:局|委|院|校|中心|办)")
_SUMMARY = re.compile(r"汇总")
_WITHOUT_OFFICE = re.compile(r"(?:人民政府|政府|办事处|管理委员会|管委会)$")
_LEVELS = "省市县区州旗盟镇乡"


def body_in_text(document: Document) -> str:
    """The one body that a text without a stated one is about; "" where it names none, or several that it may be of."""
    text = squash(clean(document.source.text, 0, _REACH).text)
    if is_news(text):
        return ""
    bodies, places = _spoken_of(text)
    own = {name for name in bodies if not _OF_AREA.search(name) or _OF_TOWN.search(name)}
    own = {name for name in own if not name.endswith(_TOWN_ENDS)} or own
    if own:
        top = [name for name in own if not any(name != other and name.startswith(_stem(other)) for other in own)]
        return top[0] if len(top) == 1 else ""
    if _OWN.search(text):
        return next(iter(bodies)) if len(bodies) == 1 else ""
    return _area(
        text, places | {place for name in bodies if (place := _OF_AREA.sub("", name)) and place[-1] in _LEVELS}
    )


def is_news(text: str) -> bool:
    """Whether a squashed text is a report of a newspaper, which speaks of many bodies and is none's own."""
    return _NEWS.search(text[:_NEWS_REACH]) is not None


def in_its_place(name: str, document: Document) -> str:
    """A name that says no place, with the one place of its level that the text names: 区委老干部局, 花桥镇, and …沙坪坝区…."""
    text = squash(clean(document.source.text, 0, _REACH).text)
    level = name[0] if name[0] in "省市县区州旗" else ""
    inside = (
        "县区旗 市"
        if re.search(r"(?:镇|乡|街道)(?:办事处|人民政府)?$|[镇乡](?=[一-鿿]{2})", name) and not level
        else level
    )
    if not inside or is_news(text):
        return name
    mentions = Gazetteer.load().mentions(text)
    places = {
        text[mention.start : _end_of_chain(mentions, at)]
        for at, mention in enumerate(mentions)
        if (not at or mentions[at - 1].end != mention.start)
        and not _ELSEWHERE.search(text[max(0, mention.start - _BEFORE) : mention.start])
    }
    fitting = next((found for each in inside.split() if (found := _longest({p for p in places if p[-1] in each}))), [])
    if len(fitting) != 1:
        return name
    place = fitting[0]
    return f"{place}{name[1:] if level else name}"


def _area(text: str, places: set[str]) -> str:
    """The place that a report on a whole area is about: the only one of the level that it speaks of as a whole (全县)."""
    levels = Counter("".join(level) for level in _WHOLE.findall(text))
    if not levels and not _SUMMARY.search(text):
        return ""
    level = levels.most_common(1)[0][0] if levels else ""
    fitting = _longest({place for place in places if not level or place.endswith(level)})
    return fitting[0] if len(fitting) == 1 else ""


def _longest(names: set[str]) -> list[str]:
    """The names without those that are the end of another: 北京市东城区, and not 东城区."""
    return [name for name in sorted(names) if not any(other != name and other.endswith(name) for other in names)]


def _spoken_of(text: str) -> tuple[set[str], set[str]]:
    """The bodies and the places that a text names as what may be its own."""
    bodies: Counter[str] = Counter()
    places: set[str] = set()
    for start, end, place_end in _names(text):
        before, name = text[max(0, start - _BEFORE) : start], _CUT.sub("", text[start:end])
        if _NOT_ITSELF.search(before) or _NOT_ITSELF_BEHIND.match(text[end : end + 8]):
            bodies[name] -= 1
            if _PUBLISHES.search(before) and _OF_AREA.search(name):
                places.add(text[start:place_end])  # 发布机构：青石县财政局, on a page about 全县
            continue
        if end == place_end and not name.endswith(_TOWN_ENDS):
            places.add(name)
        elif _HEARS.match(text, place_end):
            places.add(text[start:place_end])
        else:
            bodies[name] += 1
    return _each_once([name for name, times in bodies.items() if times > 0]), places


def _each_once(names: list[str]) -> set[str]:
    """Bodies by their longest names, each once: 忠县法院 and 重庆市忠县人民法院 are one."""
    found: set[str] = set()
    for name in sorted(set(names), key=lambda each: (-len(each), each)):
        if not any(other.endswith(name) or shortens(name, other) or _stem(other) == name for other in found):
            found.add(name)
    return found


def _stem(name: str) -> str:
    return _WITHOUT_OFFICE.sub("", name) or name


def _names(text: str) -> Iterator[tuple[int, int, int]]:
    """Where names of places and bodies begin and end in a text, and where the place in each ends."""
    mentions = Gazetteer.load().mentions(text)
    for at, mention in enumerate(mentions):
        if at and mentions[at - 1].end == mention.start:
            continue  # the second place of a chain: 北京市|东城区
        end = _end_of_chain(mentions, at)
        town = _TOWN.match(text, end)
        place_end = town.end() if town else end
        found = _SCHOOL.match(text, place_end) or _OFFICE_OF_PLACE.match(text, place_end)
        office = None if found else ORGANISATION.match(text[place_end : place_end + 40])
        words = found.group() if found else office.group() if office else ""
        if not words or _NO_OFFICE.search(words):
            words = ""
        yield mention.start, place_end + len(words), place_end


def _end_of_chain(mentions: list[Mention], at: int) -> int:
    while at + 1 < len(mentions) and mentions[at + 1].start == mentions[at].end:
        at += 1
    return mentions[at].end
