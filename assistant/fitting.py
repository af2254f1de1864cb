"""Which facts a plan admits: of its years, on its basis and against its base, of the kind it asks for."""

import re
from collections.abc import Sequence

from assistant.planning import words
from assistant.planning.plan import QueryPlan
from index.amount import dimension
from index.cleaning import squash
from index.columns import column_name
from index.fact_rows import DocumentRow
from index.facts import Fact
from index.levels import OWN_LEVEL, WHOLE_AREA
from index.parts_of_year import part_of_year, same_part

_RATE_HEAD = re.compile(r"(?:率|满意度|合格度|占比|比例)(?:指标|目标|指标值|目标值)?$")
# 离退休支出 is no number of persons, and 购置费 none of cars.
_MONEY_ITEM = re.compile(r"(?:费|支出|收入|资金|拨款)$")
_SPENT = re.compile(
    r"(?:支出|(?<!收)费用?|经费|预算|资金|金额|收入|决算|(?:执行|预算|决算)数)(?:$|(?= *(?:和|与|及|、|加)))"
)
_SCORE = re.compile(r"得分(?:是|为|呢|多少|情况|$)|评分(?:是|为|多少)|多少分(?![之钟类])")
_TARGET = re.compile(r"目标(?:是什么|是啥|有哪些|是哪些|为何)")
_SPENT_ASKED = re.compile(r"支出|花(?:了|掉|费|多少)")
_ACCOUNT_ASKED = re.compile(r"(?:执行|预算|决算|支出)数")
_MONEY_LABEL = re.compile(r"支出|费用?$")
_BUDGET_ASKED = re.compile(r"预算(?!单位|表|执行)")
_WAY = re.compile(r"同口径|可比(?:口径)?|自然口径")
_OF_WHOLE_YEAR = re.compile(r"全年|(?<!公共)(?<!基金)(?<!经营)预算(?!单位|表|执行|收入|支出|完成)")
_OWN_BUDGET = re.compile(r"^(?:本年|当年)?(?:年初|全年|调整后?)?预算数?$")
_OWN_BUDGET_ASKED = re.compile(r"[比较](?:本年|当年)?(?:年初|全年|调整后?)?预算|[短超]收")
# 财政总收入 holds what goes to the levels above, and is neither 一般公共预算收入 nor what its account adds up to
# 非税收入 is no 税收收入, though the words of one are in those of the other
_OTHER_TAX = ("非税", "土地增值税")
_OF_ALL_LEVELS = re.compile(r"财政总(?:收入|支出)")
_TOTAL_ASKED = re.compile(r"(?:收入|支出|收支)总计")
_SIDE = re.compile(r"(?:收入|支出)(?:合计)?$")
_OF_THE_YEAR = re.compile(r"^本年(?:度)?(?:收入|支出)")
_BASE_ACCOUNT = re.compile(r"(?:上一?年|去年|(?:19|20)\d\d ?年)度?的?(?:年初)?(?P<account>预算|决算|执行)")
_AT_END = re.compile(r"(?:年|期)[末底]|结转下年")
_AT_BEGINNING = re.compile(r"(?:年|期)初(?!预算|批复)|上年(?:度)?(?:末)?结[转余]")
_AMOUNTS = frozenset({"budget", "final", "previous"})
_ADJUSTED = re.compile(r"调整后|调整(?:成|为|到)了?(?=多少|几)|(?<![成占为比较与])调整预算")
_AT_FIRST = re.compile(r"年初的?(?:预算|安排|计划)(?![^，。]{0,6}调整)")
# 收入完成多少 asks for the amount, 完成预算多少 for the rate
_RATE_ASKED = re.compile(
    r"率|(?<!\d)%|占|比例|比重|百分|几成|完成(?:了?[^，。？]{0,8}(?:预算|计划|任务|目标|预期)|度|比|进度|情况)|(?:预算|计划|任务|目标)数?的?完成|进度"
)
_PERCENT_ASKED = re.compile(r"完成了?[^，。]{0,8}(?:预算|计划|任务|目标)数?的?(?:百分之[几多]|几成)")
_LIKE_FOR_LIKE = re.compile(r"(?:同|可比|自然)口径")
_SHARE_ASKED = re.compile(r"占(?!用|地(?!方)|比)[^，。？\d]{2,}")
_ADDED_UP = re.compile(r"合计|总计|总量")
_OF_MONTH = re.compile(r"[当本单]月")
_MONTH_ASKED = re.compile(r"[当本单]月|(?<![\d一-至到~—])\d{1,2}月(?!\d|底|末)")
_SHARE_SAID = re.compile(r"占(?!用|地)")
_SHARE_LABEL = re.compile(r"率|比重|比例|占(?!用|地)")
_RATIO = re.compile(r"率|比重|占比|比例")
_YEAR_BEFORE = re.compile(r"上一?年|去年|同比")
_OF_NO_BUDGET = re.compile(rf"{words.FUND_WITH_BUDGET.pattern}|财政拨款预算|决算.*")


