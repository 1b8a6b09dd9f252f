// The reference: one long page of parts, with a search that leaves out what does not fit. Nothing is saved here.
import { announcer, fold, h, later, setText, uid } from "./_dom.js";

/** Show the reference; gives back what takes it down again. */
export function render({ model, el }) {
  const root = h("div", { class: "mw mwl" });
  const live = announcer();
  const parts = (model.get("_sections") ?? []).map((section) => makePart(root, section));
  const search = makeSearch(parts, live);
  const to = (part) => h("li", {}, h("a", { href: `#${part.id}`, class: "mwl-to", onclick: (event) => { event.preventDefault(); go(part); } }, part.title));
  const contents = h("nav", { class: "mwl-contents mw-noprint", "aria-label": "Parts of the reference" }, h("ul", { role: "list" }, parts.map(to)));
  const empty = h("p", { class: "mwl-empty", hidden: true }, "Nothing here holds all of these words. Try fewer, or a shorter one.");
  search.onfound = (count) => { empty.hidden = count > 0; };
  const title = model.get("description");
  root.append(...[title && h("h2", { class: "mwl-title" }, title), search.node, contents, empty, ...parts.map((part) => part.node), live.node].filter(Boolean));
  el.replaceChildren(root);
  search.begin();
  const wanted = () => parts.find((part) => `#${part.id}` === location.hash);
  if (wanted()) go(wanted());
  const hear = () => { if (wanted()) go(wanted()); };
  const after = () => { delete root.dataset.only; for (const part of parts) part.node.classList.remove("mwl-only"); };
  addEventListener("hashchange", hear);
  addEventListener("afterprint", after);
  return () => { removeEventListener("hashchange", hear); removeEventListener("afterprint", after); root.remove(); };
}

function go(part) {
  part.node.scrollIntoView({ block: "start" });
  part.heading.focus({ preventScroll: true });
  // Only in our own pages: in a notebook the address belongs to somebody else.
  if (part.node.closest("body.mw") && location.hash !== `#${part.id}`) history.replaceState(history.state, "", `#${part.id}`);
}

function makeSearch(parts, live) {
  const id = uid("mwl-search");
  const input = h("input", { id, type: "search", class: "mw-input", autocomplete: "off", oninput: () => { remember(); look(); told(); } });
  // Only in our own pages: in a notebook the history belongs to somebody else.
  const remember = () => { if (input.closest("body.mw")) history.replaceState({ ...history.state, mwSearch: input.value }, ""); };
  const count = h("p", { class: "mw-hint" });
  const made = { onfound: () => {}, node: h("div", { class: "mwl-search mw-noprint", role: "search" }, h("label", { class: "mw-label", for: id }, "Search the reference"), input, count) };
  let words = "";
  const look = () => {
    const wanted = fold(input.value).split(" ").filter(Boolean);
    const found = parts.reduce((sum, part) => sum + part.look(wanted), 0);
    words = wanted.length ? `${found} ${found === 1 ? "entry holds" : "entries hold"} these words.` : "";
    setText(count, words);
    made.onfound(found);
  };
  const told = later(600, () => { if (words) live.say(words); });
  made.begin = () => { input.value = (input.closest("body.mw") && history.state?.mwSearch) || ""; look(); };
  return made;
}

function makePart(root, section) {
  const id = `reference-${section.id}`;
  const heading = h("h2", { tabindex: "-1", id: `${id}-title` }, section.title);
  const print = h("button", { type: "button", class: "mw-btn mw-plain mwl-print", onclick: () => { root.dataset.only = "yes"; node.classList.add("mwl-only"); print.ownerDocument.defaultView.print(); } }, "Print", h("span", { class: "mw-sr" }, ` ${section.title}`));
  const entries = (section.entries ?? []).map((entry) => ({ node: DRAW[section.look](entry), text: textOf(section, entry) }));
  const box = h(section.look === "terms" ? "dl" : "ul", { class: `mwl-${section.look}`, role: section.look === "terms" ? null : "list" }, entries.map((entry) => entry.node));
  const node = h("section", { id, class: "mwl-part", "aria-labelledby": `${id}-title` }, h("div", { class: "mwl-head" }, heading, print), h("p", { class: "mwl-about" }, section.about), box);
  return {
    id, node, heading, title: section.title,
    look(words) {
      const fits = entries.map((entry) => words.every((word) => entry.text.includes(word)));
      entries.forEach((entry, at) => { entry.node.hidden = !fits[at]; });
      node.hidden = !fits.includes(true);
      return fits.filter(Boolean).length;
    },
  };
}

const textOf = (section, entry) => fold([section.title, entry.title, entry.text, ...(entry.lines ?? []), entry.where, entry.number, entry.source].filter(Boolean).join(" "));
const from = (entry) => (entry.source && entry.source !== "mentorwidgets" ? h("span", { class: "mwl-from" }, `After ${entry.source}`) : null);

function drawTerm(entry) {
  return h("div", { class: "mwl-term" }, h("dt", {}, entry.title), h("dd", {}, entry.text, entry.number && h("span", { class: "mwl-number" }, entry.number), from(entry)));
}

function drawCard(entry) {
  const where = entry.where && h("p", { class: "mwl-where" }, h("a", { href: `https:${"//"}${entry.where}`, rel: "noreferrer noopener", target: "_blank" }, entry.where, h("span", { "aria-hidden": "true" }, " ↗"), h("span", { class: "mw-sr" }, " opens another site in a new tab")), h("span", { class: "mwl-checked" }, entry.checked ? `Last looked at on ${entry.checked}` : "Nobody has looked at this address yet"));
  return h("li", { class: "mwl-card mw-card" }, h("h3", {}, entry.title), h("p", {}, entry.text), where, from(entry));
}

function drawSheet(entry) {
  return h("li", { class: "mwl-block" }, h("h3", {}, entry.title), h("ul", { class: "mwl-lines" }, (entry.lines ?? []).map((line) => h("li", {}, line))), from(entry));
}

function drawLine(entry) {
  return h("li", { class: "mwl-line" }, h("span", {}, entry.text), from(entry));
}

const DRAW = { terms: drawTerm, cards: drawCard, sheet: drawSheet, list: drawLine };

export default { render };
