// Steps 3 and 4: what would change against who is there; take it in as one step; undo.
import { h, openDialog, patch, setText } from "./_dom.js";
import { button, day, errorBox, many, people, question, showText } from "./_roster_parts.js";

const CHANGES = [["added", "New"], ["changed", "Changed"], ["gone", "On the roster, but not in these files"]];

/** Make the comparison. */
export function makeCompare(app) {
  const lead = h("p", { class: "mwi-lead" });
  const gone = question([["leave", "Take them off the roster. Their pairs and what they wrote are kept."], ["keep", "Keep them. These files only add people and bring them up to date."]], (value) => { app.draft.gone = value; app.draft.keep(); app.parts.take.errors.hide(); app.refresh({ words: "The comparison is up to date." }); });
  const known = makeKnown(app);
  const lists = CHANGES.map(([kind, title]) => makeWho(kind, title));
  return {
    node: h("div", {}, lead, known.node, gone.node, ...lists.map((list) => list.node)),
    question: gone,
    known,
    draw() {
      const { compare } = app.look;
      setText(lead, compareWords(app, compare));
      known.draw(compare);
      gone.node.hidden = !compare?.missing;
      if (compare?.missing) gone.draw(app.draft.gone, `${people(compare.missing)} on the roster ${compare.missing === 1 ? "is" : "are"} not in these files. What about them?`);
      for (const list of lists) list.draw(compare);
    },
  };
}

function compareWords(app, compare) {
  if (!compare) return "This notebook has no program to compare with. The people are in the importer's roster.";
  const { added, changed, gone, same } = compare.numbers;
  if (!app.state.people) return `Nobody is on the roster yet. ${people(added)} would be added.`;
  const off = app.draft.gone === "leave" ? gone : 0;
  return [added && `${added.toLocaleString("en")} new`, changed && `${changed.toLocaleString("en")} changed`, off && `${off.toLocaleString("en")} taken off`, (same || !(added || changed || off)) && `${same.toLocaleString("en")} as before`].filter(Boolean).join(", ").concat(".");
}

function makeWho(kind, title) {
  const summary = h("summary", {});
  const list = h("ul", { role: "list", class: "mwi-people" });
  const rest = h("p", { class: "mw-hint", hidden: true });
  const node = h("details", { class: "mwi-more", hidden: true }, summary, list, rest);
  return {
    node,
    draw(compare) {
      const number = compare?.numbers[kind] ?? 0;
      node.hidden = !number;
      if (!number) return;
      setText(summary, `${title} (${number.toLocaleString("en")})`);
      patch(list, compare[kind], (one) => JSON.stringify(one), (one) => person(one, kind === "gone" ? compare.held[one.id] : ""));
      showText(rest, number > compare[kind].length ? `and ${(number - compare[kind].length).toLocaleString("en")} more` : "");
    },
  };
}

function person(one, held = "") {
  const changes = (one.changes ?? []).map((change) => h("div", {}, h("dt", {}, change.label), "now" in change
    ? h("dd", {}, h("span", { class: "mw-sr" }, "was "), h("del", {}, change.was || "(empty)"), h("span", { class: "mw-sr" }, ", will be "), " ", h("ins", {}, change.now || "(empty)"))
    : h("dd", { class: "mw-soft" }, "changed (private)")));
  return h("li", {}, h("span", {}, h("strong", {}, one.name), " ", h("span", { class: "mw-hint" }, one.roles.join(" and ")), held && h("span", { class: "mw-hint" }, ` ${held}`)), changes.length ? h("dl", { class: "mwi-changes" }, ...changes) : null);
}

const called = ({ name, email }) => (email ? `${name} (${email})` : name);
const ASKED_AT_ONCE = 20; // questions at once

