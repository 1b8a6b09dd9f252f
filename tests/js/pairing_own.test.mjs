// What a participant reads of themselves and may do, and the words that say who can read a field.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as own from "../../mentorwidgets/static/_pairing_own.js";
import { openLedger } from "../../mentorwidgets/static/_pairing_ledger.js";
import { readersOf } from "../../mentorwidgets/static/_readers.js";

const PEOPLE = [
  { id: "a", name: "Ana", roles: ["mentee"], demand: 2 },
  { id: "m", name: "Mia", roles: ["mentor"], capacity: 2 },
  { id: "n", name: "Noa", roles: ["mentor"], capacity: 1 },
];
const pair = (status, mentee = true, mentor = true, origin = "chosen") => ({ status, origin, mentee_yes: mentee, mentor_yes: mentor });

/** A page of `me` over fields that a test writes down; `edits` is what it asked to save. */
function pageOf(role, me, fields = {}, { taken = {}, mayChoose = true } = {}) {
  const sheet = { get: (name) => fields[name], keys: (start) => Object.keys(fields).filter((name) => name.startsWith(start)) };
  const edits = [];
  return { role, me, mayChoose, edits, ledger: openLedger(sheet, PEOPLE, { purposes: ["Career", "Skills"], today: "2026-11-22", terms: {} }, {}, { me, taken }), edit: (list, say, undo = true) => edits.push({ list, say, undo }) };
}

const said = (page) => Object.values(own.ownWords(page)).filter(Boolean).join(" ");
const deeds = (page) => own.ownActions(page, page.ledger.pairs[0], () => {}).map((deed) => deed.words);

test("alone, a mentee is told the next step", () => {
  assert.equal(said(pageOf("mentee", "a")), "You have no mentor yet. Look at the mentors and choose.");
  assert.equal(said(pageOf("mentee", "a", {}, { mayChoose: false })), "You have no mentor yet. Say which mentors you wish for.");
  assert.equal(said(pageOf("mentee", "a", { "assign/a": true })), "You have no mentor yet. Your coordinator will look for a mentor for you.");
  assert.equal(said(pageOf("mentee", "a", { "offer/a": "declined" })), "You do not take part this time. You can change your mind at any time.");
});

test("a no and an ending are said first, kindly, for a while", () => {
  const over = (mentor, since = "2026-11-20") => ({ "pair/a/m/Career": { ...pair("ended", true, mentor), since } });
  assert.match(said(pageOf("mentee", "a", over(false))), /^Mia cannot be your mentor this time\. That says nothing about you\. You have no mentor yet\./);
  assert.match(said(pageOf("mentor", "m", over(false))), /^A pair with Ana will not begin\. Nobody has to say why\./);
  assert.match(said(pageOf("mentee", "a", over(true))), /^Your pair with Mia has ended\. Thank you both/);
  assert.match(said(pageOf("mentee", "a", over(true, "2026-01-01"))), /^You have no mentor yet\./);
  assert.equal(said(pageOf("mentee", "a", { ...over(true), "pair/a/n/Career": pair("active") })), "You are paired with Noa.");
});

test("alone, a mentor need do nothing", () => {
  assert.equal(said(pageOf("mentor", "m")), "Nobody has asked you to be their mentor yet. You will see it here when somebody does.");
});

test("a missing yes is said to the one whose it is", () => {
  const fields = { "pair/a/m/Career": pair("proposed", true, false) };
  assert.equal(said(pageOf("mentee", "a", fields)), "A pair with Mia is waiting. Now Mia can say yes.");
  assert.equal(said(pageOf("mentor", "m", fields)), "A pair with Ana is waiting. Say yes to Ana, or no. You need not say why.");
});

test("both kinds of pairs are told", () => {
  const fields = { "pair/a/m/Career": pair("active"), "pair/a/n/Skills": pair("proposed", false, true) };
  assert.equal(said(pageOf("mentee", "a", fields)), "You are paired with Mia. Say yes to Noa, or no. You need not say why.");
});

