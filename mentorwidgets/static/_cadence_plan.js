// How often and when: settings with a look at what they give, before anything is saved. What is saved is what stands here.
import { h, later, setText } from "./_dom.js";
import { key } from "./_saver.js";
import { daysOn } from "./_cadence_words.js";
import { agreedMarks, agreedWords } from "./_cadence_agreed.js";
import { makePlanForm, rawOf } from "./_cadence_form.js";
import { act, choice, labelled, sayAll, tell } from "./_cadence_parts.js";

const WORKING = "Working out the dates…";
const FIRST = 6, MOVED = 4; // dates and reasons that are shown of a plan on trial

/** The day for which a meeting was meant, so that one that moved does not draw the others after it. */
const dayOf = (app, meeting, rule) => (meeting?.planned > app.program.today ? meeting.planned : meeting?.clocks[rule.host ?? "mentor"].date);

/** A plan that has begun is changed from its next meeting on: what was before stays as it was. */
function goingOn(app, rule) {
  const meetings = app.view().meetings ?? [], next = meetings.find((one) => !one.isPast && one.status === "planned"), left = meetings.filter((one) => !one.isPast).length;
  const { earlier, once_planned, ...settings } = rule;
  if (!meetings.some((one) => one.isPast)) return settings;
  return { ...settings, start: dayOf(app, next, rule) ?? daysOn(app.program.today, 7), count: rule.until ? null : left || rule.count };
}

/** What the settings give: words, the first dates, what is wrong, and the ways on. */
function makeLook(app, deeds) {
  const span = h("h3", {}), outcome = h("ul", { class: "mwc-notes" }), dates = h("ol", { class: "mwc-first" });
  const wrong = h("p", { class: "mw-error", role: "alert", hidden: true }), budget = h("p", { class: "mw-tag" }), state = h("p", { class: "mw-soft", role: "status", hidden: true });
  const save = act("Use this plan", deeds.keep, { class: "mw-btn mw-main" }), drop = act("Take the plan away", deeds.drop, { class: "mw-btn mw-plain" }), leave = act("Forget these changes", deeds.leave, { class: "mw-btn mw-plain" });
  const node = h("aside", { class: "mwc-look mw-card", "aria-label": "What these settings give" }, span, budget, outcome, dates, wrong, state, h("p", { class: "mwc-row" }, save, leave, drop));
  return {
    node, save, drop, leave,
    wait(words) { tell(state, words); },
    isWaiting: () => state.textContent === WORKING,
    show(answer, words = "") {
      const view = answer?.view, meetings = (view?.meetings ?? []).filter((one) => one.status === "planned" && !one.isPast), side = app.side() || "mentor";
      tell(span, answer?.span ?? "");
      tell(budget, view?.budget ?? "");
      budget.className = `mw-tag ${view?.isOver ? "mw-warm" : "mw-good"}`;
      sayAll(outcome, view ? [...view.notes, ...view.moved.slice(0, MOVED)] : []);
      sayAll(dates, meetings.slice(0, FIRST).map((one) => `${one.clocks[side].day}, ${one.clocks[side].time}`));
      tell(wrong, words);
    },
  };
}

