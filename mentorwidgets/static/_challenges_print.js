// Sheets of paper: what is on the page, or the three columns with room to write (CH5, CH8). In a frame, so that nothing else prints.
import { h, keptAs, openDialog } from "./_dom.js";
import { planWords } from "./_challenges_cells.js";
import { activitiesOf, helpsOf } from "./_challenges_rows.js";
import { dialogHead } from "./_challenges_paste.js";
import { printAlone } from "./_files.js";

const COLUMNS = [["Barrier", "Pain points, doubts, questions"], ["What would help", "Knowledge, people, time, things"], ["Activity to get that help", "Who, and until when?"]];
const BLANKS = 4; // rows with room to write on one page

/** Ask what to print, and how large. */
export function openPrint(app) {
  const choice = (name, type, value, words, checked) => h("label", { class: "mw-check" }, h("input", { type, name, value, checked }), h("span", {}, words));
  let wanted = null; // printed when the dialog is gone, for whatever prints holds the page
  openDialog(app.root, "Print", (close) => {
    const box = h("fieldset", {}, h("legend", { class: "mw-label" }, "What to print"), choice("mwh-what", "radio", "filled", "The worksheet as it is now", true), choice("mwh-what", "radio", "blank", "A blank sheet to fill in by hand"));
    const large = choice("mwh-large", "checkbox", "yes", "Large print");
    const go = () => { wanted = { blank: box.querySelector("input[value=blank]").checked, large: large.querySelector("input").checked }; close(); };
    return [h("div", { class: "mwh-stack" }, dialogHead("Print", close), box, large, h("p", { class: "mw-hint" }, "The pages lie on their side. A4 and Letter both fit."), h("div", { class: "mwh-row" }, h("button", { type: "button", class: "mw-btn mw-main", onclick: go }, "Print")))];
  }, () => { if (wanted) printSheet(app, wanted); }, keptAs(app.kept, "print"));
}

function printSheet(app, { blank, large }) {
  const program = app.model.get("_program") ?? {};
  const title = [program.name, "Challenges"].filter(Boolean).join(": ");
  printAlone(app, title, [sheetOf(app, blank, program)], `${large ? "large" : ""} ${blank ? "empty" : ""}`);
}

/** The sheet as a real table whose head stands on every page. */
export function sheetOf(app, blank, program) {
  const label = app.scope.length ? app.scopes.find(({ scope }) => scope === app.scope)?.label : "";
  const head = h("thead", {}, h("tr", {}, ...COLUMNS.map(([words, hint]) => h("th", { scope: "col" }, words, h("span", {}, hint)))));
  const bodies = blank ? [h("tbody", {}, ...Array.from({ length: BLANKS }, () => h("tr", { class: "write" }, h("td", {}), h("td", {}), h("td", {}))))] : app.book.order.filter((row) => row.barrier?.trim() || helpsOf(row).length).map((row) => bodyOf(app, row));
  return h("main", {}, h("h1", {}, "Challenges, and what we do about them"), h("p", { class: "mw-soft" }, [program.name, blank ? "Name and date: ______________________________" : label, blank ? "" : program.today].filter(Boolean).join(" · ")),
    h("table", { class: "challenges" }, head, ...bodies));
}

function bodyOf(app, row) {
  const helps = helpsOf(row);
  const lines = (helps.length ? helps : [{ text: "", activities: new Map() }]).map((help) => ({ help, activities: activitiesOf(help) }));
  const cells = lines.flatMap(({ help, activities }) => (activities.length ? activities : [{ text: "" }]).map((one, i, all) => [i ? null : h("td", { rowSpan: all.length }, help.text ?? ""), activity(app, one)]));
  return h("tbody", {}, ...cells.map((pair, i) => h("tr", {}, i ? null : h("th", { scope: "rowgroup", rowSpan: cells.length }, row.barrier ?? ""), ...pair.filter(Boolean))));
}

function activity(app, one) {
  const words = planWords(app, one.plan ?? {});
  return h("td", {}, h("span", { class: "tick" }, one.plan?.status === "done" ? "✓" : ""), one.text, words && h("span", { class: "plan" }, words));
}
