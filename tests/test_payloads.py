"""Payloads through question, title, cell, file name and citation: in Chromium nothing runs, becomes an element or asks another host.

The pages run without their Content-Security-Policy: what holds here is held by the escaping alone. The policies have a test of their own.
"""

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import openpyxl
import pytest
from docx import Document

from assistant.api.keys import Keys
from assistant.api.service_store import ServiceStore
from tests.hostile_library import hostile_library, in_documents, shown
from tests.payloads import IMG, OFF, PAYLOADS, Payload
from tests.serving import Reply, call, fetch, portal, serving

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (Debian: apt install chromium)"),
]
DOCUMENTS = 39
PORTAL = (
    '<!doctype html><html lang="zh"><head><title>门户</title><link rel="icon" href="data:,"></head><body>{body}'
    '<script type="module" src="{service}/static/widget.js"></script></body></html>'
)
# What on a page is not of the service's own making: its pages have no such elements, handlers or addresses.
STRANGE = """
(service) => {
  const never = new Set(("img image picture source track video audio iframe frame frameset fencedframe object embed applet portal base "
    + "math style template marquee bgsound xml xmp listing plaintext isindex map area foreignobject feimage use animate set").split(" "));
  const links = ["href", "src", "action", "formaction", "data", "poster", "background",
    "ping", "srcset", "srcdoc", "xlink:href", "manifest", "codebase"];
  const found = [];
  const look = (root) => {
    for (const each of root.querySelectorAll("*")) {
      const name = each.localName.toLowerCase();
      const drawn = each.closest(".canvas svg") && name === "style";
      if (never.has(name) && !drawn) found.push(each.outerHTML.slice(0, 200));
      if (name === "script" && !(each.src && new URL(each.src).origin === service)) found.push(each.outerHTML.slice(0, 200));
      if (name === "meta" && each.httpEquiv) found.push(each.outerHTML);
      for (const { name: attribute, value } of each.attributes) {
        const address = links.includes(attribute) && !(name === "link" && value === "data:,");
        let away = false;
        if (address) try { away = ![service, location.origin].includes(new URL(value, location.href).origin); } catch { away = true; }
        if (attribute.startsWith("on") || away) found.push(`${name} ${attribute}=${value}`.slice(0, 200));
      }
      if (each.shadowRoot) look(each.shadowRoot);
    }
  };
  look(document);
  return found;
}
"""
TEXT = """() => { const all = (root) => [...root.childNodes].map((each) =>
  (each.shadowRoot ? all(each.shadowRoot) : "") + (each.nodeType === 3 ? each.data : all(each))).join(""); return all(document); }"""
SENT = re.compile(r"__hit=|://off-origin|[<>\r\n]")


@dataclass
class Watch:
    """What a page did and asked for, from its first moment."""

    page: "sync_api.Page"
    own: tuple[str, ...]
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        page = self.page
        page.on("request", self._requested)
        page.on("response", self._responded)
        page.on("pageerror", lambda error: self.told.append(f"error: {error}"))
        page.on("console", self._logged)
        page.on("popup", lambda other: self.told.append(f"popup: {other.url}"))
        page.on("dialog", self._dialog)

    def _logged(self, line: "sync_api.ConsoleMessage") -> None:
        if line.type == "error" and not line.location["url"].endswith("/favicon.ico"):
            self.told.append(f"console: {line.text} {line.location['url']}")

    def _dialog(self, dialog: "sync_api.Dialog") -> None:
        self.told.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _requested(self, request: "sync_api.Request") -> None:
        parts = urlsplit(request.url)
        if request.url != "data:," and f"{parts.scheme}://{parts.netloc}" not in self.own:
            self.told.append(f"request: {request.url}")

    def _responded(self, response: "sync_api.Response") -> None:
        self.told += [
            f"header: {name}: {value}" for name, value in response.headers.items() if SENT.search(f"{name}{value}")
        ]
        if response.status >= 500:
            self.told.append(f"status: {response.status} {response.url}")

    def faults(self) -> list[str]:
        """Everything since the last call that only a payload can have done."""
        ran = ["ran: __hit" for frame in self.page.frames if frame.evaluate("window.__hit") == 1]
        strange = [f"markup: {each}" for each in self.page.evaluate(STRANGE, self.own[0])]
        told, self.told[:] = self.told[:], []
        return [*told, *ran, *strange]


