// Deciding: where one is, what the keys do, what is saved. Looking never decides.
"use strict";
(async () => {
  const { make, words, lang } = window.kgCells;
  const { progress, bySentence, read, over } = window.kgPoints;
  const view = window.kgText, cards = window.kgCards;
  const source = document.getElementById("main").dataset.source;
  const address = `/api/text/${encodeURIComponent(source)}`;
  const said = document.getElementById("said");
  let told, schema, types, state, stop = null, busy = false, timer = 0;

  const say = (text) => { said.textContent = text; };
  const item = () => (stop?.item === undefined ? null : state.items[stop.item]);

  async function get(path) {
    const response = await fetch(path).catch(() => null);
    const found = await response?.json().catch(() => null);
    if (!response?.ok) throw new Error(found?.error?.[lang] || words.failed);
    return found;
  }

  async function order(name, given, keepalive = false) {
    const headers = { "Content-Type": "application/json" };
    const sent = { method: "POST", headers, keepalive, body: JSON.stringify(given) };
    const response = await fetch(`${address}/${name}`, sent).catch(() => null);
    const found = await response?.json().catch(() => null);
    if (!response?.ok) throw new Error(found?.error?.[lang] || words.failed);
    return found;
  }

  // Where one can stop: drafts, and sentences without any, in the order of the text.
  function stops() {
    const found = state.items.map((one, number) => ({ item: number, at: one.form.spans[0]?.[0] ?? 0 }));
    bySentence(state).forEach((items, number) => {
      if (!items.length) found.push({ sentence: number, at: state.sentences[number][0] });
    });
    return found.sort((one, other) => one.at - other.at || (one.item ?? 0) - (other.item ?? 0));
  }

  const same = (one, other) => one && other && one.item === other.item && one.sentence === other.sentence;
  const isOpen = (one, far) => (one.item === undefined ? !far.sentences[one.sentence] : state.items[one.item].state === "open");

  function draw(text = false) {
    if (text) view.draw(told.text, state, told.mentions);
    const far = progress(state);
    view.look(state, far, stop);
    cards.draw(state, stop, { schema, types, slice: view.slice, near, changed, focus, act });
    const done = far.sentences.filter(Boolean).length;
    document.getElementById("bar").value = far.all ? done / far.all : 1;
    document.getElementById("counts").textContent = [
      words.sentences_done.replace("{n}", done).replace("{all}", far.all),
      words.drafts_done.replace("{n}", far.decided).replace("{all}", far.drafts),
    ].join(" · ");
    const open = item()?.state === "open";
    const lone = stop?.sentence !== undefined;
    const useless = { accept: !open, mend: !open, refuse: !open, nothing: !lone };
    for (const one of document.querySelectorAll("#actions [data-do]")) one.setAttribute("aria-disabled", String(!!useless[one.dataset.do]));
    document.body.dataset.stop = lone ? "sentence" : "item";
  }

  function focus(next, quiet = false) {
    stop = next;
    draw();
    if (stop) view.reveal(stop, state);
    if (!quiet) history.replaceState(null, "", `#${stop ? anchor(stop) : ""}`);
  }

  const anchor = (one) => (one.item === undefined ? `s${one.sentence}` : state.items[one.item].key);

  function move(step) {
    const all = stops(), now = all.findIndex((one) => same(one, stop));
    const next = all[now < 0 ? 0 : Math.min(all.length - 1, Math.max(0, now + step))];
    if (!next) return;
    say("");
    focus(next);
  }

  function nextOpen() {
    const all = stops(), far = progress(state), now = all.findIndex((one) => same(one, stop));
    const found = [...all.slice(now + 1), ...all.slice(0, now + 1)].find((one) => isOpen(one, far));
    if (found) focus(found);
    else { say(words.all_done); draw(); }
  }

  // What the sentence, or the place of the draft, names: offered first in its cells.
  function near() {
    const spans = item()?.form.spans || [];
    const around = state.sentences.filter(([start, end]) => spans.some((span) => over(span, start, end)));
    const close = told.mentions.filter((one) => around.some(([start, end]) => over([one.start, one.end], start, end)));
    return [...new Set([...close, ...told.mentions].map((one) => one.entity.id).filter(Boolean))].slice(0, 60);
  }

  function changed() {
    const one = item();
    if (!one) return;
    one.problems = [];
    clearTimeout(timer);
    timer = setTimeout(() => keep(one), 300);
  }

  async function keep(one, leaving = false) {
    timer = 0;
    if (one.state !== "open") return;
    await order("keep", { key: one.key, form: one.form }, leaving).catch((error) => say(error.message));
  }

  async function once(work) {
    if (busy) return;
    busy = true;
    document.body.setAttribute("aria-busy", "true");
    try { await work(); } catch (error) { say(error.message); } finally { busy = false; document.body.removeAttribute("aria-busy"); }
  }

  const given = (one) => {
    const mended = JSON.stringify(one.form) !== one.original;
    return { draft: one.mine ? null : one.key, local: one.key, rule: one.rule || "", form: one.form, mended };
  };

  async function acceptAll(some) {
    clearTimeout(timer);
    const answer = await order("accept", { items: some.map(given) });
    const done = answer.done.map((one) => one.claim);
    let at = 0;
    for (const one of some) {
      const problem = answer.refused.find((found) => found.draft === (one.mine ? null : one.key));
      if (problem) { one.problems = problem.problems; continue; }
      const decision = answer.done[at++];
      Object.assign(one, { state: decision.decision, decision, key: decision.draft, mine: false, problems: [] });
      Object.assign(one, { original: JSON.stringify(one.form), [lang]: lang === "zh" ? decision.what : one[lang] });
    }
    if (done.length) say(words.saved.replace("{what}", done.join(lang === "zh" ? "、" : ", ")));
    const wrong = some.find((one) => one.problems?.length);
    if (wrong) {
      focus({ item: state.items.indexOf(wrong) });
      say(words.wrong + wrong.problems.map((one) => `${one.column} ${one[lang]}`).join("; "));
      cards.place.querySelector(".wrong input")?.focus();
    } else { document.activeElement?.blur(); nextOpen(); }
  }

  const actions = {
    accept: () => decidable() && once(() => acceptAll([item()])),
    refuse: () => decidable() && once(() => refuseOne("")),
    refuseWhy() {
      actions.close();
      if (!decidable()) return;
      document.getElementById("reason-text").value = "";
      document.getElementById("reason").showModal();
    },
    mend() {
      if (decidable()) cards.place.querySelector("[aria-current=true] .cell :is(input, select)")?.focus();
    },
    nothing() {
      if (stop?.sentence === undefined) { say(words.has_drafts); return; }
      const span = state.sentences[stop.sentence];
      if (!isOpen(stop, progress(state))) { say(words.already); return; }
      once(() => nothingIn([span]));
    },
    undo: () => once(undoOne),
    claim: () => chooseKind(),
    select() {
      const start = item()?.form.spans[0]?.[0] ?? state.sentences[stop?.sentence ?? 0]?.[0];
      if (start === undefined) return;
      view.begin(start);
      say(words.selecting);
    },
    rest() {
      const span = view.selected(), one = item();
      if (!span || one?.state !== "open") { say(words.selecting); return; }
      one.form.spans = [span];
      getSelection().removeAllRanges();
      changed();
      draw(true);
    },
    same() {
      const one = item(), same = one?.problems?.find((found) => found.same)?.same;
      if (!same) return;
      one.form.id = same;
      changed();
      draw();
    },
    nextOpen,
    next: () => move(1),
    previous: () => move(-1),
    acceptView: () => sure("accept"),
    nothingView: () => sure("nothing"),
    memo() {
      actions.close();
      const made = decisionHere();
      if (!made) { say(words.decide_first); return; }
      window.kgMemo(made.memo, (memo) => once(async () => {
        Object.assign(made, (await order("memo", { draft: made.draft, memo })).done[0]);
        draw();
        say(words.saved_memo);
      }));
    },
    help: () => document.getElementById("help").showModal(),
    close: () => document.querySelector("dialog[open]")?.close(),
  };
  const act = (name) => actions[name]();

  function decidable() {
    const one = item();
    if (one?.state === "open") return true;
    say(one ? words.already : words.no_draft);
    return false;
  }

  async function refuseOne(why) {
    const one = item();
    clearTimeout(timer);
    if (one.mine) {
      // It was never a draft of anybody else's: it goes, and leaves no trace.
      await order("keep", { key: one.key, form: null });
      state.items.splice(stop.item, 1);
      stop = null;
      draw(true);
      nextOpen();
      return;
    }
    const answer = await order("refuse", { items: [given(one)], why });
    Object.assign(one, { state: "refused", decision: answer.done[0], problems: [] });
    say(words.saved_refusal);
    nextOpen();
  }

  async function nothingIn(spans) {
    const answer = await order("nothing", { sentences: spans });
    state.nothing.push(...spans);
    told.decisions.push(...answer.done);
    say(words.saved_nothing);
    nextOpen();
  }

  const nothings = () => told.decisions.filter((found) => found.decision === "nothing");
  function decisionHere() {
    const lone = stop?.sentence === undefined ? null : state.sentences[stop.sentence];
    return item()?.decision || (lone && nothings().findLast((found) => Number(found.start) === lone[0]));
  }

  // The decision in focus; else the last one that was made.
  async function undoOne() {
    const decisions = [...state.items.map((found) => found.decision).filter(Boolean), ...nothings()];
    const last = decisions.reduce((best, found) => (!best || found.when >= best.when ? found : best), null);
    const decision = decisionHere() || last;
    if (!decision) { say(words.nothing_to_undo); return; }
    await order("undo", { draft: decision.draft });
    const key = decision.draft;
    told = await get(address);
    state = read(told);
    const back = state.items.findIndex((found) => found.key === key);
    const sentence = state.sentences.findIndex((span) => span[0] === Number(decision.start));
    stop = back >= 0 ? { item: back } : sentence >= 0 ? stops().find((found) => found.sentence === sentence) || null : null;
    draw(true);
    if (stop) view.reveal(stop, state);
    say(words.saved_undo);
  }

  function chooseKind() {
    const span = view.selected() || item()?.form.spans[0] || (stop?.sentence !== undefined ? state.sentences[stop.sentence] : null);
    if (!span) { say(words.selecting); return; }
    const dialog = document.getElementById("kinds"), filter = document.getElementById("kinds-filter");
    filter.value = "";
    dialog.dataset.span = JSON.stringify(span);
    listKinds(0);
    dialog.showModal();
    filter.focus();
  }

  function listKinds(at) {
    const text = document.getElementById("kinds-filter").value.trim().toLowerCase();
    const found = schema.filter((kind) => [kind.zh, kind.en, kind.name].some((word) => word.toLowerCase().includes(text)));
    const list = document.getElementById("kinds-list");
    const chosen = found.length ? (at + found.length) % found.length : -1;
    list.replaceChildren(...found.map((kind, number) => {
      const told = { role: "option", "aria-selected": String(number === chosen), title: kind.definition[lang], "data-kind": kind.name };
      const one = make("li", told, kind[lang]);
      one.addEventListener("click", () => begin(kind));
      return one;
    }));
    list.dataset.chosen = String(chosen);
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    return { found, chosen };
  }

  function begin(kind) {
    const dialog = document.getElementById("kinds"), span = JSON.parse(dialog.dataset.span);
    dialog.close();
    const named = told.mentions.filter((one) => one.start >= span[0] && one.end <= span[1]).map((one) => one.entity);
    const distinct = [...new Map(named.map((one) => [one.full, one])).values()];
    const directed = ["supporter", "supported"];
    const side = kind.columns.find((column) => column.side && column.many && !directed.includes(column.header));
    const cells = side && distinct.length ? { [side.header]: distinct.slice(0, side.header === "about" ? 1 : 9) } : {};
    const line = 1 + Array.from(told.text).slice(0, span[0]).filter((char) => char === "\n").length;
    const form = { class: kind.name, id: null, cells, spans: [span], locator: `第${line}段` };
    const mine = { key: `mine ${Date.now()}`, mine: true, state: "open", form, contradicts: [], beside: [] };
    state.items.push(mine);
    state.items.sort((one, other) => (one.form.spans[0]?.[0] ?? 0) - (other.form.spans[0]?.[0] ?? 0));
    stop = { item: state.items.indexOf(mine) };
    getSelection().removeAllRanges();
    draw(true);
    keep(mine);
    actions.mend();
  }

  // Many at once: only what can be seen, after saying how many and which.
  function sure(what) {
    document.querySelector("dialog[open]")?.close();
    const plain = (one) => one.state === "open" && one.draft && one.certainty !== "doubtful";
    const far = progress(state);
    const lone = stops().filter((one) => one.sentence !== undefined && isOpen(one, far)).map((one) => one.sentence);
    const some = what === "accept"
      ? cards.inView().map((number) => state.items[number]).filter(plain)
      : view.inView().filter((number) => lone.includes(number)).map((number) => state.sentences[number]);
    if (!some.length) { say(words.none_in_view); return; }
    const dialog = document.getElementById("sure"), yes = document.getElementById("sure-yes");
    document.getElementById("sure-said").textContent = words[`sure_${what}`].replace("{n}", some.length);
    const said = (one) => (what === "accept" ? cards.told(one) : view.slice(one[0], one[1]));
    document.getElementById("sure-list").replaceChildren(...some.map((one) => make("li", {}, said(one))));
    yes.textContent = what === "accept" ? words.accept : words.nothing;
    yes.onclick = () => {
      dialog.close();
      once(() => (what === "accept" ? acceptAll(some) : nothingIn(some)));
    };
    dialog.showModal();
    yes.focus();
  }

  window.kgKeys(act, () => say(""));

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-do]");
    if (pressed) { act(pressed.dataset.do); return; }
    const part = event.target.closest("#text [data-items], #text .s");
    if (!part || !getSelection().isCollapsed) return;
    if (part.dataset.items) {
      focus({ item: Number(part.dataset.items.split(" ").at(-1)) });
      return;
    }
    const number = Number(part.closest(".s").dataset.sentence);
    const lone = stops().find((one) => one.sentence === number);
    if (lone) focus(lone);
  });
  // Pressing a button must not lose the words that are selected.
  document.getElementById("actions").addEventListener("mousedown", (event) => event.preventDefault());
  document.getElementById("reason-yes").addEventListener("click", () => {
    const why = document.getElementById("reason-text").value;
    document.getElementById("reason").close();
    once(() => refuseOne(why));
  });
  document.getElementById("reason-text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) document.getElementById("reason-yes").click();
  });
  document.getElementById("kinds-filter").addEventListener("input", () => listKinds(0));
  document.getElementById("kinds-filter").addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const at = Number(document.getElementById("kinds-list").dataset.chosen);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); listKinds(at + step); }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const { found, chosen } = listKinds(at);
    if (chosen >= 0) begin(found[chosen]);
  });
  addEventListener("pagehide", () => { if (timer && item()) { clearTimeout(timer); keep(item(), true); } });

  try {
    [told, { kinds: schema, types }] = await Promise.all([get(address), get("/api/classes")]);
  } catch (error) {
    document.getElementById("text").replaceChildren(make("p", { class: "problem" }, error.message));
    return;
  }
  state = read(told);
  if (told.read_to) {
    const count = (number) => number.toLocaleString("en");
    const cut = document.getElementById("cut");
    cut.textContent = words.cut.replace("{n}", count(told.read_to)).replace("{all}", count(Array.from(told.text).length));
    cut.hidden = false;
  }
  draw(true);
  const wanted = decodeURIComponent(location.hash.slice(1));
  const found = stops().find((one) => anchor(one) === wanted);
  if (found) focus(found, true);
  else nextOpen();
  document.body.dataset.ready = "yes";
})();
