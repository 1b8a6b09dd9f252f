// The rows of a challenges worksheet out of its fields, kept up to date field by field; and the changes that people make.
// Ids sort by when they were made. What has no words yet is a draft on this page only, until somebody types in it.
import { key, parts } from "./_saver.js";

const DEPTHS = { barrier: 1, place: 1, about: 1, help: 2, activity: 3, plan: 3 };
export const OVER = ["done", "dropped"];
export const STATUSES = [["open", "Open"], ["doing", "Under way"], ["done", "Done"], ["dropped", "Dropped"]];
let made = 0;

/** A fresh id that sorts after all earlier ones of this page. */
export function stamp() {
  made = (made + 1) % 46656;
  return `${Date.now().toString(36).padStart(9, "0")}${made.toString(36).padStart(3, "0")}${Math.random().toString(36).slice(2, 6).padEnd(4, "0")}`;
}

/** What a key names: {kind, scope, ids}; null for fields that are no part of a row. */
export function placeOf(name) {
  const words = parts(name);
  const depth = DEPTHS[words[0]];
  const between = words.length - 1 - (depth ?? 0);
  if (!depth || (between !== 0 && between !== 3)) return null;
  return { kind: words[0], scope: words.slice(1, 1 + between), ids: words.slice(1 + between) };
}

const byId = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const list = (map) => [...map.values()].sort(byId);
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
    if (kind === "barrier" || kind === "place" || kind === "about") { one[kind] = value; return; }
    if (!one.helps.has(help)) one.helps.set(help, { id: help, activities: new Map() });
    const aid = one.helps.get(help);
    if (kind === "help") { aid.text = value; return; }
    if (!aid.activities.has(activity)) aid.activities.set(activity, { id: activity });
    aid.activities.get(activity)[kind === "plan" ? "plan" : "text"] = value;
  }

  for (const name of sheet.keys()) take(name);
  return { scope, rows, take, get order() { sorted ??= [...rows.values()].filter(isThere).sort((a, b) => (a.place ?? 0) - (b.place ?? 0) || byId(a, b)); return sorted; } };
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
  const edits = [[key("barrier", ...scope, row), plain.barrier ?? ""], [key("place", ...scope, row), place]];
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

export const lastPlace = (book) => Math.max(0, ...book.order.map((row) => row.place ?? 0));

/** Whatever of a row, help or activity has a value, taken away. `ids` names it. */
export function takeAway(sheet, scope, ids) {
  const start = ids.join("\n");
  return Object.keys(DEPTHS).flatMap((kind) => sheet.keys(key(kind, ...scope, ids[0])))
    .filter((name) => { const at = placeOf(name); return at && at.scope.length === scope.length && `${at.ids.join("\n")}\n`.startsWith(`${start}\n`); })
    .map((name) => [name, null]);
}

/** Move a row by `step` places; [] at the end of the way. */
export function moveRow(book, id, step) {
  const rows = book.order;
  const from = rows.findIndex((row) => row.id === id), to = from + step;
  if (from < 0 || to < 0 || to >= rows.length) return [];
  const [before, after] = step > 0 ? [rows[to], rows[to + 1]] : [rows[to - 1], rows[to]];
  return putBetween(book, id, before, after);
}

/** Give a row a place between two others; when there is no room left, all rows get new places. */
function putBetween(book, id, before, after) {
  const low = before ? before.place ?? 0 : (after?.place ?? 0) - 2, high = after ? after.place ?? 0 : low + 2;
  const place = (low + high) / 2;
  if (place > low && place < high) return [[key("place", ...book.scope, id), place]];
  const ids = book.order.map((row) => row.id).filter((other) => other !== id);
  ids.splice(before ? ids.indexOf(before.id) + 1 : 0, 0, id);
  return ids.map((one, i) => [one, i + 1]).filter(([one, at]) => (book.rows.get(one)?.place ?? 0) !== at || one === id).map(([one, at]) => [key("place", ...book.scope, one), at]);
}

/** A copy of a row right below it. */
export function copyRow(book, id) {
  const rows = book.order, at = rows.findIndex((row) => row.id === id);
  if (at < 0) return { row: "", edits: [] };
  const { row, edits } = addRow(book.scope, plainRow(rows[at]), 0);
  const places = putBetween(book, row, rows[at], rows[at + 1]);
  return { row, edits: [...edits.filter(([name]) => name !== key("place", ...book.scope, row)), ...places] };
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
