// A text field of a worksheet: while the cursor is in it nobody else's words move under it, and nobody's are built over unread.
import { isHeld } from "./_limits.js";

/**
 * Tie a textarea or input to a field. Returns what brings it in line: call it whenever the worksheet changes. It gives
 * whether somebody is typing here now.
 *   nameOf:  () => the field's key
 *   empty:   what an emptied field holds; null removes it
 *   redraw:  called when the cursor leaves, to draw what waited until then
 */
export function tieText(sheet, area, nameOf, { wait = 800, empty = null, redraw = () => {} } = {}) {
  let read = 0; // version of the text that stands here for people to read: what they type is an answer to that one
  area.addEventListener("input", () => sheet.set(nameOf(), area.value || empty, { wait, read }));
  const show = () => {
    const text = sheet.get(nameOf()) ?? "";
    const busy = area.getRootNode().activeElement === area || isHeld(area);
    if (!busy && area.value !== text) area.value = text;
    if (area.value === text) read = sheet.version(nameOf());
    return busy;
  };
  area.addEventListener("blur", () => { show(); redraw(); });
  return show;
}
