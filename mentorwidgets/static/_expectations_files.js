// Files of a pair: downloads of what one sees, and bringing one back, answer by answer, also when it was changed by hand.
import { h, openDialog, setText } from "./_dom.js";
import { base64Of, bytesFrom, giveFile } from "./_files.js";
import { parts } from "./_saver.js";
import { sameGiven, wordsOf } from "./_form_words.js";

/** Kind of document -> its name, its ending and its media type. */
export const DOCUMENTS = { markdown: ["Markdown", "md", "text/markdown"], docx: ["Word (DOCX)", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"], json: ["JSON", "json", "application/json"] };

const idsOf = ({ pair }) => [pair.mentee, pair.mentor, pair.purpose];
const many = (count, word) => (count === 1 ? `1 ${word}` : `${count} ${word}s`);

/** What this page shows of the pair; nothing else leaves it. */
const fieldsOf = (app, place) => {
  const mine = ([, ...names]) => names.slice(0, 3).join("\n") === idsOf(place).join("\n");
  return Object.fromEntries(app.sheet.keys().filter((name) => name === "form" || mine(parts(name))).map((name) => [name, app.sheet.get(name)]));
};

export async function download(app, place, kind, said) {
  const [, ending, mime] = DOCUMENTS[kind];
  setText(said, "Making the file…");
  try {
    const { data } = await app.way.ask({ ask: "document", as: kind, pair: idsOf(place), fields: fieldsOf(app, place) });
    giveFile(app.root, `expectations-${app.program.slug}.${ending}`, mime, bytesFrom(data));
    setText(said, "");
    app.say("Your browser has the file. Look among its downloads.");
  } catch (error) { setText(said, error.message); }
}

/** Read the chosen file, and show what it would change. */
export async function bring(app, place, one, said) {
  setText(said, "Reading…");
  try {
    const data = await base64Of(one);
    const brought = await app.way.ask({ ask: "read", name: one.name, data, pair: idsOf(place), fields: fieldsOf(app, place) });
    setText(said, "");
    preview(app, place, changesOf(app, place, brought), leftOut(app, place, brought));
  } catch (error) { setText(said, error.message); }
}

const isOfSide = (name, side) => ["answer", "told"].includes(parts(name)[0]) && parts(name)[4] === side;
const isAgreed = (name) => parts(name)[0] === "agreed";

/** What a file would change here: one's own answers, and when both are ready what was agreed. */
function changesOf(app, place, { fields, edited }) {
  const known = new Map(app.questions().map((question) => [question.id, question]));
  const own = (name) => isOfSide(name, place.side) || (isAgreed(name) && place.bothReady());
  return Object.entries(fields).filter(([name, value]) => own(name) && !sameGiven(value, app.sheet.get(name)) && known.has(parts(name).at(-1)))
    // Where somebody changed the file by hand, the rest of it is merely older than this page.
    .map(([name, value]) => ({ name, value, now: app.sheet.get(name), question: known.get(parts(name).at(-1)), what: isAgreed(name) ? "We agreed" : "Your answer", isWanted: !edited.length || edited.includes(name) }));
}

/** What stays in the file, and why. */
function leftOut(app, place, { fields, edited, left, bare }) {
  // Without the data inside nobody can tell who is newer: then nothing is said of the other's answers, which stay anyway.
  const theirs = bare ? 0 : edited.filter((name) => isOfSide(name, place.other)).length;
  const early = !place.bothReady() && edited.some(isAgreed);
  const kept = Object.keys(fields).some((name) => ["yes", "past"].includes(parts(name)[0]) && !app.sheet.get(name));
  const lost = bare && edited.some((name) => isOfSide(name, place.other)) ? `Answers of ${place.name(place.other)}: they stay as they are here.` : "";
  return [...left, lost, theirs ? `${many(theirs, "answer")} of ${place.name(place.other)}: only they can change that.` : "", early ? "What you agreed: that can be written down when you are both ready." : "", kept ? "Names and earlier agreements. Say yes again on this page." : ""].filter(Boolean);
}

function preview(app, place, changes, left) {
  const boxes = new Map(changes.map((change) => [change, h("input", { type: "checkbox", checked: change.isWanted, onchange: count })]));
  const take = h("button", { type: "button", class: "mw-btn mw-main", onclick: () => { const list = chosen(); app.sheet.all(list.map(({ name, value }) => [name, value]), { say: `${many(list.length, "answer")} brought back` }); dialog.close(); } });
  const chosen = () => changes.filter((change) => boxes.get(change).checked);
  function count() { setText(take, `Take in ${many(chosen().length, "answer")}`); take.disabled = !chosen().length; }
  const text = (label, words) => h("div", {}, h("p", { class: "mw-label" }, label), h("blockquote", {}, words || "Nothing"));
  const row = (change) => h("li", {}, h("label", { class: "mw-check" }, boxes.get(change), h("strong", {}, change.question[place.side])), change.isWanted ? null : h("p", { class: "mw-hint" }, "Nobody changed this in the file: it is older than what stands here."), h("div", { class: "mw-both" }, text(`${change.what} now`, wordsOf(change.now)), text("In the file", wordsOf(change.value))));
  const rest = left.length ? h("div", {}, h("h4", {}, "This stays in the file"), h("ul", {}, ...left.map((words) => h("li", {}, words)))) : null;
  count();
  const dialog = openDialog(app.root, "Bring a file back", (close) => h("div", { class: "mwe-dialog" }, h("h3", { tabindex: "-1", autofocus: true }, changes.length ? `This file would change ${many(changes.length, "answer")}` : "This file changes nothing here"),
    changes.length ? h("ul", { role: "list", class: "mwe-preview" }, ...changes.map(row)) : left.length ? null : h("p", {}, "What is in it already stands here."), rest,
    h("div", { class: "mwe-row" }, changes.length ? take : null, h("button", { type: "button", class: "mw-btn", onclick: close }, changes.length ? "Leave it as it is" : "Close"))));
}
