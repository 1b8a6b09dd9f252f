// What a step may show besides its words: questions of the form to try, a case, earlier answers, the speaker's notes.
import { h, patch, setText, uid } from "./_dom.js";
import { notesOf, roomFor } from "./_session_ledger.js";

/** The questions of the form that this step is about, to be tried. Nothing of it is kept. */
export function makeForm(step) {
  if (!step.form?.length) return null;
  return h("section", { class: "mwt-form" }, h("h3", {}, "The form asks"), h("p", { class: "mw-hint" }, "Try it here. Nothing that you type into these is kept."), step.form.map(makeQuestion));
}

function makeQuestion(question) {
  const side = (words, who) => {
    const id = uid("mwt-try");
    if (question.options?.length && PICKED[question.type]) return makePicking(question, words, who, id);
    const area = h("textarea", { id, class: "mw-input", rows: 2, oninput: () => { area.style.blockSize = "auto"; area.style.blockSize = `${area.scrollHeight + 4}px`; } });
    return h("div", { class: "mwt-side" }, h("label", { for: id }, h("span", { class: "mw-tag" }, who), h("span", { class: "mwt-asked" }, words)), area);
  };
  const same = question.mentor === question.mentee;
  const sides = same ? [side(question.mentor, "Both, apart")] : [side(question.mentor, "Mentor"), side(question.mentee, "Mentee")];
  const start = question.start && h("blockquote", { class: "mwt-start" }, question.start);
  const guide = question.guide?.length ? h("details", { class: "mwt-more" }, h("summary", {}, "Talk about it"), h("ul", {}, question.guide.map((line) => h("li", {}, line)))) : null;
  return h("div", { class: "mwt-try mw-card" }, h("div", { class: "mwt-sides" }, sides), start, guide);
}

const PICKED = { "one-of": "radio", scale: "radio", "several-of": "checkbox" };

function makePicking(question, words, who, name) {
  const option = (text) => h("label", { class: "mw-check" }, h("input", { type: PICKED[question.type], name }), h("span", {}, text));
  return h("fieldset", { class: "mwt-side mwt-picking" }, h("legend", {}, h("span", { class: "mw-tag" }, who), h("span", { class: "mwt-asked" }, words)), question.options.map(option));
}

/** A case to practice with: what others suggest is shown after the room has answered. */
export function makeCase(app, step) {
  const cards = step.cases ?? [];
  if (!cards.length) return null;
  const id = uid("mwt-case");
  const choose = h("select", { id, class: "mw-input", onchange: () => show(cards[choose.selectedIndex]) }, cards.map((card) => h("option", {}, card.title)));
  const shown = h("div", { class: "mwt-case-words" });
  const guide = h("div", { class: "mwt-guide", hidden: true, tabindex: "-1" });
  const open = h("button", { type: "button", class: "mw-btn", onclick: () => { guide.hidden = false; open.hidden = true; guide.focus(); } });
  const lines = (texts) => h("ul", {}, (texts ?? []).map((text) => h("li", {}, text)));
  const show = (card) => {
    shown.replaceChildren(h("h3", {}, card.title), h("p", { class: "mwt-lead" }, card.barrier), lines(card.signs));
    guide.replaceChildren(h("h3", {}, "What others suggest"), h("ul", {}, card.help.map((one) => h("li", {}, h("strong", {}, one.text), lines(one.activities)))));
    guide.hidden = true;
    open.hidden = false;
  };
  show(cards[0]);
  const node = h("section", { class: "mwt-case mw-card" }, h("div", { class: "mwt-where mw-noprint" }, h("label", { class: "mw-label", for: id }, "Case"), choose), shown, h("div", { class: "mw-noprint" }, open), guide);
  return {
    node,
    draw() {
      const room = roomFor(app.sheet, step.ask?.[0]?.id);
      const answered = room?.shown && notesOf(app.sheet, room.id).length;
      setText(open, answered ? "Show what others suggest" : "Show what others suggest, without waiting for answers");
    },
  };
}

/** What the room wrote to earlier questions: what they knew and wanted, beside what they learned. */
export function makeRecall(app, step) {
  if (!step.looks_back?.length) return null;
  const box = h("div", { class: "mwt-sides" });
  const questions = new Map(app.steps.flatMap((one) => one.ask ?? []).map((ask) => [ask.id, ask.question]));
  const make = (id) => h("section", { class: "mwt-recall mw-card" }, h("h3", {}, questions.get(id)), h("ul", {}), h("p", { class: "mw-hint" }, "Nothing was shown here."));
  return {
    node: box,
    draw: () => patch(box, step.looks_back, (id) => id, make, (node, id) => {
      const room = roomFor(app.sheet, id);
      const notes = room?.shown ? notesOf(app.sheet, room.id) : [];
      patch(node.querySelector("ul"), notes, (note) => note.id, () => h("li", {}), (line, note) => setText(line, String(note.words)));
      node.lastChild.hidden = notes.length > 0;
    }),
  };
}

/** Words for the speaker alone: folded away until somebody unfolds them, and never printed unasked. */
export function makeNotes(step) {
  return h("details", { class: "mwt-notes mw-noprint" }, h("summary", {}, "Notes for you"), h("ul", {}, (step.notes ?? []).map((note) => h("li", {}, note))), h("p", { class: "mw-hint" }, `Plan about ${step.minutes} minutes. ${step.source ? `After ${step.source}. ` : ""}Open this page on your own phone, too, and unfold the notes there.`));
}
