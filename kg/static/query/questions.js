// The packaged questions: a list to search, a form for the parameters, a link that keeps both.
"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const words = JSON.parse(document.querySelector('meta[name="kg-words"]').content);
  const list = get("questions"), fields = get("fields"), form = get("parameters");
  const titled = document.title;
  let all = [], chosen = null;

  function fold(text) { return text.toLowerCase(); }

  function show() {
    const wanted = fold(get("filter").value).split(/\s+/).filter(Boolean);
    const found = all.filter((one) => wanted.every((word) => fold(`${one.zh} ${one.en} ${one.name}`).includes(word)));
    list.replaceChildren(...found.map((one) => {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.textContent = one[lang];
      button.setAttribute("aria-current", String(one === chosen));
      button.addEventListener("click", () => choose(one, {}));
      item.append(button);
      return item;
    }));
    get("no-question").hidden = found.length > 0;
  }

  function choose(one, given) {
    chosen = one;
    show();
    form.hidden = false;
    get("chosen").textContent = one[lang];
    document.title = `${one[lang]} · ${titled}`;
    fields.replaceChildren(...one.parameters.map((parameter) => {
      const label = document.createElement("label"), input = document.createElement("input");
      input.name = parameter.name;
      input.value = given[parameter.name] || parameter.words?.[lang] || parameter.default;
      label.append(parameter[lang], input);
      return label;
    }));
    if (one.parameters.length) {
      const button = Object.assign(document.createElement("button"), { type: "submit", textContent: words.run, className: "run" });
      const line = document.createElement("div");
      line.className = "do";
      line.append(button);
      fields.append(line);
    }
    // On a phone the list fills the screen; what was chosen is shown once it has rows.
    ask().then(() => { if (matchMedia("(max-width: 820px)").matches) form.scrollIntoView(); });
  }

  async function ask() {
    const given = new URLSearchParams(new FormData(form));
    history.replaceState(null, "", `?lang=${lang}#${chosen.name}${given.size ? `?${given}` : ""}`);
    const response = await fetch(`/api/queries/${chosen.name}?${given}&lang=${lang}`).catch(() => null);
    if (!response) { window.kgSay(words.failed, true); return; }
    const answer = await response.json();
    if (!response.ok) { window.kgSay(answer.error[lang], true); return; }
    get("query").value = answer.sparql;
    window.kgColour();
    await window.kgRun();
  }

  async function start() {
    const response = await fetch("/api/queries?names").catch(() => null);
    all = response?.ok ? await response.json() : [];
    show();
    follow();
  }

  // The address names a question and what was filled in, when the page opens and when a link changes it.
  function follow() {
    const [name, given] = location.hash.slice(1).split("?");
    const one = all.find((found) => found.name === name);
    if (one) choose(one, Object.fromEntries(new URLSearchParams(given || "")));
  }

  get("filter").addEventListener("input", show);
  addEventListener("hashchange", follow);
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  start();
})();
