"""The staff page as staff use it: in Chromium, over documents of several bodies and years, with and without a key.

Screenshots are kept in the folder that ``CAIWEN_SCREENSHOTS`` names, where it names one.
"""

import io
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest

from assistant.api.keys import Keys
from assistant.api.service_store import ServiceStore
from index.build import ingest_upload
from tests.asking import library
from tests.serving import serving

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (Debian: apt install chromium)"),
]
YEAR = """
{body}{year}年部门预算信息公开
四、“三公”经费预算情况
{year}年“三公”经费预算{total}万元，其中：公务接待费{reception}万元，公务用车运行维护费{cars}万元。
"""
CONTRADICTION = """
阳原县人民政府办公室2022年部门预算信息公开
四、“三公”经费预算情况
2022年“三公”经费预算9万元。
五、附表
《“三公”经费预算表》
单位：万元 | |
项目 | 预算数 |
合计 | 8.00 |
公务接待费 | 3.00 |
公务用车运行维护费 | 5.00 |
"""
UPLOAD = "怀来县人民政府办公室2022年部门预算信息公开\n四、“三公”经费预算情况\n2022年“三公”经费预算6.5万元。"
DRAFT = "崇礼区人民政府办公室2022年部门预算信息公开\n四、“三公”经费预算情况\n2022年“三公”经费预算4.4万元。"
EVIL = '<img src=x onerror="window.__hit=1"><b>三公</b>'


