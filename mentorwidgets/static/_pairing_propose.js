// "Propose": who is waiting, what counts, three ways side by side, a draft to look through, and publishing it.
import { h, patch, setText } from "./_dom.js";
import { emptyBox } from "./_empty.js";
import { button, keepFocus, showText } from "./_pairing_parts.js";
import { WAYS, draftEdit, draftOf, isPinned, isPublished, publishEdits, countWaiting, waitingFor } from "./_pairing_draft.js";
import { makeChoicesMade, makeDrafted, openDrafts, readyDrafts } from "./_pairing_drafted.js";
import { makeGroups } from "./_pairing_groups.js";
import { makeBalance, makeWays } from "./_pairing_ways.js";
import { makeNames } from "./_pairing_names.js";
import { makeWeights } from "./_pairing_weights.js";
import { countWords } from "./_pairing_words.js";
import { key } from "./_saver.js";
import { readersLabel } from "./_readers.js";

const WAITING = 12; // names shown before "and more"

/** What a page remembers of proposals while it is open; the draft itself lives on the worksheet. */
export const newPlan = () => ({ settings: null, result: null, fields: null, mark: "", busy: "", error: "", published: [], asked: false });

/** Make the view of proposals. */
export function makePropose(app) {
  const desk = { app, run: () => runPlan(desk) };
  app.fieldOf = (pair) => key("pair", pair.mentee, pair.mentor, pair.purpose);
  desk.names = makeNames(app);
  desk.who = makeWho(app, desk);
  desk.weights = makeWeights(app, desk);
  desk.ways = makeWays(app, (objective) => { app.edit(draftEdit("objective", objective === "fairest" ? null : objective), `The way is: ${WAYS[objective].toLowerCase()}`); desk.run(); });
  desk.drafted = makeDrafted(app, desk);
  desk.made = makeChoicesMade(app);
  desk.without = makeWithout(app);
  desk.balance = makeBalance(app);
  desk.start = makeStart(app, desk);
  desk.end = makeEnd(app);
  desk.groups = makeGroups(app);
  desk.title = h("h3", { class: "mwp-home", tabindex: "-1", "data-home": "" });
  desk.nothing = h("p", { class: "mwp-sentence" });
  desk.compare = h("section", { class: "mwp-plan-part" }, h("h3", { class: "mwp-home" }, "Three ways to choose"), desk.ways.node);
  desk.draft = h("section", { class: "mwp-plan-part" }, desk.title, h("p", { class: "mw-hint" }, "Keep a pair and it no longer moves. Say “not this pair”, then propose again for the rest."), desk.drafted.node);
  desk.node = h("div", { class: "mwp-plan" }, desk.names.node, desk.who.node, desk.start.node, desk.nothing, readersLabel(app.model, "draft/pins") ?? "", desk.compare, desk.draft, desk.made.node, desk.without.node, desk.balance.node, desk.end.node, desk.groups.node);
  return { node: desk.node, openDetails: (name) => desk.drafted.openDetails(name), draw: () => drawPlan(desk), names: () => desk.names.focus(), count: () => countWaiting(app.ledger, draftOf(app.ledger).include) };
}

function drawPlan(desk) {
  const { app } = desk;
  const { plan } = app;
  firstLook(desk);
  const drafts = openDrafts(app), ready = readyDrafts(app);
  keepFocus(app.root, () => {
    desk.names.draw();
    desk.who.draw();
    desk.weights.draw();
    desk.start.draw(isStale(app));
    desk.compare.hidden = desk.balance.node.hidden = !plan.result || !ready.length;
    desk.draft.hidden = !drafts.length;
    showText(desk.nothing, plan.result?.helpful.length ? `There is nothing to compare, so these pairs go by order only. These columns on the roster would help: ${plan.result.helpful.join(", ")}.` : "");
    setText(desk.title, ready.length ? `Draft: ${countWords(ready.length, "pair")}` : "Draft: nothing left to publish");
    if (plan.result) { desk.ways.draw(plan.result); desk.balance.draw(plan.result); }
    desk.drafted.draw();
    desk.made.draw();
    desk.without.draw();
    desk.end.draw(ready);
    desk.groups.draw();
  });
}

// The words of weights and objectives come with the first look; a draft that was left unfinished is worked out again.
async function firstLook(desk) {
  const { app } = desk;
  if (app.plan.asked) return;
  app.plan.asked = true;
  try {
    app.plan.settings = await app.ask({ ask: "settings" });
    const draft = draftOf(app.ledger);
    if (!app.plan.result && (draft.pins.length || draft.forbids.length)) desk.run();
  } catch (error) { app.plan.error = error.message; }
  app.redraw();
}