def in_period(plan: QueryPlan, fact: Fact, documents: list[DocumentRow]) -> bool:
    """Whether a fact is of a year asked for, or of the part of one; a stock counts for the document's year."""
    if not part_of_year(plan.folded) and part_of_year(fact.label) and _OF_WHOLE_YEAR.search(plan.folded):
        return False  # 全年预算多少: not what half a year brought
    if part_of_year(plan.folded) and not same_part(plan.folded, fact.label):
        return False
    if _OF_MONTH.search(fact.label) and not _MONTH_ASKED.search(plan.folded):
        return False  # 累计多少, 全年多少: not what one month brought
    if not plan.periods:
        return True
    if plan.basis == "previous":  # the year before the year asked for, as that year's document tells it
        return any(row.id == fact.document and row.period in plan.periods for row in documents)
    if fact.period in plan.periods:
        return True
    if plan.year_end and fact.basis == "stock":
        return False
    return fact.basis == "stock" and any(row.id == fact.document and row.period in plan.periods for row in documents)


def basis_fits(plan: QueryPlan, fact: Fact) -> bool:
    """Whether a fact stands on the basis asked for: budget, final account, the year before, a change, a rate."""
    if not counted_as_asked(plan, fact):
        return False
    if _of_other_level(plan, fact):
        return False
    if _TOTAL_ASKED.search(words_of_total(plan)):
        # 收入总计 holds what was carried over, 本年收入合计 does not
        moved_alone = fact.basis == "change" and _SIDE.match(squash(fact.label)) and "总" not in fact.label
        if _OF_THE_YEAR.search(squash(fact.label)) or moved_alone or _is_no_total(fact):
            return False
    if _LIKE_FOR_LIKE.search(plan.folded) and "口径" not in f"{fact.label}{fact.base or ''}":
        return False  # 同口径增长多少: another rate than the one that is printed beside it
    if fact.basis in _AMOUNTS and _ADJUSTED.search(plan.folded) and not _says_adjusted(fact):
        return False  # 调整后是多少: not what was planned at first
    if fact.basis == "budget" and _AT_FIRST.search(plan.folded) and "调整" in squash(fact.label):
        return False
    if any(other in squash(fact.label) and other not in plan.folded for other in _OTHER_TAX):
        return False
    if _OF_ALL_LEVELS.search(plan.question) and not _OF_ALL_LEVELS.search(
        "".join(map(squash, (*fact.path, *fact.columns)))
    ):
        return False
    if plan.basis == "change":
        points = fact.amount is not None and (fact.amount.unit or "").endswith("百分点")
        if points and "百分点" not in plan.folded and not _RATIO.search(squash(fact.label)):
            return False  # 财政总收入占生产总值比重提高0.35个百分点 is no change of the income
        if _SHARE_SAID.search(plan.content) and not _SHARE_LABEL.search(squash(fact.label)):
            return False  # nor the other way round
        return fact.basis == "change" and _against(plan, fact)
    if fact.basis == "final" and plan.basis != "final" and _BUDGET_ASKED.search(_OF_NO_BUDGET.sub("", plan.folded)):
        return False
    if plan.basis == "final":
        done = fact.basis == "rate" and "完成" in fact.label and _RATE_ASKED.search(plan.folded) is not None
        return fact.basis == "final" or done or _is_final_before(plan, fact)
    if plan.basis == "previous":
        return fact.basis in {"previous", "stock"}
    if fact.basis == "rate":
        return _RATE_ASKED.search(plan.folded) is not None
    if plan.basis == "budget" and fact.basis == "final":
        return False
    if fact.basis == "previous":
        return bool(plan.periods) and fact.period in plan.periods
    return fact.basis != "change"


def words_of_total(plan: QueryPlan) -> str:
    """The words that may ask for a total: an item's own where they do (支出合计和收入总计各是多少), else all of the question."""
    return plan.folded if _ADDED_UP.search(plan.folded) else f"{plan.question} {plan.content}"


