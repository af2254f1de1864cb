"""Labelled numbers in prose, by a small grammar of clauses.

A figure is labelled by the words before it in its clause (or the noun after it, for counts); 其中, 包括 and brackets open a
list of parts whose whole is the figure before; ；closes an inner list, 。 all of them. 较/比/与 … 增加/减少 makes a change against
the base they name. There is no pattern for any one sentence.
"""

import re
from collections import deque
from dataclasses import replace

from index.account_words import ACCOUNT, account_of
from index.added_figures import of_figure_before
from index.amount import NumberToken, dimension, find_numbers
from index.clauses import Clause, State, clause_before, clause_start, parents_of, pass_over, splits_change, walk
from index.cleaning import normalise
from index.comparisons import (
    BASE,
    COUNTED_AS,
    COUNTED_SO,
    ONLY_COMPARED,
    PLAIN_BASE,
    Change,
    base_and_subject,
    change_said,
    direction_of,
    held_against,
    is_undecided,
    stated_base,
    subject_before_base,
    subject_unchanged,
)
from index.labelled_number import LabelledNumber
from index.labels import (
    CHANGE_WORDS,
    YEAR_END,
    clean_label,
    grade_behind,
    is_figure,
    noun_after,
)
from index.new_levels import level_told
from index.other_numbers import OtherNumber, other_numbers
from index.rate_words import rate_of, rated

# 新增债券4330万元 are the bonds of the year, by how much more than before is not told
_CHANGE_HEAD = re.compile(rf"^(?:分别)?(?!新增[^，。；]{{0,8}}债)({CHANGE_WORDS})(?:了)?(?=\S{{2}})")
_OWN_BUDGET = re.compile(r"(?:相?较于?|相?比|与|同) ?(?:年初|全年|调整后?)?的?预算(?:数|安排|总额)?(?:的)?")
_LISTED_LEAD = re.compile(r"(?:内设|下设|设有|设立|设|共?有)?")
_CARRIED = re.compile(r"结转|结余")
_ALL_GONE = re.compile(r"，?(?:减少|下降|降低)(?:了)?100(?:\.0+)?%")  # no total does
# What there is at the end of a year; 接待费2015年年末支出1.36万元 was spent in it.
_HELD = re.compile(r"资产|结转|结余|余额|债|存量|价值|原值|净值|库存|存款|基金")
_SCORE = re.compile(r"(?:绩效)?(?:自评|评价)?(?:得分|评分|分数)$")
_COUNTED_AT = re.compile(r"截[至止]到?(?:(?:19|20)\d\d) ?年(?:1?\d月(?:\d{1,2}日|底)|底|末)")
_THIS_YEAR = re.compile(r"(?:本年|今年|当年)度?(?:为|是)?")
_SEVERAL = 3
_REASON_ENDS = re.compile(r"[。；]|其中|包括")
_DONE_ITEM = re.compile(r"(?:收入|支出|经费|费)$")
_DONE_ALONE = re.compile(r"(?:(?:19|20)\d\d ?年|全年|当年|实际)*(?:累计|实际)?完成")
_IN_REASON = re.compile(r"原因|因为|由于")
_USED_FOR = re.compile(r"用于|用作|更新购置")
_SIDE_ALONE = re.compile(r"总?(?P<side>收入|支出)(?:总额|合计|总计)?")
_SPENDING_ALONE = frozenset({"支出", "开支", "经费", "费用"})
_BROUGHT_ABOUT = frozenset({"实现", "累计实现", "完成"})
_SAME_ITEM = frozenset({"费用支出", "费用", "该项支出", "该项费用", "该项经费"})
_BARE_ACCOUNT = frozenset({"变动预算", "变动预算数", "预算", "预算数", "调整预算", "调整预算数", "执行数", "执行"})
_BUDGET_ALONE = frozenset({"年初预算", "年初预算数"})
_SPENDING_BUDGET = frozenset({"支出预算", "支出预算数"})
_SIDES = frozenset({"收入", "支出", "总收入", "总支出"})
_ITEM = re.compile(r"(?:收入|支出|经费|费)(?:预算)?$")
_FUNCTION = re.compile(r"(?:^|(?<=[。；\n]))(?P<name>[^。；\n]*（[款项]）)[。：:]\s*$")
# （一）因公出国费用。预算0万元
_ITEM_AHEAD = re.compile(
    r"(?:^|(?:^|[。；]\s*)(?:（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、．]))\s*(?P<name>[^，。；：:\d]{3,24}(?:费用?|经费|支出|收入)|(?:收入|支出)预算)。\s*$"
)
# 国内公务接待62批次，共计支出5.83万元: of what was counted.
_RECEIVED = frozenset({"接待", "共接待", "接待来宾"})
_RECEPTION = re.compile(r"(?:国内|外事|外宾|国（境）外)(?:公务)?接待")
_HELD_EVENT = re.compile(r"接待|会议|培训|出国|出境|团组|购置|活动|考察")
_SPENT_ON_IT = re.compile(r"(?:共计|合计|总计|共|总共)(?:支出|花费|开支)(?:经费|金额)?(?:为|约)?$")


