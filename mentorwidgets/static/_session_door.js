// How people come into the room: a link that all share, as an address and as a picture for a phone's camera.
import { h, openDialog, setText, uid } from "./_dom.js";
import { COPY_BY_HAND, copyFrom, timeLimit } from "./_engine.js";

const xsrf = () => document.cookie.split("; ").find((part) => part.startsWith("_xsrf="))?.slice(6) ?? "";
const AWAY = "We could not reach the server. Please look at your connection and try again.";

/** Ask the server something about the room of a program: "open", "end", "take". Gives its answer, or {problem}. */
export async function askServer(saving, deed, more = {}) {
  const slug = saving.worksheet.split("/")[0];
  try {
    const response = await fetch(`${saving.url}api/room/${slug}`, { method: "POST", credentials: "same-origin", headers: { "X-XSRFToken": xsrf() }, body: new URLSearchParams({ do: deed, ...more }), signal: timeLimit(15_000) });
    const answer = await response.json();
    return response.ok ? answer : { problem: [answer.error, answer.mend].filter(Boolean).join(" ") || AWAY };
  } catch { return { problem: AWAY }; }
}

/** The dialog with the link of the room; also the way to end it. */
export async function openDoor(app) {
  const answer = await askServer(app.saving, "open");
  if (answer.problem) { app.say(answer.problem); app.warn(answer.problem); return; }
  app.warn("");
  const id = uid("mws-address");
  const input = h("input", { id, class: "mw-input", readOnly: true, value: answer.address });
  const copy = h("button", { type: "button", class: "mw-btn mw-main", "aria-live": "polite", onclick: async () => setText(copy, await copyFrom(input) ? "Copied" : COPY_BY_HAND) }, "Copy the address");
  const until = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short" }).format(new Date(answer.until));
  openDialog(app.root, "Come into the room", (close) => h("div", { class: "mws-dialog mws-door" },
    h("h3", {}, "Come into the room"),
    h("img", { src: answer.picture, alt: "The address as a picture for a phone's camera" }),
    h("p", { class: "mws-lead" }, "Point your phone's camera at the picture. Nobody can see who you are."),
    h("label", { class: "mw-label", for: id }, "Or open this address"), input,
    h("p", { class: "mw-hint" }, `It works until ${until}. ${answer.alone ? "This server answers on this computer only: start it with --host, so that phones reach it." : "Phones have to be in the same network as this computer, if it is not on the internet."}`),
    h("div", { class: "mws-tools" }, copy, h("button", { type: "button", class: "mw-btn", onclick: close }, "Back to the screen"), h("button", { type: "button", class: "mw-btn mw-plain", onclick: () => endRoom(app, close) }, "End the room for everybody"))));
}

// Whoever is in the room is out then, so it is asked first.
function endRoom(app, closeDoor) {
  const end = async (close) => {
    const said = await askServer(app.saving, "end");
    app.say(said.problem ?? said.told);
    close();
    if (!said.problem) closeDoor();
  };
  openDialog(app.root, "End the room", (close) => h("div", { class: "mws-dialog" }, h("h3", {}, "End the room for everybody?"),
    h("p", {}, "Every phone is out at once. What was sent stays; a note that somebody is still writing does not reach you."),
    h("div", { class: "mws-tools" }, h("button", { type: "button", class: "mw-btn", onclick: close }, "Leave it open"), h("button", { type: "button", class: "mw-btn mw-main", onclick: () => end(close) }, "End the room"))));
}
