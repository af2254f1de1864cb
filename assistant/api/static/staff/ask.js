// The question box and the conversation above it.

import { turnCard } from "./answer.js";
import * as conversations from "./conversations.js";
import { button, element } from "./elements.js";
import { documentsInScope, scopeFilter } from "./filter.js";
import * as service from "./service.js";
import { keepsConversations } from "./session.js";
import { inEnglish, words } from "./words.js";

let asking = null; // the question under way can be stopped

export function askPanel() {
  const said = words();
  const log = element("div", { class: "log" });
  const heard = element("p", { class: "hidden", role: "status" });
  const fault = element("p", { class: "warning", role: "alert", hidden: true });
  const input = element("textarea", { id: "question", rows: "2", maxlength: "500", placeholder: said.hint, enterkeyhint: "send" });
  const send = element("button", { class: "primary" }, said.send);
  const form = element("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); submit(); } },
    scopeFilter(), fault, element("label", { class: "hidden", for: "question" }, said.label), element("div", { class: "line" }, input, send));
  const list = element("div", { class: "aside", id: "conversations" });
  const toggle = button(said.conversations, () => open(!list.classList.contains("open")), { class: "toggle", "aria-controls": "conversations", "aria-expanded": "false" });
  const panel = element("div", { class: "asking" }, toggle, list, element("div", { class: "centre" }, log, heard, form));

  function open(shown) {
    list.classList.toggle("open", shown);
    toggle.setAttribute("aria-expanded", String(shown));
  }

  function drawList() {
    list.replaceChildren(conversations.conversationList({ chosen: () => open(false), changed: () => { location.hash = "#/ask"; draw(); input.focus(); } }));
  }

  function draw() {
    const { turns } = conversations.conversation();
    log.replaceChildren(...(turns.length ? turns.map((turn, at) => card(turns, at)) : [welcome()]));
    drawList();
    if (turns.length) log.lastElementChild.scrollIntoView({ block: "start" });
  }

  function card(turns, at) {
    return turnCard(turns.slice(0, at + 1), () => turns.at(-1) === turns[at], ask);
  }

  function welcome() {
    const offered = element("div", { class: "row choices" });
    service.suggestions().then((questions) => offered.replaceChildren(...questions.map((each) => button(each, () => ask(each)))), () => null);
    return element("div", { class: "welcome" }, element("h2", {}, said.welcome), element("p", { class: "soft" }, said.welcomeNote),
      element("p", { class: "soft" }, said.try), offered);
  }

  function tell(wrong = "") {
    fault.textContent = wrong;
    fault.hidden = !wrong;
  }

  function busy(now) {
    asking = now;
    send.textContent = now ? said.stop : said.send;
  }

  function submit() {
    if (asking) asking.abort();
    else if (input.value.trim()) ask(input.value.trim());
  }

  async function ask(question) {
    if (asking) return;
    busy(new AbortController());
    const { signal } = asking;
    const scope = await documentsInScope().catch((problem) => ({ fault: problem.told ?? said.failed }));
    tell(scope.fault);
    if (scope.empty) heard.textContent = said.noDocument; // the filter shows it already
    if (scope.fault || scope.empty) return busy(null);
    input.value = "";
    const into = conversations.conversation();
    const turn = { question, scope: scope.where, told: scope.told, text: "", answer: null, problem: "" };
    conversations.add(turn);
    if (into.turns.length === 1) log.replaceChildren();
    else into.turns.at(-2).draw?.(); // a number answers the last question only
    log.append(card(into.turns, into.turns.length - 1));
    log.lastElementChild.scrollIntoView({ block: "start" });
    drawList();
    if (keepsConversations()) history.replaceState(null, "", `#/ask/${into.id}`); // there again when the page is loaded again
    await answer(into, turn, signal);
    if (asking?.signal === signal) busy(null);
    conversations.refresh().then(drawList, () => null);
  }

  async function answer(into, turn, signal) {
    const body = { question: turn.question, conversation_id: into.id, ...turn.scope, language: inEnglish() ? "en" : null };
    try {
      for await (const [name, content] of service.asked(body, signal)) {
        if (name === "citations") turn.citations = content;
        if (name === "text") { turn.text += content.text; turn.draw(); }
        if (name === "done") turn.answer = content;
      }
      heard.textContent = turn.answer.text;
    } catch (problem) {
      turn.refused = problem.name !== "AbortError";
      turn.problem = turn.refused ? problem.told ?? said.offline : said.stopped;
      heard.textContent = turn.problem;
    }
    turn.draw();
  }

  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); if (!asking) submit(); }
    if (event.key === "Escape" && asking) asking.abort();
  });

  // The conversation of an address, or the current one.
  async function show(id) {
    if (id && id !== conversations.conversation().id) {
      await conversations.open(id).catch((problem) => tell(problem.told ?? said.failed));
    }
    draw();
  }

  asking?.abort(); // of the page as it was before it was built anew
  asking = null;
  conversations.refresh().then(drawList, () => null);
  return { panel, show, ask: (question) => { draw(); return ask(question); } };
}