export function makePlan(app) {
  const kept = `plan ${app.pairKey()}`, nameOf = () => key("rule", ...app.names());
  const draft = { isTouched: false, shown: "", base: 0, of: "", rule: null, view: null, words: "", turn: 0, isKeeping: false };
  const changed = later(250, () => look());
  const form = makePlanForm(app, touched), { f } = form;
  const presets = app.model.get("_presets") ?? [];
  const preset = choice([["", "Our own"], ...presets.map((one) => [one.id, one.name])], { onchange: () => begin(preset.value) }), presetWords = h("p", { class: "mw-hint" });
  const before = h("p", { class: "mwc-note", hidden: true });
  const aside = makeLook(app, { keep, drop, leave });
  const saved = () => app.sheet.get(nameOf());
  const settings = () => { const { rule, wrong } = form.read(); return { wrong, rule: rule && { week_start: app.program.weekStart, ...rule, preset: preset.value } }; };
  const basics = () => ({ start: f.start.value || daysOn(app.program.today, 7), time: f.time.value || "15:00", timezone: f.timezone.value || app.pair().zones.mentor, host: f.host.value || "mentor" });

  function touched() {
    Object.assign(draft, { isTouched: true, words: "" });
    app.kept.set(kept, { raw: form.raw(), preset: preset.value, base: draft.base });
    aside.wait("");
    drawState();
    changed();
  }
  function begin(name) {
    const found = presets.find((one) => one.id === name), { agreed } = app.pair();
    setText(presetWords, found?.words ?? "");
    if (!found) return;
    put({ ...basics(), hours: agreed.hours || app.program.hours, ...found.settings, ...agreedMarks(agreed, basics().start, app.program.today), preset: name });
    touched();
  }
  function put(rule) { show(rawOf(rule), rule.preset ?? ""); }
  function show(raw, name) {
    form.show(raw);
    preset.value = name;
    setText(presetWords, presets.find((one) => one.id === preset.value)?.words ?? "");
  }

  // What Python says of the settings counts for those settings only.
  async function look() {
    changed.cancel();
    const turn = (draft.turn += 1), { rule, wrong } = settings(), of = JSON.stringify(rule);
    if (wrong) { settle(turn, of, null, wrong); return; }
    if (draft.isKeeping) aside.wait(WORKING);
    try { settle(turn, of, await app.ask("try", { rule })); } catch (error) { settle(turn, of, null, error.message); }
  }
  function settle(turn, of, answer, words = "") {
    if (turn !== draft.turn) return;
    Object.assign(draft, { of, words, rule: answer?.rule ?? null, view: answer?.view ?? null });
    if (aside.isWaiting()) aside.wait("");
    aside.show(answer, words);
    drawState();
  }
  async function keep() {
    if (draft.isKeeping) { app.say("Still working out the dates."); return; }
    const wanted = JSON.stringify(settings().rule);
    draft.isKeeping = true;
    try { if (wanted !== draft.of) await waitForDates(wanted); } finally { draft.isKeeping = false; }
    if (JSON.stringify(settings().rule) !== wanted) { tellWaiting("You changed something since. Look at the dates, and press again."); return; }
    if (draft.of !== wanted || !draft.rule) return; // why not stands beside the button
    if (!app.edit([[nameOf(), draft.rule]], "The plan is saved", { read: draft.base })) return;
    forget();
    app.views.set(app.pairKey(), draft.view); // until the plan with its talk comes back
    app.show("meetings");
  }
  async function waitForDates(wanted) {
    tellWaiting(WORKING);
    do await look(); while (draft.of !== wanted && JSON.stringify(settings().rule) === wanted); // another look may have been newer
  }
  function tellWaiting(words) { aside.wait(words); app.say(words); }
  function forget() {
    draft.isTouched = false;
    draft.shown = "";
    app.kept.set(kept, null);
  }
  function drop() {
    if (!app.edit([[nameOf(), null]], "The plan is taken away")) return;
    forget();
    app.show("meetings");
  }
  function leave() {
    forget();
    draw();
    app.say("The changes are forgotten.");
    aside.save.focus();
  }
  function drawState() {
    aside.drop.hidden = !saved() || app.isOver();
    aside.leave.hidden = !draft.isTouched || app.isOver();
    aside.save.disabled = app.isOver() || !!draft.words;
    tell(form.agreed, agreedWords(app.pair().agreed));
    tell(before, (app.view().meetings ?? []).some((one) => one.isPast) ? "Your meetings so far stay as they were. What you change here counts from the first day on." : "");
  }
  function draw() {
    const rule = saved(), text = JSON.stringify(rule ?? null);
    drawState();
    if (draft.isTouched || draft.shown === text) return;
    draft.shown = text;
    draft.base = app.sheet.version(nameOf());
    if (rule) put(goingOn(app, rule)); else { put(basics()); begin(app.program.preset); forget(); draft.shown = text; }
    look();
  }
  /** Begin a plan from a time that was found to suit both. */
  function take(slot, first) {
    const rule = saved();
    if (!rule && !draft.isTouched) begin(app.program.preset);
    const day = [0, 1, 2, 3, 4, 5, 6].map((on) => daysOn(first, on)).find((iso) => (new Date(`${iso}T12:00Z`).getUTCDay() + 6) % 7 === slot.weekday);
    put({ ...(rule && !draft.isTouched ? goingOn(app, rule) : settings().rule ?? basics()), start: day, time: slot.time, minutes: slot.minutes, weekdays: [slot.weekday], host: slot.host, timezone: app.pair().zones[slot.host] });
    touched();
    look();
  }
  const unsaved = app.kept.get(kept);
  if (unsaved) { Object.assign(draft, { isTouched: true, base: unsaved.base }); show(unsaved.raw, unsaved.preset); look(); }
  const head = h("div", {}, labelled("Begin with", preset), presetWords);
  return { node: h("div", { class: "mwc-two" }, h("div", { class: "mwc-form" }, before, head, ...form.node), aside.node), take, draw, close: () => changed.cancel() };
}
