// A worksheet in the page: what is saved, what is typed, and the way between them. Never a synced trait: operations with answers.
import { newId } from "./_dom.js";
import { openJournal } from "./_journal.js";
import { openTransport } from "./_transport.js";
import { makeBar } from "./_bar.js";
import { given, Steps } from "./_undo.js";

/** The key of a field: parts may hold any text. */
export const key = (...names) => names.map((name) => encodeURIComponent(name)).join("/");
/** The parts of a key. */
export const parts = (name) => name.split("/").map(decodeURIComponent);

const AT_ONCE = 100; // operations in one message
const FIRST_WAIT = 1500, LONGEST_WAIT = 10000; // milliseconds before the next try
const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const present = (value) => value !== null && value !== undefined;

/**
 * The fields of one worksheet as this page knows them.
 *   saved:    key -> {value, version, by, at}, what the store has acknowledged
 *   edits:    key -> {now, next, due, timer, theirs}: `now` is under way, `next` was typed since and goes when it is `due`;
 *             `theirs` is somebody else's newer text, heard meanwhile
 *   troubles: key -> a conflict or a refusal that a person has to look at
 */
class Sheet {
  saved = new Map();
  edits = new Map();
  troubles = new Map();
  #mine = new Set(); // ids of our own operations
  #wrote = new Set(); // keys whose present text is ours
  #listeners = new Set();
  #steps = new Steps();
  #seq = 0; // the last place in the history that we know of
  #state = { link: "fine", words: "", lastSaved: "", sending: false, pause: 0, closed: false, ready: false };
  #timers = { retry: 0, learn: 0 };

