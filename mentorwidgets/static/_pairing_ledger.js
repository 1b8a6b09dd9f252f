// What the worksheet says of people and pairs, and the edits that change it. Pure but for the sheet it reads.
import { countWords, listWords, wordsFor } from "./_pairing_words.js";
import { key, parts } from "./_saver.js";

export const LIVE = ["proposed", "confirmed", "active", "paused"];
export const STATUS_WORDS = {
  proposed: "Waiting for a yes", confirmed: "Both said yes", active: "Meeting", paused: "Paused", ended: "Ended",
};

/**
 * Read the sheet. `refresh()` after each change; everything else answers from what was read.
 * `me` is the participant whose page it is; `taken`: mentor -> places taken in pairs that this page cannot see;
 * `held()` says why no pair can begin at all, or nothing.
 */
export function openLedger(sheet, people, program, bars, { me = "", taken = {}, held = () => "" } = {}) {
  const byId = new Map(people.map((person) => [person.id, person]));
  const mentees = people.filter((person) => person.roles.includes("mentee")).map(asMentee);
  const ledger = {
    sheet, people, program, bars, byId, me, taken, held, term: wordsFor(program.terms), mentees,
    mentors: people.filter((person) => person.roles.includes("mentor")),
    menteesById: new Map(mentees.map((person) => [person.id, person])),
    name: (id) => (byId.get(id) ? `${byId.get(id).name}${byId.get(id).gone && !me ? " (left)" : ""}` : me ? "somebody new" : `${id} (left)`),
    you: (id) => (id && id === me ? "you" : ledger.name(id)),
    refresh: () => readPairs(ledger),
  };
  ledger.refresh();
  return ledger;
}

/** Who says something else as a mentee than as a mentor, as a mentee: each role has a card of its own. */
const asMentee = ({ mentee_side: side, ...person }) => ({ ...person, ...side });

/** Somebody in a role, `mentor` or `mentee`. */
export const personAs = (ledger, id, role) => (role === "mentee" && ledger.menteesById.get(id)) || ledger.byId.get(id);

function readPairs(ledger) {
  ledger.pairs = [];
  ledger.load = new Map(Object.entries(ledger.taken));
  ledger.ofMentee = new Map();
  for (const field of ledger.sheet.keys("pair/")) {
    const value = ledger.sheet.get(field);
    const [, mentee, mentor, purpose] = parts(field);
    if (!value || purpose === undefined) continue;
    const pair = { mentee_yes: false, mentor_yes: false, origin: "chosen", since: "", status: "proposed", ...value, key: field, mentee, mentor, purpose };
    ledger.pairs.push(pair);
    ledger.ofMentee.set(mentee, [...(ledger.ofMentee.get(mentee) ?? []), pair]);
    if (isLive(pair)) ledger.load.set(mentor, (ledger.load.get(mentor) ?? 0) + 1);
  }
}

export const isLive = (pair) => LIVE.includes(pair.status);
export const pairsOf = (ledger, mentee) => ledger.ofMentee.get(mentee) ?? [];
export const livePairsOf = (ledger, mentee) => pairsOf(ledger, mentee).filter(isLive);
export const capacityOf = (ledger, id) => ledger.byId.get(id)?.capacity ?? ledger.program.capacity ?? 1;
export const freeOf = (ledger, id) => Math.max(0, capacityOf(ledger, id) - (ledger.load.get(id) ?? 0));
export const offerOf = (ledger, id) => ledger.sheet.get(key("offer", id)) ?? (personAs(ledger, id, "mentee")?.participation || "offered");
export const isAsking = (ledger, id) => ledger.sheet.get(key("assign", id)) ?? ledger.byId.get(id)?.assign ?? false;

/** The mentor ids that a mentee wishes for, the first most; those of the roster until someone changes them. */
export function shortlistOf(ledger, id) {
  const list = ledger.sheet.get(key("shortlist", id)) ?? ledger.byId.get(id)?.wishes ?? [];
  return Array.isArray(list) ? list.filter((mentor) => ledger.byId.has(mentor)) : [];
}

