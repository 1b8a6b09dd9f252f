// "Who is meant?": names on the roster that fit nobody for certain, each answered by a click. Answers are remembered.
import { fold, h, openDialog, patch, setText, uid } from "./_dom.js";
import { avatar, button, dialogHead, keepFocus, showText } from "./_pairing_parts.js";
import { countWords, listWords } from "./_pairing_words.js";

const LIKELY_SHOWN = 5, PEOPLE_FOUND = 30, NAMES_SHOWN = 30; // people offered at once, people found, names shown
const SAYS_ONE = { avoid: "must not be paired with them", supervisor: "reports to them", wishes: "wishes for them" };
const COLUMN_IS = [["avoid", "People not to be paired with"], ["supervisor", "The supervisor"], ["wishes", "Wishes"], ["", "Only a note"]];
const SAYS_MANY = { avoid: "must not be paired with them", supervisor: "report to them", wishes: "wish for them" };

/** What a page says while a name is open whom somebody must not be paired with; "" when there is none. */
export function heldWords(app) {
  if (app.own) return app.model.get("_held") ? "No pair can begin at the moment: your coordinator is clearing something up first." : "";
  const open = askedGroups(openNames(app)).filter((one) => one.hard);
  const columns = open.filter(isColumn).length, names = open.length - columns;
  const asked = [columns && `what ${countWords(columns, "column")} of the roster ${columns === 1 ? "is" : "are"}`, names && `who is meant by ${countWords(names, "name")} on the roster`].filter(Boolean);
  return asked.length ? `First say ${listWords(asked)}; until then no pair can begin.` : "";
}

const isColumn = (one) => one.field === "column";

// Names in a column are asked about once it is said that it is more than a note; they are hard or not as the column is.
function namesAsked(app) {
  const all = app.model.get("_asked") ?? [];
  return all.flatMap((one) => {
    const [way] = one.of ? app.sheet.get(one.of) ?? [] : [one.field];
    return way ? [{ ...one, field: way, hard: way !== "wishes" }] : [];
  });
}
const isSaid = (app, name) => Array.isArray(app.sheet.get(name));
const end = (name) => name.slice(name.lastIndexOf("/"));

// A boss who is in no program is named by many: whoever writes a whole name that resembles nobody's, and of which it was said
// for all others that nobody here is meant, is not asked about again. Whom somebody avoids is asked of each.
function strangers(app) {
  const told = app.sheet.keys("meant/").filter((name) => name.split("/").length === 3 && isSaid(app, name));
  const people = new Set(told.filter((name) => app.sheet.get(name).length).map(end));
  return new Set(told.map(end).filter((name) => !people.has(name)));
}
const isStranger = (one, known) => one.field === "supervisor" && !one.several && !one.likely.length && one.words.trim().includes(" ") && known.has(end(one.key));
function openNames(app) {
  const known = strangers(app);
  return namesAsked(app).filter((one) => !isSaid(app, one.key) && !isStranger(one, known));
}

