// Files out and in. Python makes and reads them; what goes out is what stands on the page now.
import { h, newId } from "./_dom.js";
import { openPreview } from "./_challenges_paste.js";

const FORMATS = [["csv", "Spreadsheet (CSV)"], ["xlsx", "Excel"], ["docx", "Word"], ["md", "Markdown"], ["json", "JSON, to bring in again"], ["ics", "Calendar, dated activities"]];
const LARGEST = 4_000_000, PATIENCE = 20_000; // bytes; milliseconds until we say that nobody answers
const SILENT = { error: "The part of this page that makes and reads files does not answer. Reload the page; what was saved is safe." };

/** Ask Python: `export` gives {name, type, data}, `read` gives {rows, notices}; {error} in words when it cannot. */
export function askFor(app, verb, more) {
  const id = newId();
  return new Promise((done) => {
    const end = (answer) => { clearTimeout(timer); app.model.off("msg:custom", hear); done(answer); };
    const hear = (content) => { if (content?.kind === "challenges" && content.id === id) end(content); };
    const timer = setTimeout(() => end(SILENT), PATIENCE);
    app.model.on("msg:custom", hear);
    app.model.send({ kind: "challenges", id, verb, ...more });
  });
}

const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

async function base64Of(file) {
  const bytes = new Uint8Array(await file.arrayBuffer()), parts = [];
  for (let at = 0; at < bytes.length; at += 32768) parts.push(String.fromCharCode(...bytes.subarray(at, at + 32768)));
  return btoa(parts.join(""));
}

/** The menu of files: download in six formats, bring one in. */
export function makeFiles(app) {
  const input = h("input", { type: "file", class: "mw-sr", tabindex: "-1", "aria-hidden": "true", accept: ".csv,.tsv,.txt,.xlsx,.ods,.docx,.md,.json", onchange: () => { take(app, input); } });
  const download = async (format) => {
    node.open = false;
    summary.focus();
    app.say("Making the file…");
    const found = await askFor(app, "export", { format, scope: app.scope, rows: app.rows() });
    if (found.error) { app.warn(found.error); return; }
    save(app, found);
  };
  const summary = h("summary", { class: "mw-btn" }, "Files");
  const line = (words, onclick) => h("button", { type: "button", class: "mw-btn mw-plain", onclick }, words);
  const box = h("div", { class: "mw-card" },
    app.isOff() ? null : line("Bring in a file…", () => { node.open = false; input.click(); }), h("p", { class: "mw-label" }, "Download"), ...FORMATS.map(([format, words]) => line(words, () => download(format))));
  const fit = () => { box.classList.remove("mwc-back"); box.classList.toggle("mwc-back", box.getBoundingClientRect().right > app.root.getBoundingClientRect().right); };
  const node = h("details", { class: "mwc-files", ontoggle: fit }, summary, box, input);
  node.addEventListener("keydown", (event) => { if (event.key === "Escape" && node.open) { node.open = false; summary.focus(); } });
  node.addEventListener("focusout", (event) => { if (event.relatedTarget && !node.contains(event.relatedTarget)) node.open = false; });
  return node;
}

function save(app, { name, type, data }) {
  const url = URL.createObjectURL(new Blob([bytesOf(data)], { type }));
  const link = h("a", { href: url, download: name, hidden: true });
  app.root.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  app.say(`${name} is in your downloads.`);
}

async function take(app, input) {
  const file = input.files[0];
  input.value = "";
  if (!file) return;
  if (file.size > LARGEST) { app.warn("This file is larger than 4 MB. Take out what is no worksheet, such as pictures."); return; }
  app.say(`Reading ${file.name}…`);
  const found = await askFor(app, "read", { name: file.name, data: await base64Of(file) });
  if (found.error) { app.warn(found.error); return; }
  openPreview(app, file.name, found.rows, found.notices ?? []);
}
