// The pairs, grouped by where they stand, with what can happen next. Nobody is ever asked whose fault an ending is.
import { fold, h, openDialog, patch, setText, uid } from "./_dom.js";
import { emptyBox } from "./_empty.js";
import { avatar, button, dialogHead, keepFocus, showText, tags, troubleNote } from "./_pairing_parts.js";
import { agreeEdit, isLive, moveEdit, noteKey, personAs, standingPairs, STATUS_WORDS } from "./_pairing_ledger.js";
import { tieText } from "./_typed.js";
import { canRepair } from "./_pairing_draft.js";
import { openRepair } from "./_pairing_repair.js";
import { capital, countWords, dateWords } from "./_pairing_words.js";
import { endNow, ownActions, ownYes, partnerOf } from "./_pairing_own.js";
import { openProfile } from "./_pairing_profile.js";
import { readersLabel, readersOf } from "./_readers.js";
import { downloadPairs, printIntroductions, printPairs } from "./_pairing_print.js";

const PAIRS_SHOWN = 30;
const GROUPS = ["proposed", "confirmed", "active", "paused", "ended"];
const GROUP_WORDS = { proposed: "Waiting for a yes", confirmed: "Both said yes: ready to begin", active: "Meeting", paused: "Paused", ended: "Ended" };
const ORIGIN_WORDS = { chosen: "chosen", assigned: "assigned", hybrid: "decided together" };

/** Make the view of all pairs. */
export function makePairs(app) {
  const view = { app, text: app.kept.get("pairs", ""), parts: new WeakMap(), rows: new Map(), empty: h("div", {}), all: false };
  const id = uid("find");
  const search = h("input", { id, class: "mw-input", type: "search", autocomplete: "off", value: view.text, oninput: () => { view.text = search.value; app.kept.set("pairs", view.text); drawPairs(view); app.say(countWords(shownPairs(view).length, "pair")); } });
  view.search = h("div", { class: "mwp-grow" }, h("label", { class: "mw-label", for: id }, "Find a pair"), search);
  const deeds = app.own ? [button("Print our introduction", () => printIntroductions(app))] : [button("Download pairs (CSV)", () => downloadPairs(app)), button("Print introductions", () => printIntroductions(app)), button("Print all pairs", () => printPairs(app))];
  view.tools = h("div", { class: "mwp-controls" }, app.own ? "" : view.search, h("div", { class: "mwp-row" }, ...deeds));
  const label = readersLabel(app.model, "pair/-/-/-");
  if (label) view.tools.append(h("div", { class: "mwp-all" }, label));
  view.groups = GROUPS.map((status) => makeGroupOf(view, status));
  view.node = h("div", {}, view.tools, view.empty, ...view.groups.map((group) => group.node));
  return { node: view.node, draw: () => drawPairs(view), reveal: (pair) => reveal(view, pair, search), showAll(yes) { view.all = yes; drawPairs(view); } };
}

function shownPairs(view) {
  const words = fold(view.text).split(" ").filter(Boolean);
  const { ledger } = view.app;
  if (!words.length) return ledger.pairs;
  return ledger.pairs.filter((pair) => {
    const known = ` ${fold([ledger.name(pair.mentee), ledger.name(pair.mentor), pair.purpose].join(" "))}`;
    return words.every((word) => known.includes(` ${word}`));
  });
}

