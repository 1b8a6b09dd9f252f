// What is wanted now and then: paper, and files out and in. Python makes and reads them; what goes out is what stands on the page now.
import { h } from "./_dom.js";
import { base64Of, bytesFrom, giveFile } from "./_files.js";
import { openPreview } from "./_challenges_paste.js";
import { openPrint } from "./_challenges_print.js";

const FORMATS = [["csv", "Spreadsheet (CSV)"], ["xlsx", "Excel"], ["docx", "Word"], ["md", "Markdown"], ["json", "JSON, to bring in again"], ["ics", "Calendar, dated activities"]];
const LARGEST = 4_000_000; // bytes

/** The menu of what is rarely wanted: print, bring in a file, download in six formats. */
export function makeMore(app) {
  const input = h("input", { type: "file", class: "mw-sr", tabindex: "-1", "aria-hidden": "true", accept: ".csv,.tsv,.txt,.xlsx,.ods,.docx,.md,.json", onchange: () => { const [file] = input.files; input.value = ""; if (file) takeFile(app, file); } });
  const download = async (format) => {
    node.open = false;
    summary.focus();
    app.say("Making the file…");
    try {
      const { name, type, data } = await app.way.ask({ verb: "export", format, scope: app.scope, rows: app.rows() });
      giveFile(app.root, name, type, bytesFrom(data));
      app.say(`Your browser has ${name}. Look among its downloads.`);
    } catch (error) { app.warn(error.message); }
  };
  const summary = h("summary", { class: "mw-btn" }, "More");
  const line = (words, onclick) => h("button", { type: "button", class: "mw-btn mw-plain", onclick }, words);
  const box = h("div", { class: "mw-card" },
    line("Print…", () => { node.open = false; summary.focus(); openPrint(app); }),
    app.isOff() ? null : line("Bring in a file…", () => { node.open = false; input.click(); }), h("p", { class: "mw-label" }, "Download"), ...FORMATS.map(([format, words]) => line(words, () => download(format))));
  const fit = () => { box.classList.remove("mwh-back"); box.classList.toggle("mwh-back", box.getBoundingClientRect().right > app.root.getBoundingClientRect().right); };
  const node = h("details", { class: "mwh-files", ontoggle: fit }, summary, box, input);
  node.addEventListener("keydown", (event) => { if (event.key === "Escape" && node.open) { node.open = false; summary.focus(); } });
  node.addEventListener("focusout", (event) => { if (event.relatedTarget && !node.contains(event.relatedTarget)) node.open = false; });
  return node;
}

/** Read a file that was chosen or dropped, and show what is in it. */
export async function takeFile(app, file) {
  if (file.size > LARGEST) { app.warn("This file is larger than 4 MB. Take out what is no worksheet, such as pictures."); return; }
  app.say(`Reading ${file.name}…`);
  let found;
  try { found = await app.way.ask({ verb: "read", name: file.name, data: await base64Of(file) }); } catch (error) { app.warn(error.message); return; }
  openPreview(app, file.name, found.rows, found.notices ?? []);
}
