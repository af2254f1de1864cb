// Who has signed in. The key goes to the service once and is kept nowhere here.

import { button, element } from "./elements.js";
import * as service from "./service.js";
import { words } from "./words.js";

const NOBODY = { name: null, scope: "anonymous", collections: null };
let current = NOBODY;

export const scope = () => current.scope;
export const keepsConversations = () => current.scope === "staff" || current.scope === "admin";
export const isReader = () => current.scope === "reader";
export const isAdmin = () => current.scope === "admin";
export const collections = () => current.collections;

export async function resume() {
  current = await service.session().catch(() => NOBODY);
}

export function signInPanel(changed) {
  const said = words();
  const key = element("input", { id: "key", type: "password", autocomplete: "off", required: true, maxlength: "500", "aria-describedby": "key-hint key-wrong" });
  const wrong = element("p", { id: "key-wrong", class: "warning", role: "alert", hidden: true });
  const dialog = element("dialog", { class: "dialog", "aria-labelledby": "sign-in" });
  const close = () => { key.value = ""; wrong.hidden = true; dialog.close(); };
  const submit = async (event) => {
    event.preventDefault();
    try {
      const before = current.name;
      current = await service.signedIn(key.value.trim());
      close();
      changed(before !== null && before === current.name);
    } catch (problem) {
      wrong.textContent = problem.status === 401 ? said.wrongKey : problem.told;
      wrong.hidden = false;
      key.select();
    }
  };
  const ended = element("p", { class: "warning", hidden: true }, said.ended);
  dialog.addEventListener("toggle", () => { ended.hidden = current.name === null; }); // asked for in the middle: the session is over
  dialog.append(element("form", { onsubmit: submit }, element("h2", { id: "sign-in" }, said.signIn), ended,
    element("label", { for: "key" }, said.keyLabel), key, element("p", { id: "key-hint", class: "soft" }, said.keyHint), wrong,
    element("div", { class: "row" }, element("button", { class: "primary" }, said.signIn), button(said.cancel, close))));
  dialog.addEventListener("close", () => { key.value = ""; });
  return dialog;
}

// Name and way in or out, for the head of the page.
export function whoIsThere(signIn, changed) {
  const said = words();
  if (current.scope === "anonymous") return element("div", { class: "who" }, button(said.signIn, signIn));
  const leave = async () => {
    await service.signedOut().catch(() => null);
    current = NOBODY;
    changed();
  };
  const named = [current.name, said.scopes[current.scope] ?? current.scope].filter(Boolean).join(" · ");
  return element("div", { class: "who" }, element("span", { class: "soft" }, named), button(said.signOut, leave));
}
