// Lines: what vis-network is told to draw between the symbols.
// Lines keep their width on the screen, nearly, as symbols do.
const thinner = () => Math.max(1, network.getScale()) ** -0.8;
function visEdge(id, edge, from, to, more = {}) {
  const relation = relations.get(edge.relation);
  const dim = lit ? !lit.has(edge.id) : isAside(edge);
  const strong = !dim && (lit || touches(edge, state.hover));
  // Names keep off what is drawn strongly when the pointer is on nothing: they do not jump under it.
  const faint = lit ? dim : isOutside(edge);
  const stage = PHASES[phaseOf(edge)];
  const dash = edge.inferred ? [3, 5] : stage.dash ?? (relation.dash.length ? relation.dash : false);
  // What mostly has no stage is no paler for it.
  const pale = isPairing(edge) ? stage.pale ?? 1 : 1;
  const opacity = dim ? (lit ? 0.07 : 0.13) : strong ? 0.95 : lineOpacity(edge) * pale, taper = taperOf(edge, dash, opacity);
  return {
    id, from, to, dashes: dash, taper,
    width: relation.width * stage.width * (state.view === "geo" ? geoWidth(edge) : 1) * (strong ? 1.4 : 1) * thinner(),
    // What tapers is drawn by `paintTapers`; here it is only there to be hit.
    color: { color: lineColour(edge), opacity: taper ? 0 : opacity, inherit: false },
    clear: !faint && lineOpacity(edge) >= 0.4,
    arrows: { to: { enabled: !relation.symmetric && state.view === "network" } }, ...more,
  };
}
const touches = (edge, id) => edge.a === id || edge.b === id;
// On the map many lines run side by side: those of cities are light, those of provinces carry the bundle.
const isTop = (edge) => nodes.get(edge.a).level === 0 && nodes.get(edge.b).level === 0;
const geoWidth = (edge) => (isPairing(edge) && isTop(edge) ? 0.95 : 0.55);
const lineOpacity = (edge) => (!isPairing(edge) ? (state.view === "geo" ? 0.3 : 0.5) : state.view === "geo" && !isTop(edge) ? 0.62 : 0.9);
// Lines of others make way for those of what the pointer is on, or of the region that is framed.
function isAside(edge) {
  if (state.view === "pairs") return false;
  if (state.hover) return hasLines(state.hover) && !touches(edge, state.hover);
  return isOutside(edge);
}
const isOutside = (edge) => state.view === "geo" && regionMembers.size > 0 && !regionMembers.has(edge.a) && !regionMembers.has(edge.b);
const hasLines = (id) => touching.has(id) && touching.get(id).some(({ edge, other: end }) => inSight(edge) && placed.has(end));

function drawnEdges() {
  return state.view === "pairs" ? pairLines() : [...freeLines(), ...bundleLines()];
}

// What is only counted has neither date nor field.
const slotsInSight = () => (state.year === null || state.undated) && !isAsking();
function pairLines() {
  const result = [];
  const layout = pairsLayout();
  for (const [left, right, number] of layout.lines) {
    const a = seatId(layout.seats[left]), b = seatId(layout.seats[right]);
    const edge = data.edges[number];
    if (!placed.has(a) || !placed.has(b) || !inSight(edge)) continue;
    const hollow = [edge.a, edge.b].some((end) => nodes.get(end).type === "open");
    result.push(visEdge(`${edge.id}~${left}`, edge, a, b,
      { arrows: { to: { enabled: false } }, ...(hollow ? { dashes: [2, 4] } : {}) }));
  }
  for (const slot of layout.slots) {
    if (!slotsInSight()) continue;
    const dim = lit && !lit.has(`group:${slot.group}`);
    result.push({
      id: `slot:${slot.group}`, from: `slot:${slot.group}:-1`, to: `slot:${slot.group}:1`, width: 1.2, dashes: [2, 5],
      color: { color: "#8b93a1", opacity: dim ? 0.15 : 0.9, inherit: false }, arrows: { to: { enabled: false } },
    });
  }
  return result;
}

function freeLines() {
  const result = [];
  const inFlows = state.view === "geo" && state.gathered;
  const seen = new Map();
  const once = new Set();
  for (const edge of data.edges) {
    if (edge.a === edge.b || !placed.has(edge.a) || !placed.has(edge.b)) continue;
    // What a path or a selected claim walks is drawn though its relation is not.
    const asked = lit && lit.has(edge.id) && (state.kind === "path" || state.kind === "claim");
    if (!inSight(edge) && !asked) continue;
    // Seen from far off only what is selected has lines of its own.
    if (inFlows && !lit?.has(edge.id)) continue;
    const key = edge.a < edge.b ? `${edge.a} ${edge.b}` : `${edge.b} ${edge.a}`;
    // Many claims of one kind between the same two are one line, unless that very claim is meant.
    const bundle = `${key} ${edge.relation}`;
    if (once.has(bundle) && !asked) continue;
    once.add(bundle);
    const turn = seen.get(key) || 0;
    seen.set(key, turn + 1);
    // Different relations bend apart, so that each can be seen and hit.
    const smooth = bends.has(edge.id) && state.view === "geo" ? { enabled: true, type: "cubicBezier" } : turn || state.view === "geo"
      ? { enabled: true, type: turn % 2 ? "curvedCCW" : "curvedCW", roundness: Math.min(0.4, 0.06 + 0.1 * Math.ceil(turn / 2)) }
      : { enabled: false };
    result.push(visEdge(edge.id, edge, edge.a, edge.b, { smooth }));
  }
  return result;
}

// Pairings on the map follow the bundles that the layout made: vis-network bends them as it is told.
const bends = new Map((data.views.geo.bundles || []).flatMap((bundle) => Object.entries(bundle.bends)));
function bendLines() {
  if (state.view !== "geo") return;
  for (const [id, [x0, y0, x1, y1]] of bends) {
    const way = network.body.edges[id]?.edgeType;
    if (way) way._getViaCoordinates = () => [{ x: x0, y: y0 }, { x: x1, y: y1 }];
  }
}
// A bundle of several lines is named at its middle, with the number of lines that are drawn of it.
function paintBundles(ctx, at, taken, inside, crossed) {
  if (lit || state.region || isNarrow()) return;
  for (const { ends, apex, bends: lines } of data.views.geo.bundles) {
    const count = Object.keys(lines).filter((id) => visEdges.get(id)).length;
    if (count < 3 || !apex) continue;
    const text = t("bundle", ...ends.map((id) => name(nodes.get(id))), count);
    const w = measure(ctx, text, 12, 600), x = at.x(apex[0]), y = at.y(apex[1]);
    let best = null, least = 3;
    for (const away of [10, 24, 44, 70, 100]) for (const drop of [0, 22, -22, 48, -48]) for (const dx of [away, -w - away]) {
      const box = [x + dx - 2, y + drop - 8, x + dx + w + 2, y + drop + 8];
      if (box[0] < inside[0] || box[1] < inside[1] || box[2] > inside[2] || box[3] > inside[3] || taken.hits(box)) continue;
      const cost = crossed(box) * 10 + (away + Math.abs(drop)) / 100;
      if (cost < least) [best, least] = [{ box, align: dx < 0 ? "right" : "left" }, cost];
    }
    if (!best) continue;
    taken.add(best.box);
    // What the two have agreed on themselves is what their bundle is about.
    const own = Object.keys(lines).find((id) => ends.every((end) => touches(edges.get(id), end)));
    paintText(ctx, [text], best.box, 12, 600, colors.accent, 16, text, { align: best.align, line: own });
  }
}
