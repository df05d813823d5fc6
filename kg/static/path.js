// How two entities are connected, as `kg path` has it: fewest steps, then least weight, then IRIs.
const iriOf = (id) => nodes.get(id).iri;
// Of several relations between two, the one that weighs least stands for all.
const rankOfEdge = (edge) => [relations.get(edge.relation).weight, edge.relation, edge.claim || "", iriOf(edge.a)];
function before(one, two) {
  const at = one.findIndex((value, i) => value !== two[i]);
  return at >= 0 && one[at] < two[at];
}

function findPath(from, to, within) {
  // The way back is the way there: sought from the end that is first in order.
  if (iriOf(to) < iriOf(from)) return findPath(to, from, within)?.map((hop) => ({ ...hop, from: hop.to, to: hop.from })).reverse() ?? null;
  let front = new Map([[from, { rank: [0, iriOf(from)], hops: [] }]]);
  const passed = new Set([from]);
  while (front.size && !front.has(to)) {
    const next = new Map();
    for (const [id, { rank: [weight, ...walked], hops }] of front) {
      for (const [end, edge] of bestEdges(id, within)) {
        if (passed.has(end)) continue;
        const rank = [weight + relations.get(edge.relation).weight, ...walked, iriOf(end)];
        if (!next.has(end) || before(rank, next.get(end).rank)) next.set(end, { rank, hops: [...hops, { from: id, to: end, edge }] });
      }
    }
    for (const id of next.keys()) passed.add(id);
    front = next;
  }
  return front.get(to)?.hops ?? null;
}
function bestEdges(id, within) {
  const best = new Map();
  for (const { edge, other: end } of touching.get(id)) {
    if (!within && !relations.get(edge.relation).tie) continue;
    if (!best.has(end) || before(rankOfEdge(edge), rankOfEdge(best.get(end)))) best.set(end, edge);
  }
  return best;
}

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
  if (!hops) return [...parts, el("p", { class: "flag", id: "noPath" },
    t(within ? "pathNone" : "pathNoneWithin", name(nodes.get(from)), name(nodes.get(to))))];
  return [...parts, el("h2", {}, hops.length === 1 ? t("pathStep") : t("pathSteps", hops.length)),
    el("ol", { class: "path" }, ...[null, ...hops].map((hop) =>
      el("li", {}, hop ? hopLine(hop) : null, el("div", { class: "tie" }, ...nodeLine(hop ? hop.to : from).childNodes)))),
    el("p", { class: "small" }, t("pathNote")), ...footnotes(hops.map(({ edge }) => edge.refs))];
}
// The relation as it is read, with an arrow along its own direction.
function hopLine({ from, edge }) {
  const relation = relations.get(edge.relation);
  const arrow = relation.symmetric ? "↕" : edge.a === from ? "↓" : "↑";
  return el("div", { class: "hop" }, `${arrow} `,
    el("button", { class: "link", type: "button", onclick: () => selectEdge(edge.id) }, name(relation)),
    ` ${[period(edge), edge.inferred ? t("inferred") : ""].filter(Boolean).join("\u00a0· ")}`, ...marks(edge.refs));
}
