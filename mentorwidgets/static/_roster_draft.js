// The draft on this page: the files themselves and all that was decided about them, so that any server can be told again.

/** A draft whose questions go to `ask`. */
export function openDraft(ask) {
  const files = []; // {key, name, size, bytes, sheets: {sheet: {use, role, columns, day_first, mends}}, offered: Set}
  const draft = {
    files,
    gone: "",
    request: (extra = {}) => ({ files: files.map(({ key, sheets }) => ({ key, sheets })), gone: draft.gone, ...extra }),
    isTouched: () => files.some(({ sheets }) => Object.values(sheets).some((sheet) => sheet.mends?.length)),
    sheet(table) {
      const file = files.find(({ key }) => key === table.key);
      return (file.sheets[table.sheet] ??= { mends: [], columns: {} });
    },
    fileOf: (table) => files.find(({ key }) => key === table.key),
    async add(name, bytes) {
      const free = freeName(files, name);
      const { key } = await ask("read", { name: free }, bytes);
      files.push({ key, name: free, size: bytes.length, bytes, sheets: {}, offered: new Set() });
    },
    remove(file) { files.splice(files.indexOf(file), 1); },
    clear() { files.length = 0; draft.gone = ""; },
    /** Ask about the draft; a file that is not there any more is sent again first. */
    async ask(verb, extra = {}) {
      for (let left = files.length; ; left -= 1) {
        try { return await ask(verb, draft.request(extra)); } catch (error) {
          const file = error.again && files.find(({ key }) => key === error.again);
          if (!file || left <= 0) throw error;
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
    },
  };
  return draft;
}

function freeName(files, name) {
  const taken = new Set(files.map((file) => file.name));
  const [, stem, end] = /^(.*?)(\.[^.]*)?$/s.exec(name);
  for (let number = 2, free = name; ; number += 1) {
    if (!taken.has(free)) return free;
    free = `${stem} (${number})${end ?? ""}`;
  }
}
