// The cells of the table: a text that saves itself, what stands in its way, and the plan of an activity.
import { h, setText, uid } from "./_dom.js";
import { isHeld } from "./_limits.js";
import { dayFrom } from "./_numbers.js";
import { tieText } from "./_typed.js";
import { OVER, STATUSES } from "./_challenges_rows.js";

const WAIT = 800; // milliseconds of quiet before a name is saved
const GROWS = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");

/** A button of the table; `about` names its object for those who hear it out of context. */
export const tool = (label, onclick, props = {}) => h("button", { type: "button", class: "mw-btn mw-plain mwh-tool", onclick, ...props }, label);

/** Show words in `node`, or hide it when there are none. */
export function showText(node, text) {
  setText(node, text);
  node.hidden = !text;
}

/**
 * A text area tied to a field. `before(options)` is called at the first letter of a draft, to save what it hangs on.
 * Gives {area, node, show(label)}.
 */
export function textCell(app, nameOf, { before, placeholder = "" }) {
  const area = h("textarea", { class: "mwh-text", rows: "1", maxlength: "20000", placeholder, spellcheck: "true" });
  area.addEventListener("input", () => { if (app.sheet.get(nameOf()) === undefined) before(); });
  const tie = tieText(app.sheet, area, nameOf, { empty: "", redraw: app.redraw });
  const grow = () => { if (!GROWS) { area.style.height = "auto"; area.style.height = `${area.scrollHeight + 3}px`; } };
  area.addEventListener("input", grow);
  const trouble = troubleBox(app, nameOf);
  return {
    area, trouble: trouble.node,
    show(label) {
      if (area.getAttribute("aria-label") !== label) area.setAttribute("aria-label", label);
      area.readOnly = app.isOff();
      tie();
      grow();
      trouble.show();
      area.toggleAttribute("aria-invalid", !trouble.node.hidden || isHeld(area));
    },
  };
}

/** What stands in the way of one field, in its own cell: both texts, and a button for each. */
function troubleBox(app, nameOf) {
  const node = h("div", { class: "mwh-trouble", hidden: true });
  let shown = "";
  const settle = (whose) => () => { app.sheet.resolve(nameOf(), whose); app.flush(); (node.parentElement?.querySelector("textarea, button") ?? app.root).focus(); };
  const choice = (words, whose) => h("button", { type: "button", class: "mw-btn", onclick: settle(whose) }, words);
  const told = (value) => (typeof value === "string" ? value || "(nothing)" : value ? planWords(app, value) : "(taken away)");
  const both = (trouble) => [
    h("p", {}, h("strong", {}, `${trouble.by} changed this too.`), " Both texts are kept."),
    h("p", { class: "mwh-theirs" }, h("span", { class: "mw-label" }, `From ${trouble.by}`), told(trouble.theirs)),
    h("p", { class: "mwh-theirs" }, h("span", { class: "mw-label" }, "Yours"), told(trouble.mine)),
    h("p", { class: "mwh-row" }, choice(`Keep the text from ${trouble.by}`, "theirs"), choice("Use mine", "mine"))];
  const refused = (trouble) => [h("p", {}, h("strong", {}, trouble.why), ` ${trouble.mend}`), choice("All right", "theirs")];
  const show = () => {
    const trouble = app.sheet.trouble(nameOf());
    const now = trouble ? JSON.stringify([trouble.kind, trouble.theirs, trouble.mine, trouble.why]) : "";
    if (now === shown) return;
    shown = now;
    node.hidden = !trouble;
    node.replaceChildren(...(trouble ? (trouble.kind === "conflict" ? both : refused)(trouble) : []));
  };
  return { node, show };
}

const dayOf = (due) => { const [year, month, day] = due.split("-").map(Number); return new Date(year, month - 1, day).toLocaleDateString([], { day: "numeric", month: "short", year: "numeric" }); };

/** A plan in words; "" when there is none. */
export function planWords(app, plan) {
  const status = plan.status && plan.status !== "open" ? STATUSES.find(([name]) => name === plan.status)?.[1].toLowerCase() : "";
  return [plan.owner && app.ownerName(plan.owner), plan.due && `by ${dayOf(plan.due)}`, status].filter(Boolean).join(", ");
}

