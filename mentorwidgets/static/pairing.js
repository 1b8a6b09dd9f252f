// PairingPicker: a coordinator or a mentee browses mentors, shortlists, chooses, and follows the pairs; a mentor answers.
import { whenDifferent } from "./_calm.js";
import { announcer, h, reopenDialogs, setText, uid } from "./_dom.js";
import { catchDrops } from "./_files.js";
import { key, openWorksheet } from "./_saver.js";
import { button, keepFocus, showText } from "./_pairing_parts.js";
import { commonTerms, indexOf } from "./_pairing_find.js";
import { hasNewcomer, ownWords, placeFacts } from "./_pairing_own.js";
import { isLive, isNeeding, openLedger, personAs, progress, shortlistOf, standing } from "./_pairing_ledger.js";
import { capital } from "./_pairing_words.js";
import { COMPARED, openCompare } from "./_pairing_compare.js";
import { openChoose, openProfile } from "./_pairing_profile.js";
import { openRepair } from "./_pairing_repair.js";
import { makeBrowse } from "./_pairing_browse.js";
import { makeChooser, menteesFor } from "./_pairing_chooser.js";
import { makeDesk } from "./_pairing_desk.js";
import { makeFolk } from "./_pairing_folk.js";
import { heldWords } from "./_pairing_names.js";
import { countLive, makePairs } from "./_pairing_pairs.js";
import { keepBoth } from "./_pairing_draft.js";
import { openAsking } from "./_asking.js";
import { makePropose, newPlan } from "./_pairing_propose.js";

const TABS = { mentee: ["browse", "pairs"], mentor: ["pairs"], office: ["browse", "pairs", "people", "propose"] };

/** Show the picker; gives back what takes it down again. */
export function render({ model, el }) {
  const root = h("div", { class: "mw mwp", tabindex: "-1" });
  const live = announcer();
  const sheet = openWorksheet(model), { kept } = sheet;
  const app = { model, root, id: uid("mwp"), sheet, kept, say: live.say, who: kept.get("who", ""), tab: kept.get("tab", ""), compare: kept.get("compare", []), troubled: new Set(), plan: { ...newPlan(), ...kept.get("proposal") }, isOff: () => !!model.get("disabled") };
  const viewer = model.get("_viewer") ?? {};
  const own = viewer.role in TABS && viewer.role !== "office";
  Object.assign(app, { own, role: viewer.role, me: own ? viewer.person : "", tabs: TABS[own ? viewer.role : "office"] });
  app.way = openAsking(model, "pairing");
  addDeeds(app);
  const build = () => rebuild(app, live);
  build();
  el.replaceChildren(root);
  const stop = watch(app, build);
  reopen(app);
  const noDrops = catchDrops(root, () => app.say("This page takes no files. A roster is brought in on its own page."));
  return () => { stop(); noDrops(); app.parts.close(); app.way.close(); app.sheet.close(); root.remove(); };
}

function watch(app, build) {
  const names = ["_people", "_program", "_bars", "_taken", "_asked", "_held", "disabled", "description"];
  const size = new ResizeObserver(() => app.fit());
  const onPaper = (yes) => { app.root.classList.toggle("mwp-printing", yes); app.parts.pairs.showAll(yes); if (app.tab === "propose") app.parts.propose.draw(); };
  const paper = [() => onPaper(true), () => onPaper(false)];
  const off = app.sheet.on(({ keys }) => {
    keepBoth(app.sheet, keys);
    for (const name of keys) app.sheet.trouble(name) ? app.troubled.add(name) : app.troubled.delete(name);
    if ([...keys].some((name) => !name.startsWith("note/"))) app.ledger.refresh();
    if ([...keys].some((name) => name.startsWith("meant/"))) app.freshBars();
    app.redraw();
  });
  // Without a store nobody else passes on why the kernel refused a change.
  const refused = (content) => { if (content?.kind === "error" && app.sheet.facts().way === "none") app.parts.head.warn(content.error); };
  app.model.on("msg:custom", refused);
  const stop = whenDifferent(app.model, names, app.root, build);
  size.observe(app.root);
  addEventListener("beforeprint", paper[0]);
  addEventListener("afterprint", paper[1]);
  return () => {
    off();
    size.disconnect();
    app.model.off("msg:custom", refused);
    stop();
    removeEventListener("beforeprint", paper[0]);
    removeEventListener("afterprint", paper[1]);
    cancelAnimationFrame(app.frame);
  };
}

