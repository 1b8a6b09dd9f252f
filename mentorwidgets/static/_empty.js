// A friendly box for where there is nothing to show yet: what it is, what will stand here, and what can be done.
import { h } from "./_dom.js";

export const emptyBox = (title, words, ...actions) => h("div", { class: "mw-empty" }, h("p", { class: "mw-empty-title" }, title), h("p", { class: "mw-soft" }, words), actions.length ? h("p", { class: "mw-empty-row" }, ...actions) : null);
