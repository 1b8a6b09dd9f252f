// Two or three mentors side by side, as a real table.
import { h, keptAs, openDialog } from "./_dom.js";
import { avatar, button, dialogHead, orDash } from "./_pairing_parts.js";
import { stopOf } from "./_pairing_ledger.js";
import { factsOf, openChoose } from "./_pairing_profile.js";

/** How many may stand side by side. */
export const COMPARED = 3;

/** Open the comparison of `ids`. */
export function openCompare(app, ids) {
  const people = ids.map((id) => app.ledger.byId.get(id)).filter(Boolean);
  const title = `${people.length} ${app.ledger.term("mentors")} side by side`;
  const { box } = openDialog(app.root, title, (close) => [dialogHead(title, close), compareTable(app, people, close)], undefined, keptAs(app.kept, "compare", ids));
  box.classList.add("mwp-wide");
}

function compareTable(app, people, close) {
  const facts = people.map((person) => new Map([["About", person.bio ?? ""], ["In common", commonWords(app, person)], ...factsOf(app, person)]));
  const labels = [...new Set(facts.flatMap((map) => [...map.keys()]))].filter((label) => facts.some((map) => map.get(label)));
  const head = people.map((person) => h("th", { scope: "col", role: "columnheader" }, avatar(person), h("span", { class: "mw-block" }, person.name)));
  const rows = labels.map((label) => h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, label),
    ...people.map((person, i) => h("td", { role: "cell", "data-label": person.name }, orDash(facts[i].get(label))))));
  return h("table", { class: "mwp-table mwp-compare-table", role: "table" }, h("caption", { class: "mw-sr" }, "Comparison"),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("td", { role: "cell" }), ...head)),
    h("tbody", { role: "rowgroup" }, ...rows, chooseRow(app, people, close)));
}

const commonWords = (app, person) => app.common(app.index.mentors.indexOf(person)).join(", ");

function chooseRow(app, people, close) {
  if (!app.who || app.isOff() || !app.mayChoose) return null;
  const cells = people.map((person) => {
    const stop = stopOf(app.ledger, app.who, person.id);
    const choose = () => { close(); openChoose(app, person.id); };
    return h("td", { role: "cell", "data-label": person.name }, stop ? h("p", { class: "mwp-bar-words" }, stop) : button("Choose", choose, { class: "mw-btn mw-main", about: person.name }));
  });
  return h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, `For ${app.ledger.you(app.who)}`), ...cells);
}
