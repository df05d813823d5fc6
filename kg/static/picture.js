// The view as an SVG drawing: the same places, symbols and labels, with title, date and build.
const SPACE = "http://www.w3.org/2000/svg";
function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SPACE, tag);
  for (const [key, value] of Object.entries(attributes))
    element.setAttribute(key, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  element.append(...children);
  return element;
}

// The pairs view is taken from top to bottom, or from one row to another; the others as they are on the screen.
function pictureLens(part) {
  const now = lens();
  if (state.view !== "pairs") return now;
  const layout = pairsLayout();
  const { from = 0, to = layout.height + 24, width = now.width, scale = now.scale } = part;
  return { ...now, width, scale, whole: true, height: Math.ceil((to - from) * scale),
    x: (x) => (x - pairsShift(scale)) * scale + width / 2, y: (y) => (y - from) * scale + 6 };
}

// `part`: which rows of the pairs view, how wide and how large; without `head` or `foot` in the middle of several pages.
function picture(part = {}) {
  const { head: withHead = true, foot: withFoot = true } = part;
  const at = pictureLens(part);
  const sheet = document.createElement("canvas").getContext("2d");
  const parts = [];
  const kept = drawn, keptDots = dots.splice(0);
  drawn = [];
  if (state.view === "geo") paintGraticule(sheet, at);
  // Labels find their places once more, on the picture's own ground.
  paintLabels(sheet, at);
  const labels = drawn, beads = dots.splice(0, Infinity, ...keptDots);
  drawn = kept;
  const { rows: [first, next] = [-Infinity, Infinity] } = part, isHere = ({ y }) => state.view !== "pairs" || (y >= first && y < next);
  if (state.view === "pairs")
    for (const [top, bottom] of blocks(pairsLayout()).filter(([top, bottom]) => bottom > first && top < next)) {
      // A block that began on the page before goes on under the heads.
      const y = top < first - 20 ? Math.max(at.y(top), HEADS) : at.y(top);
      parts.push(svg("rect", { x: 6, y, width: at.width - 12, height: at.y(bottom) - y, rx: 10, fill: colors.stripe }));
    }
  if (state.view === "geo") parts.push(...groundShapes(at));
  if (state.view === "geo")
    for (const [x0, y0, x1, y1, color] of gridLines)
      parts.push(svg("line", { x1: x0, y1: y0, x2: x1, y2: y1, stroke: color, "stroke-width": 1 }));
  if (state.view === "geo" && state.gathered) parts.push(...flowShapes(at));
  for (const edge of drawnEdges()) if (isHere(placed.get(edge.from))) parts.push(...edgeShape(edge, at));
  for (const spot of placed.values()) if (isHere(spot)) parts.push(spotShape(spot, at));
  for (const label of labels) parts.push(...labelShape(label));
  for (const { x, y, grade, size } of beads) parts.push(...dotShapes(x, y, grade, size));
  const head = withHead ? headLines(sheet, at.width) : [];
  const top = head.length ? 20 + head.length * 22 : 2, caption = withFoot ? pictureCaption(sheet, at.width) : null;
  const height = at.height + top + (caption?.height ?? 2);
  return svg("svg", { xmlns: SPACE, width: at.width, height, viewBox: `0 0 ${Math.round(at.width)} ${Math.round(height)}`,
    "font-family": FACES[state.lang].replaceAll('"', "'") },
    svg("title", {}, name(data.meta.title)), svg("rect", { width: "100%", height: "100%", fill: colors.ground }),
    ...head.map(([words, size, weight], i) => write(words, 14, 26 + i * 22, { size, weight })),
    svg("svg", { y: top, width: at.width, height: at.height, overflow: "hidden" }, ...parts),
    ...(caption?.shapes(at.height + top) ?? []));
}
// What is selected, or asked, is what the picture is of.
function headLines(sheet, width) {
  const about = subject() || (isAsking() ? headed(askedWords()) : "");
  const sentence = wrap(sheet, data.meta.sentence[state.lang], 14, 400, width - 28, 3);
  return [[[about, name(data.meta.title)].filter(Boolean).join(" · "), 18, 700], ...sentence.map((words) => [words, 14, 400])];
}

