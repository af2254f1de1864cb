"""Each test shows a page and the blocks read from it."""

import time
from collections.abc import Callable

import pytest

from index.document import Source
from index.errors import UnreadableFile
from index.readers import mhtml
from index.readers.html import read

Outline = Callable[[Source], list[object]]


def page(body: str, head: str = "") -> bytes:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


PROSE = "我单位2021年预算安排1.2万元，比上年减少7.2万元，主要原因是压减公务接待和车辆运行支出。" * 6


# Charsets


@pytest.mark.parametrize(
    ("encoding", "declared", "note"),
    [
        ("utf-8", "utf-8", None),
        ("gb18030", "gb2312", "encoding: declared gb2312, read as gb18030"),
        ("gb18030", "GBK", "encoding: declared GBK, read as gb18030"),
        ("gb18030", "utf-8", "encoding: read as gb18030, declared utf-8 does not fit"),
        ("gb18030", "", "encoding: read as gb18030, none declared"),
        ("utf-8", "", "encoding: read as utf-8, none declared"),
        ("utf-8", "x-unknown", "encoding: read as utf-8, declared x-unknown does not fit"),
        ("big5", "big5", None),
        ("utf-8-sig", "gb2312", None),
        ("utf-16", "gb2312", None),
    ],
)
def test_charset(outline: Outline, encoding: str, declared: str, note: str | None) -> None:
    text = (
        "廣場部門預算收支情況說明"
        if encoding == "big5"
        else "朱镕基广场㎡部门预算收支情况"
        if "gb" in encoding
        else "部门预算"
    )
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    source = read("a.html", f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(encoding))
    assert outline(source) == [text]
    assert source.notes == (() if note is None else (note,))


def test_a_broken_character_costs_only_itself() -> None:
    source = read(
        "a.html", '<html><meta charset="gbk"><p>预算'.encode("gbk") + b"\xff" + "1.2万元</p></html>".encode("gbk")
    )
    assert "1.2万元" in source.text
    assert "预算" in source.text
    assert source.notes[0].startswith("encoding: ")


# Paragraphs


def test_paragraphs_headings_and_breaks(outline: Outline) -> None:
    body = """
      <h1>部门预算</h1><h2>一、<b>收入</b></h2>
      <p>&nbsp;&nbsp;2021年预算<span>1.2</span>万元，
         其中公务接待费
         1 万元。<br><br>二、支出</p>直接文字<div>块<div>内块</div>尾</div>
      <ul><li>项一</li><li>项二</li></ul><pre>甲
乙</pre>"""
    assert outline(read("a.html", page(body))) == [
        (1, "部门预算"),
        (2, "一、收入"),
        "2021年预算1.2万元，其中公务接待费 1 万元。",
        "二、支出",
        "直接文字",
        "块",
        "内块",
        "尾",
        "项一",
        "项二",
        "甲",
        "乙",
    ]


def test_ordered_lists_are_numbered(outline: Outline) -> None:
    body = """<ol><li>甲</li><li><p>乙</p><ol type="a" start="3"><li>丙</li></ol></li><li value="9">丁</li></ol>
      <ol style="list-style-type:cjk-ideographic"><li>戊</li><li>二、己</li><li><p>辛</p><p>壬</p></li></ol>
      <ol style="list-style:none"><li>庚</li></ol>"""
    assert outline(read("a.html", page(body))) == [
        "1. 甲",
        "2. 乙",
        "c. 丙",
        "9. 丁",
        "一、戊",
        "二、己",
        "三、辛",
        "壬",
        "庚",
    ]


def test_raised_digits_and_deleted_figures_do_not_become_figures(outline: Outline) -> None:
    source = read("a.html", page("<p>1.2<sup>1</sup>万元，<del>7.2万元</del>面积5m<sup>2</sup></p>"))
    assert outline(source) == ["1.2¹万元，面积5m²"]
    assert source.notes == ("struck-out text left out",)


# The site around the article