/** Why these two cannot be paired, in words, or "". A full mentor is no bar: places come free. */
export function barOf(ledger, mentee, mentor) {
  const bar = ledger.bars.mentees?.[mentee] ?? ledger.bars.pairs?.[mentee]?.[mentor] ?? ledger.bars.mentors?.[mentor];
  if (bar !== undefined) return mentee === ledger.me ? ledger.bars.words[bar].replace("These two", "You two") : ledger.bars.words[bar];
  if (mentee === mentor) return "Nobody can be their own mentor.";
  const before = pairsOf(ledger, mentee).some((pair) => pair.mentor === mentor && pair.status === "ended");
  return before && !ledger.program.rematch_past ? mentee === ledger.me ? "You two were a pair before." : "They were paired before." : "";
}

/** Why this mentee cannot choose this mentor right now, or "". */
export function stopOf(ledger, mentee, mentor) {
  const bar = barOf(ledger, mentee, mentor) || ledger.held();
  const isMe = mentee === ledger.me;
  if (bar) return bar;
  if (offerOf(ledger, mentee) === "declined") return `${isMe ? "You" : ledger.name(mentee)} said no thank you to the offer.`;
  if (!openPurposes(ledger, mentee).length) return isMe ? "You have someone for every purpose." : `${ledger.name(mentee)} has someone for every purpose.`;
  if (livePairsOf(ledger, mentee).length >= demandOf(ledger, mentee)) return isMe ? `You have as many ${ledger.term("mentors")} as you asked for.` : `${ledger.name(mentee)} has as many ${ledger.term("mentors")} as they asked for.`;
  return freeOf(ledger, mentor) > 0 ? "" : `${ledger.name(mentor)} has no place free.`;
}

export const demandOf = (ledger, id) => ledger.byId.get(id)?.demand ?? 1;

/** The program's purposes that this mentee has no mentor for yet; with but one purpose, all their mentors share it. */
export function openPurposes(ledger, mentee, live = livePairsOf(ledger, mentee)) {
  const { purposes } = ledger.program;
  const most = purposes.length === 1 ? Math.max(1, demandOf(ledger, mentee)) : 1;
  return purposes.filter((purpose) => live.filter((pair) => pair.purpose === purpose).length < most);
}

/** Where a mentee stands: a code to sort and filter by, and words. `pairing/tally.py` counts by the same codes. */
export function standing(ledger, id) {
  const live = livePairsOf(ledger, id), here = live.filter((pair) => isHere(ledger, pair.mentor));
  const offer = offerOf(ledger, id);
  if (offer === "declined") return { code: "declined", words: "said no thank you" };
  if (here.length) return pairedStanding(ledger, id, here);
  if (live.length) return { code: "lost", words: `their ${ledger.term("mentor")} left` };
  if (offer === "later") return { code: "later", words: "maybe later" };
  if (isAsking(ledger, id)) return { code: "asked", words: "asked to be assigned" };
  const wishes = shortlistOf(ledger, id).filter((mentor) => isHere(ledger, mentor)).length;
  if (wishes) return { code: "shortlist", words: `shortlist of ${wishes}` };
  return { code: "unpaired", words: isWaiting(ledger, id) ? "looking again" : "not paired yet" };
}

/** Whether a mentee was unpaired in an earlier round, or a pair of theirs ended: they go first (PP21). */
export const isWaiting = (ledger, id) => !!ledger.byId.get(id)?.waiting || pairsOf(ledger, id).some((pair) => pair.status === "ended");

function pairedStanding(ledger, id, live) {
  const names = listWords([...new Set(live.map((pair) => ledger.name(pair.mentor)))]);
  if (live.some((pair) => pair.status === "proposed")) return { code: "waiting", words: `waiting for a yes with ${names}` };
  const missing = demandOf(ledger, id) - live.length;
  const more = missing > 0 && openPurposes(ledger, id, live).length ? `, wants ${missing} more` : "";
  return { code: more ? "part" : "paired", words: `paired with ${names}${more}` };
}

/** Whether a mentee still needs something from the coordinator. */
export const isNeeding = (code) => ["lost", "asked", "shortlist", "unpaired", "part"].includes(code);

const isHere = (ledger, id) => ledger.byId.has(id) && !ledger.byId.get(id).gone;

