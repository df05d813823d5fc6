// Pairs view: names outside the columns, what the sources say of the pairing on its line.
function paintPairLabels(ctx, at, taken, inside) {
  const narrow = isNarrow();
  for (const spot of placed.values()) {
    if (spot.sy < inside[1] - 20 || spot.sy > at.height + 20 || spot.slot) continue;
    const dim = (lit && !lit.has(spot.id)) || spot.off;
    const top = spot.depth === 0;
    const size = narrow ? (top ? 13.5 : 12.5) : top ? 15 : 13;
    const weight = top ? 600 : 400;
    const room = spot.side < 0 ? spot.sx - spot.sr - 14 : (isWide() ? columnsFrom(at) : at.width) - spot.sx - spot.sr - 14;
    let lines = wrap(ctx, name(spot.node), size, weight, room, 2), fit = size;
    if (lines.length > 1 || lines[0].endsWith("…")) {
      fit = 11;
      lines = wrap(ctx, name(spot.node), fit, weight, room, 2);
    }
    const boxOf = () => {
      const w = Math.max(...lines.map((text) => measure(ctx, text, fit, weight)));
      const h = (lines.length > 1 ? 11.6 : 16) * lines.length;
      const x = spot.side < 0 ? spot.sx - spot.sr - 6 - w : spot.sx + spot.sr + 6;
      return [x - 2, spot.sy - h / 2, x + w + 2, spot.sy + h / 2];
    };
    const blocked = (box) => box[1] < inside[1] || box[3] > inside[3] || taken.hits(box, spot);
    let box = boxOf();
    if (blocked(box) && lines.length > 1) {
      lines = [shorten(ctx, name(spot.node), fit, weight, room)];
      box = boxOf();
    }
    if (blocked(box)) continue;
    const leading = (box[3] - box[1]) / lines.length;
    taken.add(box);
    paintText(ctx, lines, box, fit, weight, spot.node.type === "open" ? colors.soft : colors.ink,
      leading, name(spot.node), { align: spot.side < 0 ? "right" : "left", spot, alpha: dim ? 0.3 : 1 });
  }
  paintLineLabels(ctx, at, taken, inside, narrow);
}

function paintLineLabels(ctx, at, taken, inside, narrow) {
  const layout = pairsLayout();
  const size = narrow ? 11 : 12;
  const put = (visId, choices, x, y, room, dim, color) => {
    const text = choices.find((words) => words && measure(ctx, words, size, 400) <= room)
      ?? (choices[0] && room > 60 ? shorten(ctx, choices[0], size, 400, room) : "");
    if (!text) return;
    const w = measure(ctx, text, size, 400);
    const box = [x - w / 2 - 3, y - 8, x + w / 2 + 3, y + 8];
    if (box[1] < inside[1] || box[3] > inside[3] || taken.hits(box)) return;
    taken.add(box);
    paintText(ctx, [text], box, size, 400, color, 16, text,
      { line: visId, ground: colors.stripe, alpha: dim ? 0.3 : 1 });
  };
  for (const [left, right, number] of layout.lines) {
    const a = layout.seats[left], b = layout.seats[right];
    const edge = data.edges[number];
    if (!visibleSeat(a) || !visibleSeat(b) || !inSight(edge)) continue;
    const x = at.x((a[2] + b[2]) / 2), y = at.y((a[3] + b[3]) / 2), dim = lit && !lit.has(edge.id);
    if (y < inside[1] - 20 || y > at.height + 20) continue;
    if (isWide()) {
      paintColumns(ctx, at, edge, y, inside, dim);
      continue;
    }
    const room = Math.abs(b[2] - a[2]) * at.scale - (narrow ? 36 : 124);
    put(edge.id, lineChoices(edge), x, y, room, dim, edge.conflicts.length ? colors.warn : colors.soft);
    // On a line that has no room for them, its sources stand below its words.
    if (y < inside[1] + 8 || y > inside[3] - 8) continue;
    if (narrow) paintDots(ctx, edge, x, y + 13, { size: 0.75, align: "center", alpha: dim ? 0.3 : 1 });
    else paintDots(ctx, edge, at.x(b[2]) - 18, at.y(b[3]), { alpha: dim ? 0.3 : 1 });
  }
  for (const slot of layout.slots) {
    if (!slotsInSight()) continue;
    const group = groups.get(slot.group);
    const label = state.lang === "zh" ? group.zh : group.en;
    const phrase = t("groupLine", slot.missing);
    put(`slot:${slot.group}`, [`${label}${colon()}${phrase}`, phrase, `+${slot.missing}`], at.x(0), at.y(slot.y),
      slot.x * 2 * at.scale - 36, lit && !lit.has(`group:${slot.group}`), colors.soft);
  }
}
// The fullest that has room: the first field and how many, since when, the stage; then less of it.
function lineChoices(edge) {
  const flag = edge.conflicts.length ? "⚠ " : "";
  const first = edge.fields.length ? name(edge.fields[0]) : "";
  const field = edge.fields.length > 1 ? t("fieldsOf", first, edge.fields.length - (isZh() ? 0 : 1)) : first;
  const stage = edge.stage ? name(edge.stage) : "";
  const date = year(edge) && t("sinceYear", year(edge));
  const join = (...parts) => {
    const text = parts.filter(Boolean).join(state.lang === "zh" ? "·" : " · ");
    return text && flag + text;
  };
  const short = edge.fields.length > 1 ? t("fieldsShort", first) : first;
  const rest = [join(date, stage), join(date), join(stage)];
  // Where the field is known, it is what one reads for: cut rather than left out.
  return [...(edge.apart ? [flag + [field, apartShort(edge)].filter(Boolean).join(isZh() ? "·" : " · ")] : []),
    join(field, date, stage), join(field, date), join(field), join(short, date), join(short), ...(field ? [] : rest)];
}

