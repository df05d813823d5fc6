// The pairs view is read from top to bottom, like a page: the wheel scrolls it, and what is below is told.
function scrollPairs(event) {
  // Over a small map the wheel goes on scrolling the page around it.
  if (small && state.view !== "pairs" && !event.ctrlKey && !event.metaKey) { event.stopPropagation(); return; }
  if (state.view !== "pairs" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  scrollBy(event.deltaMode === 1 ? event.deltaY * 18 : event.deltaY);
}
function scrollBy(pixels) {
  const centre = network.getViewPosition();
  network.moveTo({ position: { x: centre.x, y: centre.y + pixels / network.getScale() } });
  keepInSight();
}
function keepInSight() {
  if (state.view !== "pairs") return;
  const { scale, height } = lens();
  const layout = pairsLayout();
  const centre = network.getViewPosition();
  const half = height / 2 / scale;
  const y = Math.max(half - 4, Math.min(centre.y, Math.max(half - 4, layout.height + 30 - half)));
  const shift = pairsShift(scale), x = Math.max(shift - 120, Math.min(centre.x, shift + 120));
  if (x !== centre.x || y !== centre.y) network.moveTo({ position: { x, y } });
}

// The sections of the columns, to go to one: with hundreds of pairings nobody scrolls to the last.
function sectionControl() {
  const { headings } = pairsLayout();
  if (state.view !== "pairs" || headings.length < 2) return null;
  const choice = el("select", { id: "section", "aria-label": t("sections") }, el("option", { value: "" }, t("sectionsAll")),
    ...headings.map((heading, number) => el("option", { value: String(number) }, t("fieldCount", headingOf(heading), heading.count))));
  choice.addEventListener("change", () => choice.value && goToSection(Number(choice.value)));
  return el("div", { class: "control" }, el("div", { class: "head" }, el("h2", {}, t("sections")), choice));
}
function goToSection(number) {
  const { scale, height } = lens();
  network.moveTo({ position: { x: pairsShift(scale), y: pairsLayout().headings[number].y + height / 2 / scale - 2 } });
  keepInSight();
}

// How high the foot of the columns is that fades out, where more is below.
const FADE = 44;
const goesOn = (at) => !at.whole && at.y(pairsLayout().height) > at.height + 6;
function paintFade(ctx, at) {
  const button = $("below");
  button.hidden = state.view !== "pairs" || !goesOn(at) || isCovered();
  if (state.view !== "pairs" || !goesOn(at)) return;
  const fade = ctx.createLinearGradient(0, at.height - FADE, 0, at.height);
  fade.addColorStop(0, `${colors.ground}00`);
  fade.addColorStop(0.4, colors.ground);
  ctx.fillStyle = fade;
  ctx.fillRect(0, at.height - FADE, at.width, FADE);
  const layout = pairsLayout();
  const rows = new Set(layout.lines.map(([left]) => layout.seats[left][3]).concat(layout.slots.map((slot) => slot.y)));
  const words = t("below", [...rows].filter((y) => at.y(y) > at.height - FADE + 8).length);
  if (button.textContent !== words) button.textContent = words;
}
