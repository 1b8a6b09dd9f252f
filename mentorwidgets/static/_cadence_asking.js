// The way to the kernel that plans: a question with an id, and its answer or the words of an error.
import { newId } from "./_dom.js";

const LONG = 12_000; // milliseconds after which nobody waits any more

/** Open the way. `ask(what, more)` promises the answer; an Error carries words for the person. */
export function openDesk(model, fieldsOf) {
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
    if (content?.kind === "cadence") settle(content.id, content);
    else if (content?.kind === "error") for (const id of [...open.keys()]) settle(id, content);
  };
  model.on("msg:custom", heard);
  return {
    ask: (what, more = {}) => new Promise((take, refuse) => {
      const id = newId();
      const timer = setTimeout(() => settle(id, { error: "This page cannot plan right now. What you save is kept. Load the page again to go on planning." }), LONG);
      open.set(id, { take, refuse, timer });
      model.send({ kind: "cadence", ask: what, id, fields: fieldsOf(more.pair), ...more });
    }),
    close() {
      model.off("msg:custom", heard);
      for (const { timer } of open.values()) clearTimeout(timer);
      open.clear();
    },
  };
}
