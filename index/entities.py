"""Names of publishing bodies: the regions and the organisation in them, and the forms people shorten them to."""

import re
from dataclasses import dataclass
from functools import cache

from index.cleaning import squash
from index.regions import Gazetteer, Region

_LEVEL = "省市县区州旗盟乡镇"
# A short form and what it stands for, applied in order; the result is a key for comparison, not a name.
_SHORTER = (
    ("机构编制委员会办公室", "编办"),
    ("中国共产党", ""),
    ("中共", ""),
    ("统一战线", "统战"),
    ("中医医院", "中医院"),
    ("初级中学", "初中"),
    ("高级中学", "高中"),
    ("人民政府", "政府"),
    ("办公厅", "办"),
    ("办公室", "办"),
    ("管理委员会", "管委会"),
    ("发展和改革委员会", "发改委"),
    ("城市管理委员会", "城管委"),
    ("城市管委会", "城管委"),
    ("人民代表大会常务委员会", "人大常委会"),
    ("人大常委会办公室", "人大办"),
    ("人大常委会", "人大"),
    ("疾病预防控制中心", "疾控中心"),
    ("委员会", "委"),
    ("党委", "委"),
    ("高级人民法院", "高院"),
    ("中级人民法院", "中院"),
    ("人民法院", "法院"),
    ("人民医院", "医院"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("高新技术产业开发区", "高新区"),
    ("政治协商会议", "政协"),
    ("文学艺术界联合会", "文联"),
    ("工商业联合会", "工商联"),
    ("归国华侨联合会", "侨联"),
    ("归侨侨眷联合会", "侨联"),
    ("社会科学界联合会", "社科联"),
    ("人民检察院", "检察院"),
    ("市场监督管理局", "市监局"),
    ("发展和改革局", "发改局"),
    ("人力资源和社会保障局", "人社局"),
    ("住房和城乡建设局", "住建局"),
    ("卫生健康委", "卫健委"),
    ("卫生健康局", "卫健局"),
    ("自然资源和规划局", "自规局"),
    ("文化和旅游发展委", "文旅委"),
    ("住房和城乡建设委", "住建委"),
    ("经济和信息化委", "经信委"),
    ("经济和信息化局", "经信局"),
    ("农业农村委", "农委"),
    ("交通运输委", "交通委"),
    ("市场监管局", "市监局"),
    ("文化广电和旅游局", "文旅局"),
    ("文化广电旅游局", "文旅局"),
    ("文化和旅游局", "文旅局"),
    ("退役军人事务局", "退役军人局"),
    ("应急管理局", "应急局"),
    ("医疗保障局", "医保局"),
    ("教育和体育局", "教体局"),
    ("教育体育局", "教体局"),
    ("科学技术局", "科技局"),
    ("工业和信息化局", "工信局"),
    ("交通运输局", "交通局"),
    ("城市管理局", "城管局"),
    ("国有资产监督管委会", "国资委"),
    ("残疾人联合会", "残联"),
    ("妇女联合会", "妇联"),
    ("科学技术协会", "科协"),
    ("作家协会", "作协"),
    ("供销合作社联合社", "供销社"),
    ("供销合作社", "供销社"),
    ("纪律检查委", "纪委"),
    ("委党校", "党校"),
    ("委组织部", "组织部"),
    ("委宣传部", "宣传部"),
    ("委统战部", "统战部"),
    ("委政法委", "政法委"),
    ("城市管理", "城管"),
    ("老干部局", "老干局"),
    ("委老干局", "老干局"),
)
# Bodies whose names put the place behind what they are: 中国人民政治协商会议山西省稷山县委员会.
_AHEAD_OF_PLACE = (("政治协商会议", "政协"), ("政协", "政协"), ("共产主义青年团", "团委"), ("共青团", "团委"))
# 青石市社会福利院（青石市救助管理站）: one body under two names
_OTHER_NAME = re.compile(r"(?<=[一-鿿]{4})（[^（）]{4,}）$")
# A place that no list of regions holds, and no 学区, 社区 or 园区
_PLACE_ALONE = re.compile(r"[一-鿿]{1,7}?(?:[市县州旗]|(?<![社校学园景片])区)(?:政府)?")
_NUMBERED_SCHOOL = re.compile(r"^([一二三四五六七八九十]{1,3})([中小])$")  # 三中 is 第三中学
_SHORTEST_NAME = 3
_OFFICE_ENDS = "局委办厅所"
_JOINTS = "和与及、"
_OWN_LEVEL = re.compile(r"（(?:本级|汇总|机关|事业|含所属单位)[^）]*）$|(?:本级|机关|部门)$")
ORGANISATION = re.compile(
    rf"^(?:[{_LEVEL}](?!府))?"
    r"(?:人大(?:常委会?|机关)?(?:办公室|办)?(?!代表)|政协(?:办公室|办)?(?!委员)|编办|疾控(?:中心)?|(?:人民)?政府(?!性|采购|购买|债)(?:办公[室厅]|办)?|府办(?:公室)?|(?:党)?委(?:员会)?(?:办公[室厅]|办|组织部|宣传部|统战部|老干部?局|党校)?"
    r"|[一-鿿]{1,14}?(?:管委会|委员会|管理局|局|办公室|中心|学院|街道办|事务所|大队|卫生院|财政所"
    r"|发改委|卫健委|文旅委|住建委|经信委|交通委|国资委|政法委|[一-鿿]委(?![员托派任内外、和与])|联合社|联合会|协会)"
    r"|[一-鿿]{0,14}?(?:法院|[高中]院|检察院|大学|党校|政协|组织部|宣传部|统战部|老干局|中学|小学|学校|幼儿园|医院|农委|纪委|残联|妇联|科协|作协|文联|侨联|工商联|总工会|供销社|红十字会|党校|档案馆|文化馆|图书馆|博物馆|社科联"
    r"|[一二三四五六七八九十]{1,3}[中小](?![一-鿿]?[心型])))"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A publishing body: its printed name, its regions (nearest first), and a key of its organisation part."""

    name: str
    regions: tuple[Region, ...]
    organisation: str

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(region.code for region in self.regions)

    @property
    def is_area(self) -> bool:
        """Whether the body is a place itself or its government, and none of its offices, schools or towns."""
        return self.organisation in {"", "政府"} or _PLACE_ALONE.fullmatch(self.organisation) is not None

    @property
    def speaks_for_its_place(self) -> bool:
        """Whether the body is its place, or the general office of its government or party committee, which goes by the place's name."""
        return self.is_area or self.organisation in {"委", "政府办", "委办"}

    @property
    def region(self) -> str | None:
        """The division code of the place that the body belongs to, where that is known."""
        return self.regions[0].code if self.regions else None


@cache
def entity_of(name: str) -> Entity:
    """The entity of a printed name; an unknown region leaves ``regions`` empty."""
    gazetteer = Gazetteer.load()
    plain = without_other_name(squash(name))
    mentions = gazetteer.mentions(plain)
    chain: tuple[Region, ...] = ()
    end = 0
    for mention in mentions:
        narrowed = gazetteer.narrow(mention.candidates, plain[: mention.start])
        if narrowed and (not chain or len(gazetteer.chain(narrowed[0])) >= len(chain)):
            chain = gazetteer.chain(_current(narrowed))
            end = mention.end
    ahead = next((key for words, key in _AHEAD_OF_PLACE if mentions and words in plain[: mentions[0].start]), "")
    return Entity(name, chain, ahead or organisation_key(plain[end:]))


def without_other_name(name: str) -> str:
    """A name without the second name of the same body in brackets behind it."""
    return _OTHER_NAME.sub("", name)


def _current(candidates: tuple[Region, ...]) -> Region:
    """The one still listed, if the name has only one such bearer."""
    return next((region for region in candidates if region.last_year is None), candidates[0])


def place_of(name: str) -> str:
    """The first place in front of a body's name: 宜江市 of 宜江市临湖区教育局; "" for none."""
    match = re.match(
        r"^(?!城市)[一-鿿]{1,7}?(?:[省市州旗]|县(?!区[一-鿿])|(?<![社校学园景片])区)(?=.{2})(?!政府办|委办)",
        squash(name),
    )
    return match.group() if match else ""


def in_short(name: str) -> str:
    """A name with the usual short forms of what bodies are called: 第五中院 for 第五中级人民法院."""
    for longer, shorter in _SHORTER:
        name = name.replace(longer, shorter)
    return name


def long_forms(organisation: str) -> tuple[str, ...]:
    """An organisation by its key and by the longer forms of it: 老干局, 老干部局."""
    return (organisation, *(longer for longer, shorter in _SHORTER if shorter == organisation))


def organisation_key(text: str) -> str:
    """A comparable form of an organisation: 人民政府办公室, 县政府办 and 政府办公室 all give 政府办."""
    key = in_short(_OWN_LEVEL.sub("", squash(text)))
    key = _NUMBERED_SCHOOL.sub(r"第\1\2学", re.sub(rf"^[{_LEVEL}](?=.)(?!监局)", "", key))
    return {"府办": "政府办", "办": "办"}.get(key, key)


def same_organisation(asked: str, known: str) -> bool:
    """Whether two organisation keys may name the same body; 县政府 may stand for its office, and not the other way."""
    return (
        asked == known
        or f"{asked}中心" == known
        or (asked in {"政府", "委", "人大", "政协"} and known == asked + "办")
        or _abbreviates(asked, known)
    )


def _abbreviates(asked: str, known: str) -> bool:
    """Whether the name of an office is a longer one with characters left out: 城管局 for 城市管理和综合执法局.

    Its first and its last stay. Where all else is left out behind the beginning, the two may be different bodies (公安局,
    公安交通管理局) unless the longer name joins two (农业农村和乡村振兴局). Schools and hospitals are told apart by single
    characters (第一中学 and 第十一中学, 中医院 and 中心医院) and have no such names.
    """
    if not _SHORTEST_NAME <= len(asked) < len(known) or (asked[0], asked[-1]) != (known[0], known[-1]):
        return False
    if asked[-1] not in _OFFICE_ENDS:
        return False
    if known.startswith(asked[:-1]):
        return known[len(asked) - 1] in _JOINTS
    rest = iter(known)
    return all(char in rest for char in asked)
