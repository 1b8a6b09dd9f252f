// Times that a mentor posts, first come first served. Who comes first is decided where it is saved, and said in words.
import { h, patch, setText } from "./_dom.js";
import { key, parts } from "./_saver.js";
import { readersLabel } from "./_readers.js";
import { daysOn, dateWords, momentOn, onClock, slotFrom, slotName } from "./_cadence_words.js";
import { act, choice, input, labelled } from "./_cadence_parts.js";

export function makePosted(app) {
  const side = app.side(), mentor = app.pair().mentor, zone = app.pair().zones[side || "mentor"];
  const isMentor = side === "mentor" || app.role === "staff";
  const names = app.model.get("_names") ?? {};
  const called = (id) => (id === app.me ? "you" : names[id] ?? "somebody");
  const list = h("ul", { class: "mwc-list", role: "list" }), words = h("p", { class: "mwc-lead" }), wrong = h("p", { class: "mw-error", role: "alert" });
  const day = input("date"), time = input("time", { value: "15:00" }), length = choice([30, 45, 60, 90].map((one) => [one, `${one} minutes`]));
  length.value = "30";
  const post = () => {
    if (!day.value || !time.value) { setText(wrong, "Please give a day and a time."); return; }
    const moment = momentOn(day.value, time.value, zone);
    setText(wrong, "");
    app.edit([[key("posted", mentor, slotName(moment, Number(length.value))), ""]], `Posted: ${said({ moment, minutes: Number(length.value) })}`);
    day.focus();
  };
  const said = ({ moment, minutes }) => { const own = onClock(moment, zone); return `${dateWords(own.date)}, ${own.time}, ${minutes} minutes`; };
  const hereNames = () => app.sheet.keys(`${key("posted", mentor)}/`);
  const troubled = () => [...app.sheet.troubles.keys()].filter((name) => name.startsWith(`${key("posted", mentor)}/`));
  const form = h("div", { class: "mwc-form" }, h("div", { class: "mwc-fields" }, labelled("Day", day), labelled("Time on your clock", time), labelled("Length", length), act("Post this time", post, { class: "mw-btn mw-main mwc-low" })), wrong);
  form.hidden = !isMentor || app.isOff();
  return {
    node: h("div", { class: "mwc-stack" }, words, form, list, app.role === "staff" ? null : readersLabel(app.model, key("posted", mentor, "x"))),
    draw() {
      const all = [...new Set([...hereNames(), ...troubled()])].map((name) => ({ name, slot: slotFrom(parts(name)[2]), holder: app.sheet.get(name) ?? "", trouble: app.sheet.trouble(name) })).filter(({ slot }) => slot).sort((a, b) => a.slot.moment - b.slot.moment);
      const over = Date.parse(`${daysOn(app.program.today, -1)}T00:00Z`);
      const open = all.filter(({ slot }) => slot.moment >= over);
      const free = open.filter(({ holder }) => !holder).length;
      setText(words, isMentor ? `Post times when you are free; whoever comes first takes them. ${free === 1 ? "One is free." : `${free} are free.`}` : `Times that ${app.nameOf("mentor")} has posted. ${free ? "Take one that suits you." : "None is free at the moment."}`);
      if (!day.value) day.value = daysOn(app.program.today, 1);
      patch(list, open, ({ name }) => name, ({ name }) => makeSlotRow(app, name, { isMentor, called, said }), (node, item) => node.draw(item));
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
  const about = [take, back, off].map((button) => { const words = h("span", { class: "mw-sr" }); button.append(words); return words; });
  const node = h("li", {}, h("div", {}, when, who, note), h("div", { class: "mwc-row" }, fine, take, back, off));
  node.draw = (next) => {
    item = next;
    const { slot, holder, trouble } = item, isMine = holder && holder === me;
    setText(when, said(slot));
    setText(who, holder ? `Taken by ${isMine ? "you" : isMentor ? called(holder) : "somebody"}.` : "Free.");
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
