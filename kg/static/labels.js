// Labels at constant size on the screen: each finds a free spot or stays away.
const widths = new Map();
function measure(ctx, text, size, weight) {
  const key = `${state.lang}|${size}|${weight}|${text}`;
  if (!widths.has(key)) {
    ctx.font = font(size, weight);
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

const NO_START = "，。：；、！？）”》」』】·—,.;:!?)%+";
const NO_END = /[“‘（《「『【(]+$/;
// Breaks a label into at most `most` lines of about equal length; Chinese between any two characters.
function wrap(ctx, text, size, weight, room, most) {
  const whole = measure(ctx, text, size, weight);
  if (whole <= room || most === 1) return [shorten(ctx, text, size, weight, room)];
  const pieces = text.match(/[A-Za-z0-9À-ɏ’'&().,–-]+\s*|\s+|[^\sA-Za-z0-9À-ɏ]/g) || [text];
  const lines = Math.min(most, Math.ceil(whole / room));
  const even = whole / lines + size * 0.6;
  for (const goal of [even, even * 1.15, even * 1.3, even * 1.5, room]) {
    const result = fillLines(ctx, pieces, size, weight, Math.min(goal, room));
    if (result.length <= most) return result;
  }
  const result = fillLines(ctx, pieces, size, weight, room);
  const kept = result.slice(0, most - 1);
  kept.push(shorten(ctx, result.slice(most - 1).reduce((a, b) => a + (/[A-Za-z)]$/.test(a) && /^[A-Za-z(]/.test(b) ? " " : "") + b), size, weight, room));
  return kept;
}
function fillLines(ctx, pieces, size, weight, room) {
  const lines = [];
  let current = "";
  for (const piece of pieces) {
    const next = current + piece;
    if (current && measure(ctx, next.trimEnd(), size, weight) > room && !NO_START.includes(piece)) {
      // What opens a bracket goes with what it brackets.
      const opening = current.trimEnd().match(NO_END)?.[0] || "";
      const kept = current.trimEnd().slice(0, current.trimEnd().length - opening.length);
      if (kept.trim()) lines.push(kept.trim());
      current = opening + piece;
    } else current = next;
  }
  if (current.trim()) lines.push(current.trim());
  return lines;
}
function shorten(ctx, text, size, weight, room) {
  if (measure(ctx, text, size, weight) <= room) return text;
  let cut = text;
  while (cut.length > 1 && measure(ctx, `${cut}…`, size, weight) > room) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}

// Boxes on the screen that are taken, in cells of 64 pixels.
function makeTaken() {
  const cells = new Map();
  const each = (box, visit) => {
    for (let i = Math.floor(box[0] / 64); i <= Math.floor(box[2] / 64); i++) {
      for (let j = Math.floor(box[1] / 64); j <= Math.floor(box[3] / 64); j++) if (visit(`${i},${j}`)) return true;
    }
    return false;
  };
  return {
    add(box, owner) {
      each(box, (key) => {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push([box, owner]);
      });
    },
    // With `onlyText`, symbols do not count, but for those of hubs.
    hits: (box, owner, onlyText = false) =>
      each(box, (key) =>
        (cells.get(key) || []).some(
          ([other, whose]) => whose !== owner && !(onlyText && whose && whose.node.ties < hubFrom) && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])),
  };
}

function paintLabels(ctx, at) {
  const taken = makeTaken();
  const inside = [4, state.view === "pairs" ? 34 : 2, at.width - 4, at.height - (state.view === "pairs" && at.y(pairsLayout().height) > at.height + 6 ? 22 : 2)];
  for (const spot of placed.values()) {
    const r = radius(spot) * at.scale + 1;
    spot.sx = at.x(spot.x);
    spot.sy = at.y(spot.y);
    spot.sr = r;
    if (!lit || lit.has(spot.id) || state.view === "pairs") taken.add([spot.sx - r, spot.sy - r, spot.sx + r, spot.sy + r], spot);
  }
  if (state.view === "pairs") {
    paintHeadings(ctx, at, taken);
    paintPairLabels(ctx, at, taken, inside);
    return;
  }
  keepFree(taken, at);
  if (state.view === "geo") {
    for (const [text, x, y, align] of graticule) {
      const w = measure(ctx, text, 11, 400);
      const box = align === "center" ? [x - w / 2, y - 11, x + w / 2, y + 3] : [x, y - 11, x + w, y + 3];
      if (box[0] < 0 || box[1] < 0 || box[2] > at.width || taken.hits(box)) continue;
      taken.add(box);
      paintText(ctx, [text], box, 11, 400, colors.soft, 13, text);
    }
  }
  for (const spot of byPriority()) paintFreeLabel(ctx, spot, taken, inside);
}

// The note and the choice of region lie over the canvas.
function keepFree(taken) {
  const frame = holder.getBoundingClientRect();
  for (const element of document.querySelectorAll("#note, #regions")) {
    const box = element.getBoundingClientRect();
    if (box.width) taken.add([box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]);
  }
}

function byPriority() {
  const weightOf = (spot) => {
    if (spot.id === state.selected) return 1e9;
    if (spot.id === state.hover) return 1e8;
    const near = (lit && lit.has(spot.id) ? 1e7 : 0) + (spot.node.ties >= hubFrom ? 1e6 : 0);
    const place = spot.node.level === null ? 0 : (3 - spot.node.level) * 2;
    return near + spot.node.ties * 4 + place - spot.node.zh.length * 0.1;
  };
  return [...placed.values()]
    .filter((spot) => !lit || lit.has(spot.id))
    .sort((p, q) => weightOf(q) - weightOf(p) || (p.id < q.id ? -1 : 1));
}

// Tries the name in full, then smaller, then shortened: a short name helps more than none.
function paintFreeLabel(ctx, spot, taken, inside) {
  const hub = spot.node.ties >= hubFrom || spot.id === state.selected;
  if (spot.sx < -80 || spot.sy < -40 || spot.sx > inside[2] + 80 || spot.sy > inside[3] + 40) return;
  const full = state.lang === "zh" ? 112 : 130;
  const tries = hub ? [[13.5, 600, 17, full, 3, true], [12.5, 600, 15, full, 3, false]] : [[12, 400, 15, full, 3, true], [11, 400, 13, full * 1.2, 2, true], [11, 400, 13, full * 0.8, 2, true], [11, 400, 13, full * 0.6, 1, true]];
  for (const [size, weight, leading, room, most, clear] of tries) {
    const lines = wrap(ctx, name(spot.node), size, weight, room, most);
    const w = Math.max(...lines.map((text) => measure(ctx, text, size, weight)));
    const found = freeBox(spot, w, lines.length * leading, taken, inside, clear);
    if (!found) continue;
    taken.add(found.box, null);
    return paintText(ctx, lines, found.box, size, weight, colors.ink, leading, name(spot.node), { align: found.align, spot });
  }
}
// The first free box around a symbol. A hub keeps its name even where small symbols crowd around it.
function freeBox(spot, w, h, taken, inside, clear) {
  const gap = spot.sr + 2, aside = gap * 0.65;
  const candidates = [
    [-w / 2, gap], [gap + 1, -h / 2], [-w - gap - 1, -h / 2], [-w / 2, -gap - h],
    [aside, aside], [-w - aside, aside], [aside, -h - aside], [-w - aside, -h - aside],
    [-w * 0.2, gap], [-w * 0.8, gap], [-w * 0.2, -gap - h], [-w * 0.8, -gap - h],
    [gap + 1, -h * 0.15], [gap + 1, -h * 0.85], [-w - gap - 1, -h * 0.15], [-w - gap - 1, -h * 0.85],
  ];
  for (const [dx, dy] of candidates) {
    const box = [spot.sx + dx - 2, spot.sy + dy, spot.sx + dx + w + 2, spot.sy + dy + h];
    if (box[0] < inside[0] || box[1] < inside[1] || box[2] > inside[2] || box[3] > inside[3]) continue;
    if (!taken.hits(box, spot, !clear)) return { box, align: dx >= 0 ? "left" : dx <= -w ? "right" : "center" };
  }
  return null;
}

function paintText(ctx, lines, box, size, weight, color, leading, text, { align = "center", spot = null, ground = null, alpha = 1 } = {}) {
  ctx.globalAlpha = alpha;
  if (ground) {
    ctx.fillStyle = ground;
    ctx.fillRect(box[0], box[1] + 1, box[2] - box[0], box[3] - box[1] - 2);
  }
  ctx.font = font(size, weight);
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = colors.halo;
  ctx.fillStyle = color;
  const x = align === "left" ? box[0] + 2 : align === "right" ? box[2] - 2 : (box[0] + box[2]) / 2;
  lines.forEach((words, i) => {
    const y = box[1] + leading * (i + 0.5);
    ctx.strokeText(words, x, y);
    ctx.fillText(words, x, y);
  });
  ctx.globalAlpha = 1;
  drawn.push({ text, box, id: spot ? spot.id : null, lines, size, weight, color, leading, align, ground, alpha });
}
