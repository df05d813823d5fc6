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
    if (result.length <= most) return balance(ctx, pieces, size, weight, result);
  }
  const result = fillLines(ctx, pieces, size, weight, room);
  const kept = result.slice(0, most - 1);
  kept.push(shorten(ctx, result.slice(most - 1).reduce((a, b) => a + (/[A-Za-z)]$/.test(a) && /^[A-Za-z(]/.test(b) ? " " : "") + b), size, weight, room));
  return kept;
}
// As many lines, but no wider than they must be: no last line of one character.
function balance(ctx, pieces, size, weight, lines) {
  let best = lines, wide = Math.max(...lines.map((text) => measure(ctx, text, size, weight))), narrow = wide / 2;
  for (let i = 0; i < 5; i++) {
    const goal = (wide + narrow) / 2, next = fillLines(ctx, pieces, size, weight, goal);
    if (next.length > lines.length) narrow = goal;
    else [best, wide] = [next, goal];
  }
  return best;
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
  // Words of an alphabet are left out whole.
  if (/^[A-Za-zÀ-ɏ]/.test(text.slice(cut.length)) && cut.lastIndexOf(" ") > cut.length / 2) cut = cut.slice(0, cut.lastIndexOf(" "));
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
    add(box, owner = null) {
      each(box, (key) => {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push([box, owner]);
      });
    },
    // With `onlyText`, symbols do not count, but for those of hubs.
    hits: (box, owner, onlyText = false) =>
      each(box, (key) =>
        (cells.get(key) || []).some(
          ([other, whose]) => whose !== owner && !(onlyText && whose && whose.node.ties < hubFrom)
            && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])),
  };
}

function paintLabels(ctx, at) {
  const taken = makeTaken();
  const inside = [4, state.view === "pairs" ? 34 : 2, at.width - 4, at.height - (state.view === "pairs" && goesOn(at) ? FADE - 12 : 2)];
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
  keepFree(taken);
  if (state.view === "geo") {
    for (const [text, x, y, align] of graticule) {
      const w = measure(ctx, text, 11, 400);
      const box = align === "center" ? [x - w / 2, y - 11, x + w / 2, y + 3] : [x, y - 11, x + w, y + 3];
      if (box[0] < 0 || box[1] < 0 || box[2] > at.width || taken.hits(box)) continue;
      taken.add(box);
      paintText(ctx, [text], box, 11, 400, colors.soft, 13, text);
    }
  }
  const crossed = lineCells(at);
  const first = byPriority();
  // Whatever else finds room: what was asked for, what stands highest and what is connected best comes first.
  const heads = first.filter((spot) => isHead(spot));
  for (const spot of heads) paintFreeLabel(ctx, spot, taken, inside, crossed);
  if (state.view === "geo" && state.gathered) paintFlowCounts(ctx, at, taken, inside);
  else if (state.view === "geo") paintBundles(ctx, at, taken, inside, crossed);
  if (state.view === "geo") paintLeaving(ctx, at, taken);
  for (const spot of first) if (!isHead(spot)) paintFreeLabel(ctx, spot, taken, inside, crossed);
  paintPointed(ctx, at);
}
// What the pointer is on is named in any case, over what lies there; no other name moves for it.
function paintPointed(ctx, at) {
  const spot = [...placed.values()].find(({ id }) => id === state.hover);
  if (!spot || drawn.some(({ id }) => id === spot.id)) return;
  const lines = wrap(ctx, name(spot.node), 12, 600, 200, 4);
  const w = Math.max(...lines.map((text) => measure(ctx, text, 12, 600))) + 12, h = lines.length * 15 + 4;
  const x = Math.max(4, Math.min(at.width - w - 4, spot.sx - w / 2));
  const y = spot.sy - spot.sr - h - 4 > 4 ? spot.sy - spot.sr - h - 4 : spot.sy + spot.sr + 4;
  const box = [x, y, x + w, y + h];
  drawn = drawn.filter(({ box: one }) => one[2] <= box[0] || box[2] <= one[0] || one[3] <= box[1] || box[3] <= one[1]);
  paintText(ctx, lines, box, 12, 600, colors.ink, h / lines.length, name(spot.node), { spot, ground: colors.ground });
  ctx.strokeStyle = colors.soft;
  ctx.lineWidth = 1;
  ctx.strokeRect(box[0] - 0.5, box[1] + 0.5, box[2] - box[0] + 1, box[3] - box[1] - 1);
}
const isHead = (spot) => spot.id === state.selected || spot.node.ties >= hubFrom || spot.node.level === 0;

// The note with the choice of region lies over the canvas.
function keepFree(taken) {
  const frame = holder.getBoundingClientRect(), box = $("caption").getBoundingClientRect();
  if (box.width) taken.add([box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]);
}

