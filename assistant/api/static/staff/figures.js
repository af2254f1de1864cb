// The figures of an answer as a table, and how a computed one was computed.

import { numberLink } from "./citations.js";
import { element, table } from "./elements.js";
import { words } from "./words.js";

const NUMBERED = /\[(\d+)\]/g;

export function valueOf(figure) {
  const compared = figure.comparator === "=" ? "" : words().comparators[figure.comparator] ?? figure.comparator;
  return [figure.direction, compared, figure.value].filter(Boolean).join(" ");
}

// The formula with the operands in the places of their numbers; null where one of them is not certain.
export function substituted(figure, figures) {
  const operands = new Map();
  for (const [, number] of figure.formula.matchAll(NUMBERED)) {
    const cited = figures.filter((each) => !each.derived && each.citations.includes(Number(number)));
    if (new Set(cited.map((each) => `${each.value} ${each.unit}`)).size !== 1) return null;
    operands.set(number, cited[0]);
  }
  const alike = new Set([...operands.values()].map((each) => each.unit)).size === 1;
  return figure.formula.replace(NUMBERED, (_, number) => {
    const { value, unit } = operands.get(number);
    const shown = alike ? value : `${value}${unit ?? ""}`;
    return value.startsWith("-") ? `(${shown})` : shown;
  });
}

export function rounding(figure) {
  const decimals = figure.rounding?.match(/^half_up:(\d+)$/)?.[1];
  return decimals ? words().rounding(decimals) : figure.rounding ?? words().exact;
}

function formulas(figures) {
  return figures.filter((each) => each.derived && each.formula).map((figure) => {
    if (figure.formula.startsWith("count:")) return element("p", { class: "formula" }, words().counted(figure.value));
    const numbers = substituted(figure, figures);
    const result = `${figure.value}${figure.unit === "%" ? "%" : figure.unit ? ` ${figure.unit}` : ""}`;
    return element("p", { class: "formula" }, element("span", { class: "soft" }, `${words().formula} `),
      [figure.formula, numbers, result].filter(Boolean).join(" = "), element("span", { class: "soft" }, words().inBrackets(rounding(figure))));
  });
}

export function figuresTable(answer) {
  const said = words();
  const { figures, citations } = answer;
  const roles = new Set(figures.map((each) => each.role)).size > 1;
  const columns = [[said.item, "label"], [said.entity, "label"], [said.year, "year"], [said.basis, "short"], [said.value, "amount"], [said.unit, "short"],
    [said.printed, "amount"], ...(roles ? [[said.role, "short"]] : []), [said.sources, "marks"]];
  const rows = figures.map((each) => [each.label, each.entity, each.period ?? "", said.bases[each.basis] ?? each.basis, valueOf(each), each.unit ?? "",
    each.printed || element("span", { class: "soft" }, said.computed), ...(roles ? [said.roles[each.role] ?? each.role] : []),
    each.citations.map((number) => numberLink(number, citations))]);
  return element("div", { class: "figures" }, table(said.of(said.figures, answer.question), columns, rows), ...formulas(figures));
}
