// Times that a mentor posts, first come first served. Who comes first is decided where it is saved, and said in words.
import { h, patch, setText } from "./_dom.js";
import { dayFrom, timeFrom } from "./_numbers.js";
import { key, parts } from "./_saver.js";
import { readersLabel } from "./_readers.js";
import { daysOn, dateWords, momentOn, onClock, slotFrom, slotName } from "./_cadence_words.js";
import { act, choice, input, labelled } from "./_cadence_parts.js";

export function makePosted(app) {
  const side = app.side(), isStaff = app.role === "staff", isMentor = side === "mentor" || isStaff;
  const mentor = app.pair()?.mentor ?? (side === "mentor" ? app.me : ""), zone = (isStaff ? "" : app.pair()?.zones[side]) || app.zone;
  const names = app.model.get("_names") ?? {};
  const called = (id, other = "somebody") => (id && id === app.me ? "you" : names[id] || other);
  const whose = choice([...(mentor ? [[mentor, `Times of ${called(mentor, "your mentor")}`]] : []), ["", "Times of all mentors"]], { onchange: () => app.redraw() });
  whose.value = isStaff || !mentor ? "" : mentor;
  const chooser = h("div", { class: "mwc-who" }, labelled("Whose times", whose));
  const list = h("ul", { class: "mwc-list", role: "list" }), words = h("p", { class: "mwc-lead" }), wrong = h("p", { class: "mw-error", role: "alert" });
  const day = input("date"), time = input("time", { value: "15:00" }), length = choice([30, 45, 60, 90].map((one) => [one, `${one} minutes`]));
  length.value = "30";
  const post = () => {
    const half = dayFrom(day).wrong ?? timeFrom(time).wrong;
    if (half) { setText(wrong, half); (dayFrom(day).wrong ? day : time).focus(); return; }
    if (!day.value || !time.value) { setText(wrong, "Please give a day and a time."); return; }
    const moment = momentOn(day.value, time.value, zone);
    setText(wrong, "");
    app.edit([[key("posted", mentor, slotName(moment, Number(length.value))), ""]], `Posted: ${said({ moment, minutes: Number(length.value) })}`);
    used();
    day.focus();
  };
  const said = ({ moment, minutes }) => { const own = onClock(moment, zone); return `${dateWords(own.date)}, ${own.time}, ${minutes} minutes`; };
  const form = h("div", { class: "mwc-form" }, h("div", { class: "mwc-fields" }, labelled("Day", day), labelled("Time on your clock", time), labelled("Length", length), act("Post this time", post, { class: "mw-btn mw-main mwc-low" })), wrong);
  const used = app.kept.tie("posted", form);
  /** The times that are not over, of one mentor or of all, the next one first. */
  function timesOf(mentor) {
    const over = Date.parse(`${daysOn(app.program.today, -1)}T00:00Z`), ours = mentor ? `${key("posted", mentor)}/` : "posted/";
    const found = [...new Set([...app.sheet.keys(ours), ...[...app.sheet.troubles.keys()].filter((name) => name.startsWith(ours))])];
    return found.map((name) => ({ name, of: parts(name)[1], slot: slotFrom(parts(name)[2]), holder: app.sheet.get(name) ?? "", trouble: app.sheet.trouble(name) })).filter(({ slot }) => slot?.moment >= over).sort((a, b) => a.slot.moment - b.slot.moment);
  }
  function lead(open) {
    const free = open.filter(({ holder }) => !holder).length, count = free === 1 ? "One is free." : `${free} are free.`;
    if (!whose.value && !open.length) return "No times are posted at the moment.";
    if (isMentor) return `${isStaff ? "Mentors post times when they are free" : "Post times when you are free"}; whoever comes first takes them. ${count}`;
    return `Times that ${whose.value ? called(whose.value, "your mentor") : "mentors"} ${whose.value ? "has" : "have"} posted. ${free ? "Take one that suits you." : "None is free at the moment."}`;
  }
  return {
    node: h("div", { class: "mwc-stack" }, words, h("p", { class: "mw-soft" }, `On the clock in ${zone.split("/").at(-1).replaceAll("_", " ")}.`), chooser, form, list, isStaff ? null : readersLabel(app.model, key("posted", mentor || "x", "x"))),
    draw() {
      const open = timesOf(whose.value), isOfAll = !whose.value;
      chooser.hidden = !mentor || (side === "mentor" && app.role !== "practice") || (!isStaff && timesOf("").every((one) => one.of === mentor));
      form.hidden = !isMentor || isOfAll || app.isOff();
      setText(words, lead(open));
      if (!day.value) day.value = daysOn(app.program.today, 1);
      patch(list, open, ({ name }) => name, ({ name }) => makeSlotRow(app, name, { isMentor, called, said }), (node, item) => node.draw(item, isOfAll));
    },
  };
}

function makeSlotRow(app, name, { isMentor, called, said }) {
  const when = h("strong", {}), who = h("p", { class: "mw-soft mw-small" }), note = h("p", { class: "mw-error", role: "alert" });
  let item;
  const me = app.role === "practice" ? app.pair().mentee : app.me;
  const take = act("Take it", () => app.edit([[name, me]], `Taken: ${said(item.slot)}`), { class: "mw-btn mw-main mwc-small" });
  const back = act("Give it back", () => app.edit([[name, ""]], `Given back: ${said(item.slot)}`), { class: "mw-btn mwc-small" });
  const off = act("Take off the list", () => app.edit([[name, null]], `Off the list: ${said(item.slot)}`), { class: "mw-btn mwc-small" });
  const fine = act("All right", () => { app.lost.delete(name); app.sheet.resolve(name, "theirs"); app.redraw(); }, { class: "mw-btn mwc-small" });
  setText(back.firstChild, isMentor ? "Free it again" : "Give it back");
  const about = [take, back, off].map((button) => { const words = h("span", { class: "mw-sr" }); button.append(words); return words; });
  const node = h("li", {}, h("div", {}, when, who, note), h("div", { class: "mwc-row" }, fine, take, back, off));
  node.draw = (next, isOfAll) => {
    item = next;
    const { slot, holder, trouble, of } = item, isMine = holder && holder === me;
    const taker = isMine ? "you" : isMentor ? called(holder, app.sheet.saved.get(name)?.by) : "somebody"; // a mentor may not know all mentees
    setText(when, said(slot));
    setText(who, `${isOfAll ? `With ${called(of, "a mentor")}. ` : ""}${holder ? `Taken by ${taker || "somebody"}.` : "Free."}`);
    const words = app.lost.get(name) ?? (trouble?.why ? `${trouble.why} ${trouble.mend}` : "");
    setText(note, words);
    fine.hidden = !words;
    take.hidden = isMentor || !!holder || !!words;
    back.hidden = !holder || !(isMine || isMentor) || !!words;
    off.hidden = !isMentor || !!words;
    for (const button of [take, back, off]) button.disabled = app.isOff();
    for (const words of about) setText(words, ` ${said(slot)}`);
  };
  return node;
}
