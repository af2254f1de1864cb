"""The words of refusals: why there is no answer, what the library does hold, and what stands nearest."""

from collections.abc import Sequence

from assistant.contract import Figure
from assistant.lookup import Evidence
from assistant.names import bare
from assistant.wording import number_words
from index.cleaning import squash
from index.columns import squash_label
from index.fact_rows import DocumentRow
from index.publisher import CALLED_BY_FILE

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


def of_scope(text: str, language: str) -> str:
    """A refusal of a question that was put to some documents only: it does not speak of the whole library."""
    if language == "en":
        return f"{text} Only the documents of the chosen scope were looked at."
    return (
        text.replace("库中没有", "所选范围内没有").replace("库中有", "所选范围内有").replace("库中的", "所选范围内的")
    )


def absence(evidence: Evidence, reason: str, figures: list[Figure], library: list[DocumentRow], number: int = 0) -> str:
    """Why there is no answer, what the library does hold, and what stands nearest."""
    plan = evidence.plan
    if not library:
        return "资料库中没有可查的文件。" if plan.language == "zh" else "There are no documents to look in."
    if plan.language == "en":
        return _absence_en(evidence, reason, figures, library, number)
    held = "、".join(_titles(evidence.documents or tuple(library)))
    who = plan.entities[0].name if plan.entities else ""
    near = _near(figures, "文件中相近的有：", final=any(row.family == "final" for row in evidence.documents))
    near += _unread(evidence, figures, reason)
    cell = evidence.near[0] if evidence.near else None
    match reason:
        case "no_document":
            titles = "、".join(_titles(tuple(library)))
            return (
                f"库中没有“{plan.unknown_place}”的文件，无法回答。库中有：{titles}。{_unnamed(library, plan.language)}"
            )
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


def _unnamed(library: Sequence[DocumentRow], language: str) -> str:
    """That documents do not say whose they are: one of them may be that of the body asked for."""
    unnamed = tuple(row for row in library if CALLED_BY_FILE in row.notes)
    if not unnamed:
        return ""
    if language == "en":
        return f" {'; '.join(_titles(unnamed))} name no body; ask for them by these names."
    return f"（{'、'.join(_titles(unnamed))}没有写明单位，可按这些名称提问。）"


def _unread(evidence: Evidence, figures: list[Figure], reason: str) -> str:
    """That numbers of a document could not be read with certainty: what is not found may be among them."""
    unread = sum(row.counts.get("unparsed", 0) for row in evidence.documents)
    if reason != "not_disclosed" or figures or not unread:
        return ""
    if evidence.plan.language == "en":
        numbers = "number" if unread == 1 else "numbers"
        return f" {unread} {numbers} of it could not be read with certainty; what you ask for may be among them."
    return f"（文件中另有{unread}个数字未能可靠识别，所问或在其中，请查看原文。）"


def _marks(number: int) -> str:
    return f"[{number}]" if number else ""


def _titles(rows: tuple[DocumentRow, ...]) -> list[str]:
    names = list(dict.fromkeys(_title(row) for row in rows))
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
        "no_document": f"The library holds no document of “{plan.unknown_place}”. It holds: {held}.{_unnamed(library, 'en')}",
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
    none = f"The document of {who} states no such item that was found. {_near(figures, 'Nearest: ')}"
    return texts.get(reason, f"{none}{_unread(evidence, figures, reason)}")
