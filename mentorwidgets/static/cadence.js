// The meeting-cadence page: dates, shared hours, plans, posted times and calendars of a pair; a program's overview.
import { announcer, h, later, reopenDialogs, setText } from "./_dom.js";
import { emptyBox } from "./_empty.js";
import { catchDrops } from "./_files.js";
import { key, openWorksheet, parts } from "./_saver.js";
import { readersLabel } from "./_readers.js";
import { openAsking } from "./_asking.js";
import { whenDifferent } from "./_calm.js";
import { spare } from "./_cadence_words.js";
import { choice, labelled, tabsOver, tell } from "./_cadence_parts.js";
import { openTalk } from "./_cadence_talk.js";
import { addMeetingDeeds, makeDates, openMove } from "./_cadence_dates.js";
import { makeFind } from "./_cadence_find.js";
import { makePlan } from "./_cadence_plan.js";
import { makePosted } from "./_cadence_posted.js";
import { makeCalendar } from "./_cadence_calendar.js";
import { makeClosures, makeProgram } from "./_cadence_program.js";

const TABS = { own: ["meetings", "find", "plan", "posted", "calendar"], staff: ["program", "closures", "meetings", "find", "plan", "posted", "calendar"] };
const WORDS = { meetings: "Meetings", find: "Find a time", plan: "How often", posted: "Posted times", calendar: "Calendar", program: "All pairs", closures: "Closed days" };
const ROOMS = { meetings: makeDates, find: makeFind, plan: makePlan, posted: makePosted, calendar: makeCalendar, program: makeProgram, closures: makeClosures };

function render({ model, el }) {
  const live = announcer();
  const root = h("div", { class: "mw mwc", tabindex: "-1" });
  const sheet = openWorksheet(model);
  const app = { model, root, sheet, kept: sheet.kept, say: (words) => live.say(words), frame: 0, waiting: [], mine: new Map(), lost: new Map(), views: new Map() };
  readAll(app);
  app.playing = app.kept.get("playing", "mentor");
  app.tab = app.kept.get("tab");
  app.at = firstPair(app, app.kept.get("pair"));
  addDeeds(app);
  addMeetingDeeds(app);
  const build = () => rebuild(app, live);
  build();
  el.replaceChildren(root);
  const stop = watch(app, build);
  app.learn.now();
  reopen(app);
  const noDrops = catchDrops(root, ([file]) => dropped(app, file));
  return () => { stop(); noDrops(); app.rooms.close(); app.way.close(); app.sheet.close(); root.remove(); };
}

// A dialog about a meeting opens again as soon as its meeting is known.
function reopen(app) {
  const again = (open) => (pair, id) => {
    const go = () => { const meeting = app.pair() && app.pairKey() === pair && (app.view().meetings ?? []).find((one) => one.id === id); if (meeting) open(app, meeting); return !!meeting; };
    if (!go()) app.waiting.push(go);
  };
  reopenDialogs(app.kept, { talk: again(openTalk), move: again(openMove) });
}

/** A file that was dropped anywhere can only be one's own calendar. */
function dropped(app, file) {
  if (!app.rooms.find || app.role === "staff" || app.isOver()) { app.say("This page takes no files."); return; }
  app.show("find");
  app.rooms.find.bring(file);
}

/** What Python says of the page: whose it is, its pairs and its program. */
function readAll(app) {
  const { model } = app, viewer = model.get("_viewer") ?? {};
  Object.assign(app, { role: viewer.role ?? "staff", me: viewer.person ?? "", zone: viewer.zone ?? "UTC", pairs: model.get("_pairs") ?? [] });
  for (const [name, view] of Object.entries(model.get("_views") ?? {})) app.views.set(name, view);
  app.program = { name: "", words: {}, weekStart: 0, preset: "fortnightly", hours: 4, today: new Date().toISOString().slice(0, 10), ...model.get("_program") };
}

const keyOf = (pair) => key(pair.mentee, pair.mentor, pair.purpose);

/** The place of the pair that was shown; else of the first one that has not ended, else of the first. */
function firstPair(app, before) {
  const place = (fits) => app.pairs.findIndex(fits);
  return [place((pair) => keyOf(pair) === before), place((pair) => !pair.ended), 0].find((at) => at >= 0);
}

const OF_PAIRS = ["rule", "meeting", "talk", "note", "hours", "busy"];

