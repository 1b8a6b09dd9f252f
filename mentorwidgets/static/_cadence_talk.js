// What a pair talks about at one meeting: agenda, promises, shared notes, goodbye, and notes for oneself alone.
import { h, keptAs, openDialog, setText } from "./_dom.js";
import { firstHeld, isHeld, tooLongIn } from "./_limits.js";
import { dayFrom } from "./_numbers.js";
import { key } from "./_saver.js";
import { tieText } from "./_typed.js";
import { readersLabel } from "./_readers.js";
import { closedBox, isOwnShut, isShut } from "./_closed.js";
import { dateWords, spare } from "./_cadence_words.js";
import { act, choice, input, labelled, tick } from "./_cadence_parts.js";

const WAIT = 800, LINES = 40; // as Python has it
const STAY = [["", "Not said yet"], ["yes", "Yes"], ["now and then", "Now and then"], ["no", "No"]];

/** Open the talk of a meeting. Each word is saved by itself; what the other one writes appears where nobody types. */
export function openTalk(app, meeting) {
  if (isShut(app.model, app.names())) { openClosed(app, meeting); return; }
  const name = key("talk", ...app.names(), meeting.id), side = app.side();
  const shows = [];
  const now = () => app.sheet.get(name) ?? {};
  const put = (changes, options = {}) => app.change(name, changes, options);
  const isBusy = (node) => node.contains(node.getRootNode().activeElement) || isHeld(node) || !!tooLongIn(node);
  const text = (label, field, hint = "", rows = 2) => {
    const area = h("textarea", { class: "mw-input", rows: String(rows), maxlength: "4000", disabled: app.isOver(), oninput: () => put({ [field]: area.value }, { wait: WAIT }) });
    shows.push(() => { if (!isBusy(area)) area.value = now()[field] ?? ""; });
    return labelled(label, area, hint);
  };
  const agenda = h("ul", { class: "mwc-agenda" });
  const points = h("textarea", { class: "mw-input", rows: "2", maxlength: "4000", maxlines: LINES, disabled: app.isOver(), oninput: () => put({ points: points.value.split("\n").filter((line) => line.trim()) }, { wait: WAIT }) });
  shows.push(() => { if (!isBusy(points)) points.value = (now().points ?? []).join("\n"); });
  const stuck = tick("Something is stuck", { disabled: app.isOver(), onchange: (event) => put({ stuck: event.target.checked }) }, "We then suggest a short hello every few days, until your next meeting.");
  shows.push(() => { stuck.querySelector("input").checked = !!now().stuck; });
  const own = h("textarea", { class: "mw-input", rows: "3", maxlength: "20000", disabled: app.isOver() });
  const ownName = key("note", ...app.names(), meeting.id, side);
  shows.push(tieText(app.sheet, own, () => ownName));
  const promises = makePromises(app, name, { now, put, shows, isBusy });
  const ask = () => app.ask("agenda", { meeting: meeting.id }).then(({ lines }) => agenda.replaceChildren(...lines.map((line) => h("li", { "data-kind": line.kind }, line.words))), () => {});
  const draw = () => { for (const show of shows) show(); };
  const off = app.sheet.on(({ keys }) => { if ([...keys].some((one) => one === name || one === ownName)) draw(); });
  ask();
  openDialog(app.root, `Agenda and notes for ${meeting.clocks[side || "mentor"].day}`, (close) => [
    h("div", { class: "mwc-dialog-head" }, h("h3", { tabindex: "-1", autofocus: true }, meeting.clocks[side || "mentor"].day), act("Close", close, { class: "mw-btn mw-plain" })),
    readersLabel(app.model, name),
    h("section", {}, h("h4", {}, "A small agenda"), agenda),
    h("div", { class: "mwc-form" }, text("Our goal for this time", "goal"), text("Topic", "topic", meeting.topic ? `We suggest: ${meeting.topic}.` : ""), labelled("More points", points, "One line for each."), text("Next step", "next_step", "Who does what until next time?")),
    promises, h("div", { class: "mwc-form" }, text("Notes for both of you", "notes", "", 4)), stuck,
    meeting.isClosing ? makeGoodbye(app, now, put, shows, isBusy) : null,
    h("section", { class: "mwc-own" }, ...(isOwnShut(app.model, app.names()) ? [closedBox(app.model, "What you noted for yourself")] : [labelled("Notes for yourself", own), readersLabel(app.model, ownName)])),
    h("p", { class: "mwc-row" }, act("Close", close, { class: "mw-btn mw-main" })),
  ].filter(Boolean), () => { off(); app.redraw(); }, keptAs(app.kept, "talk", app.pairKey(), meeting.id)).box.classList.add("mwc-wide");
  draw();
}

