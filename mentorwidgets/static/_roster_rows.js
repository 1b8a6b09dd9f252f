// The rows of one sheet: fifty at a time, a grid with one tab stop; arrows move, Enter changes a cell.
import { h, patch, setText } from "./_dom.js";
import { isHeld } from "./_limits.js";
import { button, many } from "./_roster_parts.js";

const LONGEST_CELL = 20_000; // letters, as Python has it
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -999], End: [0, 999], PageUp: [-999, 0], PageDown: [999, 0] };

/** Make the grid of one sheet; `get` gives the newest answer about the sheet, `number` its place among the sheets. */
export function makeRows(app, get) {
  const view = { app, get, from: 0, only: false, data: null, at: [0, 0], turn: 0, cells: new Map() };
  view.summary = h("summary", {}, "Rows");
  view.filter = button("Only rows to mend", () => { view.only = !view.only; view.from = 0; load(view, true); }, { "aria-pressed": "false" });
  view.undo = button("Undo the last change", () => undo(view), { class: "mw-btn mw-plain", hidden: true });
  view.place = h("p", { class: "mw-hint" });
  view.before = button("Previous 50", () => turn(view, -1), { "aria-label": "Previous 50 rows" });
  view.after = button("Next 50", () => turn(view, 1), { "aria-label": "Next 50 rows" });
  view.head = h("tr", { role: "row" });
  view.body = h("tbody", { role: "rowgroup" });
  view.grid = h("table", { class: "mwi-grid", role: "grid" }, h("thead", { role: "rowgroup" }, view.head), view.body);
  view.pager = h("div", { class: "mwi-row mwi-pager" }, view.before, view.place, view.after);
  view.node = h("details", { class: "mwi-more mwi-rows", open: true }, view.summary,
    h("p", { class: "mw-hint" }, "Press on a cell to change it. By keyboard: arrows move, Enter changes a cell, Escape leaves it as it was."),
    h("div", { class: "mwi-row" }, view.filter, view.undo), h("div", { class: "mwi-scroll" }, view.grid), view.pager);
  view.node.addEventListener("toggle", () => { if (view.node.open && !view.data && view.turn) load(view); });
  listen(view);
  return { node: view.node, draw: () => drawHead(view), load: () => load(view), show: (row, at) => show(view, row, at) };
}

function listen(view) {
  view.body.addEventListener("keydown", (event) => {
    const td = event.target.closest("td");
    if (!td || event.target !== td) return;
    if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); edit(view, td); return; }
    const move = MOVES[event.key];
    if (!move || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(view, view.at[0] + move[0], view.at[1] + move[1]);
  });
  view.body.addEventListener("click", (event) => { const td = event.target.closest("td"); if (td && !td.querySelector("input, textarea")) edit(view, td); });
  view.body.addEventListener("focusin", (event) => { const td = event.target.closest("td"); if (td) mark(view, td); });
}

const rowsOf = (view) => [...view.body.children];
const cellAt = (view, row, at) => rowsOf(view)[row]?.children[at + 1];

function mark(view, td) {
  const old = cellAt(view, ...view.at);
  if (old && old !== td) old.tabIndex = -1;
  view.at = [rowsOf(view).indexOf(td.parentNode), td.cellIndex - 1];
  td.tabIndex = 0;
}

