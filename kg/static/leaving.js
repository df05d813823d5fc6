// Where lines leave the frame of the map, its edge says where to: the place, or the province of several and how many.
const WAYS_OUT = { left: "←", right: "→", top: "↑", bottom: "↓" };
function frameOf(at) {
  const { hidden, offsetHeight } = $("caption");
  return { width: at.width, height: at.height - (hidden ? 0 : offsetHeight) };
}
// Every line that is plainly drawn, as its two ends and its way on the screen.
function waysHere(at) {
  if (state.gathered && !lit)
    return flows.filter(({ from, to }) => from !== to).map((flow) => (
      { ends: [flow.from, flow.to], count: flow.count, way: bandPoints(flow, at) }));
  return visEdges.get().filter((edge) => edge.clear && placed.has(edge.from) && placed.has(edge.to)).map((edge) => {
    const bent = wayOf(edge, placed.get(edge.from), placed.get(edge.to)).map(({ x, y }) => ({ x: at.x(x), y: at.y(y) }));
    const way = Array.from({ length: 41 }, (_, i) => onWay(bent, i / 40)).map(([x, y]) => ({ x, y }));
    return { ends: [edge.from, edge.to], count: 1, way };
  });
}
function leavingHere(at) {
  const { width, height } = frameOf(at), found = new Map();
  const isIn = (x, y) => x >= 0 && y >= 0 && x <= width && y <= height;
  for (const { ends, count, way } of waysHere(at)) {
    const [first, last] = [way[0], way.at(-1)].map(({ x, y }) => isIn(x, y));
    if (first === last) continue;
    const goal = ends[first ? 1 : 0], points = first ? way : [...way].reverse();
    const { x, y } = points.find((point) => !isIn(point.x, point.y));
    const side = x < 0 ? "left" : x > width ? "right" : y < 0 ? "top" : "bottom";
    const top = provinceOf(goal), key = `${side} ${top}`;
    if (!found.has(key)) found.set(key, { side, top, goals: new Set(), count: 0, spots: [] });
    const group = found.get(key);
    group.goals.add(goal);
    group.count += count;
    group.spots.push(side === "left" || side === "right" ? y : x);
  }
  return [...found.values()].sort((p, q) => q.count - p.count || (p.top < q.top ? -1 : 1));
}
function paintLeaving(ctx, at, taken) {
  const { width, height } = frameOf(at);
  for (const { side, top, goals, count, spots } of leavingHere(at)) {
    const id = goals.size === 1 ? [...goals][0] : top, words = name(nodes.get(id)) + (count > 1 ? ` ${count}` : "");
    const text = side === "right" ? `${words} ${WAYS_OUT.right}` : `${WAYS_OUT[side]} ${words}`;
    const w = measure(ctx, text, 11.5, 600) + 4, h = 16, flat = side === "top" || side === "bottom";
    const middle = spots.sort((p, q) => p - q)[spots.length >> 1];
    const boxAt = (shift) => {
      const x = flat ? Math.max(4, Math.min(width - w - 4, middle - w / 2 + shift * 3)) : side === "left" ? 4 : width - w - 4;
      const y = flat ? (side === "top" ? 18 : height - h - 4) : Math.max(20, Math.min(height - h - 4, middle - h / 2 + shift));
      return [x, y, x + w, y + h];
    };
    const box = [0, 17, -17, 34, -34, 51, -51].map(boxAt).find((one) => !taken.hits(one));
    if (!box) continue;
    taken.add(box);
    paintText(ctx, [text], box, 11.5, 600, colors.accent, h, text, { align: side === "right" ? "right" : "left", spot: { id } });
  }
}
