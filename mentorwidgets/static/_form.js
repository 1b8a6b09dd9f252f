// A form made from questions: every type of answer, branching, steps with progress, and a summary of what is missing.
import { h, patch, setText, uid } from "./_dom.js";
import { FIELDS } from "./_form_fields.js";
import { LISTS } from "./_form_lists.js";
import { isBlank, sameGiven, wordsOf } from "./_form_words.js";

/** Whether a question is asked, after what was answered before: `answerOf(id)` gives an earlier answer. */
export function isAsked(question, answerOf) {
  if (!question.when) return true;
  const said = answerOf(question.when.question);
  const list = Array.isArray(said) ? said : [typeof said === "boolean" ? (said ? "yes" : "no") : String(said ?? "")];
  return list.some((one) => question.when.answers.includes(one));
}

/**
 * One question with its control. `ctx` says how it is worded, where its answer stands and what may be done:
 *   asked(q), get(q), set(q, given | null, {wait, say, read}), version(q), trouble(q), resolve(q, whose), state(q)
 *   retract?(q)  take back what was planned a moment ago: what stands there now can be no answer
 *   start?(q)    what stands there from the beginning
 *   readers?(q)  words for "Who can read this"
 *   openWords    the label of "leave this open"; none when it is left out
 *   label        which answer it is, where several stand beside each other; isOff(), say(words), required?(q)
 */
export function makeQuestion(question, ctx) {
  const id = uid("q"), parts = { help: `${id}-help`, trouble: `${id}-trouble` };
  const view = { shown: null, read: 0, wrong: "", open: false, off: false, answer: null };
  const env = { id, describedBy: `${parts.help} ${parts.trouble}`, off: ctx.isOff, say: ctx.say, change: commit, complain, refuse, isWrong: () => !!view.wrong };
  const control = (FIELDS[question.type] ?? LISTS[question.type] ?? FIELDS.paragraph)(question, env);
  const wrong = h("p", { class: "mw-error", hidden: true }), earlier = h("p", { class: "mwf-earlier", hidden: true });
  const trouble = h("div", { id: parts.trouble, class: "mwf-trouble" }, wrong);
  const clash = h("div", { class: "mwf-clash", hidden: true });
  const open = ctx.openWords && !question.locked ? h("input", { type: "checkbox", onchange: () => { view.open = open.checked; commit(view.answer); } }) : null;
  const foot = h("div", { class: "mwf-foot" }, open && h("label", { class: "mwf-open" }, open, h("span", {}, ctx.openWords)), readersLine(ctx.readers?.(question)));
  const node = frame(question, ctx, control, { id, help: parts.help, body: [earlier, control.node, trouble, clash, foot] });
  node.addEventListener("focusout", (event) => { if (!node.contains(event.relatedTarget)) show(); });

  function commit(answer, { wait = 0, say } = {}) {
    view.answer = answer ?? null;
    const given = answer === null && !view.open ? null : { answer: answer ?? null, ...(view.open ? { open: true } : {}), asked: ctx.asked(question), type: question.type };
    view.shown = given;
    ctx.set(question, given, { wait, say, read: view.read });
  }
  function complain(words, input) {
    view.wrong = words;
    if (words) input.setAttribute("aria-invalid", "true");
    else for (const one of control.node.querySelectorAll?.("[aria-invalid]") ?? []) one.setAttribute("aria-invalid", "false");
    setText(wrong, words);
    wrong.hidden = !words;
  }
  /** What stands in the field is no answer: it stays there and nothing of it is saved. It is said once nobody types on. */
  function refuse(words, input, isSaid = true) {
    complain(isSaid ? words : "", input);
    view.wrong = words;
    view.shown = ctx.get(question) ?? null;
    ctx.retract?.(question);
  }
  function show() {
    const given = ctx.get(question) ?? ctx.start?.(question) ?? null;
    const isBusy = control.node.contains(node.getRootNode().activeElement);
    if (!sameGiven(given, view.shown) && !(isBusy && view.shown) && !view.wrong) put(given);
    if (sameGiven(given, view.shown)) view.read = ctx.version(question);
    drawState(given);
  }
  function put(given) {
    const fits = !given?.type || given.type === question.type;
    view.shown = given;
    view.answer = fits ? given?.answer ?? null : null;
    view.open = !!given?.open;
    control.show(view.answer);
    setText(earlier, fits || !given ? "" : `This question has changed. Your earlier answer was: ${wordsOf(given)}`);
    earlier.hidden = !earlier.textContent;
    if (open) open.checked = view.open;
  }
  function drawState(given) {
    const off = ctx.isOff();
    if (off !== view.off) for (const one of node.matches("fieldset") ? [node] : node.querySelectorAll("input, textarea")) one.disabled = off;
    view.off = off;
    node.dataset.state = ctx.state(question);
    node.dataset.said = String(!isBlank(given));
    showClash(clash, question, ctx, settle);
  }
  function settle(whose) {
    ctx.resolve(question, whose);
    if (view.wrong) complain("", control.node);
    put(ctx.get(question) ?? null);
    control.focus();
  }
  control.show(null);
  return { node, show, question, wrong: () => view.wrong, focus: () => control.focus() };
}

