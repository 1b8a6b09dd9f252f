// Calendars: files, an address to subscribe to, months that print, and the plan as a picture.
import { h, setText } from "./_dom.js";
import { emptyBox } from "./_empty.js";
import { DAY_NAMES, MONTH_NAMES, monthRows, weekFrom } from "./_cadence_words.js";
import { act, input, labelled, showPicture } from "./_cadence_parts.js";
import { COPY_BY_HAND, copyFrom } from "./_engine.js";
import { bytesFrom, giveFile } from "./_files.js";
import { cookie } from "./_transport.js";

const SHORT = (name) => name.slice(0, 2);

export function makeCalendar(app) {
  const months = h("div", { class: "mwc-months" }), picture = h("div", {}), said = h("p", { class: "mw-soft", role: "status" });
  const versions = () => Object.fromEntries([...app.sheet.saved].filter(([, field]) => field.version).map(([name, field]) => [name, field.version]));
  const give = async (pair) => {
    setText(said, "Making the file…");
    try {
      const { data, name } = await app.ask("calendar", { pair, versions: versions() });
      giveFile(app.root, name, "text/calendar", bytesFrom(data));
      setText(said, "The file is on its way. Open it with your calendar. A newer one later changes what it brought.");
    } catch (error) { setText(said, error.message); }
  };
  const all = act("Download all your meetings", () => give(null));
  const subscribe = makeSubscription(app);
  const none = emptyBox("Nothing to put in a calendar yet", "As soon as you have a plan, its dates are here.");
  const full = h("div", { class: "mwc-stack" },
    h("section", { class: "mwc-part mwc-noprint" }, h("h3", {}, "Into your own calendar"), h("p", { class: "mwc-row" }, act("Download this calendar", () => give(app.names()), { class: "mw-btn mw-main" }), all, act("Print", () => print())), said, subscribe.node),
    h("section", { class: "mwc-stack" }, h("h3", {}, "Month by month"), months),
    h("section", { class: "mwc-stack" }, h("h3", {}, "The plan as a picture"), picture));
  let drawn = "", pictured = "";
  return {
    node: h("div", {}, none, full),
    draw() {
      const meetings = app.view().meetings ?? [];
      none.hidden = meetings.length > 0;
      full.hidden = !meetings.length;
      all.hidden = app.pairs.length < 2;
      const text = JSON.stringify([app.pairKey(), meetings.map((one) => [one.clocks, one.status, one.log]), closures(app)]);
      if (text !== drawn) { drawn = text; months.replaceChildren(...drawMonths(app, meetings)); }
      if (text !== pictured && meetings.length) {
        pictured = text;
        app.ask("picture").then((answer) => showPicture(picture, answer.picture), () => { pictured = ""; });
      }
    },
  };
}

const closures = (app) => app.sheet.keys("closures/").map((name) => app.sheet.get(name));

function drawMonths(app, meetings) {
  const side = app.side() || "mentor", byDay = new Map();
  for (const one of meetings) byDay.set(one.clocks[side].date, [...(byDay.get(one.clocks[side].date) ?? []), one]);
  const days = [...byDay.keys()].sort(), shut = closures(app);
  if (!days.length) return [];
  const [year, month] = days[0].split("-").map(Number), [lastYear, lastMonth] = days.at(-1).split("-").map(Number);
  const count = Math.min(36, (lastYear - year) * 12 + lastMonth - month + 1);
  return Array.from({ length: count }, (_, at) => drawMonth(app, year + Math.floor((month - 1 + at) / 12), ((month - 1 + at) % 12) + 1, byDay, shut));
}

function drawMonth(app, year, month, byDay, shut) {
  const side = app.side() || "mentor", first = app.program.weekStart;
  const closed = (iso) => shut.find((one) => one.first <= iso && iso <= (one.last || one.first));
  const cell = (iso) => {
    if (!iso) return h("td", {});
    const here = byDay.get(iso) ?? [], isOn = here.some((one) => one.status === "planned"), closure = closed(iso);
    const words = here.map((one) => `${one.status === "planned" ? "Meeting" : "No meeting"} ${one.clocks[side].time}`).join(", ");
    return h("td", { class: [here.length && "mwc-busy", here.length && !isOn && "mwc-out", closure && "mwc-shut"].filter(Boolean).join(" ") }, String(Number(iso.slice(8))), here.length ? h("b", { "aria-hidden": "true" }, here[0].clocks[side].time) : null, words || closure ? h("span", { class: "mw-sr" }, [words, closure && `closed: ${closure.name}`].filter(Boolean).join(", ")) : null);
  };
  return h("table", { class: "mwc-month" }, h("caption", {}, `${MONTH_NAMES[month - 1]} ${year}`),
    h("thead", {}, h("tr", {}, ...weekFrom(first).map((day) => h("th", { scope: "col" }, h("span", { "aria-hidden": "true" }, SHORT(DAY_NAMES[day])), h("span", { class: "mw-sr" }, DAY_NAMES[day]))))),
    h("tbody", {}, ...monthRows(year, month, first).map((row) => h("tr", {}, ...row.map(cell)))));
}

const NEVER = "Or let your calendar follow this page, so that it learns by itself what moves.";
const ENDS = "A new address ends the one from before, so the calendar that follows it has to be told the new one.";

/** An address that a calendar can follow. It is a key: it is made when somebody asks, and shown only then. */
function makeSubscription(app) {
  const address = input("text", { readonly: true, class: "mw-input mwc-address", onfocus: () => address.select() });
  const said = h("p", { class: "mw-soft", role: "status" }), shown = h("div", { class: "mwc-part", hidden: true }, labelled("Address for your calendar", address, "It is shown only now, so copy it at once. Whoever has it can read when you meet and, unless you have a word of your own, the topics and what you promised each other. It ends with your link, or when you make a new one."), h("p", { class: "mwc-row" }, act("Copy it", copy), h("a", { class: "mw-btn mw-plain" }, "Open it in your calendar")), said);
  const url = (app.model.get("_links") ?? {}).calendar, hint = h("p", { class: "mw-hint" }, NEVER);
  const ask = act("Let your calendar follow", show), words = h("p", { class: "mw-soft", role: "status" });
  async function tell(method) {
    const response = await fetch(url, { method, credentials: "same-origin", headers: { "X-XSRFToken": cookie("_xsrf") } });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    return answer;
  }
  async function look() {
    try {
      const { made } = await tell("GET");
      setText(hint, made ? `An address for your calendar was made on ${made}. ${ENDS}` : NEVER);
      setText(ask, made ? "Make a new address" : "Let your calendar follow");
    } catch { /* the button says it when it is pressed */ }
  }
  async function show() {
    setText(words, "One moment…");
    try {
      const answer = await tell("POST");
      if (!answer.address) { setText(words, answer.words ?? "There is no address for you."); return; }
      setText(words, "");
      address.value = answer.address;
      shown.querySelector("a").href = answer.address.replace(/^https?:/, "webcal:");
      setText(words, "");
      shown.hidden = false;
      ask.hidden = true;
      address.focus();
    } catch { setText(words, "The server could not be asked. Please try again in a moment."); }
  }
  async function copy() {
    setText(said, await copyFrom(address) ? "Copied. Paste it where your calendar adds one by its address." : `${COPY_BY_HAND}.`);
  }
  const node = h("div", { class: "mwc-part" }, hint, h("p", {}, ask), words, shown);
  node.hidden = !url || app.role === "staff" || app.role === "practice";
  if (!node.hidden) look();
  return { node };
}