  constructor(model) {
    this.model = model;
    this.way = model.get("_saving") ?? { way: "none" };
    this.bound = this.way.way !== "none";
    this.#state.ready = !this.bound;
    this.journal = this.bound ? openJournal(this.way.worksheet, this.way.who) : null;
    this.line = makeBar(this);
    this.#begin();
    this.transport = openTransport(this.way, this.#ears(), model);
    this.told = () => this.#told();
    this.asked = (event) => { if (this.edits.size && !this.journal?.works()) event.preventDefault(); };
    model.on("change:value", this.told);
    if (this.bound) this.#start();
    this.line.draw();
  }

  // ---- what a worksheet's page uses

  get bar() { return this.line.node; }
  get undoable() { return this.#steps.newest; }

  get(name) { return this.#newest(name) ?? undefined; }

  /** The version of what `get` builds on: pass it as `read` to `set` when the person saw an older text than that. */
  version(name) { return this.saved.get(name)?.version ?? 0; }

  keys(prefix = "") {
    const all = new Set([...this.saved.keys(), ...this.edits.keys()]);
    return [...all].filter((name) => name.startsWith(prefix) && present(this.#newest(name)));
  }

  set(name, value, options = {}) { this.all([[name, value]], options); }

  all(list, { say = "", undo = true, wait = 0, read } = {}) {
    const names = list.map(([name]) => name);
    if (undo && say) this.#steps.note(say, list, (name) => this.get(name));
    for (const [name, value] of list) this.#edit(name, value, wait, read);
    if (say) this.line.say(say);
    this.#fire(names, "mine");
  }

  undo() {
    const step = this.#steps.pop();
    if (!step) return;
    const stands = step.before.filter(([name]) => same(this.get(name), step.after.get(name)));
    for (const [name, value] of stands) this.#edit(name, value, 0);
    this.line.say(stands.length ? `Undone: ${step.say}` : "Somebody changed this since, so it was not undone.");
    this.#fire(stands.map(([name]) => name), "undo");
  }

  /** Know again a field that one may write but not read, as it was saved: only so can it be changed or taken back. */
  recall(name, field) { if (!this.saved.has(name)) this.saved.set(name, field); }

  on(fn) {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  state(name) {
    if (this.troubles.has(name)) return this.troubles.get(name).kind;
    if (!this.edits.has(name)) return "saved";
    return this.#state.link === "fine" ? "saving" : "waiting";
  }

  trouble(name) { return this.troubles.get(name) ?? null; }

  resolve(name, whose) {
    const trouble = this.troubles.get(name);
    if (!trouble) return;
    this.troubles.delete(name);
    if (whose === "mine") this.#edit(name, trouble.mine, 0);
    else this.#keep(name);
    this.line.say(whose === "mine" ? "Your text is used." : "Settled.");
    this.#fire([name], "mine");
  }

  facts() {
    const { link, words, lastSaved } = this.#state;
    const disputed = [...this.troubles.values()].filter((trouble) => trouble.op).length;
    return { way: this.way.way, link, words, lastSaved, disputed, pending: this.edits.size, safe: this.journal?.works() ?? false };
  }

  async setShared(yes) {
    await this.journal?.setShared(yes);
    if (!yes) for (const name of this.edits.keys()) this.#keep(name);
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

  #begin() {
    const meta = this.model.get("_meta") ?? {};
    for (const [name, value] of Object.entries(this.model.get("value") ?? {})) this.saved.set(name, { version: 0, ...meta[name], value });
    for (const [name, known] of Object.entries(meta)) if (!this.saved.has(name)) this.saved.set(name, { ...known, value: null });
  }

  async #start() {
    addEventListener("beforeunload", this.asked);
    await this.#restore(); // first of all: nobody may type over what is not there yet
    await Promise.race([this.transport.start(), new Promise((done) => { setTimeout(done, 3000); })]);
    this.#state.ready = true;
    this.#send();
  }

  async #restore() {
    const names = [];
    for (const [name, [now, next]] of await this.journal.read()) {
      if (!now || this.edits.has(name)) continue;
      if (!next && same(now.value, this.saved.get(name)?.value)) { this.#keep(name); continue; }
      this.edits.set(name, { now, next, due: true });
      names.push(name);
    }
    if (!names.length) return;
    this.line.say("We brought back what was not saved yet, and are saving it now.");
    this.#fire(names, "restored");
  }

  // ---- typing

  #edit(name, value, wait, read) {
    const trouble = this.troubles.get(name);
    if (trouble?.kind === "conflict") {
      trouble.mine = given(value);
      trouble.op = this.#operation(name, value, trouble.op.base);
      this.#keep(name);
      return;
    }
    this.troubles.delete(name);
    if (!this.bound) {
      this.saved.set(name, { value: given(value), version: this.version(name) + 1 });
      this.#learn();
      return;
    }
    this.#plan(name, value, wait, read ?? this.version(name));
    this.#keep(name);
    if (!wait) queueMicrotask(() => this.#send());
  }

  #plan(name, value, wait, read) {
    const slot = this.edits.get(name) ?? {};
    clearTimeout(slot.timer);
    if (slot.now) slot.next = same(slot.now.value, value) ? undefined : this.#operation(name, value, read);
    else if (same(value, this.saved.get(name)?.value)) { this.edits.delete(name); return; }
    else slot.next = this.#operation(name, value, slot.next?.base ?? read);
    slot.due = !wait;
    if (wait) slot.timer = setTimeout(() => { slot.due = true; this.#send(); }, wait);
    this.edits.set(name, slot);
  }

  #operation(name, value, base) {
    const op = { op: newId(), worksheet: this.way.worksheet ?? "", key: name, value: given(value), base };
    const by = this.line.name();
    return by ? { ...op, by } : op;
  }

  #keep(name) {
    const slot = this.edits.get(name);
    const waiting = slot ? [slot.now, slot.next] : [this.troubles.get(name)?.op];
    return this.journal?.keep(name, waiting.filter(Boolean));
  }

  // ---- sending and what comes back

  async #send() {
    if (this.#state.closed || this.#state.sending || !this.#state.ready) return;
    clearTimeout(this.#timers.retry);
    const batch = this.#batch();
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
    if (!this.#state.pause && [...this.edits.values()].some((slot) => slot.now || slot.due)) this.#send();
    this.line.draw();
  }

  #batch() {
    const batch = [];
    for (const [name, slot] of this.edits) {
      if (!slot.now && slot.next && slot.due) {
        [slot.now, slot.next] = [slot.next, undefined];
        this.#keep(name);
      }
      if (slot.now) batch.push(slot.now);
      if (batch.length === AT_ONCE) break;
    }
    for (const op of batch) this.#mine.add(op.op);
    return batch;
  }

  #waitAndRetry(asked) {
    const longer = this.#state.pause ? this.#state.pause * 1.6 : FIRST_WAIT;
    this.#state.pause = Math.max(asked, Math.min(LONGEST_WAIT, longer));
    this.#timers.retry = setTimeout(() => this.#send(), this.#state.pause);
  }

  #take(answer) {
    const name = [...this.edits].find(([, slot]) => slot.now?.op === answer.op)?.[0];
    if (name === undefined) return;
    const slot = this.edits.get(name), op = slot.now;
    slot.now = undefined;
    this.#seq = Math.max(this.#seq, answer.seq ?? 0);
    if (answer.outcome === "saved") this.#takeSaved(name, slot, op, answer);
    else this.#takeTrouble(name, slot, op, answer);
    this.#keep(name);
    this.#learn();
    this.#fire([name], answer.outcome === "saved" ? "mine" : "refused");
  }

  #takeSaved(name, slot, op, answer) {
    const mine = { value: op.value, version: answer.version, by: answer.by, at: answer.at };
    const newest = slot.next ? mine : this.#newer(name, slot, mine); // an answer given again may be older than what we know
    this.saved.set(name, newest);
    if (newest === mine) this.#wrote.add(name);
    this.#state.lastSaved = answer.at || new Date().toISOString();
    if (slot.next) slot.next = { ...slot.next, base: answer.version };
    else this.edits.delete(name);
  }

  #newer(name, slot, field) {
    return [slot.theirs, this.saved.get(name)].reduce((best, other) => (other?.version > best.version ? other : best), field);
  }

  #takeTrouble(name, slot, op, answer) {
    const typed = (slot.next ?? op).value;
    clearTimeout(slot.timer);
    this.edits.delete(name);
    this.#wrote.delete(name);
    const theirs = this.#newer(name, slot, { value: given(answer.value), version: answer.version ?? 0, by: answer.by, at: answer.at });
    this.saved.set(name, theirs);
    this.#steps.forget(name); // a step that did not happen is not undone
    const conflict = answer.outcome === "conflict";
    if (conflict && same(typed, theirs.value)) return;
    const trouble = conflict
      ? { kind: "conflict", mine: typed, theirs: theirs.value, by: theirs.by || "Someone else", at: theirs.at }
      : { kind: "refused", mine: typed, why: answer.why ?? "This could not be saved.", mend: answer.mend ?? "" };
    // Words in dispute stay in the journal, so that a reload shows them again; a refused choice is not tried again by itself.
    if (conflict || typeof typed === "string" || this.words?.(name, typed)) trouble.op = this.#operation(name, typed, op.base);
    this.troubles.set(name, trouble);
    this.line.say(conflict ? `${trouble.by} changed this too. Both texts are kept: please choose one.` : `${trouble.why} ${trouble.mend}`);
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
    const name = change.key;
    this.#seq = Math.max(this.#seq, change.seq ?? 0);
    if (this.#mine.has(change.op)) return;
    if (change.outcome === "conflict") {
      if (this.#wrote.has(name)) this.line.note(change);
      return;
    }
    if (change.outcome !== "saved" || change.version <= this.version(name)) return;
    const field = { value: given(change.value), version: change.version, by: change.by, at: change.at };
    if (this.edits.has(name)) { this.#remember(name, field); return; } // the answer to ours decides
    this.#wrote.delete(name);
    this.saved.set(name, field);
    const trouble = this.troubles.get(name);
    if (trouble?.kind === "conflict") Object.assign(trouble, { theirs: given(change.value), by: change.by, at: change.at });
    this.#learn();
    this.#fire([name], "theirs");
  }

  #remember(name, field) {
    if (field.version > (this.edits.get(name).theirs?.version ?? 0)) this.edits.get(name).theirs = field;
  }

  #adopt({ seq = 0, fields, removed = {} }) {
    const gone = Object.entries(removed).map(([name, version]) => [name, { value: null, version }]);
    const all = [...gone, ...Object.entries(fields)].filter(([name, field]) => field.version > (this.saved.get(name)?.version ?? -1));
    for (const [name, field] of all) if (this.edits.has(name)) this.#remember(name, field);
    const newer = all.filter(([name]) => !this.edits.has(name));
    const changed = newer.filter(([name, field]) => !same(this.saved.get(name)?.value, field.value)).map(([name]) => name);
    for (const [name, field] of newer) this.saved.set(name, field);
    // What is not in the whole worksheet is not ours to read any more, unless we saved it after that was read.
    const whole = { ...removed, ...fields };
    const lost = seq < this.#seq ? [] : [...this.saved.keys()].filter((name) => !Object.hasOwn(whole, name) && !this.edits.has(name));
    for (const name of lost) { this.saved.delete(name); this.troubles.delete(name); changed.push(name); }
    if (!changed.length) return;
    this.#learn();
    this.#fire(changed, "theirs");
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
    this.line.draw();
  }

  // ---- small things

  #newest(name) {
    const slot = this.edits.get(name);
    if (slot) return (slot.next ?? slot.now).value;
    const trouble = this.troubles.get(name);
    return trouble?.kind === "conflict" ? trouble.mine : this.saved.get(name)?.value;
  }

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
