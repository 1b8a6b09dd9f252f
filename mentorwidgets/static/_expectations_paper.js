// Paper: a blank or filled print with signature lines, and the part of a page from which everything leaves it.
import { h, uid } from "./_dom.js";
import { wear } from "./_engine.js";
import { bring, DOCUMENTS, download } from "./_expectations_files.js";
import { wordsOf, isBlank } from "./_form_words.js";
import { stepsOf } from "./_form.js";
import { FORM_DAYS, YES_NO } from "./_form_words.js";
import { PAIR_SIDES } from "./_expectations_place.js";

const LETTER = ["US", "CA", "MX", "PH", "CL", "CO", "VE", "CR", "GT", "PR"]; // where paper is 8.5 by 11 inches
const regionOf = () => { try { return new Intl.Locale(navigator.language).maximize().region ?? ""; } catch { return ""; } };

/** The size of paper where this browser is at home. */
export const paperSize = () => (LETTER.includes(regionOf()) ? "letter" : "A4");

/** The part of a pair's page that leaves it: print, files, and back. */
export function makePapers(app, place) {
  const fileId = uid("file");
  const file = h("input", { id: fileId, type: "file", class: "mw-input", accept: ".json,.md,.docx", onchange: () => { const [one] = file.files; file.value = ""; if (one) bring(app, place, one, said); } });
  const said = h("p", { class: "mw-error", role: "status" });
  const save = (kind) => h("button", { type: "button", class: "mw-btn", onclick: () => download(app, place, kind, said) }, DOCUMENTS[kind][0]);
  const node = h("details", { class: "mwe-papers" }, h("summary", {}, "Print, download, bring back"), h("div", { class: "mwe-papers-body" },
    printPart(app, { filled: (how) => app.print({ place, ...how }), blank: (how) => app.print({ ...how }) }),
    h("div", {}, h("h3", {}, "Download what you see"), h("p", { class: "mwe-row" }, save("docx"), save("markdown"), save("json"))),
    h("div", {}, h("h3", {}, "Bring a file back"), h("label", { class: "mw-label", for: fileId }, "A file that was downloaded here"), file, h("p", { class: "mw-hint" }, "You may change the text of a Word or Markdown file first. You see what it would change here, and choose what to take."), said)));
  return { node, bring(one) { if (app.isOff()) return; node.open = true; bring(app, place, one, said); }, draw() { file.disabled = app.isOff(); } };
}

/** Buttons for paper: `deeds.filled` may be missing. */
export function printPart(app, deeds) {
  const large = h("input", { type: "checkbox" });
  const paper = h("select", { class: "mw-input", "aria-label": "Paper" }, ...["A4", "letter"].map((size) => h("option", { value: size, selected: size === paperSize() }, size === "A4" ? "A4 paper" : "Letter paper")));
  const how = () => ({ large: large.checked, size: paper.value });
  const button = (words, deed) => deed && h("button", { type: "button", class: "mw-btn", onclick: () => deed(how()) }, words);
  return h("div", {}, h("h3", {}, "Print"), h("p", { class: "mwe-row" }, button("Print with your answers", deeds.filled), button("Print a blank form", deeds.blank)), h("div", { class: "mwe-row" }, h("label", { class: "mw-check" }, large, h("span", {}, "Large print")), paper));
}

// ---- the sheet of paper

const line = (n = 1) => Array.from({ length: n }, () => h("div", { class: "mwe-rule" }));
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
const boxed = (words) => h("span", { class: "mwe-tick" }, h("span", { class: "mwe-box" }), words);
const BLANKS = {
  "one-of": ticks, scale: ticks, "several-of": ticks, "yes-no": ticks,
  ranking: (question) => question.options.map((option) => h("p", { class: "mwe-tick" }, h("span", { class: "mwe-place" }), option)),
  "rank-grid": (question) => [h("table", {}, h("thead", {}, h("tr", {}, h("td", {}), ...question.options.map((option) => h("th", { scope: "col" }, option)))), h("tbody", {}, ...question.rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row), ...question.options.map(() => h("td", {}, h("span", { class: "mwe-box" })))))))],
  number: (question) => [h("p", {}, "________ ", question.unit ?? "")],
  date: () => [h("p", {}, "____ / ____ / ________")],
  hours: () => [h("p", {}, ...FORM_DAYS.map((day) => boxed(day))), h("p", {}, "From ______ until ______")],
  consent: (question) => [h("p", {}, question.blanks), h("p", {}, boxed("Yes, I see it so."))],
  sentence: (question) => [h("p", { class: "mwe-sentence" }, question.blanks.replaceAll("___", "______________"))],
  list: () => line(3), paragraph: () => line(4), text: () => line(1),
  rows: (question) => [h("table", { class: "mwe-ruled" }, h("thead", {}, h("tr", {}, ...question.columns.map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, ...[1, 2, 3].map(() => h("tr", {}, ...question.columns.map(() => h("td", {}))))))],
};

