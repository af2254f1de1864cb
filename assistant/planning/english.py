"""English, mixed and pinyin questions put into the Chinese words that documents print, phrase by phrase.

The phrases are rows of index/data/english.toml. A sentence that names one body and one year gets them put in front, as a
Chinese question has them; what no phrase knows stays, so that a question is declined rather than half understood.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.planning.items import spot_concepts
from index.cleaning import squash
from index.concepts import Concepts
from index.regions import Gazetteer

_LATIN = re.compile(r"[A-Za-z]{2}")
_CHINESE = re.compile(r"[一-鿿]")
_NAMED_FILE = re.compile(r"《[^》]*[A-Za-z][^》]*》")
_STOP = re.compile(r"([？?。；!！]+|\.(?= |$))")
_NEXT_QUESTION = re.compile(
    r"[，,]?\s+(?:and|but)(?:\s+of\s+that)?[，,]?\s+(?=(?:by\s+)?how\s+(?:much|many)|by\s+what|what|which|why|who)|"
    r"[，,]\s*(?=how\s+(?:much|many)\b|why\b|what\s+share\b)",
    re.I,
)
_ASKS = re.compile(r"\b(?:how|what|which|who|why|whose)\b|多少|几|哪|什么", re.I)
_BARE_ITEM = re.compile(r"what (?:is|are)(?: the)? (?P<item>[^A-Za-z\d，。？]+)", re.I)
_SENTENCE_GROUPS = ("shares", "changes and comparisons", "meanings", "asking", "frame")
_SLOT = re.compile(r"\{([a-z])\}")
_MACRO = re.compile(r"<([a-z]+)>")
_AMOUNT = re.compile(r"(\d[\d,，]*(?:\.\d+)?) ?(thousand|million|billion)(?= (?:yuan|rmb|cny|renminbi)\b)", re.I)
_TIMES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
# no part of a file's name (07_guantao)
_RUN = re.compile(
    r"(?<![A-Za-z_])[A-Za-zü]+(?![A-Za-z]*_)(?:'(?!s\b)[A-Za-zü]+)*(?: +[A-Za-zü]+(?:'(?!s\b)[A-Za-zü]+)*)*"
)
_SYLLABLES = re.compile(
    r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iu]?ang|i?ong|[iu]?an|i?ao|[iu]ai|uai|eng|ing|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v))+"
)
_KIND = r"(?: (?:County|City|District|Province|xian|shi|qu))?"
_BODY = r"(?: ?(?:的 )?(?:[县区市]?(?:人民)?(?:政府办|委办)(?:公室)?|[一-鿿]{2,6}局|卫生健康委员会))?"
_PLACE = re.compile(
    rf"(?P<place>[A-Z][A-Za-z]+(?:'(?!s\b)[A-Za-z]+)*{_KIND})(?P<body>{_BODY})(?P<own>'s)?"
    rf"(?:(?: in| of|[，,]| ?（) ?(?P<parent>[A-Z][A-Za-z]+(?: City| Province)?)）?)?"
)
_BEFORE_PLACE = re.compile(r"(?:\b(?:of|for|in|by|at|from) +)?(?:\bthe +)?$", re.I)
_COMPARES = re.compile(r"[较比与和同跟] ?$")
_PLAIN_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!\d|末|预算总额)")
_SPACED_OUT = re.compile(r"(?<![一-鿿])[一-鿿](?: [一-鿿](?![一-鿿])){2,}")
_PLACE_AT_CHINESE = re.compile(r"([A-Z][A-Za-z']+)(?=[一-鿿])")
_PRONOUN = re.compile(r"\b(?:that|it|this|those|these)\b(?= *$| +(?:account|make|represent|take|constitute))", re.I)
_WITH_CHINESE = re.compile(
    r"(?:\bthe )?(?P<english>[A-Z][A-Za-z']*(?: +[A-Z][A-Za-z']*)*) *(?P<body>政府办|委办|[一-鿿]{2,6}局)? *"
    r"(?:(?:of|in) [A-Z][A-Za-z']*(?: (?:City|Province))? *)?"
    r"（(?P<chinese>[一-鿿]{2,})）"
)
_TRAILING_BODY = re.compile(r"\b(?:of|for|by|at|in) (?P<body>[一-鿿]{2,16}) *$", re.I)
_SHORT_PINYIN = {
    "nian": "年", "zhan": "占", "de": "的", "shi": "是", "he": "和", "bi": "比", "you": "有", "zui": "最", "duo": "多",
    "bili": "比例", "shao": "少", "gao": "高", "di": "低", "ji": "几", "ge": "个", "ma": "吗", "li": "里", "yuan": "元",
}  # fmt: skip
_PINYIN_WORDS = (
    "政府办 政府办公室 县政府办 区政府办 市政府办 县政府办公室 区政府办公室 市政府办公室 县委办 区委办 市委办 县委办公室 区委办公室 "
    "市委办公室 多少 多少钱 多少元 多少万元 万元 预算 决算 比例 占比 百分之几 合计 一共 总共 相差 增加 减少 增长 下降 变化 增长率 "
    "为什么 原因 去年 上年 比上年 最高 最低 最多 最少 哪个 哪个单位 哪些 有哪些 项目 下属单位 绩效指标 指标 是什么 什么 什么意思 排名 "
    "所有单位 支出 收入 平均 每辆车 实际 花了"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    template: str

    def apply(self, text: str) -> str:
        return self.pattern.sub(self._filled, text)

    def _filled(self, match: re.Match[str]) -> str:
        groups = match.groupdict()
        plain = _SLOT.sub(lambda slot: groups.get(slot[1]) or "", self.template)
        numbered = re.sub(r"\\g<(\d)>", lambda slot: match[int(slot[1])] or "", plain)
        return f" {numbered} " if numbered else " "


def translated(text: str) -> str:
    """A folded question with its English and pinyin put into Chinese; a text without Latin words comes back as it is.

    Raises nothing: words that are not known stay where they are.
    """
    names = _NAMED_FILE.findall(text)
    apart = _NAMED_FILE.sub("《\ue000》", text)  # 《07_sangong》: a file, and no words of the question
    done = _translated(apart)
    for name in names:
        done = done.replace("《\ue000》", name, 1)
    return done


def _translated(text: str) -> str:
    if not _LATIN.search(text):
        return text
    text = _SPACED_OUT.sub(lambda match: match.group().replace(" ", ""), text.replace("’", "'"))
    text = re.sub(r"(?<=s)'(?= )", "", text)
    text = _PLACE_AT_CHINESE.sub(_place_apart, _AMOUNT.sub(_amount_in_yuan, text))
    text = re.sub(r"(?<=\d) +(?=年)", "", _from_pinyin(text))
    rules = _rules()
    for name, group in rules.items():
        if name not in _SENTENCE_GROUPS:
            text = _applied(group, text)
    text = _WITH_CHINESE.sub(_chinese_name, text)
    sentences: list[str] = []
    for sentence, stop in _sentences(text):
        sentences.append(f"{_sentence(sentence, ' '.join(sentences))} {stop}")
    return re.sub(r"(?<=\d) (?=(?:[万亿]?元|%))", "", _single_spaced(" ".join(sentences)))


def _sentence(text: str, before: str) -> str:
    """One sentence in Chinese, with the one body and the one year that it names in front."""
    text = _single_spaced(text)
    pronoun = _PRONOUN.search(text)
    if pronoun and re.search(r"share|percent|proportion|fraction|portion|ratio", text, re.I):
        mentions = spot_concepts(before)
        item = before[mentions[-1].start : mentions[-1].end] if mentions else pronoun.group()
        text = text[: pronoun.start()] + item + text[pronoun.end() :]
    year, text = _year_in_front(text)
    place, text = _place_in_front(text)
    text = _single_spaced(re.sub(r"（ *）", "", re.sub(r"'s\b", " 的 ", text)))
    bare = _BARE_ITEM.fullmatch(text)
    if bare and not (place or year or before) and _is_item(bare["item"]):
        return f"什么是 {bare['item']}"
    rules = _rules()
    for name in _SENTENCE_GROUPS:
        text = _applied(rules[name], text)
    return _single_spaced(f"{place} {year} {text}")


def _is_item(words: str) -> bool:
    mentions = spot_concepts(squash(words))
    return len(mentions) == 1 and mentions[0].end - mentions[0].start == len(squash(words))


def _applied(group: tuple[_Rule, ...], text: str) -> str:
    for rule in group:
        text = rule.apply(_single_spaced(text))
    return text


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Sentences with their stops; a second question behind "and" is a sentence of its own."""
    parts = _STOP.split(text)
    for sentence, stop in zip(parts[::2], [*parts[1::2], ""], strict=True):
        behind = 0
        for match in _NEXT_QUESTION.finditer(sentence):
            if _ASKS.search(sentence, behind, match.start()):
                yield sentence[behind : match.start()], "？"
                behind = match.end()
        if sentence[behind:].strip():
            yield sentence[behind:], "。" if stop == "." else stop


