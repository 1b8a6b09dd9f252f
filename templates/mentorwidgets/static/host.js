// Hosts anywidgets in our page without JupyterLab: asks the kernel for the widgets' states, gives each its model, draws it.
import { newId, timeLimit, wear } from "../../../mentorwidgets/static/_engine.js";
import { putBuffers } from "./_wire.js";
import { Model } from "./_model.js";
import { openSocket } from "./_socket.js";
import { endWhenLeft, makeTeller, whileUsed } from "./_frame.js";

const modules = new Map(); // text of a module -> promise of the module
const sheets = new Map(); // text of a style -> when it counts

function moduleOf(text) {
  if (!modules.has(text)) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    modules.set(text, import(url).finally(() => URL.revokeObjectURL(url)));
  }
  return modules.get(text);
}

// Put a widget's style on the page, once; gives a promise where the page has to wait for it.
function dress(text) {
  if (text && !sheets.has(text)) sheets.set(text, wear(document, text).ready);
  return sheets.get(text);
}

async function widgetOf(module) {
  const found = module.default ?? module;
  return typeof found === "function" ? found() : found;
}

/** Ask the Python side to run a command and wait for what it gives. */
function invoker(model) {
  return (name, msg, { buffers = [], signal = timeLimit(10_000) } = {}) => new Promise((done, failed) => {
    const id = newId();
    const hear = (content, more) => {
      if (content?.id !== id || content.kind !== "anywidget-command-response") return;
      model.off("msg:custom", hear);
      done([content.response, more]);
    };
    signal.addEventListener("abort", () => { model.off("msg:custom", hear); failed(signal.reason); });
    model.on("msg:custom", hear);
    model.send({ id, kind: "anywidget-command", name, msg }, undefined, buffers);
  });
}

/** The part of a newly loaded page that stands for ours, with a kernel of its own; null where there is none. */
async function freshPage(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  return new DOMParser().parseFromString(await response.text(), "text/html").getElementById("mw-page");
}

/** One model with its module and its views. */
class Hosted {
  #ready = null;
  #stop = new AbortController();
  #ends = [];

  constructor(id, state, host) {
    this.places = [];
    this.model = new Model(id, state, {
      post: (data, buffers) => host.post(this.model, data, buffers),
      trouble: (error) => this.trouble(error),
      find: (other) => host.find(other),
    });
    this.model.on("change:_css", () => dress(this.model.get("_css")));
  }

  get isOurs() { return typeof this.model.get("_esm") === "string"; }

  #start() {
    const props = { model: this.model, signal: this.#stop.signal, experimental: { invoke: invoker(this.model) } };
    return (this.#ready ??= (async () => {
      await dress(this.model.get("_css"));
      const widget = await widgetOf(await moduleOf(this.model.get("_esm")));
      this.#ends.push(await widget.initialize?.(props));
      return { widget, props };
    })());
  }

  async draw(place) {
    this.places.push(place);
    try {
      const { widget, props } = await this.#start();
      const snapshot = place.querySelector(".mw-snapshot");
      const el = document.createElement("div");
      place.style.minHeight = `${place.offsetHeight}px`;
      if (snapshot) snapshot.hidden = true;
      place.append(el);
      this.#ends.push(await widget.render?.({ ...props, el }));
      snapshot?.remove();
      requestAnimationFrame(() => requestAnimationFrame(() => { place.style.minHeight = ""; }));
      place.dataset.drawn = "yes";
    } catch (error) {
      this.trouble(error);
    }
  }

  trouble(error) {
    console.error(error);
    for (const place of this.places) {
      const snapshot = place.querySelector(".mw-snapshot");
      if (snapshot) snapshot.hidden = false;
      const box = place.querySelector(":scope > .mw-widget-trouble") ?? document.createElement("p");
      box.className = "mw-widget-trouble";
      box.setAttribute("role", "alert");
      box.textContent = `This part of the page has a problem: ${error?.message ?? error}. What you saved is safe.`;
      if (!box.isConnected) place.prepend(box);
    }
  }

  close() {
    this.#stop.abort();
    for (const end of this.#ends.splice(0)) {
      try { end?.(); } catch (error) { console.error(error); }
    }
    this.model.close();
  }
}