function ticks(question) {
  const options = question.type === "yes-no" ? YES_NO.map(capital) : question.options;
  return [h("p", {}, ...options.map((option) => boxed(option)), question.other ? boxed("Something else: ______________") : null)];
}

/** Blank or filled, as a plain document: for the printer, in black and white. */
export function paperOf(app, place) {
  const names = place ? PAIR_SIDES.map((of) => place.name(of)) : null;
  const question = (one) => h("div", { class: "mwe-ask" }, h("h3", {}, wordingOf(one, place)), ...(place ? filledLines(one, place) : blankLines(one, app)));
  return [h("h1", {}, "What we expect of each other"), h("p", {}, [names?.join(" and "), place?.pair.purpose, app.program.name].filter(Boolean).join(" · ")), h("p", { class: "mwe-quiet" }, "This is a plan, not a contract. You can change it together at any time."), place ? null : h("p", {}, "Name ______________________________   Date ____________________"),
    ...stepsOf(app.questions()).flatMap((step) => [h("h2", {}, step.name), ...step.questions.map(question)]),
    h("div", { class: "mwe-ask" }, h("h2", {}, "Our names"), ...PAIR_SIDES.map((of) => signature(app, place, of)))].filter(Boolean);
}

const wordingOf = (question, place) => (place && !place.bothReady() ? question[place.side] : question.mentor === question.mentee ? question.mentor : `${question.mentee} / ${question.mentor}`);

function blankLines(question, app) {
  const before = app.questions().find((one) => one.id === question.when?.question);
  const branch = before ? `Only if you answered “${before.mentee}” with: ${question.when.answers.join(", ")}.` : "";
  return [...[branch, question.help].filter(Boolean).map((words) => h("p", { class: "mwe-quiet" }, words)), question.start ? h("p", {}, question.start) : null, ...BLANKS[question.type](question)];
}

function filledLines(question, place) {
  const sides = PAIR_SIDES.filter((of) => of === place.side || place.bothReady());
  const said = (label, words) => h("div", { class: "mwe-printed" }, h("p", { class: "mwe-who" }, label), words ? h("p", {}, words) : h("div", {}, ...line()));
  const agreed = place.agreed(question) ?? place.start(question);
  return [question.blanks ? h("p", { class: "mwe-quiet" }, question.blanks) : null, ...sides.map((of) => said(place.name(of), wordsOf(place.answer(of, question)))), said("We agreed", isBlank(agreed) ? "" : wordsOf(agreed))];
}

function signature(app, place, of) {
  const yes = place?.yes(of);
  const who = place ? place.name(of) : capital(app.program.words[of]);
  return h("div", { class: "mwe-signature" }, h("p", { class: "mwe-who" }, who), yes ? h("p", {}, `${yes.name}, ${yes.date}`) : null, h("div", { class: "mwe-lines" }, h("div", {}, ...line(), h("p", { class: "mwe-quiet" }, "Name")), h("div", {}, ...line(), h("p", { class: "mwe-quiet" }, "Date"))));
}

/** Print as the browser does: this page turns into the sheet of paper while it prints, and back. */
export function openPrinter(app) {
  const paper = h("div", { class: "mwe-paper" });
  const view = app.root.ownerDocument.defaultView;
  let asked = null, size = null;
  const before = () => {
    const { place, large = false, size: wanted = paperSize() } = asked ?? { place: app.place() }; // a blank form has no pair
    size = wear(view.document, `@page { size: ${wanted}; margin: 18mm 16mm; }`);
    paper.classList.toggle("mwe-large", large);
    paper.replaceChildren(...paperOf(app, place));
    app.root.classList.add("mwe-printing");
  };
  const after = () => {
    size?.remove();
    app.root.classList.remove("mwe-printing");
    paper.replaceChildren();
    asked = null;
  };
  view.addEventListener("beforeprint", before);
  view.addEventListener("afterprint", after);
  return { node: paper, print(how) { asked = how; view.print(); }, set: (how) => { asked = how; }, close() { view.removeEventListener("beforeprint", before); view.removeEventListener("afterprint", after); } };
}
