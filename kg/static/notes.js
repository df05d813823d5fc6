// Numbered sources under what they support, and how to cite them.
const marks = (refs) => [...new Set(refs.map(([number]) => number))]
  .map((number) => el("a", { class: "ref", href: `#note-${number}`, onclick: (event) => {
  event.preventDefault();
  document.getElementById(`note-${number}`)?.scrollIntoView({ block: "nearest" });
} }, `[${number}]`));

// Places in one text, in its order: "para. 2, characters 320–337, 363–380".
function placesIn(refs) {
  const byLocator = new Map();
  for (const [, locator, begin, end] of [...refs].sort((p, q) => (p[2] ?? -1) - (q[2] ?? -1) || (p[3] ?? -1) - (q[3] ?? -1))) {
    if (!byLocator.has(locator)) byLocator.set(locator, new Set());
    if (begin !== null) byLocator.get(locator).add(`${begin}–${end}`);
  }
  return [...byLocator].map(([locator, spans]) => {
    const characters = spans.size ? t("characters", [...spans].join(isZh() ? "、" : ", ")) : null;
    return [isZh() ? locator : data.locators[locator] ?? locator, characters].filter(Boolean).join(comma());
  }).filter(Boolean);
}

// No line ends within "320–337".
const unbroken = (words) => words.split(/(\d+–\d+)/).map((part, i) => (i % 2 ? el("span", { class: "whole" }, part) : part));

function footnotes(lists) {
  const bySource = new Map();
  for (const ref of lists.flat()) {
    if (!bySource.has(ref[0])) bySource.set(ref[0], []);
    bySource.get(ref[0]).push(ref);
  }
  if (!bySource.size) return [];
  const items = [...bySource.keys()].sort((a, b) => a - b).map((number) => {
    const source = data.sources[number - 1], refs = bySource.get(number), places = placesIn(refs);
    const corrections = new Set(refs.flatMap((ref) => ref[4] || []).map(name));
    return el("li", { id: `note-${number}` }, el("span", { class: "number" }, `[${number}]`),
      isZh() ? source.title : source.title_en || source.title,
      isZh() || !source.title_en ? null : el("div", { class: "meta", lang: "zh-Hans" }, source.title),
      el("div", { class: "meta" }, sourceWords(source)),
      places.length ? el("div", { class: "meta" },
        ...places.map((where, i) => el("span", {}, ...unbroken(where),
          i < places.length - 1 ? (isZh() ? "；" : "; ") : ""))) : null,
      ...[...corrections].map((note) => el("div", { class: "meta correction" }, note)),
      el("div", {}, link(source),
        el("button", { class: "link", type: "button", onclick: () => copy(cite(source, places)) }, t("copyCitation"))));
  });
  return [el("h2", {}, t("sources")), el("ol", {}, ...items)];
}
function sourceWords(source) {
  const date = source.issued ? source.issued + (source.inferred ? inBrackets(t("inferredDate")) : "") : t("undated");
  const kind = data.strings[source.reliability] ? t(source.reliability) : source.reliability;
  return [source.publisher || t("unpublished"), date, kind].filter(Boolean).join("\u00a0· ");
}
const isAddress = (url) => /^https?:\/\//.test(url || "");
const link = (source) => (isAddress(source.url)
  ? el("a", { class: "gap", href: source.url, target: "_blank", rel: "noreferrer noopener" }, t("link"))
  : null);

// GB/T 7714 in Chinese, APA in English, as `kg cite` writes them; the place in the text goes in here.
function cite(source, places) {
  const at = places.join(isZh() ? "；" : "; ");
  const text = source.cite[state.lang];
  return at ? text.replace("{place}", () => at) : text.replace(/(\. | \()\{place\}\)?/, "");
}

// From disk or inside a notebook the clipboard may be closed: then the old way.
async function copy(text, said = "copied") {
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
  $("status").textContent = t(said);
}
