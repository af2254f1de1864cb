"""Levels told as what something was changed to: 由8万元减少到5万元, 预算调整为9亿元."""

import re

from index.amount import NumberToken
from index.clauses import State, parents_of
from index.labelled_number import LabelledNumber
from index.labels import CHANGE_WORDS, clean_label

# 减少到, 压缩为: what follows is the new level and no difference.
_NEW_LEVEL = re.compile(rf"(?:{CHANGE_WORDS}|调整|压|减|增|降|升)(?:到|至|为)$")
_OLD_LEVEL = re.compile(
    r"(?:由|从)(?:(?P<year>(?:19|20)\d\d) ?年(?:度)?的?|上年的?|去年的?|(?P<planned>年初)(?:预算)?(?:数|的)*)?$"
)
_LEVEL_FOLLOWS = re.compile(rf"(?:，)?(?:{CHANGE_WORDS}|调整|压|减|增|降|升)\S{{0,3}}?(?:到|至|为)")
_ADOPTED = re.compile(r"(?:批准|通过|同意)[^。；]*调整(?:为|到|至)$")
_ADJUSTED_BEHIND = re.compile(r"，?调整(?:为|到|至|成)")
_SIDE_BUDGETS = frozenset({"收入预算", "支出预算"})
_SENTENCE = re.compile("[。\n]")


def level_told(text: str, clause: str, token: NumberToken, state: State) -> LabelledNumber | None:
    """由8万元减少到5万元: the first is the level before, the second the level now, and neither a difference."""
    parents = parents_of(state)
    bare = clause.strip()
    old = _OLD_LEVEL.search(bare)
    if old and _LEVEL_FOLLOWS.match(text, token.end):
        label = clean_label(bare[: old.start()])[0] or state.item
        adjusted = old["planned"] or (not old.group()[1:] and _ADJUSTED_BEHIND.match(text, token.end))
        if label and adjusted:  # 由年初的76138万元调整为89138万元
            state.adjusted = label
            return LabelledNumber(token, label, parents, "value", account="budget")
        year = int(old["year"]) if old["year"] else None
        return (
            LabelledNumber(token, label, parents, "previous", year=year, year_shift=0 if year else -1)
            if label
            else None
        )
    new = re.search(rf"{_NEW_LEVEL.pattern[:-1]}(?:(?P<year>(?:19|20)\d\d) ?年(?:度)?的?)?$", bare)
    if new:
        label = clean_label(bare[: new.start()])[0] or state.item
        year = int(new["year"]) if new["year"] else None
        if label in _SIDE_BUDGETS and state.item.endswith(label[:2]) and state.account == "budget":
            label = state.adjusted = state.item  # …支出年初预算为5亿元，执行中支出预算调整为8亿元
        if label and (label == state.adjusted or _ADOPTED.search(_SENTENCE.split(text[: token.start])[-1])):
            return LabelledNumber(token, f"{label.removesuffix('预算')}调整预算", parents, "value", account="budget")
        return LabelledNumber(token, label, parents, "value", year=year) if label else None
    return None
