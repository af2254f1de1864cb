"""Chunks of documents as they stand in disclosures. Inline tests count a token a character."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from index.chunking import Chunk, chunk_document
from index.cleaning import clean, squash
from index.document import Document, Paragraph, RawCell, RawTable, Source
from index.parsing import parse_document
from index.readers.text import read
from index.tokens import count_tokens, estimate_tokens
from tests.conftest import DISCLOSURES, parsed

FILES = sorted(DISCLOSURES.glob("*.txt"))
real = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:3])


def document_of(text: str) -> Document:
    return parse_document(read("测试.txt", text.encode()), "测试.txt")


def chunks_of(text: str, limit: int = 400) -> tuple[Chunk, ...]:
    return chunk_document(document_of(text), limit, count=len)


def cover(document: Document, chunk: Chunk) -> str:
    return document.quote(chunk.start, chunk.end)


def test_prose_is_cut_by_section_below_its_heading_path() -> None:
    document = document_of("""某县财政局2021年部门预算
按规定公开如下。
一、部门预算安排的总体情况
1、收入说明
反映本部门当年全部收入。2021年预算收入100万元。
其他收入0万元。
2、支出说明
2021年支出预算100万元。
二、其他事项
无。
""")
    chunks = chunk_document(document, count=len)
    assert [chunk.text for chunk in chunks] == [
        "某县财政局2021年部门预算\n按规定公开如下。",
        "一、部门预算安排的总体情况 > 1、收入说明\n反映本部门当年全部收入。2021年预算收入100万元。\n其他收入0万元。",
        "一、部门预算安排的总体情况 > 2、支出说明\n2021年支出预算100万元。",
        "二、其他事项\n无。",
    ]
    assert cover(document, chunks[1]).startswith("一、部门预算安排的总体情况\n1、收入说明\n反映")
    assert cover(document, chunks[2]) == "2、支出说明\n2021年支出预算100万元。"
    assert [chunk.section for chunk in chunks[1:3]] == [
        ("一、部门预算安排的总体情况", "1、收入说明"),
        ("一、部门预算安排的总体情况", "2、支出说明"),
    ]
    assert {(chunk.kind, chunk.table, chunk.rows, chunk.page, chunk.sheet) for chunk in chunks} == {
        ("prose", None, None, None, None)
    }


def test_a_section_with_nothing_in_it_is_a_chunk_of_its_own() -> None:
    chunks = chunks_of("第一部分 专项资金绩效目标\n第二部分 预算项目绩效目标\n按要求编制。\n")
    assert [chunk.text for chunk in chunks] == ["第一部分 专项资金绩效目标", "第二部分 预算项目绩效目标\n按要求编制。"]


def test_a_long_section_is_cut_between_sentences_into_like_parts() -> None:
    sentence = "组织开展调研活动并按时报送{}次。"
    text = "一、职责\n" + "".join(sentence.format(number) for number in range(1, 10)) + "\n"
    chunks = chunks_of(text, 80)  # room for four: filled up, the last chunk would hold one
    assert [len(chunk.text.split("。")) - 1 for chunk in chunks] == [3, 3, 3]
    assert all(chunk.text.startswith("一、职责\n组织") and chunk.text.endswith("次。") for chunk in chunks)


@pytest.mark.parametrize("limit", range(64, 84))
def test_a_sentence_too_long_is_cut_after_punctuation_and_never_inside_a_figure(limit: int) -> None:
    items = "，".join(f"第{number}类项目安排{number},555.72万元" for number in range(1, 9))
    document = document_of(f"一、支出\n2021年{items}。\n")
    chunks = chunk_document(document, limit, count=len)
    assert len(chunks) > 1
    assert all(chunk.text.endswith(("，", "。")) for chunk in chunks)
    assert "".join(chunk.text.removeprefix("一、支出\n") for chunk in chunks) == f"2021年{items}。"
    assert "".join(cover(document, chunk) for chunk in chunks) == f"一、支出\n2021年{items}。"


def test_the_limit_holds_where_a_shorter_text_has_more_tokens() -> None:
    """So it is with byte pairs: what is left of a long token may be several short ones."""

    def count(text: str) -> int:
        return len(text) + 20 * text.endswith(("，", "安"))

    document = document_of("一、支出\n" + "预算安排，" * 60 + "。\n")
    assert max(chunk.tokens for chunk in chunk_document(document, 64, count=count)) <= 64


def test_figures_stay_whole_where_no_punctuation_helps() -> None:
    chunks = chunks_of("一、支出\n" + "预算安排" * 13 + "1555.72万元" + "预算安排" * 10 + "。\n", 64)
    assert sum("1555.72万元" in chunk.text for chunk in chunks) == 1
    assert all(len(chunk.text) <= 64 for chunk in chunks)


def test_a_table_has_its_path_caption_unit_and_header() -> None:
    document = document_of("""一、部门收支情况
