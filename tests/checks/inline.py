"""Findings of a text written in the test itself, read and parsed as a file would be."""

from index.checks import find
from index.document import Document
from index.extraction import extract
from index.findings import Finding
from index.parsing import parse_document
from index.readers.text import read

TITLE = "青石县人民政府办公室2021年部门预算信息公开情况说明"


def parsed_text(text: str) -> Document:
    return parse_document(read("inline.txt", text.encode()), "inline.txt")


def findings_in(body: str, *, title: str = TITLE) -> list[Finding]:
    """All findings of a disclosure with this title and body; every quote is read again at its place."""
    document = parsed_text(f"{title}\n{body.strip()}\n")
    found = list(find(document, extract(document)))
    for finding in found:
        for place in finding.places:
            assert document.quote(place.locator.start, place.locator.end) == place.quote
    return found


def told(body: str, kind: str, *, title: str = TITLE) -> list[tuple[str, list[str]]]:
    """Severity and quotes of the findings of one kind."""
    return [
        (finding.severity, [place.quote for place in finding.places])
        for finding in findings_in(body, title=title)
        if finding.kind == kind
    ]


def indicator_table(*rows: str, name: str = "一、巡查经费绩效目标表") -> str:
    """A project's indicator table in the dialect of one row per line; a row is name|description|value."""
    lines = ["五、预算绩效信息", name, "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据"]
    lines += ["产出指标\t数量指标\t" + row.replace("|", "\t") + "\t工作计划" for row in rows]
    lines += ["满意度指标\t服务对象满意度指标\t群众满意度\t群众满意度\t≥90%\t问卷"]
    return "\n".join(lines)
