// Days, clocks and small rules of a cadence page: pure, no page needed.

export const DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
export const MONTH_NAMES = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const pad = (number) => String(number).padStart(2, "0");

/** Minutes of a day as "09:30"; the end of a day is "24:00". */
export const clockOf = (minutes) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;

/** "09:30" as minutes of a day. */

/** The seven days of a week in the order of a calendar that starts on `first`; 0 is Monday. */
export const weekFrom = (first) => [0, 1, 2, 3, 4, 5, 6].map((at) => (first + at) % 7);

/** The weekday of an ISO date; 0 is Monday. */
export const weekdayOf = (iso) => (new Date(`${iso}T12:00Z`).getUTCDay() + 6) % 7;

/** An ISO date so many days on. */
export const daysOn = (iso, days) => new Date(Date.parse(`${iso}T12:00Z`) + days * 86400000).toISOString().slice(0, 10);

/** "31 March 2026" for an ISO date. */
export const dateWords = (iso) => { const [year, month, day] = iso.split("-").map(Number); return `${DAY_NAMES[weekdayOf(iso)].slice(0, 3)} ${day} ${MONTH_NAMES[month - 1]} ${year}`; };

/** The weeks of a month as rows of seven ISO dates; "" stands before the first and after the last day. */
export function monthRows(year, month, weekStart = 0) {
  const first = `${year}-${pad(month)}-01`;
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const blanks = (weekdayOf(first) - weekStart + 7) % 7;
  const cells = [...Array(blanks).fill(""), ...Array.from({ length: count }, (_, at) => `${year}-${pad(month)}-${pad(at + 1)}`)];
  while (cells.length % 7) cells.push("");
  return Array.from({ length: cells.length / 7 }, (_, at) => cells.slice(at * 7, at * 7 + 7));
}

/** A moment on a zone's clock: {date, time, weekday}. */
export function onClock(moment, zone) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(moment);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return { date: `${part.year.padStart(4, "0")}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

/** The moment at which a zone's clock shows `date` and `time`; in a gap, as much later as the clock jumps. */
export function momentOn(date, time, zone) {
  const wanted = Date.parse(`${date}T${time}Z`);
  const ahead = (at) => { const { date: day, time: clock } = onClock(new Date(at), zone); return Date.parse(`${day}T${clock}Z`) - Math.floor(at / 60000) * 60000; };
  const before = ahead(wanted - 86400000), after = ahead(wanted + 86400000);
  const found = [wanted - before, wanted - after].filter((at) => at + ahead(at) === wanted);
  return new Date(found.length ? Math.min(...found) : wanted - before);
}

/** The name of a posted time: universal time and minutes, "20260331T1400Z-60". */
export const slotName = (moment, minutes) => `${moment.toISOString().slice(0, 16).replace(/[-:]/g, "")}Z-${minutes}`;

/** What a posted time's name says: {moment, minutes}. */
export function slotFrom(name) {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z-(\d+)$/.exec(name);
  return found ? { moment: new Date(`${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}Z`), minutes: Number(found[6]) } : null;
}

/** Cells of a weekly grid, "day-minutes" of each half hour, from stretches of {day, start, end} in minutes. */
export function cellsFrom(hours, step = 30) {
  const cells = new Set();
  for (const { day, start = 0, end } of hours) for (let at = Math.ceil(start / step) * step; at + step <= end; at += step) cells.add(`${day}-${at}`);
  return cells;
}

/** The stretches of a set of cells, touching ones made one. */
export function hoursFrom(cells, step = 30) {
  const found = [];
  for (const [day, start] of [...cells].map((cell) => cell.split("-").map(Number)).sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = found.at(-1);
    if (last?.day === day && last.end === start) last.end += step;
    else found.push({ day, start, end: start + step });
  }
  return found;
}

/** A record, talk or other value without what is empty; null when nothing is left. */
export function spare(value) {
  const kept = Object.entries(value).filter(([, item]) => item !== "" && item !== false && item !== 0 && item !== null && item !== undefined && !(Array.isArray(item) && !item.length));
  return kept.length ? Object.fromEntries(kept) : null;
}
