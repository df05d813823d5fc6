// What the page is about now, and the right-hand side that tells all about it.
function about(kind, what = {}, { move = true } = {}) {
  Object.assign(state, { kind, selected: null, claim: null, path: null, compare: [], extra: new Set() }, what);
  relight();
  if (state.view === "network") ask(lit ? [...lit].filter((id) => nodes.has(id)) : [], kind === "node");
  if (isDrawing()) {
    redrawIfNeeded();
    refresh();
    if (move && kind !== "none") bringIntoSight();
  }
  showPanel();
  writeHash();
  titleWindow();
  $("status").textContent = state.selected ? subject() : "";
  return true;
}
// What the page is about in words, for the tab, the history and the name of a print.
function subject() {
  if (state.kind === "node" || state.kind === "group") return name(groups.get(state.selected.slice(6)) || nodes.get(state.selected));
  if (state.kind === "claim") return claimName(edges.get(state.claim));
  const ends = state.kind === "path" ? [state.path.from, state.path.to] : state.compare;
  return ends.filter((id) => nodes.has(id)).map((id) => name(nodes.get(id))).join("—");
}
function titleWindow() {
  document.title = [subject(), data.meta.title[state.lang]].filter(Boolean).join(" · ");
}
// Draws what was asked for though its class is not ticked: a selected node alone, a path whole.
function ask(ids, alone) {
  for (const id of alone ? [state.selected] : ids) if (!isPlaced(id) || guests.has(id)) state.extra.add(id);
}
function redrawIfNeeded() {
  const gone = [...guests].some((id) => !state.extra.has(id));
  if (state.view === "geo" && (state.gathered || isGathered())) redraw();
  if (state.view === "network" && (gone || [...state.extra].some((id) => !placed.has(id)))) redraw();
}

function select(id, options) {
  if (isBundle(id)) return openBundle(id);
  if (!id) closeBundles();
  const group = id && id.startsWith("group:") ? groups.get(id.slice(6)) : null;
  if (id && !nodes.has(id) && !group) return false;
  return about(id ? (group ? "group" : "node") : "none", { selected: id }, options);
}
function selectEdge(visId) {
  if (String(visId).startsWith("flow:")) return setFacet("between", String(visId).slice(5));
  const edge = edges.get(String(visId).split("~")[0]);
  if (!edge) return String(visId).startsWith("slot:") ? select(`group:${String(visId).slice(5)}`) : false;
  return about("claim", { claim: edge.id }, { move: false });
}

// Which nodes and edges stand out; null where none does.
let lit = null;
function relight() {
  lit = null;
  if (state.kind === "node") lit = lightAround(state.selected);
  else if (state.kind === "group") lit = new Set([state.selected]);
  else if (state.kind === "claim") {
    const edge = edges.get(state.claim);
    lit = new Set([edge.a, edge.b, edge.id]);
    lightParts([edge]);
  } else if (state.kind === "path" && state.path.hops) {
    lit = new Set([state.path.from, state.path.to]);
    for (const { edge } of state.path.hops) for (const key of [edge.id, edge.a, edge.b]) lit.add(key);
    if (state.path.hops.length === 1) lightParts(state.path.hops.map(({ edge }) => edge));
  } else if (state.kind === "compare") lit = lightCompared();
  if (lit) lightBundles();
}
function lightAround(id) {
  const found = new Set([id]);
  for (const { edge, other: end } of touching.get(id)) {
    if (!inSight(edge)) continue;
    found.add(end);
    found.add(edge.id);
  }
  lightParts(touching.get(id).map(({ edge }) => edge), found);
  return found;
}
// In the columns what is part of a pairing stays lit with it.
function lightParts(whole, found = lit) {
  if (state.view !== "pairs") return;
  const claims = new Set(whole.map(({ claim }) => claim).filter(Boolean));
  for (const edge of data.edges) {
    if (!edge.part_of || !claims.has(edge.part_of)) continue;
    for (const key of [edge.id, edge.a, edge.b]) found.add(key);
  }
  for (const group of data.groups) if (claims.has(group.part_of)) found.add(`group:${group.iri}`);
}

function bringIntoSight() {
  if (!lit) return;
  const spots = [...placed.values()].filter((spot) => lit.has(spot.id));
  if (!spots.length) return;
  if (state.view !== "pairs") return frame(spots, spots.length > 1 ? 1.5 : 1.2);
  const spot = spots.find((s) => s.id === state.selected) || spots[0];
  const at = lens();
  const [x, y] = [at.x(spot.x), at.y(spot.y)];
  // On a phone the panel covers the lower part.
  const floor = isCovered() ? at.height * 0.36 : at.height - 50;
  if (x > 20 && x < at.width - 20 && y > 60 && y < floor) return;
  const shift = isCovered() ? at.height * 0.28 / at.scale : 0;
  network.moveTo({ position: { x: pairsShift(at.scale), y: spot.y + shift } });
  if (!isCovered()) keepInSight();
}

