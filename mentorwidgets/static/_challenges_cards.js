// Ready challenges: browse, search, and copy as text that can be changed; the starter and the example (CH3, CH5, CH6, CH11).
import { fold, h, keptAs, later, openDialog, setText, uid } from "./_dom.js";
import { key, parts } from "./_saver.js";
import { fromCard } from "./_challenges_rows.js";
import { dialogHead, previewTable } from "./_challenges_paste.js";

const AUDIENCES = [["", "Everybody"], ["program", "Who runs a program"], ["pair", "Pairs"], ["teen", "Teens and their mentors"]];

/** All cards: the library's, then the program's own; an own one with the same id takes its place. */
export function allCards(app) {
  const own = app.sheet.keys("card/").map((name) => ({ ...app.sheet.get(name), id: parts(name)[1], own: true }));
  const cards = new Map([...(app.model.get("_cards") ?? []), ...own].map((card) => [card.id, card]));
  return [...cards.values()];
}

const textOf = (card) => fold([card.number, card.title, card.barrier, card.theme, ...(card.signs ?? []), ...(card.help ?? []).flatMap((help) => [help.text, ...(help.activities ?? [])])].join(" "));

/** Cards that hold every word somewhere, for an audience and a theme where those are given. */
export function findCards(cards, words, audience, theme) {
  const wanted = fold(words).split(" ").filter(Boolean);
  return cards.filter((card) => (!audience || (card.audience ?? []).includes(audience)) && (!theme || card.theme === theme) && wanted.every((word) => textOf(card).includes(word)));
}

/** The library in a dialog that stays open while cards are added. */
export function openLibrary(app) {
  const state = { words: "", audience: app.scope.length ? "pair" : "", theme: "", ...app.kept.get("cards"), added: new Set(), first: "" };
  const { box } = openDialog(app.root, "Challenge cards", (close) => {
    const found = h("p", { class: "mw-soft", role: "status" });
    const list = h("div", { class: "mwh-cards" });
    const keep = () => app.kept.set("cards", { words: state.words, audience: state.audience, theme: state.theme });
    const draw = () => {
      keep();
      const cards = findCards(allCards(app), state.words, state.audience, state.theme);
      setText(found, `${cards.length} ${cards.length === 1 ? "card" : "cards"}`);
      list.replaceChildren(...cards.map((card) => cardBox(app, card, state, go)));
    };
    const go = (id) => {
      Object.assign(state, { words: "", audience: "", theme: "" });
      for (const input of [search, audience, theme]) input.value = "";
      draw();
      const title = [...list.children].find((node) => node.dataset.card === id)?.querySelector("h4");
      title?.scrollIntoView({ block: "start" });
      title?.focus();
    };
    const field = (words, input) => h("div", {}, h("label", { class: "mw-label", for: input.id }, words), input);
    const pick = (name, options) => h("select", { id: uid("mwh"), class: "mw-input", onchange: (event) => { state[name] = event.target.value; draw(); } }, ...options.map(([value, words]) => h("option", { value, selected: value === state[name] }, words)));
    const soon = later(120, draw); // who leaves at once finds the words again all the same
    const search = h("input", { id: uid("mwh"), class: "mw-input", type: "search", value: state.words, oninput: () => { state.words = search.value; keep(); soon(); } });
    const audience = pick("audience", AUDIENCES), theme = pick("theme", [["", "All themes"], ...(app.model.get("_themes") ?? []).map((name) => [name, name])]);
    app.redrawCards = draw;
    draw();
    return [h("div", { class: "mwh-stack" }, dialogHead("Challenge cards", close), h("p", {}, "Each card is copied into the table as text that you can change."),
      h("div", { class: "mwh-filters" }, field("Search", search), field("For", audience), field("Theme", theme)), found, list)];
  }, () => { app.redrawCards = null; app.kept.set("cards", null); if (state.first) app.focusRow(state.first); }, keptAs(app.kept, "library"));
  box.classList.add("mwh-wide");
}