// Who in the files may be somebody who is there: asked one by one, and answers can be changed until all is taken in.
function makeKnown(app) {
  const head = h("h4", { tabindex: "-1" });
  const words = h("p", { class: "mw-hint" }, "The same person keeps their link, their pairs and what they wrote. Until you answer, a row is not taken in, and nobody on the roster changes.");
  const list = h("div", {});
  const all = button("", () => answerAll(app), { hidden: true });
  const node = h("div", { class: "mwi-mend", hidden: true }, head, words, all, list);
  return {
    node, focus: () => head.focus(),
    draw(compare) {
      for (const one of compare?.asked ?? []) app.draft.asked.set(one.id, one);
      const here = new Set((compare?.asked ?? []).map((one) => one.id));
      for (const id of app.draft.asked.keys()) if (!here.has(id) && !(id in app.draft.same)) app.draft.asked.delete(id);
      const open = compare?.waiting ?? 0;
      node.hidden = !app.draft.asked.size;
      setText(head, open ? `Who is this? (${open.toLocaleString("en")})` : "Who is this? All is answered.");
      const simple = [...app.draft.asked.values()].filter((one) => here.has(one.id) && one.likely.length === 1).length;
      all.hidden = simple < 3;
      setText(all, `All ${simple} are the same people`);
      patch(list, [...app.draft.asked.values()].slice(0, ASKED_AT_ONCE + Object.keys(app.draft.same).length), (one) => one.id, (one) => whoIs(app, one), (box, one) => box.draw(app.draft.same[one.id]));
    },
  };
}

function whoIs(app, one) {
  const choices = [...one.likely.map((other) => [other.id, `The same as ${called(other)}${other.has ? `, who ${other.has}` : ""}`]), ["", "Somebody new"]];
  const asked = question(choices, (value) => { app.draft.same[one.id] = value; app.draft.keep(); app.refresh({ words: "That is answered." }); });
  const draw = (value) => asked.draw(value, `Who is ${called(one)}?`, one.why);
  draw(app.draft.same[one.id]);
  return Object.assign(asked.node, { draw });
}

function answerAll(app) {
  for (const one of app.draft.asked.values()) if (!(one.id in app.draft.same) && one.likely.length === 1) app.draft.same[one.id] = one.likely[0].id;
  app.draft.keep();
  app.refresh({ words: "All are answered.", focus: () => app.parts.compare.known.focus() });
}

/** Make the last step: the button that takes everything in. */
export function makeTake(app) {
  const errors = errorBox();
  const lost = h("p", { class: "mwi-note" });
  const unread = h("p", { class: "mwi-note" });
  const take = button("", () => takeIn(app, errors), { class: "mw-btn mw-main mwi-big" });
  return {
    node: h("div", {}, errors.node, lost, unread, take, h("p", { class: "mw-hint" }, "It happens in one step, and you can undo it.")),
    errors,
    draw() {
      const { look } = app;
      const days = look.tables.some((table) => table.used && table.asks_day && typeof app.draft.sheet(table).day_first !== "boolean");
      showText(unread, days ? "Dates that can be read in two ways are kept as notes until you say which day they are." : "");
      showText(lost, look.lost ? `${many(look.lost, "row")} will be left out. Mend ${look.lost === 1 ? "it" : "them"} above, or go on without.` : "");
      setText(take, look.people ? `Take in ${people(look.people)}` : "Take it in");
      take.hidden = app.isOff();
    },
  };
}

