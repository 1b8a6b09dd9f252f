// Who is in several pairs need not write the same twice: their own answers of one pair, taken into another (EX29).
import { h, patch, setText } from "./_dom.js";
import { isBlank } from "./_form_words.js";
import { openPlace } from "./_expectations_place.js";

const SHOWN = 3; // pairs that are offered, those with most answers first

/** An offer above one's questions; it fills in only what is not answered yet, and can be undone. */
export function makeAgain(app, place) {
  const list = h("ul", { class: "mwe-row", role: "list" });
  const node = h("div", { class: "mwe-note mwe-again", hidden: true }, h("p", {}, "You have answered these questions before. Use what fits here, and change it as you like."), list);
  const others = app.pairs().filter((pair) => pair !== place.pair && app.sideOf(pair) === place.side).map((pair) => openPlace(app, pair, place.side));
  const fits = (given, question) => !isBlank(given) && given.type === question.type && isBlank(place.answer(place.side, question));
  const from = (other) => app.questions().map((question) => [question, other.answer(place.side, question)]).filter(([question, given]) => fits(given, question));
  const found = () => others.map((other) => ({ other, count: from(other).length })).filter(({ count }) => count).sort((a, b) => b.count - a.count).slice(0, SHOWN);
  const words = ({ other, count }) => `Use ${count === 1 ? "1 answer" : `${count} answers`} from ${other.name(other.other)}, ${other.pair.purpose}`;
  function use(other) {
    const answers = from(other);
    app.sheet.all(answers.map(([question, given]) => [place.answerKey(place.side, question), { ...given, asked: question[place.side] }]), { say: `${answers.length === 1 ? "1 answer" : `${answers.length} answers`} taken over` });
    app.room.focus();
  }
  const make = ({ other }) => h("li", {}, h("button", { type: "button", class: "mw-btn", onclick: () => use(other) }));
  return { node, draw() {
    const offers = app.isOff() || place.isReady(place.side) ? [] : found();
    patch(list, offers, ({ other }) => others.indexOf(other), make, (item, offer) => setText(item.firstChild, words(offer)));
    node.hidden = !offers.length;
  } };
}
