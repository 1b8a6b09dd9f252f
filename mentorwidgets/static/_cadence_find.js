// Hours that suit both: each paints a week on their own clock; the shared ones come ranked, or why there are none.
import { h, later, setText, uid } from "./_dom.js";
import { key } from "./_saver.js";
import { readersLabel } from "./_readers.js";
import { closedBox, isShut } from "./_closed.js";
import { daysOn } from "./_cadence_words.js";
import { makeGrid } from "./_cadence_grid.js";
import { act, choice, labelled, sayAll, tell } from "./_cadence_parts.js";
import { base64Of } from "./_files.js";

const SLOT_LENGTHS = [30, 45, 60, 90, 120];
const LARGEST = 2_000_000; // bytes of a calendar file
const SOFT = "Such a time needs no preparation: ";

export function makeFind(app) {
  const side = app.side() || "mentor", other = side === "mentor" ? "mentee" : "mentor";
  const field = (kind, whose) => key(kind, ...app.names(), whose);
  const hoursOf = (whose) => app.sheet.get(field("hours", whose)) ?? app.pair().hours?.[whose] ?? [];
  const place = (whose) => app.pair().zones[whose].split("/").at(-1).replaceAll("_", " ");
  const painter = (whose) => makeGrid({ name: app.nameOf(whose), first: app.program.weekStart, isOff: app.isOver, onpaint: (hours, words) => app.edit([[field("hours", whose), hours]], words) });
  const mine = painter(side), theirs = app.role === "staff" || app.role === "practice" ? painter(other) : null;
  const theirWords = h("p", { class: "mw-soft" });
  const length = choice(SLOT_LENGTHS.map((one) => [one, `${one} minutes`]), { onchange: () => { app.kept.set("length", length.value); look.now(); } });
  length.value = app.kept.get("length", "60");
  const slots = h("ol", { class: "mwc-slots", role: "list" }), why = h("p", { class: "mwc-note", hidden: true }), changes = h("ul", { class: "mwc-notes" }), state = h("p", { class: "mw-soft", role: "status" });
  const busy = makeBusy(app, side);
  let asked = "", turn = 0;

  const look = later(300, async () => {
    const mine = (turn += 1);
    const first = app.plan?.start > app.program.today ? app.plan.start : app.program.today;
    try {
      const found = await app.ask("overlap", { first, last: daysOn(first, 364), minutes: Number(length.value), host: side });
      if (mine !== turn) return;
      show(found, first);
    } catch (error) { if (mine === turn) { tell(why, error.message); setText(state, ""); } }
  });
  function show({ slots: found, why: reason, changes: wishes }, first) {
    tell(why, reason);
    sayAll(changes, wishes);
    const words = found.length ? `${found.length === 1 ? "One time suits" : `${found.length} times suit`} you both, the easiest first.` : "No time suits you both yet.";
    setText(state, words);
    slots.replaceChildren(...found.map((slot) => h("li", { class: "mwc-slot mw-card" }, h("div", {}, h("p", {}, h("strong", {}, slot.words)),
      slot.tags?.length ? h("p", { class: "mw-small mw-soft" }, `${SOFT}${slot.tags.join(", ")}.`) : null,
      slot.clashes?.length ? h("p", { class: "mw-small" }, `Something else on ${slot.clashes.slice(0, 4).join(", ")}${slot.clashes.length > 4 ? ` and ${slot.clashes.length - 4} more days` : ""}.`) : null),
    app.isOver() ? null : act("Plan with this time", () => { app.show("plan"); app.rooms.plan.take({ ...slot, host: side }, daysOn(app.program.today, 1)); app.say("The time is in your plan. Look at the dates and save it."); }, { about: slot.words }))));
  }
  const box = (whose, grid, more) => h("section", { class: "mwc-stack" }, h("h3", {}, whose === app.side() ? "Your free hours" : `Free hours of ${app.nameOf(whose)}`), h("p", { class: "mw-soft" }, `On the clock in ${place(whose)}.`), grid.node, more);
  return {
    node: h("div", { class: "mwc-find" }, h("div", { class: "mwc-stack" }, box(side, mine, h("div", { class: "mwc-part" }, busy.node, app.role === "staff" ? null : readersLabel(app.model, field("hours", side)))),
      theirs ? box(other, theirs, null) : null),
      h("section", { class: "mwc-stack" }, h("h3", {}, "Times that suit you both"), theirs ? null : theirWords, h("div", { class: "mwc-fields mwc-edit" }, labelled("Length of a meeting", length)), state, why, changes, slots)),
    draw() {
      const now = [hoursOf(side), hoursOf(other)];
      mine.show(now[0]);
      theirs?.show(now[1]);
      const total = now[1].reduce((sum, one) => sum + one.end - (one.start ?? 0), 0) / 60;
      setText(theirWords, total ? `${app.nameOf(other)} has marked ${total === 1 ? "1 hour" : `${total} hours`} a week, on the clock in ${place(other)}.` : `${app.nameOf(other)} has marked no hours yet.`);
      busy.draw();
      const text = JSON.stringify([now, app.sheet.get(field("busy", side)), app.sheet.get(field("busy", other))]);
      if (text !== asked) { asked = text; setText(state, "Looking …"); look(); }
    },
    bring: busy.bring,
    close() { look.cancel(); mine.close(); theirs?.close(); },
  };
}

/** Hours that somebody's own calendar has taken: only when, never what for. */
function makeBusy(app, side) {
  const name = key("busy", ...app.names(), side), id = uid("busy");
  const words = h("p", { class: "mw-soft", role: "status" });
  const file = h("input", { type: "file", id, class: "mwc-file", accept: ".ics,text/calendar", onchange: () => take(file.files[0]) });
  const drop = act("Forget these hours", () => { app.edit([[name, null]], "Taken hours are forgotten"); file.focus(); }, { class: "mw-btn mw-plain" });
  async function take(given) {
    if (!given) return;
    if (given.size > LARGEST) { setText(words, "This file is larger than 2 MB. Export fewer months of your calendar, and try again."); file.value = ""; return; }
    setText(words, "Reading …");
    try {
      const found = await app.ask("busy", { side, data: await base64Of(given) });
      app.edit([[name, found.value]], "Taken hours are kept");
      setText(words, found.words);
    } catch (error) { setText(words, error.message); }
    file.value = "";
  }
  const node = h("div", { class: "mwc-part mwc-edit" }, h("p", { class: "mw-hint" }, "You may also take the hours out that your own calendar has taken. Export it as an .ics file. Nothing but the hours is kept."),
    h("p", { class: "mwc-row" }, file, h("label", { for: id, class: "mw-btn" }, "Choose a calendar file"), drop), words);
  node.hidden = app.role === "staff";
  if (isShut(app.model, app.names())) return { node: h("div", { class: "mwc-part" }, closedBox(app.model, "What your calendar has taken")), draw() {} };
  return { node, bring: take, draw() {
    const held = app.sheet.get(name);
    drop.hidden = !held || app.isOver();
    file.disabled = app.isOver();
    if (held && !words.textContent) setText(words, held.length === 1 ? "One taken time of your calendar is kept." : `${held.length} taken times of your calendar are kept.`);
  } };
}