@dataclass(frozen=True)
class Site:
    """A service over hostile documents, with a portal of another origin that shows ``body``; ``open`` begins a watched page."""

    open: Callable[..., Watch]
    service: str
    portal: str
    body: list[str]
    admin: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hostile")
    assistant, reports = hostile_library(folder, DOCUMENTS)
    assert {report.status for report in reports} == {"added"}
    body, known = [""], {"service": ""}
    with (
        portal(lambda: PORTAL.format(body=body[0], **known)) as origin,
        serving(assistant, folder, origins=[origin]) as service,
        sync_api.sync_playwright() as playwright,
    ):
        known["service"] = service
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(bypass_csp=True)

        def begin() -> Watch:
            return Watch(context.new_page(), (service, origin))

        yield Site(begin, service, origin, body, Keys(ServiceStore(folder)).add("总管", "admin")[1])
        browser.close()


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """A page, which must have done nothing at the end that the test has not taken from it."""
    site.body[0] = ""
    watch = site.open()
    yield watch
    faults = watch.faults()
    watch.page.close()
    assert faults == []


def text_of(watch: Watch) -> str:
    return shown(watch.page.evaluate(TEXT))


def unseen(payloads: list[Payload], text: str) -> list[str]:
    """Ids of the payloads that a page does not show."""
    return [payload.id for payload in payloads if shown(payload.text) not in text]


def documents(site: Site) -> list[dict[str, str]]:
    found: list[dict[str, str]] = call(f"{site.service}/v1/documents")[1]
    assert len(found) == DOCUMENTS + 3
    return found


def test_there_are_enough_of_them() -> None:
    assert len({payload.text for payload in PAYLOADS}) == len({payload.id for payload in PAYLOADS}) == len(PAYLOADS)
    assert len(PAYLOADS) >= 200
    assert {payload for payloads in in_documents(DOCUMENTS) for payload in payloads} == set(PAYLOADS)


# The detector itself.
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (IMG, "ran: "),
        (IMG, "markup: <img"),
        ("<script>window.__hit=1</script>", "ran: "),
        ("<script>alert(1)</script>", "dialog: 1"),
        ("<script>throw new Error('x')</script>", "error: x"),
        ("<script>open('about:blank')</script>", "popup: "),
        (f"<script>fetch('{OFF}x')</script>", f"request: {OFF}x"),
        (f"<link rel=stylesheet href={OFF}s.css>", f"request: {OFF}s.css"),
        (f"<link rel=stylesheet href={OFF}s.css>", "markup: link href="),
        (f"<iframe srcdoc='{IMG}'></iframe>", "ran: "),
        (f"<style>body{{background:url({OFF}b)}}</style>", f"request: {OFF}b"),
        ("<a href=javascript:window.__hit=1>x</a>", "markup: a href="),
        ("<p onclick=x>x</p>", "markup: p onclick="),
        ("<form action='https://off-origin.invalid'></form>", "markup: form action="),
    ],
)
def test_what_runs_is_caught(site: Site, body: str, kind: str) -> None:
    watch = site.open()
    site.body[0] = body
    watch.page.goto(site.portal, wait_until="load")
    watch.page.wait_for_timeout(100)
    assert [fault for fault in watch.faults() if fault.startswith(kind)]
    watch.page.close()


def test_each_markup_is_caught_where_it_is_let_through(site: Site) -> None:
    """As content, as an attribute in any quotes, as an address or between the tags that it ends."""
    watch = site.open()
    site.body[0] = "<main></main>"
    watch.page.goto(site.portal)
    missed = watch.page.evaluate(
        """([payloads, service, ends]) => {
          const strange = eval(`(${ends.strange})`), main = document.querySelector("main");
          const around = ["PP", '<q title="PP">', "<q title='PP'>", "<q title=PP>", "<q title=`PP`>", '<a href="PP">',
            ...ends.tags.map((each) => `<${each}>PP`),
            "<svg><title>PP", "<!--PP", "<svg><![CDATA[PP", "<table><tr><td>PP"];
          const caught = (text) => around.some((each) => {
            main.innerHTML = each.replace("PP", () => text);
            const found = strange(service).length > (/style|xmp|template|iframe/.test(each) ? 1 : 0);
            main.innerHTML = "";
            return found;
          });
          return payloads.filter(([, text]) => !caught(text)).map(([id]) => id);
        }""",
        [
            [[payload.id, payload.text] for payload in PAYLOADS if payload.markup],
            site.service,
            {
                "strange": STRANGE,
                "tags": ["title", "textarea", "style", "noscript", "iframe", "xmp", "template", "select"],
            },
        ],
    )
    # one is markup only once a filter has cut something out of it, frames only in a page that has no body
    assert set(missed) <= {"script-12", "url-12", "url-25"}
    watch.page.close()


