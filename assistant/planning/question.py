"""The question as text: folded, its years and language told."""

import html
import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.planning.plan import Limit
from assistant.planning.rewording import reworded
from assistant.planning.words import YES_NO
from index.amount import find_numbers
from index.cleaning import normalise

if TYPE_CHECKING:
    from opencc import OpenCC

_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇零○一二三四五六七八九]{3}(?=年)|[〇零○一二三四五六七八九]{2}(?=年(?:度|的)?)")
_YEARS = re.compile(r"从?((?:19|20)\d\d)年?(?:至|到|-|—|~)((?:19|20)\d\d)年")
_MOST_YEARS = 6
_MAX_LENGTH = 20_000
_KEPT_LENGTH = 2_000
_MARKUP = re.compile(
    r"<(?:script|style)\b[^>]{0,200}>[^<]{0,2000}</(?:script|style)>|</?[a-zA-Z!][^<>\n]{0,200}>", re.I
)
_STOP = re.compile(
    r"(?<=[。？?！!；\n】])|(?<=\w)\.(?= )|-{2,}|(?<=.{12}：)|(?<=[少几吗啊呢])，(?=[^，。]{0,12}(?:[里中上][说写]|显示"
    r"|提到))|，(?=那(?:么)?(?:上|去|前|它|这|[^，。]{0,10}(?:多少|几)))"
)
_PICTURES = frozenset({"So", "Sk", "Cf", "Cs", "Co", "Cn"})
# Spaces that typing leaves inside a Chinese question: 2021 年, 20 万元, 公务 接待费.
_LOOSE = re.compile(r"(?<=\d) +(?=[一-鿿%])|(?<=[一-鿿]) +(?=[\d一-鿿])")
_MEASURED = re.compile(
    r"(?:(?:价值|金额|单价|总价)(?:是|为)?(?P<worth>多少)(?![万亿]?元|钱)|(?:多少|几)(?:(?P<area>平方米|平米)|(?P<money>亿元|万元|万块|亿|万|元|块钱?|钱)"
    r"|(?P<count>人次|[辆台个套张件人份次名户册批](?![月百工中]))))"
)
_ASKED_OR_STATED = re.compile(r"多少|几|呢|\d[\d,.]*(?:万|亿)?元")
_STATED = re.compile(
    r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?:万元?|亿元?|元|%|[辆台个套件张]|平方米|人次|次)(?!以[上下内]|的)|(?<![\d.A-Za-z])\d+\.\d+(?![\d.%万亿元])"
)
_ADDED_UP = re.compile(r"合计|加起来|一共|总共|之和|相加|加总|平均|[和与跟]总的?(?:[增减]|额)|[这那]几个数")
_NEXT_PREMISE = re.compile(r"[，、；, ]*(?:而且?|并且?|同时|且|又|和|与|及|以及)?(?=[^，。？吗对\d]|\d)")
_WHOLE_AMOUNT = re.compile(
    r"(?<=[一-鿿）])\d[\d,]*(?:\.\d+)?(?:万元|亿元|元)(?=(?:里面?|里头|当中|之中|中)(?!国|央|学|小|标)|，?其中)"
)
_MOST_CLAUSES = 3
_OWN_QUESTION = re.compile(r"多少|几|什么|啥|哪|谁|怎么|如何|为何|多大|还是|吗|呢$|how|what|which|who|why", re.I)
_JOINED = re.compile(r" ?(?:[，、；]|以及|和|及|又|并)")
_ASKS = re.compile(
    r"[？?]|吗|呢|么$|几|谁|哪|怎么|什么|啥|多大|如何|为什么|为何|原因|是不是|有没有|是否|列出|列一下|列举|介绍|说明一下|说说|讲讲|告诉|查一下|查询|算一下|比较|对比|排名|排序|多少|how|what|which|who|why|when|list|compare",
    re.I,
)


def fold(question: str) -> str:
    """One form for full-width, compatibility and traditional characters, Chinese years and white space; markup is dropped.

    Of a very long question the end is kept, where people ask.
    """
    text = unicodedata.normalize("NFKC", question[-_MAX_LENGTH:])
    text = html.unescape(_MARKUP.sub(" ", text))[-_KEPT_LENGTH:].replace("\n", "。")
    text = normalise(_simplifier().convert(text).replace("ㄧ", "一"))
    text = _CHINESE_YEAR.sub(lambda match: _year_digits(match.group()), text)
    text = "".join(char for char in text if unicodedata.category(char) not in _PICTURES)
    text = _LOOSE.sub("", text)
    text = _YEARS.sub(_each_year, text)
    text = re.sub(r"(?<!\d)([12]\d)年(?!级)", r"20\1年", text)
    text = reworded(text)
    return re.sub(r"\s+", " ", text).strip()


