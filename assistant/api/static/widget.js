// The portal widget: one module, one custom element, no framework, no cookie, no request but to its own service.
//
//   <script type="module" src="https://service/static/widget.js" data-title="问预算" data-lang="zh"></script>
//
// or <caiwen-chat endpoint="https://service" mode="inline"></caiwen-chat>. Every text of an answer or a document is set as text,
// never as markup. Styles are an adopted style sheet, which a strict Content-Security-Policy of the portal does not block.

const WORDS = {
  zh: {
    title: "问预算", launch: "问预算", close: "关闭", large: "大字版", print: "打印", ask: "提问", stop: "停止",
    label: "请输入关于部门预决算的问题", hint: "例如：某单位2021年“三公”经费预算是多少",
    note: "数字均取自公开文件原文，点编号可查看出处。", try: "可以这样问：", sources: "出处", copy: "复制（含出处）", copied: "已复制", uncopied: "浏览器不允许复制",
    wrong: "数字有误", thanks: "已收到，谢谢。", waiting: "正在查找…", asked: "问", answered: "答",
    offline: "暂时无法连接服务，请稍后再试。", busy: "提问过多，请稍后再试。", refused: "问题无法受理，请换一种说法（最多500字）。", warning: "提示",
  },
  en: {
    title: "Ask the budget", launch: "Ask the budget", close: "Close", large: "Large text", print: "Print", ask: "Ask", stop: "Stop",
    label: "Your question about a budget disclosure", hint: "e.g. How much did Guantao budget for the three public expenses in 2021?",
    note: "Every figure is printed in a published document; its number opens the place.", try: "You can ask:", sources: "Sources",
    copy: "Copy with sources", copied: "Copied", uncopied: "The browser does not allow it", wrong: "Figure is wrong", thanks: "Thank you, we have it.",
    waiting: "Looking it up…", asked: "Question", answered: "Answer", offline: "The service cannot be reached. Please try again later.",
    busy: "Too many questions. Please try again later.", refused: "This cannot be asked like that (500 characters at most).", warning: "Note",
  },
};

