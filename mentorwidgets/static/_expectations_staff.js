// The page of whoever runs the program: how far each pair is, what is marked for the coordinator, and the program's own questions.
import { h, patch, setText } from "./_dom.js";
import { emptyBox } from "./_empty.js";
import { key } from "./_saver.js";
import { wordsOf } from "./_form_words.js";
import { makeEditor } from "./_expectations_editor.js";
import { openPlace, PAIR_SIDES } from "./_expectations_place.js";
import { printPart } from "./_expectations_paper.js";

/** The room of coordinators: words of progress, and nothing of what a pair keeps for itself. */
export function makeStaff(app) {
  const pairs = app.pairs().filter((pair) => !pair.ended).map((pair) => openPlace(app, pair, "mentee"));
  const title = h("h2", { tabindex: "-1" }, "How far the pairs are");
  const words = h("p", { class: "mwe-summary" });
  const list = h("ul", { role: "list", class: "mwe-pairs" });
  const empty = emptyBox("No pairs yet", "As soon as two people both say yes, they begin here.");
  const editor = makeEditor(app);
  const node = h("div", { class: "mwe-staff" }, h("header", { class: "mwe-head" }, h("div", {}, title, words, h("p", { class: "mw-hint" }, "What a pair answers and agrees stays with the two. You see how far they are, and what a question marks for you."))), list, empty,
    h("section", { class: "mw-card" }, printPart(app, { blank: (how) => app.print(how) })), editor.node);
  function draw() {
    patch(list, pairs, (place) => key(place.pair.mentee, place.pair.mentor, place.pair.purpose), makeRow, (row, place) => drawRow(app, row, place));
    const stages = pairs.map((place) => place.stage());
    const count = (name) => stages.filter((stage) => stage === name).length;
    setText(words, pairs.length ? `${count("apart")} answer apart, ${count("compare")} compare, ${count("agreed")} agreed.` : "");
    list.hidden = !pairs.length;
    empty.hidden = !!pairs.length;
    editor.draw();
  }
  return { node, draw, focus: () => title.focus() };
}

function makeRow(place) {
  return h("li", { class: "mw-card mwe-pair-row" }, h("div", {}, h("h3", {}, `${place.name("mentee")} and ${place.name("mentor")}`), h("p", { class: "mw-soft" }, place.pair.purpose)), h("p", { class: "mwe-stand" }), h("div", { class: "mwe-told" }));
}

function drawRow(app, row, place) {
  setText(row.children[1], progressWords(app, place));
  row.dataset.stage = place.stage();
  const told = app.questions().filter((question) => question.readers === "coordinator").flatMap((question) => PAIR_SIDES.map((of) => ({ question, of, words: wordsOf(app.sheet.get(place.field("told", of, question.id))) }))).filter(({ words }) => words);
  const mark = JSON.stringify(told.map(({ question, of, words }) => [question.id, of, words]));
  const box = row.lastChild;
  if (box.dataset.mark === mark) return;
  box.dataset.mark = mark;
  box.hidden = !told.length;
  box.replaceChildren(h("p", { class: "mw-label" }, "Marked for you"), h("dl", {}, ...told.map(({ question, of, words }) => h("div", {}, h("dt", {}, `${place.name(of)}: ${question[of]}`), h("dd", {}, words)))));
}

/** How far a pair is, in words; counts are those of the moment when the page was opened. */
export function progressWords(app, place) {
  const counts = app.model.get("_counts")?.[key(place.pair.mentee, place.pair.mentor, place.pair.purpose)] ?? {};
  const name = (of) => place.name(of);
  const yes = PAIR_SIDES.filter(place.yes), ready = PAIR_SIDES.filter(place.isReady);
  if (yes.length === 2) return `Agreed: ${name("mentee")} on ${place.yes("mentee").date}, ${name("mentor")} on ${place.yes("mentor").date}.`;
  if (ready.length === 2) return yes.length ? `Comparing. ${name(yes[0])} said yes already.` : "Comparing, and writing down what they agree.";
  const of = app.questions().length;
  const each = PAIR_SIDES.map((side) => (place.isReady(side) ? `${name(side)} is ready` : counts[side] ? `${name(side)} answered ${counts[side]} of ${of}` : `${name(side)} has not begun`));
  return `${each.join(", ")}.`;
}
