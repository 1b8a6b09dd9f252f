// ExpectationsForm: each of a pair answers apart, both compare, and they write down what they agreed. Coordinators see how far they are.
import { whenDifferent, whenFree } from "./_calm.js";
import { announcer, h, reopenDialogs } from "./_dom.js";
import { emptyBox } from "./_empty.js";
import { catchDrops } from "./_files.js";
import { key, openWorksheet } from "./_saver.js";
import { closedBox, isOwnShut, isShut } from "./_closed.js";
import { wordsOf } from "./_form_words.js";
import { openAsking } from "./_asking.js";
import { makePair } from "./_expectations_pair.js";
import { openPrinter } from "./_expectations_paper.js";
import { openPlace } from "./_expectations_place.js";
import { makeStaff } from "./_expectations_staff.js";

/** Show the form; gives back what takes it down again. */
export function render({ model, el }) {
  const root = h("div", { class: "mw mwe", tabindex: "-1" });
  const live = announcer(), sheet = openWorksheet(model);
  const { kept } = sheet;
  const app = { model, root, sheet, kept, say: live.say, way: openAsking(model, "expectations"), viewer: model.get("_viewer") ?? {}, program: { words: { mentor: "mentor", mentee: "mentee" }, name: "", slug: "", today: "", ...model.get("_program") }, links: model.get("_links") ?? {}, at: -1, side: kept.get("side", "mentee"), showing: new Map(Object.entries(kept.get("showing", {}))) };
  Object.assign(app, {
    questions: () => app.form.questions ?? [], form: model.get("_form") ?? {}, isOff: () => !!model.get("disabled") || !!app.pairs()[app.at]?.ended,
    pairs: () => model.get("_pairs") ?? [], sideOf: (pair) => (app.viewer.role === "practice" ? app.side : app.viewer.person === pair.mentor ? "mentor" : "mentee"), place: () => app.room?.place, print: (how) => app.printer.print(how),
  });
  app.printer = openPrinter(app);
  sheet.words = (_name, value) => (value !== null && typeof value === "object" && "answer" in value ? wordsOf(value) || "(empty)" : undefined);
  const head = h("div", { class: "mwe-top" }), body = h("div", { class: "mwe-body" });
  root.append(sheet.bar, head, body, app.printer.node, live.node);
  app.redraw = () => { cancelAnimationFrame(app.frame); app.frame = requestAnimationFrame(() => app.room?.draw()); };
  app.open = (at, focus = true) => openRoom(app, { head, body }, at, focus);
  app.open(startAt(app), false);
  el.replaceChildren(root);
  const stop = watch(app), noDrops = catchDrops(root, ([file]) => { if (app.room?.bring) app.room.bring(file); else app.say("This page takes no files. Open a pair first."); });
  reopenDialogs(kept, { revisit: () => app.room?.askRevisit?.() });
  return () => { stop(); noDrops(); app.room?.close?.(); app.printer.close(); app.way.close(); sheet.close(); root.remove(); };
}

const isStaff = (app) => app.viewer.role === "staff";
const pairKeyOf = (pair) => key(pair.mentee, pair.mentor, pair.purpose);
const placeOfPair = (app, name) => app.pairs().findIndex((pair) => pairKeyOf(pair) === name);
// Where one was; else at the only pair, or the only one that has not ended.
function startAt(app) {
  if (isStaff(app) || app.kept.get("pair") === "all") return -1;
  const before = placeOfPair(app, app.kept.get("pair")), going = app.pairs().filter((pair) => !pair.ended);
  if (before >= 0) return before;
  const only = app.pairs().length === 1 ? app.pairs() : going;
  return only.length === 1 ? app.pairs().indexOf(only[0]) : -1;
}

function openRoom(app, { head, body }, at, focus) {
  app.room?.close?.();
  app.at = at;
  const pair = app.pairs()[at];
  app.kept.set("pair", pair ? pairKeyOf(pair) : focus ? "all" : app.kept.get("pair"));
  if (isStaff(app)) app.room = makeStaff(app);
  else if (!pair) app.room = makeChoice(app);
  else if (isClosed(app, pair)) app.room = makeClosed(app, pair);
  else app.room = makePair(app, openPlace(app, pair, app.sideOf(pair)));
  head.replaceChildren(...headOf(app));
  body.replaceChildren(app.room.node);
  app.room.draw();
  app.root.dataset.room = isStaff(app) ? "staff" : pair ? "pair" : "choice";
  if (focus) app.room.focus();
}

