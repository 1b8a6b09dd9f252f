// The dates of a pair: on both clocks, moved or called off, and with one click what became of each.
import { h, keptAs, openDialog, patch, setText } from "./_dom.js";
import { emptyBox } from "./_empty.js";
import { dayFrom, numberInput, timeFrom } from "./_numbers.js";
import { key } from "./_saver.js";
import { dateWords, momentOn, onClock } from "./_cadence_words.js";
import { act, input, labelled, sayAll, tell } from "./_cadence_parts.js";
import { openTalk } from "./_cadence_talk.js";
import { makeAgreed } from "./_cadence_agreed.js";

const LOGS = [["met", "Met"], ["moved", "Moved"], ["missed", "Missed"]];
const SAID = { met: "You met", moved: "You met at another time", missed: "It did not happen", "": "" };
const SHOWN = 40, BEFORE = 8; // rows that are drawn at once, and those of the past among them

export function makeDates(app) {
  const how = h("p", {}), words = h("p", { class: "mwc-lead" }), budget = h("p", {}), hello = h("p", { class: "mwc-note", hidden: true });
  const notes = h("ul", { class: "mwc-notes" }), agreed = makeAgreed(app);
  const moved = h("ul", {}), movedBox = h("details", { class: "mwc-more" }, h("summary", {}, "What moved, and why"), moved);
  const list = h("ol", { class: "mwc-meetings", role: "list" });
  const all = act("Show all meetings", () => { app.showsAll = true; app.redraw(); }, { class: "mw-btn mw-plain" });
  const none = emptyBox("No meetings yet", "Choose how often you would like to meet. You see the dates before anything is saved.",
    act("Choose how often you meet", () => app.show("plan"), { class: "mw-btn mw-main" }), app.role === "staff" ? null : act("Find a time that suits both", () => app.show("find")));
  const full = h("div", { class: "mwc-stack" }, h("div", { class: "mwc-stand" }, words, budget), how, hello, agreed.node, notes, list, h("p", { class: "mwc-row" }, all), movedBox);
  return {
    node: h("div", {}, none, full),
    draw() {
      const view = app.view();
      const meetings = view.meetings ?? [];
      none.hidden = meetings.length > 0 || !!view.error;
      full.hidden = !none.hidden;
      tell(words, view.error ?? view.words);
      tell(how, view.how);
      agreed.draw();
      tell(budget, view.budget);
      budget.className = `mw-tag ${view.isOver ? "mw-warm" : "mw-good"}`;
      tell(hello, view.checkIns?.length ? `Something is stuck. A short hello on ${view.checkIns.join(", or on ")} would help.` : "");
      sayAll(notes, view.notes ?? []);
      sayAll(moved, view.moved ?? []);
      movedBox.hidden = !view.moved?.length;
      const from = app.showsAll || meetings.length <= SHOWN ? 0 : Math.max(0, meetings.findIndex((one) => one.id === view.next) - BEFORE);
      const shown = app.showsAll ? meetings : meetings.slice(from, from + SHOWN);
      all.hidden = shown.length === meetings.length;
      patch(list, shown, (one) => one.id, (one) => makeRow(app, one.id), (node, one) => node.draw(one, view));
    },
  };
}