@dataclass
class Office:
    """A browser at the page of a service; ``keys`` by scope, ``faults`` are what the console complained of, ``seen`` what was asked for."""

    browser: "sync_api.Browser"
    address: str
    keys: dict[str, str]
    faults: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def page(self, scope: str = "", **options: object) -> "sync_api.Page":
        """The page, signed in with the key of a scope where one is named."""
        context = self.browser.new_context(**{"permissions": ["clipboard-read", "clipboard-write"], **options})
        page = context.new_page()
        page.on("request", lambda request: self.seen.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        page.goto(self.address)
        sync_api.expect(page.locator(".welcome .choices button").first).to_be_visible()
        if scope:
            page.get_by_role("button", name="登录").click()
            page.get_by_label("访问密钥").fill(self.keys[scope])
            page.keyboard.press("Enter")
            sync_api.expect(page.get_by_role("button", name="退出")).to_be_visible()
        return page


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("staff")
    weixian, guyuan = "蔚县人民政府办公室", "沽源县人民政府办公室"
    assistant = library(
        folder,
        YEAR.format(body=weixian, year=2021, total=10, reception=4, cars=6),
        YEAR.format(body=weixian, year=2022, total=8, reception=3, cars=5),
        YEAR.format(body=guyuan, year=2022, total=12.5, reception=2.5, cars=10),
        CONTRADICTION,
    )
    ingest_upload("崇礼.txt", DRAFT.encode(), folder / "index", collection="draft")
    with sync_api.sync_playwright() as playwright, serving(assistant, folder / "index") as address:
        keys = Keys(ServiceStore(folder / "index"))
        made = {"staff": keys.add("张科长", "staff", ["public"])[1], "admin": keys.add("管理", "admin")[1]}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield Office(browser, address, made)
        browser.close()


@pytest.fixture(autouse=True)
def clean(office: Office) -> Iterator[None]:
    """No test leaves a fault of the page behind, or a request to anyone but the service."""
    office.seen.clear()
    office.faults.clear()
    yield
    assert [fault for fault in office.faults if "status of 4" not in fault] == []
    assert all(address.startswith((office.address, "blob:", "data:")) for address in office.seen)


def ask(page: "sync_api.Page", question: str) -> "sync_api.Locator":
    """The last answer, once it is whole."""
    before = page.locator(".turn").count()
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    return settled(page, before)


def settled(page: "sync_api.Page", number: int) -> "sync_api.Locator":
    answer = page.locator(".turn").nth(number).locator(".answer")
    sync_api.expect(answer).to_have_attribute("aria-busy", "false")
    return answer


def rows_of(table: "sync_api.Locator") -> list[list[str]]:
    return [row.locator("th,td").all_inner_texts() for row in table.locator("tbody tr").all()]


def picture(page: "sync_api.Page", name: str) -> None:
    if folder := os.environ.get("CAIWEN_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_a_figure_with_its_place(office: Office) -> None:
    page = office.page()
    answer = ask(page, "蔚县政府办2022年三公经费预算是多少")
    sync_api.expect(answer.locator(".text")).to_have_text("蔚县人民政府办公室2022年“三公”经费预算为8万元。[1]")
    (row,) = rows_of(answer.locator(".figures table"))
    assert [cell for cell in row if cell][:7] == [
        "“三公”经费预算",
        "蔚县人民政府办公室",
        "2022",
        "预算",
        "8",
        "万元",
        "8万元",
    ]
    picture(page, "staff-figure")
    with page.expect_popup() as popup:
        answer.locator(".text .cite").click()
    sync_api.expect(popup.value.locator("#at")).to_have_text("2022年“三公”经费预算8万元")


def test_a_computed_figure_shows_its_formula_with_the_operands(office: Office) -> None:
    page = office.page()
    answer = ask(page, "蔚县政府办2022年公务接待费占三公经费的比例是多少")
    sync_api.expect(answer.locator(".formula")).to_contain_text("[1] ÷ [2] × 100 = 3 ÷ 8 × 100 = 37.5%")
    assert [row[4] for row in rows_of(answer.locator(".figures table"))] == ["37.5", "3", "8"]
    sync_api.expect(answer.locator("figure.chart")).to_have_count(0)


@pytest.mark.parametrize(
    ("question", "bars"),
    [
        ("各单位2022年三公经费预算排名", ["12.5", "9", "8"]),
        ("蔚县政府办2021年和2022年三公经费预算各是多少", ["10", "8"]),
        ("蔚县政府办2022年三公经费由哪些部分构成", ["公务接待费", "公务用车运行维护费"]),
        ("沽源县2022年和蔚县2021年三公经费对比", ["沽源县人民政府办公室 2022", "蔚县人民政府办公室 2021"]),
    ],
)
def test_what_can_be_compared_is_drawn(office: Office, question: str, bars: list[str]) -> None:
    page = office.page()
    answer = ask(page, question)
    drawn = answer.locator("figure.chart svg")
    sync_api.expect(drawn).to_be_visible()
    for bar in bars:
        sync_api.expect(drawn).to_contain_text(bar)
    picture(page, f"staff-chart-{len(bars)}")


def test_what_is_no_comparison_is_not_drawn(office: Office) -> None:
    """A whole beside its parts, asked for at once."""
    page = office.page()
    answer = ask(page, "蔚县政府办2022年三公经费、公务接待费各是多少")
    assert len(rows_of(answer.locator(".figures table"))) == 2
    sync_api.expect(answer.locator("figure.chart")).to_have_count(0)


def test_a_contradiction_is_told_and_a_follow_up_goes_on(office: Office) -> None:
    page = office.page()
    answer = ask(page, "阳原县政府办2022年三公经费预算是多少")
    sync_api.expect(answer.locator(".warning")).to_contain_text("8.00万元")
    answer = ask(page, "那公务接待费呢")
    sync_api.expect(answer.locator(".text")).to_contain_text("公务接待费预算为3.00万元")


def test_the_answer_as_a_sheet_as_json_and_copied(office: Office) -> None:
    page = office.page()
    ask(page, "蔚县政府办2022年三公经费预算是多少")
    answer = ask(page, "那公务接待费呢")
    with page.expect_download() as sheet:
        answer.get_by_role("button", name="核对单 .xlsx").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(sheet.value.path()).read_bytes())).active
    assert book is not None
    told = [str(cell) for row in book.iter_rows(values_only=True) for cell in row if cell is not None]
    assert "蔚县人民政府办公室2022年公务接待费预算为3万元。[1]" in told
    with page.expect_download() as kept:
        answer.get_by_role("button", name="JSON").click()
    assert json.loads(Path(kept.value.path()).read_text(encoding="utf-8"))["figures"][0]["value"] == "3"
    answer.get_by_role("button", name="复制（含出处）").click()
    sync_api.expect(answer.get_by_text("已复制")).to_be_visible()
    assert "公务接待费预算为3万元" in page.evaluate("navigator.clipboard.readText()")


