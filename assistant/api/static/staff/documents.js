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

export function fits(document, { region = "", entity = "", year = "" }) {
  return (!region || document.region === region) && (!entity || document.entity === entity) && (!year || String(document.period) === year);
}

// What can be chosen of a field among some documents or rows, in order.
export function values(rows, field) {
  const found = [...new Set(rows.map((row) => row[field]).filter((value) => value !== "" && value != null))];
  return found.sort((one, other) => typeof one === "number" ? other - one : one.localeCompare(other, "zh"));
}
