// Searching, filtering and sorting mentors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { commonTerms, find, indexOf, orders } from "../../mentorwidgets/static/_pairing_find.js";

const PROGRAM = { purposes: ["Career", "Technology"] };
const MENTORS = [
  { id: "1", name: "Zoë Ångström", region: "North", interests: ["AI", "Local history"], languages: ["English", "Swedish"], modes: ["video"], hobbies: ["Chess"] },
  { id: "2", name: "Ben Carter", region: "South", bio: "Twenty years in retail and libraries.", interests: ["local  HISTORY"], languages: ["English"], purposes: ["Career"], years: 20 },
  { id: "3", name: "Airi Sato", region: "North", offers: ["Cataloging"], capacity: 2, years: 3, confirmed: "2026-01-01" },
];
const INDEX = indexOf(MENTORS, PROGRAM);
const ids = (query) => find(INDEX, query).found.map((at) => MENTORS[at].id);
const counts = (query, facet) => Object.fromEntries(find(INDEX, query).counts[INDEX.facets.findIndex((one) => one.name === facet)]);

test("a search finds whole words and beginnings, never a part inside a word", () => {
  assert.deepEqual(ids({ text: "ai " }), ["1"]);
  assert.deepEqual(ids({ text: "ai" }), ["3", "1"]);
  assert.deepEqual(ids({ text: "tail" }), []);
  assert.deepEqual(ids({ text: "retail" }), ["2"]);
});

test("case, accents and punctuation do not matter", () => {
  assert.deepEqual(ids({ text: "zoe angstrom" }), ["1"]);
  assert.deepEqual(ids({ text: "LOCAL-history" }).sort(), ["1", "2"]);
});

test("all words must fit, the last may be unfinished", () => {
  assert.deepEqual(ids({ text: "north catal" }), ["3"]);
  assert.deepEqual(ids({ text: "north retail" }), []);
  assert.deepEqual(ids({ text: "no retail" }), []);
});

test("an empty search finds everyone", () => {
  assert.equal(ids({ text: "  ,, " }).length, 3);
  assert.equal(ids({}).length, 3);
});

test("a word said twice is one wish", () => {
  assert.deepEqual(ids({ text: "chess chess" }), ["1"]);
});

test("values of one filter widen, filters among each other narrow", () => {
  assert.deepEqual(ids({ picked: { region: new Set(["north", "south"]) } }).length, 3);
  assert.deepEqual(ids({ picked: { region: new Set(["north"]), languages: new Set(["english"]) } }), ["1"]);
});

test("spellings of one topic are one value with the first spelling", () => {
  const topics = INDEX.facets.find((facet) => facet.name === "topics");
  assert.equal(topics.labels.get("local history"), "Local history");
  assert.equal(counts({}, "topics")["local history"], 2);
});

test("a count says how many a value would leave, its own filter aside", () => {
  const query = { picked: { region: new Set(["north"]) } };
  assert.deepEqual(counts(query, "region"), { north: 2, south: 1 });
  assert.deepEqual(counts(query, "topics"), { ai: 1, "local history": 1, cataloging: 1 });
});

test("whoever names no purpose and no way of meeting is open to any", () => {
  assert.deepEqual(counts({}, "purposes"), { career: 3, technology: 2 });
  assert.equal(counts({}, "modes").phone, 2);
});

test("a test that must hold leaves people out of the counts too", () => {
  const query = { only: [(person) => person.id !== "1"] };
  assert.deepEqual(ids(query), ["2", "3"]);
  assert.deepEqual(counts(query, "region"), { north: 1, south: 1 });
});

test("what two people share is whole terms, hobbies only with hobbies", () => {
  const mentee = { wants: ["LOCAL history", "retail"], hobbies: ["chess"], interests: ["A.I."] };
  assert.deepEqual(commonTerms(mentee, MENTORS), [["LOCAL history", "chess"], ["LOCAL history"], []]);
  assert.deepEqual(commonTerms(null, MENTORS), [[], [], []]);
});

test("a name that begins with the words comes first", () => {
  assert.deepEqual(ids({ text: "ai", order: (a, b) => a - b }), ["3", "1"]);
});

test("sorting is the same whatever the order of the roster", () => {
  const facts = { common: () => [], free: (id) => ({ 1: 0, 2: 1, 3: 2 })[id] };
  const by = orders(MENTORS, facts);
  const sorted = (name, start) => [...start].sort(by[name]).map((at) => MENTORS[at].id).join("");
  for (const [name, wanted] of [["name", "321"], ["places", "321"], ["years", "231"], ["confirmed", "321"], ["common", "321"]]) {
    assert.equal(sorted(name, [0, 1, 2]), wanted, name);
    assert.equal(sorted(name, [2, 0, 1]), wanted, name);
  }
});

test("nobody at all is no trouble", () => {
  assert.deepEqual(find(indexOf([], PROGRAM), { text: "any" }).found, []);
});
