// Browse: search, filters, and the mentors as cards or as a table, a page at a time.
import { fold, h, later, patch, setText, uid } from "./_dom.js";
import { emptyBox } from "./_empty.js";
import { button, keepFocus } from "./_pairing_parts.js";
import { find, orders } from "./_pairing_find.js";
import { makeChips, makeFilters, switchesOf } from "./_pairing_filters.js";
import { makeCard, makeRow, makeTable, updateCard, updateRow } from "./_pairing_card.js";
import { barOf, freeOf } from "./_pairing_ledger.js";
import { countWords } from "./_pairing_words.js";
import { COMPARED, openCompare } from "./_pairing_compare.js";

const CARDS_SHOWN = 24;
const SORTS = [["common", "Most in common"], ["name", "Name"], ["places", "Most places free"], ["years", "Longest service"], ["confirmed", "Confirmed most recently"]];

/** Make the browse view. */
export function makeBrowse(app) {
  const { picked = {}, on = [], ...kept } = app.kept.get("browse", {});
  const view = { app, picked: Object.fromEntries(Object.entries(picked).map(([name, values]) => [name, new Set(values)])), on: new Set(on), text: "", sort: "common", table: false, shown: CARDS_SHOWN, ...kept, found: [] };
  view.filters = makeFilters(app, view.picked, view.on, () => again(view));
  view.chips = makeChips(app, view.picked, view.on, () => { again(view); view.home.focus(); }, () => clear(view));
  view.announce = later(700, () => app.say(countText(view)));
  Object.assign(view, makeControls(view), makeResults(view));
  view.node = h("div", { class: "mwp-browse" }, view.filters.node,
    h("div", { class: "mwp-found" }, view.controls, view.chips.node, view.home, view.cards, view.tableBox, view.empty, view.more, view.tray));
  return { node: view.node, draw: () => drawBrowse(view), openFilters: (yes) => { view.filters.node.open = yes; }, close: () => view.announce.cancel() };
}

function makeControls(view) {
  const ids = { text: uid("search"), sort: uid("sort") };
  const search = h("input", { id: ids.text, class: "mw-input", type: "search", autocomplete: "off", value: view.text, placeholder: "Name, topic, place or language", oninput: () => soon(view, search.value) });
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); view.announce.now(); } });
  const sort = h("select", { id: ids.sort, class: "mw-input", onchange: () => { view.sort = sort.value; again(view); } }, ...SORTS.map(([value, words]) => h("option", { value, selected: value === view.sort }, words)));
  const modes = [["Cards", false], ["Table", true]].map(([words, table]) => button(words, () => { view.table = table; drawModes(); again(view); }));
  const drawModes = () => modes.forEach((node, i) => node.setAttribute("aria-pressed", String(view.table === !!i)));
  drawModes();
  return {
    search,
    controls: h("div", { class: "mwp-controls", role: "search", "aria-label": `Find ${view.app.ledger.term("mentors")}` },
      h("div", { class: "mwp-grow" }, h("label", { class: "mw-label", for: ids.text }, "Search"), search),
      h("div", {}, h("label", { class: "mw-label", for: ids.sort }, "Sort by"), sort),
      h("div", { class: "mwp-modes", role: "group", "aria-label": "Show as" }, ...modes)),
  };
}

// The letter is painted first; the list follows in the next frame, so that typing never waits for it.
function soon(view, text) {
  view.text = text;
  keepBrowse(view);
  cancelAnimationFrame(view.frame);
  clearTimeout(view.turn);
  view.frame = requestAnimationFrame(() => { view.turn = setTimeout(() => again(view), 0); });
}

function makeResults(view) {
  const { app } = view;
  const table = makeTable(app.ledger.term("mentors"));
  return {
    home: h("h3", { class: "mwp-home", tabindex: "-1", "data-home": "" }),
    cards: h("ul", { role: "list", class: "mwp-cards" }),
    rows: table.body,
    tableBox: h("div", { class: "mwp-scroll", hidden: true }, table.node),
    empty: h("div", {}),
    more: button("", () => showMore(view), { class: "mw-btn mwp-wide-btn" }),
    tray: makeTray(app),
  };
}

function keepBrowse({ app, picked, on, text, sort, table, shown }) {
  app.kept.set("browse", { picked: Object.fromEntries(Object.entries(picked).map(([name, values]) => [name, [...values]])), on: [...on], text, sort, table, shown });
}

