// What was typed waits here, in the browser's own database, until the store has acknowledged it. The journal is a help: a
// browser that keeps nothing, or whose database never answers, saves all the same, and the page says so.
import { browserMemory, transact, within } from "./_storage.js";

const JOURNAL = "mentorwidgets";
const SHARED = "mw-shared-computer";

/** Whether somebody said that this is a shared computer: then nothing is kept in the browser. */
export const isShared = () => browserMemory.get(SHARED, "yes") === "yes";

/**
 * The journal of one worksheet and one person: key -> the operations that wait (at most the one under way and the newest).
 * `told()` is called whenever the browser begins or ceases to keep them.
 */
export function openJournal(worksheet, who = "", told = () => {}) {
  const prefix = `${who}\n${worksheet}\n`;
  const range = () => IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  const wanted = new Map(); // key -> newest list of operations still to be written
  let busy = null, fails = false;
  const learn = (now) => { if (now !== fails) { fails = now; told(); } };
  // What the database says late still counts, but nobody waits for it.
  const attempt = (work, isKept) => {
    const done = transact(JOURNAL, "journal", "readwrite", work);
    done.then(() => isKept && learn(false), () => learn(true));
    return within(done).catch(() => learn(true));
  };
  // A full browser still forgets: only what it took shows that it keeps. Where it failed and nothing is to be kept any more, a
  // line that is taken away again shows it.
  const write = (batch) => {
    const keeps = batch.some(([, operations]) => operations.length), tries = fails && !keeps;
    return attempt((box) => [
      ...(tries ? [box.put([], prefix), box.delete(prefix)] : []),
      ...batch.map(([key, operations]) => (operations.length ? box.put(operations, prefix + key) : box.delete(prefix + key))),
    ], keeps || tries);
  };
  const drain = async () => {
    while (wanted.size) {
      const batch = [...wanted];
      wanted.clear();
      await write(batch);
    }
    busy = null;
  };
  return {
    /** Keep these operations for a field; an empty list forgets them. Writes are merged, in their order. */
    keep(key, operations) {
      if (isShared() && operations.length) return Promise.resolve();
      wanted.set(key, operations);
      busy ??= drain();
      return busy;
    },
    /** Everything that waits from an earlier visit: [[key, operations], ...]. */
    async read() {
      const [keys, values] = await transact(JOURNAL, "journal", "readonly", (box) => [box.getAllKeys(range()), box.getAll(range())]);
      learn(false);
      return keys.map((name, at) => [name.slice(prefix.length), values[at]]).filter(([, operations]) => Array.isArray(operations));
    },
    /** It takes too long to be read, or cannot be: this browser keeps nothing, until it says otherwise. */
    miss: () => learn(true),
    /** Say that this computer is shared (and wipe the journal), or that it is not. */
    async setShared(yes) {
      if (yes) browserMemory.set(SHARED, "yes");
      else browserMemory.remove(SHARED);
      if (yes) await attempt((box) => [box.delete(range())], false);
    },
    /** Whether words are really safe in this browser. */
    works: () => !fails && !isShared(),
    /** Whether the browser should keep them and does not. */
    fails: () => fails && !isShared(),
  };
}