def test_a_filter_narrows_what_is_asked(office: Office) -> None:
    page = office.page()
    page.locator(".scope summary").click()
    page.locator(".composer").get_by_label("单位").select_option("蔚县人民政府办公室")
    page.locator(".composer").get_by_label("年度").select_option("2021")
    page.locator(".composer").get_by_label("地区").select_option("河北省 张家口市")
    answer = ask(page, "三公经费预算是多少")
    sync_api.expect(answer.locator(".text")).to_contain_text("2021年“三公”经费预算为10万元")


def test_the_library_and_its_coverage(office: Office) -> None:
    page = office.page()
    page.get_by_role("link", name="资料库", exact=True).click()
    sync_api.expect(page.locator("#library")).to_contain_text("4份文件")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "staff-library")
    page.locator(".states button").first.click()
    answer = settled(page, 0)
    sync_api.expect(answer.locator(".kind")).to_have_text("原文数字")


def test_findings_lead_to_both_places(office: Office) -> None:
    page = office.page()
    page.get_by_role("link", name="问题清单", exact=True).click()
    sync_api.expect(page.locator("#findings")).to_contain_text("阳原县人民政府办公室")
    picture(page, "staff-findings")
    with page.expect_popup() as popup:
        page.locator("#findings a[href*='/documents/']").first.click()
    sync_api.expect(popup.value.locator("#at")).to_be_in_viewport()


def test_facts_are_filtered_and_downloaded(office: Office) -> None:
    page = office.page()
    page.get_by_role("link", name="数据", exact=True).click()
    page.locator("#facts").get_by_role("combobox", name="单位").fill("沽源")
    page.get_by_role("button", name="显示").click()
    sync_api.expect(page.locator("#facts table tbody tr")).to_have_count(3)
    with page.expect_download() as table:
        page.locator("#facts a[download]").first.click()
    lines = Path(table.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 4
    assert all("沽源县人民政府办公室" in line for line in lines[1:])


def test_conversations_of_staff_are_there_again(office: Office) -> None:
    page = office.page("staff")
    ask(page, "沽源县政府办2022年三公经费预算是多少")
    page.reload()
    page.locator(".conversations li a", has_text="沽源县政府办").first.click()
    sync_api.expect(page.locator(".turn .text")).to_contain_text("12.5万元")
    answer = ask(page, "那公务接待费呢")
    sync_api.expect(answer.locator(".text")).to_contain_text("2.5万元")
    picture(page, "staff-conversations")
    page.get_by_role("button", name="退出").click()
    sync_api.expect(page.locator(".conversations li")).to_have_count(0)
    assert office.keys["staff"] not in page.evaluate(
        "JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie"
    )


def test_a_session_that_ended_goes_on_after_signing_in_again(office: Office) -> None:
    page = office.page("staff")
    ask(page, "沽源县政府办2022年三公经费预算是多少")
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "caiwen_session", "value": "ended", "url": office.address}])
    page.locator("#question").fill("那公务接待费呢")
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("dialog")).to_contain_text("登录已过期")
    page.get_by_label("访问密钥").fill(office.keys["staff"])
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("dialog")).not_to_be_visible()
    sync_api.expect(page.locator(".turn")).to_have_count(2)
    page.locator(".turn").last.get_by_role("button", name="再试一次").click()
    sync_api.expect(settled(page, 2).locator(".text")).to_contain_text("2.5万元")


def test_a_kept_turn_has_its_scope_and_a_scope_does_not_outlive_signing_out(office: Office) -> None:
    page = office.page("staff")
    page.locator(".scope summary").click()
    page.locator(".composer").get_by_label("单位").select_option("阳原县人民政府办公室")
    sync_api.expect(ask(page, "三公经费预算是多少").locator(".text")).to_contain_text("9万元")
    page.reload()
    sync_api.expect(page.locator(".turn .text")).to_contain_text("9万元")
    with page.expect_download() as sheet:
        page.locator(".turn").get_by_role("button", name="核对单 .xlsx").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(sheet.value.path()).read_bytes())).active
    assert book is not None
    assert any("9万元" in str(cell) for row in book.iter_rows(values_only=True) for cell in row)
    page.locator(".scope summary").click()
    page.locator(".composer").get_by_label("单位").select_option("阳原县人民政府办公室")
    page.get_by_role("button", name="退出").click()
    sync_api.expect(page.locator(".scope summary")).to_have_text("范围：全部文件")


