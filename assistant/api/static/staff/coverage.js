// The coverage map: which body states which item for which year. A filled cell asks for it.

import { button, element, hidden } from "./elements.js";
import { words } from "./words.js";

const STEP = 60; // rows shown at a time

// Documents of one body, year and kind are one row.
function merged(rows) {
  const found = new Map();
  for (const { entity, period, family, concepts } of rows) {
    const key = JSON.stringify([entity, period, family]);
    const row = found.get(key) ?? { entity, period, family, concepts: new Set() };
    for (const each of concepts) row.concepts.add(each);
    found.set(key, row);
  }
  return [...found.values()].sort((one, other) => one.entity.localeCompare(other.entity, "zh") || (other.period ?? 0) - (one.period ?? 0));
}

function cell(row, { concept, name }, ask) {
  const said = words();
  if (!row.concepts.has(concept)) return element("td", { class: "lacks" }, element("span", { "aria-hidden": "true" }, "·"), hidden(said.hasNot));
  const label = `${row.entity} ${row.period ?? ""} ${said.has(name)}`;
  const asked = () => ask(said.coverageAsk(row.entity, row.period, name));
  return element("td", { class: "states" }, button(element("span", { "aria-hidden": "true" }, "●"), asked, { "aria-label": label, title: label }));
}

export function coverageMap(items, rows, ask) {
  const said = words();
  if (!items.length || !rows.length) return [];
  const all = merged(rows);
  const body = element("tbody", {});
  const more = button("", () => draw(), { class: "more" });
  let shown = 0;
  function draw() {
    const next = all.slice(shown, shown + STEP);
    body.append(...next.map((row) => element("tr", {},
      element("th", { scope: "row" }, `${row.entity} `, element("span", { class: "soft" }, `${row.period ?? ""} ${said.families[row.family] ?? row.family}`)),
      ...items.map((item) => cell(row, item, ask)))));
    shown += next.length;
    more.hidden = shown >= all.length;
    more.textContent = said.more(Math.min(STEP, all.length - shown));
  }
  draw();
  return [element("h2", {}, said.coverage), element("p", { class: "soft" }, said.coverageNote),
    element("div", { class: "table", role: "region", "aria-label": said.coverage, tabindex: "0" },
      element("table", { class: "map" }, element("caption", { class: "hidden" }, said.coverage),
        element("thead", {}, element("tr", {}, element("th", { scope: "col" }, said.entity), ...items.map((item) => element("th", { scope: "col" }, item.name)))), body)), more];
}
