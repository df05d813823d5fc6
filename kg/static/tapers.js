// Direction of a single line on the map: from broad at who supports to narrow at who is supported, as of a band.
const TAPER = { broad: 2.1, narrow: 0.35 };
// The end of a pairing that supports; nothing where no source states a direction.
function supporterEnd(edge) {
  const ends = [edge.a, edge.b];
  const at = (side) => ends.find((end) => valuesOf(edge, side).some(({ id }) => id === end || id === provinceOf(end)));
  const from = at("supporter"), to = at("supported");
  return from && to && from !== to ? from : null;
}
// Where a dash says more, the line stays a line.
function taperOf(edge, dash, opacity) {
  const from = state.view === "geo" && !dash && isPairing(edge) ? supporterEnd(edge) : null;
  return from && { from, opacity };
}
// The outline of a line of so many pixels along a way on the screen, which begins at who supports.
function wedge(way, wide) {
  const steps = way.length > 2 ? 16 : 1;
  const points = Array.from({ length: steps + 1 }, (_, i) => onWay(way, i / steps));
  const side = (sign) => points.map(([x, y], i) => {
    const [px, py] = points[Math.max(0, i - 1)], [qx, qy] = points[Math.min(steps, i + 1)];
    const long = Math.hypot(qx - px, qy - py) || 1, half = sign * wide / 2 * (TAPER.broad + (TAPER.narrow - TAPER.broad) * i / steps);
    return `${(x - (qy - py) / long * half).toFixed(1)},${(y + (qx - px) / long * half).toFixed(1)}`;
  });
  return `M${side(1).join("L")}L${side(-1).reverse().join("L")}Z`;
}
function taperPath(edge, at) {
  const way = wayOf(edge, placed.get(edge.from), placed.get(edge.to)).map(({ x, y }) => ({ x: at.x(x), y: at.y(y) }));
  return wedge(edge.taper.from === edge.from ? way : way.reverse(), edge.width * at.scale);
}
function paintTapers(ctx, at) {
  for (const edge of visEdges.get({ filter: ({ taper }) => Boolean(taper) })) {
    if (!placed.has(edge.from) || !placed.has(edge.to)) continue;
    ctx.globalAlpha = edge.taper.opacity;
    ctx.fillStyle = edge.color.color;
    ctx.fill(new Path2D(taperPath(edge, at)));
  }
  ctx.globalAlpha = 1;
}
