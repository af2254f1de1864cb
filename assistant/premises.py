"""What a question takes for granted, held against the figures of its answer: 是不是8.4万元, 为什么增加到7.2万元."""

import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from operator import ge, gt, le, lt

from assistant.contract import Figure
from assistant.planning.plan import Limit, QueryPlan
from index.amount import MONEY, convert

_HELD_AGAINST = re.compile(
    r"超过|不到|不足|以上|以下|以内|一半|[一二三四五六七八九十\d]倍|都|比.{1,12}(?:[高低多]|(?<!减)少)|有\d"
)
_THINGS = frozenset({"台", "个", "套", "件", "部", "张", "把"})  # counters of things that people use for one another
_ROUND = 10  # from here on an amount in a question may be a rounded one
_CENTS = 2  # decimals from which an amount in a question counts as rounded
_SIDES: dict[str, Callable[[Decimal, Decimal], bool]] = {">": gt, "≥": ge, "<": lt, "≤": le}
_ONE_FIGURE = frozenset({"lookup", "sum"})
_LEANS = frozenset({"lookup", "explain", "sum", "compare", "several"})


def verdict_on(
    plan: QueryPlan, figures: Sequence[Figure], is_printed: Callable[[Limit], bool], *, unchanged: bool = False
) -> str:
    """The words that confirm or correct the premises of a question, "" where it has none that can be judged.

    ``is_printed`` says whether the documents asked of print an amount anywhere.
    ``unchanged``: the document says that the figure did not change.
    """
    leans = plan.yes_no or plan.operation == "explain"
    if plan.limit is not None and not plan.over and plan.operation in _ONE_FIGURE:
        return _side_of(plan, plan.limit, figures)
    if plan.figure not in {"printed", "previous"} or _HELD_AGAINST.search(plan.question):
        return ""  # 超过三公经费的80%吗 holds figures against each other; the figures answer it
    if leans and unchanged and plan.direction is not None:
        return f"Not {plan.direction}. " if plan.language == "en" else f"并非{plan.direction}。"
    if not leans and plan.operation == "lookup" and figures:
        return _other_than_said(plan, figures, is_printed)
    if not leans or plan.operation not in _LEANS or not figures:
        return ""
    stated = {(figure.value, figure.unit) for figure in figures if figure.role == "result"}
    if plan.operation == "lookup" and len(plan.premises) == 1 and len(stated) > 1:
        return ""  # the document prints several figures for it: neither yes nor no
    english = plan.language == "en"
    wrong_way = _wrong_direction(plan, figures)
    if wrong_way:
        said, printed = wrong_way
        return f"Not {said} but {printed}. " if english else f"并非{said}，而是{printed}。"
    if not plan.premises:
        return ""
    told = [figure for figure in figures if figure.role == "result" or plan.figure == "printed"]
    wrong = [premise for premise in plan.premises if not any(states_premise(figure, premise) for figure in told)]
    if wrong and all(any(_rounds_to(figure, premise) for figure in told) for premise in wrong):
        return "Rounded, yes. " if english else "四舍五入后相符。"
    if wrong:
        words = (", " if english else "、").join(premise.words.strip() for premise in wrong)
        return f"Not {words}. " if english else f"并非{words}。"
    if plan.yes_no:
        return "Yes. " if english else "是的。"
    return ""


def _side_of(plan: QueryPlan, limit: Limit, figures: Sequence[Figure]) -> str:
    """Whether all figures of an answer lie on the side of an amount that is asked about; "" where they differ or cannot be compared."""
    english = plan.language == "en"
    wrong_way = _wrong_direction(plan, figures)
    if wrong_way:
        said, printed = wrong_way
        return f"Not {said} but {printed}. " if english else f"并非{said}，而是{printed}。"
    told = [figure for figure in figures if figure.role == "result"]
    holds = _SIDES.get(limit.comparator)
    if not told or holds is None or any(figure.comparator != "=" or figure.unit is None for figure in told):
        return ""
    try:
        lies = {holds(_in_unit(figure, limit.unit), limit.value) for figure in told}
    except ValueError:
        return ""  # figures of another dimension
    if len(lies) > 1:
        return ""
    if lies.pop():
        return "Yes. " if english else "是的。"
    return "No. " if english else f"并非{limit.words.strip()}。"


def _in_unit(figure: Figure, unit: str | None) -> Decimal:
    """The value of a figure in another unit. Raises ``ValueError`` for another dimension."""
    value = Decimal(figure.value)
    return value if figure.unit == unit else convert(value, str(figure.unit), str(unit))


def _other_than_said(plan: QueryPlan, figures: Sequence[Figure], is_printed: Callable[[Limit], bool]) -> str:
    """A remark where a question names an amount in passing that neither its answer nor its document prints (50万的机关运行费)."""
    told = (is_printed(each) or any(states_premise(figure, each) for figure in figures) for each in plan.premises)
    if all(told):
        return ""
    return "(Not the amount in the question.) " if plan.language == "en" else "（与问题中提到的数额不同。）"


def _wrong_direction(plan: QueryPlan, figures: Sequence[Figure]) -> tuple[str, str] | None:
    """The direction a question takes for granted and the one that is printed, where they differ."""
    printed = {figure.direction for figure in figures if figure.role == "result" and figure.direction}
    if plan.direction is None or len(printed) != 1 or plan.direction in printed:
        return None
    return plan.direction, next(iter(printed))


def _rounds_to(figure: Figure, premise: Limit) -> bool:
    """Whether an amount in large units is a figure rounded to its decimals: 204亿 of 2043209万元."""
    if premise.unit not in MONEY or figure.unit not in MONEY or premise.value < _ROUND or premise.comparator != "=":
        return False
    value = convert(Decimal(figure.value), str(figure.unit), str(premise.unit))
    return value.quantize(premise.value, rounding=ROUND_HALF_UP) == premise.value


def states_premise(figure: Figure, premise: Limit) -> bool:
    """Whether a figure is the amount that a question takes for granted."""
    value = Decimal(figure.value)
    if value.as_tuple().exponent < premise.value.as_tuple().exponent == -_CENTS and figure.unit == premise.unit:  # type: ignore[operator]
        value = value.quantize(premise.value, rounding=ROUND_HALF_UP)  # 347.71 of a printed 347.706040
    if figure.derived and premise.unit == figure.unit == "%":
        return value.quantize(premise.value) == premise.value  # 14.9% of a calculated 14.93%
    if premise.unit in MONEY and figure.unit in MONEY:
        return convert(value, str(figure.unit), "元") == convert(premise.value, str(premise.unit), "元")
    alike = {premise.unit, figure.unit} <= _THINGS
    return value == premise.value and (premise.unit is None or alike or figure.unit in {None, premise.unit})
