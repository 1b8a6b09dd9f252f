// What those who run a program see: how each pair stands, the load of the weeks, and the days on which nobody meets.
import { h, patch, setText } from "./_dom.js";
import { newId } from "./_engine.js";
import { firstHeld } from "./_limits.js";
import { dayFrom } from "./_numbers.js";
import { key } from "./_saver.js";
import { dateWords, daysOn } from "./_cadence_words.js";
import { act, choice, input, labelled, sayAll, showPicture, tell } from "./_cadence_parts.js";

const KINDS = [["closure", "Closed"], ["holiday", "Public holiday"], ["conference", "Conference"], ["term break", "Term break"]];

export function makeProgram(app) {
  const words = h("p", { class: "mwc-lead", role: "status" }, "Looking …"), picture = h("div", {}), list = h("ul", { class: "mwc-list", role: "list" }), checks = h("p", {});
  const moved = h("ul", { class: "mwc-notes" }), movedBox = h("details", { class: "mwc-more" }, h("summary", {}, "What moved, and why"), moved);
  const quietOnly = h("input", { type: "checkbox", onchange: () => draw() });
  let told = [], asked = "";
  const open = (one) => { app.pick(app.pairs.findIndex((pair) => key(pair.mentee, pair.mentor, pair.purpose) === one.key)); app.choose("meetings"); };
  const names = (one) => { const pair = app.pairs.find((other) => key(other.mentee, other.mentor, other.purpose) === one.key); return `${pair?.names.mentee} and ${pair?.names.mentor}`; };
  const row = (one) => {
    const who = h("strong", {}), tag = h("span", { class: "mw-tag" }), said = h("p", { class: "mw-soft mw-small" });
    const node = h("li", {}, h("div", {}, who, " ", tag, said), act("Open", () => open(node.one), { about: names(one), class: "mw-btn mwc-small" }));
    node.draw = (next) => {
      node.one = next;
      setText(who, names(next));
      setText(tag, next.held ? `${next.met} of ${next.held} met` : "No plan yet");
      tag.className = `mw-tag ${next.isQuiet ? "mw-warm" : next.held ? "mw-good" : ""}`;
      setText(said, [next.words, next.budget].filter(Boolean).join(" "));
    };
    return node;
  };
  const draw = () => patch(list, told.filter((one) => !quietOnly.checked || one.isQuiet), (one) => one.key, row, (node, one) => node.draw(one));
  async function look() {
    try {
      const answer = await app.ask("program", { pair: null });
      told = answer.pairs.sort((a, b) => b.isQuiet - a.isQuiet || a.held - b.held);
      const quiet = told.filter((one) => one.isQuiet).length, planned = told.filter((one) => one.held).length;
      setText(words, `${planned} of ${told.length} pairs have a plan. ${answer.load}${quiet ? ` ${quiet === 1 ? "One pair has" : `${quiet} pairs have`} gone quiet: a short hello would help.` : ""}`);
      tell(checks, answer.checkIns.length ? `Good days to ask how everybody is doing: ${answer.checkIns.join("; ")}.` : "");
      sayAll(moved, answer.moved.map((one) => `${one.title}: ${one.why}`));
      movedBox.hidden = !answer.moved.length;
    } catch (error) { setText(words, error.message); }
    draw();
  }
  const paint = () => app.ask("load", { pair: null }).then((answer) => showPicture(picture, answer.picture), (error) => setText(picture, error.message));
  return {
    node: h("div", { class: "mwc-stack" }, words, checks, movedBox, h("section", { class: "mwc-stack" }, h("h3", {}, "Pairs"), h("label", { class: "mw-check mwc-noprint" }, quietOnly, h("span", {}, "Only those that have gone quiet")), list), picture),
    draw() {
      const text = JSON.stringify(app.sheet.keys().filter((name) => /^(rule|meeting|closures)\//.test(name)).map((name) => [name, app.sheet.version(name)]));
      if (text === asked) return;
      asked = text;
      look().then(paint); // the picture comes last: what draws it takes seconds to load
    },
  };
}

export function makeClosures(app) {
  const list = h("ul", { class: "mwc-list", role: "list" }), none = h("p", { class: "mw-soft" }, "No closed days yet."), wrong = h("p", { class: "mw-error", role: "alert" });
  const name = input("text", { maxlength: "200" }), first = input("date"), last = input("date"), kind = choice(KINDS);
  const country = input("text", { maxlength: "2", size: "4", placeholder: "US" }), region = input("text", { maxlength: "6", size: "6", placeholder: "IA" }), said = h("p", { class: "mw-soft", role: "status" });
  const add = () => {
    const half = [first, last].find((day) => dayFrom(day).wrong);
    if (half) { setText(wrong, dayFrom(half).wrong); half.focus(); return; }
    if (firstHeld(form)) { setText(wrong, ""); return; }
    if (!name.value.trim() || !first.value) { setText(wrong, "Please give a name and a first day."); return; }
    if (last.value && last.value < first.value) { setText(wrong, "The last day is before the first. Turn the two around."); return; }
    setText(wrong, "");
    const isDone = app.edit([[key("closures", newId()), { name: name.value.trim(), first: first.value, ...(last.value && last.value !== first.value ? { last: last.value } : {}), kind: kind.value }]], `Closed: ${name.value.trim()}`);
    if (!isDone) return;
    name.value = ""; last.value = "";
    used();
    name.focus();
  };
  async function holidays() {
    if (firstHeld(asking)) return;
    setText(said, "Looking them up…");
    try {
      const { closures } = await app.ask("holidays", { pair: null, country: country.value, region: region.value, first: app.program.begins || app.program.today, last: app.program.ends || daysOn(app.program.today, 365) });
      const held = new Set(app.sheet.keys("closures/").map((one) => app.sheet.get(one).first));
      const fresh = closures.filter((one) => !held.has(one.first));
      if (!closures.length) { setText(said, "No public holidays are known there in this time."); return; }
      const isDone = !fresh.length || app.edit(fresh.map((one) => [key("closures", `holiday-${one.first}`), one]), `${fresh.length} public holidays`);
      setText(said, !isDone ? "They were not added: changes are switched off here." : fresh.length ? `${fresh.length} public holidays are added.` : "These are all here already.");
    } catch (error) { setText(said, error.message); }
  }
  const form = h("section", { class: "mwc-form mwc-noprint" }, h("h3", {}, "Add closed days"), h("div", { class: "mwc-fields" }, labelled("Name", name), labelled("First day", first), labelled("Last day", last, "Empty: one day."), labelled("Kind", kind), act("Add", add, { class: "mw-btn mw-main mwc-low" })), wrong);
  const asking = h("section", { class: "mwc-form mwc-noprint" }, h("h3", {}, "Public holidays"), h("div", { class: "mwc-fields" }, labelled("Country", country, "Two letters."), labelled("Region", region, "May stay empty."), act("Add them", holidays, { class: "mw-btn mwc-low" })), said);
  const used = app.kept.tie("closed days", form);
  app.kept.tie("holidays", asking);
  const row = (field) => {
    const words = h("strong", {}), when = h("p", { class: "mw-soft mw-small" });
    const off = act("Remove", () => { app.edit([[field, null]], `Open again: ${words.textContent}`); name.focus(); }, { class: "mw-btn mwc-small" }), about = h("span", { class: "mw-sr" });
    off.append(about);
    const node = h("li", {}, h("div", {}, words, when), off);
    node.draw = () => {
      const one = app.sheet.get(field) ?? {};
      setText(words, one.name || "Closed");
      setText(about, ` ${one.name}, ${one.first}`);
      setText(when, `${one.last && one.last !== one.first ? `${dateWords(one.first)} to ${dateWords(one.last)}` : dateWords(one.first)} · ${(KINDS.find(([id]) => id === one.kind) ?? KINDS[0])[1]}`);
      off.hidden = app.isOff();
    };
    return node;
  };
  return {
    node: h("div", { class: "mwc-stack" }, h("p", { class: "mwc-lead" }, "On these days nobody meets. Each pair has chosen whether a meeting moves or falls out."),
      form, asking,
      h("section", { class: "mwc-stack" }, h("h3", {}, "Closed days"), none, list)),
    draw() {
      const names = app.sheet.keys("closures/").sort((a, b) => app.sheet.get(a).first.localeCompare(app.sheet.get(b).first));
      none.hidden = names.length > 0;
      patch(list, names, (field) => field, row, (node) => node.draw());
    },
  };
}
