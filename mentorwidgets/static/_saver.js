// A worksheet in the page: what is saved, what is typed, and the way between them. Never a synced trait: operations with answers.
import { openJournal } from "./_journal.js";
import { serverTransport, kernelTransport } from "./_transport.js";
import { makeBar } from "./_bar.js";

/** The key of a field: parts may hold any text. */
export const key = (...names) => names.map((name) => encodeURIComponent(name)).join("/");
/** The parts of a key. */
export const parts = (name) => name.split("/").map(decodeURIComponent);

const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const given = (value) => (value === undefined ? null : value);

/** Open the worksheet of an anywidget model (traits `value`, `_meta`, `_saving`). See README "How saving works". */
export function openWorksheet(model) {
  const way = model.get("_saving") ?? {};
  const bound = way.way === "server" || way.way === "kernel";
  const saved = new Map(); // key -> {value, version, by, at}: what the store has acknowledged
  const edits = new Map(); // key -> {now, next, timer, wait}: now is under way, next was typed since
  const troubles = new Map();
  const mine = new Set(); // ids of our own operations
  const wrote = new Set(); // keys whose present text is ours
  const listeners = new Set();
  const steps = [];
  const journal = bound ? openJournal(way.worksheet) : null;
  let link = bound ? "fine" : "none", linkWords = "", lastSaved = "", sending = false, pause = 0, retry = 0, learnt = 0, closed = false, ready = !bound;

  const fire = (keys, why) => { for (const fn of listeners) fn({ keys: new Set(keys), why }); };
  const newest = (name) => {
    const edit = edits.get(name);
    if (edit) return (edit.next ?? edit.now).value;
    const trouble = troubles.get(name);
    return trouble?.kind === "conflict" ? trouble.mine : saved.get(name)?.value;
  };
  const present = (value) => value !== null && value !== undefined;
  const version = (name) => saved.get(name)?.version ?? 0;
  const makeOp = (name, value, base) => {
    const op = { op: crypto.randomUUID(), worksheet: way.worksheet ?? "", key: name, value: given(value), base };
    const by = bar.name();
    return by ? { ...op, by } : op;
  };
  const keep = (name) => {
    const slot = edits.get(name);
    const waiting = slot ? [slot.now, slot.next] : [troubles.get(name)?.op];
    return journal?.keep(name, waiting.filter(Boolean));
  };

  function learn() {
    // The kernel hears the acknowledged value, for its own computing; many small saves are told once.
    clearTimeout(learnt);
    learnt = setTimeout(() => {
      model.set("value", Object.fromEntries([...saved].filter(([, field]) => present(field.value)).map(([name, field]) => [name, field.value])));
      model.save_changes();
    }, bound ? 250 : 0);
  }

  function edit(name, value, wait) {
    const trouble = troubles.get(name);
    if (trouble?.kind === "conflict") { trouble.mine = given(value); trouble.op = makeOp(name, value, trouble.op.base); keep(name); bar.draw(); return; }
    troubles.delete(name);
    if (!bound) {
      saved.set(name, { value: given(value), version: version(name) + 1 });
      learn();
      return;
    }
    const old = edits.get(name);
    const slot = old ?? {};
    clearTimeout(slot.timer);
    if (slot.now) slot.next = same(slot.now.value, value) ? undefined : makeOp(name, value, version(name));
    else if (!slot.next && same(value, saved.get(name)?.value)) { edits.delete(name); keep(name); bar.draw(); return; }
    else slot.next = makeOp(name, value, slot.next?.base ?? version(name));
    slot.due = !wait;
    if (wait) slot.timer = setTimeout(() => { slot.due = true; send(); }, wait);
    edits.set(name, slot);
    keep(name);
    if (!wait) queueMicrotask(send);
  }

  async function send() {
    if (closed || sending || !ready) return;
    clearTimeout(retry);
    const batch = [];
    for (const [name, slot] of edits) {
      if (!slot.now && slot.next && slot.due) { slot.now = slot.next; slot.next = undefined; keep(name); }
      if (slot.now) batch.push(slot.now);
      if (batch.length === 100) break;
    }
    if (!batch.length) { bar.draw(); return; }
    for (const op of batch) mine.add(op.op);
    sending = true;
    bar.draw();
    try {
      const answers = await transport.send(batch);
      pause = 0;
      if (link !== "fine") fine();
      answers.forEach(take);
      sending = false;
      if ([...edits.values()].some((slot) => slot.now || slot.due)) send();
    } catch (error) {
      sending = false;
      failed(error);
      pause = Math.max(error.pause ?? 0, Math.min(10000, pause ? pause * 1.6 : 1500));
      retry = setTimeout(send, pause);
    }
    bar.draw();
  }

  function take(answer) {
    const name = [...edits].find(([, slot]) => slot.now?.op === answer.op)?.[0];
    if (name === undefined) return;
    const slot = edits.get(name), op = slot.now;
    slot.now = undefined;
    if (answer.outcome === "saved") takeSaved(name, slot, op, answer);
    else takeTrouble(name, slot, op, answer);
    keep(name);
  }

  function takeSaved(name, slot, op, answer) {
    saved.set(name, { value: op.value, version: answer.version, by: answer.by, at: answer.at });
    wrote.add(name);
    lastSaved = answer.at || new Date().toISOString();
    if (slot.next) slot.next = { ...slot.next, base: answer.version };
    else edits.delete(name);
    learn();
    fire([name], "mine");
  }

  function takeTrouble(name, slot, op, answer) {
    const typed = (slot.next ?? op).value;
    edits.delete(name);
    clearTimeout(slot.timer);
    saved.set(name, { value: given(answer.value), version: answer.version ?? 0, by: answer.by, at: answer.at });
    wrote.delete(name);
    const trouble = answer.outcome === "conflict"
      ? { kind: "conflict", mine: typed, theirs: given(answer.value), by: answer.by || "Someone else", at: answer.at }
      : { kind: "refused", mine: typed, why: answer.why ?? "This could not be saved.", mend: answer.mend ?? "" };
    if (trouble.kind === "conflict" && same(typed, answer.value)) { fire([name], "theirs"); return; }
    // Words in dispute stay in the journal, so that a reload shows them again; a refused choice is not tried again by itself.
    if (trouble.kind === "conflict" || typeof typed === "string") trouble.op = makeOp(name, typed, op.base);
    troubles.set(name, trouble);
    while (steps.some((step, i) => step.edits.some(([k]) => k === name) && steps.splice(i, 1))) { /* a step that did not happen is not undone */ }
    learn();
    bar.say(trouble.kind === "conflict" ? `${trouble.by} changed this too. Both texts are kept: please choose one.` : `${trouble.why} ${trouble.mend}`);
    fire([name], "refused");
  }

  function heard(change) {
    if (mine.has(change.op)) return;
    if (change.outcome === "conflict") {
      if (wrote.has(change.key)) bar.note(change);
      return;
    }
    if (change.outcome !== "saved" || change.version <= version(change.key)) return;
    wrote.delete(change.key);
    if (edits.get(change.key)) return; // our own operation is on its way: the store will say conflict, and both texts are kept
    saved.set(change.key, { value: given(change.value), version: change.version, by: change.by, at: change.at });
    const trouble = troubles.get(change.key);
    if (trouble?.kind === "conflict") Object.assign(trouble, { theirs: given(change.value), by: change.by, at: change.at });
    learn();
    fire([change.key], "theirs");
    bar.draw();
  }

  function adopt(state) {
    const keys = new Set();
    const fields = { ...Object.fromEntries(Object.entries(state.removed ?? {}).map(([name, v]) => [name, { value: null, version: v }])), ...state.fields };
    for (const [name, field] of Object.entries(fields)) {
      const known = saved.get(name);
      if (known && known.version >= field.version) continue;
      if (edits.has(name)) continue;
      if (!same(known?.value, field.value)) keys.add(name);
      saved.set(name, field);
    }
    if (keys.size) { learn(); fire(keys, "theirs"); }
  }

  async function restore() {
    const keys = [];
    for (const [name, ops] of (await journal.read())) {
      if (edits.has(name) || !ops.length) continue;
      const [now, next] = ops;
      if (!next && same(now.value, saved.get(name)?.value)) { journal.keep(name, []); continue; }
      edits.set(name, { now, next, due: true });
      keys.push(name);
    }
    if (!keys.length) return;
    fire(keys, "restored");
    bar.say("We brought back what was not saved yet, and are saving it now.");
  }

  function fine() {
    const was = link;
    link = "fine";
    linkWords = "";
    if (was === "lost" || was === "out" || was === "busy") { bar.say("Connected again."); pause = 0; queueMicrotask(send); }
    bar.draw();
  }

  function failed(error) {
    if (link !== error.state) bar.say(bar.words(error.state, error.words));
    link = error.state ?? "lost";
    linkWords = error.words ?? "";
    bar.draw();
  }

  const sheet = {
    get: (name) => { const value = newest(name); return present(value) ? value : undefined; },
    keys: (prefix = "") => [...new Set([...saved.keys(), ...edits.keys()])].filter((name) => name.startsWith(prefix) && present(newest(name))),
    set: (name, value, options = {}) => sheet.all([[name, value]], options),
    all(list, { say = "", undo = true, wait = 0 } = {}) {
      const before = list.map(([name]) => [name, given(sheet.get(name))]);
      if (undo && say) steps.push({ say, edits: before, after: new Map(list.map(([name, value]) => [name, given(value)])) });
      if (steps.length > 50) steps.shift();
      for (const [name, value] of list) edit(name, value, wait);
      if (say) bar.say(say);
      fire(list.map(([name]) => name), "mine");
      bar.draw();
    },
    undo() {
      const step = steps.pop();
      if (!step) return;
      const stands = step.edits.filter(([name]) => same(sheet.get(name), step.after.get(name)));
      for (const [name, value] of stands) edit(name, value, 0);
      bar.say(stands.length ? `Undone: ${step.say}` : "Somebody changed this since, so it was not undone.");
      fire(stands.map(([name]) => name), "undo");
      bar.draw();
    },
    get undoable() { return steps.at(-1)?.say ?? ""; },
    on(fn) { listeners.add(fn); return () => listeners.delete(fn); },
    state(name) {
      if (troubles.has(name)) return troubles.get(name).kind;
      if (!edits.has(name)) return "saved";
      return link === "fine" ? "saving" : "waiting";
    },
    trouble: (name) => troubles.get(name) ?? null,
    troubles: () => [...troubles],
    resolve(name, whose) {
      const trouble = troubles.get(name);
      if (!trouble) return;
      troubles.delete(name);
      if (whose === "mine") edit(name, trouble.mine, 0);
      else keep(name);
      bar.say(whose === "mine" ? "Your text is used." : "Settled.");
      fire([name], "mine");
      bar.draw();
    },
    facts: () => ({ way: way.way ?? "none", link, linkWords, lastSaved, pending: edits.size, safe: journal?.works() ?? false }),
    setShared: (yes) => journal?.setShared(yes),
    get bar() { return bar.node; },
    close() {
      closed = true;
      clearTimeout(retry);
      clearTimeout(learnt);
      transport?.close();
      model.off("change:value", told);
      removeEventListener("beforeunload", ask);
    },
  };

  function told() {
    // Only Python code that sets `value` gets here; what we sent ourselves is equal to what we have.
    const theirs = model.get("value") ?? {};
    const names = new Set([...Object.keys(theirs), ...sheet.keys()]);
    const list = [...names].filter((name) => !same(theirs[name], saved.get(name)?.value)).map((name) => [name, given(theirs[name])]);
    if (!list.length) return;
    for (const [name, value] of list) edit(name, value, 0);
    fire(list.map(([name]) => name), "theirs");
  }

  const ask = (event) => { if (edits.size && !journal?.works()) event.preventDefault(); };
  const bar = makeBar(sheet);
  const meta = model.get("_meta") ?? {};
  for (const [name, value] of Object.entries(model.get("value") ?? {})) saved.set(name, { version: 0, ...meta[name], value });
  for (const [name, known] of Object.entries(meta)) if (!saved.has(name)) saved.set(name, { ...known, value: null });
  const hear = { change: heard, state: adopt, fine, failed, said: (words) => bar.say(words) };
  const transport = way.way === "server" ? serverTransport(way, hear) : way.way === "kernel" ? kernelTransport(way, hear, model) : null;
  model.on("change:value", told);
  if (bound) {
    addEventListener("beforeunload", ask);
    Promise.race([transport.start(), new Promise((done) => { setTimeout(done, 3000); })]).then(restore).then(() => { ready = true; send(); });
  }
  bar.draw();
  return sheet;
}