# What documents carry.
def test_the_source_view_of_each_document(site: Site, watch: Watch) -> None:
    carried = in_documents(DOCUMENTS)
    texts: dict[str, str] = {}
    for document in documents(site):
        watch.page.goto(f"{site.service}/documents/{document['id']}", wait_until="load")
        texts[document["entity"]] = text_of(watch)
        assert watch.faults() == [], document["file"]
    missing = [
        name
        for payloads in carried
        for name in unseen(payloads[:-1], max(texts.values(), key=lambda text: -len(unseen(payloads[:-1], text))))
    ]
    assert missing == []


def test_the_source_view_at_each_citation(site: Site, watch: Watch) -> None:
    """At each place that a finding, and a fact of a cell, names; a finding quotes what stands there."""
    findings = call(f"{site.service}/v1/findings")[1]["findings"]
    places = [finding["places"][0]["url"] for finding in findings]
    facts = call(f"{site.service}/v1/facts?limit=1000")[1]["facts"]
    places += [f"/documents/{fact['document_id']}?at={fact['start']}-{fact['end']}#at" for fact in facts[::20]]
    assert len(places) > DOCUMENTS
    for place in places:
        watch.page.goto(f"{site.service}{place}", wait_until="load")
        assert watch.page.locator("#at").count() == 1
        assert watch.faults() == [], place


@pytest.fixture
def staff(site: Site, watch: Watch) -> "sync_api.Page":
    page = watch.page
    page.goto(site.service)
    page.evaluate(
        "(key) => fetch('/v1/session', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({key})})",
        site.admin,
    )
    page.reload()
    return page


@pytest.mark.parametrize("tab", ["library", "findings", "facts"])
def test_the_tabs_of_the_staff_page(site: Site, watch: Watch, staff: "sync_api.Page", tab: str) -> None:
    staff.goto(f"{site.service}/#/{tab}")
    entries = {"library": "#library tbody tr", "findings": "#findings .finding", "facts": "#facts tbody tr"}
    staff.wait_for_function(
        "([which, number]) => document.querySelectorAll(which).length >= number", arg=[entries[tab], DOCUMENTS]
    )
    while tab == "facts" and not staff.get_by_role("button", name="下一页").is_disabled():
        before = staff.locator("#facts [role=status]").inner_text()
        staff.get_by_role("button", name="下一页").click()
        sync_api.expect(staff.locator("#facts [role=status]")).not_to_contain_text(before)
        sync_api.expect(staff.locator("#facts [role=status]")).not_to_contain_text("正在载入")
        assert watch.faults() == []
    if tab == "library":
        staff.wait_for_selector("#library .map tbody tr")
        shown_titles = text_of(watch)
        titles = [document["title"] for document in documents(site)]
        assert sum("__hit" in title or "off-origin" in title for title in titles) >= 20
        assert [title for title in titles if shown(title) not in shown_titles] == []
        staff.locator("#library button.quiet").first.click()  # the question before it is deleted has the title
        sync_api.expect(staff.locator("dialog[open]")).to_contain_text("删除文件")
        assert watch.faults() == []
        staff.get_by_role("button", name="取消").last.click()
    if tab == "findings":
        files = [finding["file"] for finding in call(f"{site.service}/v1/findings")[1]["findings"]]
        assert [file for file in files if shown(file) not in text_of(watch)] == []


def in_widget(watch: Watch, questions: list[str]) -> None:
    """Ask one after the other in the widget of a page."""
    watch.page.evaluate(
        "async (questions) => { Caiwen.open(); for (const each of questions) await Caiwen.ask(each); }", questions
    )


def test_each_as_a_question_to_the_widget_on_a_portal(site: Site, watch: Watch) -> None:
    watch.page.goto(site.portal)
    watch.page.wait_for_function("window.Caiwen")
    for at in range(0, len(PAYLOADS), 50):
        some = list(PAYLOADS[at : at + 50])
        in_widget(watch, [payload.text for payload in some])
        assert watch.faults() == [], f"{some[0].id} to {some[-1].id}"
        assert unseen(some, text_of(watch)) == []
        watch.page.evaluate("document.querySelector('caiwen-chat').shadowRoot.querySelector('.log').replaceChildren()")


