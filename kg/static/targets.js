// What one reads is what one reaches: a name stands for its thing as its symbol does.
// Targets are at least as large as WCAG 2.2 asks (2.5.8), where no other target is nearer.
const SMALLEST = 24;
const grown = ([x0, y0, x1, y1]) => {
  const more = (length) => Math.max(0, SMALLEST - length) / 2;
  return [x0 - more(x1 - x0), y0 - more(y1 - y0), x1 + more(x1 - x0), y1 + more(y1 - y0)];
};

// {id} of what is named or drawn at a point of the canvas, {line} of what the words on a line tell; null on bare ground.
function targetAt(at, around) {
  const words = drawn.filter((label) => label.id || label.line);
  return closest(at, [...words, ...symbols(0)])
    ?? closest(at, [...words.map((label) => ({ ...label, box: grown(label.box) })), ...symbols(around)])
    ?? rowAt(at) ?? flowAt(at, around);
}
// To vis-network every symbol of ours is 50 wide.
const symbols = (around) => [...placed.values()].map(({ id, sx, sy, sr }) => (
  { id, box: [sx - sr - around, sy - sr - around, sx + sr + around, sy + sr + around] }));
// Where a name lies over the symbol of another: the one whose middle is nearer, measured by the size of each; of
// two that are as near, the name, which is drawn above.
function closest({ x, y }, targets) {
  const away = ([x0, y0, x1, y1]) => Math.max(Math.abs(2 * x - x0 - x1) / (x1 - x0), Math.abs(2 * y - y0 - y1) / (y1 - y0));
  let found = null, least = Infinity;
  for (const target of targets) {
    const far = away(target.box);
    if (far <= 1 && far < least) [found, least] = [target, far];
  }
  return found;
}
// In the facing columns a row is the name's from its symbol to the edge of the drawing.
function rowAt({ x, y }) {
  if (state.view !== "pairs") return null;
  const beside = (spot) => (spot.side < 0 ? x < spot.sx : x > spot.sx) && Math.abs(spot.sy - y) <= SMALLEST / 2;
  return [...placed.values()].filter(beside).sort((p, q) => Math.abs(p.sy - y) - Math.abs(q.sy - y))[0] ?? null;
}

function setUpTargets() {
  network.on("click", (event) => {
    const source = event.event?.srcEvent || {};
    const target = targetAt(event.pointer.DOM, source.pointerType === "touch" ? 12 : 4);
    const line = target ? target.line : network.getEdgeAt(event.pointer.DOM);
    const id = target && !target.line ? target.id : null;
    if (id && (source.ctrlKey || source.metaKey || source.shiftKey) && nodes.has(id)) toggleCompare(id);
    else if (line !== undefined && line !== null) selectEdge(line);
    else select(id);
  });
  holder.addEventListener("mousemove", (event) => {
    const frame = holder.getBoundingClientRect();
    point(event.buttons ? null : targetAt({ x: event.clientX - frame.left, y: event.clientY - frame.top }, 3));
  });
  // Otherwise the browser clicks after a tap, on what has opened under the finger by then.
  holder.addEventListener("touchend", (event) => event.cancelable && event.preventDefault(), { passive: false });
  holder.addEventListener("mouseleave", () => point(null));
}
function point(target) {
  holder.style.cursor = target ? "pointer" : "";
  const id = target && !target.line ? target.id : null, line = target?.line?.split("~")[0] ?? null;
  if (id === state.hover && line === state.hoverLine) return;
  Object.assign(state, { hover: id, hoverLine: line });
  lit || state.view === "pairs" ? network.redraw() : refresh();
}