function openClosed(app, meeting) {
  const day = meeting.clocks[app.side() || "mentor"].day;
  openDialog(app.root, `Agenda and notes for ${day}`, (close) => [
    h("div", { class: "mwc-dialog-head" }, h("h3", { tabindex: "-1", autofocus: true }, day), act("Close", close, { class: "mw-btn mw-plain" })),
    closedBox(app.model, "What you two noted"),
  ], () => app.redraw());
}

function makePromises(app, id, { now, put, shows, isBusy }) {
  const list = h("ul", { class: "mwc-promises", role: "list" });
  const all = () => now().promises ?? [];
  const change = (at, changes) => put({ promises: all().map((one, i) => (i === at ? { ...spare({ ...one, ...changes }), what: changes.what ?? one.what } : one)) }, "what" in changes ? { wait: WAIT } : {});
  const what = input("text", { maxlength: "4000" }), who = choice([["mentee", app.nameOf("mentee")], ["mentor", app.nameOf("mentor")], ["both", "Both of you"]]), due = input("date"), wrong = h("p", { class: "mw-error", role: "alert" });
  const add = () => {
    const half = dayFrom(due).wrong ?? (all().length >= LINES ? `There is room for ${LINES} promises.` : "");
    setText(wrong, half);
    if (half) { due.focus(); return; }
    if (!what.value.trim() || firstHeld(fields)) { what.focus(); return; }
    put({ promises: [...all(), { what: what.value.trim(), who: who.value, ...(due.value ? { due: due.value } : {}) }] });
    what.value = ""; due.value = "";
    used();
    draw(true);
    what.focus();
  };
  const row = (promise, at) => {
    const words = input("text", { value: promise.what, "aria-label": `Promise ${at + 1}`, disabled: app.isOver(), oninput: () => { if (words.value.trim()) change(at, { what: words.value }); }, onblur: () => { if (!words.value.trim()) words.value = all()[at]?.what ?? ""; } });
    const done = h("input", { type: "checkbox", checked: !!promise.done, disabled: app.isOver(), onchange: () => change(at, { done: done.checked }) });
    const whose = promise.who === "both" ? "both of you" : app.nameOf(promise.who ?? "mentee");
    return h("li", {}, h("label", { class: "mw-check" }, done, h("span", { class: "mw-sr" }, `Done: ${promise.what}`)), words, h("span", { class: "mw-soft mw-small" }, [whose, promise.due && `by ${dateWords(promise.due)}`].filter(Boolean).join(", ")),
      act("Remove", () => { put({ promises: all().filter((_, i) => i !== at) }); draw(true); what.focus(); }, { about: `promise: ${promise.what}`, class: "mw-btn mw-plain mwc-small" }));
  };
  let drawn = "";
  const draw = (force) => {
    const text = JSON.stringify(all());
    if (text === drawn || (isBusy(list) && !force)) return;
    drawn = text;
    list.replaceChildren(...all().map(row));
  };
  shows.push(draw);
  what.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } });
  const fields = h("div", { class: "mwc-fields" }, labelled("A small promise", what), labelled("Who", who), labelled("Until", due), act("Add it", add, { class: "mw-btn mwc-low" }));
  fields.hidden = app.isOver();
  const used = app.kept.tie(`promise ${id}`, fields);
  return h("section", { class: "mwc-form" }, h("h4", {}, "What we promise each other"), list, fields, wrong);
}

function makeGoodbye(app, now, put, shows, isBusy) {
  const closing = (field, value, options) => put({ closing: { ...now().closing, [field]: value } }, options);
  const { stay_in_touch, ...lines } = app.program.closing;
  const areas = Object.entries(lines).map(([field, label]) => {
    const area = h("textarea", { class: "mw-input", rows: "2", maxlength: "4000", disabled: app.isOver(), oninput: () => closing(field, area.value, { wait: WAIT }) });
    shows.push(() => { if (!isBusy(area)) area.value = now().closing?.[field] ?? ""; });
    return labelled(label, area);
  });
  const stay = choice(STAY, { disabled: app.isOver(), onchange: () => closing("stay_in_touch", stay.value) });
  shows.push(() => { if (!isBusy(stay)) stay.value = now().closing?.stay_in_touch ?? ""; });
  const title = h("h4", {});
  setText(title, "Saying goodbye");
  return h("section", { class: "mwc-form" }, title, ...areas, labelled(stay_in_touch, stay));
}