def _place_in_front(text: str) -> tuple[str, str]:
    """The one body that a sentence names by a Latin place name, and the rest; no body where none or several are named."""
    found = list(_places(text))
    trailing = _TRAILING_BODY.search(text)
    if not found and trailing and not spot_concepts(trailing["body"]):
        return trailing["body"], text[: trailing.start()]
    if len(found) != 1:
        return "", text
    match = found[0]
    parent = match["parent"] if _lies_in(match["place"], match["parent"]) else None
    end = match.end() if parent else match.end("own") if match["own"] else match.end("body")
    before = text[: match.start()]
    words = before if match["own"] else _BEFORE_PLACE.sub(" ", before)
    named = f"{match['place']} {match['body'].strip()}" + (f" （{parent}）" if parent else "")
    return named, f"{words} {text[end:]}"


def _places(text: str) -> Iterator[re.Match[str]]:
    """The Latin place names of a sentence; a region that a place lies in belongs to it (Chang'an in Shijiazhuang)."""
    at = 0
    while match := _PLACE.search(text, at):
        known = bool(Gazetteer.load().find(match["place"]))
        at = (
            match.end()
            if known and _lies_in(match["place"], match["parent"])
            else match.end("own" if match["own"] else "body")
        )
        if known:
            yield match


def _lies_in(place: str, parent: str | None) -> bool:
    gazetteer = Gazetteer.load()
    above = {region.code for region in gazetteer.find(parent or "")}
    return any(above & set(region.parent_codes) for region in gazetteer.find(place))


