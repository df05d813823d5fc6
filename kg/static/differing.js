// Where sources differ: each value with those that give it, and when they were issued.
const APART = { from: "since", until: "until", form: "form", stage: "stage", programme: "programme", field: "field" };
const apartWords = (key) => (APART[key] ? t(APART[key]) : key);
const conflictWords = (edge) => edge.conflicts.map(apartWords).join(t("listed"));
const issuedOf = (number) => data.sources[number - 1].issued || t("undated");
// What is said of each property on which sources differ, in words: 起始：2016／2017／2017-03
const apartShort = (edge) => Object.entries(edge.apart ?? {})
  .map(([key, values]) => `${apartWords(key)}${colon()}${values.map(name).join(isZh() ? "／" : " / ")}`).join(isZh() ? "；" : "; ");

function apartList(edge) {
  if (!edge.apart) return edge.conflicts.length ? [el("p", { class: "flag" }, `⚠ ${t("conflict", conflictWords(edge))}`)] : [];
  return Object.entries(edge.apart).map(([key, values]) => el("div", { class: "apart" },
    el("h3", {}, `⚠ ${t("conflict", apartWords(key))}`),
    el("dl", {}, ...values.flatMap((value) => [el("dt", {}, headed(name(value))),
      el("dd", {}, ...(value.by.length ? value.by : sourcesOfEdge(edge)).map((number) =>
        el("span", { class: "said" }, ...marks([[number]]), issuedOf(number))))]))));
}
// The same in a few lines, for what the pointer is on.
const apartLines = (edge) => Object.entries(edge.apart ?? {}).flatMap(([key, values]) =>
  [`⚠ ${t("conflict", apartWords(key))}`, ...values.map((value) =>
    `${name(value)}${colon()}${value.by.map((number) => `[${number}] ${issuedOf(number)}`).join(isZh() ? "，" : ", ")}`)]);
function paintApart(ctx, at) {
  const edge = edges.get(state.hoverLine), words = drawn.find((label) => label.line?.split("~")[0] === state.hoverLine);
  if (!edge?.apart || !words) return;
  const lines = apartLines(edge).map((text) => shorten(ctx, text, 12, 400, at.width - 40));
  const w = Math.max(...lines.map((text) => measure(ctx, text, 12, 400))) + 20, h = lines.length * 18 + 10;
  const middle = (words.box[0] + words.box[2]) / 2;
  const x = Math.max(4, Math.min(at.width - w - 4, middle - w / 2));
  const y = words.box[3] + 6 + h < at.height ? words.box[3] + 6 : words.box[1] - h - 6;
  ctx.fillStyle = colors.ground;
  ctx.strokeStyle = colors.warn;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, 6);
  ctx.fill();
  ctx.stroke();
  ctx.font = font(12);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colors.ink;
  lines.forEach((text, i) => ctx.fillText(text, x + 10, y + 5 + (i + 0.5) * 18));
}
