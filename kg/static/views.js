// The drawing itself: vis-network holds nodes and edges, each view gives it other places for them.
const holder = $("canvas");
const visNodes = new vis.DataSet();
const visEdges = new vis.DataSet();
// What stands where now: vis id -> {id, node, x, y, side, depth, slot}; and what the view would draw if nothing were asked
const placed = new Map();
const mayStand = new Set();
let network = null;
let hubFrom = 5;

// On a phone the panel lies over the lower half of the drawing; elsewhere it stands beside it.
const isCovered = () => matchMedia("(max-width: 820px)").matches && (state.kind !== "none" || (isAsking() && !state.shut));
// Where there is room, what is said of a pairing stands in columns of its own beside the names.
const COLUMNS = { field: 190, since: 96, stage: 92, sources: 76 };
const COLUMNS_WIDE = Object.values(COLUMNS).reduce((sum, wide) => sum + wide, 0);
const isWide = () => !state.paper && holder.clientWidth >= 1240;
// How far right of the middle of the two columns the view is centred, to leave room for the others.
const pairsShift = (scale) => (isWide() ? (COLUMNS_WIDE / 2 - 20) / scale : 0);
const isTall = () => holder.clientHeight > holder.clientWidth * 1.15;
const visibleSeat = (seat) => !state.hidden.pairs.has(nodes.get(seat[0]).type);
const seatId = (seat) => (seat[1] === 1 ? seat[0] : `${seat[0]}~${seat[1]}`);

const measureOf = (node) => (state.size === "ties" ? node.ties : node.measures?.[state.size]) || 0;
const largest = new Map();
function largestMeasure() {
  if (!largest.has(state.size)) largest.set(state.size, Math.max(1e-9, ...data.nodes.map(measureOf)));
  return largest.get(state.size);
}
// Symbols keep their size on the screen once one zooms in, nearly.
function radius(spot) {
  const scale = network ? network.getScale() : 1;
  let r = spot.node ? spot.node.size : 6;
  if (state.size !== "even" && !spot.slot) {
    const share = Math.sqrt(measureOf(spot.node) / largestMeasure());
    // The layout gave hubs more room; other measures, and the map, keep to what every symbol has.
    const swing = { pairs: 0.4, geo: 0.5, network: state.size === "ties" ? 0.95 : 0.55 }[state.view] ?? 0;
    r *= (state.view === "pairs" ? 0.85 : 0.75) + swing * share;
  }
  if (state.view === "pairs" && spot.depth > 0) r *= 0.9;
  if (state.view === "geo") r = Math.min(r * 0.88, 9.2);
  r /= Math.max(1, scale) ** 0.95;
  // The few symbols of a small map stay symbols when it is drawn at a third of its size.
  return small ? Math.max(r, 5 / scale) : r;
}

function renderNode({ ctx, id, x, y }) {
  const spot = placed.get(id);
  const r = spot ? radius(spot) : 5;
  return {
    drawNode() {
      if (!spot) return;
      const dim = (lit && !lit.has(spot.id)) || spot.off;
      const chosen = spot.id === state.selected || state.compare.includes(spot.id);
      drawShape(ctx, spot.look, x, y, r,
        { alpha: dim ? 0.22 : 1, ring: chosen ? colors.ink : spot.id === state.hover ? colors.accent : null, hollow: spot.hollow });
      if (spot.bundle && !dim) paintCount(ctx, spot, x, y, r);
    },
    nodeDimensions: { width: r * 2, height: r * 2 },
  };
}

function start() {
  readColors();
  network = new vis.Network(holder, { nodes: visNodes, edges: visEdges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: false, selectConnectedEdges: false, keyboard: false, zoomSpeed: 0.7, tooltipDelay: 3e8 },
    nodes: { shape: "custom", ctxRenderer: renderNode, chosen: false, fixed: true },
    edges: { smooth: false, chosen: false, selectionWidth: 0, hoverWidth: 0, arrows: { to: { scaleFactor: 0.4 } } },
  });
  network.on("beforeDrawing", paintUnder);
  network.on("afterDrawing", paintOver);
  setUpTargets();
  holder.addEventListener("wheel", scrollPairs, { capture: true, passive: false });
  network.on("dragging", keepInSight);
  network.on("zoom", zoomed);
}

