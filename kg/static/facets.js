// Facets: what else a relation can be asked by, each with counts, each part of the link.
const valuesOf = (edge, property) => edge.facts.filter((fact) => fact.property === property && fact.value.id).map(({ value }) => value);
// The province that a place lies in, or what stands for itself.
const provinceOf = (id) => [id, ...(nodes.get(id)?.within ?? [])].find((one) => nodes.get(one)?.level === 0) ?? id;
// The two provinces that a pairing joins, or the one that it is in.
const pairOf = (edge) => {
  const pair = isPairing(edge) ? [provinceOf(edge.a), provinceOf(edge.b)].sort() : [];
  return pair.length && pair.every((id) => nodes.get(id)?.level === 0) ? pair : null;
};
const sideOf = (edge, property) => [...new Set(valuesOf(edge, property).map(({ id }) => id).filter((id) => nodes.has(id)).map(provinceOf))];
const isDirected = (edge) => ["supporter", "supported"].every((side) => valuesOf(edge, side).length > 0);
// How many sources at least, and how reliable the best is.
const AT_LEAST = ["2", "3", "5"];
const FACETS = [
  { key: "between", of: (edge) => (pairOf(edge) ? [pairOf(edge).join("+")] : []) },
  { key: "mechanism", of: (edge) => valuesOf(edge, "mechanism"), many: true },
  { key: "programme", of: (edge) => (edge.programme ? [edge.programme] : []), many: true },
  { key: "direction", of: (edge) => (isPairing(edge) ? [isDirected(edge) ? "directed" : "open"] : []), list: () => ["directed", "open"] },
  { key: "supporter", of: (edge) => sideOf(edge, "supporter"), many: true },
  { key: "supported", of: (edge) => sideOf(edge, "supported"), many: true },
  { key: "stage", of: (edge) => [phaseOf(edge)], list: () => Object.keys(PHASES) },
  { key: "reliability", of: (edge) => [GRADES[gradesOf(edge)[0]]], list: () => GRADES },
  { key: "sources", of: (edge) => AT_LEAST.filter((least) => sourcesOfEdge(edge).length >= Number(least)), list: () => AT_LEAST },
];
const facetOf = new Map(FACETS.map((facet) => [facet.key, facet]));
const spoken = new Map();
const idOf = (one) => (typeof one === "string" ? one : one.id);
// What each relation is of, worked out once: key -> ids.
const facetValues = new Map();
function facetIds(edge, key) {
  if (!facetValues.has(edge.id)) facetValues.set(edge.id, new Map());
  const known = facetValues.get(edge.id);
  if (!known.has(key)) {
    const found = facetOf.get(key).of(edge);
    for (const one of found) if (typeof one !== "string") spoken.set(one.id, one);
    known.set(key, new Set(found.map(idOf).filter(Boolean)));
  }
  return known.get(key);
}
// In the link a place goes by its whole id, a mechanism or a round by its name alone.
const shortId = (key, id) => (["mechanism", "programme"].includes(key) ? id.split("/").slice(1).join("/") : id);
const facetWords = (key, id) => {
  const thing = spoken.get(id) || nodes.get(id);
  if (thing) return headed(name(thing));
  if (key === "between") {
    const [one, two] = id.split("+");
    return one === two ? t("inside", name(nodes.get(one))) : `${name(nodes.get(one))}—${name(nodes.get(two))}`;
  }
  return t(key === "sources" ? "atLeast" : key === "reliability" ? id : `${key === "stage" ? "phase" : key}_${id}`, id);
};

const inFacets = (edge, except) => !relations.get(edge.relation).tie
  || FACETS.every(({ key }) => key === except || !state.facets[key] || facetIds(edge, key).has(state.facets[key]));

// What began in these years: certainly where all that its start may be lies within, else possibly.
const isBegunAsked = () => state.from !== null || state.to !== null;
function begun(edge) {
  const [first, last] = edge.when ?? [];
  // Not before its round is no start.
  if (!first || !last) return null;
  const from = state.from === null ? "" : `${state.from}-01-01`, to = state.to === null ? "9999" : `${state.to}-12-31`;
  if (last < from || first > to) return null;
  return first >= from && last <= to ? "certain" : "possible";
}
const inBegun = (edge) => !isBegunAsked() || !relations.get(edge.relation).tie || begun(edge) !== null;

