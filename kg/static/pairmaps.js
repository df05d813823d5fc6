// One small map for each two provinces, framed to what they pair; places as points, each pairing a line.
const MOST_PAIR_MAPS = 60, CLOSEST = 6;
function pairMaps() {
  const found = new Map(), { points } = data.views.geo;
  for (const edge of data.edges) {
    if (!inMatrix(edge, ["between"]) || !points[edge.a] || !points[edge.b]) continue;
    const [key] = facetIds(edge, "between");
    if (key) found.set(key, [...(found.get(key) ?? []), edge]);
  }
  const order = [...found].sort(([p, n], [q, m]) => m.length - n.length || (p < q ? -1 : 1));
  if (!order.length) return el("p", {}, t("noAnswer"));
  const left = order.slice(MOST_PAIR_MAPS);
  return el("div", {}, el("div", { class: "multiples" }, ...order.slice(0, MOST_PAIR_MAPS).map(([key, edges]) => pairMap(key, edges))),
    left.length ? el("p", { class: "small" }, t("pairMapsLeft", left.length, left[0][1].length)) : "");
}
function pairMap(key, edges) {
  const { points } = data.views.geo, { width, height } = SMALL;
  const ends = [...new Set(edges.flatMap(({ a, b }) => [a, b]))];
  const [x0, x1, y0, y1] = [0, 1].flatMap((axis) => [Math.min, Math.max].map((pick) => pick(...ends.map((id) => points[id][axis]))));
  const scale = Math.min((width - 36) / (x1 - x0 || 1), (height - 36) / (y1 - y0 || 1), CLOSEST);
  const at = { width, height, scale,
    x: (x) => (x - (x0 + x1) / 2) * scale + width / 2, y: (y) => (y - (y0 + y1) / 2) * scale + height / 2 };
  const spot = (id) => ({ x: at.x(points[id][0]), y: at.y(points[id][1]) });
  const line = (edge) => {
    const from = supporterEnd(edge), way = [edge.a, edge.b].map(spot), fill = lineColour(edge);
    return from ? svg("path", { d: wedge(from === edge.a ? way : way.reverse(), 1.8), fill, "fill-opacity": 0.75 })
      : svg("path", { d: `M${way.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}`,
        stroke: fill, "stroke-width": 1.6, "stroke-opacity": 0.75 });
  };
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" },
    ...groundShapes(at), ...edges.map(line), ...ends.map((id) => {
      const { x, y } = spot(id);
      const { level, color: fill } = nodes.get(id);
      return svg("circle", { cx: x, cy: y, r: level === 0 ? 3.4 : 2.2, fill, stroke: colors.rim, "stroke-width": 0.5 });
    }));
  return el("button", { type: "button", class: "multiple", "data-between": key, onclick: () => setFacet("between", key) },
    drawing, el("strong", {}, facetWords("between", key)), el("span", { class: "small" }, t("pairCount", edges.length)));
}
