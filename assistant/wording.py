"""The words of answers, in Chinese and English. Printed terms stay as printed; figures come in from outside."""

import re

from assistant.contract import Figure
from assistant.lookup import Evidence
from assistant.names import bare, label
from assistant.planning.plan import QueryPlan
from assistant.results import Listing
from index.cleaning import squash
from index.columns import squash_label
from index.concepts import Concepts
from index.document import BLANK_MARKS
from index.entities import Entity
from index.fact_rows import DocumentRow
from index.facts import Fact
from index.funds import fund_in, fund_of, in_every_fund
from index.parts_of_year import part_of_year

ONLY_IN_PART = "\n（问题中不止一问，以上只答了其中一部分；其余请分开询问。）"

_DONE = re.compile(r"完成[^，。]*(?:预算|预期)数?$")  # 完成预算的96.4%
# 一般公共预算收入 names a budget of law, and not what was planned
_DONE_BEFORE = re.compile(r"决算|执行")
_OF_A_FUND = re.compile(r"公共(?:财政)?预算|基金预算|经营预算")


def amount_words(fact: Fact, figure: Figure | None) -> str:
    """The amount in running text: printed form, or the asked unit with the printed form behind it."""
    assert fact.amount is not None
    unit = fact.amount.unit or ""
    text = re.sub(r"(?<=\d) (?=\D)|(?<=[≥≤<>=]) (?=\d)", "", " ".join(fact.amount.printed.split()))
    sign = "" if fact.comparator == "=" or re.search(r"[≥≤<>=≧≦]|以上|以下|以内", text) else fact.comparator
    if unit and unit not in squash(text) and not re.search(r"[一-鿿%％﹪]", text):
        text = f"{text}{unit}"
    if figure is not None and figure.derived:
        return f"{sign}{figure.value}{figure.unit}（印为{text}）"
    return f"{sign}{text}"


def sentence(fact: Fact, figure: Figure | None, numbers: list[int], plan: QueryPlan, *, final: bool = False) -> str:
    """One statement with its citation marks; ``final``: of a final account, where a budget is always named as one."""
    marks = "".join(f"[{number}]" for number in numbers)
    if plan.language == "en":
        return _sentence_en(fact, figure, marks)
    year = f"{fact.period}年" if fact.period else ""
    year = f"{fact.period}年末" if fact.basis == "stock" and fact.period else year
    name = _with_fund_asked(label(fact), fact, plan)
    if fact.amount is None and squash(fact.text or "") in BLANK_MARKS:
        return f"{fact.entity}{year}文件中，{name}一格印为“{(fact.text or '').strip()}”，没有数字。{marks}"
    if fact.amount is None:
        return f"{fact.entity}{year}文件中，{name}为“{squash_label(fact.text or '')}”。{marks}"
    words = amount_words(fact, figure)
    if fact.basis == "change":
        base = _base_words(fact)
        return f"{fact.entity}{year}{name}{base}{fact.direction or '变动'}{words}。{marks}"
    if fact.basis == "target":
        title = f"“{bare(fact.caption)}”中的" if fact.caption else ""
        return f"{fact.entity}{year}{title}{name}为{words}。{marks}"
    if fact.basis == "final":
        account = fact.base or "决算"
        account = account if fact.measure == "money" and account not in name else ""  # a number of visits is no account
        return f"{fact.entity}{year}{name}{account}为{words}。{marks}"
    if fact.basis == "rate" and _DONE.search(name):
        return f"{fact.entity}{year}{name}的{words}。{marks}"
    money = (
        fact.basis in {"budget", "previous"} and fact.measure == "money" and not _DONE_BEFORE.search(fact.base or "")
    )
    said = _OF_A_FUND.sub("", name) if final else name
    planned = (
        money
        and not re.search(r"[预預]算|[执執]行[数數]$", said)
        and not name.endswith("预算")
        and not part_of_year(name)  # what half a year brought
        and not re.search(r"的(?:单价|.*价格)$", name)
    )
    budget = "预算" if planned else ""
    return f"{fact.entity}{year}{name}{budget}为{words}。{marks}"


