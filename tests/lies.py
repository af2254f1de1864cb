"""Ways in which a model's words may differ from their answer: each takes honest words and makes them say another thing."""

import re
from collections.abc import Callable, Sequence
from random import Random

from assistant.contract import Answer

Lie = Callable[[str, Answer, Sequence[Answer], Random], str | None]

_NUMBER = re.compile(r"(?<![\d.\[])\d[\d,]*(?:\.\d+)?(?![\d\].])")
_AMOUNT = re.compile(r"(?<![\d.\[])\d[\d,]*(?:\.\d+)?(?=\s?(?:万元|亿元|元|%|平方米|个|台|辆|项|场|年末))")
_UNITS = ("万元", "亿元", "元", "%", "个百分点", "平方米", "个")
_CHINESE = str.maketrans("0123456789.", "零一二三四五六七八九点")
_OPPOSITE = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "上升": "下降", "高于": "低于", "最高": "最低", "最大": "最小",
    "从高到低": "从低到高", "一致": "不一致", "不一致": "一致", "≥": "≤", "≤": "≥", "increase": "decrease", "decrease": "increase",
}  # fmt: skip
_ELSEWHERE = ("保定市财政局", "正定县人民政府办公室", "石家庄市长安区教育局", "中共邯郸市委办公室")
_OTHER_ITEMS = ("会议费", "培训费", "公务用车购置费", "政府性基金支出", "国有资本经营预算支出")


def _changed(words: str, span: tuple[int, int], new: str) -> str:
    return words[: span[0]] + new + words[span[1] :]


def _one(pattern: re.Pattern[str], words: str, rng: Random) -> re.Match[str] | None:
    found = list(pattern.finditer(words))
    return rng.choice(found) if found else None