def _year_in_front(text: str) -> tuple[str, str]:
    years = [match for match in _PLAIN_YEAR.finditer(text) if not _COMPARES.search(text[: match.start()])]
    if len(years) != 1:
        return "", text
    return years[0].group(), text[: years[0].start()] + " " + text[years[0].end() :]


def _chinese_name(match: re.Match[str]) -> str:
    """Luquan District 委办（鹿泉区委办）: the Chinese name alone; other words with Chinese behind them stay."""
    places = any(Gazetteer.load().find(word) for word in match["english"].split())
    return f" {match['chinese']} " if places or match["body"] else match.group()


def _amount_in_yuan(match: re.Match[str]) -> str:
    """1.2 million (yuan) -> 120万: planners know 元, 万元 and 亿元."""
    yuan = Decimal(match[1].replace(",", "").replace("，", "")) * _TIMES[match[2].lower()]
    return f"{(yuan / 10_000).normalize():f} wan" if yuan >= 10_000 else f"{yuan.normalize():f}"


def _place_apart(match: re.Match[str]) -> str:
    """Luquan区委办: the place stands apart; other Latin words (OA系统) stay as they are."""
    return f"{match[1]} " if Gazetteer.load().find(match[1]) else match[1]


def _single_spaced(text: str) -> str:
    return re.sub(r" +", " ", text).strip()