QUESTIONS = ["{}2022年三公经费预算是多少", "{}的主要职责是什么", "{}2022年收入预算表里教育支出是多少"]


def answers(site: Site) -> list[str]:
    """Questions whose answers quote the documents."""
    bodies = [document["entity"] for document in documents(site)]
    return [QUESTIONS[at % 3].format(body) for at, body in enumerate(bodies)] + [QUESTIONS[1].format(bodies[-1])]


def quoted(site: Site, questions: list[str]) -> list[str]:
    """Hostile words that the answers to some questions hold in their citations."""
    found = []
    for question in questions:
        answer = call(f"{site.service}/v1/ask", {"question": question})[1]
        for citation in answer["citations"]:
            parts = [citation["title"], citation["quote"], *citation["section"][-1:], *citation["row_labels"][-1:]]
            found += [part for part in parts if "__hit" in part or "off-origin" in part]
    return found


def test_the_widget_tells_what_documents_carry(site: Site, watch: Watch) -> None:
    watch.page.goto(site.portal)
    watch.page.wait_for_function("window.Caiwen")
    questions = answers(site)
    in_widget(watch, questions)
    carried, text = quoted(site, questions), text_of(watch)
    assert len(set(carried)) > DOCUMENTS
    lost = [part for part in carried if shown(part) not in text]
    assert lost == []


def test_the_staff_page_tells_what_documents_carry(site: Site, watch: Watch, staff: "sync_api.Page") -> None:
    questions = answers(site)[::2]
    for number, question in enumerate(questions, start=1):
        staff_asked(staff, question, number)
    carried, text = quoted(site, questions), text_of(watch)
    assert len(set(carried)) > DOCUMENTS // 2
    assert [part for part in carried if shown(part) not in text] == []


def staff_asked(page: "sync_api.Page", question: str, number: int) -> None:
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "(number) => document.querySelectorAll('article.turn .answer[aria-busy=false]').length >= number", arg=number
    )


def test_some_as_questions_to_the_staff_page(site: Site, watch: Watch, staff: "sync_api.Page") -> None:
    """Also as titles of conversations, which the service keeps for staff."""
    some = list(PAYLOADS[::8])
    for number, payload in enumerate(some, start=1):
        staff_asked(staff, payload.text, number)
        staff.get_by_role("button", name="新对话").click() if number == len(some) else None
    assert watch.faults() == []
    staff.evaluate(
        """async (questions) => { for (const question of questions) await fetch("/v1/ask", {method: "POST",
          headers: {"Content-Type": "application/json"}, body: JSON.stringify({question, conversation_id: crypto.randomUUID()})}); }""",
        [payload.text for payload in some],
    )
    staff.reload()
    staff.locator("#question").fill("蔚县财政局2022年三公经费预算是多少")
    staff.keyboard.press("Enter")
    staff.wait_for_function("document.querySelectorAll('.conversations li').length > 40")
    listed = staff.locator(".conversations").text_content() or ""
    assert unseen(some[1:], shown(listed)) == []
    staff.locator(".conversations li a").nth(2).click()
    staff.wait_for_selector("article.turn .answer[aria-busy=false]")


def test_a_fifth_as_questions_to_the_plain_form(site: Site, watch: Watch) -> None:
    for payload in PAYLOADS[::5]:
        watch.page.goto(f"{site.service}/ask?q={quote(payload.text)}", wait_until="commit")
        watch.page.wait_for_load_state("load")
        assert watch.faults() == [], payload.id
        value = watch.page.locator("#q").input_value()
        assert payload.text.strip() == "" or shown(value) == shown(payload.text), payload.id
    for question in answers(site)[::3]:
        watch.page.goto(f"{site.service}/ask?q={quote(question)}", wait_until="load")
        assert watch.faults() == [], question


# What is taken away as a file.
def evidence(site: Site, turns: list[str], form: str) -> Reply:
    reply = fetch(f"{site.service}/v1/evidence", {"turns": turns, "format": form})
    assert reply.status == 200, turns
    return reply