// What the rooms ask for: each deed changes the worksheet or the view, and says so.
function addDeeds(app) {
  app.edit = (list, say, undo = true) => { if (!app.isOff()) app.sheet.all(list, { say, undo }); };
  app.redraw = () => { cancelAnimationFrame(app.frame); app.frame = requestAnimationFrame(() => drawAll(app)); };
  // What this page shows is newer than what Python heard of it. Notes on pairs are nobody's business there.
  app.fieldsNow = () => Object.fromEntries(app.sheet.keys().filter((name) => !name.startsWith("note/")).map((name) => [name, app.sheet.get(name)]));
  app.ask = (question, slow) => app.way.ask({ fields: app.fieldsNow(), ...question }, slow);
  // Once it is said who is meant by a name, other pairs can be made, or cannot.
  app.freshBars = () => app.ask({ ask: "bars" }).then(({ bars }) => { app.ledger.bars = bars; app.redraw(); }, () => {});
  app.showNames = () => { app.show("propose", false); app.parts.propose.names(); };
  app.toggleWish = (id) => {
    const list = shortlistOf(app.ledger, app.who);
    const name = app.ledger.name(id);
    const has = list.includes(id);
    app.edit([[key("shortlist", app.who), has ? list.filter((other) => other !== id) : [...list, id]]], has ? `${name} is off the shortlist` : `${name} is on the shortlist`);
  };
  app.toggleCompare = (id) => {
    const has = app.compare.includes(id);
    if (!has && app.compare.length === COMPARED) { app.say(`${COMPARED} can stand side by side. Take one off first.`); return; }
    keepCompared(app, has ? app.compare.filter((other) => other !== id) : [...app.compare, id]);
    app.redraw();
    app.say(`${app.ledger.name(id)} ${has ? "is no longer compared" : `is compared, ${app.compare.length} of ${COMPARED}`}`);
  };
  app.choosing = (id, go = false) => {
    setWho(app, id);
    if (go) app.show("browse");
    drawAll(app);
    app.say(`Choosing for ${app.ledger.name(id)}: ${standing(app.ledger, id).words}`);
    if (go) app.parts.desk.node.querySelector("h3")?.focus();
  };
  app.show = (tab, focus = true) => { app.tab = tab; app.kept.set("tab", tab); drawAll(app); if (focus) app.parts.tabs.focus(); };
  app.showPair = (pair) => { app.show("pairs", false); app.parts.pairs.reveal(pair); };
  app.fit = () => { const wide = app.root.clientWidth >= 900; if (wide !== app.wide) { app.wide = wide; app.parts.browse.openFilters(wide); } };
}

const keepCompared = (app, ids) => { app.compare = ids; app.kept.set("compare", ids); };

// The dialogs that a page had open when it was loaded anew, each with what it is about.
function reopen(app) {
  app.clearCompared = () => { keepCompared(app, []); app.redraw(); };
  reopenDialogs(app.kept, {
    profile: (id, role) => openProfile(app, id, role), compare: (ids) => openCompare(app, ids),
    choose: (id, who) => { if (who === app.who) openChoose(app, id); },
    repair: (name) => { const pair = app.ledger.pairs.find((one) => one.key === name); if (pair) openRepair(app, pair); },
    details: (name) => app.parts.propose.openDetails(name),
  });
}

function setWho(app, id) {
  app.who = id;
  app.kept.set("who", id);
  const shared = commonTerms(personAs(app.ledger, id, "mentee"), app.ledger.mentors);
  app.common = (at) => shared[at] ?? [];
}

