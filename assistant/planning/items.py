"""Budget items named in a question: spotted by lexicon, longest form first, with the parts that follow them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from assistant.planning import words
from assistant.planning.plan import ConceptMention
from assistant.planning.text import spaces
from index.cleaning import squash
from index.concepts import Concepts
from index.parts_of_year import PART_OF_YEAR

_BARE_SIDE = re.compile(
    r"(?:预算|总|全年|年度|全部|的|了|是|有|安排)*(?P<side>收入|支出)(?:预算|总额|总数|安排|的|了|是|有)*"
)
_PUNCTUATION = re.compile(r"[\s\"（），、。：；？！]")
# What cars cost in a year is no value of theirs: 车一年花多少, 车的费用.
_KINDS_OF_CARS = "轿客货野托护防警"  # 越野车, 救护车: rows of their own, and not all 车辆
_CAR_COSTS = re.compile(
    rf"(?<![公汽卡机停购养买{_KINDS_OF_CARS}])车(?:辆)?(?:上|的)*(?:一年|全年)? *(?:要|得|能)? *"
    r"(?:花费|花钱|花|费用|开支|开销|花销)(?!标)"
)
# Words for rows of a list: their budget is not the office's.
_CARRIED_OUT = re.compile(r"(?<=收入|支出)(?:累计|实际|预计)*完成了?(?=多少|情况|，|？|$)")
_ROWS = re.compile(r"活动|项目|采购|资产|科目|功能|经济|分类|绩效|事项|物品|指标")
_BUDGET_NAME = re.compile(r"(?:一般公共|政府性基金|国有资本经营|社会保险基金)(?:预算)?(?:财政)?(?:拨款)?")
_OF_A_BUDGET = re.compile(
    r"(?:预算)?(?:财政)?(?:拨款)?(?:安排|开支|列支)?的?[“\"]?三公|(?:预算)?的?(?:上级|中央|[省市县]级?)?(?:补助|转移|债务|债券|[一专][般项]债|调[入出]|上解|还本|结[转余]|上年结|年[终末])"
)
_TOTALS = frozenset({"expenditure", "income", "budget_total"})
# 收支总额: income and expenditure are budgeted at the same total (domain: 收支平衡), and some documents print only one of them.
_WHOLE_BUDGET = ("budget_total", "expenditure", "income")


def spot_items(content: str, codes: tuple[str, ...]) -> tuple[tuple[ConceptMention, ...], tuple[str, ...]]:
    """The budget items named, and what was assumed to find them."""
    concepts = tuple(mention for mention in spot_concepts(content) if not _says_whose(content, mention))
    concepts = tuple(m for i, m in enumerate(concepts) if not _only_adds_up(content, m, concepts[:i]))
    concepts = tuple(m for m in concepts if not _total_of_rows(content, m))
    concepts = tuple(replace(m, concepts=_WHOLE_BUDGET) if m.concepts == _WHOLE_BUDGET[:1] else m for m in concepts)
    if codes or any(concept.isdigit() for mention in concepts for concept in mention.concepts):
        # 2013105支出合计: beside a classified item the words for a total name its column, not the office's total.
        concepts = tuple(
            m for m in concepts if not m.concepts or m.concepts[0] not in _TOTALS or _stands_in_list(content, m)
        )
    side = _BARE_SIDE.fullmatch(_PUNCTUATION.sub("", words.ASKING.sub("", content)))
    if not concepts and not codes and side:
        at = content.find(side["side"])
        return (ConceptMention(at, at + 2, ("income" if side["side"] == "收入" else "expenditure",)),), ()
    if not concepts and not codes and _only_budget(content):
        return _budget_total(content), ("项目：“预算”指预算总额",)
    return concepts, ()


def _says_whose(content: str, mention: ConceptMention) -> bool:
    """Whether the name of a budget says whose the item directly behind it is: 政府性基金上级补助收入, 政府性基金年终结余."""
    named = _BUDGET_NAME.fullmatch(content[mention.start : mention.end])
    return named is not None and _OF_A_BUDGET.match(content, mention.end) is not None


def _stands_in_list(content: str, mention: ConceptMention) -> bool:
    """Whether an item is one of several that are joined by 和, commas and the like."""
    return bool(
        re.match(r" *(?:和|与|及|以及|、|，|加|跟)", content[mention.end :])
        or re.search(r"(?:和|与|及|、|，|加上?|跟)的? *$", content[: mention.start])
    )


def _only_adds_up(content: str, mention: ConceptMention, before: tuple[ConceptMention, ...]) -> bool:
    """三公经费预算总额: directly behind an item, words for a total say that the item's own figure is meant."""
    return (
        bool(mention.concepts)
        and mention.concepts[0] in _TOTALS
        and any(content[each.end : mention.start] in {"", '"'} for each in before)
    )


def _total_of_rows(content: str, mention: ConceptMention) -> bool:
    """职责活动预算总额: directly behind words for rows of a list, the total is theirs."""
    return mention.concepts[:1] == _WHOLE_BUDGET[:1] and bool(
        re.search(rf"(?:{_ROWS.pattern})的?$", content[: mention.start])
    )


