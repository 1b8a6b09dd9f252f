// Two ways to the one store: over HTTP to the server (Voilà), or as messages to the kernel (JupyterLab and others).
// Both: send(operations) -> Promise of answers, on failure an error with `state` and words; watch for what others change.
import { timeLimit } from "./_engine.js";

const LOST = { state: "lost", words: "No connection." };
const OUT = { state: "out", words: "You are signed out." };
const BUSY = { state: "busy", words: "The server is busy." };

/** How long the other side may be silent before we say so, in milliseconds. */
export const SILENCE = 2500;

function failure(kind, extra = {}) {
  return Object.assign(new Error(kind.words), kind, extra);
}

const AGAIN = 10_000; // milliseconds between two looks whether somebody is signed in after all
let looked = -AGAIN;

// A Hub that still knows whoever sits here signs them in again when they visit, and another tab may have done so.
async function isBackIn(url) {
  if (performance.now() - looked < AGAIN) return false;
  looked = performance.now();
  const here = await fetch(url.replace(/mentorwidgets\/$/, "here"), { credentials: "same-origin", signal: timeLimit(8000) }).catch(() => null);
  return here?.status === 204;
}

async function ask(url, options = {}, home = "") {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", signal: timeLimit(8000), ...options });
  } catch { throw failure(LOST); }
  if (response.status === 401) {
    if (home && await isBackIn(home)) return ask(url, options);
    const { error, mend } = await response.json().catch(() => ({}));
    throw failure(OUT, error && { words: `${error} ${mend}` });
  }
  if (response.ok) return response.json().catch(() => { throw failure(LOST); });
  const body = await response.json().catch(() => ({}));
  const pause = Number(response.headers.get("Retry-After")) * 1000 || 0;
  const words = [body.error, body.mend, body.id && `(${body.id})`].filter(Boolean).join(" ");
  throw failure(BUSY, { pause, ...(words && { words }) });
}

/** The value of a cookie that scripts may read: the token against forged posts is one. */
export const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

/** Saving over HTTP: the login cookie says who we are, the XSRF token that it is this page. */
function serverTransport({ url, worksheet, who }, hear) {
  let source = null, last = 0, seq = 0, closed = false, asking = null, again = 0, fine = false, hidden = document.visibilityState === "hidden";
  const listen = () => {
    source?.close();
    if (closed || hidden) return;
    source = new EventSource(`${url}api/events?worksheet=${encodeURIComponent(worksheet)}&since=${seq}`);
    const alive = (event) => { last = Date.now(); if (event.lastEventId) seq = Math.max(seq, Number(event.lastEventId)); };
    source.addEventListener("beat", alive);
    source.addEventListener("again", (event) => { alive(event); readAgain(); });
    source.addEventListener("change", (event) => { alive(event); hear.change(JSON.parse(event.data)); });
    source.onerror = () => { if (source?.readyState === 2) fine = false; }; // refused: the watch below asks why, not at once
  };
  const read = (then) => (asking ??= ask(`${url}api/worksheet/${worksheet}`, {}, url).then(
    (state) => { last = Date.now(); hear.state(state); fine = true; hear.fine(); then(state); },
    (error) => { fine = false; hear.failed(error); },
  ).finally(() => { asking = null; }));
  const refresh = () => read((state) => { seq = state.seq; listen(); });
  // What we may read has changed: read anew, but not all pages in the same moment, nor an answer from before.
  const readAgain = () => {
    again ||= setTimeout(() => {
      again = 0;
      if (asking) readAgain();
      else if (!closed && !hidden) read(() => {});
    }, Math.random() * 300);
  };
  const gone = () => { fine = false; source?.close(); hear.failed(failure(LOST)); };
  const back = () => { if (!fine) refresh(); };
  const watch = setInterval(() => {
    if (closed || asking || hidden) return;
    if (!fine) { if (navigator.onLine) refresh(); }
    else if (Date.now() - last > SILENCE) { fine = false; hear.failed(failure(LOST)); refresh(); }
  }, 1000);
  // A browser gives one server about six connections: a tab that nobody looks at leaves its place to the others.
  const shown = () => {
    hidden = document.visibilityState === "hidden";
    if (hidden) source?.close();
    else refresh();
  };
  addEventListener("offline", gone);
  addEventListener("online", back);
  document.addEventListener("visibilitychange", shown);
  return {
    start: refresh,
    async send(ops) {
      const headers = { "Content-Type": "application/json", "X-XSRFToken": cookie("_xsrf") };
      return (await ask(`${url}api/save`, { method: "POST", headers, body: JSON.stringify({ ops, who }) }, url)).answers;
    },
    close() {
      closed = true;
      clearInterval(watch);
      clearTimeout(again);
      source?.close();
      removeEventListener("offline", gone);
      removeEventListener("online", back);
      document.removeEventListener("visibilitychange", shown);
    },
  };
}

/** The transport that a worksheet's `_saving` names; null where everything stays in the notebook. */
export function openTransport(way, hear, model) {
  if (way.way === "server") return serverTransport(way, hear);
  return way.way === "kernel" ? kernelTransport(way, hear, model) : null;
}

/** Saving through the kernel: the same operations as custom messages; a silent kernel is noticed by its missing answers. */
function kernelTransport({ seq: first = 0 }, hear, model) {
  let seq = first, last = Date.now(), fine = true;
  const waiting = new Map(); // op id -> {done, failed, timer}
  const message = (content) => {
    last = Date.now();
    if (!fine) { fine = true; hear.fine(); }
    if (content?.kind === "answers") for (const answer of content.answers) waiting.get(answer.op)?.done(answer);
    if (content?.kind === "changes") { seq = Math.max(seq, content.seq); content.changes.forEach(hear.change); }
    if (content?.kind === "error") hear.said(`${content.error} (${content.id})`);
  };
  const knock = () => { try { model.send({ kind: "since", seq }); } catch { /* noticed below by the silence */ } };
  const watch = setInterval(() => {
    knock();
    if (fine && Date.now() - last > SILENCE) { fine = false; hear.failed(failure(LOST, { words: "The notebook's kernel does not answer." })); }
  }, 1000);
  const one = (op) => new Promise((done, failed) => {
    const end = (then) => (outcome) => { clearTimeout(timer); waiting.delete(op.op); then(outcome); };
    const timer = setTimeout(() => waiting.get(op.op)?.failed(failure(LOST, { words: "The notebook's kernel does not answer." })), SILENCE);
    waiting.set(op.op, { done: end(done), failed: end(failed) });
  });
  model.on("msg:custom", message);
  return {
    async start() { hear.fine(); },
    send(ops) {
      const answers = Promise.all(ops.map(one));
      model.send({ kind: "save", ops });
      return answers;
    },
    close() { clearInterval(watch); model.off("msg:custom", message); },
  };
}
