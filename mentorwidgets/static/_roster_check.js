// Step 2: what each file is, what has to be asked, what to mend, columns and rows.
import { h, patch, setText } from "./_dom.js";
import { button, many, people, question, roles, showText } from "./_roster_parts.js";
import { makeColumns } from "./_roster_columns.js";
import { makeRows } from "./_roster_rows.js";

const SHOWN = 8; // problems at first
const COLUMN_IS = [["avoid", "People not to be paired with"], ["supervisor", "The supervisor"], ["wishes", "Wishes"], ["", "Only a note"]];
const nameOf = (table) => (table.sheet ? `${table.file}, ${table.sheet}` : table.file);
const idOf = (table) => `${table.key} ${table.sheet}`;

/** Make the step. */
export function makeCheck(app) {
  const lead = h("p", { class: "mwi-lead" });
  const mend = makeList(app, "To mend", "mwi-mend");
  const twice = makeList(app, "People in several rows", "");
  const notes = makeList(app, "What we did by ourselves", "");
  const undo = makeOnes(app);
  const sheets = h("div", { class: "mwi-sheets" });
  const aside = h("ul", { role: "list", class: "mwi-aside" });
  const blocks = new Map();
  return {
    node: h("div", {}, lead, mend.node, undo.node, sheets, aside, twice.node, notes.node),
    find: (table) => blocks.get(idOf(table)),
    draw() {
      const { look } = app;
      setText(lead, leadWords(look));
      patch(sheets, look.tables.filter((table) => table.used), idOf, (table) => block(app, table, blocks), (_, table) => blocks.get(idOf(table)).draw(table));
      const questions = look.tables.filter((table) => table.used).flatMap((table) => openQuestions(app, table));
      mend.draw([...questions, ...look.problems.filter((one) => one.level !== "notice" && !app.draft.two.has(JSON.stringify(one.about)))], true);
      undo.draw();
      twice.draw(look.twice.shown, false, look.twice.number);
      notes.draw(look.problems.filter((one) => one.level === "notice"), false);
      const out = look.tables.filter((table) => !table.used);
      aside.hidden = !out.length;
      patch(aside, out, (table) => `${idOf(table)} ${table.aside}`, (table) => outRow(app, table));
    },
    load: () => { for (const table of app.look.tables) if (table.used) blocks.get(idOf(table)).load(); },
  };
}

function openQuestions(app, table) {
  const asked = (what, kind) => ({ level: kind === "role" ? "error" : "warning", what, mend: "", ask: [table, kind], count: 1, rows: [] });
  return [
    table.asks_role && asked(`Are the people in ${nameOf(table)} mentors or mentees? Nothing in it tells.`, "role"),
    table.asks_day && typeof app.draft.sheet(table).day_first !== "boolean" && asked(`Which day is ${table.asks_day} in ${nameOf(table)}? It can be read in two ways.`, "day"),
  ].filter(Boolean);
}

function leadWords(look) {
  const files = new Set(look.tables.map((table) => table.key)).size;
  const who = look.people ? `${people(look.people)}: ${roles(look.mentors, look.mentees)}` : "nobody yet";
  const lost = look.lost ? ` ${many(look.lost, "row")} cannot be taken as ${look.lost === 1 ? "it is" : "they are"}.` : "";
  return `${many(look.rows, "row")} in ${many(files, "file")}: ${who}.${lost}`;
}

function outRow(app, table) {
  return h("li", {}, h("span", {}, h("strong", {}, nameOf(table)), ` is not read. ${table.aside}`),
    table.rows ? button("Read it too", () => app.decide(table, (sheet) => { sheet.use = true; }, `${nameOf(table)} is read too.`), { class: "mw-btn mw-plain", "aria-label": `Read ${nameOf(table)} too` }) : null);
}

