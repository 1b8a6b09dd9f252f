// Back closes an open dialog and stays on the page, as it does everywhere else on a phone. Only on our own pages: in a
// notebook the address and its history belong to somebody else.

const opened = []; // {box, close} of the dialogs that are open, the newest last
let isListening = false, isGoing = false, settling = 0;

const entries = () => Number(history.state?.mwDialogs) || 0;
const isOurPage = (box) => !!box.closest("body.mw");

// Dialogs follow each other: one closes and the next one opens in one turn. What the history needs is known after it.
function settleHistory() {
  clearTimeout(settling);
  settling = setTimeout(() => {
    const more = opened.length - entries();
    if (isGoing || !more) return;
    if (more < 0) { isGoing = true; history.go(more); return; }
    history.scrollRestoration = "manual"; // to come back to this page out of its dialog must not scroll it
    for (let at = entries() + 1; at <= opened.length; at += 1) history.pushState({ ...history.state, mwDialogs: at }, "");
  });
}

function onBack() {
  isGoing = false;
  while (opened.length > entries()) {
    const { box, close } = opened.at(-1);
    close();
    if (box.open) break; // it asks something first
    opened.pop(); // before it is told: that a dialog is closed is heard a turn later
  }
  if (!entries()) history.scrollRestoration = "auto";
  settleHistory();
}

/** The dialogs that were open before a reload are open again, or gone: the history is brought in line. */
export function backBegins() { if (typeof history !== "undefined" && entries()) settleHistory(); }

/** A dialog has opened: Back closes it by `close`. */
export function backCloses(box, close) {
  if (!isOurPage(box)) return;
  if (!isListening) addEventListener("popstate", onBack);
  isListening = true;
  opened.push({ box, close });
  settleHistory();
}

/** A dialog was closed, by Back or in any other way. */
export function backForgets(box) {
  const at = opened.findIndex((one) => one.box === box);
  if (at < 0) return;
  opened.splice(at, 1);
  settleHistory();
}