function makeRow(app, id) {
  const day = h("p", { class: "mwc-day" }), own = h("p", { class: "mwc-time" }), other = h("p", { class: "mw-soft mw-small" });
  const tags = h("p", { class: "mwc-row mwc-tags" }), topic = h("p", { class: "mwc-topic" }), why = h("p", { class: "mw-small" }), notes = h("ul", { class: "mwc-notes mw-small" });
  const look = h("a", { class: "mw-small mwc-noprint", href: app.model.get("_links")?.expectations }, "Open your expectations");
  let now = { id };
  const logs = LOGS.map(([log, label]) => act(label, () => app.log(now, log), { "aria-pressed": "false", class: "mw-btn mwc-small" }));
  const group = h("div", { role: "group", class: "mwc-row mwc-log" }, ...logs);
  const about = h("span", { class: "mw-sr" }), again = h("span", { class: "mw-sr" }), talkAbout = h("span", { class: "mw-sr" });
  const move = act("Move", () => openMove(app, now), { class: "mw-btn mwc-small" }), off = act("Call off", () => app.callOff(now), { class: "mw-btn mwc-small" });
  move.append(about); off.append(again);
  const talk = act("Agenda and notes", () => openTalk(app, now), { class: "mw-btn mwc-small" });
  talk.append(talkAbout);
  const deeds = h("div", { class: "mwc-row mwc-edit" }, talk, move, off);
  const node = h("li", { class: "mwc-meeting mw-card" }, h("div", { class: "mwc-when" }, day, own, other), h("div", { class: "mwc-what" }, tags, topic, why, notes, look), h("div", { class: "mwc-deeds" }, group, deeds));
  node.draw = (meeting, view) => {
    now = meeting;
    const side = app.side(), guest = side === "mentor" ? "mentee" : "mentor";
    const mine = meeting.clocks[side || "mentor"], theirs = meeting.clocks[side ? guest : "mentee"];
    const record = app.record(meeting.id);
    const isOn = meeting.status === "planned" && !record.cancelled;
    const log = record.log ?? "";
    setText(day, mine.day);
    setText(own, `${mine.time} to ${mine.end}`);
    const isSame = mine.date === theirs.date && mine.time === theirs.time;
    tell(other, isSame ? "" : `${mine.date === theirs.date ? "" : `${theirs.day}, `}${theirs.time} for ${app.nameOf(side ? guest : "mentee")}, ${theirs.place}`);
    drawTags(tags, meeting, isOn, log, view);
    tell(topic, isOn ? meeting.topic : "");
    tell(why, record.cancelled && !isOn ? calledOffWords(app, record) : movedWords(app, record, meeting.why));
    sayAll(notes, [...meeting.notes, ...(isOn && meeting.review ? [meeting.review] : []), ...(isOn && meeting.clash && !meeting.isPast ? ["One of your calendars has something else at this time."] : [])]);
    look.hidden = !(isOn && meeting.review && look.href);
    const names = ` on ${mine.day}`;
    for (const label of [about, again, talkAbout]) setText(label, names);
    group.setAttribute("aria-label", `What became of ${mine.day}`);
    group.hidden = !(meeting.isPast && (meeting.status === "planned" || log));
    logs.forEach((button, at) => { button.setAttribute("aria-pressed", String(log === LOGS[at][0])); button.disabled = app.isOver(); });
    setText(off.firstChild, record.cancelled ? "It takes place after all" : "Call off");
    off.hidden = meeting.isPosted || meeting.isPast && !record.cancelled || meeting.status === "skipped";
    move.hidden = meeting.isPosted || meeting.isPast || !isOn && meeting.status !== "skipped";
    talk.hidden = !app.mayTalk() || !isOn;
    deeds.hidden = app.isOver();
    node.classList.toggle("mwc-out", !isOn);
    node.classList.toggle("mwc-next", meeting.id === view.next);
  };
  return node;
}

// Said by who did it: "you" only to them. Where that is not known, nobody is named.
const doer = (app, { who }) => (!who ? "" : who === app.side() ? "You" : app.nameOf(who));
const movedWords = (app, record, why) => { const who = doer(app, record); return who && record.starts ? why.replace(/^Moved /, `${who} moved it `) : why; };
const calledOffWords = (app, record) => { const who = doer(app, record); return who ? `${who} called this one off.` : "Called off."; };

