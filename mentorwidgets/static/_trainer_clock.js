// A clock for one step: it counts down, and says once that time is up. Nothing happens by itself when it is.
import { h, setText } from "./_dom.js";

const face = (seconds) => `${Math.floor(Math.abs(seconds) / 60)}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`;

/** The clock of a step; it ticks from the moment on which somebody starts it. */
export function makeClock(app, step) {
  let end = 0, left = step.minutes * 60, timer = 0;
  const shown = h("span", { class: "mwt-clock-face", role: "timer" });
  const turn = h("button", { type: "button", class: "mw-btn", onclick: () => { end ? pause() : start(); } });
  const node = h("div", { class: "mwt-clock mw-noprint" }, shown, turn);
  const draw = () => {
    setText(shown, left >= 0 ? face(left) : `${face(left)} over`);
    setText(turn, end ? "Pause the clock" : left < step.minutes * 60 ? "Go on" : "Start the clock");
    node.classList.toggle("mwt-over", left < 0);
  };
  const tick = () => {
    const before = left;
    left = Math.round((end - Date.now()) / 1000);
    if (before >= 0 && left < 0) app.say("Time is up for this step.");
    draw();
  };
  const start = () => { end = Date.now() + left * 1000; timer = setInterval(tick, 250); draw(); };
  const pause = () => { clearInterval(timer); end = 0; draw(); };
  draw();
  return { node, close: () => clearInterval(timer) };
}
