// What the page was given, indexed once; and the few words everything else is written in.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("kg-data");

const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const classes = new Map(data.classes.map((entry) => [entry.id, entry]));
const relations = new Map(data.relations.map((entry) => [entry.id, entry]));
const isPairing = (edge) => relations.get(edge.relation).pairing;
const groups = new Map(data.groups.map((group) => [group.iri, group]));
const programmes = new Map(data.programmes.map((programme) => [programme.iri, programme]));

// Inside a page of ours, which has the title, the sentence, the languages and the sources itself.
const small = self !== top && new URLSearchParams(location.search).has("plain");

const state = {
  view: data.view,
  lang: data.lang,
  // What the page is about now: none, node, group, claim, path or compare; and which.
  kind: "none",
  selected: null,
  claim: null,
  path: null,
  compare: [],
  hover: null,
  hoverLine: null,
  // The map draws provinces for all that lies in them.
  gathered: false,
  // Each view hides its own classes; the network begins with those that people ask about first.
  hidden: { pairs: new Set(), network: new Set(data.classes.filter((c) => !c.first).map((c) => c.id)), geo: new Set(), list: new Set(),
    matrix: new Set() },
  hiddenRelations: new Set(["within"]),
  // Drawn in the network though their class is not: what was asked for by name.
  extra: new Set(),
  year: null,
  undated: true,
  field: "",
  // What else is asked: facet -> id; the years in which something began.
  facets: {},
  from: null,
  to: null,
  // The answer is put away, as on a telephone, to see the drawing.
  shut: false,
  // The columns are laid out for paper: what is selected alone.
  paper: false,
  lineColour: "relation",
  matrix: "sides",
  size: data.opening.size,
  region: "",
};
// The other views are pages of their own.
const VIEWS = ["pairs", "network", "geo", "matrix", "list"];
const isDrawing = () => !["list", "matrix"].includes(state.view);
const hiddenHere = () => state.hidden[state.view];

// node id -> [{edge, other}], in the order of the edges
const touching = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  touching.get(edge.a).push({ edge, other: edge.b });
  if (edge.a !== edge.b) touching.get(edge.b).push({ edge, other: edge.a });
}

const t = (key, ...values) =>
  data.strings[key][state.lang].replace(/\{(\d)\}/g, (_, number) => String(values[Number(number)]));
const name = (thing) => thing[state.lang] || thing.zh || thing.en || "";
const other = (thing) => (state.lang === "zh" ? thing.en : thing.zh) || "";
// What stands at the head of a line or a list: English begins it with a capital.
const headed = (words) => words.charAt(0).toUpperCase() + words.slice(1);
const isZh = () => state.lang === "zh";
const colon = () => (isZh() ? "：" : ": ");
const comma = () => (isZh() ? "，" : ", ");
const inBrackets = (words) => (isZh() ? `（${words}）` : ` (${words})`);

// Builds an element; text only ever goes in as text.
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
const $ = (id) => document.getElementById(id);

function period(edge) {
  if (!edge.from && !edge.until) return edge.conflicts.includes("from") ? t("sinceYear", year(edge)) : "";
  return edge.until ? `${edge.from || ""}–${edge.until}` : edge.from;
}
// 2018-03 as a year, for the lines of the drawing; where sources differ, from the earliest to the latest: 2016–17
function year(edge) {
  if (edge.from) return edge.from.slice(0, 4);
  if (!edge.conflicts.includes("from")) return "";
  const [first, last] = edge.when.slice(0, 2).map((day) => day?.slice(0, 4) ?? "");
  return first === last ? first : `${first}–${first.slice(0, 2) === last.slice(0, 2) ? last.slice(2) : last}`;
}