def of_level_named(plan: QueryPlan, candidates: list[Fact]) -> list[Fact]:
    """The figures of the own budget of an area (县本级), where that is asked for and a document tells some of its figures so."""
    if not OWN_LEVEL.search(plan.folded) or any(OWN_LEVEL.search(entity.name) for entity in plan.entities):
        return candidates
    if not any(WHOLE_AREA.search(squash("".join(fact.path))) for fact in candidates):
        return candidates  # of one level: its title says so, and not every figure
    own = [
        fact
        for fact in candidates
        if OWN_LEVEL.search(squash("".join((*fact.path, *fact.section, fact.caption, *fact.columns))))
    ]
    return own or candidates


def _of_other_level(plan: QueryPlan, fact: Fact) -> bool:
    """Whether a figure is of all of an area (全市) where that of its own budget is asked for (市本级), or the other way round.

    What one level has of an income is not what another has: 市级分成收入, 区本级分成收入.
    """
    printed = squash("".join(fact.path))
    whole, own = WHOLE_AREA.search(printed) is not None, OWN_LEVEL.search(printed) is not None
    asked = plan.folded
    if fact.locator.table is not None:
        return False
    levels = {level[0] for level in OWN_LEVEL.findall(asked)}
    if levels and own and not levels & {level[0] for level in OWN_LEVEL.findall(printed)}:
        return True
    if whole == own:
        return False
    if own:
        return WHOLE_AREA.search(asked) is not None
    return OWN_LEVEL.search(asked) is not None and WHOLE_AREA.search(asked) is None


def _says_adjusted(fact: Fact) -> bool:
    return "调整" in "".join((*fact.path, *fact.columns, fact.caption))


def _is_no_total(fact: Fact) -> bool:
    """Whether a sentence gives the income or spending of a final account, which is less than its total: 一般公共预算收入36612万元."""
    label = squash(fact.label)
    return fact.prose and fact.basis == "final" and _SIDE.search(label) is not None and "总" not in label


def _is_final_before(plan: QueryPlan, fact: Fact) -> bool:
    """Whether a figure of the year before is the final account of the year asked for, as the next one prints it."""
    return fact.basis == "previous" and "决算" in (fact.base or "") and fact.period in plan.periods


def _against(plan: QueryPlan, fact: Fact) -> bool:
    """Whether a change is against the year asked for: the year printed in its base, else the year before."""
    own = _is_own_budget(fact)
    if own != (_OWN_BUDGET_ASKED.search(plan.folded) is not None):
        return False  # against what was planned for the year itself: no change from the year before
    printed_year = re.search(r"(?:19|20)\d\d", fact.base or "")
    base = int(printed_year.group()) if printed_year else (fact.period - 1 if fact.period else None)
    if plan.base_year is None:
        earlier = base is not None and fact.period is not None and base < fact.period - 1
        return not (earlier and _YEAR_BEFORE.search(plan.folded))  # 比2019年同期 of 2021
    if re.search(r"执行|决算", fact.base or "") and re.search(
        rf"{plan.base_year} ?年?度?的?(?:年初)?预算", plan.folded
    ):
        return False  # asked against a year's budget, printed against what was spent in it
    return base == plan.base_year


def _is_own_budget(fact: Fact) -> bool:
    """Whether a change is against what was planned for the same year: 年初预算, 2021年度预算 in a final account of 2021."""
    year = re.search(r"(?:19|20)\d\d", fact.base or "")
    same_year = year is not None and fact.period is not None and int(year.group()) == fact.period
    planned = re.search(r"预算|执行", fact.base or "")
    return _OWN_BUDGET.match(fact.base or "") is not None or (same_year and planned is not None)


def against_account_asked(plan: QueryPlan, facts: Sequence[Fact], documents: Sequence[DocumentRow]) -> list[Fact]:
    """Of changes of one item against the year before's budget and its final account those against the one asked for.

    Where the question says neither, a final account is held against the final account before.
    """
    asked = _BASE_ACCOUNT.search(plan.folded)
    families = {row.id: row.family for row in documents}
    if words.ACCOUNT_COMPARED.search(plan.folded):  # 决算比上年减少: of no budget
        facts = [fact for fact in facts if families.get(fact.document) == "final"]

    def wanted(fact: Fact) -> str:
        return ("budget" if asked["account"] == "预算" else "final") if asked else families.get(fact.document, "budget")

    def account(fact: Fact) -> str | None:
        base = fact.base or ""
        return "final" if re.search(r"决算|执行", base) else "budget" if "预算" in base else None

    fitting = {(fact.document, fact.path) for fact in facts if account(fact) == wanted(fact)}
    return [
        fact for fact in facts if account(fact) in {None, wanted(fact)} or (fact.document, fact.path) not in fitting
    ]


