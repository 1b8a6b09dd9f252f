// Numbers as people type them: what is clear is read, what is not is asked, and nothing is guessed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayFrom, numberFrom, numberWithin, timeFrom } from "../../mentorwidgets/static/_numbers.js";

const read = (text) => { const { value, wrong } = numberFrom(text); return wrong ?? value; };

test("a comma and a point are both read", () => {
  const typed = { "2,5": 2.5, "2.5": 2.5, ",5": 0.5, ".5": 0.5, "0,125": 0.125, "12,75": 12.75, "3,1415": 3.1415, "007": 7, "-1": -1, "\u22121,5": -1.5, "+4": 4, " 8 ": 8 };
  for (const [text, value] of Object.entries(typed)) assert.equal(read(text), value, text);
});

test("thousands are read where they can be nothing else", () => {
  const typed = { "1 000": 1000, "1\u00a0000,5": 1000.5, "1\u202f234\u202f567": 1234567, "1'000": 1000, "1\u2019234.5": 1234.5, "1,234.5": 1234.5, "1.234,5": 1234.5, "1,234,567": 1234567, "1.234.567": 1234567, "1234,567": 1234.567 };
  for (const [text, value] of Object.entries(typed)) assert.equal(read(text), value, text);
});

test("what can be a thousand or a part of one is asked", () => {
  assert.equal(read("1,000"), "Is this 1000 or 1? Please write it like one of these.");
  assert.equal(read("2.500"), "Is this 2500 or 2.5? Please write it like one of these.");
  assert.equal(read("-12,345"), "Is this 12345 or 12.345? Please write it like one of these.");
});

test("digits of other scripts count as well", () => {
  assert.deepEqual(["\u0662\u066b\u0665", "\u06f2\u06f5", "\u0968", "\uff12\uff0c\uff15"].map(read), [2.5, 25, 2, 2.5]);
});

test("what is half typed, and what is no number, is said and never a number", () => {
  for (const text of ["2,", "2.", "-", ",", "."]) assert.match(read(text), /not finished/, text);
  for (const text of ["two", "2h", "2-3", "2 5", "1,2,3", "1.2,3.4", "12,34,567", "1e3", "0x10", "Infinity", "\u00bd", "2 hours", "1,23.456"]) assert.match(read(text), /should be a number/, text);
  assert.match(read("9".repeat(40)), /too large/);
  assert.equal(read("   "), null);
});

test("bounds and whole numbers are held", () => {
  const within = (text, bounds) => { const { value, wrong } = numberWithin(text, bounds); return wrong ?? value; };
  assert.equal(within("2,5", { whole: true }), "Please give a whole number.");
  assert.equal(within("2,0", { whole: true }), 2);
  assert.equal(within("53", { least: 1, most: 52 }), "The number should be between 1 and 52.");
  assert.equal(within("-1", { least: 0 }), "The number should be 0 or more.");
  assert.equal(within("9", { most: 8 }), "The number should be 8 or less.");
  assert.equal(within("", { least: 1 }), null);
});

test("a date or a time that is half typed is not an empty one", () => {
  const field = (value, badInput = false, more = {}) => ({ value, validity: { badInput }, ...more });
  assert.match(dayFrom(field("", true)).wrong, /not complete/);
  assert.match(timeFrom(field("", true)).wrong, /not complete/);
  assert.deepEqual([dayFrom(field("")), dayFrom(field("2026-03-01")), timeFrom(field("09:30"))], [{ value: "" }, { value: "2026-03-01" }, { value: "09:30" }]);
  assert.deepEqual(dayFrom(field("0026-03-01")), { wrong: "Give the year with four digits.", isEarly: true });
  assert.deepEqual(dayFrom(field("12026-03-01")), { wrong: "Give the year with four digits.", isEarly: true });
  assert.match(dayFrom(field("1999-12-31", false, { min: "2000-01-01", max: "2199-12-31" })).wrong, /from 2000 to 2199/);
});