function headingOf({ programme: iri }) {
  const programme = programmes.get(iri);
  if (!programme) return t("otherPairings");
  return programme.round ? name(programme) : t("roundOpen", name(programme));
}
// Side names head the columns, and stay in sight while their section is scrolled.
function paintHeadings(ctx, at, taken) {
  const layout = pairsLayout();
  if (!layout.headings.length) return;
  const current = layout.headings.reduce((best, heading, i) => (at.y(heading.y) < 2 ? i : best), 0);
  layout.headings.forEach((heading, i) => {
    if (i < current) return;
    let y = at.y(heading.y + 15);
    if (i === current) {
      const next = layout.headings[i + 1];
      y = Math.max(y, 17);
      if (next) y = Math.min(y, at.y(next.y + 15) - 34);
    }
    if (y > at.height + 20) return;
    if (i === current && y <= 17.5) {
      ctx.fillStyle = colors.ground;
      ctx.fillRect(0, 0, at.width, y + 17);
      ctx.strokeStyle = colors.line;
      ctx.lineWidth = 1;
      line(ctx, 0, y + 17, at.width, y + 17);
    }
    const programme = programmes.get(heading.programme);
    const x = (layout.width / 2) * at.scale;
    const middle = at.x(0);
    const put = (text, x0, align, size, weight, color, room, most = 1, { down = 0, high = 22 } = {}) => {
      const lines = wrap(ctx, text, size, weight, room, most);
      const w = Math.max(...lines.map((words) => measure(ctx, words, size, weight)));
      const leading = lines.length > 1 ? 14 : high;
      const h = (leading * lines.length) / 2;
      const left = align === "center" ? x0 - w / 2 : align === "right" ? x0 - w : x0;
      const box = [left - 2, y + down - h, left + w + 2, y + down + h];
      taken.add(box);
      paintText(ctx, lines, box, size, weight, color, leading, text, { align: align === "center" ? "center" : "left" });
    };
    const columns = programme?.sides.length >= 2 ? programme.sides.map(name)
      : heading.directed ? [t("supporters"), t("supported")] : null;
    if (columns) {
      const r = 12;
      const [left, right] = columns;
      // On a phone nothing stands between the two: what is too long for its column begins at the middle.
      const from = (words) => (isNarrow() && measure(ctx, words, 16, 700) > middle - x - 20 ? 10 : x + r);
      const size = isNarrow() ? 14.5 : 16, high = isNarrow() ? { down: -7, high: 16 } : {};
      put(left, middle - from(left), "right", size, 700, colors.accent, middle - from(left) - 8, 1, high);
      put(right, middle + from(right), "left", size, 700, colors.accent, at.width - middle - from(right) - 8, 1, high);
    }
    if (isWide()) paintColumnHeads(at, y, put);
    const title = headingOf(heading);
    // On a phone the title stands under the sides.
    if (isNarrow() && columns) put(title, middle, "center", 11, 600, colors.soft, at.width - 24, 1, { down: 9, high: 14 });
    else put(title, middle, "center", 12.5, 600, colors.soft, 2 * x - 30, 2);
  });
}
