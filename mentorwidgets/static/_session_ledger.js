// A group session as a page reads it: its questions, what was written, and under which theme. Pure, over a worksheet.
import { key, parts } from "./_saver.js";

/** All questions, the newest first: [{id, question, answers, options, step, made, shown, closed}]. */
export function roomsOf(sheet) {
  const rooms = sheet.keys("room/").map((name) => ({ answers: "words", options: [], step: "", made: 0, ...sheet.get(name), id: parts(name)[1] }));
  return rooms.sort((a, b) => b.made - a.made || (a.id < b.id ? -1 : 1));
}

/** The newest room that asks the question `step` of the walk; undefined when it was not asked yet. */
export const roomFor = (sheet, step) => roomsOf(sheet).find((room) => room.step === step);

const under = (sheet, kind, room) => sheet.keys(`${kind}/${encodeURIComponent(room)}/`).map((name) => [parts(name)[2], sheet.get(name)]);

/** What was written: [{id, words, theme}], in an order that tells nothing about when. */
export function notesOf(sheet, room) {
  const themes = new Set(under(sheet, "theme", room).map(([id]) => id));
  const notes = under(sheet, "note", room).map(([id, words]) => ({ id, words, theme: sheet.get(key("sorted", room, id)) ?? "" }));
  return notes.map((note) => ({ ...note, theme: themes.has(note.theme) ? note.theme : "" })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The themes in their order: [{id, name, place}]. */
export const themesOf = (sheet, room) => under(sheet, "theme", room).map(([id, theme]) => ({ place: 0, ...theme, id })).sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));

/** How often each option was chosen, or how many notes stand under each theme: [{words, number}]. */
export function countsOf(sheet, room) {
  const notes = notesOf(sheet, room.id);
  if (room.answers === "choice") return room.options.map((words, at) => ({ words, number: notes.filter((note) => note.words === at).length }));
  const named = themesOf(sheet, room.id).map((theme) => ({ words: theme.name, number: notes.filter((note) => note.theme === theme.id).length }));
  const loose = notes.filter((note) => !note.theme).length;
  return loose ? [...named, { words: "Not sorted yet", number: loose }] : named;
}

/** The changes that ask: a new room, and the end of what other steps asked. `together` are ids of the same step. */
export function asking(sheet, id, { question, answers = "words", options = [], step = "" }, now, together = []) {
  const over = roomsOf(sheet).filter((room) => !room.closed && !together.includes(room.step)).map(({ id: other, ...room }) => [key("room", other), { ...room, closed: true }]);
  return [...over, [key("room", id), { question, answers, options, step, made: now, shown: false, closed: false }]];
}

/** The changes that forget a question with everything that was written to it. */
export const forgetting = (sheet, room) => ["note", "sorted", "theme"].flatMap((kind) => sheet.keys(`${kind}/${encodeURIComponent(room)}/`)).concat(key("room", room)).map((name) => [name, null]);

/** "1 answer", "3 answers". */
export const answerCount = (n) => `${n.toLocaleString("en")} ${n === 1 ? "answer" : "answers"}`;
