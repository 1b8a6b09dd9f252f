// Two answers beside each other, in words: what mentorwidgets/expectations/compare.py says, to the letter. Never a score.
import { isBlank, isEmpty, numberWords, wordsOf } from "./_form_words.js";

const SAME_ANSWERS = "Your answers are the same.", DIFFERENT_ANSWERS = "Your answers differ. Read them beside each other.";

/** What to say of one question with both answers: {standing: aligned | discuss | open, words}. */
export function compareOne(question, mentor, mentee) {
  const [standing, words] = standingOf(question, mentor, mentee);
  return { question: question.id, standing, words };
}

/** The summary in one line. */
export function alignmentWords(comparisons) {
  const count = (standing) => comparisons.filter((one) => one.standing === standing).length;
  return `${count("aligned")} aligned, ${count("discuss")} to discuss, ${count("open")} open`;
}

function standingOf(question, mentor, mentee) {
  const [noMentor, noMentee] = [isBlank(mentor), isBlank(mentee)];
  if (noMentor || noMentee) return ["open", noMentor && noMentee ? "Neither of you has answered this." : noMentor ? "Only the mentee has answered this." : "Only the mentor has answered this."];
  if (mentor.open || mentee.open) return ["open", mentor.open && mentee.open ? "Both of you would leave this open." : "One of you would leave this open."];
  if ((mentor.type ?? "") !== question.type || (mentee.type ?? "") !== question.type) return wordsOf(mentor) === wordsOf(mentee) ? ["aligned", SAME_ANSWERS] : ["discuss", DIFFERENT_ANSWERS];
  return (COMPARED_BY[question.type] ?? compareTexts)(question, mentor.answer, mentee.answer);
}

function folded(answer) {
  if (typeof answer === "string") return answer.toUpperCase().toLowerCase().split(/\s+/).filter(Boolean).join(" ");
  if (Array.isArray(answer)) return answer.map(folded);
  if (answer !== null && typeof answer === "object") return Object.fromEntries(Object.keys(answer).sort().map((name) => [name, folded(answer[name])]));
  return answer;
}
const equal = (a, b) => JSON.stringify(folded(a)) === JSON.stringify(folded(b));
const exactly = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const compareTexts = (_question, mentor, mentee) => (equal(mentor, mentee) ? ["aligned", SAME_ANSWERS] : ["discuss", DIFFERENT_ANSWERS]);
const compareChoices = (_question, mentor, mentee) => (mentor === mentee ? ["aligned", `Both of you say: ${mentor}.`] : ["discuss", `The mentor says: ${mentor}. The mentee says: ${mentee}.`]);

function compareScale(question, mentor, mentee) {
  const [one, other] = [mentor, mentee].map((said) => question.options.indexOf(said));
  if (mentor === mentee || one < 0 || other < 0) return compareChoices(question, mentor, mentee);
  const apart = Math.abs(one - other);
  return [apart === 1 ? "aligned" : "discuss", `The mentor says: ${mentor}. The mentee says: ${mentee}. ${apart === 1 ? "That is one step apart." : `That is ${apart} steps apart.`}`];
}

function compareSets(_question, mentor, mentee) {
  const [ours, theirs] = [mentor, mentee].map((list) => new Map(list.filter((text) => !isEmpty(text)).map((text) => [folded(text), text])));
  const only = (some, others) => [...some].filter(([name]) => !others.has(name)).map(([, text]) => text);
  const both = [...ours].filter(([name]) => theirs.has(name)).map(([, text]) => text);
  const [onlyMentor, onlyMentee] = [only(ours, theirs), only(theirs, ours)];
  const parts = [["Both", both], ["Only the mentor", onlyMentor], ["Only the mentee", onlyMentee]];
  const words = parts.filter(([, list]) => list.length).map(([who, list]) => `${who}: ${list.join(", ")}.`).join(" ");
  return [onlyMentor.length || onlyMentee.length ? "discuss" : "aligned", words];
}

function compareRanking(_question, mentor, mentee) {
  if (exactly(mentor, mentee)) return ["aligned", "Your orders are the same."];
  if (mentor[0] === mentee[0]) return ["aligned", `Both of you put ${mentor[0]} first. The rest differs.`];
  return ["discuss", `The mentor puts ${mentor[0]} first. The mentee puts ${mentee[0]} first.`];
}

function compareGrid(question, mentor, mentee) {
  const differ = question.rows.filter((row) => mentor[row] !== mentee[row]);
  if (!differ.length) return ["aligned", SAME_ANSWERS];
  return ["discuss", differ.map((row) => `${row}: the mentor says ${mentor[row] || "nothing"}, the mentee says ${mentee[row] || "nothing"}.`).join(" ")];
}

function compareNumbers(question, mentor, mentee) {
  const unit = question.unit ? ` ${question.unit}` : "";
  if (mentor === mentee) return ["aligned", `Both of you say ${numberWords(mentor)}${unit}.`];
  return ["discuss", `The mentor says ${numberWords(mentor)}, the mentee says ${numberWords(mentee)}${unit}. That is ${numberWords(Math.abs(mentor - mentee))} apart.`];
}

function compareDates(_question, mentor, mentee) {
  if (mentor === mentee) return ["aligned", `Both of you say ${mentor}.`];
  const apart = Math.round(Math.abs(Date.parse(mentor) - Date.parse(mentee)) / 86_400_000);
  return ["discuss", `The mentor says ${mentor}, the mentee says ${mentee}. That is ${apart === 1 ? "1 day" : `${apart} days`} apart.`];
}

function compareHours(_question, mentor, mentee) {
  const days = (mentor.days ?? []).filter((day) => (mentee.days ?? []).includes(day));
  const from = [mentor.from || "00:00", mentee.from || "00:00"].sort().at(-1);
  const to = [mentor.to || "24:00", mentee.to || "24:00"].sort()[0];
  if (!days.length || from >= to) return ["discuss", "There is no time that fits both of you yet."];
  return [equal(mentor, mentee) ? "aligned" : "discuss", `You share ${days.join(", ")}, ${from} to ${to}.`];
}

const COMPARED_BY = { "one-of": compareChoices, "yes-no": compareChoices, scale: compareScale, "several-of": compareSets, list: compareSets, ranking: compareRanking, "rank-grid": compareGrid, number: compareNumbers, date: compareDates, hours: compareHours };
