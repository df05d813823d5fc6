// On a wide screen what sources say of each pairing stands in columns: its field, since when, its stage, its sources.
const columnsFrom = (at) => at.width - COLUMNS_WIDE - 10;
function columnCells(edge) {
  const { stage, progress } = edge;
  const [first = null] = edge.fields;
  return {
    field: edge.fields.length > 1 ? t("fieldsOf", name(first), edge.fields.length - (isZh() ? 0 : 1)) : first ? name(first) : "",
    since: year(edge),
    stage: progress ? progress.map(name).join(" → ") : stage ? name(stage) : "",
  };
}
function paintColumns(ctx, at, edge, y, inside, dim) {
  if (y < inside[1] + 8 || y > inside[3] - 8) return;
  const alpha = dim ? 0.3 : 1, cells = columnCells(edge);
  let x = columnsFrom(at);
  for (const [key, wide] of Object.entries(COLUMNS)) {
    if (key === "sources") paintDots(ctx, edge, x + wide - 14, y, { alpha });
    else {
      const differs = edge.conflicts.includes(key === "since" ? "from" : key);
      const words = `${differs ? "⚠ " : ""}${cells[key] || (differs ? apartValues(edge, key) : "")}`;
      const text = words && shorten(ctx, words, 12.5, 400, wide - 10);
      const box = [x - 2, y - 8, x + measure(ctx, text, 12.5, 400) + 2, y + 8];
      const color = differs ? colors.warn : colors.soft;
      if (text) paintText(ctx, [text], box, 12.5, 400, color, 16, words, { align: "left", line: edge.id, alpha });
    }
    x += wide;
  }
}
const apartValues = (edge, key) => (edge.apart?.[key] ?? []).map(name).join(isZh() ? "／" : " / ");
function paintColumnHeads(at, y, put) {
  let x = columnsFrom(at);
  for (const [key, wide] of Object.entries(COLUMNS)) {
    const words = headed(t({ field: "field", since: "since", stage: "stageHead", sources: "sources" }[key]));
    put(words, key === "sources" ? x + wide - 14 : x, key === "sources" ? "right" : "left", 12, 600, colors.soft, wide - 8);
    x += wide;
  }
}
