// One barrier with all that hangs on it: a row group of the table, one line for each activity.
import { h, patch, setText } from "./_dom.js";
import { key } from "./_saver.js";
import { activitiesOf, helpsOf, hintOf, stamp } from "./_challenges_rows.js";
import { planCell, showText, textCell, tool } from "./_challenges_cells.js";

const short = (text) => { const one = (text ?? "").trim().replace(/\s+/g, " "); return one.length > 60 ? `${one.slice(0, 57)}…` : one; };

/** The row group of the row `id`; `update(number)` brings it in line with the book. */
export function makeRow(app, id) {
  const body = h("tbody", { class: "mwh-body", role: "rowgroup" });
  const view = { app, id, body, number: 0, cells: new Map(), drafts: new Map() };
  view.field = (kind, ...ids) => key(kind, ...app.scope, id, ...ids);
  view.row = () => app.book.rows.get(id) ?? { id, helps: new Map() };
  view.head = barrierCell(view);
  body.addEventListener("keydown", (event) => onKey(view, event));
  return { node: body, view, update: (number) => update(view, number), cellOf: ([, ...ids]) => (ids.length ? view.cells.get(ids.join("/")) : view.head) };
}

function onKey(view, event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  // In a choice or a date the same keys open its list.
  if (event.altKey && step && !event.ctrlKey && !event.metaKey && !/^(SELECT|INPUT)$/.test(event.target.tagName)) { event.preventDefault(); event.target.closest("th, td").mwhMove(step); return; }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.mwhMore) { event.preventDefault(); event.target.mwhMore(); }
}

/** Two buttons that move what stands in a cell; Alt with an arrow key does the same anywhere in it. */
function movers(view, ...ids) {
  let isReal = false;
  const move = (step) => { if (isReal && !view.app.isOff()) view.app.move([view.id, ...ids], step); };
  const up = tool("↑", () => move(-1)), down = tool("↓", () => move(1));
  up.dataset.deed = "up";
  down.dataset.deed = "down";
  const show = (about, real) => {
    isReal = real;
    up.setAttribute("aria-label", `Move up: ${about}`);
    down.setAttribute("aria-label", `Move down: ${about}`);
  };
  return { move, up, down, show };
}

/** Save what a draft hangs on, so that a help is never without its barrier. */
function ground(view, ...ids) {
  const { app } = view, edits = [];
  if (app.sheet.get(view.field("barrier")) === undefined) edits.push([view.field("barrier"), ""], ...app.placeLast(view.id));
  if (ids.length && app.sheet.get(view.field("help", ids[0])) === undefined) edits.push([view.field("help", ids[0]), ""]);
  if (edits.length) app.sheet.all(edits, { undo: false });
}

function barrierCell(view) {
  const { app, id } = view;
  const text = textCell(app, () => view.field("barrier"), { before: () => app.sheet.all(app.placeLast(id), { undo: false }) });
  text.area.mwhMore = () => app.focusNew();
  text.area.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    if (pasted.includes("\t") && !app.isOff()) { event.preventDefault(); app.paste(pasted); } // cells of a spreadsheet
  });
  const mover = movers(view);
  const theme = tool("", () => app.pickTheme(view, theme));
  const copy = tool("Copy", () => app.copy(id)), away = tool("Delete", () => app.remove([id], view.number));
  const keep = app.mayKeepCards ? tool("Keep as a card", () => app.keepCard(id)) : null;
  const more = h("details", { class: "mwh-more" }, h("summary", { class: "mw-btn mw-plain mwh-tool" }, "More"), copy, keep);
  const tools = h("div", { class: "mwh-tools" }, mover.up, mover.down, theme, more, away);
  const number = h("span", { class: "mwh-number", "aria-hidden": "true" });
  const node = h("th", { class: "mwh-barrier", scope: "rowgroup", role: "rowheader" }, number, text.area, text.trouble, tools);
  node.mwhMove = mover.move;
  const labels = [[copy, "Copy"], [away, "Delete"], [keep, "Keep as a card"]];
  return {
    node, area: text.area,
    show(row, isReal) {
      const name = isReal ? `barrier ${view.number}` : "new barrier";
      text.show(isReal ? `Barrier ${view.number}` : "New barrier");
      setText(number, isReal ? String(view.number) : "+");
      text.area.placeholder = isReal ? "" : "Write a barrier here";
      more.firstChild.setAttribute("aria-label", `More for ${name}`);
      showText(theme, row.about?.theme || "Theme");
      theme.setAttribute("aria-label", `${row.about?.theme ? `Theme ${row.about.theme}` : "Choose a theme"}, ${name}`);
      theme.classList.toggle("mwh-themed", !!row.about?.theme);
      mover.show(name, isReal);
      for (const [button, words] of labels) button?.setAttribute("aria-label", `${words}: ${name}`);
      tools.hidden = !isReal || app.isOff();
    },
  };
}

