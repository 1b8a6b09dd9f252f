// Small visible pieces that the picker's rooms share.
import { h, setText } from "./_dom.js";
import { initials, toneOf } from "./_pairing_words.js";
import { STATUS_WORDS } from "./_pairing_ledger.js";

/** A native button; `about` names its object for those who hear it out of context. */
export function button(label, onclick, { about = "", ...props } = {}) {
  return h("button", { type: "button", class: "mw-btn", onclick, ...props }, label, about && h("span", { class: "mw-sr" }, ` ${about}`));
}

/** A round mark with initials; decoration only. */
export const avatar = (person, size = "") => h("span", { class: `mwp-face ${size}`, "aria-hidden": "true", "data-tone": String(toneOf(person?.id ?? "")) }, initials(person?.name ?? "?"));

/** A row of small labels. */
export const tags = (items, tone = "") => items.length ? h("ul", { class: "mwp-tags", role: "list" }, ...items.map((item) => h("li", { class: `mw-tag ${tone}` }, item))) : null;

/** Show words in `node`, or hide it when there are none. */
export function showText(node, text) {
  setText(node, text);
  node.hidden = !text;
}

/** Run `work`; whoever had focus has it afterwards, or else the nearest heading that is marked as home. */
export function keepFocus(root, work) {
  const page = root.getRootNode();
  const had = page.activeElement;
  const homes = [];
  for (let up = had; up && up !== root; up = up.parentElement) homes.push(...[...(up.parentElement?.children ?? [])].filter((node) => "home" in node.dataset));
  work();
  if (!had || had === page.body || !root.contains(had) && had.isConnected || page.activeElement === had) return;
  const next = had.isConnected && !had.hidden ? had : homes.find((node) => node.isConnected && node.offsetParent) ?? root;
  next.focus({ preventScroll: next !== had });
}

/** What stands in the way of a field, beside the thing itself, with the way out. */
export function troubleNote(app, field, trouble) {
  const settle = (label, whose) => button(label, () => app.sheet.resolve(field, whose));
  if (trouble.kind === "refused") {
    return h("li", { class: "mwp-note" }, h("p", {}, h("strong", {}, trouble.why), ` ${trouble.mend}`), h("p", { class: "mwp-row" }, settle("All right", "theirs")));
  }
  return h("li", { class: "mwp-note" },
    h("p", {}, h("strong", {}, `${trouble.by} changed this too.`), ` Theirs: ${fieldWords(app, trouble.theirs)}. Yours: ${fieldWords(app, trouble.mine)}.`),
    h("p", { class: "mwp-row" }, settle(`Keep what ${trouble.by} wrote`, "theirs"), settle("Use mine", "mine")));
}

function fieldWords(app, value) {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.map(app.ledger.name).join(", ") || "empty";
  if (typeof value === "boolean") return value ? "please assign me" : "choosing for themselves";
  return typeof value === "object" ? (STATUS_WORDS[value.status] ?? value.status).toLowerCase() : `“${value}”`;
}

/** Native radios with a legend: radios("Purpose", "p", [["a", "A", "hint"]], "a", onpick). */
export function radios(legend, name, options, chosen, onpick, props = {}) {
  return h("fieldset", { class: "mwp-radios", ...props }, h("legend", { class: "mw-label" }, legend),
    ...options.map(([value, label, hint, off]) => h("label", { class: "mw-check" },
      h("input", { type: "radio", name, value, checked: value === chosen, disabled: !!off, onchange: () => onpick?.(value) }),
      h("span", {}, label, hint && h("span", { class: "mw-hint mw-block" }, hint)))));
}

/** The chosen value of the radios named `name` inside `box`. */
export const radioValue = (box, name) => [...box.querySelectorAll("input[type=radio]")].find((input) => input.name === name && input.checked)?.value;

/** The head of a dialog: its title and a button to close it. */
export const dialogHead = (title, close, face) => h("div", { class: "mwp-dialog-head" }, face, h("h3", { tabindex: "-1", autofocus: true }, title),
  button("Close", close, { class: "mw-btn mw-plain" }));

/** Where the data says nothing, one quiet dash that is read as words. */
export const orDash = (text) => text || h("span", { class: "mw-soft" }, h("span", { "aria-hidden": "true" }, "–"), h("span", { class: "mw-sr" }, "not given"));
