// A saved notebook holds the answers of bare worksheets that it shows, and nothing of those that a folder keeps.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withAnswers } from "../../mentorwidgets/static/_notebook.js";

const STATES = "application/vnd.jupyter.widget-state+json", VIEW = "application/vnd.jupyter.widget-view+json";
const sheet = (answer, more = {}) => ({ model_name: "AnyModel", state: { _anywidget_id: "mentorwidgets.widgets.challenges.ChallengesWorksheet", value: { a: answer }, layout: "IPY_MODEL_l1", _snapshot: `<b>${answer}</b>`, ...more } });
const LAYOUT = { model_name: "LayoutModel", state: {} };
const book = (ids, before) => ({ cells: [{ cell_type: "markdown" }, ...ids.map((id) => ({ outputs: [{ output_type: "stream" }, { data: { [VIEW]: { model_id: id }, "text/html": "old" } }] }))], metadata: before ? { widgets: { [STATES]: { state: before }, other: 1 } } : {} });
const heldIn = (saved) => saved.metadata.widgets?.[STATES].state;

test("what is shown is held, with its layout and its picture", () => {
  const saved = withAnswers(book(["w1"]), { w1: sheet("mine"), l1: LAYOUT, l2: LAYOUT, x: { model_name: "IntSliderModel", state: { value: 3 } } });
  assert.deepEqual(Object.keys(heldIn(saved)).sort(), ["l1", "w1"]);
  assert.equal(heldIn(saved).w1.state.value.a, "mine");
  assert.equal(saved.cells[1].outputs[1].data["text/html"], "<b>mine</b>");
});

test("what no cell shows, and what a folder keeps, is not written down", () => {
  for (const way of ["server", "kernel"]) {
    const saved = withAnswers(book(["w1"]), { w1: sheet("secret", { _saving: { way } }), w2: sheet("gone"), l1: LAYOUT });
    assert.equal(heldIn(saved), undefined);
    assert.equal(saved.cells[1].outputs[1].data["text/html"], "old");
  }
});

test("answers from before stay as long as a cell shows them, and other widgets' states stay", () => {
  const before = { w1: sheet("first"), w9: sheet("no longer shown"), l1: LAYOUT, s: { model_name: "IntSliderModel", state: { layout: "IPY_MODEL_l3" } }, l3: LAYOUT, l4: LAYOUT };
  const saved = withAnswers(book(["w1"], before), {});
  assert.deepEqual(Object.keys(heldIn(saved)).sort(), ["l1", "l3", "s", "w1"]);
  assert.equal(saved.metadata.widgets.other, 1);
  assert.equal(heldIn(withAnswers(book(["w1"], before), { w1: sheet("newer"), l1: LAYOUT })).w1.state.value.a, "newer");
});

test("a notebook without worksheets is saved as it is", () => {
  assert.deepEqual(withAnswers(book([]), {}), book([]));
});
