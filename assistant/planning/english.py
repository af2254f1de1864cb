"""English questions put into the Chinese words that documents print, phrase by phrase."""

import re

_TERMS = (
    (
        re.compile(
            r"official travel overseas|overseas (?:official |business )?(?:travel|trips?)|(?:trips?|travel) abroad|going abroad",
            re.I,
        ),
        "因公出国（境）费",
    ),
    (re.compile(r"three[- ]publics?(?: (?:expenses?|funds?))?|san ?gong", re.I), "三公经费"),
    (re.compile(r"general public budget (?:revenue|income)", re.I), "一般公共预算收入"),
    (re.compile(r"government fund (?:budget )?(?:revenue|income)", re.I), "政府性基金预算收入"),
    (
        re.compile(
            r"(?:official |government )?(?:vehicle|car)s? (?:running|operation|maintenance)(?: (?:and maintenance|costs?|expenses?))*",
            re.I,
        ),
        "公务用车运行维护费",
    ),
    (
        re.compile(
            r"(?:official |government )?(?:vehicle|car) purchases?|buying (?:official )?(?:vehicles|cars)", re.I
        ),
        "公务用车购置费",
    ),
    (re.compile(r"(?:official )?receptions?(?: expenses?)?|hospitality", re.I), "公务接待费"),
    (re.compile(r"basic expenditures?", re.I), "基本支出"),
    (re.compile(r"project expenditures?", re.I), "项目支出"),
    (re.compile(r"(?:personnel|staff)(?: (?:costs?|funds?|expenses?|expenditures?))", re.I), "人员经费"),
    (re.compile(r"(?:agency |office )?operating (?:funds?|expenses?|costs?)", re.I), "机关运行经费"),
    (re.compile(r"(?:government )?procurement(?: budget)?", re.I), "政府采购预算"),
    (re.compile(r"fixed assets?", re.I), "固定资产"),
    (re.compile(r"total (?:budget(?:ed)? )?expenditures?|expenditure budget", re.I), "支出预算"),
    (re.compile(r"total (?:budget(?:ed)? )?(?:revenues?|income)|revenue budget", re.I), "收入预算"),
    (re.compile(r"\b(?:vehicles|cars)\b", re.I), "车辆"),
)


def translated(text: str) -> str:
    """The question with every known English phrase replaced by its printed Chinese term; other words stay."""
    for pattern, term in _TERMS:
        text = pattern.sub(f" {term} ", text)
    return text
