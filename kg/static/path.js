// How two entities are connected: fewest steps, pairings before other ties, containment last.
const COST = (edge) => (edge.relation === "Pairing" ? 0 : relations.get(edge.relation).tie ? 1 : 10);

function findPath(from, to, within) {
  const best = new Map([[from, { cost: 0, previous: null, edge: null }]]);
  let front = [from];
  while (front.length && !best.has(to)) {
    const next = new Map();
    for (const id of front) {
      for (const { edge, other: end } of touching.get(id)) {
        if (best.has(end) || (!within && !relations.get(edge.relation).tie)) continue;
        const cost = best.get(id).cost + COST(edge);
        const known = next.get(end);
        if (!known || cost < known.cost || (cost === known.cost && edgeNumber(edge) < edgeNumber(known.edge))) next.set(end, { cost, previous: id, edge });
      }
    }
    for (const [id, entry] of next) best.set(id, entry);
    front = [...next.keys()].sort();
  }
  if (!best.has(to)) return null;
  const hops = [];
  for (let id = to; id !== from; id = best.get(id).previous) hops.unshift({ from: best.get(id).previous, to: id, edge: best.get(id).edge });
  return hops;
}
const edgeNumber = (edge) => Number(edge.id.slice(1));

function showPath(from, to, within = true) {
  const known = nodes.has(from) && nodes.has(to);
  const hops = known && from !== to ? findPath(from, to, within) : null;
  if (hops && state.view !== "network" && !hops.every(({ from: a, to: b }) => isPlaced(a) && isPlaced(b))) setView("network");
  return about("path", { path: { from: nodes.has(from) ? from : null, to: nodes.has(to) ? to : null, within, hops } });
}
const isPlaced = (id) => [...placed.values()].some((spot) => spot.id === id);

function pathPanel() {
  const { from, to, within, hops } = state.path;
  const box = el("input", { type: "checkbox", id: "pathWithin" });
  box.checked = within;
  box.addEventListener("change", () => { showPath(from, to, box.checked); $("pathWithin")?.focus(); });
  const pick = (side) => (node) => {
    const ends = { from, to, [side]: node.id };
    ends.from && ends.to ? showPath(ends.from, ends.to, within) : about("path", { path: { ...ends, within } }, { move: false });
    $(side === "from" ? "pathTo" : "pathFrom")?.focus();
  };
  const parts = [
    el("h2", { class: "name" }, t("path")), el("p", { class: "sub" }, t("pathTitle")),
    combo("pathFrom", t("pathFrom"), from && name(nodes.get(from)), pick("from")),
    combo("pathTo", t("pathTo"), to && name(nodes.get(to)), pick("to")),
    el("label", { class: "plain" }, box, el("span", {}, t("pathWithin"))),
  ];
  if (!from || !to) return [...parts, el("p", {}, t("pathPick"))];
  if (from === to) return [...parts, el("p", {}, t("pathSame"))];
  if (!hops) return [...parts, el("p", { class: "flag", id: "noPath" }, t(within ? "pathNone" : "pathNoneWithin", name(nodes.get(from)), name(nodes.get(to))))];
  return [...parts, el("h2", {}, hops.length === 1 ? t("pathStep") : t("pathSteps", hops.length)),
    el("ol", { class: "path" }, ...[null, ...hops].map((hop) => el("li", {}, hop ? hopLine(hop) : null, el("div", { class: "tie" }, ...nodeLine(hop ? hop.to : from).childNodes)))),
    el("p", { class: "small" }, t("pathNote")), ...footnotes(hops.map(({ edge }) => edge.refs))];
}
// The relation as it is read, with an arrow along its own direction.
function hopLine({ from, edge }) {
  const relation = relations.get(edge.relation);
  const arrow = relation.symmetric ? "↕" : edge.a === from ? "↓" : "↑";
  return el("div", { class: "hop" }, `${arrow} `, el("button", { class: "link", type: "button", onclick: () => selectEdge(edge.id) }, name(relation)),
    ` ${[period(edge), edge.inferred ? t("inferred") : ""].filter(Boolean).join("\u00a0· ")}`, ...marks(edge.refs));
}
