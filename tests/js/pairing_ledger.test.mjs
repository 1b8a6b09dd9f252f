// What the worksheet says of people and pairs, and the edits that change it.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as book from "../../mentorwidgets/static/_pairing_ledger.js";

const PEOPLE = [
  { id: "a", name: "Ana", roles: ["mentee"], demand: 1, wishes: ["m", "gone"] },
  { id: "b/1", name: "Bea", roles: ["mentee"], demand: 2, assign: true },
  { id: "c", name: "Cem", roles: ["mentee"], demand: 1, participation: "declined" },
  { id: "m", name: "Mia", roles: ["mentor"], capacity: 1 },
  { id: "n", name: "Noa", roles: ["mentor", "mentee"], capacity: 2, demand: 1 },
  { id: "old", name: "Olga", roles: [], gone: true },
];
const PROGRAM = { purposes: ["Career", "Technology"], capacity: 1, terms: {}, today: "2026-11-20" };
const BARS = { words: ["Ana reports to Noa."], mentors: {}, pairs: { a: { n: 0 } } };

/** A ledger over fields that a test writes down. */
function ledgerOf(fields, program = {}) {
  const sheet = { get: (name) => fields[name], keys: (start) => Object.keys(fields).filter((name) => name.startsWith(start)) };
  return book.openLedger(sheet, PEOPLE, { ...PROGRAM, ...program }, BARS);
}

const pair = (status, more = {}) => ({ status, ...more });

test("ids with slashes are read from their keys", () => {
  const ledger = ledgerOf({ "pair/b%2F1/m/Career": pair("active") });
  assert.equal(ledger.pairs[0].mentee, "b/1");
  assert.equal(book.livePairsOf(ledger, "b/1").length, 1);
});

test("a key that is no pair is passed over", () => {
  assert.deepEqual(ledgerOf({ "pair/a": pair("active"), "pair/a/m/Career": null }).pairs, []);
});

test("every status but ended takes a place", () => {
  for (const status of ["proposed", "confirmed", "active", "paused"]) assert.equal(book.freeOf(ledgerOf({ "pair/a/m/Career": pair(status) }), "m"), 0);
  assert.equal(book.freeOf(ledgerOf({ "pair/a/m/Career": pair("ended") }), "m"), 1);
});

test("the worksheet goes before the roster", () => {
  const ledger = ledgerOf({ "assign/b%2F1": false, "offer/c": "accepted", "shortlist/a": [] });
  assert.equal(book.isAsking(ledger, "b/1"), false);
  assert.equal(book.offerOf(ledger, "c"), "accepted");
  assert.deepEqual(book.shortlistOf(ledger, "a"), []);
});

test("the wishes of the roster are the first shortlist, without people who are not there", () => {
  assert.deepEqual(book.shortlistOf(ledgerOf({}), "a"), ["m"]);
  assert.deepEqual(book.shortlistOf(ledgerOf({ "shortlist/a": "not a list" }), "a"), []);
});

test("a hard rule is told in its words", () => {
  assert.equal(book.barOf(ledgerOf({}), "a", "n"), "Ana reports to Noa.");
  assert.equal(book.barOf(ledgerOf({}), "n", "n"), "Nobody can be their own mentor.");
  assert.equal(book.barOf(ledgerOf({}), "a", "m"), "");
});

test("a past pair is not proposed again unless the program says so", () => {
  const fields = { "pair/a/m/Career": pair("ended") };
  assert.match(book.barOf(ledgerOf(fields), "a", "m"), /before/);
  assert.equal(book.barOf(ledgerOf(fields, { rematch_past: true }), "a", "m"), "");
});

test("a full mentor, a full mentee and a declined offer each stop a choice in words", () => {
  const full = ledgerOf({ "pair/a/m/Career": pair("active") });
  assert.equal(book.stopOf(full, "b/1", "m"), "Mia has no place free.");
  assert.match(book.stopOf(full, "a", "m"), /as many mentors as they asked for/);
  assert.match(book.stopOf(full, "c", "n"), /no thank you/);
  assert.equal(book.stopOf(ledgerOf({}), "b/1", "m"), "");
});

test("one mentor for each purpose, but all share the only purpose", () => {
  const fields = { "pair/b%2F1/m/Career": pair("active") };
  assert.deepEqual(book.openPurposes(ledgerOf(fields), "b/1"), ["Technology"]);
  assert.deepEqual(book.openPurposes(ledgerOf(fields, { purposes: ["Career"] }), "b/1"), ["Career"]);
});

