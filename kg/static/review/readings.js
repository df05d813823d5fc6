// A case as it is drawn: the sentence, and each coder's reading of it side by side.
"use strict";
(() => {
  const { make, called, words, lang } = window.kgCells;
  const comma = lang === "zh" ? "、" : ", ";
  const colon = lang === "zh" ? "：" : ": ";

  // How a case stands: settled, agreed, or in what it differs.
  function standing(one, coders) {
    const made = one.decision;
    if (made) {
      const coder = /^adjudicated: (.*)$/.exec(made.rule)?.[1];
      if (!coder) return words.taken_none;
      return (made.decision === "mended" ? words.taken_mended : words.taken).replace("{coder}", coder);
    }
    if (one.agreed) return words.agreed;
    const has = coders.filter((coder) => one.readings[coder]);
    if (has.length === 1) return words.found_by.replace("{who}", has[0]);
    const labels = Object.assign({}, ...has.map((coder) => one.readings[coder].labels));
    return words.differs_in.replace("{what}", one.differs.map((name) => labels[name]?.[lang] || name).join(comma));
  }

  function taken(one, coder) {
    return one.decision?.rule === `adjudicated: ${coder}`;
  }

  function reading(one, coder, number, now, act) {
    const read = one.readings[coder], column = make("section", { class: "reading", "aria-label": coder });
    const out = one.decision && !taken(one, coder);
    if (out && read) column.classList.add("out");
    if (taken(one, coder)) column.classList.add("taken");
    column.append(make("h2", {}, coder, make("span", { class: "state" }, out && read ? words.discarded : "")));
    if (!read) {
      const told = one.open.includes(coder) ? words.not_reached : words.not_found;
      const notes = (one.said[coder] || []).flatMap((made) => [made.why, made.memo]).filter(Boolean);
      column.append(make("p", { class: "hint" }, [told, ...notes].join(" · ")));
      return column;
    }
    column.append(make("p", { class: "what" }, read[lang]), make("p", { class: "quote" }, read.quote), cells(one, read));
    if (read.memo) column.append(make("p", { class: "hint" }, words.memo + colon + read.memo));
    if (now && !one.decision) {
      const taking = button(String(number), words.take.replace("{coder}", coder), () => act("take", coder), "yes");
      column.append(make("div", { class: "do" }, taking));
    }
    return column;
  }

  // What a reading has in each cell; what others have otherwise is marked.
  function cells(one, read) {
    const list = make("dl"), form = read.form.cells;
    const names = [...new Set([...Object.keys(form), ...one.differs])];
    for (const name of names) {
      const values = form[name] || (name === "partner" ? [...(form.supporter || []), ...(form.supported || [])] : []);
      const label = read.labels[name]?.[lang] || labelOf(one, name);
      const value = make("dd", {}, values.length ? values.map(called).join(comma) : words.left_empty);
      if (one.differs.includes(name)) value.classList.add("differs");
      list.append(make("dt", {}, label), value);
    }
    return list;
  }

  const labelOf = (one, name) => Object.values(one.readings).map((read) => read.labels[name]?.[lang]).find(Boolean) || name;

  function button(key, text, press, kind = "") {
    const one = make("button", { type: "button", class: kind }, make("kbd", {}, key), ` ${text}`);
    one.addEventListener("click", press);
    return one;
  }

  function draw(one, number, { coders, schema, now, focus, act, editing }) {
    const kind = schema.find((found) => found.name === one.class);
    const state = one.decision ? "accepted" : one.agreed ? "open agreed" : "open";
    const card = make("article", { class: `card case ${state}`, "data-case": String(number), "aria-current": String(now) });
    const head = make("button", { type: "button", class: "head", "aria-expanded": String(now) },
      make("span", { class: "kind" }, kind ? kind[lang] : one.class),
      make("span", { class: "what" }, Object.values(one.readings)[0][lang]),
      make("span", { class: "state" }, standing(one, coders)));
    head.addEventListener("click", () => focus(number));
    card.append(head);
    if (!now) return card;
    card.append(make("p", { class: "quote" }, one.sentence));
    const row = make("div", { class: "readings" }, ...coders.map((coder, at) => reading(one, coder, at + 1, now, act)));
    card.append(row);
    if (one.decision?.why) card.append(make("p", { class: "hint" }, one.decision.why));
    if (one.problems?.length) {
      const said = one.problems.map((found) => [found.column, found[lang]].filter(Boolean).join(": ")).join("; ");
      card.append(make("p", { class: "problem", role: "alert" }, words.wrong + said));
    }
    if (editing) card.append(editing);
    const doing = one.decision
      ? [button("U", words.undo, () => act("undo"))]
      : [button("0", words.take_neither, () => act("neither"), "no"), button("E", words.mend, () => act("mend"))];
    card.append(make("div", { class: "do" }, ...doing));
    return card;
  }

  window.kgReadings = { draw, standing };
})();
