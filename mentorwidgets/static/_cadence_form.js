// The settings of a plan as fields: what stands in them, what they say as a rule, and what in them cannot be read.
import { h, setText, uid } from "./_dom.js";
import { isHeld } from "./_limits.js";
import { dayFrom, numberInput, timeFrom } from "./_numbers.js";
import { DAY_NAMES, weekFrom } from "./_cadence_words.js";
import { act, choice, input, labelled, tick } from "./_cadence_parts.js";

const PATTERNS = [["weeks", "Every so many weeks"], ["month weekday", "Each month, on a weekday such as the second Tuesday"], ["month date", "Each month, on a date such as the 15th"], ["seasons", "In seasons: often at first, then further apart"], ["once", "Once"]];
const NTH = [[0, "As the first day falls"], [1, "First"], [2, "Second"], [3, "Third"], [4, "Fourth"], [5, "Fifth"], [-1, "Last"]];
const CLOSED = [["later", "the next open day"], ["week", "the next open week, same day"], ["skip", "no meeting"]];
const MODES = [["", "Not said"], ["in person", "In person"], ["video", "By video"], ["phone", "By phone"], ["outside", "Outside, such as a walk"]];
const SHORT_MONTHS = [["last day", "its last day"], ["skip", "no meeting"]];
const PLAN_ENDS = [["count", "After a number of meetings"], ["until", "On a last day"]];
const LENGTHS = [15, 30, 45, 60, 75, 90, 120];
const NUMBERS = ["every", "month_day", "count", "hours", "trial_weeks"];
const DAYS = ["start", "until", "review_on"];
const USUAL = { start: "", time: "", timezone: "", place: "", until: "", review_on: "", pattern: "weeks", every: 1, nth: 0, month_day: 0, short_month: "last day", host: "mentor", closed: "later", hours: 4, trial_weeks: 0, mode: "", minutes: 60, count: 12 };

function planFields(app, touched) {
  const touch = { oninput: touched };
  const number = (bounds) => numberInput({ whole: true, ...bounds, ...touch });
  return {
    start: input("date", touch), time: input("time", touch), minutes: choice(LENGTHS.map((one) => [one, `${one} minutes`]), touch),
    pattern: choice(PATTERNS, touch), every: number({ least: 1, most: 52 }), nth: choice(NTH, touch), month_day: number({ least: -1, most: 31 }), short_month: choice(SHORT_MONTHS, touch),
    ends: choice(PLAN_ENDS, touch), count: number({ least: 1 }), until: input("date", touch),
    host: choice([["mentor", app.nameOf("mentor")], ["mentee", app.nameOf("mentee")]]), timezone: input("text", { list: uid("zones"), autocomplete: "off", spellcheck: false, ...touch }),
    closed: choice(CLOSED, touch), hours: number({ least: 0, most: 744, whole: false, step: 0.5 }), trial_weeks: number({ least: 0, most: 520 }), review_on: input("date", touch),
    mode: choice(MODES, touch), place: input("text", { maxlength: "300", ...touch }),
  };
}

