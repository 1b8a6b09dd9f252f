// Questions to Python: each gets its own answer, the words of an error, or words for silence.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openAsking } from "../../mentorwidgets/static/_asking.js";

/** A model that keeps what is sent, and tells what Python would say. */
function openModel() {
  const ears = new Set(), sent = [];
  return { sent, ears, on: (_name, fn) => ears.add(fn), off: (_name, fn) => ears.delete(fn), send: (content) => sent.push(content), tell: (content) => ears.forEach((fn) => fn(content)) };
}

test("each question gets its own answer, in whatever order they come", async () => {
  const model = openModel(), way = openAsking(model, "cadence");
  const answers = [way.ask({ ask: "plan" }), way.ask({ ask: "try" })];
  assert.deepEqual(model.sent.map(({ kind, ask }) => [kind, ask]), [["cadence", "plan"], ["cadence", "try"]]);
  for (const { id, ask } of [...model.sent].reverse()) model.tell({ kind: "cadence", id, told: ask });
  assert.deepEqual((await Promise.all(answers)).map(({ told }) => told), ["plan", "try"]);
});

test("an answer to somebody else, or of another kind, settles nothing", async () => {
  const model = openModel(), way = openAsking(model, "cadence");
  const answer = way.ask({ ask: "plan" }), [{ id }] = model.sent;
  for (const content of [null, { kind: "cadence", id: "other", told: "wrong" }, { kind: "pairing", id, told: "wrong" }, { kind: "cadence", id, told: "right" }]) model.tell(content);
  assert.equal((await answer).told, "right");
});

test("a foreseen error is told in its own words, and one without an id reaches everybody who waits", async () => {
  const model = openModel(), way = openAsking(model, "cadence");
  const one = way.ask({ ask: "plan" });
  model.tell({ kind: "cadence", id: model.sent[0].id, error: "This cannot be planned." });
  await assert.rejects(one, { message: "This cannot be planned." });
  const others = [way.ask({ ask: "plan" }), way.ask({ ask: "try" })];
  model.tell({ kind: "error", error: "Something went wrong here." });
  for (const other of others) await assert.rejects(other, { message: "Something went wrong here." });
});

test("nobody waits for ever, and an answer that comes too late does no harm", async () => {
  const model = openModel(), way = openAsking(model, "cadence", { patience: 1, silent: "Nobody answers." });
  await assert.rejects(way.ask({ ask: "plan" }), { message: "Nobody answers." });
  model.tell({ kind: "cadence", id: model.sent[0].id });
});

test("a question that cannot be sent is refused, and nobody is told later that it takes long", async (t) => {
  const due = new Set();
  t.mock.method(globalThis, "setTimeout", (fn) => { due.add(fn); return fn; });
  t.mock.method(globalThis, "clearTimeout", (fn) => due.delete(fn));
  const way = openAsking({ ...openModel(), send() { throw new Error("This is too much."); } }, "cadence");
  await assert.rejects(way.ask({ ask: "plan" }, () => {}), { message: "This is too much." });
  assert.equal(due.size, 0);
});

test("a page that closes listens no more", () => {
  const model = openModel(), way = openAsking(model, "cadence");
  way.ask({ ask: "plan" });
  way.close();
  assert.equal(model.ears.size, 0);
});