function cardBox(app, card, state, go) {
  const known = new Map(allCards(app).map((other) => [other.id, other]));
  const links = (card.links ?? []).filter((id) => known.has(id));
  const add = h("button", { type: "button", class: "mw-btn", onclick: () => {
    state.first ||= app.addPlain([fromCard(card)], `Added: ${card.title}`);
    state.added.add(card.id);
    setText(add, "Added. Add it again");
  } }, state.added.has(card.id) ? "Added. Add it again" : "Add to the table");
  add.append(h("span", { class: "mw-sr" }, `: ${card.title}`));
  const away = card.own && app.mayKeepCards ? h("button", { type: "button", class: "mw-btn mw-plain", onclick: () => { app.edit([[key("card", card.id), null]], `Card deleted: ${card.title}`); app.redrawCards?.(); } }, "Delete this card") : null;
  const node = h("article", { class: "mwh-card" }, h("h4", { tabindex: "-1" }, card.title),
    h("p", { class: "mwh-tags" }, card.own && h("span", { class: "mw-tag mw-good" }, "Our own"), card.theme && h("span", { class: "mw-tag" }, card.theme)),
    h("p", {}, card.barrier),
    h("details", {}, h("summary", {}, "What helps"), ...(card.help ?? []).map((help) => h("div", {}, h("p", {}, h("strong", {}, help.text)), h("ul", {}, ...(help.activities ?? []).map((text) => h("li", {}, text))))),
      (card.signs ?? []).length ? h("div", {}, h("p", { class: "mw-label" }, "How you notice it"), h("ul", {}, ...card.signs.map((text) => h("li", {}, text)))) : null,
      card.source && h("p", { class: "mw-hint" }, `Practice described by ${card.source}${card.seen ? `, read ${card.seen}` : ""}. The words are ours.`)),
    links.length ? h("div", {}, h("p", { class: "mw-hint" }, "See also"), h("div", { class: "mwh-links" }, ...links.map((id) => h("button", { type: "button", class: "mw-btn mw-plain mwh-tool", onclick: () => go(id) }, known.get(id).title)))) : null,
    app.isOff() ? null : h("div", { class: "mwh-row" }, add, away));
  node.dataset.card = card.id;
  return node;
}

/** "My community is too ...": a barrier, and the question that asks back. */
export function openStarters(app) {
  let first = "";
  const { box } = openDialog(app.root, "My community is too …", (close) => {
    const add = ({ word, ask }) => { first = app.addPlain([{ barrier: `Our community is ${/^without/.test(word) ? word : `too ${word}`}.`, theme: "Community", helps: [{ text: ask, activities: [] }] }], "Added to the table"); close(); };
    return [h("div", { class: "mwh-stack" }, dialogHead("My community is …", close), h("p", {}, "Many programs begin with this thought. Choose yours, and look at the question that comes with it."),
      h("div", { class: "mwh-cards" }, ...(app.model.get("_starters") ?? []).map((one) => h("article", { class: "mwh-card" }, h("h4", {}, /^without/.test(one.word) ? one.word : `too ${one.word}`), h("p", {}, one.ask),
        h("button", { type: "button", class: "mw-btn", onclick: () => add(one) }, "Add this", h("span", { class: "mw-sr" }, `: ${one.word}`))))))];
  }, () => { if (first) app.focusRow(first); }, keptAs(app.kept, "starters"));
  box.classList.add("mwh-wide");
}

/** A filled worksheet of our own, as an example (CH5). */
export function openSample(app) {
  let first = "";
  const { box } = openDialog(app.root, "An example", (close) => [h("div", { class: "mwh-stack" }, dialogHead("An example", close),
    h("p", {}, "Two barriers of a library that we made up, with what would help and first steps."), previewTable(app, app.model.get("_sample") ?? [], "A filled worksheet"),
    app.isOff() ? null : h("div", { class: "mwh-row" }, h("button", { type: "button", class: "mw-btn", onclick: () => { first = app.addPlain(app.model.get("_sample") ?? [], "The example is copied into the table"); close(); } }, "Copy it into the table")))],
  () => { if (first) app.focusRow(first); }, keptAs(app.kept, "sample"));
  box.classList.add("mwh-wide");
}
