// How elements are made: every text as text, never as markup.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null && child !== false && child !== ""));
  return made;
}

export function button(label, onclick, attributes = {}) {
  return element("button", { type: "button", onclick, ...attributes }, label);
}

export function hidden(text) {
  return element("span", { class: "hidden" }, text);
}

export function outside(href, label, attributes = {}) {
  return element("a", { href, target: "_blank", rel: "noopener", ...attributes }, label);
}

export function select(label, options, chosen, onchange) {
  const made = element("select", { onchange: () => onchange?.(made.value) },
    ...options.map(([value, name]) => element("option", { value, selected: String(value) === String(chosen ?? "") }, name)));
  return element("label", { class: "field" }, element("span", {}, label), made);
}

// A table with a caption for readers of the screen; a column is [heading, class]; a cell is a text, a node or a list of them.
export function table(caption, columns, rows, attributes = {}) {
  const cells = (row) => row.map((cell, at) =>
    element("td", { class: columns[at][1] }, ...(Array.isArray(cell) ? cell : [cell ?? ""])));
  return element("div", { class: "table", role: "region", "aria-label": caption, tabindex: "0" },
    element("table", attributes, element("caption", { class: "hidden" }, caption),
      element("thead", {}, element("tr", {}, ...columns.map(([heading, kind]) => element("th", { scope: "col", class: kind }, heading)))),
      element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells(row))))));
}

// A file that the page itself makes or was sent, offered for saving.
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
