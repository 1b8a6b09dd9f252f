// Saying yes to what was agreed: typed names and dates, what changed since, and looking at it again later.
import { h, keptAs, openDialog, setText, uid } from "./_dom.js";
import { isHeld } from "./_limits.js";
import { dayFrom } from "./_numbers.js";
import { PAIR_SIDES } from "./_expectations_place.js";

const dayWords = (iso) => new Date(`${iso}T12:00`).toLocaleDateString([], { dateStyle: "long" });

/** The room at the end: names, and revisiting. `both` is the room above it. */
export function makeNames(app, place, both) {
  const nameId = uid("name"), dateId = uid("date");
  const name = h("input", { id: nameId, class: "mw-input", type: "text", maxlength: "200", autocomplete: "name" });
  const date = h("input", { id: dateId, class: "mw-input mwf-date", type: "date", value: app.program.today });
  const go = h("button", { type: "button", class: "mw-btn mw-main", onclick: sayYes });
  const problems = h("div", { class: "mwf-problems", tabindex: "-1", hidden: true });
  const lines = Object.fromEntries(PAIR_SIDES.map((of) => [of, h("div", { class: "mwe-yes" }, h("p", { class: "mw-label" }, place.name(of)), h("p", {}), h("ul", { hidden: true }))]));
  const revisit = h("button", { type: "button", class: "mw-btn", onclick: askRevisit }, "Look at it again");
  const revisitWords = h("p", { class: "mw-hint" });
  const dates = app.links.cadence ? h("p", { class: "mwe-dates" }, h("a", { href: app.links.cadence })) : null;
  const form = h("div", { class: "mwe-sign" }, h("div", {}, h("label", { class: "mw-label", for: nameId }, "Your name, as you sign"), name), h("div", {}, h("label", { class: "mw-label", for: dateId }, "Date"), date), go);
  const used = app.kept.tie(`names ${place.field("yes", place.side)}`, form);
  const node = h("section", { class: "mwe-names mw-card", "aria-labelledby": `${nameId}-head` }, h("h3", { id: `${nameId}-head`, tabindex: "-1" }, "Our names"), h("p", {}, "This is a plan, not a contract. You can change it together at any time."), problems,
    h("div", { class: "mwe-yeses" }, lines.mentee, lines.mentor), form, h("div", { class: "mwe-later" }, h("div", {}, h("h4", {}, "Later"), revisitWords), revisit), dates);

  /** A day that the two agreed on, in words; "" when they agreed on none. */
  function agreedDay(id) {
    const question = app.questions().find((one) => one.id === id), given = question && place.agreed(question);
    return given?.type === "date" && given.answer ? dayWords(given.answer) : "";
  }
  const link = (words, act) => h("li", {}, h("a", { href: "#", onclick: (event) => { event.preventDefault(); act(); } }, words));
  function problemsNow() {
    const field = (input, words) => [words, () => input.focus()];
    const unsaved = app.questions().filter((question) => app.sheet.state(place.agreedKey(question)) !== "saved");
    return [...both.missing().map((question) => [`${question[place.side]} Write down what you agreed.`, () => both.reveal(question)]),
      ...unsaved.map((question) => [`${question[place.side]} This is not saved yet.`, () => both.reveal(question)]),
      ...(isHeld(name) ? [field(name, "The name is too long.")] : name.value.trim() ? [] : [field(name, "Type your name.")]), ...(dayFrom(date).value ? [] : [field(date, dayFrom(date).wrong ?? "Give a date.")])];
  }
  function sayYes() {
    const found = problemsNow();
    problems.hidden = !found.length;
    problems.replaceChildren(h("div", { role: "alert" }, h("h4", {}, "There is a problem"), h("ul", {}, ...found.map(([words, act]) => link(words, act)))));
    if (found.length) { problems.focus(); return; }
    app.sheet.all([[place.field("yes", place.side), { name: name.value.trim(), date: date.value, versions: place.versions() }]], { undo: false, say: "You said yes to what you agreed" });
    used();
    draw();
    node.querySelector("h3").focus();
  }
  function askRevisit() {
    const count = app.questions().filter(place.agreed).length;
    openDialog(app.root, "Look at it again", (close) => h("div", { class: "mwe-dialog" }, h("h3", { tabindex: "-1", autofocus: true }, "Look at it again"),
      h("p", {}, `What you agreed so far (${count === 1 ? "1 answer" : `${count} answers`}) is kept as it is. Then you can change it, and this page shows what changed.`),
      h("div", { class: "mwe-row" }, h("button", { type: "button", class: "mw-btn mw-main", onclick: () => { keep(); close(); } }, "Keep it and go on"), h("button", { type: "button", class: "mw-btn", onclick: close }, "Not now"))), undefined, keptAs(app.kept, "revisit"));
  }
  function keep() {
    const round = String((place.rounds().at(-1) ?? 0) + 1);
    const kept = app.questions().filter(place.agreed).map((question) => [place.field("past", round, question.id), place.agreed(question)]);
    app.sheet.all(kept, { undo: false, say: "What you agreed so far is kept. Now you can change it" });
    draw();
  }
  function draw() {
    for (const of of PAIR_SIDES) {
      const yes = place.yes(of), changed = place.changedSince(of);
      const [, words, list] = lines[of].children;
      setText(words, !yes ? "Has not said yes yet." : changed.length ? `${yes.name} said yes on ${dayWords(yes.date)}. Since then this changed:` : `${yes.name} said yes on ${dayWords(yes.date)}.`);
      lines[of].dataset.yes = yes ? (changed.length ? "changed" : "yes") : "no";
      const mark = changed.map((question) => question.id).join(" ");
      if (list.dataset.mark !== mark) { list.dataset.mark = mark; list.replaceChildren(...changed.map((question) => link(question[place.side], () => both.reveal(question)))); }
      list.hidden = !changed.length;
    }
    const mine = place.yes(place.side);
    setText(go, !mine ? "Yes, this is our plan" : "Say yes to it as it is now");
    form.hidden = app.isOff() || (!!mine && !place.changedSince(place.side).length);
    const rounds = place.rounds().length;
    const count = app.questions().filter(place.agreed).length;
    revisit.hidden = app.isOff() || !count;
    const review = agreedDay("review");
    if (dates) setText(dates.firstChild, review || agreedDay("trial-end") ? "Mark the days you agreed on in your meetings" : "Plan your meetings");
    setText(revisitWords, (review ? `You agreed to read this again on ${review}. ` : "") + (rounds ? `You looked at this again ${rounds === 1 ? "once" : `${rounds} times`}. What it said before is kept below each question.` : `${review ? "" : "Every six months is a good time to look at this again. "}What it says now is kept, and you see what changed.`));
  }
  return { node, draw, askRevisit };
}
