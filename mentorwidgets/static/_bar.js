// The line at the top of every worksheet: is it saved, what can be undone, and what needs a decision.
import { h, setText, patch, announcer, uid } from "./_dom.js";
import { isShared } from "./_journal.js";
import { browserMemory } from "./_storage.js";

const NAME = "mw-name";
const UNKEPT = "This browser keeps no copy of what you type. Saving goes on: please wait for “Saved” before you close the page.";
const readName = () => browserMemory.get(NAME) ?? "";
const clock = (iso) => (iso ? new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) : "");
const plainText = (value) => (value === null || value === undefined || value === "" ? "(empty)" : typeof value === "string" ? value : Array.isArray(value) ? value.join(", ") : typeof value === "object" ? Object.entries(value).map(([name, item]) => `${name.replaceAll("_", " ")}: ${item}`).join(", ") : String(value));

/** Make the bar of a worksheet; `sheet` is read lazily, so that both can be made together. */
export function makeBar(sheet) {
  const live = announcer();
  const state = h("p", { class: "mw-bar-state" });
  const undo = h("button", { type: "button", class: "mw-btn mw-plain mw-bar-undo", hidden: true, onclick: () => { sheet.undo(); if (undo.hidden) more.querySelector("summary").focus(); } });
  const nameId = uid("name");
  const name = h("input", { id: nameId, class: "mw-input", maxLength: 60, autocomplete: "name", value: readName(), onchange: () => { browserMemory.set(NAME, name.value.trim()); } }); // where nothing is kept it counts for this visit
  const shared = h("input", { type: "checkbox", checked: isShared(), onchange: () => { sheet.setShared(shared.checked); } });
  const more = h("details", { class: "mw-bar-more" }, h("summary", {}, "Saving options"),
    h("div", { class: "mw-bar-panel" },
      h("div", {}, h("label", { class: "mw-label", for: nameId }, "Your name"), name, h("p", { class: "mw-hint" }, "Others see it beside what you change.")),
      h("label", { class: "mw-check" }, shared, h("span", {}, "This is a shared computer", h("span", { class: "mw-hint mw-block" }, "Then nothing is kept in this browser, and words that are not saved yet live on this page only.")))));
  const unkept = h("p", { class: "mw-bar-unkept", hidden: true });
  const list = h("ul", { class: "mw-troubles", role: "list" });
  const node = h("div", { class: "mw-bar" }, h("div", { class: "mw-bar-row" }, state, undo, more), unkept, list, live.node);
  const notes = [];
  // Whatever is scrolled to or gets the focus stands below the line, however tall it is just now (WCAG 2.4.11).
  new ResizeObserver(() => node.parentElement?.style.setProperty("--mw-bar", `${node.offsetHeight}px`)).observe(node);

  function words(link, said = "") {
    const safe = sheet.facts().safe ? "What you type is kept in this browser and will be saved as soon as it can." : "Please keep this page open: what you type is on this page only.";
    if (link === "out") return `Not saved. ${said} ${safe}`;
    if (link === "busy") return `Not saved yet. ${said} We keep trying. ${safe}`;
    return `Not saved, reconnecting. ${said === "No connection." ? "" : `${said} `}${safe}`;
  }

  function sentence() {
    const facts = sheet.facts();
    if (facts.way === "none") return ["none", "Kept in this notebook while it is open."];
    if (facts.link !== "fine") return facts.pending || facts.disputed ? ["waiting", words(facts.link, facts.words)] : ["waiting", facts.link === "out" ? facts.words : "Not connected, reconnecting. Everything so far is saved."];
    if (facts.pending) return ["saving", "Saving…"];
    if (facts.disputed) return ["waiting", facts.disputed === 1 ? "One text is not saved yet. Please look below." : `${facts.disputed} texts are not saved yet. Please look below.`];
    return ["saved", facts.lastSaved ? `Saved ${clock(facts.lastSaved)}` : "All changes are saved"];
  }

  const button = (words, act) => h("button", { type: "button", class: "mw-btn", onclick: act }, words);
  // A worksheet may know better words for what its fields hold.
  const inWords = (key, value) => sheet.words?.(key, value) ?? plainText(value);
  const side = (heading, value, words, act) => h("div", {}, h("p", { class: "mw-label" }, heading), h("blockquote", {}, value), button(words, act));

  function refusedRow(key, trouble) {
    const words = sheet.words?.(key, trouble.mine) ?? (typeof trouble.mine === "string" && trouble.mine);
    return h("li", { class: "mw-trouble" }, h("p", {}, h("strong", {}, trouble.why), trouble.mend && ` ${trouble.mend}`),
      words && h("blockquote", {}, words), button("All right", () => settle(key, "theirs")));
  }

  function conflictRow(key, trouble) {
    return h("li", { class: "mw-trouble" },
      h("p", {}, h("strong", {}, `${trouble.by} changed this too, at ${clock(trouble.at)}. Both texts are kept.`)),
      h("div", { class: "mw-both" },
        side(`From ${trouble.by}`, inWords(key, trouble.theirs), `Keep the text from ${trouble.by}`, () => settle(key, "theirs")),
        side("Yours", inWords(key, trouble.mine), "Use mine", () => settle(key, "mine"))));
  }

  // Whoever types on while two texts stand against each other sees their newest words here too.
  function showMine(row, key, trouble) {
    if (trouble.kind === "conflict") setText([...row.querySelectorAll("blockquote")].at(-1), inWords(key, trouble.mine));
  }

  function noteRow(change) {
    return h("li", { class: "mw-trouble" },
      h("p", {}, h("strong", {}, `${change.by} wrote in a field that you had just changed.`), " Yours stands for now. The other text:"),
      h("blockquote", {}, inWords(change.key, change.value)),
      h("button", { type: "button", class: "mw-btn", onclick: () => { notes.splice(notes.indexOf(change), 1); draw(); undoOrState(); } }, "All right"));
  }

  const undoOrState = () => (undo.hidden ? more.querySelector("summary") : undo).focus();
  function settle(key, whose) { sheet.resolve(key, whose); undoOrState(); }

  // A browser's own copy is a help for bad moments only: whoever has none is told once, and goes on.
  function drawUnkept() {
    const now = !sheet.facts().unkept;
    if (now === unkept.hidden) return;
    unkept.hidden = now;
    setText(unkept, now ? "" : UNKEPT);
    if (!now) live.say(UNKEPT);
  }

  function draw() {
    const [kind, text] = sentence();
    state.dataset.state = kind;
    setText(state, text);
    undo.hidden = !sheet.undoable;
    setText(undo, sheet.undoable ? `Undo: ${sheet.undoable}` : "");
    more.hidden = sheet.facts().way === "none";
    drawUnkept();
    const items = [...[...sheet.troubles].map(([key, trouble]) => ({ id: `${key}${trouble.kind}${plainText(trouble.theirs)}`, make: () => (trouble.kind === "refused" ? refusedRow : conflictRow)(key, trouble), update: (row) => showMine(row, key, trouble) })), ...notes.map((change) => ({ id: `note${change.seq}`, make: () => noteRow(change) }))];
    patch(list, items, (item) => item.id, (item) => item.make(), (row, item) => item.update?.(row));
    list.hidden = !items.length;
  }

  return {
    node, draw, words, say: live.say,
    name: () => name.value.trim(),
    note(change) { if (notes.some((other) => other.seq === change.seq)) return; notes.push(change); live.say(`${change.by} wrote in a field that you had just changed. Both texts are kept.`); draw(); },
  };
}