def _with_fund_asked(name: str, fact: Fact, plan: QueryPlan) -> str:
    """A name with the fund that is asked for, where it does not say it: 项目支出 of 一般公共预算 is not all of it."""
    fund = fund_of(fact)
    shown = fund and fund_in(plan.folded) and in_every_fund(fact) and fact.amount is not None
    return f"{name}（{fund}）" if shown and not fund_in(name) else name


def _base_words(fact: Fact) -> str:
    if not fact.base:
        return ""
    return f"较{squash(fact.base)}"


def _sentence_en(fact: Fact, figure: Figure | None, marks: str) -> str:
    gloss = _gloss(fact)
    name = f"{label(fact)}{f' ({gloss})' if gloss else ''}"
    year = f" {fact.period}" if fact.period else ""
    if fact.amount is None and squash(fact.text or "") in BLANK_MARKS:
        return f"{fact.entity}{year}: {name} is printed “{(fact.text or '').strip()}”, without a figure. {marks}"
    if fact.amount is None:
        return f"{fact.entity}{year}: {name}: “{squash_label(fact.text or '')}”. {marks}"
    words = amount_words(fact, figure)
    if fact.basis == "change":
        way = {"增加": "increase", "减少": "decrease"}.get(fact.direction or "", "change")
        return f"{fact.entity}{year}: {way} of {name}{f' against {fact.base}' if fact.base else ''}: {words}. {marks}"
    spent = "execution" if fact.base else "final account"
    kind = {"target": "target", "stock": "at year end", "final": spent}.get(fact.basis, "budget")
    return f"{fact.entity}{year}, {name}, {kind}: {words}. {marks}"


def _gloss(fact: Fact) -> str:
    known = Concepts.load().by_id.get(fact.concept or "")
    return known.gloss if known else ""


def join(sentences: list[str], language: str, *, several_places: bool) -> str:
    """One statement as it is; several in lines, numbered under a remark where places of one document differ."""
    if len(sentences) == 1 or not several_places:
        return "\n".join(sentences)
    lead = "The document states more than one figure: " if language == "en" else "文件中有不止一处、数值不同的表述："
    return lead + "".join(f"\n{i}. {text}" for i, text in enumerate(sentences, start=1))


def passages_unavailable(language: str) -> str:
    """Why only figures were looked for: the passages were put in by another model, or theirs is not there."""
    if language == "en":
        return "Passages could not be searched; only figures were looked for. See: caiwen doctor."
    return "正文检索暂不可用，只查找了数字。请运行 caiwen doctor 查看原因。"


def quoted_words(row: DocumentRow, lines: list[tuple[str, int]], see_also: tuple[str, ...], language: str) -> str:
    """Words of a document, one quotation a line, and the headings under which more of it stands."""
    english = language == "en"
    who = (
        f"{row.entity}{f' {row.period}' if row.period else ''}" if english else f"{row.entity}{row.period or ''}年文件"
    )
    lead = f"{who}, in the words of the document:" if english else f"{who}原文："
    quotes = "".join(f"\n“{words}”[{number}]" for words, number in lines)
    more = (", ".join(see_also) if english else "；".join(see_also)) if see_also else ""
    return lead + quotes + (f"\n{'See also' if english else '另见'}：{more}" if more else "")


def where(fact: Fact, language: str) -> str:
    """The table or section that prints a figure, in brackets: what tells several statements of one item apart."""
    place = squash_label(fact.caption) if fact.locator.table is not None else "".join(fact.section[-1:])
    if not place:
        return ""
    return f" ({place})" if language == "en" else f"（见“{place}”）"


def number_words(figure: Figure) -> str:
    """A figure in a list: as printed with its unit, or computed."""
    sign = "" if figure.comparator == "=" else figure.comparator
    if figure.derived or not figure.printed:
        return f"{sign}{figure.value}{figure.unit or ''}"
    return f"{' '.join(figure.printed.split())}{_unit_behind(figure.printed, figure.unit)}"


def _unit_behind(printed: str, unit: str | None) -> str:
    """The unit that a printed figure lacks: all of 万元 behind a bare number, 元 behind 10 万."""
    said = squash(printed)
    if unit is None or unit in said:
        return ""
    return unit[1:] if said.endswith(unit[0]) and len(unit) > 1 else unit


