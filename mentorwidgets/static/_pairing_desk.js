// Whom we are choosing for: the offer, the request to be assigned, the shortlist and the pairs so far.
import { h, openDialog, patch, setText } from "./_dom.js";
import { avatar, button, dialogHead, keepFocus, radios, showText, tags, troubleNote } from "./_pairing_parts.js";
import { declineEdits, isAsking, livePairsOf, moved, offerOf, personAs, shortlistOf, stopOf, STATUS_WORDS } from "./_pairing_ledger.js";
import { openChoose, openProfile } from "./_pairing_profile.js";
import { listWords } from "./_pairing_words.js";
import { readersLabel } from "./_readers.js";
import { key, parts } from "./_saver.js";

const LOOKED_AT = 50;

/** The answers to an offer (PP5). No reason is asked. */
export const OFFERS = [["offered", "Not answered yet"], ["accepted", "Yes, taking part"], ["later", "Maybe later"], ["declined", "No thank you"]];

/** Make the desk; it is built anew for each mentee and patched for each change. */
export function makeDesk(app) {
  const node = h("section", { class: "mwp-desk mw-card", "aria-label": "Choosing for" });
  let shown = null;
  let draw = null;
  return {
    node,
    draw() {
      node.hidden = !app.who;
      if (!app.who) return;
      if (shown !== app.who) { shown = app.who; draw = buildDesk(app, node, personAs(app.ledger, app.who, "mentee")); }
      draw();
    },
    rebuild() { shown = null; },
  };
}

function buildDesk(app, node, person) {
  const wants = [...(person.wants ?? []), ...(person.interests ?? [])];
  const title = h("h3", { tabindex: "-1", "data-home": "" }, app.own ? "Your choice" : person.name);
  const troubles = h("ul", { role: "list", class: "mwp-notes" });
  const choices = makeChoices(app, person);
  const short = makeShortlist(app, person);
  node.setAttribute("aria-label", app.own ? "Your choice" : `Choosing for ${person.name}`);
  node.replaceChildren(
    h("div", { class: "mwp-desk-who" },
      app.own ? title : h("div", { class: "mwp-card-head" }, avatar(person), h("div", {}, title, h("p", { class: "mw-hint" }, [person.pronouns, person.position, person.branch || person.department, person.region].filter(Boolean).join(" · ")))),
      wants.length && !app.own ? h("div", {}, h("p", { class: "mw-hint" }, "Would like help with"), tags([...new Set(wants)].slice(0, 8))) : "", choices.node, readersLabel(app.model, key("offer", person.id)) ?? ""),
    h("div", { class: "mwp-desk-list" }, short.node, readersLabel(app.model, key("shortlist", person.id)) ?? "", troubles));
  return () => { choices.draw(); short.draw(); drawTroubles(app, troubles, person.id); };
}

function drawTroubles(app, list, who) {
  const mine = [...app.troubled].map((field) => [field, app.sheet.trouble(field)])
    .filter(([field]) => parts(field)[1] === who && !(field.startsWith("pair/") && app.sheet.get(field)) && !field.startsWith("note/"));
  patch(list, mine, ([field, trouble]) => field + trouble.kind + trouble.at, ([field, trouble]) => troubleNote(app, field, trouble));
}