部门支出总表
单位：万元
科目编码\t科目名称\t基本支出\t项目支出
201\t一般公共服务支出\t749.48\t
2013102\t一般行政管理事务\t61.30\t——
""")
    (chunk,) = chunk_document(document, count=len)
    assert chunk.text == (
        "一、部门收支情况\n"
        "部门支出总表\n"
        "单位：万元\n"
        "科目编码 | 科目名称 | 基本支出 | 项目支出\n"
        "201 | 一般公共服务支出 | 749.48\n"
        "2013102 | 一般行政管理事务 | 61.30 | ——"
    )
    assert (chunk.kind, chunk.table, chunk.rows) == ("table", 0, (0, 2))
    assert cover(document, chunk).startswith("一、部门收支情况\n部门支出总表")
    assert cover(document, chunk).endswith("——")


def test_each_part_of_a_long_table_repeats_caption_unit_and_header() -> None:
    rows = "".join(f"{2010101 + number}\t科目{number}\t{number}.50\n" for number in range(20))
    document = document_of(f"支出总表\n单位：万元\n科目编码\t科目名称\t预算数\n{rows}")
    chunks = chunk_document(document, 120, count=len)
    head = "支出总表\n单位：万元\n科目编码 | 科目名称 | 预算数\n"
    assert len(chunks) > 3
    assert all(chunk.text.startswith(head) for chunk in chunks)
    lines = [line for chunk in chunks for line in chunk.text.removeprefix(head).splitlines()]
    assert lines == [f"{2010101 + number} | 科目{number} | {number}.50" for number in range(20)]
    assert chunks[0].rows == (0, 4)
    numbers = [row for chunk in chunks if chunk.rows for row in range(chunk.rows[0], chunk.rows[1] + 1)]
    assert numbers == list(range(21))
    assert "支出总表" not in cover(document, chunks[1])


def test_a_part_begins_with_the_labels_its_first_row_has_from_above() -> None:
    rows = "\n".join(f"\t数量指标\t第{number}项活动次数\t≥{number}次" for number in range(2, 9))
    chunks = chunks_of(
        f"绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t活动次数\t≥1次\n{rows}\n", 120
    )
    assert len(chunks) > 1
    for chunk in chunks[1:]:
        assert chunk.text.startswith("绩效目标表\n一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标\n | 数量指标 | 第")


def test_a_form_reads_as_label_and_value() -> None:
    chunks = chunks_of("""项目绩效目标表

	项目编码
	434-01
	项目名称
	网络维护

	负责人
\t
	联系电话
	031

	资金用途
	采购设备

	一级指标
	二级指标
	指标值

	产出指标
	数量指标
	≥6台

	效果指标
	社会效益
	≥90%
