// What can be taken away from an answer, and what can be said against it.

import { address, where } from "./citations.js";
import { button, element, save } from "./elements.js";
import * as service from "./service.js";
import { words } from "./words.js";

const MOST_TURNS = 8;

function sheetButton(format, turns, told) {
  const made = button(`${words().sheet} .${format}`, async () => {
    const { answer } = turns.at(-1);
    made.disabled = true;
    told(words().preparing);
    try {
      const asked = turns.filter((each) => each.answer).slice(-MOST_TURNS);
      const file = await service.evidence({ turns: asked.map((each) => each.question), scopes: asked.map((each) => each.scope), language: answer.language, format });
      save(file.content, file.name);
      told("");
    } catch (problem) {
      told(problem.told ?? words().failed);
    }
    made.disabled = false;
  });
  return made;
}

function copyButton(answer, told) {
  return button(words().copy, async () => {
    const lines = answer.citations.map((each) => `[${each.number}] ${words().of(where(each), `“${each.quote}”`)} ${address(each.url)}`);
    const copied = await navigator.clipboard?.writeText([answer.text, ...lines].join("\n")).then(() => true, () => false);
    told(copied ? words().copied : words().uncopied);
  });
}

function wrongForm(answer, told) {
  const said = words();
  const comment = element("textarea", { maxlength: "1000", rows: "2" });
  const form = element("form", { class: "wrong", hidden: true }, element("label", { class: "field" }, element("span", {}, said.comment), comment),
    element("button", {}, said.report));
  const open = button(said.wrong, () => {
    form.hidden = !form.hidden;
    open.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) comment.focus();
  }, { "aria-expanded": "false" });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const documentIds = [...new Set(answer.citations.map((each) => each.document_id))].slice(0, 100);
    try {
      await service.feedback({ kind: "wrong_figure", question: answer.question, answer: answer.text.slice(0, 4000), comment: comment.value, document_ids: documentIds });
      form.hidden = true;
      open.disabled = true;
      told(said.thanks);
    } catch (problem) {
      told(problem.told ?? said.failed);
    }
  });
  return [open, form];
}

// The buttons under an answer; `turns` are those of its conversation up to it.
export function exportsOf(turns) {
  const { answer } = turns.at(-1);
  const state = element("span", { class: "soft", role: "status" });
  const told = (text) => { state.textContent = text; };
  const [open, form] = wrongForm(answer, told);
  const whole = button(words().json, () => save(new Blob([JSON.stringify(answer, null, 2)], { type: "application/json" }), "answer.json"));
  return element("div", { class: "exports" }, element("div", { class: "row" }, sheetButton("xlsx", turns, told), sheetButton("docx", turns, told),
    copyButton(answer, told), whole, open, state), form);
}
