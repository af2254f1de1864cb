// Files that an administrator brings in, one after the other, with a report of each.

import { element } from "./elements.js";
import * as service from "./service.js";
import { collections } from "./session.js";
import { words } from "./words.js";

const PUBLIC = "public";

function reported(given) {
  const said = words();
  const found = [given.entity, given.period, given.findings != null && `${said.found} ${given.findings}`].filter(Boolean).join(" · ");
  return [`${said.statuses[given.status] ?? given.status} `, element("span", { class: "soft" }, [found, ...(given.notes ?? [])].filter(Boolean).join("；"))];
}

export function uploadBox(changed) {
  const said = words();
  const files = element("input", { type: "file", multiple: true, required: true });
  const own = [...new Set([PUBLIC, ...(collections() ?? [])])];
  const collection = element("input", { list: "collections", value: own[0], maxlength: "64", required: true });
  const report = element("ul", { class: "uploads", "aria-label": said.uploadReport, "aria-live": "polite" });
  const send = element("button", { class: "primary" }, said.upload);

  async function sendOne(file) {
    const progress = element("progress", { max: "1", value: "0", "aria-label": file.name });
    const result = element("span", {}, progress);
    report.append(element("li", {}, element("strong", {}, file.name), " ", result));
    try {
      const told = await service.upload(file, collection.value.trim(), (share) => {
        progress.value = share;
        if (share === 1) result.replaceChildren(progress, ` ${said.reading}`);
      });
      result.replaceChildren(...reported(told));
      return true;
    } catch (problem) {
      result.replaceChildren(element("span", { class: "warning" }, problem.told ?? said.failed));
      return false;
    }
  }

  async function submit(event) {
    event.preventDefault();
    send.disabled = true;
    report.replaceChildren();
    let some = false;
    for (const file of files.files) some = (await sendOne(file)) || some;
    send.disabled = false;
    files.value = "";
    if (some) changed();
  }

  return element("details", { class: "upload" }, element("summary", {}, said.upload),
    element("form", { class: "fields", onsubmit: submit },
      element("label", { class: "field" }, element("span", {}, said.files), files),
      element("label", { class: "field" }, element("span", {}, said.collection), collection),
      element("datalist", { id: "collections" }, ...own.map((value) => element("option", { value }))), send), report);
}