def amount_or_text(fact: Fact) -> str:
    """What a cell states, in a list."""
    if fact.amount is not None:
        return amount_words(fact, None)
    return squash_label(fact.text or "") or "（空白）"


def listed(listing: Listing, rows: list[str]) -> str:
    """A list under its count: what it is a list of, then its rows, numbered."""
    plan = listing.plan
    if listing.operation == "define":
        return f"{listing.documents[0].entity}{listing.documents[0].period or ''}年文件的名词解释：“{rows[0]}"
    head = listing.documents[0] if listing.documents else None
    dated = head is not None and listing.of.startswith(f"{head.period}年")
    year = "" if head is None or dated else f"{head.period or ''}年"
    who = f"{head.entity}{year}" if head and plan.over != "entities" else ""
    if plan.language == "en":
        lead = f"{who}: {listing.of}: {len(listing.rows)}"
        return lead + "".join(f"\n{i}. {row}" for i, row in enumerate(rows, start=1))
    some = f"（全部{listing.whole}{listing.unit}中）" if listing.whole != len(listing.rows) else ""
    without = f"\n另有{listing.without_figure}{listing.unit}没有列出数字。" if listing.without_figure else ""
    lead = f"{who}{listing.of}{some}共{len(listing.rows)}{listing.unit}："
    return lead + "".join(f"\n{i}. {row}" for i, row in enumerate(rows, start=1)) + without


def worked_out(language: str) -> str:
    """The words before a figure that is worked out from another year's document."""
    return "Worked out from the next year's document: " if language == "en" else "可供参考（按下一年文件推算）："


def only_year(year: int, language: str) -> str:
    """The year that was taken because the library holds no other."""
    return f"year: the library holds only {year}" if language == "en" else f"年度：库中仅有{year}年"


def only_unit(place: str, unit: Entity, language: str) -> str:
    """That one unit of a place is all that the library holds of it, behind that unit's figure."""
    if language == "en":
        return f"\n(Of {place} the library holds documents of {unit.name} alone.)"
    return f"\n（{place}在库中只有{unit.name}的文件。）"


def assumed_body(body: str, by_text: bool, language: str) -> str:
    """That a document does not say whose it is, and where its body was taken from; nothing for one called after its file (《…》)."""
    if body.startswith("《"):
        return ""
    if language == "en":
        return f"\n(The document does not state its publishing body; {body} is taken from its {'text' if by_text else 'file name'}.)"
    return f"\n（文件没有写明发布单位，“{body}”取自{'正文' if by_text else '文件名'}。）"


def choice(fact: Fact, number: int) -> str:
    """A candidate in a list to choose from: its labels, figure and table or section."""
    where = bare(fact.caption) if fact.caption else (fact.section[-1] if fact.section else "")
    value = amount_words(fact, None) if fact.amount else squash_label(fact.text or "") or "（空白）"
    value = f"{fact.direction or '变动'}{value}" if fact.basis == "change" else value
    path = " / ".join(bare(part) for part in fact.path[-2:] if part)
    column = f"（{fact.columns[-1]}）" if fact.columns else ""
    return f"{path}{column}：{value}（{where}）[{number}]"


def which_item(lines: list[str], language: str) -> str:
    """The question back, over a list of candidates."""
    lead = "Several items fit. Which one do you mean?" if language == "en" else "有几项都符合，请问指哪一项？"
    return lead + "".join(f"\n{i}. {line}" for i, line in enumerate(lines, start=1))


def quoted(fact: Fact, quote: str, language: str, number: int) -> str:
    """What the document says, verbatim."""
    year = f"{fact.period}年" if fact.period else ""
    if language == "en":
        return f"{fact.entity} {fact.period or ''}, on {label(fact)}: “{quote}” [{number}]"
    return f"{fact.entity}{year}关于{label(fact)}的原文：“{quote}”。[{number}]"


def no_unit(language: str) -> str:
    """The remark on a figure printed without its unit."""
    return "The document prints no unit here." if language == "en" else "原文此处未印单位，按原文列出，未作推断。"


