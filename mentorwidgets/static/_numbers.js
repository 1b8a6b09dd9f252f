// Numbers, days and times as people type them. A field for numbers is a field for text: `type=number` reads "2,5" as 25 or as 2.
import { h } from "./_dom.js";

const NO_NUMBER = "This should be a number, such as 4 or 2.5.";
const UNFINISHED = "This number is not finished.";
const HALF_DAY = "This date is not complete. Give day, month and year.";
const SHORT_YEAR = "Give the year with four digits.";
const HALF_TIME = "This time is not complete. Give hours and minutes.";
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6]; // where the digits of Arabic, Persian, Hindi and Bengali begin
const MARKS = /[.,]/g;

function latinDigits(text) {
  const digit = (code) => ZEROS.map((zero) => code - zero).find((value) => value >= 0 && value < 10);
  return [...text].map((letter) => digit(letter.codePointAt(0)) ?? letter).join("").replaceAll("\u066b", ".").replaceAll("\u066c", ",");
}

/** A sign, digits and marks, with the thousands joined: {plain} to be read as a number, or {wrong}. */
function joined(text) {
  const bare = /^\d{1,3}([ '\u2019]\d{3})+([.,]\d*)?$/.test(text) ? text.replace(/[ '\u2019]/g, "") : text;
  const marks = bare.match(MARKS) ?? [];
  if (!/^[\d.,]+$/.test(bare)) return { wrong: NO_NUMBER };
  if (/[.,]$/.test(bare) || !/\d/.test(bare)) return { wrong: UNFINISHED, isEarly: true };
  if (marks.length > 1) {
    const thousands = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(bare);
    const last = marks[0] === marks.at(-1) ? "" : marks.at(-1);
    return thousands ? { plain: bare.replace(MARKS, (mark) => (mark === last ? "." : "")) } : { wrong: NO_NUMBER };
  }
  if (bare === text && /^[1-9]\d{0,2}[.,]\d{3}$/.test(bare)) {
    return { wrong: `Is this ${bare.replace(MARKS, "")} or ${Number(bare.replace(",", "."))}? Please write it like one of these.` };
  }
  return { plain: bare.replace(",", ".") };
}

/**
 * What a text says as a number: {value}, {value: null} where it is empty, or {wrong} in words; `isEarly` while it may still be
 * under way. A comma and a point are read; what could be thousands as well as a part of one is asked, never guessed.
 */
export function numberFrom(typed) {
  const text = latinDigits(typed.normalize("NFKC")).replace(/[\u2212\u2010-\u2014]/g, "-").trim();
  if (!text) return { value: null };
  const [, sign, rest] = /^([+-]?)\s*(.*)$/s.exec(text);
  if (!rest) return { wrong: UNFINISHED, isEarly: true };
  const { plain, ...trouble } = joined(rest);
  if (trouble.wrong) return trouble;
  const value = Number(plain) * (sign === "-" ? -1 : 1);
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? { value } : { wrong: "This number is too large." };
}

/** "between 1 and 52", "1 or more", "52 or less". */
export function boundWords(least, most) {
  if (least === null || least === undefined) return `${most} or less`;
  return most === null || most === undefined ? `${least} or more` : `between ${least} and ${most}`;
}

/** A number within bounds, as `numberFrom` gives it; `whole` takes no part of one. */
export function numberWithin(typed, { least, most, whole = false }) {
  const found = numberFrom(typed);
  if (found.wrong || found.value === null) return found;
  if (whole && !Number.isInteger(found.value)) return { wrong: "Please give a whole number." };
  const isOut = (isBound(least) && found.value < least) || (isBound(most) && found.value > most);
  return isOut ? { wrong: `The number should be ${boundWords(least, most)}.` } : found;
}

const isBound = (bound) => bound !== null && bound !== undefined;

/** A field for a number; `read()` of the node gives what stands in it. Arrow keys count up and down. */
export function numberInput({ least, most, whole = false, step = 1, ...props } = {}) {
  const node = h("input", { type: "text", class: "mw-input", inputmode: least < 0 ? "text" : whole ? "numeric" : "decimal", autocomplete: "off", spellcheck: "false", ...props });
  node.read = () => numberWithin(node.value, { least, most, whole });
  node.addEventListener("keydown", (event) => {
    const by = { ArrowUp: step, ArrowDown: -step }[event.key], { value } = numberFrom(node.value);
    if (!by || event.altKey || event.ctrlKey || event.metaKey || value === undefined || node.disabled) return;
    event.preventDefault();
    const next = Math.round(((value ?? 0) + by) * 1e6) / 1e6;
    node.value = String(Math.max(least ?? next, Math.min(most ?? next, next)));
    node.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return node;
}

/** What a date field holds: {value}, or {wrong} where it is half typed; `isEarly` while its year may still be under way. */
export function dayFrom({ value, validity, min, max }) {
  if (validity.badInput) return { wrong: HALF_DAY };
  if (value && (value < "1000" || value.length > 10)) return { wrong: SHORT_YEAR, isEarly: true };
  if (value && ((min && value < min) || (max && value > max))) return { wrong: `Give a year from ${min.slice(0, 4)} to ${max.slice(0, 4)}.`, isEarly: true };
  return { value };
}

/** What a time field holds: {value}, or {wrong} where it is half typed. */
export const timeFrom = ({ value, validity }) => (validity.badInput ? { wrong: HALF_TIME } : { value });
