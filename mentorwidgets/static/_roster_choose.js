// Step 1: files by a button or dropped, or rows pasted from a spreadsheet.
import { h, patch, uid } from "./_dom.js";
import { giveFile } from "./_files.js";
import { button, errorBox, sizeWords } from "./_roster_parts.js";

const KINDS = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.json";

/** Make the step; app.take(list of [name, bytes or File]) reads them. */
export function makeChoose(app) {
  const ids = { file: uid("file"), hint: uid("hint"), paste: uid("paste") };
  const input = h("input", { id: ids.file, type: "file", class: "mw-sr mwi-file", multiple: true, accept: KINDS, "aria-describedby": ids.hint });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); input.click(); } });
  input.addEventListener("change", () => { const files = [...input.files]; input.value = ""; readFiles(app, files); });
  const hint = h("p", { id: ids.hint, class: "mw-hint" });
  const drop = h("div", { class: "mwi-drop" },
    h("p", { class: "mwi-drop-words", "aria-hidden": "true" }, "Drop your files here, or"), input, h("label", { class: "mw-btn mw-main", for: ids.file }, "Choose files"), hint);
  listenToDrops(app, drop);
  const area = h("textarea", { id: ids.paste, class: "mw-input", rows: "6", spellcheck: "false", autocomplete: "off" });
  const paste = h("details", { class: "mwi-more" }, h("summary", {}, "Paste from a spreadsheet"),
    h("label", { class: "mw-label", for: ids.paste }, "Rows, with their header row"), area,
    h("div", { class: "mwi-row" }, button("Read these rows", () => readPasted(app, area, used))));
  const used = app.kept.tie("rows", paste, () => { paste.open = true; });
  const list = h("ul", { role: "list", class: "mwi-files", "aria-label": "Files on this page" });
  const errors = errorBox();
  const again = button("Try again", () => app.refresh(), { hidden: true });
  const template = h("p", { class: "mw-hint" }, "No list yet? ", button("Download our template", () => save(app), { class: "mw-btn mw-plain mwi-inline" }), " It has all our columns and two people as examples.");
  return {
    node: h("div", {}, errors.node, again, drop, list, paste, template),
    errors, drop, focus: () => input.focus(),
    draw() {
      const limit = Math.round((app.state?.limit ?? 10e6) / 1e6);
      hint.textContent = `CSV, TSV, Excel (XLSX, XLS), ODS or JSON, up to ${limit} MB each. Mentors and mentees may be in one file or in two.`;
      again.hidden = !app.failed;
      list.hidden = !app.draft.files.length;
      patch(list, app.draft.files, (file) => file.key, (file) => row(app, file));
    },
  };
}

function row(app, file) {
  return h("li", {}, h("span", {}, h("strong", {}, file.name), " ", h("span", { class: "mw-hint" }, sizeWords(file.size))),
    button("Remove", () => app.remove(file), { class: "mw-btn mw-plain", "aria-label": `Remove ${file.name}` }));
}

function listenToDrops(app, drop) {
  let depth = 0;
  const over = (by) => { depth = Math.max(0, depth + by); drop.classList.toggle("mwi-over", depth > 0); };
  drop.addEventListener("dragenter", (event) => { event.preventDefault(); over(1); });
  drop.addEventListener("dragleave", () => over(-1));
  drop.addEventListener("dragover", (event) => { event.preventDefault(); event.dataTransfer.dropEffect = "copy"; });
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    over(-99);
    const files = [...event.dataTransfer.files];
    if (files.length) readFiles(app, files);
    else app.take([["pasted rows.txt", new TextEncoder().encode(event.dataTransfer.getData("text/plain"))]]);
  });
}

/** Read files that were chosen, or dropped anywhere on the page; one that is too large is said, with what to do. */
export function readFiles(app, files) {
  const limit = app.state?.limit ?? 10e6;
  const tooLarge = files.filter((file) => file.size > limit);
  const words = tooLarge.map((file) => `${file.name} has ${sizeWords(file.size)}; a roster may have ${limit / 1e6} MB here. Take out pictures and other sheets, or save it as CSV.`);
  app.take(files.filter((file) => file.size <= limit).map((file) => [file.name, file]), words);
}

function readPasted(app, area, used) {
  const text = area.value;
  if (!text.trim()) { app.parts.choose.errors.show([["There are no rows in the box.", () => area.focus(), "Go to the box"]]); return; }
  app.take([["pasted rows.txt", new TextEncoder().encode(text)]]).then((fine) => { if (fine) { area.value = ""; used(); } });
}

function save(app) {
  giveFile(app.root, "roster.csv", "text/csv", `\ufeff${app.state?.template ?? ""}`);
}
