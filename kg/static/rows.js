// The facing columns with those rows alone that answer what is asked, closed up.
const rowsKept = new Map();
const isNarrow = () => holder.clientWidth < 640;
const wholePairs = () => (isNarrow() ? data.views.pairsNarrow : data.views.pairs);
function pairsLayout() {
  const whole = wholePairs(), chosen = state.paper && lit ? [...lit].join() : "";
  if (!isAsking() && !chosen) return whole;
  const key = JSON.stringify([isNarrow(), state.field, state.facets, state.from, state.to, chosen]);
  if (!rowsKept.has(key)) {
    rowsKept.clear();
    rowsKept.set(key, closeUp(whole, chosen ? ({ id }) => lit.has(id) : isAsked));
  }
  return rowsKept.get(key);
}

// What is only counted has neither date nor field: it is left out where something is asked.
function closeUp(layout, keeps) {
  const lines = layout.lines.filter(([, , number]) => keeps(data.edges[number]));
  const live = new Set(lines.flatMap(([left, right]) => [left, right]));
  const rows = new Map();
  layout.seats.forEach(([, , , y, , depth], number) => rows.set(y, { depth, kept: live.has(number) || rows.get(y)?.kept }));
  const marks = [...rows].map(([y, row]) => ({ y, ...row })).concat(
    layout.headings.map((heading) => ({ y: heading.y, heading }))).sort((p, q) => p.y - q.y);
  const at = new Map(), headings = [];
  let y = 0, above = null, before = 0, waiting = null;
  for (const mark of marks) {
    const gap = mark.y - before;
    before = mark.y;
    if (mark.heading) waiting = { heading: mark.heading, gap };
    else if (mark.kept) {
      if (waiting) {
        y += headings.length ? Math.max(waiting.gap, 44) : 0;
        headings.push({ ...waiting.heading, from: waiting.heading.y, y });
        waiting = null;
        above = "heading";
      }
      // A row that had others above it in its block begins one now.
      y += above === "heading" ? 52 : above === "row" ? Math.max(gap, mark.depth ? 0 : 36) : 18;
      at.set(mark.y, y);
      above = "row";
    }
  }
  const number = new Map(), seats = [];
  layout.seats.forEach(([node, copy, x, old, side, depth], i) => {
    if (!live.has(i)) return;
    number.set(i, seats.length);
    seats.push([node, copy, x, at.get(old), side, depth]);
  });
  for (const [i, heading] of headings.entries()) {
    const next = layout.headings.find((one) => one.y > heading.from)?.y ?? Infinity;
    const under = lines.filter(([left]) => layout.seats[left][3] > heading.from && layout.seats[left][3] < next);
    headings[i] = { ...heading, count: new Set(under.map(([, , edge]) => data.edges[edge].claim ?? edge)).size };
  }
  return { ...layout, seats, slots: [], headings, height: y + 24, blocks: null,
    lines: lines.map(([left, right, edge, depth]) => [number.get(left), number.get(right), edge, depth]) };
}
