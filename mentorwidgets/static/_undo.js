// The steps of one page that can be undone, the newest first.
const MOST_STEPS = 50;

/** A value as it is saved: null where there is none. */
export const given = (value) => (value === undefined ? null : value);

/** Steps: {say, before: [[key, value]], after: Map key -> value}. */
export class Steps {
  #steps = [];

  /** What the newest step said; empty without one. */
  get newest() { return this.#steps.at(-1)?.say ?? ""; }

  /** Note a step before it is done: `list` is [[key, value]], `get` tells what a field holds now. */
  note(say, list, get) {
    this.#steps.push({ say, before: list.map(([name]) => [name, given(get(name))]), after: new Map(list.map(([name, value]) => [name, given(value)])) });
    if (this.#steps.length > MOST_STEPS) this.#steps.shift();
  }

  pop() { return this.#steps.pop(); }

  /** Forget every step that wrote this field. */
  forget(name) { this.#steps = this.#steps.filter((step) => !step.after.has(name)); }
}
