// Several entities side by side: what they have in common, and each one's own partners.
function toggleCompare(id) {
  const chosen = state.kind === "compare" ? state.compare : state.kind === "node" && state.selected !== id ? [state.selected] : [];
  const next = chosen.includes(id) ? chosen.filter((key) => key !== id) : [...chosen, id];
  return next.length ? showCompare(next) : select(null);
}
function showCompare(ids) {
  const known = [...new Set(ids)].filter((id) => nodes.has(id));
  return known.length ? about("compare", { compare: known }) : false;
}

const betweenCompared = () => data.edges.filter((edge) => isPairing(edge) && [edge.a, edge.b].every((id) => state.compare.includes(id)));
const pairingList = (found) => el("ul", {}, ...found.map((edge) => el("li", { class: "tie claim" }, stroke(relations.get(edge.relation)),
  el("button", { class: "link", type: "button", onclick: () => selectEdge(edge.id) }, claimName(edge)),
  el("span", { class: "right" }, evidence(edge), " ", period(edge), ...marks(edge.refs)),
  el("span", { class: "extra" },
    [edge.fields.map(name).join(t("listed")), edge.stage && name(edge.stage)].filter(Boolean).join("\u00a0· ")))));
const neighbours = (id, pairing) =>
  new Set(touching.get(id)
    .filter(({ edge }) => isPairing(edge) === pairing && relations.get(edge.relation).tie)
    .map(({ other: end }) => end));
function inCommon(pairing) {
  const sets = state.compare.map((id) => neighbours(id, pairing));
  const inAll = (id) => sets.every((set) => set.has(id));
  return sets.length < 2 ? [] : [...sets[0]]
    .filter((id) => inAll(id) && !state.compare.includes(id))
    .sort((a, b) => nodes.get(b).ties - nodes.get(a).ties || (a < b ? -1 : 1));
}
// The compared, what they have in common, and the partners of each.
function lightCompared() {
  const found = new Set([...state.compare, ...inCommon(true), ...inCommon(false)]);
  for (const id of state.compare) {
    for (const { edge, other: end } of touching.get(id)) {
      if (isPairing(edge) && inSight(edge)) found.add(end);
      if (found.has(end) && inSight(edge)) found.add(edge.id);
    }
  }
  lightParts(betweenCompared(), found);
  return found;
}
// 大连市、沈阳市与盘锦市
const joined = (names) => [names.slice(0, -1).join(t("listed")), names.at(-1)].filter(Boolean).join(t("compareAnd"));

function comparePanel() {
  const names = state.compare.map((id) => name(nodes.get(id)));
  const cited = [];
  const lines = (found, pairing) => (found.length ? el("ul", {}, ...found.map((end) => {
    const refs = touching.get(end)
      .filter(({ edge, other: id }) => state.compare.includes(id) && isPairing(edge) === pairing)
      .flatMap(({ edge }) => edge.refs);
    cited.push(refs);
    return nodeLine(end, ...marks(refs));
  })) : el("p", {}, t("noneCommon")));
  const parts = [
    el("h2", { class: "name" }, t("compareTitle", joined(names))),
    el("p", { class: "chips" },
      ...state.compare.map((id) => el("button", { class: "chip", type: "button",
        "aria-label": `${t("compareDrop")}${colon()}${name(nodes.get(id))}`, onclick: () => toggleCompare(id) },
      symbol(nodes.get(id), false, 13), `${name(nodes.get(id))} ×`))),
    combo("compareMore", t("compareMore"), "", (node) => { showCompare([...state.compare, node.id]); $("compareMore")?.focus(); }),
  ];
  if (state.compare.length > 1) {
    // First what they have to do with each other, with what is part of it.
    const direct = betweenCompared(), claims = new Set(direct.map(({ claim }) => claim));
    const beneath = data.edges.filter((edge) => edge.part_of && claims.has(edge.part_of));
    parts.push(el("h2", {}, t("compareDirect", direct.length)), direct.length ? pairingList(direct) : el("p", {}, t("compareNone")));
    if (beneath.length) parts.push(el("h2", {}, t("compareBeneath", beneath.length)), pairingList(beneath));
    cited.push(...[...direct, ...beneath].map((edge) => edge.refs));
    const partners = inCommon(true), others = inCommon(false);
    parts.push(el("h2", {}, `${t("commonPartners")}${inBrackets(partners.length)}`), lines(partners, true),
      el("h2", {}, `${t("commonOthers")}${inBrackets(others.length)}`), lines(others, false));
  }
  for (const id of state.compare) {
    const own = touching.get(id).filter(({ edge }) => isPairing(edge));
    parts.push(el("h2", {}, t("ownPartners", name(nodes.get(id))) + inBrackets(own.length)),
      own.length ? el("ul", {}, ...own.map(({ edge, other: end }) => tieLine(edge, end))) : el("p", {}, t("noneCommon")));
    cited.push(...own.map(({ edge }) => edge.refs));
  }
  return [...parts, ...footnotes(cited)];
}
