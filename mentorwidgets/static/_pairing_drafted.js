// The drafted pairs: why each is proposed, keep it or not, and the details with every point.
import { h, keptAs, openDialog, patch, setText } from "./_dom.js";
import { avatar, button, dialogHead, showText, troubleNote } from "./_pairing_parts.js";
import { fitWords, forbidEdits, draftOf, insteadEdits, isForbidden, isPinned, isPublished, pinEdits } from "./_pairing_draft.js";
import { plainName } from "./_pairing_weights.js";
import { capital, countWords } from "./_pairing_words.js";

const DRAFTED = 30;

/** Make the list of drafted pairs; `desk` runs again when a pair is exchanged. */
export function makeDrafted(app, desk) {
  const view = { app, desk, shown: DRAFTED, parts: new WeakMap() };
  view.list = h("ul", { role: "list", class: "mwp-drafts" });
  view.more = button("", () => { const at = view.shown; view.shown += DRAFTED; drawDrafted(view); view.list.children[at]?.querySelector("button").focus(); });
  view.node = h("div", { class: "mwp-drafted" }, view.list, view.more);
  return { node: view.node, draw: () => drawDrafted(view), openDetails: (name) => { const pair = openDrafts(app).find((one) => draftId(one) === name); if (pair) openDetails(view, pair); } };
}

/** The proposed pairs that are not on the worksheet yet. */
export const openDrafts = (app) => (app.plan.result?.pairs ?? []).filter((pair) => !isPublished(app.ledger, pair));

/** The drafted pairs that publishing would publish. */
export const readyDrafts = (app) => openDrafts(app).filter((pair) => !isForbidden(draftOf(app.ledger), pair));

function drawDrafted(view) {
  const { app } = view;
  const all = openDrafts(app);
  const most = app.root.classList.contains("mwp-printing") ? all.length : view.shown;
  patch(view.list, all.slice(0, most), draftId, (pair) => makeDraft(view, pair), (node, pair) => updateDraft(view, node, pair));
  view.more.hidden = all.length <= most;
  setText(view.more, `Show ${Math.min(DRAFTED, all.length - most)} more`);
}

const draftId = (pair) => JSON.stringify([pair.mentee, pair.mentor, pair.purpose]);
const bothNames = (app, pair) => `${app.ledger.name(pair.mentee)} and ${app.ledger.name(pair.mentor)}`;

function makeDraft(view, pair) {
  const { app } = view;
  const about = `(${bothNames(app, pair)})`;
  const side = (id, word) => h("span", { class: "mwp-side" }, avatar(app.ledger.byId.get(id)), h("span", {}, h("strong", { class: "mw-block" }, app.ledger.name(id)), h("span", { class: "mw-hint" }, app.ledger.term(word))));
  const part = {
    pair, facts: h("p", { class: "mwp-draft-facts" }), words: h("p", { class: "mwp-draft-words" }), also: h("p", { class: "mw-hint" }), troubles: h("ul", { role: "list", class: "mwp-notes" }),
    keep: button("Keep", () => keep(view, part.pair), { about: `this pair ${about}`, class: "mw-btn mwp-edit", "aria-pressed": "false" }),
    drop: button("Not this pair", () => drop(view, part.pair), { about, class: "mw-btn mwp-edit", "aria-pressed": "false" }),
  };
  const node = h("li", { class: "mwp-draft mw-card" },
    h("h4", { class: "mwp-pair-who", tabindex: "-1", "data-home": "" }, side(pair.mentee, "mentee"), h("span", { class: "mwp-with", "aria-hidden": "true" }, "+"), h("span", { class: "mw-sr" }, " with "), side(pair.mentor, "mentor")),
    h("div", { class: "mwp-draft-why" }, part.words, part.also, part.facts),
    h("div", { class: "mwp-row" }, part.keep, part.drop, button("Details", () => openDetails(view, part.pair), { about: `of ${bothNames(app, pair)}`, class: "mw-btn mw-plain", "aria-haspopup": "dialog" })), part.troubles);
  view.parts.set(node, part);
  return node;
}

function updateDraft(view, node, pair) {
  const { app } = view;
  const part = view.parts.get(node);
  const draft = draftOf(app.ledger);
  const kept = isPinned(draft, pair), out = isForbidden(draft, pair);
  part.pair = pair;
  node.classList.toggle("mwp-out", out);
  node.classList.toggle("mwp-kept", kept);
  setText(part.words, capital(pair.words[0] ?? "Nothing is known yet that could be compared"));
  showText(part.also, [...pair.words.slice(1).map(capital), pair.hours && `First shared hours: ${pair.hours}`].filter(Boolean).join(" · "));
  factsOfDraft(app, part.facts, pair);
  part.keep.setAttribute("aria-pressed", String(kept));
  part.drop.setAttribute("aria-pressed", String(out));
  const field = app.fieldOf(pair);
  const trouble = app.sheet.trouble(field);
  patch(part.troubles, trouble ? [trouble] : [], ({ kind, at }) => kind + at, (one) => troubleNote(app, field, one));
}

function factsOfDraft(app, node, pair) {
  const text = [app.ledger.program.purposes.length > 1 && pair.purpose, pair.origin === "hybrid" && "one of their wishes"].filter(Boolean).join(" · ");
  const { points, out_of: most } = pair.compared;
  const mark = `${text}${points}/${most}`;
  if (node.dataset.mark === mark) return;
  node.dataset.mark = mark;
  const fit = fitWords(pair.score);
  const told = most ? [h("span", { class: fit === "weak" ? "mwp-weak" : "" }, `${capital(fit)} fit`), " ", h("span", { class: "mw-hint" }, `${points} of ${most} points`)] : [];
  node.replaceChildren(...[text, text && most ? " · " : "", ...told].filter(Boolean));
}

