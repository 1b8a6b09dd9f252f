// Two ways to the desk that reads files: over HTTP to the server, or as messages with buffers to the kernel.
const PART = 1_000_000; // bytes in one message to a kernel
const SILENCE = 60_000; // milliseconds

const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

function failure(body, status) {
  const words = [body?.error || "Something went wrong here.", body?.mend, body?.id && `(${body.id})`].filter(Boolean).join(" ");
  return Object.assign(new Error(words), { status, again: body?.again ?? "", stale: !!body?.stale });
}

const LOST = { error: "There is no connection just now. Your files and changes are still on this page.", mend: "Try again in a moment." };

function overHttp({ url, worksheet }) {
  const base = `${url}api/roster/${worksheet.split("/")[0]}/`;
  return async (verb, request, bytes) => {
    const headers = { "X-XSRFToken": cookie("_xsrf"), "Content-Type": bytes ? "application/octet-stream" : "application/json" };
    if (bytes) headers["X-File-Name"] = encodeURIComponent(request.name);
    let response, body;
    try {
      response = await fetch(base + verb, { method: "POST", credentials: "same-origin", headers, body: bytes ?? JSON.stringify(request) });
      body = await response.json();
    } catch { throw failure(response && response.status < 500 ? {} : LOST, response?.status ?? 0); }
    if (!response.ok) throw failure(body, response.status);
    return body;
  };
}

function overKernel(model) {
  const waiting = new Map();
  let count = 0;
  const hear = (content) => {
    if (content?.kind === "error") for (const { failed } of waiting.values()) failed(failure(content, 500));
    const one = content?.kind === "roster" && waiting.get(content.id);
    if (one) (content.status === 200 ? one.done(content.answer) : one.failed(failure(content.answer, content.status)));
  };
  model.on("msg:custom", hear);
  const ask = (verb, request, bytes) => new Promise((done, failed) => {
    const id = `${Date.now()}-${++count}`;
    const end = (then) => (what) => { clearTimeout(timer); waiting.delete(id); then(what); };
    const timer = setTimeout(() => waiting.get(id)?.failed(failure({ error: "The notebook's kernel does not answer.", mend: "Wait for it, or start it again." }, 0)), SILENCE);
    waiting.set(id, { done: end(done), failed: end(failed) });
    const parts = bytes ? Math.max(1, Math.ceil(bytes.length / PART)) : 1;
    for (let at = 0; at < parts; at += 1) {
      const buffers = bytes ? [new DataView(bytes.slice(at * PART, (at + 1) * PART).buffer)] : [];
      model.send({ kind: "roster", id, verb, request, more: at < parts - 1 }, undefined, buffers);
    }
  });
  ask.close = () => model.off("msg:custom", hear);
  return ask;
}

/** ask(verb, request, bytes) -> Promise of the answer; its error has words, `again` (the key of a file to send once more) and `stale`. */
export function openDesk(model) {
  const way = model.get("_saving") ?? {};
  return way.way === "server" ? Object.assign(overHttp(way), { close() {} }) : overKernel(model);
}