def test_enter_does_not_stop_an_answer_and_a_reload_keeps_the_conversation(office: Office) -> None:
    page = office.page("staff")
    page.route("**/v1/ask/stream", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.locator("#question").fill("沽源县政府办2022年三公经费预算是多少")
    page.keyboard.press("Enter")
    page.locator("#question").fill("那公务接待费呢")
    page.keyboard.press("Enter")
    sync_api.expect(settled(page, 0).locator(".text")).to_contain_text("12.5万元")
    sync_api.expect(page.locator("#question")).to_have_value("那公务接待费呢")
    page.reload()
    sync_api.expect(page.locator(".turn .text")).to_contain_text("12.5万元")


def test_what_is_not_for_this_key_is_not_on_the_page(office: Office) -> None:
    page = office.page("staff")
    page.get_by_role("link", name="资料库", exact=True).click()
    sync_api.expect(page.locator("#library")).to_contain_text("4份文件")
    sync_api.expect(page.locator("#library")).not_to_contain_text("崇礼")
    sync_api.expect(page.locator("input[type=file]")).to_have_count(0)


def test_an_admin_uploads_and_takes_out(office: Office) -> None:
    page = office.page("admin")
    page.get_by_role("link", name="资料库", exact=True).click()
    sync_api.expect(page.locator("#library")).to_contain_text("崇礼")
    page.locator(".upload summary").click()
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "怀来.txt", "mimeType": "text/plain", "buffer": UPLOAD.encode()},
            {"name": "坏.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"},
        ]
    )
    page.locator(".upload button").click()
    sync_api.expect(page.locator(".uploads li").nth(0)).to_contain_text("怀来县人民政府办公室")
    sync_api.expect(page.locator(".uploads li").nth(1)).to_contain_text("it is a PDF file")
    picture(page, "staff-upload")
    row = page.locator("#library table").first.locator("tbody tr", has_text="怀来县")
    sync_api.expect(row).to_have_count(1)
    row.get_by_role("button", name="删除").click()
    page.locator("dialog .danger").click()
    sync_api.expect(row).to_have_count(0)


def test_every_text_is_shown_as_text(office: Office) -> None:
    page = office.page()
    answer = ask(page, EVIL)
    sync_api.expect(page.locator(".question").last).to_contain_text("<img src=x")
    assert answer.locator("img, b").count() == 0
    assert page.evaluate("window.__hit") is None


def test_english(office: Office) -> None:
    page = office.page()
    page.get_by_role("button", name="English").click()
    sync_api.expect(page.locator("html")).to_have_attribute("lang", "en")
    answer = ask(page, "How much did Yu County budget for the three public expenses in 2022?")
    sync_api.expect(answer.locator(".kind")).to_have_text("printed figure")
    picture(page, "staff-english")


def test_by_keyboard_alone(office: Office) -> None:
    page = office.page()
    page.keyboard.press("Tab")
    sync_api.expect(page.get_by_role("button", name="跳到内容")).to_be_focused()
    page.locator("#question").focus()
    page.keyboard.type("蔚县政府办2022年三公经费预算是多少")
    page.keyboard.press("Enter")
    answer = settled(page, 0)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if answer.locator(".text .cite").evaluate("link => link === document.activeElement"):
            break
    with page.expect_popup() as popup:
        page.keyboard.press("Enter")
    sync_api.expect(popup.value.locator("#at")).to_be_visible()


@pytest.mark.parametrize(
    "options",
    [{}, {"viewport": {"width": 375, "height": 740}}, {"color_scheme": "dark"}],
    ids=["desk", "phone", "dark"],
)
def test_axe_finds_nothing_serious_and_nothing_runs_over(office: Office, options: dict[str, object]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = office.page(**options)
    ask(page, "各单位2022年三公经费预算排名")
    for name in ("提问", "资料库", "问题清单", "数据"):
        page.get_by_role("link", name=name, exact=True).click()
        sync_api.expect(page.get_by_role("link", name=name, exact=True)).to_have_attribute("aria-current", "page")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["impact"]) for each in found if each["impact"] in {"serious", "critical"}] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "staff-" + "-".join(options) if options else "staff-desk")
