// The fields of a worksheet as a page knows them: saved, typed, in dispute. No way to a store, no clock and no markup.
import { same } from "./_same.js";
import { given } from "./_undo.js";

const AT_ONCE = 100; // operations in one message

/** Whether there is a value at all. */
export const present = (value) => value !== null && value !== undefined;

/**
 *   saved:    key -> {value, version, by, at}, what the store has acknowledged
 *   edits:    key -> {now, next, due, timer, theirs}: `now` is under way, `next` was typed since and goes when it is `due`;
 *             `theirs` is somebody else's newer text, heard meanwhile
 *   troubles: key -> a conflict or a refusal that a person has to look at
 */
export class Fields {
  saved = new Map();
  edits = new Map();
  troubles = new Map();
  #mine = new Set(); // ids of our own operations
  #wrote = new Set(); // keys whose present text is ours
  #chains = new Map(); // key -> {from, to}: versions in a row that we wrote, from the one that the first of them was built on
  #seq = 0; // the last place in the history that we know of
  #operation;

  /** Fields to begin with, what is known of each, and what makes an operation of a key, a value and the version it builds on. */
  constructor(value, meta, operation) {
    this.#operation = operation;
    for (const [name, item] of Object.entries(value)) this.saved.set(name, { version: 0, ...meta[name], value: item });
    for (const [name, known] of Object.entries(meta)) if (!this.saved.has(name)) this.saved.set(name, { ...known, value: null });
  }

  /** What a field holds for whoever sits here: their own newest text. */
  newest(name) {
    const slot = this.edits.get(name);
    if (slot) return (slot.next ?? slot.now).value;
    const trouble = this.troubles.get(name);
    return trouble?.kind === "conflict" ? trouble.mine : this.saved.get(name)?.value;
  }

  version(name) { return this.saved.get(name)?.version ?? 0; }

  keys(prefix = "") {
    const all = new Set([...this.saved.keys(), ...this.edits.keys()]);
    return [...all].filter((name) => name.startsWith(prefix) && present(this.newest(name)));
  }

  /** The operations of a field that wait, at most the one under way and the newest. */
  waiting(name) {
    const slot = this.edits.get(name);
    return (slot ? [slot.now, slot.next] : [this.troubles.get(name)?.op]).filter(Boolean);
  }

  // ---- typing

  /** Type on where two texts stand against each other, which settles nothing; false where none do. */
  dispute(name, value) {
    const trouble = this.troubles.get(name);
    if (trouble?.kind !== "conflict") return false;
    trouble.mine = given(value);
    trouble.op = this.#operation(name, value, trouble.op.base);
    return true;
  }

  /** End a dispute: whoever chose has read both texts. Gives what it was about; undefined when there was none. */
  settle(name) {
    const trouble = this.troubles.get(name);
    if (trouble?.kind === "conflict") this.#chains.set(name, { from: 0, to: this.version(name) });
    this.troubles.delete(name);
    return trouble;
  }

  /** Plan to save what was typed on top of version `read`; null when it is what is saved already. */
  plan(name, value, read = this.version(name)) {
    const slot = this.edits.get(name) ?? {}, base = this.#since(name, read);
    if (slot.now) slot.next = same(slot.now.value, value) ? undefined : this.#operation(name, value, base);
    else if (same(value, this.saved.get(name)?.value)) { this.edits.delete(name); return null; }
    else slot.next = this.#operation(name, value, slot.next?.base ?? base);
    this.edits.set(name, slot);
    return slot;
  }

