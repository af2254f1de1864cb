"""The widget as a reader meets it: in Chromium, on a portal's page of another origin than the service.

Screenshots are kept in the folder that ``CAIWEN_SCREENSHOTS`` names, where it names one.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.asking import library
from tests.serving import call, fetch, portal, serving

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (Debian: apt install chromium)"),
]
DISCLOSURE = """
蔚县人民政府办公室2022年部门预算信息公开
四、“三公”经费预算情况
2022年“三公”经费预算8万元，其中：公务接待费3万元，公务用车运行维护费5万元。
五、附表
《收入预算表》
单位：万元 | | |
科目编码 | 科目名称 | 合计 | 财政拨款 |
201 | 一般公共服务支出 | 70.5 | 60.5 |
2013101 | 行政运行 | 40.25 | 30.25 |
2013102 | 一般行政管理事务 | 30.25 | 30.25 |
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
TWO = """
尚义县水利局2022年部门预算信息公开
二、支出情况
职业年金缴费12万元，职业年金记实3万元。
"""
EVIL = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
PAGE = (
    '<!doctype html><html lang="zh"><head><title>门户</title><meta name="viewport" content="width=device-width"></head>'
    "<body><h1>县政府门户</h1>"
    '<script type="module" src="{service}/static/widget.js" {data}></script></body></html>'
)
POLICY = "default-src 'none'; script-src {0}; connect-src {0}; style-src 'none'"


