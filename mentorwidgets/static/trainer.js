// TrainerGuide: a walk through expectations, one step for each screen, and questions that a room answers without names.
import { announcer, h, setText, uid } from "./_dom.js";
import { newId } from "./_engine.js";
import { catchDrops } from "./_files.js";
import { openWorksheet } from "./_saver.js";
import { asking, roomFor } from "./_session_ledger.js";
import { makeBoard } from "./_session_board.js";
import { askServer, openDoor } from "./_session_door.js";
import { makeClock } from "./_trainer_clock.js";
import { makeOwn } from "./_trainer_own.js";
import { makeCase, makeNotes, makeRecall, makeTried } from "./_trainer_parts.js";

const UNSAVED = "Nothing is taken over yet: what you sorted is not saved. Please try again in a moment.";

/** Show the walk; gives back what takes it down again. */
export function render({ model, el }) {
  const root = h("div", { class: "mw mwt", tabindex: "-1" });
  const live = announcer();
  const warning = h("p", { class: "mwt-warning", role: "alert", hidden: true });
  const sheet = openWorksheet(model);
  const app = { model, root, sheet, kept: sheet.kept, say: live.say, saving: model.get("_saving") ?? {}, steps: model.get("_steps") ?? [], at: 0, isOff: () => !!model.get("disabled") };
  app.warn = (words) => { setText(warning, words); warning.hidden = !words; };
  app.take = (room) => takeRoom(app, room);
  app.ask = (question, { together = [], said = "" } = {}) => app.sheet.all(asking(app.sheet, newId(), question, Date.now() / 1000, together), { undo: false, say: said });
  const top = makeTop(app);
  const stage = h("div", { class: "mwt-stage" });
  app.go = (at, focus = true) => {
    app.at = Math.min(Math.max(at, 0), app.steps.length);
    remember(app);
    app.screen?.close();
    app.screen = app.at === app.steps.length ? makeOwn(app) : makeScreen(app, app.steps[app.at]);
    stage.replaceChildren(app.screen.node);
    app.screen.draw();
    top.draw();
    if (focus) { app.screen.heading.focus({ preventScroll: true }); (document.fullscreenElement === root ? stage : root).scrollIntoView({ block: "start" }); }
  };
  root.append(app.sheet.bar, top.node, warning, stage, top.foot, live.node);
  el.replaceChildren(root);
  const stop = watch(app), noDrops = catchDrops(root, () => app.say("This page takes no files."));
  app.go(recall(app), false);
  return () => { stop(); noDrops(); app.screen.close(); app.sheet.close(); root.remove(); };
}

const remember = (app) => app.kept.set("step", app.steps[app.at]?.id ?? "own");
const recall = (app) => { const id = app.kept.get("step"); return id === "own" ? app.steps.length : Math.max(0, app.steps.findIndex((step) => step.id === id)); };

// What was sorted a moment ago has to be in the store before it can be taken from there: gives whether it is.
const settled = (sheet) => new Promise((done) => {
  const look = () => { if (!sheet.facts().pending) end(true); };
  const off = sheet.on(() => queueMicrotask(look));
  const timer = setTimeout(() => end(false), 5000);
  const end = (is) => { off(); clearTimeout(timer); done(is); };
  look();
});

async function takeRoom(app, room) {
  app.warn("");
  if (!await settled(app.sheet)) { app.warn(UNSAVED); return UNSAVED; }
  if (app.saving.way === "server") {
    const answer = await askServer(app.saving, "take", { room });
    if (answer.problem) app.warn(answer.problem);
    return answer.problem ?? answer.told;
  }
  return new Promise((done) => {
    const hear = (content) => {
      if (content?.kind !== "taken" && content?.kind !== "error") return;
      app.model.off("msg:custom", hear);
      if (content.kind === "error") app.warn(content.error);
      done(content.told ?? content.error);
    };
    app.model.on("msg:custom", hear);
    app.model.send({ kind: "take", room });
  });
}

// Keys that lead on: presenters and their little remote controls send Page Up and Page Down. A page that is longer than
// the screen scrolls first.
function watch(app) {
  const off = app.sheet.on(() => app.screen.draw());
  const home = app.root.closest("body.mw") ? document : app.root;
  const hear = (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.composedPath()[0];
    if (target.closest?.("input, textarea, select, dialog")) return;
    const to = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!to || (event.key.startsWith("Page") && canScroll(to, app))) return;
    event.preventDefault();
    app.go(app.at + to);
  };
  home.addEventListener("keydown", hear);
  return () => { off(); home.removeEventListener("keydown", hear); };
}

function canScroll(to, app) {
  const page = document.fullscreenElement === app.root ? app.root : document.scrollingElement;
  return to > 0 ? page.scrollTop + innerHeight < page.scrollHeight - 4 : page.scrollTop > 4;
}

