// What a step may show besides its words: questions of the form to try, a case, earlier answers, the speaker's notes.
import { h, patch, setText, uid } from "./_dom.js";
import { makeQuestion } from "./_form.js";
import { notesOf, roomFor } from "./_session_ledger.js";

/** The questions of the form that this step is about, as people will meet them. Nothing that is typed here is kept. */
export function makeTried(app, step) {
  if (!step.form?.length) return null;
  return h("section", { class: "mwt-form" }, h("h3", {}, "The form asks"), h("p", { class: "mw-hint" }, "Try it here. Nothing that you type into these is kept."), step.form.map((question) => tryQuestion(app, question)));
}

function tryQuestion(app, question) {
  const sides = question.mentor === question.mentee ? [["mentor", "Both, apart"]] : [["mentor", "Mentor"], ["mentee", "Mentee"]];
  const guide = question.guide?.length ? h("details", { class: "mwt-more" }, h("summary", {}, "Talk about it"), h("ul", {}, question.guide.map((line) => h("li", {}, line)))) : null;
  return h("div", { class: "mwt-try mw-card" }, h("div", { class: "mwt-sides" }, sides.map(([side, who]) => trySide(app, question, side, who))), guide);
}

function trySide(app, question, side, who) {
  let given = null; // on this page only
  const ctx = {
    asked: () => question[side], get: () => given, start: () => (question.start ? { answer: question.start, type: question.type } : null),
    set(_question, now) { given = now; made.show(); },
    version: () => 0, trouble: () => null, resolve: () => {}, state: () => "saved", isOff: () => false, say: app.say,
  };
  const made = makeQuestion(question, ctx);
  made.show();
  return h("div", { class: "mwt-side" }, h("span", { class: "mw-tag" }, who), made.node);
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
