// Compare and agree: both answers beside each other, where they differ in words, a guide to talk, and what the two agreed.
import { h, patch, setText, uid } from "./_dom.js";
import { readersOf } from "./_readers.js";
import { isAsked, makeQuestion, stepsOf } from "./_form.js";
import { isBlank, sameGiven, wordsOf } from "./_form_words.js";
import { compareOne, alignmentWords } from "./_expectations_compare.js";
import { diffNode } from "./_expectations_diff.js";
import { PAIR_SIDES } from "./_expectations_place.js";

const STANDINGS = { aligned: ["Aligned", "mw-good"], discuss: ["To discuss", "mw-warm"], open: ["Open", ""] };
const FILTERS = { discuss: (n) => `${n} to discuss`, open: (n) => `${n} open`, aligned: (n) => `${n} aligned`, missing: (n) => `${n} not agreed yet`, all: (n) => `All ${n}` };
const dayAndTime = (iso) => (iso ? new Date(iso).toLocaleString([], { dateStyle: "long", timeStyle: "short" }) : "");

/** The questions as the pair agrees on them: one column for both, which each may write. */
function agreedCtx(app, place) {
  const { sheet } = app;
  const name = (question) => place.agreedKey(question);
  return {
    label: "We agreed",
    asked: (question) => question[place.side],
    get: place.agreed, start: place.start,
    set: (question, given, { wait, say, read }) => sheet.all([[name(question), given]], { wait, read, say: say ?? "", undo: !!say }),
    version: (question) => sheet.version(name(question)),
    trouble: (question) => sheet.trouble(name(question)),
    retract: (question) => sheet.retract(name(question)),
    resolve: (question, whose) => sheet.resolve(name(question), whose),
    state: (question) => sheet.state(name(question)),
    openWords: "We decided to leave this open",
    isOff: () => app.isOff(),
    say: app.say,
  };
}

