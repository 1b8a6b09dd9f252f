// A mentor's whole profile in a dialog, and the dialog in which a mentor is chosen.
import { h, keptAs, openDialog, uid } from "./_dom.js";
import { avatar, button, dialogHead, orDash, radios, radioValue, tags } from "./_pairing_parts.js";
import { barOf, capacityOf, chooseEdit, freeOf, isAsking, livePairsOf, openPurposes, pairsOf, personAs, isLive, stopOf, shortlistOf, STATUS_WORDS } from "./_pairing_ledger.js";
import { capital, dateWords, hoursWords, listWords, placesWords, staleWords, yearsWords } from "./_pairing_words.js";

/** The facts of a mentor as [heading, text or node] in the order in which a mentee asks for them. */
export function factsOf(app, person) {
  const list = (name) => (person[name] ?? []).join(", ");
  const { ledger } = app;
  const isMentor = person.roles.includes("mentor");
  const stale = staleWords(person.confirmed, ledger.program.today, ledger.program.stale_days);
  return [
    ...(isMentor ? [["Places", capital(placesWords(freeOf(ledger, person.id), capacityOf(ledger, person.id)))]] : []),
    ["Can help with", list("offers")],
    ["Would like help with", list("wants")],
    ["Interests", list("interests")],
    ["Work areas", list("work_areas")],
    ["Outside work", list("hobbies")],
    ["Position", [person.position, person.department].filter(Boolean).join(", ")],
    ["Years of service", yearsWords(person.years)],
    ["Where", [person.branch, person.region, person.rural ? "rural" : ""].filter(Boolean).join(", ")],
    ["Library type", person.library_type ?? ""],
    ["Kind of mentor", [person.kind, person.project_only ? "short projects only" : ""].filter(Boolean).join(", ")],
    ["Purposes", person.purposes?.length ? list("purposes") : "Any"],
    ["Ways to meet", person.modes?.length ? capital(listWords(person.modes)) : "Any way"],
    ["Free time", [hoursWords(person.availability), person.timezone && `(${person.timezone.split("/").at(-1).replaceAll("_", " ")} time)`].filter(Boolean).join(" ")],
    ["Languages", list("languages")],
    ["Reach them at", app.own ? person.email ?? "" : ""],
    ["Profile", stale ? capital(stale) : person.confirmed ? `Confirmed ${dateWords(person.confirmed)}` : ""],
    ...(person.notes ?? []).map((note) => [note.label, note.text]),
  ];
}

/** Open somebody's profile, as they stand in a role. */
export function openProfile(app, id, role = "mentor") {
  const person = personAs(app.ledger, id, role);
  if (!person) return;
  openDialog(app.root, `Profile of ${person.name}`, (close) => [
    dialogHead(person.name, close, avatar(person, "mwp-big")),
    h("p", { class: "mw-soft" }, [person.pronouns, person.position, person.branch].filter(Boolean).join(" · ")),
    standingBox(app, person),
    person.bio && h("p", { class: "mwp-long" }, person.bio),
    sharedBox(app, id),
    h("dl", { class: "mwp-facts" }, ...factsOf(app, person).filter(([, text]) => text).map(([label, text]) => h("div", {}, h("dt", {}, label), h("dd", {}, text)))),
    h("div", { class: "mwp-row mwp-dialog-foot" }, ...profileActions(app, id, close)),
  ].filter(Boolean), undefined, keptAs(app.kept, "profile", id, role));
}

function sharedBox(app, id) {
  const common = app.common(app.index.mentors.findIndex((person) => person.id === id));
  return common.length ? h("div", {}, h("p", { class: "mw-label" }, `In common with ${app.ledger.you(app.who)}`), tags(common, "mw-good")) : null;
}

function standingBox(app, person) {
  if (!app.who) return null;
  const pair = pairsOf(app.ledger, app.who).find((one) => one.mentor === person.id && isLive(one));
  if (pair) return h("p", { class: "mwp-note mwp-good" }, `${capital(app.ledger.you(app.who))} and ${person.name}: ${STATUS_WORDS[pair.status].toLowerCase()} (${pair.purpose}).`);
  const stop = stopOf(app.ledger, app.who, person.id);
  const why = !app.own && barOf(app.ledger, app.who, person.id) ? "cannot be paired" : "cannot be paired right now";
  return stop ? h("p", { class: "mwp-note" }, h("strong", {}, `${capital(app.ledger.you(app.who))} and ${person.name} ${why}.`), ` ${stop}`) : null;
}

