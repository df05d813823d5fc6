// One shape per class, as a path of about radius 1 around the origin; canvas and SVG read the same.
function polygon(corners, radius = 1, turn = -90) {
  const points = Array.from({ length: corners }, (_, i) => {
    const angle = ((turn + (360 / corners) * i) * Math.PI) / 180;
    return `${(Math.cos(angle) * radius).toFixed(3)},${(Math.sin(angle) * radius).toFixed(3)}`;
  });
  return `M${points.join("L")}Z`;
}
function star(tips, inner, radius = 1.2) {
  const points = Array.from({ length: tips * 2 }, (_, i) => {
    const angle = ((-90 + (180 / tips) * i) * Math.PI) / 180;
    const reach = i % 2 ? radius * inner : radius;
    return `${(Math.cos(angle) * reach).toFixed(3)},${(Math.sin(angle) * reach).toFixed(3)}`;
  });
  return `M${points.join("L")}Z`;
}
const disc = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z";
// [outline, what is cut out of it]
const SHAPES = {
  circle: [disc], ring: [disc, "M.5,0A.5,.5,0,1,1,-.5,0A.5,.5,0,1,1,.5,0Z"], open: [disc],
  square: ["M-.92,-.92H.92V.92H-.92Z"], ringsquare: ["M-.92,-.92H.92V.92H-.92Z", "M-.4,-.4H.4V.4H-.4Z"],
  hexagon: [polygon(6, 1.08, 0)], pentagon: [polygon(5, 1.12)], octagon: [polygon(8, 1.02, 22.5)],
  triangle: ["M0,-1.1L1.12,.86H-1.12Z"], down: ["M0,1.1L1.12,-.86H-1.12Z"],
  diamond: ["M0,-1.2L1.05,0L0,1.2L-1.05,0Z"], star: [star(5, 0.46)], star4: [star(4, 0.46)],
  plaque: ["M-1.15,-.72H1.15V.72H-1.15Z"], ringplaque: ["M-1.15,-.72H1.15V.72H-1.15Z", "M-.6,-.26H.6V.26H-.6Z"],
  cross: ["M-.36,-1.05H.36V-.36H1.05V.36H.36V1.05H-.36V.36H-1.05V-.36H-.36Z"],
  crossed: ["M-.9,-.9H.9V.9H-.9Z", "M-.55,-.3L-.3,-.55L0,-.25L.3,-.55L.55,-.3L.25,0L.55,.3L.3,.55L0,.25L-.3,.55L-.55,.3L-.25,0Z"],
  shield: ["M-.9,-.95H.9V.2L0,1.1L-.9,.2Z"], drop: ["M0,-1.2C.5,-.5,.9,-.1,.9,.3A.9,.9,0,1,1,-.9,.3C-.9,-.1,-.5,-.5,0,-1.2Z"],
  house: ["M0,-1.1L1.05,-.2H.78V.95H-.78V-.2H-1.05Z"],
  sheet: ["M-.8,-1.05H.25L.8,-.5V1.05H-.8Z", "M-.42,-.1H.42V.1H-.42ZM-.42,.38H.42V.58H-.42Z"],
  bar: ["M-1.05,-.6H1.05V.6H-1.05Z"], ringbar: ["M-1.05,-.6H1.05V.6H-1.05Z", "M-.55,-.2H.55V.2H-.55Z"],
  bars: ["M-1.05,-.9H1.05V-.15H-1.05ZM-1.05,.15H1.05V.9H-1.05Z"], lozenge: ["M-.6,-.7H.6A.7,.7,0,0,1,.6,.7H-.6A.7,.7,0,0,1,-.6,-.7Z"],
  chevron: ["M-1,-.8H.3L1.1,0L.3,.8H-1L-.4,0Z"], arrow: ["M-1,-.45H.1V-.95L1.1,0L.1,.95V.45H-1Z"],
  hull: ["M-1.1,-.55H1.1L.65,.85H-.65Z", "M-.12,-.55H.12V.3H-.12Z"], flask: ["M-.38,-1.05H.38V-.3L1.02,.95H-1.02L-.38,-.3Z"],
  table: ["M-1.05,-.85H1.05V-.3H.3V.9H-.3V-.3H-1.05Z"],
  page: ["M-.8,-1.05H.8V1.05H-.8Z", "M-.42,-.5H.42V-.28H-.42ZM-.42,.05H.42V.27H-.42Z"],
  flag: ["M-.85,-1.1H1L.55,-.5L1,.1H-.5V1.1H-.85Z"], spark: [star(8, 0.62, 1.1)], coin: [disc, "M-.36,-.36H.36V.36H-.36Z"],
  book: ["M0,-.75C.4,-1,.8,-1,1.1,-.85V.8C.8,.65,.4,.65,0,.9C-.4,.65,-.8,.65,-1.1,.8V-.85C-.8,-1,-.4,-1,0,-.75Z",
    "M-.08,-.6H.08V.72H-.08Z"],
  crossbox: ["M-.92,-.92H.92V.92H-.92Z", "M-.18,-.6H.18V-.18H.6V.18H.18V.6H-.18V.18H-.6V-.18H-.18Z"],
  trefoil: ["M.55,-.5A.55,.55,0,1,0,-.55,-.5A.55,.55,0,1,0,0,.35A.55,.55,0,1,0,.55,-.5Z"],
  hourglass: ["M-.9,-1H.9L.2,0L.9,1H-.9L-.2,0Z"], plus: ["M-.3,-1H.3V-.3H1V.3H.3V1H-.3V.3H-1V-.3H-.3Z"],
};
const paths = new Map();
function shapePaths(shape) {
  if (!paths.has(shape)) paths.set(shape, (SHAPES[shape] || SHAPES.octagon).map((d) => new Path2D(d)));
  return paths.get(shape);
}

