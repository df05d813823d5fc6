// Where strong lines run on the screen, in cells, so that names can keep off them.
const CELL = 8;
function lineCells(at) {
  const wide = Math.ceil(at.width / CELL), high = Math.ceil(at.height / CELL);
  const cells = new Uint8Array(Math.max(0, wide * high));
  for (const edge of visEdges.get()) {
    const a = placed.get(edge.from), b = placed.get(edge.to);
    if (!a || !b || !edge.clear) continue;
    const way = wayOf(edge, a, b);
    const steps = Math.ceil((Math.hypot(b.x - a.x, b.y - a.y) * at.scale) / CELL) || 1;
    for (let i = 0; i <= steps; i++) {
      const [x, y] = onWay(way, i / steps);
      const column = Math.floor(at.x(x) / CELL), line = Math.floor(at.y(y) / CELL);
      if (column >= 0 && line >= 0 && column < wide && line < high) cells[line * wide + column] = 1;
    }
  }
  // How many cells of a box a line runs through.
  return ([x0, y0, x1, y1]) => {
    let sum = 0;
    const to = { x: Math.min(wide - 1, Math.floor(x1 / CELL)), y: Math.min(high - 1, Math.floor(y1 / CELL)) };
    for (let j = Math.max(0, Math.floor(y0 / CELL)); j <= to.y; j++)
      for (let i = Math.max(0, Math.floor(x0 / CELL)); i <= to.x; i++) sum += cells[j * wide + i];
    return sum;
  };
}

// The points that a line is drawn by: its ends, and between them what it bends towards.
function wayOf(edge, a, b) {
  const via = edge.smooth?.enabled ? network.body.edges[edge.id]?.edgeType?.getViaNode?.() : null;
  return [a, ...(via ? [via].flat() : []), b];
}
function onWay(points, share) {
  let rest = points.map(({ x, y }) => [x, y]);
  while (rest.length > 1)
    rest = rest.slice(1).map(([x, y], i) => [rest[i][0] + (x - rest[i][0]) * share, rest[i][1] + (y - rest[i][1]) * share]);
  return rest[0];
}