function place() {
  placed.clear();
  mayStand.clear();
  const hidden = hiddenHere();
  const put = (visId, node, x, y, more = {}) =>
    placed.set(visId, { id: node.id, node, look: node, hollow: node.type === "open", x, y, ...more });
  if (state.view === "pairs") {
    const layout = pairsLayout();
    const busy = new Set(layout.lines.filter(([, , number]) => inSight(data.edges[number])).flatMap(([left, right]) => [left, right]));
    layout.seats.forEach((seat, number) => {
      const node = nodes.get(seat[0]);
      if (!hidden.has(node.type)) put(seatId(seat), node, seat[2], seat[3], { side: seat[4], depth: seat[5], off: !busy.has(number) });
    });
    for (const slot of layout.slots) placeSlot(slot);
    for (const [id] of wholePairs().seats) mayStand.add(id);
  } else if (state.view === "geo") {
    closeness = geoLevel();
    state.gathered = isGathered();
    if (state.gathered) placeGathered(put, hidden);
    else for (const [id, [x, y]] of Object.entries(closeness > 1 ? data.views.geo.closer[closeness] : data.views.geo.at))
      if (!hidden.has(nodes.get(id).type)) put(id, nodes.get(id), x, y);
  } else if (state.view === "network") {
    placeNetwork(put, hidden);
  }
  if (state.view === "geo" && !state.gathered) for (const spot of placed.values()) mayStand.add(spot.id);
  // What takes part in nothing of that year steps back, and in nothing that is asked is left out.
  if (state.view === "geo" && !state.gathered && (state.year !== null || isAsking())) {
    const busy = new Set(data.edges
      .filter((edge) => relations.get(edge.relation).tie && inSight(edge) && placed.has(edge.a) && placed.has(edge.b))
      .flatMap((edge) => [edge.a, edge.b]));
    for (const [id, spot] of placed) {
      spot.off = !busy.has(spot.id);
      if (spot.off && isAsking() && spot.id !== state.selected) placed.delete(id);
    }
  }
  const counts = [...placed.values()].map((spot) => spot.node.ties).sort((a, b) => b - a);
  hubFrom = Math.max(4, counts[Math.floor(counts.length * 0.08)] || 4);
}
// A place between its neighbours for what was asked for by name.
function freeSpot(id) {
  const near = touching.get(id).map(({ other: end }) => placed.get(end)).filter(Boolean);
  const x0 = near.reduce((sum, spot) => sum + spot.x, 0) / (near.length || 1);
  const y0 = near.reduce((sum, spot) => sum + spot.y, 0) / (near.length || 1);
  const spots = [...placed.values()];
  for (let k = 4; k < 900; k++) {
    const x = x0 + Math.cos(k * 2.399963) * 11 * Math.sqrt(k), y = y0 + Math.sin(k * 2.399963) * 11 * Math.sqrt(k);
    if (spots.every((spot) => Math.max(Math.abs(spot.x - x), Math.abs(spot.y - y)) >= 34)) return [x, y];
  }
  return [x0, y0];
}
// Counted but not named: an empty symbol of the member's class on either side.
function placeSlot(slot) {
  const group = groups.get(slot.group);
  const look = classes.get(group.member_type) || { shape: "circle" };
  const node = { id: `group:${group.iri}`, zh: group.zh, en: group.en, ties: 0, size: 7, level: null, type: "group" };
  for (const side of [-1, 1]) {
    placed.set(`slot:${slot.group}:${side}`, {
      id: node.id, node, look: { shape: look.shape, color: "#8b93a1" }, hollow: true,
      x: side * slot.x, y: slot.y, side, depth: slot.depth, slot,
    });
  }
}