function makeChoices(app, person) {
  const ask = app.own ? "Would you like to take part this time?" : `Would ${person.name} like to take part?`;
  const offer = radios(ask, `offer-${app.id}`, app.own ? OFFERS.slice(1) : OFFERS, "", (value) => sayOffer(app, person, value));
  const box = h("input", { type: "checkbox", onchange: () => app.edit([[key("assign", person.id), box.checked]], assignWords(app, person, box.checked)) });
  if (app.own) offer.append(h("p", { class: "mw-hint" }, "You need not say why, and you can change your mind."));
  const details = app.own ? offer : h("details", { class: "mwp-more" }, h("summary", {}, h("span", {}), ""), offer);
  const leaves = app.own ? `Your coordinator then chooses a ${app.ledger.term("mentor")} for you.` : `${person.name} leaves the choice to you.`;
  return {
    node: h("div", { class: app.own ? "mwp-choices mwp-own-choices" : "mwp-choices" }, app.own ? details : "", h("label", { class: "mw-check" }, box, h("span", {}, "Please assign me", h("span", { class: "mw-hint mw-block" }, leaves))), app.own ? "" : details),
    draw() {
      box.checked = isAsking(app.ledger, person.id);
      box.disabled = app.isOff();
      const now = offerOf(app.ledger, person.id);
      if (!app.own) setText(details.firstChild.firstChild, `The offer: ${OFFERS.find(([code]) => code === now)?.[1].toLowerCase() ?? now}`);
      for (const input of offer.querySelectorAll("input")) { input.checked = input.value === now; input.disabled = app.isOff(); }
    },
  };
}

/** Save what somebody says to the offer. Who says no has no pair any more: that is asked first. */
export function sayOffer(app, person, value) {
  const said = `${app.own ? "You" : person.name}: ${OFFERS.find(([code]) => code === value)[1].toLowerCase()}`;
  const live = livePairsOf(app.ledger, person.id);
  if (value !== "declined" || !live.length) { app.edit([[key("offer", person.id), value]], said); return; }
  const names = listWords([...new Set(live.map((pair) => app.ledger.name(pair.mentor)))]);
  const title = app.own ? "No thank you, this time?" : `${person.name} takes no part this time?`;
  openDialog(app.root, title, (close) => [
    dialogHead(title, close),
    h("p", {}, `${app.own ? `Your pair with ${names} then ends` : `The pair with ${names} then ends`}, and the place is free for somebody else. Nobody has to say why.`),
    h("div", { class: "mwp-row" },
      button("No thank you", () => { close(); app.edit(declineEdits(app.ledger, person.id), said, !app.own); }, { class: "mw-btn mw-main" }),
      button("Keep taking part", close)),
  ]);
  app.redraw(); // until then the old answer stands
}

function assignWords(app, person, yes) {
  if (app.own) return yes ? "You ask to be assigned" : "You choose for yourself";
  return yes ? `${person.name} asks to be assigned` : `${person.name} chooses for themselves`;
}

function makeShortlist(app, person) {
  const title = h("h4", { tabindex: "-1", "data-home": "" });
  const hint = h("p", { class: "mw-hint" });
  const list = h("ol", { role: "list", class: "mwp-short" });
  const pairs = h("ul", { role: "list", class: "mwp-short" });
  const ideas = h("ul", { role: "list", class: "mwp-short" });
  const draw = () => keepFocus(app.root, () => {
    const wishes = shortlistOf(app.ledger, person.id);
    const live = livePairsOf(app.ledger, person.id);
    patch(pairs, live, (pair) => pair.key, (pair) => pairedItem(app, pair), (node, pair) => setText(node.querySelector(".mw-tag"), STATUS_WORDS[pair.status]));
    pairs.hidden = !live.length;
    const heading = app.own ? "Your shortlist" : "Shortlist";
    setText(title, wishes.length ? `${heading} (${wishes.length})` : heading);
    const near = wishes.length || live.length ? [] : suggestions(app);
    showText(hint, shortWords(app, wishes, near));
    patch(ideas, near, ({ id }) => id, (idea) => ideaItem(app, idea));
    ideas.hidden = !near.length;
    patch(list, wishes, (id) => id, (id) => wishItem(app, person.id, id), (node, id) => updateWish(app, node, id, wishes));
  });
  return { node: h("div", {}, pairs, title, hint, list, ideas), draw };
}

function shortWords(app, wishes, near) {
  if (wishes.length) return app.own ? "The first is the one you wish for most." : "The first is wished for most.";
  return near.length ? "Still empty. These have most in common:" : `Still empty. Press Shortlist on a ${app.ledger.term("mentor")} below.`;
}