def read_numbers(text: str) -> tuple[list[LabelledNumber], list[OtherNumber]]:
    """Figures and other numbers of one paragraph (offsets count from its start)."""
    folded = normalise(text)
    others = other_numbers(folded)
    tokens = [t for t in find_numbers(folded) if not any(o.start <= t.number_start < o.end for o in others)]
    labelled: list[LabelledNumber] = []
    roots: deque[str] = deque(maxlen=4)
    state, at = State(), 0
    for i, token in enumerate(tokens):
        walk(folded, at, token.start, state, others)
        pass_over(folded[at : token.start], state)
        following = tokens[i + 1].start if i + 1 < len(tokens) else len(folded)
        found = _label(folded, at, token, following, state)
        at = token.end
        if found is None:
            others.append(OtherNumber(token.number_start, token.number_end, "unparsed"))
            continue
        if found.basis == "value" and splits_change(found.label, state):
            others.append(OtherNumber(token.number_start, token.number_end, "unparsed"))
            continue
        found = replace(found, roots=tuple(roots))
        if found.basis == "change" and found.base is None:
            found = replace(found, base=held_against(folded, token.start))
        in_reason = _IN_REASON.search(_REASON_ENDS.split(folded[: token.start])[-1]) is not None
        unnamed = found.label not in folded[found.clause_start : token.start]
        if in_reason and unnamed and found.basis == "previous" and dimension(token.unit) == "money":
            others.append(OtherNumber(token.number_start, token.number_end, "unparsed"))
            continue  # 主要原因是2020年有710万元项目: nothing of what the sentence is about
        labelled.append(found)
        if in_reason and dimension(token.unit) == "count" and found.basis != "change":
            continue  # 原因是把5个街道算进来了: what follows is no part of them
        _count_in(found, state)
        state.changed = found.basis == "change"
        own = found.basis == "rate" and found.label.startswith("占") and found.parents[-1] != state.last
        state.share = f"{found.parents[-1]}{found.label}" if own else ""
        if found.basis == "rate" or state.completes:
            continue
        if found.basis != "change" and state.last != found.label:
            state.levelled = False
        state.account, state.shifted = found.account, bool(found.year_shift)
        state.item = found.label.removesuffix("调整预算").removesuffix("变动预算")
        if found.basis != "change":
            # …比2024年的2190万元减少221万元；其中：…: the parts are of the year that is told, not of the one it is held against
            state.year = found.year if found.basis == "previous" and not state.levelled else None
        state.last = found.label
        of_use = (
            bool(state.root)
            and dimension(token.unit) == "count"
            and _USED_FOR.search(folded[found.clause_start : token.start])
        )
        if not state.frames and (found.basis != "change" or not state.root) and not of_use and not in_reason:
            state.root = found.label
            roots.appendleft(found.label)
        if found.basis == "change":
            # 同口径增长5.7% says nothing of what the next change is held against
            state.last_change = (found.direction, None if re.search("口径|可比", found.base or "") else found.base)
            plain = PLAIN_BASE.fullmatch(found.base or "")  # 较去年X增加: X is the base of that change alone
            state.base = plain.group() if plain else state.base
    return labelled, others


def _label(text: str, at: int, token: NumberToken, following: int, state: State) -> LabelledNumber | None:
    clause = clause_before(text, at, token.start, following)
    of_figure = of_figure_before(token, clause, state)
    if of_figure is not None:
        return replace(of_figure, clause_start=clause.start)
    change = change_said(clause.words, compared=stated_base(clause.before) is not None)
    if change and token.value and is_undecided(clause.words):
        return None
    if change and token.unit is None and not text[token.end :].strip():
        return None  # …增加3, where the page ends: the first digits of a figure
    found = _compared(token, clause, change, state) or _named(token, clause, state)
    if found and change and found.label == state.last and found.label not in clause.words and _of_one_or_all(state):
        return None
    return replace(found, clause_start=clause.start) if found is not None else None


