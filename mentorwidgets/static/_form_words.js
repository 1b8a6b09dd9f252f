// Answers in words, and whether one says anything: what mentorwidgets/expectations/answers.py says, to the letter.
export const FORM_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
export const YES_NO = ["yes", "no", "as agreed"];

const isMapping = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Whether there is not a word in an answer. */
export function isEmpty(answer) {
  if (typeof answer === "string") return !answer.trim();
  if (Array.isArray(answer)) return answer.every(isEmpty);
  if (isMapping(answer)) return Object.values(answer).every(isEmpty);
  return answer === null || answer === undefined || answer === false;
}

/** Whether nothing was said: no answer, or one without a word in it. */
export const isBlank = (given) => !given || (!given.open && isEmpty(given.answer));

/** A number without needless zeros. */
export const numberWords = (number) => (Number.isFinite(number) ? number.toFixed(6).replace(/\.?0+$/, "").replace(/^-0$/, "0") : String(number));

function plainWords(answer) {
  if (Array.isArray(answer)) return answer.filter((part) => !isEmpty(part)).map(plainWords).join("; ");
  if (isMapping(answer)) return Object.entries(answer).filter(([, value]) => !isEmpty(value)).map(([name, value]) => `${name}: ${plainWords(value)}`).join("; ");
  if (typeof answer === "boolean") return answer ? "Yes" : "No";
  return typeof answer === "number" ? numberWords(answer) : String(answer);
}

function hoursWords(answer) {
  const { from = "", to = "" } = answer;
  const both = from && to ? `${from} to ${to}` : from ? `from ${from}` : to ? `until ${to}` : "";
  return [(answer.days ?? []).join(", "), both].filter(Boolean).join(", ");
}

const lineWords = (answer) => answer.filter((line) => !isEmpty(line)).map((line) => `- ${plainWords(line)}`).join("\n");
const TYPE_WORDS = {
  hours: hoursWords,
  ranking: (answer) => answer.map((text, place) => `${place + 1}. ${text}`).join("\n"),
  list: lineWords,
  rows: lineWords,
  "rank-grid": (answer) => Object.entries(answer).map(([row, choice]) => `- ${row}: ${choice}`).join("\n"),
};

/** An answer as one readable text, by the type that it was given to, whatever became of its question. */
export function wordsOf(given) {
  if (!given) return "";
  const said = isEmpty(given.answer) ? "" : (TYPE_WORDS[given.type] ?? plainWords)(given.answer);
  return [said, given.open ? "We decided to leave this open." : ""].filter(Boolean).join(" ");
}

const inOrder = (value) => (Array.isArray(value) ? value.map(inOrder) : isMapping(value) ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, inOrder(value[name])])) : value ?? null);

/** Whether two given answers say the same, in whatever order their parts are stored. */
export const sameGiven = (a, b) => JSON.stringify([inOrder(a?.answer), !!a?.open, a?.type ?? ""]) === JSON.stringify([inOrder(b?.answer), !!b?.open, b?.type ?? ""]);
