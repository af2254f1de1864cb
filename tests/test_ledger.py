"""Every number of a disclosure, and how the ledger accounts for it."""

import pytest

from index.extraction import extract
from index.ledger import KINDS, Ledger, build_ledger
from index.parsing import parse_document
from index.readers.text import read

TITLE = "青石县财政局部门预算\n按照规定，现将有关情况公开如下。\n"


def accounted(text: str) -> tuple[list[tuple[str, str]], Ledger]:
    """Number and kind of every token after the opening lines, and the ledger itself."""
    source = read("公开.txt", (TITLE + text).encode())
    document = parse_document(source, "公开.txt")
    ledger = build_ledger(document, extract(document))
    return [(document.quote(entry.start, entry.end), entry.kind) for entry in ledger.entries], ledger


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("一、收入\n2021年收入1,073.26 万元。", [("2021", "year"), ("1,073.26", "fact")]),
        ("一、进度\n2021年12月31日前完成。", [("2021", "date"), ("12", "date"), ("31", "date")]),
        ("一、规模\n培训300-500人。", [("300", "range"), ("500", "range")]),
        ("一、职责\n1、负责文件。\n（2）负责会议。", [("1", "ordinal"), ("2", "ordinal")]),
        ("一、依据\n冀财预〔2020〕143号。", [("2020", "year"), ("143", "name")]),
        ("一、收入[bookmark: _Toc474]\n无。", [("474", "residue")]),
        ("目录\n一、收入..........3\n一、收入\n无。", [("3", "contents")]),
        ("收入表\n预算年度：2021\n单位：万元\n项目\t金额\n收入\t5\n", [("2021", "meta"), ("5", "fact")]),
        ("收入表\n项目\t2021年预算\n收入\t5\n", [("2021", "header"), ("5", "fact")]),
        (
            "支出表\n序号\t科目编码\t科目名称\t金额\n栏次\t1\t2\t3\n1\t20131\t党委办公厅\t5\n",
            [("1", "ordinal"), ("2", "ordinal"), ("3", "ordinal"), ("1", "ordinal"), ("20131", "code"), ("5", "fact")],
        ),
        ("资产表\n项目\t数量\n单价20万元以上的设备\t0\n", [("20", "label"), ("0", "fact")]),
        ("2021年收入表\n项目\t金额\n收入\t5\n", [("2021", "year"), ("5", "fact")]),
    ],
)
def test_kinds(text: str, entries: list[tuple[str, str]]) -> None:
    assert accounted(text)[0] == entries


def test_what_cannot_be_read_is_listed_and_counted() -> None:
    entries, ledger = accounted("一、其他\n比例为1:3，收入5万元。\n")
    assert entries == [("1", "unparsed"), ("3", "unparsed"), ("5", "fact")]
    assert ledger.counts == {"unparsed": 2, "fact": 1}
    assert [(entry.start, entry.kind) for entry in ledger.unparsed] == [
        (entry.start, "unparsed") for entry in ledger.entries[:2]
    ]
    assert round(ledger.accounted, 4) == 0.3333


def test_a_text_without_numbers_is_wholly_accounted_for() -> None:
    entries, ledger = accounted("一、其他\n无。\n")
    assert entries == []
    assert ledger.accounted == 1


def test_every_number_is_counted_once() -> None:
    text = "一、收支\n2021年收入1,073.26万元，其中拨款５００万元。\n支出表\n单位：万元\n项目\t金额\n教育\t9\n"
    entries, ledger = accounted(text)
    assert [number for number, _ in entries] == ["2021", "1,073.26", "５００", "9"]
    assert sum(ledger.counts.values()) == len(ledger.entries) == 4
    assert set(ledger.counts) <= set(KINDS)
