// People: every mentee with the offer, the request to be assigned and where they stand.
import { fold, h, later, patch, setText, uid } from "./_dom.js";
import { emptyBox } from "./_empty.js";
import { avatar, button, keepFocus } from "./_pairing_parts.js";
import { isAsking, isNeeding, offerOf, standing } from "./_pairing_ledger.js";
import { OFFERS, sayOffer } from "./_pairing_desk.js";
import { capital, countWords } from "./_pairing_words.js";
import { readersLabel } from "./_readers.js";
import { key } from "./_saver.js";

const FOLK_SHOWN = 30;
const FILTERS = [
  ["all", "Everyone", () => true],
  ["need", "Still need someone", (one) => isNeeding(one.where.code)],
  ["asked", "Asked to be assigned", (one) => one.where.code === "asked"],
  ["offered", "Have not answered", (one) => one.offer === "offered"],
  ["later", "Maybe later", (one) => one.offer === "later"],
  ["declined", "No thank you", (one) => one.offer === "declined"],
];

/** Make the view of the mentees. */
export function makeFolk(app) {
  const view = { app, text: "", filter: "all", shown: FOLK_SHOWN, ...app.kept.get("people") };
  const keep = () => app.kept.set("people", { text: view.text, filter: view.filter, shown: view.shown });
  const ids = { text: uid("find"), filter: uid("filter") };
  const search = h("input", { id: ids.text, class: "mw-input", type: "search", autocomplete: "off", value: view.text, oninput: () => { view.text = search.value; view.shown = FOLK_SHOWN; keep(); drawFolk(view); view.announce(); } });
  const filter = h("select", { id: ids.filter, class: "mw-input", onchange: () => { view.filter = filter.value; view.shown = FOLK_SHOWN; keep(); drawFolk(view); view.announce(); } }, ...FILTERS.map(([value]) => h("option", { value, selected: value === view.filter })));
  view.options = filter.children;
  view.announce = later(700, () => app.say(countPeople(view)));
  view.controls = h("div", { class: "mwp-controls" },
    h("div", { class: "mwp-grow" }, h("label", { class: "mw-label", for: ids.text }, `Find a ${app.ledger.term("mentee")}`), search),
    h("div", {}, h("label", { class: "mw-label", for: ids.filter }, "Show"), filter));
  view.home = h("h3", { class: "mwp-home", tabindex: "-1", "data-home": "" });
  view.list = h("ul", { role: "list", class: "mwp-folk" });
  view.more = button("", () => { view.shown += FOLK_SHOWN; keep(); drawFolk(view); view.list.children[view.shown - FOLK_SHOWN]?.querySelector("button").focus(); });
  view.empty = h("div", {});
  return { node: h("div", {}, view.controls, readersLabel(app.model, "offer/-") ?? "", view.home, view.list, view.empty, view.more), draw: () => drawFolk(view), close: () => view.announce.cancel() };
}

const countPeople = (view) => countWords(view.found.length, view.app.ledger.term("mentee"), view.app.ledger.term("mentees"));

function drawFolk(view) {
  const { app } = view;
  const words = fold(view.text).split(" ").filter(Boolean);
  const all = app.ledger.mentees.map((person) => ({ person, where: standing(app.ledger, person.id), offer: offerOf(app.ledger, person.id) }));
  FILTERS.forEach(([, label, test], i) => setText(view.options[i], `${label} (${all.filter(test).length})`));
  const test = FILTERS.find(([name]) => name === view.filter)[2];
  view.found = all.filter((one) => test(one) && words.every((word) => ` ${fold(`${one.person.name} ${one.person.branch ?? ""} ${one.person.department ?? ""}`)}`.includes(` ${word}`)));
  setText(view.home, countPeople(view));
  view.controls.hidden = view.home.hidden = !all.length;
  keepFocus(app.root, () => patch(view.list, view.found.slice(0, view.shown), ({ person }) => person.id, (one) => makePersonRow(app, one.person), (node, one) => updatePersonRow(app, node, one)));
  drawNobody(view, all.length);
  const rest = view.found.length - view.shown;
  view.more.hidden = rest <= 0;
  setText(view.more, `Show ${Math.min(FOLK_SHOWN, rest)} more (${rest} left)`);
}

function drawNobody(view, total) {
  const { term } = view.app.ledger;
  const mark = view.found.length ? "" : total ? "none" : "nobody";
  if (view.empty.dataset.mark === mark) return;
  view.empty.dataset.mark = mark;
  if (!mark) view.empty.replaceChildren();
  else if (mark === "none") view.empty.replaceChildren(emptyBox("Nobody here", "Nobody fits these words and this choice. Show everyone, or try the beginning of a name."));
  else view.empty.replaceChildren(emptyBox(`There are no ${term("mentees")} yet`, `As soon as the roster names ${term("mentees")}, they are offered a place here. Taking part stays their choice.`));
}

function makePersonRow(app, person) {
  const ids = { offer: uid("offer"), assign: uid("assign") };
  const offer = h("select", { id: ids.offer, class: "mw-input", onchange: () => sayOffer(app, person, offer.value) }, ...OFFERS.map(([value, words]) => h("option", { value }, words)));
  const assign = h("input", { id: ids.assign, type: "checkbox", onchange: () => app.edit([[key("assign", person.id), assign.checked]], assign.checked ? `${person.name} asks to be assigned` : `${person.name} chooses for themselves`) });
  return h("li", { class: "mwp-person mw-card" },
    h("div", { class: "mwp-card-head" }, avatar(person), h("div", {}, h("h4", {}, person.name), h("p", { class: "mw-hint" }, [person.position, person.branch || person.department].filter(Boolean).join(" · ")), h("p", { class: "mwp-where" }))),
    h("div", {}, h("label", { class: "mw-hint", for: ids.offer }, "The offer", h("span", { class: "mw-sr" }, ` to ${person.name}`)), offer),
    h("label", { class: "mw-check", for: ids.assign }, assign, h("span", {}, "Please assign me", h("span", { class: "mw-sr" }, ` (${person.name})`))),
    button("Choose for them", () => app.choosing(person.id, true), { about: `(${person.name})`, class: "mw-btn mwp-edit" }));
}

function updatePersonRow(app, node, { person, where, offer }) {
  const select = node.querySelector("select");
  const box = node.querySelector("input");
  setText(node.querySelector(".mwp-where"), capital(where.words));
  node.querySelector(".mwp-where").dataset.code = where.code;
  if (select.value !== offer) select.value = offer;
  box.checked = isAsking(app.ledger, person.id);
  select.disabled = box.disabled = app.isOff();
}