  // Whoever read a text and wrote since has read their own words, however late the page comes to say so.
  #since(name, read) {
    const chain = this.#chains.get(name);
    return chain && read >= chain.from && read < chain.to ? chain.to : read;
  }

  /** Take back what was planned and is not under way yet: the field no longer says it. Gives whether there was anything. */
  retract(name) {
    const slot = this.edits.get(name);
    if (!slot?.next) return false;
    clearTimeout(slot.timer);
    slot.next = undefined;
    if (slot.now) return true;
    this.edits.delete(name);
    if (slot.theirs) this.#stand(name, slot.theirs);
    return true;
  }

  /** Take up what was typed in an earlier visit; false when it is saved, or typed anew. */
  restore(name, now, next) {
    if (!now || this.edits.has(name) || (!next && same(now.value, this.saved.get(name)?.value))) return false;
    this.edits.set(name, { now, next, due: true });
    return true;
  }

  // ---- sending and what comes back

  /** What goes in the next message, and the fields whose newest text goes under way with it. */
  batch() {
    const batch = [], begun = [];
    for (const [name, slot] of this.edits) {
      if (!slot.now && slot.next && slot.due) {
        [slot.now, slot.next] = [slot.next, undefined];
        begun.push(name);
      }
      if (slot.now) batch.push(slot.now);
      if (batch.length === AT_ONCE) break;
    }
    for (const op of batch) this.#mine.add(op.op);
    return { batch, begun };
  }

  /** Take the answer to an operation: {name, slot, trouble}; null when we wait for no such answer. `isText` tells what a person should see again. */
  take(answer, isText) {
    const name = [...this.edits].find(([, slot]) => slot.now?.op === answer.op)?.[0];
    if (name === undefined) return null;
    const slot = this.edits.get(name), op = slot.now;
    slot.now = undefined;
    this.#seq = Math.max(this.#seq, answer.seq ?? 0);
    const trouble = answer.outcome === "saved" ? this.#takeSaved(name, slot, op, answer) : this.#takeTrouble(name, slot, op, answer, isText);
    return { name, slot, trouble };
  }

  #takeSaved(name, slot, op, answer) {
    const mine = { value: op.value, version: answer.version, by: answer.by, at: answer.at };
    const chain = this.#chains.get(name);
    this.#chains.set(name, { from: chain?.to === op.base ? chain.from : op.base, to: answer.version });
    const newest = slot.next ? mine : this.#newer(name, slot, mine); // an answer given again may be older than what we know
    this.saved.set(name, newest);
    if (newest === mine) this.#wrote.add(name);
    if (slot.next) slot.next = { ...slot.next, base: answer.version };
    else this.edits.delete(name);
    return null;
  }

  #newer(name, slot, field) {
    return [slot.theirs, this.saved.get(name)].reduce((best, other) => (other?.version > best.version ? other : best), field);
  }

  #takeTrouble(name, slot, op, answer, isText) {
    const typed = (slot.next ?? op).value;
    this.edits.delete(name);
    this.#wrote.delete(name);
    const theirs = this.#newer(name, slot, { value: given(answer.value), version: answer.version ?? 0, by: answer.by, at: answer.at });
    this.saved.set(name, theirs);
    const conflict = answer.outcome === "conflict";
    if (conflict && same(typed, theirs.value)) return null;
    const trouble = conflict
      ? { kind: "conflict", mine: typed, theirs: theirs.value, by: theirs.by || "Someone else", at: theirs.at }
      : { kind: "refused", mine: typed, why: answer.why ?? "This could not be saved.", mend: answer.mend ?? "" };
    // Words in dispute stay in the journal, so that a reload shows them again; a refused choice is not tried again by itself.
    if (conflict || isText(name, typed)) trouble.op = this.#operation(name, typed, op.base);
    this.troubles.set(name, trouble);
    return trouble;
  }

  // ---- what others do

  /** Hear what was saved somewhere: "theirs" when a field is new, "note" when we just wrote what somebody else wrote too, else "". */
  heard(change) {
    const name = change.key;
    this.#seq = Math.max(this.#seq, change.seq ?? 0);
    if (this.#mine.has(change.op)) return "";
    if (change.outcome === "conflict") return this.#wrote.has(name) ? "note" : "";
    if (change.outcome !== "saved" || change.version <= this.version(name)) return "";
    const field = { value: given(change.value), version: change.version, by: change.by, at: change.at };
    if (this.edits.has(name)) { this.#remember(name, field); return ""; } // the answer to ours decides
    this.#wrote.delete(name);
    this.#stand(name, field);
    return "theirs";
  }

  /** Take a whole worksheet as it is read now; gives the names of what is new or gone. */
  adopt({ seq = 0, fields, removed = {} }) {
    const gone = Object.entries(removed).map(([name, version]) => [name, { value: null, version }]);
    const all = [...gone, ...Object.entries(fields)].filter(([name, field]) => field.version > (this.saved.get(name)?.version ?? -1));
    for (const [name, field] of all) if (this.edits.has(name)) this.#remember(name, field);
    const newer = all.filter(([name]) => !this.edits.has(name));
    const changed = newer.filter(([name, field]) => !same(this.saved.get(name)?.value, field.value)).map(([name]) => name);
    for (const [name, field] of newer) this.#stand(name, field);
    // What is not in the whole worksheet is not ours to read any more, unless we saved it after that was read. Words that
    // could not be saved stay until their writer has decided.
    const whole = { ...removed, ...fields };
    const lost = seq < this.#seq ? [] : [...this.saved.keys()].filter((name) => !Object.hasOwn(whole, name) && !this.edits.has(name) && !this.troubles.has(name));
    for (const name of lost) this.saved.delete(name);
    return [...changed, ...lost];
  }

  // Whoever decides between two texts sees the newest of the other.
  #stand(name, field) {
    this.saved.set(name, field);
    const trouble = this.troubles.get(name);
    if (trouble?.kind === "conflict") Object.assign(trouble, { theirs: field.value, by: field.by || trouble.by, at: field.at });
  }

  #remember(name, field) {
    if (field.version > (this.edits.get(name).theirs?.version ?? 0)) this.edits.get(name).theirs = field;
  }
}