function helpCell(view, help) {
  const { app } = view;
  const text = textCell(app, () => view.field("help", help), { before: () => ground(view) });
  const hint = h("p", { class: "mwh-hint", hidden: true });
  const more = () => addDraft(view, "help");
  text.area.mwhMore = more;
  const add = tool("+ What else", more), away = tool("Delete", () => app.remove([view.id, help], view.number));
  const mover = movers(view, help);
  const tools = h("div", { class: "mwh-tools" }, mover.up, mover.down, add, away);
  const node = h("td", { class: "mwh-help", role: "cell" }, h("span", { class: "mwh-label", "aria-hidden": "true" }, "What would help"), text.area, text.trouble, hint, tools);
  node.mwhMove = mover.move;
  return {
    node, area: text.area,
    show(place, count, isReal, words) {
      const of = `barrier ${view.number || "new"}`, at = count > 1 ? ` (${place} of ${count})` : "";
      text.show(`What would help with ${of}${at}`);
      showText(hint, words);
      add.setAttribute("aria-label", `What else would help with ${of}`);
      away.setAttribute("aria-label", `Delete: what would help with ${of}${at}`);
      mover.show(`what would help with ${of}${at}`, isReal);
      add.hidden = place !== count;
      tools.hidden = !isReal || app.isOff();
    },
  };
}

function activityCell(view, help, activity) {
  const { app } = view;
  const text = textCell(app, () => view.field("activity", help, activity), { before: () => ground(view, help) });
  const plan = planCell(app, () => view.field("plan", help, activity));
  const hint = h("p", { class: "mwh-hint", hidden: true });
  const more = () => addDraft(view, "activity", help);
  text.area.mwhMore = more;
  const add = tool("+ Activity", more), away = tool("Delete", () => app.remove([view.id, help, activity], view.number));
  const mover = movers(view, help, activity);
  const tools = h("div", { class: "mwh-tools" }, mover.up, mover.down, add, away);
  const node = h("td", { class: "mwh-activity", role: "cell" }, h("span", { class: "mwh-label", "aria-hidden": "true" }, "Activity to get that help"),
    text.area, text.trouble, hint, h("div", { class: "mwh-below" }, plan.line, tools), plan.trouble, plan.box);
  node.mwhMove = mover.move;
  return {
    node, area: text.area,
    show(place, count, isReal, words, about) {
      const at = count > 1 ? ` ${place} of ${count}` : "";
      const of = about ? `for: ${about}` : `for barrier ${view.number || "new"}`;
      text.show(`Activity${at} ${of}`);
      plan.show(`activity${at} ${of}`, isReal);
      showText(hint, words);
      add.setAttribute("aria-label", `Another activity ${of}`);
      away.setAttribute("aria-label", `Delete activity${at} ${of}`);
      mover.show(`activity${at} ${of}`, isReal);
      add.hidden = place !== count;
      tools.hidden = !isReal || app.isOff();
    },
  };
}

// Drafts: an empty cell for each place where the next words belong. Their ids stay when they become real.
function addDraft(view, kind, help = "") {
  if (view.app.isOff()) return;
  const id = stamp();
  view.drafts.set(`${kind}/${help}`, { id, asked: true });
  update(view, view.number);
  view.cells.get(kind === "help" ? id : `${help}/${id}`)?.area.focus();
}