def of_other_account(plan: QueryPlan, fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a change is that of the final account before it in its sentence, where the change of the budget is asked for."""
    budget = _BUDGET_ASKED.search(_OF_NO_BUDGET.sub("", plan.content))
    if fact.basis != "change" or not fact.prose or not budget or "预算" in (fact.base or ""):
        return False
    accounts = [
        other
        for other in facts
        if (other.document, other.context) == (fact.document, fact.context)
        and other.basis in {"budget", "final"}
        and other.locator.start < fact.locator.start
    ]
    return bool(accounts) and max(accounts, key=lambda other: other.locator.start).basis == "final"


def counted_as_asked(plan: QueryPlan, fact: Fact) -> bool:
    """Whether a change is counted in the way that a question names (同口径增长多少); any is, where it names none."""
    asked = _WAY.search(plan.folded)
    return asked is None or fact.basis != "change" or asked.group()[:2] in (fact.base or "")


def measure_fits(plan: QueryPlan, fact: Fact) -> bool:
    """Whether a fact is money, a number, an area or a rate as the question asks."""
    percent = fact.measure == "percent"
    if plan.basis == "change" and plan.operation != "explain" and percent != bool(words.RATE.search(plan.folded)):
        return False  # how much it changed is asked in money unless a rate is asked for
    if percent and fact.basis in _AMOUNTS and _MONEY_ITEM.search(fact.label) and not words.RATE.search(plan.folded):
        return False  # a percentage under the name of an amount
    if fact.measure == "money" and _SHARE_ASKED.search(plan.content) and "占" not in fact.label:
        return False  # 占总收入多少, where no share was understood: never the amount itself
    if fact.measure == "money" and plan.figure == "printed" and _PERCENT_ASKED.search(plan.folded):
        return False  # 完成预算的百分之几 is no amount
    if fact.measure == "money" and _SCORE.search(plan.folded):
        return False  # a project's score is no amount of money
    if fact.measure == "money" and _RATE_HEAD.search(plan.content.rstrip()) and not _RATE_HEAD.search(fact.label):
        return False  # 刊物完成率 is no amount of money, whatever stands in its row
    if fact.measure == "count" and plan.measure != "count" and _ACCOUNT_ASKED.search(plan.folded):
        return False  # 项目执行数 is the money that was spent
    told = "".join((*fact.path, *fact.columns, *fact.section[-1:]))
    if (fact.measure == "money" or fact.prose) and _TARGET.search(plan.question) and "目标" not in told:
        return False  # what a project aims at is not what it costs, nor a number of how it is carried out
    if plan.measure is None or fact.amount is None:
        counted = fact.amount is not None and dimension(fact.amount.unit) == "count"
        if counted and fact.prose and _MONEY_ITEM.search(fact.label):
            return False  # 公务接待费345950元，376批次: the number stands under the name of the amount
        return not (counted and _SPENT.search(plan.content.rstrip()) and not _MONEY_LABEL.search(fact.label))
    measure = dimension(fact.amount.unit)
    return measure in {"none", plan.measure} or (plan.measure == "count" and measure == "time")


def other_side(plan: QueryPlan, fact: Fact) -> bool:
    """Whether a figure is an income where expenditure is asked for, or the other way round, by its own name or its column's."""
    income, spending = "收入" in plan.folded, _SPENT_ASKED.search(plan.folded) is not None
    if income == spending:
        return False
    item = fact.path[-2] if fact.basis == "rate" and len(fact.path) > 1 else fact.label  # 完成预算 of what
    own = f"{item}{column_name(fact.columns)}"
    return ("收入" in own) != ("支出" in own) and ("收入" in own) != income


def in_table_of_other_side(plan: QueryPlan, fact: Fact) -> bool:
    """Whether a figure whose own names say neither stands in a table of income where expenditure is asked for, or the reverse."""
    income, spending = "收入" in plan.folded, _SPENT_ASKED.search(plan.folded) is not None
    own = f"{fact.label}{column_name(fact.columns)}"
    told = "收入" in own or "支出" in own or "收支" in fact.caption or fact.locator.table is None
    if told or income == spending:
        return False
    return ("收入" in fact.caption) != ("支出" in fact.caption) and ("收入" in fact.caption) != income


def other_end(plan: QueryPlan, fact: Fact) -> bool:
    """Whether a figure is of the beginning of a year where its end is asked for, or the other way round (年初结转, 年末结转)."""
    asked = _AT_END.search(plan.folded) is not None, _AT_BEGINNING.search(plan.folded) is not None
    if asked[0] == asked[1]:
        return False
    own = f"{fact.label}{column_name(fact.columns)}"
    printed = _AT_END.search(own) is not None, _AT_BEGINNING.search(own) is not None
    return printed[0] != printed[1] and printed != asked
