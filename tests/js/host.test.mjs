// The lean host's own pieces: messages as bytes, and the model whose local edits are never lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../../templates/mentorwidgets/static/_model.js";
import { pack, unpack, putBuffers, takeBuffers } from "../../templates/mentorwidgets/static/_wire.js";

function makeModel(state) {
  const sent = [], troubles = [];
  const post = (data, buffers) => { sent.push({ data, buffers }); return `m${sent.length}`; };
  return { model: new Model("id", state, { post, trouble: (error) => troubles.push(error), find: () => {} }), sent, troubles };
}

test("a message comes back as it went, with its buffers", () => {
  const message = { channel: "shell", header: { msg_id: "é" }, content: { a: [1, "ü"] }, buffers: [new Uint8Array([1, 2]).buffer, new Uint8Array([9, 3]).subarray(1)] };
  const back = unpack(pack(message).buffer);
  assert.deepEqual([back.channel, back.header, back.content], ["shell", { msg_id: "é" }, { a: [1, "ü"] }]);
  assert.deepEqual(back.buffers.map((view) => view.getUint8(0)), [1, 3]);
  assert.deepEqual(back.buffers.map((view) => view.byteLength), [2, 1]);
});

test("buffers are taken out of a state and put back where they were", () => {
  const bytes = new Uint8Array([1]), state = { a: { b: [0, bytes] }, c: bytes, d: null };
  const taken = takeBuffers(state);
  assert.deepEqual(taken.paths, [["a", "b", 1], ["c"]]);
  assert.deepEqual(taken.state, { a: { b: [0, null] }, d: null });
  assert.deepEqual(putBuffers(taken.state, taken.paths, taken.buffers), state);
});

test("an edit is told to listeners at once and sent once", () => {
  const { model, sent } = makeModel({ count: 1 });
  const heard = [];
  model.on("change:count", () => heard.push(model.get("count")));
  model.set("count", 2);
  model.save_changes();
  model.save_changes();
  assert.deepEqual(heard, [2]);
  assert.deepEqual(sent.map(({ data }) => data.state), [{ count: 2 }]);
});

test("what is typed is not overwritten by an older echo, nor by an update that crossed it", () => {
  const { model } = makeModel({ text: "" });
  model.set("text", "a");
  model.save_changes();
  model.set("text", "ab");
  model.save_changes();
  model.receive({ text: "a" }, "m1", true);
  model.receive({ text: "old" }, "x", false);
  assert.equal(model.get("text"), "ab");
});

test("after the echo of the last edit the kernel's word counts again", () => {
  const { model } = makeModel({ count: 1 });
  model.set("count", 9);
  model.save_changes();
  model.receive({ count: 9 }, "m1", true);
  model.receive({ count: 5 }, "m1", false);
  assert.equal(model.get("count"), 5);
});

test("a kernel that sends no echo does not leave the field deaf", () => {
  const { model } = makeModel({ count: 1 });
  model.set("count", 9);
  model.save_changes();
  model.answered("m1");
  model.receive({ count: 5 }, "y", false);
  assert.equal(model.get("count"), 5);
});

test("what was not answered is sent again after a broken connection", () => {
  const { model, sent } = makeModel({ count: 1 });
  model.set("count", 2);
  model.save_changes();
  model.resend();
  assert.deepEqual(sent.map(({ data }) => data.state), [{ count: 2 }, { count: 2 }]);
});

test("a listener that fails is told and does not stop the others", () => {
  const { model, troubles } = makeModel({});
  const heard = [];
  model.on("msg:custom", () => { throw new Error("no"); });
  model.on("msg:custom", (content) => heard.push(content));
  model.heard("hi", []);
  assert.deepEqual([heard, troubles.length], [["hi"], 1]);
});

test("a listener that left hears nothing", () => {
  const { model } = makeModel({ count: 1 });
  const heard = [];
  const hear = () => heard.push(1);
  model.on("change:count change", hear);
  model.off("change:count change", hear);
  model.set({ count: 2 });
  assert.deepEqual(heard, []);
});

test("behind another kernel what the page has set stays and is told; all else is as that kernel says", () => {
  const { model, sent } = makeModel({ text: "", list: [1], count: 1 });
  const heard = [];
  model.on("change:list change:count", (_, value) => heard.push(value));
  model.set("text", "mine");
  model.save_changes();
  model.moved("other", { text: "", list: [1], count: 2 });
  assert.deepEqual([model.model_id, model.get("text"), heard], ["other", "mine", [2]]);
  assert.deepEqual(sent.map(({ data }) => data.state), [{ text: "mine" }, { text: "mine" }]);
});

test("a whole state that comes again and says the same is no news, whatever kind its values are", () => {
  const made = () => ({ count: 1, value: { "note/a": "x", b: { n: [1, null] } }, people: [{ id: "ana" }], _css: "a {}", none: null, png: new DataView(new Uint8Array([1, 2]).buffer) });
  const { model, sent } = makeModel(made());
  const heard = [];
  model.on(`change ${Object.keys(made()).map((name) => `change:${name}`).join(" ")}`, () => heard.push(1));
  model.receive(made(), "", false);
  model.receive({ value: { b: { n: [1, null] }, "note/a": "x" } }, "", false);
  model.moved("other", made());
  assert.deepEqual([heard, sent], [[], []]);
  model.receive({ ...made(), people: [{ id: "ben" }] }, "", false);
  assert.equal(heard.length, 2);
});

test("an object that was written into and set again is an edit; an equal one is none", () => {
  const { model, sent } = makeModel({ list: [1] });
  const list = model.get("list");
  model.set("list", [1]);
  model.save_changes();
  assert.equal(sent.length, 0);
  list.push(2);
  model.set("list", list);
  model.save_changes();
  assert.deepEqual(sent[0].data.state, { list: [1, 2] });
});

test("a trait that the kernel names for the first time is told, also when it is empty", () => {
  const { model } = makeModel({});
  const heard = [];
  model.on("change:late", () => heard.push(1));
  model.receive({ late: null }, "", false);
  assert.deepEqual(heard, [1]);
});
