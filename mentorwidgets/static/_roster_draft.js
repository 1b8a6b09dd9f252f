// The draft on this page: the files themselves and all that was decided about them, so that any server can be told again. It
// outlives a reload: what was decided always, and a file as far as the browser's memory of this tab has room for it.
import { bytesFrom, textOfBytes } from "./_files.js";

const DRAFT = "draft", FILE = "file ";
const NOTHING = { get: () => null, set: () => false };

/** A draft whose questions go to `ask`; `kept` remembers it for this tab. */
export function openDraft(ask, kept = NOTHING) {
  const files = []; // {key, name, size, bytes, sheets: {sheet: {use, role, columns, day_first, mends}}, offered: Set}
  let isSafe = true;
  const draft = {
    files,
    gone: "",
    same: {}, // id in the files -> who that is of those who are there, "" for somebody new
    asked: new Map(), // id in the files -> the question, kept after it was answered
    one: [], // pairs of names whose rows are one person
    two: new Set(), // questions of that kind that were answered with two people
    request: (extra = {}) => ({ files: files.map(({ key, sheets }) => ({ key, sheets })), gone: draft.gone, ...answers(draft), ...extra }),
    isTouched: () => files.some(({ sheets }) => Object.values(sheets).some((sheet) => sheet.mends?.length)) || Object.keys(draft.same).length > 0 || draft.one.length > 0,
    /** Whether a reload finds again what was decided. */
    isSafe: () => isSafe,
    sheet(table) {
      const file = files.find(({ key }) => key === table.key);
      return (file.sheets[table.sheet] ??= { mends: [], columns: {} });
    },
    fileOf: (table) => files.find(({ key }) => key === table.key),
    async add(name, bytes) {
      if (await found(name, bytes)) return;
      const free = freeName(files, name);
      const { key } = await ask("read", { name: free }, bytes);
      files.push({ key, name: free, size: bytes.length, bytes, sheets: {}, offered: new Set() });
      kept.set(FILE + key, textOfBytes(bytes));
      draft.keep();
    },
    remove(file) {
      files.splice(files.indexOf(file), 1);
      kept.set(FILE + file.key, null);
      draft.keep();
    },
    clear() {
      for (const { key } of files) kept.set(FILE + key, null);
      files.length = 0;
      Object.assign(draft, { gone: "", same: {}, one: [] });
      draft.asked.clear();
      draft.two.clear();
      draft.keep();
    },
    /** Remember what was decided. */
    keep() {
      const plain = files.map(({ key, name, size, sheets, offered }) => ({ key, name, size, sheets, offered: [...offered] }));
      isSafe = kept.set(DRAFT, files.length ? { files: plain, gone: draft.gone, same: draft.same, asked: [...draft.asked], one: draft.one, two: [...draft.two] } : null) || !files.length;
    },
    /** What is here was taken in: nothing of it is left to remember. */
    forget() {
      for (const { key } of files) kept.set(FILE + key, null);
      kept.set(DRAFT, null);
    },
    /** Take up the draft of before a reload; gives whether there was one. */
    restore() {
      const before = kept.get(DRAFT);
      if (!before?.files?.length || files.length) return false;
      for (const file of before.files) {
        const text = kept.get(FILE + file.key);
        files.push({ ...file, bytes: text === null ? null : bytesFrom(text), offered: new Set(file.offered) });
      }
      Object.assign(draft, { gone: before.gone, same: before.same ?? {}, one: before.one ?? [] });
      draft.asked = new Map(before.asked);
      draft.two = new Set((before.two ?? []).filter((one) => one.startsWith("["))); // as an earlier version kept them they are asked again
      return true;
    },
    /** Ask about the draft; a file that is not there any more is sent again first. */
    async ask(verb, extra = {}) {
      for (let left = files.length; ; left -= 1) {
        try { return await ask(verb, draft.request(extra)); } catch (error) {
          const file = error.again && files.find(({ key }) => key === error.again);
          if (!file || left <= 0) throw error;
          if (!file.bytes) throw Object.assign(new Error(`Please choose ${file.name} once more. What you decided and mended in it is kept.`), { missing: file });
          await ask("read", { name: file.name }, file.bytes);
        }
      }
    },
    /** What was decided before for exports of the same form is taken over where nothing was decided yet. */
    async takeOffers() {
      const { offers } = await draft.ask("offer");
      for (const file of files) {
        for (const [name, offer] of Object.entries(offers[file.key] ?? {})) {
          if (file.sheets[name] || file.offered.has(name)) continue;
          file.sheets[name] = { mends: [], ...offer };
          file.offered.add(name);
        }
      }
      draft.keep();
    },
  };

  /** The very file that this draft has been waiting for since a reload, chosen once more; another one of its name is another one. */
  async function found(name, bytes) {
    const file = files.find((one) => one.name === name && !one.bytes);
    if (!file) return false;
    const { key } = await ask("read", { name }, bytes);
    if (key !== file.key) return false;
    file.bytes = bytes;
    kept.set(FILE + key, textOfBytes(bytes));
    return true;
  }
  return draft;
}

// Who is who, where that was asked and answered.
function answers({ same, one }) {
  return { ...(Object.keys(same).length > 0 && { same }), ...(one.length > 0 && { one }) };
}

function freeName(files, name) {
  const taken = new Set(files.map((file) => file.name));
  const [, stem, end] = /^(.*?)(\.[^.]*)?$/s.exec(name);
  for (let number = 2, free = name; ; number += 1) {
    if (!taken.has(free)) return free;
    free = `${stem} (${number})${end ?? ""}`;
  }
}
