// Apart: one side answers, and says when they are ready. Nothing of the other side is here.
import { h, setText } from "./_dom.js";
import { readersOf } from "./_readers.js";
import { makeForm } from "./_form.js";
import { makeAgain } from "./_expectations_again.js";

/** The questions as one side answers them. */
export function ownCtx(app, place) {
  const { sheet } = app;
  const name = (question) => place.answerKey(place.side, question);
  return {
    asked: (question) => question[place.side],
    get: (question) => place.answer(place.side, question),
    set: (question, given, { wait, say, read }) => sheet.all([[name(question), given]], { wait, read, say: say ?? "", undo: !!say }),
    version: (question) => sheet.version(name(question)),
    trouble: (question) => sheet.trouble(name(question)),
    retract: (question) => sheet.retract(name(question)),
    resolve: (question, whose) => sheet.resolve(name(question), whose),
    state: (question) => sheet.state(name(question)),
    readers: (question) => (question.readers === "coordinator" ? readersOf(app.model, name(question)) : ""),
    openWords: "I would leave this open",
    isOff: () => app.isOff(),
    say: app.say,
  };
}

/** The room of one side before both are ready, and of their own answers afterwards. */
export function makeApart(app, place) {
  const ctx = ownCtx(app, place);
  const form = makeForm(app.questions(), ctx, { level: 3, kept: app.kept, name: `steps ${place.field("answer", place.side)}` }), again = makeAgain(app, place);
  const other = place.name(place.other);
  const progress = h("strong", {}), words = h("p", {}), bar = h("div", { class: "mwe-line", "aria-hidden": "true" }, h("div", {}));
  const go = h("button", { type: "button", class: "mw-btn mw-main", onclick: ready }, "I am ready to compare");
  const back = h("button", { type: "button", class: "mw-btn", onclick: writeOn }, "I would like to write on first");
  const waiting = h("div", { class: "mwe-note mwe-wait", tabindex: "-1" }, h("p", {}, h("strong", {}, `You are ready. ${other} is still writing.`)), h("p", {}, `You will see each other's answers here as soon as ${other} is ready, too. Until then you can still change yours.`), h("p", {}, back));
  const finish = h("section", { class: "mwe-finish mw-card", "aria-label": "Are you ready?" }, h("div", {}, h("p", {}, progress), bar, words), go);
  const readers = readersOf(app.model, place.field("answer", place.side, "x"));
  const privacy = readers ? h("p", { class: "mw-readers mwe-privacy" }, h("span", { class: "mw-readers-eye", "aria-hidden": "true" }), h("span", {}, `Who can read your answers: ${readers}.`)) : null;
  const node = h("div", { class: "mwe-apart" }, waiting, privacy, again.node, form.node, finish);

  function ready() {
    const wrong = form.wrong();
    form.showProblems(wrong);
    if (wrong.length) return;
    app.sheet.all([[place.field("ready", place.side), true]], { undo: false, say: "You are ready to compare" });
    if (!place.bothReady()) { draw(); waiting.focus(); }
  }
  function writeOn() {
    app.sheet.all([[place.field("ready", place.side), null]], { undo: false, say: "You are writing on" });
    draw();
    go.focus();
  }
  function draw() {
    form.draw();
    again.draw();
    const { done, of } = form.progress();
    const isReady = place.isReady(place.side), both = place.bothReady();
    waiting.hidden = !isReady || both;
    finish.hidden = isReady || both;
    go.disabled = app.isOff();
    setText(progress, `You have answered ${done} of ${of}.`);
    bar.firstChild.style.inlineSize = `${of ? Math.round((100 * done) / of) : 0}%`;
    setText(words, place.isReady(place.other) ? `${other} is ready. When you are, too, you both see each other's answers.` : `What you leave out counts as open. When you are both ready, you see each other's answers.`);
  }
  return { node, draw, form, close: () => form.close() };
}