/** Whether all that there would be to see of a pair is closed: what is one's own stays so until both are ready. */
function isClosed(app, pair) {
  const names = [pair.mentee, pair.mentor, pair.purpose];
  return isShut(app.model, names) || (isOwnShut(app.model, names) && !openPlace(app, pair, app.sideOf(pair)).bothReady());
}

function makeClosed(app, pair) {
  const title = h("h2", { tabindex: "-1" }, `${pair.names.mentee} and ${pair.names.mentor}`);
  return { node: h("div", {}, title, closedBox(app.model, "What you expect of each other")), focus: () => title.focus(), draw() {} };
}

/** What stands above a room: whom one practises, or the way back to the other pairs. */
function headOf(app) {
  const title = app.model.get("description");
  const heading = title ? [h("h2", {}, title)] : [];
  if (app.viewer.role === "practice") {
    const button = (side) => h("button", { type: "button", class: "mw-btn", "aria-pressed": String(app.side === side), onclick: () => { app.side = side; app.kept.set("side", side); app.open(0); } }, `Answer as ${app.program.words[side]}`);
    return [...heading, h("div", { class: "mwe-note mwe-practice" }, h("p", {}, h("strong", {}, "This is a form to practise with."), " Play both sides. Nothing leaves this notebook."), h("div", { class: "mwe-row", role: "group", "aria-label": "Whom you play" }, button("mentee"), button("mentor")))];
  }
  if (!isStaff(app) && app.at >= 0 && app.pairs().length > 1) return [...heading, h("p", {}, h("button", { type: "button", class: "mw-btn mw-plain mwe-back", onclick: () => app.open(-1) }, "All your pairs"))];
  return heading;
}

/** With several pairs one chooses; with none one reads why. */
function makeChoice(app) {
  const title = h("h2", { tabindex: "-1" }, "Which pair?");
  const pairs = app.pairs();
  const words = (pair) => { if (isClosed(app, pair)) return "Closed in this browser."; const place = openPlace(app, pair, app.sideOf(pair)); return pair.ended ? "This pair has ended." : { apart: place.isReady(place.side) ? `You are ready. ${place.name(place.other)} is still writing.` : "You answer, each for yourself.", compare: "You can compare and agree.", agreed: "Both of you said yes." }[place.stage()]; };
  const card = (pair, at) => h("li", { class: "mw-card mwe-choice" }, h("h3", {}, `${pair.names.mentee} and ${pair.names.mentor}`), h("p", { class: "mw-soft" }, pair.purpose), h("p", {}, words(pair)), h("button", { type: "button", class: "mw-btn mw-main", onclick: () => app.open(at) }, "Open", h("span", { class: "mw-sr" }, ` ${pair.names.mentee} and ${pair.names.mentor}, ${pair.purpose}`)));
  const nobody = emptyBox("No pair yet", "As soon as you both say yes, you say here what you expect of each other.");
  const list = h("ul", { role: "list", class: "mwe-choices" }, ...pairs.map(card));
  return { node: pairs.length ? h("div", {}, title, list) : nobody, focus: () => title.focus(), draw() { list.replaceChildren(...pairs.map(card)); } };
}

function watch(app) {
  const { model, sheet } = app;
  const formNow = () => JSON.stringify(sheet.get("form") ?? null);
  let asked = formNow();
  // Who changes the questions goes on where they are: their page follows by itself.
  const free = whenFree(app.root);
  const rebuild = (form) => { // nobody's question goes away under their hands
    if (isStaff(app)) { app.form = form; app.redraw(); }
    else free(() => { app.form = form; app.open(app.at, false); });
  };
  const off = sheet.on(({ keys }) => {
    // The questions come from Python, which knows our forms; until it answers, the ones that are here stay.
    if (keys.has("form") && formNow() !== asked) {
      asked = formNow();
      app.way.ask({ ask: "form", changes: sheet.get("form") ?? null }).then(({ form }) => rebuild(form), (error) => app.say(error.message));
    }
    app.redraw();
  });
  const told = () => { if (JSON.stringify(model.get("_form")) !== JSON.stringify(app.form)) rebuild(model.get("_form") ?? {}); };
  const again = () => app.open(app.at < 0 ? -1 : placeOfPair(app, app.kept.get("pair")), false);
  const stop = whenDifferent(model, ["_pairs", "disabled", "description"], app.root, again);
  model.on("change:_form", told);
  return () => {
    off();
    stop();
    free.end();
    model.off("change:_form", told);
    cancelAnimationFrame(app.frame);
  };
}

export default { render };