def test_site_chrome_is_stripped(outline: Outline) -> None:
    links = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(5))
    body = f"""<header>馆陶县人民政府</header><nav>首页 机构</nav><div class="leftNav">导航</div>
      <div id="mainMenu">菜单</div>
      <div class="breadcrumb">当前位置：首页</div><form><input value="搜"> 搜索</form>
      <p>预算1.2万元</p><ul>{links}</ul><div class="bdsharebuttonbox">分享到</div><p class="print">打印本页</p>
      <div class="side-bar sidebar">侧栏</div><div class="recommend-list">推荐</div><p hidden>藏</p>
      <p style="display: none">隐7.2</p><script>var a="9.9"</script><style>p{{}}</style><noscript>请启用</noscript>
      <aside>旁</aside><footer>版权所有 {PROSE}</footer>"""
    assert outline(read("a.html", page(body))) == ["预算1.2万元"]


@pytest.mark.parametrize(
    "wrapper",
    [
        '<nav>{}</nav>',
        '<div class="sidebar">{}</div>',
        '<div id="footer"><footer>{}</footer></div>',
        '<form id="aspnetForm">{}</form>',
        '<header class="share print menu">{}</header>',
        '<div class="recommend"><a href="/1">甲</a><a href="/2">乙</a><a href="/3">丙丁戊己庚辛</a>{}</div>',
    ],
)  # fmt: skip
def test_a_table_with_figures_is_never_lost(outline: Outline, wrapper: str) -> None:
    figures = '<table class="menu"><tr class="nav"><td>办公费</td><td class="print">1.2</td></tr></table>'
    body = f'<div id="zoom"><p>{PROSE}</p></div>{wrapper.format(figures)}<div class="sidebar">侧栏</div>'
    blocks = outline(read("a.html", page(body)))
    assert [["办公费", "1.2"]] in blocks
    assert PROSE in blocks
    assert "侧栏" not in blocks


def test_a_long_text_is_kept_whatever_its_name_says(outline: Outline) -> None:
    body = f'<form id="form1"><div class="menu-right">{PROSE}</div></form><div id="print-content"><p>短文</p></div>'
    assert outline(read("a.html", page(body))) == [PROSE, "短文"]


def test_a_wrapper_may_hold_a_whole_short_page(outline: Outline) -> None:
    body = '<div class="layout has-sidebar"><p>2021年预算1.2万元</p><div class="sidebar">侧栏</div></div>'
    assert outline(read("a.html", page(body))) == ["2021年预算1.2万元"]


def test_a_container_that_holds_only_a_part_is_not_the_article(outline: Outline) -> None:
    body = f'<div id="zoom"><p>{PROSE}</p></div><div><p>{PROSE}</p></div>'
    assert outline(read("a.html", page(body))) == [PROSE, PROSE]


@pytest.mark.parametrize(
    "container",
    [
        "<article>{}</article>",
        '<div id="zoom">{}</div>',
        '<div class="a TRS_Editor">{}</div>',
        '<div id="UCAP-CONTENT">{}</div>',
    ],
)
def test_the_main_container_is_used_where_it_holds_the_article(outline: Outline, container: str) -> None:
    table = "<table><tr><td>办公费</td><td>1.2</td></tr></table>"
    article = container.format(f"<p>{PROSE}</p>{table}")
    body = f"<div>发布时间：2021-03-01 字体：大 中 小</div>{article}<div>责任编辑：张三</div>"
    assert outline(read("a.html", page(body))) == [PROSE, [["办公费", "1.2"]]]


@pytest.mark.parametrize(
    ("head", "body", "title", "origin"),
    [
        ("", "<h1>甲办2021年部门预算</h1>", "甲办2021年部门预算", "<h1>"),
        ('<meta name="ArticleTitle" content="甲办预算">', "", "甲办预算", "<meta name=ArticleTitle>"),
        ("<title>甲办2021年部门预算公开_馆陶县人民政府</title>", "", "甲办2021年部门预算公开", "<title>"),
    ],
)
def test_a_title_outside_the_container_is_kept(outline: Outline, head: str, body: str, title: str, origin: str) -> None:
    source = read("a.html", page(f'{body}<div id="zoom"><p>{PROSE}</p></div>', head))
    assert outline(source) == [(1, title), PROSE]
    assert source.notes == (f"title taken from {origin} of the page",)


def test_a_title_is_not_repeated_and_a_site_name_is_no_title(outline: Outline) -> None:
    head = '<title>馆陶县人民政府</title><meta name="ArticleTitle" content="甲办 预算">'
    assert outline(read("a.html", page("<p>甲办预算</p><p>正文</p>", head))) == ["甲办预算", "正文"]
    assert outline(read("a.html", page("<p>正文</p>", "<title>馆陶县人民政府</title>"))) == ["正文"]


