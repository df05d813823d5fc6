// Time: which claims may hold in a year, and what becomes of those without a date.
const isDated = (edge) => Boolean(edge.when);
const years = (() => {
  const found = data.edges.filter((edge) => isDated(edge) && relations.get(edge.relation).tie)
    .flatMap((edge) => edge.when.slice(0, 4)).filter(Boolean).map((day) => Number(day.slice(0, 4)));
  return found.length ? { first: Math.min(...found), last: Math.max(...found) } : null;
})();

// Whether a claim held from the first to the last day asked about: "certain", "possible" or null.
// The rule is that of docs/time.md; a test runs its truth table through this function.
function holding([begun, begunLatest, ended, endedLatest, stated], first, last) {
  if ((begun && begun > last) || (endedLatest && endedLatest < first)) return null;
  const upheld = ended || stated;
  return begunLatest && begunLatest <= first && upheld && upheld >= last ? "certain" : "possible";
}
const inYear = (edge) => holding(edge.when, `${state.year}-01-01`, `${state.year}-12-31`);

// What has no date is drawn or not, as chosen.
function inTime(edge) {
  if (state.year === null || !relations.get(edge.relation).tie) return true;
  return isDated(edge) ? inYear(edge) !== null : state.undated;
}
const inSight = (edge) => !state.hiddenRelations.has(edge.relation) && inTime(edge) && isAsked(edge);
// What the view can draw, whatever is filtered.
const isInView = (edge) => relations.get(edge.relation).tie
  && (["pairs", "matrix"].includes(state.view) ? isPairing(edge) : !isDrawing() || (mayStand.has(edge.a) && mayStand.has(edge.b)));

// The slider with its words; its last stop is "any time". It speaks of what the view can draw.
function timeControl() {
  if (!years) return null;
  const here = data.edges.filter((edge) => isInView(edge) && isAsked(edge));
  const dated = here.filter(isDated), undated = here.length - dated.length;
  const off = years.last + 1;
  const slider = el("input", { type: "range", id: "year", min: years.first, max: off, step: 1, "aria-labelledby": "yearLabel" });
  slider.value = state.year ?? off;
  const words = state.year === null ? t("timeAll") : t("timeAt", state.year);
  slider.setAttribute("aria-valuetext", words);
  slider.addEventListener("input", () => setYear(Number(slider.value) === off ? null : Number(slider.value)));
  const drawn = dated.filter(inTime), unsure = state.year === null ? [] : drawn.filter((edge) => inYear(edge) === "possible");
  const parts = [
    el("div", { class: "head" }, el("h2", { id: "yearLabel" }, t("time")), el("output", { for: "year", id: "yearWords" }, words)),
    slider,
    el("p", { class: "small", id: "yearNote" },
      state.year === null ? t("timeOff", dated.length, undated)
      : t("timeNote", drawn.length, dated.length - drawn.length, unsure.length)),
  ];
  if (state.year !== null) {
    const box = el("input", { type: "checkbox", id: "undated" });
    box.checked = state.undated;
    box.addEventListener("change", () => { state.undated = box.checked; refilter("undated"); });
    parts.push(el("label", { class: "plain" }, box, el("span", {}, t("timeUndated", undated))));
  }
  return el("div", { class: "control" }, ...parts);
}
function setYear(value) {
  state.year = value === null || !years ? null : Math.max(years.first, Math.min(years.last, value));
  refilter("year");
}
