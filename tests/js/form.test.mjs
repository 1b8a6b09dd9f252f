// What a form asks depends on what was answered before; steps come in the order in which their questions come.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isAsked, stepsOf } from "../../mentorwidgets/static/_form.js";
import { numberWords } from "../../mentorwidgets/static/_form_words.js";

const asks = (said, answers) => isAsked({ when: { question: "earlier", answers } }, (name) => (name === "earlier" ? said : undefined));

test("a question without a condition is always asked", () => {
  assert.equal(isAsked({}, () => undefined), true);
});

test("a question is asked after one of the answers that it waits for, and not before", () => {
  assert.deepEqual([asks("yes", ["yes", "as agreed"]), asks("no", ["yes"]), asks(undefined, ["yes"]), asks(null, ["yes"])], [true, false, false, false]);
});

test("several answers, consent and numbers can be waited for, too", () => {
  assert.deepEqual([asks(["a", "b"], ["b"]), asks([], ["b"]), asks(true, ["yes"]), asks(false, ["yes"]), asks(2, ["2"])], [true, false, true, false, true]);
});

test("steps gather their questions, also when another step stands between", () => {
  const steps = stepsOf([{ id: "a", step: "One" }, { id: "b", step: "Two" }, { id: "c", step: "One" }, { id: "d" }]);
  assert.deepEqual(steps.map(({ name, questions }) => [name, questions.map(({ id }) => id).join("")]), [["One", "ac"], ["Two", "b"], ["Questions", "d"]]);
});

test("numbers are written without needless zeros", () => {
  assert.deepEqual([4, 4.5, 1234567, -0.0, 1 / 3, -1.25].map(numberWords), ["4", "4.5", "1234567", "0", "0.333333", "-1.25"]);
});
