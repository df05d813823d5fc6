// Lines: what vis-network is told to draw between the symbols.
// Lines keep their width on the screen, nearly, as symbols do.
const thinner = () => Math.max(1, network.getScale()) ** -0.8;
function visEdge(id, edge, from, to, more = {}) {
  const relation = relations.get(edge.relation);
  const dim = lit && !lit.has(edge.id);
  const dash = edge.inferred ? [3, 5] : relation.dash.length ? relation.dash : false;
  return {
    id, from, to, dashes: dash, width: relation.width * (state.view === "geo" ? 0.7 : 1) * (lit && !dim ? 1.4 : 1) * thinner(),
    color: { color: isDark() ? relation.dark : relation.color, opacity: dim ? 0.07 : lit ? 0.95 : edge.relation === "Pairing" ? 0.9 : 0.5, inherit: false },
    arrows: { to: { enabled: !relation.symmetric && state.view === "network" } }, ...more,
  };
}

function drawnEdges() {
  return state.view === "pairs" ? pairLines() : freeLines();
}

function pairLines() {
  const result = [];
  if (state.hiddenRelations.has("Pairing")) return result;
  const layout = pairsLayout();
  for (const [left, right, number, depth] of layout.lines) {
    const a = seatId(layout.seats[left]), b = seatId(layout.seats[right]);
    const edge = data.edges[number];
    if (!placed.has(a) || !placed.has(b) || !inTime(edge)) continue;
    const hollow = [edge.a, edge.b].some((end) => nodes.get(end).type === "open");
    result.push(visEdge(`${edge.id}~${left}`, edge, a, b, { width: (depth ? 1.6 : 3) * thinner(), arrows: { to: { enabled: false } }, ...(hollow ? { dashes: [5, 5] } : {}) }));
  }
  for (const slot of layout.slots) {
    if (state.year !== null && !state.undated) continue;
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
  const seen = new Map();
  const once = new Set();
  for (const edge of data.edges) {
    if (edge.a === edge.b || !placed.has(edge.a) || !placed.has(edge.b)) continue;
    // What a path or a selected claim walks is drawn though its relation is not.
    const asked = lit && lit.has(edge.id) && (state.kind === "path" || state.kind === "claim");
    if (!inSight(edge) && !asked) continue;
    const key = edge.a < edge.b ? `${edge.a} ${edge.b}` : `${edge.b} ${edge.a}`;
    // Many claims of one kind between the same two are one line, unless that very claim is meant.
    const bundle = `${key} ${edge.relation}`;
    if (once.has(bundle) && !asked) continue;
    once.add(bundle);
    const turn = seen.get(key) || 0;
    seen.set(key, turn + 1);
    // Different relations bend apart, so that each can be seen and hit.
    const smooth = turn || state.view === "geo"
      ? { enabled: true, type: turn % 2 ? "curvedCCW" : "curvedCW", roundness: Math.min(0.4, 0.06 + 0.1 * Math.ceil(turn / 2)) } : { enabled: false };
    result.push(visEdge(edge.id, edge, edge.a, edge.b, { smooth }));
  }
  return result;
}
