// A question before something is deleted.

import { button, element } from "./elements.js";
import { words } from "./words.js";

export function confirmed(question) {
  return new Promise((resolve) => {
    const dialog = element("dialog", { class: "dialog", "aria-labelledby": "confirm" });
    const leave = (answer) => { resolve(answer); dialog.close(); };
    dialog.append(element("p", { id: "confirm" }, question), element("div", { class: "row" },
      button(words().confirm, () => leave(true), { class: "danger" }), button(words().cancel, () => leave(false), { autofocus: true })));
    dialog.addEventListener("close", () => { resolve(false); dialog.remove(); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
