// Everything that the picker says in words: pure, no document.
const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** ["a", "b", "c"] -> "a, b and c". */
export const listWords = (items) => items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;

/** countWords(1, "place") -> "1 place"; countWords(3, "person", "people") -> "3 people". */
export const countWords = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** "2026-03-04" -> "4 March 2026"; anything else stays as it is. */
export function dateWords(iso) {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  return found && MONTHS[found[2] - 1] ? `${Number(found[3])} ${MONTHS[found[2] - 1]} ${found[1]}` : iso ?? "";
}

const clockWords = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Free hours of a week, days with the same hours together: "Monday and Friday 09:00 to 12:00". */
export function hoursWords(availability = []) {
  const same = new Map();
  for (const { day = 0, start = 0, end = 0 } of availability) {
    const hours = `${clockWords(start)} to ${clockWords(end)}`;
    same.set(hours, [...(same.get(hours) ?? []), day]);
  }
  return [...same].map(([hours, days]) => `${daysWords([...new Set(days)].sort())} ${hours}`).join("; ");
}

function daysWords(days) {
  const run = days.length > 2 && days.every((day, i) => day === days[0] + i);
  return run ? `${DAYS[days[0]]} to ${DAYS[days.at(-1)]}` : listWords(days.map((day) => DAYS[day]));
}

/** How many places a mentor has: "2 places free", "no place free", "not taking anyone this round". */
export function placesWords(free, capacity) {
  if (capacity <= 0) return "not taking anyone this round";
  return free <= 0 ? "no place free" : `${countWords(free, "place")} free`;
}

/** "12 years", "less than a year", "". */
export function yearsWords(years) {
  if (years === null || years === undefined) return "";
  return years < 1 ? "less than a year" : countWords(Math.round(years * 10) / 10, "year");
}

/** A gentle flag when a profile was confirmed too long ago, or "" (PP29). */
export function staleWords(confirmed, today, days) {
  if (!confirmed) return "";
  const age = (Date.parse(today) - Date.parse(confirmed)) / 86_400_000;
  return age > days ? `not confirmed since ${dateWords(confirmed)}` : "";
}

/** The first letters of the first and last word of a name, for a decorative avatar. */
export function initials(name) {
  const words = name.split(/\s+/).map((word) => [...word].find((c) => /\p{L}|\p{N}/u.test(c)) ?? "").filter(Boolean);
  return (words.length > 1 ? words[0] + words.at(-1) : words[0] ?? "?").toUpperCase();
}

/** One of six soft tones, always the same for the same id. */
export function toneOf(id) {
  let sum = 7;
  for (const c of id) sum = (sum * 31 + c.codePointAt(0)) >>> 0;
  return sum % 6;
}

/** The program's own words: wordsFor({mentee: "protégé"})("mentees") -> "protégés". */
export const wordsFor = (terms = {}) => (word) => terms[word] ?? (word.endsWith("s") && terms[word.slice(0, -1)] ? `${terms[word.slice(0, -1)]}s` : word);

/** Bigger first letter: "no place free" -> "No place free". */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// A spreadsheet runs a cell that starts so, also after blanks and in full width; an apostrophe keeps it text.
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** One cell of a CSV file: never a formula, always quoted where needed. */
export function csvCell(value) {
  const text = String(value ?? "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of cells as a CSV text with the mark that tells Excel that it is UTF-8. */
export const csvText = (rows) => `\uFEFF${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
