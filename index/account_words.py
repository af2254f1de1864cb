"""Which account the words in front of a figure name: 年初预算 or 决算 behind an item, a plan, what a congress adopted."""

import re

from index.clauses import State
from index.levels import LEVEL

ACCOUNT = re.compile(
    r"(?:支出|收入)?(?:年初预算|全年预算|调整预算|变动预算|预算执行|决算|年初预算数|全年预算数|调整预算数|变动预算数|预算数|决算(?:支出)?数|(?:全年|实际)*执行数)$"
)
# 一般公共预算收支决算情况: the name of a fund, and no word for a budget as against an account
NAME_WITH_BUDGET = re.compile(
    r"(?:一般公共|公共财政|公共|政府性基金|基金|国有资本经营|社会保险基金)预算(?!数|安排|草案|编制)"
)
_BODY_ALONE = re.compile(r"^[一-鿿]{0,12}(?:法院|检察院|[局委校院镇乡所站馆]|街道|中心)$")
_SET = re.compile(
    r"(?:收入|支出)(?:年初)?(?:计划|任务|预期目标)数?(?:为|是)?$"
)  # 收入计划34,888万元: set, and not collected
# 县人大批准的一般公共预算支出77538万元: what was adopted is the budget, whatever came of it
_ADOPTED = re.compile(
    r"[^，。；]{0,12}(?:人大(?:常委会)?|人民代表大会|人代会|年初)[^，。；]{0,14}(?:批准|通过)"
    r"(?:的(?:\d{4} ?年度?)?(?=[一-鿿]{2})|(?=一般公共|政府性基金|国有资本|财政))"
)


# 预备费安排2.22亿元，实际支出0.55亿元: what was set aside, in front of what was spent of it
_SET_ASIDE = re.compile(r"安排(?:了|资金)?$")
_SPENT_OF_IT = re.compile(r"，(?:当年|全年)?实际(?:支出|使用|动支|执行)")
_OF_IT = frozenset({"实际支出", "实际使用", "实际动支", "实际执行"})
_BUDGET_AHEAD = re.compile(r"年初预算(?:总?收入|总?支出)(?:总额|合计)?$")
_LATER = re.compile("调整|变动")
_LEVEL_BEHIND = re.compile(rf"(?:{LEVEL.pattern})$")


def account_of(label: str, clause: str, behind: str, state: State) -> tuple[str | None, str]:
    """The account that a label, its clause or what stands ``behind`` its figure names (None for none), and the label without its words.

    It stands behind an item's name, or alone for the item before: 接待费年初预算为20万元，支出决算为15.5万元.
    """
    if _SET_ASIDE.search(clause) and _SPENT_OF_IT.match(behind):
        return "budget", label
    if label in _OF_IT and state.item and state.account == "budget":
        return "final", state.item
    if _BUDGET_AHEAD.match(label):
        return "budget", label
    account, label = _behind(label, state)
    adopted = _ADOPTED.match(label)
    if adopted:
        return "budget", label[adopted.end() :]
    return ("budget" if _SET.search(clause) else account), label


def _behind(label: str, state: State) -> tuple[str | None, str]:
    match = ACCOUNT.search(label)
    if match is None:
        return None, label
    account = "final" if re.search("决算|执行数", match.group()) else "budget"
    own = label[: match.start()]
    if _BODY_ALONE.search(own) and match.group().startswith(("支出", "收入")):
        return account, match.group()[:2]  # 法院支出决算: the body's, and not an item called 法院
    if (own.endswith(("拨款", "预算", "基金", "经营")) or _LEVEL_BEHIND.search(own)) and match.group().startswith(
        ("支出", "收入")
    ):
        own += match.group()[:2]  # 一般公共预算财政拨款支出年初预算 is no 财政拨款
    if len(own) >= 2:
        later = _LATER.search(match.group())  # beside what was planned at first
        return account, f"{own}{later.group()}预算" if later else own
    goes_on = state.account is not None and state.account != account
    return account, state.item if goes_on and state.item else label