/** The pairs that count: not ended, both still there, and the mentee takes part. */
export const standingPairs = (ledger) => ledger.pairs.filter((pair) => isLive(pair) && isHere(ledger, pair.mentee) && isHere(ledger, pair.mentor) && offerOf(ledger, pair.mentee) !== "declined");

/** The edits by which a mentee takes no part this time: their pairs end, and nobody has to say why. */
export const declineEdits = (ledger, id) => [...livePairsOf(ledger, id).map((pair) => moveEdit(ledger, pair, "ended")), [key("offer", id), "declined"]];

/** How far the program is, and what is next: two sentences. */
export function progress(ledger) {
  const codes = ledger.mentees.map((person) => standing(ledger, person.id).code);
  const number = (...wanted) => codes.filter((code) => wanted.includes(code)).length;
  const taking = codes.length - number("declined", "later");
  const paired = number("paired", "part");
  const done = taking ? `${paired} of ${countWords(taking, ledger.term("mentee"), ledger.term("mentees"))} ${paired === 1 ? "is" : "are"} paired.` : `No ${ledger.term("mentee")} is taking part yet.`;
  const next = [[number("waiting"), "waiting for a yes"], [number("asked"), "asked to be assigned"], [number("shortlist"), "with a shortlist"], [number("unpaired"), "not paired yet"], [number("lost"), `whose ${ledger.term("mentor")} left`]];
  const open = next.filter(([n]) => n).map(([n, words]) => `${n} ${words}`);
  return { done, next: open.length ? `Next: ${listWords(open)}.` : taking ? "Everyone has someone. Well done." : "", paired, taking };
}

/** The edit that pairs two people. */
export function chooseEdit(ledger, mentee, mentor, purpose, origin) {
  const value = { status: "proposed", origin, mentee_yes: origin !== "assigned", since: ledger.program.today };
  return [key("pair", mentee, mentor, purpose), value];
}

const valueOf = ({ status, origin, mentee_yes, mentor_yes, since }) => ({ status, origin, mentee_yes, mentor_yes, since });

/** The edit after one side (`mentee` or `mentor`) says yes: two yeses confirm the pair. */
export function agreeEdit(ledger, pair, side) {
  const value = { ...valueOf(pair), [`${side}_yes`]: true };
  if (value.mentee_yes && value.mentor_yes) Object.assign(value, { status: "confirmed", since: ledger.program.today });
  return [pair.key, value];
}

/** The edit after one side takes a yes back: the pair waits again. */
export function doubtEdit(ledger, pair, side) {
  const since = pair.status === "proposed" ? pair.since : ledger.program.today;
  return [pair.key, { ...valueOf(pair), status: "proposed", [`${side}_yes`]: false, since }];
}

/** The edit that brings a pair to another status. */
export const moveEdit = (ledger, pair, status) => [pair.key, { ...valueOf(pair), status, since: ledger.program.today }];

/** The ids of `list` with `id` moved by one place, up (-1) or down (1). */
export function moved(list, id, step) {
  const at = list.indexOf(id);
  const to = at + step;
  if (at < 0 || to < 0 || to >= list.length) return list;
  const copy = [...list];
  [copy[at], copy[to]] = [copy[to], copy[at]];
  return copy;
}

/** The pairs as rows of a table with names, for CSV and print. */
export function pairRows(ledger, pairs = ledger.pairs) {
  const term = (word) => ledger.term(word).replace(/^./u, (c) => c.toUpperCase());
  const head = [term("mentee"), `${term("mentee")} id`, term("mentor"), `${term("mentor")} id`, "Purpose", "Status", "Since", "How it came about", `${term("mentee")} said yes`, `${term("mentor")} said yes`, "Note"];
  const rows = pairs.map((pair) => [ledger.name(pair.mentee), pair.mentee, ledger.name(pair.mentor), pair.mentor, pair.purpose,
    pair.status, pair.since, pair.origin, pair.mentee_yes ? "yes" : "no", pair.mentor_yes ? "yes" : "no",
    ledger.sheet.get(noteKey(pair)) ?? ""]);
  return [head, ...rows];
}

export const noteKey = (pair) => key("note", pair.mentee, pair.mentor, pair.purpose);