const openMark = (app) => {
  const { forbids, weights, include } = draftOf(app.ledger);
  const meant = app.sheet.keys("meant/").map((name) => [name, app.sheet.get(name)]);
  return JSON.stringify([forbids, weights, include, meant, waitingFor(app.ledger, include).map(({ person }) => person.id)]);
};

function isStale(app) {
  const { result, mark } = app.plan;
  if (!result) return false;
  const draft = draftOf(app.ledger);
  const isThere = (pin) => result.pairs.some((pair) => isPinned({ pins: [pin] }, pair));
  return result.objective !== draft.objective || mark !== openMark(app) || !draft.pins.every(isThere);
}

/** A proposal that was looked at outlives this page; whether something has changed since is found out anew. */
function keepPlan({ kept, plan: { result, mark, fields, published } }) { kept.set("proposal", result && { result, mark, fields, published }); }

async function runPlan(desk) {
  const { app } = desk;
  const { plan } = app;
  const turn = plan.turn = (plan.turn ?? 0) + 1;
  const mark = openMark(app), fields = app.fieldsNow();
  Object.assign(plan, { busy: "Looking for the best pairs…", error: "", published: [] });
  app.say(plan.busy);
  app.redraw();
  const slow = () => { plan.busy = "Still working. If nothing comes, load this page again: what is saved is safe."; app.say(plan.busy); app.redraw(); };
  try {
    const result = await app.ask({ ask: "run", fields }, slow);
    if (turn !== plan.turn) return;
    Object.assign(plan, { result, mark, fields });
    keepPlan(app);
    app.say(resultWords(result));
  } catch (error) {
    if (turn !== plan.turn) return;
    plan.error = error.message;
    app.say(plan.error);
  }
  plan.busy = "";
  app.redraw();
}

function resultWords({ ways, objective }) {
  const { pairs, without } = ways.find((way) => way.objective === objective);
  return `${countWords(pairs, "pair")} drafted, ${without ? `${countWords(without, "person", "people")} without for now` : "nobody left without"}.`;
}

// ---- who is waiting

function makeWho(app) {
  const words = h("p", {});
  const names = h("ul", { role: "list", class: "mwp-tags" });
  const empty = h("div", {});
  const all = h("input", { type: "checkbox", onchange: () => chooseAll(app, all.checked) });
  const node = h("section", { class: "mwp-plan-part" }, h("h3", { class: "mwp-home" }, "Who is waiting"), words, names, empty,
    h("label", { class: "mw-check" }, all, h("span", {}, "Also propose for everyone who takes part", h("span", { class: "mw-hint mw-block" }, "Not only for those who said “please assign me”. Pairs that stand are never moved."))));
  return {
    node,
    draw() {
      const { include } = draftOf(app.ledger);
      const people = waitingFor(app.ledger, include);
      all.checked = include === "all";
      all.disabled = app.isOff();
      showText(words, waitingWords(app, people, include));
      const more = people.length - WAITING;
      const shown = people.slice(0, more > 1 ? WAITING : people.length).map(({ person, first }) => [person.id, first ? `${person.name}: goes first` : person.name, first]);
      patch(names, more > 1 ? [...shown, ["+more", `and ${more} more`, false]] : shown, ([id, text]) => id + text, ([, text, first]) => h("li", { class: `mw-tag ${first ? "mw-warm" : ""}` }, text));
      names.hidden = !people.length;
      drawNobodyWaits(app, empty, people.length, include);
    },
  };
}

const chooseAll = (app, yes) => app.edit(draftEdit("include", yes ? "all" : null), yes ? "Proposing for everyone who takes part" : "Proposing for those who asked");

function waitingWords(app, people, include) {
  if (!people.length) return "";
  const first = people.filter((one) => one.first).length;
  const who = countWords(people.length, app.ledger.term("mentee"), app.ledger.term("mentees"));
  const verb = include === "all" ? (people.length === 1 ? "looks for somebody" : "look for somebody") : "asked to be assigned";
  const order = first === people.length ? " All of them looked before, and go first." : first ? ` ${first === 1 ? "One of them looked before, and goes" : `${first} of them looked before, and go`} first.` : "";
  return `${who} ${verb}.${order}`;
}

