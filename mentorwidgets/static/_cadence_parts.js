// Small visible pieces that the rooms of a cadence page share.
import { h, setText, uid } from "./_dom.js";

/** A native button; `about` names its object for those who hear it out of context. */
export function act(label, onclick, { about = "", ...props } = {}) {
  return h("button", { type: "button", class: "mw-btn", onclick, ...props }, label, about && h("span", { class: "mw-sr" }, ` ${about}`));
}

/** Show words in `node`, or hide it when there are none. */
export function tell(node, text) {
  setText(node, text ?? "");
  node.hidden = !text;
}

/** A control with its label above and a hint below. */
export function labelled(label, control, hint = "") {
  control.id ||= uid("mwc");
  const below = hint ? h("p", { class: "mw-hint", id: `${control.id}-hint` }, hint) : null;
  if (below) control.setAttribute("aria-describedby", below.id);
  return h("div", { class: "mwc-field" }, h("label", { class: "mw-label", for: control.id }, label), control, below);
}

export const input = (type, props = {}) => h("input", { type, class: "mw-input", ...props });
export const choice = (options, props = {}) => h("select", { class: "mw-input", ...props }, ...options.map(([value, label]) => h("option", { value: String(value) }, label)));
export const tick = (label, props = {}, hint = "") => h("label", { class: "mw-check" }, h("input", { type: "checkbox", ...props }), h("span", {}, label, hint && h("span", { class: "mw-hint mw-block" }, hint)));

/** A list of sentences, drawn anew only when they differ. */
export function sayAll(list, sentences) {
  const words = sentences.join("\n");
  if (list.dataset.words !== words) list.replaceChildren(...sentences.map((one) => h("li", {}, one)));
  list.dataset.words = words;
  list.hidden = !sentences.length;
}

/** Tabs over panels: [[name, words, node]]. Arrow keys, Home and End move. */
export function tabsOver(items, label, onshow) {
  const ids = items.map(() => uid("tab"));
  const tabs = items.map(([name, words], at) => h("button", { type: "button", role: "tab", id: ids[at], class: "mwc-tab", "aria-controls": `${ids[at]}-panel`, onclick: () => onshow(name) }, words));
  const panels = items.map(([name, , node], at) => h("div", { role: "tabpanel", id: `${ids[at]}-panel`, class: `mwc-panel mwc-panel-${name}`, "aria-labelledby": ids[at], tabindex: "-1" }, node));
  const list = h("div", { role: "tablist", class: "mwc-tabs", "aria-label": label }, ...tabs);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -99, End: 99 }[event.key];
    if (!step) return;
    event.preventDefault();
    const now = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
    const at = step === -99 ? 0 : step === 99 ? items.length - 1 : (now + step + items.length) % items.length;
    onshow(items[at][0]);
    tabs[at].focus();
  });
  return {
    node: h("div", {}, list, ...panels),
    draw(chosen) {
      items.forEach(([name], at) => {
        tabs[at].setAttribute("aria-selected", String(name === chosen));
        tabs[at].tabIndex = name === chosen ? 0 : -1;
        panels[at].hidden = name !== chosen;
      });
    },
    focus(chosen) { tabs[items.findIndex(([name]) => name === chosen)]?.focus(); },
  };
}

/** The table that says the same as a picture. */
export const plainTable = (title, columns, rows) => h("div", { class: "mwc-scroll", tabindex: "0", role: "region", "aria-label": title }, h("table", { class: "mwc-table" }, h("caption", { class: "mw-sr" }, title),
  h("thead", {}, h("tr", {}, ...columns.map((name) => h("th", { scope: "col" }, name)))),
  h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cell)))))));

/** A picture that Python drew, with its words and its table. It is shown as an image, so nothing in it can run. */
export function showPicture(box, picture) {
  if (!picture) { box.replaceChildren(); return; }
  const plain = picture.svg.replace(/ style="[^"]*"/g, ""); // our server lets no page carry styles of its own
  const drawn = new DOMParser().parseFromString(plain, "image/svg+xml").documentElement;
  for (const bad of drawn.querySelectorAll("script, foreignObject")) bad.remove();
  box.replaceChildren(h("figure", { class: "mwc-picture" }, h("div", { class: "mwc-scroll", tabindex: "0", role: "group", "aria-label": picture.title }, picture.svg ? document.importNode(drawn, true) : null), h("figcaption", {}, picture.words)),
    h("details", { class: "mwc-more" }, h("summary", {}, "Show the same as a table"), plainTable(picture.title, picture.columns, picture.rows)));
}
