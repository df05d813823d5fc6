// How far a relation has come and who says so: its stage is the style of its line, its sources are dots.
const stages = new Map(data.stages.map((stage) => [stage.id, stage]));
const phaseOf = (edge) => (edge.stage && stages.get(edge.stage.id)?.phase) || "unknown";
// By what the width that a relation has anyway is multiplied; what has ended is broken, what states no stage is pale.
const PHASES = {
  planned: { width: 0.5 }, signed: { width: 1 }, implemented: { width: 1.85 }, ended: { width: 1, dash: [11, 7] },
  unknown: { width: 0.75, pale: 0.7 },
};

const GRADES = data.reliabilities.map(({ id }) => id);
const gradeOf = (number) => {
  const grade = GRADES.indexOf(data.sources[number - 1].reliability);
  return grade < 0 ? GRADES.length : grade;
};
const sourcesOfEdge = (edge) => [...new Set(edge.refs.map(([number]) => number))];
// The sources of a relation as grades, the most reliable first.
const gradesOf = (edge) => sourcesOfEdge(edge).map(gradeOf).sort((p, q) => p - q);

// Each source a dot; more than four are one dot and their number.
const MOST_DOTS = 4;
const dotsOf = (edge) => {
  const grades = gradesOf(edge);
  return grades.length > MOST_DOTS ? { grades: grades.slice(0, 1), count: grades.length } : { grades, count: 0 };
};
// Full for official sources, half for the press, empty for the web, empty and small for weak ones.
const DOTS = [{ r: 3, fill: 1 }, { r: 3, fill: 0.5 }, { r: 2.8, fill: 0 }, { r: 1.9, fill: 0 }];
const dotLook = (grade) => DOTS[Math.min(grade, DOTS.length - 1)];
const dots = [];
function paintDots(ctx, edge, x, y, { size = 1, alpha = 1, align = "right" } = {}) {
  const { grades, count } = dotsOf(edge), step = 8 * size;
  const words = count ? String(count) : "", high = size < 1 ? 9.5 : 10.5, up = size < 1 ? 5 : 7;
  const wide = grades.length * step + (words ? measure(ctx, words, high, 400) + 2 : 0);
  let at = (align === "right" ? x - wide : x - wide / 2) + step / 2;
  for (const grade of grades) {
    paintDot(ctx, at, y, grade, size, alpha);
    dots.push({ x: at, y, grade, size, alpha });
    at += step;
  }
  if (!words) return;
  const box = [at - step / 2, y - up, x + (align === "right" ? 0 : wide / 2), y + up];
  paintText(ctx, [words], box, high, 400, colors.soft, 2 * up, words,
    { align: "left", ground: align === "right" ? colors.stripe : null, alpha });
}
function paintDot(ctx, x, y, grade, size, alpha) {
  const { r, fill } = dotLook(grade), disc = (radius) => {
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 7);
  };
  ctx.globalAlpha = alpha;
  ctx.fillStyle = colors.stripe;
  disc((r + 1.4) * size);
  ctx.fill();
  ctx.fillStyle = ctx.strokeStyle = colors.soft;
  ctx.lineWidth = 1.1;
  if (fill === 0.5) {
    ctx.beginPath();
    ctx.arc(x, y, r * size, Math.PI / 2, Math.PI * 1.5);
    ctx.fill();
  }
  disc(r * size);
  if (fill === 1) ctx.fill();
  ctx.stroke();
  ctx.globalAlpha = 1;
}
// The same as shapes of an SVG drawing: around (x, y).
function dotShapes(x, y, grade, size = 1) {
  const { r, fill } = dotLook(grade), wide = r * size;
  const parts = [svg("circle",
    { cx: x, cy: y, r: wide, fill: fill === 1 ? colors.soft : colors.stripe, stroke: colors.soft, "stroke-width": 1.1 })];
  if (fill === 0.5) parts.push(svg("path", { d: `M${x},${y - wide}A${wide},${wide},0,0,0,${x},${y + wide}Z`, fill: colors.soft }));
  return parts;
}
function dotSign(grades, size = 1.35) {
  const wide = grades.length * 11;
  const mark = svg("svg", { class: "sym dots", viewBox: `0 0 ${wide} 12`, width: wide, height: 12, "aria-hidden": "true" });
  grades.forEach((grade, i) => mark.append(...dotShapes(5.5 + i * 11, 6, grade, size)));
  return mark;
}
// Dots beside what they count, with words for those who do not see them.
function evidence(edge) {
  const { grades } = dotsOf(edge), all = gradesOf(edge);
  const words = t("evidence", all.length, t(GRADES[all[0]] ?? "unknownGrade"));
  return el("span", { class: "evidence", role: "img", "aria-label": words, title: words }, dotSign(grades),
    all.length > grades.length ? String(all.length) : "");
}

// The legend of both: every stage that occurs under its line, and what each dot stands for.
function evidenceSigns() {
  const here = data.edges.filter((edge) => isInView(edge));
  const used = Object.keys(PHASES).filter((phase) => here.some((edge) => phaseOf(edge) === phase));
  const grades = GRADES.map((_, grade) => grade).filter((grade) => data.sources.some((_, i) => gradeOf(i + 1) === grade));
  if (!here.length) return [];
  const base = relations.get(data.relations[0].id);
  const line = (phase) => {
    const { width, dash, pale = 1 } = PHASES[phase];
    const mark = stroke({ ...base, width: 2.4 * width, dash: dash ?? [] }, 0.8);
    mark.style.opacity = pale;
    return mark;
  };
  const meaning = (phase) => data.stages.filter((stage) => stage.phase === phase).map(name).join(t("listed"));
  return [el("h2", {}, t("stageSigns")),
    ...used.map((phase) => el("p", { class: "sign wide" }, el("span", {}, line(phase)),
      el("span", {}, t(`phase_${phase}`), meaning(phase) ? inBrackets(meaning(phase)) : ""))),
    el("details", { id: "stageWords" }, el("summary", {}, t("stageWords")),
      el("dl", { class: "small" }, ...data.stages.filter(({ define }) => define).flatMap((stage) =>
        [el("dt", {}, headed(name(stage))), el("dd", {}, name(stage.define))]))),
    el("h2", {}, t("dotSigns")),
    ...grades.map((grade) => el("p", { class: "sign wide", title: name(data.reliabilities[grade].define) },
      el("span", {}, dotSign([grade])), el("span", {}, t(GRADES[grade])))),
    el("p", { class: "small" }, t("dotNote", MOST_DOTS))];
}
