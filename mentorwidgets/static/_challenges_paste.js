// Rows from elsewhere: a pasted list, a spreadsheet or a file. They are shown first, and only ever added (CH13, XC9).
import { h, keptAs, later, openDialog, setText, uid } from "./_dom.js";
import { planWords } from "./_challenges_cells.js";
import { rowsFromText } from "./_challenges_rows.js";

/** The head of a dialog: its title and a button to close it. */
export const dialogHead = (title, close) => h("div", { class: "mwh-dialog-head" }, h("h3", { tabindex: "-1", autofocus: true }, title), h("button", { type: "button", class: "mw-btn mw-plain", onclick: close }, "Close"));

/** Rows as a plain table: each barrier once, with all that hangs on it. */
export function previewTable(app, rows, caption) {
  const lines = rows.flatMap((row) => {
    const helps = row.helps?.length ? row.helps : [{ text: "", activities: [] }];
    const all = helps.flatMap((help) => (help.activities?.length ? help.activities : [{ text: "" }]).map((one, i) => ({ help: i ? null : help, count: help.activities?.length || 1, one })));
    return all.map((line, i) => ({ ...line, row: i ? null : row, total: all.length }));
  });
  const plan = (one) => { const words = planWords(app, one.plan ?? {}); return words && h("span", { class: "mw-soft" }, ` (${words})`); };
  return h("div", { class: "mwh-scroll", tabindex: "0", role: "region", "aria-label": caption }, h("table", {}, h("caption", { class: "mw-sr" }, caption),
    h("thead", {}, h("tr", {}, ...["Barrier", "What would help", "Activity to get that help"].map((words) => h("th", { scope: "col" }, words)))),
    h("tbody", {}, ...lines.map(({ row, total, help, count, one }) => h("tr", {}, row && h("td", { rowSpan: total }, h("strong", {}, row.barrier)), help && h("td", { rowSpan: count }, help.text), h("td", {}, one.text, plan(one)))))));
}

const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;

/** "2 barriers, 3 things that would help, 4 activities". */
export function rowsWords(rows) {
  const helps = rows.flatMap((row) => row.helps ?? []), activities = helps.flatMap((help) => help.activities ?? []);
  return [many(rows.length, "barrier", "barriers"), helps.length && many(helps.length, "thing that would help", "things that would help"), activities.length && many(activities.length, "activity", "activities")].filter(Boolean).join(", ");
}

/** Paste a list, look at what was understood, and add it. `start` is a text that was pasted already. */
export function openPaste(app, start = "") {
  let first = "";
  const { box } = openDialog(app.root, "Paste a list", (close) => {
    const id = uid("mwh");
    const seen = h("div", { class: "mwh-stack" }), said = h("p", { role: "status" });
    const add = h("button", { type: "button", class: "mw-btn mw-main", disabled: true, onclick: () => { look(); if (add.disabled) return; first = app.addPlain(rowsFromText(area.value), "The list is added"); area.value = ""; app.kept.set("paste", null); close(); } }, "Add to the table");
    const look = () => {
      const rows = rowsFromText(area.value); // until it is added the list is kept, also when the dialog is closed by mistake
      add.disabled = !rows.length;
      setText(said, rows.length ? `We understand: ${rowsWords(rows)}.` : "");
      seen.replaceChildren(...(rows.length ? [previewTable(app, rows, "What will be added")] : []));
    };
    const area = h("textarea", { id, class: "mw-input mwh-big", oninput: () => { app.kept.set("paste", area.value); seeSoon(); } });
    const seeSoon = later(150, look);
    area.value = start || app.kept.get("paste", "");
    app.kept.set("paste", area.value);
    look();
    return [h("div", { class: "mwh-stack" }, dialogHead("Paste a list", close),
      h("div", {}, h("label", { class: "mw-label", for: id }, "Your list"), h("p", { class: "mw-hint" }, "One barrier on each line, or three columns of a spreadsheet: barrier, what would help, activity."), area), said, seen, h("div", { class: "mwh-row" }, add))];
  }, () => { if (first) app.focusRow(first); }, keptAs(app.kept, "paste"));
  box.classList.add("mwh-wide");
}

/** Show rows that a file holds, and add them when the person says so. */
export function openPreview(app, name, rows, notices = []) {
  let first = "";
  const { box } = openDialog(app.root, `Rows of ${name}`, (close) => [h("div", { class: "mwh-stack" }, dialogHead(`Rows of ${name}`, close),
    h("p", {}, rows.length ? `${rowsWords(rows)}. They are added below what is there; nothing is overwritten.` : "There are no challenges in this file."),
    ...notices.map((words) => h("p", { class: "mw-hint" }, words)), rows.length ? previewTable(app, rows, "What will be added") : null,
    h("div", { class: "mwh-row" }, rows.length ? h("button", { type: "button", class: "mw-btn mw-main", onclick: () => { first = app.addPlain(rows, `${rowsWords(rows)} added`); close(); } }, "Add to the table") : null, h("button", { type: "button", class: "mw-btn", onclick: close }, "Leave it")))],
  () => { if (first) app.focusRow(first); });
  box.classList.add("mwh-wide");
}