function makeTop(app) {
  const id = uid("mwt-step");
  const options = [...app.steps.map((step, at) => `${at + 1}. ${step.title}`), "Your own question"];
  const choose = h("select", { id, class: "mw-input", onchange: () => app.go(choose.selectedIndex) }, options.map((words) => h("option", {}, words)));
  const line = h("div", { class: "mwt-line", "aria-hidden": "true" }, h("div", {}));
  const join = app.saving.way === "server"
    ? h("button", { type: "button", class: "mw-btn mw-main", onclick: () => openDoor(app) }, "Let people in")
    : h("p", { class: "mw-hint" }, "Phones can come in when this page is opened in our server. Here you type what people say.");
  const fill = h("button", { type: "button", class: "mw-btn mw-plain", hidden: !document.fullscreenEnabled, onclick: () => (document.fullscreenElement ? document.exitFullscreen() : app.root.requestFullscreen()) }, "Fill the screen");
  const back = h("button", { type: "button", class: "mw-btn", onclick: () => app.go(app.at - 1) }, "Back");
  const on = h("button", { type: "button", class: "mw-btn mw-main", onclick: () => app.go(app.at + 1) }, "Next");
  return {
    node: h("div", { class: "mwt-top mw-noprint" }, h("div", { class: "mwt-where" }, h("label", { class: "mw-label", for: id }, "Step"), choose), h("div", { class: "mwt-doors" }, fill, join), line),
    foot: h("nav", { class: "mwt-foot mw-noprint", "aria-label": "Steps" }, back, h("p", { class: "mw-hint" }, "Arrow keys and Page Up and Page Down lead on, too."), on),
    draw() {
      choose.selectedIndex = app.at;
      line.firstChild.style.inlineSize = `${(100 * (app.at + 1)) / (app.steps.length + 1)}%`;
      back.disabled = app.at === 0;
      on.disabled = app.at === app.steps.length;
      setText(on, app.at === app.steps.length - 1 ? "Ask your own question" : "Next");
    },
  };
}

function makeScreen(app, step) {
  const heading = h("h2", { tabindex: "-1", class: "mwt-title" }, step.title);
  const asks = (step.ask ?? []).map((ask) => makeAsk(app, ask, step.ask.map((one) => one.id)));
  const every = h("div", { class: "mw-noprint" }, h("button", { type: "button", class: "mw-btn mw-main", disabled: app.isOff(), onclick: () => askEvery(app, step) }, "Ask all of these at once"));
  const clock = makeClock(app, step);
  const tried = makeCase(app, step);
  const recalled = makeRecall(app, step);
  const points = h("ul", { class: "mwt-points" }, (step.points ?? []).map((point) => h("li", {}, point)));
  const node = h("section", { class: "mwt-screen" }, h("div", { class: "mwt-head" }, heading, clock.node), h("p", { class: "mwt-lead" }, step.lead), points,
    tried?.node, recalled?.node, every, asks.map((ask) => ask.node), makeTried(app, step), makeNotes(step));
  return {
    node, heading, close: () => clock.close(),
    draw() {
      for (const part of [...asks, tried, recalled]) part?.draw();
      every.hidden = asks.length < 3 || step.ask.some((ask) => roomFor(app.sheet, ask.id));
    },
  };
}

const roomOf = (ask) => ({ question: ask.question, answers: ask.answers ?? "words", options: ask.options ?? [], step: ask.id });

function askEvery(app, step) {
  const together = step.ask.map((ask) => ask.id);
  const last = step.ask[0];
  for (const ask of [...step.ask].reverse()) app.ask(roomOf(ask), { together, said: ask === last ? "The room is asked all of them" : "" }); // phones show the newest first
  app.screen.heading.focus();
}

/** A question of a step: first a button that asks it, then its answers. */
function makeAsk(app, ask, together) {
  const box = h("div", { class: "mwt-ask-body" });
  const start = h("button", { type: "button", class: "mw-btn mw-main", onclick: () => begin() }, "Ask the room", h("span", { class: "mw-sr" }, ` ${ask.question}`));
  const again = h("button", { type: "button", class: "mw-btn mw-plain", onclick: () => begin() }, "Ask it anew", h("span", { class: "mw-sr" }, ` ${ask.question}`));
  const begin = () => app.ask(roomOf(ask), { together, said: "The room is asked" });
  const node = h("section", { class: "mwt-ask mw-card", "aria-label": ask.question }, h("h3", { class: "mwt-question" }, ask.question), h("div", { class: "mw-noprint" }, start, again), box);
  let board = null;
  return {
    node,
    draw() {
      const room = roomFor(app.sheet, ask.id);
      start.hidden = !!room;
      again.hidden = !room?.closed;
      start.disabled = app.isOff();
      if (board?.id !== room?.id) { board = room ? { id: room.id, ...makeBoard(app, room.id) } : null; box.replaceChildren(...[board?.node].filter(Boolean)); }
      board?.draw(room);
    },
  };
}

export default { render };
