"""Other wordings of a question that ask for the same figure of the same place, for a metamorphic test of the assistant.

Rules over text alone: no document is read, no place name is known. A question of the usual shape, such as
馆陶县政府办2021年三公经费预算是多少, is split into place (馆陶县政府办), year (2021), item (三公经费预算) and asking words
(是多少); one of another shape is only framed and typed differently. A combined wording takes one rule of two or three stages,
in this order: what is said (``CONTENT``), how it is introduced and closed (``FRAMES``), how it is typed (``SURFACE``).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from random import Random

Rule = Callable[[str], Iterable[str]]

PER_KIND = 2  # wordings of one kind for one seed; another seed draws others
COMBINED = 12  # combined wordings
UNITS = ("元", "万元", "亿元")

# Frames around a question without its own polite words and its closing mark: of a Chinese question, of an English one.
POLITE = (
    "请问{}|请问一下，{}？|麻烦帮我查一下{}|您好，我想了解{}，谢谢|劳驾，{}？|请教一下：{}？谢谢！|您好，请帮我看一下{}，辛苦了",
    "Please tell me: {}?|Hello, I have a question. {}? Thank you!|Excuse me, {}?|Could you look this up for me: {}?",
)
COLLOQUIAL = (
    "我就想问问{}|哎，{}啊|那个，{}呀？|就想知道{}|帮我瞅一眼{}呗|问个事儿，{}？",
    "Hey, {}?|Just wondering: {}?|ok so {}??|Quick one: {}?",
)
CONTEXT = (
    "{}，写材料要用|{}，领导等着要|{}（做统计用）|{}，急用|写材料要用，{}|我在准备汇报，{}？",
    "{}? It is for a report.|{}, for a class paper?|I am writing an article: {}?",
)
ENGLISH_LEADS = ("Could you tell me {}?", "Quick question: {}?", "Please look up {} for me, thanks")
EMOJI = ("🙏", "😊", "🤔", "👀", "～")
ENDINGS = ("？", "?", "。", "", "？？")
TRADITIONAL = ("s2t", "s2tw", "s2hk")  # opencc: general, of Taiwan, of Hong Kong
QUOTES = (("“", "”"), ('"', '"'), ("「", "」"), ("‘", "’"), ("『", "』"))

# Names of one item, a line each. A written name is replaced by the others of its line; one behind "|" is never looked for, because
# it is part of other items' names too (接待费 of 会议接待费).
SYNONYMS = """
公务接待费 招待费 公务招待费 | 接待费
因公出国（境）费 因公出国(境)费 出国出境的费用 | 出国费 因公出国费
公务用车运行维护费 公务用车运维费 公车运行维护费 公车运维费 公车的运维费
公务用车购置及运行维护费 公务用车购置及运维费 公务用车购置及运行费
三公经费 三公费用 | 三公支出
“三公”经费 “三公”费用 | “三公”支出
机关运行经费 机关运转经费
人头费 人员经费
日常公用经费 | 公用经费
政府采购预算 | 采购预算
基金预算收入 政府性基金预算收入
财政专户核拨收入 | 财政专户收入
津贴补贴 津补贴
台式计算机 台式电脑
"""
NOT_A_NAME_AFTER = "(?!项目|支出|表|清单|用)"

# Well-known words and how they come out of an input method with one wrong character of the same sound.
HOMOPHONES = [
    pair.split(">")
    for pair in """