function rebuild(app, live) {
  app.parts?.close();
  const { model } = app;
  const program = { name: "", slug: "", purposes: ["Mentoring"], stale_days: 365, capacity: 1, terms: {}, today: "", ...model.get("_program") };
  app.ledger = openLedger(app.sheet, model.get("_people") ?? [], program, model.get("_bars") ?? {}, { me: app.me, taken: model.get("_taken") ?? {}, held: () => heldWords(app) });
  app.mayChoose = !app.own || program.choosing !== false;
  app.index = indexOf(app.ledger.mentors, program);
  app.compare = app.compare.filter((id) => app.ledger.byId.has(id));
  if (app.own) setWho(app, app.role === "mentee" && app.ledger.byId.has(app.me) ? app.me : "");
  else setWho(app, app.ledger.byId.has(app.who) ? app.who : menteesFor(app.ledger, "")[0]?.person.id ?? "");
  const rooms = { head: makeHead(app), desk: makeDesk(app), browse: makeBrowse(app), pairs: makePairs(app), folk: makeFolk(app), propose: makePropose(app) };
  rooms.tabs = makeTabs(app, { browse: h("div", {}, rooms.desk.node, rooms.browse.node), pairs: rooms.pairs.node, people: rooms.folk.node, propose: rooms.propose.node });
  rooms.close = () => { rooms.browse.close(); rooms.folk.close(); };
  if (!app.tabs.includes(app.tab)) app.tab = app.own && app.ledger.pairs.some(isLive) ? "pairs" : app.tabs[0];
  app.parts = rooms;
  app.wide = undefined;
  keepFocus(app.root, () => app.root.replaceChildren(app.sheet.bar, rooms.head.node, rooms.tabs.node, live.node));
  app.fit();
  drawAll(app);
}

function drawAll(app) {
  const { head, desk, browse, pairs, folk, propose, tabs } = app.parts;
  app.root.dataset.tab = app.tab;
  app.root.classList.toggle("mwp-off", app.isOff());
  head.draw();
  tabs.draw();
  if (app.tab === "browse") { desk.draw(); browse.draw(); }
  else if (app.tab === "people") folk.draw();
  else if (app.tab === "propose") propose.draw();
  pairs.draw();
}

function makeHead(app) {
  if (app.own) return makeOwnHead(app);
  const title = app.model.get("description") || app.ledger.program.name || "Pairing";
  const words = { done: h("strong", {}), next: h("span", {}) };
  const line = h("div", { class: "mwp-line", "aria-hidden": "true" }, h("div", {}));
  const next = button("Next who needs someone", () => app.choosing(nextNeeding(app)), { class: "mw-btn mw-plain" });
  const chooser = makeChooser(app, next);
  const off = h("p", { class: "mwp-note", hidden: !app.isOff() }, "You can look at everything here. Changes are switched off.");
  const warning = h("p", {});
  const warned = h("div", { class: "mwp-note", hidden: true }, warning, h("p", { class: "mwp-row" }, button("All right", () => { warned.hidden = true; chooser.input.focus(); })));
  const held = h("p", {});
  const holding = h("section", { class: "mwp-note", hidden: true }, held, h("p", { class: "mwp-row" }, button("Say who is meant", () => app.showNames())));
  const choose = h("div", { class: "mwp-choose-row", hidden: !app.ledger.mentees.length }, chooser.node);
  return {
    node: h("header", { class: "mwp-head" }, h("div", { class: "mwp-head-words" }, h("h2", {}, title), h("p", {}, words.done, " ", words.next), line), choose, holding, off, warned),
    warn(words) { setText(warning, words); warned.hidden = false; app.say(words); },
    draw() {
      const now = progress(app.ledger);
      setText(words.done, now.done);
      showText(words.next, now.next);
      line.firstChild.style.inlineSize = `${now.taking ? Math.round((100 * now.paired) / now.taking) : 0}%`;
      chooser.draw();
      setText(held, heldWords(app));
      keepFocus(app.root, () => { holding.hidden = !heldWords(app) || app.tab === "propose"; });
      keepFocus(app.root, () => { next.hidden = !nextNeeding(app); });
    },
  };
}