function frame(question, ctx, control, { id, help, body }) {
  const words = ctx.label ? [h("span", { class: "mw-sr" }, `${ctx.asked(question)} `), ctx.label] : [ctx.asked(question)];
  const needed = question.required ? h("span", { class: "mw-tag mw-warm mwf-needed" }, "Needed") : null;
  const helps = h("p", { id: help, class: "mw-hint mwf-help", hidden: !question.help || !!ctx.label }, question.help ?? "");
  const props = { class: "mwf-q", "data-question": question.id, "data-type": question.type };
  if (!control.group) return h("div", props, h("label", { class: "mwf-title", for: id }, ...words, needed), helps, ...body);
  return h("fieldset", { ...props, "aria-describedby": help }, h("legend", { class: "mwf-title" }, ...words, needed), helps, ...body);
}

const readersLine = (words) => (words ? h("p", { class: "mw-readers" }, h("span", { class: "mw-readers-eye", "aria-hidden": "true" }), h("span", {}, `Who can read this: ${words}.`)) : null);

// Both texts stand beside each other until somebody has chosen; nothing is lost meanwhile.
function showClash(box, question, ctx, settle) {
  const trouble = ctx.trouble(question);
  const mark = trouble ? `${trouble.kind} ${JSON.stringify([trouble.theirs, trouble.mine])}` : "";
  if (box.dataset.mark === mark) return;
  box.dataset.mark = mark;
  box.hidden = !trouble;
  if (!trouble) { box.replaceChildren(); return; }
  const choose = (words, whose) => h("button", { type: "button", class: "mw-btn", onclick: () => settle(whose) }, words);
  const side = (title, given, words, whose) => h("div", {}, h("p", { class: "mw-label" }, title), h("blockquote", {}, wordsOf(given) || "(nothing)"), choose(words, whose));
  if (trouble.kind === "refused") box.replaceChildren(h("p", {}, h("strong", {}, trouble.why), trouble.mend ? ` ${trouble.mend}` : ""), wordsOf(trouble.mine) ? h("blockquote", {}, wordsOf(trouble.mine)) : "", choose("All right", "theirs"));
  else box.replaceChildren(h("p", {}, h("strong", {}, `${trouble.by} changed this at the same time. Both texts are kept: please choose.`)),
    h("div", { class: "mw-both" }, side(`From ${trouble.by}`, trouble.theirs, `Keep the text from ${trouble.by}`, "theirs"), side("Yours", trouble.mine, "Use mine", "mine")));
}

/** The steps of a form, in the order in which they first come: [{name, questions}]. */
export function stepsOf(questions) {
  const steps = new Map();
  for (const question of questions) steps.set(question.step ?? "", [...(steps.get(question.step ?? "") ?? []), question]);
  return [...steps].map(([name, list]) => ({ name: name || "Questions", questions: list }));
}

/**
 * A whole form in steps. `ctx` as for `makeQuestion`; `level` is its heading's, `kept` remembers under `name` at which step one is.
 * Gives {node, draw(), progress(), showProblems([{question, words}]), reveal(id), setAll(yes), wrong()}.
 */
