// Geographic view: frames to choose from, made of the data: sides of programmes, then provinces.
const regions = (() => {
  const found = new Map();
  const at = data.views.geo.at;
  const add = (id, label, members) => {
    const drawn = members.filter((key) => at[key]);
    if (drawn.length >= 3) found.set(id, { label, members: drawn });
  };
  for (const side of data.programmes.flatMap((programme) => programme.sides)) {
    const covers = new Set(side.covers);
    add(side.id, side,
      data.nodes.filter((node) => covers.has(node.id) || node.within.some((key) => covers.has(key))).map((node) => node.id));
  }
  for (const top of data.nodes.filter((node) => node.level === 0)) {
    add(top.id, top, data.nodes.filter((node) => node.id === top.id || node.within.includes(top.id)).map((node) => node.id));
  }
  return found;
})();
let regionMembers = new Set();
const inRegion = () => [...placed.values()].filter((spot) => regionMembers.has(spot.id));
function buildRegions() {
  const choice = el("select", { id: "region", "aria-label": t("region") }, el("option", { value: "" }, t("regionAll")),
    ...[...regions].map(([id, { label }]) => el("option", { value: id }, name(label))));
  choice.value = state.region;
  choice.addEventListener("change", () => setRegion(choice.value));
  $("regions").hidden = state.view !== "geo" || !regions.size;
  $("regions").replaceChildren(el("span", { "aria-hidden": "true" }, t("region")), choice);
}
function setRegion(id) {
  frameRegion(id);
  fit();
  refresh();
  writeHash();
  if ($("region")) $("region").value = state.region;
}
function frameRegion(id) {
  state.region = regions.has(id) ? id : "";
  regionMembers = new Set(regions.get(state.region)?.members || []);
}
