// Search by characters, pinyin, initials or English, over every name an entity goes by.
// Width, case, accents, spaces and punctuation do not count, as for the command line.
const fold = (text) => text.normalize("NFKC").toLowerCase().normalize("NFKD").replace(/[\p{P}\p{Z}\p{M}\p{C}]/gu, "").normalize("NFC");
// Traditional characters of the page's own names, to simplified ones: learned from its aliases.
const simple = new Map(Object.entries(data.traditional));
const plain = (text) => [...fold(text)].map((letter) => simple.get(letter) || letter).join("");
const keys = new Map(data.nodes.map((node) => [node.id, [...new Set([node.zh, node.en, ...node.names].filter(Boolean).map(plain))]]));

function find(text) {
  const query = plain(text);
  if (!query) return [];
  const scored = [];
  for (const node of data.nodes) {
    let best = 0;
    for (const key of keys.get(node.id)) {
      if (key === query) best = Math.max(best, 4);
      else if (key.startsWith(query)) best = Math.max(best, 3);
      else if (query.length > 1 && key.includes(query)) best = Math.max(best, 2);
    }
    if (best) scored.push([best, node]);
  }
  const rank = (node) => (node.level === null ? 9 : node.level);
  scored.sort(([p, a], [q, b]) => q - p || rank(a) - rank(b) || b.ties - a.ties || a.zh.length - b.zh.length || (a.id < b.id ? -1 : 1));
  return scored.map(([, node]) => node);
}

// Pairings by what they join and their fields, in any order: 盘锦 无锡, 丹东旅游, "tourism dandong". Each word stands for
// another of these, and one of them for an end.
const fieldKeys = new Map(data.fields.map((field) => [field.id, [field.zh, field.en].filter(Boolean).map(plain)]));
const countOfField = (id) => data.edges.filter((edge) => isPairing(edge) && ofField(edge, id)).length;
function findFields(text) {
  const query = plain(text);
  return query.length < 2 ? [] : data.fields.filter(({ id }) => countOfField(id) && fieldKeys.get(id).some((key) => key.startsWith(query)));
}
function findRelations(text) {
  const words = text.trim().split(/\s+/).map(plain).filter(Boolean), whole = words.join("");
  const tellings = words.length > 1 ? [words]
    : [...whole].map((_, i) => [whole.slice(0, i), whole.slice(i)]).slice(2, -1);
  const begins = (word) => (key) => key.startsWith(word) && word.length > 1;
  const fits = (edge, telling) => {
    const ends = [edge.a, edge.b].map((id) => keys.get(id));
    const topics = edge.fields.flatMap((field) => [...widerOf(field.id)]).map((id) => fieldKeys.get(id));
    const parts = [...ends, ...topics], taken = new Set();
    return telling.every((word) => {
      const found = parts.findIndex((names, i) => !taken.has(i) && names.some(begins(word)));
      if (found >= 0) taken.add(found);
      return found >= 0;
    }) && (taken.has(0) || taken.has(1));
  };
  const found = data.edges.filter((edge) => edge.claim && isPairing(edge)
    && tellings.some((telling) => telling.length > 1 && fits(edge, telling)));
  return found.sort((p, q) => Number(q.fields.length > 0) - Number(p.fields.length > 0) || (p.claim_zh < q.claim_zh ? -1 : 1));
}

// Makes an input with a list under it a search for one entity, and for relations where `also` finds them.
function searchable(input, list, choose, also = () => []) {
  let found = [], current = 0;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = () => {
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(Boolean(found.length) && i === current)));
    if (found.length) {
      input.setAttribute("aria-activedescendant", `${list.id}-${current}`);
      list.children[current]?.scrollIntoView({ block: "nearest" });
    }
  };
  const pick = (thing) => {
    close();
    if (thing) choose(thing);
  };
  const sign = (thing) => (fields.has(thing.id) ? el("span", { class: "sym" }, "▤")
    : edges.has(thing.id) ? stroke(relations.get(thing.relation)) : symbol(thing, thing.type === "open"));
  const words = (thing) => (fields.has(thing.id) ? [headed(name(thing)), t("fieldHit", countOfField(thing.id))]
    : edges.has(thing.id) ? [claimName(thing), lineChoices(thing)[0]] : [name(thing), other(thing)]);
  input.addEventListener("input", () => {
    found = [...also(input.value).slice(0, 6), ...find(input.value)].slice(0, 12);
    current = 0;
    list.replaceChildren(...(found.length ? found.map((thing, i) =>
      el("li", { role: "option", id: `${list.id}-${i}`,
        onmousedown: (event) => event.preventDefault(), onclick: () => pick(thing) },
      sign(thing), ...words(thing).map((part, j) => el("span", j ? { class: "second" } : {}, part))))
      : [el("li", { role: "option", "aria-disabled": "true" }, t("noHit"))]));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (found.length) current = (current + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      mark();
    } else if (event.key === "Enter" && !list.hidden) pick(found[current]);
    else if (event.key === "Escape") { close(); input.blur(); }
  });
  input.addEventListener("blur", close);
}
// The same as a field of a form, with its label.
function combo(id, label, value, choose) {
  const input = el("input", { id, type: "text", autocomplete: "off", spellcheck: "false",
    role: "combobox", "aria-expanded": "false",
    "aria-controls": `${id}Hits`, "aria-autocomplete": "list" });
  input.value = value || "";
  input.addEventListener("focus", () => input.select());
  const list = el("ul", { class: "hits", id: `${id}Hits`, role: "listbox", "aria-label": label, hidden: true });
  searchable(input, list, choose);
  return el("div", { class: "combo" }, el("label", { for: id }, label), el("div", { class: "search" }, input, list));
}

function setUpSearch() {
  const input = $("search");
  searchable(input, $("hits"), (node) => {
    input.value = "";
    if (fields.has(node.id)) return setField(node.id);
    if (edges.has(node.id)) return selectEdge(node.id);
    if (!isDrawing() || (state.view !== "network" && !isPlaced(node.id))) setView("network");
    return select(node.id);
  }, (text) => [...findFields(text).slice(0, 2), ...findRelations(text).slice(0, 4)]);
}