export function makeForm(questions, ctx, { level = 3, kept, name = "steps" } = {}) {
  const steps = stepsOf(questions), id = uid("form");
  const state = { at: 0, all: steps.length < 2, ...kept?.get(name) };
  const keep = () => kept?.set(name, { at: state.at, all: state.all });
  state.at = Math.min(state.at, Math.max(0, steps.length - 1)); // the form may have fewer steps now
  const byId = new Map(questions.map((question) => [question.id, question]));
  const answerOf = (name) => byId.has(name) && ctx.get(byId.get(name))?.answer;
  const asked = (list) => list.filter((question) => isAsked(question, answerOf));
  const done = (list) => list.filter((question) => !isBlank(ctx.get(question))).length;
  const counted = (step) => { const list = asked(step.questions); return `${done(list)} of ${list.length} answered`; };
  const built = new Map();
  const sections = steps.map((step, i) => h("section", { class: "mwf-step", "aria-labelledby": `${id}-${i}` }, h("div", { class: "mwf-step-head" }, h(`h${level}`, { id: `${id}-${i}`, tabindex: "-1" }, step.name), h("p", { class: "mw-hint" }))));
  const back = h("button", { type: "button", class: "mw-btn", onclick: () => go(state.at - 1) }), next = h("button", { type: "button", class: "mw-btn mw-main", onclick: () => go(state.at + 1) });
  const list = h("ol", { class: "mwf-nav-list", role: "list" }, ...steps.map((step, i) => h("li", {}, h("button", { type: "button", class: "mwf-nav-step", onclick: () => go(i) }, h("span", { class: "mwf-nav-name" }, step.name), h("span", { class: "mwf-nav-count" })))));
  const all = h("button", { type: "button", class: "mw-btn mw-plain mwf-all", onclick: () => setAll(!state.all) });
  const where = h("span", {});
  const nav = h("details", { class: "mwf-nav", open: true }, h("summary", {}, where), h("nav", { "aria-label": "Steps of this form" }, list), all);
  const problems = h("div", { class: "mwf-problems", tabindex: "-1", hidden: true });
  const walk = h("div", { class: "mwf-walk" }, back, next);
  const node = h("div", { class: "mwf" }, problems, h("div", { class: "mwf-body" }, nav, h("div", { class: "mwf-main" }, ...sections, walk)));
  nav.hidden = steps.length < 2;
  const width = new ResizeObserver(([entry]) => { const wide = entry.contentRect.width >= 860; if (wide !== state.wide) { state.wide = wide; nav.open = wide; } });
  width.observe(node);

  function build(i) {
    if (built.has(i)) return;
    const made = steps[i].questions.map((question) => makeQuestion(question, ctx));
    sections[i].append(...made.map((one) => one.node));
    built.set(i, made);
  }
  function go(i) {
    state.at = Math.max(0, Math.min(steps.length - 1, i));
    keep();
    draw();
    if (!state.wide) nav.open = false;
    const head = sections[state.at].querySelector(`h${level}`);
    head.focus({ preventScroll: true });
    sections[state.at].scrollIntoView({ block: "start" });
  }
  function setAll(yes) { state.all = yes; keep(); draw(); ctx.say(yes ? "All steps are on one page." : "One step at a time."); }
  function draw() {
    steps.forEach((step, i) => {
      const shown = state.all || i === state.at;
      if (shown) build(i);
      sections[i].hidden = !shown;
      for (const one of built.get(i) ?? []) { one.node.hidden = !isAsked(one.question, answerOf); one.show(); }
      setText(sections[i].querySelector(".mw-hint"), counted(step));
      const button = list.children[i].firstChild;
      setText(button.lastChild, counted(step).replace(" answered", ""));
      button.dataset.done = String(done(asked(step.questions)) === asked(step.questions).length);
      if (!state.all && i === state.at) button.setAttribute("aria-current", "step"); else button.removeAttribute("aria-current");
    });
    setText(where, state.all ? `All ${steps.length} steps` : `Step ${state.at + 1} of ${steps.length}: ${steps[state.at].name}`);
    setText(all, state.all ? "Show one step at a time" : "Show all on one page");
    walk.hidden = state.all;
    back.hidden = state.at === 0;
    next.hidden = state.at === steps.length - 1;
    setText(back, `Back: ${steps[state.at - 1]?.name ?? ""}`);
    setText(next, `Next: ${steps[state.at + 1]?.name ?? ""}`);
  }
  function reveal(name) {
    const i = steps.findIndex((step) => step.questions.some((question) => question.id === name));
    if (i < 0) return;
    state.at = i;
    draw();
    const one = built.get(i).find((made) => made.question.id === name);
    one.node.scrollIntoView({ block: "center" });
    one.focus();
  }
  function showProblems(found) {
    problems.hidden = !found.length;
    if (!found.length) { problems.replaceChildren(); return; }
    const links = found.map(({ question, words }) => h("li", {}, h("a", { href: "#", onclick: (event) => { event.preventDefault(); reveal(question.id); } }, `${ctx.asked(question)} ${words}`)));
    problems.replaceChildren(h("div", { role: "alert" }, h(`h${level}`, {}, "There is a problem"), h("ul", {}, ...links)));
    problems.focus();
  }
  draw();
  return {
    node, draw, reveal, showProblems, setAll, close: () => width.disconnect(),
    wrong: () => [...built.values()].flat().filter((one) => one.wrong()).map((one) => ({ question: one.question, words: one.wrong() })),
    progress: () => { const open = asked(questions); return { done: done(open), of: open.length }; },
  };
}