function moveTo(view, row, at) {
  const clamp = (n, most) => Math.min(Math.max(n, 0), most);
  const td = cellAt(view, clamp(row, view.body.children.length - 1), clamp(at, view.get().columns.length - 1));
  td?.focus();
  td?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function drawHead(view) {
  const { columns, file, sheet } = view.get();
  const name = sheet ? `${file}, ${sheet}` : file;
  view.grid.setAttribute("aria-label", `Rows of ${name}`);
  const labels = ["Row", ...columns.map((one) => one.header)];
  patch(view.head, labels.map((label, at) => ({ label, at })), ({ at }) => at, () => h("th", { scope: "col", role: "columnheader" }, h("span", {})), (th, { label }) => setText(th.firstChild, label));
  const mends = view.app.draft.sheet(view.get()).mends.length;
  view.undo.hidden = !mends;
  setText(view.undo, `Undo the last change (${mends})`);
}

async function load(view, tell = false, row = undefined) {
  view.turn += 1;
  if (!view.node.open) { view.data = null; return; }
  const mine = view.turn;
  let data;
  try { data = await view.app.draft.ask("rows", { table: view.app.numberOf(view.get()), from: view.from, only: view.only, row, two: [...view.app.draft.two].map((one) => JSON.parse(one)) }); } catch (error) { view.app.trouble(error); return; }
  if (mine !== view.turn || !view.node.isConnected) return;
  if (view.only && !data.total) { view.only = false; view.filter.focus(); await load(view, tell); return; }
  view.data = data;
  view.from = data.from;
  drawRows(view);
  if (tell) view.app.say(view.place.textContent);
}

function drawRows(view) {
  const { data } = view;
  const had = view.body.contains(view.app.active());
  patch(view.body, data.rows, (row) => row.number, (row) => makeRow(view, row), (tr, row) => updateRow(view, tr, row));
  view.at = [Math.min(view.at[0], Math.max(0, data.rows.length - 1)), view.at[1]];
  for (const td of view.body.querySelectorAll('td[tabindex="0"]')) td.tabIndex = -1;
  const now = cellAt(view, ...view.at);
  if (now) now.tabIndex = 0;
  if (had && !view.body.contains(view.app.active())) (now ?? view.filter).focus();
  setText(view.summary, `Rows (${view.get().rows.toLocaleString("en")})`);
  view.filter.hidden = !data.bad && !view.only;
  view.filter.setAttribute("aria-pressed", String(view.only));
  setText(view.filter, `Only rows to mend (${data.bad.toLocaleString("en")})`);
  setText(view.place, data.total ? `${many(data.from + 1, "row", "Row").replace(/ Row| row/, "")} to ${(data.from + data.rows.length).toLocaleString("en")} of ${many(data.total, "row")}` : "No rows");
  view.pager.hidden = data.total <= 50;
  setOff(view.before, data.from === 0);
  setOff(view.after, data.from + data.rows.length >= data.total);
}

const setOff = (node, off) => { node.setAttribute("aria-disabled", String(off)); };

function turn(view, by) {
  if ((by < 0 ? view.before : view.after).getAttribute("aria-disabled") === "true") return;
  view.from += by * 50;
  view.at = [0, 0];
  load(view, true);
}

function makeRow(view, row) {
  const cells = row.cells.map(() => h("td", { role: "gridcell", tabindex: "-1" }, h("span", { class: "mwi-cell" })));
  return h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, String(row.number)), ...cells);
}

function updateRow(view, tr, row) {
  row.cells.forEach((text, at) => {
    const td = tr.children[at + 1];
    const bad = row.bad[at];
    td.classList.toggle("mwi-bad", !!bad);
    td.classList.toggle("mwi-mended", row.mended.includes(at));
    td.dataset.long = row.long.includes(at) ? "yes" : "";
    const span = td.querySelector(".mwi-cell");
    if (span) { setText(span, text); why(td, bad); }
  });
}

function why(box, words) {
  let node = box.querySelector(".mwi-why");
  if (!words) { if (node) node.hidden = true; return; }
  if (!node) box.append((node = h("span", { class: "mwi-why" })));
  node.hidden = false;
  setText(node, words.join(" "));
}

function edit(view, td) {
  if (view.app.isOff() || td.dataset.long) { td.focus(); if (td.dataset.long) view.app.say("This cell is too long to change here."); return; }
  mark(view, td);
  const span = td.querySelector(".mwi-cell");
  const before = span.textContent;
  const number = Number(td.parentNode.dataset.key);
  const at = td.cellIndex - 1;
  const isLong = before.length > 60 || before.includes("\n");
  const label = `Row ${number}, ${view.get().columns[at].header}`;
  const input = h(isLong ? "textarea" : "input", { class: "mw-input mwi-edit", "aria-label": label, maxlength: LONGEST_CELL, ...(isLong && { rows: "4" }) });
  input.value = before;
  let over = false;
  const end = (keep, stay) => {
    if (over || (keep && isHeld(input))) return; // what is too long stays in the field, which says so
    over = true;
    removeEventListener("pagehide", leaving);
    const text = input.value;
    if (keep && text !== before) setText(span, text);
    input.replaceWith(span);
    if (stay) td.focus();
    if (keep && text !== before) view.app.decide(view.get(), (sheet) => sheet.mends.push([number, at, text]), `${label} is changed.`);
  };
  const leaving = () => end(true, false); // a reload finds the letters again
  addEventListener("pagehide", leaving);
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") { event.preventDefault(); end(false, true); }
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); end(true, true); }
  });
  input.addEventListener("blur", () => end(true, false));
  span.replaceWith(input);
  input.focus();
  input.select();
}

function undo(view) {
  const { mends } = view.app.draft.sheet(view.get());
  const [row, at] = mends.at(-1);
  if (mends.length === 1) view.filter.hidden ? view.summary.focus() : view.filter.focus();
  view.app.decide(view.get(), (sheet) => sheet.mends.pop(), `Row ${row}, ${view.get().columns[at].header} is as it was.`);
}

async function show(view, row, at) {
  view.node.open = true;
  view.only = false;
  await load(view, false, row);
  const td = rowsOf(view).find((tr) => Number(tr.dataset.key) >= row)?.children[Math.max(0, at ?? 0) + 1];
  td?.focus();
  td?.scrollIntoView({ block: "center", inline: "center" });
}