def _count_in(found: LabelledNumber, state: State) -> None:
    """A figure as a member of the list that is open."""
    if not state.frames:
        return
    among = state.frames[-1]
    among.members += 1
    bare = found.basis == "value" and found.label != state.last and not state.completes
    among.bare = among.bare + 1 if bare else -_SEVERAL


def _of_one_or_all(state: State) -> bool:
    """Whether a change ends a list whose items have none of their own: 包括：A5万元，B3万元，C2万元，减少1万元, of C or of all."""
    among = state.frames[-1] if state.frames else None
    return among is not None and among.kind != "bracket" and not among.separated and among.bare >= _SEVERAL


def _compared(token: NumberToken, clause: Clause, change: Change | None, state: State) -> LabelledNumber | None:
    """A change, or the level that one is counted from or comes to; ``None`` for a figure that is held against nothing."""
    bare = clause.words[: change.start] if change else clause.words
    found_base = BASE.search(bare.strip())
    base = found_base.group("base") if found_base else stated_base(clause.before)
    if found_base and change:
        goes_on = (
            bool(state.last) and not re.search(r"[。；！？]", clause.text[clause.at : clause.start]) and clause.at > 0
        )
        side = _SIDE_ALONE.fullmatch(found_base["rest"].strip())
        goes_on = goes_on and not (side and side["side"] not in state.last)  # 支出5万元，比上年收入增加50%
        base, bare = base_and_subject(bare.strip(), found_base, goes_on=goes_on)
    level = level_told(clause.text, clause.words, token, state)
    if found_base and not change:
        # 相比去年“三公”经费67万元减少10万元: the base is named with the earlier figure
        state.base, state.levelled = base, True
        earlier = _level_compared(token, bare.strip(), found_base, base or "", state)
        if earlier is not None:
            return earlier
        if state.last and _OWN_BUDGET.fullmatch(bare.strip()):  # 较预算数1237万元减少103万元
            return LabelledNumber(token, state.last, parents_of(state), "value", account="budget")
    if level is not None:
        return level
    label = clean_label(bare)[0]
    head = _CHANGE_HEAD.match(label) if not change else None
    if head:
        change, label = Change(direction_of(head.group(1)), 0), label[head.end() :]
    if head and label in _SPENDING_ALONE and state.last and clause.goes_on:
        label = state.last  # “三公”经费支出2.29亿元，比上年减少支出0.88亿元
    if change and label in _BROUGHT_ABOUT and clause.goes_on:
        label = ""  # 收入完成421185万元，实现超收41185万元
    if change and label in _SAME_ITEM:
        label = state.root  # 公务接待费5.80万元，主要用于…。费用支出较年初预算数减少2.20万元
    if change and ONLY_COMPARED.fullmatch(label):
        label = state.last or state.root  # 公务接待费2016年预算8万元，2015年预算12.5万元；对比减少4.35万元
    if change and (counted := COUNTED_AS.fullmatch(label)):
        label, base = "", base or f"上年（{counted['way']}）"  # 同口径增长5.7%, beside another rate of the same figure
    if change and not label:
        label = subject_before_base(clause.before) or subject_unchanged(clause.text[clause.at : clause.start])
    bare_level = token.unit is None and found_base is not None and not found_base["rest"].strip("的 ")
    return _change(token, label, change, base, state, clause.text[token.end :]) if change or bare_level else None


