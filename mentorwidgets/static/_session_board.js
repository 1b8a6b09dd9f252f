// The answers to one question on the trainer's screen: a count, then notes that are gathered under themes, by keys or by hand.
import { h, openDialog, patch, setText, uid } from "./_dom.js";
import { newId } from "./_engine.js";
import { firstHeld, isHeld } from "./_limits.js";
import { key } from "./_saver.js";
import { answerCount, countsOf, forgetting, notesOf, themesOf } from "./_session_ledger.js";
import { makeBars } from "./_session_bars.js";
import { openPicture } from "./_session_picture.js";

/** The board of a room. `app`: {model, root, sheet, say, take}. draw(room) brings it in line. */
export function makeBoard(app, id) {
  const board = { app, id, room: null, peek: false };
  board.put = (changes, say) => app.sheet.all([[key("room", id), { ...plain(board.room), ...changes }]], { undo: false, say });
  const count = h("p", { class: "mws-count" }, h("strong", {}), h("span", {}));
  const tools = makeTools(board);
  const bars = makeBars({ onmore: (at) => app.sheet.set(key("note", id, newId()), at) });
  const columns = makeColumns(board);
  const hand = makeHand(board);
  const body = h("div", { class: "mws-body" }, bars.node, columns.node);
  board.draw = (room) => {
    board.room = room;
    const number = notesOf(app.sheet, id).length;
    setText(count.firstChild, number.toLocaleString("en"));
    setText(count.lastChild, ` ${number === 1 ? "answer" : "answers"}${room.closed ? ", and no more are taken" : room.shown ? "" : " so far, hidden"}`);
    const open = room.shown || board.peek;
    body.hidden = !open;
    bars.node.hidden = room.answers !== "choice";
    columns.node.hidden = room.answers === "choice";
    if (open) room.answers === "choice" ? bars.draw(countsOf(app.sheet, room)) : columns.draw(room);
    tools.draw(room, number);
    hand.node.hidden = room.closed || room.answers === "choice";
  };
  board.node = h("div", { class: "mws-board" }, count, tools.node, body, hand.node);
  return board;
}

const plain = ({ id: _id, ...room }) => room;
const button = (words, act, extra = "") => h("button", { type: "button", class: `mw-btn ${extra}`, onclick: act }, words);

function makeTools(board) {
  const { app, id } = board;
  const show = button("Show the answers to everybody", () => { board.put({ shown: true }, "Everybody sees the answers now"); board.node.querySelector("input, select")?.focus(); }, "mw-main");
  const peek = button("Look first", () => { board.peek = !board.peek; board.draw(board.room); });
  const close = button("", () => board.put({ closed: !board.room.closed }, board.room.closed ? "Answers are taken again" : "No more answers are taken"));
  const picture = button("As a picture", () => openPicture(app, board.room));
  const take = button("Take the themes into the challenges", async () => { app.say(await app.take(id)); });
  const forget = button("Delete", () => askToForget(board), "mw-plain");
  return {
    node: h("div", { class: "mws-tools mw-noprint" }, show, peek, close, picture, take, forget),
    draw(room, number) {
      show.hidden = room.shown;
      peek.hidden = room.shown || !number;
      peek.setAttribute("aria-pressed", String(board.peek));
      setText(close, room.closed ? "Take answers again" : "Stop answers");
      picture.hidden = !room.shown || !number;
      take.hidden = !room.shown || room.answers === "choice" || !themesOf(app.sheet, id).length;
    },
  };
}

function askToForget({ app, id, room }) {
  const number = notesOf(app.sheet, id).length;
  openDialog(app.root, "Delete this question", (close) => h("div", { class: "mws-dialog" }, h("h3", {}, "Delete this question?"),
    h("p", {}, `“${room.question}” and ${answerCount(number)} go away for everybody.`),
    h("div", { class: "mws-tools" }, button("Delete them", () => { close(); app.sheet.all(forgetting(app.sheet, id), { say: "The question is deleted" }); }, "mw-main"), button("Keep them", close))));
}

function makeHand(board) {
  const name = uid("mws-hand");
  const input = h("input", { id: name, class: "mw-input", maxLength: 300, autocomplete: "off" });
  const add = (event) => {
    event.preventDefault();
    if (firstHeld(node)) return;
    if (input.value.trim()) board.app.sheet.set(key("note", board.id, newId()), input.value.trim());
    input.value = "";
    used();
    input.focus();
  };
  const node = h("form", { class: "mws-hand mw-noprint", onsubmit: add }, h("label", { class: "mw-label", for: name }, "Write for somebody without a phone"), h("div", { class: "mws-line" }, input, h("button", { class: "mw-btn" }, "Add")));
  const used = board.app.kept.tie(`hand ${board.id}`, node);
  return { node };
}

