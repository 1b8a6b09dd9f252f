// The three objectives side by side, and how a proposal is balanced: words first, bars only beside them.
import { h, patch, setText, uid } from "./_dom.js";
import { avatar, showText } from "./_pairing_parts.js";
import { WAYS, draftOf, fitWords } from "./_pairing_draft.js";
import { capital, countWords } from "./_pairing_words.js";

const HEADS = ["Way", "People paired", "Weakest pair", "Weak pairs", "Busiest", "What it costs"];
const LOADS = 40; // bars shown; the table of pairs has the rest

/** Make the table of the three ways; `pick` is told the chosen one. */
export function makeWays(app, pick) {
  const group = uid("way");
  const body = h("tbody", {});
  const node = h("div", { class: "mwp-scroll" }, h("table", { class: "mwp-table mwp-ways" }, h("caption", { class: "mw-sr" }, "Three ways to choose, and what each costs"),
    h("thead", {}, h("tr", {}, ...HEADS.map((head) => h("th", { scope: "col" }, head)))), body));
  return {
    node,
    draw(result) {
      const mine = draftOf(app.ledger).objective; // a result that is still on its way must not take the choice back
      patch(body, result.ways, ({ objective }) => objective, ({ objective, sentence }) => makeWay(app, group, objective, sentence, pick), (row, way) => updateWay(app, row, result.helpful.length ? { ...way, weakest: null, weak: 0 } : way, way.objective === mine));
    },
  };
}

function makeWay(app, group, objective, sentence, pick) {
  const input = h("input", { type: "radio", name: group, value: objective, "aria-describedby": uid("why"), onchange: () => pick(objective) });
  const cells = HEADS.slice(1).map((head) => h("td", { "data-label": head }));
  return h("tr", {}, h("th", { scope: "row" }, h("label", { class: "mw-check" }, input, h("span", {}, WAYS[objective] ?? objective)),
    h("p", { class: "mw-hint", id: input.getAttribute("aria-describedby") }, sentence)), ...cells);
}

function updateWay(app, row, way, chosen) {
  const [paired, weakest, weak, busiest, costs] = [...row.querySelectorAll("td")];
  const input = row.querySelector("input");
  if (input.checked !== chosen) input.checked = chosen;
  input.disabled = app.isOff();
  row.classList.toggle("mwp-chosen", chosen);
  paired.replaceChildren(way.without ? `${way.people}, and ${way.without} not yet` : `${way.people}, everyone`, way.pairs === way.people ? "" : h("span", { class: "mw-hint mw-block" }, `in ${countWords(way.pairs, "pair")}`));
  if (way.weakest === null) setText(weakest, "–");
  else fitCell(weakest, way.weakest);
  setText(weak, way.weak ? String(way.weak) : "none");
  setText(busiest, countWords(way.busiest, app.ledger.term("mentee"), app.ledger.term("mentees")));
  setText(costs, capital(way.costs.join("; ")));
}

/** A fit as a word, with the number small behind it. */
export function fitCell(node, points) {
  node.replaceChildren(capital(fitWords(points)), " ", h("span", { class: "mw-hint" }, `(${points} of 1000 points)`));
}

/** Make the balance: sentences, and each mentor's load as a bar with the same in words. */
export function makeBalance(app) {
  const title = h("h3", { class: "mwp-home" }, "Balance");
  const words = h("ul", { class: "mwp-balance-words" });
  const label = h("span", {});
  const loads = h("ul", { role: "list", class: "mwp-loads" });
  const more = h("p", { class: "mw-hint" });
  const node = h("section", { class: "mwp-plan-part" }, title, words, h("details", { class: "mwp-more" }, h("summary", {}, label), loads, more));
  return {
    node,
    draw({ balance }) {
      patch(words, [...balance.words, spreadWords(balance)].filter(Boolean), (text) => text, (text) => h("li", {}, text));
      const busy = balance.load.filter(({ has }) => has).sort((a, b) => b.has / (b.places || 1) - a.has / (a.places || 1));
      setText(label, `The load of each ${app.ledger.term("mentor")} (${busy.length})`);
      patch(loads, busy.slice(0, LOADS), ({ mentor }) => mentor, ({ mentor }) => makeLoad(app, mentor), updateLoad);
      showText(more, busy.length > LOADS ? `and ${busy.length - LOADS} more with fewer` : "");
    },
  };
}

function spreadWords({ scores }) {
  if (!scores) return "";
  const [least, lower, , upper, most] = scores.map(fitWords);
  if (least === most) return `All pairs are ${most}.`;
  return lower === upper ? `Most pairs are ${lower}, the weakest is ${least} and the best ${most}.` : `Half of the pairs are between ${lower} and ${upper}; the weakest is ${least} and the best ${most}.`;
}

const makeLoad = (app, mentor) => h("li", { class: "mwp-load" }, avatar(app.ledger.byId.get(mentor)), h("div", { class: "mwp-grow" },
  h("p", {}, h("strong", {}, app.ledger.name(mentor)), " ", h("span", { class: "mw-hint" })), h("div", { class: "mwp-bar", "aria-hidden": "true" }, h("div", {}))));

function updateLoad(node, { has, places }) {
  setText(node.querySelector("p .mw-hint"), `${has} of ${countWords(places, "place")} taken`);
  node.querySelector(".mwp-bar div").style.inlineSize = `${Math.min(100, Math.round((100 * has) / (places || 1)))}%`;
}