def altered_digit(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    number = _one(_NUMBER, words, rng)
    if number is None:
        return None
    at = rng.choice([i for i in range(*number.span()) if words[i].isdigit()])
    return _changed(words, (at, at + 1), rng.choice([d for d in "0123456789" if d != words[at]]))


def dropped_or_added_zero(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    amount = _one(_AMOUNT, words, rng)
    if amount is None:
        return None
    text = amount.group()
    shorter = text.replace("0", "", 1)
    whole = text.partition(".")[0]
    return _changed(
        words, amount.span(), shorter if "0" in whole and shorter[:1].isdigit() else text.replace(whole, whole + "0", 1)
    )


def moved_point(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    amount = _one(_AMOUNT, words, rng)
    if amount is None:
        return None
    digits = amount.group().replace(",", "").replace(".", "")
    at = amount.group().replace(",", "").find(".")
    places = [i for i in range(1, len(digits)) if i != at]
    if not places or len(digits.strip("0")) < 1:
        return None
    at = rng.choice(places)
    moved = f"{digits[:at]}.{digits[at:]}"
    return _changed(words, amount.span(), moved) if set(digits) != {"0"} else None


def swapped_figures(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    found = list(_AMOUNT.finditer(words))
    pairs = [(a, b) for a in found for b in found if a.start() < b.start() and a.group() != b.group()]
    if not pairs:
        return None
    first, second = rng.choice(pairs)
    return _changed(_changed(words, second.span(), first.group()), first.span(), second.group())


def other_unit(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    unit = _one(re.compile(r"(?<=\d)\s?(万元|亿元|元|%|平方米|个百分点)"), words, rng)
    if unit is None:
        return None
    return _changed(words, unit.span(1), rng.choice([each for each in _UNITS if each != unit[1]]))


def other_year(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    year = _one(re.compile(r"(?<!\d)(?:19|20)\d\d(?![\d.])"), words, rng)
    return _changed(words, year.span(), str(int(year.group()) + rng.choice([-1, 1]))) if year else None


def other_body(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    names = {figure.entity for each in others for figure in each.figures if figure.entity} | set(_ELSEWHERE)
    own = [name for name in sorted(names) if name in words]
    if not own:
        return None
    name = rng.choice(own)
    place = _one(re.compile(re.escape(name)), words, rng)
    assert place is not None
    new = rng.choice([each for each in sorted(names) if each != name] + [name.replace("办公室", "委员会"), name[2:]])
    return _changed(words, place.span(), new) if new != name else None


def swapped_bodies(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    own = sorted({figure.entity for figure in answer.figures if figure.entity and figure.entity in words})
    if len(own) < 2:
        return None
    first, second = rng.sample(own, 2)
    return words.replace(first, "\0").replace(second, first).replace("\0", second)


def other_item(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    labels = {figure.label for each in (answer, *others) for figure in each.figures if len(figure.label) > 2}
    own = [label for label in sorted(labels) if label in words]
    if not own:
        return None
    label = rng.choice(own)
    place = _one(re.compile(re.escape(label)), words, rng)
    assert place is not None
    return _changed(words, place.span(), rng.choice([x for x in (*sorted(labels), *_OTHER_ITEMS) if x not in label]))


def turned_round(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    word = _one(re.compile("|".join(sorted(_OPPOSITE, key=len, reverse=True))), words, rng)
    return _changed(words, word.span(), _OPPOSITE[word.group()]) if word else None


def other_account(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    word = _one(re.compile("预算|决算|budget"), words, rng)
    return (
        _changed(words, word.span(), {"预算": "决算", "决算": "预算"}.get(word.group(), "final account"))
        if word
        else None
    )


def changed_to(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    """减少7.2万元 becomes 减少至7.2万元."""
    way = _one(re.compile(r"(?:增加|减少|增长|下降)了?(?=\d)"), words, rng)
    return (
        _changed(words, way.span(), way.group().rstrip("了") + rng.choice(["至", "到", "为", "，为", "约"]))
        if way
        else None
    )


def exchanged_marks(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    marks = list(re.finditer(r"\[(\d+)\]", words))
    runs = [(a, b) for a in marks for b in marks if a.start() < b.start() and a[1] != b[1] and a.end() + 4 < b.start()]
    if not runs:
        return None
    first, second = rng.choice(runs)
    return _changed(_changed(words, second.span(), first.group()), first.span(), second.group())


def invented_mark(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    mark = _one(re.compile(r"\[(\d+)\]"), words, rng)
    return _changed(words, mark.span(), f"[{len(answer.citations) + rng.randint(1, 9)}]") if mark else None


def dropped_mark(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    mark = _one(re.compile(r"\[\d+\]"), words, rng)
    return _changed(words, mark.span(), "") if mark else None


def chinese_numerals(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    amount = _one(_AMOUNT, words, rng)
    if amount is None:
        return None
    digits = "".join(rng.choice("123456789") if c.isdigit() else c for c in amount.group().replace(",", ""))
    return _changed(words, amount.span(), digits.translate(_CHINESE)) if digits != amount.group() else None


def denied(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    if "并非" in words:
        return words.replace("并非", "的确", 1)
    word = _one(re.compile(r"为|是|增加|减少|共(?=\d)"), words, rng)
    return _changed(words, (word.start(), word.start()), rng.choice(["不", "并非", "未"])) if word else None


def confirmed(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    return rng.choice(["是的，", "没错，", "您说得对，", "Yes, "]) + words


def dropped_statement(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    parts = [part for part in re.split(r"(?<=\])(?=[^\[\]]*\d)", words) if part]
    if len(parts) < 2:
        return None
    dropped = rng.randrange(len(parts))
    return "".join(part for at, part in enumerate(parts) if at != dropped)


def invented_statement(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    figure = rng.choice(answer.figures) if answer.figures else None
    mark = rng.choice(["", "[1]", f"[{len(answer.citations) + 1}]"])
    label = figure.label if figure else "支出"
    extra = rng.choice(
        [f"此外，{label}为{rng.randint(2, 900)}万元{mark}。", f"其中，会议费为{rng.randint(2, 90)}.5万元{mark}。",
         f"同比{rng.choice(['增长', '下降'])}{rng.randint(1, 60)}%{mark}。", f"约占支出的一半{mark}。", f"比全市平均水平高{mark}。"]
    )  # fmt: skip
    return f"{words}{extra}" if rng.random() < 0.5 else f"{extra}{words}"


def hedged(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    amount = _one(_AMOUNT, words, rng)
    if amount is None:
        return None
    return _changed(
        words, (amount.start(),) * 2, rng.choice(["约", "近", "超过", "不到", "仅", "至少", "-", "人均", "每月"])
    )


def rounded_off(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    amount = _one(re.compile(r"(?<![\d.\[])\d+\.\d+(?![\d\].])"), words, rng)
    return _changed(words, amount.span(), amount.group().split(".")[0]) if amount else None


def marked_up(words: str, answer: Answer, others: Sequence[Answer], rng: Random) -> str | None:
    return rng.choice(
        [f"<p>{words}</p>", f"**{words}**", f"```\n{words}\n```", f"{words} https://example.org", f"# 答案\n{words}",
         f"{words}\n| a | b |", f'{words}<img src="x">', f"[{words}](http://x)"]
    )  # fmt: skip


LIES: tuple[Lie, ...] = (
    altered_digit, dropped_or_added_zero, moved_point, swapped_figures, other_unit, other_year, other_body, swapped_bodies, other_item,
    turned_round, other_account, changed_to, exchanged_marks, invented_mark, dropped_mark, chinese_numerals, denied, confirmed,
    dropped_statement, invented_statement, hedged, rounded_off, marked_up,
)  # fmt: skip
