// ChallengesWorksheet: barriers, what would help, and activities that get an owner and a date.
import { whenDifferent } from "./_calm.js";
import { announcer, h, later, patch, reopenDialogs, setText, uid } from "./_dom.js";
import { emptyBox } from "./_empty.js";
import { key, openWorksheet } from "./_saver.js";
import { readersLabel } from "./_readers.js";
import { closedBox, isShut } from "./_closed.js";
import { addRows, copyRow, countsOf, moveBy, openBook, placeLast, plainRow, stamp, takeAway, hintOf } from "./_challenges_rows.js";
import { makeRow } from "./_challenges_row.js";
import { openLibrary, openSample, openStarters } from "./_challenges_cards.js";
import { openPaste } from "./_challenges_paste.js";
import { catchDrops } from "./_files.js";
import { makeMore, takeFile } from "./_challenges_files.js";
import { openAsking } from "./_asking.js";
import { openPrint } from "./_challenges_print.js";

/** Show the worksheet; gives back what takes it down again. */
export function render({ model, el }) {
  const root = h("div", { class: "mw mwh", tabindex: "-1" });
  const live = announcer();
  const sheet = openWorksheet(model);
  const app = { model, root, sheet, kept: sheet.kept, scope: sheet.kept.get("scope"), way: openAsking(model, "challenges"), say: live.say, namesId: uid("mwh"), views: new Map(), dirty: new Set(), isOff: () => !!model.get("disabled") };
  addDeeds(app);
  addPeople(app);
  const build = () => { rebuild(app, live); };
  build();
  el.replaceChildren(root);
  const stop = watch(app, build), noDrops = catchDrops(root, ([file]) => { if (!app.isOff()) takeFile(app, file); });
  reopenDialogs(app.kept, { library: () => openLibrary(app), starters: () => openStarters(app), sample: () => openSample(app), paste: () => openPaste(app), print: () => openPrint(app) });
  return () => { stop(); noDrops(); app.way.close(); app.sheet.close(); root.remove(); };
}

function watch(app, build) {
  const names = ["_people", "_scopes", "_program", "_cards", "_counts", "disabled", "description"];
  const off = app.sheet.on(({ keys, why }) => {
    for (const name of keys) app.dirty.add(app.book.take(name));
    if (why !== "mine" && [...keys].some((name) => name.startsWith("card/"))) app.redrawCards?.();
    app.redraw();
  });
  const refused = (content) => { if (content?.kind === "error" && app.sheet.facts().way === "none") app.warn(content.error); };
  app.model.on("msg:custom", refused);
  const stop = whenDifferent(app.model, names, app.root, build);
  return () => {
    off();
    app.model.off("msg:custom", refused);
    stop();
    cancelAnimationFrame(app.frame);
    app.count.cancel();
  };
}

function addPeople(app) {
  const people = () => app.model.get("_people") ?? [];
  app.ownerName = (owner) => people().find((person) => person.id === owner)?.name ?? owner;
  app.ownerId = (name) => { const found = people().filter((person) => person.name === name); return found.length === 1 ? found[0].id : name; };
}