// Whether something narrower is asked than the whole: then what answers it is listed, and drawn alone.
const isAsking = () => Boolean(state.field) || isBegunAsked() || FACETS.some(({ key }) => state.facets[key]);
const isAsked = (edge) => inField(edge) && inFacets(edge) && inBegun(edge);
// A pairing of places without coordinates is answered on the map too, though not drawn.
const isOfView = (edge) => (isInView(edge) || (state.view === "geo" && isPairing(edge)))
  && !state.hiddenRelations.has(edge.relation) && inTime(edge);

function facetChoices({ key, list }) {
  const counts = new Map();
  for (const edge of data.edges)
    if (isOfView(edge) && inField(edge) && inBegun(edge) && inFacets(edge, key))
      for (const id of facetIds(edge, key)) counts.set(id, (counts.get(id) || 0) + 1);
  const order = list?.() ?? [...counts.keys()].sort((p, q) => counts.get(q) - counts.get(p) || (p < q ? -1 : 1));
  return order.filter((id) => counts.has(id) || id === state.facets[key]).map((id) => [id, counts.get(id) || 0]);
}
function facetControl(facet) {
  const { key } = facet, choices = facetChoices(facet);
  // What is the same for all is no question.
  if (choices.length < 2 && !state.facets[key]) return null;
  return chooser(`facet-${key}`, t(`facet_${key}`), t("any"),
    choices.map(([id, count]) => [id, t("fieldCount", facetWords(key, id), count)]),
    state.facets[key] ?? "", (value) => setFacet(key, value));
}
function chooser(id, label, none, choices, value, choose) {
  const choice = el("select", { id, "aria-label": label }, el("option", { value: "" }, none),
    ...choices.map(([key, words]) => el("option", { value: key }, words)));
  choice.value = value;
  choice.addEventListener("change", () => choose(choice.value));
  return el("label", { class: "facet" }, el("span", { "aria-hidden": "true" }, label), choice);
}
function begunControl() {
  if (!years) return null;
  const all = Array.from({ length: years.last - years.first + 1 }, (_, i) => String(years.first + i)).map((year) => [year, year]);
  const choose = (end) => (value) => setBegun({ from: state.from, to: state.to, [end]: value ? Number(value) : null });
  return el("div", { class: "begun" },
    chooser("from", t("begunFrom"), "—", all, String(state.from ?? ""), choose("from")),
    chooser("to", t("begunTo"), "—", all, String(state.to ?? ""), choose("to")));
}
// All facets in one part that opens, with the fields at its head.
function facetControls() {
  const controls = [fieldControl(), begunControl(), ...FACETS.map(facetControl)].filter(Boolean);
  if (!controls.length) return null;
  return el("div", { class: "control facets" }, el("div", { class: "head" }, el("h2", {}, t("facets")),
    isAsking() ? el("button", { class: "mini", type: "button", id: "clearFacets", onclick: clearFacets }, t("clear")) : null),
    ...controls.slice(0, 2), el("details", { id: "moreFacets", open: FACETS.some(({ key }) => state.facets[key]) },
      el("summary", {}, t("moreFacets")), ...controls.slice(2)));
}
function setFacet(key, value) {
  if (!facetOf.has(key)) return;
  if (value) state.facets[key] = value;
  else delete state.facets[key];
  askAnew(`facet-${key}`);
}
function setBegun({ from = null, to = null }) {
  Object.assign(state, { from, to });
  askAnew(document.activeElement?.id);
}
function clearFacets() {
  Object.assign(state, { facets: {}, from: null, to: null, field: "" });
  askAnew("field");
}
// Asking begins a new answer: what was selected before makes way for it.
function askAnew(focus) {
  state.shut = false;
  if (state.kind !== "none") Object.assign(state, { kind: "none", selected: null, claim: null, path: null, compare: [] });
  refilter(focus);
  if (isDrawing()) fit();
}
