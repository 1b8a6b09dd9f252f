// A week to paint: half hours in rows, days in columns. A real table of buttons; mouse, touch and keys do the same.
import { h, setText } from "./_dom.js";
import { DAY_NAMES, cellsFrom, clockOf, hoursFrom, weekFrom } from "./_cadence_words.js";
import { act } from "./_cadence_parts.js";

const STEP = 30, LAST = 1440;

/**
 * Make a grid. `show(hours)` draws; `onpaint(hours, words)` hears what was painted.
 *   name: whose hours; first: first day of the week; from, to: minutes of the day that are shown at first
 */
export function makeGrid({ name, first = 0, from = 480, to = 1200, onpaint, isOff = () => false }) {
  const days = weekFrom(first);
  let cells = new Set(), range = [from, to], stroke = null, at = { day: days[0], minute: from };
  const buttons = new Map();
  const body = h("tbody", {});
  const table = h("table", { class: "mwc-grid" }, h("caption", { class: "mw-sr" }, `Free hours of ${name}, in half hours`),
    h("thead", {}, h("tr", {}, h("td", {}), ...days.map((day) => h("th", { scope: "col" }, h("span", { "aria-hidden": "true" }, DAY_NAMES[day].slice(0, 2)), h("span", { class: "mw-sr" }, DAY_NAMES[day]))))), body);
  const total = h("p", { class: "mw-hint", "aria-live": "polite" });
  const wider = act("Show all 24 hours", () => { range = [0, LAST]; wider.hidden = true; build(); }, { class: "mw-btn mw-plain" });
  const sets = [["Weekdays 9 to 17", [0, 1, 2, 3, 4].map((day) => ({ day, start: 540, end: 1020 }))], ["Lunch hours", [0, 1, 2, 3, 4].map((day) => ({ day, start: 720, end: 810 }))], ["Clear", []]];
  const quick = h("p", { class: "mwc-row" }, ...sets.map(([label, hours]) => act(label, () => commit(cellsFrom(hours)), { about: `for ${name}`, class: "mw-btn mwc-small" })));

  function build() {
    buttons.clear();
    const rows = [];
    for (let minute = range[0]; minute < range[1]; minute += STEP) {
      const head = h("th", { scope: "row" }, minute % 60 ? h("span", { class: "mw-sr" }, clockOf(minute)) : clockOf(minute));
      rows.push(h("tr", minute % 60 ? {} : { class: "mwc-hour" }, head, ...days.map((day) => h("td", {}, cell(day, minute)))));
    }
    body.replaceChildren(...rows);
    if (!buttons.has(`${at.day}-${at.minute}`)) at = { day: days[0], minute: range[0] };
    draw();
  }

  function cell(day, minute) {
    const button = h("button", { type: "button", class: "mwc-cell", tabindex: "-1", "aria-label": `${DAY_NAMES[day]} ${clockOf(minute)} to ${clockOf(minute + STEP)}` });
    Object.assign(button.dataset, { day, minute });
    buttons.set(`${day}-${minute}`, button);
    return button;
  }

  function draw() {
    for (const [key, button] of buttons) {
      const on = cells.has(key);
      if (button.getAttribute("aria-pressed") !== String(on)) button.setAttribute("aria-pressed", String(on));
      button.tabIndex = key === `${at.day}-${at.minute}` ? 0 : -1;
      button.disabled = isOff();
    }
    setText(total, cells.size ? cells.size === 2 ? "1 hour a week is marked." : `${cells.size / 2} hours a week are marked.` : "Nothing is marked yet. Paint the hours in which you could meet.");
  }

  function commit(next) {
    if (isOff()) return;
    const changed = next.size !== cells.size || [...next].some((key) => !cells.has(key));
    cells = next;
    draw();
    if (changed) onpaint(hoursFrom(cells), `Hours of ${name}`);
  }

  function toggled(key, on) {
    const next = new Set(cells);
    if (on) next.add(key); else next.delete(key);
    return next;
  }

  function fill(a, b, on, base) {
    const [d1, d2] = [days.indexOf(a.day), days.indexOf(b.day)].sort((x, y) => x - y), [m1, m2] = [a.minute, b.minute].sort((x, y) => x - y);
    const next = new Set(base);
    for (let d = d1; d <= d2; d += 1) for (let m = m1; m <= m2; m += STEP) { if (on) next.add(`${days[d]}-${m}`); else next.delete(`${days[d]}-${m}`); }
    return next;
  }

  const placeOf = (node) => { const found = node?.closest?.(".mwc-cell"); return found && body.contains(found) ? { day: Number(found.dataset.day), minute: Number(found.dataset.minute) } : null; };
  body.addEventListener("pointerdown", (event) => {
    const place = placeOf(event.target);
    if (!place || event.button || isOff()) return;
    stroke = { from: place, on: !cells.has(`${place.day}-${place.minute}`), base: new Set(cells), touch: event.pointerType !== "mouse" };
    at = place;
    cells = fill(place, place, stroke.on, stroke.base);
    draw();
    event.target.releasePointerCapture?.(event.pointerId);
  });
  body.addEventListener("pointermove", (event) => {
    const place = stroke && placeOf(table.getRootNode().elementFromPoint(event.clientX, event.clientY));
    if (!place) return;
    cells = fill(stroke.from, place, stroke.on, stroke.base);
    draw();
  });
  const lift = () => {
    if (!stroke) return;
    const painted = cells;
    cells = stroke.base;
    stroke = null;
    commit(painted);
  };
  const drop = () => { if (stroke) { cells = stroke.base; stroke = null; draw(); } };
  addEventListener("pointerup", lift);
  addEventListener("pointercancel", drop);
  body.addEventListener("click", (event) => { // a click that no pointer made: Enter, Space, or a screen reader's own
    const place = placeOf(event.target);
    if (!place || event.detail) return;
    at = place;
    commit(toggled(`${place.day}-${place.minute}`, !cells.has(`${place.day}-${place.minute}`)));
  });
  body.addEventListener("keydown", (event) => {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-7, 0], End: [7, 0] }[event.key] ?? [];
    const place = placeOf(event.target);
    if (dx === undefined || !place) return;
    event.preventDefault();
    const to = { day: days[Math.max(0, Math.min(6, days.indexOf(place.day) + dx))], minute: Math.max(range[0], Math.min(range[1] - STEP, place.minute + dy * STEP)) };
    const on = cells.has(`${place.day}-${place.minute}`);
    at = to;
    if (event.shiftKey) commit(fill(place, to, on, cells)); // Shift and an arrow draw the cell on
    draw();
    buttons.get(`${to.day}-${to.minute}`).focus();
  });
  build();
  return {
    node: h("div", { class: "mwc-painter" }, quick, h("div", { class: "mwc-gridbox" }, table), h("p", { class: "mwc-row" }, total, wider),
      h("p", { class: "mw-hint" }, "Draw with the mouse or a finger; the column of hours scrolls. With keys: arrows move, Space marks, Shift and an arrow carry it on.")),
    show(hours) {
      if (stroke) return;
      cells = cellsFrom(hours, STEP);
      if (range[1] !== LAST && hours.some(({ start = 0, end }) => start < range[0] || end > range[1])) { range = [0, LAST]; wider.hidden = true; build(); }
      draw();
    },
    close() { removeEventListener("pointerup", lift); removeEventListener("pointercancel", drop); },
  };
}
