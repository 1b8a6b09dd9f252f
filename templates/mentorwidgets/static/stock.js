// Beside Voilà's own front end: shows its cells when they are drawn, watches the kernel, ends it when the page is left.
import { timeLimit } from "../../../mentorwidgets/static/_engine.js";
import { endWhenLeft, makeTeller } from "./_frame.js";

const EVERY = 2000;

window.voila_heartbeat = () => {};
window.display_cells = window.voila_finish = () => {
  document.getElementById("mw-preparing").hidden = true;
  document.documentElement.dataset.ready = "yes";
};
window.cellLoaded = true;

function watch(page) {
  const tell = makeTeller(page);
  const state = `${page.dataset.base}api/kernels/${page.dataset.kernel}`;
  const look = async () => {
    let status = 0;
    try { status = (await fetch(`${state}?quiet=1`, { signal: timeLimit(4000) })).status; } catch { /* no connection */ }
    tell({ 200: "live", 401: "out", 404: "dead" }[status] ?? "lost");
    if (status !== 404) setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
}

addEventListener("DOMContentLoaded", () => {
  const page = document.getElementById("mw-page");
  endWhenLeft(page.dataset);
  watch(page);
});
