"""Disclosures with a payload in every place that a page or an answer shows: title, heading, sentence, caption, cells, file name."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

from docx import Document

from assistant.assistant import Assistant
from index.build import FileReport, ingest_upload
from tests.payloads import PAYLOADS, Payload

EACH = 10
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_TITLE = re.compile(r".{41}|[：:；。]|元")  # what is longer, or a sentence, is no title
BODIES = (
    "财政局 教育局 水利局 公安局 司法局 民政局 审计局 统计局 林业局 交通局 农业局 卫生局 档案局 气象局 商务局 文化局 体育局 环保局 科技局 "
    "信访局 税务局 应急局 粮食局 扶贫局 旅游局 住建局 城管局 人社局 发改局 规划局 医保局 地震局 广电局 残联 妇联 工会 团委 党校 法院 文联"
).split()


def body_of(number: int) -> str:
    return f"蔚县{BODIES[number]}"


def shown(text: str) -> str:
    """A text as it can be compared with what a page shows: without white space and signs that XML cannot hold."""
    return re.sub(r"[\s\x00-\x1f\x7f\x85\xad\u200b\u200d\ufeff\ufffd]", "", text)


def disclosure(number: int, payloads: Sequence[Payload]) -> tuple[str, bytes]:
    """File name and content (.docx) of a disclosure that carries ten payloads."""
    title, heading, first, second, caption, column, label, cell, unit = (
        _NOT_IN_XML.sub("", payload.text) for payload in payloads[:-1]
    )
    body = body_of(number)
    page = Document()
    page.add_paragraph(f"{body}2022年部门预算{title}信息公开")
    page.add_heading(f"四、“三公”经费{heading}", level=1)
    page.add_paragraph(f"2022年“三公”经费预算9万元，{first}其中：公务接待费3万元。")
    page.add_paragraph(f"主要职责是负责{second}教学工作。")
    page.add_paragraph(f"{caption}收入预算表")
    page.add_paragraph("单位：万元")
    rows = [
        ["科目编码", "科目名称", f"合计{column}", "财政拨款", "备注"],
        ["205", f"教育支出{label}", "70.5", "60.5", cell],
        ["2050204", label, "40.25", "30.25", unit],
        ["2050299", "其他普通教育支出", "40.25", "30.25", "无"],
    ]
    table = page.add_table(rows=0, cols=5)
    for row in rows:
        for place, text in zip(table.add_row().cells, row, strict=True):
            place.text = text
    page.add_paragraph("《“三公”经费预算表》")
    page.add_paragraph("单位：万元")
    table = page.add_table(rows=0, cols=2)
    for row in [["项目", "预算数"], ["合计", "8.00"], ["公务接待费", "3.00"], ["公务用车运行维护费", "5.00"]]:
        for place, text in zip(table.add_row().cells, row, strict=True):
            place.text = text
    buffer = io.BytesIO()
    page.save(buffer)
    return f"{payloads[-1].text}.docx", buffer.getvalue()


def nameless(payload: Payload) -> tuple[str, bytes]:
    """A disclosure (.txt) of nobody's, which goes by the name of its file."""
    return f"{payload.text}.txt", f"2022年部门预算\n2022年“三公”经费预算{len(payload.text)}万元。\n".encode()


def in_documents(number: int) -> list[list[Payload]]:
    """All payloads by the documents that carry them, first what can be in a title, last the name of the file; filled up with the first."""
    filled = [*PAYLOADS, *PAYLOADS[: -len(PAYLOADS) % EACH]]
    tens = [filled[at : at + EACH] for at in range(0, len(filled), EACH)][:number]
    return [sorted(ten, key=lambda payload: bool(_NO_TITLE.search(payload.text))) for ten in tens]


def hostile_library(folder: Path, number: int) -> tuple[Assistant, list[FileReport]]:
    """An assistant over that many disclosures, and over three without a body."""
    files = [disclosure(at, payloads) for at, payloads in enumerate(in_documents(number))]
    files += [nameless(payload) for payload in PAYLOADS[:90:30]]
    reports = [ingest_upload(name, content, folder) for name, content in files]
    return Assistant.open(folder), reports
