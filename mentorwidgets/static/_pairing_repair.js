// A pair has ended, or somebody left: what could be done, first without moving anybody. People are asked, never just moved.
import { h, keptAs, openDialog } from "./_dom.js";
import { button, dialogHead, radioValue, radios } from "./_pairing_parts.js";
import { repairEdits } from "./_pairing_draft.js";
import { isLive } from "./_pairing_ledger.js";

/** Open the options for a pair that ended or lost somebody. */
export function openRepair(app, pair) {
  const name = app.ledger.name;
  const title = `Somebody new for ${name(isGone(app, pair.mentee) ? pair.mentor : pair.mentee)}`;
  const body = h("div", { class: "mwp-repair" }, h("p", { role: "status" }, "Looking at who has a place…"));
  const { close } = openDialog(app.root, title, (shut) => [dialogHead(title, shut), body], undefined, keptAs(app.kept, "repair", pair.key));
  const slow = () => body.firstChild.replaceChildren("This takes longer than usual. If nothing comes, close this and load the page again; what is saved is safe.");
  app.ask({ ask: "repair", key: pair.key }, slow).then(
    ({ repairs }) => fillRepair(app, pair, body, repairs[0], close),
    (error) => body.replaceChildren(h("p", { class: "mwp-note", role: "alert" }, error.message)));
}

const isGone = (app, id) => !app.ledger.byId.has(id) || !!app.ledger.byId.get(id).gone;

function fillRepair(app, pair, body, found, close) {
  if (!body.isConnected) return;
  const options = found ? [...found.nobody, ...found.one] : [];
  const words = found?.words ?? "There is nothing to mend here any more.";
  app.say(words);
  if (!options.length) { body.replaceChildren(h("p", {}, words), nobodyWords(found)); return; }
  const group = `repair-${app.id}`;
  const asked = h("input", { type: "checkbox" });
  const askedWords = h("span", {});
  const consent = h("label", { class: "mw-check", hidden: true }, asked, askedWords);
  const problem = h("p", { class: "mw-error", role: "alert" });
  const show = (value) => {
    const { asked: who } = options[Number(value)];
    consent.hidden = !who;
    asked.checked = false;
    problem.textContent = "";
    askedWords.textContent = who ? `I asked ${app.ledger.name(who)}, and they would like this` : "";
  };
  const section = (heading, list, from) => list.length ? radios(heading, group, list.map((option, i) => [String(from + i), plainOption(app, option)]), "", show) : null;
  const form = h("form", { class: "mwp-form", novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(); } },
    section("Nobody else moves", found.nobody, 0), section("One other person would move: ask them first", found.one, found.nobody.length),
    consent, problem, h("p", { class: "mw-hint" }, `${isLive(pair) ? "The old pair ends without fault. " : ""}The new pair then waits for both to say yes. You can undo this.`),
    h("div", { class: "mwp-row" }, h("button", { type: "submit", class: "mw-btn mw-main" }, "Propose this"), button("Not now", close)));
  const submit = () => {
    const option = options[Number(radioValue(form, group) ?? -1)];
    const missing = !option ? "Choose one of these first." : option.asked && !asked.checked ? `Ask ${app.ledger.name(option.asked)} first, then tick the box.` : "";
    if (missing) { problem.textContent = missing; (option ? asked : form.querySelector("input")).focus(); return; }
    close();
    app.edit(repairEdits(app.ledger, pair, option), saidOf(app, option));
  };
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.tagName === "INPUT" && !event.isComposing) { event.preventDefault(); submit(); } });
  body.replaceChildren(h("p", {}, words), form);
  form.querySelector("input").focus();
}

const nobodyWords = (found) => found ? h("p", { class: "mw-hint" }, "One more place with a mentor who fits, or a topic more in the profile, may open a way.") : null;

function plainOption(app, { pairs, asked, words }) {
  const purposes = [...new Set(pairs.map(([, , purpose]) => purpose))];
  const plain = asked ? words.replace(/ Ask first\.$/u, "") : words;
  return app.ledger.program.purposes.length > 1 ? `${plain} (${purposes.join(", ")})` : plain;
}

const saidOf = (app, { pairs }) => pairs.map(([mentee, mentor]) => `${app.ledger.name(mentee)} and ${app.ledger.name(mentor)} are proposed`).join(", ");
