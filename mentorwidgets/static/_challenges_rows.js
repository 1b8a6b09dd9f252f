// The rows of a challenges worksheet out of its fields, kept up to date field by field; and the changes that people make.
// Ids sort by when they were made. What has no words yet is a draft on this page only, until somebody types in it.
import { key, parts } from "./_saver.js";

const DEPTHS = { barrier: 1, about: 1, help: 2, activity: 3, plan: 3 }; // a place has as many ids as what it places
export const OVER = ["done", "dropped"];
export const STATUSES = [["open", "Open"], ["doing", "Under way"], ["done", "Done"], ["dropped", "Dropped"]];
let made = 0;

/** A fresh id that sorts after all earlier ones of this page, and after the names that programs give by hand. */
export function stamp() {
  made = (made + 1) % 46656;
  return `z${Date.now().toString(36).padStart(9, "0")}${made.toString(36).padStart(3, "0")}${Math.random().toString(36).slice(2, 6).padEnd(4, "0")}`;
}

/** What a key names: {kind, scope, ids}; null for fields that are no part of a row. */
export function placeOf(name) {
  const [kind, ...words] = parts(name);
  const depth = kind === "place" ? ((words.length - 1) % 3) + 1 : DEPTHS[kind];
  const between = words.length - depth;
  if (between !== 0 && between !== 3) return null;
  return { kind, scope: words.slice(0, between), ids: words.slice(between) };
}