// What people look for comes first: places by their level, then who takes part, then papers and tasks.
function rankOf({ node }) {
  if (node.level !== null) return 4 - Math.min(node.level, 3);
  if (node.type === "open") return 0.2;
  if (classes.get(node.type)?.place) return 2.5;
  // A paper in which many lines meet is what the picture is about; others have titles too long to go first.
  return !hasTitle(node) ? 0.5 : node.ties >= hubFrom ? 3 : -1;
}
// What sources state, and not merely speak of, is called by a title.
const hasTitle = (node) => classes.get(node.type)?.claim;
function byPriority() {
  const weightOf = (spot) => {
    if (spot.id === state.selected) return 1e9;
    const rank = rankOf(spot);
    const near = (lit && lit.has(spot.id) ? 1e7 : 0) + (spot.off ? -1e7 : 0)
      + (isHead(spot) ? 1e5 + spot.node.ties * 100 + (spot.node.level === 0 ? 2500 : 0) : 0);
    return near + rank * 1e3 + spot.node.ties * 4 - name(spot.node).length * 0.1;
  };
  return [...placed.values()]
    .filter((spot) => !lit || lit.has(spot.id))
    .sort((p, q) => weightOf(q) - weightOf(p) || (p.id < q.id ? -1 : 1));
}

// What is left of a name may stand for it where it is most of it and the beginning of no other.
const tellingParts = new Map();
function tellsApart(lines, node) {
  const part = lines.join("").replace(/…$|\s/g, ""), key = `${state.lang} ${part}`;
  const plain = (one) => name(one).replaceAll(/\s/g, "");
  if (!tellingParts.has(key)) tellingParts.set(key, data.nodes.filter((one) => plain(one).startsWith(part)).length === 1);
  return part.length >= plain(node).length * 0.6 && tellingParts.get(key);
}
// Tries the name in full, then smaller. What has no room has its name when one looks closer.
function paintFreeLabel(ctx, spot, taken, inside, crossed) {
  const asked = spot.id === state.selected;
  // A province is looked for first: where all is full its name may stand a little farther off, as a hub's.
  const hub = spot.node.ties >= hubFrom || asked || spot.node.level === 0;
  if (spot.sx < -80 || spot.sy < -40 || spot.sx > inside[2] + 80 || spot.sy > inside[3] + 40) return;
  const full = state.lang === "zh" ? 112 : 130;
  const paper = hasTitle(spot.node) && !asked;
  const tries = hub && paper ? [[12, 600, 14, full * 1.1, 3, true], [11, 600, 13, full * 1.2, 4, true], [11, 600, 13, full * 1.2, 4, false]]
    : hub ? [[13.5, 600, 17, full, 3, true], [12.5, 600, 15, full, 3, true],
      [12.5, 600, 15, full * 1.2, 4, false], [11.5, 600, 14, full, 3, false],
      [10.5, 600, 13, full, 3, false]]
    : [[12, 400, 15, full, 2, true], [12, 400, 15, full, 3, true], [11, 400, 13, full * 1.2, 2, true],
      [11, 400, 13, full * 1.2, 3, true], [11, 400, 12.5, full * 0.75, 4, true], [11, 400, 13, full, 2, true]];
  for (const [size, weight, leading, room, most, clear] of tries) {
    const lines = wrap(ctx, name(spot.node), size, weight, room, most);
    if (lines.at(-1).endsWith("…") && !(size < 12 && (hub || tellsApart(lines, spot.node)))) continue;
    const w = Math.max(...lines.map((text) => measure(ctx, text, size, weight)));
    // Where all is full, a little farther from the symbol; a hub's name farther still.
    const farther = hub && !clear ? [6, 14, 20, 28, 36, ...(size < 11 ? [46, 56] : [])]
      : size === 11 && state.view === "network" ? [5] : [];
    const found = [0, ...farther]
      .map((away) => freeBox(spot, w, lines.length * leading, taken, inside, clear, crossed, away))
      .find(Boolean);
    if (!found) continue;
    taken.add(found.box, null);
    return paintText(ctx, lines, found.box, size, weight, colors.ink, leading, name(spot.node),
      { align: found.align, spot, alpha: spot.off ? 0.45 : 1 });
  }
}
// Of the free boxes around a symbol the one that fewest lines run through.
// A hub keeps its name even where small symbols crowd around it.
function freeBox(spot, w, h, taken, inside, clear, crossed, away = 0) {
  const gap = spot.sr + 2 + away, aside = gap * 0.65;
  const candidates = [
    [-w / 2, gap], [gap + 1, -h / 2], [-w - gap - 1, -h / 2], [-w / 2, -gap - h],
    [aside, aside], [-w - aside, aside], [aside, -h - aside], [-w - aside, -h - aside],
    [-w * 0.2, gap], [-w * 0.8, gap], [-w * 0.2, -gap - h], [-w * 0.8, -gap - h],
    [gap + 1, -h * 0.15], [gap + 1, -h * 0.85], [-w - gap - 1, -h * 0.15], [-w - gap - 1, -h * 0.85],
  ];
  let best = null, least = Infinity;
  for (const [dx, dy] of candidates) {
    const box = [spot.sx + dx - 2, spot.sy + dy, spot.sx + dx + w + 2, spot.sy + dy + h];
    if (box[0] < inside[0] || box[1] < inside[1] || box[2] > inside[2] || box[3] > inside[3]) continue;
    const cost = crossed(box);
    if (cost >= least || taken.hits(box, spot, !clear)) continue;
    [best, least] = [{ box, align: dx >= 0 ? "left" : dx <= -w ? "right" : "center" }, cost];
    if (!cost) break;
  }
  return best;
}

function paintText(ctx, lines, box, size, weight, color, leading, text, more = {}) {
  const { align = "center", spot = null, line = null, ground = null, alpha = 1 } = more;
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
  drawn.push({ text, box, id: spot ? spot.id : null, line, lines, size, weight, color, leading, align, ground, alpha });
}