/** The room of a pair when both are ready. */
export function makeBoth(app, place) {
  const ctx = agreedCtx(app, place);
  const pairNow = place.field("agreed"), labelId = uid("show");
  const byId = new Map(app.questions().map((question) => [question.id, question]));
  const said = (of, question) => place.answer(of, question);
  const isOn = (question) => PAIR_SIDES.some((of) => isAsked(question, (id) => byId.has(id) && said(of, byId.get(id))?.answer)) || !!place.agreed(question);
  const compared = () => new Map(app.questions().filter(isOn).map((question) => [question.id, compareOne(question, said("mentor", question), said("mentee", question))]));
  const isMissing = (question) => isBlank(place.agreed(question) ?? place.start(question));
  const summary = h("p", { class: "mwe-summary" });
  const buttons = Object.keys(FILTERS).map((name) => h("button", { type: "button", class: "mw-btn", "data-filter": name, onclick: () => choose(name) }));
  const filters = h("div", { class: "mwe-filters", role: "group", "aria-labelledby": labelId }, ...buttons);
  const take = h("button", { type: "button", class: "mw-btn", onclick: takeSame });
  const readers = readersOf(app.model, place.field("agreed", "x"));
  const others = h("p", {}), everything = h("button", { type: "button", class: "mw-btn", onclick: () => { choose("all"); buttons.at(-1).focus(); } }), rest = h("div", { class: "mwe-rest" }, others, everything);
  const list = h("div", { class: "mwe-list" }), empty = h("p", { class: "mwe-empty" }, "There is nothing here. Choose another list above.");
  const node = h("section", { class: "mwe-both", "aria-label": "Compare and agree" }, h("div", { class: "mwe-both-head mw-card" }, summary, h("p", { class: "mw-hint" }, "A difference is no fault: it is what to talk about. Write down what you agree on, or that you leave it open."), h("div", {}, h("p", { class: "mw-label", id: labelId }, "Which questions to show"), filters), h("p", {}, take),
    readers ? h("p", { class: "mw-readers" }, h("span", { class: "mw-readers-eye", "aria-hidden": "true" }), h("span", {}, `Who can read this: ${readers}.`)) : null), list, empty, rest);
  const items = new Map();

  const sameNow = (all) => app.questions().filter((question) => all.get(question.id)?.standing === "aligned" && isMissing(question) && sameGiven(said("mentor", question), said("mentee", question)));
  function takeSame() {
    const found = sameNow(compared());
    app.sheet.all(found.map((question) => [place.agreedKey(question), copyOf(question, said("mentor", question), place)]), { say: `${found.length === 1 ? "1 answer" : `${found.length} answers`} taken over` });
    draw();
    buttons.find((button) => button.getAttribute("aria-pressed") === "true").focus();
  }
  function choose(name) {
    app.showing.set(pairNow, name);
    app.kept.set("showing", Object.fromEntries(app.showing));
    draw();
    app.say(`Shown: ${buttons.find((button) => button.dataset.filter === name).textContent}.`);
  }
  /** What is shown. Talk begins with what differs, as soon as there is any; what was agreed is read as a whole. */
  function showing(count) {
    const name = app.showing.get(pairNow) ?? (place.stage() === "agreed" ? "all" : ["discuss", "open"].find(count) ?? "all");
    if (name === "discuss") app.showing.set(pairNow, name);
    return name;
  }
  function draw() {
    const all = compared();
    const fits = (question, name) => all.has(question.id) && (name === "all" || (name === "missing" ? isMissing(question) : all.get(question.id).standing === name));
    setText(summary, `${alignmentWords([...all.values()])}.`);
    const count = (name) => app.questions().filter((question) => fits(question, name)).length;
    const now = showing(count);
    for (const button of buttons) {
      setText(button, FILTERS[button.dataset.filter](count(button.dataset.filter)));
      button.setAttribute("aria-pressed", String(button.dataset.filter === now));
    }
    const same = app.isOff() ? [] : sameNow(all);
    take.hidden = !same.length;
    setText(take, same.length === 1 ? "Take over the one answer that is the same" : `Take over the ${same.length} answers that are the same`);
    // What somebody works on stays, also when it does not fit the list any more.
    const busy = (question) => items.get(question.id)?.node.contains(node.getRootNode().activeElement);
    const shown = app.questions().filter((question) => fits(question, now) || (all.has(question.id) && busy(question)));
    patch(list, stepsOf(shown), (step) => step.name, (step) => h("section", { class: "mwe-step" }, h("h3", {}, step.name), h("div", { class: "mwe-items" })), (section, step) => {
      patch(section.lastChild, step.questions, (question) => question.id, (question) => itemOf(question).node, (_node, question) => items.get(question.id).draw(all.get(question.id)));
    });
    empty.hidden = !!shown.length;
    const left = all.size - shown.length;
    rest.hidden = !left;
    setText(others, left === 1 ? "1 more question is not shown here." : `${left} more questions are not shown here.`);
    setText(everything, `Show all ${all.size}`);
  }
  function itemOf(question) {
    if (!items.has(question.id)) items.set(question.id, makeItem(app, place, ctx, question));
    return items.get(question.id);
  }
  return {
    node, draw, missing: () => app.questions().filter((question) => question.required && isOn(question) && isMissing(question)),
    reveal(question) {
      app.showing.set(pairNow, "all");
      draw();
      const item = items.get(question.id);
      item?.node.scrollIntoView({ block: "center" });
      item?.focus();
    },
  };
}

/** An answer as the pair takes it over. */
const copyOf = (question, given, place) => ({ answer: given.answer ?? null, ...(given.open ? { open: true } : {}), asked: question[place.side], type: question.type });

