// What a person has before their eyes: the fields of a page, the one they type in, and all that they had opened.
() => {
  const KINDS = { textarea: "text", search: "search", number: "number", date: "date", time: "time", checkbox: "choice", radio: "choice", select: "list", text: "text", email: "text", url: "text", tel: "text" };
  const shown = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
  const plain = (text) => (text ?? "").trim().replace(/\s+/g, " ").slice(0, 80);
  const labelled = (node) => (node.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  const nameOf = (node) => plain(node.getAttribute("aria-label")) || plain(labelled(node)) || plain([...(node.labels ?? [])].map((label) => label.textContent).join(" ")) || plain(node.title) || plain(node.placeholder) || plain(node.textContent);
  const partOf = (node) => {
    const group = node.closest("fieldset, [role=group], [role=radiogroup], .mwp-pair, [data-question]");
    return group ? plain(group.querySelector("legend, h3, h4")?.textContent || group.getAttribute("aria-label") || labelled(group)) : "";
  };
  const kindOf = (node) => (node.getAttribute("role") === "combobox" ? "choosing" : ["numeric", "decimal"].includes(node.inputMode) ? "number" : KINDS[node.tagName === "INPUT" ? node.type : node.tagName.toLowerCase()]);
  const valueOf = (node) => {
    if (node.type === "checkbox") return node.checked;
    if (node.type === "radio") return [...document.querySelectorAll("input[type=radio]")].filter((one) => one.name === node.name && one.checked).map(nameOf)[0] ?? "";
    return node.tagName === "SELECT" ? plain(node.selectedOptions[0]?.textContent) : node.value;
  };
  const room = () => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const nodes = () => {
    const found = new Map(), counts = new Map();
    for (const node of room().querySelectorAll("input, textarea, select")) {
      if (!kindOf(node) || !shown(node) || node.disabled || node.readOnly) continue;
      const name = [partOf(node), nameOf(node)].filter(Boolean).join(": ") || "(no name)";
      counts.set(name, (counts.get(name) ?? 0) + 1);
      found.set(counts.get(name) > 1 ? `${name} #${counts.get(name)}` : name, node);
    }
    return found;
  };
  const told = (selector, read) => [...document.querySelectorAll(selector)].filter(shown).map(read);
  const bar = () => document.querySelector(".mw-bar-state");
  let mark = null;
  const eyes = {
    fields: () => [...nodes()].map(([name, node]) => ({ name, kind: kindOf(node), value: valueOf(node), most: node.maxLength ?? -1 })),
    tabs: () => told("[role=tab]", (node) => plain(node.textContent)),
    choose: (at) => { const tab = [...document.querySelectorAll("[role=tab]")].filter(shown)[at]; tab.focus(); tab.click(); },
    unfold: () => { for (const fold of room().querySelectorAll("details:not(.mw-bar-more)")) fold.open ||= Boolean(fold.querySelector("input:not([type=file]), textarea, select")); },
    door: (words) => { const node = [...room().querySelectorAll("button, summary")].filter(shown).find((one) => nameOf(one).match(new RegExp(words, "i"))); node?.focus(); return Boolean(node); },
    enter: (name) => {
      mark = nodes().get(name) ?? null;
      if (!mark) return false;
      mark.focus();
      mark.scrollIntoView({ block: "center" });
      if (["text", "search", "choosing"].includes(kindOf(mark))) mark.setSelectionRange(mark.value.length, mark.value.length);
      return document.activeElement === mark;
    },
    // A key may lead on by itself, to another field or to what it opened: from there the page is looked at.
    follow: () => { mark = document.activeElement; return [...nodes().values()].includes(mark); },
    seen: () => {
      const at = document.activeElement, box = mark?.getBoundingClientRect();
      const over = box && document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 12));
      const isFree = !over || over === mark || mark.contains(over) || over.contains(mark) || [...(mark.labels ?? [])].some((label) => label.contains(over));
      return {
        same: at === mark && mark.isConnected, focus: `${at?.tagName} ${at ? nameOf(at) : ""}`, value: mark ? valueOf(mark) : null,
        caret: mark && /^(TEXTAREA|text|search)$/.test(mark.tagName === "INPUT" ? mark.type : mark.tagName) ? [mark.selectionStart, mark.selectionEnd] : null,
        top: box ? Math.round(box.top) : null, covered: isFree ? "" : `${over.outerHTML.slice(0, 120)} at ${Math.round(box.top)} px`,
      };
    },
    state: () => ({ saved: bar()?.dataset.state ?? "none", words: plain(bar()?.textContent), troubles: told(".mw-troubles > *", (node) => plain(node.textContent)), broken: told(".mw-widget-trouble", (node) => plain(node.textContent)), note: told("#mw-note, .mw-asleep, [data-mw-end]", (node) => plain(node.textContent)) }),
    portrait: () => ({
      dialogs: told("dialog[open]", (node) => node.getAttribute("aria-label") ?? ""), tabs: told("[role=tab][aria-selected=true]", (node) => plain(node.textContent)),
      folds: told("details[open] > summary", nameOf).length, fields: [...nodes()].map(([name, node]) => [name, valueOf(node)]),
    }),
    look: () => ({ ...eyes.seen(), ...eyes.portrait() }),
    frames: (late) => {
      window.mwFrame ??= window.requestAnimationFrame;
      window.requestAnimationFrame = late ? (work) => setTimeout(() => window.mwFrame(work), late) : window.mwFrame;
    },
  };
  window.mwEyes = eyes;
}
