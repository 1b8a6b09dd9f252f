// What a page holds that is no field of a worksheet: its tab, a search, a person, an open dialog, a plan, a proposal. It stays
// through a reload and Back, in this tab and for this person only; on a shared computer it lives as long as the page.
import { isShared } from "./_journal.js";
import { tabMemory } from "./_storage.js";

const KEPT = "mw-kept:";
const KEPT_MOST = 1_500_000; // letters of one thing: a browser has about five million for a whole site

/** Forget what was kept in this tab: all of it, or all but what `isOurs(name)` says. */
export function forgetKept(isOurs = () => false) {
  for (const name of tabMemory.names()) if (name.startsWith(KEPT) && !isOurs(name)) tabMemory.remove(name);
}

/**
 * What one page keeps, by name. `saving` says whose page it is, as `_saving` of a worksheet does; a bare widget remembers
 * only while it is open. What somebody else left in this tab is forgotten at once.
 */
export function openKept({ way = "none", worksheet = "", who = "" } = {}) {
  const here = new Map(), person = `${KEPT}${encodeURIComponent(who)}:`, start = `${person}${worksheet}:`;
  if (way !== "none") forgetKept((name) => name.startsWith(person));
  const mayKeep = () => way !== "none" && !isShared();
  function stored(name) {
    if (!mayKeep()) return null;
    try { return JSON.parse(tabMemory.get(start + name)); } catch { return null; }
  }
  function write(name, text) {
    if (text && mayKeep() && text.length <= KEPT_MOST && tabMemory.set(start + name, text)) return true;
    tabMemory.remove(start + name); // an older draft must not come back in the place of this one
    return false;
  }
  const kept = {
    /** What is kept under a name, or `otherwise`. */
    get(name, otherwise = null) {
      if (!here.has(name)) here.set(name, stored(name));
      return here.get(name) ?? otherwise;
    },
    /** Keep plain JSON under a name, null forgets it; gives whether a reload will find it. */
    set(name, value) {
      here.set(name, value ?? null);
      return write(name, value === null || value === undefined ? "" : JSON.stringify(value));
    },
    /** From now on this computer is shared: nothing stays in its browser. */
    wipe: () => forgetKept(),
    tie: (name, box, told) => tieFields(kept, name, box, told),
  };
  return kept;
}

const typedFields = (box) => [...box.querySelectorAll("input, select, textarea")].filter(({ type }) => type !== "file");
const isTicked = ({ type }) => type === "checkbox" || type === "radio";
const stateOf = (field) => (isTicked(field) ? field.checked : field.value);

/**
 * Keep what stands in the fields of `box` until it is used, for none of them is a worksheet's. What was kept is put back,
 * and `told` hears of it. Gives what is called when the words were used: then there is nothing left to keep.
 */
function tieFields(kept, name, box, told) {
  const fields = typedFields(box), before = kept.get(name);
  const begun = JSON.stringify(fields.map(stateOf));
  if (Array.isArray(before) && before.length === fields.length && before.every((one, at) => typeof one === typeof stateOf(fields[at]))) {
    fields.forEach((field, at) => { if (isTicked(field)) field.checked = before[at]; else field.value = before[at]; });
    told?.();
  }
  const keep = () => {
    const now = fields.map(stateOf);
    kept.set(name, JSON.stringify(now) === begun ? null : now);
  };
  for (const event of ["input", "change"]) box.addEventListener(event, keep, true); // also of what is too long to be heard of elsewhere
  return () => kept.set(name, null);
}