function again(view) {
  view.shown = CARDS_SHOWN;
  keepBrowse(view);
  drawBrowse(view);
  view.announce();
}

function clear(view) {
  for (const set of Object.values(view.picked)) set.clear();
  view.on.clear();
  view.text = view.search.value = "";
  again(view);
  view.search.focus();
}

function countText(view) {
  const total = view.app.index.mentors.length;
  const { term } = view.app.ledger;
  const words = countWords(view.found.length, term("mentor"), term("mentors"));
  return view.found.length === total ? words : `${words} of ${total.toLocaleString("en")}`;
}

function drawBrowse(view) {
  const { app } = view;
  const free = (id) => freeOf(app.ledger, id);
  const switches = switchesOf(app, free, (id) => barOf(app.ledger, app.who, id));
  const only = switches.filter(([name]) => view.on.has(name)).map(([, , test]) => test);
  const order = orders(app.index.mentors, { common: app.common, free })[view.sort];
  const { found, counts } = find(app.index, { text: view.text, picked: view.picked, only, order });
  view.found = found;
  setText(view.home, countText(view));
  view.filters.draw(counts, switches);
  view.chips.draw(switches);
  keepFocus(app.root, () => drawList(view));
  drawNothing(view);
  drawMore(view);
  drawTray(view);
}

function drawList(view) {
  const { app } = view;
  const shown = view.found.slice(0, view.shown);
  const id = (at) => app.index.mentors[at].id;
  const [box, other, make, update] = view.table ? [view.rows, view.cards, makeRow, updateRow] : [view.cards, view.rows, makeCard, updateCard];
  other.replaceChildren();
  patch(box, shown, id, (at) => make(app, at), (node, at) => update(app, node, at));
  view.cards.hidden = view.table || !shown.length;
  view.tableBox.hidden = !view.table || !shown.length;
}

function drawMore(view) {
  const rest = view.found.length - view.shown;
  view.more.hidden = rest <= 0;
  if (rest > 0) setText(view.more, `Show ${Math.min(CARDS_SHOWN, rest)} more (${rest.toLocaleString("en")} left)`);
}

function showMore(view) {
  const from = view.shown;
  view.shown += CARDS_SHOWN;
  keepBrowse(view);
  drawBrowse(view);
  const box = view.table ? view.rows : view.cards;
  box.children[from]?.querySelector(".mwp-name").focus();
  view.app.say(`${Math.min(view.shown, view.found.length)} of ${countText(view)} shown`);
}

function drawNothing(view) {
  const { app } = view;
  const mark = view.found.length ? "" : app.index.mentors.length ? `none ${fold(view.text)}` : "nobody";
  if (view.empty.dataset.mark === mark) return;
  view.empty.dataset.mark = mark;
  const { term } = app.ledger;
  if (!mark) view.empty.replaceChildren();
  else if (mark === "nobody") view.empty.replaceChildren(emptyBox(`There are no ${term("mentors")} yet`, `As soon as the roster names ${term("mentors")}, you will find their profiles here. Read a roster, or update the one you have.`));
  else view.empty.replaceChildren(emptyBox(`No ${term("mentor")} fits all of this`, "Try fewer words or the beginning of a word, or take a filter off.", button("Clear search and filters", () => clear(view))));
}

function makeTray(app) {
  return h("div", { class: "mwp-tray", hidden: true, role: "group", "aria-label": "Compare" }, h("p", { class: "mwp-grow" }),
    button("Compare side by side", () => app.compare.length > 1 ? openCompare(app, app.compare) : app.say("Pick one more to compare."), { class: "mw-btn mw-main", "aria-haspopup": "dialog" }),
    button("Clear", () => app.clearCompared(), { about: "the comparison" }));
}

function drawTray(view) {
  const { app } = view;
  const names = app.compare.map(app.ledger.name);
  keepFocus(app.root, () => { view.tray.hidden = !names.length; });
  setText(view.tray.firstChild, names.length === 1 ? `${names[0]}. Pick one or two more to compare.` : `${names.join(", ")}${names.length === COMPARED ? "" : ". You can add one more."}`);
  view.tray.children[1].setAttribute("aria-disabled", String(names.length < 2));
}
