"""Wordings that say one thing in several ways, put into the one that the grammar reads.

Each of ``REWORDINGS`` is a pattern over a folded question and what stands for it afterwards; they are applied in order. To take up
another wording, add a pair: a question keeps its bodies, years and amounts, and no pair may know of a place or a document.
"""

import re
from collections.abc import Callable

Replacement = str | Callable[[re.Match[str]], str]

# 政府性基金收入和支出, 财政拨款收入比支出少: the fund is said of both.
_FUND_OF_BOTH = re.compile(
    r"(?P<fund>政府性基金(?:预算)?(?:财政拨款)?|一般公共预算(?:财政拨款)?|国有资本经营预算(?:财政拨款)?|财政拨款)"
    r"(?P<one>(?P<income>收入)|支出)(?P<joint>和|与|及|、|比|较|跟|(?:超过|大于|高于|多于|低于|少于|小于|等于|不足)了?)(?P<other>(?(income)支出|收入))(?!预算|决算|总|表)"
)
# 公务用车购置费和运行费: both of the cars.
_RUNNING_BESIDE = re.compile(
    r"(?P<car>公务用车|公车)(?P<one>购置费)(?P<joint>加上?|与|、|和)(?P<other>(?:运行维护|运行|运维|维护)费(?!用?支出))(?=合计|之和|一共|总共|相加|各|分别|加起来|等于)"
)
# Whether both sides balance is asked of their totals.
_BALANCED = re.compile(
    r"(?:收支|收入(?:和|与|跟|、)支出)(?:总体|总额)?(?:是否|是不是|能否|能不能)?(?:平衡|一致|相等|相符|对得上)(?:吗|么|不)?(?=[？?。，]|$)"
)
# 三公经费里运维费: that of the cars.
_RUNNING_WITHIN = re.compile(
    r"(?P<whole>(?:三公[”\"]?经费|公务用车[^，。]{0,8}费)[\d.,]*(?:万元|元)?(?:里面?|中|当中|，?其中)的?)(?P<part>(?:运行维护|运行|运维|维护)费)"
)
# 比上年少多少: by how much it fell.
_LESS = re.compile(
    r"(比(?:上一?年度?|去年|前年|(?:19|20)\d\d ?年))(?:要|更|还)?([少低多高])(?=$|[？?。，吗呢]|了?(?:多少|几))"
)
# The rate at which an item's budget was spent is printed as 完成预算的…%; 执行率 alone is a column of projects.
_OF_BUDGET = re.compile(r"预算(?:执行|完成)(?:率|比例)")
# 是哪个单位实施的: a cell of a project's row, and no choice among bodies.
_WHO_CARRIES = re.compile(
    r"^(?:这|那|它)?(?:个项目)?是哪(?:个|家)单位的(?=[？?。]*$)"
    r"|的?(?:是|由)*哪(?:个|家)单位(?:来|负责)?(?:组织)?(?:实施|执行|承担|建设|负责|主管)(?:的)?"
)
# 水利款有哪些项: classes of one level below a class.
_LEVELS_BELOW = re.compile(
    r"(?<!货物)(?<!工程)(?<!服务)（?(?P<of>[类款])）?(?P<below>(?:下|里|中|内)?面?(?:有|包括|包含)?(?:哪些|哪几个?|几个))(?P<level>[款项])(?!目)"
)
# 收入总计和支出总计: two totals, and nothing to be added up.
_BOTH_TOTALS = re.compile(
    r"(?P<one>(收入|支出)总计)(?:和|与|、|及)(?P<other>(?!\2)(?:收入|支出)总计)(?=是(?!否|不是)|为|各|分别|多少|[？?]|$)"
)
# 政府采购预算多少，其中服务多少: a kind of procurement.
_PURCHASE_WITHIN = re.compile(
    r"(?P<whole>政府采购[^。？]{2,20}?[，,？]?(?:其中|里面?|当中|中)的?)(?P<part>(?:货物|工程|服务)(?!器|站|中心|台|队|对象|单位))"
)
# 政府采购货物和服务, 政府采购货物、工程、服务: each is an item of its own.
_PURCHASES = re.compile(r"政府采购的?(?:货物|工程|服务)类?(?:(?:和|与|及|以及|、|加上?|跟)(?:货物|工程|服务)类?)+")
# 比年初预算减少多少: the account held against its own budget, and no change from the year before.
_THAN_BUDGET = re.compile(
    r"([比较])((?:本年)?(?:年初|全年|调整后?)?预算数?)(增加|增长|上升|超支|超出|减少|下降|降低|节约)了?多少"
)
# 接待了多少批次、多少人: the number of visits, and that of the guests.
_RECEIVED = re.compile(
    r"(?P<kind>国内|国（境）外|国外|境外|外事|外宾)?(?:公务)?接待(?:安排|计划)?(?:了|过)?(?:[几多少]+个?)(?P<visits>批次?|次)?(?:(?:[，、,和]|以及)?(?:共)?[几多少]+个?)?(?P<guests>人次?)?(?![^，。？吗呢])"
)
# 2023年末结转和结余: 年末 belongs to what is carried over, and not to the year.
_END_OF_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年(?=[末底](?:的)?(?:非?财政拨款)?(?:结转|结余))")
# 政府性基金用来做什么: what is spent of it.
_FUND_USED = re.compile(
    r"(?P<fund>政府性基金|国有资本经营)(?:预算)?(?:的?(?:资金|钱))?(?=(?:主要|都|是)*(?:用来|用于|用在|花在|用到|干|做|用途|的用途))"
)
# 超年初预算了吗: by how much, which tells whether.
_OVER_BUDGET = re.compile(
    r"(?:有没有|是否|是不是)?超(?:过|出|了)?(?P<own>年初|全年|调整后?)?预算数?了?(?:吗|没有?)?(?=[？?。，]|$)"
)
# 比年初预算多多少, asked of what was answered before: its final account.
_ACCOUNT_UNSAID = re.compile(r"^(?:那么?|它)?(?=[比较](?:年初|全年|调整后?)?预算(?!数?呢))")
# 其中项目多少, 基本呢: the column of a table by its first word.
_SHORT_COLUMN = re.compile(
    r"(?<=其中)(基本|项目)(?=\d|多少|是|为|有|呢|吗|[？?。]|$)|(?<=[，、；])(?:基本|项目)(?=增加|减少|上升|下降)"
)

