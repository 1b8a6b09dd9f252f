// What a page knows of its fields: two pages and one store, in every order that messages can come.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Fields } from "../../mentorwidgets/static/_fields.js";

let count = 0;
const open = (value = {}, meta = {}) => new Fields(value, meta, (key, item, base) => ({ op: `op-${++count}`, key, value: item ?? null, base }));
const isText = (_name, typed) => typeof typed === "string";
const type = (page, name, value, read) => { if (!page.dispute(name, value)) { page.troubles.delete(name); const slot = page.plan(name, value, read); if (slot) slot.due = true; } };
const answer = (page, more) => { const { batch: [op] } = page.batch(); return page.take({ op: op.op, ...more }, isText); };

/** A store of one page's fields that saves, refuses to overwrite what was not read, and gives an answer again. */
function openStore() {
  const fields = new Map(), answers = new Map(), history = [];
  return {
    fields, history,
    apply(op, by) {
      if (answers.has(op.op)) return answers.get(op.op);
      const held = fields.get(op.key) ?? { value: null, version: 0 };
      const outcome = held.version === op.base ? "saved" : "conflict";
      if (outcome === "saved") fields.set(op.key, { value: op.value, version: op.base + 1, by });
      const told = { ...fields.get(op.key), op: op.op, outcome, seq: history.length + 1 };
      history.push({ ...told, key: op.key, value: outcome === "saved" ? told.value : op.value, by });
      answers.set(op.op, told);
      return told;
    },
  };
}

/** Two pages that type, save and hear in an order that `dice` gives; then all that is on its way arrives. */
function play(dice) {
  const store = openStore();
  const pages = ["Ana", "Ben"].map((by) => ({ by, fields: open(), heard: 0, last: undefined, read: 0 }));
  const send = (page, arrives) => {
    for (const op of page.fields.batch().batch) { const told = store.apply(op, page.by); if (arrives) page.fields.take(told, isText); }
  };
  const hear = (page) => { if (page.heard < store.history.length) page.fields.heard(store.history[page.heard++]); };
  const acts = [
    (page, at) => { page.last = `${page.by} ${at}`; type(page.fields, "a", page.last, page.read); },
    (page) => { if ([page.last, page.fields.saved.get("a")?.value].includes(page.fields.newest("a"))) page.read = page.fields.version("a"); }, // a late frame
    (page) => send(page, true), (page) => send(page, false), hear,
    (page) => page.fields.adopt({ seq: store.history.length, fields: Object.fromEntries(store.fields) }),
  ];
  dice.forEach((number, at) => acts[number % acts.length](pages[(number >> 8) % 2], at));
  for (const page of pages) while (page.fields.edits.size) send(page, true);
  for (const page of pages) while (page.heard < store.history.length) hear(page);
  return { store, pages };
}

test("in whatever order messages come, both pages end with what the store holds, and nobody's last words are lost unseen", () => {
  let seed = 1;
  const dice = () => (seed = (seed * 48271) % 2147483647);
  for (let round = 0; round < 2000; round += 1) {
    const { store, pages } = play(Array.from({ length: 12 }, dice));
    const held = store.fields.get("a");
    for (const { fields, last } of pages) {
      assert.deepEqual([fields.saved.get("a")?.value, fields.version("a")], [held?.value, held?.version ?? 0], `round ${round}`);
      const trouble = fields.troubles.get("a");
      if (trouble) assert.deepEqual([trouble.mine, trouble.theirs], [last, held.value], `round ${round}`);
      else assert.ok(last === undefined || store.history.some((change) => change.value === last && change.outcome === "saved"), `round ${round}: ${last}`);
    }
  }
});

test("what was typed on while an answer is on its way builds on that answer", () => {
  const page = open();
  type(page, "a", "one");
  const { batch: [first] } = page.batch();
  type(page, "a", "two");
  assert.deepEqual([first.base, page.newest("a"), page.waiting("a").length], [0, "two", 2]);
  page.take({ op: first.op, outcome: "saved", version: 5 }, isText);
  const { batch: [second], begun } = page.batch();
  assert.deepEqual([second.value, second.base, begun], ["two", 5, ["a"]]);
});

