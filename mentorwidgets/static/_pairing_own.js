// The page of a mentor or a mentee: what they read of themselves, and what they may do. Python checks all of it again.
import { agreeEdit, capacityOf, doubtEdit, freeOf, isAsking, isLive, moveEdit, offerOf } from "./_pairing_ledger.js";
import { capital, countWords, listWords, placesWords } from "./_pairing_words.js";

/** The other one of a pair. */
export const partnerOf = (app, pair) => (pair.mentee === app.me ? pair.mentor : pair.mentee);
const sideOf = (app, pair) => (pair.mentee === app.me ? "mentee" : "mentor");
const namesOf = (app, pairs) => listWords([...new Set(pairs.map((pair) => app.ledger.name(partnerOf(app, pair))))]);

const NEWS = 60; // days for which an ending is said

/** Where they stand, and what they can do next: two sentences. That a pair has ended, or will not begin, is said first. */
export function ownWords(app) {
  const ended = app.ledger.pairs.filter((pair) => isNews(app, pair)).map((pair) => endedWords(app, pair));
  const now = nowWords(app);
  return { ...now, done: [...ended, now.done].join(" ") };
}

function isNews({ ledger }, pair) {
  const days = (Date.parse(ledger.program.today) - Date.parse(pair.since)) / 86_400_000;
  const isAgain = ledger.pairs.some((one) => isLive(one) && one.purpose === pair.purpose && one.mentee === pair.mentee);
  return pair.status === "ended" && !isAgain && days <= NEWS;
}

// Nobody is told whose doing it was, and nobody is to blame.
function endedWords(app, pair) {
  const name = app.ledger.name(partnerOf(app, pair));
  if (pair.mentee_yes && pair.mentor_yes) return `Your pair with ${name} has ended. Thank you both for the time you gave.`;
  if (pair.mentee === app.me && pair.mentee_yes) return `${name} cannot be your ${app.ledger.term("mentor")} this time. That says nothing about you.`;
  return `A pair with ${name} will not begin. Nobody has to say why.`;
}

function nowWords(app) {
  const live = app.ledger.pairs.filter(isLive);
  if (!live.length) return app.role === "mentee" ? aloneWords(app) : { done: `Nobody has asked you to be their ${app.ledger.term("mentor")} yet.`, next: "You will see it here when somebody does." };
  const waiting = live.filter((pair) => pair.status === "proposed");
  const met = live.filter((pair) => pair.status !== "proposed");
  const mine = waiting.filter((pair) => !pair[`${sideOf(app, pair)}_yes`]);
  const done = met.length ? `You are paired with ${namesOf(app, met)}.` : `A pair with ${namesOf(app, waiting)} is waiting.`;
  if (mine.length) return { done, next: `Say yes to ${namesOf(app, mine)}, or no. You need not say why.` };
  return { done, next: waiting.length ? `Now ${namesOf(app, waiting)} can say yes.` : "" };
}

function aloneWords({ ledger, me, mayChoose }) {
  const mentor = ledger.term("mentor");
  if (offerOf(ledger, me) === "declined") return { done: "You do not take part this time.", next: "You can change your mind at any time." };
  if (isAsking(ledger, me)) return { done: `You have no ${mentor} yet.`, next: `Your coordinator will look for a ${mentor} for you.` };
  return { done: `You have no ${mentor} yet.`, next: mayChoose ? `Look at the ${ledger.term("mentors")} and choose.` : `Say which ${ledger.term("mentors")} you wish for.` };
}

/** How many a mentor takes, and how many more: the roster's number, which the coordinator keeps. */
export function placeFacts({ ledger, me, role }) {
  if (role !== "mentor") return "";
  const most = capacityOf(ledger, me);
  const free = capital(placesWords(freeOf(ledger, me), most));
  return `${most ? `You take ${countWords(most, ledger.term("mentee"), ledger.term("mentees"))}. ` : ""}${free}. Would you like a break, or to take more? Tell your coordinator.`;
}

/** Whether a pair came in with somebody whose profile this page was not given yet. */
export const hasNewcomer = (app) => app.ledger.pairs.some((pair) => isLive(pair) && !app.ledger.byId.has(partnerOf(app, pair)));

/** Whose yes is missing, said to one of the two. */
export function ownYes(app, pair) {
  const name = app.ledger.name(partnerOf(app, pair));
  const theirs = pair[sideOf(app, pair) === "mentee" ? "mentor_yes" : "mentee_yes"];
  if (pair[`${sideOf(app, pair)}_yes`]) return theirs ? "" : `You said yes. Waiting for ${name}.`;
  return theirs ? `${name} said yes. What do you say?` : "What do you say?";
}

/** What one of the two may do: say yes, take it back, or end the pair. `end` asks first. */
export function ownActions(app, pair, end) {
  const side = sideOf(app, pair);
  const name = app.ledger.name(partnerOf(app, pair));
  const isMine = side === "mentee" && pair.origin === "chosen";
  const yes = { words: "Say yes", tone: "mw-main", run: (now) => app.edit([agreeEdit(app.ledger, now, side)], `You said yes to ${name}`) };
  const no = { words: "No thank you…", tone: "mw-plain", run: end };
  const back = { words: "Take back my yes", tone: "mw-plain", run: (now) => app.edit([doubtEdit(app.ledger, now, side)], `You took back your yes to ${name}`) };
  const unask = { words: "Take back", tone: "mw-plain", run: (now) => app.edit([[now.key, null]], `You no longer ask ${name}`, !now.mentor_yes) };
  const stop = { words: "End…", tone: "mw-plain", run: end };
  const said = pair[`${side}_yes`];
  if (pair.status === "proposed") return said ? [isMine ? unask : back] : [yes, isMine ? unask : no];
  if (pair.status === "confirmed") return [back, stop];
  return isLive(pair) ? [stop] : [];
}

/** End a pair; it cannot be undone here, since it takes two to begin again. */
export const endNow = (app, pair) => app.edit([moveEdit(app.ledger, pair, "ended")], `You and ${app.ledger.name(partnerOf(app, pair))} have ended as a pair`, false);