# 比前一年: the year before
_YEAR_BEFORE = re.compile(r"(?<=[比较与和同])(?:前|头)一年度?")
# 契税收了多少: what came in of a tax
_COLLECTED = re.compile(r"(?<=税)(?:收|征收|完成)了(?=多少)")
# 多少个班: as schools print them
_CLASSES = re.compile(r"(?:多少|几)个?(?:教学)?班级?(?![次子组车员])")
# 编制多少人，实际有几个
_IN_POST = re.compile(
    r"(?P<posts>编制[^，。？]{0,8}[，,、])(?:实际|现在?)(?:有|在岗)?(?:几|多少)[个人名]?(?=[？?。，]|$)"
)

# 有几辆公车: what is counted in front
_HOW_MANY_CARS = re.compile(r"(?:共?有)?(?:几|多少)(?P<unit>[辆台])(?P<cars>公车|公务车)(?=[？?。，]|$)")
# 当年支出多少: of the year that is told
_OF_THAT_YEAR = re.compile(r"(?:当|今|这一)年的?(?=总?(?:支出|收入)(?:合计|总计)?(?:是|有|为)?多少)")
# 完成预算了吗: at what rate, which tells whether
_BUDGET_DONE = re.compile(
    r"(?:有没有|是否|是不是)?完成了?(?P<own>年初|全年|调整后?)?预算(?:数|任务)?(?:了?(?:吗|没有?)|多少)(?=[？?。，]|$)"
)
_TIMES_ADJUSTED = re.compile(r"第[一二三四]次(?=调整)")
# 2023年比上年增收了吧: of what is said, the income
_MORE_CAME_IN = re.compile(r"(?<=[年上])(?:是否|是不是|有没有)?增收(?=了|没|吗)")
# 为调整预算的多少, 是预算的百分之几
_PART_OF_BUDGET_DONE = re.compile(
    r"(?:完成了?|为|是|达到?了?|相当于)(?P<own>年初|全年|调整后?)?的?预算(?:数|安排)?的(?:多少|百分之[几多]少?|几成)(?=[？?。，]|$)"
)
# 为什么少了那么多
_SO_MUCH = re.compile(r"(?P<changed>(?:增加|减少|增长|下降|上升|[少多减增降涨])了?)[这那]么[多少大](?=[？?。，]|$)")
# 年初预算数是多少: the budget
_BUDGET_FIGURE = re.compile(r"(?<=年初预算)数(?=是|为|有|多少|呢|[？?。，]|$)")
# 跟2023年比是多了还是少了: held against that year
_HELD_TO = re.compile(
    r"[跟和与同](?P<year>(?:19|20)\d\d)年(?:相比|比较|比)[起来]*[，,]?(?=是?(?:多了?|少了?|增|减|涨|降)(?:还是|了|加|少))"
)
# 社保和就业支出
_SOCIAL = re.compile(r"社保(?=和就业|与就业)")
# 增长几个点, said of per cents
_POINTS = re.compile(r"(?:几|多少)个点(?=[？?。，]|$)")
# 耕地多少亩
_ACRES = re.compile(r"(?<=多少)(?:亩|公顷)(?=[？?。，]|$)")
# 年初计划多少
_PLANNED_FIRST = re.compile(r"年初(?:计划|安排)数?(?=是|为|有|多少|呢|几|[？?。，]|$)")
# 年初预算和完成数各是多少
_DONE_FIGURE = re.compile(r"(?<=[和与及、])完成数(?=各|分别|是|为|有|多少)|(?<=的)完成数(?=是|为|有|多少)")
# 税收占多少: what taxes bring
_TAXES = re.compile(
    r"(?<!非)税收(?=(?:的)?(?:是|有|为|占|完成|增长(?!率)|下降|增加|减少|收了|同比|比|呢|一共|共|多少|[？?，。]|$))"
)
# 买车花多少
_CARS_BOUGHT = re.compile(r"(?<!购)买(?:了|新)?(?:公务)?(?:用)?车的?(?:费用|钱|经费)?(?=花|用了|要|支出|多少|预算)")

