"""Questions that must not be answered: each is answerable but for one thing that was taken away or changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random

from eval.generated.generated import Generated
from eval.generated.operands import NAMES, Body, Operand, Operands, bare
from index.facts import Fact

ONE = ("{p}{a}是多少", "{p}的{a}预算是多少万元", "请问{p}{a}有多少钱？", "{p}{a}多少元")
TWO = ("{p}{a}和{b}一共是多少", "{p}{a}占{b}的比例是多少", "{p}{a}比{b}多多少", "{p}{b}减去{a}是多少")
CHANGE = ("{p}{a}比上年增长了百分之多少", "{p}{a}较上年增加多少万元")
OVER_BODIES = ("{y}年哪个单位的{a}最多", "{y}年所有单位的{a}合计是多少", "{y}年各单位{a}平均是多少")
SPENT = (
    "{p}{a}决算是多少",
    "{p}{a}决算数是多少万元",
    "{p}{a}实际支出多少",
    "{p}{a}实际花了多少钱？",
    "{p}{a}的执行数是多少",
    "{p}{a}预算完成率是多少",
    "{p}{a}实际支出比预算多多少",
)
COUNTIES = "正定县 藁城区 永清县 曲周县 桥西区 无极县 大厂县 肥乡区 行唐县 固安县 海淀区 临漳县".split()
ORGANISATIONS = "教育局 财政局 审计局 民政局 公安局 卫生健康局 农业农村局 水利局 司法局 统计局".split()
UNKNOWN_ITEMS = """
被装购置费 专用燃料费 专用材料费 咨询费 手续费 租赁费 税金及附加费用 物业服务外包费 大型修缮费 物资储备费 离休费 抚恤金 助学金 救济费
退职费 购房补贴 提租补贴 伙食补助费 职业年金缴费 公务员医疗补助缴费 医疗费补助 个人农业生产补贴 代缴社会保险费 基础设施建设费
房屋建筑物购建费 文物陈列品购置费 无形资产购置费 国内债务付息 国外债务付息 债务还本支出 乡村振兴资金 扶贫专项资金 疫情防控经费
春节慰问经费 拥军优属经费 招商引资经费 文物保护经费 环境整治经费 污水处理费 垃圾清运费 道路养护费 绿化养护费 路灯电费 消防器材购置费
森林防火经费 防汛抗旱经费 地质灾害防治经费 困难群众救助资金 城乡低保资金 高龄津贴 义务教育经费 学前教育经费 科技创新奖励 人才引进经费
体育场馆维护费 图书购置费 广播电视经费 法律援助经费 社区矫正经费 禁毒经费 食堂补贴 保安服务费 体检费 评审费 审计服务费 会计代理费
""".split()


def other_years(operands: Operands, random: Random) -> Iterator[Generated]:
    """A year that the library has nothing of for this body; not the year before, which can be derived."""
    for one in operands.kept:
        year = random.choice([y for y in (*range(2010, 2019), 2019, 2022, 2023, 2024) if abs(y - one.body.year) > 1])
        form, years = (
            random.choice(_forms(one)),
            (f"{_place(one.body, random)}{year}年", f"{year}年{_place(one.body, random)}"),
        )
        yield Generated(form.format(p=random.choice(years), a=one.called(random)), "other year")
    for a, b in _some_pairs(operands, random):
        year = random.choice((2012, 2015, 2016, 2023, 2025))
        question = random.choice(TWO).format(
            p=f"{_place(a.body, random)}{year}年", a=a.called(random), b=b.called(random)
        )
        yield Generated(question, "other year computed")
    for concept in ("san_gong", "reception", "basic", "project", "operating_funds"):
        for form in OVER_BODIES:
            question = form.format(y=random.choice((2012, 2015, 2023)), a=random.choice(NAMES[concept]))
            yield Generated(question, "other year of all")


def year_before(operands: Operands, random: Random) -> Iterator[Generated]:
    """The year before: anything may come out but this year's value."""
    for one in operands.kept:
        if not one.steady and one.change != 0:
            body = one.body
            question = random.choice(ONE[:2]).format(p=f"{_place(body, random)}{body.year - 1}年", a=one.called(random))
            yield Generated(question, "year before", never=one.value)


def other_places(operands: Operands, random: Random) -> Iterator[Generated]:
    """Another county, or another organisation of the same place."""
    for one in operands.kept:
        name, year = one.called(random), random.choice((f"{one.body.year}年", ""))
        county = random.choice(COUNTIES) + random.choice(("", "政府办", "人民政府办公室"))
        yield Generated(random.choice(ONE).format(p=f"{county}{year}", a=name), "other county")
        office = one.body.forms[-1] + random.choice(ORGANISATIONS)
        yield Generated(random.choice(ONE).format(p=f"{office}{year}", a=name), "other organisation")
    for a, b in _some_pairs(operands, random):
        office = random.choice((a.body.forms[-1] + random.choice(ORGANISATIONS), random.choice(COUNTIES)))
        question = random.choice(TWO).format(p=f"{office}{a.body.year}年", a=a.called(random), b=b.called(random))
        yield Generated(question, "other body computed")