def _named(token: NumberToken, clause: Clause, state: State) -> LabelledNumber | None:
    """A figure under the words of its clause, or under those that they leave to the clause or the figure before."""
    label, shift, year = clean_label(clause.words)
    # 2.公务接待费。2016年预算数54万元: the item of a heading, and not of the sentence before it
    headed = _function_before(clause.text, clause.start) if _is_bare(label) else ""
    label = _of_item_before(label, clause, state, earlier=year is not None or bool(shift))
    headed = headed or (_function_before(clause.text, clause.start) if _is_bare(label) else "")
    if _DONE_ALONE.fullmatch(clause.stripped):  # …批准的一般公共预算收入为55000万元。2021年完成46997万元
        label = next((item for item in (state.item, state.root) if _DONE_ITEM.search(item)), label)
    account, label = account_of(label, clause.stripped, clause.text[token.end :], state)
    if headed:  # （一）因公出国费。支出预算0万元
        account, label = account or ("budget" if label in _SPENDING_BUDGET else None), headed
    rate = rate_of(clause.words) if token.unit == "%" else None
    subject = rated(clause.words) if rate else ""
    if rate and (subject or state.last):
        return LabelledNumber(token, rate, (subject or state.last,), "rate")
    if COUNTED_SO.fullmatch(label) and state.last and clause.goes_on:
        label = f"{state.last}（{label}）"  # 支出168亿元，剔除一次性因素后为165亿元
    label = _with_noun(_headed(label, token, clause, state), clause.text, token, clause.following, state)
    if label and COUNTED_SO.search(clause.before):
        label = f"{clause.before}，{label}"
    if not label or not is_figure(label, token, clause.text):
        return None
    if year is None and not shift:
        year = _year_of_list(label, state)
        shift = -1 if year is None and state.frames and state.frames[-1].shifted else 0
    year_end = YEAR_END.search(clause.words) or _counted_at(clause, token)
    of_end = year_end and (dimension(token.unit) != "money" or _HELD.search(label))
    basis = "previous" if shift or year is not None else "stock" if of_end else "value"
    if year_end and (of_end or basis == "value"):
        year = next(map(int, re.findall(r"\d{4}", year_end.group())), None)
        basis = "stock" if of_end else "previous" if year else basis
        label = clean_label(YEAR_END.sub("", label))[0] or label
    if account is None and basis == "value":
        account = next((frame.account for frame in reversed(state.frames) if frame.parent), None)
        account = account or next((frame.account for frame in state.frames if not frame.parent and frame.account), None)
    return LabelledNumber(token, label, parents_of(state), basis, year=year, year_shift=shift, account=account)


def _counted_at(clause: Clause, token: NumberToken) -> re.Match[str] | None:
    """The end of a year that opens the sentence; for a number of people or things also one that its paragraph names before."""
    opened = YEAR_END.match(clause.text, clause.text.rfind("。", 0, clause.start) + 1)
    if opened or dimension(token.unit) != "count":
        return opened
    dates = list(_COUNTED_AT.finditer(clause.text, 0, token.start))
    return dates[-1] if dates else None


def _headed(label: str, token: NumberToken, clause: Clause, state: State) -> str:
    """The label that stands in front of a bare account: 公务接待费：2023年预算12.50万元; （一）收入预算，2018年年初预算数5万元."""
    headed = (label in _BARE_ACCOUNT and clause.ahead in {"：", ":"}) or (
        label in _BUDGET_ALONE and clause.ahead in {"：", "，"}
    )
    counts = state.counted and dimension(token.unit) == "count"  # 22个教学班，1068名学生: each its own noun
    ahead = _earlier_label(clause.text, clause.at, clause.start, counts=counts) if headed or not label else ""
    return ahead if ahead and (not headed or clause.ahead != "，" or _ITEM.search(ahead)) else label


def _level_compared(
    token: NumberToken, clause: str, found: re.Match[str], base: str, state: State
) -> LabelledNumber | None:
    """The level of an earlier year behind the item and the year of its own: 2020年收入预算比2019年预算收入5535.82万元增加…."""
    label = clean_label(clause[: found.start()])[0]
    year = re.search(r"(?:19|20)\d\d", base)
    if not label or not (year or base.startswith(("上", "去"))):
        return None
    return LabelledNumber(
        token,
        label,
        parents_of(state),
        "previous",
        year=int(year.group()) if year else None,
        year_shift=0 if year else -1,
    )