/** All models of a page. */
class Host {
  #models = new Map();
  #waiting = new Map(); // id -> functions that wait for this model
  #control = newId();
  #settled;
  #sleep = ""; // "deep", or "light" while a new kernel is on its way
  #asked = new Map(); // id of a message -> a question that the kernel is not done with: {model, data, buffers, again}
  #unsure = new Set(); // ids of questions that may be lost: the line broke, and the kernel has told no states since
  #waits = []; // questions for the next kernel
  #moving = new Map(); // id in the new kernel -> id in the old one

  constructor(page, { tell, settled, other }) {
    this.page = page;
    this.#settled = settled;
    this.other = other;
    this.tell = tell;
    this.#connect();
  }

  post(model, data, buffers) {
    if (data.method === "custom") { this.#ask({ model, data, buffers }); return ""; }
    return this.#sleep ? "" : this.#tell(model, data, buffers); // the next kernel is told of edits with the whole state
  }

  #tell(model, data, buffers) { return this.socket.send("comm_msg", { comm_id: model.model_id, data }, { buffers }); }

  #ask(question) {
    if (this.#sleep) { this.#waits.push(question); this.wake(); }
    else this.#asked.set(this.#tell(question.model, question.data, question.buffers), question);
  }

  /** A kernel that tells states is done with all that came to it before: what is open still never arrived. */
  #askAgain() {
    for (const id of this.#unsure) {
      const question = this.#asked.get(id);
      this.#asked.delete(id);
      if (question && !question.again) this.#ask({ ...question, again: true });
    }
    this.#unsure.clear();
  }

  /** What the dead kernel left unanswered is asked once more, and no more than that: it may be what killed it. */
  #fallAsleep() {
    const lived = !this.#sleep;
    this.#sleep = "deep";
    for (const question of this.#asked.values()) if (!question.again) this.#waits.push({ ...question, again: true });
    this.#asked.clear();
    this.#unsure.clear();
    if (lived && this.#waits.length) setTimeout(() => this.wake()); // after the page was told that it sleeps
  }

  /** Take a new kernel in the place of the one that is gone; all that is on the page stays as it is. */
  async wake() {
    if (this.#sleep !== "deep") return;
    this.#sleep = "light";
    this.tell("waking");
    let fresh;
    try { fresh = await freshPage(this.page.dataset.address); } catch { this.#sleep = "deep"; this.tell("dead"); return; }
    const [here, there] = [this.page, fresh].map((page) => [...(page?.querySelectorAll("[data-model]") ?? [])].map((place) => place.dataset.model));
    if (!there.length || here.length !== there.length) { this.tell("stale"); return; }
    this.#moving = new Map(there.map((id, at) => [id, here[at]]));
    this.page.dataset.kernel = fresh.dataset.kernel;
    this.#connect();
  }

  find(id) {
    const found = this.#models.get(id);
    return found ? Promise.resolve(found.model) : new Promise((done) => this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), done]));
  }