/** Make the fields; `touched` is told of each change. `raw()` and `show(raw)` are for drafts, `read()` gives {rule} or {wrong}. */
export function makePlanForm(app, touched) {
  const told = () => { fit(); touched(); };
  const f = planFields(app, told);
  f.host.addEventListener("change", () => { f.timezone.value = app.pair().zones[f.host.value]; told(); });
  const zones = h("datalist", { id: f.timezone.getAttribute("list") }, ...(Intl.supportedValuesOf?.("timeZone") ?? []).map((zone) => h("option", { value: zone })));
  const days = weekFrom(app.program.weekStart).map((day) => [day, tick(DAY_NAMES[day], { oninput: told })]);
  const weekdays = h("fieldset", { class: "mwc-days" }, h("legend", { class: "mw-label" }, "On these weekdays"), ...days.map(([, node]) => node), h("p", { class: "mw-hint" }, "None: the weekday of the first day."));
  const phases = makePhases(touched), box = (node) => node.querySelector("input");
  const reviews = tick("Mark a look at your expectations in the middle and near the end", { oninput: touched }), closing = tick("Let the last meeting be for saying goodbye", { oninput: touched });
  const rows = planRows(f, app.program.youth);
  const agreed = h("p", { class: "mw-hint" });

  function fit() {
    const pattern = f.pattern.value, isMonth = pattern.startsWith("month"), isOnce = pattern === "once", isSeasons = pattern === "seasons";
    rows.every.hidden = isOnce || isSeasons;
    rows.nth.hidden = pattern !== "month weekday";
    rows.month_day.hidden = rows.short_month.hidden = pattern !== "month date";
    weekdays.hidden = pattern === "month date" || isOnce;
    phases.node.hidden = !isSeasons;
    rows.ends.hidden = isOnce;
    rows.until.hidden = isOnce || f.ends.value !== "until";
    rows.count.hidden = isOnce || isSeasons || f.ends.value === "until";
    setText(rows.every.querySelector(".mw-hint"), isMonth ? "Months from one meeting to the next." : "Weeks from one meeting to the next.");
  }
  const raw = () => ({ fields: Object.fromEntries(Object.entries(f).map(([name, node]) => [name, node.value])), days: days.filter(([, node]) => box(node).checked).map(([day]) => day), reviews: box(reviews).checked, closing: box(closing).checked, phases: phases.raw() });
  function show(kept) {
    for (const [name, node] of Object.entries(f)) node.value = kept.fields[name] ?? "";
    const { minutes } = kept.fields;
    if (f.minutes.value !== minutes) { f.minutes.append(h("option", { value: minutes }, `${minutes} minutes`)); f.minutes.value = minutes; }
    for (const [day, node] of days) box(node).checked = kept.days.includes(day);
    box(reviews).checked = kept.reviews;
    box(closing).checked = kept.closing;
    phases.show(kept.phases);
    fit();
  }
  /** What is half typed or out of bounds, in words; "" where all of it can be read. */
  function wrong() {
    const isOn = (name) => !rows[name]?.hidden; // a row, not the whole tab
    const found = [...DAYS.filter(isOn).map((name) => [f[name], dayFrom(f[name]).wrong]), [f.time, timeFrom(f.time).wrong], ...NUMBERS.filter(isOn).map((name) => [f[name], f[name].read().wrong]), ...(phases.node.hidden ? [] : phases.wrong()), [f.place, isHeld(f.place) && "The place is too long."]];
    for (const [node, words] of found) node.setAttribute("aria-invalid", String(!!words));
    const [node, words] = found.find(([, said]) => said) ?? [];
    return node ? `${labelOf(node)}: ${words}` : "";
  }
  return { f, agreed, raw, show, fit, read: () => { const words = wrong(); return words ? { wrong: words } : { rule: ruleOf(f, raw(), phases) }; }, node: planLayout({ f, rows, zones, weekdays, phases, reviews, closing, agreed }) };
}

const labelOf = (node) => node.labels?.[0]?.textContent ?? "";
const numberIn = (node) => node.read().value ?? null;

function ruleOf(f, { days, reviews, closing }, phases) {
  const pattern = f.pattern.value, isSeasons = pattern === "seasons", isUntil = f.ends.value === "until" && pattern !== "once";
  const rule = { pattern, start: f.start.value, time: f.time.value, timezone: f.timezone.value.trim(), minutes: Number(f.minutes.value), host: f.host.value, closed: f.closed.value, hours: numberIn(f.hours) ?? 0, trial_weeks: numberIn(f.trial_weeks) ?? 0, review_on: f.review_on.value, mode: f.mode.value, place: f.place.value.trim(), reviews, closing };
  if (pattern !== "once" && !isSeasons) rule.every = numberIn(f.every) ?? 1;
  if (pattern === "weeks" || pattern === "month weekday" || isSeasons) rule.weekdays = [...days].sort();
  if (pattern === "month weekday") rule.nth = Number(f.nth.value);
  if (pattern === "month date") Object.assign(rule, { month_day: numberIn(f.month_day) ?? 0, short_month: f.short_month.value });
  if (isSeasons) rule.phases = phases.read();
  if (isUntil) rule.until = f.until.value;
  else if (!isSeasons && pattern !== "once") rule.count = numberIn(f.count);
  return rule;
}