三公经费>三工经费 三公经费>三公京费 三公>三工 公务接待费>公务街待费 公务接待费>公物接待费 招待费>招代费 运维费>运唯费
机关运行经费>机关运行京费 机关运行经费>机关运形经费 公务用车>公物用车 因公出国>因工出国 人员经费>人缘经费 人头费>人头废
公用经费>公用经废 项目支出>项木支出 基本支出>基本之出 政府采购>政府采够 固定资产>固定姿产 上年结转>上年结赚 财政专户>财政砖户
指标值>指标植 会议费>会义费 差旅费>差吕费 工会经费>公会经费 办公费>办工费 退休费>退修费 基本工资>基本公资 津贴补贴>今贴补贴
办公室>办工室 预算>预蒜 预算>予算
""".split()
]

YEAR = r"(?<![\dA-Za-z])(20\d\d)(?!\d)"
HANZI = ("〇一二三四五六七八九", "零一二三四五六七八九", "○一二三四五六七八九")
POLITE_WORDS = re.compile(
    r"^(?:[您你]好，)?(?:请问(?:一下)?|麻烦(?:您|帮我)?[查问]一下|查一下|想问一下)[，：]?|[，。]?谢谢[！。]?$"
)
OFFICE = r"[^\d，。？《（“]{1,18}?(?:人民政府办公室|政府办公室|政府办|委办公室|委办|办公室|局|中心)"
SHORT_PLACE = r"[\u4e00-\u9fff]{2,4}(?= |20\d\d年)"
ASKING = re.compile(
    r"(?:[一总]共|合计|总计)?(?:是|有|为|合|折合)?多少(?:亿元|万元|元|钱)?$|是什么$|，用(?:亿元|万元|元)表示$| (?:亿元|万元|元)$"
)
BASE_OR_NAME = re.compile(
    r"(?:[比较跟与同至]|今年)$|[“「（《][^”」）》]*$"
)  # before a year that is not the question's own
# An item that is more than a noun phrase: a clause, a comparison, a second question, the rest of a longer name.
NOT_A_NOUN = re.compile(
    r"[，：？吗几哪较跟与花《]|多少|什么|怎么|多大|多高|还是|比(?!例)|截至|要(?!求)|打算|达到|增加|减少|变了|^有|有没有|一共|总共|^(?:本级|下面|（|对|给)"
    r"|[了的]$|(?<![标价])值$"
)
MONEY = re.compile(
    r"(?:费|费用|支出|收入|预算|预算数|资金|补贴|工资|奖金|总额|金额|结转|结余|盘子|单价|价值|拨款)(?:预算|安排|合计|总计)?$"
)
NOT_MONEY = re.compile(r"率|指标|比例|占比|占.+的|目标|标准|数量")
ASKED_IN_MONEY = re.compile(r"(?:多少|几)(?:亿元|万元|元|钱)|(?<=，用)(?:亿元|万元|元)(?=表示)|(?<= )(?:亿元|万元|元)$")


@dataclass(frozen=True)
class Split:
    """A question of the usual shape. ``year`` is "2021年" or empty; ``asking`` may be empty (馆陶 机关运行经费)."""

    place: str
    year: str
    item: str
    asking: str

    @property
    def whose(self) -> str:
        return f"{self.place}{self.year}"

    @property
    def asked(self) -> str:
        return f"{self.item}{self.asking}"

    @property
    def unit(self) -> str:
        """The unit that the question asks for, or empty; 多少钱 asks for none."""
        return "".join(re.findall("亿元|万元|元", self.asking))

    @property
    def of_money(self) -> bool:
        return not NOT_MONEY.search(self.item) and bool(self.unit or "钱" in self.asking or MONEY.search(self.item))


def core(text: str) -> str:
    """The question without the polite words around it and without what closes it."""
    return POLITE_WORDS.sub("", re.sub(r"[？?。！!\s]+$", "", text)).strip()


def is_english(text: str) -> bool:
    """Whether the frame of the question is English; Chinese names may stand in it."""
    return len(re.findall("[A-Za-z]", text)) > len(re.findall("[\u4e00-\u9fff]", text))


def split(text: str) -> Split | None:
    """The parts of a question that has one place in front, at most one year and a plain item; else None."""
    start = re.match(rf"(?P<place>{OFFICE}|{SHORT_PLACE}) ?的?(?P<rest>.+)$", core(text))
    if start is None or is_english(text):
        return None
    rest = re.sub("(?:[一总]共)?安排了(?=多少)", "安排", start["rest"])
    years = list(re.finditer(rf" ?{YEAR}(?:年度?的?)? ?", rest))
    year = ""
    if years:
        before, found, after = rest[: years[0].start()], years[0], rest[years[0].end() :]
        if len(years) > 1 or BASE_OR_NAME.search(before) or re.match(r"[底末卷\-]|\d{1,2}月", after):
            return None
        year = f"{found[1]}年"
        rest = before + (" " if found[0].startswith(" ") and found[0].endswith(" ") and before else "") + after
    asking = ASKING.search(rest)
    item = rest[: asking.start()] if asking else rest
    if not item.strip() or NOT_A_NOUN.search(item):
        return None
    return Split(place=start["place"], year=year, item=item.strip(), asking=asking[0] if asking else "")


def _in_unit(text: str, *, unit: str) -> Iterator[str]:
    """Asks for an amount of money in ``unit``; a ratio, a count or a word asked for has no unit of money."""
    asked = core(text)
    parts = split(text)
    if ASKED_IN_MONEY.search(asked):
        yield ASKED_IN_MONEY.sub(lambda found: f"多少{unit}" if found[0][0] in "多几" else unit, asked)
    elif re.match("(?:by )?how much ", asked, re.IGNORECASE):
        yield f"{asked}, in {unit}?"
    elif parts and parts.of_money and parts.asking != "是什么":
        yield f"{parts.whose}{parts.item}{parts.asking or '是多少'}{unit}"


def _asked_otherwise(text: str) -> Iterator[str]:
    parts = split(text)
    if parts is None or "多少" not in parts.asking:
        return
    yield from (f"{parts.whose}{parts.item}{words}{parts.unit}" for words in ("是多少", "多少", "为多少"))
    if parts.of_money:
        yield f"{parts.whose}{parts.item}有多少{parts.unit or '钱'}"


def _telegraphic(text: str) -> Iterator[str]:
    """Drops asking words, 的 and 请问, in English the articles; keeps the unit asked for."""
    asked = core(text)
    if is_english(text):
        yield re.sub(r"\b[Tt]he ", "", asked)
        return
    yield asked
    parts = split(text)
    if parts is not None:
        item = re.sub("(?<!目)的", "", parts.item)
        yield " ".join(filter(None, [parts.place, parts.year, item, parts.unit]))
        yield " ".join(filter(None, [parts.place, item, parts.unit, parts.year.rstrip("年")]))
        yield f"{parts.whose}{item}" + (f" {parts.unit}" if parts.unit else "")


def _year_form(text: str) -> Iterator[str]:
    if is_english(text):
        yield from (re.sub(YEAR, form, text) for form in (r"FY\1", r"\1年"))
    yield _years_replaced(text, "{}年".format)
    for form in ("{}年度", "{}"):
        yield _years_replaced(text, form.format, mark=r"年(?![度底末 \d])")


def _years_replaced(text: str, write: Callable[[str], str], *, mark: str = "年?", digits: str = "0123456789") -> str:
    """Every year with its 年 (``mark``), in other digits and as ``write`` forms it; not in English, not in a title in 《》."""
    if is_english(text):
        return text
    other = str.maketrans("0123456789", digits)
    return re.sub(
        rf"《[^》]*》|{YEAR}{mark}", lambda found: write(found[1].translate(other)) if found[1] else found[0], text
    )


def _synonym(text: str) -> Iterator[str]:
    for line in SYNONYMS.strip().splitlines():
        read, _, written = line.partition("|")
        names = "|".join(sorted(map(re.escape, read.split()), key=len, reverse=True))
        for name in (*read.split(), *written.split()):
            yield re.sub(f"(?:{names}){NOT_A_NAME_AFTER}", name, text)


def _reordered(text: str) -> Iterator[str]:
    """Item first; year first; place and year in front of a comma."""
    parts = split(text)
    if parts is None:
        return
    yield f"{parts.asked}，{parts.whose}的"
    yield f"{parts.asked}？我问的是{parts.whose}"
    yield f"{parts.whose}，{parts.asked}"
    yield f"{parts.year}{parts.place}{parts.asked}"
    if parts.year:
        yield f"{parts.place}{parts.asked}，{parts.year}的"


def _bracketed(text: str) -> Iterator[str]:
    parts = split(text)
    if parts is None:
        return
    yield f"{parts.year}{parts.asked}（{parts.place}）"
    yield f"（{parts.place}）{parts.year}{parts.asked}"
    if parts.year:
        yield f"{parts.place}（{parts.year}）{parts.asked}"
        yield f"{parts.asked}（{parts.place}，{parts.year}）"


def _doubled(text: str) -> Iterator[str]:
    """One character of a well-known word typed twice."""
    for word, _ in HOMOPHONES:
        at = text.find(word)
        for place in range(at, at + len(word)) if at >= 0 else ():
            yield text[:place] + text[place] + text[place:]


def _framed(text: str, *, frames: tuple[str, str]) -> Iterator[str]:
    yield from (frame.format(core(text)) for frame in frames[is_english(text)].split("|"))


def _emphatic(text: str) -> Iterator[str]:
    """The colloquial frames, 啥 for 什么, and 到底是多少啊 where the question ends in 多少."""
    yield from _framed(text, frames=COLLOQUIAL)
    yield text.replace("什么", "啥")
    parts = split(text)
    if parts and "多少" in parts.asking:
        yield f"{parts.whose}{parts.item}到底是多少{parts.unit}啊"
        yield f"{parts.whose}的{parts.item}究竟是多少{parts.unit}呢？"


def _english_frame(text: str) -> Iterator[str]:
    """English words around the Chinese terms of a Chinese question."""
    if is_english(text):
        return
    yield from (lead.format(core(text)) for lead in ENGLISH_LEADS)
    parts = split(text)
    if parts is not None:
        ask = "how much is" if parts.of_money else "what is"
        when = f" in {parts.year.rstrip('年')}" if parts.year else ""
        unit = f", in {parts.unit}" if parts.unit else ""
        yield f"{ask} the {parts.item} of {parts.place}{when}{unit}?"
        yield f"{ask.capitalize()} {parts.place}'s {parts.item}{when}{unit}?"


def _fullwidth(text: str) -> Iterator[str]:
    for narrow in ("[0-9A-Za-z]", "[0-9]"):
        yield re.sub(narrow, lambda found: chr(ord(found[0]) + 0xFEE0), text)


def _spaced(text: str) -> Iterator[str]:
    """Spaces between the parts and around numbers, wider ones, or none where no number would run into another or into a unit."""
    if is_english(text):
        yield text.replace(" ", "  ")
        return
    parts = split(text)
    if parts is not None and core(text) == text:
        yield " ".join(filter(None, [parts.place, parts.year, parts.item, parts.asking.strip()]))
    yield re.sub(r" *([A-Za-z0-9.]+) *", r" \1 ", text).strip()
    yield text.replace(" ", "\u3000")
    if not re.search(r"[A-Za-z0-9] (?:[A-Za-z0-9]|[万亿]?元)", text):
        yield text.replace(" ", "")


def _closed(text: str) -> Iterator[str]:
    """Other closing marks; commas, colons and brackets within of the other width."""
    open_text = re.sub(r"[？?。！]+$", "", text)
    yield from (open_text + ending for ending in ENDINGS)
    yield text.translate(str.maketrans("，（）：", ",():"))
    yield text.translate(str.maketrans("()", "（）"))


def _quoted(text: str) -> Iterator[str]:
    """Other quotes, or none, around 三公; other quotes around other quoted words; the other apostrophe."""
    for left, right in (("", ""), *QUOTES):
        yield re.sub('[“"「『‘]三公[”"」』’]|(?<![“"「『‘])三公', f"{left}三公{right}", text)
    yield from (re.sub("“([^”]+)”", rf"{left}\1{right}", text) for left, right in QUOTES)
    yield text.replace("'", "’")


@cache
def _converter(standard: str) -> Callable[[str], str]:
    """Writes traditional characters for the same words; changes nothing where opencc is not installed."""
    try:
        from opencc import OpenCC
    except ImportError:
        return str
    return OpenCC(standard).convert


CONTENT: dict[str, Rule] = {
    **{f"unit:{unit}": partial(_in_unit, unit=unit) for unit in UNITS},
    "asked": _asked_otherwise,
    "telegraphic": _telegraphic,
    "year_hanzi": lambda text: (_years_replaced(text, "{}年".format, digits=digits) for digits in HANZI),
    "year_short": lambda text: [_years_replaced(text, lambda year: f"{year[2:]}年")],
    "year_form": _year_form,
    "synonym": _synonym,
    "reordered": _reordered,
    "bracketed": _bracketed,
    "misspelt": lambda text: (text.replace(word, spelling, 1) for word, spelling in HOMOPHONES),
    "doubled": _doubled,
}
FRAMES: dict[str, Rule] = {
    "polite": partial(_framed, frames=POLITE),
    "colloquial": _emphatic,
    "context": partial(_framed, frames=CONTEXT),
    "english": _english_frame,
}
SURFACE: dict[str, Rule] = {
    "fullwidth": _fullwidth,
    "spaces": _spaced,
    "punctuation": _closed,
    "quotes": _quoted,
    "emoji": lambda text: (text + sign for sign in EMOJI),
    "case": lambda text: (text.lower(), text.upper()),
    "traditional": lambda text: (_converter(standard)(text) for standard in TRADITIONAL),
}


def wordings(question: str, seed: int = 0) -> list[tuple[str, str]]:
    """Distinct rewordings of ``question`` as (kind, text), the same for the same seed; at least 20 for a question of any shape.

    A combined kind joins its rules with "+" ("unit:万元+polite"). Place, year and figure asked for stay the same, and so does the
    unit asked for, except where ``judge_unit`` names another one.
    """
    random = Random(f"{seed} {question}")
    kinds = {question: ""}
    for kind, rule in (CONTENT | FRAMES | SURFACE).items():
        for text in _drawn(rule, question, random, PER_KIND):
            kinds.setdefault(text, kind)
    wanted = len(kinds) + COMBINED
    for chain in _chains(random):
        if len(kinds) == wanted:
            break
        combined = _chained(chain, question, random)
        if combined is not None:
            kinds.setdefault(combined, "+".join(kind for kind, _ in chain))
    return [(kind, text) for text, kind in kinds.items() if kind]


def judge_unit(kind: str) -> str | None:
    """The unit of money that a wording of this kind asks for; None where it asks in the unit of the question."""
    return next((part.removeprefix("unit:") for part in kind.split("+") if part.startswith("unit:")), None)


def _drawn(rule: Rule, text: str, random: Random, count: int) -> list[str]:
    """Up to ``count`` of the texts that ``rule`` makes of ``text``, other than ``text`` itself."""
    made = [other for other in dict.fromkeys(rule(text)) if other != text]
    return random.sample(made, min(count, len(made)))


def _chains(random: Random) -> list[list[tuple[str, Rule]]]:
    """Rules of two or three stages, in the order of the stages; every choice of them once, shuffled."""
    chosen: list[list[tuple[str, Rule]]] = [[]]
    for stage in (CONTENT, FRAMES, SURFACE):
        chosen += [[*chain, named] for chain in chosen for named in stage.items()]
    chains = [chain for chain in chosen if len(chain) > 1]
    return random.sample(chains, len(chains))


def _chained(chain: list[tuple[str, Rule]], text: str, random: Random) -> str | None:
    """``text`` after every rule of the chain; None where one of them does not apply."""
    for _, rule in chain:
        made = _drawn(rule, text, random, 1)
        if not made:
            return None
        text = made[0]
    return text
