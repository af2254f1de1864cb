"""Rates in prose: the words in front of a percentage that tell how much of a budget was done, or how large a part something is."""

import re

from index.labels import clean_label

_RATE = re.compile(
    r"(?P<rate>(?:完成|占)[^，。；]{1,30}?|(?:为|是|相当于|达到?)(?:(?:收入|支出)?汇总|年初|全年|年度|调整后?|变动){0,2}的?(?:预算|预期)(?:数|安排)?)的(?:比例|比重)?(?:为|是|约)?$"
    r"|^(?P<whole>占(?:本年)?(?:预算)?总?(?:收入|支出)(?:总预算|预算|合计|总计|总额)?$|完成了?(?:年初|全年|年度|调整后?){0,2}的?预算数?|占[^，。；]{2,24}?(?:比重|比例)"
    r"|占(?:年初|全年|年度|调整后?|变动){0,2}预算数?$|占[一-鿿]{2,16}(?:收入|支出|总额)$"
    r"|[为达](?:到|年初|全年|年度|调整后?|变动){0,2}的?(?:预算|预期)数?)(?:为|是|约)?$"
)
# 为预算的96.4%: how much of it was done
_IS_OF_BUDGET = re.compile(r"^(?:为|是|相当于|达到?)(?=[^，。]{0,8}(?:预算|预期))")
_SUMMED = re.compile(r"(?<=^完成)(?:收入|支出)?汇总(?=预算)")  # 为支出汇总预算的99.05%: that of all units added up
_BARE_SUBJECT = re.compile(
    r"(?:实际|全年|当年|本年|累计)*(?:支出|收入)?(?:预算|决算|执行)?(?:数|金额|进度)?|其|均|共计?|分别|总体"
)


def rate_of(clause: str) -> str | None:
    """The words for a rate at the end of a clause (完成预算, 占三公经费), as 完成 however it is said; ``None`` for none."""
    words = clause.strip(" 、")
    match = _RATE.search(words)
    if match is None:
        return "占" if words in {"占", "占比"} else None
    return _SUMMED.sub("", _IS_OF_BUDGET.sub("完成", match["rate"] or match["whole"]))


def rated(clause: str) -> str:
    """What a clause says its rate is of (基本支出完成年初预算的98%); "" where it leaves that to the figure before."""
    match = _RATE.search(clause.strip())
    subject = clean_label(clause.strip()[: match.start()])[0] if match else ""
    return subject if len(subject) > 1 and not _BARE_SUBJECT.fullmatch(subject) else ""
