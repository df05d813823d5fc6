// Time: which claims may hold in a year, and what becomes of those without a date.
const years = (() => {
  const found = data.edges.filter((edge) => relations.get(edge.relation).tie)
    .flatMap((edge) => [edge.from, edge.until]).filter(Boolean).map((date) => Number(date.slice(0, 4)));
  return found.length ? { first: Math.min(...found), last: Math.max(...found) } : null;
})();
const isDated = (edge) => Boolean(edge.from || edge.until);

// Begun by that year and not ended before it; what has no date is drawn or not, as chosen.
function inTime(edge) {
  if (state.year === null || !relations.get(edge.relation).tie) return true;
  if (!isDated(edge)) return state.undated;
  return (!edge.from || Number(edge.from.slice(0, 4)) <= state.year) && (!edge.until || Number(edge.until.slice(0, 4)) >= state.year);
}
const inSight = (edge) => !state.hiddenRelations.has(edge.relation) && inTime(edge);

// The slider with its words; its last stop is "any time". It speaks of what the view can draw.
function timeControl() {
  if (!years) return null;
  const inView = { pairs: (edge) => edge.relation === "Pairing", list: () => true }[state.view] || ((edge) => placed.has(edge.a) && placed.has(edge.b));
  const here = data.edges.filter((edge) => relations.get(edge.relation).tie && inView(edge));
  const dated = here.filter(isDated), undated = here.length - dated.length;
  const off = years.last + 1;
  const slider = el("input", { type: "range", id: "year", min: years.first, max: off, step: 1, "aria-labelledby": "yearLabel" });
  slider.value = state.year ?? off;
  const words = state.year === null ? t("timeAll") : t("timeAt", state.year);
  slider.setAttribute("aria-valuetext", words);
  slider.addEventListener("input", () => setYear(Number(slider.value) === off ? null : Number(slider.value)));
  const drawn = dated.filter(inTime).length;
  const parts = [
    el("div", { class: "head" }, el("h2", { id: "yearLabel" }, t("time")), el("output", { for: "year", id: "yearWords" }, words)),
    slider,
    el("p", { class: "small", id: "yearNote" }, state.year === null ? t("timeOff", dated.length, undated) : t("timeNote", drawn, dated.length - drawn)),
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
