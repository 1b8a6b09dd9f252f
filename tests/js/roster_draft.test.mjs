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
