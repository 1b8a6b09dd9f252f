// RosterImport: choose files, check what was read, compare with who is there, take it in as one step.
import { announcer, h, setText, uid } from "./_dom.js";
import { catchDrops } from "./_files.js";
import { openKept } from "./_kept.js";
import { openDesk } from "./_roster_desk.js";
import { openDraft } from "./_roster_draft.js";
import { people, roles } from "./_roster_parts.js";
import { makeChoose, readFiles } from "./_roster_choose.js";
import { makeCheck } from "./_roster_check.js";
import { makeCompare, makeDone, makeLast, makeTake } from "./_roster_compare.js";

/** Show the import page; gives back what takes it down again. */
export function render({ model, el }) {
  const live = announcer();
  const root = h("div", { class: "mw mwi" });
  const ask = openDesk(model), kept = openKept(model.get("_saving") ?? {});
  const app = { model, root, ask, kept, draft: openDraft(ask, kept), say: live.say, state: null, look: null, done: null, busy: 0, turn: 0, failed: false };
  app.isOff = () => !!model.get("disabled");
  app.isBound = () => (model.get("_saving") ?? {}).way !== "none";
  app.active = () => root.getRootNode().activeElement;
  addDeeds(app);
  build(app, live);
  el.replaceChildren(root);
  const redraw = () => draw(app);
  const leaving = (event) => { if (app.draft.isTouched() && !app.done && !app.draft.isSafe()) event.preventDefault(); };
  const paper = onPaper(root), noDrops = catchDrops(root, (files) => readFiles(app, files));
  model.on("change:disabled", redraw);
  addEventListener("beforeunload", leaving);
  begin(app);
  return () => { model.off("change:disabled", redraw); removeEventListener("beforeunload", leaving); paper(); noDrops(); ask.close(); root.remove(); };
}

// On paper nothing can be unfolded: what is there is shown.
function onPaper(root) {
  let closed = [];
  const open = () => { closed = [...root.querySelectorAll("details:not([open], .mwi-cols)")]; for (const node of closed) node.open = true; };
  const close = () => { for (const node of closed) node.open = false; };
  addEventListener("beforeprint", open);
  addEventListener("afterprint", close);
  return () => { removeEventListener("beforeprint", open); removeEventListener("afterprint", close); };
}

function build(app, live) {
  const parts = { choose: makeChoose(app), check: makeCheck(app), compare: makeCompare(app), take: makeTake(app), done: makeDone(app), last: makeLast(app) };
  app.parts = parts;
  app.steps = {
    choose: step("Choose the files", parts.choose.node), check: step("Check what was read", parts.check.node),
    compare: step("Compare with the roster", parts.compare.node), take: step("Take it in", parts.take.node),
  };
  app.head = { title: h("h2", {}, app.model.get("description") || "Bring in a roster"), words: h("p", { class: "mw-soft" }), off: h("p", { class: "mwi-note", hidden: true }, "You can look at files here. Changes are switched off.") };
  app.wait = h("p", { class: "mwi-wait", hidden: true }, "One moment, reading…");
  app.root.append(h("header", { class: "mwi-head" }, app.head.title, app.head.words, app.head.off, parts.last.node), parts.done.node,
    ...Object.values(app.steps).map((one) => one.node), app.wait, live.node);
  draw(app);
}

function step(title, content) {
  const id = uid("step");
  const head = h("h3", { id, tabindex: "-1" }, title);
  const node = h("section", { class: "mw-card mwi-step", "aria-labelledby": id }, head, content);
  return { node, focus: () => head.focus() };
}

async function begin(app) {
  try { app.state = await app.ask("state", {}); } catch (error) { app.trouble(error); return; }
  draw(app);
  if (app.draft.restore()) await app.refresh({ words: "The files that you worked on are here again." });
  app.root.dataset.ready = "yes";
}