def _of_item_before(label: str, clause: Clause, state: State, *, earlier: bool) -> str:
    """The label of a figure whose clause names the account, the year or the spending only: that of the item before it."""
    if _HELD_EVENT.search(state.item) and _SPENT_ON_IT.fullmatch(clause.stripped):
        return state.item if state.item.endswith("支出") else f"{state.item}支出"
    if label in _RECEIVED and clause.goes_on and (kind := _RECEPTION.search(state.item)):
        return kind.group()  # 外事接待费0万元，接待0批次
    if not label and state.shifted and state.last and clause.goes_on and _THIS_YEAR.fullmatch(clause.stripped):
        return state.last  # 普通小学上年10321.31元，本年10359.52元
    if earlier and state.last and (not label or label in _BARE_ACCOUNT):
        return state.last  # 2020年收支安排2065万元，2019年为1560万元
    if label in _BARE_ACCOUNT and state.item and clause.goes_on:
        # 因公出国费支出决算为0万元，预算为0万元; 项目甲自评得分96.5分：全年预算数为220万元
        return f"{_SCORE.sub('', state.item)}{label}"
    return label


def _year_of_list(label: str, state: State) -> int | None:
    """The year that a list stands under: 2019年收入617.41万元，支出617.41万元，其中：工资福利支出579.11万元."""
    of_frame = next((frame.year for frame in reversed(state.frames) if frame.year), None)
    return of_frame or (state.year if label in _SIDES else None)


def _with_noun(label: str, text: str, token: NumberToken, following: int, state: State) -> str:
    """A label with the noun behind its number, where that is what is counted; of a number alone what the one before is called."""
    tail = noun_after(text, token, following)
    counted = dimension(token.unit) in {"count", "none"}
    grade = grade_behind(text, token) if counted else ""
    if grade:
        return grade
    if counted and tail and state.noun is not None and label == state.noun:
        label = state.lead  # 小学部6个教学班40名学生: the 学生 of 小学部
    state.lead, state.noun = (label, tail) if counted else ("", None)
    if ((counted or dimension(token.unit) == "time") and tail) or not label:
        label = f"{_without_list(label)}{tail}" if label else tail
    of_last = dimension(token.unit) == "count" and state.counted
    state.counted = dimension(token.unit) == "count"
    return label or (state.last if of_last else "")  # 接待12批次，106人次


def _without_list(label: str) -> str:
    """内设办公室、资源管理股、森林防火股 behind which 3个股室 stands: the names that are counted are not what the number is called."""
    lead = _LISTED_LEAD.match(label)
    return lead.group() if lead and label.count("、") > 1 else label


def _is_bare(label: str) -> bool:
    """Whether a label names an account and no item."""
    return ACCOUNT.fullmatch(label) is not None or label in _BARE_ACCOUNT | _BUDGET_ALONE | _SPENDING_BUDGET


def _function_before(text: str, start: int) -> str:
    """The class of functions that stands as a sentence of its own before its accounts: …行政运行（项）。年初预算为5万元."""
    match = _FUNCTION.search(text[:start]) or _ITEM_AHEAD.search(text[:start])
    return clean_label(match["name"])[0] if match else ""


def _change(
    token: NumberToken, label: str, change: Change | None, base: str | None, state: State, behind: str
) -> LabelledNumber:
    inherited = next((frame.change[1] for frame in reversed(state.frames) if frame.change[1]), None)
    parents = parents_of(state)
    subject = label or state.share or state.last or state.root
    among = state.frames[-1] if state.frames and state.frames[-1].kind == "among" else None
    if among and not label and among.members == 1 and _CARRIED.search(subject) and not _ALL_GONE.match(behind):
        subject = among.parent  # 收入总计100万元，其中年初结转和结余10万元，较上年增加5万元: of the total
    parents = parents[:-1] if among and subject == among.parent else parents
    base = base or ("调整前预算" if not label and subject.endswith("调整预算") else None)  # 调整为8亿元，调增3亿元
    of_own = state.base if state.levelled else None  # 较上年144万元减少22万元
    of_own = of_own or (state.last_change[1] if state.changed and not label else None)  # 减少10万元，下降5%
    return LabelledNumber(
        token,
        subject,
        parents,
        "change",
        change.direction if change else None,
        base or of_own or inherited or state.base,
    )


def _earlier_label(text: str, at: int, start: int, *, counts: bool) -> str:
    """Where the clause itself names nothing (…预算，为5万元), the clause before it does, back to the figure before.

    ``counts``: what stands right behind that figure is the noun that it counts.
    """
    while start > at and text[start - 1] in "，：:":
        before = clause_start(text, at, start - 1)
        if counts and before <= at:
            return ""
        label, _, _ = clean_label(text[before : start - 1])
        if re.search(r"[一-鿿]", label) and not re.search(r"\d", label):
            return label
        start = before if before < start else at
    return ""
