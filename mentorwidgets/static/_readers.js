// The small label "Who can read this" (XC3). The words come from Python's table of rights, as `_readers`: field -> words.
import { h } from "./_dom.js";

const fits = (pattern, names) => pattern.length === names.length && pattern.every((word, i) => word.startsWith("<") || word === names[i]);

/** Who can read the field `name`, in words; "" when nobody told us. */
export function readersOf(model, name) {
  const names = name.split("/");
  return Object.entries(model.get("_readers") ?? {}).find(([pattern]) => fits(pattern.split("/"), names))?.[1] ?? "";
}

/** The label for the field `name`, or for all fields like it; null when there is nothing to say. */
export function readersLabel(model, name) {
  const words = readersOf(model, name);
  return words ? h("p", { class: "mw-readers" }, h("span", { class: "mw-readers-eye", "aria-hidden": "true" }), h("span", {}, `Who can read this: ${words}.`)) : null;
}