# 2017年收入预算7148万元是2018年的吗: whether it is that of the other year
_OF_OTHER_YEAR = re.compile(
    r"(?:19|20)\d\d年(?P<said>(?![末底])[^，。？]*?)(?:是|属于)(?P<year>(?:19|20)\d\d)年的(?P<asks>[吗吧么])"
)


def _changed(match: re.Match[str]) -> str:
    return f"{match[1]}{'减少' if match[2] in '少低' else '增加'}"


def _missed(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}{'多' if match[3][0] in '增上超' else '少'}多少"


def _over_budget(match: re.Match[str]) -> str:
    if re.search(r"为(?:什么|何|啥)$|原因$", match.string[: match.start()]):
        return match.group()  # why it did is another question
    return f"比{match['own'] or '年初'}预算多多少"


def _received(match: re.Match[str]) -> str:
    asked = [unit for unit, said in (("批次", match["visits"]), ("人次", match["guests"])) if said]
    kind = match["kind"] or "国内"
    what = f"{kind}接待" if kind.startswith("外") else f"{kind}公务接待"
    return "？".join(f"{what}多少{unit}" for unit in asked) or match.group()


def _each_purchase(match: re.Match[str]) -> str:
    return re.sub(r"(?<!政府采购)(?<!政府采购的)(?=货物|工程|服务)", "政府采购", match.group())


# 1-6月: parts of a year by their names
_MONTHS = {"3": "一季度", "6": "上半年", "9": "前三季度"}
_FIRST_MONTHS = re.compile(r"(?<!\d)1 ?[-至到—~] ?(?P<last>[369]) ?月(?:份|底)?")

REWORDINGS: tuple[tuple[re.Pattern[str], Replacement], ...] = (
    (_FIRST_MONTHS, lambda match: _MONTHS[match["last"]]),
    (_FUND_OF_BOTH, r"\g<fund>\g<one>\g<joint>\g<fund>\g<other>"),
    (_RUNNING_BESIDE, r"\g<car>\g<one>\g<joint>公务用车\g<other>"),
    (_BALANCED, "收入总计和支出总计一致吗"),
    (_RUNNING_WITHIN, r"\g<whole>公务用车\g<part>"),
    (_LESS, _changed),
    (_OF_BUDGET, "完成预算的百分之几"),
    (_WHO_CARRIES, "的实施单位是什么"),
    (_LEVELS_BELOW, r"（\g<of>）\g<below>\g<level>级科目"),
    (_BOTH_TOTALS, r"\g<one>是多少？\g<other>"),
    (_PURCHASE_WITHIN, r"\g<whole>政府采购\g<part>"),
    (_PURCHASES, _each_purchase),
    (_THAN_BUDGET, _missed),
    (_RECEIVED, _received),
    (_END_OF_YEAR, r"\g<year>年年"),
    (_FUND_USED, r"\g<fund>支出"),
    (_OVER_BUDGET, _over_budget),
    (_ACCOUNT_UNSAID, "决算"),
    (_SHORT_COLUMN, r"\g<0>支出"),
    (_OF_OTHER_YEAR, r"\g<year>年\g<said>对\g<asks>"),
    (_YEAR_BEFORE, "上年"),
    (_COLLECTED, "是"),
    (_CLASSES, "教学班多少个"),
    (_HOW_MANY_CARS, r"\g<cars>几\g<unit>"),
    (_OF_THAT_YEAR, "本年"),
    (_TIMES_ADJUSTED, ""),
    (_MORE_CAME_IN, "收入增加"),
    (_PART_OF_BUDGET_DONE, lambda match: f"完成{match['own'] or ''}预算的百分之几"),
    (_BUDGET_DONE, lambda match: f"完成{match['own'] or ''}预算的百分之几"),
    (_SO_MUCH, r"\g<changed>"),
    (_CARS_BOUGHT, "公务用车购置费"),
    (_IN_POST, r"\g<posts>实有人数多少"),
    (_SOCIAL, "社会保障"),
    (_POINTS, "百分之几"),
    (_HELD_TO, r"比\g<year>年"),
    (_DONE_FIGURE, "决算数"),
    (_TAXES, "税收收入"),
    (_BUDGET_FIGURE, ""),
    (_PLANNED_FIRST, "年初预算"),
    (_ACRES, ""),
)


def reworded(text: str) -> str:
    """A folded question in the wording that the grammar reads."""
    for pattern, replacement in REWORDINGS:
        text = pattern.sub(replacement, text)
    return text
