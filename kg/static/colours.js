// What the colour of a line says: its relation, as the ontology declares it, or its field.
const HUES = [["#d55e00", "#ff8c42"], ["#009e73", "#2bc89a"], ["#cc79a7", "#e39cc3"], ["#b87f00", "#e69f00"], ["#56b4e9", "#56b4e9"],
  ["#7a5195", "#b48fd0"], ["#a89a00", "#f0e442"], ["#0072b2", "#4ea3dd"]];
const GREY = ["#8b93a1", "#8b93a1"];
// The widest fields that relations are of, those of most relations first; past the colours there are, all are grey.
const topFields = (() => {
  const counts = new Map();
  for (const edge of data.edges) for (const id of new Set(topsOf(edge))) counts.set(id, (counts.get(id) || 0) + 1);
  return [...counts.keys()].sort((p, q) => counts.get(q) - counts.get(p) || (p < q ? -1 : 1));
})();
function topsOf(edge) {
  return edge.fields.flatMap((field) => [...widerOf(field.id)].filter((id) => !fields.get(id)?.broader.length));
}
const hueOf = (edge) => HUES[topFields.indexOf(topsOf(edge)[0])] ?? GREY;
function lineColour(edge) {
  const relation = relations.get(edge.relation);
  const [light, dark] = state.lineColour === "field" ? hueOf(edge) : [relation.color, relation.dark];
  return isDark() ? dark : light;
}
function colourControl() {
  if (!topFields.length) return null;
  const choice = chooser("lineColour", t("lineColour"), t("colour_relation"), [["field", t("colour_field")]],
    state.lineColour === "field" ? "field" : "", (value) => setLineColour(value || "relation"));
  const sample = ([color, dark], words) => el("p", { class: "sign wide" },
    el("span", {}, stroke({ color, dark, dash: [], width: 3 })), el("span", {}, words));
  return el("div", { class: "control" }, choice, state.lineColour !== "field" ? null : el("div", { id: "hues" },
    ...topFields.slice(0, HUES.length).map((id, i) => sample(HUES[i], headed(name(fields.get(id))))),
    sample(GREY, t(topFields.length > HUES.length ? "colour_others" : "colour_none"))));
}
function setLineColour(by) {
  state.lineColour = by === "field" ? "field" : "relation";
  refilter("lineColour");
}
