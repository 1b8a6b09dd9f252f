// How often and when: settings with a look at what they give, before anything is saved.
import { h, later, setText, uid } from "./_dom.js";
import { key } from "./_saver.js";
import { DAY_NAMES, daysOn, weekFrom } from "./_cadence_words.js";
import { agreedMarks, agreedWords } from "./_cadence_agreed.js";
import { act, choice, input, labelled, sayAll, tell, tick } from "./_cadence_parts.js";

const PATTERNS = [["weeks", "Every so many weeks"], ["month weekday", "Each month, on a weekday such as the second Tuesday"], ["month date", "Each month, on a date such as the 15th"], ["seasons", "In seasons: often at first, then further apart"], ["once", "Once"]];
const NTH = [[0, "As the first day falls"], [1, "First"], [2, "Second"], [3, "Third"], [4, "Fourth"], [5, "Fifth"], [-1, "Last"]];
const CLOSED = [["later", "the next open day"], ["week", "the next open week, same day"], ["skip", "no meeting"]];
const MODES = [["", "Not said"], ["in person", "In person"], ["video", "By video"], ["phone", "By phone"], ["outside", "Outside, such as a walk"]];
const LENGTHS = [15, 30, 45, 60, 75, 90, 120];
const number = (node) => (node.value === "" ? null : Number(node.value));