// Draws a symbol around (x, y); `hollow` for what a source leaves open.
function drawShape(ctx, look, x, y, r, { alpha = 1, ring = null, hollow = false } = {}) {
  const [outline, cut] = shapePaths(look.shape);
  ctx.save();
  ctx.globalAlpha = alpha;
  ctx.translate(x, y);
  ctx.scale(r, r);
  ctx.lineJoin = "round";
  if (ring) {
    ctx.lineWidth = 0.6;
    ctx.strokeStyle = ring;
    ctx.stroke(outline);
  }
  ctx.fillStyle = hollow ? colors.ground : look.color;
  ctx.globalAlpha = 1;
  if (alpha < 1) {
    ctx.fillStyle = colors.ground;
    ctx.fill(outline);
    ctx.globalAlpha = alpha;
    ctx.fillStyle = hollow ? colors.ground : look.color;
  }
  ctx.fill(outline);
  ctx.lineWidth = hollow ? 0.22 : 0.15;
  ctx.strokeStyle = hollow ? look.color : colors.edge;
  if (hollow) ctx.setLineDash([0.42, 0.3]);
  ctx.stroke(outline);
  if (cut && !hollow) {
    ctx.setLineDash([]);
    ctx.fillStyle = colors.cut;
    ctx.fill(cut);
  }
  ctx.restore();
}

// The same symbol as an SVG element, for legend, panel and search.
function symbol(look, hollow = false, size = 16) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [k, v] of Object.entries({ class: "sym", viewBox: "-1.45 -1.45 2.9 2.9", width: size, height: size, "aria-hidden": "true" }))
    svg.setAttribute(k, v);
  const [outline, cut] = SHAPES[look.shape] || SHAPES.octagon;
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", outline);
  path.setAttribute("fill", hollow ? "none" : look.color);
  path.setAttribute("stroke", hollow ? look.color : "currentColor");
  path.setAttribute("stroke-width", hollow ? "0.24" : "0.16");
  path.setAttribute("stroke-linejoin", "round");
  if (hollow) path.setAttribute("stroke-dasharray", "0.45 0.3");
  svg.append(path);
  if (cut && !hollow) {
    const hole = document.createElementNS(space, "path");
    hole.setAttribute("d", cut);
    hole.setAttribute("fill", "#fff");
    svg.append(hole);
  }
  return svg;
}
// A stroke of the relation's colour and dash, for the legend.
function stroke(relation, thinnest = 1.5) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [k, v] of Object.entries({ class: "sym", viewBox: "0 0 30 12", width: 30, height: 12, "aria-hidden": "true" }))
    svg.setAttribute(k, v);
  const line = document.createElementNS(space, "line");
  for (const [k, v] of Object.entries({
    x1: 1, y1: 6, x2: 29, y2: 6, stroke: isDark() ? relation.dark : relation.color,
    "stroke-width": Math.max(thinnest, relation.width), "stroke-dasharray": relation.dash.join(" ") || "none",
  })) line.setAttribute(k, v);
  svg.append(line);
  return svg;
}
