// Settling: which reading goes into the tables. Looking never decides.
"use strict";
(async () => {
  const { make, words, lang } = window.kgCells;
  const { draw: drawn } = window.kgReadings;
  const place = document.getElementById("cases"), said = document.getElementById("said");
  const source = document.getElementById("main").dataset.source;
  const address = `/api/settle/${encodeURIComponent(source)}`;
  let cases = [], coders = [], schema = [], types = {}, at = 0, busy = false, mending = null, last = null;

  const say = (text) => { said.textContent = text; };
  async function ask(path, given) {
    const headers = { "Content-Type": "application/json" };
    const sent = given && { method: "POST", headers, body: JSON.stringify(given) };
    const response = await fetch(path, sent).catch(() => null);
    const found = await response?.json().catch(() => null);
    if (!response?.ok) throw new Error(found?.error?.[lang] || words.failed);
    return found;
  }

  function draw() {
    place.replaceChildren(...cases.map((one, number) => {
      const now = number === at;
      return drawn(one, number, { coders, schema, now, focus, act, editing: now && mending ? editor(one) : null });
    }));
    const done = cases.filter((one) => one.decision).length;
    document.getElementById("bar").value = cases.length ? done / cases.length : 1;
    document.getElementById("counts").textContent = words.settled_count.replace("{n}", done).replace("{all}", cases.length);
    place.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }

  // The cells of the reading that is mended before it is taken.
  function editor(one) {
    const kind = schema.find((found) => found.name === one.class);
    if (!kind) return null;
    const given = { types, near: () => [], changed: () => {}, problems: one.problems || [] };
    return make("div", { class: "mending" }, make("h2", {}, mending.coder), window.kgCells.draw(mending, kind, given));
  }

  function focus(number) {
    if (number !== at) mending = null;
    at = Math.min(cases.length - 1, Math.max(0, number));
    draw();
  }

  function nextOpen() {
    const order = [...cases.keys()].map((number) => (at + 1 + number) % cases.length);
    const found = order.find((number) => !cases[number].decision);
    if (found === undefined) { say(words.all_settled); draw(); } else focus(found);
  }

  async function once(work) {
    if (busy) return;
    busy = true;
    document.body.setAttribute("aria-busy", "true");
    try { await work(); } catch (error) { say(error.message); } finally { busy = false; document.body.removeAttribute("aria-busy"); }
  }

  // What the server made of it; then on to what is open.
  async function order(name, items) {
    const answer = await ask(`${address}/${name}`, { items });
    ({ cases, coders } = await ask(address));
    for (const wrong of answer.refused) cases.find((one) => one.key === wrong.key).problems = wrong.problems;
    const first = answer.refused.length ? cases.findIndex((one) => one.key === answer.refused[0].key) : -1;
    mending = null;
    if (name !== "undo") last = items.at(-1).key;
    if (first >= 0) { at = first; draw(); say(words.wrong + answer.refused[0].problems.map((one) => one[lang]).join("; ")); return; }
    const claims = answer.done.map((one) => one.claim).filter(Boolean).join(lang === "zh" ? "、" : ", ");
    say(claims && name === "take" ? words.saved.replace("{what}", claims) : name === "undo" ? words.saved_undo : words.saved_refusal);
    if (name === "undo") draw();
    else nextOpen();
  }

  function open() {
    const one = cases[at];
    if (one && !one.decision) return one;
    say(words.already);
    return null;
  }

  const actions = {
    take(coder) {
      const one = open();
      if (one && one.readings[coder]) once(() => order("take", [{ key: one.key, coder }]));
    },
    neither() {
      const one = open();
      if (one) once(() => order("neither", [{ key: one.key }]));
    },
    mend() {
      const one = open();
      if (!one) return;
      const coder = mending ? nextCoder(one) : coders.find((name) => one.readings[name]);
      mending = { coder, form: structuredClone(one.readings[coder].form) };
      draw();
      place.querySelector(".mending :is(input, select)")?.focus();
    },
    takeMended() {
      const one = open();
      if (one && mending) once(() => order("take", [{ key: one.key, coder: mending.coder, form: mending.form }]));
    },
    undo() {
      // The one in focus, else the last: what was decided is left for the next that is open.
      const number = cases[at]?.decision ? at : cases.findIndex((one) => one.key === last && one.decision);
      if (number < 0) { say(words.nothing_to_undo); return; }
      at = number;
      once(() => order("undo", [{ key: cases[number].key }]));
    },
    nextOpen,
    next: () => focus(at + 1),
    previous: () => focus(at - 1),
    agreed: () => sure(words.sure_agreed, cases.filter((one) => one.agreed && !one.decision), () => coders.find(Boolean)),
    rest(coder) {
      const left = cases.filter((one) => one.readings[coder] && !one.decision);
      sure(words.sure_rest.replace("{coder}", coder), left, () => coder);
    },
    help: () => document.getElementById("help").showModal(),
    close: () => document.querySelector("dialog[open]")?.close(),
  };
  const act = (name, given) => actions[name](given);

  function nextCoder(one) {
    const has = coders.filter((name) => one.readings[name]);
    return has[(has.indexOf(mending.coder) + 1) % has.length];
  }

  // Many at once, after saying how many and which.
  function sure(question, some, whose) {
    if (!some.length) { say(words.none_in_view); return; }
    document.getElementById("sure-said").textContent = question.replace("{n}", some.length);
    document.getElementById("sure-list").replaceChildren(...some.map((one) => make("li", {}, one.readings[whose(one)][lang])));
    document.getElementById("sure-yes").onclick = () => {
      actions.close();
      once(() => order("take", some.map((one) => ({ key: one.key, coder: whose(one) }))));
    };
    document.getElementById("sure").showModal();
    document.getElementById("sure-yes").focus();
  }

  const KEYS = { KeyJ: "next", ArrowDown: "next", KeyK: "previous", ArrowUp: "previous", KeyG: "nextOpen", KeyU: "undo", KeyE: "mend" };
  document.addEventListener("keydown", (event) => {
    if (event.target.closest?.("input, select")) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); act("takeMended"); }
      if (event.key === "Escape" && !event.isComposing) { mending = null; draw(); }
      return;
    }
    if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
    const coder = digit && coders[Number(digit) - 1];
    const shifted = { KeyA: "agreed", Slash: "help" }[event.code];
    const name = event.shiftKey ? (coder ? "rest" : shifted) : coder ? "take" : digit === "0" ? "neither" : KEYS[event.code];
    if (!name) return;
    event.preventDefault();
    act(name, coder);
  });
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-do]");
    if (pressed) act(pressed.dataset.do);
  });

  try {
    [{ cases, coders }, { kinds: schema, types }] = await Promise.all([ask(address), ask("/api/classes")]);
  } catch (error) {
    place.replaceChildren(make("p", { class: "problem" }, error.message));
    return;
  }
  document.getElementById("rests").replaceChildren(...coders.map((coder, number) => {
    const keys = [make("kbd", {}, `Shift+${number + 1}`)];
    const one = make("button", { type: "button" }, ...keys, ` ${words.take_rest.replace("{coder}", coder)}`);
    one.addEventListener("click", () => act("rest", coder));
    return one;
  }));
  at = Math.max(0, cases.findIndex((one) => !one.decision));
  draw();
  document.body.dataset.ready = "yes";
})();
