// The last screen: ask the room anything, for words or as a choice.
import { firstHeld } from "./_limits.js";
import { h, patch, uid } from "./_dom.js";
import { roomsOf } from "./_session_ledger.js";
import { makeBoard } from "./_session_board.js";

/** The screen of one's own questions, with all that were asked so far. */
export function makeOwn(app) {
  const heading = h("h2", { tabindex: "-1", class: "mwt-title" }, "Your own question");
  const [asked, offered] = [uid("mwt-own"), uid("mwt-own")];
  const question = h("input", { id: asked, class: "mw-input", maxLength: 300, autocomplete: "off" });
  const options = h("textarea", { id: offered, class: "mw-input", rows: 4 });
  const problem = h("p", { class: "mw-error", role: "alert" });
  const ask = (event) => {
    event.preventDefault();
    if (firstHeld(form)) return;
    const lines = options.value.split("\n").map((line) => line.trim()).filter(Boolean);
    problem.textContent = !question.value.trim() ? "Type a question first." : lines.length === 1 ? "A choice needs two answers at least. Leave the box empty for words." : lines.length > 12 ? "A choice has 12 answers at most." : lines.some((line) => line.length > 300) ? "An answer to choose has 300 letters at most." : "";
    if (problem.textContent) { question.focus(); return; }
    app.ask({ question: question.value.trim(), answers: lines.length ? "choice" : "words", options: lines }, { said: "The room is asked" });
    question.value = options.value = "";
    used();
  };
  const form = h("form", { class: "mwt-own mw-card mw-noprint", onsubmit: ask }, h("label", { class: "mw-label", for: asked }, "Question"), question,
    h("label", { class: "mw-label", for: offered }, "Answers to choose from"), h("p", { class: "mw-hint" }, "One on each line. Leave it empty, and people write what they like."), options, problem, h("div", {}, h("button", { class: "mw-btn mw-main" }, "Ask the room")));
  const used = app.kept.tie("a question of our own", form);
  const list = h("div", { class: "mwt-boards" });
  const boards = new Map();
  const make = (room) => {
    const board = makeBoard(app, room.id);
    boards.set(room.id, board);
    return h("section", { class: "mwt-ask mw-card", "aria-label": room.question }, h("h3", { class: "mwt-question" }, room.question), board.node);
  };
  return {
    node: h("section", { class: "mwt-screen" }, heading, form, list), heading, close: () => {},
    draw: () => patch(list, roomsOf(app.sheet).filter((room) => !room.step), (room) => room.id, make, (_node, room) => boards.get(room.id).draw(room)),
  };
}