function makeItem(app, place, ctx, question) {
  const tag = h("span", { class: "mw-tag" }), words = h("p", { class: "mwe-words" });
  const isShared = question.mentor === question.mentee;
  const title = isShared ? question.mentor : question[place.side];
  const columns = PAIR_SIDES.map((of) => ({ of, said: h("div", { class: "mwe-said" }), use: h("button", { type: "button", class: "mw-btn mwf-small", onclick: () => use(of) }, "Use this", h("span", { class: "mw-sr" }, ` answer of ${place.name(of)} for “${title}”`)) }));
  const field = makeQuestion(question, ctx);
  const who = h("p", { class: "mw-hint" }), since = h("div", { class: "mwe-since", hidden: true });
  const guide = question.guide?.length ? h("details", { class: "mwe-guide" }, h("summary", {}, "Talk it through", h("span", { class: "mw-sr" }, `: ${title}`)), h("ul", {}, ...question.guide.map((line) => h("li", {}, line)))) : null;
  const boxes = columns.map(({ of, said, use: button }) => h("div", { class: "mwe-col" }, h("p", { class: "mw-label" }, of === place.side ? `${place.name(of)} (you)` : place.name(of)), isShared ? null : h("p", { class: "mw-hint" }, question[of]), said, button));
  const node = h("article", { class: "mwe-item mw-card" }, h("div", { class: "mwe-item-head" }, h("h4", {}, title), tag), words, question.blanks && question.type !== "consent" ? h("p", { class: "mw-hint" }, question.blanks) : null,
    h("div", { class: "mwe-three" }, ...boxes, h("div", { class: "mwe-col mwe-agreed" }, field.node, who, since)), guide);

  function use(of) {
    const given = copyOf(question, place.answer(of, question), place);
    app.sheet.all([[place.agreedKey(question), given]], { say: `The answer of ${place.name(of)} is taken over` });
    field.show();
    field.focus();
  }
  function draw(comparison) {
    const [label, tone] = STANDINGS[comparison.standing];
    setText(tag, label);
    tag.className = `mw-tag ${tone}`;
    node.dataset.standing = comparison.standing;
    setText(words, comparison.words);
    for (const { of, said, use: button } of columns) {
      const given = place.answer(of, question);
      setText(said, wordsOf(given) || "Nothing yet");
      said.classList.toggle("mw-soft", isBlank(given));
      button.hidden = app.isOff() || isBlank(given) || (given.type ?? "") !== question.type || sameGiven(given, place.agreed(question)) || (question.locked && given.open);
    }
    field.show();
    const saved = app.sheet.saved.get(place.agreedKey(question));
    setText(who, saved?.by && saved.value ? `Written by ${saved.by}, ${dayAndTime(saved.at)}` : !place.agreed(question) && question.start ? "This stands from the beginning. You can put it in your own words." : "");
    drawSince();
  }
  function drawSince() {
    const now = wordsOf(place.agreed(question) ?? place.start(question));
    const rounds = place.rounds().filter((number) => place.past(number, question)), round = rounds.at(-1);
    const before = round ? wordsOf(place.past(round, question)) : "";
    const changed = PAIR_SIDES.filter((of) => place.changedSince(of).includes(question)).map((of) => place.name(of));
    const mark = JSON.stringify([now, round, before, changed]);
    if (since.dataset.mark === mark) return;
    since.dataset.mark = mark;
    const notes = [changed.length ? h("p", { class: "mw-tag mw-warm" }, `Changed since ${changed.join(" and ")} said yes`) : null,
      round && before !== now ? h("div", {}, h("p", { class: "mw-hint" }, `What changed since you looked again (${round}):`), diffNode(before, now)) : null,
      rounds.length ? h("details", { class: "mwe-before" }, h("summary", {}, "What it said before"), ...[...rounds].reverse().map((number) => h("p", {}, h("strong", {}, `Until you looked again (${number}): `), wordsOf(place.past(number, question))))) : null];
    since.replaceChildren(...notes.filter(Boolean));
    since.hidden = !since.childElementCount;
  }
  return { node, draw, focus: field.focus };
}