// What people do: each changes the worksheet, and says so.
function addDeeds(app) {
  app.redraw = () => { cancelAnimationFrame(app.frame); app.frame = requestAnimationFrame(() => draw(app)); };
  app.count = later(200, () => app.head.show(countsOf(app.book.order, app.today))); // no letter waits for it
  app.flush = () => { cancelAnimationFrame(app.frame); draw(app); };
  app.isReal = (id) => id !== app.draft;
  app.placeLast = (id) => placeLast(app.book, id);
  app.edit = (list, say) => { if (list.length && !app.isOff()) app.sheet.all(list, { say }); return list.length > 0; };
  app.focusNew = () => app.views.get(app.draft)?.view.head.area.focus();
  app.focusRow = (id) => { draw(app); const area = app.views.get(id)?.view.head.area; area?.scrollIntoView({ block: "center" }); area?.focus({ preventScroll: true }); };
  app.move = (ids, step) => move(app, ids, step);
  app.paste = (text) => openPaste(app, text);
  app.copy = (id) => { const { row, edits } = copyRow(app.book, id); if (app.edit(edits, "Barrier copied")) app.focusRow(row); };
  app.remove = (ids, number) => {
    const next = app.book.order[number] ?? app.book.order[number - 2];
    app.edit(takeAway(app.sheet, app.scope, ids), ["Barrier deleted", "What would help: deleted", "Activity deleted"][ids.length - 1]);
    draw(app);
    const area = ids.length > 1 ? app.views.get(ids[0])?.view.head.area : app.views.get(next?.id)?.view.head.area;
    (area ?? app.views.get(app.draft)?.view.head.area)?.focus();
  };
  app.pickTheme = (view, button) => pickTheme(app, view, button);
  app.addPlain = (rows, say) => { const { row, edits } = addRows(app.book, rows); app.edit(edits, say); draw(app); return row; };
  app.keepCard = (id) => keepCard(app, id);
  app.warn = (words) => { app.head.warn(words); app.say(words); };
  app.rows = () => app.book.order.map(plainRow).filter((row) => row.barrier.trim() || row.helps.length);
}

const KINDS = ["barrier", "what would help", "activity"];
const capital = (words) => words[0].toUpperCase() + words.slice(1);

/** Move a barrier, what would help or an activity; the keyboard goes with it, into the text or onto the button that it was on. */
function move(app, ids, step) {
  const kind = KINDS[ids.length - 1], on = app.root.getRootNode().activeElement?.dataset.deed;
  const { ids: now, edits } = moveBy(app.sheet, app.book, ids, step);
  if (!app.edit(edits, `${capital(kind)} moved ${step < 0 ? "up" : "down"}`)) { app.say(`This is the ${step < 0 ? "first" : "last"} ${kind === "what would help" ? "thing that would help" : kind}.`); return; }
  draw(app);
  const node = app.views.get(now[0]).cellOf(now).node;
  const back = node.querySelector(on ? `[data-deed=${on}]` : "textarea");
  back.focus();
  back.scrollIntoView({ block: "nearest" });
  app.say(now.length > 1 ? node.querySelector("textarea").getAttribute("aria-label") : `Barrier is now number ${app.views.get(now[0]).view.number}`);
}

function pickTheme(app, view, button) {
  const name = key("about", ...app.scope, view.id);
  const now = app.sheet.get(name) ?? {};
  const choices = ["", ...new Set([...(app.model.get("_themes") ?? []), ...(now.theme ? [now.theme] : [])])];
  const select = h("select", { class: "mw-input mwh-theme", "aria-label": `Theme of barrier ${view.number}` }, ...choices.map((theme) => h("option", { value: theme, selected: theme === (now.theme ?? "") }, theme || "No theme")));
  const leave = () => { if (!select.isConnected) return; button.hidden = false; select.remove(); app.redraw(); };
  select.addEventListener("change", () => { app.edit([[name, { ...now, theme: select.value }]], select.value ? `Theme: ${select.value}` : "Theme taken away"); });
  select.addEventListener("blur", leave);
  select.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); button.hidden = false; button.focus(); } }); // to lose focus is to leave
  button.after(select);
  button.hidden = true;
  select.focus();
}

function keepCard(app, id) {
  const row = plainRow(app.book.rows.get(id));
  if (!row.barrier.trim()) { app.say("Write the barrier first."); return; }
  const help = row.helps.filter((one) => one.text.trim()).map((one) => ({ text: one.text, activities: one.activities.map((activity) => activity.text).filter((text) => text.trim()) }));
  const title = row.barrier.trim().split("\n")[0];
  app.edit([[key("card", stamp()), { title: title.length > 80 ? `${title.slice(0, 77)}…` : title, barrier: row.barrier, audience: ["program", "pair"], theme: row.theme, help }]], "Kept as a card of this program");
}