function makeOwnHead(app) {
  const title = app.model.get("description") || app.ledger.program.name || "Pairing";
  const words = { done: h("strong", {}), next: h("span", {}) };
  const places = h("p", { class: "mw-hint" });
  const warning = h("p", {});
  const warned = h("div", { class: "mwp-note", hidden: true }, warning);
  const held = h("p", { class: "mwp-note" });
  const newcomer = h("div", { class: "mwp-note mwp-good", hidden: true }, h("p", {}, "There is somebody new for you. Load this page again to read who it is."), h("p", { class: "mwp-row" }, button("Load this page again", () => location.reload())));
  return {
    node: h("header", { class: "mwp-head mwp-own-head" }, h("div", { class: "mwp-head-words" }, h("h2", {}, title), h("p", {}, words.done, " ", words.next), places), held, newcomer, warned),
    warn(said) { setText(warning, said); warned.hidden = false; app.say(said); },
    draw() {
      const now = ownWords(app);
      setText(words.done, now.done);
      showText(words.next, now.next);
      showText(places, placeFacts(app));
      showText(held, heldWords(app));
      newcomer.hidden = !hasNewcomer(app);
    },
  };
}

function nextNeeding(app) {
  const open = menteesFor(app.ledger, "").filter(({ where }) => isNeeding(where.code)).map(({ person }) => person.id);
  return open[(open.indexOf(app.who) + 1) % open.length] ?? "";
}

function makeTabs(app, panels) {
  const names = app.tabs;
  if (names.length === 1) return { node: h("div", { class: `mwp-panel-${names[0]}` }, panels[names[0]]), focus: () => app.root.focus(), draw: () => {} };
  const ids = names.map((name) => [`${app.id}-${name}-tab`, `${app.id}-${name}`]);
  const counted = (words, n) => `${words} (${n.toLocaleString("en")})`;
  const words = {
    browse: () => counted(capital(app.ledger.term("mentors")), app.ledger.mentors.length),
    pairs: () => counted(app.own ? "Your pairs" : "Pairs", countLive(app)),
    people: () => counted(capital(app.ledger.term("mentees")), app.ledger.mentees.length),
    propose: () => counted("Propose", app.parts.propose.count()),
  };
  const tabs = names.map((name, i) => h("button", { type: "button", role: "tab", id: ids[i][0], class: "mwp-tab", "aria-controls": ids[i][1], onclick: () => app.show(name) }));
  const boxes = names.map((name, i) => h("div", { role: "tabpanel", id: ids[i][1], class: `mwp-panel mwp-panel-${name}`, "aria-labelledby": ids[i][0], tabindex: "-1" }, panels[name]));
  const list = h("div", { role: "tablist", class: "mwp-tabs", "aria-label": "Views" }, ...tabs);
  list.addEventListener("keydown", (event) => {
    const to = { ArrowRight: 1, ArrowLeft: -1, Home: -99, End: 99 }[event.key];
    if (!to) return;
    event.preventDefault();
    const at = Math.abs(to) > 1 ? (to < 0 ? 0 : names.length - 1) : (names.indexOf(app.tab) + to + names.length) % names.length;
    app.show(names[at]);
  });
  return {
    node: h("div", {}, list, ...boxes),
    focus: () => tabs[names.indexOf(app.tab)].focus(),
    draw: () => names.forEach((name, i) => {
      const on = app.tab === name;
      tabs[i].setAttribute("aria-selected", String(on));
      tabs[i].tabIndex = on ? 0 : -1;
      setText(tabs[i], words[name]());
      boxes[i].hidden = !on;
    }),
  };
}

export default { render };
