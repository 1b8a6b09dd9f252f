// What counts, and how much: weights as words, and what would move before they are used.
import { h, patch, setText, uid } from "./_dom.js";
import { button, showText } from "./_pairing_parts.js";
import { draftEdit, draftOf } from "./_pairing_draft.js";
import { capital, countWords, listWords } from "./_pairing_words.js";

const WORDS = [["must", "Must have"], ["high", "High"], ["medium", "Medium"], ["low", "Low"], ["off", "Off"]];
const PLAIN = {
  topics: ["Topics", "wanted by one, known by the other"],
  wishes: ["Wishes", "whom the mentee wished for"],
  time: ["Shared time", "hours in which both are free"],
  place: ["Place", "the same region, near, or both rural"],
  purpose: ["Purpose", "what the pair is for"],
  experience: ["Experience", "a few years more than the mentee"],
  department: ["Department", "as the program prefers it"],
  "same role": ["Same position", "somebody who knows the job"],
  "library type": ["Type of library", "public, academic, school or special"],
  skills: ["Give and take", "the mentor can learn something, too"],
  hobbies: ["Outside work", "interests that both have"],
};

/** Make the folded settings; `desk` runs and asks. */
export function makeWeights(app, desk) {
  const view = { app, desk, picked: app.kept.get("weights", {}), selects: new Map(), turn: 0 };
  view.title = h("span", {});
  view.list = h("div", { class: "mwp-weights" });
  view.see = button("See what would move", () => seeMoves(view));
  view.use = button("Use these weights", () => useWeights(view), { class: "mw-btn mw-main" });
  view.back = button("Leave as it was", () => { pickAll(view, {}); forget(view); drawWeights(view); view.node.querySelector("select")?.focus(); }, { class: "mw-btn mw-plain" });
  view.plain = button("Back to the usual weights", () => { pickAll(view, Object.fromEntries([...view.selects].map(([name, one]) => [name, one.usual]))); forget(view); drawWeights(view); view.use.focus(); }, { class: "mw-btn mw-plain" });
  view.words = h("p", { class: "mwp-moves-words" });
  view.moves = h("ul", { class: "mwp-moves" });
  view.node = h("details", { class: "mwp-more mwp-settings", open: Object.keys(view.picked).length > 0 }, h("summary", {}, view.title),
    h("p", { class: "mw-hint" }, "“Must have” leaves out every pair in which it is missing. “Off” does not count at all. Nothing moves before you say so."),
    view.list, h("div", { class: "mwp-row" }, view.use, view.see, view.back, view.plain), view.words, view.moves);
  return { node: view.node, draw: () => drawWeights(view) };
}

const pickAll = (view, picked) => { view.picked = picked; view.app.kept.set("weights", Object.keys(picked).length ? picked : null); };
const weightOf = (view, name) => view.picked[name] ?? draftOf(view.app.ledger).weights[name] ?? view.selects.get(name).usual;
const changed = (view) => [...view.selects.keys()].filter((name) => view.picked[name] && view.picked[name] !== (draftOf(view.app.ledger).weights[name] ?? view.selects.get(name).usual));

function drawWeights(view) {
  const { app } = view;
  patch(view.list, app.plan.settings?.weights ?? [], ({ name }) => name, (one) => makeWeight(view, one));
  for (const [name, { select }] of view.selects) { select.value = weightOf(view, name); select.disabled = app.isOff(); }
  const now = changed(view);
  const own = [...view.selects].filter(([name, { usual }]) => (draftOf(app.ledger).weights[name] ?? usual) !== usual);
  setText(view.title, own.length ? `What counts, and how much: ${listWords(own.map(([name]) => `${plainName(name)} ${draftOf(app.ledger).weights[name]}`))}` : "What counts, and how much");
  view.use.hidden = view.back.hidden = !now.length;
  view.see.hidden = !now.length || !app.plan.result;
  view.plain.hidden = !own.length || !!now.length || app.isOff();
}

/** A factor's name as people say it. */
export const plainName = (name) => PLAIN[name]?.[0] ?? capital(name);

function makeWeight(view, { name, label, weight }) {
  const id = uid("weight");
  const [title, hint] = PLAIN[name] ?? [capital(label), ""];
  const select = h("select", { id, class: "mw-input", "aria-describedby": hint ? `${id}-hint` : undefined, onchange: () => { pickAll(view, { ...view.picked, [name]: select.value }); forget(view); drawWeights(view); } }, ...WORDS.map(([value, words]) => h("option", { value }, words)));
  view.selects.set(name, { select, usual: weight });
  return h("div", {}, h("label", { class: "mw-label", for: id }, title), h("p", { id: `${id}-hint`, class: "mw-hint" }, hint), select);
}

function forget(view) {
  view.turn += 1;
  showText(view.words, "");
  view.moves.replaceChildren();
}

const wholeWeights = (view) => Object.fromEntries([...view.selects.keys()].map((name) => [name, weightOf(view, name)]));

async function seeMoves(view) {
  const { app } = view;
  forget(view);
  const mine = view.turn; // an answer to earlier weights says nothing of these
  showText(view.words, "Working out who would move…");
  app.say(view.words.textContent);
  try {
    const told = await app.ask({ ask: "what-if", weights: wholeWeights(view) });
    if (mine !== view.turn) return;
    const number = told.moves.length;
    const paired = told.paired ? ` ${capital(countWords(Math.abs(told.paired), "pair"))} ${told.paired > 0 ? "more" : "fewer"} in all.` : "";
    showText(view.words, number ? `With these weights, ${countWords(number, "pair")} would be different.${paired}` : "With these weights, the same pairs would be proposed.");
    patch(view.moves, told.moves, (move) => `${move.mentee}/${move.purpose}`, (move) => h("li", {}, moveWords(app, move)));
  } catch (error) { if (mine === view.turn) showText(view.words, error.message); }
  if (mine === view.turn) app.say(view.words.textContent);
}

function moveWords(app, { mentee, before, after }) {
  const name = app.ledger.name;
  if (!before) return `${name(mentee)} would have ${name(after)}, and has nobody now.`;
  return after ? `${name(mentee)} would have ${name(after)} instead of ${name(before)}.` : `${name(mentee)} would have nobody instead of ${name(before)}.`;
}

function useWeights(view) {
  const { app } = view;
  const own = Object.entries(wholeWeights(view)).filter(([name, word]) => word !== view.selects.get(name).usual);
  pickAll(view, {});
  forget(view);
  app.edit(draftEdit("weights", own.length ? Object.fromEntries(own) : null), own.length ? `The weights are ${listWords(own.map(([name, word]) => `${plainName(name)} ${word}`))}` : "The usual weights count");
  view.node.querySelector("summary").focus();
  if (app.plan.result) view.desk.run();
}