function rebuild(app, live) {
  const scopes = app.model.get("_scopes") ?? [];
  app.scopes = scopes.length ? scopes : [{ scope: [], label: "" }];
  if (!app.scopes.some(({ scope }) => scope.join("\n") === app.scope?.join("\n"))) app.scope = (app.scopes.find(({ ended }) => !ended) ?? app.scopes[0]).scope; // what goes on first
  app.today = (app.model.get("_program") ?? {}).today ?? "";
  app.mayKeepCards = !!app.model.get("_own_cards");
  app.names = h("datalist", { id: app.namesId }, ...(app.model.get("_people") ?? []).map((person) => h("option", { value: person.name })));
  app.head = makeHead(app);
  app.table = makeTable();
  app.closed = h("div", { hidden: true }, closedBox(app.model, "What you write here"));
  app.root.replaceChildren(app.sheet.bar, ...(scopes.length ? [app.head.node, app.closed, app.table.node] : [nobodyHere(app)]), app.names, live.node);
  openScope(app, app.scope);
}

const action = (label, onclick, main = "") => h("button", { type: "button", class: `mw-btn ${main}`, onclick }, label);
const nobodyHere = (app) => emptyBox("No pair yet", "As soon as you both say yes, you write here what stands in the way.", action("See an example", () => openSample(app)), action("Print", () => openPrint(app)));

function openScope(app, scope) {
  app.kept.set("scope", scope);
  Object.assign(app, { scope, book: openBook(app.sheet, scope), draft: stamp(), views: new Map() });
  for (const body of app.table.bodies()) body.remove();
  const isClosed = scope.length > 0 && isShut(app.model, scope);
  app.closed.hidden = !isClosed;
  app.table.node.hidden = isClosed;
  app.head.node.dataset.closed = isClosed ? "yes" : "no";
  draw(app, true);
}

function draw(app, all = false) {
  const { book } = app;
  if (book.order.some((row) => row.id === app.draft)) app.draft = stamp();
  const ids = [...book.order.map((row) => row.id), ...(app.isOff() ? [] : [app.draft])];
  const order = ids.join();
  const isMoved = all || order !== app.drawn;
  if (isMoved) {
    patch(app.table.list, ids.map((id) => ({ id })), ({ id }) => id, ({ id }) => { const made = makeRow(app, id); app.views.set(id, made); app.dirty.add(id); return made.node; });
    for (const id of app.views.keys()) if (!ids.includes(id)) app.views.delete(id);
  }
  ids.forEach((id, i) => { const row = app.views.get(id), number = id === app.draft ? 0 : i + 1; if (all || app.dirty.has(id) || row.view.number !== number) row.update(number); });
  app.drawn = order;
  app.dirty.clear();
  if (isMoved) app.count.now();
  else app.count();
}

// ---- the head and the frame of the table

function makeTable() {
  const head = (words, hint) => h("th", { scope: "col", role: "columnheader" }, words, h("span", { class: "mwh-col-hint" }, hint));
  const list = h("table", { class: "mwh-table", role: "table", "aria-label": "Challenges" });
  const top = h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head("Barrier", "Pain points, doubts, questions"), head("What would help", "Knowledge, people, time, things"), head("Activity to get that help", "A step that somebody can take")));
  top.dataset.key = "head";
  list.append(top);
  // The rows are patched around the head, which stays the first child.
  const rows = { get children() { return [...list.children].slice(1); }, get firstElementChild() { return list.children[1] ?? null; }, insertBefore: (node, at) => list.insertBefore(node, at) };
  return { node: h("div", { class: "mwh-frame" }, list), list: rows, bodies: () => rows.children };
}

