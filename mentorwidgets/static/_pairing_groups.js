// Groups: one mentor, or a team of two, for several people who would like help with the same thing.
import { h, patch, setText } from "./_dom.js";
import { button, showText } from "./_pairing_parts.js";
import { countWords } from "./_pairing_words.js";

/** Make the part that suggests groups; it only suggests, the coordinator talks to them. */
export function makeGroups(app) {
  const view = { app, groups: app.kept.get("groups"), busy: false, error: "" };
  const { term } = app.ledger;
  view.go = button("Suggest groups", () => { if (view.busy) app.say("Still looking for groups."); else suggest(view); }, { class: "mw-btn mwp-edit" });
  view.state = h("p", { class: "mwp-told" });
  view.list = h("ul", { role: "list", class: "mwp-cohorts" });
  view.node = h("section", { class: "mwp-plan-part" }, h("h3", { class: "mwp-home", tabindex: "-1", "data-home": "" }, "Or as a group"),
    h("p", { class: "mw-hint" }, `One ${term("mentor")}, or two together, can meet several ${term("mentees")} who would like help with the same thing. Talk to them first, then choose the ${term("mentor")} for each.`),
    h("div", { class: "mwp-row" }, view.go, view.state), view.list);
  view.draw = () => drawGroups(view);
  return view;
}

async function suggest(view) {
  const { app } = view;
  Object.assign(view, { busy: true, error: "" });
  drawGroups(view);
  try {
    view.groups = (await app.ask({ ask: "groups" })).groups;
    app.kept.set("groups", view.groups);
    app.say(foundWords(view));
  } catch (error) {
    view.error = error.message;
    app.say(view.error);
  }
  view.busy = false;
  drawGroups(view);
}

const foundWords = ({ groups }) => (groups.length ? `${countWords(groups.length, "group")} could be.` : "No two people who still look for somebody named the same topic that a mentor can help with.");

function drawGroups(view) {
  const { app, groups } = view;
  view.go.setAttribute("aria-disabled", String(view.busy));
  setText(view.go, groups ? "Suggest groups again" : "Suggest groups");
  showText(view.state, view.busy ? "Looking for groups…" : view.error || (groups ? foundWords(view) : ""));
  const names = (ids) => ids.map(app.ledger.name).join(", ");
  patch(view.list, groups ?? [], (group) => JSON.stringify(group), (group) => h("li", { class: "mw-card" }, h("h4", {}, group.topic), h("p", {}, group.words), h("p", { class: "mw-hint" }, names(group.mentees))));
}
