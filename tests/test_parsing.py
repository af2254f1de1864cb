"""Disclosures as they stand, and the document parsed from them."""

import pytest

from index.document import Document, Table
from index.parsing import parse_document
from index.readers.html import read as read_html
from index.readers.text import read

HEAD = "青石县财政局2021年部门预算信息公开\n按照规定，现将部门预算公开如下。\n"


def parsed(text: str, file: str = "公开.txt") -> Document:
    return parse_document(read(file, text.encode()), file)


def only_table(text: str) -> Table:
    (table,) = parsed(HEAD + text).tables
    return table


def prose(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences]


def aside(document: Document, kind: str) -> list[str]:
    return [document.quote(start, end) for start, end, found in document.set_aside if found == kind]


def test_title_sections_table_and_sentences() -> None:
    document = parsed("""青石县财政局2021年部门预算信息公开
一、收支情况
1、收入说明
2021年预算收入100万元。其中：财政拨款90万元。
2、支出说明
部门预算支出表
单位：万元
科目\t金额
教育支出\t90
二、其他
无。
""")
    assert document.title == "青石县财政局2021年部门预算信息公开"
    assert [section.path for section in document.sections[1:]] == [
        ("一、收支情况",),
        ("一、收支情况", "1、收入说明"),
        ("一、收支情况", "2、支出说明"),
        ("二、其他",),
    ]
    (table,) = document.tables
    assert (table.caption, table.unit, document.section_path(table.section)) == (
        "部门预算支出表",
        "万元",
        ("一、收支情况", "2、支出说明"),
    )
    assert [(s.text, document.section_path(s.section)) for s in document.sentences if "万元" in s.text] == [
        ("2021年预算收入100万元。", ("一、收支情况", "1、收入说明")),
        ("其中：财政拨款90万元。", ("一、收支情况", "1、收入说明")),
    ]


def test_everything_is_found_again_in_the_source() -> None:
    document = parsed(
        HEAD
        + """**一、收入**[bookmark: _Toc1]
2021年预算收入**100**万元{ TC "收入" \\l 1 }。
部门收入表（单位：万元）
项目\t预算数
事业收入\t5
"""
    )
    for sentence in document.sentences:
        assert "".join(document.source.text[offset] for offset in sentence.offsets) == sentence.text
    assert "2021年预算收入100万元。" in prose(document)
    (table,) = document.tables
    assert table.caption_span is not None
    assert document.quote(*table.caption_span) == "部门收入表（单位：万元）"
    assert [document.quote(cell.start, cell.end) for cell in table.cells] == ["项目", "预算数", "事业收入", "5"]
    assert document.quote(table.start, table.end) == "项目\t预算数\n事业收入\t5"


def test_ids_come_from_the_text_alone() -> None:
    text = HEAD + "一、收入\n2021年预算收入100万元。\n"
    first, second, other = parsed(text), parsed(text, "别名.txt"), parsed(text.replace("100", "101"))
    assert first.id == second.id != other.id
    assert len(first.id) == 16


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("馆陶县人民政府办公室2021年部门预算信息公开", "馆陶县人民政府办公室2021年部门预算信息公开"),
        (
            "馆陶县人民政府办公室\n2021年部门预算信息公开情况说明",
            "馆陶县人民政府办公室2021年部门预算信息公开情况说明",
        ),
        ("2021 年部门预算信息公开目录\n\n鹿泉区委办公室2021年部门预算", "鹿泉区委办公室2021年部门预算"),
        ("**新乐市财政局2020年度部门决算**", "新乐市财政局2020年度部门决算"),
        ("信息公开", "公开"),
    ],
)
def test_title(lines: str, title: str) -> None:
    assert parsed(lines + "\n一、收入\n收入100万元。\n").title == title


def test_a_title_straight_above_a_table_is_the_title() -> None:
    document = parsed("青石县财政局2021年部门预算\n收支总表\n单位：万元\n项目\t预算数\n收入\t5\n")
    assert (document.title, document.tables[0].caption) == ("青石县财政局2021年部门预算", "收支总表")


