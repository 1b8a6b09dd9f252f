// What a page keeps for its tab: by person and worksheet, bounded, and never on a shared computer.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { forgetKept, openKept } from "../../mentorwidgets/static/_kept.js";

/** A browser's memory with so much room. */
function memory(room = Infinity) {
  const held = new Map();
  return {
    get length() { return held.size; }, key: (at) => [...held.keys()][at] ?? null, getItem: (name) => held.get(name) ?? null, removeItem: (name) => held.delete(name),
    setItem(name, text) { if (text.length > room) throw new Error("full"); held.set(name, text); },
  };
}

const ANA = { way: "server", worksheet: "oak/cadence", who: "ana" };

beforeEach(() => { globalThis.sessionStorage = memory(); globalThis.localStorage = memory(); });

test("what one page kept the next one finds, for the same person and worksheet only", () => {
  assert.equal(openKept(ANA).set("tab", "plan"), true);
  assert.equal(openKept(ANA).get("tab"), "plan");
  assert.equal(openKept({ ...ANA, worksheet: "oak/pairing" }).get("tab", "browse"), "browse");
  assert.equal(openKept({ ...ANA, who: "ben" }).get("tab"), null);
  assert.equal(openKept(ANA).get("tab"), null, "Ben has been here: nothing of Ana's is left in this tab");
});

test("null forgets, and nothing that was kept stands for what could not be", () => {
  const kept = openKept(ANA);
  kept.set("draft", "short");
  globalThis.sessionStorage = Object.assign(memory(10), {});
  assert.equal(kept.set("draft", "a".repeat(100)), false);
  assert.equal(kept.get("draft"), "a".repeat(100), "this page still knows it");
  assert.equal(openKept(ANA).get("draft"), null);
  kept.set("draft", null);
  assert.equal(kept.get("draft", "nothing"), "nothing");
});

test("what is too large is not kept, and not an older one in its place", () => {
  const kept = openKept(ANA);
  kept.set("draft", "older");
  assert.equal(kept.set("draft", "a".repeat(1_600_000)), false);
  assert.equal(openKept(ANA).get("draft"), null);
});

test("a shared computer and a bare widget keep nothing", () => {
  localStorage.setItem("mw-shared-computer", "yes");
  assert.equal(openKept(ANA).set("tab", "plan"), false);
  assert.equal(sessionStorage.length, 0);
  localStorage.removeItem("mw-shared-computer");
  const bare = openKept({ way: "none" });
  assert.equal(bare.set("tab", "plan"), false);
  assert.equal(bare.get("tab"), "plan");
  assert.equal(sessionStorage.length, 0);
});

test("memory that throws, is missing or holds nonsense stops nobody", () => {
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, get() { throw new Error("closed"); } });
  const kept = openKept(ANA);
  assert.equal(kept.set("tab", "plan"), false);
  assert.equal(kept.get("tab"), "plan");
  forgetKept();
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, writable: true, value: memory() });
  sessionStorage.setItem("mw-kept:ana:oak/cadence:tab", "{half");
  assert.equal(openKept(ANA).get("tab", "meetings"), "meetings");
});

test("leaving forgets what was kept, and nothing else of the tab", () => {
  openKept(ANA).set("tab", "plan");
  sessionStorage.setItem("mw-room-1", "[]");
  forgetKept();
  assert.equal(sessionStorage.length, 1);
});
