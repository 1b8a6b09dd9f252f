// Rows of a challenges worksheet: what people add, move, copy and take away, and what they paste.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as rows from "../../mentorwidgets/static/_challenges_rows.js";
import { findCards } from "../../mentorwidgets/static/_challenges_cards.js";

/** A sheet over fields that a test writes down. */
function sheetOf(fields) {
  return { fields, get: (name) => fields[name], keys: (start = "") => Object.keys(fields).filter((name) => name.startsWith(start)),
    all(list) { for (const [name, value] of list) { if (value === null) delete fields[name]; else fields[name] = value; } } };
}
const FIELDS = () => ({ "barrier/a": "No time", "place/a": 1, "help/a/h": "A partner", "activity/a/h/x": "Ask", "plan/a/h/x": { due: "2026-03-01" }, "barrier/b": "No room", "place/b": 2, "barrier/ben/ana/Mentoring/a": "Theirs", "card/c": { title: "T" } });
const open = (fields, scope = []) => { const sheet = sheetOf(fields); return { sheet, book: rows.openBook(sheet, scope) }; };
const texts = (book) => book.order.map((row) => row.barrier);
const reopened = (sheet, scope = []) => texts(rows.openBook(sheet, scope));

test("each scope has its own rows, in their places", () => {
  assert.deepEqual(texts(open(FIELDS()).book), ["No time", "No room"]);
  assert.deepEqual(texts(open(FIELDS(), ["ben", "ana", "Mentoring"]).book), ["Theirs"]);
});

test("one field that changes is taken in, and says whose row it is", () => {
  const { sheet, book } = open(FIELDS());
  sheet.fields["barrier/c"] = "New";
  assert.equal(book.take("barrier/c"), "c");
  assert.equal(book.take("card/c"), "");
  assert.deepEqual(texts(book), ["New", "No time", "No room"]);
});

test("words below a barrier that somebody took away are still shown", () => {
  const { book } = open({ "activity/a/h/x": "Ask", "help/b/h": " ", "place/c": 1 });
  assert.deepEqual(book.order.map((row) => row.id), ["a"]);
  assert.equal(rows.helpsOf(book.order[0]).length, 1);
});

test("new ids sort after earlier ones and are never twice the same", () => {
  const ids = Array.from({ length: 500 }, rows.stamp);
  assert.deepEqual(ids, [...ids].sort());
  assert.equal(new Set(ids).size, 500);
  assert.ok(ids.every((id) => /^[0-9A-Za-z-]{1,40}$/.test(id)));
});

test("a row moves up and down, and stops at the ends", () => {
  const { sheet, book } = open(FIELDS());
  sheet.all(rows.moveRow(book, "b", -1));
  assert.deepEqual(reopened(sheet), ["No room", "No time"]);
  assert.deepEqual(rows.moveRow(book, "a", -1), []);
});

test("rows move also when all of them stand in one place", () => {
  const sheet = sheetOf(Object.fromEntries("abcd".split("").map((id) => [`barrier/${id}`, id])));
  sheet.all(rows.moveRow(rows.openBook(sheet, []), "c", -1));
  assert.deepEqual(reopened(sheet), ["a", "c", "b", "d"]);
});

test("a row can be moved for ever: where places grow too close all get new ones", () => {
  const sheet = sheetOf({ "barrier/a": "a", "place/a": 1, "barrier/b": "b", "place/b": 1 + Number.EPSILON, "barrier/c": "c", "place/c": 5 });
  sheet.all(rows.moveRow(rows.openBook(sheet, []), "c", -1));
  assert.deepEqual(reopened(sheet), ["a", "c", "b"]);
});

test("a copy stands right below, with all that hangs on it", () => {
  const { sheet, book } = open(FIELDS());
  const { row, edits } = rows.copyRow(book, "a");
  sheet.all(edits);
  const after = rows.openBook(sheet, []);
  assert.deepEqual(texts(after), ["No time", "No time", "No room"]);
  const plain = rows.plainRow(after.rows.get(row));
  assert.deepEqual(plain.helps[0].activities[0].plan, { due: "2026-03-01" });
});

test("taking away a row, a help or an activity takes all that hangs on it, and nothing of a pair's", () => {
  const { sheet } = open(FIELDS());
  assert.equal(rows.takeAway(sheet, [], ["a", "h", "x"]).length, 2);
  assert.equal(rows.takeAway(sheet, [], ["a", "h"]).length, 3);
  sheet.all(rows.takeAway(sheet, [], ["a"]));
  assert.deepEqual(Object.keys(sheet.fields).sort(), ["barrier/b", "barrier/ben/ana/Mentoring/a", "card/c", "place/b"]);
});

test("unfinished logic is asked about gently", () => {
  const [first, second] = open(FIELDS()).book.order;
  assert.equal(rows.hintOf(first), null);
  assert.deepEqual(rows.hintOf(second), { at: "help", id: "", words: "What would help with this?" });
  assert.equal(rows.hintOf(open({ "barrier/a": "x", "help/a/h": "y" }).book.order[0]).at, "activity");
});

test("counts tell what is open, overdue and done", () => {
  const found = rows.countsOf(open(FIELDS()).book.order, "2026-11-22");
  assert.deepEqual(found, { rows: 2, unfinished: 1, open: 1, overdue: 1, done: 0 });
});

test("a list has one barrier on each line, without its bullets", () => {
  assert.deepEqual(rows.rowsFromText("- No time\n\n2. No room\r\n• 3 rooms").map((row) => row.barrier), ["No time", "No room", "3 rooms"]);
});

test("cells of a spreadsheet: a header is left out, blanks go on with what stands above, quotes hold breaks", () => {
  const found = rows.rowsFromText('Barrier\tWhat would help\tActivity\nTime\t"A ""good""\npartner"\tAsk\n\t\tCall\n\tMoney\t\nRoom\t\t\n');
  assert.deepEqual(found, [{ barrier: "Time", helps: [{ text: 'A "good"\npartner', activities: [{ text: "Ask" }, { text: "Call" }] }, { text: "Money", activities: [] }] }, { barrier: "Room", helps: [] }]);
});

test("what was pasted becomes rows at the end", () => {
  const { sheet, book } = open(FIELDS());
  sheet.all(rows.addRows(book, rows.rowsFromText("x\ny")).edits);
  assert.deepEqual(reopened(sheet), ["No time", "No room", "x", "y"]);
});

test("cards are found by words anywhere, without accents, and by audience and theme", () => {
  const cards = [{ id: "a", title: "Café time", barrier: "", audience: ["pair"], theme: "Time", help: [{ text: "x", activities: ["Lunch"] }] }, { id: "b", title: "B", barrier: "", audience: ["program"], theme: "Skills" }];
  const ids = (...asked) => findCards(cards, ...asked).map((card) => card.id);
  assert.deepEqual(ids("cafe lunch", "", ""), ["a"]);
  assert.deepEqual(ids("", "program", ""), ["b"]);
  assert.deepEqual(ids("", "", "Time"), ["a"]);
  assert.deepEqual(ids("lunch", "program", ""), []);
});
