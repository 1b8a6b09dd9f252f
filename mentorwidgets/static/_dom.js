// Small pieces that every widget is made of. Text only ever becomes a text node.
import { backBegins, backCloses, backForgets } from "./_back.js";
import { limitField, tooLongIn } from "./_limits.js";
import { same } from "./_same.js";

let count = 0;

/** A fresh id that no other element of the page has. */
export const uid = (stem = "mw") => `${stem}-${++count}-${Math.random().toString(36).slice(2, 7)}`;

const first = (event) => event.stopImmediatePropagation();

// Safari and other WebKit give no focus to a button that is clicked: dialogs, and whatever puts the focus back, need to know where it was.
function takeFocus({ currentTarget: node, isTrusted }) {
  if (isTrusted && !node.contains(node.getRootNode().activeElement)) node.focus({ preventScroll: true });
}

/** Make an element: h("button", {class: "mw-btn", onclick: f, "aria-pressed": "true"}, "Choose"). */
export function h(tag, props = {}, ...kids) {
  const node = document.createElement(tag);
  const { maxLength, maxlength = maxLength, maxlines, ...rest } = props;
  if (maxlength || maxlines) limitField(node, { letters: Number(maxlength) || undefined, lines: maxlines }); // a browser would cut what is pasted
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  if (/^(button|summary)$/.test(tag)) node.addEventListener("click", takeFocus, true);
  // JupyterLab binds single keys (b, d d, arrows) while a cell has focus: each focusable element must opt out itself.
  if (/^(input|select|textarea|button|a|summary|dialog)$/.test(tag) || "tabindex" in props) node.setAttribute("data-lm-suppress-shortcuts", "true");
  // It also takes line breaks and undo from every field inside a cell: it listens at the field itself, but later than we do.
  if (/^(input|textarea)$/.test(tag)) node.addEventListener("beforeinput", first);
  node.append(...kids.flat().filter((kid) => kid !== null && kid !== undefined && kid !== false));
  return node;
}

/** Set text only when it differs, so that nothing is announced or repainted for nothing. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Bring `box`'s children in line with `items` without redrawing rows that stay: focus and scroll survive. */
export function patch(box, items, keyOf, make, update) {
  const old = new Map([...box.children].map((node) => [node.dataset.key, node]));
  let at = box.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let node = old.get(key);
    if (node) old.delete(key);
    else {
      node = make(item);
      node.dataset.key = key;
    }
    update?.(node, item);
    if (node === at) at = at.nextElementSibling;
    else box.insertBefore(node, at);
  }
  for (const node of old.values()) node.remove();
}

/** A polite live region; say() repeats an identical text too. */
export function announcer() {
  const node = h("p", { class: "mw-sr", role: "status" });
  let turn = false;
  return { node, say(text) { turn = !turn; node.textContent = turn ? text : `${text}\u00a0`; } };
}

/** How a dialog is known again after a reload: its kind and what it is about, kept as long as it is open. */
export const keptAs = (kept, ...about) => ({ kept, about });

/** Open again what was open; `openers` knows the kinds. Then Back leads out of the page only where no dialog is open. */
export function reopenDialogs(kept, openers) {
  const open = kept.get("dialogs", []);
  kept.set("dialogs", null);
  for (const [kind, ...about] of open) openers[kind]?.(...about);
  backBegins();
}

/**
 * A modal dialog that gives focus back to where it was; Back closes it, too. `fill(close)` returns its content, `as` comes
 * from `keptAs` where the dialog outlives a reload.
 */
export function openDialog(root, label, fill, onclose, as) {
  const back = root.getRootNode().activeElement;
  const box = h("dialog", { class: "mw-dialog", "aria-label": label });
  let isWarned = false;
  const stays = () => { // words that do not fit are thrown away only by whoever was told, and closes again
    const field = isWarned ? null : tooLongIn(box);
    isWarned = true;
    field?.focus();
    return !!field;
  };
  const close = () => { if (!stays()) box.close(); };
  box.addEventListener("cancel", (event) => { if (stays()) event.preventDefault(); });
  box.append(...[fill(close)].flat());
  box.addEventListener("close", () => {
    backForgets(box);
    as?.kept.set("dialogs", as.kept.get("dialogs", []).filter((one) => !same(one, as.about)));
    box.remove();
    if (back?.isConnected) back.focus();
    onclose?.();
  });
  root.append(box);
  box.showModal();
  backCloses(box, close);
  as?.kept.set("dialogs", [...as.kept.get("dialogs", []), as.about]);
  return { box, close };
}

/** Run `work` when nothing has called again for `ms`. */
export function later(ms, work) {
  let timer = 0;
  const call = (...args) => { clearTimeout(timer); timer = setTimeout(() => work(...args), ms); };
  call.now = (...args) => { clearTimeout(timer); work(...args); };
  call.cancel = () => clearTimeout(timer);
  return call;
}

/** Case, accents and punctuation folded away: "Zoë's Café" -> "zoe s cafe". */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
