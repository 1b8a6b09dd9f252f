// The kernel's websocket: opens, opens again after a pause, and knows a lost connection from a dead kernel.
import { newId, timeLimit } from "../../../mentorwidgets/static/_engine.js";
import { pack, unpack, PROTOCOL } from "./_wire.js";

const PAUSES = [400, 800, 1500, 3000, 5000, 10000];
const MOST = 15_000_000; // bytes of one message that the server takes

/** `hear`: {message(msg), open(isFirst), state("live" | "lost" | "dead" | "out")}. */
export function openSocket({ base, kernel }, hear) {
  const session = newId();
  const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${base}api/kernels/${kernel}/channels?session_id=${session}`;
  const state = `${base}api/kernels/${kernel}`;
  let socket = null, tries = 0, opened = 0, ended = false, timer = 0, waiting = [];

  function open() {
    socket = new WebSocket(address, [PROTOCOL]);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      tries = 0;
      for (const bytes of waiting.splice(0)) socket.send(bytes);
      hear.state("live");
      hear.open(opened++ === 0);
    };
    socket.onmessage = ({ data }) => { if (typeof data !== "string") hear.message(unpack(data)); };
    socket.onclose = () => { if (!ended) look(); };
  }

  // A failed handshake tells a page nothing: ask over HTTP why.
  async function look() {
    let status = 0;
    try { status = (await fetch(state, { signal: timeLimit(4000) })).status; } catch { /* no connection */ }
    if (ended) return;
    if (status === 404) { end("dead"); return; }
    if (status === 401) { hear.state("out"); again(3000); return; }
    if (status !== 200) { hear.state("lost"); again(); return; }
    if (tries > 1) hear.state("lost");
    again(tries ? undefined : 50);
  }

  function again(pause = PAUSES[Math.min(tries, PAUSES.length - 1)]) {
    tries += 1;
    clearTimeout(timer);
    timer = setTimeout(open, pause);
  }

  function end(how) {
    ended = true;
    clearTimeout(timer);
    waiting = [];
    socket?.close();
    if (how) hear.state(how);
  }

  addEventListener("offline", () => { if (!ended) hear.state("lost"); });
  addEventListener("online", () => {
    if (ended) return;
    if (socket?.readyState === WebSocket.OPEN) hear.state("live");
    else { tries = 0; again(0); }
  });
  open();
  return {
    /** Send, now or when the connection is there; returns the message's id. */
    send(type, content, { buffers = [], metadata = {} } = {}) {
      const id = newId();
      const header = { msg_id: id, msg_type: type, session, username: "", version: "5.3", date: new Date().toISOString() };
      const bytes = pack({ header, metadata, content, buffers });
      if (bytes.length > MOST) throw new Error("This is too much to send at once.");
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
      else if (!ended) waiting.push(bytes);
      return id;
    },
    /** Say that somebody is using the page, so that it is not put to sleep. */
    touch() { fetch(state).catch(() => { /* the socket notices */ }); },
    end,
  };
}