function keep(view, pair) {
  const { app } = view;
  const draft = draftOf(app.ledger);
  app.edit(pinEdits(draft, pair), `${bothNames(app, pair)} ${isPinned(draft, pair) ? "may move again" : "are kept"}`);
}

function drop(view, pair) {
  const { app } = view;
  const draft = draftOf(app.ledger);
  app.edit(forbidEdits(draft, pair), isForbidden(draft, pair) ? `${bothNames(app, pair)} may be proposed again` : `${bothNames(app, pair)}: not this pair`);
}

// ---- details

function openDetails(view, pair) {
  const { app } = view;
  const title = `Why ${bothNames(app, pair)}?`;
  const body = h("div", { class: "mwp-why" }, h("p", { role: "status" }, "Looking it up…"));
  const { close } = openDialog(app.root, title, (shut) => [dialogHead(title, shut), body], undefined, keptAs(app.kept, "details", draftId(pair)));
  // Asked of the draft as it was worked out: since then this pair may have been set aside.
  app.ask({ ask: "explain", fields: app.plan.fields, mentee: pair.mentee, mentor: pair.mentor }).then(
    (told) => body.replaceChildren(...detailsOf(view, pair, told, close).filter(Boolean)),
    (error) => body.replaceChildren(h("p", { class: "mwp-note", role: "alert" }, error.message, " Propose again to bring the draft up to date.")));
}

function detailsOf(view, pair, told, close) {
  const { app } = view;
  return [
    told.points.length ? h("p", {}, h("strong", {}, `${capital(fitWords(told.score))} fit.`), " This is where the points come from:") : h("p", {}, "Nothing is known yet that could be compared, so there are no points."),
    told.points.length ? pointsTable(told) : "",
    h("p", {}, h("strong", {}, "First shared hours: "), told.hours || "not known yet; ask both when they are free."),
    h("details", { class: "mwp-more" }, h("summary", {}, `Rules checked (${told.checked.length})`), h("ul", { class: "mwp-plain-list" }, ...told.checked.map((rule) => h("li", {}, capital(rule))))),
    h("h4", {}, "Others who have a free place"),
    told.others.length ? h("ul", { role: "list", class: "mwp-short" }, ...told.others.map((other) => otherItem(view, pair, other, close))) : h("p", { class: "mw-hint" }, "Nobody else who fits has a free place."),
    told.mentors_other && h("p", { class: "mw-hint" }, told.mentors_other),
  ];
}

function pointsTable({ points, score }) {
  const rows = [...points].sort((a, b) => b.points - a.points);
  return h("table", { class: "mwp-table mwp-points" }, h("caption", { class: "mw-sr" }, "Where the points come from"),
    h("thead", {}, h("tr", {}, ...["What counts", "Why", "Points"].map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, ...rows.map((one) => h("tr", {}, h("th", { scope: "row" }, plainName(one.factor)), h("td", {}, capital(one.words)), h("td", {}, `${one.points} of ${one.out_of}`)))),
    h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, "Together"), h("td", {}), h("td", {}, h("strong", {}, `${score} of 1000`)))));
}

function otherItem(view, pair, other, close) {
  const { app } = view;
  const name = app.ledger.name(other.mentor);
  const instead = () => {
    close();
    app.edit(insteadEdits(draftOf(app.ledger), pair, other.mentor), `${app.ledger.name(pair.mentee)} and ${name} are kept`);
    view.desk.run();
  };
  return h("li", { class: "mwp-short-item" }, avatar(app.ledger.byId.get(other.mentor)), h("p", { class: "mwp-grow" }, other.words),
    app.isOff() ? null : button("Keep this one instead", instead, { about: `(${name})` }));
}

/** The pairs that are kept or not wanted, each with the way back. */
export function makeChoicesMade(app) {
  const title = h("h4", { tabindex: "-1", "data-home": "" });
  const list = h("ul", { role: "list", class: "mwp-short" });
  const node = h("section", { class: "mwp-made" }, title, list);
  return {
    node,
    draw() {
      const draft = draftOf(app.ledger);
      const made = [...draft.pins.map((pin) => ["kept", ...pin]), ...draft.forbids.map((ids) => ["not wanted", ...ids])];
      node.hidden = !made.length;
      const counts = [[draft.pins.length, "kept"], [draft.forbids.length, "not wanted"]].filter(([n]) => n).map(([n, word]) => `${countWords(n, "pair")} ${word}`);
      setText(title, `Your choices: ${counts.join(", ")}`);
      patch(list, made, (one) => JSON.stringify(one), (one) => madeItem(app, one));
    },
  };
}

function madeItem(app, [word, mentee, mentor, purpose]) {
  const pair = { mentee, mentor, purpose };
  const names = bothNames(app, pair);
  const undo = word === "kept" ? () => app.edit(pinEdits(draftOf(app.ledger), pair), `${names} may move again`) : () => app.edit(forbidEdits(draftOf(app.ledger), pair), `${names} may be proposed again`);
  return h("li", { class: "mwp-short-item" }, h("span", { class: `mw-tag ${word === "kept" ? "mw-good" : "mw-warm"}` }, capital(word)), h("p", { class: "mwp-grow" }, names),
    button(word === "kept" ? "Let go" : "Allow again", undo, { about: `(${names})`, class: "mw-btn mw-plain mwp-edit" }));
}
