// The days on which a pair agreed to look at their expectations, taken into the plan of their meetings.
import { h } from "./_dom.js";
import { key } from "./_saver.js";
import { act, tell } from "./_cadence_parts.js";
import { dateWords } from "./_cadence_words.js";

const WEEK = 7 * 86_400_000; // milliseconds

/** What a plan that begins on `start` needs, so that its meetings are marked for agreed days that are still to come. */
export function agreedMarks({ trial, review }, start, today) {
  const isAhead = (day) => !!day && !!start && day > start && day > today;
  return { ...(isAhead(trial) ? { trial_weeks: Math.ceil((Date.parse(trial) - Date.parse(start)) / WEEK) } : {}), ...(isAhead(review) ? { review_on: review } : {}) };
}

/** The agreed days in words. */
export const agreedWords = ({ trial, review }) => [trial && `You agreed to look on ${dateWords(trial)} whether this works for both of you.`, review && `You agreed to read your expectations again on ${dateWords(review)}.`].filter(Boolean).join(" ");

/** An offer beside a saved plan whose meetings are not marked for the agreed days yet. */
export function makeAgreed(app) {
  const words = h("p", {});
  const nameOf = () => key("rule", ...app.names());
  const missing = (rule) => Object.entries(agreedMarks(app.pair().agreed, rule.start, app.program.today)).filter(([name, value]) => rule[name] !== value);
  const take = act("Mark these days in your plan", () => {
    const rule = app.sheet.get(nameOf());
    app.edit([[nameOf(), { ...rule, ...Object.fromEntries(missing(rule)) }]], "The days you agreed on are marked in your plan");
    app.show("meetings");
  });
  const node = h("div", { class: "mwc-note", hidden: true }, words, h("p", { class: "mwc-row" }, take));
  return { node, draw() {
    const rule = app.sheet.get(nameOf());
    node.hidden = !rule || app.isOver() || !missing(rule).length;
    tell(words, agreedWords(app.pair().agreed));
  } };
}
