// The page of one pair, for one of its two: how far they are, and the room for that.
import { h, setText } from "./_dom.js";
import { makeApart } from "./_expectations_apart.js";
import { makeBoth } from "./_expectations_both.js";
import { makeNames } from "./_expectations_names.js";
import { makePapers } from "./_expectations_paper.js";
import { PAIR_SIDES } from "./_expectations_place.js";

const STAGES = [["apart", "Answer apart"], ["compare", "Compare and talk"], ["agreed", "Agreed"]];

/** Make the page of a pair; `place` is the pair as one side sees it. */
export function makePair(app, place) {
  const apart = makeApart(app, place), both = makeBoth(app, place), names = makeNames(app, place, both);
  const papers = makePapers(app, place);
  const title = h("h2", { tabindex: "-1" }, `${place.name("mentee")} and ${place.name("mentor")}`);
  const stages = h("ol", { class: "mwe-stages", role: "list", "aria-label": "How far you are" }, ...STAGES.map(([name, words]) => h("li", { "data-stage": name }, h("span", { class: "mwe-stage-mark", "aria-hidden": "true" }), h("span", {}, words), h("span", { class: "mw-sr" }))));
  const ended = place.pair.ended ? h("p", { class: "mwe-note" }, "This pair has ended. You can still read and take away what you wrote.") : null;
  const own = h("details", { class: "mwe-own" }, h("summary", {}, "Your own answers"), h("p", { class: "mw-hint" }, `You can still change them. ${place.name(place.other)} reads them, too.`));
  const earlier = h("section", { class: "mwe-earlier mw-card", hidden: true, "aria-label": "Asked earlier" });
  const open = h("div", { class: "mwe-open" }, both.node, names.node, own);
  const node = h("div", { class: "mwe-pair" }, h("header", { class: "mwe-head" }, h("div", {}, title, h("p", { class: "mw-soft" }, `${place.pair.purpose} · You are the ${app.program.words[place.side]}`)), stages), ended, apart.node, open, earlier, papers.node);
  own.addEventListener("toggle", () => { if (own.open) draw(); });

  function draw() {
    const stage = place.stage();
    [...stages.children].forEach((item, i) => {
      const at = STAGES.findIndex(([name]) => name === stage);
      const is = i < at || stage === "agreed" ? "done" : i === at ? "now" : "later";
      item.dataset.is = is;
      if (is === "now" || (stage === "agreed" && i === 2)) item.setAttribute("aria-current", "step"); else item.removeAttribute("aria-current");
      setText(item.lastChild, is === "done" ? " (done)" : "");
    });
    const isOpen = place.bothReady();
    if (isOpen && apart.node.parentElement !== own) own.append(apart.node);
    else if (!isOpen && apart.node.parentElement !== node) node.insertBefore(apart.node, open);
    open.hidden = !isOpen;
    if (!isOpen || own.open) apart.draw();
    if (isOpen) { both.draw(); names.draw(); }
    drawEarlier();
    papers.draw();
  }
  function drawEarlier() {
    const found = place.earlier();
    const mark = JSON.stringify(found);
    if (earlier.dataset.mark === mark) return;
    earlier.dataset.mark = mark;
    earlier.hidden = !found.length;
    earlier.replaceChildren(h("h3", {}, "Asked earlier"), h("p", { class: "mw-hint" }, "The program no longer asks this. What you said stays readable."), ...found.map(({ asked, lines }) => h("div", {}, h("h4", {}, asked), ...lines.map(([who, words]) => h("p", {}, h("strong", {}, `${who}: `), words)))));
  }
  draw();
  return { node, draw, bring: papers.bring, askRevisit: names.askRevisit, focus: () => title.focus(), place, close: () => apart.close(), sides: PAIR_SIDES };
}
