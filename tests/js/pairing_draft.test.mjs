// The draft of a proposal: who waits, what is kept, and the edits that publish or repair.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openLedger } from "../../mentorwidgets/static/_pairing_ledger.js";
import * as draft from "../../mentorwidgets/static/_pairing_draft.js";

const PEOPLE = [
  { id: "a", name: "Ana", roles: ["mentee"], demand: 1, assign: true },
  { id: "b/1", name: "Bea", roles: ["mentee"], demand: 1, assign: true, waiting: true },
  { id: "c", name: "Cem", roles: ["mentee"], demand: 1 },
  { id: "d", name: "Dov", roles: ["mentee"], demand: 1, assign: true, participation: "later" },
  { id: "m", name: "Mia", roles: ["mentor"], capacity: 1 },
  { id: "n", name: "Noa", roles: ["mentor"], capacity: 1 },
  { id: "old", name: "Olga", roles: [], gone: true },
];
const PROGRAM = { purposes: ["Career"], capacity: 1, terms: {}, today: "2026-11-20" };

/** A ledger over fields that a test writes down. */
function ledgerOf(fields) {
  const sheet = { get: (name) => fields[name], keys: (start) => Object.keys(fields).filter((name) => name.startsWith(start)) };
  return openLedger(sheet, PEOPLE, PROGRAM, {});
}

const PAIR = { mentee: "a", mentor: "m", purpose: "Career", origin: "assigned" };
const empty = draft.draftOf(ledgerOf({}));

test("those who looked before go first, and who is paired or not now is left out", () => {
  const names = (ledger, include) => draft.waitingFor(ledger, include).map(({ person }) => person.name);
  assert.deepEqual(names(ledgerOf({}), "asked"), ["Bea", "Ana"]);
  assert.deepEqual(names(ledgerOf({}), "all"), ["Bea", "Ana", "Cem"]);
  assert.deepEqual(names(ledgerOf({ "pair/a/m/Career": { status: "proposed" } }), "all"), ["Bea", "Cem"]);
  assert.deepEqual(names(ledgerOf({ "pair/c/m/Career": { status: "ended" } }), "all"), ["Bea", "Cem", "Ana"]);
});

test("keeping a pair and letting it go are each other's way back", () => {
  const kept = [["a", "m", "Career"]];
  assert.deepEqual(draft.pinEdits(empty, PAIR), [["draft/pins", kept]]);
  assert.deepEqual(draft.pinEdits({ ...empty, pins: kept }, PAIR), [["draft/pins", null]]);
});

test("a pair is kept or not wanted, never both", () => {
  assert.deepEqual(draft.forbidEdits({ ...empty, pins: [["a", "m", "Career"]] }, PAIR), [["draft/forbids", [["a", "m"]]], ["draft/pins", null]]);
  assert.deepEqual(draft.pinEdits({ ...empty, forbids: [["a", "m"]] }, PAIR), [["draft/pins", [["a", "m", "Career"]]], ["draft/forbids", null]]);
});

test("another mentor kept instead takes the place of the one who was kept", () => {
  const before = { ...empty, pins: [["a", "m", "Career"], ["c", "n", "Career"]] };
  assert.deepEqual(draft.insteadEdits(before, PAIR, "n"), [["draft/pins", [["c", "n", "Career"], ["a", "n", "Career"]]]]);
});

test("publishing proposes the pairs and lets their pins go, in one step", () => {
  const ledger = ledgerOf({ "draft/pins": [["a", "m", "Career"]] });
  const value = { status: "proposed", origin: "assigned", mentee_yes: false, mentor_yes: false, since: "2026-11-20" };
  assert.deepEqual(draft.publishEdits(ledger, [PAIR]), [["pair/a/m/Career", value], ["draft/pins", null]]);
});

test("somebody new is looked for where a mentee lost a mentor, or somebody left", () => {
  const can = (fields, mentee = "a") => draft.canRepair(ledgerOf(fields), ledgerOf(fields).pairs.find((pair) => pair.mentee === mentee));
  assert.equal(can({ "pair/a/m/Career": { status: "ended" } }), true);
  assert.equal(can({ "pair/a/m/Career": { status: "active" } }), false);
  assert.equal(can({ "pair/a/old/Career": { status: "active" } }), true);
  assert.equal(can({ "pair/old/m/Career": { status: "active" } }, "old"), true);
  assert.equal(can({ "pair/old/m/Career": { status: "ended" } }, "old"), false);
  assert.equal(can({ "pair/a/m/Career": { status: "ended" }, "pair/a/n/Career": { status: "proposed" } }), false);
  assert.equal(can({ "pair/a/m/Career": { status: "ended" }, "offer/a": "declined" }), false);
});

test("when somebody moves, their place is free before it is taken", () => {
  const ledger = ledgerOf({ "pair/a/old/Career": { status: "active" }, "pair/c/m/Career": { status: "active", mentor_yes: true } });
  const edits = draft.repairEdits(ledger, ledger.pairs[0], { asked: "c", pairs: [["a", "m", "Career"], ["c", "n", "Career"]] });
  assert.deepEqual(edits.map(([name, { status }]) => [name, status]), [
    ["pair/a/old/Career", "ended"], ["pair/c/m/Career", "ended"], ["pair/a/m/Career", "proposed"], ["pair/c/n/Career", "proposed"]]);
});

test("points are said in words", () => {
  assert.deepEqual([1000, 700, 699, 550, 400, 399, 0].map(draft.fitWords), ["strong", "strong", "good", "good", "fair", "weak", "weak"]);
});
