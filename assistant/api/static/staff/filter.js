// The scope of questions: documents of a region, a body or a year.

import { button, element, select } from "./elements.js";
import { documents, fits, values } from "./documents.js";
import { words } from "./words.js";

const EVERYTHING = { region: "", entity: "", year: "", collection: "" };
let chosen = { ...EVERYTHING };

export function clearScope() {
  chosen = { ...EVERYTHING };
}

function scopeOf(length) {
  return `${Object.values(chosen).filter(Boolean).join(" · ")}${words().inBrackets(words().some(length))}`;
}

// What a question is asked over, as the service names it: nothing means all; in an `empty` scope it cannot be asked.
export async function documentsInScope() {
  const said = words();
  if (!Object.values(chosen).some(Boolean)) return { where: {}, told: "" };
  const { length } = (await documents()).filter((each) => fits(each, chosen));
  const { region, entity, year, collection } = chosen;
  const where = { region, entity, ...(year && { period: Number(year) }), ...(collection && { collection }) };
  return length ? { where, told: said.of(said.scopeLine, scopeOf(length)) } : { where, told: "", empty: true };
}

export function scopeFilter() {
  const said = words();
  const summary = element("summary", {});
  const fields = element("div", { class: "fields" });
  const note = element("p", { class: "warning", role: "status", hidden: true });
  const box = element("div", { class: "scope" }, element("details", {}, summary, fields), note);
  const draw = (all) => {
    const fitting = all.filter((each) => fits(each, chosen));
    const some = Object.values(chosen).some(Boolean);
    summary.textContent = said.of(said.scopeLine, some ? scopeOf(fitting.length) : said.allDocuments);
    note.textContent = some && !fitting.length ? said.noDocument : "";
    note.hidden = !note.textContent;
  };
  const fill = (all) => {
    const made = [["region", said.region], ["entity", said.entity], ["year", said.year, "period"], ["collection", said.collection]].map(([name, label, field]) => {
      const options = values(all, field ?? name);
      if (!options.length || (name === "collection" && options.length < 2)) return null;
      return select(label, [["", said.any], ...options.map((value) => [String(value), String(value)])], chosen[name],
        (value) => { chosen = { ...chosen, [name]: value }; draw(all); });
    });
    fields.replaceChildren(...made.filter(Boolean), button(said.clear, () => { clearScope(); fill(all); draw(all); }));
  };
  documents().then((all) => { fill(all); draw(all); }, () => { box.hidden = true; });
  return box;
}
