// Whether two values say the same: what a page takes for a change, and a save for a conflict, hangs on it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { same } from "../../mentorwidgets/static/_same.js";

const bytes = (...list) => new DataView(new Uint8Array(list).buffer);

test("values that were made apart and say the same are equal", () => {
  const pairs = [
    [1, 1], ["", ""], [null, undefined], [NaN, NaN], [0, -0], [[], []], [{}, {}], [[1, [2]], [1, [2]]],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }], [{ a: { c: [], d: null } }, { a: { d: null, c: [] } }], [{ a: undefined }, {}], [[undefined], [null]],
    [bytes(1, 2), bytes(1, 2)], [{ a: bytes(7) }, { a: bytes(7) }], [new Uint8Array([3]), bytes(3)],
  ];
  for (const [a, b] of pairs) assert.ok(same(a, b) && same(b, a), `${JSON.stringify(a)} ${JSON.stringify(b)}`);
});

test("values that differ anywhere are not", () => {
  const pairs = [
    [1, 2], [1, "1"], [0, ""], [0, null], [false, null], ["", null], [[], {}], [[], null], [{}, null], [[1], [1, 2]], [[null], []], [[1, 2], [2, 1]],
    [{ a: 1 }, { b: 1 }], [{ a: null }, {}], [{ a: 1 }, { a: 1, b: 1 }], [{ a: { b: [1] } }, { a: { b: [2] } }], ["a", ["a"]],
    [bytes(1), bytes(2)], [bytes(1), bytes(1, 2)], [bytes(), {}], [bytes(1), [1]], [true, 1],
  ];
  for (const [a, b] of pairs) assert.ok(!same(a, b) && !same(b, a), `${JSON.stringify(a)} ${JSON.stringify(b)}`);
});