""")
    assert chunks[0].text.splitlines()[1:] == [
        "项目编码：434-01 | 项目名称：网络维护",
        "负责人： | 联系电话：031",
        "资金用途：采购设备",
        "一级指标 | 二级指标 | 指标值",
        "产出指标 | 数量指标 | ≥6台",
        "效果指标 | 社会效益 | ≥90%",
    ]


def test_an_empty_table_keeps_its_note() -> None:
    document = document_of("国有资本经营预算支出表\n科目编码\t科目名称\t预算数\n\t\t\n注：无此项预算，空表列示。\n")
    (chunk,) = chunk_document(document, count=len)
    assert chunk.text.splitlines() == [
        "国有资本经营预算支出表",
        "科目编码 | 科目名称 | 预算数",
        "注：无此项预算，空表列示。",
    ]
    assert cover(document, chunk).endswith("空表列示。")


def test_a_row_too_long_is_cut_at_cells_each_named_by_its_header() -> None:
    content = "".join(f"完成第{number}项任务；" for number in range(1, 12))
    document = document_of(f"职责表\n职责活动\t内容描述\t预算数\n网络维护\t{content}\t165.00\n")
    chunks = chunk_document(document, 64, count=len)
    assert all(chunk.text.startswith("职责表\n") and len(chunk.text) <= 64 for chunk in chunks)
    assert any("职责活动：网络维护" in chunk.text for chunk in chunks)
    assert any(chunk.text.endswith("预算数：165.00") for chunk in chunks)
    continued = [chunk for chunk in chunks if "任务；" in chunk.text][1:]
    assert continued
    assert all("内容描述\n" in chunk.text for chunk in continued)
    described = "".join("".join(re.findall(r"完成第\d+项任务；", chunk.text)) for chunk in chunks)
    assert described == content


def test_a_header_too_wide_to_repeat_names_each_value_instead() -> None:
    names = [f"第{number}类一般公共预算财政拨款支出" for number in range(1, 9)]
    rows = "".join(
        f"单位{row}\t" + "\t".join(f"{row}{column}.5" for column in range(1, 9)) + "\n" for row in range(1, 4)
    )
    chunks = chunks_of("支出表\n单位名称\t" + "\t".join(names) + "\n" + rows, 300)
    (text,) = [chunk.text for chunk in chunks if "单位2" in chunk.text and "28.5" in chunk.text]
    assert f"单位名称：单位2 | {names[0]}：21.5 | {names[1]}：22.5" in text


def test_a_table_split_by_a_page_break_is_one_run_of_rows() -> None:
    text = """支出总表
单位：万元
科目编码\t科目名称\t预算数
201\t一般公共服务支出\t749.48
单位：万元
科目编码\t科目名称\t预算数
208\t社会保障和就业支出\t59.87
"""
    document = document_of(text)
    assert len(document.tables) == 1
    (chunk,) = chunk_document(document, count=len)
    assert chunk.text.splitlines()[2:] == [
        "科目编码 | 科目名称 | 预算数",
        "201 | 一般公共服务支出 | 749.48",
        "208 | 社会保障和就业支出 | 59.87",
    ]


def test_a_unit_in_the_header_is_not_said_of_the_whole_table() -> None:
    (chunk,) = chunks_of("资产表\n项目\t数量\t价值（金额单位：万元）\n车辆\t7\t153.65\n")
    assert chunk.text == "资产表\n项目 | 数量 | 价值（金额单位：万元）\n车辆 | 7 | 153.65"


def test_a_unit_inside_the_table_is_said_once() -> None:
    (chunk,) = chunks_of("支出总表\n\t\t单位：万元\n科目编码\t科目名称\t预算数\n201\t一般公共服务支出\t749.48\n")
    assert chunk.text.splitlines() == [
        "支出总表",
        "单位：万元",
        "科目编码 | 科目名称 | 预算数",
        "201 | 一般公共服务支出 | 749.48",
    ]
    assert chunk.rows == (0, 2)


def test_a_header_too_long_to_stand_before_a_value_is_left_out() -> None:
    upper, lower = "由本级一般公共预算和上级转移支付共同安排的支出", "其中用于保障机构日常运转和完成特定工作任务的"
    document = document_of(
        f"支出表\n单位名称\t{upper}\t\n\t{lower}人员\t{lower}公用\n某局\t12.5\t0.5\n某中心\t7.5\t0.3\n"
    )
    assert document.tables[0].headers[1] == f"{upper}/{lower}人员"
    chunks = chunk_document(document, 64, count=len)
    assert_covered_once(document, chunks)
    assert all(chunk.tokens <= 64 for chunk in chunks)
    assert chunks[-1].text == "支出表\n单位名称：某中心 | 7.5 | 0.3"


def test_a_table_does_not_cover_an_earlier_one_whose_caption_it_was_given() -> None:
    text = """部门支出总表
科目编码\t预算数
201\t749.48

