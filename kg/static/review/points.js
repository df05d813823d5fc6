// Offsets count characters (code points); the browser counts UTF-16 units. Here is where the two meet.
"use strict";
(() => {
  // How many characters the first `units` of a text are; half a pair counts as the whole.
  function pointsBefore(text, units) {
    let count = 0, place = 0;
    while (place < units) {
      place += text.codePointAt(place) > 0xffff ? 2 : 1;
      count += 1;
    }
    return count;
  }

  // A sentence in pieces, each with all that covers it: [{start, end, on: [names]}].
  function pieces(start, end, marks) {
    const inside = marks.filter((mark) => mark.start < end && mark.end > start);
    const cuts = new Set([start, end]);
    for (const mark of inside) {
      cuts.add(Math.max(start, mark.start));
      cuts.add(Math.min(end, mark.end));
    }
    const sorted = [...cuts].sort((one, other) => one - other);
    return sorted.slice(0, -1).map((from, number) => ({
      start: from, end: sorted[number + 1],
      on: inside.filter((mark) => mark.start <= from && mark.end >= sorted[number + 1]).map((mark) => mark.name),
    }));
  }

  const over = (span, start, end) => span[0] < end && span[1] > start;

  // The items that rest on words of each sentence. Sentences are in order and do not meet: in a long text
  // each is looked up, not compared with every other.
  function bySentence(state) {
    const spans = state.sentences, found = spans.map(() => []);
    for (const item of state.items) {
      for (const [start, end] of item.form.spans) {
        let low = 0, high = spans.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (spans[middle][1] > start) high = middle;
          else low = middle + 1;
        }
        for (; low < spans.length && spans[low][0] < end; low += 1) if (found[low].at(-1) !== item) found[low].push(item);
      }
    }
    return found;
  }

  // A sentence is decided if something in it is, and no draft in it is not.
  function progress(state) {
    const open = (item) => item.state === "open" && !item.mine;
    const inside = bySentence(state), nothing = new Set(state.nothing.map((one) => one.join()));
    const done = (span, number) => !inside[number].some(open) && (inside[number].length > 0 || nothing.has(span.join()));
    const drafts = state.items.filter((item) => item.draft);
    return {
      sentences: state.sentences.map(done), all: state.sentences.length,
      drafts: drafts.length, decided: drafts.filter((item) => !open(item)).length,
    };
  }

  // What the server tells of a text, as one list of items in the order of the text.
  function read(told) {
    const settled = new Map(told.decisions.map((one) => [one.draft, one]));
    const claimed = new Set();
    const items = told.drafts.map((draft) => {
      const decision = settled.get(draft.key);
      if (decision?.claim) claimed.add(decision.claim);
      return { ...draft, draft: true, decision, state: decision ? decision.decision : "open", original: JSON.stringify(draft.form) };
    });
    const byClaim = new Map(told.decisions.filter((one) => one.claim).map((one) => [one.claim, one]));
    for (const claim of told.claims) {
      if (claimed.has(claim.id)) continue;
      const decision = byClaim.get(claim.id);
      items.push({
        key: decision?.draft || `claim ${claim.id}`, draft: false, decision, state: decision ? decision.decision : "in_tables",
        form: { class: claim.class, id: claim.id, cells: {}, spans: claim.spans }, zh: claim.zh, en: claim.en,
        contradicts: [], beside: [],
      });
    }
    for (const [key, form] of Object.entries(told.pending)) {
      const item = items.find((one) => one.key === key);
      if (item?.state === "open") item.form = form;
      else if (!item && key.startsWith("mine ")) {
        items.push({ key, mine: true, state: "open", form, contradicts: [], beside: [] });
      }
    }
    const first = (item) => item.form.spans[0] || [0, 0];
    items.sort((one, other) => first(one)[0] - first(other)[0] || first(one)[1] - first(other)[1]);
    const nothing = told.decisions.filter((one) => one.decision === "nothing").map((one) => [Number(one.start), Number(one.end)]);
    return { items, nothing, sentences: told.sentences, readTo: told.read_to ?? Infinity };
  }

  window.kgPoints = { pointsBefore, pieces, over, bySentence, progress, read };
})();
