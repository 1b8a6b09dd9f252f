// What the page says of two answers is what Python says; what changed is found word by word.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { alignmentWords, compareOne } from "../../mentorwidgets/static/_expectations_compare.js";
import { wordDiff } from "../../mentorwidgets/static/_expectations_diff.js";
import { isBlank, sameGiven, wordsOf } from "../../mentorwidgets/static/_form_words.js";

const CASES = JSON.parse(readFileSync(new URL("./expectations_cases.json", import.meta.url), "utf8"));

test("both sides' answers are compared as Python compares them, to the letter", () => {
  for (const { question, given, said } of CASES) {
    const found = compareOne(question, ...given);
    assert.deepEqual([found.standing, found.words], said, JSON.stringify({ question, given }));
  }
});

test("an answer reads as it does in Python", () => {
  for (const { given, words } of CASES) assert.deepEqual(given.map(wordsOf), words, JSON.stringify(given));
});

test("the summary counts and never scores", () => {
  assert.equal(alignmentWords([{ standing: "open" }, { standing: "discuss" }, { standing: "discuss" }]), "0 aligned, 2 to discuss, 1 open");
});

test("leaving a question open says something, blanks do not", () => {
  assert.deepEqual([{ open: true }, { answer: " \n" }, { answer: [{ Goal: "" }] }, { answer: 0 }, { answer: false }, undefined].map(isBlank), [false, true, true, false, true, true]);
});

test("the order in which parts are stored makes no other answer", () => {
  assert.equal(sameGiven({ answer: { from: "09:00", days: ["Monday"] }, type: "hours" }, { type: "hours", asked: "When?", answer: { days: ["Monday"], from: "09:00" } }), true);
  assert.equal(sameGiven({ answer: "a" }, { answer: "a", open: true }), false);
  assert.equal(sameGiven(undefined, null), true);
});

test("what changed is shown word by word, and both texts can be read out of it", () => {
  const [before, after] = ["We meet on Monday, at nine.", "We meet on Friday, at nine sharp."];
  const pieces = wordDiff(before, after);
  const read = (kind) => pieces.filter((piece) => piece.kind === "same" || piece.kind === kind).map((piece) => piece.text).join("");
  assert.deepEqual([read("gone"), read("new")], [before, after]);
  assert.ok(pieces.some((piece) => piece.kind === "same" && piece.text.includes("We meet on")));
  assert.deepEqual(wordDiff("", "x"), [{ kind: "new", text: "x" }]);
  assert.deepEqual(wordDiff("same", "same"), [{ kind: "same", text: "same" }]);
});

test("a very long text is shown as two", () => {
  const long = "word ".repeat(500);
  assert.deepEqual(wordDiff(long, `${long}more`).map((piece) => piece.kind), ["gone", "new"]);
});
