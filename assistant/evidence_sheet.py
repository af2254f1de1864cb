"""An answer as an evidence sheet (核对单): its figures, formulas and places, each re-read from the stored source, as .xlsx or .docx."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from assistant.contract import Answer, Citation, Figure
from assistant.library import Library
from assistant.verification import Verdict, verify
from index.fact_store import PUBLIC

Cell = str | Decimal
_BEIJING = timezone(timedelta(hours=8))
_MARK = re.compile(r"\[(\d+)\]")
_WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "title": "预决算数字核对单",
        "file": "核对单",
        "question": "问题",
        "answer": "回答",
        "taken": "理解",
        "warning": "提示",
        "made": "生成时间",
        "figures": "数字",
        "sources": "出处",
        "checked": "核对",
        "holds": "与原文一致",
        "recomputed": "复算一致",
        "fails": "不一致",
        "collection": "资料集",
        "rounded": "四舍五入保留{}位小数",
        "counted": "逐项计数",
        "signatures": ("经办人：", "复核人：", "日期："),
        "note": "每个数字和每处引文均已从保存的原文重新读取，算式已重新计算。",
    },
    "en": {
        "title": "Evidence sheet",
        "file": "evidence",
        "question": "Question",
        "answer": "Answer",
        "taken": "Understood as",
        "warning": "Note",
        "made": "Made at",
        "figures": "Figures",
        "sources": "Sources",
        "checked": "Checked",
        "holds": "as in the source",
        "recomputed": "recalculated, the same",
        "fails": "differs",
        "collection": "collection",
        "rounded": "rounded half up to {} decimals",
        "counted": "counted one by one",
        "signatures": ("Prepared by: ", "Checked by: ", "Date: "),
        "note": "Every figure and quote was read again from the stored source, every formula calculated anew.",
    },
}
_FIGURE_HEAD = {
    "zh": ("作用", "项目", "单位名称", "年度", "口径", "数值", "计量单位", "原文", "算式", "出处", "核对"),
    "en": ("Role", "Item", "Body", "Year", "Basis", "Value", "Unit", "As printed", "Formula", "Sources", "Checked"),
}
_SOURCE_HEAD = {
    "zh": ("编号", "文件", "标题", "位置", "引文", "起止字符", "文件校验（SHA-256）", "核对"),
    "en": ("No.", "File", "Title", "Place", "Quote", "Characters", "SHA-256 of the file", "Checked"),
}
_ROLES = {"zh": {"result": "结果", "operand": "依据", "context": "参考"}, "en": {}}
_BASES = {
    "zh": {
        "budget": "预算",
        "final": "决算",
        "previous": "上年",
        "change": "增减",
        "target": "绩效目标",
        "plan": "计划",
        "stock": "存量",
        "derived": "计算得出",
    },
    "en": {},
}


@dataclass(frozen=True, slots=True)
class EvidenceSheet:
    """What the sheet says, before it has a format: its file's name, rows of a head, two tables with their header rows."""

    title: str
    note: str
    name: str
    about: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, tuple[tuple[Cell, ...], ...]], ...]
    signatures: tuple[str, ...]


def sheet_of(answer: Answer, library: Library, made: datetime) -> EvidenceSheet:
    """The sheet of an answer; ``made`` is the time it bears. What does not hold any more is said so in its row."""
    words = _WORDS[answer.language]
    verdicts = verify(answer, library)
    cited, stated = len(answer.citations), len(answer.figures)
    sources, figures, marks = verdicts[:cited], verdicts[cited : cited + stated], verdicts[cited + stated :]
    about = [(words["question"], answer.question), (words["answer"], answer.text)]
    if answer.interpretation.taken:
        about.append((words["taken"], answer.interpretation.taken))
    about += [(words["warning"], warning.marked) for warning in answer.warnings]
    about += [(words["fails"], f"{mark.what}: {mark.why}") for mark in marks if not mark.holds]
    about.append((words["made"], f"{made.astimezone(_BEIJING):%Y-%m-%d %H:%M} (UTC+8)"))
    rows = [_figure(figure, verdict, answer) for figure, verdict in zip(answer.figures, figures, strict=True)]
    places = [
        _source(citation, verdict, answer.language, library)
        for citation, verdict in zip(answer.citations, sources, strict=True)
    ]
    return EvidenceSheet(
        title=words["title"],
        note=str(words["note"]),
        name=_name(answer, made),
        about=tuple(about),
        tables=(
            (words["figures"], (_FIGURE_HEAD[answer.language], *rows)),
            (words["sources"], (_SOURCE_HEAD[answer.language], *places)),
        ),
        signatures=tuple(words["signatures"]),
    )


def _name(answer: Answer, made: datetime) -> str:
    """核对单_馆陶县人民政府办公室_2021_20261123: what the sheet is of, where that is one thing."""
    results = [figure for figure in answer.figures if figure.role == "result"] or answer.figures
    entities, periods = {figure.entity for figure in results}, {figure.period for figure in results}
    parts = [str(_WORDS[answer.language]["file"])]
    parts += [next(iter(entities))] if len(entities) == 1 else []
    parts += [str(next(iter(periods)))] if len(periods) == 1 else []
    parts.append(f"{made.astimezone(_BEIJING):%Y%m%d}")
    return "_".join(re.sub(r"[^\w()（）-]", "", part) for part in parts if part and part != "None")


def _figure(figure: Figure, verdict: Verdict, answer: Answer) -> tuple[Cell, ...]:
    language = answer.language
    return (
        _ROLES[language].get(figure.role, figure.role),
        figure.label,
        figure.entity,
        str(figure.period or ""),
        _BASES[language].get(figure.basis, figure.basis),
        Decimal(figure.value) if figure.comparator == "=" else f"{figure.comparator}{figure.value}",
        figure.unit or "",
        figure.printed,
        _formula(figure, answer) if figure.formula else "",
        "".join(f"[{number}]" for number in figure.citations),
        _told(verdict, language, "recomputed" if figure.derived else "holds"),
    )


def _formula(figure: Figure, answer: Answer) -> str:
    """The formula over the numbers of the sources, the same with their figures, and how it was rounded."""
    words, formula = _WORDS[answer.language], str(figure.formula)
    if formula.startswith("count:"):
        return str(words["counted"])
    values = {number: each.value for each in answer.figures if not each.derived for number in each.citations[:1]}
    numbers = {int(number) for number in _MARK.findall(formula)}
    parts = [formula]
    if numbers <= set(values):
        parts.append(_MARK.sub(lambda mark: values[int(mark[1])], formula))
    decimals = (figure.rounding or "").removeprefix("half_up:")
    rounded = f" ({str(words['rounded']).format(decimals)})" if decimals else ""
    return " = ".join(parts) + rounded


def _source(citation: Citation, verdict: Verdict, language: str, library: Library) -> tuple[Cell, ...]:
    row = library.document(citation.document_id)
    other = row is not None and row.collection != PUBLIC
    return (
        f"[{citation.number}]",
        f"{citation.file} ({_WORDS[language]['collection']}: {row.collection})" if row and other else citation.file,
        citation.title,
        citation.within,
        citation.quote,
        f"{citation.start}–{citation.end}",
        row.content_hash if row else "",
        _told(verdict, language, "holds"),
    )


def _told(verdict: Verdict, language: str, held: str) -> str:
    words = _WORDS[language]
    return str(words[held]) if verdict.holds else f"{words['fails']}: {verdict.why}"