test("each side may do its own part", () => {
  const steps = [
    [pair("proposed", true, false), ["Take back"], ["Say yes", "No thank you…"]],
    [pair("proposed", false, true, "assigned"), ["Say yes", "No thank you…"], ["Take back my yes"]],
    [pair("confirmed"), ["Take back my yes", "End…"], ["Take back my yes", "End…"]],
    [pair("active"), ["End…"], ["End…"]], [pair("paused"), ["End…"], ["End…"]], [pair("ended"), [], []],
  ];
  for (const [value, mentees, mentors] of steps) {
    const fields = { "pair/a/m/Career": value };
    assert.deepEqual([deeds(pageOf("mentee", "a", fields)), deeds(pageOf("mentor", "m", fields))], [mentees, mentors], JSON.stringify(value));
  }
});

test("the second yes confirms, and taking one back opens the pair again", () => {
  const page = pageOf("mentor", "m", { "pair/a/m/Career": pair("proposed", true, false) });
  own.ownActions(page, page.ledger.pairs[0])[0].run(page.ledger.pairs[0]);
  assert.deepEqual(page.edits[0].list[0][1], { ...pair("confirmed"), since: "2026-11-22" });
  const later = pageOf("mentee", "a", { "pair/a/m/Career": pair("confirmed") });
  own.ownActions(later, later.ledger.pairs[0])[0].run(later.ledger.pairs[0]);
  assert.deepEqual(later.edits[0].list[0][1], { ...pair("proposed", false, true), since: "2026-11-22" });
});

test("what it takes two for cannot be undone by one", () => {
  const page = pageOf("mentee", "a", { "pair/a/m/Career": pair("active") });
  own.endNow(page, page.ledger.pairs[0]);
  assert.equal(page.edits[0].undo, false);
  const agreed = pageOf("mentee", "a", { "pair/a/m/Career": pair("proposed", true, true) });
  own.ownActions(agreed, agreed.ledger.pairs[0])[0].run(agreed.ledger.pairs[0]);
  assert.deepEqual([agreed.edits[0].list[0][1], agreed.edits[0].undo], [null, false]);
});

test("a mentor reads their places, and whom to ask", () => {
  const page = pageOf("mentor", "m", { "pair/a/m/Career": pair("active") });
  assert.equal(own.placeFacts(page), "You take 2 mentees. 1 place free. Would you like a break, or to take more? Tell your coordinator.");
  assert.equal(own.placeFacts(pageOf("mentee", "a")), "");
});

test("places taken by others count, and nobody is named", () => {
  const { ledger } = pageOf("mentee", "a", { "pair/a/m/Career": pair("active") }, { taken: { m: 1, n: 1 } });
  assert.deepEqual([ledger.load.get("m"), ledger.load.get("n")], [2, 1]);
  ledger.refresh();
  assert.equal(ledger.load.get("m"), 2);
});

test("somebody whom the page was not given is somebody new", () => {
  const page = pageOf("mentor", "m", { "pair/z/m/Career": pair("proposed", true, false) });
  assert.equal(own.hasNewcomer(page), true);
  assert.equal(page.ledger.name("z"), "somebody new");
  assert.equal(own.hasNewcomer(pageOf("mentor", "m", { "pair/a/m/Career": pair("active") })), false);
});

test("the words for a field are found by what its key looks like", () => {
  const labels = { "pair/<mentee>/<mentor>/<purpose>": "You two", "draft/<name>": "Only coordinators" };
  const model = { get: () => labels };
  assert.deepEqual(["pair/a%2Fb/m/Career", "draft/pins", "pair/a", "weather"].map((name) => readersOf(model, name)), ["You two", "Only coordinators", "", ""]);
  assert.equal(readersOf({ get: () => undefined }, "draft/pins"), "");
});
