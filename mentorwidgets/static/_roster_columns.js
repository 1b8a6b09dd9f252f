// What each column was taken for, why, and how to say otherwise.
import { h, patch, setText } from "./_dom.js";
import { button, many } from "./_roster_parts.js";

const SPECIAL = [["", "Keep it as a note"], ["skip", "Leave it out"]];
const READERS = [["coordinator", "Only coordinators read it"], ["pair", "The pair reads it too"], ["everyone", "Everyone reads it"]];
const cell = (label, ...kids) => h("td", { role: "cell", "data-label": label }, ...kids);

/** Make the table of columns of one sheet; `told` is the newest answer about it. */
export function makeColumns(app, get) {
  const summary = h("summary", {});
  const body = h("tbody", { role: "rowgroup" });
  const head = ["Column", "Examples", "Taken for", "Why"].map((label) => h("th", { scope: "col", role: "columnheader" }, label));
  const anew = button("Guess anew", () => app.decide(get(), (sheet) => { sheet.columns = {}; sheet.readers = {}; delete sheet.role; delete sheet.day_first; }, "The columns are guessed anew."), { hidden: true });
  const node = h("details", { class: "mwi-more mwi-cols" }, summary, h("div", { class: "mwi-row" }, anew),
    h("table", { class: "mwi-table", role: "table" }, h("caption", { class: "mw-sr" }, "Columns of the file"), h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...head)), body));
  const rows = new Map();
  return {
    node,
    show(header) { node.open = true; rows.get(header)?.select.focus(); },
    draw(table) {
      setText(summary, words(table.columns));
      const said = table.columns.some((one) => one.said);
      anew.hidden = !said;
      patch(body, table.columns, (one) => one.header, (one) => make(app, get, one, rows), (tr, one) => update(rows.get(one.header), one));
    },
  };
}

function words(columns) {
  const notes = columns.filter((one) => !one.field).length;
  const out = columns.filter((one) => one.field === "skip").length;
  const unsure = columns.filter((one) => !one.sure).length;
  return [`Columns: ${columns.length - notes - out} understood`, notes && `${notes} kept as notes`, out && `${out} left out`, unsure && `${many(unsure, "guess", "guesses")} to look at`].filter(Boolean).join(", ");
}

function make(app, get, one, rows) {
  const select = h("select", { class: "mw-input", "aria-label": `${one.header} is taken for` },
    ...[...SPECIAL, ...app.state.fields].map(([value, text]) => h("option", { value }, text)));
  const readers = h("select", { class: "mw-input mwi-readers", "aria-label": `Who reads ${one.header}` }, ...READERS.map(([value, text]) => h("option", { value }, text)));
  readers.addEventListener("change", () => app.decide(get(), (sheet) => { sheet.readers = { ...sheet.readers, [one.header]: readers.value }; }, `${one.header}: ${readers.selectedOptions[0].textContent}.`));
  const part = { select, readers, reason: h("span", { class: "mw-hint" }), unsure: h("span", { class: "mw-tag mw-warm" }, "Please check"), examples: h("span", { class: "mwi-examples" }) };
  select.addEventListener("change", () => app.decide(get(), (sheet) => { sheet.columns = { ...sheet.columns, [one.header]: select.value }; }, `${one.header}: ${select.selectedOptions[0].textContent}.`));
  rows.set(one.header, part);
  return h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, h("span", { class: "mwi-header" }, one.header)), cell("Examples", part.examples), cell("Taken for", select, readers), cell("Why", part.unsure, " ", part.reason));
}

function update(part, one) {
  if (part.select.value !== one.field) part.select.value = one.field;
  if (part.readers.value !== one.readers) part.readers.value = one.readers;
  part.readers.hidden = one.field !== "";
  setText(part.reason, one.reason);
  part.unsure.hidden = one.sure;
  setText(part.examples, one.examples.join(" · ") || "(empty)");
}
