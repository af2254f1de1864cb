// The conversations: of staff they are kept by the service, of anyone else by this page alone.

import { confirmed } from "./confirm.js";
import { button, element, hidden } from "./elements.js";
import * as service from "./service.js";
import { isReader, keepsConversations } from "./session.js";
import { day, words } from "./words.js";

let kept = []; // newest first: id, title, updated, turns (of the service: undefined until opened), count
let current = null;

function fresh() {
  return { id: crypto.randomUUID(), title: "", updated: null, turns: [], count: 0 };
}

export function conversation() {
  return (current ??= fresh());
}

export function begin() {
  current = fresh();
}

export function forgetAll() {
  kept = [];
  current = null;
}

// A turn of the current conversation, which from then on is in the list.
export function add(turn) {
  const into = conversation();
  into.turns.push(turn);
  into.count = into.turns.length;
  into.title ||= turn.question;
  into.updated = new Date().toISOString();
  kept = [into, ...kept.filter((each) => each !== into)];
}

export async function refresh() {
  if (!keepsConversations()) return;
  const listed = await service.conversations();
  const known = new Map(kept.map((each) => [each.id, each]));
  const unsaved = kept.filter((each) => each.turns && !listed.some((other) => other.id === each.id));
  kept = [...unsaved, ...listed.map(({ id, title, updated, turns }) => {
    const here = known.get(id) ?? { id };
    return Object.assign(here, { title, updated, count: turns });
  })];
}

export async function open(id) {
  const found = kept.find((each) => each.id === id) ?? { id };
  if (!found.turns) {
    const { title, updated, turns } = await service.conversation(id);
    const told = turns.map(({ answer, scope }) => ({ question: answer.question, answer, scope }));
    Object.assign(found, { title, updated, turns: told, count: told.length });
  }
  current = found;
}

async function remove(gone, changed) {
  if (!(await confirmed(words().removeConversation(gone.title)))) return;
  try {
    if (keepsConversations()) await service.removeConversation(gone.id);
  } catch (problem) {
    if (problem.status !== 404) return;
  }
  kept = kept.filter((each) => each !== gone);
  if (current === gone) begin();
  changed();
}

export function conversationList({ chosen, changed }) {
  const said = words();
  const entries = kept.map((each) => element("li", {},
    element("a", { href: `#/ask/${each.id}`, "aria-current": each === current && "true", onclick: chosen },
      element("span", { class: "named" }, each.title), element("span", { class: "soft" }, `${day(each.updated)} · ${said.turns(each.count)}`)),
    element("button", { type: "button", class: "quiet", title: said.remove, onclick: () => remove(each, changed) },
      element("span", { "aria-hidden": "true" }, "×"), hidden(said.of(said.remove, each.title)))));
  return element("nav", { class: "conversations", "aria-label": said.conversations },
    button(said.newConversation, () => { begin(); chosen(); changed(); }, { class: "primary" }),
    entries.length ? element("ul", {}, ...entries) : element("p", { class: "soft" }, said.noneYet),
    !keepsConversations() && element("p", { class: "soft" }, isReader() ? said.readerOnly : said.memoryOnly));
}
