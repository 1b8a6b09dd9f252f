// What the page says about itself: preparing, connection lost, asleep. And what it does when it is left.

const WORDS = {
  lost: ["The connection is lost. Trying again...", ""],
  dead: ["This page has gone to sleep. What you saved is safe.", "Wake it up"],
  resting: ["Part of this page is asleep: pictures, proposals and files wait. Saving does not need it.", "Wake it up"],
  waking: ["Waking up...", ""],
  stale: ["This page cannot wake up by itself. What you saved is safe.", "Load this page again"],
  out: ["You are signed out. Sign in to go on; what you typed waits here.", "Sign in"],
};

/** The banner at the top of the page. */
function makeBanner(page, wake) {
  const words = document.createElement("p");
  const button = document.createElement("button");
  button.className = "mw-btn mw-main";
  let now = "";
  button.addEventListener("click", () => {
    if (now !== "dead") { location.reload(); return; }
    page.closest("main").focus({ preventScroll: true }); // the button goes away
    wake();
  });
  const box = document.createElement("div");
  box.className = "mw-banner";
  box.hidden = true;
  box.setAttribute("role", "alert");
  page.prepend(box);
  // What else stands at the top of the page, such as the line that says what is saved, stands below it.
  new ResizeObserver(() => document.documentElement.style.setProperty("--mw-banner", `${box.hidden ? 0 : box.offsetHeight}px`)).observe(box);
  return (state) => {
    now = state;
    const isWorksheet = page.querySelector(".mw-bar:not([hidden])") !== null; // it saves without a kernel
    const [text, label] = WORDS[state === "dead" && isWorksheet ? "resting" : state] ?? ["", ""];
    box.hidden = !text;
    if (!text) { box.replaceChildren(); return; }
    words.textContent = text;
    button.textContent = label;
    box.replaceChildren(...(label ? [words, button] : [words]));
  };
}

/** Tell the page and everyone who listens how the kernel is; `wake()` is asked for by whoever finds it asleep. */
export function makeTeller(page, wake) {
  const banner = makeBanner(page, wake);
  let last = "", timer = 0;
  return (state) => {
    if (state === last) return;
    last = state;
    clearTimeout(timer);
    if (state === "lost") timer = setTimeout(banner, 1000, state);
    else banner(state);
    document.dispatchEvent(new CustomEvent("mw:kernel", { detail: state === "out" ? "lost" : state }));
  };
}

const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

/** End the kernel when the page is left, unless `stays()`. A page that comes back out of the browser's cache is loaded anew. */
export function endWhenLeft(data, stays = () => false) {
  addEventListener("pagehide", () => {
    if (stays()) return;
    navigator.sendBeacon(`${data.base}voila/api/shutdown/${data.kernel}`, new URLSearchParams({ _xsrf: cookie("_xsrf") }));
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

/** Call `touch` at most once a minute while somebody uses the page. */
export function whileUsed(touch, every = 60_000) {
  let last = Date.now();
  const used = () => { if (Date.now() - last > every) { last = Date.now(); touch(); } };
  for (const event of ["pointerdown", "keydown"]) addEventListener(event, used, { passive: true, capture: true });
}
