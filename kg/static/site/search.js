// The name box of the site: looks names up in the index beside it, without a server.
"use strict";
(() => {
  const here = document.currentScript, input = document.getElementById("name"), list = document.getElementById("hits");
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const MOST = 12;
  let found = [], chosen = -1, asked = null;

  // As `kg search` folds names: width, case, accents, spaces and punctuation do not count.
  const fold = (text) => text.normalize("NFKC").toLowerCase().normalize("NFKD").replace(/[\p{P}\p{Z}\p{M}\p{C}]/gu, "").normalize("NFC");

  // The index is read when somebody begins to type; a page from disk may load scripts and nothing else.
  function index() {
    asked ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = here.dataset.names;
      script.addEventListener("load", () => resolve(window.KG_NAMES));
      script.addEventListener("error", () => resolve({ kinds: [], simple: {}, names: [] }));
      document.head.append(script);
    });
    return asked;
  }

  function find({ simple, names }, text) {
    const query = [...fold(text)].map((letter) => simple[letter] || letter).join("");
    if (!query) return [];
    const scored = [];
    for (const one of names) {
      let best = 0;
      for (const key of one[4].split(" ")) {
        if (key === query) best = 4;
        else if (best < 3 && key.startsWith(query)) best = 3;
        else if (best < 2 && query.length > 1 && key.includes(query)) best = 2;
      }
      if (best) scored.push([best, one]);
    }
    // The index has those first that are asked for most.
    return scored.sort(([p], [q]) => q - p).slice(0, MOST).map(([, one]) => one);
  }

  const address = (one) => `${here.dataset.root}${one[0]}.html`;

  function show(kinds, typed) {
    const items = found.map((one, number) => {
      const item = document.createElement("li");
      item.id = `hit-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(number === chosen));
      const other = document.createElement("span");
      other.className = "second";
      other.textContent = `${kinds[one[3]][lang === "zh" ? 0 : 1]} · ${one[lang === "zh" ? 2 : 1]}`;
      item.append(one[lang === "zh" ? 1 : 2], other);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(address(one)); });
      return item;
    });
    if (!items.length && typed) {
      const none = document.createElement("li");
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      none.textContent = input.dataset.none;
      items.push(none);
    }
    list.replaceChildren(...items);
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (chosen >= 0) input.setAttribute("aria-activedescendant", `hit-${chosen}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  }

  async function look(step = 0) {
    const text = input.value, names = await index();
    if (text !== input.value) return;
    if (step && found.length) chosen = (chosen + step + found.length) % found.length;
    else { found = find(names, text); chosen = -1; }
    show(names.kinds, Boolean(text.trim()));
  }

  input.addEventListener("focus", () => { index(); });
  input.addEventListener("input", () => look());
  input.addEventListener("blur", () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); });
  input.addEventListener("keydown", async (event) => {
    if (event.key === "Escape") { list.hidden = true; input.setAttribute("aria-expanded", "false"); return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      look(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const typed = input.value, names = await index();
      const [first] = chosen >= 0 ? [found[chosen]] : find(names, typed);
      if (first) location.assign(address(first));
      else look();
    }
  });
})();