function block(app, first, blocks) {
  let table = first;
  const get = () => table;
  const line = h("p", { class: "mw-soft" });
  const role = question([["mentor", "Mentors"], ["mentee", "Mentees"]], (value) => app.decide(table, (sheet) => { sheet.role = value; }, `Everyone here is a ${value}.`));
  const day = question([["first", ""], ["second", ""]], (value) => app.decide(table, (sheet) => { sheet.day_first = value === "first"; }, "The dates are read that way."));
  const note = h("p", { class: "mwi-note", hidden: true });
  const columns = makeColumns(app, get);
  const rows = makeRows(app, get);
  const isMany = () => app.look.tables.filter((one) => one.used).length > 1;
  const out = button("Leave it out", () => app.decide(table, (sheet) => { sheet.use = false; }, `${nameOf(table)} is left out.`), { class: "mw-btn mw-plain", "aria-label": `Leave ${nameOf(first)} out` });
  const title = h("h4", { tabindex: "-1" }, nameOf(first));
  blocks.set(idOf(first), {
    role, day, columns, rows, title, load: rows.load,
    draw(now) {
      table = now;
      out.hidden = !isMany();
      setText(line, `${many(now.rows, "row")}. ${now.has_roles ? "A column says who is a mentor and who a mentee." : ""}`.trim());
      showText(note, isOffered(app, now) ? "You have had this form before. What you decided then is used again." : "");
      role.node.hidden = now.has_roles;
      role.draw(now.role, "Who are the people in it?", now.role_why || (now.asks_role ? "Nothing in the file tells." : ""));
      day.node.hidden = !now.asks_day;
      if (now.asks_day) drawDay(app, day, now);
      columns.draw(now);
      rows.draw();
    },
  });
  return h("section", { class: "mwi-sheet", "aria-label": nameOf(first) }, h("div", { class: "mwi-sheet-head" }, h("div", {}, title, line), out), note, h("div", { class: "mwi-questions" }, role.node, day.node), columns.node, rows.node);
}

function isOffered(app, table) {
  const { columns, values = {}, role, day_first: order } = app.draft.sheet(table);
  return app.draft.fileOf(table).offered.has(table.sheet) && (Object.keys(columns).length + Object.keys(values).length > 0 || !!role || typeof order === "boolean");
}

function drawDay(app, day, table) {
  const [, one, other, year] = /(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})/.exec(table.asks_day) ?? [];
  const full = Number(year) < 70 ? 2000 + Number(year) : Number(year) < 100 ? 1900 + Number(year) : Number(year);
  const words = (d, m) => new Date(full, m - 1, d).toLocaleDateString("en", { day: "numeric", month: "long", year: "numeric" });
  const said = app.draft.sheet(table).day_first;
  day.draw(said === true ? "first" : said === false ? "second" : "", `Which day is ${table.asks_day}?`, "It can be read in two ways, and so can all dates in this file.", [words(Number(one), Number(other)), words(Number(other), Number(one))]);
}

function makeList(app, title, kind) {
  const head = h(kind ? "h4" : "summary", {}, title);
  const list = h("ul", { role: "list", class: "mwi-problems" });
  let all = false, last = [];
  const more = button("", () => { all = true; draw(...last); list.children[SHOWN].querySelector("button")?.focus(); }, { hidden: true });
  const node = kind ? h("div", { class: kind, hidden: true }, head, list, more) : h("details", { class: "mwi-more", hidden: true }, head, list, more);
  return { node, draw };

  function draw(items, go, number = items.reduce((sum, one) => sum + one.count, 0)) {
    last = [items, go, number];
    node.hidden = !items.length;
    setText(head, `${title} (${number.toLocaleString("en")})`);
    more.hidden = all || items.length <= SHOWN + 1;
    setText(more, `Show ${items.length - SHOWN} more`);
    patch(list, more.hidden ? items : items.slice(0, SHOWN), (one) => `${one.table} ${one.row} ${one.column} ${one.count} ${one.what}`, (one) => problem(app, one, go));
  }
}