function withDraft(view, slot, real, needed) {
  const draft = view.drafts.get(slot);
  // Nobody asked for it, others filled the place meanwhile, and nobody is in it: it goes.
  const isOver = draft && (real.some((one) => one.id === draft.id) || (!needed && !draft.asked && !isIn(view, draft.id)));
  if (isOver) view.drafts.delete(slot);
  if (!view.drafts.has(slot) && needed) view.drafts.set(slot, { id: stamp(), asked: false });
  const now = view.drafts.get(slot);
  return now && !view.app.isOff() ? [...real, { id: now.id, isDraft: true, activities: new Map() }] : real;
}

function isIn(view, id) {
  const at = view.body.getRootNode().activeElement;
  return [...view.cells].some(([name, cell]) => name.split("/").includes(id) && cell.node.contains(at));
}

function linesOf(view) {
  const real = helpsOf(view.row());
  const helps = withDraft(view, "help/", real, !real.length);
  if (!helps.length) helps.push({ id: "none", isDraft: true, activities: new Map() }); // nothing may be typed: an empty cell
  return helps.map((help) => {
    const known = activitiesOf(help);
    const activities = withDraft(view, `activity/${help.id}`, known, !known.length);
    return { help, activities: activities.length ? activities : [{ id: "none", isDraft: true }] };
  });
}

function cellOf(view, name, make) {
  if (!view.cells.has(name)) view.cells.set(name, make());
  return view.cells.get(name);
}

function update(view, number) {
  view.number = number;
  const row = view.row(), lines = linesOf(view), hint = hintOf(row);
  const isReal = view.app.isReal(view.id);
  view.body.classList.toggle("mw-noprint", !isReal);
  view.head.show(row, isReal);
  const places = lines.flatMap(({ help, activities }, at) => activities.map((activity, i) => ({ help, at, activity, i, of: activities.length })));
  const wanted = new Set(places.flatMap(({ help, activity }) => [help.id, `${help.id}/${activity.id}`]));
  keepTyping(view, () => arrange(view, places));
  for (const [at, { help, activities }] of lines.entries()) {
    const own = cellOf(view, help.id);
    span(own.node, places.findIndex((one) => one.help === help), activities.length);
    own.show(at + 1, lines.length, !help.isDraft, hint?.at === "help" && at === 0 ? hint.words : "");
  }
  for (const { help, activity, i, of } of places) view.cells.get(`${help.id}/${activity.id}`).show(i + 1, of, !activity.isDraft, hint?.at === "activity" && hint.id === help.id && i === 0 ? hint.words : "", short(help.text));
  span(view.head.node, 0, places.length);
  for (const name of view.cells.keys()) if (!wanted.has(name)) view.cells.delete(name);
}

// Each line holds its own cells only; a cell that spans several stands in the first of them.
function arrange(view, places) {
  patch(view.body, places, ({ help, activity }) => `${help.id}/${activity.id}`, () => h("tr", { role: "row" }), (line, { help, at, activity, i }) => {
    const cells = [cellOf(view, `${help.id}/${activity.id}`, () => activityCell(view, help.id, activity.id)).node];
    const aid = cellOf(view, help.id, () => helpCell(view, help.id));
    if (i === 0) cells.unshift(aid.node);
    if (i === 0 && at === 0) cells.unshift(view.head.node);
    if (cells.length !== line.children.length || cells.some((cell, n) => line.children[n] !== cell)) line.replaceChildren(...cells);
  });
  places.forEach(({ help, activity }, n) => { const { node } = view.cells.get(`${help.id}/${activity.id}`); if (node.style.gridRow !== `${n + 1}`) node.style.gridRow = `${n + 1}`; });
}

function keepTyping(view, work) {
  const page = view.body.getRootNode(), had = page.activeElement;
  const at = view.body.contains(had) && had.selectionStart !== undefined && had.tagName === "TEXTAREA" ? [had.selectionStart, had.selectionEnd] : null;
  work();
  if (at && had.isConnected && page.activeElement !== had) { had.focus({ preventScroll: true }); had.setSelectionRange(...at); }
}

function span(cell, first, count) {
  const place = `${first + 1} / span ${count}`;
  if (cell.style.gridRow !== place) cell.style.gridRow = place;
  if (cell.rowSpan !== count) cell.rowSpan = count;
}