function drawTags(box, meeting, isOn, log, view) {
  const found = [
    meeting.id === view.next && ["Next", "mw-good"],
    meeting.isPosted && ["Posted time", ""],
    meeting.status === "skipped" && ["No meeting", "mw-warm"],
    !isOn && meeting.status !== "skipped" && ["Called off", "mw-warm"],
    log && [SAID[log], log === "missed" ? "mw-warm" : "mw-good"],
    isOn && meeting.isClosing && ["Goodbye", ""],
    isOn && meeting.review && ["Review", ""],
    isOn && meeting.phase && [meeting.phase, ""],
  ].filter(Boolean);
  const words = found.map(([text]) => text).join("|");
  if (box.dataset.words === words) return;
  box.dataset.words = words;
  box.replaceChildren(...found.map(([text, tone]) => h("span", { class: `mw-tag ${tone}` }, text)));
}

/** Ask for another day and time of a meeting. */
export function openMove(app, meeting) {
  const side = app.side() || "mentor", zone = app.pair().zones[side], guest = side === "mentor" ? "mentee" : "mentor";
  const clock = meeting.clocks[side];
  const date = input("date", { value: clock.date, required: true }), time = input("time", { value: clock.time, required: true });
  const length = numberInput({ value: String(meeting.minutes), least: 5, most: 720, step: 5, whole: true });
  const theirs = h("p", { class: "mw-soft", "aria-live": "polite" }), wrong = h("p", { class: "mw-error", role: "alert" });
  const say = () => {
    if (!date.value || !time.value || dayFrom(date).wrong) { setText(theirs, ""); return; }
    const other = onClock(momentOn(date.value, time.value, zone), app.pair().zones[guest]);
    setText(theirs, `That is ${dateWords(other.date)}, ${other.time} for ${app.nameOf(guest)}.`);
  };
  for (const one of [date, time]) one.addEventListener("input", say);
  say();
  openDialog(app.root, `Move the meeting on ${clock.day}`, (close) => {
    const save = () => {
      const { value: minutes, wrong: words } = length.read(), half = dayFrom(date).wrong ?? timeFrom(time).wrong ?? words;
      if (half || !date.value || !time.value || !minutes) { setText(wrong, half ?? "Please give a day, a time, and a length of 5 to 720 minutes."); return; }
      app.move(meeting, { starts: `${date.value}T${time.value}`, timezone: zone, minutes: minutes === meeting.minutes ? app.record(meeting.id).minutes ?? 0 : minutes });
      close();
    };
    const fields = h("div", { class: "mwc-fields" }, labelled("New day", date), labelled("Time on your clock", time), labelled("Minutes", length));
    app.kept.tie("move", fields, say);
    return [h("h3", { tabindex: "-1", autofocus: true }, `Move ${clock.day}`), fields, theirs, wrong,
      h("p", { class: "mwc-row" }, act("Move it", save, { class: "mw-btn mw-main" }), act("Leave it", close))];
  }, () => app.kept.set("move", null), keptAs(app.kept, "move", app.pairKey(), meeting.id));
}

/** What a pair may do with its meetings. */
export function addMeetingDeeds(app) {
  const nameOf = (id) => key("meeting", ...app.names(), id);
  app.record = (id) => app.sheet.get(nameOf(id)) ?? {};
  const put = (meeting, changes, say) => { if (!app.isOver()) app.change(nameOf(meeting.id), changes, { say: `${say}: ${meeting.clocks[app.side() || "mentor"].day}` }); };
  app.log = (meeting, log) => {
    const again = app.record(meeting.id).log === log;
    put(meeting, again ? { log: "", was: "" } : { log, was: meeting.starts }, again ? "Not said any more" : SAID[log]);
  };
  app.move = (meeting, { starts, timezone, minutes }) => put(meeting, { starts, timezone, minutes, cancelled: false, who: app.side() }, "Moved");
  app.callOff = (meeting) => {
    const isOff = !!app.record(meeting.id).cancelled;
    put(meeting, { cancelled: !isOff, ...(isOff ? {} : { who: app.side() }) }, isOff ? "It takes place after all" : "Called off");
  };
}
