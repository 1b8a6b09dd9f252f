// A personal link: takes its key out of the address at once, and exchanges it for a cookie.
import { timeLimit } from "../../../mentorwidgets/static/_engine.js";

const WORDS = "We could not reach the server. Please look at your connection and open the link again.";

function show(page, name) {
  for (const section of page.querySelectorAll("section")) section.hidden = section.id !== name;
  page.querySelector(`#${name} [tabindex="-1"]`)?.focus();
}

function say(page, words) {
  const problem = page.querySelector("#mw-in-problem");
  problem.textContent = words;
  problem.hidden = false;
  show(page, "mw-paste");
}

function ask(page, { now, then }, goOn) {
  for (const place of page.querySelectorAll("[data-now]")) place.textContent = now;
  for (const place of page.querySelectorAll("[data-then]")) place.textContent = then;
  const go = page.querySelector("[data-go]");
  go.textContent = `Go on as ${then}`;
  go.onclick = goOn; // one: another link may be opened on this very page
  page.querySelector("[data-stay]").textContent = `Stay signed in as ${now}`;
  show(page, "mw-ask");
}

async function exchange(page, key, sure = "") {
  show(page, "mw-opening");
  const form = new URLSearchParams({ key, sure, _xsrf: page.querySelector("[name=_xsrf]").value });
  let answer;
  try {
    const response = await fetch(page.dataset.in, { method: "POST", body: form, credentials: "same-origin", signal: timeLimit(15_000) });
    answer = await response.json();
  } catch { answer = { error: WORDS }; }
  if (answer.go) location.replace(answer.go);
  else if (answer.then) ask(page, answer, () => exchange(page, key, "yes"));
  else say(page, [answer.error, answer.mend].filter(Boolean).join(" ") || WORDS);
}

function begin() {
  const page = document.getElementById("mw-in");
  const key = location.hash.slice(1);
  if (!key) return;
  history.replaceState(null, "", location.pathname);
  exchange(page, key);
}

addEventListener("hashchange", begin); // another link pasted into the address of this very page
begin();