/** A rule as it stands in the fields. */
export function rawOf(rule) {
  const fields = Object.fromEntries(Object.entries(USUAL).map(([name, usual]) => [name, String(rule[name] ?? usual)]));
  return { fields: { ...fields, ends: rule.until ? "until" : "count" }, days: rule.weekdays ?? [], reviews: rule.reviews ?? true, closing: rule.closing ?? true, phases: (rule.phases ?? []).map(({ name, every, meetings }) => [name, String(every), String(meetings)]) };
}

const planRows = (f, youth) => ({
  every: labelled("Every how many", f.every, "Weeks, or months where it is each month."), nth: labelled("Which one of the month", f.nth), month_day: labelled("Day of the month", f.month_day, "-1 is the last day."), short_month: labelled("A month without that day has", f.short_month),
  ends: labelled("It ends", f.ends), count: labelled("How many meetings", f.count), until: labelled("Last day", f.until),
  mode: labelled("How you meet", f.mode), place: labelled("Where", f.place, youth ? "This program works with young people: an approved place where others can see you." : ""),
});

function planLayout({ f, rows, zones, weekdays, phases, reviews, closing, agreed }) {
  const line = (...kids) => h("div", { class: "mwc-fields" }, ...kids);
  return [line(labelled("First day", f.start), labelled("Time", f.time), labelled("Length", f.minutes)),
    line(labelled("Whose clock counts", f.host, "Summer and winter alike."), labelled("Time zone of that clock", f.timezone), zones),
    labelled("How often", f.pattern), line(rows.every, rows.nth, rows.month_day, rows.short_month), weekdays, phases.node,
    line(rows.ends, rows.count, rows.until), line(rows.mode, rows.place),
    h("details", { class: "mwc-more" }, h("summary", {}, "Protected hours, closed days and reviews"), h("div", { class: "mwc-form" }, line(labelled("Protected hours a month", f.hours), labelled("A meeting on a closed day moves to", f.closed), labelled("Trial, in weeks", f.trial_weeks, "0: no trial."), labelled("Read your expectations again on", f.review_on, "The first meeting from that day on is marked.")), agreed, reviews, closing))];
}

function makePhases(onchange) {
  const list = h("ol", { class: "mwc-phases", role: "list" });
  const row = ([words, weeks, number]) => {
    const name = input("text", { value: words, maxlength: "60", oninput: onchange }), every = numberInput({ value: weeks, least: 1, most: 52, whole: true, oninput: onchange }), meetings = numberInput({ value: number, least: 1, most: 500, whole: true, oninput: onchange });
    const out = act("Take out", () => { const next = node.nextElementSibling ?? node.previousElementSibling; node.remove(); (next?.querySelector("input") ?? add).focus(); onchange(); }, { about: `season ${words}`, class: "mw-btn mw-plain mwc-low" });
    const node = h("li", { class: "mwc-fields" }, labelled("Season", name), labelled("Every so many weeks", every), labelled("Meetings", meetings), out);
    const missing = (field) => field.read().wrong ?? (field.read().value === null ? "Give a number." : "");
    node.raw = () => [name.value, every.value, meetings.value];
    node.read = () => ({ name: name.value.trim(), every: numberIn(every), meetings: numberIn(meetings) });
    node.wrong = () => [[name, isHeld(name) && "This name is too long."], [every, missing(every)], [meetings, missing(meetings)]];
    return node;
  };
  const add = act("Add a season", () => { const node = row(["Another season", "2", "3"]); list.append(node); node.querySelector("input").focus(); onchange(); }, { class: "mw-btn mwc-small" });
  const rows = () => [...list.children];
  return { node: h("fieldset", {}, h("legend", { class: "mw-label" }, "Seasons"), list, add), show: (phases) => list.replaceChildren(...phases.map(row)), raw: () => rows().map((one) => one.raw()), read: () => rows().map((one) => one.read()), wrong: () => rows().flatMap((one) => one.wrong()) };
}
