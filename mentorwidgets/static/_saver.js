// A worksheet in the page, and the way between it and the store. Never a synced trait: operations with answers.
import { newId } from "./_engine.js";
import { Fields, present } from "./_fields.js";
import { openJournal } from "./_journal.js";
import { same } from "./_same.js";
import { within } from "./_storage.js";
import { openTransport } from "./_transport.js";
import { makeBar } from "./_bar.js";
import { openKept } from "./_kept.js";
import { keepInNotebook } from "./_notebook.js";
import { given, Steps } from "./_undo.js";

/** The key of a field: parts may hold any text. */
export const key = (...names) => names.map((name) => encodeURIComponent(name)).join("/");
/** The parts of a key. */
export const parts = (name) => name.split("/").map(decodeURIComponent);

const FIRST_WAIT = 1500, LONGEST_WAIT = 10000; // milliseconds before the next try

/** One worksheet: its fields, and how they come to be saved. */
class Sheet {
  #listeners = new Set();
  #steps = new Steps();
  #state = { link: "fine", words: "", lastSaved: "", sending: false, pause: 0, closed: false, ready: false };
  #timers = { retry: 0, learn: 0 };
  #promises = new Set(); // {left, tell, waits}: who waits to hear that some fields are saved

  constructor(model) {
    this.model = model;
    this.way = model.get("_saving") ?? { way: "none" };
    this.bound = this.way.way !== "none";
    this.#state.ready = !this.bound;
    this.kept = openKept(this.way); // what is no field: drafts, and where one is on the page
    this.journal = this.bound ? openJournal(this.way.worksheet, this.way.who, () => this.line?.draw()) : null;
    this.fields = new Fields(model.get("value") ?? {}, model.get("_meta") ?? {}, (...parts) => this.#operation(...parts));
    this.saved = this.fields.saved;
    this.troubles = this.fields.troubles;
    this.line = makeBar(this);
    this.transport = openTransport(this.way, this.#ears(), model);
    this.told = () => this.#told();
    this.asked = (event) => { if (this.fields.edits.size && !this.journal?.works()) event.preventDefault(); };
    model.on("change:value", this.told);
    if (this.bound) this.#start();
    else keepInNotebook(model);
    this.line.draw();
  }

  // ---- what a worksheet's page uses

  get bar() { return this.line.node; }
  get undoable() { return this.#steps.newest; }

  get(name) { return this.fields.newest(name) ?? undefined; }

  /** The version of what `get` builds on: pass it as `read` to `set` when the person saw an older text than that. */
  version(name) { return this.fields.version(name); }

  keys(prefix = "") { return this.fields.keys(prefix); }

  set(name, value, options = {}) { this.all([[name, value]], options); }

  all(list, { say = "", undo = true, wait = 0, read } = {}) {
    const names = list.map(([name]) => name);
    if (undo && say) this.#steps.note(say, list, (name) => this.get(name));
    for (const [name, value] of list) this.#edit(name, value, wait, read);
    if (say) this.whenSaved(names, (how) => this.#sayHow(how, say));
    this.#fire(names, "mine");
  }

  /** A field holds nothing that can be saved just now: what was planned of it a moment ago is not saved either. */
  retract(name) {
    if (!this.fields.retract(name)) return;
    this.#keep(name);
    this.#fire([name], "mine");
    this.#tellOf(name, false);
  }

  /** Tell how it goes with these fields: "saved", "refused", or "waits" where there is no way to the store just now; one of the others follows. */
  whenSaved(names, tell) {
    const left = new Set(names.filter((name) => this.fields.edits.has(name)));
    if (!this.bound || !left.size) { tell("saved"); return; }
    const promise = { left, tell, waits: false };
    this.#promises.add(promise);
    if (this.#state.link !== "fine") this.#putOff(promise);
  }

  undo() {
    const step = this.#steps.pop();
    if (!step) return;
    const stands = step.before.filter(([name]) => same(this.get(name), step.after.get(name)));
    for (const [name, value] of stands) this.#edit(name, value, 0);
    const names = stands.map(([name]) => name);
    if (names.length) this.whenSaved(names, (how) => this.#sayHow(how, `Undone: ${step.say}`));
    else this.line.say("Somebody changed this since, so it was not undone.");
    this.#fire(names, "undo");
  }

  /** Know again a field that one may write but not read, as it was saved: only so can it be changed or taken back. */
  recall(name, field) { if (!this.saved.has(name)) this.saved.set(name, field); }

  on(fn) {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  state(name) {
    if (this.troubles.has(name)) return this.troubles.get(name).kind;
    if (!this.fields.edits.has(name)) return "saved";
    return this.#state.link === "fine" ? "saving" : "waiting";
  }

  trouble(name) { return this.troubles.get(name) ?? null; }

  resolve(name, whose) {
    const trouble = this.fields.settle(name);
    if (!trouble) return;
    if (whose === "mine") this.#edit(name, trouble.mine, 0);
    else this.#keep(name);
    this.line.say(whose === "mine" ? "Your text is used." : "Settled.");
    this.#fire([name], "mine");
  }

  facts() {
    const { link, words, lastSaved } = this.#state;
    const disputed = [...this.troubles.values()].filter((trouble) => trouble.op).length;
    return { way: this.way.way, link, words, lastSaved, disputed, pending: this.fields.edits.size, safe: this.journal?.works() ?? false, unkept: this.journal?.fails() ?? false };
  }

  async setShared(yes) {
    if (yes) this.kept.wipe();
    await this.journal?.setShared(yes);
    if (!yes) for (const name of this.fields.edits.keys()) this.#keep(name);
    this.line.draw();
  }

  close() {
    this.#state.closed = true;
    clearTimeout(this.#timers.retry);
    clearTimeout(this.#timers.learn);
    this.transport?.close();
    this.model.off("change:value", this.told);
    removeEventListener("beforeunload", this.asked);
  }

  // ---- from the start to the first answer

  async #start() {
    addEventListener("beforeunload", this.asked);
    // First of all, nobody may type over what is not there yet; but a browser that keeps nothing must not keep us from saving.
    await within(this.#restore()).catch(() => this.journal.miss());
    await Promise.race([this.transport.start(), new Promise((done) => { setTimeout(done, 3000); })]);
    this.#state.ready = true;
    this.#send();
  }

  async #restore() {
    const names = [];
    for (const [name, [now, next]] of await this.journal.read()) {
      if (this.fields.restore(name, now, next)) names.push(name);
      else this.#keep(name);
    }
    if (!names.length) return;
    this.line.say("We brought back what was not saved yet, and are saving it now.");
    this.#fire(names, "restored");
    this.#send(); // what came late
  }

  // ---- typing

  #edit(name, value, wait, read) {
    if (this.fields.dispute(name, value)) { this.#keep(name); return; }
    this.troubles.delete(name);
    if (!this.bound) {
      this.saved.set(name, { value: given(value), version: this.version(name) + 1 });
      this.#learn();
      return;
    }
    this.#plan(name, value, wait, read);
    this.#keep(name);
    if (!wait) queueMicrotask(() => this.#send());
  }

  #plan(name, value, wait, read) {
    clearTimeout(this.fields.edits.get(name)?.timer);
    const slot = this.fields.plan(name, value, read);
    if (!slot) return;
    slot.due = !wait;
    if (wait) slot.timer = setTimeout(() => { slot.due = true; this.#send(); }, wait);
  }

  #operation(name, value, base) {
    const op = { op: newId(), worksheet: this.way.worksheet ?? "", key: name, value: given(value), base };
    const by = this.line.name();
    return by ? { ...op, by } : op;
  }

  #keep(name) { return this.journal?.keep(name, this.fields.waiting(name)); }

  // ---- sending and what comes back

  async #send() {
    if (this.#state.closed || this.#state.sending || !this.#state.ready) return;
    clearTimeout(this.#timers.retry);
    const { batch, begun } = this.fields.batch();
    for (const name of begun) this.#keep(name);
    if (!batch.length) { this.line.draw(); return; }
    this.#state.sending = true;
    this.line.draw();
    try {
      const answers = await this.transport.send(batch);
      this.#state.pause = 0;
      this.#connected();
      for (const answer of answers) this.#take(answer);
    } catch (error) { this.#failed(error); this.#waitAndRetry(error.pause ?? 0); }
    this.#state.sending = false;
    if (!this.#state.pause && [...this.fields.edits.values()].some((slot) => slot.now || slot.due)) this.#send();
    this.line.draw();
  }

  #waitAndRetry(asked) {
    const longer = this.#state.pause ? this.#state.pause * 1.6 : FIRST_WAIT;
    this.#state.pause = Math.max(asked, Math.min(LONGEST_WAIT, longer));
    this.#timers.retry = setTimeout(() => this.#send(), this.#state.pause);
  }

  #take(answer) {
    const taken = this.fields.take(answer, (name, typed) => typeof typed === "string" || !!this.words?.(name, typed));
    if (!taken) return;
    const { name, slot, trouble } = taken, saved = answer.outcome === "saved";
    if (saved) this.#state.lastSaved = answer.at || new Date().toISOString();
    else {
      clearTimeout(slot.timer);
      this.#steps.forget(name); // a step that did not happen is not undone
    }
    if (trouble) this.line.say(trouble.kind === "conflict" ? `${trouble.by} changed this too. Both texts are kept: please choose one.` : `${trouble.why} ${trouble.mend}`);
    this.#keep(name);
    this.#learn();
    this.#fire([name], saved ? "mine" : "refused");
    this.#tellOf(name, saved);
  }

  // ---- what was promised to be said

  // Said is only what is so: nothing is done before the store has it.
  #sayHow(how, words) { if (how !== "refused") this.line.say(how === "saved" ? words : `${words}. This is not saved yet.`); }

  #putOff(promise) {
    if (promise.waits) return;
    promise.waits = true;
    promise.tell("waits");
  }

  #tellOf(name, saved) {
    for (const promise of this.#promises) {
      if (!promise.left.delete(name) || (saved && promise.left.size)) continue;
      this.#promises.delete(promise);
      promise.tell(saved ? "saved" : "refused");
    }
  }

  // ---- what others do

  #ears() {
    return {
      change: (change) => this.#heard(change),
      state: (state) => this.#adopt(state),
      fine: () => this.#connected(),
      failed: (error) => this.#failed(error),
      said: (words) => this.line.say(words),
    };
  }

  #heard(change) {
    const what = this.fields.heard(change);
    if (what === "note") this.line.note(change);
    if (what === "theirs") this.#changed([change.key]);
  }

  #adopt(state) {
    const names = this.fields.adopt(state);
    if (names.length) this.#changed(names);
  }

  #changed(names) {
    this.#learn();
    this.#fire(names, "theirs");
  }

  #told() {
    // Only Python code that sets `value` gets here; what we sent ourselves is equal to what we have.
    const theirs = this.model.get("value") ?? {};
    const names = [...new Set([...Object.keys(theirs), ...this.keys()])].filter((name) => !same(theirs[name], this.saved.get(name)?.value));
    if (!names.length) return;
    if (this.way.way === "server") { this.#learn(); return; } // a kernel that was out of reach knows less than we do
    for (const name of names) this.#edit(name, theirs[name], 0);
    this.#fire(names, "theirs");
  }

  #connected() {
    const before = this.#state.link;
    Object.assign(this.#state, { link: "fine", words: "" });
    if (before !== "fine") {
      this.line.say("Connected again.");
      this.#state.pause = 0;
      queueMicrotask(() => this.#send());
    }
    this.line.draw();
  }

  #failed(error) {
    const link = error.state ?? "lost";
    if (this.#state.link !== link) this.line.say(this.line.words(link, error.words));
    Object.assign(this.#state, { link, words: error.words ?? "" });
    for (const promise of this.#promises) this.#putOff(promise);
    this.line.draw();
  }

  // ---- small things

  #learn() {
    // The kernel hears what is acknowledged, for its own computing; many small saves are told once.
    clearTimeout(this.#timers.learn);
    this.#timers.learn = setTimeout(() => {
      const fields = [...this.saved].filter(([, field]) => present(field.value)).map(([name, field]) => [name, field.value]);
      this.model.set("value", Object.fromEntries(fields));
      this.model.save_changes();
    }, this.bound ? 250 : 0);
  }

  #fire(names, why) {
    const keys = new Set(names);
    for (const fn of this.#listeners) fn({ keys, why });
    this.line.draw();
  }
}

/** Open the worksheet of an anywidget model (traits `value`, `_meta`, `_saving`). See README "How saving works". */
export const openWorksheet = (model) => new Sheet(model);
