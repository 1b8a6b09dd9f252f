// Which notes of a room are ours: only this browser knows, for the server keeps nobody apart and tells no note that is hidden.
import { key } from "./_saver.js";
import { tabMemory } from "./_storage.js";

/**
 * The notes that were written here: write(room, id, words), and standing(room) -> [{id, words}], those that are not taken back.
 * They outlive a reload in `store`; where that is closed they are forgotten with the page.
 */
export function openMine(sheet, store = tabMemory) {
  const kept = new Map();
  const stored = (room) => { try { return JSON.parse(store.get(`mw-room-${room}`)) ?? []; } catch { return []; } };
  const read = (room) => kept.get(room) ?? stored(room);
  const keep = (room, notes) => { kept.set(room, notes); store.set(`mw-room-${room}`, JSON.stringify(notes)); };
  const put = (room, note) => {
    const notes = read(room), isNew = !notes.some((one) => one.id === note.id);
    keep(room, isNew ? [...notes, note] : notes.map((one) => (one.id === note.id ? note : one)));
  };
  // What everybody may read comes from the server, and who leads the session may have left a note out of it.
  const settle = (room, note) => {
    const name = key("note", room.id, note.id);
    if (note.version && !room.shown) sheet.recall(name, { value: note.saved, version: note.version });
    const field = sheet.saved.get(name);
    if (sheet.state(name) !== "saved" || !field || field.version <= (note.version ?? 0)) return;
    if (field.value === null) keep(room.id, read(room.id).filter((one) => one.id !== note.id));
    else put(room.id, { ...note, words: field.value, saved: field.value, version: field.version });
  };
  return {
    write(room, id, words) {
      put(room, { ...read(room).find((one) => one.id === id), id, words });
      sheet.set(key("note", room, id), words);
    },
    standing(room) {
      for (const note of read(room.id)) settle(room, note);
      const notes = read(room.id).map((note) => ({ ...note, name: key("note", room.id, note.id) }));
      return notes.filter(({ name }) => sheet.get(name) !== undefined || sheet.trouble(name)).map(({ id, name, words }) => ({ id, words: sheet.get(name) ?? words }));
    },
  };
}
