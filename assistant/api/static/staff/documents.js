// The documents of the library, asked for once and again after a change.

import * as service from "./service.js";

let asked = null;

export function documents() {
  asked ??= service.documents().catch((error) => { asked = null; throw error; });
  return asked;
}

export function forget() {
  asked = null;
}

export function fits(document, { region = "", entity = "", year = "", collection = "" }) {
  return (!region || `${document.region} `.startsWith(`${region} `)) && (!entity || document.entity === entity) && (!year || String(document.period) === year)
    && (!collection || document.collection === collection);
}

// A region with those that it belongs to: 河北省, 河北省 邯郸市, 河北省 邯郸市 馆陶县.
function within(region) {
  const names = region.split(" ");
  return names.map((_, at) => names.slice(0, at + 1).join(" "));
}

// What can be chosen of a field among some documents or rows, in order.
export function values(rows, field) {
  const all = rows.flatMap((row) => field === "region" ? within(row.region) : [row[field]]);
  const found = [...new Set(all.filter((value) => value !== "" && value != null))];
  return found.sort((one, other) => typeof one === "number" ? other - one : one.localeCompare(other, "zh"));
}