function makeColumns(board) {
  const { app, id } = board;
  const grid = h("div", { class: "mws-columns" });
  const name = uid("mws-theme");
  const input = h("input", { id: name, class: "mw-input", maxLength: 100, autocomplete: "off" });
  const add = (event) => {
    event.preventDefault();
    if (firstHeld(form)) return;
    if (input.value.trim()) newTheme(board, input.value.trim());
    input.value = "";
    used();
    input.focus();
  };
  const form = h("form", { class: "mws-hand mw-noprint", onsubmit: add }, h("label", { class: "mw-label", for: name }, "New theme"), h("div", { class: "mws-line" }, input, h("button", { class: "mw-btn" }, "Add theme")));
  const used = app.kept.tie(`theme ${id}`, form);
  return {
    node: h("div", { class: "mws-sorting" }, form, grid),
    draw() {
      const themes = themesOf(app.sheet, id), notes = notesOf(app.sheet, id);
      const loose = notes.some((note) => !note.theme) || !themes.length ? [{ id: "", name: "Not sorted yet" }] : [];
      patch(grid, [...loose, ...themes], (theme) => theme.id || "loose", (theme) => makeColumn(board, theme), (node, theme) => node.mws(theme, notes.filter((note) => note.theme === theme.id), themes));
    },
  };
}

export function newTheme({ app, id }, name, note = "") {
  const theme = newId();
  const place = Math.max(0, ...themesOf(app.sheet, id).map((one) => one.place)) + 1;
  const moved = note ? [[key("sorted", id, note), theme]] : [];
  app.sheet.all([[key("theme", id, theme), { name, place }], ...moved], { say: `New theme: ${name}` });
  return theme;
}

function makeColumn(board, { id: theme }) {
  const { app, id } = board;
  const rename = theme && h("input", { class: "mw-input mws-name", "aria-label": "Name of this theme", maxLength: 100, oninput: () => named({ wait: 800 }), onblur: () => { if (!isHeld(rename) && !rename.value.trim()) named(); } });
  const named = (options) => app.sheet.set(key("theme", id, theme), { ...app.sheet.get(key("theme", id, theme)), name: rename.value.trim() || "Without a name" }, options);
  const head = theme ? h("div", { class: "mws-column-head" }, rename, h("span", { class: "mw-tag" })) : h("div", { class: "mws-column-head" }, h("h4", {}, "Not sorted yet"), h("span", { class: "mw-tag" }));
  const remove = theme && h("button", { type: "button", class: "mw-btn mw-plain mw-noprint mws-remove", onclick: () => app.sheet.set(key("theme", id, theme), null, { say: `The theme ${rename.value} is gone` }) }, "Remove this theme");
  const list = h("ul", { role: "list", class: "mws-notes" });
  const node = h("section", { class: "mws-column", "aria-label": "Not sorted yet", ondragover: (event) => { event.preventDefault(); node.classList.add("mws-over"); }, ondragleave: () => node.classList.remove("mws-over") }, head, list, remove);
  node.addEventListener("drop", (event) => {
    event.preventDefault();
    node.classList.remove("mws-over");
    move(board, event.dataTransfer.getData("text/mws-note"), theme);
  });
  node.mws = (now, notes, themes) => {
    node.setAttribute("aria-label", now.name);
    if (rename && rename.getRootNode().activeElement !== rename && !isHeld(rename) && rename.value !== now.name) rename.value = now.name;
    setText(head.querySelector(".mw-tag"), String(notes.length));
    patch(list, notes, (note) => note.id, (note) => makeNote(board, note), (row, note) => row.mws(note, themes));
  };
  return node;
}

function move({ app, id }, note, theme) {
  if (!note || app.sheet.get(key("note", id, note)) === undefined) return;
  const name = app.sheet.get(key("theme", id, theme))?.name ?? "Not sorted yet";
  app.sheet.all([[key("sorted", id, note), theme || null]], { say: `Moved to ${name}` });
}

function makeNote(board, { id: note, words }) {
  const { app, id } = board;
  const choose = h("select", { class: "mw-input mws-where mw-noprint", "aria-label": `Theme of: ${words}`, onchange: () => {
    const list = board.node;
    if (choose.value === "new") newTheme(board, String(words).slice(0, 60), note);
    else move(board, note, choose.value);
    // The note now stands in another column: the keyboard goes with it.
    queueMicrotask(() => [...list.querySelectorAll(".mws-note")].find((row) => row.dataset.key === note)?.querySelector("select")?.focus());
  } });
  const remove = h("button", { type: "button", class: "mw-btn mw-plain mw-noprint", onclick: () => app.sheet.all([[key("note", id, note), null], [key("sorted", id, note), null]], { say: "The note is removed" }) }, "Remove", h("span", { class: "mw-sr" }, ` ${words}`));
  const row = h("li", { class: "mws-note", draggable: true, ondragstart: (event) => event.dataTransfer.setData("text/mws-note", note) }, h("p", {}), h("div", { class: "mws-note-tools mw-noprint" }, choose, remove));
  row.mws = (now, themes) => {
    setText(row.firstChild, String(now.words));
    const options = [{ id: "", name: "Not sorted yet" }, ...themes, { id: "new", name: "A new theme of this" }];
    patch(choose, options, (option) => option.id || "loose", (option) => h("option", { value: option.id }), (node, option) => setText(node, option.name));
    if (choose.value !== now.theme) choose.value = now.theme;
  };
  return row;
}