export function makePlan(app) {
  const changed = later(250, () => look());
  const touch = { oninput: () => { draft.touched = true; fit(); changed(); } };
  const draft = { touched: false, rule: null, extra: {}, shown: "" };
  const preset = choice([["", "Our own"], ...(app.model.get("_presets") ?? []).map((one) => [one.id, one.name])], { onchange: () => begin(preset.value) });
  const presetWords = h("p", { class: "mw-hint" });
  const f = {
    start: input("date", touch), time: input("time", touch), minutes: choice(LENGTHS.map((one) => [one, `${one} minutes`]), touch),
    pattern: choice(PATTERNS, touch), every: input("number", { min: "1", max: "52", ...touch }), nth: choice(NTH, touch), month_day: input("number", { min: "-1", max: "31", ...touch }), short_month: choice([["last day", "its last day"], ["skip", "no meeting"]], touch),
    ends: choice([["count", "After a number of meetings"], ["until", "On a last day"]], touch), count: input("number", { min: "1", max: "500", ...touch }), until: input("date", touch),
    host: choice([["mentor", app.nameOf("mentor")], ["mentee", app.nameOf("mentee")]], { onchange: () => { f.timezone.value = app.pair().zones[f.host.value]; draft.touched = true; changed(); } }), timezone: input("text", { list: uid("zones"), autocomplete: "off", spellcheck: false, ...touch }),
    closed: choice(CLOSED, touch), hours: input("number", { min: "0", max: "744", step: "0.5", ...touch }), trial_weeks: input("number", { min: "0", max: "520", ...touch }), review_on: input("date", touch), mode: choice(MODES, touch), place: input("text", { maxlength: "300", ...touch }),
  };
  const zones = h("datalist", { id: f.timezone.getAttribute("list") }, ...(Intl.supportedValuesOf?.("timeZone") ?? []).map((zone) => h("option", { value: zone })));
  const days = weekFrom(app.program.weekStart).map((day) => [day, tick(DAY_NAMES[day], touch)]);
  const weekdays = h("fieldset", { class: "mwc-days" }, h("legend", { class: "mw-label" }, "On these weekdays"), ...days.map(([, node]) => node), h("p", { class: "mw-hint" }, "None: the weekday of the first day."));
  const phases = makePhases(() => { draft.touched = true; changed(); });
  const reviews = tick("Mark a look at your expectations in the middle and near the end", touch), closing = tick("Let the last meeting be for saying goodbye", touch);
  const fields = { every: labelled("Every how many", f.every, "Weeks, or months where it is each month."), nth: labelled("Which one of the month", f.nth), month_day: labelled("Day of the month", f.month_day, "-1 is the last day."), short_month: labelled("A month without that day has", f.short_month), count: labelled("How many meetings", f.count), until: labelled("Last day", f.until) };
  const agreed = h("p", { class: "mw-hint" });
  const rows = { mode: labelled("How you meet", f.mode), place: labelled("Where", f.place, app.program.youth ? "This program works with young people: an approved place where others can see you." : "") };
  const span = h("h3", {}), outcome = h("ul", { class: "mwc-notes" }), dates = h("ol", { class: "mwc-first" }), wrong = h("p", { class: "mw-error", role: "alert", hidden: true });
  const budget = h("p", { class: "mw-tag" });
  const save = act("Use this plan", () => keep(), { class: "mw-btn mw-main" });
  const drop = act("Take the plan away", () => { app.edit([[key("rule", ...app.names()), null]], "The plan is taken away"); draft.touched = false; app.show("meetings"); }, { class: "mw-btn mw-plain" });
  const aside = h("aside", { class: "mwc-look mw-card", "aria-label": "What these settings give" }, span, budget, outcome, dates, wrong, h("p", { class: "mwc-row" }, save, drop));
  const before = h("p", { class: "mwc-note", hidden: true });
  const form = h("div", { class: "mwc-form" }, before, h("div", {}, labelled("Begin with", preset), presetWords),
    h("div", { class: "mwc-fields" }, labelled("First day", f.start), labelled("Time", f.time), labelled("Length", f.minutes)),
    h("div", { class: "mwc-fields" }, labelled("Whose clock counts", f.host, "Summer and winter alike."), labelled("Time zone of that clock", f.timezone), zones),
    labelled("How often", f.pattern), h("div", { class: "mwc-fields" }, fields.every, fields.nth, fields.month_day, fields.short_month), weekdays, phases.node,
    h("div", { class: "mwc-fields" }, labelled("It ends", f.ends), fields.count, fields.until), h("div", { class: "mwc-fields" }, rows.mode, rows.place),
    h("details", { class: "mwc-more" }, h("summary", {}, "Protected hours, closed days and reviews"), h("div", { class: "mwc-form" }, h("div", { class: "mwc-fields" }, labelled("Protected hours a month", f.hours), labelled("A meeting on a closed day moves to", f.closed), labelled("Trial, in weeks", f.trial_weeks, "0: no trial."), labelled("Read your expectations again on", f.review_on, "The first meeting from that day on is marked.")), agreed, reviews, closing)));

  /** The day for which a meeting was meant, so that one that moved does not draw the others after it. */
  const dayOf = (meeting, rule) => (meeting?.planned > app.program.today ? meeting.planned : meeting?.clocks[rule.host ?? "mentor"].date);
  /** A plan that has begun is changed from its next meeting on: what was before stays as it was. */
  function goingOn(rule) {
    const meetings = app.view().meetings ?? [], next = meetings.find((one) => !one.isPast && one.status === "planned"), left = meetings.filter((one) => !one.isPast).length;
    const begun = meetings.some((one) => one.isPast);
    tell(before, begun ? "Your meetings so far stay as they were. What you change here counts from the first day on." : "");
    const { earlier, once_planned, ...settings } = rule;
    return begun ? { ...settings, start: dayOf(next, rule) ?? daysOn(app.program.today, 7), count: rule.until ? null : left || rule.count } : settings;
  }
  function begin(name) {
    const found = (app.model.get("_presets") ?? []).find((one) => one.id === name);
    setText(presetWords, found?.words ?? "");
    if (!found) return;
    const { agreed: said } = app.pair();
    put({ ...basics(), hours: said.hours || app.program.hours, ...found.settings, ...agreedMarks(said, basics().start, app.program.today), preset: name });
    draft.touched = true;
    changed();
  }
  const basics = () => ({ start: f.start.value || daysOn(app.program.today, 7), time: f.time.value || "15:00", timezone: f.timezone.value || app.pair().zones.mentor, host: f.host.value || "mentor" });
  function put(rule) {
    draft.extra = { week_start: app.program.weekStart };
    for (const name of ["start", "time", "timezone", "place", "until", "review_on"]) f[name].value = rule[name] ?? "";
    for (const [name, start] of Object.entries({ pattern: "weeks", every: 1, nth: 0, month_day: 0, short_month: "last day", host: "mentor", closed: "later", hours: 4, trial_weeks: 0, mode: "", minutes: 60 })) f[name].value = String(rule[name] ?? start);
    if (!f.minutes.value) { f.minutes.append(h("option", { value: String(rule.minutes) }, `${rule.minutes} minutes`)); f.minutes.value = String(rule.minutes); }
    f.count.value = String(rule.count ?? 12);
    f.ends.value = rule.until ? "until" : "count";
    for (const [day, node] of days) node.querySelector("input").checked = (rule.weekdays ?? []).includes(day);
    reviews.querySelector("input").checked = rule.reviews ?? true;
    closing.querySelector("input").checked = rule.closing ?? true;
    phases.put(rule.phases ?? []);
    preset.value = rule.preset ?? "";
    setText(presetWords, (app.model.get("_presets") ?? []).find((one) => one.id === preset.value)?.words ?? "");
    fit();
  }
  function read() {
    const pattern = f.pattern.value, isSeasons = pattern === "seasons", isUntil = f.ends.value === "until" && pattern !== "once";
    const chosen = days.filter(([, node]) => node.querySelector("input").checked).map(([day]) => day).sort();
    const rule = { ...draft.extra, pattern, preset: preset.value, start: f.start.value, time: f.time.value, timezone: f.timezone.value.trim(), minutes: Number(f.minutes.value), host: f.host.value, closed: f.closed.value, hours: Number(f.hours.value), trial_weeks: number(f.trial_weeks) ?? 0, review_on: f.review_on.value, mode: f.mode.value, place: f.place.value.trim(), reviews: reviews.querySelector("input").checked, closing: closing.querySelector("input").checked };
    if (pattern !== "once" && !isSeasons) Object.assign(rule, { every: number(f.every) ?? 1 });
    if (pattern === "weeks" || pattern === "month weekday" || isSeasons) rule.weekdays = chosen;
    if (pattern === "month weekday") rule.nth = Number(f.nth.value);
    if (pattern === "month date") Object.assign(rule, { month_day: number(f.month_day) ?? 0, short_month: f.short_month.value });
    if (isSeasons) rule.phases = phases.read();
    if (isUntil) rule.until = f.until.value;
    else if (!isSeasons && pattern !== "once") rule.count = number(f.count);
    return rule;
  }
  function fit() {
    const pattern = f.pattern.value, isMonth = pattern.startsWith("month");
    fields.every.hidden = pattern === "once" || pattern === "seasons";
    fields.nth.hidden = pattern !== "month weekday";
    fields.month_day.hidden = fields.short_month.hidden = pattern !== "month date";
    weekdays.hidden = pattern === "once" || pattern === "month date";
    phases.node.hidden = pattern !== "seasons";
    f.ends.parentElement.hidden = pattern === "once";
    fields.until.hidden = pattern === "once" || f.ends.value !== "until";
    fields.count.hidden = pattern === "once" || pattern === "seasons" || f.ends.value === "until";
    setText(fields.every.querySelector(".mw-hint"), isMonth ? "Months from one meeting to the next." : "Weeks from one meeting to the next.");
    tell(agreed, agreedWords(app.pair().agreed));
  }
  let asked = 0;
  async function look() {
    const turn = (asked += 1);
    const rule = read();
    try {
      const answer = await app.ask("try", { rule });
      if (turn !== asked) return;
      Object.assign(draft, { rule: answer.rule, view: answer.view });
      show(answer);
      tell(wrong, "");
    } catch (error) {
      if (turn !== asked) return;
      draft.rule = null;
      show(null);
      tell(wrong, error.message);
    }
    save.disabled = app.isOff() || !draft.rule;
  }
  function show(answer) {
    tell(span, answer?.span ?? "");
    tell(budget, answer?.view.budget ?? "");
    budget.className = `mw-tag ${answer?.view.isOver ? "mw-warm" : "mw-good"}`;
    sayAll(outcome, answer ? [...answer.view.notes, ...answer.view.moved.slice(0, 4)] : []);
    const meetings = (answer?.view.meetings ?? []).filter((one) => one.status === "planned" && !one.isPast);
    sayAll(dates, meetings.slice(0, 6).map((one) => `${one.clocks[app.side() || "mentor"].day}, ${one.clocks[app.side() || "mentor"].time}`));
  }
  function keep() {
    if (!draft.rule) return;
    app.edit([[key("rule", ...app.names()), draft.rule]], "The plan is saved");
    draft.touched = false;
    app.views.set(app.pairKey(), draft.view); // until the plan with its talk comes back
    app.show("meetings");
  }
  return {
    node: h("div", { class: "mwc-two" }, form, aside),
    /** Begin a plan from a time that was found to suit both. */
    take(slot, first) {
      const rule = app.sheet.get(key("rule", ...app.names()));
      if (!rule && !draft.touched) begin(app.program.preset);
      const day = [0, 1, 2, 3, 4, 5, 6].map((on) => daysOn(first, on)).find((iso) => (new Date(`${iso}T12:00Z`).getUTCDay() + 6) % 7 === slot.weekday);
      put({ ...(rule && !draft.touched ? goingOn(rule) : read()), start: day, time: slot.time, minutes: slot.minutes, weekdays: [slot.weekday], host: slot.host, timezone: app.pair().zones[slot.host] });
      draft.touched = true;
      look();
    },
    settings: read,
    draw() {
      const rule = app.sheet.get(key("rule", ...app.names()));
      const text = JSON.stringify(rule ?? null);
      drop.hidden = !rule || app.isOff();
      if (draft.touched || (draft.shown === text && draft.shown)) return;
      draft.shown = text;
      if (rule) put(goingOn(rule)); else { put({ ...basics() }); begin(app.program.preset); draft.touched = false; }
      look();
    },
    close: () => changed.cancel(),
  };
}

