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
  const counts = new Map(), here = data.edges.filter((edge) => isOfView(edge) && inFacets(edge) && inBegun(edge));
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
  const choice = chooser("field", t("fieldFilter"), t("fieldAll"), choices.map(([field, depth, count]) =>
    [field.id, "\u2003".repeat(depth) + t("fieldCount", headed(name(field)), count)]), state.field, setField);
  const count = choices.find(([{ id }]) => id === state.field)?.[2];
  return el("div", {}, choice, state.field ? el("p", { class: "small", id: "fieldNote" }, t("fieldNote", count)) : null);
}
function setField(id) {
  state.field = fields.has(id) ? id : "";
  askAnew("field");
}