def spot_concepts(text: str) -> tuple[ConceptMention, ...]:
    """Budget items named in a text, longest form first, without overlaps."""
    found: list[ConceptMention] = []
    taken = [False] * len(text)
    for at, end, ids in sorted(_places_of_forms(text), key=lambda each: (each[0] - each[1], each[0])):
        if not any(taken[at:end]):
            found.append(ConceptMention(at, end, ids))
            taken[at:end] = [True] * (end - at)
    return tuple(_with_parts(text, sorted(found, key=lambda mention: mention.start)))


def _places_of_forms(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for form, ids in _forms():
        at = text.find(form)
        while at >= 0:
            # 其他公共安全支出 is a row of its own, and no 公共安全支出.
            of_a_kind = form.startswith("车") and at > 0 and text[at - 1] in _KINDS_OF_CARS  # 轿车有几辆
            if not of_a_kind and not (text[max(at - 2, 0) : at] == "其他" and all(each.isdigit() for each in ids)):
                yield at, at + len(form), ids
            at = text.find(form, at + 1)


def _with_parts(text: str, mentions: list[ConceptMention]) -> Iterator[ConceptMention]:
    """An item followed by a word for one of its parts is that part: 公车的运维费, 政府采购中的货物."""
    concepts = Concepts.load()
    for mention in mentions:
        if text.startswith("支出", mention.end) and all(_is_income(concept, concepts) for concept in mention.concepts):
            # 政府性基金预算拨款支出 is no income, whatever its first words name.
            yield ConceptMention(mention.start, mention.end + 2, ())
            continue
        parts = [concepts.by_id[part] for concept in mention.concepts for part in concepts.parts(concept)]
        forms = sorted(((form, part.id) for part in parts for form in part.within), key=lambda pair: -len(pair[0]))
        found = None
        for form, part in forms:
            match = re.compile(rf"(?:里|中|其中)?的?{re.escape(form)}").match(text, mention.end)
            if match:
                found = ConceptMention(mention.start, match.end(), (part,))
                break
        yield found or mention


def _is_income(concept: str, concepts: Concepts) -> bool:
    return concept == "income" or concepts.is_part_of(concept, "income")


# 有没有买新车, 要买几辆公务用车: 公务用车购置, in number or in money.
_CARS_BOUGHT = re.compile(
    r"(?:要|想|打算|准备|计划)?(?:新买|买)(?:了|过)?(?:[几多少]+辆|新的?|公务|公)+(?:用)?车辆?(?!费|款|钱)"
)


def everyday(content: str) -> str:
    """Quoted single characters set free, offered alternatives (是行政还是事业) blanked, fixed phrases in printed form."""
    content = re.sub(r'"(\S)"', r" \1 ", content)
    content = PART_OF_YEAR.sub(spaces, content)  # a period, and no item
    content = _CARRIED_OUT.sub(spaces, content)  # 一般公共预算收入完成多少
    content = words.HOW_CHANGED.sub(lambda m: " " * len(m.group()) if "还是" in m.group() else m.group(), content)
    content = re.sub(r"是[^，。？ ]{1,8}还是[^，。？ ]{1,8}(?=$|[，。？ ])", spaces, content)
    content = re.sub(r"每?一[台个张把辆套件](?=多少|几)|每[台个张把辆套件](?=多少|几)", " 单价 ", content)
    content = _CARS_BOUGHT.sub(" 公务用车购置 ", content)
    content = _CAR_COSTS.sub("公车费", content)
    content = re.sub(
        rf"(?<![用专公务汽卡机买购养租修开停{_KINDS_OF_CARS}])(?<![几少][辆台])车(?![辆费购补改位队间贴船])"
        r"|(?<=[ 的辆])公车(?=$|[，、（ 数有])",
        "车辆",
        content,
    )
    content = re.sub(r"(?:添置|购置|采购|购买|新增|买)([^，。？]{2,40}?)等(固定资产)(?!预算)", r"\1拟购置\2", content)
    content = re.sub(
        r"(?<!拟)(?:添置|购置|采购|购买|新增|买)(?:的|多少|哪些|几)*固定资产(?!预算)", "拟购置固定资产", content
    )
    return content.replace("经费由什么保障", "经费保障形式")


def _only_budget(content: str) -> bool:
    """Whether a question names no item but the budget itself (预算多少, 预算比上年增减多少)."""
    rest = words.PARTICLES.sub("", words.WEAK.sub("", words.ASKING.sub("", content)))
    return "预算" in content and not _PUNCTUATION.sub("", rest) and _ROWS.search(content) is None


def _budget_total(content: str) -> tuple[ConceptMention, ...]:
    at = content.find("预算")
    return (ConceptMention(at, at + 2, _WHOLE_BUDGET),)


@cache
def _forms() -> list[tuple[str, tuple[str, ...]]]:
    forms: dict[str, list[str]] = {}
    for concept in Concepts.load().by_id.values():
        for form in (concept.name, *concept.printed, *concept.asked):
            key = squash(form)
            variants = {key, key.replace('"', "")}
            if len(key) >= 2 and key not in {"收入", "支出"}:
                for variant in variants:
                    known = forms.setdefault(variant, [])
                    if concept.id not in known:
                        known.append(concept.id)
    return [(form, tuple(ids)) for form, ids in sorted(forms.items(), key=lambda pair: (-len(pair[0]), pair[0]))]
