// What a saved notebook holds of a worksheet that no folder keeps: its answers, as they stand when the notebook is saved.
const STATES = "application/vnd.jupyter.widget-state+json", VIEW = "application/vnd.jupyter.widget-view+json";
const known = new WeakSet(); // notebooks whose saving is looked after

/** Let the notebook around a bare worksheet keep its answers. Does nothing where there is none, or no way to reach it. */
export function keepInNotebook(model) {
  const manager = model.widget_manager, context = manager?.context, notebook = context?.model; // JupyterLab's and Notebook's
  if (typeof notebook?.toJSON !== "function" || typeof manager.get_state_sync !== "function") return;
  model.on("change:value change:_snapshot", () => { notebook.dirty = true; });
  if (known.has(notebook)) return;
  known.add(notebook);
  const plain = notebook.toJSON.bind(notebook); // called for each save, and for nothing that is drawn
  notebook.toJSON = () => withAnswers(plain(), manager.get_state_sync({ drop_defaults: true }).state);
  let isSaving = false;
  document.addEventListener("keydown", (event) => { // our fields keep JupyterLab's keys out, this one too
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || context.isDisposed || !event.target.closest?.("[data-lm-suppress-shortcuts]")) return;
    event.preventDefault();
    if (isSaving) return; // two at once would look like somebody else's change of the file
    isSaving = true;
    context.save().finally(() => { isSaving = false; });
  });
}

/**
 * The notebook as it is to be saved. States of worksheets that nobody displays any more are left out of it.
 *   book:    the notebook as plain JSON
 *   states:  id -> state of every widget that lives now
 */
export function withAnswers(book, states) {
  const views = outputsOf(book).filter((output) => output.data?.[VIEW]).map((output) => [output, output.data[VIEW].model_id]);
  const shown = new Set(views.map(([, id]) => id));
  const before = book.metadata.widgets?.[STATES]?.state ?? {}, all = { ...before, ...states };
  const stays = (id) => isOurs(all[id]) ? isBare(all[id]) && shown.has(id) : id in before; // other widgets are JupyterLab's
  const held = those(all, (id) => !isLayout(all[id]) && stays(id));
  Object.assign(held, those(all, (id) => isLayout(all[id]) && JSON.stringify(held).includes(`IPY_MODEL_${id}`)));
  for (const [output, id] of views) {
    if (isBare(states[id]) && states[id].state._snapshot) output.data["text/html"] = states[id].state._snapshot;
  }
  if (Object.keys(held).length) book.metadata.widgets = { ...book.metadata.widgets, [STATES]: { version_major: 2, version_minor: 0, state: held } };
  return book;
}

const outputsOf = (book) => book.cells.flatMap((cell) => cell.outputs ?? []);
const isOurs = (one) => String(one?.state?._anywidget_id ?? "").startsWith("mentorwidgets.");
const isBare = (one) => isOurs(one) && (one.state._saving?.way ?? "none") === "none";
const isLayout = (one) => one.model_name === "LayoutModel"; // each widget refers to one
const those = (map, want) => Object.fromEntries(Object.keys(map).filter(want).map((id) => [id, map[id]]));
