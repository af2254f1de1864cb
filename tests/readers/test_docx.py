"""Each test shows the XML of a document and the blocks read from it."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument

from index.document import Source
from index.errors import UnreadableFile
from index.readers.docx import read

Outline = Callable[[Source], list[object]]
PackDocx = Callable[..., bytes]


def saved(document: WordDocument) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def numbered(text: str, list_id: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def level(number: int, style: str, text: str, more: str = '<w:start w:val="1"/>') -> str:
    return f'<w:lvl w:ilvl="{number}">{more}<w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def counted(number: int, abstract_number: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{override}</w:num>'


RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'


# Order, paragraphs, headings


def test_paragraphs_and_tables_keep_their_order(outline: Outline) -> None:
    document = docx.Document()
    document.add_heading("一、收支情况", level=1)
    document.add_paragraph("2021年预算数1.2万元。")
    document.add_table(1, 2).cell(0, 1).text = "1.2"
    document.add_heading("（一）收入", level=2)

    assert outline(read("a.docx", saved(document))) == [
        (1, "一、收支情况"),
        "2021年预算数1.2万元。",
        [["", "1.2"]],
        (2, "（一）收入"),
    ]


def test_heading_level_follows_outline_levels_of_paragraph_and_styles(outline: Outline, pack_docx: PackDocx) -> None:
    styles = (
        '<w:style w:styleId="base"><w:name w:val="公文标题"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="child"><w:name w:val="子"/><w:basedOn w:val="base"/></w:style>'
        '<w:style w:styleId="named"><w:name w:val="heading 3"/></w:style>'
        '<w:style w:styleId="loop"><w:name w:val="环"/><w:basedOn w:val="loop"/></w:style>'
    )
    body = (
        p("直接", '<w:outlineLvl w:val="0"/>')
        + p("继承", '<w:pStyle w:val="child"/>')
        + p("按名", '<w:pStyle w:val="named"/>')
        + p("正文级", '<w:pStyle w:val="child"/><w:outlineLvl w:val="9"/>')
        + p("环", '<w:pStyle w:val="loop"/>')
    )
    assert outline(read("a.docx", pack_docx(body, styles=styles))) == [
        (1, "直接"),
        (2, "继承"),
        (3, "按名"),
        "正文级",
        "环",
    ]


def test_tabs_become_spaces_and_line_breaks_stay(outline: Outline, pack_docx: PackDocx) -> None:
    body = (
        "<w:p><w:r><w:t>目录</w:t><w:tab/><w:t>3</w:t><w:br/><w:t>1.2</w:t><w:noBreakHyphen/><w:t>5</w:t></w:r></w:p>"
    )
    assert outline(read("a.docx", pack_docx(body))) == ["目录 3\n1.2-5"]


def test_headers_footers_comments_and_footnotes_are_not_body_text(outline: Outline) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    paragraph = document.add_paragraph("正文")
    document.add_comment(paragraph.runs, text="批注")

    assert outline(read("a.docx", saved(document))) == ["正文"]


def test_footnote_marks_are_counted_in_the_notes(outline: Outline, pack_docx: PackDocx) -> None:
    source = read("a.docx", pack_docx('<w:p><w:r><w:t>1.2</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'))
    assert outline(source) == ["1.2"]
    assert source.notes == ("1 footnote(s) or endnote(s) left out",)


# Characters


def test_deleted_text_is_left_out_and_inserted_text_kept(outline: Outline, pack_docx: PackDocx) -> None:
    body = (
        f'<w:p>{run("预算")}<w:del w:id="1"><w:r><w:tab/><w:delText>7.2</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run("1.2")}</w:ins>'
        f"<w:moveFrom>{run('移走')}</w:moveFrom><w:moveTo>{run('移来')}</w:moveTo></w:p>"
        f'<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>{run("前半，")}</w:p>' + p("后半")
    )
    assert outline(read("a.docx", pack_docx(body))) == ["预算1.2移来", "前半，后半"]


def test_hidden_and_struck_text_is_left_out_and_noted(outline: Outline, pack_docx: PackDocx) -> None:
    styles = '<w:style w:type="character" w:styleId="hid"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = (
        f"<w:p>{run('1.2', '<w:vanish/>')}{run('3.4')}"
        + run("5", '<w:rStyle w:val="hid"/>')
        + run("万元", '<w:vanish w:val="0"/>')
        + run("9.9", "<w:strike/>")
        + "</w:p>"
    )
    source = read("a.docx", pack_docx(body, styles=styles))
    assert outline(source) == ["3.4万元"]
    assert source.notes == (
        "hidden text left out: 1 place(s), the first “1.25”",
        "struck-out text left out: 1 place(s), the first “9.9”",
    )


def test_field_codes_are_left_out_and_results_kept(outline: Outline, pack_docx: PackDocx) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> = SUM(A1) </w:instrText></w:r>"
    inner = mark("begin") + code + mark("separate") + run("7") + mark("end")
    body = (
        f"<w:p>{run('共')}{mark('begin')}{code}{inner}{mark('separate')}{run('12')}{mark('end')}{run('万元')}</w:p>"
        f'<w:p><w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>{mark("begin")}{code}</w:p>' + p("后文仍在")
    )
    assert outline(read("a.docx", pack_docx(body))) == ["共12万元", "3", "后文仍在"]


def test_symbols_and_raised_digits_keep_their_meaning(outline: Outline, pack_docx: PackDocx) -> None:
    body = (
        '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>90%</w:t></w:r>'
        + run("1", '<w:vertAlign w:val="superscript"/>')
        + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Webdings" w:char="F021"/></w:r>'
        + "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
        + "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>"
    )
    source = read("a.docx", pack_docx(body))
    assert outline(source) == ["≥90%¹☑\N{REPLACEMENT CHARACTER}1/2"]
    assert source.notes == ("1 symbol(s) of an unknown font shown as \N{REPLACEMENT CHARACTER}",)


def test_content_controls_are_kept_also_around_rows_and_cells(outline: Outline, pack_docx: PackDocx) -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = control(p("段")) + f"<w:p>{control(run('行内'))}</w:p>"
    body += table(control(row(cell("甲"), control(cell("1.2")))), row(cell("乙"), cell("3")))
    assert outline(read("a.docx", pack_docx(body))) == ["段", "行内", [["甲", "1.2"], ["乙", "3"]]]


def test_text_boxes_follow_their_paragraph_and_are_read_once(outline: Outline, pack_docx: PackDocx) -> None:
    inner = f"<w:txbxContent>{p('框中1.2万元')}</w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"<wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = f"<w:p>{box}{run('正文')}</w:p>" + table(row(f"<w:tc><w:p>{box}{run('格')}</w:p></w:tc>"))
    assert outline(read("a.docx", pack_docx(body))) == ["正文", "框中1.2万元", [["格"]], "框中1.2万元"]


# Tables


def test_merged_cells_of_python_docx(outline: Outline) -> None:
    document = docx.Document()
    grid = document.add_table(3, 3)
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "科目"
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "预算数"
    for place, text in (((1, 1), "小计"), ((1, 2), "其中"), ((2, 0), "办公费"), ((2, 1), "1.2"), ((2, 2), "")):
        grid.cell(*place).text = text

    source = read("a.docx", saved(document))
    assert outline(source) == [
        [
            [("科目", 2, 1), ("预算数", 1, 2)],
            ["小计", "其中"],
            ["办公费", "1.2", ""],
        ]
    ]
    assert source.blocks[0].spans_known  # type: ignore[union-attr]


def test_spans_of_every_kind(outline: Outline, pack_docx: PackDocx) -> None:
    wide, start, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell("甲", wide + start), cell("乙", start), cell("丙")),
        row(cell("", wide + on), cell("盖住", on), cell("1")),
        row(cell("丁", on), cell("戊"), cell("己", on), cell("2")),
        row(cell("庚"), cell("3"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        row(cell("辛", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("4"), cell("5")),
    )
    source = read("a.docx", pack_docx(body))
    assert outline(source) == [
        [
            [("甲", 2, 2), ("乙", 3, 1), "丙"],
            ["1"],
            ["丁", "戊", "2"],
            ["", "庚", "3", ""],
            [("辛", 1, 2), "4", "5"],
        ]
    ]
    assert source.notes == ("hidden in a merged cell text left out: 2 place(s), the first “盖住”",)


def test_nested_tables_follow_the_outer_one(outline: Outline, pack_docx: PackDocx) -> None:
    inner = table(row(cell("内"), cell(f"2.5</w:t></w:r></w:p>{table(row(cell('最内')))}<w:p><w:r><w:t>尾")))
    body = table(row(f"<w:tc>{p('外')}{inner}{p('外二')}</w:tc>", cell("1.2")))
    assert outline(read("a.docx", pack_docx(body))) == [[["外\n外二", "1.2"]], [["内", "2.5\n尾"]], [["最内"]]]


def test_deleted_and_hidden_rows_are_left_out(outline: Outline, pack_docx: PackDocx) -> None:
    body = table(
        row(cell("旧"), cell("7.2"), properties='<w:del w:id="1"/>'),
        row(cell("隐"), cell("8.2"), properties="<w:hidden/>"),
        row(cell("新"), cell("1.2"), properties='<w:ins w:id="2"/>'),
    )
    source = read("a.docx", pack_docx(body))
    assert outline(source) == [[["新", "1.2"]]]
    assert source.notes == ("hidden text left out: 1 place(s), the first “隐 8.2”",)


# Automatic numbers


def test_chinese_numbers_with_nested_levels_and_restarts(outline: Outline, pack_docx: PackDocx) -> None:
    numbering = abstract(
        0,
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimal", "%1.%4", '<w:start w:val="1"/><w:isLgl/>'),
    ) + counted(1, 0)
    lines = [("职责", 0), ("甲", 1), ("乙", 1), ("2021年", 2), ("机构", 0), ("丙", 1), ("丁", 2), ("法", 3)]
    body = "".join(numbered(text, 1, depth) for text, depth in lines)
    assert outline(read("a.docx", pack_docx(body, numbering))) == [
        "一、职责",
        "（一）甲",
        "（二）乙",
        "1. 2021年",
        "二、机构",
        "（一）丙",
        "1. 丁",
        "2.1 法",
    ]


def test_lists_share_a_definition_until_one_restarts(outline: Outline, pack_docx: PackDocx) -> None:
    numbering = (
        abstract(0, level(0, "taiwaneseCountingThousand", "%1、", '<w:start w:val="9"/>'))
        + counted(1, 0)
        + counted(2, 0)
        + counted(3, 0, RESTART.format(3))
    )
    body = "".join(numbered("项", list_id) for list_id in (1, 1, 2, 3, 3, 1))
    assert outline(read("a.docx", pack_docx(body, numbering))) == [
        "九、项",
        "十、项",
        "十一、项",
        "三、项",
        "四、项",
        "五、项",
    ]


def test_levels_that_never_restart_and_levels_not_yet_counted(outline: Outline, pack_docx: PackDocx) -> None:
    never = '<w:start w:val="1"/><w:lvlRestart w:val="0"/>'
    numbering = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1-%2)", never)) + counted(1, 0)
    body = "".join(numbered("项", 1, depth) for depth in (1, 0, 1, 0, 1))
    assert outline(read("a.docx", pack_docx(body, numbering))) == ["I-1)项", "I. 项", "I-2)项", "II. 项", "II-3)项"]


def test_numbers_through_paragraph_styles(outline: Outline, pack_docx: PackDocx) -> None:
    styles = (
        '<w:style w:styleId="h2"><w:name w:val="x"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="sub"><w:name w:val="y"/><w:basedOn w:val="h2"/></w:style>'
        '<w:style w:type="numbering" w:styleId="list"><w:name w:val="z"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    second = '<w:start w:val="1"/><w:pStyle w:val="h2"/>'
    numbering = (
        abstract(0, level(0, "decimal", "第%1章"), level(1, "lowerLetter", "%2)", second))
        + abstract(1, level(0, "ideographTraditional", "%1、"))
        + '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="list"/></w:abstractNum>'
        + counted(1, 0)
        + counted(2, 1)
        + counted(3, 2)
    )
    body = (
        p("甲", '<w:pStyle w:val="h2"/>')
        + p("乙", '<w:pStyle w:val="sub"/>')
        + p("丙", '<w:pStyle w:val="h2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + numbered("丁", 3)
        + numbered("戊", 1)
    )
    assert outline(read("a.docx", pack_docx(body, numbering, styles))) == ["a)甲", "b)乙", "丙", "甲、丁", "第1章 戊"]


def test_numbers_in_cells_and_what_does_not_count(outline: Outline, pack_docx: PackDocx) -> None:
    numbering = (
        abstract(0, level(0, "decimal", "%1")) + abstract(1, level(0, "bullet", "●")) + counted(1, 0) + counted(2, 1)
    )
    hidden = numbered("藏", 1).replace("<w:rPr></w:rPr>", "<w:rPr><w:vanish/></w:rPr>")
    body = (
        hidden + numbered("点", 2) + table(*(row(f"<w:tc>{numbered('', 1)}</w:tc>", cell(x)) for x in ("5.0", "6.0")))
    )
    assert outline(read("a.docx", pack_docx(body, numbering))) == ["点", [["1", "5.0"], ["2", "6.0"]]]


def test_a_number_glued_to_digits_keeps_a_gap(outline: Outline, pack_docx: PackDocx) -> None:
    glued = '<w:start w:val="1"/><w:suff w:val="nothing"/>'
    numbering = abstract(0, level(0, "decimal", "%1.", glued)) + counted(1, 0)
    assert outline(read("a.docx", pack_docx(numbered("2021年", 1) + numbered("项", 1), numbering))) == [
        "1. 2021年",
        "2.项",
    ]


@pytest.mark.parametrize(
    ("style", "first", "expected"),
    [
        ("decimal", 3, "3"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("ordinal", 22, "22nd"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("taiwaneseCounting", 15, "十五"),
        ("taiwaneseDigital", 10, "一○"),
        ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 11, "壹拾壹"),
        ("ideographLegalTraditional", 23, "貳拾參"),
        ("ideographTraditional", 4, "丁"),
        ("ideographZodiac", 12, "亥"),
        ("ideographEnclosedCircle", 2, "㊁"),
    ],
)
def test_number_styles(outline: Outline, pack_docx: PackDocx, style: str, first: int, expected: str) -> None:
    numbering = abstract(0, level(0, style, "（%1）", f'<w:start w:val="{first}"/>')) + counted(1, 0)
    source = read("a.docx", pack_docx(numbered("项", 1), numbering))
    assert outline(source) == [f"（{expected}）项"]
    assert source.notes == ()


def test_an_unknown_number_style_is_noted(outline: Outline, pack_docx: PackDocx) -> None:
    numbering = abstract(0, level(0, "thaiLetters", "%1)")) + counted(1, 0)
    source = read("a.docx", pack_docx(numbered("项", 1), numbering))
    assert outline(source) == ["1)项"]
    assert source.notes == ("automatic numbers of style thaiLetters written as 1, 2, 3",)


# Files that other readers refuse, and files that must be refused


def test_a_relationship_to_nowhere_does_no_harm(outline: Outline, pack_docx: PackDocx) -> None:
    """WPS writes such a one for a lost picture; python-docx 1.2 stops at it with a KeyError."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    lost = f'<Relationship Id="rId9" Type="{kind}" Target="NULL"/>'
    assert outline(read("a.docx", pack_docx(p("正文"), relations=lost))) == ["正文"]


def test_iso_strict_names_are_understood(outline: Outline, pack_docx: PackDocx) -> None:
    source = zipfile.ZipFile(BytesIO(pack_docx(p("正文1.2"))))
    target = BytesIO()
    with source, zipfile.ZipFile(target, "w") as strict:
        for name in source.namelist():
            strict.writestr(
                name,
                source.read(name).replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                ),
            )
    assert outline(read("a.docx", target.getvalue())) == ["正文1.2"]


def test_pictures_and_embedded_documents_are_noted(pack_docx: PackDocx) -> None:
    body = p("正文") + '<w:p><w:r><w:pict><v:imagedata r:id="rId1"/></w:pict></w:r></w:p><w:altChunk r:id="rId2"/>'
    assert read("a.docx", pack_docx(body)).notes == (
        "1 picture(s), chart(s) or embedded object(s) not read",
        "1 embedded document(s) not read",
    )


def test_a_dtd_is_refused_before_anything_is_expanded(pack_docx: PackDocx) -> None:
    target = BytesIO(pack_docx(p("x")))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/other.xml", '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>')
    with pytest.raises(UnreadableFile, match=r"a\.docx: its part word/other\.xml declares a DTD"):
        read("a.docx", target.getvalue())
