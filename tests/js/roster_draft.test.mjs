// The draft of an import page: it tells any server again what it needs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDraft } from "../../mentorwidgets/static/_roster_draft.js";

const bytes = new TextEncoder().encode("Name\nAna\n");

/** A desk that forgets files when told to; it keeps what it was asked. */
function desk() {
  const asked = [], known = new Set();
  const ask = async (verb, request) => {
    asked.push([verb, structuredClone(request)]);
    if (verb === "read") { known.add(`key of ${request.name}`); return { key: `key of ${request.name}` }; }
    const lost = request.files.find(({ key }) => !known.has(key));
    if (lost) throw Object.assign(new Error("gone"), { again: lost.key });
    if (verb === "offer") return { offers: { "key of a.csv": { "": { columns: { A: "name" }, role: "mentor" } } } };
    return { verb };
  };
  return { ask, asked, forget: () => known.clear() };
}

test("a request brings all that was decided", async () => {
  const { ask, asked } = desk();
  const draft = openDraft(ask);
  await draft.add("a.csv", bytes);
  draft.sheet({ key: "key of a.csv", sheet: "" }).role = "mentee";
  draft.gone = "keep";
  await draft.ask("look", { more: 1 });
  assert.deepEqual(asked.at(-1)[1], { files: [{ key: "key of a.csv", sheets: { "": { mends: [], columns: {}, role: "mentee" } } }], gone: "keep", more: 1 });
});

test("files that a server lost are sent again, each once", async () => {
  const { ask, asked, forget } = desk();
  const draft = openDraft(ask);
  await draft.add("a.csv", bytes);
  await draft.add("b.csv", bytes);
  forget();
  assert.deepEqual(await draft.ask("look"), { verb: "look" });
  assert.deepEqual(asked.slice(2).map(([verb]) => verb), ["look", "read", "look", "read", "look"]);
});

test("a server that loses a file again and again is not asked for ever", async () => {
  const { ask, forget } = desk();
  const draft = openDraft(async (verb, request) => { const answer = await ask(verb, request); forget(); return answer; });
  await draft.add("a.csv", bytes);
  await assert.rejects(draft.ask("look"), /gone/);
});

test("two files of one name are told apart", async () => {
  const draft = openDraft(desk().ask);
  for (let n = 0; n < 3; n += 1) await draft.add("a.b.csv", bytes);
  await draft.add("plain", bytes);
  await draft.add("plain", bytes);
  assert.deepEqual(draft.files.map((file) => file.name), ["a.b.csv", "a.b (2).csv", "a.b (3).csv", "plain", "plain (2)"]);
});

test("an offer is taken over once, and never over a decision", async () => {
  const { ask } = desk();
  const draft = openDraft(ask);
  await draft.add("a.csv", bytes);
  await draft.takeOffers();
  const sheet = draft.sheet({ key: "key of a.csv", sheet: "" });
  assert.equal(sheet.role, "mentor");
  sheet.role = "mentee";
  await draft.takeOffers();
  assert.equal(draft.sheet({ key: "key of a.csv", sheet: "" }).role, "mentee");
});

test("mended cells are worth a question before the page is left", async () => {
  const draft = openDraft(desk().ask);
  await draft.add("a.csv", bytes);
  assert.equal(draft.isTouched(), false);
  draft.sheet({ key: "key of a.csv", sheet: "" }).mends.push([2, 0, "Ana"]);
  assert.equal(draft.isTouched(), true);
  draft.clear();
  assert.equal(draft.isTouched(), false);
});

/** A tab's memory; `room` is how many letters of one thing it holds. */
function tab(room = Infinity) {
  const held = new Map();
  return {
    get: (name) => (held.has(name) ? JSON.parse(held.get(name)) : null),
    set(name, value) {
      const text = JSON.stringify(value);
      held.delete(name);
      if (value === null || text.length > room) return false;
      held.set(name, text);
      return true;
    },
  };
}

test("a reload finds the files again with all that was decided about them", async () => {
  const { ask, asked } = desk(), kept = tab();
  const before = openDraft(ask, kept);
  await before.add("a.csv", bytes);
  before.sheet({ key: "key of a.csv", sheet: "" }).mends.push([2, 0, "Ana Silva"]);
  before.gone = "keep";
  before.keep();
  assert.equal(before.isSafe(), true);
  const after = openDraft(ask, kept);
  assert.equal(after.restore(), true);
  assert.deepEqual(after.request(), before.request());
  assert.deepEqual(after.files[0].bytes, bytes);
  assert.deepEqual(await after.ask("look"), { verb: "look" });
  assert.equal(asked.filter(([verb]) => verb === "read").length, 1, "the server still has the file");
});

test("a file that neither the tab nor the server has is asked for by name, and its mends wait for it", async () => {
  const { ask, forget } = desk(), kept = tab(300);
  const before = openDraft(ask, kept), large = new Uint8Array(1000).fill(65);
  await before.add("a.csv", large);
  before.sheet({ key: "key of a.csv", sheet: "" }).mends.push([2, 0, "Ana Silva"]);
  before.keep();
  forget();
  const after = openDraft(ask, kept);
  after.restore();
  await assert.rejects(after.ask("look"), /Please choose a\.csv once more\. What you decided and mended in it is kept\./);
  await after.add("a.csv", large);
  assert.equal(after.files.length, 1);
  assert.deepEqual(await after.ask("look"), { verb: "look" });
  assert.deepEqual(after.request().files[0].sheets[""].mends, [[2, 0, "Ana Silva"]]);
});

test("what was taken in or cleared is not found again", async () => {
  const { ask } = desk(), kept = tab();
  const draft = openDraft(ask, kept);
  await draft.add("a.csv", bytes);
  draft.forget();
  assert.equal(openDraft(ask, kept).restore(), false);
});
