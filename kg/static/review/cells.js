// The cells of a claim: names and allowed values are completed, what is new says so.
"use strict";
(() => {
  const words = JSON.parse(document.querySelector("meta[name=kg-words]").content);
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  // What a new name most likely is, by its end; the person sees it and can say otherwise.
  const ENDS = [
    [/(园区|开发区|高新区|经开区|保税区|产业园)$/, "Park"], [/新区$/, "NewArea"], [/[区县旗]$/, "District"], [/[市州盟]$/, "City"],
    [/[乡镇]$|街道$/, "Township"], [/(公司|集团|企业)$/, "Company"], [/(大学|学院)$/, "University"], [/医院$/, "Hospital"],
    [/商会$/, "ChamberOfCommerce"], [/(工商联|工商业联合会)$/, "FederationOfIndustryAndCommerce"], [/[局委厅办部]$/, "GovernmentBody"],
  ];
  let number = 0;

  const make = (tag, given = {}, ...inside) => {
    const one = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) {
      if (name in one && typeof value !== "string") one[name] = value;
      else one.setAttribute(name, value);
    }
    one.append(...inside);
    return one;
  };
  const called = (value) => (typeof value === "string" ? value : (lang === "en" && value.en) || value.full || value.zh || value.id);

  function guess(name, types) {
    const found = ENDS.find(([end, type]) => end.test(name) && types.includes(type));
    return found ? found[1] : types.includes("Organization") ? "Organization" : types[0] || null;
  }

  // The cells of an item: those that are filled, and those that mostly are.
  function draw(item, kind, given) {
    const form = item.form, list = make("div", { class: "cells" });
    const known = new Set(kind.columns.map((column) => column.header));
    const strange = Object.keys(form.cells).filter((header) => !known.has(header))
      .map((header) => ({ header, zh: header, en: header, kind: "text", types: [], usual: true }));
    const columns = [...kind.columns, ...strange];
    const wrong = new Set(given.problems.map((one) => one.column));
    const shown = columns.filter((column) => column.usual || form.cells[column.header]?.length || wrong.has(column.header));
    list.append(...shown.map((column) => cell(column, item, given)));
    const rest = columns.filter((column) => !shown.includes(column));
    if (rest.length) list.append(more(rest, item, given));
    return list;
  }

  function more(rest, item, given) {
    const choose = make("select", { "aria-label": words.more, class: "more" }, make("option", { value: "" }, words.more));
    const sorted = [...rest].sort((one, other) => one[lang].localeCompare(other[lang], lang));
    choose.append(...sorted.map((column) => make("option", { value: column.header }, column[lang])));
    choose.addEventListener("change", () => {
      const column = rest.find((one) => one.header === choose.value);
      if (!column) return;
      const added = cell(column, item, given);
      choose.before(added);
      choose.querySelector(`option[value="${CSS.escape(column.header)}"]`).remove();
      choose.value = "";
      added.querySelector("input, select").focus();
    });
    return choose;
  }

  function cell(column, item, given) {
    const id = `cell-${++number}`;
    const label = make("label", { for: id, title: column.definition?.[lang] || "" }, column[lang]);
    if (column.needed) label.append(make("span", { class: "needed", title: words.needed }, "*"));
    const row = make("div", { class: "cell", "data-header": column.header }, label);
    const editor = column.kind === "entity" || column.kind === "concept" ? chips : column.kind === "boolean" ? truth : plain;
    row.append(editor(id, column, item, given));
    for (const problem of given.problems.filter((one) => one.column === column.header)) {
      row.classList.add("wrong");
      row.append(make("p", { class: "problem" }, problem[lang]));
    }
    return row;
  }

  function put(item, header, values, changed) {
    if (values.length) item.form.cells[header] = values;
    else delete item.form.cells[header];
    changed();
  }

  function plain(id, column, item, { changed }) {
    const value = (item.form.cells[column.header] || []).map(called).join("|");
    const input = make("input", { id, value, autocomplete: "off", spellcheck: "false" });
    if (column.kind === "date") input.placeholder = "2024-05-06";
    if (column.kind === "number") input.inputMode = "decimal";
    input.addEventListener("input", () => put(item, column.header, input.value.trim() ? [input.value] : [], changed));
    return input;
  }

  function truth(id, column, item, { changed }) {
    const choose = make("select", { id });
    for (const [value, word] of [["", ""], ["true", words.yes], ["false", words.no]]) choose.append(make("option", { value }, word));
    choose.value = item.form.cells[column.header]?.[0] || "";
    choose.addEventListener("change", () => put(item, column.header, choose.value ? [choose.value] : [], changed));
    return choose;
  }

  function chips(id, column, item, { near, changed, types: labels }) {
    const box = make("div", { class: "chips" }), hits = `${id}-hits`;
    const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": hits };
    const input = make("input", { id, autocomplete: "off", spellcheck: "false", ...combobox });
    const list = make("ul", { id: hits, class: "hits", role: "listbox", "aria-label": column[lang], hidden: true });
    let found = [], chosen = -1, asked = 0, timer = 0;
    const values = () => item.form.cells[column.header] || [];

    function drawn() {
      box.querySelectorAll(".chip").forEach((one) => one.remove());
      input.before(...values().map((value, at) => chip(value, at)));
    }
    function chip(value, at) {
      const one = make("span", { class: "chip", title: (typeof value === "object" && value.id) || "" }, called(value));
      if (typeof value === "object" && !value.id) {
        one.classList.add("new");
        one.append(make("b", {}, words.new));
        if (column.types.length > 1) {
          const types = make("select", { "aria-label": words.new_as, tabindex: "-1" });
          types.append(...column.types.map((type) => make("option", { value: type }, labels[type][lang])));
          types.value = column.types.includes(value.type) ? value.type : guess(value.zh, column.types) || "";
          value.type = types.value || value.type;
          types.addEventListener("change", () => { value.type = types.value; changed(); });
          one.append(types);
        }
      }
      const away = make("button", { type: "button", tabindex: "-1", "aria-label": words.remove.replace("{name}", called(value)) }, "×");
      away.addEventListener("click", () => {
        put(item, column.header, values().filter((_, other) => other !== at), changed);
        drawn();
        input.focus();
      });
      one.append(away);
      return one;
    }
    function take(value) {
      put(item, column.header, column.many ? [...values(), value] : [value], changed);
      input.value = "";
      close();
      drawn();
    }
    function close() { asked += 1; clearTimeout(timer); found = []; chosen = -1; show(); }
    function show() {
      list.replaceChildren(...found.map((value, at) => {
        const option = make("li", { id: `${hits}-${at}`, role: "option", "aria-selected": String(at === chosen) });
        option.append(value.make ? words.make_new.replace("{name}", value.zh) : called(value));
        const second = value.make ? "" : lang === "zh" ? value.en : value.zh;
        option.append(make("span", { class: "second" }, second || ""));
        option.addEventListener("mousedown", (event) => { event.preventDefault(); pick(value); });
        return option;
      }));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      if (chosen >= 0) input.setAttribute("aria-activedescendant", `${hits}-${chosen}`);
      else input.removeAttribute("aria-activedescendant");
      list.children[chosen]?.scrollIntoView({ block: "nearest" });
    }
    function pick(value) {
      if (!value.make) { take(value); return; }
      take({ id: null, zh: value.zh, en: null, type: guess(value.zh, column.types), full: value.zh });
    }
    async function suggest() {
      const text = input.value.trim(), mine = ++asked;
      const query = new URLSearchParams({ class: item.form.class, column: column.header, q: text });
      if (!text) near().forEach((ident) => query.append("near", ident));
      const response = await fetch(`/api/complete?${query}`).catch(() => null);
      const answer = response?.ok ? await response.json() : [];
      if (mine !== asked) return;
      const exact = answer.some((one) => [one.zh, one.en, one.full, one.id].includes(text));
      const add = text && column.kind === "entity" && column.types.length && !exact ? [{ make: true, zh: text }] : [];
      found = [...answer, ...add];
      chosen = text && found.length ? 0 : -1;
      show();
    }
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, 120); });
    input.addEventListener("click", () => { if (list.hidden) suggest(); });
    input.addEventListener("blur", () => { clearTimeout(timer); close(); });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); close(); return; }
      if (event.key === "Backspace" && !input.value && values().length) {
        put(item, column.header, values().slice(0, -1), changed);
        drawn();
        return;
      }
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        if (chosen >= 0) pick(found[chosen]);
        return;
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      if (list.hidden) { suggest(); return; }
      chosen = (chosen + step + found.length) % found.length;
      show();
    });
    box.append(input, list);
    drawn();
    return box;
  }

  window.kgCells = { draw, make, called, words, lang };
})();
