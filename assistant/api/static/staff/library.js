// The documents of the library, what they state, and for administrators what comes in and goes out.

import { confirmed } from "./confirm.js";
import { coverageMap } from "./coverage.js";
import { documents, fits, forget, values } from "./documents.js";
import { element, outside, select, table } from "./elements.js";
import * as service from "./service.js";
import { isAdmin } from "./session.js";
import { uploadBox } from "./upload.js";
import { words } from "./words.js";

const STEP = 100; // rows shown at a time

function linksOf(row) {
  const said = words();
  const path = `/documents/${encodeURIComponent(row.id)}`;
  const of = (label) => ({ "aria-label": said.of(label, row.title) });
  return [outside(path, said.view, of(said.view)), " ", outside(`${path}/text`, said.text, of(said.text)), " ",
    outside(`${path}/original`, said.original, of(said.original))];
}

export function libraryPanel(ask) {
  const said = words();
  const chosen = { region: "", entity: "", year: "", word: "" };
  const fields = element("div", { class: "fields" });
  const list = element("div", {});
  const uploads = element("div", {});
  const map = element("section", { class: "coverage" });
  const state = element("p", { class: "soft", role: "status" }, said.loading);
  const panel = element("div", { class: "panel" }, uploads, fields, state, list, map);
  let all = [], covered = { items: [], rows: [] }, shown = STEP;

  function fitting(row) {
    return fits(row, chosen) && (!chosen.word || `${row.title ?? ""}${row.entity}${row.file}`.includes(chosen.word));
  }

  async function remove(row) {
    if (!(await confirmed(said.removeDocument(row.title)))) return;
    await service.removeDocument(row.id).then(changed, (problem) => { state.textContent = problem.told; });
  }

  function changed() {
    forget();
    return show();
  }

  function draw() {
    const found = all.filter(fitting);
    const columns = [[said.entity, "label"], [said.year, "year"], [said.kind, "short"], [said.document, "label"], [said.collection, "short"], [said.found, "amount"],
      [said.links, "links"], ...(isAdmin() ? [[said.remove, "short"]] : [])];
    const cells = found.slice(0, shown).map((row) => [row.entity, row.period ?? "", said.families[row.family] ?? row.family, row.title, row.collection ?? "",
      row.finding_count ? element("a", { href: `#/findings/${row.id}` }, String(row.finding_count)) : "0", linksOf(row),
      ...(isAdmin() ? [element("button", { type: "button", class: "quiet", "aria-label": said.of(said.remove, row.title), onclick: () => remove(row) }, said.remove)] : [])]);
    state.textContent = found.length ? said.documentsTotal(found.length) : said.nothing;
    const rest = found.length - shown;
    list.replaceChildren(...(found.length ? [table(said.library, columns, cells)] : []),
      ...(rest > 0 ? [element("button", { type: "button", onclick: () => { shown += STEP; draw(); } }, said.more(Math.min(rest, STEP)))] : []));
    map.replaceChildren(...coverageMap(covered.items, covered.rows.filter(fitting), ask));
  }

  function drawFields() {
    const word = element("input", { type: "search", value: chosen.word, oninput: () => { chosen.word = word.value.trim(); shown = STEP; draw(); } });
    const selects = [["region", said.region], ["entity", said.entity], ["year", said.year, "period"]].map(([name, label, field]) => {
      const options = values(all, field ?? name);
      return options.length ? select(label, [["", said.any], ...options.map((each) => [String(each), String(each)])], chosen[name],
        (value) => { chosen[name] = value; shown = STEP; draw(); }) : null;
    });
    fields.replaceChildren(...selects.filter(Boolean), element("label", { class: "field" }, element("span", {}, said.search), word));
  }

  async function show() {
    if (isAdmin() && !uploads.children.length) uploads.append(uploadBox(changed)); // stays, with its report, when the list is drawn again
    try {
      all = await documents();
    } catch (problem) {
      state.textContent = problem.told;
      return;
    }
    drawFields();
    draw();
    await service.coverage().then((told) => { covered = told; draw(); }, () => null);
  }

  return { panel, show };
}
