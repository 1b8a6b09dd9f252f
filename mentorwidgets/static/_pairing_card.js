// One mentor in the list: as a card and as a row of a table.
import { h } from "./_dom.js";
import { avatar, button, orDash, showText, tags } from "./_pairing_parts.js";
import { capacityOf, freeOf, barOf, pairsOf, isLive, shortlistOf, STATUS_WORDS } from "./_pairing_ledger.js";
import { capital, listWords, placesWords, staleWords, yearsWords } from "./_pairing_words.js";
import { openProfile } from "./_pairing_profile.js";

const TAGS = 4;
const pieces = new WeakMap();

/** "Systems librarian, Main Library, North region". */
export const placeWords = (person) => [person.position, person.branch || person.department, person.region].filter(Boolean).join(" · ");

/** The topics that say most about a mentor: what is shared first. */
export function topTopics(person, common) {
  const rest = [...(person.offers ?? []), ...(person.interests ?? []), ...(person.work_areas ?? [])];
  const known = new Set(common.map((term) => term.toLowerCase()));
  return [...new Map(rest.filter((term) => !known.has(term.toLowerCase())).map((term) => [term.toLowerCase(), term])).values()];
}

function toggles(app, id) {
  const name = app.ledger.name(id);
  return {
    wish: button("Shortlist", () => app.toggleWish(id), { about: name, class: "mw-btn mwp-wish mwp-edit", "aria-pressed": "false" }),
    compare: button("Compare", () => app.toggleCompare(id), { about: name, class: "mw-btn mw-plain mwp-compare", "aria-pressed": "false" }),
  };
}

const openButton = (app, person) => button(person.name, () => openProfile(app, person.id), { class: "mwp-name", "aria-haspopup": "dialog" });

/** A card for a mentor. */
export function makeCard(app, at) {
  const person = app.index.mentors[at];
  const part = { ...toggles(app, person.id), common: h("div", { class: "mwp-common" }), topics: h("div", {}), places: h("span", { class: "mw-tag" }), bar: h("p", { class: "mwp-bar-words" }), state: h("span", { class: "mw-tag mw-good" }) };
  const stale = staleWords(person.confirmed, app.ledger.program.today, app.ledger.program.stale_days);
  const node = h("li", { class: "mw-card mwp-card" },
    h("div", { class: "mwp-card-head" }, avatar(person),
      h("div", {}, h("h4", {}, openButton(app, person)), person.pronouns && h("p", { class: "mw-hint" }, person.pronouns), h("p", { class: "mw-hint" }, placeWords(person)))),
    h("div", { class: "mwp-tags" }, part.state, part.places, stale && h("span", { class: "mw-tag mw-warm" }, capital(stale))),
    person.bio && h("p", { class: "mwp-bio" }, person.bio),
    part.common, part.topics, part.bar,
    h("div", { class: "mwp-row mwp-card-foot" }, part.wish, part.compare));
  pieces.set(node, part);
  return node;
}

/** Bring a card in line with the worksheet and with whom we are choosing for. */
export function updateCard(app, node, at) {
  const part = pieces.get(node);
  const person = app.index.mentors[at];
  const common = app.common(at);
  fill(part.common, common.join("|") + app.who, () => common.length ? [h("p", { class: "mw-hint" }, `In common with ${app.ledger.you(app.who)}`), tags(common.slice(0, TAGS), "mw-good")] : []);
  fill(part.topics, common.join("|"), () => [tags(cut(topTopics(person, common), common.length ? 2 : TAGS))].filter(Boolean));
  updateShared(app, part, person);
}

const cut = (items, n) => items.length > n + 1 ? [...items.slice(0, n), `${items.length - n} more`] : items;

function fill(box, mark, make) {
  if (box.dataset.mark === mark) return;
  box.dataset.mark = mark;
  box.replaceChildren(...make());
}

function updateShared(app, part, person) {
  const free = freeOf(app.ledger, person.id), capacity = capacityOf(app.ledger, person.id);
  part.places.classList.toggle("mwp-full", free === 0);
  const pair = app.who && pairsOf(app.ledger, app.who).find((one) => one.mentor === person.id && isLive(one));
  const bar = app.who && !pair ? barOf(app.ledger, app.who, person.id) : "";
  showText(part.places, bar && !capacity ? "" : capital(placesWords(free, capacity))); // the bar says it already
  showText(part.state, pair ? `${STATUS_WORDS[pair.status]}: ${pair.purpose}` : "");
  showText(part.bar, bar);
  part.wish.hidden = !app.who || (!!barOf(app.ledger, app.who, person.id) && !isWished(app, person.id));
  part.wish.setAttribute("aria-pressed", String(isWished(app, person.id)));
  part.compare.setAttribute("aria-pressed", String(app.compare.includes(person.id)));
}

const isWished = (app, id) => !!app.who && shortlistOf(app.ledger, app.who).includes(id);

const COLUMNS = ["Name", "Position", "Region", "Interests and topics", "Ways to meet", "Places", "Actions"];

/** The empty table of mentors; rows go into its tbody. */
export function makeTable(caption) {
  const cells = COLUMNS.map((label) => h("th", { scope: "col", role: "columnheader" }, label));
  const body = h("tbody", { role: "rowgroup" });
  return { body, node: h("table", { class: "mwp-table", role: "table" }, h("caption", { class: "mw-sr" }, caption), h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...cells)), body) };
}

const cell = (label, ...kids) => h("td", { role: "cell", "data-label": label }, ...kids);

/** A row for a mentor. */
export function makeRow(app, at) {
  const person = app.index.mentors[at];
  const part = { ...toggles(app, person.id), topics: h("span", {}), places: h("span", { class: "mw-tag" }), state: h("span", { class: "mw-tag mw-good" }), bar: h("p", { class: "mwp-bar-words" }) };
  const node = h("tr", { role: "row" },
    h("th", { scope: "row", role: "rowheader" }, openButton(app, person), part.bar),
    cell("Position", orDash([person.position, person.branch || person.department].filter(Boolean).join(", ")), person.years !== undefined && h("span", { class: "mw-hint mw-block" }, yearsWords(person.years))),
    cell("Region", orDash(person.region)), cell("Interests and topics", part.topics),
    cell("Ways to meet", person.modes?.length ? capital(listWords(person.modes)) : "Any way"),
    cell("Places", part.places, part.state), cell("Actions", h("div", { class: "mwp-row" }, part.wish, part.compare)));
  pieces.set(node, part);
  return node;
}

/** Bring a row in line. */
export function updateRow(app, node, at) {
  const part = pieces.get(node);
  const common = app.common(at);
  const person = app.index.mentors[at];
  fill(part.topics, common.join("|"), () => [...common.slice(0, 3).map((term) => h("strong", {}, `${term}, `)), orDash(cut(topTopics(person, common), 3).join(", "))]);
  updateShared(app, part, person);
}