# Reasons whose words need no more than the body and the nearest figures: in Chinese and in English.
_DECLINED = {
    "no_reason": (
        "在{who}的文件中没有找到原因或用途的说明。{near}",
        "No reason or purpose was found in the document of {who}. {near}",
    ),
    "not_supported": (
        "这样的计算（从不是其整体的数中扣除、按区间筛选）目前不作回答；可以分别询问其中的各个数字。",
        "Such a computation (leaving out what is no part of it, a range) is not done; ask for the figures one by one.",
    ),
    "none_fits": ("{who}的文件中{within}没有符合条件的项目。", "Nothing in the document of {who} fits."),
    "zero_base": ("{who}的文件中作除数的数字为0，无法计算比例。{near}", "The base is 0; there is no rate. {near}"),
    "no_unit": (
        "{who}的文件印出了增减数但未印单位，无法据此计算。{near}",
        "The change is printed without a unit. {near}",
    ),
    "no_count": (
        "在{who}的文件中没有找到计算平均数所需的数量。{near}",
        "The number to divide by was not found. {near}",
    ),
    "no_whole": ("请问{who}的这一项要按哪一项的总数计算占比？{near}", "A share of which total of {who}? {near}"),
    "not_comparable": (
        "{who}的文件中这几个数字的单位或口径不同，不能一起计算。{near}",
        "These figures differ in unit or basis and are not computed together. {near}",
    ),
    "one_figure": ("请问要与哪一项或哪个单位比较？{near}", "Compared with which item or office? {near}"),
    "no_item": ("请问想查{who}的哪一项？例如“三公”经费、支出预算、公务接待费。", "Which item of {who} do you mean?"),
    "not_verified": (
        "找到的数字与存档原文核对不符，未予显示。请重新导入该文件。",
        "The figure found does not agree with the stored source and is not shown.",
    ),
}


def none_said(row: DocumentRow, quote: str, language: str, number: int) -> str:
    """A sentence of a document that says that it has none of what is asked for."""
    if language == "en":
        return f"The document of {row.entity} says: “{squash_label(quote)}” [{number}]"
    return f"{row.entity}{row.period or ''}年文件原文：“{squash_label(quote)}”[{number}]"


def absence(evidence: Evidence, reason: str, figures: list[Figure], library: list[DocumentRow], number: int = 0) -> str:
    """Why there is no answer, what the library does hold, and what stands nearest."""
    plan = evidence.plan
    if plan.language == "en":
        return _absence_en(evidence, reason, figures, library, number)
    held = "、".join(_titles(evidence.documents or tuple(library)))
    who = plan.entities[0].name if plan.entities else ""
    near = _near(figures, "文件中相近的有：", final=any(row.family == "final" for row in evidence.documents))
    cell = evidence.near[0] if evidence.near else None
    match reason:
        case "no_document":
            return f"库中没有“{plan.unknown_place}”的文件，无法回答。库中有：{'、'.join(_titles(tuple(library)))}。"
        case "missing_entity":
            return f"请问是哪个单位？库中有：{'、'.join(_titles(tuple(library)))}。"
        case "ambiguous_entity":
            return f"有几个单位都符合，请问指哪一个：{held}？"
        case "no_period":
            years = "、".join(str(year) for year in plan.periods)
            return f"库中没有{who}{years}年的文件，只有：{held}。"
        case "blank" if cell is not None:
            column = cell.columns[-1] if cell.columns else ""
            row = bare(cell.path[-1] if cell.path else cell.label)
            return f"{who}的文件中，{row}的“{column}”一格为空白，没有填写（空白不等于0）。{_marks(number)}"
        case "empty_table" if evidence.table is not None:
            note = f"，并注明：“{squash_label(evidence.table.note)}”" if evidence.table.note else ""
            return f"{who}的《{bare(evidence.table.caption)}》为空表{note}，没有列出数字（空表不等于0）。{_marks(number)}{near}"
        case "ambiguous_item":
            return f"{who}的文件中有很多项都符合，请说明是哪一项、哪张表。"
        case "not_disclosed" if plan.basis == "final" and all(row.family == "budget" for row in evidence.documents):
            return f"{who}在库中的文件是预算（{held}），没有决算或实际支出数，不能用预算数代替。{near}"
        case "not_disclosed" if plan.basis in {"change", "previous"} and figures and not evidence.unexplained:
            told = "与上年的增减" if plan.basis == "change" else "上年数或与上年的增减"
            return f"在{who}的文件（{held}）中没有找到该项{told}。{near}"
        case "not_disclosed":
            missing = f"（未找到与“{evidence.unexplained}”对应的项目）" if evidence.unexplained else ""
            items = [plan.content[mention.start : mention.end] for mention in plan.concepts]
            item = f"与所问相符的“{items[0]}”" if len(items) == 1 and not missing else "所问的项目"
            return f"在{who}的文件（{held}）中没有找到{item}{missing}。{near}"
        case "no_definition":
            term = plan.content.strip() or plan.folded.strip()
            return f"在{f'{who}的' if who else '库中的'}文件中没有找到对“{term}”的名词解释。"
        case "out_of_scope":
            return f"这不是部门预算、决算文件披露的内容，库中的文件无法回答。库中有：{'、'.join(_titles(tuple(library)))}。"
        case _ if reason in _DECLINED:
            within = f"，{evidence.unexplained}中" if reason == "none_fits" and evidence.unexplained else ""
            return _DECLINED[reason][0].format(who=who, near=near, within=within)
        case _:
            return f"没有找到答案。库中有：{held}。"


