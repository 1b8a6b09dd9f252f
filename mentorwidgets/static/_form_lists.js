// Controls of answers with several parts: an order, a grid, lines and rows. Each works by keyboard alone and says what it did.
import { h, patch, setText, uid } from "./_dom.js";
import { movedTo } from "./_engine.js";
import { growing, TYPING } from "./_form_fields.js";

const MOST_LINES = 100; // of a list or a table, as Python has it
const smallButton = (words, about, act, { sign = words, ...more } = {}) => h("button", { type: "button", class: "mw-btn mwf-small", "aria-label": about ? `${words} ${about}` : words, onclick: act, ...more }, sign);

/** Options in an order without ties: take them in one after the other, then move them up and down. */
function rankingField(question, env) {
  let order = [];
  const list = h("ol", { class: "mwf-order", role: "list" }), rest = h("ul", { class: "mwf-rest", role: "list" });
  const restWords = h("p", { class: "mw-hint" });
  const set = (next, words, focus) => { order = next; draw(); env.say(words); env.change(order.length ? order : null); focus?.(); };
  const control = (option, act) => [...list.children].find((node) => node.dataset.key === option)?.querySelector(`[data-act=${act}]:not(:disabled)`);
  function move(option, by) {
    const at = order.indexOf(option), to = at + by;
    if (at < 0 || to < 0 || to >= order.length) return;
    const next = movedTo(order, at, to);
    set(next, `${option} is now ${to + 1} of ${next.length}.`, () => (control(option, by < 0 ? "up" : "down") ?? control(option, by < 0 ? "down" : "up"))?.focus());
  }
  const add = (option) => set([...order, option], `${option} is ${order.length + 1}.`, () => (rest.querySelector("button") ?? control(option, "up") ?? control(option, "out"))?.focus());
  const take = (option) => set(order.filter((other) => other !== option), `${option} is taken out.`, () => [...rest.children].find((node) => node.dataset.key === option)?.querySelector("button")?.focus());
  const keys = (option) => (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by && order.includes(option)) { event.preventDefault(); event.stopPropagation(); move(option, by); }
  };
  const ranked = (option) => h("li", { class: "mwf-ranked", onkeydown: keys(option) }, h("span", { class: "mwf-place", "aria-hidden": "true" }), h("span", { class: "mwf-ranked-words" }, option),
    h("span", { class: "mwf-tools" }, smallButton("Move up", option, () => move(option, -1), { "data-act": "up", sign: "↑" }), smallButton("Move down", option, () => move(option, 1), { "data-act": "down", sign: "↓" }), smallButton("Take out", option, () => take(option), { "data-act": "out" })));
  function draw() {
    patch(list, order, (option) => option, ranked, (node, option) => {
      const at = order.indexOf(option);
      setText(node.firstChild, String(at + 1));
      for (const [act, off] of [["up", at === 0], ["down", at === order.length - 1], ["out", false]]) node.querySelector(`[data-act=${act}]`).disabled = off || env.off();
    });
    const left = question.options.filter((option) => !order.includes(option));
    patch(rest, left, (option) => option, (option) => h("li", {}, h("button", { type: "button", class: "mw-btn mwf-add", disabled: env.off(), onclick: () => add(option) }, h("span", { class: "mw-sr" }, "Put next: "), option)));
    setText(restWords, left.length ? (order.length ? `Which comes next? ${left.length} left. You need not use all.` : "Which comes first? Choose one after the other.") : "Use the arrows to move them.");
    list.hidden = !order.length;
  }
  draw();
  return { group: true, node: h("div", { class: "mwf-ranking" }, list, restWords, rest), focus: () => (rest.querySelector("button") ?? list.querySelector("button:not(:disabled)"))?.focus(), show(answer) { order = (Array.isArray(answer) ? answer : []).filter((option) => question.options.includes(option)); draw(); } };
}

/** Rows, each with one of the options: a real table, and a card for each row where there is no room. */
function rankGridField(question, env) {
  const chosen = new Map();
  const inputs = [];
  const cell = (row, name) => (option) => {
    const input = h("input", { type: "radio", name, value: option, "aria-label": `${row}, ${option}`, onchange: () => { chosen.set(row, option); env.change(Object.fromEntries(chosen)); } });
    inputs.push([row, input]);
    return h("td", {}, h("label", { class: "mwf-cell" }, input, h("span", { class: "mwf-cell-words", "aria-hidden": "true" }, option)));
  };
  const rows = question.rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row), ...question.options.map(cell(row, uid("grid")))));
  const clear = h("button", { type: "button", class: "mw-btn mw-plain mwf-clear", onclick: () => { show(null); env.change(null); inputs[0][1].focus(); } }, "Take my answers away");
  function show(answer) {
    chosen.clear();
    for (const row of question.rows) if (question.options.includes(answer?.[row])) chosen.set(row, answer[row]);
    for (const [row, input] of inputs) input.checked = chosen.get(row) === input.value;
  }
  return { group: true, focus: () => inputs[0][1].focus(), show,
    node: h("div", {}, h("table", { class: "mwf-table mwf-grid" }, h("thead", {}, h("tr", {}, h("td", {}), ...question.options.map((option) => h("th", { scope: "col" }, option)))), h("tbody", {}, ...rows)), clear) };
}

