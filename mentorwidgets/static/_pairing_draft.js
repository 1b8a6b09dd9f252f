// The coordinator's draft of a proposal, and the edits that change, publish or repair. Pure but for the sheet it reads.
import { isAsking, isLive, isWaiting, demandOf, livePairsOf, offerOf, openPurposes, pairsOf } from "./_pairing_ledger.js";
import { key } from "./_saver.js";

export const WAYS = { fairest: "Fairest", everyone: "Everyone paired", "best fit": "Best fit" };
const FITS = [[700, "strong"], [550, "good"], [400, "fair"], [0, "weak"]];
const field = (name) => key("draft", name);
const equal = (a, b) => a.every((part, i) => part === b[i]);
const orNothing = (list) => (list.length ? list : null);

/** A pair's points as a word. */
export const fitWords = (points) => FITS.find(([least]) => points >= least)[1];

/** What the draft says, with nothing left out. */
export function draftOf(ledger) {
  const said = (name, otherwise) => ledger.sheet.get(field(name)) ?? otherwise;
  return { pins: said("pins", []), forbids: said("forbids", []), weights: said("weights", {}), objective: said("objective", "fairest"), include: said("include", "asked") };
}

/** The mentees to propose for, those who look again first: [{person, first}]. */
export function waitingFor(ledger, include) {
  return ledger.mentees.filter((person) => isFor(ledger, include, person))
    .map((person) => ({ person, first: isWaiting(ledger, person.id) }))
    .sort((a, b) => b.first - a.first || inAlphabet(a.person.name, b.person.name));
}

/** How many they are. */
export const countWaiting = (ledger, include) => ledger.mentees.reduce((sum, person) => sum + isFor(ledger, include, person), 0);

const inAlphabet = new Intl.Collator("en").compare;
const isFor = (ledger, include, { id }) => (include === "all" || isAsking(ledger, id)) && !["declined", "later"].includes(offerOf(ledger, id)) && isOpen(ledger, id);

const isOpen = (ledger, id) => livePairsOf(ledger, id).length < demandOf(ledger, id) && openPurposes(ledger, id).length > 0;

export const isPinned = (draft, pair) => draft.pins.some((pin) => equal(pin, [pair.mentee, pair.mentor, pair.purpose]));
export const isForbidden = (draft, pair) => draft.forbids.some((ids) => equal(ids, [pair.mentee, pair.mentor]));
/** Whether a proposed pair already stands on the worksheet. */
export const isPublished = (ledger, pair) => livePairsOf(ledger, pair.mentee).some((one) => one.mentor === pair.mentor && one.purpose === pair.purpose);

/** Keep a pair, or let it go again. A kept pair is no longer forbidden. */
export function pinEdits(draft, pair) {
  const ids = [pair.mentee, pair.mentor, pair.purpose];
  const others = draft.pins.filter((pin) => !equal(pin, ids));
  return [
    [field("pins"), orNothing(isPinned(draft, pair) ? others : [...others, ids])],
    ...(isForbidden(draft, pair) ? [[field("forbids"), orNothing(draft.forbids.filter((two) => !equal(two, ids)))]] : []),
  ];
}

/** Keep this pair in place of whoever else the draft keeps for the mentee and purpose. */
export function insteadEdits(draft, pair, mentor) {
  const pins = draft.pins.filter((pin) => !(pin[0] === pair.mentee && pin[2] === pair.purpose));
  return pinEdits({ ...draft, pins }, { ...pair, mentor });
}

/** Say "not this pair", or allow it again. A forbidden pair is no longer kept. */
export function forbidEdits(draft, pair) {
  const ids = [pair.mentee, pair.mentor];
  const others = draft.forbids.filter((two) => !equal(two, ids));
  const pins = draft.pins.filter((pin) => !equal(pin.slice(0, 2), ids));
  return [
    [field("forbids"), orNothing(isForbidden(draft, pair) ? others : [...others, ids])],
    ...(pins.length === draft.pins.length ? [] : [[field("pins"), orNothing(pins)]]),
  ];
}

/** Choose an objective, whom to propose for, or weights; null goes back to how it is without a word. */
export const draftEdit = (name, value) => [[field(name), value]];

/** Two coordinators kept or refused pairs at the same time: both lists count, and nobody has to choose between them. */
export function keepBoth(sheet, names) {
  for (const name of [field("pins"), field("forbids")].filter((one) => names.has(one))) {
    const trouble = sheet.trouble(name);
    if (trouble?.kind !== "conflict") continue;
    const theirs = trouble.theirs ?? [];
    const more = (trouble.mine ?? []).filter((ids) => !theirs.some((other) => equal(other, ids)));
    sheet.resolve(name, "theirs");
    if (more.length) sheet.set(name, [...theirs, ...more], { say: "Your choice and that of the other coordinator both count", undo: false });
  }
}

const newPair = (ledger, [mentee, mentor, purpose], origin) => [key("pair", mentee, mentor, purpose), { status: "proposed", origin, mentee_yes: false, mentor_yes: false, since: ledger.program.today }];

/** Publish proposed pairs: they wait for both to say yes, and are no longer pins. */
export function publishEdits(ledger, pairs) {
  const draft = draftOf(ledger);
  const left = draft.pins.filter((pin) => !pairs.some((pair) => equal(pin, [pair.mentee, pair.mentor, pair.purpose])));
  const kept = left.length === draft.pins.length ? [] : [[field("pins"), orNothing(left)]];
  return [...pairs.map((pair) => newPair(ledger, [pair.mentee, pair.mentor, pair.purpose], pair.origin)), ...kept];
}

/** Whether somebody lost their mentor, or a mentor their mentee, so that somebody new may be looked for. */
export function canRepair(ledger, pair) {
  const gone = (id) => !ledger.byId.has(id) || !!ledger.byId.get(id).gone;
  if (isLive(pair)) return gone(pair.mentee) !== gone(pair.mentor);
  return pair.status === "ended" && !gone(pair.mentee) && offerOf(ledger, pair.mentee) !== "declined" && livePairsOf(ledger, pair.mentee).length < demandOf(ledger, pair.mentee) && openPurposes(ledger, pair.mentee).includes(pair.purpose);
}

/** End what has to end and propose what is new, in an order in which each place is free when it is needed. */
export function repairEdits(ledger, pair, option) {
  const moved = option.pairs.find(([mentee]) => mentee === option.asked);
  const left = moved ? pairsOf(ledger, option.asked).find((one) => isLive(one) && one.purpose === moved[2]) : null;
  const over = [isLive(pair) ? pair : null, left].filter(Boolean);
  const ended = ({ origin, mentee_yes, mentor_yes }) => ({ status: "ended", origin, mentee_yes, mentor_yes, since: ledger.program.today });
  return [...over.map((one) => [one.key, ended(one)]), ...option.pairs.map((ids) => newPair(ledger, ids, "assigned"))];
}