const STYLE = `
:host { --caiwen-accent: #0b5394; --caiwen-on-accent: #ffffff; --caiwen-ink: #1b2430; --caiwen-soft: #566273; --caiwen-paper: #ffffff;
  --caiwen-line: #c8d0da; --caiwen-tint: #f1f4f8; --caiwen-warn: #fff4d6; --caiwen-warn-ink: #5c4300; --caiwen-size: 1rem;
  font: var(--caiwen-size)/1.65 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: var(--caiwen-ink); }
:host([large]) { --caiwen-size: 1.375rem; }
@media (prefers-color-scheme: dark) { :host { --caiwen-accent: #8cc0ff; --caiwen-on-accent: #0d1218; --caiwen-ink: #e8ecf1; --caiwen-soft: #b1bbc8;
  --caiwen-paper: #171c23; --caiwen-line: #48535f; --caiwen-tint: #222932; --caiwen-warn: #40340f; --caiwen-warn-ink: #ffe9b0; } }
* { box-sizing: border-box; }
button, input { font: inherit; color: inherit; }
button { min-height: 2.75rem; min-width: 2.75rem; padding: .375rem .875rem; border: 1px solid var(--caiwen-line); border-radius: .5rem;
  background: var(--caiwen-paper); cursor: pointer; }
button:disabled { cursor: default; opacity: .65; }
button:hover:enabled { background: var(--caiwen-tint); }
:focus-visible { outline: 3px solid var(--caiwen-accent); outline-offset: 2px; }
.primary { background: var(--caiwen-accent); border-color: var(--caiwen-accent); color: var(--caiwen-on-accent); font-weight: 600; }
.primary:hover:enabled { background: var(--caiwen-accent); filter: brightness(1.08); }
.launcher { position: fixed; right: 1.25rem; bottom: 1.25rem; z-index: 2147483000; border-radius: 999px; padding: .625rem 1.25rem;
  box-shadow: 0 .25rem 1rem rgb(0 0 0 / .25); }
.panel { display: flex; flex-direction: column; background: var(--caiwen-paper); border: 1px solid var(--caiwen-line); border-radius: .75rem; overflow: hidden; }
.panel[hidden] { display: none; }
:host(:not([mode="inline"])) .panel { position: fixed; right: 1.25rem; bottom: 1.25rem; z-index: 2147483001; width: min(30rem, calc(100vw - 2.5rem));
  height: min(44rem, calc(100vh - 2.5rem)); box-shadow: 0 .5rem 2rem rgb(0 0 0 / .3); }
:host([mode="inline"]) .panel { min-height: 32rem; max-height: 100vh; }
:host([large]:not([mode="inline"])) .panel { width: min(44rem, calc(100vw - 2.5rem)); }
@media (max-width: 32rem) { :host(:not([mode="inline"])) .panel { inset: 0; width: 100vw !important; height: 100dvh; border: 0; border-radius: 0; } }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; padding: .625rem .875rem; border-bottom: 1px solid var(--caiwen-line); }
h2 { flex: 1; min-width: 6rem; margin: 0; font-size: 1.125em; font-weight: 650; }
[aria-pressed="true"] { border-color: var(--caiwen-accent); color: var(--caiwen-accent); font-weight: 600; }
.log { flex: 1; overflow-y: auto; margin: 0; padding: 1rem .875rem; display: flex; flex-direction: column; gap: .875rem; }
.question { align-self: flex-end; max-width: 88%; background: var(--caiwen-accent); color: var(--caiwen-on-accent); padding: .5rem .875rem;
  border-radius: .75rem .75rem .125rem .75rem; overflow-wrap: anywhere; }
.answer { max-width: 100%; }
.text { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
.cite { display: inline-block; min-width: 1.5em; padding: 0 .25em; margin: 0 .125em; text-align: center; font-size: .8125em; border-radius: .25rem;
  background: var(--caiwen-tint); color: var(--caiwen-accent); text-decoration: underline; }
.soft, .note { color: var(--caiwen-soft); font-size: .875em; margin: .25rem 0 0; }
.warnings { list-style: none; margin: .5rem 0 0; padding: .5rem .75rem; background: var(--caiwen-warn); color: var(--caiwen-warn-ink); border-radius: .5rem; font-size: .9375em; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .625rem; }
.row button { text-align: left; }
details { margin-top: .5rem; font-size: .9375em; }
summary { cursor: pointer; min-height: 2rem; }
.sources { margin: .25rem 0; padding-left: 1.5rem; }
.sources a { color: var(--caiwen-accent); }
.sources q { display: block; color: var(--caiwen-soft); overflow-wrap: anywhere; }
form { display: flex; gap: .5rem; padding: .75rem .875rem .25rem; border-top: 1px solid var(--caiwen-line); }
input { flex: 1; min-width: 0; min-height: 2.75rem; padding: .375rem .75rem; border: 1px solid var(--caiwen-soft); border-radius: .5rem; background: var(--caiwen-paper); }
.note { padding: 0 .875rem .625rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print { .launcher, form, .row, header button, .note { display: none !important; } :host .panel { position: static !important; height: auto !important; border: 0; } .log { overflow: visible; } }
`;

const MARK = /(\[\d+\])/;
const CHOICE = /^(\d+)\. (.+)$/gm;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// The events of a stream as they come in: name and data.
async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    rest += value ?? "";
    let end;
    while ((end = rest.search(/\r?\n\r?\n/)) >= 0) {
      const fields = rest.slice(0, end).split(/\r?\n/);
      rest = rest.slice(end).replace(/^\r?\n\r?\n/, "");
      const name = fields.find((line) => line.startsWith("event:"))?.slice(6).trim();
      const data = fields.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim()).join("\n");
      if (name && data) yield [name, JSON.parse(data)];
    }
    if (done) return;
  }
}

