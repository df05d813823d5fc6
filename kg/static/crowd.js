// The network draws nothing without a line; of what hangs on the same things, many of a class are a bubble that opens.
const FEWEST = 4;
// A paper or a meeting in which so many lines meet is something that others hang on.
const HUB = 6;
// Bubbles that were opened, and what is drawn because it was asked for by name.
const opened = new Set();
const guests = new Set();
const isBundle = (id) => String(id).startsWith("bundle:");
const isSecondary = (node, near) => node.type !== "open" && !classes.get(node.type).place && near.get(node.id).size < HUB;

function placeNetwork(put, hidden) {
  const layout = isTall() ? data.views.networkTall : data.views.network;
  const may = data.nodes.filter((node) => !hidden.has(node.type));
  for (const node of may) mayStand.add(node.id);
  guests.clear();
  for (const id of state.extra) guests.add(id);
  const near = drawnNeighbours((id) => mayStand.has(id) || guests.has(id));
  const kept = may.filter((node) => near.has(node.id) || guests.has(node.id));
  const at = may.every((node) => layout.first[node.id]) ? layout.first : layout.whole;
  const bundles = bundlesOf(kept, near), inside = new Set([...bundles.values()].flat().map(({ id }) => id));
  for (const node of kept) if (!inside.has(node.id)) put(node.id, node, ...at[node.id]);
  for (const [id, members] of bundles) putBundle(put, id, members, at);
  for (const id of guests) if (!placed.has(id)) put(id, nodes.get(id), ...(at[id] || freeSpot(id)));
}
// With whom each thing that may be drawn is joined by a line that is.
function drawnNeighbours(stands) {
  const near = new Map();
  const join = (id, end) => near.set(id, (near.get(id) ?? new Set()).add(end));
  for (const edge of data.edges) {
    if (edge.a === edge.b || !stands(edge.a) || !stands(edge.b) || !inSight(edge)) continue;
    join(edge.a, edge.b);
    join(edge.b, edge.a);
  }
  return near;
}
function bundlesOf(kept, near) {
  const found = new Map();
  for (const node of kept) {
    if (guests.has(node.id) || !near.has(node.id) || !isSecondary(node, near)) continue;
    const holds = [...near.get(node.id)].filter((end) => !isSecondary(nodes.get(end), near)).sort();
    if (!holds.length) continue;
    const id = `bundle:${holds.join(" ")}:${node.type}`;
    found.set(id, [...(found.get(id) ?? []), node]);
  }
  for (const [id, members] of found) if (members.length < FEWEST || opened.has(id)) found.delete(id);
  return found;
}
function putBundle(put, id, members, at) {
  const entry = classes.get(members[0].type), count = members.length;
  // At the place of the one that has the most room around it: between all of them is what they hang on.
  const room = ([x, y]) => Math.min(...[...placed.values()].map((spot) => Math.hypot(spot.x - x, spot.y - y)));
  const [, x, y] = members.map(({ id: one }) => [room(at[one]), ...at[one]]).sort((p, q) => q[0] - p[0] || p[1] - q[1])[0];
  const words = (lang) => data.strings.bundled[lang].replace("{0}", count).replace("{1}", entry[lang]);
  const node = { id, zh: words("zh"), en: words("en"), type: entry.id, level: null, ties: count, size: 9, within: [], names: [] };
  put(id, node, x, y, { look: { shape: "circle", color: entry.color }, bundle: members });
}
// To each thing that they hang on one line stands for those of all that a bubble holds.
function bundleLines() {
  const result = [];
  for (const [id, { bundle }] of placed) {
    if (!bundle) continue;
    const once = new Set();
    for (const { edge, other: hub } of touching.get(bundle[0].id)) {
      if (once.has(hub) || !inSight(edge) || !placed.has(hub)) continue;
      once.add(hub);
      result.push(visEdge(`${edge.id}~${id}`, edge, hub, id, { smooth: { enabled: false }, arrows: { to: { enabled: false } } }));
    }
  }
  return result;
}
function lightBundles() {
  for (const [id, { bundle }] of placed) if (bundle?.some((node) => lit.has(node.id))) lit.add(id);
}
function openBundle(id) {
  opened.add(id);
  redraw();
  return true;
}
// What was opened closes when one is done.
function closeBundles() {
  if (!opened.size) return;
  opened.clear();
  if (state.view === "network") redraw();
}
function paintCount(ctx, spot, x, y, r) {
  ctx.fillStyle = "#10161f";
  ctx.font = `700 ${Math.max(r * 0.95, 3)}px ${FACES[state.lang]}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(String(spot.bundle.length), x, y + r * 0.06);
}