function drawPairs(view) {
  const { app } = view;
  const pairs = shownPairs(view);
  view.tools.hidden = !app.ledger.pairs.length;
  keepFocus(app.root, () => {
    for (const group of view.groups) group.draw(pairs.filter((pair) => pair.status === group.status));
  });
  const mark = app.ledger.pairs.length ? (pairs.length ? "" : "none") : "empty";
  if (view.empty.dataset.mark === mark) return;
  view.empty.dataset.mark = mark;
  view.empty.replaceChildren(...({
    "": [], none: [emptyBox("No pair has these words", "Try the beginning of a name.")],
    empty: [app.own ? emptyBox("No pair yet", app.role === "mentee" ? `Put a ${app.ledger.term("mentor")} on your shortlist, and ask. The pair then waits here for both of you to say yes.` : `When a ${app.ledger.term("mentee")} asks for you, or your coordinator has an idea, you read it here first.`) : emptyBox("No pairs yet", `Choose someone among the ${app.ledger.term("mentors")}: open a profile, put it on the shortlist, and choose. The pair then waits here for both to say yes.`, button("Browse profiles", () => app.show("browse")))],
  }[mark]));
}

function makeGroupOf(view, status) {
  const title = h("h3", { tabindex: "-1", "data-home": "" });
  const list = h("ul", { role: "list", class: "mwp-pairs" });
  let shown = PAIRS_SHOWN;
  let last = [];
  const more = button("", () => { shown += PAIRS_SHOWN; drawGroup(last); list.children[shown - PAIRS_SHOWN]?.querySelector("button, textarea, summary")?.focus(); });
  const node = h("section", { class: `mwp-group mwp-${status}` }, title, list, more);
  const drawGroup = (pairs) => {
    last = pairs;
    const most = view.all ? pairs.length : shown;
    node.hidden = !pairs.length;
    setText(title, `${GROUP_WORDS[status]} (${pairs.length})`);
    patch(list, pairs.slice(0, most), (pair) => pair.key, (pair) => rowOf(view, pair), (item, pair) => updatePair(view, item, pair));
    more.hidden = pairs.length <= most;
    if (!more.hidden) setText(more, `Show ${Math.min(PAIRS_SHOWN, pairs.length - most)} more`);
  };
  return { node, status, draw: drawGroup };
}

const whoWords = (app, pair) => `${app.ledger.name(pair.mentee)} and ${app.ledger.name(pair.mentor)}`;

// A pair keeps its row when it moves to another group: somebody else's change must not take the cursor out of a note.
function rowOf(view, pair) {
  const row = view.rows.get(pair.key) ?? makePair(view, pair);
  view.rows.set(pair.key, row);
  return row;
}

function makePair(view, pair) {
  const { app } = view;
  const part = { facts: h("p", { class: "mw-hint" }), yes: h("p", { class: "mwp-yes" }), actions: h("div", { class: "mwp-row" }), troubles: h("ul", { role: "list", class: "mwp-notes" }), note: makeNote(app, pair) };
  if (app.own) return makeOwnPair(view, pair, part);
  const side = (id, word) => h("span", { class: "mwp-side" }, avatar(app.ledger.byId.get(id)), h("span", {}, h("strong", { class: "mw-block" }, app.ledger.name(id)), h("span", { class: "mw-hint" }, app.ledger.term(word))));
  const node = h("li", { class: "mwp-pair mw-card" },
    h("h4", { class: "mwp-pair-who", tabindex: "-1", "data-home": "" }, side(pair.mentee, "mentee"), h("span", { class: "mwp-with", "aria-hidden": "true" }, "+"), h("span", { class: "mw-sr" }, " with "), side(pair.mentor, "mentor")),
    h("div", { class: "mwp-pair-facts" }, part.facts, part.yes), part.actions, part.troubles, part.note.node, part.note.paper);
  view.parts.set(node, part);
  return node;
}