class CaiwenChat extends HTMLElement {
  #asking = null;
  #conversation = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const words = this.#words;
    this.lang = this.#language === "zh" ? "zh-Hans" : "en";
    const title = this.getAttribute("title-text") || words.title;
    this.#parts = {
      launcher: element("button", { class: "launcher primary", part: "launcher", type: "button", "aria-haspopup": "dialog", onclick: () => this.open() }, words.launch),
      log: element("div", { class: "log", part: "log", role: "log", "aria-live": "polite", "aria-label": title, tabindex: "0" }),
      input: element("input", { id: "question", maxlength: "500", autocomplete: "off", enterkeyhint: "send", placeholder: words.hint }),
      send: element("button", { class: "primary", type: "submit" }, words.ask),
      large: element("button", { type: "button", "aria-pressed": String(this.hasAttribute("large")), onclick: () => this.#enlarge() }, words.large),
    };
    const { launcher, log, input, send, large } = this.#parts;
    const header = element("header", {}, element("h2", {}, title), large,
      element("button", { type: "button", onclick: () => window.print() }, words.print));
    if (!this.#inline) header.append(element("button", { type: "button", onclick: () => this.close() }, words.close));
    const form = element("form", { onsubmit: (event) => this.#submit(event) },
      element("label", { class: "hidden", for: "question" }, words.label), input, send);
    this.#parts.panel = element("section", {
      class: "panel", part: "panel", role: this.#inline ? "region" : "dialog", "aria-label": title, hidden: !this.#inline,
      onkeydown: (event) => { if (event.key === "Escape" && !this.#inline) this.close(); },
    }, header, log, form, element("p", { class: "note" }, words.note));
    root.append(...(this.#inline ? [] : [launcher]), this.#parts.panel);
    if (this.#inline) this.#suggest();
    this.#tell("ready");
  }

  #parts = {};

  get #inline() { return this.getAttribute("mode") === "inline"; }
  get #language() { return this.getAttribute("language") === "en" ? "en" : "zh"; }
  get #words() { return WORDS[this.#language]; }
  get #endpoint() { return (this.getAttribute("endpoint") || "").replace(/\/+$/, ""); }

  open() {
    const { panel, launcher, input, log } = this.#parts;
    if (!this.#inline) { panel.hidden = false; launcher.hidden = true; launcher.style.display = "none"; }
    input.focus();
    if (!log.children.length) this.#suggest();
    this.#tell("open");
  }

  close() {
    if (this.#inline) return;
    const { panel, launcher } = this.#parts;
    panel.hidden = true;
    launcher.hidden = false;
    launcher.style.display = "";
    launcher.focus();
  }

  destroy() { this.#asking?.abort(); this.remove(); }

  #enlarge() {
    this.toggleAttribute("large");
    this.#parts.large.setAttribute("aria-pressed", String(this.hasAttribute("large")));
  }

  #submit(event) {
    event.preventDefault();
    if (this.#asking) { this.#asking.abort(); return; }
    const question = this.#parts.input.value.trim();
    if (question) this.ask(question);
  }

  async ask(question) {
    if (this.#asking) return;
    const { log, input, send } = this.#parts;
    const words = this.#words;
    input.value = "";
    this.shadowRoot.querySelector(".try")?.remove();
    for (const choice of this.shadowRoot.querySelectorAll(".choice button")) choice.disabled = true; // a number answers the last question
    log.append(element("div", { class: "question" }, element("span", { class: "hidden" }, `${words.asked}：`), question));
    const text = element("p", { class: "text" });
    const item = element("div", { class: "answer", "aria-busy": "true" }, element("span", { class: "hidden" }, `${words.answered}：`), text,
      element("p", { class: "soft" }, words.waiting));
    log.append(item);
    item.scrollIntoView({ block: "end" });
    this.#asking = new AbortController();
    send.textContent = words.stop;
    let citations = [], whole = false;
    try {
      const response = await fetch(`${this.#endpoint}/v1/ask/stream`, {
        method: "POST", credentials: "omit", signal: this.#asking.signal, headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ question, conversation_id: this.#conversation, ...(this.hasAttribute("language") && { language: this.#language }) }),
      });
      if (!response.ok) throw Object.assign(new Error(), { status: response.status });
      for await (const [name, data] of eventsOf(response)) {
        if (name === "citations") citations = data;
        if (name === "text") text.append(...this.#withMarks(data.text, citations));
        if (name === "done") { whole = true; this.#finish(item, text, data); }
      }
      if (!whole) throw new Error("the stream broke off");
    } catch (error) {
      const status = error.status;
      item.querySelector(".soft")?.remove();
      if (error.name !== "AbortError") text.textContent = status === 429 || status === 503 ? words.busy : status < 500 ? words.refused : words.offline;
      if (error.name !== "AbortError") this.#tell("error", { status: status ?? 0 });
    } finally {
      this.#asking = null;
      send.textContent = words.ask;
      item.removeAttribute("aria-busy");
      input.focus();
    }
  }

  #finish(item, text, answer) {
    const words = this.#words;
    item.querySelector(".soft")?.remove();
    const assumed = [...answer.interpretation.carried, ...answer.interpretation.assumed];
    if (assumed.length) item.append(element("p", { class: "soft" }, assumed.join("；")));
    if (answer.warnings.length) item.append(element("ul", { class: "warnings" },
      ...answer.warnings.map((warning) => element("li", {}, `${words.warning}：`, ...this.#withMarks(warning.text, answer.citations),
        ...warning.citations.flatMap((number) => this.#withMarks(`[${number}]`, answer.citations))))));
    if (answer.status === "clarify") {
      const choices = [...answer.text.matchAll(CHOICE)].map(([, number, name]) => [number, `${number}. ${name.replace(/\[\d+\]/g, "")}`]);
      if (choices.length) {
        text.textContent = answer.text.split("\n")[0];
        item.append(this.#buttons(choices, "row choice"));
      }
    }
    if (answer.status !== "answered" && answer.suggestions.length) item.append(element("p", { class: "soft" }, words.try), this.#buttons(answer.suggestions.map((each) => [each, each])));
    if (answer.citations.length) item.append(this.#sources(answer.citations));
    if (answer.citations.length && answer.status === "answered") item.append(this.#tools(answer));
    item.scrollIntoView({ block: "nearest" });
    this.#tell("answer", answer);
  }

  #withMarks(text, citations) {
    return text.split(MARK).filter(Boolean).map((piece) => {
      const cited = MARK.test(piece) && citations.find((each) => `[${each.number}]` === piece);
      return cited ? element("a", { class: "cite", href: this.#link(cited), target: "_blank", rel: "noopener", title: cited.quote }, piece) : piece;
    });
  }

  #link(citation) { return `${this.#endpoint}${citation.url}`; }

  #where(citation) { return [citation.title, citation.table ? `《${citation.table}》` : citation.section.at(-1), citation.row_labels.at(-1)].filter(Boolean).join(" › "); }

  #sources(citations) {
    return element("details", {}, element("summary", {}, `${this.#words.sources}（${citations.length}）`),
      element("ol", { class: "sources" }, ...citations.map((each) => element("li", { value: each.number },
        element("a", { href: this.#link(each), target: "_blank", rel: "noopener" }, this.#where(each)), element("q", {}, each.quote)))));
  }

  #buttons(choices, name = "row") {
    return element("div", { class: name }, ...choices.map(([question, label]) => element("button", { type: "button", onclick: () => this.ask(question) }, label)));
  }

  #tools(answer) {
    const words = this.#words;
    const copy = element("button", { type: "button", onclick: async () => {
      const sources = answer.citations.map((each) => `[${each.number}] ${this.#where(each)}：“${each.quote}” ${this.#link(each)}`);
      const copied = await navigator.clipboard?.writeText([answer.text, ...sources].join("\n")).then(() => true, () => false);
      copy.textContent = copied ? words.copied : words.uncopied;
    } }, words.copy);
    const wrong = element("button", { type: "button", onclick: async () => {
      const given = { kind: "wrong_figure", question: answer.question, answer: answer.text.slice(0, 4000), document_ids: [...new Set(answer.citations.map((each) => each.document_id))] };
      const response = await fetch(`${this.#endpoint}/v1/feedback`, { method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" }, body: JSON.stringify(given) }).catch(() => null);
      if (response?.ok) { wrong.textContent = words.thanks; wrong.disabled = true; this.#tell("feedback", given); }
    } }, words.wrong);
    return element("div", { class: "row" }, copy, wrong);
  }

  async #suggest() {
    const response = await fetch(`${this.#endpoint}/v1/suggestions`, { credentials: "omit" }).catch(() => null);
    const { log } = this.#parts;
    if (!response?.ok || log.children.length) return;
    const offered = await response.json();
    if (offered.length && !log.children.length) log.append(element("div", { class: "try" }, element("p", { class: "soft" }, this.#words.try), this.#buttons(offered.map((each) => [each, each]))));
  }

  #tell(name, detail) { this.dispatchEvent(new CustomEvent(`caiwen:${name}`, { detail, bubbles: true, composed: true })); }
}

if (!customElements.get("caiwen-chat")) customElements.define("caiwen-chat", CaiwenChat);

// Put on the page by the script tag itself, unless the page has an element of its own.
const script = document.querySelector(`script[type="module"][src="${import.meta.url}"], script[type="module"][src$="/static/widget.js"]`);
const service = new URL(import.meta.url).origin;
let chat = document.querySelector("caiwen-chat");
if (!chat) {
  chat = document.createElement("caiwen-chat");
  const { title, lang, mode, endpoint } = script?.dataset ?? {};
  chat.setAttribute("endpoint", endpoint || service);
  if (title) chat.setAttribute("title-text", title);
  if (lang) chat.setAttribute("language", lang);
  if (mode) chat.setAttribute("mode", mode);
  document.body.append(chat);
}
window.Caiwen = { open: () => chat.open(), close: () => chat.close(), ask: (question) => (chat.open(), chat.ask(question)), destroy: () => chat.destroy() };
