"""Disclosures as pages: what a citation opens, with the cited words or cell marked, and nothing of a file that a browser would run."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from index.build import ingest
from tests.asking import library
from tests.serving import call, fetch, serving

pytestmark = [pytest.mark.integration]
DISCLOSURE = """
蔚县人民政府办公室2022年部门预算信息公开
一、收支预算
2022年收入预算<b>100</b>万元，“三公”经费预算8万元。
二、附表
《收入预算表》
单位：万元 | | |
科目编码 | 科目名称 | 合计 | 财政拨款 |
201 | 一般公共服务支出 | 70.5 | 60.5 |
2013101 | 行政运行 | 40.25 | 40.25 |
<script>alert(1)</script>
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("view")
    with serving(library(folder, DISCLOSURE), folder) as address:
        yield address


def opened(address: str, question: str) -> html.HtmlElement:
    """The page that the first citation of an answer opens."""
    url = call(f"{address}/v1/ask", {"question": question})[1]["citations"][0]["url"]
    assert urlsplit(url).fragment == "at"
    reply = fetch(f"{address}{url}")
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    return html.document_fromstring(reply.text)


def test_a_citation_of_a_sentence_opens_at_its_words(address: str) -> None:
    page = opened(address, "蔚县政府办2022年三公经费预算是多少")
    (marked,) = page.xpath("//*[@id='at']")
    assert (marked.tag, marked.text_content()) == ("mark", "2022年收入预算<b>100</b>万元，“三公”经费预算8万元")
    assert page.xpath("//h2/text()") == ["一、收支预算", "二、附表"]


def test_a_citation_of_a_cell_opens_at_it_under_its_headers(address: str) -> None:
    page = opened(address, "蔚县政府办2022年收入预算表里行政运行的合计是多少")
    (marked,) = page.xpath("//*[@id='at']")
    assert (marked.tag, marked.get("class"), marked.text) == ("td", "at", "40.25")
    assert [head.text for head in page.xpath("//th[@class='leads']")] == ["合计", "2013101", "行政运行"]
    (row,) = marked.xpath("..")
    assert [cell.text_content() for cell in row] == ["2013101", "行政运行", "40.25", "40.25"]


def test_nothing_of_a_file_is_markup(address: str) -> None:
    page = opened(address, "蔚县政府办2022年三公经费预算是多少")
    assert page.xpath("//script | //b | //*[@onclick] | //style") == []
    assert "2022年收入预算<b>100</b>万元" in page.text_content()
    assert "<script>alert(1)</script>" in page.text_content()


def test_the_page_may_run_and_load_nothing(address: str) -> None:
    document = call(f"{address}/v1/documents")[1][0]["id"]
    policy = fetch(f"{address}/documents/{document}").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    assert fetch(f"{address}/static/source.css").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/documents/{}", 200),
        ("/documents/{}?at=0-999999", 200),
        ("/documents/{}?at=5-5", 200),
        ("/documents/{}?at=x", 422),
        ("/documents/{}?at=-1-4", 422),
        ("/documents/{}?at=1-2%22onload", 422),
        ("/documents/0000000000000000", 404),
        ("/documents/..%2f..%2fetc%2fpasswd", 404),
    ],
)
def test_only_places_that_may_be(address: str, path: str, status: int) -> None:
    document = call(f"{address}/v1/documents")[1][0]["id"]
    assert fetch(f"{address}{path.format(document)}").status == status


def test_the_text_that_places_count_in(address: str) -> None:
    document = call(f"{address}/v1/documents")[1][0]["id"]
    citation = call(f"{address}/v1/ask", {"question": "蔚县政府办2022年三公经费预算是多少"})[1]["citations"][0]
    reply = fetch(f"{address}/documents/{document}/text")
    assert reply.text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["quote"].endswith("“三公”经费预算8万元")
    assert reply.headers["content-disposition"] == f'attachment; filename="{document}.txt"'


@pytest.mark.disclosures
def test_every_cell_of_the_real_documents_is_on_its_page(disclosures: Path, tmp_path: Path) -> None:
    """Each table of the five in rows of one width, and each stored cell once."""
    from assistant.assistant import Assistant

    ingest([disclosures], tmp_path / "index")
    assistant = Assistant.open(tmp_path / "index")
    with serving(assistant, tmp_path) as address:
        for row in assistant.store.documents():
            page = html.document_fromstring(fetch(f"{address}/documents/{row.id}").text)
            tables = page.xpath("//table")
            assert len(tables) == len(assistant.store.tables(row.id))
            for shown, table in zip(tables, assistant.store.tables(row.id), strict=True):
                stored = [cell.text for cell in assistant.store.cells(row.id, table.number) if cell.text.strip()]
                cells = [cell.text_content() for cell in shown.xpath(".//td | .//th") if cell.text_content().strip()]
                assert sorted(cells) == sorted(stored), (row.file, table.number)