test("words that were on the screen while somebody wrote are saved on top of what was read", () => {
  const page = open({ a: "old" }, { a: { version: 1 } });
  assert.equal(page.heard({ key: "a", op: "theirs", outcome: "saved", version: 2, value: "new" }), "theirs");
  type(page, "a", "mine", 1);
  assert.equal(page.batch().batch[0].base, 1);
});

test("one's own earlier save is no conflict, however late the page comes to say that it was read", () => {
  const page = open();
  for (const [text, base] of [["a", 0], ["ab", 1], ["abc", 2]]) {
    type(page, "a", text, 0); // the frame that would have said so has not come yet
    const { batch: [op] } = page.batch();
    assert.equal(op.base, base);
    page.take({ op: op.op, outcome: "saved", version: op.base + 1 }, isText);
  }
});

test("words that somebody wrote between one's own are still answered, not overwritten", () => {
  const page = open();
  const save = (text, read) => { type(page, "a", text, read); const { batch: [op] } = page.batch(); page.take({ op: op.op, outcome: "saved", version: op.base + 1 }, isText); return op.base; };
  assert.deepEqual([save("a", 0), save("ab", 0)], [0, 1]);
  page.heard({ key: "a", op: "theirs", outcome: "saved", version: 3, value: "new", by: "Ben" });
  type(page, "a", "abc", 0);
  assert.equal(page.batch().batch[0].base, 2); // so the store sees that the third version was not read
});

test("whoever chose between two texts has read both", () => {
  const page = open();
  type(page, "a", "mine", 0);
  answer(page, { outcome: "conflict", version: 4, value: "theirs" });
  page.settle("a");
  type(page, "a", "mine again", 0);
  assert.equal(page.batch().batch[0].base, 4);
});

/** One writer whose screen, saves, answers, feed and network come in the order that `dice` gives; the screen says late what was read. */
function typeAlone(dice) {
  const store = openStore();
  const page = open();
  let read = 0, shown = "", told = 0;
  const journal = [], away = [];
  const acts = [
    (at) => { shown = `${shown}${at % 10}`; journal.push("key"); type(page, "a", shown, read); },
    () => { for (const op of page.batch().batch) away.push(store.apply(op, "Ana")); journal.push("sent"); },
    () => { const one = away.shift(); if (one) page.take(one, isText); journal.push("answer"); },
    () => { away.length = 0; journal.push("answers lost"); },
    () => { if (page.newest("a") === shown) read = page.version("a"); journal.push("frame"); },
    () => { if (told < store.history.length) page.heard(store.history[told++]); journal.push("feed"); },
    () => { page.adopt({ seq: store.history.length, fields: Object.fromEntries(store.fields) }); journal.push("whole"); },
  ];
  dice.forEach((number, at) => acts[number % acts.length](at));
  while (page.edits.size) for (const op of page.batch().batch) page.take(store.apply(op, "Ana"), isText);
  return { store, page, shown, journal };
}

test("whoever writes alone never meets a conflict, in whatever order keys, answers, frames and news come", () => {
  let seed = 7;
  const dice = () => (seed = (seed * 48271) % 2147483647);
  for (let round = 0; round < 4000; round += 1) {
    const { store, page, shown, journal } = typeAlone(Array.from({ length: 25 }, dice));
    assert.deepEqual([page.troubles.size, store.fields.get("a")?.value ?? ""], [0, shown], journal.join(", "));
  }
});

test("what is typed back to what is saved is not sent", () => {
  const page = open({ a: "old" }, { a: { version: 1 } });
  type(page, "a", "new");
  type(page, "a", "old");
  assert.deepEqual([page.edits.size, page.batch().batch], [0, []]);
});

