"""The words of answers, in Chinese and English. Printed terms stay as printed; figures come in from outside."""

import re

from assistant.contract import Figure
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
        and not name.endswith(("预算", "额度", "限额"))
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
