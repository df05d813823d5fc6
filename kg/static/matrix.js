// At a glance: who supports whom, or which fields which provinces pair in, as a table of counts; or a small map each.
// A count opens its rows; an empty cell is a gap in the sources.
const MATRICES = {
  sides: { row: "supporter", column: "supported" },
  fields: { row: "field", column: "between" },
  maps: {},
  pairs: {},
};
const matrixIds = (edge, key) => (key === "field" ? topsOf(edge) : [...facetIds(edge, key)]);
const matrixWords = (key, id) => (key === "field" ? headed(name(fields.get(id))) : facetWords(key, id));
// What else is asked counts; what the table itself asks does not, so that it stays whole.
const inMatrix = (edge, keys) => isPairing(edge) && !state.hiddenRelations.has(edge.relation) && inTime(edge) && inBegun(edge)
  && (keys.includes("field") || inField(edge))
  && FACETS.every(({ key }) => keys.includes(key) || !state.facets[key] || facetIds(edge, key).has(state.facets[key]));

function matrixCounts({ row, column }) {
  const cells = new Map(), rows = new Map(), columns = new Map();
  const add = (counts, id) => counts.set(id, (counts.get(id) || 0) + 1);
  for (const edge of data.edges) {
    if (!inMatrix(edge, [row, column])) continue;
    const [ups, acrosses] = [row, column].map((key) => [...new Set(matrixIds(edge, key))]);
    if (!ups.length || !acrosses.length) continue;
    for (const up of ups) add(rows, up);
    for (const across of acrosses) add(columns, across);
    for (const up of ups) for (const across of acrosses) add(cells, `${up} ${across}`);
  }
  const order = (counts) => [...counts].sort(([p, n], [q, m]) => m - n || (p < q ? -1 : 1));
  return { cells, rows: order(rows), columns: order(columns) };
}
function matrixTable(mode) {
  const { row, column } = MATRICES[mode], { cells, rows, columns } = matrixCounts(MATRICES[mode]);
  if (!rows.length) return el("p", {}, t("noAnswer"));
  const most = Math.max(...cells.values());
  const isOpen = (up, across) => (row === "field" ? state.field : state.facets[row]) === up && state.facets[column] === across;
  const cell = (up, across) => {
    const count = cells.get(`${up} ${across}`);
    if (!count) return el("td", { class: "gap" });
    const words = t("matrixCell", matrixWords(row, up), matrixWords(column, across), count);
    const button = el("button", { type: "button", title: words, "aria-label": words, "aria-pressed": String(isOpen(up, across)),
      "data-cell": `${up} ${across}`, onclick: () => openCell(mode, up, across) }, String(count));
    const held = el("td", {}, button);
    held.style.setProperty("--share", String(Math.sqrt(count / most)));
    return held;
  };
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t(`matrix_${mode}`) },
    el("table", { class: "matrix" },
      el("thead", {}, el("tr", {}, el("td", { class: "corner" }, t(`corner_${mode}`)),
        ...columns.map(([id, count]) => el("th", { scope: "col" },
          el("span", { title: matrixWords(column, id) }, `${count} ${matrixWords(column, id)}`))))),
      el("tbody", {}, ...rows.map(([up, count]) => el("tr", {},
        el("th", { scope: "row" }, `${matrixWords(row, up)} `, el("span", { class: "count" }, String(count))),
        ...columns.map(([across]) => cell(up, across)))))));
}
function openCell(mode, up, across) {
  const { row, column } = MATRICES[mode];
  if (row === "field") state.field = up;
  else state.facets[row] = up;
  state.facets[column] = across;
  askAnew();
  [...document.querySelectorAll("[data-cell]")].find((button) => button.dataset.cell === `${up} ${across}`)?.focus();
}

// One small map for each section of the columns, all of one scale.
const SMALL = { width: 240, height: 190 };
function smallMaps() {
  const keys = data.views.pairs.headings.map(({ programme }) => programmes.get(programme)).filter(Boolean);
  const found = keys.map((programme) => [programme, data.edges.filter((edge) => inMatrix(edge, ["programme", "mechanism"])
    && isOfSection(edge, programme))]).filter(([, edges]) => edges.length);
  if (!found.length) return el("p", {}, t("noAnswer"));
  return el("div", { class: "multiples" }, ...found.map(([programme, edges]) => smallMap(programme, edges)));
}
const isOfSection = (edge, programme) => (programme.round ? edge.programme?.id === programme.id
  : !edge.programme && facetIds(edge, "mechanism").has(programme.id));
function smallMap(programme, edges) {
  const points = Object.entries(data.views.geo.points).filter(([id]) => nodes.get(id).level === 0).map(([, point]) => point);
  const [x0, x1, y0, y1] = [0, 1].flatMap((axis) => [Math.min, Math.max].map((pick) => pick(...points.map((point) => point[axis]))));
  const scale = Math.min((SMALL.width - 24) / (x1 - x0 || 1), (SMALL.height - 24) / (y1 - y0 || 1));
  const at = { width: SMALL.width, height: SMALL.height, scale, x: (x) => (x - (x0 + x1) / 2) * scale + SMALL.width / 2,
    y: (y) => (y - (y0 + y1) / 2) * scale + SMALL.height / 2 };
  const bands = gatherFlows(edges).map((flow) => ({ ...flow, scale: 0.55 }));
  const ends = new Set(bands.flatMap(({ from, to }) => [from, to]));
  const { width, height } = SMALL;
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" },
    ...groundShapes(at), ...flowShapes(at, bands, 0.7), ...[...ends].map((id) => {
      const [x, y] = data.views.geo.points[id];
      return svg("circle", { cx: at.x(x), cy: at.y(y), r: 2.2, fill: nodes.get(id).color });
    }));
  const words = programme.round ? name(programme) : t("roundOpen", name(programme));
  const key = programme.round ? "programme" : "mechanism";
  return el("button", { type: "button", class: "multiple", onclick: () => setFacet(key, programme.id) },
    drawing, el("strong", {}, words), el("span", { class: "small" }, t("pairCount", edges.length)));
}

function showMatrix() {
  const chosen = (mode) => () => {
    state.matrix = mode;
    showMatrix();
    $(`matrix-${mode}`).focus();
    writeHash();
  };
  $("matrix").replaceChildren(el("h2", { class: "offscreen" }, t("matrix")),
    el("div", { class: "views modes", role: "group", "aria-label": t("matrix") }, ...Object.keys(MATRICES).map((mode) =>
      el("button", { type: "button", id: `matrix-${mode}`, "aria-pressed": String(state.matrix === mode), onclick: chosen(mode) },
        t(`matrix_${mode}`)))),
    el("p", { class: "small" }, t(`matrixNote_${state.matrix}`)),
    state.matrix === "maps" ? smallMaps() : state.matrix === "pairs" ? pairMaps() : matrixTable(state.matrix));
}