const placed = (one) => one?.place ?? Infinity;
const byPlace = (a, b) => (placed(a) < placed(b) ? -1 : placed(a) > placed(b) ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const list = (map) => [...map.values()].sort(byPlace);
const filled = (text) => typeof text === "string" && text.trim() !== "";

/** The rows of one scope of a sheet. `take(name)` brings one field in line and gives the row's id ("" when not ours). */
export function openBook(sheet, scope) {
  const rows = new Map();
  const mine = scope.join("\n");
  let sorted = null;

  function take(name) {
    const at = placeOf(name);
    if (!at || at.scope.join("\n") !== mine) return "";
    put(at, sheet.get(name));
    return at.ids[0];
  }

  function put({ kind, ids: [row, help, activity] }, value) {
    if (!rows.has(row)) { rows.set(row, { id: row, helps: new Map() }); sorted = null; }
    const one = rows.get(row);
    if (kind === "place" || (kind === "barrier" ? (one.barrier === undefined) !== (value === undefined) : one.barrier === undefined)) sorted = null;
    if (help === undefined) { one[kind] = value; return; }
    if (!one.helps.has(help)) one.helps.set(help, { id: help, activities: new Map() });
    const aid = one.helps.get(help);
    if (activity === undefined) { aid[kind === "help" ? "text" : kind] = value; return; }
    if (!aid.activities.has(activity)) aid.activities.set(activity, { id: activity });
    aid.activities.get(activity)[kind === "activity" ? "text" : kind] = value;
  }

  for (const name of sheet.keys()) take(name);
  return { scope, rows, take, get order() { sorted ??= list(rows).filter(isThere); return sorted; } };
}

const isActivity = (activity) => activity.text !== undefined;
const isHelp = (help) => help.text !== undefined || list(help.activities).some((one) => filled(one.text));
/** Whether a row is shown: its barrier stands, or words of somebody hang below it. */
export const isThere = (row) => row.barrier !== undefined || [...row.helps.values()].some((help) => filled(help.text) || [...help.activities.values()].some((one) => filled(one.text)));
export const helpsOf = (row) => list(row.helps).filter(isHelp);
export const activitiesOf = (help) => list(help.activities).filter(isActivity);

/** A gentle hint where the logic of the columns breaks off (CH10): {at: "help" | "activity", id, words}; null when whole. */
export function hintOf(row) {
  if (!filled(row.barrier)) return null;
  const helps = helpsOf(row).filter((help) => filled(help.text));
  if (!helps.length) return { at: "help", id: "", words: "What would help with this?" };
  const bare = helps.find((help) => !activitiesOf(help).some((one) => filled(one.text)));
  return bare ? { at: "activity", id: bare.id, words: "What could you do to get this?" } : null;
}

/** Counts for the line above the table. */
export function countsOf(rows, today) {
  const found = { rows: 0, unfinished: 0, open: 0, overdue: 0, done: 0 };
  for (const row of rows) {
    if (filled(row.barrier)) found.rows += 1;
    if (hintOf(row)) found.unfinished += 1;
    for (const one of [...row.helps.values()].flatMap(activitiesOf)) if (filled(one.text)) countActivity(found, one.plan ?? {}, today);
  }
  return found;
}

function countActivity(found, plan, today) {
  if (OVER.includes(plan.status)) { found.done += plan.status === "done" ? 1 : 0; return; }
  found.open += 1;
  if (plan.due && today && plan.due < today) found.overdue += 1;
}

/** A row as plain values, as files and cards have them. */
export function plainRow(row) {
  const about = row.about ?? {};
  return { id: row.id, barrier: row.barrier ?? "", card: about.card ?? "", theme: about.theme ?? "",
    helps: helpsOf(row).map((help) => ({ id: help.id, text: help.text ?? "", activities: activitiesOf(help).map((one) => ({ id: one.id, text: one.text, plan: one.plan ?? {} })) })) };
}

// ---- changes: each gives [[key, value], ...] for the sheet

/** The fields that make a plain row anew, with ids of its own. */
export function addRow(scope, plain, place) {
  const row = stamp();
  const about = Object.fromEntries(["card", "theme"].filter((name) => plain[name]).map((name) => [name, plain[name]]));
  const edits = [[key("barrier", ...scope, row), plain.barrier ?? ""], ...placing(scope, row, place)];
  if (Object.keys(about).length) edits.push([key("about", ...scope, row), about]);
  for (const help of plain.helps ?? []) {
    const at = stamp();
    edits.push([key("help", ...scope, row, at), help.text ?? ""]);
    for (const one of help.activities ?? []) edits.push(...addActivity(scope, row, at, one));
  }
  return { row, edits };
}

function addActivity(scope, row, help, one) {
  const at = [...scope, row, help, stamp()];
  const plan = Object.fromEntries(Object.entries(one.plan ?? {}).filter(([name, value]) => value && !(name === "status" && value === "open")));
  return [[key("activity", ...at), one.text ?? ""], ...(Object.keys(plan).length ? [[key("plan", ...at), plan]] : [])];
}

/** Many plain rows at the end. */
export function addRows(book, rows) {
  const first = lastPlace(book) + 1;
  const added = rows.map((plain, i) => addRow(book.scope, plain, first + i));
  return { row: added[0]?.row, edits: added.flatMap((one) => one.edits) };
}

const lastPlace = ({ order }) => (order.length ? placed(order.at(-1)) : 0);
const placing = (scope, row, place) => (Number.isFinite(place) ? [[key("place", ...scope, row), place]] : []);

/** The field that puts a new row at the end; none is needed below rows without a place. */
export const placeLast = (book, row) => placing(book.scope, row, lastPlace(book) + 1);

/** What stands in one list with what `ids` names: all rows, what would help with a row, or the activities for a help. */
function besides({ order, rows }, [row, help, activity]) {
  if (help === undefined) return order;
  return activity === undefined ? helpsOf(rows.get(row)) : activitiesOf(rows.get(row).helps.get(help));
}

/** Whatever of a row, help or activity has a value, taken away. `ids` names it. */
export function takeAway(sheet, scope, ids) {
  const start = ids.join("\n");
  return [...Object.keys(DEPTHS), "place"].flatMap((kind) => sheet.keys(key(kind, ...scope, ids[0])))
    .filter((name) => { const at = placeOf(name); return at && at.scope.length === scope.length && `${at.ids.join("\n")}\n`.startsWith(`${start}\n`); })
    .map((name) => [name, null]);
}

/**
 * Move a row, a help or an activity by one. Over the end of its list a help goes on to the next barrier, and an activity to
 * the next help of its barrier. Gives {ids, edits}: how it is named then; no edits at the end of the way.
 */
export function moveBy(sheet, book, ids, step) {
  const all = besides(book, ids), from = all.findIndex(({ id }) => id === ids.at(-1)), to = from + step;
  if (from < 0) return { ids, edits: [] };
  const [before, after] = step > 0 ? [all[to], all[to + 1]] : [all[to - 1], all[to]];
  if (to >= 0 && to < all.length) return { ids, edits: putBetween(book, ids, before, after) };
  const above = ids.slice(0, -1), next = above.length && besides(book, above);
  const parent = next && next[next.findIndex(({ id }) => id === above.at(-1)) + step];
  return parent ? carry(sheet, book, ids, [...above.slice(0, -1), parent.id], step) : { ids, edits: [] };
}

/** Take a help or an activity, with all that hangs on it, to another parent: to its top on the way down, to its end on the way up. */
function carry(sheet, book, ids, above, step) {
  const to = [...above, stamp()]; // a name of its own: what came from a card may have the same one in both
  const gone = takeAway(sheet, book.scope, ids);
  const there = gone.map(([name]) => ({ name, ...placeOf(name) })).filter((at) => at.kind !== "place" || at.ids.length > ids.length)
    .map((at) => [key(at.kind, ...book.scope, ...to, ...at.ids.slice(ids.length)), sheet.get(at.name)]);
  const all = besides(book, to);
  return { ids: to, edits: [...gone, ...there, ...(step > 0 ? putBetween(book, to, undefined, all[0]) : putBetween(book, to, all.at(-1)))] };
}

/** Give what `ids` names a place between two others; when there is no room left, its whole list gets new places. */
function putBetween(book, ids, before, after) {
  const own = ids.at(-1), name = (id) => key("place", ...book.scope, ...ids.slice(0, -1), id);
  const low = before ? placed(before) : after ? placed(after) - 2 : 0, high = after ? placed(after) : low + 2;
  const place = (low + high) / 2;
  if (place > low && place < high) return [[name(own), place]];
  const all = besides(book, ids), order = all.map(({ id }) => id).filter((id) => id !== own);
  order.splice(before ? order.indexOf(before.id) + 1 : 0, 0, own);
  return order.map((id, i) => [id, i + 1]).filter(([id, at]) => id === own || all.find((one) => one.id === id).place !== at).map(([id, at]) => [name(id), at]);
}

/** A copy of a row right below it. */
export function copyRow(book, id) {
  const rows = book.order, at = rows.findIndex((row) => row.id === id);
  if (at < 0) return { row: "", edits: [] };
  const { row, edits } = addRow(book.scope, plainRow(rows[at]));
  return { row, edits: [...edits, ...putBetween(book, [row], rows[at], rows[at + 1])] };
}

// ---- lists and cards

const BULLET = /^\s*(?:[-*•–·]|\(?\d{1,3}[.)])\s+/;
const HEADER = /barrier|challenge|pain point|what would help|activit/i;

/** Rows out of pasted text: cells of a spreadsheet, or one barrier on each line (CH13). */
export function rowsFromText(text) {
  const clean = text.replace(/\r\n?/g, "\n");
  if (!clean.includes("\t")) return clean.split("\n").map((line) => line.replace(BULLET, "").trim()).filter(Boolean).map((barrier) => ({ barrier, helps: [] }));
  const lines = cellsOf(clean).filter((cells) => cells.some(filled));
  if (lines.length && lines[0].filter((cell) => HEADER.test(cell) && cell.length < 40).length > 1) lines.shift();
  return rowsFromLines(lines);
}

function cellsOf(text) {
  const lines = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*))(\t|\n|$)/g)) {
    lines.at(-1).push((quoted !== undefined ? quoted.replaceAll('""', '"') : bare).trim());
    if (end === "\n") lines.push([]);
    if (end === "") break;
  }
  return lines;
}

/** Lines of barrier, help and activity; a blank or repeated cell goes on with what stands above. */
function rowsFromLines(lines) {
  const rows = [];
  for (const [barrier = "", help = "", activity = ""] of lines) {
    let row = rows.at(-1);
    if (!row || (barrier && barrier !== row.barrier)) rows.push(row = { barrier, helps: [] });
    let aid = row.helps.at(-1);
    if (help ? help !== aid?.text : activity && !aid) row.helps.push(aid = { text: help, activities: [] });
    if (activity) aid.activities.push({ text: activity });
  }
  return rows;
}

export const fromCard = (card) => ({ barrier: card.barrier, card: card.id, theme: card.theme, helps: (card.help ?? []).map((help) => ({ text: help.text, activities: (help.activities ?? []).map((text) => ({ text })) })) });
