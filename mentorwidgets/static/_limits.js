// How much a field holds. Nothing is cut that somebody types or pastes: what does not fit stays where it is, is not saved, and
// the field says by how much it is too long. What is half typed is held back in the same way.

const NEARLY = 0.9; // from here on the letters that are left are shown
let limitCount = 0;

const lettersOf = (text, most) => (text.length > most ? [...text].length : text.length); // as Python counts them
const countedLines = (text) => text.split("\n").filter((line) => line.trim()).length;
const manyOf = (number, unit) => `${number.toLocaleString("en")} ${number === 1 ? unit : `${unit}s`}`;

/** What to say of a text of so many letters, or lines, where `most` fit; "" while there is room enough. */
export function limitWords(number, most, unit = "letter") {
  if (number > most) return `Too long by ${manyOf(number - most, unit)}: ${most.toLocaleString("en")} fit here. Please shorten it; until then it is not saved.`;
  return number >= most * NEARLY && number > 0 ? `${manyOf(most - number, unit)} left.` : "";
}

/** Whether what stands in a field cannot be taken as it is: too long, or half typed. Nothing may be drawn over it. */
export const isHeld = (field) => !!field.mwHeld || !!field.validity?.badInput;

/** The first field in `box` that cannot be taken as it is, with the focus on it; null when all can. */
export function firstHeld(box) {
  const field = [...box.querySelectorAll("input, textarea")].find((one) => isHeld(one) && one.getClientRects().length);
  field?.focus();
  return field ?? null;
}

/** A field in `box` that holds more than fits; undefined where none does. */
export const tooLongIn = (box) => [...box.querySelectorAll("input, textarea")].find((field) => field.mwHeld);

/** Let a field say how many letters fit, or lines. While it holds more, nobody else hears of what is typed. */
export function limitField(field, { letters = Infinity, lines = Infinity }) {
  const over = (text) => (countedLines(text) > lines ? [countedLines(text), lines, "line"] : [lettersOf(text, letters), letters, "letter"]);
  const seen = document.createElement("span"), heard = document.createElement("span"), note = document.createElement("span");
  let timer = 0;
  note.className = "mw-limit";
  note.id = `mw-limit-${++limitCount}`;
  seen.setAttribute("aria-hidden", "true");
  heard.className = "mw-sr";
  heard.setAttribute("role", "status");
  note.append(seen, heard);
  const describe = (yes) => {
    const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== note.id);
    const all = yes ? [...others, note.id] : others;
    if (all.length) field.setAttribute("aria-describedby", all.join(" "));
    else field.removeAttribute("aria-describedby");
  };
  const look = () => {
    const [number, most, unit] = over(field.value), words = limitWords(number, most, unit), isOver = number > most;
    const turned = isOver !== !!field.mwHeld;
    field.mwHeld = isOver;
    if (!words && !note.isConnected && !turned) return isOver;
    if (words && !note.isConnected) field.after(note);
    note.hidden = !words;
    note.classList.toggle("mw-over", isOver);
    if (seen.textContent !== words) seen.textContent = words;
    if (turned) field.toggleAttribute("aria-invalid", isOver);
    if (turned && isOver) field.setAttribute("aria-invalid", "true");
    describe(!!words);
    clearTimeout(timer);
    timer = setTimeout(() => { if (heard.textContent !== words) heard.textContent = words; }, turned ? 0 : 1000);
    return isOver;
  };
  const guard = (event) => { if (look()) event.stopImmediatePropagation(); };
  for (const event of ["input", "change"]) field.addEventListener(event, guard);
  for (const event of ["focus", "blur"]) field.addEventListener(event, look);
}

// Who leaves while words stand there that are saved nowhere is asked first, as the browser does it.
if (typeof addEventListener === "function") {
  addEventListener("beforeunload", (event) => {
    if (tooLongIn(document)) event.preventDefault();
  });
}