// The same words in many rows are asked once.
function askedGroups(list) {
  const groups = new Map();
  for (const one of list) {
    const id = JSON.stringify([one.field, fold(one.words), one.likely.slice(0, LIKELY_SHOWN)]);
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return [...groups].map(([id, questions]) => ({ id, questions, ...questions[0] }));
}

/** Make the questions; `draw()` shows those that are open, and what was answered. */
export function makeNames(app) {
  const view = { app, shown: NAMES_SHOWN };
  view.title = h("h3", { class: "mwp-home", tabindex: "-1", "data-home": "" });
  view.words = h("p", {});
  view.list = h("ul", { role: "list", class: "mwp-asked" });
  view.more = button("", () => { view.shown += NAMES_SHOWN; drawNames(view); });
  view.nobody = button("", () => sayNobody(view), { class: "mw-btn mwp-edit" });
  view.done = h("ul", { role: "list", class: "mwp-short" });
  view.heading = h("span", {});
  view.answered = h("details", { class: "mwp-more" }, h("summary", {}, view.heading), view.done);
  view.node = h("section", { class: "mwp-plan-part mwp-names" }, view.title, view.words, view.list, h("div", { class: "mwp-row" }, view.more, view.nobody), view.answered);
  return { node: view.node, draw: () => drawNames(view), focus: () => view.title.focus() };
}

function drawNames(view) {
  const { app } = view;
  const open = askedGroups(openNames(app));
  const answered = namesAsked(app).filter((one) => isSaid(app, one.key));
  const hard = open.filter((one) => one.hard).length;
  keepFocus(app.root, () => {
    view.node.hidden = !open.length && !answered.length;
    setText(view.title, open.length ? `Who is meant? (${open.length})` : "Who is meant: all answered");
    const names = open.filter((one) => !isColumn(one)).length;
    showText(view.words, names ? `${countWords(names, "name")} on the roster ${names === 1 ? "fits" : "fit"} nobody for certain. ${hard ? `No pair can begin before ${hard === open.length ? "that is" : (hard === 1 ? "the first is" : `the first ${hard} are`)} answered.` : "These are wishes: nothing waits for them."}` : "");
    patch(view.list, open.slice(0, view.shown), ({ id }) => id, (group) => nameItem(app, group), (node, group) => { node.group = group; });
    view.list.hidden = !open.length;
    const strangers = open.filter((one) => !one.likely.length && !isColumn(one));
    view.more.hidden = open.length <= view.shown;
    setText(view.more, `Show ${Math.min(NAMES_SHOWN, open.length - view.shown)} more`);
    view.nobody.hidden = strangers.length < 2 || app.isOff();
    setText(view.nobody, `None of the ${strangers.length} names that look like nobody here is on this roster`);
    view.answered.hidden = !answered.length;
    setText(view.heading, `Answered (${answered.length})`);
    patch(view.done, answered, (one) => one.key, (one) => doneItem(app, one), (node, one) => setText(node.querySelector("p"), doneWords(app, one)));
  });
}

function namersWords(app, { questions, field }) {
  const names = [...new Set(questions.map((one) => app.ledger.name(one.person)))];
  const more = names.length - 4;
  const shown = more > 1 ? [...names.slice(0, 4), `${more} more people`] : names;
  return `${listWords(shown)} ${names.length === 1 ? SAYS_ONE[field] : SAYS_MANY[field]}.`;
}

function nameItem(app, group) {
  if (isColumn(group)) return columnItem(app, group);
  const likely = group.likely.filter((id) => app.ledger.byId.has(id)).slice(0, LIKELY_SHOWN);
  const about = `for “${group.words}”`;
  const node = h("li", { class: "mw-card" }, h("h4", { class: "mwp-long" }, `“${group.words}”`), h("p", {}, namersWords(app, group), group.several ? " Several people have this name." : ""),
    h("div", { class: "mwp-row", role: "group", "aria-label": `Who is meant by “${group.words}”?` },
      ...likely.map((id) => button(personWords(app, id, likely), () => sayMeant(app, node.group, [id]), { about, class: "mw-btn mwp-edit" })),
      button(likely.length ? "Somebody else, or several…" : "Choose people…", () => choosePeople(app, node.group), { about, class: "mw-btn mw-plain mwp-edit", "aria-haspopup": "dialog" }),
      button(likely.length ? "Nobody of these" : "Nobody on this roster", () => sayMeant(app, node.group, []), { about, class: "mw-btn mw-plain mwp-edit" })));
  node.group = group;
  return node;
}

function columnItem(app, group) {
  const about = `for the column “${group.words}”`;
  const cells = group.cells.map(([id, text]) => h("li", {}, `${app.ledger.name(id)}: “${text}”`));
  const node = h("li", { class: "mw-card" }, h("h4", { class: "mwp-long" }, `What is the column “${group.words}”?`),
    h("p", {}, "It names people of this roster. No pair can begin before you say what it is."),
    h("ul", { class: "mwp-plain-list" }, ...cells, group.more ? h("li", {}, `and ${countWords(group.more, "more", "more")}`) : ""),
    h("div", { class: "mwp-row", role: "group", "aria-label": `What is the column “${group.words}”?` },
      ...COLUMN_IS.map(([way, words]) => button(words, () => app.edit([[group.key, way ? [way] : []]], `“${group.words}”: ${words}`), { about, class: "mw-btn mwp-edit" }))));
  node.group = group;
  return node;
}

// People of one name are told apart by where they work, or by their address.
function personWords(app, id, among) {
  const person = app.ledger.byId.get(id);
  const isShared = among.some((other) => other !== id && app.ledger.name(other) === person.name);
  const more = isShared ? person.branch || person.department || person.position || person.email || person.id : "";
  return more ? `${person.name} (${more})` : person.name;
}

function sayMeant(app, group, ids) {
  const edits = group.questions.map((one) => [one.key, ids.filter((id) => id !== one.person)]);
  const names = ids.length ? listWords(ids.map(app.ledger.name)) : "nobody on this roster";
  app.edit(edits, `“${group.words}” means ${names}`);
}

function sayNobody(view) {
  const open = openNames(view.app).filter((one) => !one.likely.length && !isColumn(one));
  view.app.edit(open.map((one) => [one.key, []]), `${countWords(open.length, "name")}: nobody on this roster`);
}

const doneWords = (app, one) => {
  const ids = app.sheet.get(one.key) ?? [];
  if (isColumn(one)) return `The column “${one.words}”: ${COLUMN_IS.find(([way]) => way === (ids[0] ?? ""))[1].toLowerCase()}.`;
  return `${app.ledger.name(one.person)}: “${one.words}” means ${ids.length ? listWords(ids.map(app.ledger.name)) : "nobody on this roster"}.`;
};

const doneItem = (app, one) => h("li", { class: "mwp-short-item" }, h("p", { class: "mwp-grow" }, doneWords(app, one)),
  app.isOff() ? "" : button("Ask again", () => app.edit([[one.key, null]], `“${one.words}” is asked again`), { about: `about “${one.words}”`, class: "mw-btn mw-plain mwp-edit" }));

// ---- choosing several, or somebody whom we did not think of

function choosePeople(app, group) {
  const chosen = new Set();
  const people = app.ledger.people.filter((person) => !person.gone && !group.questions.every((one) => one.person === person.id));
  const id = uid("find");
  const title = `Who is meant by “${group.words}”?`;
  openDialog(app.root, title, (close) => {
    const search = h("input", { id, class: "mw-input", type: "search", autocomplete: "off", oninput: () => draw() });
    const list = h("ul", { role: "list", class: "mwp-checks" });
    const found = h("p", { class: "mw-hint", role: "status" });
    const done = button("", () => { close(); sayMeant(app, group, [...chosen]); }, { class: "mw-btn mw-main" });
    const draw = () => {
      const words = fold(search.value).split(" ").filter(Boolean);
      const fits = people.filter((person) => words.every((word) => ` ${fold(`${person.name} ${person.branch ?? ""} ${person.department ?? ""}`)}`.includes(` ${word}`)));
      const first = (person) => Number(chosen.has(person.id)) * 2 + Number(group.likely.includes(person.id));
      const shown = [...fits].sort((a, b) => first(b) - first(a)).slice(0, PEOPLE_FOUND);
      patch(list, shown, (person) => person.id, (person) => personCheck(person, chosen, () => drawDone()));
      setText(found, fits.length > PEOPLE_FOUND ? `${PEOPLE_FOUND} of ${countWords(fits.length, "person", "people")}: type to narrow.` : countWords(fits.length, "person", "people"));
    };
    const drawDone = () => { setText(done, chosen.size ? `These are meant (${chosen.size})` : "Tick whoever is meant"); done.disabled = !chosen.size; };
    draw();
    drawDone();
    return [dialogHead(title, close), h("p", {}, namersWords(app, group)), h("label", { class: "mw-label", for: id }, "Find a person"), search, found, list, h("div", { class: "mwp-row mwp-dialog-foot" }, done, button("Not now", close))];
  });
}

function personCheck(person, chosen, changed) {
  const box = h("input", { type: "checkbox", checked: chosen.has(person.id), onchange: () => { box.checked ? chosen.add(person.id) : chosen.delete(person.id); changed(); } });
  const where = [person.position, person.branch || person.department].filter(Boolean).join(" · ");
  return h("li", {}, h("label", { class: "mwp-check" }, box, avatar(person), h("span", {}, person.name, where && h("span", { class: "mw-hint mw-block" }, where))));
}