// For paper: the columns cut between rows into pages of A4, each as wide as the page; another view on one.
const PAPER = { width: 880, high: 1230 }, HEADS = 36;
const pictures = (withHead) => (state.view === "pairs" ? onPaper(() => cutPictures(withHead)) : [picture({ head: withHead })]);
function onPaper(draw) {
  state.paper = true;
  place();
  const result = draw();
  state.paper = false;
  place();
  return result;
}
function cutPictures(withHead) {
  const layout = pairsLayout(), scale = isNarrow() ? lens().scale : 1.02, end = layout.height + 24;
  const width = isNarrow() ? holder.clientWidth : PAPER.width, high = PAPER.high * width / PAPER.width;
  const rows = [...new Set([...layout.seats.map((seat) => seat[3]), ...layout.slots.map((slot) => slot.y)])].sort((p, q) => p - q);
  const headOf = new Map(layout.headings.map((heading) => [rows.find((y) => y > heading.y), heading.y]));
  const sheet = document.createElement("canvas").getContext("2d");
  const top = withHead ? 22 + headLines(sheet, width).length * 22 : 2, foot = pictureCaption(sheet, width).height;
  // A page begins with a row and above it the heads of the columns, those of a section with its own.
  const pages = [{ first: -Infinity, from: 0 }];
  const room = () => high - (pages.length === 1 ? top : 2);
  while ((end - pages.at(-1).from) * scale > room() - foot) {
    const { from } = pages.at(-1);
    const first = rows.filter((y) => y - 60 > from && ((headOf.get(y) ?? y) - 14 - from) * scale < room()).at(-1);
    if (!first) break;
    pages.push({ first, from: headOf.has(first) ? headOf.get(first) - 2 : first - 46 });
  }
  return pages.map(({ first, from }, i) => {
    const next = pages[i + 1]?.first ?? Infinity;
    return picture({ from, to: Math.min(end, (headOf.get(next) ?? next) - 5), rows: [first, next], width, scale,
      head: withHead && i === 0, foot: i === pages.length - 1 });
  });
}

function write(words, x, y, { size = 12, weight = 400, color = colors.ink, anchor = "start", halo = "" } = {}) {
  return svg("text", { x, y, "font-size": size, "font-weight": weight, fill: color, "text-anchor": anchor,
    ...(halo ? { stroke: halo, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" } : {}) }, words);
}
function labelShape({ lines, box, size, weight, color, leading, align, ground, alpha }) {
  const x = align === "left" ? box[0] + 2 : align === "right" ? box[2] - 2 : (box[0] + box[2]) / 2;
  const result = ground
    ? [svg("rect", { x: box[0], y: box[1] + 1, width: box[2] - box[0], height: box[3] - box[1] - 2, fill: ground })]
    : [];
  const anchor = align === "left" ? "start" : align === "right" ? "end" : "middle";
  const texts = lines.map((words, i) => write(words, x, box[1] + leading * (i + 0.5) + size * 0.36,
    { size, weight, color, anchor, halo: ground || colors.ground }));
  if (alpha < 1) for (const text of texts) text.setAttribute("opacity", alpha);
  return [...result, ...texts];
}
function spotShape(spot, at) {
  const [outline, cut] = SHAPES[spot.look.shape] || SHAPES.octagon;
  const r = radius(spot) * at.scale;
  const faded = (lit && !lit.has(spot.id)) || spot.off;
  const group = svg("g", { transform: `translate(${at.x(spot.x).toFixed(2)} ${at.y(spot.y).toFixed(2)}) scale(${r.toFixed(3)})`,
    opacity: faded ? 0.22 : 1 },
    svg("path", { d: outline, fill: spot.hollow ? colors.ground : spot.look.color,
      stroke: spot.hollow ? spot.look.color : colors.rim,
      "stroke-width": spot.hollow ? 0.22 : 0.15, ...(spot.hollow ? { "stroke-dasharray": "0.42 0.3" } : {}) }));
  if (cut && !spot.hollow) group.append(svg("path", { d: cut, fill: colors.cut }));
  if (spot.bundle)
    group.append(write(String(spot.bundle.length), 0, 0.34, { size: 0.95, weight: 700, color: "#10161f", anchor: "middle" }));
  return group;
}
function edgeShape(edge, at) {
  if (edge.taper) return [svg("path", { d: taperPath(edge, at), fill: edge.color.color, "fill-opacity": edge.taper.opacity })];
  const a = placed.get(edge.from), b = placed.get(edge.to);
  const way = wayOf(edge, a, b).map(({ x, y }) => ({ x: at.x(x), y: at.y(y) }));
  const [{ x: x1, y: y1 }, from] = [...way].reverse();
  const places = way.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`);
  const line = { fill: "none", stroke: edge.color.color, "stroke-opacity": edge.color.opacity,
    "stroke-width": edge.width * at.scale ** 0.5, ...(edge.dashes ? { "stroke-dasharray": edge.dashes.join(" ") } : {}) };
  const result = [svg("path", { d: `M${places[0]}${["L", "Q", "C"][way.length - 2]}${places.slice(1).join(" ")}`, ...line })];
  if (edge.arrows?.to?.enabled) {
    const angle = Math.atan2(y1 - from.y, x1 - from.x) * 180 / Math.PI;
    const gap = radius(b) * at.scale + 1, turn = angle * Math.PI / 180;
    const tip = [x1 - Math.cos(turn) * gap, y1 - Math.sin(turn) * gap].map((number) => number.toFixed(1));
    result.push(svg("path", { d: "M0,0L-6,-2.6L-6,2.6Z",
      fill: edge.color.color, "fill-opacity": edge.color.opacity,
      transform: `translate(${tip.join(" ")}) rotate(${angle.toFixed(1)})` }));
  }
  return result;
}
