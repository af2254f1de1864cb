// A turn of a conversation: the question, and its answer as it comes and once it is whole.

import { chartFigure, chartOf } from "./chart.js";
import { sources, withMarks } from "./citations.js";
import { button, element, hidden } from "./elements.js";
import { exportsOf } from "./exports.js";
import { figuresTable } from "./figures.js";
import { words } from "./words.js";

const CHOICE = /^(\d+)\. (.+)$/gm;

function choicesOf(answer) {
  if (answer.status !== "clarify") return [];
  return [...answer.text.matchAll(CHOICE)].map(([, number, name]) => [number, `${number}. ${name.replace(/\[\d+\]/g, "")}`]);
}

function buttons(offered, ask) {
  return element("div", { class: "row choices" }, ...offered.map(([question, label]) => button(label, () => ask(question))));
}

function warningsOf({ warnings, citations }) {
  return element("ul", { class: "warning" }, ...warnings.map((each) => element("li", {}, words().of(words().warning, ""), ...withMarks(each.text, citations),
    ...each.citations.flatMap((number) => withMarks(`[${number}]`, citations)))));
}

function drawAnswer(turns, last, ask) {
  const said = words();
  const { answer } = turns.at(-1);
  const { interpretation: { carried, assumed }, citations, figures, suggestions, status } = answer;
  const choices = choicesOf(answer);
  const text = choices.length ? answer.text.split("\n")[0] : answer.text;
  const taken = [...carried, ...assumed].join("；");
  const chart = status === "answered" ? chartOf(answer) : null;
  const told = said.reasons[status] ?? said.origins[answer.origin];
  return [
    told && element("p", { class: `kind ${status}` }, told),
    element("p", { class: "text" }, ...withMarks(text, citations)),
    answer.warnings.length > 0 && warningsOf(answer),
    taken && element("p", { class: "soft" }, taken),
    last && choices.length > 0 && buttons(choices, ask),
    status !== "answered" && suggestions.length > 0 && element("p", { class: "soft" }, said.try),
    status !== "answered" && suggestions.length > 0 && buttons(suggestions.map((each) => [each, each]), ask),
    figures.length > 0 && figuresTable(answer),
    chart && chartFigure(chart),
    citations.length > 0 && sources(citations),
    (status === "answered" || citations.length > 0) && exportsOf(turns),
  ];
}

function drawProblem(turn, ask) {
  return [element("p", { class: "warning" }, turn.problem), turn.refused && element("div", { class: "row" }, button(words().again, () => ask(turn.question)))];
}

function drawPieces(turn) {
  return [element("p", { class: "text" }, ...withMarks(turn.text, turn.citations ?? [])), element("p", { class: "soft waiting" }, words().waiting)];
}

// The card of the last of some turns. It draws itself again whenever `turn.draw()` is called.
export function turnCard(turns, isLast, ask) {
  const turn = turns.at(-1);
  const body = element("div", { class: "answer" });
  const card = element("article", { class: "turn" },
    element("h2", { class: "question" }, hidden(words().of(words().asked, "")), turn.question),
    turn.told && element("p", { class: "soft scoped" }, turn.told), body);
  turn.draw = () => {
    const parts = turn.answer ? drawAnswer(turns, isLast(), ask) : turn.problem ? drawProblem(turn, ask) : drawPieces(turn);
    body.replaceChildren(hidden(words().of(words().answered, "")), ...parts.filter(Boolean));
    body.setAttribute("aria-busy", String(!turn.answer && !turn.problem));
  };
  turn.draw();
  return card;
}
