// The name box: suggestions while typing, Enter goes to the entity's page.
"use strict";
(() => {
  const input = document.getElementById("name");
  const list = document.getElementById("hits");
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  let found = [], chosen = -1, asked = 0, timer = 0;

  function address(entity) {
    const [, kind, rest] = entity.iri.match(/\/(id|source)\/(.+)$/) || [];
    return kind ? `/${kind}/${rest}?lang=${lang}` : "#";
  }

  function show() {
    list.replaceChildren(...found.map((entity, number) => {
      const item = document.createElement("li");
      item.id = `hit-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(number === chosen));
      const other = document.createElement("span");
      other.className = "second";
      other.textContent = entity[lang === "zh" ? "en" : "zh"];
      item.append(entity[lang], other);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(address(entity)); });
      return item;
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (chosen >= 0) input.setAttribute("aria-activedescendant", `hit-${chosen}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  }

  async function suggest() {
    const text = input.value.trim(), number = ++asked;
    let answer = [];
    if (text) {
      const response = await fetch(`/api/search?limit=8&q=${encodeURIComponent(text.slice(0, 200))}`).catch(() => null);
      answer = response?.ok ? await response.json() : [];
    }
    if (number !== asked) return;
    found = answer;
    chosen = -1;
    show();
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, 150); });
  input.addEventListener("blur", () => { list.hidden = true; });
  input.addEventListener("focus", () => { if (found.length) list.hidden = false; });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { found = []; chosen = -1; show(); return; }
    if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.assign(address(found[chosen])); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !found.length) return;
    event.preventDefault();
    chosen = (chosen + step + found.length) % found.length;
    show();
  });
})();