function makeHead(app) {
  const { model } = app, off = app.isOff();
  const counts = h("p", { class: "mwh-counts" });
  const warning = h("p", { class: "mw-error", hidden: true });
  const next = action("Show the next one", () => showUnfinished(app), "mw-plain");
  const scope = scopeChoice(app);
  const adding = off ? [] : [action("Choose from cards", () => openLibrary(app), "mw-main"), action("“My community is too …”", () => openStarters(app)), action("Paste a list", () => openPaste(app))];
  const node = h("div", { class: "mwh-head" }, model.get("description") && h("h2", {}, model.get("description")), scope.node,
    h("div", { class: "mwh-row" }, ...adding, action("See an example", () => openSample(app)), makeMore(app)),
    warning, h("div", { class: "mwh-row mwh-status" }, counts, next), pairCounts(app),
    off ? null : h("p", { class: "mw-hint mwh-keys" }, "Alt and ↑ or ↓ moves what you write in. Ctrl and Enter adds another line of the same kind."));
  return { node, warn(words) { setText(warning, words); warning.hidden = !words; }, show(found) { setText(counts, countWords(found)); next.hidden = !found.unfinished; scope.show(); } };
}

function scopeChoice(app) {
  const id = uid("mwh");
  const select = h("select", { id, class: "mw-input", onchange: () => { openScope(app, app.scopes[Number(select.value)].scope); app.say(`Showing: ${app.scopes[Number(select.value)].label}`); } }, ...app.scopes.map(({ label, ended }, i) => h("option", { value: String(i) }, ended ? `${label} (ended)` : label)));
  const readers = h("div", {});
  const node = h("div", { class: "mwh-scope" }, app.scopes.length > 1 && h("div", {}, h("label", { class: "mw-label", for: id }, "Whose challenges"), select), app.scopes.length === 1 && app.scopes[0].label && h("p", { class: "mwh-scope-name" }, app.scopes[0].label), readers);
  let shown = "";
  return { node, show() {
    select.value = String(app.scopes.findIndex(({ scope }) => scope.join("\n") === app.scope.join("\n")));
    if (shown === app.scope.join("\n") && readers.childElementCount) return;
    shown = app.scope.join("\n");
    const label = readersLabel(app.model, key("barrier", ...app.scope, "x"));
    readers.replaceChildren(...(label ? [label] : []));
  } };
}

function countWords({ rows, unfinished, open, overdue, done }) {
  const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;
  if (!rows) return "No barrier is written down yet. Begin with a card, or type into the table.";
  const parts = [many(rows, "barrier", "barriers"), many(open, "open activity", "open activities"), overdue && `${overdue} overdue`, done && `${done} done`].filter(Boolean);
  return `${parts.join(", ")}.${unfinished ? ` ${many(unfinished, "row asks", "rows ask")} for a next thought.` : ""}`;
}

function pairCounts(app) {
  const counts = app.model.get("_counts") ?? [];
  if (!counts.length) return null;
  const cells = (tag, row) => h("tr", {}, ...row.map((cell, i) => h(i ? tag : "th", { scope: tag === "th" ? "col" : i ? undefined : "row" }, String(cell))));
  return h("details", { class: "mwh-pairs" }, h("summary", {}, `How ${counts.length === 1 ? "the pair stands" : `the ${counts.length} pairs stand`}`), h("p", { class: "mw-hint" }, "You see counts. What a pair writes is for the two of them."),
    h("div", { class: "mwh-scroll", tabindex: "0", role: "region", "aria-label": "Challenges of the pairs, counted" }, h("table", {}, h("thead", {}, cells("th", ["Pair", "Barriers", "Open", "Overdue", "Done"])), h("tbody", {}, ...counts.map((row) => cells("td", row))))));
}

function showUnfinished(app) {
  const rows = app.book.order.filter(hintOf);
  const had = app.root.getRootNode().activeElement?.closest?.("tbody");
  const from = rows.findIndex((row) => row.id === (app.lastShown ?? had?.dataset.key));
  const row = rows[(from + 1) % rows.length];
  app.lastShown = row.id;
  const hint = hintOf(row);
  const { view } = app.views.get(row.id);
  const body = view.body;
  const area = [...body.querySelectorAll(`.mwh-${hint.at} textarea`)].find((one) => one.closest("td").querySelector(".mwh-hint:not([hidden])"));
  area?.scrollIntoView({ block: "center" });
  area?.focus({ preventScroll: true });
  app.say(hint.words);
}

export default { render };
