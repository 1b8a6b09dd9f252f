// What a page reads out of a group session, over a worksheet in memory.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerCount, asking, countsOf, forgetting, notesOf, roomFor, roomsOf, themesOf } from "../../mentorwidgets/static/_session_ledger.js";

const sheetOf = (fields) => ({ get: (name) => fields[name], keys: (prefix = "") => Object.keys(fields).filter((name) => name.startsWith(prefix)) });
const FIELDS = {
  "room/one": { question: "First?", made: 1, step: "know" },
  "room/two": { question: "Which?", answers: "choice", options: ["A", "B"], made: 2 },
  "room/old": { question: "First?", made: 0, step: "know", closed: true },
  "theme/one/t2": { name: "Later", place: 2 }, "theme/one/t1": { name: "Time", place: 1 },
  "note/one/n2": "Rain", "note/one/n1": "No time", "note/one/n3": "Snow", "note/two/n4": 1, "note/two/n5": 1,
  "sorted/one/n1": "t1", "sorted/one/n2": "gone",
};
const sheet = sheetOf(FIELDS);

test("the newest question comes first, also among those that a step asked twice", () => {
  assert.deepEqual(roomsOf(sheet).map((room) => room.id), ["two", "one", "old"]);
  assert.equal(roomFor(sheet, "know").id, "one");
  assert.equal(roomFor(sheet, "never"), undefined);
});

test("a note whose theme is gone stands under none", () => {
  assert.deepEqual(notesOf(sheet, "one").map((note) => [note.id, note.theme]), [["n1", "t1"], ["n2", ""], ["n3", ""]]);
  assert.deepEqual(themesOf(sheet, "one").map((theme) => theme.name), ["Time", "Later"]);
});

test("every option and every theme is counted", () => {
  assert.deepEqual(countsOf(sheet, roomFor(sheet, "know")).map((count) => count.number), [1, 0, 2]);
  assert.deepEqual(countsOf(sheet, roomsOf(sheet)[0]).map((count) => [count.words, count.number]), [["A", 0], ["B", 2]]);
});

test("asking closes what other steps asked, and nothing else", () => {
  const changes = new Map(asking(sheet, "new", { question: "And now?", step: "want" }, 9, ["know", "want"]));
  assert.deepEqual([...changes.keys()], ["room/two", "room/new"]);
  assert.equal(changes.get("room/two").closed, true);
  assert.equal("id" in changes.get("room/two"), false);
  assert.deepEqual(changes.get("room/new"), { question: "And now?", answers: "words", options: [], step: "want", made: 9, shown: false, closed: false });
});

test("forgetting a question forgets all that belongs to it", () => {
  const left = { ...FIELDS };
  for (const [name, value] of forgetting(sheet, "one")) { assert.equal(value, null); delete left[name]; }
  assert.deepEqual(Object.keys(left), ["room/two", "room/old", "note/two/n4", "note/two/n5"]);
});

test("one answer and many", () => assert.deepEqual([answerCount(1), answerCount(1200)], ["1 answer", "1,200 answers"]));
