// The program's own questions: a ready form to begin with, then leave out, lock, reorder, reword and add.
import { firstHeld } from "./_limits.js";
import { h, patch, setText, uid } from "./_dom.js";
import { movedTo } from "./_engine.js";
import { makeAdder } from "./_expectations_adder.js";

/** The part of the coordinator's page that changes the `form` field; Python looks at every change before it counts. */
export function makeEditor(app) {
  const node = h("details", { class: "mwe-editor mw-card" }, h("summary", {}, "The program's own questions"));
  let inside = null;
  const build = () => { inside ??= fill(app, node); inside.draw(); };
  node.addEventListener("toggle", () => { if (node.open) build(); });
  app.editorOpen ??= false;
  node.open = app.editorOpen;
  node.addEventListener("toggle", () => { app.editorOpen = node.open; });
  if (node.open) build();
  return { node, draw: () => inside?.draw() };
}

const changesNow = (app) => ({ variant: "", leave_out: [], lock: [], order: [], questions: [], ...app.sheet.get("form") });

/** Save changes of the form, without what is empty; none of them is no field. */
function save(app, changes, say) {
  const kept = Object.fromEntries(Object.entries(changes).filter(([, value]) => value.length));
  app.sheet.all([["form", Object.keys(kept).length ? kept : null]], { say });
}

function fill(app, node) {
  const variantId = uid("variant");
  const variants = app.model.get("_variants") ?? [];
  const about = h("p", { class: "mw-hint" });
  const select = h("select", { id: variantId, class: "mw-input", onchange: () => { save(app, { ...changesNow(app), variant: select.value, order: [] }, `The form is ${variants.find((one) => one.id === select.value)?.name ?? "ours"}`); } }, h("option", { value: "" }, "Our plain form"), ...variants.map((one) => h("option", { value: one.id }, one.name)));
  const list = h("ol", { class: "mwe-edit-list", role: "list" }), out = h("ul", { class: "mwe-out", role: "list" }), outBox = h("div", {}, h("h4", {}, "Left out"), out);
  const trouble = h("p", { class: "mw-error", role: "status" });
  node.append(h("div", { class: "mwe-editor-body" }, h("p", {}, "Everyone in the program gets these questions. What was answered already stays readable, also when you change or leave out its question."),
    h("div", {}, h("label", { class: "mw-label", for: variantId }, "Begin with"), select, about), trouble, h("h4", {}, "Questions in their order"), list, outBox, makeAdder(app, addOwn)));
  const tools = deedsOf(app);
  const makeOut = (name) => h("li", {}, h("span", {}), h("button", { type: "button", class: "mw-btn mwf-small", onclick: () => tools.bringBack(name) }, "Ask it again ", h("span", { class: "mw-sr" })));
  function draw() {
    const changes = changesNow(app), questions = app.questions();
    if (select.value !== changes.variant) select.value = changes.variant;
    setText(about, variants.find((one) => one.id === changes.variant)?.about ?? "Good for most programs.");
    const refused = app.sheet.trouble("form");
    setText(trouble, refused?.why ?? "");
    patch(list, questions, (question) => question.id, (question) => makeLine(app, question, tools), (row, question) => drawLine(row, question, questions));
    patch(out, changes.leave_out, (name) => name, makeOut, (row, name) => { for (const words of row.querySelectorAll("span")) setText(words, app.form.left_out?.[name] ?? name); });
    outBox.hidden = !changes.leave_out.length;
  }
  return { draw };
}

function addOwn(app, question) {
  const now = changesNow(app), names = new Set([...now.questions, ...app.questions()].map((one) => one.id));
  let number = 1;
  while (names.has(`own-${number}`)) number += 1;
  save(app, { ...now, questions: [...now.questions, { id: `own-${number}`, step: "Our own questions", ...question }] }, "A question is added");
}

