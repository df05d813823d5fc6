// The form by which one proposes a pairing: makes two tables of what was typed and sends nothing.
"use strict";
(() => {
  const here = document.currentScript, form = document.getElementById("proposal"), made = document.getElementById("made");
  // As `kg export` writes them: quoted where needed; what a spreadsheet would compute stays text.
  const cell = (text) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? ` ${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const table = (row) => [Object.keys(row), Object.values(row)].map((line) => line.map(cell).join(",")).join("\r\n");
  const today = () => new Date().toISOString().slice(0, 10);

  function rows(given) {
    // An id of one's own, which clashes with none: the time, in letters and digits.
    const mark = Date.now().toString(36);
    const source = { id: `proposed-${mark}`, "title@zh": given.title, issued: given.issued, reliability: given.reliability,
      publisher: given.publisher, "dcterms:source": given.url, recordedOn: today() };
    const supporter = { one: given.one, other: given.other }[given.direction] || "";
    const supported = { one: given.other, other: given.one }[given.direction] || "";
    const pairing = { id: `pairing/proposed-${mark}`, source: source.id, partner: supporter ? "" : `${given.one}|${given.other}`,
      supporter, supported, mechanism: given.mechanism, programme: given.programme, validFrom: given.since };
    return [source, pairing];
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
    const [source, pairing] = rows(given);
    document.getElementById("sources").value = table(source);
    document.getElementById("pairings").value = table(pairing);
    made.hidden = false;
    made.querySelector("h2").scrollIntoView({ block: "start" });
  });
  document.getElementById("copy").addEventListener("click", async () => {
    const both = ["sources", "pairings"].map((name) => document.getElementById(name));
    const text = both.map((area) => `${area.id}.csv\r\n${area.value}\r\n`).join("\r\n");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // A page from disk may not write to the clipboard; the last table is selected for the keyboard.
      both[1].select();
      return;
    }
    document.getElementById("copied").textContent = here.dataset.copied;
  });
})();