function fillPanel(children, open) {
  const panel = $("panel");
  panel.replaceChildren(...(open
    ? [el("button", { class: "close", type: "button", "aria-label": t("close"), onclick: closePanel }, "×")]
    : []),
    ...children.filter(Boolean));
  panel.classList.toggle("open", Boolean(open));
  panel.scrollTop = 0;
}
// What was selected makes way for the answer, and that for the drawing.
function closePanel() {
  if (state.kind === "none") state.shut = true;
  select(null);
}
function showPanel() {
  const panels = { none: welcome, node: nodePanel, group: groupPanel, claim: claimPanel, path: pathPanel, compare: comparePanel };
  const parts = panels[state.kind]();
  fillPanel(parts, state.kind !== "none" || (isAsking() && !state.shut));
}

const nodeButton = (id) => el("button", { class: "link", type: "button", onclick: () => select(id) }, name(nodes.get(id)));
const nodeLine = (id, ...right) =>
  el("li", { class: "tie" }, symbol(nodes.get(id), nodes.get(id).type === "open"),
    nodeButton(id), el("span", { class: "right" }, ...right));

function groupPanel() {
  const group = groups.get(state.selected.slice(6));
  return [el("h2", { class: "name" }, name(group)), el("p", { class: "sub" }, other(group)),
    el("p", {}, t("group", group.count, group.named.length, group.count - group.named.length)), ...footnotes([group.refs])];
}

// The evidence sheet of a thing, where there is one for this page: on the server, or beside it on disk.
function sheetChip(iri) {
  const { sheets } = data, id = iri?.startsWith(`${HOME}id/`) ? iri.slice(HOME.length + 3) : "";
  if (!sheets || !id || (sheets.there && !sheets.there.includes(id))) return null;
  return el("a", { class: "chip", href: sheets[state.lang].replace("{id}", encode(id)), target: small ? "_top" : null }, t("sheet"));
}
const claimName = (edge) =>
  (isZh() ? edge.claim_zh : edge.claim_en) || edge.claim_zh || `${name(nodes.get(edge.a))}—${name(nodes.get(edge.b))}`;
function claimPanel() {
  const edge = edges.get(state.claim);
  return [el("h2", { class: "name" }, claimName(edge)),
    el("p", { class: "sub" }, headed(name(relations.get(edge.relation))), " ", evidence(edge)),
    sheetChip(edge.claim) && el("p", { class: "chips" }, sheetChip(edge.claim)), ...claimFacts(edge),
    el("ul", {}, nodeLine(edge.a), nodeLine(edge.b)), ...footnotes([edge.refs])];
}
// A wider date that another source gives stands under the same word as the nearer one.
const DATED = { validFrom: "since", validUntil: "until" };
function claimFacts(edge) {
  const facts = [["programme", edge.programme && name(edge.programme)],
    ["field", edge.fields.map(name).join(isZh() ? "、" : ", ")],
    ["form", edge.form && name(edge.form)],
    ["stage", !edge.progress && edge.stage && name(edge.stage)], ["since", edge.from], ["until", edge.until]].filter(([, words]) => words)
    .map(([key, words]) => [t(key), words])
    .concat(inLanguage(edge.facts).map((fact) => [DATED[fact.property] ? t(DATED[fact.property]) : name(fact),
      [value(fact.value), ...marks((fact.by ?? []).map((number) => [number]))]]));
  if (edge.progress) facts.push([t("progress"), steps(edge)]);
  const told = new Map();
  for (const [label, words] of facts) told.set(label, [...(told.get(label) ?? []), words]);
  const parts = [el("dl", {}, ...[...told].flatMap(([label, all]) =>
    [el("dt", {}, headed(label)), ...all.map((words) => el("dd", {}, ...[words].flat()))]))];
  parts.push(...apartList(edge));
  if (edge.inferred) parts.push(el("p", { class: "flag" }, t("inferred")));
  return parts;
}

// Stages in the order in which they were reported, each with its sources: 2018 支持 → 2019 签约
const steps = (edge) => edge.progress.flatMap((step, i) => [i ? " → " : "", name(step), ...marks(step.refs)]);

