// The way to Python: a question with an id, and its answer or the words of an error.
import { newId } from "./_engine.js";

const SLOW = 12_000, PATIENCE = 60_000; // milliseconds
const SILENT = "Python did not answer. What is saved is safe. Load this page again and try once more.";

/**
 * Open the way for one kind of question. `ask(question, slow)` promises the answer; an Error carries words for the person.
 * When it takes long, `slow` is called and we wait on; without it nobody waits longer than `patience`.
 */
export function openAsking(model, kind, { patience = PATIENCE, silent = SILENT } = {}) {
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
    if (content?.kind === kind) settle(content.id, content);
    else if (content?.kind === "error") for (const id of [...open.keys()]) settle(id, content);
  };
  model.on("msg:custom", heard);
  return {
    ask: (question, slow) => new Promise((take, refuse) => {
      const id = newId();
      const timer = slow ? setTimeout(slow, SLOW) : setTimeout(() => settle(id, { error: silent }), patience);
      open.set(id, { take, refuse, timer });
      try { model.send({ kind, id, ...question }); } catch (error) { settle(id, { error: error.message || silent }); }
    }),
    close() {
      model.off("msg:custom", heard);
      for (const { timer } of open.values()) clearTimeout(timer);
      open.clear();
    },
  };
}
