// The one door to what a browser keeps. It may be missing, closed, full, or never answer: nothing here throws or waits for ever.

/** How long the browser's database may be silent before we go on without it, in milliseconds. */
export const STORAGE_PATIENCE = 1000;

function guarded(find) {
  const attempt = (work, otherwise) => { try { return work(find()); } catch { return otherwise; } };
  return {
    /** The text under a name, null where there is none; `closed` where the browser lets nobody look. */
    get: (name, closed = null) => attempt((store) => store.getItem(name), closed),
    /** Keep a text; gives whether it is kept. */
    set: (name, text) => attempt((store) => { store.setItem(name, text); return store.getItem(name) === text; }, false),
    remove: (name) => attempt((store) => { store.removeItem(name); return true; }, false),
    names: () => attempt((store) => Array.from({ length: store.length }, (_, at) => store.key(at)), []),
  };
}

/** What stays in this browser. */
export const browserMemory = guarded(() => localStorage);
/** What stays in this tab until it is closed. */
export const tabMemory = guarded(() => sessionStorage);

/** Wait for a promise no longer than `ms`; then it fails, and may still come true for others who wait. */
export const within = (promise, ms = STORAGE_PATIENCE) => new Promise((done, failed) => {
  const timer = setTimeout(() => failed(new Error("The browser's storage does not answer.")), ms);
  promise.then(done, failed).finally(() => clearTimeout(timer));
});

function openDatabase(name, box) {
  return new Promise((done, failed) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(box);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** Do some work in one box of a database of the browser; `work` gives the requests whose results are wanted. */
export async function transact(name, box, mode, work) {
  const db = await openDatabase(name, box);
  return new Promise((done, failed) => {
    try {
      const step = db.transaction(box, mode, { durability: "strict" });
      const requests = work(step.objectStore(box));
      step.oncomplete = () => done(requests.map((request) => request.result));
      step.onerror = step.onabort = () => failed(step.error ?? new Error("The browser kept nothing."));
      db.onclose = () => failed(new Error("The browser closed its storage."));
    } catch (error) { failed(error); }
  }).finally(() => db.close());
}