/** Who does an activity, until when, and how it stands: one quiet line that opens. */
export function planCell(app, nameOf) {
  const text = h("span", { class: "mwh-plan-words" });
  const late = h("span", { class: "mw-tag mw-bad", hidden: true }, "Overdue");
  const open = h("button", { type: "button", class: "mw-btn mw-plain mwh-tool mwh-plan-open", "aria-expanded": "false", onclick: () => toggle() }, text);
  const done = h("input", { type: "checkbox", onchange: () => save({ status: done.checked ? "done" : "open" }, done.checked ? "An activity is done" : "An activity is open again") });
  const doneBox = h("label", { class: "mwh-done" }, done, h("span", {}, "Done"));
  const trouble = troubleBox(app, nameOf);
  const box = h("div", { class: "mwh-plan-box", hidden: true });
  let about = "", form = null;
  const save = (change, say = "", wait = 0) => {
    const plan = { ...app.sheet.get(nameOf()), ...change };
    app.sheet.all([[nameOf(), Object.fromEntries(Object.entries(plan).filter(([name, value]) => value && !(name === "status" && value === "open")))]], { say, wait });
  };
  function toggle() {
    form ??= planForm(app, save, about);
    if (!form.node.isConnected) box.append(form.node);
    box.hidden = !box.hidden;
    open.setAttribute("aria-expanded", String(!box.hidden));
    form.show(app.sheet.get(nameOf()) ?? {});
    if (!box.hidden) form.first.focus();
  }
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); toggle(); open.focus(); } });
  const line = h("div", { class: "mwh-plan" }, doneBox, late, open);
  return {
    line, box, trouble: trouble.node,
    show(label, isReal) {
      about = label;
      const plan = app.sheet.get(nameOf()) ?? {};
      line.hidden = !isReal;
      setText(text, planWords(app, plan) || "Who, by when?");
      open.setAttribute("aria-label", `${text.textContent} ${about}`);
      done.setAttribute("aria-label", `Done: ${about}`);
      done.checked = plan.status === "done";
      done.disabled = open.disabled = app.isOff();
      late.hidden = !(plan.due && app.today && plan.due < app.today && !OVER.includes(plan.status));
      form?.show(plan);
      trouble.show();
    },
  };
}

function planForm(app, save, about) {
  const page = () => node.getRootNode().activeElement;
  const labelled = (words, input) => h("div", {}, h("label", { class: "mw-label", for: input.id }, words), input);
  const owner = h("input", { id: uid("mwh"), class: "mw-input", maxlength: "200", autocomplete: "off", oninput: () => save({ owner: app.ownerId(owner.value.trim()) }, "", WAIT) });
  owner.setAttribute("list", app.namesId);
  const due = h("input", { id: uid("mwh"), class: "mw-input", type: "date", min: "2000-01-01", max: "2199-12-31", onchange: takeDay, onblur: takeDay });
  const wrong = h("p", { class: "mw-error", role: "alert" });
  const status = h("select", { id: uid("mwh"), class: "mw-input", onchange: () => save({ status: status.value }) }, ...STATUSES.map(([value, words]) => h("option", { value }, words)));
  const node = h("fieldset", { class: "mwh-plan-form" }, h("legend", { class: "mw-sr" }, `Plan ${about}`), labelled("Who does it", owner), labelled("Until", due), labelled("How it stands", status), wrong);
  let held = "";
  function takeDay({ type }) { // what is half typed stays in the field, and what was there before stays saved
    const { value, wrong: words = "", isEarly } = dayFrom(due), isNew = !words && (type === "change" || !!held);
    held = words;
    setText(wrong, isEarly && type !== "blur" ? "" : words);
    due.toggleAttribute("aria-invalid", !!words);
    if (isNew) save({ due: value });
  }
  const bring = (input, value) => { if (page() !== input && !isHeld(input) && !(input === due && held) && input.value !== value) input.value = value; };
  return { node, first: owner, show(plan) { bring(owner, plan.owner ? app.ownerName(plan.owner) : ""); bring(due, plan.due ?? ""); bring(status, plan.status ?? "open"); for (const input of [owner, due, status]) input.disabled = app.isOff(); } };
}
