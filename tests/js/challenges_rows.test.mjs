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
  assert.deepEqual(texts(book), ["No time", "No room", "New"]);
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
  sheet.all(rows.moveBy(sheet, book, ["b"], -1).edits);
  assert.deepEqual(reopened(sheet), ["No room", "No time"]);
  assert.deepEqual(rows.moveBy(sheet, rows.openBook(sheet, []), ["b"], -1).edits, []);
});

test("rows move also when all of them stand in one place", () => {
  const sheet = sheetOf(Object.fromEntries("abcd".split("").map((id) => [`barrier/${id}`, id])));
  sheet.all(rows.moveBy(sheet, rows.openBook(sheet, []), ["c"], -1).edits);
  assert.deepEqual(reopened(sheet), ["a", "c", "b", "d"]);
});

test("a row can be moved for ever: where places grow too close all get new ones", () => {
  const sheet = sheetOf({ "barrier/a": "a", "place/a": 1, "barrier/b": "b", "place/b": 1 + Number.EPSILON, "barrier/c": "c", "place/c": 5 });
  sheet.all(rows.moveBy(sheet, rows.openBook(sheet, []), ["c"], -1).edits);
  assert.deepEqual(reopened(sheet), ["a", "c", "b"]);
});

const TREE = () => ({ "barrier/a": "A", "place/a": 1, "help/a/1": "one", "activity/a/1/x": "x", "activity/a/1/y": "y", "plan/a/1/x": { due: "2026-03-01" }, "help/a/2": "two", "activity/a/2/x": "z", "barrier/b": "B", "place/b": 2, "help/b/1": "other" });
const tree = (book) => book.order.map((row) => [row.barrier, rows.helpsOf(row).map((help) => [help.text, rows.activitiesOf(help).map((one) => one.text).join("")])]);
const stepped = (...moves) => {
  const { sheet } = open(TREE());
  for (const [ids, step] of moves) sheet.all(rows.moveBy(sheet, rows.openBook(sheet, []), ids, step).edits);
  return { sheet, tree: tree(rows.openBook(sheet, [])) };
};

test("helps and activities move within their lists; what is added later stands at the end", () => {
  const { sheet } = stepped([["a", "2"], -1], [["a", "1", "x"], 1]);
  sheet.fields["help/a/3"] = "three";
  assert.deepEqual(tree(rows.openBook(sheet, []))[0], ["A", [["two", "z"], ["one", "yx"], ["three", ""]]]);
});

test("a help goes on to the next barrier with all that hangs on it, and back; none with the same id is overwritten", () => {
  const { sheet, tree: found } = stepped([["a", "1", "x"], 1], [["a", "1"], 1], [["a", "1"], 1]);
  assert.deepEqual(found, [["A", [["two", "z"]]], ["B", [["one", "yx"], ["other", ""]]]]);
  const id = rows.helpsOf(rows.openBook(sheet, []).order[1])[0].id;
  assert.deepEqual(rows.plainRow(rows.openBook(sheet, []).order[1]).helps[0].activities[1].plan, { due: "2026-03-01" });
  sheet.all(rows.moveBy(sheet, rows.openBook(sheet, []), ["b", id], -1).edits);
  assert.deepEqual(tree(rows.openBook(sheet, [])), [["A", [["two", "z"], ["one", "yx"]]], ["B", [["other", ""]]]]);
});

test("an activity goes on to the next help of its barrier, and no further", () => {
  assert.deepEqual(stepped([["a", "1", "y"], 1]).tree[0], ["A", [["one", "x"], ["two", "yz"]]]);
  const { sheet, book } = open(TREE());
  assert.deepEqual(rows.moveBy(sheet, book, ["a", "2", "x"], 1).edits, []);
  assert.deepEqual(rows.moveBy(sheet, book, ["b", "1"], 1).edits, []);
  assert.deepEqual(rows.moveBy(sheet, book, ["a", "draft"], 1).edits, []);
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

test("a new row stands below rows that have no place", () => {
  const { sheet, book } = open({ "barrier/a": "a" });
  sheet.all(rows.addRows(book, [{ barrier: "b" }]).edits);
  assert.deepEqual(reopened(sheet), ["a", "b"]);
  assert.deepEqual(rows.placeLast(open({}).book, "x"), [["place/x", 1]]);
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