def _marks(number: int) -> str:
    return f"[{number}]" if number else ""


def _titles(rows: tuple[DocumentRow, ...]) -> list[str]:
    names = [_title(row) for row in rows]
    return names if len(names) <= 8 else [*names[:8], f"等{len(names)}份"]


def _title(row: DocumentRow) -> str:
    """What a document is called in a list: body, year and account, or its file where it names no body."""
    if not row.entity:
        return f"《{row.file}》"
    year = f"{row.period}年" if row.period else ""
    account = "决算" if row.family == "final" else "预算执行" if "执行" in row.title else "预算"
    return f"{row.entity}{year}{account}"


def _as_printed(figure: Figure) -> str:
    return f"{figure.value}{figure.unit}" if figure.derived else number_words(figure)


def _against(figure: Figure) -> str:
    return f"较{squash(figure.base)}" if figure.base and figure.direction else ""


def _near(figures: list[Figure], lead: str, *, final: bool = False) -> str:
    """What stands nearest; ``final``: in a final account, where a budget is named as one."""
    if not figures:
        return ""
    parts = []
    for figure in figures:
        account = "预算" if final and figure.basis == "budget" and "预算" not in figure.label else ""
        name = f"{figure.period or ''}年{figure.label}{account}{_against(figure)}{figure.direction or ''}"
        parts.append(f"{name}{_as_printed(figure)}[{figure.citations[0]}]")
    return lead + "；".join(parts) + "。"


def _absence_en(evidence: Evidence, reason: str, figures: list[Figure], library: list[DocumentRow], number: int) -> str:
    plan = evidence.plan
    held = "; ".join(_titles(tuple(library)))
    who = plan.entities[0].name if plan.entities else ""
    texts = {
        "no_document": f"The library holds no document of “{plan.unknown_place}”. It holds: {held}.",
        "missing_entity": f"Which office do you mean? The library holds: {held}.",
        "ambiguous_entity": f"Several offices fit. Which one do you mean: {held}?",
        "no_period": f"The library holds no document of {who} for {', '.join(map(str, plan.periods))}. It holds: {held}.",
        "blank": f"In the document of {who} this cell is left blank; blank is not 0. {_marks(number)}",
        "empty_table": f"In the document of {who} this table is empty; empty is not 0. {_marks(number)}",
        "out_of_scope": f"Budget disclosures do not state this. The library holds: {held}.",
        "ambiguous_item": f"Many items of {who} fit. Please name the item or the table.",
    }
    only_budgets = all(row.family == "budget" for row in evidence.documents)
    if reason == "not_disclosed" and plan.basis == "final" and only_budgets:
        return f"The library holds the budget of {who}, no final account; a budget figure does not stand in for actual spending."
    if reason in _DECLINED:
        return _DECLINED[reason][1].format(who=who, near=_near(figures, "Nearest: "))
    return texts.get(reason, f"The document of {who} states no such item that was found. {_near(figures, 'Nearest: ')}")
