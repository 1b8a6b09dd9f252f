// Files between a page and whoever reads it: given as downloads, taken as base64, and sheets that print alone.
import { h } from "./_dom.js";
import { wear } from "./_engine.js";

/** Put a file into somebody's downloads; `content` is a text, or bytes. */
export function giveFile(root, name, type, content) {
  const link = h("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name, hidden: true });
  root.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The bytes that Python sent as base64. */
export const bytesFrom = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** Bytes as base64. */
export function textOfBytes(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** The bytes of a chosen file as base64. */
export const base64Of = async (file) => textOfBytes(new Uint8Array(await file.arrayBuffer()));

/** Print sheets in a frame of their own, with the widget's style for paper, so that nothing else prints. */
export function printAlone({ root, model }, title, sheets, className = "") {
  root.querySelector(".mw-sheets")?.remove();
  const frame = h("iframe", { class: "mw-sr mw-sheets", title, tabindex: "-1" });
  frame.setAttribute("aria-hidden", "true");
  root.append(frame);
  const page = frame.contentDocument;
  const { ready } = wear(page, model.get("_paper") ?? "");
  page.documentElement.lang = root.closest("[lang]")?.lang || "en";
  page.title = title;
  page.body.className = `mw ${className}`;
  page.body.append(...sheets);
  frame.contentWindow.addEventListener("afterprint", () => setTimeout(() => frame.remove(), 0));
  const print = () => frame.contentWindow.print();
  if (ready) ready.then(print);
  else print();
}

const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

/**
 * Files that are dropped anywhere on our page go to `take(files)`; a browser would leave the page for them. In a notebook only
 * the worksheet itself takes them. Gives what ends it.
 */
export function catchDrops(root, take) {
  let place = null;
  const over = (event) => { if (hasFiles(event)) event.preventDefault(); };
  const drop = (event) => {
    if (!hasFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (files.length) take(files);
  };
  const begin = () => {
    place = root.closest("body.mw") ? root.ownerDocument.defaultView : root;
    place.addEventListener("dragover", over);
    place.addEventListener("drop", drop);
  };
  queueMicrotask(begin); // when it stands on its page
  return () => { place?.removeEventListener("dragover", over); place?.removeEventListener("drop", drop); };
}
