// The drafts on the right, one line each; the one in focus with its cells and what the graph says.
"use strict";
(() => {
  const { make, called, words, lang } = window.kgCells;
  const place = document.getElementById("cards");
  const comma = lang === "zh" ? "、" : ", ";
  const colon = lang === "zh" ? "：" : ": ";
  const STATES = { open: words.open, accepted: words.accepted, mended: words.mended, refused: words.refused, in_tables: words.in_tables };

  function told(item) {
    if (item[lang] && JSON.stringify(item.form) === item.original) return item[lang];
    const cells = Object.entries(item.form.cells);
    if (!cells.length) return item[lang] || "…";
    const title = item.form.cells["title@zh"] || item.form.cells["prefLabel@zh"];
    if (title) return `《${called(title[0])}》`;
    const sides = cells.filter(([, values]) => typeof values[0] === "object").flatMap(([, values]) => values.map(called));
    const printed = item.form.cells.printed ? `：${called(item.form.cells.printed[0])}` : "";
    return sides.slice(0, 4).join("—") + printed || cells.map(([, values]) => called(values[0])).join(" ");
  }

  // Cards that look as they did stay as they are: a long text has thousands, and one key changes two.
  let kept = new Map();
  function draw(state, stop, { schema, types, slice, near, changed, focus, act }) {
    const drawn = new Map();
    const cards = state.items.map((item, number) => {
      const now = stop?.item === number;
      const kind = schema.find((one) => one.name === item.form.class);
      const looks = [number, item.form.class, item.state, item.certainty, told(item), marks(item)].join("\n");
      if (!now && kept.get(item)?.looks === looks) {
        drawn.set(item, kept.get(item));
        return kept.get(item).card;
      }
      const card = make("article", { class: `card ${item.state}`, "data-item": String(number), "aria-current": String(now) });
      if (item.certainty === "doubtful") card.classList.add("doubt");
      const head = make("button", { type: "button", class: "head", "aria-expanded": String(now) },
        make("span", { class: "kind" }, kind ? kind[lang] : item.form.class),
        make("span", { class: "what" }, told(item)),
        make("span", { class: "state" }, marks(item)));
      head.addEventListener("click", () => focus({ item: number }));
      card.append(head);
      if (now) card.append(...body(item, kind, { types, slice, near, changed, act }));
      drawn.set(item, { looks: now ? "" : looks, card });
      return card;
    });
    kept = drawn;
    if (stop?.sentence !== undefined) cards.splice(before(state, stop.sentence), 0, sentence(state, stop.sentence, slice));
    const staying = new Set(cards);
    for (const one of [...place.children]) if (!staying.has(one)) one.remove();
    cards.forEach((one, number) => { if (place.children[number] !== one) place.insertBefore(one, place.children[number] || null); });
    place.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }

  function marks(item) {
    const found = [STATES[item.state] || item.state];
    if (item.state === "open") {
      if (item.certainty === "doubtful") found.push(words.doubtful);
      if (item.contradicts.length) found.push(words.contradicts);
      else if (item.known) found.push(words.known);
    }
    return found.slice(item.state === "open" && found.length > 1 ? 1 : 0).join(" · ");
  }

  // Where in the list a sentence without drafts comes.
  function before(state, number) {
    const start = state.sentences[number][0];
    const at = state.items.findIndex((item) => (item.form.spans[0]?.[0] ?? 0) >= start);
    return at < 0 ? state.items.length : at;
  }

  function sentence(state, number, slice) {
    const [start, end] = state.sentences[number];
    const read = state.nothing.some((one) => one[0] === start && one[1] === end);
    const card = make("article", { class: "card lone", "aria-current": "true" });
    const none = start >= state.readTo ? words.no_draft_cut : words.no_draft;
    card.append(make("p", { class: "quote" }, slice(start, end)), make("p", { class: "hint" }, read ? words.read : none));
    return card;
  }

  function body(item, kind, { types, slice, near, changed, act }) {
    const quote = make("p", { class: "quote" }, item.form.spans.map(([start, end]) => slice(start, end)).join(" … "));
    const rule = item.rule ? `${words.rule} ${item.rule}` : item.mine ? words.by_hand : "";
    const facts = [item.form.locator, rule, item.decision?.coder, item.decision?.why, item.decision?.memo];
    const parts = [quote, make("p", { class: "hint" }, facts.filter(Boolean).join(" · "))];
    if (item.problems?.length) {
      const loose = item.problems.filter((one) => !one.column || !kind?.columns.some((column) => column.header === one.column));
      const said = loose.map((one) => [one.column, one[lang]].filter(Boolean).join(": ")).join("; ");
      parts.push(make("p", { class: "problem", role: "alert" }, words.wrong + said));
      const same = item.problems.find((one) => one.same)?.same;
      if (same) parts.push(make("div", { class: "do" }, button("same", act, words.same.replace("{id}", same))));
    }
    if (item.state === "open" && kind) {
      parts.push(window.kgCells.draw(item, kind, { types, near, changed, problems: item.problems || [] }));
    }
    if (item.contradicts.length || item.beside.length) parts.push(graph(item, kind));
    const doing = item.state === "open" ? ["accept", "refuse", "rest"] : item.decision ? ["undo"] : [];
    parts.push(make("div", { class: "do" }, ...doing.map((name) => button(name, act))));
    return parts;
  }

  const KEYS = { accept: "A", refuse: "X", rest: "R", undo: "U", same: "S" };
  function button(name, act, text = words[name]) {
    const given = { type: "button", class: { accept: "yes", refuse: "no" }[name] || "" };
    const one = make("button", given, make("kbd", {}, KEYS[name]), ` ${text}`);
    // The selection in the text must outlive the press.
    one.addEventListener("mousedown", (event) => event.preventDefault());
    one.addEventListener("click", () => act(name));
    return one;
  }

  // What the graph has of the same claim, source by source; what differs first.
  function graph(item, kind) {
    const box = make("aside", { class: "beside" });
    box.append(make("h2", {}, item.contradicts.length ? words.contradicts : words.known));
    for (const one of item.contradicts) {
      const column = kind?.columns.find((found) => found.header === one.property);
      const value = [].concat(one.value).join(comma);
      const name = column ? column[lang] : one.property;
      box.append(make("p", { class: "differs" }, name + colon + words.graph_says.replace("{value}", value)));
    }
    for (const one of item.beside) {
      const list = make("dl");
      for (const { label, values } of one.cells) list.append(make("dt", {}, label[lang]), make("dd", {}, values.map(called).join(comma)));
      const facts = [one.source.title, one.source.issued].filter(Boolean).join(" · ");
      box.append(make("details", { open: item.contradicts.length > 0 }, make("summary", {}, facts), list));
    }
    if (item.known) box.append(make("p", { class: "hint" }, item.form.id + colon + words.as_further));
    return box;
  }

  // The drafts whose line can be seen whole.
  function inView() {
    const frame = place.getBoundingClientRect();
    return [...place.querySelectorAll("[data-item]")].filter((card) => {
      const box = card.querySelector(".head").getBoundingClientRect();
      return box.top >= frame.top - 1 && box.bottom <= Math.min(frame.bottom, innerHeight) + 1;
    }).map((card) => Number(card.dataset.item));
  }

  window.kgCards = { draw, told, inView, place };
})();
