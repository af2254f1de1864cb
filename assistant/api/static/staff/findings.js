// Contradictions, slips and gaps of the documents, with links to every place of each; fit to be printed.

import { address } from "./citations.js";
import { documents, values } from "./documents.js";
import { button, element, outside, select } from "./elements.js";
import * as service from "./service.js";
import { words } from "./words.js";

const STEP = 100; // entries shown at a time

function entry(finding) {
  const said = words();
  const places = finding.places.map((place) => element("li", {}, outside(address(place.url), place.quote || said.view)));
  return element("li", { class: "finding" },
    element("p", {}, element("span", { class: `severity ${finding.severity}` }, said.severities[finding.severity] ?? finding.severity), " ", element("strong", {}, finding.message)),
    element("p", { class: "soft" }, [finding.entity, finding.period, finding.file].filter(Boolean).join(" · ")),
    places.length > 0 && element("ul", { class: "places", "aria-label": said.places }, ...places));
}

export function findingsPanel() {
  const said = words();
  const state = element("p", { class: "soft", role: "status" });
  const list = element("ul", { class: "findings" });
  const more = button("", () => draw(), { class: "more", hidden: true });
  const fields = element("div", { class: "fields" });
  const panel = element("div", { class: "panel" }, fields, state, list, more);
  let severity = "", entity = "", document_id = "", found = [], shown = 0;

  function draw() {
    const next = found.slice(shown, shown + STEP);
    list.append(...next.map(entry));
    shown += next.length;
    more.hidden = shown >= found.length;
    more.textContent = said.more(Math.min(STEP, found.length - shown));
  }

  const entities = element("div", {});
  documents().then((all) => entities.replaceChildren(select(said.entity, [["", said.any], ...values(all, "entity").map((each) => [each, each])], entity,
    (value) => { entity = value; load(); })), () => null);

  function drawFields() {
    const named = found.find((each) => each.document_id === document_id);
    fields.replaceChildren(
      select(said.severity, [["", said.any], ...Object.entries(said.severities)], severity, (value) => { severity = value; load(); }),
      entities,
      button(said.print, () => { while (shown < found.length) draw(); window.print(); }),
      ...(document_id ? [element("a", { class: "button", href: "#/findings" }, `${named?.entity ?? document_id} ${named?.period ?? ""} ×`)] : []));
  }

  async function load() {
    state.textContent = said.loading;
    list.replaceChildren();
    more.hidden = true;
    try {
      const told = await service.findings({ severity, entity, document_id });
      found = told.findings;
      shown = 0;
      state.textContent = told.total ? said.findingsTotal(told.total) : said.nothing;
      draw();
    } catch (problem) {
      state.textContent = problem.told ?? said.failed;
    }
    if (!fields.children.length || document_id !== fields.dataset.document) drawFields();
    fields.dataset.document = document_id;
  }

  return { panel, show: (document) => { document_id = document ?? ""; return load(); } };
}