async function takeIn(app, errors) {
  await app.idle(); // what was decided last is still being read
  const { look, draft } = app;
  if (app.done || !look) return;
  const ask = look.tables.find((table) => table.used && table.asks_role);
  const items = [];
  if (ask) items.push([`We do not know yet whether the people in ${ask.file} are mentors or mentees.`, () => app.parts.check.find(ask).role.focus(), "Answer"]);
  if (!look.people && !ask) items.push(["There is nobody in these files who could be taken in.", () => app.steps.check.focus(), "Go to what was read"]);
  if (look.compare?.waiting) items.push([`Please say who ${many(look.compare.waiting, "person", "people")} in these files ${look.compare.waiting === 1 ? "is" : "are"}.`, () => app.parts.compare.known.focus(), "Answer"]);
  if (look.compare?.missing && !draft.gone) items.push([`Please say what becomes of the ${people(look.compare.missing)} who ${look.compare.missing === 1 ? "is" : "are"} not in these files.`, () => app.parts.compare.question.focus(), "Answer"]);
  errors.show(items);
  if (items.length) return;
  await app.deed(async () => {
    const before = { ...look.compare.numbers };
    Object.assign(app.state, await draft.ask("take", { basis: look.compare.basis }));
    app.done = { kind: "taken", ...before };
  }, (error) => errors.show([[error.message]]));
}

/** Make the box that says what was done, and undoes it. */
export function makeDone(app) {
  const title = h("h3", { tabindex: "-1" });
  const words = h("p", {});
  const next = h("a", { class: "mw-btn mw-main", href: app.model.get("_next") || "#" }, "Go on to pairing");
  const undo = button("Undo", () => undoLast(app));
  const back = button("Back to your files", () => { app.done = null; app.refresh({ focus: () => app.steps.check.focus() }); }, { class: "mw-btn mw-main" });
  const more = button("Bring in another roster", () => app.again(), { class: "mw-btn mw-plain" });
  const node = h("section", { class: "mw-card mwi-done", hidden: true, "aria-label": "Done" }, title, words, h("div", { class: "mwi-row" }, next, undo, back, more));
  return {
    node, focus: () => title.focus(),
    draw() {
      const { done } = app;
      node.hidden = !done;
      if (!done) return;
      const taken = done.kind === "taken";
      setText(title, taken ? `${people(app.state.people)} ${app.state.people === 1 ? "is" : "are"} on the roster now` : "The roster is as it was before");
      setText(words, taken ? `${changeWords(done)}.` : `${people(app.state.people)} ${app.state.people === 1 ? "is" : "are"} on it. Pairs and what people wrote are as they are.`);
      next.hidden = !taken || !app.model.get("_next");
      undo.hidden = !taken || !app.state.last || app.isOff();
      back.hidden = taken || !app.draft.files.length;
      setText(more, taken ? "Bring in another roster" : "Start anew");
    },
  };
}

export const undoLast = (app) => app.deed(async () => {
  Object.assign(app.state, await app.ask("undo", { number: app.state.last.number }));
  app.done = { kind: "undone" };
}, (error) => app.trouble(error));

/** The line on the roster that came in last, with its undo. */
export function makeLast(app) {
  const words = h("p", {});
  const undo = button("Undo it", () => openDialog(app.root, "Undo the last roster", (close) => [
    h("h3", {}, "Undo the last roster?"), h("p", {}, `${lastWords(app.state.last)} The people become as they were before. Pairs and what people wrote are kept.`),
    h("div", { class: "mwi-row" }, button("Undo it", () => { close(); undoLast(app); }, { class: "mw-btn mw-main" }), button("Leave it", close)),
  ]), { class: "mw-btn mw-plain" });
  const node = h("div", { class: "mwi-row mwi-last", hidden: true }, words, undo);
  return {
    node,
    draw() {
      const last = app.state?.last;
      node.hidden = !last || !!app.done;
      if (!last) return;
      setText(words, lastWords(last));
      undo.hidden = app.isOff();
    },
  };
}

const lastWords = (last) => `Last brought in on ${day(last.at)}${last.by ? ` by ${last.by}` : ""}: ${changeWords(last)}.`;

function changeWords({ added, changed, gone, same = 0 }) {
  const said = [[added, "added"], [changed, "changed"], [gone, "taken off"], [same, "as before"]].filter(([n]) => n);
  return said.map(([n, words]) => `${n.toLocaleString("en")} ${words}`).join(", ") || "nothing changed";
}
