// Seen from far off, and around what is selected,
// the map gathers pairings by the provinces they join: one tapering band for each pair of provinces.
const GATHER_BELOW = 1.5, CROWD = 120;
const isCrowded = Object.keys(data.views.geo.at).length > CROWD;
const isGathered = () => state.view === "geo" && isCrowded && !state.region && !isAsking()
  && (network.getScale() < GATHER_BELOW || Boolean(lit));
let flows = [];
const isHiddenNow = (id) => hiddenHere().has(nodes.get(id).type);
const flowId = (from, to) => `flow:${[from, to].sort().join("+")}`;

// Which pairings run between which provinces, and from whom to whom most of them do.
function gatherFlows(edgesOf = data.edges.filter((edge) => inSight(edge) && !pairOf(edge)?.some((id) => isHiddenNow(id)))) {
  const points = data.views.geo.points, found = new Map();
  for (const edge of edgesOf) {
    const pair = pairOf(edge);
    if (!pair || pair.some((id) => !points[id])) continue;
    const id = flowId(...pair);
    if (!found.has(id)) found.set(id, { id, ends: pair, count: 0, forth: 0, back: 0 });
    const flow = found.get(id), [giver] = sideOf(edge, "supporter");
    flow.count += 1;
    if (giver === pair[0]) flow.forth += 1;
    else if (giver === pair[1]) flow.back += 1;
  }
  return [...found.values()].map((flow) => {
    const turned = flow.back > flow.forth, [from, to] = turned ? [...flow.ends].reverse() : flow.ends;
    return { ...flow, from, to, directed: flow.forth + flow.back > 0 };
  }).sort((p, q) => q.count - p.count || (p.id < q.id ? -1 : 1));
}
// What stands on the gathered map: the provinces, and what was selected.
function placeGathered(put, hidden) {
  const points = data.views.geo.points;
  flows = gatherFlows();
  for (const [id, [x, y]] of Object.entries(points)) {
    const node = nodes.get(id);
    if (!hidden.has(node.type)) mayStand.add(id);
    if (node.level === 0 && !hidden.has(node.type)) put(id, node, x, y);
  }
  for (const id of lit ?? []) if (points[id] && !placed.has(id)) put(id, nodes.get(id), ...points[id]);
}

// From broad at who supports to narrow at who is supported; even where no direction is stated. In pixels of the screen.
const breadth = (count) => (1.4 + 1.15 * Math.sqrt(count)) * (isNarrow() ? 0.6 : 1);
function bandPoints({ from, to, count, directed, scale = 1 }, at) {
  const [a, b] = [from, to].map((id) => data.views.geo.points[id]).map(([x, y]) => [at.x(x), at.y(y)]);
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]], long = Math.hypot(dx, dy) || 1;
  const bend = [(a[0] + b[0]) / 2 - dy * 0.09, (a[1] + b[1]) / 2 + dx * 0.09];
  const wide = breadth(count) * scale, steps = 18;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const share = i / steps, [x, y] = onWay([a, bend, b].map(([px, py]) => ({ x: px, y: py })), share);
    return { x, y, half: wide / 2 * (directed ? 1.35 - 1.15 * share : 0.7), nx: -dy / long, ny: dx / long };
  });
}
function bandPath(flow, at) {
  const points = bandPoints(flow, at), side = (sign) => points.map(({ x, y, half, nx, ny }) =>
    `${(x + nx * half * sign).toFixed(1)},${(y + ny * half * sign).toFixed(1)}`);
  return `M${side(1).join("L")}L${side(-1).reverse().join("L")}Z`;
}
const loopOf = ({ from, count, scale = 1 }, at) => {
  const [x, y] = data.views.geo.points[from];
  return { cx: at.x(x), cy: at.y(y), r: 9 * scale + 2, wide: breadth(count) * 0.6 * scale };
};
const flowColour = () => {
  const relation = data.relations.find((one) => one.pairing);
  return isDark() ? relation.dark : relation.color;
};
const flowAlpha = (flow) => (lit ? 0.1 : state.hover && state.hover !== flow.from && state.hover !== flow.to ? 0.12
  : state.hoverLine === flow.id || state.hover ? 0.95 : 0.55);
function paintFlows(ctx, at) {
  if (!state.gathered) return;
  ctx.fillStyle = ctx.strokeStyle = flowColour();
  for (const flow of flows) {
    ctx.globalAlpha = flowAlpha(flow);
    if (flow.from !== flow.to) ctx.fill(new Path2D(bandPath(flow, at)));
    else {
      const { cx, cy, r, wide } = loopOf(flow, at);
      ctx.lineWidth = wide;
      ctx.beginPath();
      ctx.arc(cx, cy, r, 0, 7);
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
}
const flowShapes = (at, list = flows, alpha = 0.55) => list.map((flow) => {
  if (flow.from !== flow.to) return svg("path", { d: bandPath(flow, at), fill: flowColour(), "fill-opacity": alpha });
  const { cx, cy, r, wide } = loopOf(flow, at);
  return svg("circle", { cx, cy, r, fill: "none", stroke: flowColour(), "stroke-width": wide, "stroke-opacity": alpha });
});
// How many, at the middle of each band of several, where there is room.
function paintFlowCounts(ctx, at, taken, inside) {
  if (!state.gathered || lit) return;
  for (const flow of flows) {
    if (flow.count < 3 || flow.from === flow.to) continue;
    const { x, y } = bandPoints(flow, at)[9], text = String(flow.count), w = measure(ctx, text, 11, 600);
    const box = [x - w / 2 - 3, y - 7, x + w / 2 + 3, y + 7];
    if (box[0] < inside[0] || box[1] < inside[1] || box[2] > inside[2] || box[3] > inside[3] || taken.hits(box)) continue;
    taken.add(box);
    paintText(ctx, [text], box, 11, 600, colors.accent, 14, text, { line: flow.id, alpha: flowAlpha(flow) < 0.2 ? 0.3 : 1 });
  }
}
// The band under the pointer: the one whose middle line is nearest.
function flowAt({ x, y }, around) {
  if (!state.gathered) return null;
  const at = lens();
  let found = null, least = around;
  for (const flow of flows) {
    const loop = loopOf(flow, at);
    const away = flow.from === flow.to ? Math.abs(Math.hypot(loop.cx - x, loop.cy - y) - loop.r) - loop.wide / 2
      : Math.min(...bandPoints(flow, at).map((point) => Math.hypot(point.x - x, point.y - y) - point.half - 3));
    if (away < least) [found, least] = [flow, away];
  }
  return found && { line: found.id };
}
