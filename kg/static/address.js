// The address holds what is seen, so that a link opens the same:
// #place/dalian, #claim=…, #path=a,b, #compare=a,b; &view= &lang= &year= &undated=0
// &field= &from= &to= &colour= &size= &region= &show= &hide= &relations=
// and the keys of facets.js
const claimIds = new Map();
for (const edge of data.edges) if (edge.claim && !claimIds.has(shortClaim(edge.claim))) claimIds.set(shortClaim(edge.claim), edge.id);
function shortClaim(iri) {
  return iri.split("/id/").pop();
}
const encode = (text) => encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%2C", ",");
const decode = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

function hashParts() {
  const parts = [];
  const add = (key, value) => parts.push(`${key}=${encode(value)}`);
  if (state.selected) parts.push(encode(state.selected));
  if (state.kind === "claim") add("claim", edges.get(state.claim).claim ? shortClaim(edges.get(state.claim).claim) : state.claim);
  if (state.kind === "path" && state.path.from && state.path.to)
    add("path", [state.path.from, state.path.to].map(encode).join(",").replaceAll("%", "%25"));
  if (state.kind === "path" && !state.path.within) add("without", "within");
  if (state.kind === "compare") add("compare", state.compare.map(encode).join(",").replaceAll("%", "%25"));
  if (state.view !== data.view) add("view", state.view);
  if (state.lang !== data.lang) add("lang", state.lang);
  if (state.year !== null) add("year", String(state.year));
  if (state.year !== null && !state.undated) add("undated", "0");
  if (state.field) add("field", state.field.split("/").pop());
  for (const { key } of FACETS) if (state.facets[key]) add(key, shortId(key, state.facets[key]));
  for (const end of ["from", "to"]) if (state[end] !== null) add(end, String(state[end]));
  if (state.lineColour !== "relation") add("colour", state.lineColour);
  if (state.view === "matrix" && state.matrix !== "sides") add("matrix", state.matrix);
  if (state.size !== data.opening.size) add("size", state.size);
  if (state.view === "geo" && state.region) add("region", state.region);
  const hidden = hiddenHere();
  const usual = new Set(state.view === "network" ? data.classes.filter((c) => !c.first).map((c) => c.id) : []);
  const hide = [...hidden].filter((id) => !usual.has(id)), show = [...usual].filter((id) => !hidden.has(id));
  if (hide.length) add("hide", hide.join(","));
  if (show.length) add("show", show.join(","));
  const off = [...state.hiddenRelations].filter((id) => id !== "within");
  if (off.length) add("without-relations", off.join(","));
  if (!state.hiddenRelations.has("within")) add("within", "1");
  return parts;
}
function writeHash() {
  // In a notebook's frame there is no address to write.
  if (!kg.ready || location.protocol === "about:") return;
  const parts = hashParts();
  history.replaceState(null, "", parts.length ? `#${parts.join("&")}` : location.pathname + location.search);
}

function readHash() {
  const wanted = { view: data.view, lang: data.lang, node: null };
  const given = location.hash.slice(1).split("&").filter(Boolean);
  for (const part of given) {
    const at = part.indexOf("=");
    const key = at < 0 ? "" : part.slice(0, at), words = decode(at < 0 ? part : part.slice(at + 1));
    if (at < 0 && (nodes.has(words) || words.startsWith("group:"))) wanted.node = words;
    else if (at < 0 && words.startsWith("source-")) wanted.view = "list";
    else if (key === "path" || key === "compare") wanted[key] = words.split(",").map(decode);
    else if (key) wanted[key] = words;
  }
  if (!given.length) Object.assign(wanted, { node: data.opening.select, path: data.opening.path.length ? data.opening.path : undefined });
  return wanted;
}
// A facet that occurs on no relation of this page is not asked.
function readFacets(wanted) {
  state.facets = {};
  for (const { key } of FACETS) {
    const known = new Set(wanted[key] ? data.edges.flatMap((edge) => [...facetIds(edge, key)]) : []);
    const id = [...known].find((one) => shortId(key, one) === wanted[key]);
    if (id) state.facets[key] = id;
  }
  for (const end of ["from", "to"]) state[end] = years && /^\d{4}$/.test(wanted[end] || "") ? Number(wanted[end]) : null;
  state.lineColour = wanted.colour === "field" ? "field" : "relation";
}
function openHash() {
  const wanted = readHash();
  state.size = data.measures.includes(wanted.size) ? wanted.size : data.opening.size;
  state.year = years && /^\d{4}$/.test(wanted.year || "") ? Number(wanted.year) : null;
  state.undated = wanted.undated !== "0";
  state.field = fields.has(`field/${wanted.field}`) ? `field/${wanted.field}` : "";
  readFacets(wanted);
  state.matrix = wanted.matrix in MATRICES ? wanted.matrix : "sides";
  frameRegion(wanted.region);
  for (const id of (wanted["without-relations"] || "").split(",")) if (relations.has(id)) state.hiddenRelations.add(id);
  if (wanted.within === "1") state.hiddenRelations.delete("within");
  if (wanted.lang !== state.lang) setLang(wanted.lang);
  state.view = VIEWS.includes(wanted.view) ? wanted.view : data.view;
  for (const id of (wanted.hide || "").split(",")) if (classes.has(id)) hiddenHere().add(id);
  for (const id of (wanted.show || "").split(",")) hiddenHere().delete(id);
  setView(state.view);
  if (wanted.path?.length === 2) showPath(...wanted.path, wanted.without !== "within");
  else if (wanted.compare) showCompare(wanted.compare);
  else if (wanted.claim) selectEdge(claimIds.get(wanted.claim) || wanted.claim);
  else select(wanted.node);
}
