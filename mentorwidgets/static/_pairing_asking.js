// The way to the kernel that works proposals out: a question with an id, and its answer or the words of an error.
import { newId } from "./_dom.js";

const LONG = 12_000; // milliseconds after which we say that it takes long

/** Open the way. `ask(question, slow)` promises the answer; an Error carries words for the person. */
export function openAsking(app) {
  const open = new Map();
  const settle = (id, content) => {
    const asked = open.get(id);
    if (!asked) return;
    open.delete(id);
    clearTimeout(asked.timer);
    if (content.error) asked.refuse(new Error(content.error));
    else asked.take(content);
  };
  const heard = (content) => {
    if (content?.kind === "proposal") settle(content.id, content);
    else if (content?.kind === "error") for (const id of [...open.keys()]) settle(id, content);
  };
  app.model.on("msg:custom", heard);
  return {
    ask: (question, slow) => new Promise((take, refuse) => {
      const id = newId();
      open.set(id, { take, refuse, timer: setTimeout(() => slow?.(), LONG) });
      app.model.send({ kind: "propose", id, fields: fieldsNow(app), ...question });
    }),
    close() {
      app.model.off("msg:custom", heard);
      for (const { timer } of open.values()) clearTimeout(timer);
      open.clear();
    },
  };
}

/** What this page shows is newer than what the kernel heard of it. Notes on pairs are nobody's business there. */
export const fieldsNow = (app) => Object.fromEntries(app.sheet.keys().filter((name) => !name.startsWith("note/")).map((name) => [name, app.sheet.get(name)]));