// The partner only, whose profile opens; nobody is told what a coordinator noted.
function makeOwnPair(view, pair, part) {
  const { app } = view;
  const id = partnerOf(app, pair);
  const role = id === pair.mentor ? "mentor" : "mentee";
  const person = personAs(app.ledger, id, role);
  const name = person?.roles.length ? button(app.ledger.name(id), () => openProfile(app, id, role), { class: "mwp-name", "aria-haspopup": "dialog" }) : h("strong", {}, capital(app.ledger.name(id)));
  const word = app.ledger.term(role);
  const reach = person?.email ? h("a", { href: `mailto:${encodeURIComponent(person.email)}`, class: "mwp-reach" }, person.email) : null;
  const node = h("li", { class: "mwp-pair mw-card" },
    h("h4", { class: "mwp-pair-who", tabindex: "-1", "data-home": "" }, h("span", { class: "mwp-side" }, avatar(person ?? { id, name: "?" }), h("span", {}, name, h("span", { class: "mw-hint mw-block" }, `Your ${word}`)))), h("div", { class: "mwp-pair-facts" }, part.facts, part.yes, reach), topics(app, person, role === "mentor" ? "offers" : "wants") ?? h("span", {}), part.actions, part.troubles);
  view.parts.set(node, part);
  return node;
}

function topics(app, person, field) {
  const shown = [...new Set([...(person?.[field] ?? []), ...(person?.interests ?? [])])].slice(0, 5);
  return shown.length ? h("div", { class: "mwp-topics" }, h("p", { class: "mw-hint" }, field === "wants" ? "Would like help with" : "Can help with"), tags(shown)) : null;
}

function updatePair(view, node, pair) {
  const { app } = view;
  const part = view.parts.get(node);
  const origin = ORIGIN_WORDS[pair.origin] ?? pair.origin;
  setText(part.facts, [pair.purpose, origin, sinceWords(pair)].filter(Boolean).join(" · "));
  showText(part.yes, pair.status !== "proposed" ? "" : app.own ? ownYes(app, pair) : yesWords(app, pair));
  patch(part.actions, app.isOff() ? [] : actionsFor(app, pair), (action) => action.words, (action) => button(action.words, () => action.run(pairNow(app, pair.key)), { about: `(${app.own ? app.ledger.name(partnerOf(app, pair)) : whoWords(app, pair)})`, class: `mw-btn ${action.tone ?? ""}` }));
  const troubles = [pair.key, noteKey(pair)].map((field) => [field, app.sheet.trouble(field)]).filter(([, trouble]) => trouble);
  patch(part.troubles, troubles, ([field, trouble]) => field + trouble.kind + trouble.at, ([field, trouble]) => troubleNote(app, field, trouble));
  part.note.draw();
}

function sinceWords({ status, since }) {
  if (!since) return "";
  if (status === "ended") return `ended ${dateWords(since)}`;
  return `${status === "proposed" ? "" : `${STATUS_WORDS[status].toLowerCase()} `}since ${dateWords(since)}`;
}

const pairNow = (app, key) => app.ledger.pairs.find((pair) => pair.key === key);

function yesWords(app, pair) {
  const waiting = [!pair.mentee_yes && app.ledger.name(pair.mentee), !pair.mentor_yes && app.ledger.name(pair.mentor)].filter(Boolean);
  return `Still to say yes: ${waiting.join(" and ")}`;
}

function actionsFor(app, pair) {
  if (app.own) return ownActions(app, pair, (now) => askToEnd(app, now));
  const name = { mentee: app.ledger.name(pair.mentee), mentor: app.ledger.name(pair.mentor) };
  const yes = (side) => ({ words: `${name[side]} says yes`, tone: "mwp-go", run: (now) => app.edit([agreeEdit(app.ledger, now, side)], `${name[side]} says yes`) });
  const move = (words, status, said, tone) => ({ words, tone, run: (now) => app.edit([moveEdit(app.ledger, now, status)], `${whoWords(app, pair)}: ${said}`) });
  const end = { words: "End…", tone: "mw-plain", run: (now) => askToEnd(app, now) };
  const anew = canRepair(app.ledger, pair) ? [{ words: "Find somebody new", tone: "mwp-go", run: (now) => app.ledger.held() ? app.showNames() : openRepair(app, now) }] : [];
  const steps = {
    proposed: [!pair.mentee_yes && yes("mentee"), !pair.mentor_yes && yes("mentor"), { words: "Take back", tone: "mw-plain", run: (now) => app.edit([[now.key, null]], `${whoWords(app, pair)} are no longer proposed`) }],
    confirmed: [move("They begin", "active", "they have begun", "mw-main"), end],
    active: [move("Pause", "paused", "paused"), end],
    paused: [move("Go on", "active", "they go on", "mw-main"), end],
    ended: [],
  };
  return [...anew, ...(steps[pair.status] ?? [])].filter(Boolean);
}

