// A question of the program's own: its words, how it is answered, and what that kind of answer needs.
import { firstHeld } from "./_limits.js";
import { numberInput } from "./_numbers.js";
import { h, setText, uid } from "./_dom.js";

const DEGREES = ["Not at all", "A little", "In between", "Quite", "Very much"];
const linesOf = (text) => [...new Set(text.split("\n").map((line) => line.trim()).filter(Boolean))];
const atLeast = (least, words) => (lines) => (lines.length < least ? words : "");

/** Kind of answer -> what it is called, and the parts that it needs. */
const KINDS = [
  ["paragraph", "A few sentences"], ["text", "One line"], ["list", "A list, a line each", "up_to"],
  ["one-of", "Choose one answer", "options", "other"], ["several-of", "Choose several answers", "options", "up_to", "other"], ["scale", "A scale with a middle", "options"], ["yes-no", "Yes, no or as agreed"],
  ["number", "A number", "unit", "lowest", "highest"], ["date", "A date"], ["hours", "Days and hours"],
  ["ranking", "An order, the first matters most", "options"], ["rank-grid", "A table: choose one answer in each row", "rows", "options"], ["rows", "A table to fill in", "columns"],
  ["sentence", "A sentence with blanks", "sentence"], ["consent", "A statement to agree with", "statement"],
];

/** Part -> its control: a list of lines, words, a number or a yes; what it gives to the question, and what is wrong with it. */
const PARTS = {
  options: { words: "The answers to choose from, one on each line", rows: "4", read: linesOf, check: atLeast(2, "Write two answers or more, one on each line.") },
  rows: { words: "The rows, one on each line", rows: "3", read: linesOf, check: atLeast(1, "Write the name of a row.") },
  columns: { words: "The columns, one on each line", rows: "3", read: linesOf, check: atLeast(1, "Write the name of a column.") },
  sentence: { as: "blanks", words: "The sentence, with ___ for each blank", rows: "2", read: (text) => text.trim(), check: (text) => (text.includes("___") ? "" : "Write ___ where something is filled in.") },
  statement: { as: "blanks", words: "What people say yes to", rows: "2", read: (text) => text.trim(), check: (text) => (text ? "" : "Write what people say yes to.") },
  unit: { words: "Of what, such as hours a month (optional)", type: "text", read: (text) => text.trim() || null },
  lowest: { words: "No less than (optional)", number: {} },
  highest: { words: "No more than (optional)", number: {} },
  up_to: { words: "How many at most (optional)", number: { least: 1, whole: true } },
  other: { words: "They may add words of their own", type: "checkbox" },
};

function makePart({ words, type, number, rows, read, check }) {
  const id = uid("part");
  if (type === "checkbox") { const box = h("input", { type }); return { node: h("label", { class: "mw-check" }, box, h("span", {}, words)), input: box, read: () => box.checked || null, put: () => { box.checked = false; }, check: () => "" }; }
  if (number) { const input = numberInput({ ...number, id }); return { node: h("div", {}, h("label", { class: "mw-label", for: id }, words), input), input, read: () => input.read().value ?? null, put: () => { input.value = ""; }, check: () => input.read().wrong ?? "" }; }
  const input = rows ? h("textarea", { id, class: "mw-input mwf-area", rows, maxlength: "4000" }) : h("input", { id, class: "mw-input", type, maxlength: "200" });
  return { node: h("div", {}, h("label", { class: "mw-label", for: id }, words), input), input, read: () => read(input.value), put: (text = "") => { input.value = text; }, check: () => check?.(read(input.value)) ?? "" };
}

/** The part of the editor that adds a question; `add(app, question)` takes it in. */
export function makeAdder(app, add) {
  const [wordsId, kindId, saidId] = [uid("words"), uid("kind"), uid("said")];
  const words = h("textarea", { id: wordsId, class: "mw-input mwf-area", rows: "2", maxlength: "2000" });
  const kind = h("select", { id: kindId, class: "mw-input", onchange: () => fit() }, ...KINDS.map(([value, label]) => h("option", { value }, label)));
  const parts = Object.fromEntries(Object.entries(PARTS).map(([name, part]) => [name, makePart(part)]));
  const told = h("input", { type: "checkbox" }), said = h("p", { id: saidId, class: "mw-error", role: "alert" });
  const needs = () => KINDS.find(([value]) => value === kind.value).slice(2);
  function fit() {
    for (const [name, part] of Object.entries(parts)) part.node.hidden = !needs().includes(name);
    if (kind.value === "scale" && !parts.options.read().length) parts.options.put(DEGREES.join("\n"));
    else if (kind.value !== "scale" && parts.options.read().join() === DEGREES.join()) parts.options.put();
    complain("");
  }
  function complain(text, input) {
    setText(said, text);
    for (const one of [words, ...Object.values(parts).map((part) => part.input)]) { one.removeAttribute("aria-invalid"); one.removeAttribute("aria-describedby"); }
    if (!text) return;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", saidId);
    input.focus();
  }
  function wrong() {
    if (!words.value.trim()) return ["Write what you would like to ask.", words];
    for (const name of needs()) if (parts[name].check()) return [parts[name].check(), parts[name].input];
    if (kind.value === "scale" && parts.options.read().length % 2 === 0) return ["A scale needs a middle: write an odd number of answers.", parts.options.input];
    const [low, high] = [parts.lowest.read(), parts.highest.read()];
    return kind.value === "number" && low !== null && high !== null && low > high ? ["The least is more than the most.", parts.lowest.input] : null;
  }
  function take() {
    if (firstHeld(node)) return;
    const found = wrong();
    complain(...(found ?? [""]));
    if (found) return;
    const filled = needs().map((name) => [PARTS[name].as ?? name, parts[name].read()]).filter(([, value]) => value !== null);
    add(app, { type: kind.value, asked: words.value.trim(), ...Object.fromEntries(filled), ...(told.checked ? { readers: "coordinator" } : {}) });
    for (const part of [...Object.values(parts)]) part.put();
    words.value = "";
    used();
    fit();
    words.focus();
  }
  const node = h("div", { class: "mwe-add" }, h("h4", {}, "Ask something of your own"), h("div", {}, h("label", { class: "mw-label", for: wordsId }, "What both are asked"), words), h("div", {}, h("label", { class: "mw-label", for: kindId }, "How it is answered"), kind),
    ...Object.values(parts).map((part) => part.node), h("label", { class: "mw-check" }, told, h("span", {}, "Coordinators may read the answers")), said, h("p", {}, h("button", { type: "button", class: "mw-btn mw-main", onclick: take }, "Add this question")));
  const used = app.kept.tie("a question of our own", node);
  fit();
  return node;
}
