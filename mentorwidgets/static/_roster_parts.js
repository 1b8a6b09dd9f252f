// Small pieces of the import page: numbers in words, radios, the box of errors.
import { h, setText, uid } from "./_dom.js";

/** "1 person", "3 people", "4,000 rows". */
export const many = (n, one, more = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : more}`;
export const people = (n) => many(n, "person", "people");

/** "3 mentors and 1 mentee". */
export const roles = (mentors, mentees) => [mentors && many(mentors, "mentor"), mentees && many(mentees, "mentee")].filter(Boolean).join(" and ");

export const sizeWords = (bytes) => (bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

export const day = (iso) => new Date(iso).toLocaleString([], { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });

export const button = (words, onclick, props = {}) => h("button", { type: "button", class: "mw-btn", onclick, ...props }, words);

/** Show words, or nothing at all. */
export function showText(node, words) {
  setText(node, words);
  node.hidden = !words;
}

/** A question with radios: choices are [value, words]; draw(value, legend) keeps it in line. */
export function question(choices, onchoose) {
  const name = uid("ask");
  const legend = h("legend", { class: "mw-label" });
  const hint = h("p", { class: "mw-hint", hidden: true });
  const inputs = new Map();
  const labels = choices.map(([value, words]) => {
    const text = h("span", {}, words);
    const input = h("input", { type: "radio", name, value, onchange: () => onchoose(value) });
    inputs.set(value, { input, text });
    return h("label", { class: "mw-check" }, input, text);
  });
  const node = h("fieldset", { class: "mwi-question" }, legend, hint, ...labels);
  return {
    node,
    focus: () => labels[0].querySelector("input").focus(),
    draw(value, words, why = "", texts = []) {
      setText(legend, words);
      showText(hint, why);
      for (const [own, { input }] of inputs) input.checked = own === value;
      texts.forEach((text, at) => setText([...inputs.values()][at].text, text));
    },
  };
}

/** The summary of errors: focus goes to it, and it is announced also when the same comes again. */
export function errorBox() {
  const head = h("h4", { tabindex: "-1" }, "There is a problem");
  const list = h("ul", { role: "list" });
  const alert = h("div", { role: "alert" });
  const node = h("div", { class: "mwi-errors", hidden: true }, head, list, alert);
  return {
    node,
    /** items: [words, onclick?, label?]. */
    show(items) {
      list.replaceChildren(...items.map(([words, go, label]) => h("li", {}, h("p", {}, words), go && button(label, go))));
      node.hidden = !items.length;
      alert.replaceChildren();
      if (!items.length) return;
      alert.append(h("p", { class: "mw-sr" }, `There is a problem. ${items.map(([words]) => words).join(" ")}`));
      head.focus();
    },
    hide() { node.hidden = true; alert.replaceChildren(); },
  };
}
