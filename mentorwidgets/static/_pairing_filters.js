// The filters of the browse view: groups with counts, and the chips of those that are on.
import { h, patch, setText, uid } from "./_dom.js";
import { personAs } from "./_pairing_ledger.js";
import { keepFocus } from "./_pairing_parts.js";

const FEW = 8;

/** Tests that hold or do not, whatever the value: name, words, test. */
export const switchesOf = (app, free, barred) => [
  ["free", "Has a free place", (person) => free(person.id) > 0],
  ...(app.who ? [
    ["open", `Can be paired with ${app.ledger.you(app.who)}`, (person) => !barred(person.id)],
    ["away", "From another department", (person) => !person.department || person.department !== personAs(app.ledger, app.who, "mentee")?.department],
  ] : []),
  ["project", "Takes short projects", (person) => !!person.project_only],
];

/** Make the panel; `picked` maps a facet to its Set of values, `on` is the Set of switches that are on. */
export function makeFilters(app, picked, on, changed) {
  const groups = app.index.facets.map((facet, at) => makeGroup(facet, at, picked, changed));
  const only = h("ul", { role: "list", class: "mwp-checks" });
  const total = h("span", {}, "Filters");
  const panel = h("div", { class: "mwp-filter-body" }, h("fieldset", {}, h("legend", { class: "mw-sr" }, "Show only"), only), ...groups.map((group) => group.node));
  const fold = h("details", { class: "mwp-filters" }, h("summary", { class: "mwp-filters-head" }, total), panel);
  return {
    node: fold,
    draw(counts, switches) {
      const active = on.size + Object.values(picked).reduce((sum, set) => sum + set.size, 0);
      setText(total, active ? `Filters (${active} on)` : "Filters");
      patch(only, switches, ([name, words]) => name + words, ([name, words]) => check(words, on.has(name), (yes) => { yes ? on.add(name) : on.delete(name); changed(); }), (node, [name]) => { node.querySelector("input").checked = on.has(name); });
      for (const group of groups) group.draw(counts);
    },
  };
}

function check(words, checked, onpick) {
  const box = h("input", { type: "checkbox", checked, onchange: () => onpick(box.checked) });
  return h("li", {}, h("label", { class: "mwp-check" }, box, h("span", {}, words), h("span", { class: "mw-hint mwp-count" })));
}

function makeGroup(facet, at, picked, changed) {
  const chosen = (picked[facet.name] ??= new Set());
  const list = h("ul", { role: "list", class: "mwp-checks" });
  const number = h("span", { class: "mw-hint" });
  let all = false;
  let last = null;
  const more = h("button", { type: "button", class: "mw-btn mw-plain", onclick: () => { all = !all; draw(last); } });
  const node = h("details", { class: "mwp-facet", ontoggle: () => last && draw(last) }, h("summary", {}, h("span", { id: uid("facet") }, facet.label), number), list, more);
  list.setAttribute("aria-labelledby", node.querySelector("span").id);
  const draw = (counts) => {
    last = counts;
    setText(number, chosen.size ? ` ${chosen.size} on` : "");
    node.hidden = !facet.labels.size;
    if (!node.open) return;
    const values = valuesOf(facet, counts[at], chosen);
    const shown = all ? values : values.slice(0, FEW);
    keepFocus(node, () => patch(list, shown, ([value]) => value,
      ([value]) => check(facet.labels.get(value), chosen.has(value), (yes) => { yes ? chosen.add(value) : chosen.delete(value); changed(); }),
      (item, [value, n]) => { item.querySelector("input").checked = chosen.has(value); setText(item.querySelector(".mwp-count"), String(n)); }));
    more.hidden = values.length <= FEW;
    setText(more, all ? "Show fewer" : `Show all ${values.length}`);
  };
  return { node, draw };
}

// Chosen values stay in the list also when nobody is left; the others go by how many they would leave.
function valuesOf(facet, counts, chosen) {
  const values = new Map([...chosen].map((value) => [value, 0]));
  for (const [value, n] of counts) values.set(value, n);
  return [...values].sort((a, b) => b[1] - a[1] || (facet.labels.get(a[0]) < facet.labels.get(b[0]) ? -1 : 1));
}

/** The chips: what is on, each with a button that takes it off. */
export function makeChips(app, picked, on, changed, clear) {
  const list = h("ul", { role: "list", class: "mwp-tags" });
  const all = h("button", { type: "button", class: "mw-btn mw-plain", onclick: clear }, "Clear all");
  const node = h("div", { class: "mwp-chips", role: "group", "aria-label": "Filters that are on" }, list, all);
  return {
    node,
    draw(switches, text) {
      const chips = chipsOf(app, picked, on, switches, text);
      node.hidden = !chips.length;
      patch(list, chips, (chip) => chip.id, (chip) => h("li", {}, h("button", { type: "button", class: "mwp-chip", onclick: () => { chip.off(); changed(); } }, h("span", { class: "mw-sr" }, "Take off: "), chip.words, h("span", { "aria-hidden": "true" }, " ×"))));
    },
  };
}

function chipsOf(app, picked, on, switches) {
  const chips = switches.filter(([name]) => on.has(name)).map(([name, words]) => ({ id: name + words, words, off: () => on.delete(name) }));
  for (const facet of app.index.facets) {
    for (const value of picked[facet.name] ?? []) chips.push({ id: `${facet.name}=${value}`, words: `${facet.label}: ${facet.labels.get(value) ?? value}`, off: () => picked[facet.name].delete(value) });
  }
  return chips;
}