def test_contents_pages_are_set_aside() -> None:
    """In both forms: leaders or a page number behind a TAB, and the field errors of a stale contents page."""
    document = parsed(
        HEAD
        + """目录
一、部门职责................1
二、收支情况……………3
三、机关运行经费\t错误！未定义书签。
四、三公经费\t18

一、部门职责
负责财政。
二、收支情况
2021年预算收入100万元。
"""
    )
    assert aside(document, "contents") == [
        "目录",
        "一、部门职责................1",
        "二、收支情况……………3",
        "三、机关运行经费\t错误！未定义书签。\n四、三公经费\t18",
    ]
    assert [section.title for section in document.sections[1:]] == ["一、部门职责", "二、收支情况"]
    assert document.tables == ()


def test_headings_between_the_parts_of_a_contents_page_belong_to_it() -> None:
    document = parsed("""2021 年部门预算信息公开目录

部门预算公开表

部门预算收支总表\t1
部门预算收入总表\t3

部门预算信息公开情况说明

一、部门职责及机构设置情况\t15
---------------------\t----

二、部门预算安排的总体情况\t17

一、部门职责及机构设置情况
负责财政。
""")
    assert [section.title for section in document.sections[1:]] == ["一、部门职责及机构设置情况"]
    assert prose(document) == ["一、部门职责及机构设置情况", "负责财政。"]


def test_a_table_split_by_a_page_break_is_one_table() -> None:
    document = parsed(
        HEAD
        + """部门预算收入总表

202 青石县财政局

单位：万元

序号\t功能分类科目\t\t合计
\t科目编码\t科目名称\t
栏次\t1\t2\t3
1\t201\t一般公共服务支出\t749.48

202 青石县财政局

单位：万元

序号\t功能分类科目\t\t合计
\t科目编码\t科目名称\t
栏次\t1\t2\t3
2\t208\t社会保障和就业支出\t59.87

第二部分 说明
"""
    )
    (table,) = document.tables
    assert (table.caption, table.rows, table.columns, table.unit) == ("部门预算收入总表", 5, 4, "万元")
    assert [(cell.text, cell.row_labels) for cell in table.cells if cell.role == "value"] == [
        ("749.48", ("201", "一般公共服务支出")),
        ("59.87", ("208", "社会保障和就业支出")),
    ]
    assert aside(document, "header") == ["序号\t功能分类科目\t\t合计\n\t科目编码\t科目名称\t\n栏次\t1\t2\t3"]


def test_a_repeated_header_that_slipped_sideways_changes_no_column() -> None:
    table = only_table("""部门预算收入总表
单位：万元
科目编码\t科目名称\t合计\t本年收入\t\t\t上年结转
\t\t\t小计\t财政拨款\t事业收入\t
201\t一般公共服务支出\t9\t9\t9\t\t
单位：万元
科目编码\t科目名称\t合计\t本年收入\t\t上年结转\t
\t\t\t小计\t财政拨款\t\t事业收入
208\t社会保障和就业支出\t7\t6\t6\t\t1
""")
    values = [
        (cell.text, cell.row_labels[0], cell.column_labels)
        for cell in table.cells
        if cell.role == "value" and cell.text
    ]
    assert values == [
        ("9", "201", ("合计",)),
        ("9", "201", ("本年收入", "小计")),
        ("9", "201", ("本年收入", "财政拨款")),
        ("7", "208", ("合计",)),
        ("6", "208", ("本年收入", "小计")),
        ("6", "208", ("本年收入", "财政拨款")),
        ("1", "208", ("上年结转",)),
    ]


def test_a_page_break_in_a_table_of_one_cell_a_line() -> None:
    table = only_table("""绩效目标表
\t三级指标
\t指标值

\t会议次数
\t≥12次

单位：万元

\t三级指标
\t指标值

\t培训次数
\t≥3次
""")
    assert table.rows == 3
    assert [(cell.text, cell.row_labels) for cell in table.cells if cell.role == "value"] == [
        ("≥12次", ("会议次数",)),
        ("≥3次", ("培训次数",)),
    ]