def _each_year(match: re.Match[str]) -> str:
    """The years of a range, one by one, where they are few."""
    first, last = int(match[1]), int(match[2])
    years = range(first, last + 1)
    return "、".join(f"{year}年" for year in years) if 1 < len(years) <= _MOST_YEARS else match.group()


def sentences(text: str) -> list[str]:
    """The sentences of a folded question, without empty ones."""
    return [part.strip() for part in _STOP.split(text) if re.search(r"\w", part)]


def wholes_of(text: str) -> tuple[str, tuple[Limit, ...]]:
    """A question without the amounts that it says of wholes (三公经费91.33万元里公务接待费多少), and those amounts."""
    if YES_NO.search(text):
        return text, ()  # whether they are right is what is asked
    found = list(_WHOLE_AMOUNT.finditer(text))
    amounts = [(match.group(), number) for match in found for number in find_numbers(match.group())[:1]]
    return _WHOLE_AMOUNT.sub("", text), tuple(Limit("=", number.value, number.unit, words) for words, number in amounts)


def by_measure(sentence: str) -> list[str]:
    """A sentence, cut behind what it asks in one dimension where it goes on to another: …有多少平方米，/值多少万元."""
    found = list(_MEASURED.finditer(sentence))
    cuts = [
        joint.start()
        for first, second in pairwise(found)
        if _dimension(first) != _dimension(second)
        and (joint := _JOINED.search(sentence, first.end(), second.start())) is not None
    ]
    return [sentence[start:end] for start, end in pairwise([0, *cuts, len(sentence)])]


def by_premise(sentence: str) -> list[str]:
    """A yes/no question about several amounts, a question for each: A234万元、B653万元，对吗 -> A234万元吗 / B653万元，对吗.

    Each amount is taken with the words in front of it, so that no amount bears out another item than its own.
    """
    if not YES_NO.search(sentence) or _ADDED_UP.search(sentence):
        return [sentence]
    ends = [match.end() for match in _STATED.finditer(sentence)]
    cuts = [end for end in ends[:-1] if _NEXT_PREMISE.match(sentence, end)]
    pieces = [sentence[start:end] for start, end in pairwise([0, *cuts, len(sentence)])]
    pieces = [_NEXT_PREMISE.sub("", piece, count=1) if n else piece for n, piece in enumerate(pieces)]
    return [
        f"{piece}吗" if n < len(pieces) - 1 and not YES_NO.search(piece) else piece for n, piece in enumerate(pieces)
    ]


def of_which(sentence: str) -> list[str]:
    """A sentence cut before 其中, where both sides ask or state an amount: 行政运行多少，/其中项目支出多少."""
    cut = sentence.find("，其中")
    if cut < 0 or not all(_ASKED_OR_STATED.search(side) for side in (sentence[:cut], sentence[cut + 3 :])):
        return [sentence]
    return [sentence[:cut], sentence[cut + 1 :]]


def _dimension(match: re.Match[str]) -> str:
    return {"worth": "money", "room": "area"}.get(match.lastgroup or "", match.lastgroup or "")


def asking_clauses(question: str) -> list[str]:
    """The clauses of a question, folded, where each asks for something of its own; none where one does not."""
    clauses = [part.strip() for part in re.split(r"[，,；;。？?]", fold(question)) if re.search(r"\w", part)]
    return clauses if 1 < len(clauses) <= _MOST_CLAUSES and all(_OWN_QUESTION.search(each) for each in clauses) else []


def asks(sentence: str) -> bool:
    """Whether a sentence asks for something."""
    return bool(_ASKS.search(sentence))


@cache
def _simplifier() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")


def _year_digits(words: str) -> str:
    digits = words.translate(_CHINESE_DIGITS)
    return digits if len(digits) == 4 else f"20{digits}"


def language_of(question: str) -> str:
    """``en`` where the frame of the question is English, else ``zh``."""
    latin = len(re.findall(r"[A-Za-z]+", question))
    chinese = len(re.findall(r"[一-鿿]", question))
    if not chinese and latin >= 3:
        return "en"
    return (
        "en"
        if latin >= 4
        and latin * 2 > chinese / 2
        and re.search(
            r"\b(?:how|what|which|when|who|why|is|was|were|are|did|does|do|much|many|of|for|the)\b", question, re.I
        )
        else "zh"
    )
