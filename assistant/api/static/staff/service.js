// All calls to the service. What it refuses is thrown as a Problem, which says itself what the reader can do.

import { words } from "./words.js";

const signIn = { ask: () => {} };

export function onUnauthorized(ask) {
  signIn.ask = ask;
}

export class Problem extends Error {
  constructor(status, detail, requestId = "", retryAfter = null) {
    super(detail);
    Object.assign(this, { status, detail, requestId, retryAfter });
  }

  get told() {
    const said = words();
    const when = this.retryAfter && said.after(this.retryAfter, new Date(Date.now() + this.retryAfter * 1000));
    const known = { 0: said.offline, 401: said.signInFirst, 403: said.forbidden, 404: said.gone, 413: said.tooLarge,
      429: said.busy, 503: said.unavailable };
    const main = known[this.status] ?? (this.status < 500 ? `${said.refused} ${this.detail}` : said.failed);
    return [main, when, this.requestId && `${said.requestId} ${this.requestId}`].filter(Boolean).join(" ");
  }
}

function seconds(header) {
  if (!header) return null;
  const wait = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return wait > 0 ? wait : null;
}

function problemOf(status, body, header) {
  let said = {};
  try { said = JSON.parse(body); } catch { /* not of the service: a proxy's page */ }
  const faults = (said.faults ?? []).map((fault) => `${fault.field}: ${fault.message}`).join("; ");
  return new Problem(status, faults || said.detail || "", said.request_id || header("X-Request-ID") || "", seconds(header("Retry-After")));
}

async function call(address, { method = "GET", json, signal, signing = false } = {}) {
  let response;
  try {
    response = await fetch(address, { method, signal, credentials: "same-origin",
      ...(json && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(json) }) });
  } catch (error) {
    throw error.name === "AbortError" ? error : new Problem(0, "");
  }
  if (response.ok) return response;
  const problem = problemOf(response.status, await response.text(), (name) => response.headers.get(name));
  if (problem.status === 401 && !signing) signIn.ask();
  throw problem;
}

const told = async (address, options) => (await call(address, options)).json();
const id = encodeURIComponent;

export function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== "" && value != null);
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

export const session = () => told("/v1/session", { signing: true });
export const signedIn = (key) => told("/v1/session", { method: "POST", json: { key }, signing: true });
export const signedOut = () => call("/v1/session", { method: "DELETE", signing: true });
export const suggestions = () => told("/v1/suggestions");
export const documents = () => told("/v1/documents");
export const coverage = () => told("/v1/coverage");
export const findings = (parameters) => told(`/v1/findings${query(parameters)}`);
export const facts = (parameters) => told(`/v1/facts${query(parameters)}`);
export const conversations = () => told("/v1/conversations");
export const conversation = (name) => told(`/v1/conversations/${id(name)}`);
export const removeConversation = (name) => call(`/v1/conversations/${id(name)}`, { method: "DELETE" });
export const removeDocument = (name) => call(`/v1/documents/${id(name)}`, { method: "DELETE" });
export const feedback = (given) => told("/v1/feedback", { method: "POST", json: given });

// The evidence sheet as a file: its content and its name.
export async function evidence(given) {
  const response = await call("/v1/evidence", { method: "POST", json: given });
  const stated = response.headers.get("Content-Disposition") ?? "";
  const coded = stated.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  const name = coded ? decodeURIComponent(coded) : stated.match(/filename="?([^";]+)"?/)?.[1];
  return { content: await response.blob(), name: name || `evidence.${given.format}` };
}

// The events of an answer as they come: [name, content].
export async function* asked(question, signal) {
  const response = await call("/v1/ask/stream", { method: "POST", json: question, signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "", end, whole = false;
  for (;;) {
    const { value, done } = await reader.read();
    rest += value ?? "";
    while ((end = /\r?\n\r?\n/.exec(rest))) {
      const lines = rest.slice(0, end.index).split(/\r?\n/);
      rest = rest.slice(end.index + end[0].length);
      const name = lines.find((line) => line.startsWith("event:"))?.slice(6).trim();
      const content = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim()).join("\n");
      whole ||= name === "done";
      if (name && content) yield [name, JSON.parse(content)];
    }
    if (done) break;
  }
  if (!whole) throw new Problem(0, "");
}

// A file sent; fetch cannot tell how far it is, so this is the one request that is made otherwise.
export function upload(file, collection, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/v1/documents${query({ name: file.name, collection })}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("error", () => reject(new Problem(0, "")));
    request.addEventListener("load", () => {
      if (request.status < 300) return resolve(JSON.parse(request.responseText));
      if (request.status === 401) signIn.ask();
      return reject(problemOf(request.status, request.responseText, (name) => request.getResponseHeader(name)));
    });
    request.send(file);
  });
}
