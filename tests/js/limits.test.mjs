// What a field says of its room: how much is left near the end, and by how much a text is too long.
import assert from "node:assert/strict";
import { test } from "node:test";
import { limitWords } from "../../mentorwidgets/static/_limits.js";

test("nothing is said while there is room enough", () => {
  for (const [letters, most] of [[0, 2], [1, 2], [17_999, 20_000], [0, 20_000]]) assert.equal(limitWords(letters, most), "", `${letters} of ${most}`);
});

test("letters that are left are counted near the end", () => {
  assert.equal(limitWords(18_000, 20_000), "2,000 letters left.");
  assert.equal(limitWords(299, 300), "1 letter left.");
  assert.equal(limitWords(2, 2), "0 letters left.");
});

test("what does not fit is counted, and called not saved", () => {
  assert.equal(limitWords(216_000, 20_000), "Too long by 196,000 letters: 20,000 fit here. Please shorten it; until then it is not saved.");
  assert.match(limitWords(41, 40, "line"), /^Too long by 1 line: 40 fit here/);
});
