// What answers what is asked, in the order of the drawing's data, each relation with its sources.
const AT_FIRST = 60;
let answerWhole = false;
function askedWords() {
  const begunWords = isBegunAsked()
    ? t(state.to === null ? "begunSince" : state.from === null ? "begunUntil" : "begunBetween", state.from, state.to) : "";
  return [state.field && name(fields.get(state.field)), begunWords,
    ...FACETS.filter(({ key }) => state.facets[key])
      .map(({ key }) => `${t(`facet_${key}`)}${colon()}${facetWords(key, state.facets[key])}`)]
    .filter(Boolean).join(isZh() ? "；" : "; ");
}
function answer() {
  const found = data.edges.filter((edge) => isOfView(edge) && isAsked(edge))
    .sort((p, q) => Number(isPairing(q)) - Number(isPairing(p)) || (isBegunAsked() ? (begunDay(p) < begunDay(q) ? -1 : 1) : 0));
  const shown = answerWhole ? found : found.slice(0, AT_FIRST), rest = found.length - shown.length;
  const lost = state.view === "geo" ? found.filter((edge) => !isInView(edge)).length : 0;
  const unsure = isBegunAsked() ? found.filter((edge) => begun(edge) === "possible").length : 0;
  const undated = isBegunAsked()
    ? data.edges.filter((edge) => isOfView(edge) && inField(edge) && inFacets(edge) && !edge.when?.[0]).length : 0;
  const line = (edge) => el("li", { class: "tie claim" }, stroke(relations.get(edge.relation)),
    el("button", { class: "link", type: "button", onclick: () => selectEdge(edge.id) }, claimName(edge)),
    el("span", { class: "right" }, year(edge), ...marks(edge.refs)),
    el("span", { class: "extra" }, evidence(edge), " ",
      [edge.fields.map(name).join(t("listed")), edge.stage && name(edge.stage)].filter(Boolean).join("\u00a0· "),
      edge.apart ? el("span", { class: "flag" }, ` ⚠ ${apartShort(edge)}`) : null));
  return [el("h2", {}, `${headed(askedWords())}${inBrackets(found.length)}`),
    found.length ? null : el("p", {}, t("noAnswer")),
    unsure ? el("p", { class: "small" }, t("begunUnsure", unsure)) : null,
    lost ? el("p", { class: "small" }, t("answerLost", lost)) : null,
    undated ? el("p", { class: "small" }, t("begunUndated", undated)) : null,
    el("ul", {}, ...shown.map(line)),
    rest ? el("p", {}, el("button", { type: "button", id: "answerRest",
      onclick: () => { answerWhole = true; showPanel(); } }, t("answerRest", rest))) : null,
    ...footnotes(shown.map((edge) => edge.refs))];
}
const begunDay = (edge) => edge.when?.[0] ?? "";