function addDeeds(app) {
  const { model, sheet } = app;
  app.isOff = () => model.get("disabled") === true;
  app.isOver = () => app.isOff() || app.pair()?.ended === true; // what belongs to the pair that is shown can only be read
  app.pair = () => app.pairs[app.at];
  app.names = () => { const pair = app.pair(); return [pair.mentee, pair.mentor, pair.purpose]; };
  app.pairKey = () => keyOf(app.pair());
  app.pick = (at) => { app.at = at; app.kept.set("pair", app.pairKey()); };
  app.view = () => app.views.get(app.pairKey()) ?? {};
  app.side = () => (app.role === "practice" ? app.playing : app.role === "staff" ? "" : !app.pair() ? app.role : app.pair().mentor === app.me ? "mentor" : "mentee");
  app.nameOf = (side) => app.pair().names[side] ?? side;
  app.mayTalk = () => app.role !== "staff";
  app.edit = (list, say, options = {}) => { // gives whether it was done: nothing is said to be done that was not
    const isOver = app.isOff() || list.some(([name]) => pairOfField(app, name)?.ended);
    if (isOver) app.say(app.isOff() ? "Changes are switched off here." : "This pair has ended. Its plan can only be read.");
    else sheet.all(list, { say, ...options });
    return !isOver;
  };
  app.change = (name, changes, options = {}) => { // one part of a field: the other one may change another part meanwhile
    app.mine.set(name, { ...app.mine.get(name), ...changes });
    sheet.set(name, spare({ ...sheet.get(name), ...changes }), options);
  };
  app.redraw = () => { cancelAnimationFrame(app.frame); app.frame = requestAnimationFrame(() => drawAll(app)); };
  app.show = (tab, focus = true) => { app.tab = tab; app.kept.set("tab", tab); drawAll(app); if (focus) app.rooms.tabs.focus(tab); };
  addAsking(app);
}

/** The pair that a field belongs to; undefined where it is the program's, or a mentor's own. */
function pairOfField(app, name) {
  const [kind, ...names] = parts(name);
  return OF_PAIRS.includes(kind) ? app.pairs.find((pair) => keyOf(pair) === key(...names.slice(0, 3))) : undefined;
}

function addAsking(app) {
  const { model, sheet } = app;
  app.way = openAsking(model, "cadence", { patience: 30_000, silent: "This page cannot plan right now. What you save is kept. Load the page again to go on planning." });
  app.ask = (what, more = {}) => {
    const question = { ask: what, pair: app.names(), side: app.side(), ...more };
    return app.way.ask({ fields: fieldsOf(sheet, question.pair), ...question });
  };
  let turn = 0;
  app.learn = later(150, async () => {
    if (!app.pair()) return;
    const mine = (turn += 1), name = app.pairKey();
    try {
      const { view } = await app.ask("plan");
      if (mine !== turn && app.pairKey() !== name) return;
      app.views.set(name, view);
      app.trouble = "";
      for (const go of app.waiting.splice(0)) go();
    } catch (error) { app.trouble = error.message; }
    app.redraw();
  });
}

/** What this page shows is newer than what the kernel heard of it. Notes for oneself are nobody's business there. */
function fieldsOf(sheet, pair) {
  const taken = (name) => pair && name.startsWith(`${key("posted", pair[1])}/`) && sheet.get(name) === pair[0]; // of the times only those between the two
  const ours = (name) => name.startsWith("closures/") || taken(name) || (pair ? name.split("/").slice(1, 4).join("/") === key(...pair) : true);
  return Object.fromEntries(sheet.keys().filter((name) => !name.startsWith("note/") && ours(name)).map((name) => [name, sheet.get(name)]));
}