def test_what_is_not_read_is_noted() -> None:
    body = """<p>见附件：<a href="/f/2021预算表.xls">表</a></p><img src="x.png"><iframe src="y.html"></iframe>
      <div style="display:none"><table><tr><td>甲</td><td>9.9</td></tr></table></div>"""
    assert read("a.html", page(body)).notes == (
        "attachments not read: 2021预算表.xls",
        "a hidden table with figures left out",
        "1 picture(s) not read",
        "1 frame(s) of other pages not read",
    )


# Tables


def test_spans_are_those_a_browser_shows(outline: Outline) -> None:
    body = """<table><caption>表一</caption>
      <thead><tr><th rowspan=2>科目</th><th colspan="2">预算数</th></tr><tr><th>小计</th><th>其中</th></tr></thead>
      <tfoot><tr><td>合计</td><td colspan=2>3</td></tr></tfoot>
      <tbody><tr><td>办公费</td><td>1.2</td><td></td></tr></tbody></table>"""
    assert outline(read("a.html", page(body))) == [
        "表一",
        [
            [("科目", 2, 1), ("预算数", 1, 2)],
            ["小计", "其中"],
            ["办公费", "1.2", ""],
            ["合计", ("3", 1, 2)],
        ],
    ]


def test_invalid_spans_are_clamped_and_cut(outline: Outline) -> None:
    body = """<table><tr><td colspan="9999999999">标题</td></tr>
      <tr><td rowspan="x">甲</td><td colspan="0">1</td><td rowspan="-2">2</td></tr>
      <tr><td rowspan="50">乙</td><td rowspan="0">3</td><td colspan="5">4</td></tr>
      <tr><td>5</td></tr><tr></tr></table>
      <table><tr><td>丙</td><td rowspan="2">6</td></tr><tr><td colspan="3">7</td><td>8</td></tr></table>"""
    assert outline(read("a.html", page(body))) == [
        [
            [("标题", 1, 3)],
            ["甲", "1", "2"],
            [("乙", 3, 1), ("3", 3, 1), "4"],
            ["5"],
            [],
        ],
        [["丙", ("6", 2, 1)], ["7", "8"]],
    ]


def test_spans_of_a_hostile_page_cost_little() -> None:
    row = "<tr><td rowspan=1000 colspan=1000>1<td rowspan=1000 colspan=1000>2"
    started = time.monotonic()
    assert read("a.html", page(f"<table>{row * 300}</table>")).text.startswith("1\t2")
    assert time.monotonic() - started < 10


def test_cells_keep_lines_and_hold_no_tabs(outline: Outline) -> None:
    body = "<table><tr><td>其中：<br>办公\t费<p>电费</p><ol><li>甲</li></ol></td><td>&nbsp;1.2&nbsp;</td></tr></table>"
    assert outline(read("a.html", page(body))) == [[["其中：\n办公 费\n电费\n1. 甲", "1.2"]]]


def test_hidden_cells_take_no_column(outline: Outline) -> None:
    body = """<table><tr><td>甲</td><td style="display:none">9</td><td>1.2</td></tr>
      <tr style="display:none"><td>8</td></tr></table>"""
    assert outline(read("a.html", page(body))) == [[["甲", "1.2"]]]


def test_nested_tables_follow_the_outer_one(outline: Outline) -> None:
    inner = "<table><tr><td>内</td><td>2.5</td></tr></table>"
    body = f"<table><tr><td>外{inner}外二</td><td>1.2</td></tr></table>"
    assert outline(read("a.html", page(body))) == [[["外\n外二", "1.2"]], [["内", "2.5"]]]


def test_layout_tables_are_unwrapped(outline: Outline) -> None:
    inner = "<table><tr><td>办公费</td><td>1.2</td></tr></table>"
    links = "".join(f'<a href="/{n}">栏目{n}</a>' for n in range(4))
    body = f"""<table><tr><td>一、收支情况</td></tr>
      <tr><td><p>说明如下</p>{inner}<p>注：无</p></td><td></td></tr></table>
      <table border=1><tr><td>单位：万元</td></tr></table>
      <table role="presentation"><tr><td>甲</td><td>乙</td></tr></table>
      <table><tr><td><div>{links}</div></td><td><p>{PROSE}</p>{inner}</td></tr></table>"""
    assert outline(read("a.html", page(body))) == [
        "一、收支情况",
        "说明如下",
        [["办公费", "1.2"]],
        "注：无",
        "单位：万元",
        "甲",
        "乙",
        PROSE,
        [["办公费", "1.2"]],
    ]