// The closer one looks, the less symbols have to make way for each other.
let closeness = 1, lastScale = 1;
const geoLevel = () => [8, 4, 2].find((level) => network.getScale() >= level && data.views.geo.closer[level]) || 1;
function zoomed() {
  const scale = network.getScale();
  if (Math.abs(Math.log(scale / lastScale)) < 0.08) return;
  lastScale = scale;
  if (state.view === "geo" && (geoLevel() !== closeness || isGathered() !== state.gathered)) redraw();
  else if (isDrawing()) refresh();
}

function redraw() {
  place();
  visEdges.clear();
  visNodes.clear();
  visNodes.add([...placed].map(([id, spot]) => ({ id, x: spot.x, y: spot.y, label: undefined })));
  // vis-network finds out where a symbol of ours is only one drawing late, and leaves out what comes into sight until then.
  for (const node of Object.values(network.body.nodes)) node.updateBoundingBox();
  visEdges.add(drawnEdges());
  bendLines();
  const words = !placed.size ? t(state.view === "pairs" ? "noPairsHere" : "nothing")
    : state.gathered && state.view === "geo" ? t(isNarrow() ? "geoGatheredShort" : "geoGathered")
    : state.view === "geo" ? t(isNarrow() ? "geoNoteShort" : "geoNote", data.nodes.filter((n) => n.lat === null || n.long === null).length)
      : "";
  $("note").textContent = words;
  $("caption").hidden = !words;
  $("caption").classList.toggle("nothing", !placed.size);
  $("below").hidden = true;
}
function refresh() {
  const now = drawnEdges();
  const keep = new Set(now.map((edge) => edge.id));
  visEdges.remove(visEdges.getIds().filter((id) => !keep.has(id)));
  visEdges.update(now);
  bendLines();
  network.redraw();
}

// Shows all of a view; the pairs view is read from the top at a size one can read.
function fit() {
  const box = canvasBox();
  // Where there is no room yet, the first size that is told brings it here again.
  if (!box.width || !box.height) return;
  if (state.view === "pairs") {
    const layout = pairsLayout();
    const wide = layout.width + (isNarrow() ? 240 : 360);
    const scale = isNarrow()
      ? Math.min(1.15, box.width / wide)
      : Math.max(0.86, Math.min(1.1, box.width / wide, Math.max(0.92, box.height / (layout.height + 20))));
    network.moveTo({ position: { x: pairsShift(scale), y: box.height / 2 / scale - 4 }, scale });
    return zoomed();
  }
  frame(state.view === "geo" && state.region ? inRegion() : [...placed.values()], state.view === "geo" && state.region ? 7 : 1.6);
}
// Brings these symbols, with room for their labels, into the middle.
function frame(spots, closest) {
  const box = canvasBox();
  if (!spots.length || !box.width || !box.height) return;
  const xs = spots.map((s) => s.x), ys = spots.map((s) => s.y);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const edge = { x: isNarrow() ? 44 : 66, y: state.view === "geo" ? 46 : 34 };
  const foot = $("caption").offsetHeight + (isCovered() ? box.height * 0.5 : 0);
  // However little the margins leave: no scale is nothing, or less.
  const room = (whole, taken) => Math.max(whole - taken, whole * 0.2);
  const scale = Math.min(closest, room(box.width, 2 * edge.x) / Math.max(x1 - x0, 1),
    room(box.height, 2 * edge.y + foot) / Math.max(y1 - y0, 1));
  network.moveTo({ position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 + foot / 2 / scale }, scale });
  zoomed();
}

function setView(view) {
  if (!VIEWS.includes(view)) return;
  state.view = view;
  $("main").dataset.showing = view;
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  relight();
  if (view === "matrix") showMatrix();
  if (isDrawing()) {
    network.setSize("100%", "100%");
    network.redraw();
    buildRegions();
    redraw();
    fit();
    network.redraw();
  }
  buildLegend();
  filterList();
  showPanel();
  writeHash();
}
