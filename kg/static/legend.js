// The legend is the filter: every class and relation with its sign, its count and a box to tick.
function buildLegend() {
  const open = new Set([...document.querySelectorAll("#legend details[open]")].map((part) => part.id));
  const counts = countClasses();
  const hidden = hiddenHere();
  const shown = data.classes.filter((entry) => counts.get(entry.id));
  // Long lists begin with what is drawn at first and fold the rest.
  const folded = state.view === "network" ? shown.filter((entry) => !entry.first) : [];
  const firstClasses = shown.filter((entry) => !folded.includes(entry));
  const inPairs = ["pairs", "matrix"].includes(state.view);
  const ties = countRelations();
  const kinds = data.relations.filter((entry) => ties.get(entry.id) && (!inPairs || entry.pairing));
  const firstKinds = kinds.filter((entry, i) => i < 8 || !entry.tie), moreKinds = kinds.filter((entry) => !firstKinds.includes(entry));
  const classRow = (entry) => row(entry, symbol(entry, entry.id === "open"), hidden, counts.get(entry.id), "");
  const kindRow = (entry) => row(entry, stroke(entry), state.hiddenRelations, ties.get(entry.id), "rel");
  $("legend").replaceChildren(...[
    el("div", { class: "lists" },
      head("classes", shown, hidden), ...firstClasses.map(classRow), folder("moreClasses", t("more", folded.length), folded.map(classRow)),
      head("relations", kinds, state.hiddenRelations), ...firstKinds.map(kindRow),
      folder("moreKinds", t("moreRelations", moreKinds.length), moreKinds.map(kindRow)),
      el("p", { class: "small" }, t(inPairs ? "pairsNote" : "withinNote")), ...evidenceSigns(), ...signs()),
    facetControls(), sectionControl(), timeControl(), colourControl(), sizeControl(),
    el("p", { class: "phone" }, el("button", { type: "button", onclick: () => toggleLegend(false) }, t("close"))),
  ].filter(Boolean));
  for (const id of open) if ($(id)) $(id).open = true;
}
function countClasses() {
  const counts = new Map();
  const drawn = ["pairs", "matrix"].includes(state.view) ? new Set(pairsLayout().seats.map((seat) => seat[0]))
    : state.view === "geo" ? Object.keys(data.views.geo.at)
    : nodes.keys();
  for (const id of drawn) counts.set(nodes.get(id).type, (counts.get(nodes.get(id).type) || 0) + 1);
  return counts;
}
// The map draws what has both ends on it; the other views have all.
function countRelations() {
  const at = data.views.geo.at, counts = new Map();
  for (const edge of data.edges)
    if (state.view !== "geo" || (at[edge.a] && at[edge.b]))
      counts.set(edge.relation, (counts.get(edge.relation) || 0) + 1);
  return counts;
}
function folder(id, words, rows) {
  return rows.length ? el("details", { id }, el("summary", {}, words), ...rows) : null;
}
const sign = (mark, key, kind) => el("p", { class: "sign" }, el("span", { class: kind }, mark), el("span", {}, headed(t(key))));
function signs() {
  const marked = data.edges.some((edge) => edge.conflicts.length);
  return [el("h2", {}, t("marks")), marked ? sign("⚠", "conflictMark", "flag") : null,
    sign("┄", "inferredMark"), sign("◌", "openMark")].filter(Boolean);
}
function sizeControl() {
  const choice = el("select", { id: "size", "aria-label": t("size") },
    ...data.measures.map((key) => el("option", { value: key }, t(`measure_${key}`))));
  choice.value = state.size;
  choice.addEventListener("change", () => setSize(choice.value));
  return el("div", { class: "control" }, el("div", { class: "head" }, el("h2", {}, t("size")), choice),
    el("p", { class: "small", id: "formula" }, t(`formula_${state.size}`, data.meta.paired)));
}
function setSize(key) {
  if (!data.measures.includes(key)) return;
  state.size = key;
  refilter("size");
}
function head(key, entries, hidden) {
  const set = (off) => () => {
    for (const entry of entries) off ? hidden.add(entry.id) : hidden.delete(entry.id);
    refilter();
  };
  return el("div", { class: "head" }, el("h2", {}, t(key)),
    el("button", { class: "mini", type: "button", "aria-label": `${t(key)}${colon()}${t("all")}`, onclick: set(false) }, t("all")),
    el("button", { class: "mini", type: "button", "aria-label": `${t(key)}${colon()}${t("none")}`, onclick: set(true) }, t("none")));
}
function row(entry, sign, hidden, count, kind) {
  const box = el("input", { type: "checkbox", id: `filter-${entry.id}`, "data-filter": entry.id });
  box.checked = !hidden.has(entry.id);
  box.addEventListener("change", () => {
    box.checked ? hidden.delete(entry.id) : hidden.add(entry.id);
    refilter(box.id);
  });
  return el("label", { class: `row ${kind}` }, box, sign,
    el("span", {}, headed(name(entry))), el("span", { class: "count" }, String(count)));
}
// After any change of what is shown; the control that made it keeps the focus.
function refilter(focus) {
  relight();
  if (isDrawing()) {
    const before = placed.size;
    redraw();
    if (before !== placed.size && state.view === "network" && state.kind === "none") fit();
  }
  if (state.view === "matrix") showMatrix();
  showPanel();
  filterList();
  buildLegend();
  if (focus) $(focus)?.focus();
  writeHash();
}
function filterList() {
  const hidden = state.hidden.list;
  for (const line of document.querySelectorAll("tr[data-edge]")) {
    const edge = edges.get(line.dataset.edge);
    line.hidden = !inSight(edge) || [edge.a, edge.b].some((end) => hidden.has(nodes.get(end).type));
  }
}
function toggleLegend(open) {
  $("legend").classList.toggle("open", open);
  $("openLegend").setAttribute("aria-expanded", String(open));
}
