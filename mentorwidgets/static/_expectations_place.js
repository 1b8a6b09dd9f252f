// One pair's part of the worksheet, as one of the two sees it: answers, agreements, yeses and what they said before.
import { key, parts } from "./_saver.js";
import { wordsOf } from "./_form_words.js";

export const PAIR_SIDES = ["mentee", "mentor"];
const ANSWER_KINDS = ["answer", "told"];

/** Open a pair for `side`; `app` has the sheet and the questions. */
export function openPlace(app, pair, side) {
  const { sheet } = app;
  const field = (kind, ...rest) => key(kind, pair.mentee, pair.mentor, pair.purpose, ...rest);
  const kindOf = (question) => (question.readers === "coordinator" ? "told" : "answer");
  const place = {
    pair, side, other: side === "mentor" ? "mentee" : "mentor", field,
    name: (of) => pair.names[of],
    answerKey: (of, question) => field(kindOf(question), of, question.id),
    // The program may have changed who reads a question since: the earlier answer is still theirs.
    answer: (of, question) => sheet.get(place.answerKey(of, question)) ?? ANSWER_KINDS.map((kind) => sheet.get(field(kind, of, question.id))).find(Boolean),
    agreedKey: (question) => field("agreed", question.id),
    agreed: (question) => sheet.get(field("agreed", question.id)),
    start: (question) => (question.start ? { answer: question.start, type: question.type } : undefined),
    isReady: (of) => sheet.get(field("ready", of)) === true,
    bothReady: () => PAIR_SIDES.every((of) => place.isReady(of)),
    yes: (of) => sheet.get(field("yes", of)),
    /** Questions whose agreed text changed since somebody said yes. */
    changedSince: (of) => {
      const yes = place.yes(of);
      return yes ? app.questions().filter((question) => sheet.version(place.agreedKey(question)) !== (yes.versions?.[question.id] ?? 0)) : [];
    },
    versions: () => Object.fromEntries(app.questions().map((question) => [question.id, sheet.version(place.agreedKey(question))]).filter(([, version]) => version)),
    /** The numbers of earlier agreements, the first one first. */
    rounds: () => [...new Set(sheet.keys(field("past") + "/").map((name) => Number(parts(name)[4])))].sort((a, b) => a - b),
    past: (round, question) => sheet.get(field("past", String(round), question.id)),
    /** What was answered or agreed to questions that are no longer asked: [{asked, lines: [[who, words]]}]. */
    earlier: () => earlierOf(app, place),
    stage: () => (PAIR_SIDES.every((of) => place.yes(of)) ? "agreed" : place.bothReady() ? "compare" : "apart"),
  };
  return place;
}

function earlierOf(app, place) {
  const known = new Set(app.questions().map((question) => question.id));
  const found = new Map();
  const note = (name, who, given) => {
    if (known.has(name) || !given) return;
    const one = found.get(name) ?? { asked: given.asked || name, lines: [] };
    one.lines.push([who, wordsOf(given)]);
    found.set(name, one);
  };
  for (const of of PAIR_SIDES) for (const kind of ANSWER_KINDS) for (const name of app.sheet.keys(place.field(kind, of) + "/")) note(parts(name)[5], place.name(of), app.sheet.get(name));
  for (const name of app.sheet.keys(place.field("agreed") + "/")) note(parts(name)[4], "We agreed", app.sheet.get(name));
  return [...found.values()];
}
