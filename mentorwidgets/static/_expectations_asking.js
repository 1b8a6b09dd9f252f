// The way to the kernel, which makes forms and documents: a question with an id, and its answer or the words of an error.
import { newId } from "./_dom.js";

const PATIENCE = 60_000; // milliseconds until we say that no answer came

/** Open the way. `ask(question)` promises the answer; an Error carries words for the person. */
export function openKernelWay(model) {
  const open = new Map();
  const settle = (id, content) => {
    const asked = open.get(id);
    if (!asked) return;
    open.delete(id);
    clearTimeout(asked.timer);
    if (content.error) asked.refuse(new Error(content.error)); else asked.take(content);
  };
  const heard = (content) => {
    if (content?.kind === "expectations") settle(content.id, content);
    else if (content?.kind === "error") for (const id of [...open.keys()]) settle(id, content);
  };
  model.on("msg:custom", heard);
  return {
    ask: (question) => new Promise((take, refuse) => {
      const id = newId();
      open.set(id, { take, refuse, timer: setTimeout(() => settle(id, { error: "Python did not answer. Your answers are safe. Load this page again and try once more." }), PATIENCE) });
      model.send({ kind: "expectations", id, ...question });
    }),
    close() {
      model.off("msg:custom", heard);
      for (const { timer } of open.values()) clearTimeout(timer);
      open.clear();
    },
  };
}