function deedsOf(app) {
  const without = (list, name) => list.filter((other) => other !== name);
  return {
    leaveOut(question) { const now = changesNow(app); save(app, { ...now, leave_out: [...now.leave_out, question.id], order: without(now.order, question.id), lock: without(now.lock, question.id) }, "A question is left out"); },
    bringBack(name) { const now = changesNow(app); save(app, { ...now, leave_out: without(now.leave_out, name) }, "A question is asked again"); },
    lock(question) { const now = changesNow(app); save(app, { ...now, lock: now.lock.includes(question.id) ? without(now.lock, question.id) : [...now.lock, question.id] }, now.lock.includes(question.id) ? "It may be left open again" : "It cannot be left open now"); },
    isLockedHere: (question) => changesNow(app).lock.includes(question.id),
    move(question, by) {
      const names = app.questions().map((one) => one.id), at = names.indexOf(question.id);
      if (!names[at + by]) return;
      save(app, { ...changesNow(app), order: movedTo(names, at, at + by) }, "The order is changed");
    },
    reword(question, words) {
      const now = changesNow(app);
      const before = now.questions.find((one) => one.id === question.id) ?? { id: question.id };
      save(app, { ...now, questions: [...now.questions.filter((one) => one.id !== question.id), { ...before, ...words }] }, "A question has new words");
    },
  };
}

function makeLine(app, question, tools) {
  const tool = (words, act, name) => h("button", { type: "button", class: "mw-btn mwf-small", "data-act": name, onclick: act }, words, h("span", { class: "mw-sr" }, `: ${question.mentee}`));
  const words = Object.fromEntries(["mentee", "mentor"].map((side) => { const id = uid("word"); return [side, { id, input: h("textarea", { id, class: "mw-input mwf-area", rows: "2", maxlength: "2000" }) }]; }));
  const field = (side) => h("div", {}, h("label", { class: "mw-label", for: words[side].id }, `What the ${app.program.words[side]} is asked`), words[side].input);
  const use = () => { if (firstHeld(reword)) return; const [mentee, mentor] = ["mentee", "mentor"].map((side) => words[side].input.value.trim()); if (mentee && mentor) { app.kept.set(`reword ${question.id}`, null); tools.reword(question, { mentee, mentor }); } else app.say("A question needs words for both."); };
  const reword = h("details", { class: "mwe-reword" }, h("summary", {}, "Reword", h("span", { class: "mw-sr" }, `: ${question.mentee}`)), field("mentee"), field("mentor"), h("p", {}, tool("Use these words", use, "use")));
  reword.addEventListener("toggle", () => { if (!reword.open || unsaved()) return; for (const side of ["mentee", "mentor"]) words[side].input.value = app.questions().find((one) => one.id === question.id)?.[side] ?? ""; });
  const unsaved = () => app.kept.get(`reword ${question.id}`);
  app.kept.tie(`reword ${question.id}`, reword, () => { reword.open = true; });
  return h("li", { class: "mwe-edit-row" }, h("div", {}, h("p", { class: "mwe-edit-words" }), h("p", { class: "mw-hint" })),
    h("div", { class: "mwf-tools" }, tool("Up", () => tools.move(question, -1), "up"), tool("Down", () => tools.move(question, 1), "down"), tool("Must be answered", () => tools.lock(question), "lock"), tool("Leave out", () => tools.leaveOut(question), "out")), reword);
}

function drawLine(row, question, questions) {
  const [words, about] = row.firstChild.children;
  setText(words, question.mentee === question.mentor ? question.mentee : `${question.mentee} / ${question.mentor}`);
  setText(about, [question.step, question.readers === "coordinator" ? "Coordinators read it" : "", question.locked ? "Cannot be left open" : ""].filter(Boolean).join(" · "));
  const at = questions.indexOf(question);
  const button = (act) => row.querySelector(`[data-act=${act}]`);
  // What has focus is not switched off: it says that there is nowhere to go.
  button("up").setAttribute("aria-disabled", String(at === 0));
  button("down").setAttribute("aria-disabled", String(at === questions.length - 1));
  button("lock").setAttribute("aria-pressed", String(!!question.locked));
  button("lock").hidden = !!question.locked && !!question.start;
  button("out").hidden = !!question.locked;
}