  leave() { for (const hosted of this.#models.values()) hosted.close(); }

  #connect() {
    this.socket = openSocket(this.page.dataset, { message: (message) => this.#message(message), open: (isFirst) => this.#open(isFirst), state: (state) => this.#state(state) });
  }

  #state(state) {
    if (state === "dead") this.#fallAsleep();
    if (state !== "live" || !this.#sleep) this.tell(state); // a kernel that does not know the widgets yet is no help
  }

  #open(isFirst) {
    if (isFirst) this.socket.send("comm_open", { comm_id: this.#control, target_name: "jupyter.widget.control", data: {} }, { metadata: { version: "1.0.0" } });
    else { this.#unsure = new Set(this.#asked.keys()); for (const { model } of this.#models.values()) model.resend(); }
    this.socket.send("comm_msg", { comm_id: this.#control, data: { method: "request_states" } });
  }

  #message({ header, parent, content, buffers }) {
    if (header.msg_type === "status") this.#status(content.execution_state, parent?.msg_id);
    else if (header.msg_type === "comm_msg") this.#comm(content.comm_id, content.data, parent?.msg_id, buffers);
    else if (header.msg_type === "comm_open") this.#add(content.comm_id, putBuffers(content.data, content.data.buffer_paths?.map((path) => ["state", ...path]), buffers).state);
    else if (header.msg_type === "comm_close") this.#drop(content.comm_id);
  }

  #status(state, cause) {
    if (state === "dead" || state === "restarting" || state === "terminating") this.socket.end("dead");
    else if (state === "idle") { this.#asked.delete(cause); for (const { model } of this.#models.values()) model.answered(cause); }
  }

  #comm(id, data, cause, buffers) {
    if (id === this.#control) { if (data.method === "update_states") this.#states(putBuffers(data.states, data.buffer_paths, buffers)); return; }
    const model = this.#models.get(id)?.model;
    if (data.method === "custom") model?.heard(data.content, buffers);
    else if (data.method === "update" || data.method === "echo_update") model?.receive(putBuffers(data.state, data.buffer_paths, buffers), cause, data.method === "echo_update");
  }

  #states(states) {
    if (this.#moving.size) this.#move(states);
    for (const [id, { state }] of Object.entries(states)) {
      const known = this.#models.get(id);
      if (known) known.model.receive(state, "", false);
      else this.#add(id, state);
    }
    this.#askAgain();
    this.#draw();
  }

  #move(states) {
    const before = this.#models;
    this.#models = new Map();
    this.#sleep = "";
    for (const [id, old] of this.#moving) {
      const hosted = before.get(old), state = states[id]?.state;
      const isOurs = hosted && state?._esm === hosted.model.get("_esm") && state._saving?.who === hosted.model.get("_saving")?.who;
      if (!isOurs) { location.reload(); return; } // the server has a newer page, or one for whoever signed in since
      for (const place of hosted.places) place.dataset.model = id;
      this.#models.set(id, hosted);
      hosted.model.moved(id, state);
      delete states[id];
    }
    this.#moving.clear();
    this.tell("live");
    for (const question of this.#waits.splice(0)) this.#ask(question);
  }

  #add(id, state) {
    if (!state || this.#models.has(id)) return;
    this.#models.set(id, new Hosted(id, state, this));
    for (const done of this.#waiting.get(id) ?? []) done(this.#models.get(id).model);
    this.#waiting.delete(id);
  }

  #drop(id) {
    this.#models.get(id)?.close();
    this.#models.delete(id);
  }

  async #draw() {
    const places = [...this.page.querySelectorAll("[data-model]:not([data-taken])")];
    const found = places.map((place) => [place, this.#models.get(place.dataset.model)]).filter(([, hosted]) => hosted);
    if (found.some(([, hosted]) => !hosted.isOurs)) { this.other(); return; }
    await Promise.all(found.map(([place, hosted]) => { place.dataset.taken = "yes"; return hosted.draw(place); }));
    this.#settled();
  }
}

function start(page, end) {
  const note = document.getElementById("mw-preparing");
  const { front } = end.dataset, isOld = document.documentElement.dataset.old === "yes";
  let moving = false;
  const other = () => {
    moving = true;
    location.replace(`${page.dataset.address}?kernel=${page.dataset.kernel}`);
  };
  if (front === "none" || isOld) { note.hidden = true; document.documentElement.dataset.ready = "yes"; return; }
  note.classList.add("mw-busy");
  endWhenLeft(page.dataset, () => moving);
  if (front === "stock") { other(); return; }
  const settled = () => { note.hidden = true; document.documentElement.dataset.ready = "yes"; };
  const host = new Host(page, { tell: makeTeller(page, () => host.wake()), settled, other });
  addEventListener("pagehide", () => host.leave());
  whileUsed(() => host.socket.touch());
}

if (typeof document !== "undefined") {
  const begin = () => {
    const page = document.getElementById("mw-page"), end = document.getElementById("mw-end");
    if (page && end) start(page, end);
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
  else begin();
}
