// Counts as bars with their numbers in words: a list that reads well without the bars.
import { h, patch, setText } from "./_dom.js";

/** A list of bars; draw([{words, number}]) brings it in line. `onmore` adds a button that counts one up by hand. */
export function makeBars({ onmore } = {}) {
  const list = h("ol", { class: "mws-bars", role: "list" });
  const make = (count) => {
    const more = onmore && h("button", { type: "button", class: "mw-btn mws-more", onclick: () => onmore(count.at) }, "+1", h("span", { class: "mw-sr" }, ` ${count.words}`));
    return h("li", { class: "mws-bar" }, h("span", { class: "mws-bar-words" }), h("span", { class: "mws-bar-number" }), h("span", { class: "mws-bar-line", "aria-hidden": "true" }, h("span", {})), more);
  };
  return {
    node: list,
    draw(counts) {
      const most = Math.max(1, ...counts.map((count) => count.number));
      patch(list, counts.map((count, at) => ({ ...count, at })), (count) => count.at, make, (node, count) => {
        setText(node.querySelector(".mws-bar-words"), count.words);
        setText(node.querySelector(".mws-bar-number"), String(count.number));
        node.querySelector(".mws-bar-line > span").style.inlineSize = `${(100 * count.number) / most}%`;
      });
    },
  };
}
