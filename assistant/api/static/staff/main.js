// The staff page: its head, its four panels, and which of them an address shows.

import { askPanel } from "./ask.js";
import { begin, forgetAll } from "./conversations.js";
import { forget } from "./documents.js";
import { button, element } from "./elements.js";
import { factsPanel } from "./facts.js";
import { clearScope } from "./filter.js";
import { findingsPanel } from "./findings.js";
import { libraryPanel } from "./library.js";
import { onUnauthorized } from "./service.js";
import { resume, signInPanel, whoIsThere } from "./session.js";
import { inEnglish, speak, words } from "./words.js";

const TABS = ["ask", "library", "findings", "facts"];
let panels = {};
let shown = null;

function where() {
  const [tab, name] = location.hash.replace(/^#\//, "").split("/");
  return TABS.includes(tab) ? { tab, name } : { tab: "ask" };
}

function decoded(name) {
  try { return name && decodeURIComponent(name); } catch { return undefined; } // an address that nobody of this page has made
}

function route() {
  const { tab, name } = where();
  const moved = shown !== null && shown !== tab;
  shown = tab;
  for (const each of TABS) {
    panels[each].section.hidden = each !== tab;
    const link = panels[each].link;
    if (each === tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${words()[tab]} · ${words().brand}`;
  panels[tab].show(decoded(name));
  if (moved) panels[tab].heading.focus({ preventScroll: true });
}

function askFrom(question) {
  begin();
  history.pushState(null, "", "#/ask");
  route();
  panels.ask.ask(question);
}

// For whoever is there now; somebody whose session had ended goes on where they were.
function anew(same = false) {
  forget();
  if (!same) {
    forgetAll();
    clearScope();
    if (where().name && where().tab === "ask") history.replaceState(null, "", "#/ask");
  }
  build();
}

// The page from nothing: at the start, in another language, or for somebody else.
function build() {
  const said = words();
  document.documentElement.lang = said.lang;
  panels = { ask: askPanel(), library: libraryPanel(askFrom), findings: findingsPanel(), facts: factsPanel() };
  for (const tab of TABS) {
    const heading = element("h1", { tabindex: "-1", class: tab === "ask" ? "hidden" : "" }, said[tab]);
    const section = element("section", { id: tab, class: "page" }, heading, panels[tab].panel);
    Object.assign(panels[tab], { heading, section, link: element("a", { href: `#/${tab}` }, said[tab]) });
  }
  const dialog = signInPanel(anew);
  const signIn = () => { if (!dialog.open) dialog.showModal(); };
  const leave = () => anew();
  onUnauthorized(signIn);
  const other = button(said.other, () => { speak(inEnglish() ? "zh" : "en"); build(); }, { lang: inEnglish() ? "zh-Hans" : "en" });
  const skip = button(said.skip, () => panels[shown].heading.focus(), { class: "skip" });
  document.body.replaceChildren(skip,
    element("header", { class: "head" }, element("p", { class: "brand" }, said.brand),
      element("nav", { class: "tabs", "aria-label": said.tabs }, ...TABS.map((tab) => panels[tab].link)), other, whoIsThere(signIn, leave)),
    element("main", {}, ...TABS.map((tab) => panels[tab].section)), dialog);
  shown = null;
  route();
}

await resume();
build();
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => { each.open = true; })); // sources are on paper, too
addEventListener("hashchange", route); // not before there are panels to show
