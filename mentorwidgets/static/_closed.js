// What is closed in this browser until its person gives their own word: the marks come from Python, which also keeps it.
import { h } from "./_dom.js";
import { key } from "./_saver.js";

const marksOf = (model) => (model.get("_closed") ?? {}).marks ?? [];

/** Whether what the two of a pair share is closed; `names` are mentee, mentor and purpose. */
export const isShut = (model, names) => marksOf(model).some((mark) => mark === "*" || mark === key(...names));

/** Whether what one side of a pair keeps for itself is closed. */
export const isOwnShut = (model, names) => marksOf(model).some((mark) => mark === "*" || mark === `${key(...names)}/own`);

/** Says kindly what is closed, and leads to where it is opened. */
export function closedBox(model, what) {
  const isWord = marksOf(model).includes("*");
  const words = isWord ? "You set a word of your own. Give it, and this opens here. Everything else works without it." : "Your word was taken away. What was written before stays closed until you or your pair open it again.";
  return h("div", { class: "mw-empty", role: "group", "aria-label": what },
    h("p", {}, h("strong", {}, `${what} is closed in this browser`)), h("p", {}, words),
    h("p", {}, h("a", { class: "mw-btn mw-main", href: (model.get("_closed") ?? {}).address }, isWord ? "Give your word" : "See how to open it")));
}
