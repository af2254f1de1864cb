// Citations: numbers in a text as links to their places, and the list of the places.

import { element, outside } from "./elements.js";
import { words } from "./words.js";

const MARK = /(\[\d+\])/;

export function within(citation) {
  const { section, table, row_labels: rows, column_labels: columns } = citation;
  const parts = [...section];
  if (table && !parts.includes(table)) parts.push(`《${table}》`);
  if (rows.length) parts.push(rows.slice(-2).join(" / "));
  if (columns.length) parts.push(`“${columns.at(-1)}”栏`);
  return parts.filter(Boolean).join(" › ");
}

export function where(citation) {
  return [citation.title, within(citation)].filter(Boolean).join(" › ");
}

// An address of the service itself; what leads anywhere else is no link.
export function address(url) {
  const found = new URL(url, location.origin);
  return found.origin === location.origin ? found.href : null;
}

export function numberLink(number, citations) {
  const cited = citations.find((each) => each.number === number);
  const label = `[${number}]`;
  if (!cited) return label;
  return outside(address(cited.url), label, { class: "cite", title: `${where(cited)}\n${cited.quote}`, "aria-label": words().of(`${words().sources} ${number}`, where(cited)) });
}

export function withMarks(text, citations) {
  return text.split(MARK).filter(Boolean).map((piece) => MARK.test(piece) ? numberLink(Number(piece.slice(1, -1)), citations) : piece);
}

export function sources(citations) {
  const entries = citations.map((each) => element("li", { value: each.number },
    outside(address(each.url), where(each)), element("q", {}, each.quote)));
  return element("details", { class: "sources", open: citations.length <= 3 },
    element("summary", {}, `${words().sources}${words().inBrackets(citations.length)}`), element("ol", {}, ...entries));
}