@cache
def _rules() -> dict[str, tuple[_Rule, ...]]:
    table = tomllib.loads((files("index") / "data" / "english.toml").read_text(encoding="utf-8"))
    macros: dict[str, str] = table["macros"]
    return {
        group["name"]: tuple(_Rule(_compiled(pattern, macros), template) for pattern, template in group["rules"])
        for group in table["group"]
    }


def _compiled(pattern: str, macros: dict[str, str]) -> re.Pattern[str]:
    while _MACRO.search(re.sub(r"\(\?P<[a-z]>", "", pattern)):
        pattern = re.sub(r"(?<!\?P)<([a-z]{2,})>", lambda macro: macros[macro[1]], pattern)
    slots = _SLOT.sub(r"(?P<\1>[^，。？]+?)", pattern)
    return re.compile(rf"(?<![A-Za-z])(?:{slots})(?![A-Za-z])", re.I)


# Pinyin


def _from_pinyin(text: str) -> str:
    """Place names in pinyin with a capital, items and words of questions in pinyin as characters."""
    return _RUN.sub(_run_from_pinyin, text)


def _run_from_pinyin(match: re.Match[str]) -> str:
    tokens = match.group().split(" ")
    tokens = [token for token in tokens if token]
    known: list[tuple[str, bool]] = []
    at = 0
    while at < len(tokens):
        length, word = _longest(tokens, at)
        known.append((word, length > 0))
        at += max(length, 1)
    if any(_CHINESE.search(word) for word, _ in known):
        known = [(_SHORT_PINYIN.get(word.lower(), word), understood) for word, understood in known]
    return " ".join(word for word, _ in known)


def _longest(tokens: list[str], at: int) -> tuple[int, str]:
    """How many tokens from ``at`` on spell a known word, and the word; zero and the token itself where none do."""
    for length in range(min(14, len(tokens) - at), 0, -1):
        spelt = [token.lower().replace("'", "").replace("ü", "v") for token in tokens[at : at + length]]
        joined = "".join(spelt)
        if len(joined) < 5 or not all(_SYLLABLES.fullmatch(token) for token in spelt):
            continue
        word = _pinyin().get(joined)
        if word:
            return length, word
        if length <= 2 and tokens[at].islower() and Gazetteer.load().find(joined):
            return length, _place_name(tokens[at : at + length])
    return 0, tokens[at]


def _place_name(tokens: list[str]) -> str:
    """A place name as Latin mentions are looked for: a capital, its kind apart (Guantao xian)."""
    if len(tokens) == 2 and tokens[1] in {"xian", "shi", "qu"}:
        return f"{tokens[0].capitalize()} {tokens[1]}"
    return "".join(tokens).capitalize()


@cache
def _pinyin() -> dict[str, str]:
    """Names of items, bodies and asking words by their pinyin without spaces; what sounds alike and differs is left out."""
    from pypinyin import lazy_pinyin

    spelt: dict[str, str] = {}
    ambiguous: set[str] = set()
    names = [squash(form).replace('"', "") for form in _item_forms()]
    for word in (*_PINYIN_WORDS.split(), *names):
        letters = "".join(lazy_pinyin(re.sub(r"[^一-鿿]", "", word)))
        if len(letters) < 5 or re.search(r"[A-Za-z\d]", word):
            continue
        other = spelt.setdefault(letters, word)
        if other != word and spot_concepts(other)[:1] != spot_concepts(word)[:1]:
            ambiguous.add(letters)
    return {letters: word for letters, word in spelt.items() if letters not in ambiguous}


def _item_forms() -> Iterator[str]:
    for concept in Concepts.load().by_id.values():
        yield from (concept.name, *concept.printed, *concept.asked)
