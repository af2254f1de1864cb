"""What a change in prose is held against: 较上年, 与2020年预算相比, and what changed where the words name it with its base."""

import re

from index.labels import clean_label

BASE = re.compile(
    r"(?:相?较于?|相?比|与|同) ?(?P<base>(?:去年|上年|上一年|(?:19|20)\d\d ?年|年初(?=预算))(?:度)?"
    r"(?:同期|支出数|(?:年初|全年|调整)?(?:预算|决算|执行)数?)?|(?:全年|调整)?预算数?(?=(?:相比|比较|对比)?$))"
    r"(?P<rest>[^，；。]*?)(?:相比较?|相较|比较|对比|相比)?$"
)
PLAIN_BASE = re.compile(
    r"(?:去年|上一?年|(?:19|20)\d\d ?年|年初)度?(?:同期)?(?:年初|全年|调整)?(?:预算|决算|执行|支出)?(?:数|安排)?"
    r"|(?:全年|调整)?预算数?"
)
_COMPARED_AHEAD = re.compile(r"^(?:相比较?|相较|比较|对比)")
# 与上年3.88万元相比减少0.70万元: the change of the item before.
ONLY_COMPARED = re.compile(r"[）)]?(?:相比较?|相较|比较|对比)")


def base_and_subject(clause: str, found: re.Match[str], *, goes_on: bool) -> tuple[str, str]:
    """The base of a change and the words for what changed: 较去年X增加.

    After another figure of the sentence (``goes_on``) X belongs to the base, else X is what changed; behind 相比 it always is.
    """
    rest = _COMPARED_AHEAD.sub("", found.group("rest"))
    of_base = goes_on and rest == found.group("rest")
    base = f"{found.group('base')}{rest}" if of_base else found.group("base")
    return base, clause[: found.start()] + ("" if of_base else rest)


def stated_base(clause: str) -> str | None:
    """The base that the clause before names, as in 与2018年相比，减少…."""
    match = BASE.search(clause.strip())
    return match.group("base") if match else None


def subject_before_base(clause: str) -> str:
    """What changed, where the clause before names it with the base: 预算总额同2020年预算相比，减少…."""
    match = BASE.search(clause.strip())
    return clean_label(clause.strip()[: match.start()])[0] if match else ""