def test_a_table_without_figures_stays_a_table(outline: Outline) -> None:
    body = "<table><tr><td>单位名称</td><td>性质</td></tr><tr><td><p>政府办</p></td><td>行政</td></tr></table>"
    assert outline(read("a.html", page(body))) == [[["单位名称", "性质"], ["政府办", "行政"]]]


def test_text_and_rows_in_wrong_places_are_kept(outline: Outline) -> None:
    body = "<table>单位：万元<form><tr><td>办公费<td>1.2</form><tr>散<td>电费<td>3</table>"
    assert outline(read("a.html", page(body))) == ["单位：万元", "散", [["办公费", "1.2"], ["电费", "3"]]]


# Office's HTML, limits, archives


def test_word_html(outline: Outline) -> None:
    body = """<div class=WordSection1><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
      <h1><span style='mso-list:Ignore'>一、</span>收支<span
      lang=EN-US>2021</span>年<![if !supportEmptyParas]>&nbsp;<![endif]></h1>
      <!--[if gte mso 9]><xml><w:View>9.9</w:View></xml><![endif]--><p style='mso-hide:all'>隐</p>
      <p class=MsoFooter>第1页</p></div>"""
    head = "<title>旧文件预算</title><meta name=Generator content='Microsoft Word 15'>"
    assert outline(read("a.doc", page(body, head))) == [(1, "一、收支2021年")]


def test_a_page_nested_too_deeply_is_refused_not_cut() -> None:
    with pytest.raises(UnreadableFile, match="nested too deeply"):
        read("a.html", page("<div>" * 400 + "1.2" + "</div>" * 400 + "<p>后文</p>"))


def test_entities_of_a_dtd_are_not_expanded() -> None:
    content = (
        b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "zz">]><html><p>&x;&y;1.2&ge;1</p></html>'
    )
    assert "&x;&y;1.2≥1" in read("a.html", content).text


ARCHIVE = """From: <Saved by Blink>
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="==b"

--==b
Content-Type: text/css

p {{}}
--==b
Content-Type: text/html; charset={charset}
Content-Transfer-Encoding: {transfer}

{body}
--==b
Content-Type: text/html; charset=utf-8

<p>第二部分</p>
--==b--
"""


def test_mhtml_quoted_printable_and_base64(outline: Outline) -> None:
    import base64
    import quopri

    html = "<html><body><p>预算1.2万元</p></body></html>".encode("gbk")
    quoted = ARCHIVE.format(charset="gb2312", transfer="quoted-printable", body=quopri.encodestring(html).decode())
    coded = ARCHIVE.format(charset="gb2312", transfer="base64", body=base64.encodebytes(html).decode())
    for archive in (quoted, coded, coded.replace("\n", "\r\n")):
        source = mhtml.read("a.mht", archive.encode())
        assert outline(source) == ["预算1.2万元"]
        assert (source.format, source.notes) == ("mhtml", ("encoding: declared gb2312, read as gb18030",))


def test_mhtml_of_a_workbook_reads_the_sheets_behind_its_frameset(outline: Outline) -> None:
    frames = "<html><frameset><frame src=sheet001.htm></frameset></html>"
    archive = ARCHIVE.format(charset="utf-8", transfer="8bit", body=frames)
    assert outline(mhtml.read("a.xls", archive.encode())) == ["第二部分"]


def test_a_cut_off_archive_is_noted() -> None:
    archive = ARCHIVE.format(charset="utf-8", transfer="8bit", body="<p>预算</p>").replace("--==b--\n", "")
    assert mhtml.read("a.mht", archive.encode()).notes == (
        "the web archive is damaged (CloseBoundaryNotFoundDefect): its end may be missing",
    )


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"a\.mht: it is a web archive without a page"):
        mhtml.read("a.mht", b"MIME-Version: 1.0\nContent-Type: text/css\n\np {}")