@dataclass
class Portal:
    """A browser at a portal: ``show`` opens its page with some attributes on the script tag; ``seen`` are the addresses it asked."""

    show: Callable[..., "sync_api.Page"]
    service: str
    seen: list[str]
    faults: list[str]


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(browser: "sync_api.Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    folder = tmp_path_factory.mktemp("widget")
    shown: dict[str, str] = {}
    seen: list[str] = []
    faults: list[str] = []
    assistant = library(folder, DISCLOSURE, CONTRADICTION, TWO)
    with portal(lambda: PAGE.format(**shown)) as origin, serving(assistant, folder, origins=[origin]) as service:

        def show(data: str = "", **options: object) -> "sync_api.Page":
            shown.update(service=service, data=data)
            context = browser.new_context(**{"permissions": ["clipboard-read", "clipboard-write"], **options})
            page = context.new_page()
            page.on("request", lambda request: seen.append(request.url))
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
            page.goto(origin)
            return page

        yield Portal(show, service, seen, faults)


@pytest.fixture(autouse=True)
def clean(site: Portal) -> Iterator[None]:
    """No test leaves a fault of the page behind, or a request to anyone but portal and service."""
    site.seen.clear()
    site.faults.clear()
    yield
    assert [fault for fault in site.faults if "favicon" not in fault and "404" not in fault] == []
    assert all(address.startswith(("http://127.0.0.1:", "data:")) for address in site.seen)


def ask(page: "sync_api.Page", question: str) -> "sync_api.Locator":
    """The last answer, once it is whole."""
    before = page.locator("caiwen-chat .answer").count()
    page.get_by_label("请输入关于部门预决算的问题").fill(question)
    page.get_by_role("button", name="提问").click()
    return settled(page, before + 1)


def settled(page: "sync_api.Page", number: int) -> "sync_api.Locator":
    answer = page.locator("caiwen-chat .answer").nth(number - 1)
    sync_api.expect(answer).to_be_visible()
    sync_api.expect(answer).not_to_have_attribute("aria-busy", "true")
    return answer


def picture(page: "sync_api.Page", name: str) -> None:
    if folder := os.environ.get("CAIWEN_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def opened(site: Portal, data: str = "", **options: object) -> "sync_api.Page":
    page = site.show(data, **options)
    page.get_by_role("button", name="问预算").click()
    return page


def test_a_question_and_the_place_of_its_figure(site: Portal) -> None:
    page = opened(site)
    answer = ask(page, "蔚县政府办2022年三公经费预算是多少")
    sync_api.expect(answer.locator(".text")).to_have_text("蔚县人民政府办公室2022年“三公”经费预算为8万元。[1]")
    picture(page, "widget-answer")
    with page.expect_popup() as popup:
        answer.locator(".text .cite").click()
    source = popup.value
    sync_api.expect(source.locator("#at")).to_have_text("2022年“三公”经费预算8万元")
    sync_api.expect(source.locator("#at")).to_be_in_viewport()


def test_a_cell_opens_under_its_headers(site: Portal) -> None:
    page = opened(site)
    answer = ask(page, "蔚县政府办2022年收入预算表里行政运行的财政拨款是多少")
    with page.expect_popup() as popup:
        answer.locator(".text .cite").first.click()
    source = popup.value
    sync_api.expect(source.locator("td#at")).to_have_text("30.25")
    sync_api.expect(source.locator("td#at")).to_be_in_viewport()
    sync_api.expect(source.locator("th.leads")).to_have_text(["财政拨款", "2013101", "行政运行"])
    picture(source, "source-cell")


def test_a_contradiction_is_told_with_the_answer(site: Portal) -> None:
    page = opened(site)
    answer = ask(page, "阳原县政府办2022年三公经费预算是多少")
    sync_api.expect(answer.locator(".warnings")).to_contain_text("9万元")
    sync_api.expect(answer.locator(".warnings")).to_contain_text("8.00万元，相差1万元")
    sync_api.expect(answer.locator(".warnings .cite")).to_have_text(["[1]", "[2]"])
    picture(page, "widget-warning")


def test_a_choice_by_a_button(site: Portal) -> None:
    page = opened(site)
    answer = ask(page, "尚义县水利局2022年职业年金多少")
    choices = answer.locator(".row button")
    sync_api.expect(choices.first).to_be_visible()
    picture(page, "widget-choices")
    choices.nth(1).click()
    sync_api.expect(settled(page, 2).locator(".text")).to_contain_text("3万元")
    sync_api.expect(choices.first).to_be_disabled()  # a number would answer whatever was asked last


def test_a_follow_up(site: Portal) -> None:
    page = opened(site)
    ask(page, "蔚县政府办2022年三公经费预算是多少")
    answer = ask(page, "那公务接待费呢")
    sync_api.expect(answer.locator(".text")).to_have_text("蔚县人民政府办公室2022年公务接待费预算为3万元。[1]")


def test_suggested_questions_work(site: Portal) -> None:
    page = opened(site)
    page.locator("caiwen-chat .try button").first.click()
    sync_api.expect(settled(page, 1).locator(".text")).to_contain_text("预算为")


def test_what_is_not_there_is_declined_with_questions_that_work(site: Portal) -> None:
    page = opened(site)
    answer = ask(page, "正定县三公经费是多少")
    sync_api.expect(answer.locator(".text")).to_contain_text("库中没有“正定县”的文件")
    answer.locator(".row button").first.click()
    sync_api.expect(settled(page, 2).locator(".text")).to_contain_text("预算为")


def test_in_english(site: Portal) -> None:
    page = site.show('data-lang="en"')
    page.get_by_role("button", name="Ask the budget").click()
    page.get_by_label("Your question about a budget disclosure").fill("蔚县政府办2022年三公经费预算是多少")
    page.get_by_role("button", name="Ask", exact=True).click()
    sync_api.expect(settled(page, 1).locator(".text")).to_contain_text("three-public expenses")


def test_by_the_keyboard_alone(site: Portal) -> None:
    page = site.show()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("蔚县政府办2022年三公经费预算是多少")
    page.keyboard.press("Enter")
    sync_api.expect(settled(page, 1).locator(".text")).to_contain_text("8万元")
    page.keyboard.press("Escape")
    sync_api.expect(page.get_by_role("dialog")).to_be_hidden()
    sync_api.expect(page.get_by_role("button", name="问预算")).to_be_focused()


def test_large_text(site: Portal) -> None:
    page = opened(site)
    size = "() => parseFloat(getComputedStyle(document.querySelector('caiwen-chat').shadowRoot.querySelector('input')).fontSize)"
    before = page.evaluate(size)
    button = page.get_by_role("button", name="大字版")
    button.click()
    sync_api.expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(size) >= 22 > before
    ask(page, "蔚县政府办2022年三公经费预算是多少")
    picture(page, "widget-large")


def test_on_a_phone(site: Portal) -> None:
    page = opened(site, viewport={"width": 360, "height": 740})
    answer = ask(page, "蔚县政府办2022年三公经费预算是多少")
    sync_api.expect(answer.locator(".text")).to_contain_text("8万元")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (360, 740)
    picture(page, "widget-phone")


def test_copied_with_its_sources(site: Portal) -> None:
    page = opened(site)
    answer = ask(page, "蔚县政府办2022年三公经费预算是多少")
    answer.get_by_role("button", name="复制").click()
    sync_api.expect(answer.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "蔚县人民政府办公室2022年“三公”经费预算为8万元。[1]\n[1] 蔚县人民政府办公室2022年部门预算信息公开"
    )
    assert f"{site.service}/documents/" in copied


def test_a_wrong_figure_is_reported(site: Portal) -> None:
    page = opened(site)
    answer = ask(page, "蔚县政府办2022年三公经费预算是多少")
    answer.get_by_role("button", name="数字有误").click()
    sync_api.expect(answer.get_by_role("button", name="已收到，谢谢。")).to_be_disabled()


def test_nothing_that_is_asked_is_markup(site: Portal) -> None:
    page = opened(site)
    ask(page, f"蔚县{EVIL}三公经费")
    assert page.title() == "门户"
    assert page.locator("caiwen-chat img").count() == 0


def test_a_strict_portal_lets_it_work(browser: "sync_api.Browser", tmp_path: Path) -> None:
    """Under a policy that allows scripts and requests of the service alone, and no style of the page."""
    shown: dict[str, str] = {"data": ""}
    policies: list[str] = []
    with serving(library(tmp_path, DISCLOSURE), tmp_path, origins=["http://127.0.0.1:1"]) as service:
        shown["service"] = service
        with portal(lambda: PAGE.format(**shown), POLICY.format(service)) as origin:
            page = browser.new_page()
            page.on(
                "console", lambda line: policies.append(line.text) if "Content Security Policy" in line.text else None
            )
            page.goto(origin)
            page.get_by_role("button", name="问预算").click()
            color = "() => getComputedStyle(document.querySelector('caiwen-chat').shadowRoot.querySelector('.primary')).borderRadius"
            assert page.evaluate(color) != "0px"
            # the portal is not on the service's list: the browser keeps the answer from it
            page.get_by_label("请输入关于部门预决算的问题").fill("蔚县三公经费")
            page.get_by_role("button", name="提问").click()
            sync_api.expect(page.locator("caiwen-chat .answer .text")).to_contain_text("暂时无法连接服务")
    assert policies == []


def test_no_cookie_and_nothing_of_others(site: Portal) -> None:
    page = opened(site)
    ask(page, "蔚县政府办2022年三公经费预算是多少")
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_the_portal_drives_it(site: Portal) -> None:
    page = site.show()
    page.evaluate("window.got = []; addEventListener('caiwen:answer', event => window.got.push(event.detail.status))")
    page.wait_for_function("window.Caiwen")
    page.evaluate("Caiwen.ask('蔚县政府办2022年三公经费预算是多少')")
    settled(page, 1)
    assert page.evaluate("window.got") == ["answered"]
    page.evaluate("Caiwen.close()")
    sync_api.expect(page.get_by_role("dialog")).to_be_hidden()
    page.evaluate("Caiwen.destroy()")
    assert page.locator("caiwen-chat").count() == 0


def test_with_scripts_blocked_a_form_answers(site: Portal, browser: "sync_api.Browser") -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.service}/embed")
    page.get_by_label("请输入关于部门预决算的问题").fill("蔚县政府办2022年三公经费预算是多少")
    page.get_by_role("button", name="提问").click()
    sync_api.expect(page.locator(".answer")).to_contain_text("蔚县人民政府办公室2022年“三公”经费预算为8万元。[1]")
    picture(page, "plain-form")
    with page.expect_popup() as popup:
        page.locator(".answer ol a").click()
    sync_api.expect(popup.value.locator("#at")).to_have_text("2022年“三公”经费预算8万元")


@pytest.mark.parametrize("where", ["widget", "large", "source", "form"])
def test_axe_finds_nothing_serious(site: Portal, where: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    if where in {"source", "form"}:
        document = call(f"{site.service}/v1/documents")[1][0]["id"]
        page = site.show()
        page.goto(f"{site.service}/documents/{document}" if where == "source" else f"{site.service}/ask?q=蔚县三公经费")
    else:
        page = opened(site)
        if where == "large":
            page.get_by_role("button", name="大字版").click()
        ask(page, "阳原县政府办2022年三公经费预算是多少")
    found = Axe().run(page).response["violations"]
    serious = [
        (each["id"], [node["html"] for node in each["nodes"]])
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]
    assert serious == []


def test_only_the_listed_origins_are_told_that_they_may(site: Portal) -> None:
    import urllib.request

    def echoed(origin: str) -> str | None:
        request = urllib.request.Request(f"{site.service}/v1/documents", headers={"Origin": origin})
        with urllib.request.urlopen(request) as response:
            return response.headers["Access-Control-Allow-Origin"]

    host = site.show().url.rstrip("/")
    assert echoed(host) == host
    near = [
        host[:-1],
        f"{host}0",
        f"{host}.evil.test",
        host.replace("127.0.0.1", "localhost"),
        host.replace("http", "https"),
        "null",
        "*",
    ]
    assert [echoed(origin) for origin in near] == [None] * len(near)


def test_its_size(site: Portal) -> None:
    """Under 40 KB compressed."""
    import gzip

    assert len(gzip.compress(fetch(f"{site.service}/static/widget.js").text.encode())) < 40_000