// A first idea for whoever has no wishes: what is shared, a free place, and nothing in the way.
function suggestions(app) {
  return app.ledger.mentors
    .map((mentor, at) => ({ id: mentor.id, common: app.common(at) }))
    .filter(({ common }) => common.length)
    .sort((a, b) => b.common.length - a.common.length || (app.ledger.name(a.id) < app.ledger.name(b.id) ? -1 : 1))
    .slice(0, LOOKED_AT)
    .filter(({ id }) => !stopOf(app.ledger, app.who, id))
    .slice(0, 3);
}

const ideaItem = (app, { id, common }) => h("li", { class: "mwp-short-item" }, avatar(app.ledger.byId.get(id)), h("div", { class: "mwp-grow" },
  button(app.ledger.name(id), () => openProfile(app, id), { class: "mwp-name", "aria-haspopup": "dialog" }), h("p", { class: "mw-hint" }, common.slice(0, 4).join(", "))),
button("Shortlist", () => app.toggleWish(id), { class: "mw-btn mwp-edit", about: app.ledger.name(id) }));

const pairedItem = (app, pair) => h("li", { class: "mwp-short-item" }, avatar(app.ledger.byId.get(pair.mentor)), h("div", { class: "mwp-grow" },
  h("p", {}, h("strong", {}, app.ledger.name(pair.mentor))), h("p", { class: "mw-hint" }, pair.purpose)), h("span", { class: "mw-tag mw-good" }),
button("Open", () => app.showPair(pair), { class: "mw-btn mw-plain", about: `the pair of ${app.ledger.name(pair.mentee)} and ${app.ledger.name(pair.mentor)}` }));

function wishItem(app, who, id) {
  const name = app.ledger.name(id);
  const step = (by, words, sign) => button("", () => moveWish(app, who, id, by), { class: "mw-btn mw-plain mwp-icon mwp-edit", "aria-label": `Move ${name} ${words}`, "data-step": String(by), title: `Move ${words}` , "data-sign": sign });
  return h("li", { class: "mwp-short-item" }, h("span", { class: "mwp-rank", "aria-hidden": "true" }), h("div", { class: "mwp-grow" },
    button(name, () => openProfile(app, id), { class: "mwp-name", "aria-haspopup": "dialog" }), h("p", { class: "mwp-bar-words" })),
  h("div", { class: "mwp-row mwp-tight" }, step(-1, "up", "↑"), step(1, "down", "↓"),
    button("", () => app.toggleWish(id), { class: "mw-btn mw-plain mwp-icon mwp-edit", "aria-label": `Take ${name} off the shortlist`, title: "Take off", "data-sign": "×" }),
    button("Choose", () => openChoose(app, id), { about: name, class: "mw-btn mwp-edit mwp-choose", "aria-haspopup": "dialog" })));
}

function moveWish(app, who, id, by) {
  const list = shortlistOf(app.ledger, who);
  const next = moved(list, id, by);
  if (next === list) { app.say(by < 0 ? "Already first." : "Already last."); return; }
  app.edit([[key("shortlist", who), next]], `${app.ledger.name(id)} is now number ${next.indexOf(id) + 1}`);
}

function updateWish(app, node, id, wishes) {
  const at = wishes.indexOf(id);
  const stop = stopOf(app.ledger, app.who, id);
  const paired = livePairsOf(app.ledger, app.who).some((pair) => pair.mentor === id);
  setText(node.querySelector(".mwp-rank"), String(at + 1));
  showText(node.querySelector(".mwp-bar-words"), paired ? "" : stop);
  node.querySelector(".mwp-choose").hidden = !!stop || paired || !app.mayChoose;
  node.querySelector("[data-step='-1']").setAttribute("aria-disabled", String(at === 0));
  node.querySelector("[data-step='1']").setAttribute("aria-disabled", String(at === wishes.length - 1));
}