def test_two_tables_with_the_same_header_and_a_caption_each_stay_two() -> None:
    document = parsed(
        HEAD
        + """甲项目绩效目标表
三级指标\t指标值
会议次数\t≥12次
乙项目绩效目标表
三级指标\t指标值
培训次数\t≥3次
"""
    )
    assert [(table.caption, table.rows) for table in document.tables] == [
        ("甲项目绩效目标表", 2),
        ("乙项目绩效目标表", 2),
    ]


def test_units_change_inside_one_document() -> None:
    document = parsed(
        HEAD
        + """收支总表
单位：元
项目\t预算数
收入\t12,345,678

机关运行经费表
编制部门：青石县财政局\t单位：万元
项目\t预算数
机关运行经费\t86.35

资产表（单位：亿元）
项目\t价值
房屋\t1.5

人员表
项目\t人数
在职\t12
"""
    )
    assert [(table.caption, table.unit) for table in document.tables] == [
        ("收支总表", "元"),
        ("机关运行经费表", "万元"),
        ("资产表（单位：亿元）", "亿元"),
        ("人员表", None),
    ]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("单位:元", "元"),
        ("单位： 万元", "万元"),
        ("金额单位：万元", "万元"),
        ("编制部门：青石县财政局  单位：万元", "万元"),
        ("预算年度：2021\n单位：亿元", "亿元"),
        ("单位：人民币元", "元"),
        ("部门：青石县财政局", None),
    ],
)
def test_unit_lines(line: str, unit: str | None) -> None:
    table = only_table(f"收支总表\n{line}\n项目\t预算数\n收入\t5\n")
    assert (table.caption, table.unit) == ("收支总表", unit)


def test_an_empty_table_keeps_its_note() -> None:
    table = only_table("""国有资本经营预算支出表
单位：万元
项目\t\t本年支出
科目编码\t科目名称\t
\t\t
注：本部门2021年无国有资本经营预算支出，空表列示。
二、其他
无。
""")
    assert table.is_empty
    assert table.note == "注：本部门2021年无国有资本经营预算支出，空表列示。"


@pytest.mark.parametrize("dash", ["——", "-", "—", ""])
def test_dashes_and_blanks_make_no_table_full_and_nought_does(dash: str) -> None:
    assert only_table(f"基金预算表\n项目\t金额\n基金收入\t{dash}\n").is_empty
    assert not only_table("基金预算表\n项目\t金额\n基金收入\t0\n").is_empty


def test_the_date_of_an_asset_table() -> None:
    table = only_table("资产表\n截止时间：2020年12月31日\n项目\t数量\n车辆（辆）\t8\n")
    assert (table.caption, table.date) == ("资产表", "2020年12月31日")


def test_a_table_stands_in_the_section_above_its_caption() -> None:
    document = parsed(
        HEAD
        + """五、预算绩效信息
（二）分项绩效目标
1、网络维护项目绩效目标表
三级指标\t指标值
完成率\t100%
六、政府采购预算
名称\t数量
计算机\t5
"""
    )
    assert [(table.caption, document.section_path(table.section)) for table in document.tables] == [
        ("1、网络维护项目绩效目标表", ("五、预算绩效信息", "（二）分项绩效目标")),
        ("六、政府采购预算", ()),
    ]


