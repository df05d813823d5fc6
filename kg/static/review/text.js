// The text on the left: sentences in pieces, names and drafts underlined, what is selected in characters.
"use strict";
(() => {
  const { pieces, pointsBefore, over } = window.kgPoints;
  const place = document.getElementById("text");
  let points = [], marked = [], drafted = [];

  const slice = (start, end) => points.slice(start, end).join("");

  function draw(text, state, mentions) {
    points = Array.from(text);
    const spans = state.sentences, names = mentions.map((one, number) => ({ start: one.start, end: one.end, name: `m${number}` }));
    const drafts = state.items.flatMap((item, number) => item.form.spans.map(([start, end]) => ({ start, end, name: `i${number}` })));
    const marks = [...names, ...drafts].sort((one, other) => one.start - other.start);
    marked = [];
    const parts = [];
    let done = 0, first = 0;
    spans.forEach(([start, end], number) => {
      if (start > done) parts.push(piece(done, start, []));
      // Marks are in order: those that end before this sentence are done with, unless a longer one began earlier.
      while (first < marks.length && marks[first].end <= start) first += 1;
      const near = [];
      for (let at = first; at < marks.length && marks[at].start < end; at += 1) near.push(marks[at]);
      const sentence = document.createElement("span");
      sentence.className = "s";
      sentence.dataset.sentence = number;
      sentence.append(...pieces(start, end, near).map((one) => piece(one.start, one.end, one.on, mentions)));
      marked.push(sentence);
      parts.push(sentence);
      done = end;
    });
    if (done < points.length) parts.push(piece(done, points.length, []));
    const body = document.createElement("div");
    body.className = "words";
    body.append(...parts);
    place.replaceChildren(body);
    drafted = [...body.querySelectorAll("[data-items]")].map((part) => ({ part, items: part.dataset.items.split(" ").map(Number) }));
  }

  function piece(start, end, on, mentions) {
    const part = document.createElement("span");
    part.dataset.start = start;
    part.textContent = slice(start, end);
    const names = on.filter((name) => name[0] === "m"), items = on.filter((name) => name[0] === "i").map((name) => Number(name.slice(1)));
    if (names.length) {
      part.classList.add("m");
      part.title = names.map((name) => mentions[Number(name.slice(1))].entity.full).join("、");
    }
    if (items.length) part.dataset.items = items.join(" ");
    return part;
  }

  // How each piece looks now: open, decided, in focus; how each sentence stands.
  function look(state, progress, stop) {
    const focused = stop?.item === undefined ? -1 : stop.item;
    for (const { part, items } of drafted) {
      const states = items.map((number) => state.items[number].state);
      const open = items.find((number) => state.items[number].state === "open");
      part.classList.toggle("open", open !== undefined);
      part.classList.toggle("doubt", open !== undefined && state.items[open].certainty === "doubtful");
      part.classList.toggle("done", open === undefined && states.some((one) => one !== "refused"));
      part.classList.toggle("out", states.every((one) => one === "refused"));
      part.classList.toggle("now", items.includes(focused));
    }
    const spans = focused >= 0 ? state.items[focused].form.spans : [];
    marked.forEach((sentence, number) => {
      const [start, end] = state.sentences[number];
      sentence.classList.toggle("undecided", !progress.sentences[number]);
      sentence.classList.toggle("here", stop?.sentence === number || spans.some((one) => over(one, start, end)));
    });
  }

  function reveal(stop, state) {
    let target = stop.sentence === undefined ? null : marked[stop.sentence];
    if (stop.item !== undefined) {
      const [start, end] = state.items[stop.item].form.spans[0] || [0, 0];
      target = marked[state.sentences.findIndex((one) => over([start, end], one[0], one[1]))];
    }
    if (!target) return;
    const box = target.getBoundingClientRect(), frame = place.getBoundingClientRect();
    if (box.top < frame.top + 40 || box.bottom > frame.bottom - 40) {
      place.scrollTop += box.top - frame.top - Math.min(160, frame.height / 3);
    }
  }

  // What is selected in the text, in characters; null if it is nothing.
  function selected() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !place.contains(chosen.anchorNode) || !place.contains(chosen.focusNode)) return null;
    const range = chosen.getRangeAt(0);
    let start = at(range.startContainer, range.startOffset), end = at(range.endContainer, range.endOffset);
    while (start < end && !points[start].trim()) start += 1;
    while (end > start && !points[end - 1].trim()) end -= 1;
    return start < end ? [start, end] : null;
  }

  function at(node, offset) {
    if (node.nodeType === Node.TEXT_NODE) {
      return Number(node.parentElement.dataset.start) + pointsBefore(node.data, offset);
    }
    const after = node.childNodes[offset];
    const next = after?.dataset?.start !== undefined ? after : after?.querySelector?.("[data-start]");
    if (next) return Number(next.dataset.start);
    const inside = node.nodeType === Node.ELEMENT_NODE ? [...node.querySelectorAll("[data-start]")].pop() : null;
    const last = node.dataset?.start !== undefined ? node : inside;
    return last ? Number(last.dataset.start) + Array.from(last.textContent).length : points.length;
  }

  // Put the selection on the first character of a sentence, or of what is in focus.
  function begin(start) {
    const parts = [...place.querySelectorAll("[data-start]")];
    const part = parts.findLast((one) => Number(one.dataset.start) <= start);
    if (!part?.firstChild) return;
    const offset = slice(Number(part.dataset.start), start).length;
    getSelection().collapse(part.firstChild, offset);
    getSelection().modify("extend", "forward", "character");
  }

  function inView() {
    const frame = place.getBoundingClientRect();
    return marked.flatMap((sentence, number) => {
      const box = sentence.getBoundingClientRect();
      return box.top >= frame.top - 1 && box.bottom <= Math.min(frame.bottom, innerHeight) + 1 ? [number] : [];
    });
  }

  window.kgText = { draw, look, reveal, selected, begin, inView, slice };
})();
