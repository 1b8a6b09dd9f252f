// The counts of a question as a picture that Python draws, with its table: to keep, to print, to talk about.
import { h, openDialog } from "./_dom.js";
import { key } from "./_saver.js";

/** Ask the kernel for a picture and show it; the numbers stand beside it in any case. */
export function openPicture(app, room) {
  const box = h("div", { class: "mws-picture" }, h("p", { role: "status" }, "Drawing…"));
  const hear = (content) => {
    if (content?.kind === "picture" && content.room === room.id) fill(box, content);
    if (content?.kind === "error") box.replaceChildren(h("p", { role: "status" }, content.error));
  };
  app.model.on("msg:custom", hear);
  const names = ["room", "theme", "note", "sorted"].flatMap((kind) => app.sheet.keys(key(kind, room.id)));
  app.model.send({ kind: "picture", room: room.id, fields: Object.fromEntries(names.map((name) => [name, app.sheet.get(name)])) });
  openDialog(app.root, room.question, (close) => h("div", { class: "mws-dialog" }, h("h3", {}, room.question), box, h("div", { class: "mws-tools" }, h("button", { type: "button", class: "mw-btn", onclick: close }, "Close"))), () => app.model.off("msg:custom", hear));
}

function fill(box, { svg, words, columns, rows }) {
  const cells = (row) => row.map((text, at) => (at ? h("td", {}, text) : h("th", { scope: "row" }, text)));
  const table = h("table", {}, h("caption", {}, words), h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, rows.map((row) => h("tr", {}, cells(row)))));
  const bare = svg.replace(/^<svg style="[^"]*"/, "<svg"); // our pages forbid styles in attributes: session.css says how wide it is
  const drawn = bare ? new DOMParser().parseFromString(bare, "image/svg+xml").documentElement : null;
  const picture = drawn?.localName === "svg" ? document.importNode(drawn, true) : null;
  box.replaceChildren(...[picture, table].filter(Boolean));
}
