// Ask the endpoint and show what comes: as a table, as a network, as CSV.
"use strict";
(() => {
  const MOST = 1000;
  const ID = "https://w3id.org/cooperation-kg/id/", SOURCE = "https://w3id.org/cooperation-kg/source/";
  const get = (id) => document.getElementById(id);
  const words = JSON.parse(document.querySelector('meta[name="kg-words"]').content);
  const inWords = JSON.parse(document.querySelector('meta[name="kg-heads"]').content);
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const said = get("said"), table = get("table"), network = get("network"), views = get("views");
  let entities = [], last = "";

  function say(text, wrong = false) {
    said.textContent = text;
    said.classList.toggle("wrong", wrong);
  }

  async function ask(query, accept, most) {
    const form = new URLSearchParams({ query });
    if (most) form.set("max-rows", most);
    return fetch("/sparql", { method: "POST", body: form, headers: { Accept: accept, "Accept-Language": lang } });
  }

  function short(iri) { return iri.startsWith(ID) ? iri.slice(ID.length) : iri.startsWith(SOURCE) ? iri.slice(SOURCE.length) : iri; }

  function cell(term) {
    const td = document.createElement("td");
    if (!term) return td;
    if (term.type === "uri") {
      const ours = term.value.startsWith(ID) || term.value.startsWith(SOURCE);
      const link = document.createElement("a");
      link.textContent = short(term.value);
      if (ours) link.href = `${term.value.startsWith(ID) ? "/id/" : "/source/"}${short(term.value).replace(/#.*/, "")}?lang=${lang}`;
      td.append(ours ? link : term.value);
    } else {
      td.textContent = term.value;
      if (/#(integer|decimal|double)$/.test(term.datatype || "")) td.className = "number";
    }
    return td;
  }

  function rows(answer) {
    const heads = answer.head.vars, bindings = answer.results.bindings;
    const made = document.createElement("table"), head = made.createTHead().insertRow(), body = made.createTBody();
    for (const name of heads) {
      const th = document.createElement("th");
      th.scope = "col";
      // What names a thing stands beside its address: of two columns of one thing the words have it alone.
      const isAddress = heads.includes(`${name}_name`);
      th.textContent = isAddress ? words.address.replace("{n}", inWords[name] ?? name) : inWords[name] ?? name;
      th.title = `?${name}`;
      head.append(th);
    }
    for (const binding of bindings) body.insertRow().append(...heads.map((name) => cell(binding[name])));
    table.replaceChildren(made);
    const ids = bindings.flatMap((binding) => Object.values(binding)).filter((term) => term.type === "uri" && term.value.startsWith(ID));
    entities = [...new Set(ids.map((term) => short(term.value)))];
    return bindings.length;
  }

  async function show(response, begun) {
    const seconds = ((performance.now() - begun) / 1000).toFixed(2);
    const more = response.headers.get("X-SPARQL-MaxRows");
    if ((response.headers.get("Content-Type") || "").startsWith("application/sparql-results+json")) {
      const answer = await response.json();
      if ("boolean" in answer) {
        table.replaceChildren(Object.assign(document.createElement("pre"), { textContent: String(answer.boolean) }));
        say("");
        return;
      }
      const count = rows(answer);
      const text = (count === 1 ? words.row : words.rows).replace("{n}", count).replace("{t}", seconds);
      say(count === 0 ? words.none : more ? `${text} ${words.more.replace("{n}", more)}` : text);
      views.hidden = count === 0;
    } else {
      table.replaceChildren(Object.assign(document.createElement("pre"), { textContent: await response.text() }));
      say(words.triples.replace("{t}", seconds) + (more ? ` ${words.more.replace("{n}", more)}` : ""));
    }
  }

  async function run() {
    last = get("query").value;
    entities = [];
    views.hidden = true;
    turn(true);
    table.replaceChildren();
    say(words.running);
    // On a phone the rows come below what one looks at.
    if (matchMedia("(max-width: 820px)").matches) said.scrollIntoView({ block: "nearest" });
    const begun = performance.now();
    try {
      const response = await ask(last, "application/sparql-results+json, text/turtle;q=0.9, text/plain;q=0.1", MOST);
      if (response.ok) await show(response, begun);
      else say(await response.text(), true);
    } catch {
      say(words.failed, true);
    }
  }

  function turn(toTable) {
    table.hidden = !toTable;
    network.hidden = toTable;
    get("as-table").setAttribute("aria-pressed", String(toTable));
    get("as-network").setAttribute("aria-pressed", String(!toTable));
  }

  function draw() {
    turn(false);
    if (!entities.length) { network.textContent = words.no_entities; return; }
    const frame = document.createElement("iframe");
    frame.title = words.network;
    const asked = `lang=${lang}&${entities.slice(0, 60).map((id) => `id=${encodeURIComponent(id)}`).join("&")}`;
    frame.src = `/map?${asked}&plain=1`;
    const whole = Object.assign(document.createElement("a"), { href: `/map?${asked}`, textContent: words.map_large, className: "large" });
    network.replaceChildren(whole, frame);
  }

  async function save() {
    const response = await ask(last, "text/csv, text/plain;q=0.1").catch(() => null);
    if (!response?.ok) { say(response ? await response.text() : words.failed, true); return; }
    // Excel reads UTF-8 by its mark only.
    const blob = new Blob(["\ufeff", await response.blob()], { type: "text/csv" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "results.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  get("editor").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  get("as-table").addEventListener("click", () => turn(true));
  get("as-network").addEventListener("click", draw);
  get("as-csv").addEventListener("click", save);
  window.kgRun = run;
  window.kgSay = say;
})();