function watch(app, build) {
  const off = app.sheet.on(({ keys }) => {
    for (const name of keys) settle(app, name);
    if ([...keys].some((name) => /^(rule|meeting|talk|busy|closures|posted)\//.test(name))) app.learn();
    app.redraw();
  });
  const again = () => {
    const before = app.pair() && app.pairKey();
    readAll(app);
    app.at = firstPair(app, before);
    build();
    app.learn.now();
  };
  const told = (content) => { if (content?.kind === "error" && app.sheet.facts().way === "none") { app.trouble = content.error; app.redraw(); } };
  const stop = whenDifferent(app.model, ["_pairs", "_program", "_viewer", "disabled", "description"], app.root, again);
  app.model.on("msg:custom", told);
  return () => {
    off();
    stop();
    app.model.off("msg:custom", told);
    app.learn.cancel();
    cancelAnimationFrame(app.frame);
  };
}

/** Two who write at the same time: each part keeps its newest words; who came first to a posted time has it. */
function settle(app, name) {
  const isClash = app.sheet.trouble(name)?.kind === "conflict";
  if (isClash && name.startsWith("posted/")) {
    app.lost.set(name, "Somebody else took this time a moment ago. Please choose another one.");
    app.sheet.resolve(name, "theirs");
    app.say(app.lost.get(name));
  } else if (isClash && app.mine.has(name)) {
    const changes = app.mine.get(name);
    app.mine.delete(name);
    app.sheet.resolve(name, "theirs");
    app.change(name, changes);
  } else if (app.sheet.state(name) === "saved") app.mine.delete(name);
}

function rebuild(app, live) {
  app.rooms?.close();
  const title = h("h2", {}, app.model.get("description") || (app.program.name || "Meetings"));
  const readers = h("div", {}), trouble = h("p", { class: "mwc-note", role: "alert", hidden: true });
  if (!app.pairs.length) {
    const posted = makePosted(app);
    app.rooms = { close() {}, draw: () => posted.draw() };
    app.root.replaceChildren(app.sheet.bar, h("header", { class: "mwc-head" }, title), app.role === "staff" ? emptyBox("No pairs yet", "As soon as two people both say yes, they plan their meetings here.") : emptyBox("No pair yet", "As soon as you both say yes, you plan your meetings here."), h("section", { class: "mwc-stack" }, h("h3", {}, WORDS.posted), posted.node), live.node);
    drawAll(app);
    return;
  }
  const tabs = TABS[app.role === "staff" ? "staff" : "own"];
  const made = Object.fromEntries(tabs.map((name) => [name, ROOMS[name](app)]));
  const list = tabsOver(tabs.map((name) => [name, WORDS[name], made[name].node]), "Views", (name) => app.show(name, false));
  app.choose = (tab) => { app.showsAll = false; app.tab = tab ?? app.tab; app.kept.set("tab", app.tab); rebuild(app, live); app.learn.now(); (tab ? app.rooms.tabs : app.rooms.who).focus(app.tab); };
  const who = makeWho(app, () => app.choose());
  app.rooms = { ...made, tabs: list, who, close: () => Object.values(made).forEach((room) => room.close?.()), draw() {
    list.draw(app.tab);
    made[app.tab].draw();
    who.draw();
    tell(trouble, app.trouble ?? "");
  } };
  if (!tabs.includes(app.tab)) app.tab = tabs[0];
  if (app.role !== "staff") readers.append(readersLabel(app.model, key("rule", ...app.names())) ?? "");
  app.root.replaceChildren(app.sheet.bar, h("header", { class: "mwc-head" }, title, who.node, readers), trouble, list.node, live.node);
  drawAll(app);
}

/** Whose meetings: a chooser where there are several pairs, and in practice which of the two one plays. */
function makeWho(app, onchange) {
  const words = h("p", { class: "mwc-with" }), over = h("p", { class: "mw-soft", hidden: true });
  const label = (pair) => (app.role === "mentor" || app.role === "mentee" ? `${pair.names[pair.mentor === app.me ? "mentee" : "mentor"]}` : `${pair.names.mentee} and ${pair.names.mentor}`) + (app.pairs.some((other) => other !== pair && other.mentor === pair.mentor && other.mentee === pair.mentee) ? `, ${pair.purpose}` : "");
  const option = (pair) => `${label(pair)}${pair.ended ? " (ended)" : ""}`;
  const pick = choice(app.pairs.map((pair, at) => [at, option(pair)]), { onchange: () => { app.pick(Number(pick.value)); onchange(); } });
  pick.value = String(app.at);
  const play = choice([["mentor", "the mentor"], ["mentee", "the mentee"]], { onchange: () => { app.playing = play.value; app.kept.set("playing", app.playing); onchange(); } });
  play.value = app.playing;
  const several = labelled(app.role === "staff" ? "Pair" : "Your meetings with", pick), playing = labelled("You play", play, "This page is to practise with. Nothing is saved.");
  several.hidden = app.pairs.length < 2;
  playing.hidden = app.role !== "practice";
  return { node: h("div", { class: "mwc-who" }, words, several, playing, over), focus: () => (playing.hidden ? pick : play).focus(), draw() {
    const isOfAll = app.tab === "program" || app.tab === "closures"; // the program's own, whichever pair is shown
    several.hidden = app.pairs.length < 2 || isOfAll;
    words.classList.toggle("mwc-paper", app.pairs.length > 1); // on paper nobody can look into the chooser
    setText(words, app.role === "practice" || (several.hidden && app.pairs.length > 1) ? "" : `With ${label(app.pair())}.`);
    tell(over, app.pair().ended && !isOfAll ? "This pair has ended; its meetings can be read." : "");
  } };
}

function drawAll(app) {
  app.root.dataset.tab = app.tab ?? "";
  app.rooms.draw();
  app.root.dataset.ready = "yes";
}

export default { render };
