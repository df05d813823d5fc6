// The list of texts: how far each is decided, one after the other.
"use strict";
(async () => {
  const words = JSON.parse(document.querySelector("meta[name=kg-words]").content);
  for (const row of document.querySelectorAll("[data-source]")) {
    const response = await fetch(`/api/text/${encodeURIComponent(row.dataset.source)}`).catch(() => null);
    const said = row.querySelector(".said");
    if (!response?.ok) {
      const told = await response?.json().catch(() => null);
      said.textContent = told?.error?.[document.documentElement.lang.startsWith("zh") ? "zh" : "en"] || words.failed;
      continue;
    }
    const found = window.kgPoints.progress(window.kgPoints.read(await response.json()));
    const done = found.sentences.filter(Boolean).length;
    row.querySelector("progress").value = found.all ? done / found.all : 1;
    said.textContent = [
      words.sentences_done.replace("{n}", done).replace("{all}", found.all),
      words.drafts_done.replace("{n}", found.decided).replace("{all}", found.drafts),
    ].join(" · ");
  }
})();