function nodePanel() {
  const node = nodes.get(state.selected);
  const drawn = !isDrawing() || [...placed.values()].some((spot) => spot.id === node.id);
  const parts = [
    el("h2", { class: "name" }, name(node)),
    el("p", { class: "sub" }, other(node)),
    el("p", { class: "chips" }, el("span", { class: "chip" }, symbol(node, node.type === "open", 13), headed(name(classes.get(node.type)))),
      sheetChip(node.iri),
      el("button", { class: "chip", type: "button",
        onclick: () => about("path", { path: { from: node.id, to: null, within: true } }) }, t("pathHere")),
      el("button", { class: "chip", type: "button", onclick: () => toggleCompare(node.id) }, t("compareAdd"))),
    drawn ? null : el("p", { class: "small" }, t("notDrawn")),
  ];
  if (node.type === "open") parts.push(el("p", { class: "flag" }, t("open", node.zh)));
  const chain = node.within.map((key) => nodes.get(key)).filter(Boolean);
  const facts = node.facts.map((fact) => [name(fact), value(fact.value), fact.refs]);
  if (chain.length) facts.push([t("lies"), chain.map(name).join(comma()), []]);
  if (facts.length) {
    parts.push(el("h2", {}, t("facts")), el("dl", {},
      ...facts.flatMap(([label, words, refs]) =>
        [el("dt", {}, headed(label)), el("dd", {}, words, ...marks(refs))])));
  }
  parts.push(...ties(node.id));
  const shown = touching.get(node.id).filter(({ edge }) => relations.get(edge.relation).tie);
  return [...parts, ...footnotes([...node.facts.map((f) => f.refs), ...shown.map(({ edge }) => edge.refs)])];
}
// Of words that nobody translated those in the language of the page, if there are any.
function inLanguage(facts) {
  const isForeign = ({ value: told }) => told && typeof told === "object" && !told.id && !told[state.lang];
  return facts.filter((fact) => !isForeign(fact) || facts.every((one) => one.property !== fact.property || isForeign(one)));
}
const value = (v) => (v && typeof v === "object" ? name(v) : String(v));

function welcome() {
  if (isAsking()) return answer();
  const top = [...data.nodes].filter((n) => measureOf(n) > 0)
    .sort((a, b) => measureOf(b) - measureOf(a) || (a.id < b.id ? -1 : 1)).slice(0, 10);
  const key = state.size === "even" ? "ties" : state.size;
  return [
    el("h2", {}, t("howTo")), el("p", {}, t("howToText")),
    top.length ? el("h2", {}, key === "ties" ? t("most") : t(`measure_${key}`)) : null,
    el("ul", {}, ...top.map((node) => nodeLine(node.id,
      key === "ties" ? String(node.ties) : String(Number(measureOf(node).toPrecision(3)))))),
    top.length ? el("p", { class: "small" }, key === "ties" ? t("mostNote") : t(`formula_${key}`, data.meta.paired)) : null,
  ];
}

// Relations grouped by kind, each with partner, date, field, form, stage and its sources.
function ties(id) {
  const parts = [];
  for (const relation of data.relations) {
    if (!relation.tie) continue;
    const found = touching.get(id).filter(({ edge }) => edge.relation === relation.id);
    if (!found.length) continue;
    found.sort((p, q) => name(nodes.get(p.other)).localeCompare(name(nodes.get(q.other)), state.lang) || (p.edge.id < q.edge.id ? -1 : 1));
    parts.push(el("h2", {}, `${headed(name(relation))}${inBrackets(found.length)}`),
      el("ul", {}, ...found.map(({ edge, other: end }) => tieLine(edge, end))));
  }
  if (!parts.length) parts.push(el("p", {}, t("noRelation")));
  return parts;
}
function tieLine(edge, end) {
  const detail = [edge.fields.map(name).join(isZh() ? "、" : ", "), edge.form && name(edge.form),
    edge.progress ? edge.progress.map(name).join(" → ") : edge.stage && name(edge.stage)].filter(Boolean).join("\u00a0· ");
  const line = nodeLine(end, period(edge), ...marks(edge.refs));
  if (isPairing(edge)) line.querySelector(".right").prepend(evidence(edge), " ");
  if (detail || edge.conflicts.length || edge.inferred) {
    line.append(el("span", { class: "extra" }, detail, edge.inferred ? el("span", { class: "flag" }, ` ${t("inferred")}`) : null,
      edge.conflicts.length ? el("span", { class: "flag" }, ` ⚠ ${apartShort(edge) || t("conflict", conflictWords(edge))}`) : null));
  }
  if (!inTime(edge) || !isAsked(edge)) line.classList.add("past");
  return line;
}
