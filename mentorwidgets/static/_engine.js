// What plain http and older browsers lack, in ways that all of them have. Nothing here needs a secure context.

/** A random id; crypto.randomUUID exists only on https and on this computer's own address. */
export const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A signal that gives up after so many milliseconds. */
export function timeLimit(ms) {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), ms);
  return stop.signal;
}

function wearMade(page, text) {
  const sheet = new page.defaultView.CSSStyleSheet();
  sheet.replaceSync(text);
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
  return { ready: null, remove: () => { page.adoptedStyleSheets = page.adoptedStyleSheets.filter((other) => other !== sheet); } };
}

function wearLinked(page, text) {
  const link = page.createElement("link"), url = URL.createObjectURL(new Blob([text], { type: "text/css" }));
  link.rel = "stylesheet";
  link.href = url;
  const ready = new Promise((done) => { link.onload = link.onerror = () => { URL.revokeObjectURL(url); done(); }; });
  page.head.append(link);
  return { ready, remove: () => link.remove() };
}

/**
 * Put a style on a document, where a style element would need unsafe-inline. Gives {ready, remove()}: `ready` is null when
 * it counts at once, else a promise; Safari made style sheets of its own only from 16.4 on.
 */
export function wear(page, text) {
  try { return wearMade(page, text); } catch { return wearLinked(page, text); }
}

/** Copy what stands in a field; gives whether it is copied. Browsers give their clipboard only to https and to this computer. */
export async function copyFrom(input) {
  input.focus();
  input.select();
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch { /* the older way below asks nobody */ }
  try { return input.ownerDocument.execCommand("copy"); } catch { return false; }
}

/** The list with what stands at one place moved to another. */
export function movedTo(list, from, to) {
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), list[from], ...rest.slice(to)];
}

/** Words for whoever has to copy by hand. */
export const COPY_BY_HAND = "It is marked: copy it";
