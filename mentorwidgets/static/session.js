// A guest's page: what is asked now, large and alone on a phone; what one wrote, until it is shown to everybody.
import { announcer, h, patch, setText, uid } from "./_dom.js";
import { newId } from "./_engine.js";
import { catchDrops } from "./_files.js";
import { firstHeld } from "./_limits.js";
import { key, openWorksheet, parts } from "./_saver.js";
import { countsOf, notesOf, roomsOf, themesOf } from "./_session_ledger.js";
import { makeBars } from "./_session_bars.js";
import { openMine } from "./_session_mine.js";

const LONGEST = 300;

/** Show the room to a guest; gives back what takes it down again. */
export function render({ model, el }) {
  const root = h("div", { class: "mw mws-guest" });
  const live = announcer();
  const sheet = openWorksheet(model);
  sheet.line.name = () => ""; // whatever name this browser knows from elsewhere: here nobody has one
  const app = { sheet, kept: sheet.kept, say: live.say, mine: openMine(sheet) };
  const state = h("p", { class: "mws-state", role: "status" });
  const list = h("div", { class: "mws-asked" });
  const quiet = h("div", { class: "mws-quiet mw-card" }, h("p", { class: "mws-lead" }, "Nothing is asked at the moment."), h("p", {}, "Look up at the screen. The next question comes here by itself."));
  const left = makeLeft(app);
  const cards = new Map();
  let order = null; // ids as they stand on the page: what somebody types into does not move
  const make = (room) => { cards.set(room.id, makeAsked(app, room)); return cards.get(room.id).node; };
  const draw = () => {
    const open = new Map(roomsOf(sheet).filter((room) => !room.closed).map((room) => [room.id, room]));
    const fresh = [...open.keys()].filter((id) => !order?.includes(id));
    const stay = (order ?? []).filter((id) => open.has(id) || cards.get(id)?.hasWords());
    const busy = [...cards.values()].some((card) => card.hasWords());
    if (order && fresh.length) app.say(`A new question: ${open.get(fresh[0]).question}`);
    order = busy ? [...stay, ...fresh] : [...fresh, ...stay];
    patch(list, order.map((id) => open.get(id) ?? { ...cards.get(id).room, closed: true }), (room) => room.id, make, (_node, room) => cards.get(room.id).draw(room));
    for (const id of cards.keys()) if (!order.includes(id)) cards.delete(id);
    left.draw(order);
    quiet.hidden = order.length > 0;
    setText(state, words(sheet.facts()));
  };
  const off = sheet.on(draw);
  let link = sheet.facts().link;
  const look = () => {
    const facts = sheet.facts();
    if (facts.link !== link) { link = facts.link; draw(); } // what becomes of a note that is on its way
    else setText(state, words(facts));
  };
  const timer = setInterval(look, 1000);
  root.append(list, quiet, left.node, state, live.node);
  el.replaceChildren(root);
  draw();
  const noDrops = catchDrops(root, () => app.say("No files can be sent here."));
  return () => { clearInterval(timer); noDrops(); off(); sheet.close(); root.remove(); };
}

function words({ link, pending }) {
  if (link === "out") return "This room has ended. Thank you for coming.";
  if (link !== "fine") return "No connection at the moment. What you wrote goes out as soon as there is one.";
  return pending ? "Sending…" : "Connected. Nobody can see who you are.";
}

// Said is only what has arrived; whatever else becomes of a note stands beside it.
function tell(app, room, id, sent, later = "") {
  const name = key("note", room.id, id);
  app.sheet.whenSaved([name], (how) => { if (how !== "refused") app.say(how === "saved" ? sent : later || onItsWay(app.sheet, name)); });
}

/** What becomes of a note that has not arrived; "" when it has, or does in a moment. */
function onItsWay(sheet, name) {
  if (sheet.state(name) === "saved" || sheet.facts().link === "fine") return "";
  return sheet.facts().link === "out" ? "This was not sent: the room has ended. You can still copy it." : "This is not sent yet. It goes out as soon as there is a connection.";
}

/** Notes that came too late for a question that is no longer here: their words stay until somebody has read that. */
function makeLeft(app) {
  const list = h("ul", { class: "mws-mine", role: "list" });
  const node = h("section", { class: "mws-one mw-card", "aria-label": "Not taken" }, h("h3", {}, "This came too late"), list);
  const make = (name) => h("li", {}, h("p", {}, app.sheet.trouble(name).mine), h("p", { class: "mw-error", role: "alert" }, app.sheet.trouble(name).why),
    h("button", { type: "button", class: "mw-btn mw-plain", onclick: () => app.sheet.resolve(name, "theirs") }, "All right"));
  return {
    node,
    draw(asked) {
      const names = [...app.sheet.troubles.keys()].filter((name) => name.startsWith("note/") && !asked.includes(parts(name)[1]) && typeof app.sheet.trouble(name).mine === "string");
      node.hidden = !names.length;
      patch(list, names, (name) => name, make);
    },
  };
}

