// Numbered sources under what they support, and how to cite them.
const marks = (refs) => [...new Set(refs.map(([number]) => number))].map((number) => el("a", { class: "ref", href: `#note-${number}`, onclick: (event) => {
  event.preventDefault();
  document.getElementById(`note-${number}`)?.scrollIntoView({ block: "nearest" });
} }, `[${number}]`));

const whereIn = ([, locator, begin, end]) => [locator, begin === null ? null : t("characters", begin, end)].filter(Boolean).join(comma());

function footnotes(lists) {
  const spans = new Map();
  const corrections = new Map();
  for (const ref of lists.flat()) {
    if (!spans.has(ref[0])) {
      spans.set(ref[0], new Set());
      corrections.set(ref[0], new Set());
    }
    for (const note of ref[4] || []) corrections.get(ref[0]).add(name(note));
    const where = whereIn(ref);
    if (where) spans.get(ref[0]).add(where);
  }
  if (!spans.size) return [];
  const items = [...spans.keys()].sort((a, b) => a - b).map((number) => {
    const source = data.sources[number - 1];
    const places = [...spans.get(number)];
    return el("li", { id: `note-${number}` }, el("span", { class: "number" }, `[${number}]`), source.title,
      el("div", { class: "meta" }, sourceWords(source)),
      places.length ? el("div", { class: "meta" }, ...places.map((where, i) => el("span", {}, where, i < places.length - 1 ? (isZh() ? "；" : "; ") : ""))) : null,
      ...[...corrections.get(number)].map((note) => el("div", { class: "meta correction" }, note)),
      el("div", {}, link(source), el("button", { class: "link", type: "button", onclick: () => copy(cite(source, places)) }, t("copyCitation"))));
  });
  return [el("h2", {}, t("sources")), el("ol", {}, ...items)];
}
function sourceWords(source) {
  const date = source.issued ? source.issued + (source.inferred ? inBrackets(t("inferredDate")) : "") : t("undated");
  const kind = data.strings[source.reliability] ? t(source.reliability) : source.reliability;
  return [source.publisher || t("unpublished"), date, kind].filter(Boolean).join("\u00a0· ");
}
const isAddress = (url) => /^https?:\/\//.test(url || "");
const link = (source) => (isAddress(source.url) ? el("a", { class: "gap", href: source.url, target: "_blank", rel: "noreferrer noopener" }, t("link")) : null);

// GB/T 7714 in Chinese, APA in English; where in the text; and which build of the data said so.
function cite(source, places) {
  const read = t("citeData", name(data.meta.title), data.meta.data_version, data.meta.build);
  const at = places.join(isZh() ? "；" : "; ");
  if (isZh()) {
    const date = source.issued ? `（${source.issued}${source.inferred ? "，推定" : ""}）` : "";
    const head = `${source.publisher ? `${source.publisher}. ` : ""}${source.title}${isAddress(source.url) ? "[EB/OL]" : "[Z]"}. ${date}`;
    return [head.trim().replace(/\.$/, ""), isAddress(source.url) ? source.url : "", at, read].filter(Boolean).join(". ") + ".";
  }
  const date = source.issued ? ` (${source.issued.replaceAll("-", "/")}${source.inferred ? ", inferred" : ""}).` : " (n.d.).";
  return [`${source.publisher || t("unpublished")}.${date} ${source.title}`, isAddress(source.url) ? source.url : "", at, read].filter(Boolean).join(". ") + ".";
}

// From disk or inside a notebook the clipboard may be closed: then the old way.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { class: "offscreen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  state.copied = text;
  $("status").textContent = t("copied");
}
