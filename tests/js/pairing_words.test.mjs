// What the picker says in words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { countWords, csvCell, csvText, dateWords, hoursWords, initials, listWords, placesWords, staleWords, toneOf, wordsFor, yearsWords } from "../../mentorwidgets/static/_pairing_words.js";

test("a list is said as people say it", () => {
  assert.equal(listWords([]), "");
  assert.equal(listWords(["Ana"]), "Ana");
  assert.equal(listWords(["Ana", "Ben", "Eva"]), "Ana, Ben and Eva");
});

test("one is not many", () => {
  assert.equal(countWords(1, "place"), "1 place");
  assert.equal(countWords(2000, "person", "people"), "2,000 people");
});

test("a date is said with the month's name, and what is no date stays", () => {
  assert.equal(dateWords("2026-03-04"), "4 March 2026");
  assert.equal(dateWords("last spring"), "last spring");
  assert.equal(dateWords("2026-13-04"), "2026-13-04");
  assert.equal(dateWords(undefined), "");
});

test("days with the same hours stand together", () => {
  const hours = [{ day: 0, start: 540, end: 720 }, { day: 4, start: 540, end: 720 }, { day: 2, start: 780, end: 1440 }];
  assert.equal(hoursWords(hours), "Monday and Friday 09:00 to 12:00; Wednesday 13:00 to 24:00");
});

test("a run of days is said from first to last", () => {
  assert.equal(hoursWords([0, 1, 2].map((day) => ({ day, start: 60, end: 90 }))), "Monday to Wednesday 01:00 to 01:30");
});

test("a day or an hour of zero, which the wire leaves out or not, is understood", () => {
  assert.equal(hoursWords([{ end: 60 }]), "Monday 00:00 to 01:00");
  assert.equal(hoursWords(undefined), "");
});

test("places are said kindly", () => {
  assert.equal(placesWords(2, 3), "2 places free");
  assert.equal(placesWords(0, 3), "no place free");
  assert.equal(placesWords(0, 0), "not taking anyone this round");
});

test("a profile is flagged only when it is older than the program allows", () => {
  assert.equal(staleWords("2025-01-01", "2026-11-20", 365), "not confirmed since 1 January 2025");
  assert.equal(staleWords("2026-01-01", "2026-11-20", 365), "");
  assert.equal(staleWords("", "2026-11-20", 365), "");
});

test("years of service in words", () => {
  assert.equal(yearsWords(0.5), "less than a year");
  assert.equal(yearsWords(1), "1 year");
  assert.equal(yearsWords(undefined), "");
});

test("initials take the first and last word, whatever the script", () => {
  assert.equal(initials("Amara van der Okafor"), "AO");
  assert.equal(initials("Ödön"), "Ö");
  assert.equal(initials("李 小龍"), "李小");
  assert.equal(initials("…"), "?");
});

test("a tone is always the same for the same person", () => {
  assert.equal(toneOf("m0001"), toneOf("m0001"));
  assert.ok(toneOf("") >= 0 && toneOf("anybody") < 6);
});

test("the program's own words are used, also for many", () => {
  const term = wordsFor({ mentee: "protégé" });
  assert.deepEqual([term("mentee"), term("mentees"), term("mentor")], ["protégé", "protégés", "mentor"]);
});

test("no cell of a CSV file is a formula", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\uFF1D1"]) assert.match(csvCell(text), /^"?'/);
  assert.equal(csvCell("Ana"), "Ana");
});

test("commas, quotes and line ends stay inside their cell", () => {
  assert.equal(csvText([["a,b", 'say "hi"', "two\nlines"]]), '\uFEFF"a,b","say ""hi""","two\nlines"\r\n');
});
