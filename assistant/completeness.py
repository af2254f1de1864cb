"""How much of the library a computed answer looked at, and what its terms do not share: bodies, years, rows, funds."""

from assistant import arithmetic
from assistant.results import Computed, Extent, Line
from index.funds import fund_of, in_every_fund, same_fund

_HELD_AGAINST = frozenset({"difference", "compare", "subtract", "share", "times", "excess"})


def completeness(computed: Computed, lines: list[Line], english: bool) -> list[str]:
    """How much of the library the answer looked at: bodies, years, and what is not stated."""
    parts = []
    years = sorted({line.period for line in lines if line.period})
    if computed.plan.over == "entities" and computed.plan.count:
        taken, held_by = len(lines), len({row.entity for row in computed.documents})
        way = ("最低" if computed.plan.ascending else "最高") if not english else ""
        parts.append(
            f"{taken} of {held_by} bodies taken." if english else f"（所查{held_by}个单位中取{way}的{taken}个）"
        )
    elif computed.plan.over == "entities" and computed.operation != "filter":
        bodies = {row.entity for row in computed.documents}
        held = {line.entity for line in lines}
        missing = [name for name in dict.fromkeys(row.entity for row in computed.documents) if name not in held]
        asked_for = "、".join(f"{year}年" for year in computed.plan.periods)
        parts.append(
            f"{len(held)} of {len(bodies)} bodies state it."
            if english
            else f"（所查{len(bodies)}个单位中，{len(held)}个列有该项"
            + (f"；未找到{asked_for}该项的：{'、'.join(missing)}" if missing else "")
            + "）"
        )
    if computed.overlap is not None:
        part, whole = computed.overlap
        note = f"（注意：{part}是{whole}的一部分，合计中有重复。）"
        parts.append(f"(Note: {part} is part of {whole} and counted twice.)" if english else note)
    if computed.extent is not None:
        parts.append(_extent(computed.extent, english))
    if len(years) > 1:
        listed = "、".join(f"{year}年" for year in years)
        parts.append(
            f"The years differ: {', '.join(map(str, years))}." if english else f"（注意：年度不同，涉及{listed}。）"
        )
    parts += _funds(computed, english)
    return parts


def _funds(computed: Computed, english: bool) -> list[str]:
    """A word of it where an item of one fund was held against one of another, for want of both in one."""
    facts = [computed.ledger.fact(n) for line in _terms(computed) for n in arithmetic.references(line.term.formula)]
    if computed.operation not in _HELD_AGAINST or same_fund(facts) or not all(map(in_every_fund, facts)):
        return []
    if len({fact.document for fact in facts}) > 1 and computed.plan.over == "entities":
        return []  # bodies call their funds differently
    funds = "、".join(dict.fromkeys(fund_of(fact) or "全部资金" for fact in facts))
    return [f"The funds differ: {funds}." if english else f"（注意：资金范围不同，涉及{funds}。）"]


def _terms(computed: Computed) -> tuple[Line, ...]:
    return computed.outcomes or computed.lines


def _extent(extent: Extent, english: bool) -> str:
    """Which rows of a list the answer went over: 范围：项目支出所列的全部6项."""
    if english:
        named = f" named by “{extent.words}”" if extent.words else ""
        silent = f"; {extent.without_figure} without a figure" if extent.without_figure else ""
        return f"(Rows considered: {extent.taken} of {extent.whole} of {extent.of}{named}{silent}.)"
    all_of = f"所列的全部{extent.whole}{extent.unit}"
    some = f"所列{extent.whole}{extent.unit}中与“{extent.words}”相符的{extent.taken}{extent.unit}"
    silent = f"，其中{extent.without_figure}{extent.unit}没有列出数字" if extent.without_figure else ""
    return f"（范围：{extent.of}{some if extent.words else all_of}{silent}）"
