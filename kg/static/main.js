// Wiring: language, theme, keyboard, and the hook for tests and the console.
function setLang(lang) {
  if (lang !== "zh" && lang !== "en") return;
  const from = lang === "zh" ? "en" : "zh";
  for (const span of document.querySelectorAll(`[data-${lang}]`)) {
    const words = span.dataset[lang];
    span.dataset[from] = span.textContent;
    delete span.dataset[lang];
    span.textContent = words || span.dataset[from];
  }
  state.lang = lang;
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.lang = lang;
  titleWindow();
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = t(element.dataset.placeholder);
  $("lang").textContent = lang === "zh" ? "EN" : "中文";
  buildLegend();
  buildRegions();
  showPanel();
  if (isDrawing()) redraw();
  else if (state.view === "matrix") showMatrix();
  network.redraw();
  writeHash();
}
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  repaint();
}
function repaint() {
  readColors();
  buildLegend();
  if (isDrawing()) refresh();
  else if (state.view === "matrix") showMatrix();
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
// Arrow keys go to the nearest symbol in that direction.
function step(key) {
  const [dx, dy] = ARROWS[key];
  const spots = [...placed.values()].filter((spot) => !spot.bundle);
  const from = spots.find((spot) => spot.id === state.selected);
  if (!from) return spots.length ? select(spots[0].id) : false;
  let best = null, least = Infinity;
  for (const spot of spots) {
    const along = (spot.x - from.x) * dx + (spot.y - from.y) * dy;
    const aside = Math.abs((spot.x - from.x) * dy) + Math.abs((spot.y - from.y) * dx);
    if (along <= 1 || spot.id === from.id) continue;
    const cost = along + aside * 2.5;
    if (cost < least) [best, least] = [spot, cost];
  }
  return best ? select(best.id) : false;
}
function setUpKeys() {
  holder.addEventListener("keydown", (event) => {
    if (ARROWS[event.key]) { event.preventDefault(); step(event.key); }
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else if (event.key === "Enter" && state.kind !== "none") $("panel").focus();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox" && event.target.type !== "range";
    if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); }
    if (event.key === "Escape" && !typing) {
      const open = document.querySelector("details.menu[open], details.how[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); return; }
      toggleLegend(false);
      select(null);
    }
  });
}
function zoom(factor) {
  network.moveTo({ scale: Math.max(0.1, Math.min(8, network.getScale() * factor)) });
  zoomed();
  keepInSight();
}

const kg = {
  ready: false,
  state,
  setView,
  setLang,
  setYear,
  setSize,
  select,
  path: showPath,
  compare: showCompare,
  findRelations: (text) => findRelations(text).map((edge) => shortClaim(edge.claim)),
  setField,
  setFacet,
  setBegun,
  find: (text) => find(text).map(({ zh, en, id }) => ({ zh, en, id })),
  // What is drawn now, in pixels of the window: symbols as [{id, box}], labels as [{text, box}], with the claim on whose
  // line they stand.
  nodes: () => (!isDrawing() ? [] : onPage([...placed.values()].map((spot) => (
    { id: spot.id, box: [spot.sx - spot.sr, spot.sy - spot.sr, spot.sx + spot.sr, spot.sy + spot.sr] })))),
  labels: () => (!isDrawing() ? [] : onPage(drawn.map(({ text, box, id, line: of, lines, alpha }) => (
    { text, id, line: of, box, lines, faint: alpha < 1 })))),
  // Between which symbols lines are drawn.
  lines: () => (!isDrawing() ? [] : visEdges.get().map(({ from, to }) => [placed.get(from)?.id, placed.get(to)?.id])),
  // What stands out now, by id; nothing where all is drawn alike.
  lit: () => [...(lit || [])],
};
function onPage(items) {
  const frame = holder.getBoundingClientRect();
  return items.map((item) => ({ ...item,
    box: [item.box[0] + frame.left, item.box[1] + frame.top, item.box[2] + frame.left, item.box[3] + frame.top] }));
}

function wire() {
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => setView(button.dataset.view));
  const actions = {
    lang: () => setLang(isZh() ? "en" : "zh"), theme: () => setTheme(isDark() ? "light" : "dark"),
    openLegend: () => toggleLegend(!$("legend").classList.contains("open")),
    openPath: () => about("path",
      { path: { from: state.kind === "node" ? state.selected : null, to: null, within: true } }, { move: false }),
    below: () => scrollBy((holder.clientHeight - FADE) * 0.85), zoomIn: () => zoom(1.25), zoomOut: () => zoom(0.8), fit,
  };
  for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", action);
  $("list").addEventListener("click", (event) => {
    const link = event.target.closest("[data-node]");
    if (!link) return;
    event.preventDefault();
    select(link.dataset.node);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  addEventListener("hashchange", openHash);
  new ResizeObserver(() => {
    if (!isDrawing() || !holder.clientWidth) return;
    redraw();
    if (state.kind === "none" || state.view === "pairs") fit();
    bringIntoSight();
  }).observe(holder);
}

function open() {
  document.documentElement.classList.add("js");
  document.documentElement.classList.toggle("framed", small);
  $("main").dataset.showing = state.view;
  start();
  setUpSearch();
  setUpKeys();
  setUpExport();
  wire();
  openHash();
  setLang(state.lang);
  window.kg = kg;
  document.fonts.ready.then(() => {
    widths.clear();
    network.redraw();
    requestAnimationFrame(() => { kg.ready = true; });
  });
}
open();
