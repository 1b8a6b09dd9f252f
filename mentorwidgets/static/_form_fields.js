// One control for each simple type of answer. Each gives {node, group, show(answer), focus()} and tells `env.change(answer, options)`.
import { h, uid } from "./_dom.js";
import { dayFrom, numberInput, timeFrom } from "./_numbers.js";
import { FORM_DAYS, YES_NO } from "./_form_words.js";

const LONGEST_TEXT = 20_000;
/** How long words rest before they are saved. */
export const TYPING = 800; // milliseconds of quiet before words are saved
const growsByItself = () => CSS.supports("field-sizing", "content");

/** A control that is described by the help and the trouble of its question. */
const described = (env, more = {}) => ({ "aria-describedby": env.describedBy, ...more });

/** Words that grow with what is typed. */
export function growing(props) {
  const area = h("textarea", { class: "mw-input mwf-area", rows: "3", maxlength: String(LONGEST_TEXT), ...props });
  const grow = () => { if (!growsByItself()) { area.style.blockSize = "auto"; area.style.blockSize = `${area.scrollHeight + 4}px`; } };
  area.addEventListener("input", grow);
  return { area, grow };
}

function paragraphField(_question, env) {
  const { area, grow } = growing(described(env, { id: env.id, oninput: () => env.change(area.value || null, { wait: TYPING }) }));
  return { node: area, focus: () => area.focus(), show(answer) { area.value = typeof answer === "string" ? answer : ""; grow(); } };
}

function textField(_question, env) {
  const input = h("input", described(env, { id: env.id, class: "mw-input", type: "text", maxlength: String(LONGEST_TEXT), autocomplete: "off", oninput: () => env.change(input.value || null, { wait: TYPING }) }));
  return { node: input, focus: () => input.focus(), show(answer) { input.value = typeof answer === "string" ? answer : ""; } };
}

function numberField(question, env) {
  const unitId = uid("unit");
  const input = numberInput({ least: question.lowest, most: question.highest, id: env.id, class: "mw-input mwf-number", "aria-describedby": `${env.describedBy} ${unitId}`, oninput: tell, onblur: tell });
  function tell({ type }) {
    const { value, wrong, isEarly } = input.read();
    if (wrong) env.refuse(wrong, input, !isEarly || type === "blur");
    else if (type !== "blur" || env.isWrong()) { env.complain("", input); env.change(value, { wait: TYPING }); }
  }
  return { node: h("div", { class: "mwf-unit" }, input, h("span", { id: unitId }, question.unit ?? "")), focus: () => input.focus(), show(answer) { input.value = typeof answer === "number" ? String(answer) : ""; } };
}

function dateField(_question, env) {
  const hintId = uid("hint");
  const input = h("input", { id: env.id, class: "mw-input mwf-date", type: "date", "aria-describedby": `${env.describedBy} ${hintId}`, onchange: tell, onblur: tell });
  function tell({ type }) {
    const { value, wrong, isEarly } = dayFrom(input);
    if (wrong) env.refuse(wrong, input, !isEarly || type === "blur");
    else if (type !== "blur" || env.isWrong()) { env.complain("", input); env.change(value || null); }
  }
  return { node: h("div", {}, input, h("p", { class: "mw-hint", id: hintId }, "Type day, month and year, or open the calendar.")), focus: () => input.focus(), show(answer) { input.value = typeof answer === "string" ? answer : ""; } };
}

function hoursField(_question, env) {
  const days = FORM_DAYS.map((day) => h("input", { type: "checkbox", value: day, onchange: tell }));
  const time = (words) => { const id = uid("time"), input = h("input", { id, class: "mw-input mwf-time", type: "time", "aria-describedby": env.describedBy, onchange: tell, onblur: tell }); return { input, node: h("div", {}, h("label", { class: "mw-label", for: id }, words), input) }; };
  const [from, to] = [time("From"), time("Until")];
  function tell({ type }) {
    const half = [from, to].find(({ input }) => timeFrom(input).wrong);
    const answer = { days: days.filter((box) => box.checked).map((box) => box.value), from: from.input.value, to: to.input.value };
    const isTurned = answer.from && answer.to && answer.to <= answer.from;
    if (type === "blur" && !half && !env.isWrong()) return;
    env.complain("", to.input);
    if (half) env.refuse(timeFrom(half.input).wrong, half.input);
    else if (isTurned) env.refuse("The end should be after the beginning.", to.input);
    else env.change(answer.days.length || answer.from || answer.to ? answer : null);
  }
  return {
    group: true, focus: () => days[0].focus(),
    node: h("div", { class: "mwf-hours" }, h("div", { class: "mwf-days" }, ...days.map((box) => h("label", { class: "mwf-day" }, box, h("span", {}, box.value)))), h("div", { class: "mwf-times" }, from.node, to.node)),
    show(answer) {
      for (const box of days) box.checked = (answer?.days ?? []).includes(box.value);
      [from.input.value, to.input.value] = [answer?.from ?? "", answer?.to ?? ""];
    },
  };
}