def test_no_cell_of_an_evidence_sheet_is_a_formula(site: Site) -> None:
    asked = [payload.text for payload in PAYLOADS if payload.family == "formula"] + answers(site)[::4]
    for question in asked:
        content = evidence(site, [question], "xlsx").content
        (page,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}, question  # texts and numbers, no formula
        assert not any(cell.hyperlink for cell in cells), question
        assert shown(question) in {shown(str(cell.value)) for cell in cells}
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "sheet" in name)
            assert not any("external" in name.lower() for name in parts.namelist())


def test_an_evidence_sheet_as_docx_opens(site: Site) -> None:
    asked = [payload.text for payload in PAYLOADS[::16]] + answers(site)[::8]
    for question in asked:
        content = evidence(site, [question], "docx").content
        assert shown(question) in shown("".join(part.text for part in Document(io.BytesIO(content)).paragraphs))
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            assert not any(b'TargetMode="External"' in parts.read(name) for name in parts.namelist())


def test_no_fact_is_run_by_a_spreadsheet(site: Site) -> None:
    """Neither where = + - @ are of the width of a Chinese character, which a spreadsheet in Chinese or Japanese reads alike."""
    text = fetch(f"{site.service}/v1/facts?format=csv").text.removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) > DOCUMENTS
    assert any("__hit" in cell or "off-origin" in cell for row in rows for cell in row)
    assert any(cell.startswith("'") for row in rows for cell in row)
    assert {len(row) for row in rows} == {len(rows[0])}
    harmless = re.compile(r"[-+]?[\d.,]+[%％]?|=|[-－—]+")
    runs = [cell for row in rows for cell in row if re.match(r"\s*[=+\-@＝＋－＠\t\r\n]", cell)]
    assert [cell for cell in runs if not harmless.fullmatch(cell)] == []


# Headers.
def test_no_file_name_gets_into_a_header(site: Site) -> None:
    """Names of files that carry line breaks, quotes and markup: uploaded, saved again, refused."""
    names = [payload.text for payload in PAYLOADS if payload.family in {"header", "quote", "polyglot"}]
    for number, name in enumerate(names):
        address = f"{site.service}/v1/documents?name={quote(name)}&collection=draft"
        body = f"阳原县人民政府办公室2022年部门预算信息公开\n2022年“三公”经费预算{number + 1}.5万元。".encode()
        made = fetch(address, body, key=site.admin)
        assert made.status == 201, name
        path = f"{site.service}/documents/{made.json['document_id']}"
        saved = fetch(f"{path}/original", key=site.admin)
        assert (saved.status, saved.content) == (200, body)
        assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w.~%-]*", saved.headers["content-disposition"])
        for reply in (made, saved, fetch(f"{path}/text", key=site.admin), fetch(address, b"\x00\x01", key=site.admin)):
            assert reply.status < 500
            assert not [pair for pair in reply.headers.items() if SENT.search("".join(pair))], name
            assert not {"set-cookie", "location", "link", "refresh"} & {header.lower() for header in reply.headers}
        assert (
            fetch(f"{site.service}/v1/documents/{made.json['document_id']}", method="DELETE", key=site.admin).status
            == 204
        )


def test_no_question_gets_into_a_header(site: Site) -> None:
    for payload in PAYLOADS[::3]:
        for reply in (
            fetch(f"{site.service}/ask?q={quote(payload.text)}"),
            fetch(f"{site.service}/v1/documents/{quote(payload.text, safe='')}"),
            fetch(f"{site.service}/static/{quote(payload.text, safe='')}"),
            fetch(f"{site.service}/v1/facts?basis={quote(payload.text)}"),
            fetch(f"{site.service}/healthz", headers={"X-Request-Id": re.sub(r"[^\x20-\x7e]", "", payload.text)}),
        ):
            assert reply.status < 500, payload.id
            assert not [pair for pair in reply.headers.items() if SENT.search("".join(pair))], payload.id
            assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/", "/embed", "/ask", "/ask?q=x", "/documents/{}", "/v1/documents", "/static/widget.js", "/x"]
)
def test_each_page_has_a_policy_that_runs_no_markup(site: Site, path: str) -> None:
    """The second line: where escaping failed, no script of a page's own text would run, and nothing would be asked of others."""
    policy = fetch(f"{site.service}{path.format(documents(site)[0]['id'])}").headers["content-security-policy"]
    told = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert told["default-src"] == "'none'"
    assert told["base-uri"] == "'none'"
    assert set(" ".join(value for name, value in told.items() if name != "frame-ancestors").split()) <= {
        "'none'",
        "'self'",
        "data:",
    }
    assert "data:" not in told.get("script-src", "")
