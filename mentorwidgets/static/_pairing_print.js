// What leaves the page: the pairs as CSV, and sheets of paper, made in a frame of their own so that nothing else prints.
import { h } from "./_dom.js";
import { giveFile, printAlone } from "./_files.js";
import { isLive, pairRows, personAs, STATUS_WORDS } from "./_pairing_ledger.js";
import { capital, csvText, hoursWords, listWords } from "./_pairing_words.js";

/** Save the pairs as a CSV file that a spreadsheet opens without running anything in it. */
export function downloadPairs(app) {
  giveFile(app.root, `${app.ledger.program.slug || "program"}-pairs.csv`, "text/csv;charset=utf-8", csvText(pairRows(app.ledger)));
  app.say("Your browser has the list of pairs. Look among its downloads.");
}

/** Print one introduction sheet for each pair that has not ended (PP28). */
export function printIntroductions(app) {
  const pairs = app.ledger.pairs.filter(isLive);
  if (!pairs.length) { app.say("There is no pair to introduce yet."); return; }
  printAlone(app, `${app.ledger.program.name}: Introductions`, pairs.map((pair) => introductionSheet(app, pair)));
}

/** Print the list of all pairs. */
export function printPairs(app) {
  const rows = pairRows(app.ledger);
  const wanted = [0, 2, 4, 5, 6, 10];
  const status = rows[0].indexOf("Status");
  const line = (tag, row) => h("tr", {}, ...wanted.map((i) => h(tag, tag === "th" ? { scope: "col" } : {}, i === status && tag === "td" ? STATUS_WORDS[row[i]] ?? row[i] : row[i])));
  printAlone(app, `${app.ledger.program.name}: Pairs`, [h("section", {}, h("h1", {}, `${app.ledger.program.name}: pairs`), h("p", { class: "mw-soft" }, app.ledger.program.today ?? ""),
    h("table", {}, h("thead", {}, line("th", rows[0])), h("tbody", {}, ...rows.slice(1).map((row) => line("td", row)))))]);
}

function introductionSheet(app, pair) {
  const { ledger } = app;
  const [mentee, mentor] = ["mentee", "mentor"].map((role) => personAs(ledger, pair[role], role) ?? { id: pair[role], name: ledger.name(pair[role]) });
  return h("section", { class: "sheet" },
    h("p", { class: "mw-soft" }, `${ledger.program.name} · ${pair.purpose}`),
    h("h1", {}, `${mentee.name}, meet ${mentor.name}`),
    h("p", {}, "A few things to know before your first conversation. You decide together what comes next."),
    h("div", { class: "two" }, personBox(capital(ledger.term("mentee")), mentee, "wants", "Would like help with"), personBox(capital(ledger.term("mentor")), mentor, "offers", "Can help with")),
    h("h2", {}, "Our first conversation"), h("p", { class: "mw-soft" }, "When, where and what we would like to talk about:"), ...[1, 2, 3].map(() => h("div", { class: "line" })));
}

function personBox(role, person, topics, heading) {
  const list = (name) => (person[name] ?? []).join(", ");
  const facts = [[heading, list(topics)], ["Interests", list("interests")], ["Work areas", list("work_areas")], ["Outside work", list("hobbies")],
    ["Ways to meet", listWords(person.modes ?? [])], ["Free time", hoursWords(person.availability)], ["Languages", list("languages")], ["Reach me at", person.email]];
  return h("div", { class: "who" }, h("p", { class: "mw-soft" }, role), h("h2", {}, person.name),
    h("p", { class: "mw-soft" }, [person.pronouns, person.position, person.branch || person.department, person.region].filter(Boolean).join(" · ")),
    person.bio && h("p", { class: "bio" }, person.bio),
    h("dl", {}, ...facts.filter(([, text]) => text).map(([label, text]) => h("div", {}, h("dt", {}, label), h("dd", {}, text)))));
}
