// Fields of cooperation: a filter with counts, in which a field holds all that are narrower.
const fields = new Map(data.fields.map((field) => [field.id, field]));
const reach = new Map();
// A field and all that are wider, each once.
function widerOf(id) {
  if (!reach.has(id)) {
    reach.set(id, new Set([id]));
    for (const one of fields.get(id)?.broader || []) for (const found of widerOf(one)) reach.get(id).add(found);
  }
  return reach.get(id);
}
const ofField = (edge, id) => edge.fields.some((field) => widerOf(field.id).has(id));
const inField = (edge) => !state.field || !relations.get(edge.relation).tie || ofField(edge, state.field);

// How many relations of the view are of each field, the most first; what stands under a wider one is set in.
function fieldChoices() {
  const counts = new Map(), here = data.edges.filter((edge) => isInView(edge) && inTime(edge));
  for (const edge of here)
    for (const id of new Set(edge.fields.flatMap((field) => [...widerOf(field.id)]))) counts.set(id, (counts.get(id) || 0) + 1);
  const order = (p, q) => (counts.get(q.id) || 0) - (counts.get(p.id) || 0) || (p.id < q.id ? -1 : 1);
  const listed = [], told = new Set();
  const list = (field, depth) => {
    if (told.has(field.id)) return;
    told.add(field.id);
    if (counts.get(field.id) || field.id === state.field) listed.push([field, depth, counts.get(field.id) || 0]);
    for (const one of data.fields.filter(({ broader }) => broader.includes(field.id)).sort(order)) list(one, depth + 1);
  };
  for (const field of data.fields.filter(({ broader }) => !broader.length).sort(order)) list(field, 0);
  return listed;
}
function fieldControl() {
  const choices = fieldChoices();
  if (!choices.length) return null;
  const choice = el("select", { id: "field", "aria-label": t("fieldFilter") }, el("option", { value: "" }, t("fieldAll")),
    ...choices.map(([field, depth, count]) =>
      el("option", { value: field.id }, "\u2003".repeat(depth) + t("fieldCount", headed(name(field)), count))));
  choice.value = state.field;
  choice.addEventListener("change", () => setField(choice.value));
  const count = choices.find(([{ id }]) => id === state.field)?.[2];
  return el("div", { class: "control" }, el("div", { class: "head" }, el("h2", {}, t("fieldFilter")), choice),
    state.field ? el("p", { class: "small", id: "fieldNote" }, t("fieldNote", count)) : null);
}
// What is of the chosen field, in the order of the drawing's data, each with its sources.
function fieldAnswer() {
  const found = data.edges.filter((edge) => isInView(edge) && inSight(edge)).sort((p, q) => Number(isPairing(q)) - Number(isPairing(p)));
  const line = (edge) => el("li", { class: "tie claim" }, stroke(relations.get(edge.relation)),
    el("button", { class: "link", type: "button", onclick: () => selectEdge(edge.id) }, claimName(edge)),
    el("span", { class: "right" }, period(edge), ...marks(edge.refs)));
  return [el("h2", {}, `${headed(name(fields.get(state.field)))}${inBrackets(found.length)}`),
    el("ul", {}, ...found.map(line)), ...footnotes(found.map((edge) => edge.refs))];
}
function setField(id) {
  state.field = fields.has(id) ? id : "";
  refilter("field");
}