test("where a mentee stands", () => {
  const code = (fields, id) => book.standing(ledgerOf(fields), id).code;
  assert.equal(code({}, "a"), "shortlist");
  assert.equal(code({ "shortlist/a": [] }, "a"), "unpaired");
  assert.equal(code({}, "b/1"), "asked");
  assert.equal(code({}, "c"), "declined");
  assert.equal(code({ "offer/a": "later" }, "a"), "later");
  assert.equal(code({ "pair/a/m/Career": pair("proposed") }, "a"), "waiting");
  assert.equal(code({ "pair/b%2F1/m/Career": pair("active") }, "b/1"), "part");
  assert.equal(code({ "pair/a/m/Career": pair("confirmed") }, "a"), "paired");
});

test("who says no thank you has no pair, and is counted once", () => {
  const fields = { "pair/a/m/Career": pair("active"), "offer/a": "declined", "pair/b%2F1/old/Career": pair("active") };
  const ledger = ledgerOf(fields);
  assert.equal(book.standing(ledger, "a").code, "declined");
  assert.equal(book.standing(ledger, "b/1").code, "lost");
  assert.equal(book.progress(ledger).paired, 0);
  const edits = book.declineEdits(ledgerOf({ "pair/a/m/Career": pair("active") }), "a");
  assert.deepEqual(edits.map(([name, value]) => [name, value.status ?? value]), [["pair/a/m/Career", "ended"], ["offer/a", "declined"]]);
});

test("progress counts those who take part and says what is next", () => {
  const now = book.progress(ledgerOf({ "pair/a/m/Career": pair("active"), "pair/b%2F1/n/Career": pair("proposed") }));
  assert.equal(now.done, "1 of 3 mentees is paired.");
  assert.equal(now.next, "Next: 1 waiting for a yes and 1 not paired yet.");
});

test("choosing counts as the mentee's yes, assigning does not", () => {
  const ledger = ledgerOf({});
  assert.deepEqual(book.chooseEdit(ledger, "b/1", "m", "Career", "chosen"), ["pair/b%2F1/m/Career", { status: "proposed", origin: "chosen", mentee_yes: true, since: "2026-11-20" }]);
  assert.equal(book.chooseEdit(ledger, "a", "m", "Career", "assigned")[1].mentee_yes, false);
});

test("two yeses confirm, one does not", () => {
  const ledger = ledgerOf({ "pair/a/m/Career": pair("proposed") });
  const first = book.agreeEdit(ledger, ledger.pairs[0], "mentor")[1];
  assert.equal(first.status, "proposed");
  assert.equal(book.agreeEdit(ledger, { ...ledger.pairs[0], ...first }, "mentee")[1].status, "confirmed");
});

test("an edit carries only what the model knows", () => {
  const ledger = ledgerOf({ "pair/a/m/Career": pair("active", { mentor_yes: true }) });
  const [, value] = book.moveEdit(ledger, ledger.pairs[0], "paused");
  assert.deepEqual(Object.keys(value).sort(), ["mentee_yes", "mentor_yes", "origin", "since", "status"]);
});

test("a shortlist moves by one place and stops at its ends", () => {
  assert.deepEqual(book.moved(["a", "b", "c"], "c", -1), ["a", "c", "b"]);
  assert.deepEqual(book.moved(["a", "b"], "a", -1), ["a", "b"]);
  assert.deepEqual(book.moved(["a"], "z", 1), ["a"]);
});

test("rows for export carry names, also of people who left", () => {
  const rows = book.pairRows(ledgerOf({ "pair/a/old/Career": pair("ended"), "note/a/old/Career": "Good time together" }));
  assert.deepEqual(rows[1].slice(0, 3), ["Ana", "a", "Olga (left)"]);
  assert.equal(rows[1].at(-1), "Good time together");
});

test("a pair that lost its mentor is not called done", () => {
  const ledger = ledgerOf({ "pair/a/old/Career": pair("active"), "offer/b%2F1": "declined", "offer/n": "declined" });
  assert.equal(book.progress(ledger).next, "Next: 1 whose mentor left.");
});

test("who says something else as a mentee has a card of each role", () => {
  const ana = { id: "a", name: "Ana", roles: ["mentor", "mentee"], branch: "Oak", bio: "Leads", participation: "offered", mentee_side: { branch: "Elm", participation: "declined" } };
  const sheet = { get: () => undefined, keys: () => [] };
  const ledger = book.openLedger(sheet, [ana], PROGRAM, { words: [] });
  assert.deepEqual([ledger.mentors[0].branch, ledger.mentees[0].branch, ledger.mentees[0].bio], ["Oak", "Elm", "Leads"]);
  assert.deepEqual(["mentor", "mentee"].map((role) => book.personAs(ledger, "a", role).branch), ["Oak", "Elm"]);
  assert.equal(book.offerOf(ledger, "a"), "declined");
});

test("who has one role, or left, is the same person whatever is asked", () => {
  const ledger = ledgerOf({});
  assert.equal(book.personAs(ledger, "m", "mentee"), ledger.byId.get("m"));
  assert.equal(book.personAs(ledger, "old", "mentee").name, "Olga");
  assert.equal(book.personAs(ledger, "nobody", "mentee"), undefined);
});