function makeAsked(app, room) {
  const title = uid("mws-asked");
  const hint = h("p", { class: "mw-hint" });
  const answer = room.answers === "choice" ? makeChoice(app, room, title) : makeWords(app, room, title);
  const all = makeShown(app);
  const node = h("section", { class: "mws-one mw-card", "aria-labelledby": title }, h("h2", { id: title }, room.question), hint, answer.node, all.node);
  return {
    node, room, hasWords: () => answer.hasWords?.() ?? false,
    draw(now) {
      setText(hint, now.closed ? "No more answers are taken here. What you typed is still here for you to copy." : now.shown ? "Everybody sees all answers now, without names." : "Whoever leads this session reads it, and everybody in the room once it is shown. No name is kept; please leave out names of others, too.");
      answer.draw(now);
      all.draw(now);
    },
  };
}

function makeWords(app, room, title) {
  const id = uid("mws-words");
  const area = h("textarea", { id, class: "mw-input", rows: 3, maxLength: LONGEST, "aria-describedby": title, oninput: () => { area.style.blockSize = "auto"; area.style.blockSize = `${area.scrollHeight + 4}px`; } });
  const send = (event) => {
    event.preventDefault();
    const text = area.value.trim();
    if (firstHeld(form)) return;
    if (!text || submit.hidden) { area.focus(); return; }
    const id = newId();
    app.mine.write(room.id, id, text);
    area.value = "";
    used();
    area.style.blockSize = "auto";
    tell(app, room, id, "Sent. You can write another one.");
    area.focus();
  };
  const list = h("ul", { class: "mws-mine", role: "list" });
  const yours = h("div", {}, h("h3", { class: "mws-yours" }, "You wrote"), list);
  const submit = h("button", { class: "mw-btn mw-main" }, "Send");
  const form = h("form", { class: "mws-write", onsubmit: send }, h("label", { class: "mw-label", for: id }, "Your note"), area, submit);
  const used = app.kept.tie(`note ${room.id}`, form);
  return {
    node: h("div", { class: "mws-answer" }, form, yours), hasWords: () => area.value.trim() !== "",
    draw(now) {
      submit.hidden = now.closed || app.sheet.facts().link === "out";
      const mine = app.mine.standing(now);
      yours.hidden = !mine.length || now.shown;
      patch(list, mine, (note) => note.id, (note) => makeMine(app, room, note, area), (row, note) => row.mws(note));
    },
  };
}

function makeMine(app, room, note, back) {
  const name = key("note", room.id, note.id);
  const trouble = h("p", { class: "mw-error", role: "alert" });
  const take = h("button", { type: "button", class: "mw-btn mw-plain", onclick: () => {
    app.sheet.set(name, null);
    tell(app, room, note.id, "Taken back.", "It is taken back as soon as there is a connection.");
    back.focus();
  } }, "Take back", h("span", { class: "mw-sr" }, ` ${note.words}`));
  const row = h("li", {}, h("p", {}, note.words), trouble, take);
  row.mws = () => {
    take.hidden = app.sheet.facts().link === "out";
    setText(trouble, app.sheet.trouble(name)?.why ?? onItsWay(app.sheet, name));
  };
  return row;
}

function makeChoice(app, room, title) {
  const name = uid("mws-choice");
  const pick = (at) => {
    const id = app.mine.standing(room)[0]?.id ?? newId();
    app.mine.write(room.id, id, at);
    tell(app, room, id, "Sent. You can change it until all answers are shown.");
  };
  const inputs = room.options.map((_words, at) => h("input", { type: "radio", name, onchange: () => pick(at) }));
  const rows = room.options.map((words, at) => h("label", { class: "mws-option" }, inputs[at], h("span", {}, words)));
  const box = h("fieldset", { class: "mws-options", "aria-labelledby": title }, rows);
  const trouble = h("p", { class: "mw-error", role: "alert" });
  return {
    node: h("div", { class: "mws-answer" }, box, trouble),
    draw(now) {
      const mine = app.mine.standing(now)[0];
      inputs.forEach((input, at) => { input.checked = mine?.words === at; });
      box.hidden = now.shown && mine !== undefined;
      box.disabled = !!now.closed;
      box.disabled ||= app.sheet.facts().link === "out";
      const name = mine && key("note", room.id, mine.id);
      setText(trouble, mine ? app.sheet.trouble(name)?.why ?? onItsWay(app.sheet, name) : "");
    },
  };
}

/** What everybody wrote, once the trainer shows it: bars for a choice, notes under their themes for words. */
function makeShown(app) {
  const bars = makeBars();
  const groups = h("div", { class: "mws-groups" });
  const head = h("h3", {}, "What everybody says");
  const node = h("div", { class: "mws-shown" }, head, bars.node, groups);
  const make = () => h("section", {}, h("h4", {}), h("ul", { role: "list", class: "mws-notes" }));
  return {
    node,
    draw(room) {
      node.hidden = !room.shown;
      if (!room.shown) return;
      bars.node.hidden = room.answers !== "choice";
      if (room.answers === "choice") { bars.draw(countsOf(app.sheet, room)); return; }
      const notes = notesOf(app.sheet, room.id);
      const themes = [...themesOf(app.sheet, room.id), { id: "", name: "Not sorted yet" }].map((theme) => ({ ...theme, notes: notes.filter((note) => note.theme === theme.id) }));
      patch(groups, themes.filter((theme) => theme.notes.length), (theme) => theme.id || "loose", make, (part, theme) => {
        setText(part.firstChild, theme.name);
        patch(part.lastChild, theme.notes, (note) => note.id, () => h("li", { class: "mws-note" }, h("p", {})), (row, note) => setText(row.firstChild, String(note.words)));
      });
    },
  };
}

export default { render };
