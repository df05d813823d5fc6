// Taking it along: PNG and SVG of what is seen, JSON of what the page knows, and the printed page.
function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const anchor = el("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
const fileName = (ending) => `kg-${state.view}-${(data.meta.build || "").slice(0, 12)}.${ending}`;
const asDrawn = () => (!isDrawing() ? setView("pairs") : undefined);
// Of hundreds of rows those that are selected.
const exported = () => (state.view === "pairs" && lit ? onPaper(picture) : picture());
const svgText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(exported())}\n`;

function exportSvg() {
  asDrawn();
  save(fileName("svg"), new Blob([svgText()], { type: "image/svg+xml" }));
}
// Twice the size on the screen: sharp in print and on slides.
function exportPng() {
  asDrawn();
  const drawing = exported();
  const [width, height] = ["width", "height"].map((key) => Number(drawing.getAttribute(key)));
  const image = new Image();
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" }));
  image.onload = () => {
    const sheet = document.createElement("canvas");
    // Browsers refuse canvases past some size.
    const ratio = Math.min(2, 16000 / Math.max(width, height));
    sheet.width = Math.round(width * ratio);
    sheet.height = Math.round(height * ratio);
    sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
    URL.revokeObjectURL(address);
    sheet.toBlob((blob) => save(fileName("png"), blob), "image/png");
  };
  image.src = address;
}

// In the words of the command line's JSON: entities, relations between them, and their sources.
function asJson() {
  const entity = (node) => ({ iri: node.type === "open" ? null : node.iri, id: node.type === "open" ? null : node.id,
    type: node.type, zh: node.zh, en: node.en });
  const cited = (refs) => refs.map(([number, locator, start, end, corrections]) => ({
    ...data.sources[number - 1], locator, start, end, ...(corrections && { corrections }) }));
  return {
    title: data.meta.title, sentence: data.meta.sentence,
    build: data.meta.build, data_date: data.meta.data_date, data_version: data.meta.data_version,
    entities: data.nodes.map((node) => ({ ...entity(node), lat: node.lat, long: node.long, ties: node.ties, measures: node.measures,
      facts: node.facts.map((fact) => ({
        property: fact.property, zh: fact.zh, en: fact.en, value: fact.value, sources: cited(fact.refs) })) })),
    relations: data.edges.map((edge) => ({ from: entity(nodes.get(edge.a)), to: entity(nodes.get(edge.b)),
      relation: edge.relation, claim: edge.claim || null,
      form: edge.form || null, fields: edge.fields, stage: edge.stage || null,
      progress: (edge.progress || []).map(({ refs, ...step }) => ({ ...step, sources: cited(refs) })), programme: edge.programme || null,
      validFrom: edge.from || null, validUntil: edge.until || null,
      conflicts: edge.conflicts, inferred: edge.inferred, sources: cited(edge.refs) })),
    groups: data.groups.map(({ refs, ...group }) => ({ ...group, sources: cited(refs) })),
    sources: data.sources,
  };
}
// True points, WGS 84, with what stands at each; as the gazetteer has them.
function asGeojson() {
  const features = data.nodes.filter(({ lat, long }) => typeof lat === "number" && typeof long === "number").map((node) => ({
    type: "Feature", id: node.iri, geometry: { type: "Point", coordinates: [node.long, node.lat] },
    properties: { id: node.id, type: node.type, zh: node.zh, en: node.en, ties: node.ties,
      pairings: new Set(touching.get(node.id).filter(({ edge }) => isPairing(edge)).map(({ edge }) => edge.claim)).size } }));
  return { type: "FeatureCollection", build: data.meta.build, features };
}
const exportGeojson = () => save(fileName("geojson"), new Blob([JSON.stringify(asGeojson())], { type: "application/geo+json" }));
const exportJson = () => save(fileName("json"), new Blob([JSON.stringify(asJson(), null, 1)], { type: "application/json" }));

// The relations of this view that answer what is asked, a row each; a text that a spreadsheet would compute stays text.
function asCsv() {
  const cell = (value) => {
    const text = String(value ?? ""), safe = /^[=+\-@\t\r]/.test(text) ? ` ${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const heads = ["claim", "relation", "from", "to", "field", "form", "stage", "programme", "since", "until", "conflicts", "source", "url"];
  const rows = data.edges.filter((edge) => isOfView(edge) && isAsked(edge)).map((edge) => {
    const told = sourcesOfEdge(edge).map((number) => data.sources[number - 1]);
    return [edge.claim, name(relations.get(edge.relation)), name(nodes.get(edge.a)), name(nodes.get(edge.b)),
      edge.fields.map(name).join("|"), edge.form && name(edge.form), edge.stage && name(edge.stage),
      edge.programme && name(edge.programme), edge.from, edge.until,
      edge.conflicts.map((key) => `${key}: ${apartValues(edge, key)}`).join("|"),
      told.map(({ id }) => id).join("|"), told.map(({ url }) => url || "").join("|")];
  });
  return [heads, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
// Excel reads UTF-8 by its mark only.
const exportCsv = () => save(fileName("csv"), new Blob(["\ufeff", asCsv()], { type: "text/csv" }));

// A page to stand in another: without the words around the drawing.
function embedCode() {
  const [page, hash = ""] = location.href.split("#"), query = page.includes("?") ? "&plain=1" : "?plain=1";
  const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const address = quoted(`${page}${query}${hash ? `#${hash}` : ""}`), title = quoted(document.title);
  const tag = "iframe";
  return `<${tag} src="${address}" title="${title}" width="100%" height="640" style="border:1px solid #ccc"></${tag}>`;
}
const copyEmbed = () => copy(embedCode(), location.protocol === "file:" ? "copiedEmbed" : "copied");

// A file on this machine is nobody else's address: what is copied then is said to open here only.
const copyLink = () => copy(location.href, location.protocol === "file:" ? "copiedHere" : "copied");

function setUpExport() {
  const actions = { exportPng, exportSvg, exportCsv, exportJson, exportGeojson, copyLink, copyEmbed, printPage: () => print() };
  const menu = $("export"), isServed = Boolean(data.sheets && !data.sheets.there);
  // The server's pages may stand in no frame of another site: code for one would show nothing there.
  $("copyEmbed").hidden = isServed;
  $("noEmbed").hidden = !isServed;
  for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", () => { menu.open = false; action(); });
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details.menu[open], details.how[open]"))
      if (!open.contains(event.target)) open.open = false;
  });
  // Paper is white: the drawing goes on it as vectors, in the light colours.
  const printed = $("printed");
  let theme = null;
  addEventListener("beforeprint", () => {
    theme = document.documentElement.dataset.theme || "";
    document.documentElement.dataset.theme = "light";
    readColors();
    const told = $("panel").classList.contains("open");
    document.documentElement.classList.toggle("with-panel", told);
    if (!isDrawing()) return;
    printed.replaceChildren(...pictures(!told));
    // What is selected has its name above the drawing, and all else below it.
    if (told) ($("panel").querySelector(".sub") ?? $("panel").querySelector("h2")).after(printed);
    const { width, height } = printed.firstChild.viewBox.baseVal;
    document.documentElement.classList.toggle("across", !told && width > height * 1.05);
    document.documentElement.classList.add("with-drawing");
  });
  addEventListener("afterprint", () => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    readColors();
    printed.replaceChildren();
    $("main").before(printed);
    document.documentElement.classList.remove("with-drawing", "with-panel", "across");
    if (isDrawing()) refresh();
  });
}