def unknown_items(operands: Operands, random: Random, texts: dict[str, str]) -> Iterator[Generated]:
    """Items that no document of the library prints."""
    printed = "".join("".join(text.split()) for text in texts.values())
    absent = [
        item for item in UNKNOWN_ITEMS if item not in printed and re.sub("(?:经费|资金|费)$", "", item) not in printed
    ]
    known = [one for one in operands.kept if one.concept]
    for item in absent:
        for body in random.sample(operands.bodies, 3):
            yield Generated(random.choice((*ONE, *CHANGE)).format(p=body.said(random), a=item), "unknown item")
        one = random.choice(known)
        question = random.choice(TWO).format(p=one.body.said(random), a=item, b=one.called(random))
        yield Generated(question, "unknown item computed")


def spent(operands: Operands, random: Random) -> Iterator[Generated]:
    """What was spent in the end, asked of budgets."""
    for one in operands.kept:
        if one.concept:
            question = random.choice(SPENT).format(p=one.body.said(random), a=one.called(random))
            yield Generated(question, "final account of a budget")


def left_out(operands: Operands, random: Random) -> Iterator[Generated]:
    """The document of the body left out of the library asked."""
    files = [body.file for body in operands.bodies]
    for one in operands.kept:
        others = tuple(random.sample([file for file in files if file != one.body.file], random.choice((1, 2, 4))))
        form = random.choice(_forms(one))
        yield Generated(form.format(p=one.body.said(random), a=one.called(random)), "document left out", files=others)


RULES = {other_years: 160, year_before: 80, other_places: 190, spent: 90, left_out: 90}


def unanswerable_questions(operands: Operands, texts: dict[str, str], seed: str, *, part: float = 1) -> list[Generated]:
    """Questions without an answer in this library, each once; ``texts`` by document."""
    found: list[Generated] = []
    for rule, most in RULES.items():
        random = Random(f"{seed}/{rule.__name__}")
        drawn = list(dict.fromkeys(rule(operands, random)))
        random.shuffle(drawn)
        found.extend(drawn[: round(most * part)])
    unknown = list(unknown_items(operands, Random(f"{seed}/unknown"), texts))
    found.extend(Random(seed).sample(unknown, min(round(120 * part), len(unknown))))
    return list({each.question: each for each in found}.values())


@dataclass(frozen=True, slots=True)
class Deletion:
    """A document without some of its items, and questions for them that were answerable before."""

    body: Body
    text: str
    questions: tuple[Generated, ...]


def deletions(body: Body, text: str, facts: list[Fact], operands: Operands, random: Random) -> Iterator[Deletion]:
    """Editions of a document, each without three items: their figures and names deleted wherever they stand."""
    whole = {"income", "expenditure", "budget_total", "basic", None}  # what other words state as well stays
    clear = [one for one in operands.of(body) if one.concept not in whole and not (one.concept or "")[:1].isdigit()]
    random.shuffle(clear)
    for at in range(0, min(len(clear), 6), 3):
        gone = clear[at : at + 3]
        kept = [
            one
            for one in operands.of(body)
            if one.prose and one.concept and one.value and one not in gone and not _kin(one, gone)
        ]
        questions = []
        for one in gone:
            name = one.called(random)
            questions += [Generated(form.format(p=body.said(random), a=name), "deleted item") for form in _forms(one)]
            for other in random.sample(kept, min(2, len(kept))):
                form = random.choice(TWO)
                question = form.format(p=body.said(random), a=name, b=other.called(random))
                questions.append(Generated(question, "deleted item computed"))
        yield Deletion(body, _without(text, facts, gone), tuple(questions))


def _kin(one: Operand, gone: list[Operand]) -> bool:
    return any(one.label in each.parents or each.label in one.parents for each in gone)


def _without(text: str, facts: list[Fact], gone: list[Operand]) -> str:
    """A text without the figures and every name of some items."""
    labels = {one.label for one in gone}
    concepts = {one.concept for one in gone if one.concept}
    own = [fact for fact in facts if bare(fact.label) in labels or fact.concept in concepts]
    spans = [(fact.locator.start, fact.locator.end) for fact in own if fact.amount is not None]
    names = {bare(fact.label) for fact in own} | {
        name for one in gone for name in (*one.names, *NAMES.get(one.concept or "", ()))
    }
    chars = list(text)
    for start, end in spans:
        unit = re.match(r"\s*(?:万元|元)?", text[end:])
        chars[start : end + (unit.end() if unit else 0)] = [""] * (end + (unit.end() if unit else 0) - start)
    edited = "".join(chars)
    for name in sorted(names - {"合计", "总计", "小计"}, key=len, reverse=True):
        edited = re.sub(r"[“”\"]?".join(map(re.escape, name)), "", edited)
    return edited


def _forms(one: Operand) -> tuple[str, ...]:
    """The forms that ask for what a document states of an item."""
    return (*ONE, *CHANGE) if one.change else ONE


def _place(body: Body, random: Random) -> str:
    return random.choice(body.forms)


def _some_pairs(operands: Operands, random: Random) -> Iterator[tuple[Operand, Operand]]:
    for body in operands.bodies:
        pairs = list(combinations([one for one in operands.of(body) if one.concept and one.value], 2))
        yield from random.sample(pairs, min(12, len(pairs)))
