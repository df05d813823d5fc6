// What a picture says once it has left the page: what its signs mean, of which data it is, whose, and where it is from.
const HOME = "https://w3id.org/cooperation-kg/";
const KEY_SIZE = 11.5, KEY_LINE = 19;

// Each sign that is drawn with its words: [width, (x, y) => shapes around that point, words].
function pictureKeys() {
  const spots = [...placed.values()], gathered = state.view === "geo" && state.gathered;
  const lines = drawnEdges().map(({ id }) => edges.get(String(id).split("~")[0])).filter(Boolean);
  return [...classKeys(spots), ...(gathered && !lit ? bandKeys() : [...relationKeys(lines), ...phaseKeys(lines)]),
    ...(state.view === "pairs" ? dotKeys(lines) : []), ...markKeys(spots, lines)];
}
const classKeys = (spots) => data.classes
  .filter((entry) => spots.some(({ node, bundle, slot }) => !bundle && !slot && node.type === entry.id && node.type !== "open"))
  .map((entry) => [16, (x, y) => [symbolShape(entry, x, y)], headed(name(entry))]);
function symbolShape(look, x, y, hollow = false, r = 5.2) {
  const [outline, cut] = SHAPES[look.shape] || SHAPES.octagon;
  const group = svg("g", { transform: `translate(${x} ${y}) scale(${r})` }, svg("path", { d: outline,
    fill: hollow ? "none" : look.color, stroke: hollow ? look.color : colors.rim, "stroke-width": hollow ? 0.24 : 0.15,
    ...(hollow ? { "stroke-dasharray": "0.45 0.3" } : {}) }));
  if (cut && !hollow) group.append(svg("path", { d: cut, fill: colors.cut }));
  return group;
}
const lineKey = (color, width, dash, words, opacity = 1) => [32, (x, y) => [svg("line", {
  x1: x - 13, y1: y, x2: x + 13, y2: y, stroke: color, "stroke-width": width, "stroke-opacity": opacity,
  ...(dash?.length ? { "stroke-dasharray": dash.join(" ") } : {}) })], words];
function relationKeys(lines) {
  if (state.lineColour === "field") {
    const used = topFields.slice(0, HUES.length).filter((id) => lines.some((edge) => topsOf(edge)[0] === id));
    return [...used.map((id) => lineKey(HUES[topFields.indexOf(id)][isDark() ? 1 : 0], 3, null, headed(name(fields.get(id))))),
      ...(lines.some((edge) => hueOf(edge) === GREY) ? [lineKey(GREY[0], 3, null, t("colour_others"))] : [])];
  }
  return data.relations.filter(({ id }) => lines.some(({ relation }) => relation === id))
    .map((entry) => lineKey(isDark() ? entry.dark : entry.color, Math.max(1.5, entry.width), entry.dash, headed(name(entry))));
}
function phaseKeys(lines) {
  const used = Object.keys(PHASES).filter((phase) => lines.some((edge) => isPairing(edge) && phaseOf(edge) === phase));
  return used.map((phase) => {
    const { width, dash, pale = 1 } = PHASES[phase];
    return lineKey(colors.ink, 2 * width, dash, t(`phase_${phase}`), 0.75 * pale);
  });
}
const dotKeys = (lines) => [...new Set(lines.filter(isPairing).flatMap(gradesOf))].filter((grade) => grade < GRADES.length).sort()
  .map((grade) => [12, (x, y) => dotShapes(x, y, grade, 1.2), t("keyDot", t(GRADES[grade]))]);
const bandKeys = () => [
  [34, (x, y) => [svg("path", { d: `M${x - 14},${y - 3.5}L${x + 14},${y - 0.6}L${x + 14},${y + 0.6}L${x - 14},${y + 3.5}Z`,
    fill: flowColour(), "fill-opacity": 0.6 })], t("keyBand")],
  [16, (x, y) => [svg("circle", { cx: x, cy: y, r: 5.5, fill: "none", stroke: flowColour(), "stroke-width": 1.6, "stroke-opacity": 0.6 })],
    t("keyRing")]];
function markKeys(spots, lines) {
  const open = spots.some(({ hollow, slot }) => hollow || slot), apart = lines.some((edge) => edge.conflicts.length);
  const hollow = (x, y) => [symbolShape({ shape: "circle", color: "#8b93a1" }, x, y, true)];
  const warning = (x, y) => [write("⚠", x, y + 4, { size: 12, color: colors.warn, anchor: "middle" })];
  return [open ? [16, hollow, t("openMark").replace(/^[^：:]*[：:]\s*/, "")] : null,
    apart && state.view === "pairs" ? [16, warning, t("conflictMark")] : null].filter(Boolean);
}

// In lines of the picture's width: {height, shapes(y0)}.
function pictureCaption(sheet, width) {
  const room = width - 28, placedKeys = [];
  let x = 0, row = 0;
  for (const [wide, sign, words] of pictureKeys()) {
    const long = wide + measure(sheet, words, KEY_SIZE, 400) + 18;
    if (x && x + long > room + 18) [x, row] = [0, row + 1];
    placedKeys.push([x, row, wide, sign, words]);
    x += long;
  }
  const told = footLines().flatMap((line) => wrap(sheet, line, KEY_SIZE, 400, room, 3));
  const rows = placedKeys.length ? row + 1 : 0;
  const shapes = (y0) => [
    svg("line", { x1: 14, y1: y0 + 3, x2: width - 14, y2: y0 + 3, stroke: colors.line, "stroke-width": 1 }),
    ...placedKeys.flatMap(([from, line, wide, sign, words]) => {
      const y = y0 + 18 + line * KEY_LINE;
      return [...sign(14 + from + wide / 2 - 1, y), write(words, 14 + from + wide, y + 4, { size: KEY_SIZE })];
    }),
    ...told.map((words, i) => write(words, 14, y0 + 22 + rows * KEY_LINE + i * 16, { size: KEY_SIZE, color: colors.soft }))];
  return { height: 20 + rows * KEY_LINE + told.length * 16 + 4, shapes };
}
function footLines() {
  const { data_date: date, data_version: version, build } = data.meta;
  const of = [date ? t("dataDate", date) : "", t("version", version), t("build", build)].filter(Boolean).join(" · ");
  const ground = state.view === "geo" && data.ground ? t("pictureGround") : "";
  const licence = [t("pictureLicence"), ground].filter(Boolean).join(isZh() ? "；" : "; ");
  return [of, licence, t("pictureAddress", addresses().join(isZh() ? "　" : "  "))];
}
// Where this can be found: the lasting address of what is selected, and that of the page where others can open it.
function addresses() {
  const lasting = state.kind === "node" ? nodes.get(state.selected)?.iri : state.kind === "claim" ? edges.get(state.claim)?.claim : null;
  return [lasting?.startsWith(HOME) ? lasting : HOME, ...(/^https?:$/.test(location.protocol) ? [location.href] : [])];
}