/** One of several: native radios, words of one's own when the question takes them, and a way to take the answer away. */
function oneOfField(options, look) {
  return (question, env) => {
    const name = uid("one");
    const own = ownWordsRow(question, env, () => { other.checked = true; tell(); });
    const radio = (value) => h("input", { type: "radio", name, value, onchange: tell });
    const all = (options ?? question.options).map(radio);
    const other = own && radio("");
    const clear = h("button", { type: "button", class: "mw-btn mw-plain mwf-clear", hidden: true, onclick: () => { pick(null); all[0].focus(); env.complain("", all[0]); env.change(null); } }, "Take my answer away");
    function tell() {
      const chosen = [...all, other].find((input) => input?.checked);
      const answer = chosen && (chosen === other ? own.input.value.trim() : chosen.value);
      clear.hidden = !chosen;
      if (chosen && chosen === other && !answer) { env.refuse("Write your own words here, or choose another answer.", own.input, false); own.input.focus(); return; }
      env.complain("", own?.input ?? all[0]);
      env.change(answer || null, { wait: chosen === other ? TYPING : 0 });
    }
    function pick(answer) {
      const known = all.find((input) => input.value === answer);
      for (const input of all) input.checked = input === known;
      if (other) { other.checked = !known && !!answer; own.input.value = other.checked ? answer : own.input.value; }
      clear.hidden = !answer;
    }
    return { group: true, focus: () => (all.find((input) => input.checked) ?? all[0]).focus(), show: pick,
      node: h("div", {}, h("div", { class: `mwf-choices ${look}` }, ...all.map((input) => choiceRow(input)), other && own.row(other)), clear) };
  };
}

const choiceRow = (input, words = input.value) => h("label", { class: "mw-check mwf-option" }, input, h("span", {}, words.charAt(0).toUpperCase() + words.slice(1)));

function ownWordsRow(question, env, typed) {
  if (!question.other) return null;
  const id = uid("own");
  const input = h("input", { id, class: "mw-input", type: "text", maxlength: "500", "aria-label": "In your own words", oninput: typed });
  return { input, row: (box) => h("div", { class: "mwf-own" }, h("label", { class: "mw-check mwf-option" }, box, h("span", {}, "Something else")), input) };
}

function severalOfField(question, env) {
  const boxes = question.options.map((value) => h("input", { type: "checkbox", value, onchange: tell }));
  const own = ownWordsRow(question, env, () => { if (other) other.checked = !!own.input.value.trim(); tell(TYPING); });
  const other = own && h("input", { type: "checkbox", onchange: () => { if (other.checked && !own.input.value.trim()) { own.input.focus(); return; } tell(); } });
  const most = question.up_to || Infinity;
  const count = h("p", { class: "mw-hint" });
  const chosen = () => [...boxes.filter((box) => box.checked).map((box) => box.value), ...(other?.checked && own.input.value.trim() ? [own.input.value.trim()] : [])];
  function limit() {
    const full = chosen().length >= most;
    for (const box of [...boxes, other]) if (box) box.disabled = env.off() || (full && !box.checked);
    if (question.up_to) count.textContent = `Choose up to ${most}. ${chosen().length} chosen.${full ? " Take one out to choose another." : ""}`;
  }
  function tell(wait) {
    limit();
    env.change(chosen().length ? chosen() : null, { wait: typeof wait === "number" ? wait : 0 });
  }
  limit();
  return {
    group: true, focus: () => boxes[0].focus(),
    node: h("div", {}, question.up_to ? count : null, h("div", { class: "mwf-choices" }, ...boxes.map((box) => choiceRow(box)), other && own.row(other))),
    show(answer) {
      const list = Array.isArray(answer) ? answer : [];
      for (const box of boxes) box.checked = list.includes(box.value);
      const strange = list.find((value) => !question.options.includes(value));
      if (other) { other.checked = strange !== undefined; own.input.value = strange ?? ""; }
      limit();
    },
  };
}

function consentField(question, env) {
  const box = h("input", { type: "checkbox", id: env.id, "aria-describedby": env.describedBy, onchange: () => env.change(box.checked || null) });
  return { group: true, focus: () => box.focus(), show(answer) { box.checked = answer === true; },
    node: h("div", { class: "mwf-consent" }, h("p", { class: "mwf-statement" }, question.blanks), h("label", { class: "mw-check" }, box, h("span", {}, "Yes, I see it so."))) };
}

function sentenceField(question, env) {
  const pieces = question.blanks.split("___");
  const inputs = pieces.slice(1).map((after, i) => h("input", { class: "mw-input mwf-blank", type: "text", maxlength: "300", "aria-label": `Blank ${i + 1} of ${pieces.length - 1}, after “${pieces[i].trim()}”${after.trim() ? ` and before “${after.trim()}”` : ""}`, oninput: tell }));
  function tell() {
    const said = inputs.map((input) => input.value);
    env.change(said.some((word) => word.trim()) ? said : null, { wait: TYPING });
  }
  return { group: true, focus: () => inputs[0].focus(), show(answer) { inputs.forEach((input, i) => { input.value = answer?.[i] ?? ""; }); },
    node: h("p", { class: "mwf-sentence" }, ...pieces.flatMap((piece, i) => [h("span", {}, piece), inputs[i]])) };
}

/** Type of answer -> what makes its control. */
export const FIELDS = {
  text: textField, paragraph: paragraphField, number: numberField, date: dateField, hours: hoursField, consent: consentField, sentence: sentenceField,
  "one-of": oneOfField(null, ""), scale: oneOfField(null, "mwf-scale"), "yes-no": oneOfField(YES_NO, "mwf-short"), "several-of": severalOfField,
};