function askToEnd(app, pair) {
  if (app.own) { askOwnEnd(app, pair); return; }
  const title = `End the pair of ${whoWords(app, pair)}?`;
  openDialog(app.root, title, (close) => [
    dialogHead(title, close),
    h("p", {}, "Pairs end for many good reasons, and nobody has to give one. Thank them both for the time they gave."),
    h("p", {}, `${app.ledger.name(pair.mentee)} goes back among those who look for a ${app.ledger.term("mentor")}, and the place of ${app.ledger.name(pair.mentor)} is free again. You can undo this.`),
    h("div", { class: "mwp-row" },
      button("End without fault", () => { close(); app.edit([moveEdit(app.ledger, pairNow(app, pair.key) ?? pair, "ended")], `${whoWords(app, pair)} have ended as a pair`); }, { class: "mw-btn mw-main" }),
      button("Keep the pair", close)),
  ]);
}

function askOwnEnd(app, pair) {
  const name = app.ledger.name(partnerOf(app, pair));
  const isNew = pair.status === "proposed";
  const title = isNew ? `Say no to a pair with ${name}?` : `End your pair with ${name}?`;
  openDialog(app.root, title, (close) => [
    dialogHead(title, close),
    h("p", {}, isNew ? "That is fine. You need not say why, and nobody will ask you." : "Pairs end for many good reasons. You need not give one, and nobody is asked whose doing it was."),
    h("p", {}, `${capital(name)} and your coordinator read here that it has ended. Your coordinator can help you both with what comes next.`),
    h("div", { class: "mwp-row" },
      button(isNew ? "No thank you" : "End without fault", () => { close(); endNow(app, pairNow(app, pair.key) ?? pair); }, { class: "mw-btn mw-main" }),
      button(isNew ? "Not now" : "Keep the pair", close)),
  ]);
}

function makeNote(app, pair) {
  const id = uid("note");
  const area = h("textarea", { id, class: "mw-input", rows: 3, maxLength: 5000 });
  const label = h("summary", {}, h("span", {}), h("span", { class: "mw-sr" }, ` on ${whoWords(app, pair)}`));
  const paper = h("p", { class: "mwp-paper" });
  const node = h("details", { class: "mwp-more" }, label, h("label", { class: "mw-hint", for: id }, `Who can read this: ${readersOf(app.model, noteKey(pair)) || "Only coordinators"}.`), area);
  const draw = (busy = show()) => {
    const text = app.sheet.get(noteKey(pair)) ?? "";
    area.disabled = app.isOff();
    setText(paper, text);
    setText(label.firstChild, text && !busy ? `Note: ${text.length > 60 ? `${text.slice(0, 60)}…` : text}` : text ? "Note" : "Add a note");
  };
  const show = tieText(app.sheet, area, () => noteKey(pair), { redraw: () => draw() });
  return { node, paper, draw: () => draw() };
}

function reveal(view, pair, search) {
  view.text = search.value = "";
  view.app.kept.set("pairs", null);
  view.all = true;
  drawPairs(view);
  view.all = false;
  const item = view.groups.flatMap((group) => [...group.node.querySelectorAll(".mwp-pair")]).find((node) => node.dataset.key === pair.key);
  item?.scrollIntoView({ block: "center" });
  item?.querySelector("h4").focus();
}

export const countLive = (app) => (app.own ? app.ledger.pairs.filter(isLive) : standingPairs(app.ledger)).length;
