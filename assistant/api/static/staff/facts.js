// The figures of the library as they are held, by body, year and item, a page at a time.

import { documents, values } from "./documents.js";
import { button, element, outside, select, table } from "./elements.js";
import { valueOf } from "./figures.js";
import * as service from "./service.js";
import { words } from "./words.js";

const PAGE = 100;

function place(fact) {
  const at = `${fact.start}-${fact.end}`;
  return outside(`/documents/${encodeURIComponent(fact.document_id)}?at=${at}#at`, words().view, { "aria-label": words().of(words().view, `${fact.entity} ${fact.label}`) });
}

function row(fact) {
  const said = words();
  const path = fact.path.length ? fact.path : [fact.label];
  return [fact.entity, fact.period ?? "", path.join(" › "), [fact.table && `《${fact.table}》`, ...fact.columns].filter(Boolean).join(" › "),
    said.bases[fact.basis] ?? fact.basis, fact.value === null ? fact.printed : valueOf(fact), fact.unit ?? "", place(fact)];
}

export function factsPanel() {
  const said = words();
  const entity = element("input", { list: "entities", maxlength: "100" });
  const entities = element("datalist", { id: "entities" });
  const label = element("input", { maxlength: "100" });
  const years = element("div", {}), concepts = element("div", {});
  const chosen = { period: "", concept: "" };
  const blanks = element("input", { type: "checkbox" });
  const state = element("p", { class: "soft", role: "status" });
  const list = element("div", {});
  const links = element("div", { class: "row" });
  const form = element("form", { class: "fields", onsubmit: (event) => { event.preventDefault(); load(0); } },
    element("label", { class: "field" }, element("span", {}, said.entity), entity), entities, years, concepts,
    element("label", { class: "field" }, element("span", {}, said.labelWord), label), element("label", { class: "tick" }, blanks, said.withBlanks), element("button", { class: "primary" }, said.show));
  const panel = element("div", { class: "panel" }, form, element("div", { class: "row between" }, state, links), list);
  let filled = false;

  async function fill() {
    filled = true;
    const all = await documents();
    const named = (options) => [["", said.any], ...options];
    entities.replaceChildren(...values(all, "entity").map((value) => element("option", { value })));
    years.replaceChildren(select(said.year, named(values(all, "period").map((each) => [String(each), String(each)])), chosen.period, (value) => { chosen.period = value; }));
    const { items } = await service.coverage().catch(() => ({ items: [] }));
    if (items.length) concepts.replaceChildren(select(said.concept, named(items.map((each) => [each.concept, each.name])), chosen.concept, (value) => { chosen.concept = value; }));
  }

  async function load(offset) {
    const parameters = { entity: entity.value.trim(), label: label.value.trim(), ...chosen, stated: !blanks.checked };
    state.textContent = said.loading;
    try {
      const { total, facts } = await service.facts({ ...parameters, offset, limit: PAGE });
      const columns = [[said.entity, "label"], [said.year, "year"], [said.path, "label"], [said.column, "label"], [said.basis, "short"], [said.value, "amount"], [said.unit, "short"], [said.place, "links"]];
      state.textContent = total ? said.factsTotal(total, offset + 1, offset + facts.length) : said.nothing;
      const pages = element("div", { class: "row" }, button(said.previousPage, () => load(offset - PAGE), { disabled: offset === 0 }),
        button(said.nextPage, () => load(offset + PAGE), { disabled: offset + PAGE >= total }));
      list.replaceChildren(...(total ? [table(said.facts, columns, facts.map(row)), pages] : []));
      const address = (more) => `/v1/facts${service.query({ ...parameters, ...more })}`;
      links.replaceChildren(element("a", { href: address({ format: "csv" }), download: "facts.csv" }, "CSV"),
        element("a", { href: address({ format: "jsonl" }), download: "facts.jsonl" }, "JSON"));
    } catch (problem) {
      state.textContent = problem.told ?? said.failed;
      list.replaceChildren();
      links.replaceChildren();
    }
  }

  async function show() {
    if (!filled) await fill().catch(() => { filled = false; });
    if (!list.children.length) await load(0);
  }

  return { panel, show };
}
