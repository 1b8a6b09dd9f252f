// A guest's page has no kernel: the widget is given a model that stays in the page, and saves over HTTP as any other.

function makeModel(state) {
  const hears = new Map();
  return {
    get: (name) => state[name],
    set(name, value) { state[name] = value; },
    save_changes() {},
    send() {},
    on(name, fn) { hears.set(name, [...(hears.get(name) ?? []), fn]); },
    off(name, fn) { hears.set(name, (hears.get(name) ?? []).filter((other) => other !== fn)); },
  };
}

const place = document.getElementById("mw-room");
try {
  const { default: widget } = await import(place.dataset.module);
  widget.render({ model: makeModel(JSON.parse(place.dataset.state)), el: place });
  place.dataset.drawn = "yes";
} catch (error) {
  console.error(error);
  place.setAttribute("role", "alert");
  place.textContent = "This page could not be opened. Load it again, or tell the trainer your answer.";
}