function draw(app) {
  const has = !!app.look && app.draft.files.length > 0 && !app.done;
  app.steps.choose.node.hidden = !!app.done;
  for (const name of ["check", "compare", "take"]) app.steps[name].node.hidden = !has || (name === "take" && !app.isBound());
  app.head.off.hidden = !app.isOff();
  setText(app.head.words, headWords(app.state));
  app.parts.choose.draw();
  app.parts.done.draw();
  app.parts.last.draw();
  if (has) for (const name of ["check", "compare", "take"]) app.parts[name].draw();
}

function headWords(state) {
  if (!state || state.people === null) return "";
  return state.people ? `${people(state.people)} ${state.people === 1 ? "is" : "are"} on the roster: ${roles(state.mentors, state.mentees)}.` : "Nobody is on the roster yet.";
}

function setBusy(app, by) {
  app.busy += by;
  app.wait.hidden = !app.busy;
  app.root.setAttribute("aria-busy", String(app.busy > 0));
  if (!app.busy) for (const go of app.idlers.splice(0)) go();
}

// What the parts ask for: each deed changes the draft or the program, and says so.
function addDeeds(app) {
  app.idlers = [];
  app.idle = () => new Promise((done) => { if (app.busy) app.idlers.push(done); else done(); });
  app.numberOf = (table) => app.look.tables.findIndex((one) => one.key === table.key && one.sheet === table.sheet);
  app.trouble = (error) => { app.failed = app.draft.files.length > 0; draw(app); app.parts.choose.draw(); app.parts.choose.errors.show([[error.message]]); };
  app.refresh = async ({ words = "", focus = null } = {}) => {
    app.turn += 1;
    const mine = app.turn;
    if (!app.draft.files.length) { app.look = null; draw(app); app.steps.choose.focus(); if (words) app.say(words); return; }
    setBusy(app, 1);
    try {
      const look = await app.draft.ask("look");
      if (mine !== app.turn) return;
      app.look = look;
      if (app.failed) app.parts.choose.errors.hide();
      app.failed = false;
      draw(app);
      app.parts.check.load();
      focus?.();
      if (words) app.say(`${words} ${people(look.people)}, ${look.lost ? `${look.lost} rows left out` : "all rows taken"}.`);
    } catch (error) { app.trouble(error); } finally { setBusy(app, -1); }
  };
  app.decide = (table, change, words) => { change(app.draft.sheet(table)); app.draft.keep(); return app.refresh({ words }); };
  app.take = (list, refused = []) => take(app, list, refused);
  app.remove = (file) => { app.draft.remove(file); app.refresh({ words: `${file.name} is removed.`, focus: () => app.steps.choose.focus() }); };
  app.again = () => { app.draft.clear(); app.done = null; app.look = null; draw(app); app.parts.choose.focus(); };
  app.deed = async (work, failed) => {
    setBusy(app, 1);
    try {
      await work();
      if (app.done?.kind === "taken") app.draft.forget();
      else app.draft.keep();
      draw(app);
      app.parts.done.focus();
    } catch (error) {
      if (error.stale) { Object.assign(app.state, await app.ask("state", {})); await app.refresh(); }
      failed(error);
    } finally { setBusy(app, -1); }
  };
}

async function take(app, list, refused) {
  const errors = [...refused];
  app.parts.choose.errors.hide();
  app.done = null;
  setBusy(app, 1);
  let read = 0;
  for (const [name, given] of list) {
    try {
      const bytes = given instanceof Uint8Array ? given : new Uint8Array(await given.arrayBuffer());
      await app.draft.add(name, bytes);
      read += 1;
    } catch (error) { errors.push(error.message); }
  }
  if (read && app.isBound()) await app.draft.takeOffers().catch(() => { /* the columns are guessed, as they would be without */ });
  setBusy(app, -1);
  if (read) await app.refresh({ words: "The files are read.", focus: errors.length ? null : () => app.steps.check.focus() });
  if (errors.length) { draw(app); app.parts.choose.errors.show(errors.map((words) => [words])); }
  return read > 0;
}

export default { render };
