// What changed between two texts, word by word, in marks and not by colour alone.
import { h } from "./_dom.js";

const MOST = 400; // words of a text that is compared word by word

/** Pieces of both texts: [{kind: same | gone | new, text}]. */
export function wordDiff(before, after) {
  const [a, b] = [before, after].map((text) => text.split(/(\s+)/).filter(Boolean));
  if (a.length > MOST || b.length > MOST) return [{ kind: "gone", text: before }, { kind: "new", text: after }].filter((piece) => piece.text);
  const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) length[i][j] = a[i] === b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
  const walk = diffWalker();
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) { walk.same(a[i]); i++; j++; }
    else if (i < a.length && (j === b.length || length[i + 1][j] >= length[i][j + 1])) walk.change("gone", a[i++]);
    else walk.change("new", b[j++]);
  }
  return walk.pieces();
}

/** Gathers pieces; blanks between changed words belong to the change, so that a phrase is read as one. */
function diffWalker() {
  const pieces = [];
  let open = { gone: "", new: "" }, blank = "";
  const close = () => {
    for (const kind of ["gone", "new"]) if (open[kind]) pieces.push({ kind, text: open[kind] });
    open = { gone: "", new: "" };
  };
  const keep = (text) => { const last = pieces.at(-1); if (last?.kind === "same") last.text += text; else if (text) pieces.push({ kind: "same", text }); };
  return {
    same(text) {
      if ((open.gone || open.new) && !blank && !text.trim()) { blank = text; return; }
      close();
      keep(blank + text);
      blank = "";
    },
    change(kind, text) {
      for (const each of ["gone", "new"]) open[each] += blank;
      blank = "";
      open[kind] += text;
    },
    pieces() { close(); keep(blank); return pieces; },
  };
}

/** The same as a paragraph: words that went are struck out, words that came are underlined, and both are said. */
export const diffNode = (before, after) => h("p", { class: "mwe-diff" }, ...wordDiff(before, after).map(({ kind, text }) => {
  if (kind === "same") return text;
  return h(kind === "gone" ? "del" : "ins", {}, h("span", { class: "mw-sr" }, kind === "gone" ? " taken out: " : " put in: "), text, h("span", { class: "mw-sr" }, ". "));
}));