function makePhases(onchange) {
  const list = h("ol", { class: "mwc-phases", role: "list" });
  const row = (phase) => {
    const name = input("text", { value: phase.name, maxlength: "60", oninput: onchange }), every = input("number", { value: String(phase.every), min: "1", max: "52", oninput: onchange }), meetings = input("number", { value: String(phase.meetings), min: "1", max: "500", oninput: onchange });
    const node = h("li", { class: "mwc-fields" }, labelled("Season", name), labelled("Every so many weeks", every), labelled("Meetings", meetings), act("Take out", () => { const next = node.nextElementSibling ?? node.previousElementSibling; node.remove(); (next?.querySelector("input") ?? add).focus(); onchange(); }, { about: `season ${phase.name}`, class: "mw-btn mw-plain mwc-low" }));
    node.read = () => ({ name: name.value.trim(), every: Number(every.value), meetings: Number(meetings.value) });
    return node;
  };
  const add = act("Add a season", () => { const node = row({ name: "Another season", every: 2, meetings: 3 }); list.append(node); node.querySelector("input").focus(); onchange(); }, { class: "mw-btn mwc-small" });
  return { node: h("fieldset", {}, h("legend", { class: "mw-label" }, "Seasons"), list, add), put: (phases) => list.replaceChildren(...phases.map(row)), read: () => [...list.children].map((node) => node.read()) };
}
