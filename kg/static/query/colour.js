// The editor: a plain text area over a coloured copy of its text.
"use strict";
(() => {
  const area = document.getElementById("query");
  const copy = document.getElementById("coloured");
  const token = new RegExp([
    /(?<c>#[^\n]*)/, /(?<s>"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>)/,
    /(?<v>[?$]\w+)/,
    /(?<k>\b(?:select|construct|describe|ask|where|prefix|base|from|named|graph|optional|union|minus|filter|bind|values|as|not|exists|in|distinct|reduced|group|by|having|order|asc|desc|limit|offset|count|sum|avg|min|max|sample|group_concat|separator|a)\b(?!:))/,
  ].map((part) => part.source).join("|"), "gi");

  function colour() {
    const text = area.value, pieces = [];
    let place = 0;
    for (const found of text.matchAll(token)) {
      pieces.push(text.slice(place, found.index));
      const piece = document.createElement("span");
      piece.className = Object.entries(found.groups).find(([, value]) => value !== undefined)[0];
      piece.textContent = found[0];
      pieces.push(piece);
      place = found.index + found[0].length;
    }
    copy.replaceChildren(...pieces, `${text.slice(place)}\n`);
    follow();
  }

  function follow() { copy.scrollTop = area.scrollTop; copy.scrollLeft = area.scrollLeft; }

  area.classList.add("live");
  area.addEventListener("input", colour);
  area.addEventListener("scroll", follow);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      area.form.requestSubmit();
    }
  });
  window.kgColour = colour;
  colour();
})();