function problem(app, one, go) {
  const several = one.count > 1;
  const place = [app.look.tables.length > 1 && one.file, app.look.tables.length > 1 && one.sheet, one.row && (several ? `Rows ${one.rows.join(", ")}${one.count > one.rows.length ? ` and ${many(one.count - one.rows.length, "more", "more")}` : ""}` : `Row ${one.row}`), one.column].filter(Boolean).join(", ");
  const [label, deed] = way(app, one);
  if (go && one.about?.length) return sameRows(app, one, place);
  if (go && one.asks_column && app.look.tables[one.table]) return unknownColumn(app, one);
  return h("li", { class: `mwi-${one.level}` }, h("div", {}, place && h("p", { class: "mwi-where" }, place), h("p", {}, one.what, one.mend && h("span", { class: "mw-soft" }, ` ${one.mend}`))),
    go && deed && h("div", { class: "mwi-row" }, ...likely(app, one), button(label, deed, { class: "mw-btn", "aria-label": place ? `${label}: ${place}` : label })));
}

// An answer takes its question away, so the focus goes to the step.
function answered(app, deed, words) {
  deed();
  app.draft.keep();
  app.refresh({ words, focus: () => app.steps.check.focus() });
}

// Who may be meant by a name: a press writes it into each cell that has those words.
function likely(app, one) {
  const answer = ({ name, mends }) => answered(app, () => app.draft.sheet(app.look.tables[one.table]).mends.push(...mends), `${name} is meant.`);
  return (one.likely ?? []).map((who) => button(who.name, () => answer(who), { "aria-label": `${who.name} is meant: ${one.what}` }));
}

function way(app, one) {
  if (one.ask) return ["Answer", () => app.parts.check.find(one.ask[0])[one.ask[1]].focus()];
  const table = app.look.tables[one.table];
  const found = table && app.parts.check.find(table);
  if (!found) return ["", null];
  if (one.row) return ["Go to the cell", () => found.rows.show(one.row, one.at)];
  return one.column ? ["Go to the column", () => found.columns.show(one.column)] : ["", null];
}

// A column that names people and that nobody understood: what is said here is remembered with the form.
function unknownColumn(app, one) {
  const table = app.look.tables[one.table], name = one.column;
  const say = (field, words) => app.decide(table, (sheet) => { sheet.columns = { ...sheet.columns, [name]: field }; }, `${name}: ${words}.`);
  return h("li", { class: `mwi-${one.level}` },
    h("div", {}, h("p", { class: "mwi-where" }, [app.look.tables.length > 1 && one.file, app.look.tables.length > 1 && one.sheet, name].filter(Boolean).join(", ")), h("p", {}, one.what, h("span", { class: "mw-soft" }, ` ${one.mend}`))),
    h("div", { class: "mwi-row", role: "group", "aria-label": `What is the column ${name}?` },
      ...COLUMN_IS.map(([field, words]) => button(words, () => say(field, words), { "aria-label": `${words}: ${name}` }))));
}

// Two rows that may be one person: it is answered here, and undone below the list.
function sameRows(app, one, place) {
  const label = (words) => ({ "aria-label": `${words}: ${one.about.join(" and ")}` });
  return h("li", { class: `mwi-${one.level}` }, h("div", {}, h("p", { class: "mwi-where" }, place), h("p", {}, one.what)),
    h("div", { class: "mwi-row" },
      button("Two people", () => answered(app, () => app.draft.two.add(JSON.stringify(one.about)), "They are two people."), label("Two people")),
      button("One person", () => answered(app, () => app.draft.one.push(one.about), "Their rows are one person."), label("One person"))));
}

// What was said to be one person, with a way back.
function makeOnes(app) {
  const list = h("ul", { role: "list", class: "mwi-aside" });
  const back = (pair) => answered(app, () => app.draft.one.splice(app.draft.one.indexOf(pair), 1), "They are asked about again.");
  return {
    node: list,
    draw() {
      list.hidden = !app.draft.one.length;
      patch(list, app.draft.one, String, (pair) => h("li", {}, h("span", {}, `${pair.join(" and ")} are one person.`),
        button("Undo", () => back(pair), { class: "mw-btn mw-plain", "aria-label": `Undo: ${pair.join(" and ")} are one person` })));
    },
  };
}
