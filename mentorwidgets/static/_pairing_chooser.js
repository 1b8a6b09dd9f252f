// "Choosing for": a combobox over the mentees, each with where they stand.
import { fold, h, patch, setText, uid } from "./_dom.js";
import { isWaiting, standing } from "./_pairing_ledger.js";
import { countWords } from "./_pairing_words.js";

const OPTIONS_SHOWN = 40;

/** The mentees in the order in which they need the coordinator, whose names or standing begin with the words of `text`. */
export function menteesFor(ledger, text) {
  const order = ["lost", "asked", "shortlist", "unpaired", "part", "waiting", "later", "paired", "declined"];
  const words = fold(text).split(" ").filter(Boolean);
  return ledger.mentees
    .map((person) => ({ person, where: standing(ledger, person.id) }))
    .filter(({ person, where }) => {
      const known = ` ${fold([person.name, person.position, person.branch, where.words].filter(Boolean).join(" "))}`;
      return words.every((word) => known.includes(` ${word}`));
    })
    .sort((a, b) => order.indexOf(a.where.code) - order.indexOf(b.where.code) || isWaiting(ledger, b.person.id) - isWaiting(ledger, a.person.id) || a.person.name.localeCompare(b.person.name, "en"));
}

/** Make the combobox; `after` stands below it; `draw()` shows who is chosen. */
export function makeChooser(app, ...after) {
  const ids = { input: uid("who"), list: uid("list"), hint: uid("hint") };
  const box = {
    app, found: [], at: -1,
    input: h("input", { id: ids.input, class: "mw-input", type: "text", role: "combobox", autocomplete: "off", spellcheck: false, "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": ids.list, "aria-describedby": ids.hint }),
    list: h("ul", { id: ids.list, role: "listbox", class: "mwp-options", "aria-label": capitalTerm(app, "mentees") }),
    more: h("p", { class: "mw-hint mwp-options-more" }),
    hint: h("p", { id: ids.hint, class: "mw-hint" }),
  };
  box.sheet = h("div", { class: "mwp-options-box", hidden: true }, box.list, box.more);
  box.node = h("div", { class: "mwp-chooser" }, h("label", { class: "mw-label", for: ids.input }, "Choosing for"), h("div", { class: "mwp-anchor" }, box.input, box.sheet), h("div", { class: "mwp-choose-foot" }, box.hint, ...after));
  wire(box);
  return { node: box.node, input: box.input, draw: () => drawChosen(box) };
}

const capitalTerm = (app, word) => app.ledger.term(word).replace(/^./u, (c) => c.toUpperCase());

function drawChosen(box) {
  const { app } = box;
  if (box.sheet.hidden) box.input.value = app.who ? app.ledger.name(app.who) : "";
  setText(box.hint, app.who ? standingWords(app) : `Type a name to pick a ${app.ledger.term("mentee")}.`);
}

function standingWords(app) {
  const { words } = standing(app.ledger, app.who);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function wire(box) {
  box.input.addEventListener("focus", () => box.input.select());
  box.input.addEventListener("click", () => { if (box.sheet.hidden) openList(box, ""); });
  box.input.addEventListener("input", () => openList(box, box.input.value));
  box.input.addEventListener("blur", () => closeList(box));
  box.input.addEventListener("keydown", (event) => onKey(box, event));
  box.list.addEventListener("mousedown", (event) => event.preventDefault());
  box.list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) pick(box, option.dataset.key); });
}

function onKey(box, event) {
  const open = !box.sheet.hidden;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    event.preventDefault();
    if (!open) openList(box, "");
    else point(box, (box.at + steps[event.key] + box.found.length) % (box.found.length || 1));
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    if (open && box.found[box.at]) pick(box, box.found[box.at].person.id);
  } else if (event.key === "Escape" && open) {
    event.stopPropagation();
    closeList(box);
  }
}

function openList(box, text) {
  const all = menteesFor(box.app.ledger, text);
  box.found = all.slice(0, OPTIONS_SHOWN);
  box.sheet.hidden = false;
  box.input.setAttribute("aria-expanded", "true");
  patch(box.list, box.found, ({ person }) => person.id, makeOption, (node, { where }) => {
    setText(node.lastChild, where.words);
    node.setAttribute("aria-selected", String(node.dataset.key === box.app.who));
  });
  box.list.hidden = !box.found.length;
  const rest = all.length - box.found.length;
  setText(box.more, rest ? `${countWords(rest, "more person", "more people")}: type to narrow.` : box.found.length ? "" : "Nobody fits these words.");
  if (text) box.app.say(all.length ? countWords(all.length, "person", "people") : "Nobody fits these words.");
  point(box, text && box.found.length ? 0 : -1);
}

const makeOption = ({ person }) => h("li", { role: "option", id: uid("option"), class: "mwp-option" }, h("span", {}, person.name), h("span", { class: "mw-hint" }));

function point(box, at) {
  box.at = at;
  [...box.list.children].forEach((node, i) => node.classList.toggle("mwp-pointed", i === at));
  const node = box.list.children[at];
  if (node) { box.input.setAttribute("aria-activedescendant", node.id); node.scrollIntoView({ block: "nearest" }); }
  else box.input.removeAttribute("aria-activedescendant");
}

function closeList(box) {
  box.sheet.hidden = true;
  box.input.setAttribute("aria-expanded", "false");
  point(box, -1);
  drawChosen(box);
}

function pick(box, id) {
  box.sheet.hidden = true;
  closeList(box);
  box.app.choosing(id);
  drawChosen(box);
}
