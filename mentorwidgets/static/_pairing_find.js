// Searching, filtering and sorting mentors: pure, and quick enough for each keystroke over thousands of people.
import { fold } from "./_dom.js";

const SEARCHED = ["name", "pronouns", "position", "department", "branch", "library_type", "region", "kind", "bio",
  "interests", "work_areas", "hobbies", "offers", "purposes", "languages", "modes"];
const ANY_MODE = ["in person", "video", "phone", "hybrid"];

/** The filters: name, heading, and the values that a person has. */
export const FACETS = [
  { name: "topics", label: "Interests and topics", of: (p) => [...(p.offers ?? []), ...(p.interests ?? [])] },
  { name: "work_areas", label: "Work area", of: (p) => p.work_areas ?? [] },
  { name: "region", label: "Region", of: (p) => [p.region] },
  { name: "library_type", label: "Library type", of: (p) => [p.library_type] },
  { name: "modes", label: "Way of meeting", of: (p) => p.modes?.length ? p.modes : ANY_MODE },
  { name: "languages", label: "Language", of: (p) => p.languages ?? [] },
  { name: "purposes", label: "Purpose", of: (p, program) => p.purposes?.length ? p.purposes : program.purposes },
  { name: "kind", label: "Kind of mentor", of: (p) => [p.kind] },
];

/** Read everyone once: words for the search, terms for the filters. */
export function indexOf(mentors, program) {
  const vocabulary = new Map();
  mentors.forEach((person, at) => {
    for (const word of new Set(fold(searchedText(person)).split(" "))) {
      if (!vocabulary.has(word)) vocabulary.set(word, []);
      vocabulary.get(word).push(at);
    }
  });
  const facets = FACETS.map((facet) => facetIndex(facet, mentors, program));
  return { mentors, vocabulary, words: [...vocabulary.keys()].sort(), facets, folded: mentors.map((p) => fold(p.name)) };
}

const searchedText = (person) => [...SEARCHED.flatMap((name) => person[name] ?? []), ...(person.notes ?? []).map((note) => note.text)].join(" ");

function facetIndex(facet, mentors, program) {
  const labels = new Map();
  const values = mentors.map((person) => {
    const keys = new Set();
    for (const label of facet.of(person, program)) {
      const key = label ? fold(label) : "";
      if (!key) continue;
      keys.add(key);
      if (!labels.has(key)) labels.set(key, label);
    }
    return [...keys];
  });
  return { name: facet.name, label: facet.label, labels, values };
}

/** Who has every word of `text`; the last word may be its beginning, and so may long words. Never a part inside a word. */
export function matching(index, text) {
  const words = fold(text).split(" ").filter(Boolean);
  const hits = new Uint16Array(index.mentors.length);
  words.forEach((word, turn) => {
    const open = word.length > 3 || (turn === words.length - 1 && !/\s$/.test(text));
    for (const known of open ? startingWith(index.words, word) : [word]) {
      for (const at of index.vocabulary.get(known) ?? []) if (hits[at] === turn) hits[at] = turn + 1;
    }
  });
  return (at) => hits[at] === words.length;
}

function startingWith(words, start) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] < start) low = middle + 1;
    else high = middle;
  }
  const found = [];
  while (low < words.length && words[low].startsWith(start)) found.push(words[low++]);
  return found;
}

/**
 * Find mentors. `picked` maps a facet's name to a Set of folded values (any of them will do); `only` is a list of tests
 * that must all hold; `order(a, b)` compares two places in `index.mentors`.
 * Gives the places found, and for each facet how many each value would leave.
 */
export function find(index, { text = "", picked = {}, only = [], order }) {
  const has = matching(index, text);
  const counts = index.facets.map(() => new Map());
  const found = [];
  for (let at = 0; at < index.mentors.length; at++) {
    if (!has(at) || !only.every((test) => test(index.mentors[at]))) continue;
    const missed = missedFacets(index.facets, picked, at);
    if (missed.length === 0) found.push(at);
    if (missed.length < 2) tally(index.facets, counts, at, missed[0]);
  }
  const named = nameFirst(index, text);
  found.sort((a, b) => named(b) - named(a) || order?.(a, b) || a - b);
  return { found, counts };
}

function missedFacets(facets, picked, at) {
  const missed = [];
  facets.forEach((facet, i) => {
    const wanted = picked[facet.name];
    if (wanted?.size && !facet.values[at].some((value) => wanted.has(value))) missed.push(i);
  });
  return missed;
}

function tally(facets, counts, at, missed) {
  facets.forEach((facet, i) => {
    if (missed !== undefined && missed !== i) return;
    for (const value of facet.values[at]) counts[i].set(value, (counts[i].get(value) ?? 0) + 1);
  });
}

function nameFirst(index, text) {
  const start = fold(text);
  if (!start) return () => 0;
  return (at) => Number(` ${index.folded[at]}`.includes(` ${start}`));
}

const termsOf = (person, names) => new Map(names.flatMap((name) => person[name] ?? []).map((term) => [fold(term), term]));

/** What each mentor shares with this mentee, whole terms only: what is offered for what is wanted first. */
export function commonTerms(mentee, mentors) {
  if (!mentee) return mentors.map(() => []);
  const wanted = termsOf(mentee, ["wants", "interests", "work_areas"]);
  const free = termsOf(mentee, ["hobbies"]);
  return mentors.map((mentor) => {
    const given = termsOf(mentor, ["offers", "interests", "work_areas"]);
    const spare = termsOf(mentor, ["hobbies"]);
    return [...[...wanted].filter(([key]) => given.has(key)), ...[...free].filter(([key]) => spare.has(key))].map(([, term]) => term);
  });
}

const byName = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** The ways to sort; `facts` gives common(at) and free(id). */
export function orders(mentors, facts) {
  const name = (a, b) => byName.compare(mentors[a].name, mentors[b].name) || (mentors[a].id < mentors[b].id ? -1 : 1);
  const down = (of) => (a, b) => of(b) - of(a) || name(a, b);
  return {
    common: down((at) => facts.common(at).length * 2 + Number(facts.free(mentors[at].id) > 0)),
    name,
    places: down((at) => facts.free(mentors[at].id)),
    years: down((at) => mentors[at].years ?? -1),
    confirmed: down((at) => Date.parse(mentors[at].confirmed) || 0),
  };
}
