// Colours of the sheet for the drawing, and all that lies under and over what vis-network draws.
const colors = {};
const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};
function readColors() {
  const sheet = getComputedStyle(document.documentElement);
  for (const key of ["ground", "panel", "line", "faint", "ink", "soft", "accent", "halo", "stripe", "warn", "mark", "land", "sea"]) {
    colors[key] = sheet.getPropertyValue(`--${key}`).trim();
  }
  colors.edge = isDark() ? "rgba(0,0,0,.55)" : "rgba(12,24,40,.62)";
  colors.rim = isDark() ? "#05080c" : "#3c4a5c";
  colors.cut = isDark() ? "#11161d" : "#ffffff";
}
// Chinese fonts set Latin quotation marks a full character wide: English gets its own order.
const HAN = '"Noto Sans CJK SC","PingFang SC","Microsoft YaHei"';
const FACES = { zh: `${HAN},system-ui,sans-serif`, en: `"Helvetica Neue",Arial,system-ui,${HAN},sans-serif` };
const font = (size, weight = 400) => `${weight} ${size}px ${FACES[state.lang]}`;

// From the plane of the layout to pixels of the canvas.
function lens() {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const box = canvasBox();
  return {
    scale, width: box.width, height: box.height,
    x: (x) => (x - centre.x) * scale + box.width / 2,
    y: (y) => (y - centre.y) * scale + box.height / 2,
  };
}
const canvasBox = () => ({ width: holder.clientWidth, height: holder.clientHeight });

// Runs `paint` with pixels of the screen as unit, whatever the zoom.
function onScreen(ctx, paint) {
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint(lens());
  ctx.restore();
}

function paintUnder(ctx) {
  onScreen(ctx, (at) => {
    ctx.fillStyle = colors.ground;
    ctx.fillRect(0, 0, at.width, at.height);
    if (state.view === "geo") {
      paintGround(ctx, at);
      paintGraticule(ctx, at);
      paintFlows(ctx, at);
      paintTapers(ctx, at);
    }
    if (state.view === "pairs") paintBlocks(ctx, at);
  });
}

function paintGraticule(ctx, at) {
  const world = data.views.geo;
  const perDegree = world.ky * at.scale;
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((s) => s * perDegree >= 62) || 30;
  const digits = step < 1 ? 1 : 0;
  const toX = (long) => at.x((long - world.long0) * world.kx);
  const toY = (lat) => at.y((world.lat0 - lat) * world.ky);
  const centre = network.getViewPosition();
  const reach = { x: at.width / 2 / at.scale / world.kx, y: at.height / 2 / at.scale / world.ky };
  const middle = { x: world.long0 + centre.x / world.kx, y: world.lat0 - centre.y / world.ky };
  ctx.strokeStyle = colors.faint;
  ctx.fillStyle = colors.soft;
  ctx.font = font(11);
  ctx.lineWidth = 1;
  graticule = [];
  gridLines = [];
  const rule = (x0, y0, x1, y1, color) => {
    gridLines.push([x0, y0, x1, y1, color]);
    line(ctx, x0, y0, x1, y1);
  };
  for (let long = Math.ceil((middle.x - reach.x) / step) * step; long <= middle.x + reach.x; long += step) {
    rule(toX(long), 0, toX(long), at.height, colors.faint);
    graticule.push([`${Math.abs(long).toFixed(digits)}°${long < 0 ? "W" : "E"}`, toX(long), 15, "center"]);
  }
  for (let lat = Math.ceil((middle.y - reach.y) / step) * step; lat <= middle.y + reach.y; lat += step) {
    rule(0, toY(lat), at.width, toY(lat), colors.faint);
    graticule.push([`${Math.abs(lat).toFixed(digits)}°${lat < 0 ? "S" : "N"}`, 6, toY(lat) - 4, "left"]);
  }
  ctx.strokeStyle = colors.soft;
  for (const spot of placed.values()) {
    const home = world.points[spot.id];
    if (!home || Math.hypot(home[0] - spot.x, home[1] - spot.y) < 2) continue;
    ctx.globalAlpha = 0.7;
    rule(at.x(spot.x), at.y(spot.y), at.x(home[0]), at.y(home[1]), colors.soft);
    ctx.beginPath();
    ctx.arc(at.x(home[0]), at.y(home[1]), 1.4, 0, 7);
    ctx.fillStyle = colors.soft;
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}
let graticule = [];
let gridLines = [];

function line(ctx, x0, y0, x1, y1) {
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}

// In the pairs view: a soft field behind each pairing and what is under it.
function paintBlocks(ctx, at) {
  ctx.fillStyle = colors.stripe;
  for (const [top, bottom] of blocks(pairsLayout())) {
    if (at.y(bottom) < 0 || at.y(top) > at.height) continue;
    ctx.beginPath();
    ctx.roundRect(6, at.y(top), at.width - 12, at.y(bottom) - at.y(top), 10);
    ctx.fill();
  }
}
function blocks(layout) {
  if (layout.blocks) return layout.blocks;
  const rows = layout.seats.map(([, , , y, , depth]) => [y, depth]).concat(layout.slots.map((slot) => [slot.y, slot.depth]));
  rows.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  layout.blocks = [];
  let previous = null;
  for (const [y, depth] of rows) {
    if (y === previous) continue;
    previous = y;
    if (depth === 0 || !layout.blocks.length) layout.blocks.push([y - 17, y + 17]);
    else layout.blocks.at(-1)[1] = y + 15;
  }
  return layout.blocks;
}

function paintOver(ctx) {
  onScreen(ctx, (at) => {
    drawn = [];
    dots.length = 0;
    if (state.view === "geo") {
      ctx.font = font(11);
      ctx.fillStyle = colors.soft;
      ctx.strokeStyle = colors.halo;
      ctx.lineWidth = 3;
    }
    paintLabels(ctx, at);
    paintFade(ctx, at);
    paintApart(ctx, at);
  });
}
let drawn = [];