function profileActions(app, id, close) {
  if (!app.who || app.isOff() || !app.ledger.byId.get(id).roles.includes("mentor")) return [];
  const name = app.ledger.name(id);
  const wished = shortlistOf(app.ledger, app.who).includes(id);
  const wish = button(wished ? "Take off the shortlist" : "Add to the shortlist", () => { close(); app.toggleWish(id); });
  const choose = button(app.own ? "Choose" : `Choose for ${app.ledger.name(app.who)}`, () => { close(); openChoose(app, id); }, { class: "mw-btn mw-main", about: name });
  return [!app.mayChoose || stopOf(app.ledger, app.who, id) ? null : choose, wished || !barOf(app.ledger, app.who, id) ? wish : null];
}

/** Ask for the purpose and for how the pair came about, then pair the two. */
export function openChoose(app, id) {
  const { ledger, who } = app;
  const stop = stopOf(ledger, who, id);
  if (stop) { app.say(stop); return; }
  const names = [ledger.name(who), ledger.name(id)];
  const title = app.own ? `Ask ${names[1]} to be your ${ledger.term("mentor")}` : `Pair ${names[0]} with ${names[1]}`;
  openDialog(app.root, title, (close) => {
    const name = { purpose: uid("purpose"), origin: uid("origin") };
    const form = h("form", { class: "mwp-form", novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(); } },
      purposeChoice(ledger, who, id, name.purpose), !app.own && originChoice(ledger, who, name.origin),
      h("p", { class: "mw-hint" }, `${names[1]} then says yes or no. You can ${app.own ? "take it back" : "undo this"}.`),
      h("div", { class: "mwp-row" }, h("button", { type: "submit", class: "mw-btn mw-main" }, app.own ? `Ask ${names[1]}` : "Pair them"), button("Not now", close)));
    const submit = () => {
      const purpose = radioValue(form, name.purpose) ?? form.dataset.purpose;
      close();
      app.edit([chooseEdit(ledger, who, id, purpose, radioValue(form, name.origin) ?? "chosen")], app.own ? `You asked ${names[1]}` : `${names[0]} and ${names[1]} are paired`);
    };
    form.dataset.purpose = freePurpose(ledger, who, id);
    enterSubmits(form);
    app.kept.tie("choice", form);
    return [dialogHead(title, close), form];
  }, () => app.kept.set("choice", null), keptAs(app.kept, "choose", id, who));
}

// JupyterLab cancels the browser's own "Enter submits", so we do it.
function enterSubmits(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    form.requestSubmit();
  });
}

const takenBy = (ledger, who, purpose) => openPurposes(ledger, who).includes(purpose) ? undefined : livePairsOf(ledger, who).find((pair) => pair.purpose === purpose);
const wantedFirst = (ledger, who, id) => [...(personAs(ledger, who, "mentee")?.purposes ?? []), ...(ledger.byId.get(id)?.purposes ?? []), ...ledger.program.purposes];
const freePurpose = (ledger, who, id) => wantedFirst(ledger, who, id).find((purpose) => ledger.program.purposes.includes(purpose) && !takenBy(ledger, who, purpose));

function purposeChoice(ledger, who, id, name) {
  const { purposes } = ledger.program;
  if (purposes.length === 1) return h("p", {}, h("span", { class: "mw-label" }, "Purpose"), orDash(purposes[0]));
  const options = purposes.map((purpose) => {
    const taken = takenBy(ledger, who, purpose);
    return [purpose, purpose, taken ? `Already with ${ledger.name(taken.mentor)}` : "", taken];
  });
  return radios("What is this pair for?", name, options, freePurpose(ledger, who, id));
}

function originChoice(ledger, who, name) {
  const person = ledger.name(who);
  const options = [["chosen", `${person} chose`, "Counts as their yes."], ["hybrid", "We decided together", `Counts as the yes of ${person}.`], ["assigned", "I am assigning them", `${person} is still asked for a yes.`]];
  return radios("Who decided?", name, options, isAsking(ledger, who) ? "assigned" : "chosen");
}