/** Lines of one kind each. `parts` names the columns; a list has a single one. */
function repeatingField(question, env, { parts, read, write, word }) {
  const most = Math.min(question.up_to || MOST_LINES, MOST_LINES);
  let rows = [];
  const fresh = (values = []) => ({ id: uid("row"), values: parts.map((_, i) => values[i] ?? "") });
  const body = h(parts.length > 1 ? "tbody" : "ol", parts.length > 1 ? {} : { class: "mwf-lines", role: "list" });
  const more = h("button", { type: "button", class: "mw-btn", onclick: () => { rows.push(fresh()); draw(); env.say(`${word} ${rows.length} added.`); field(rows.at(-1), 0).focus(); } }, `Add ${/^[aeiou]/i.test(word) ? "an" : "a"} ${word.toLowerCase()}`);
  const field = (row, i) => [...body.children].find((node) => node.dataset.key === row.id).querySelectorAll("input, textarea")[i];
  const said = () => rows.filter((row) => row.values.some((value) => value.trim()));
  const tell = (options) => env.change(said().length ? said().map((row) => write(row.values)) : null, options);
  function remove(row) {
    const at = rows.indexOf(row), had = row.values.some((value) => value.trim());
    rows = rows.filter((other) => other !== row);
    if (!rows.length) rows = [fresh()];
    draw();
    if (had) tell({ say: `${word} ${at + 1} removed` });
    else env.say(`${word} ${at + 1} removed.`);
    field(rows[Math.min(at, rows.length - 1)], 0).focus();
  }
  // Several lines that are pasted into one are several lines; where they do not fit, none of them is cut off.
  function paste(event, row) {
    const text = event.clipboardData?.getData("text/plain") ?? "", { selectionStart: from, selectionEnd: to, value } = event.target;
    const lines = text.split(/\r\n?|\n/).map((line) => line.trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const at = rows.indexOf(row), all = [value.slice(0, from) + lines[0], ...lines.slice(1, -1), lines.at(-1) + value.slice(to)];
    if (rows.length + all.length - 1 > most) { env.complain(`${all.length} lines were pasted, and there is room for ${most - rows.length + 1}. Nothing was put in.`, event.target); return; }
    env.complain("", event.target);
    rows = [...rows.slice(0, at), ...all.map((line) => fresh([line])), ...rows.slice(at + 1)];
    draw();
    tell({ say: `${all.length} lines pasted` });
    field(rows[at + all.length - 1], 0).focus();
  }
  const input = (row, i) => {
    const typed = (event) => { if (env.isWrong()) env.complain("", event.target); row.values[i] = event.target.value; tell({ wait: TYPING }); };
    return parts.length > 1 ? growing({ rows: "1", oninput: typed }).area : h("input", { class: "mw-input", type: "text", maxlength: "2000", oninput: typed, onpaste: (event) => paste(event, row), onblur: (event) => { if (env.isWrong()) env.complain("", event.target); } });
  };
  const tools = (row) => smallButton("Remove", "", () => remove(row));
  function make(row) {
    const fields = parts.map((_, i) => input(row, i));
    fields.forEach((node, i) => { node.value = row.values[i]; });
    return parts.length > 1 ? h("tr", {}, ...fields.map((node, i) => h("td", {}, h("span", { class: "mwf-cell-words", "aria-hidden": "true" }, parts[i]), node)), h("td", {}, tools(row))) : h("li", {}, ...fields, tools(row));
  }
  function draw() {
    patch(body, rows, (row) => row.id, make, (node, row) => {
      const place = rows.indexOf(row) + 1;
      [...node.querySelectorAll("input, textarea")].forEach((one, i) => { one.setAttribute("aria-label", parts.length > 1 ? `${parts[i]}, ${word.toLowerCase()} ${place}` : `${word} ${place}`); one.disabled = env.off(); });
      const tool = node.querySelector("button");
      tool.setAttribute("aria-label", `Remove ${word.toLowerCase()} ${place}`);
      tool.hidden = env.off() || (rows.length === 1 && !row.values.some((value) => value.trim()));
    });
    more.hidden = env.off() || rows.length >= most;
  }
  function show(answer) {
    const lines = (Array.isArray(answer) ? answer : []).map(read);
    // What is there already keeps its row, so that whoever reads or comes back finds it where it was.
    rows = (lines.length ? lines : [[]]).map((values, i) => (rows[i] && JSON.stringify(rows[i].values) === JSON.stringify(values) ? rows[i] : fresh(values)));
    draw();
  }
  show(null);
  const box = parts.length > 1 ? h("table", { class: "mwf-table mwf-rows" }, h("thead", {}, h("tr", {}, ...parts.map((part) => h("th", { scope: "col" }, part)), h("td", {}))), body) : body;
  return { group: true, show, focus: () => field(rows[0], 0).focus(), node: h("div", {}, box, more) };
}

const listField = (question, env) => repeatingField(question, env, { parts: [""], word: "Line", read: (text) => [String(text)], write: ([text]) => text });
const rowsField = (question, env) => repeatingField(question, env, {
  parts: question.columns, word: "Row",
  read: (row) => question.columns.map((name) => String(row?.[name] ?? "")),
  write: (values) => Object.fromEntries(question.columns.map((name, i) => [name, values[i]]).filter(([, value]) => value.trim())),
});

/** Type of answer -> what makes its control. */
export const LISTS = { ranking: rankingField, "rank-grid": rankGridField, list: listField, rows: rowsField };
