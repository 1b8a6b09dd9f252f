// What was typed waits here, in the browser's own database, until the store has acknowledged it.

const JOURNAL = "mentorwidgets";
const SHARED = "mw-shared-computer";

/** Whether somebody said that this is a shared computer: then nothing is kept in the browser. */
export function isShared() {
  try { return localStorage.getItem(SHARED) === "yes"; } catch { return true; }
}

function database() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(JOURNAL, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("journal");
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

async function transact(mode, work) {
  const db = await database();
  return new Promise((done, failed) => {
    const step = db.transaction("journal", mode, { durability: "strict" });
    const request = work(step.objectStore("journal"));
    step.oncomplete = () => { db.close(); done(request?.result); };
    step.onerror = step.onabort = () => { db.close(); failed(step.error); };
  });
}

/** The journal of one worksheet and one person: key -> the operations that wait (at most the one under way and the newest). */
export function openJournal(worksheet, who = "") {
  const prefix = `${who}\n${worksheet}\n`;
  const range = () => IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  const wanted = new Map(); // key -> newest list of operations still to be written
  let busy = null;
  let broken = false;
  const drain = async () => {
    while (wanted.size) {
      const batch = [...wanted];
      wanted.clear();
      await transact("readwrite", (box) => {
        for (const [key, operations] of batch) operations.length ? box.put(operations, prefix + key) : box.delete(prefix + key);
      }).then(() => { broken = false; }, () => { broken = true; });
    }
    busy = null;
  };
  return {
    /** Keep these operations for a field; an empty list forgets them. Writes are merged and never overlap. */
    keep(key, operations) {
      if (isShared() && operations.length) return Promise.resolve();
      wanted.set(key, operations);
      busy ??= drain();
      return busy;
    },
    /** Everything that waits from an earlier visit: [[key, operations], ...]. */
    async read() {
      try {
        const keys = await transact("readonly", (box) => box.getAllKeys(range()));
        const values = await transact("readonly", (box) => box.getAll(range()));
        return keys.map((name, i) => [name.slice(prefix.length), values[i]]);
      } catch { broken = true; return []; }
    },
    /** Say that this computer is shared (and wipe the journal), or that it is not. */
    async setShared(yes) {
      try { yes ? localStorage.setItem(SHARED, "yes") : localStorage.removeItem(SHARED); } catch { /* no storage: nothing to wipe */ }
      if (yes) await transact("readwrite", (box) => box.delete(range())).catch(() => {});
    },
    /** Whether words are really safe in this browser. */
    works: () => !broken && !isShared(),
  };
}