function drawNobodyWaits(app, box, number, include) {
  const mark = number ? "" : include;
  if (box.dataset.mark === mark) return;
  box.dataset.mark = mark;
  if (mark === "") { box.replaceChildren(); return; }
  const { term } = app.ledger;
  if (mark === "all") box.replaceChildren(emptyBox("Nobody is waiting", `Every ${term("mentee")} who takes part has somebody, or has not been invited yet. Well done.`));
  else box.replaceChildren(emptyBox("Nobody asked to be assigned", `That is fine: most ${term("mentees")} like to choose for themselves. If you want, we propose a ${term("mentor")} for everyone who takes part and has nobody yet.`,
    app.isOff() ? "" : button("Also propose for everyone", () => chooseAll(app, true))));
}

// ---- the start, and what went wrong

function makeStart(app, desk) {
  const sentence = h("p", { class: "mwp-sentence" });
  const go = button("", () => { if (go.getAttribute("aria-disabled") !== "true") desk.run(); else app.say(app.plan.busy || "Nobody is waiting to be proposed for."); }, { class: "mw-btn mw-main mwp-edit" });
  const state = h("p", { class: "mwp-busy" });
  const error = h("p", { class: "mwp-note" });
  const node = h("section", { class: "mwp-plan-part" }, sentence, desk.weights.node, h("div", { class: "mwp-row" }, go, state), error);
  return {
    node,
    draw(stale) {
      const { plan } = app;
      const { include, objective, pins } = draftOf(app.ledger);
      node.hidden = !countWaiting(app.ledger, include) && !plan.result && !plan.busy && !plan.error;
      const words = plan.settings?.objectives.find(({ name }) => name === objective)?.sentence;
      showText(sentence, words ? `How we choose: ${words.charAt(0).toLowerCase()}${words.slice(1)}` : "");
      setText(go, plan.result ? (pins.length ? "Propose again for the rest" : "Propose again") : "Propose pairs");
      go.classList.toggle("mw-main", !plan.result || stale);
      go.setAttribute("aria-disabled", String(!countWaiting(app.ledger, include) || !!plan.busy && !plan.busy.startsWith("Still")));
      showText(state, plan.busy || startWords(app, stale));
      showText(error, plan.error);
    },
  };
}

function startWords(app, stale) {
  const { result, published } = app.plan;
  if (!result || published.length) return "";
  if (stale) return "Something changed since. Propose again to fill in; kept pairs stay.";
  return `${resultWords(result)}${result.proved ? " No better answer exists: this was proved." : ""}`;
}

// ---- who stays without

function makeWithout(app) {
  const title = h("h3", { class: "mwp-home", tabindex: "-1", "data-home": "" });
  const list = h("ul", { role: "list", class: "mwp-without" });
  const node = h("section", { class: "mwp-plan-part" }, title, list);
  return {
    node,
    draw() {
      const people = app.plan.result?.unpaired ?? [];
      node.hidden = !people.length;
      setText(title, "Without somebody for now");
      patch(list, people, (one) => JSON.stringify(one), (one) => h("li", { class: "mw-card" }, h("h4", {}, withoutTitle(app, one)), h("p", {}, one.words), h("p", {}, h("strong", {}, "What would help: "), one.help)));
    },
  };
}

const withoutTitle = (app, { mentee, purposes }) => app.ledger.program.purposes.length > 1 ? `${app.ledger.name(mentee)} (${purposes.join(" or ")})` : app.ledger.name(mentee);

// ---- publishing

function makeEnd(app) {
  const words = h("p", { class: "mwp-grow" });
  const go = button("", () => publish(app), { class: "mw-btn mw-main mwp-edit" });
  const see = button("See them under Pairs", () => app.show("pairs"));
  const node = h("div", { class: "mwp-tray mwp-publish" }, words, go, see);
  return {
    node,
    draw(ready) {
      const published = app.plan.published.filter((pair) => isPublished(app.ledger, pair)).length;
      node.hidden = !ready.length && !published;
      see.hidden = !published;
      go.hidden = !ready.length || app.isOff();
      setText(go, `Publish ${countWords(ready.length, "pair")}`);
      go.setAttribute("aria-disabled", String(!!app.ledger.held()));
      const done = published ? `${countWords(published, "pair")} published, waiting for both to say yes.` : "";
      setText(words, ready.length && app.ledger.held() || done || "Nobody is told before you publish.");
    },
  };
}

function publish(app) {
  const ready = readyDrafts(app);
  if (!ready.length || app.isOff()) return;
  if (app.ledger.held()) { app.say(app.ledger.held()); app.showNames(); return; }
  app.edit(publishEdits(app.ledger, ready), `${countWords(ready.length, "pair")} published`);
  app.plan.published = ready;
  keepPlan(app);
  app.redraw();
}