test("a conflict keeps both texts, and typing on settles nothing", () => {
  const page = open();
  type(page, "a", "mine");
  const { trouble } = answer(page, { outcome: "conflict", version: 3, value: "theirs" });
  assert.deepEqual([trouble.mine, trouble.theirs, trouble.by, page.newest("a")], ["mine", "theirs", "Someone else", "mine"]);
  assert.ok(page.dispute("a", "mine, longer"));
  assert.deepEqual([page.newest("a"), page.edits.size, page.waiting("a")[0].value, page.waiting("a")[0].base], ["mine, longer", 0, "mine, longer", 0]);
  page.heard({ key: "a", op: "again", outcome: "saved", version: 4, value: "theirs, newer", by: "Ben" });
  assert.deepEqual([page.troubles.get("a").theirs, page.troubles.get("a").by, page.newest("a")], ["theirs, newer", "Ben", "mine, longer"]);
});

test("a conflict over the same words is none", () => {
  const page = open();
  type(page, "a", "same");
  assert.equal(answer(page, { outcome: "conflict", version: 2, value: "same" }).trouble, null);
  assert.deepEqual([page.troubles.size, page.newest("a"), page.version("a")], [0, "same", 2]);
});

test("refused words wait to be seen again, and a refused choice does not", () => {
  const page = open({ b: false }, { b: { version: 1 } });
  type(page, "a", "words");
  assert.equal(answer(page, { outcome: "refused", why: "No." }).trouble.op.value, "words");
  type(page, "b", true);
  assert.equal(answer(page, { outcome: "refused", why: "No.", value: false, version: 1 }).trouble.op, undefined);
  assert.deepEqual([page.newest("b"), page.waiting("b")], [false, []]);
});

test("an answer to nobody is left alone", () => {
  const page = open();
  type(page, "a", "mine");
  assert.equal(page.take({ op: "of another page", outcome: "saved", version: 9 }, isText), null);
  assert.equal(page.edits.size, 1);
});

test("somebody is told what they overwrote, once it stands", () => {
  const page = open();
  const lost = { key: "a", op: "theirs", outcome: "conflict", value: "theirs" };
  assert.equal(page.heard(lost), "");
  type(page, "a", "mine");
  answer(page, { outcome: "saved", version: 1 });
  assert.equal(page.heard(lost), "note");
  page.heard({ key: "a", op: "newer", outcome: "saved", version: 2, value: "newer" });
  assert.equal(page.heard(lost), "");
});

test("what may no longer be read leaves the page, but for what was saved since it was read", () => {
  const page = open({ a: "x", b: "y" }, { a: { version: 1 }, b: { version: 1 } });
  type(page, "b", "mine");
  answer(page, { outcome: "saved", version: 2, seq: 7 });
  assert.deepEqual(page.adopt({ seq: 6, fields: {} }), []);
  assert.deepEqual(page.adopt({ seq: 7, fields: { b: { value: "mine", version: 2 } } }), ["a"]);
  assert.deepEqual(page.keys(), ["b"]);
});

test("words in dispute outlive the right to read the field", () => {
  const page = open();
  type(page, "a", "mine");
  answer(page, { outcome: "conflict", version: 3, value: "theirs", seq: 4 });
  page.adopt({ seq: 5, fields: {} });
  assert.deepEqual([page.newest("a"), page.waiting("a")[0].value], ["mine", "mine"]);
});

test("a message holds a hundred operations, and the rest goes with the next", () => {
  const page = open();
  for (let at = 0; at < 130; at += 1) type(page, `field/${at}`, "x");
  const { batch } = page.batch();
  assert.equal(batch.length, 100);
  for (const op of batch) page.take({ op: op.op, outcome: "saved", version: 1 }, isText);
  assert.equal(page.batch().batch.length, 30);
});

test("what waited in the journal is taken up again, but not over what is saved or typed anew", () => {
  const page = open({ a: "saved" }, { a: { version: 1 } });
  const now = (value) => ({ op: `was-${value}`, key: "a", value, base: 0 });
  assert.equal(page.restore("a", now("saved")), false);
  assert.equal(page.restore("b", undefined), false);
  assert.equal(page.restore("a", now("saved"), now("typed since")), true);
  assert.equal(page.newest("a"), "typed since");
  assert.equal(page.restore("a", now("older")), false);
});
