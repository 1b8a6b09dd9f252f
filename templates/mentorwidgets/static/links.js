// People and links: each form works by itself; this makes them answer without leaving the page. A key is shown once, in a
// dialog, and gone when that is closed.
import { COPY_BY_HAND, copyFrom, timeLimit } from "../../../mentorwidgets/static/_engine.js";

const page = document.getElementById("mw-links");
const LOST = "We could not reach the server. Please look at your connection and try again.";
const part = (name) => page.querySelector(`[data-${name}]`);

function say(name, words) {
  const other = name === "told" ? "problem" : "told";
  part(other).hidden = true;
  part(other).textContent = "";
  part(name).hidden = false;
  part(name).textContent = words;
}

function make(tag, props, ...kids) {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...kids);
  return node;
}

const copy = async (input, button) => { button.textContent = await copyFrom(input) ? "Copied" : COPY_BY_HAND; };

// A dialog that is named by its heading; `done` is told once it is closed, with what closed it.
function open(title, kids, done) {
  const box = make("dialog", { className: "mw-dialog" }, make("div", { className: "mw-link" }, title, ...kids));
  box.setAttribute("aria-labelledby", title.id);
  box.addEventListener("close", () => { box.remove(); done(box.returnValue); });
  document.body.append(box);
  box.showModal();
  return box;
}

// Ask before something is done that ends somebody's work: true for yes; Escape is no, and no has the focus.
const isSure = ({ title, words, yes }) => new Promise((resolve) => {
  const button = (value, text, more = "") => make("button", { className: `mw-btn ${more}`, value, textContent: text });
  const no = button("", "Leave it as it is");
  const form = make("form", { method: "dialog", className: "mw-do" }, button("yes", yes, "mw-main"), no);
  open(make("h2", { id: "mw-ask-title", className: "mw-sub", textContent: title }), [make("p", { textContent: words }), form], (value) => resolve(value === "yes"));
  no.focus();
});

function show(link, back, onclose) {
  const title = make("h2", { id: "mw-link-title", className: "mw-sub", textContent: `Link of ${link.name}` });
  const input = make("input", { id: "mw-link-address", className: "mw-input", readOnly: true, value: link.address });
  const button = make("button", { className: "mw-btn mw-main", type: "button", textContent: "Copy" });
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(input, button));
  const close = make("button", { className: "mw-btn", type: "button", textContent: "Close" });
  const label = make("label", { className: "mw-label", htmlFor: input.id, textContent: "Personal address" });
  const picture = make("img", { src: link.picture, alt: "The link as a picture for a phone's camera" });
  const words = make("p", { textContent: `It is shown only now, so copy it before you close this. It holds until ${link.until}. Whoever has it comes in as ${link.name} (${link.role}), so send it to nobody else.` });
  const row = make("div", { className: "mw-link-row" }, make("span", {}, label, input), button);
  const box = open(title, [row, words, picture, make("p", {}, close)], onclose ?? (() => back()?.focus()));
  close.addEventListener("click", () => box.close());
  input.focus();
  input.select();
}

function patch(tr, row) {
  if (row === null) tr?.remove(); // a room that was closed
  if (!tr || !row) return;
  tr.dataset.link = row.link;
  tr.querySelector("[name=link]").value = row.link;
  const state = tr.querySelector("[data-state]");
  state.textContent = row.state;
  state.className = `mw-tag ${row.tone}`;
  tr.querySelector("[data-detail]").textContent = row.detail;
  for (const button of tr.querySelectorAll("button")) if (button.value !== "word") button.hidden = (button.value === "make") === row.open;
}

async function send(form, deed, sure = "") {
  const body = new URLSearchParams(new FormData(form));
  body.set("do", deed);
  body.set("sure", sure);
  const days = document.getElementById("days");
  if (deed !== "invite" && days?.value) body.set("days", days.value);
  try {
    const response = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" }, signal: timeLimit(15_000) });
    if (response.ok && response.headers.get("Content-Type").startsWith("text/csv")) return { list: await response.blob(), made: response.headers.get("X-Mentorwidgets-Made") };
    const answer = await response.json();
    return response.ok ? answer : { problem: [answer.error, answer.mend].filter(Boolean).join(" ") || LOST };
  } catch { return { problem: LOST }; }
}

// The list of new links is here only now: it is given at once, and again while the dialog is open.
function giveList(list, made) {
  const title = make("h2", { id: "mw-list-title", className: "mw-sub", textContent: made === "1" ? "1 link was made" : `${made} links were made` });
  const href = URL.createObjectURL(list), program = location.pathname.split("/").at(-2);
  const again = make("a", { className: "mw-btn mw-main", href, download: `${program}-links.csv`, textContent: "Download the list again" });
  const close = make("button", { className: "mw-btn", type: "button", textContent: "Close" });
  const words = make("p", { textContent: "The list is in your downloads. It is made only now: look that you have it before you close this. Whoever reads it can come in as any of these people, so delete it when the links are sent." });
  const box = open(title, [words, make("p", { className: "mw-do" }, again, close)], () => { URL.revokeObjectURL(href); location.reload(); });
  close.addEventListener("click", () => box.close());
  again.focus();
  again.click();
}

async function submit(event) {
  const { target: form, submitter } = event;
  const deed = submitter?.value;
  if (!deed) return;
  event.preventDefault();
  const tr = form.closest("tr");
  const places = [submitter, ...(tr?.querySelectorAll("button") ?? []), ...form.closest("section").querySelectorAll("button, input")];
  const back = () => places.find((node) => node.getClientRects().length); // what was pressed may be gone, and its row, too
  let answer = await send(form, deed);
  const isAgreed = answer.ask && await isSure(answer.ask);
  if (answer.ask) answer = isAgreed ? await send(form, deed, "yes") : {};
  if (answer.list) return giveList(answer.list, answer.made);
  patch(tr, answer.row);
  if (answer.problem) say("problem", answer.problem);
  if (answer.told) say("told", answer.told);
  const reload = answer.reload && !answer.told && (() => location.reload());
  if (answer.reload && answer.told) { submitter.remove(); tr.querySelector("[data-own-word]")?.remove(); }
  if (answer.link) show(answer.link, back, reload);
  else if (reload) reload();
  else back()?.focus();
}

function find(event) {
  const wanted = event.target.value.trim().toLowerCase();
  const rows = [...event.target.closest("section").querySelectorAll("tbody tr")];
  for (const row of rows) row.hidden = !row.dataset.name.toLowerCase().includes(wanted);
  part("none").hidden = rows.some((row) => !row.hidden);
}

page.addEventListener("submit", submit);
const field = part("find");
if (field) {
  field.hidden = false;
  field.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", find);
}