def test_a_caption_in_the_first_row_of_the_table() -> None:
    source = read_html(
        "公开.html",
        """<html><body><p>青石县财政局2021年部门预算</p><p>现公开如下。</p><table>
<tr><td colspan="2">2021年部门收支总表</td></tr><tr><td colspan="2">单位：万元</td></tr>
<tr><td>项目</td><td>预算数</td></tr><tr><td>事业收入</td><td>5</td></tr></table></body></html>""".encode(),
    )
    (table,) = parse_document(source, "公开.html").tables
    assert (table.caption, table.unit, table.headers) == ("2021年部门收支总表", "万元", ("项目", "预算数"))


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("收入100万元。支出90万元。", ["收入100万元。", "支出90万元。"]),
        ("做到“应公开尽公开。”收入5万元。", ["做到“应公开尽公开。”", "收入5万元。"]),
        ("收入100万元", ["收入100万元"]),
        ("预算1.5万元；决算1.4万元。", ["预算1.5万元；决算1.4万元。"]),
        ("完成了吗？完成。", ["完成了吗？", "完成。"]),
    ],
)
def test_sentences(paragraph: str, sentences: list[str]) -> None:
    assert prose(parsed(HEAD + "一、收支\n" + paragraph + "\n"))[-len(sentences) :] == sentences


def test_headings_without_the_numbers_that_the_contents_give_them() -> None:
    document = parsed("""青石县卫生监督所
2021年度单位预算
目录
一、单位主要职能
二、单位预算编制说明
　1.2021年单位收支预算总表
三、项目经费情况说明
单位主要职能
承担监督检查工作。
2021年单位预算编制说明
2021年支出预算100万元。
项目经费情况说明
项目一：公共场所卫生检测
一、项目概述
抽检公共场所。
项目二：办公用房租赁
一、项目概述
租赁办公用房。
""")
    assert [section.path for section in document.sections[1:]] == [
        ("单位主要职能",),
        ("2021年单位预算编制说明",),
        ("项目经费情况说明",),
        ("项目经费情况说明", "项目一：公共场所卫生检测"),
        ("项目经费情况说明", "项目一：公共场所卫生检测", "一、项目概述"),
        ("项目经费情况说明", "项目二：办公用房租赁"),
        ("项目经费情况说明", "项目二：办公用房租赁", "一、项目概述"),
    ]
    assert len(aside(document, "contents")) == 5


def test_a_numbered_heading_in_the_line_of_its_text_opens_a_section() -> None:
    text = """青石县2018年财政决算公开
一、全区
（一）一般公共预算。2018年收入214万元，为预算的101.7%。
（二）政府性基金预算。2018年收入33万元，为预算的90%。
"""
    document = parse_document(read("公开.txt", text.encode()), "公开.txt")
    assert [section.path for section in document.sections[1:]] == [
        ("一、全区",),
        ("一、全区", "（一）一般公共预算"),
        ("一、全区", "（二）政府性基金预算"),
    ]
    assert [document.section_path(sentence.section)[-1] for sentence in document.sentences[3:]] == [
        "（一）一般公共预算",
        "（二）政府性基金预算",
        "（二）政府性基金预算",
    ]


def test_contents_whose_headings_come_again_in_other_words() -> None:
    text = """青石幼儿园2022年单位预算公开
目 录
第一部分：青石幼儿园概况
一、主要职责
第二部分：预算说明
一、收支预算情况
第一部分：单位概况
一、主要职能
保育。
第二部分：单位预算说明
一、收支预算情况
收入5万元。
"""
    document = parse_document(read("公开.txt", text.encode()), "公开.txt")
    assert [section.title for section in document.sections[1:]] == [
        "第一部分：单位概况",
        "一、主要职能",
        "第二部分：单位预算说明",
        "一、收支预算情况",
    ]


def test_contents_that_a_paragraph_follows() -> None:
    document = parsed(
        HEAD
        + """目录
一、部门职责
二、收支情况
三、名词解释
按照规定，现将部门预算公开如下，欢迎社会各界监督，并对预算执行情况提出意见：
一、部门职责
负责财政。
二、收支情况
2021年预算收入100万元。
"""
    )
    assert [section.title for section in document.sections[1:]] == ["一、部门职责", "二、收支情况"]


def test_a_caption_in_title_marks_is_the_title() -> None:
    table = only_table("《“三公”经费预算表》\n单位：万元 |\n项目 | 预算数 |\n合计 | 8.00 |\n公务接待费 | 3.00 |\n")
    assert (table.caption, table.unit) == ("“三公”经费预算表", "万元")
