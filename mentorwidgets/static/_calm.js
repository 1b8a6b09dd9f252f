// A page is drawn anew only when something is different, and never under somebody's hands.
import { same } from "./_same.js";

const IN_HAND = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select";

/** Whether somebody types or chooses in `root` just now, or has a dialog open: then nothing there is drawn anew. */
export function isInHand(root) {
  const on = root.getRootNode().activeElement;
  return (root.contains(on) && on.matches(IN_HAND)) || !!root.querySelector("dialog[open]");
}

const namedAs = (node) => `${node.tagName} ${node.getAttribute("aria-label") ?? node.labels?.[0]?.textContent ?? node.textContent}`;
const summaryOf = (part) => part.querySelector("summary")?.textContent ?? "";
const likeIt = (root, node) => [...root.querySelectorAll(node.tagName)].filter((one) => namedAs(one) === namedAs(node));

/** Draw `root` anew by `work`: focus, selection, what is unfolded and the place on the page are as they were. */
export function keepPlace(root, work) {
  const page = root.getRootNode(), had = page.activeElement, hadIt = had !== root && root.contains(had);
  const place = hadIt ? likeIt(root, had).indexOf(had) : -1, from = had?.selectionStart, to = had?.selectionEnd;
  const unfolded = new Map([...root.querySelectorAll("details")].map((part) => [summaryOf(part), part.open]));
  const [x, y] = [globalThis.scrollX, globalThis.scrollY];
  work();
  for (const part of root.querySelectorAll("details")) if (unfolded.has(summaryOf(part))) part.open = unfolded.get(summaryOf(part));
  if (hadIt && !(had.isConnected && page.activeElement === had)) {
    const alike = likeIt(root, had), next = had.isConnected ? had : alike[place] ?? alike.at(-1) ?? root;
    next.focus({ preventScroll: true });
    if (typeof from === "number" && next.setSelectionRange && next.type !== "number") next.setSelectionRange(from, to);
  }
  if (root.closest("body.mw")) scrollTo(x, y);
}

/** Give what runs the newest work on `root` as soon as nobody types there; `end()` of it forgets what waits. */
export function whenFree(root) {
  let next = null;
  const run = () => {
    if (!next || isInHand(root)) return;
    const work = next;
    next = null;
    keepPlace(root, work);
  };
  const freed = () => { if (next) setTimeout(run); };
  root.addEventListener("focusout", freed);
  root.addEventListener("close", freed, true); // of a dialog
  const ask = (work) => { next = work; run(); };
  ask.end = () => {
    next = null;
    root.removeEventListener("focusout", freed);
    root.removeEventListener("close", freed, true);
  };
  return ask;
}

/**
 * Call `work` when one of a model's traits is really different, whatever it is called: once for what came together, and not
 * before nobody types in `root` any more. Gives what ends it.
 */
export function whenDifferent(model, names, root, work) {
  const now = () => names.map((name) => model.get(name) ?? null), free = whenFree(root);
  let drawn = now();
  const look = () => {
    if (!same(drawn, now())) free(() => { drawn = now(); work(); });
  };
  const events = names.map((name) => `change:${name}`);
  for (const name of events) model.on(name, look);
  return () => {
    for (const name of events) model.off(name, look);
    free.end();
  };
}