单位：万元
项目\t数量\t价值
车辆\t7\t153.65
"""
    document = document_of(text)
    first, second = document.tables
    document = replace(
        document, tables=(first, replace(second, caption=first.caption, caption_span=first.caption_span))
    )
    chunks = chunk_document(document, count=len)
    assert_covered_once(document, chunks)
    assert len(chunks) == 2


def test_a_table_does_not_cover_prose_between_it_and_its_caption() -> None:
    document = document_of("支出总表\n以下为全部支出，不含结转。\n科目编码\t预算数\n201\t749.48\n")
    document = replace(document, tables=(replace(document.tables[0], caption="支出总表", caption_span=(0, 4)),))
    chunks = chunk_document(document, count=len)
    assert_covered_once(document, chunks)
    assert [chunk.kind for chunk in chunks] == ["prose", "table"]


def test_a_contents_page_is_in_no_chunk() -> None:
    text = (
        "某局2021年部门预算\n目录\n部门职责\t1\n预算安排\t2\n名词解释\t3\n\n现将预算公开如下。\n一、职责\n负责会议。\n"
    )
    document = document_of(text)
    chunks = chunk_document(document, count=len)
    assert [cover(document, chunk) for chunk in chunks] == [
        "某局2021年部门预算",
        "现将预算公开如下。",
        "一、职责\n负责会议。",
    ]


def test_prose_on_both_sides_of_a_table_is_two_chunks() -> None:
    text = "一、国有资产\n年末固定资产10万元，详见下表。\n资产表\n项目\t数量\t价值\n车辆\t7\t153.65\n\n以上为年末数。\n"
    document = document_of(text)
    chunks = chunk_document(document, count=len)
    assert [chunk.kind for chunk in chunks] == ["prose", "table", "prose"]
    assert chunks[2].text == "一、国有资产\n以上为年末数。"
    assert "年末固定资产" not in chunks[1].text


def test_a_cell_that_goes_on_in_the_next_line_does_not_join_two_numbers() -> None:
    text = "合计 12\n34 与文字\n续"
    source = Source(text=f"名称{text}", blocks=(_raw_table(((0, 2), (2, 2 + len(text)))),), format="docx", notes=())
    (chunk,) = chunk_document(parse_document(source, "a.docx"), count=len)
    assert "12 34 与文字续" in chunk.text


def _raw_table(*rows: tuple[tuple[int, int], ...], page: int | None = None, sheet: str | None = None) -> RawTable:
    return RawTable(
        rows=tuple(tuple(RawCell(start, end) for start, end in row) for row in rows),
        spans_known=True,
        page=page,
        sheet=sheet,
    )


def test_page_and_sheet_are_those_of_the_place() -> None:
    text = "第一页的话。第二页的话。一、附表名称1"
    blocks = (
        Paragraph(0, 6, page=1, sheet="说明"),
        Paragraph(6, 12, page=2, sheet="附注"),
        Paragraph(12, 16, page=2, sheet="附注"),
        _raw_table(((16, 18), (18, 19)), page=3, sheet="附表"),
    )
    document = parse_document(Source(text, blocks, "xlsx"), "a.xlsx")
    document = replace(document, tables=(replace(document.tables[0], caption="", caption_span=None, section=1),))
    chunks = chunk_document(document, count=len)
    assert [(chunk.text.splitlines()[0], chunk.page, chunk.sheet) for chunk in chunks] == [
        ("第一页的话。", 1, "说明"),
        ("第二页的话。", 2, "附注"),
        ("一、附表", 2, "附表"),
    ]


def test_a_table_without_a_word_is_no_chunk() -> None:
    document = document_of("一、附表\n见附表。\n资产表\n项目\t数量\n车辆\t7\n")
    table = document.tables[0]
    blank = tuple(replace(cell, text="") for cell in table.cells if cell.role != "header")
    document = replace(
        document,
        tables=(replace(table, caption="", caption_span=None, cells=blank, section=0),),
        sentences=document.sentences[:2],
    )
    assert [chunk.kind for chunk in chunk_document(document, count=len)] == ["prose"]


def test_an_empty_document_has_no_chunks() -> None:
    assert chunk_document(document_of("")) == ()


def test_a_limit_too_small_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 64"):
        chunks_of("一、职责\n负责。\n", 20)


def test_ids_are_paths_and_the_same_in_every_run() -> None:
    text = "一、职责\n负责会议。\n资产表\n项目\t数量\n车辆\t7\n"
    document = document_of(text)
    chunks = chunk_document(document)
    assert chunks == chunk_document(document_of(text))
    assert [chunk.id for chunk in chunks] == [f"{document.id}/s1/0-10", f"{document.id}/s1/t0/11-25"]
    assert {chunk.document for chunk in chunks} == {document.id}


def assert_covered_once(document: Document, chunks: tuple[Chunk, ...]) -> None:
    """Every character of every sentence and every filled cell, as the reader found it, is in one cover."""
    assert all(before.end <= after.start for before, after in pairwise(chunks))
    covered = Counter(place for chunk in chunks for place in range(chunk.start, chunk.end))
    aside = {place for start, end, _ in document.set_aside for place in range(start, end)}
    places = [place for sentence in document.sentences for place in sentence.offsets]
    for block in document.source.blocks:
        if isinstance(block, RawTable):
            for row in block.rows:
                for cell in row:
                    places += clean(document.source.text, cell.start, cell.end).offsets
    missed = sorted({place for place in places if covered[place] != 1 and place not in aside})
    assert not missed, document.source.text[missed[0] : missed[0] + 40]


@real
@pytest.mark.parametrize("limit", [64, 120, 400, 4000])
def test_real_documents_are_covered_within_the_limit(disclosures: Path, path: Path, limit: int) -> None:
    document, _ = parsed(path)
    chunks = chunk_document(document, limit)
    assert_covered_once(document, chunks)
    assert max(chunk.tokens for chunk in chunks) <= limit
    assert all(chunk.tokens == count_tokens(chunk.text) > 0 for chunk in chunks)
    assert len({chunk.id for chunk in chunks}) == len(chunks)


@real
def test_real_documents_are_covered_when_tokens_are_estimated(disclosures: Path, path: Path) -> None:
    document, _ = parsed(path)
    chunks = chunk_document(document, 200, count=estimate_tokens)
    assert_covered_once(document, chunks)
    assert max(chunk.tokens for chunk in chunks) <= 200


@real
def test_sentences_and_cells_of_real_documents_are_whole_and_in_the_text(disclosures: Path, path: Path) -> None:
    """At the usual size nothing in the five documents has to be cut."""
    document, _ = parsed(path)
    chunks = chunk_document(document)
    spans = [(sentence.start, sentence.end, sentence.text) for sentence in document.sentences]
    spans += [(cell.start, cell.end, cell.text) for table in document.tables for cell in table.cells if cell.text]
    for start, end, text in spans:
        (chunk,) = [chunk for chunk in chunks if chunk.start < end and start < chunk.end]
        assert chunk.start <= start
        assert end <= chunk.end
        assert squash(text).rstrip("（") in squash(chunk.text)  # a caption loses the bracket of a unit cut off


@real
def test_table_chunks_of_real_documents_name_caption_and_rows(disclosures: Path, path: Path) -> None:
    document, _ = parsed(path)
    tables = [chunk for chunk in chunk_document(document) if chunk.kind == "table"]
    assert {chunk.table for chunk in tables} == {table.number for table in document.tables}
    for chunk in tables:
        assert chunk.table is not None
        assert chunk.rows is not None
        table = document.tables[chunk.table]
        assert squash(table.caption) in squash(chunk.text)
        assert chunk.section == document.section_path(table.section)
        rows = {cell.row for cell in table.cells if cell.text and chunk.start <= cell.start < chunk.end}
        assert (min(rows), max(rows)) == chunk.rows


@real
def test_prose_chunks_of_real_documents_say_what_they_cover(disclosures: Path, path: Path) -> None:
    """Cover and text agree: nothing stands in the one that is missing in the other, headings and residue aside."""
    document, _ = parsed(path)
    for chunk in chunk_document(document):
        if chunk.kind == "prose":
            covered = squash(clean(document.source.text, chunk.start, chunk.end).text)
            path_line, _, body = chunk.text.partition("\n") if chunk.section else ("", "", chunk.text)
            headings = [squash(title) for title in chunk.section]
            assert path_line == " > ".join(chunk.section)
            assert covered.endswith(squash(body))
            rest = covered.removesuffix(squash(body))
            assert "".join(headings).endswith(rest)
