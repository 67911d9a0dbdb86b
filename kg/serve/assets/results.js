"use strict";
// Answers as a table, a chart, a network. Everything is set as text: nothing in an answer becomes markup.
const results = (() => {
  const PREFIXES = [["https://w3id.org/claimgraph/ontology#", "kg:"], ["http://www.w3.org/2001/XMLSchema#", "xsd:"],
    ["http://www.w3.org/2004/02/skos/core#", "skos:"], ["http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"],
    ["http://purl.org/dc/terms/", "dcterms:"]];
  const DATA = /^(.*\/)(article|entity|claim|proposition|conflict|evidence|occurrence|fact)\/([^/]+)$/u;
  const MOST_ROWS = 1000, MOST_BARS = 40, MOST_LINES = 400;
  const at = (id) => document.getElementById(id);
  const make = (name, text = "", attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  let table = null, sparql = "";

  function shortened(term) {
    if (!term) return "";
    if (term.type !== "uri") return term.value;
    const data = DATA.exec(term.value);
    if (data) return decodeURIComponent(data[3]);
    const known = PREFIXES.find(([iri]) => term.value.startsWith(iri));
    return known ? known[1] + term.value.slice(known[0].length) : term.value;
  }

  function fromJson(answer) {
    if ("boolean" in answer) return { columns: ["answer"], rows: [[{ type: "literal", value: String(answer.boolean) }]] };
    const columns = answer.head.vars;
    return { columns, rows: answer.results.bindings.map((row) => columns.map((name) => row[name])) };
  }

  function fromTriples(text) {
    const term = (part) => part.startsWith("<") ? { type: "uri", value: part.slice(1, -1) }
      : part.startsWith("_:") ? { type: "bnode", value: part }
        : { type: "literal", value: JSON.parse(/^"(?:[^"\\]|\\.)*"/u.exec(part)[0].replace(/\\U000([0-9A-Fa-f]{5})/gu, (_, code) => String.fromCodePoint(parseInt(code, 16)))) };
    const rows = [];
    for (const line of text.split("\n")) {
      const found = /^(\S+) (\S+) (.*) \.$/u.exec(line);
      if (found) rows.push([term(found[1]), term(found[2]), term(found[3])]);
    }
    return { columns: ["subject", "predicate", "object"], rows };
  }

  function cell(term) {
    const shown = make("td");
    const data = term?.type === "uri" && DATA.exec(term.value);
    if (data) shown.append(make("a", shortened(term), { href: `/${data[2]}/${data[3]}` }));
    else shown.textContent = shortened(term);
    shown.title = term?.value ?? "";
    if (/#(?:integer|decimal|double|float)$/u.test(term?.datatype ?? "")) shown.className = "number";
    return shown;
  }

  function asTable() {
    const made = make("table"), head = made.createTHead().insertRow();
    for (const name of table.columns) head.append(make("th", name));
    const body = made.createTBody();
    for (const row of table.rows.slice(0, MOST_ROWS)) body.insertRow().append(...row.map(cell));
    const left = table.rows.length - MOST_ROWS;
    return left > 0 ? [made, make("p", `and ${left} more rows: take them all as CSV or JSON`)] : [made];
  }

  const numeric = (column) => table.rows.length > 0 && table.rows.every((row) => row[column] && row[column].value.trim() !== "" && Number.isFinite(Number(row[column].value)));

  function asChart([label, value]) {
    const sums = new Map();
    for (const row of table.rows) {
      const key = shortened(row[label]) || "(none)";
      sums.set(key, (sums.get(key) ?? 0) + (value < 0 ? 1 : Number(row[value]?.value ?? 0)));
    }
    const bars = [...sums].sort((a, b) => b[1] - a[1]).slice(0, MOST_BARS);
    const most = Math.max(...bars.map(([, count]) => Math.abs(count)), 1e-9), height = 24;
    const space = "http://www.w3.org/2000/svg", svg = document.createElementNS(space, "svg");
    const part = (name, attributes, text = "") => {
      const made = document.createElementNS(space, name);
      for (const [key, one] of Object.entries(attributes)) made.setAttribute(key, one);
      made.textContent = text;
      svg.append(made);
    };
    const width = Math.min(760, at("shown").clientWidth || 760), left = Math.round(width * 0.34), room = width - left - 60;
    svg.setAttribute("width", String(width)); svg.setAttribute("height", String(bars.length * height));
    svg.setAttribute("role", "img"); svg.setAttribute("aria-label", `Bars by ${table.columns[label]}`);
    bars.forEach(([key, count], row) => {
      const fits = Math.floor(left / 7);
      part("text", { x: left - 8, y: row * height + 16, "text-anchor": "end" }, key.length > fits ? `${key.slice(0, fits - 1)}…` : key);
      part("rect", { x: left, y: row * height + 4, height: height - 8, width: Math.max(1, (Math.abs(count) / most) * room) });
      part("text", { x: left + 6 + (Math.abs(count) / most) * room, y: row * height + 16 }, String(Math.round(count * 100) / 100));
    });
    return [svg];
  }

  function loaded() {
    if (window.vis) return Promise.resolve();
    return new Promise((done, failed) => {
      const library = make("script", "", { src: "/assets/vis-network.js" });
      library.addEventListener("load", done); library.addEventListener("error", failed);
      document.head.append(library);
    });
  }

  function asNetwork([from, to, told]) {
    const frame = make("div", "", { class: "net" });
    loaded().then(() => {
      const names = new Map(), lines = new Map();
      for (const row of table.rows.slice(0, MOST_LINES)) {
        if (!row[from] || !row[to]) continue;
        const ends = [row[from], row[to]].map((term) => { const name = shortened(term); names.set(name, { id: name, label: name.slice(0, 40) }); return name; });
        const label = told < 0 ? "" : shortened(row[told]).replace(/^kg:/u, "").slice(0, 40);
        lines.set([...ends, label].join("\n"), { from: ends[0], to: ends[1], arrows: "to", label });
      }
      const style = getComputedStyle(document.documentElement), accent = style.getPropertyValue("--accent"), ink = style.getPropertyValue("--ink");
      const font = { color: ink, strokeWidth: 3, strokeColor: style.getPropertyValue("--card") };
      const options = { nodes: { shape: "dot", size: 9, color: accent, font }, edges: { smooth: false, color: style.getPropertyValue("--muted"), font: { ...font, size: 11 } },
        physics: { stabilization: { iterations: 150 } }, interaction: { hideEdgesOnDrag: true } };
      const drawn = new window.vis.Network(frame, { nodes: [...names.values()], edges: [...lines.values()] }, options);
      drawn.once("stabilizationIterationsDone", () => drawn.fit({ animation: false }));
    }).catch(() => { frame.textContent = "The network library cannot be loaded."; });
    return [frame];
  }

  function asText() {
    const links = ["csv", "tsv", "json", "xml", "turtle", "jsonld"].flatMap((form) =>
      [make("a", form, { href: `/sparql?${new URLSearchParams({ query: sparql, format: form })}`, target: "_blank" }), " "]);
    return [make("p", "Take it as "), ...links, make("pre", sparql)];
  }

  const columnsFor = {
    Chart: () => [["of", table.columns.map((_, i) => i), Math.max(0, table.columns.findIndex((_, i) => !numeric(i)))],
      ["by", [-1, ...table.columns.map((_, i) => i).filter(numeric)], table.columns.map((_, i) => i).find(numeric) ?? -1]],
    Network: () => {
      const named = ["subject", "object"].map((name) => table.columns.indexOf(name));
      const first = named.every((one) => one >= 0) ? named : [0, Math.min(1, table.columns.length - 1)];
      return [["from", table.columns.map((_, i) => i), first[0]], ["to", table.columns.map((_, i) => i), first[1]],
        ["said of the line", [-1, ...table.columns.map((_, i) => i)], table.columns.findIndex((name) => ["relation", "predicate"].includes(name))]];
    },
  };
  const ways = { Table: asTable, Chart: asChart, Network: asNetwork, Download: asText };

  function open(way) {
    for (const tab of at("ways").children) tab.setAttribute("aria-selected", String(tab.textContent === way));
    const choices = (columnsFor[way]?.() ?? []).map(([title, options, chosen]) => {
      const field = make("select");
      for (const one of options) field.append(make("option", one < 0 ? (title === "by" ? "number of rows" : "nothing") : table.columns[one], { value: one }));
      field.value = String(chosen);
      field.addEventListener("change", redraw);
      return [title, field];
    });
    at("choice").replaceChildren(...choices.map(([title, field]) => { const label = make("label", `${title} `); label.append(field); return label; }));
    function redraw() { at("shown").replaceChildren(...ways[way](choices.map(([, field]) => Number(field.value)))); }
    redraw();
  }

  function show(found, query) {
    table = found; sparql = query;
    at("answer").hidden = false;
    at("ways").replaceChildren(...Object.keys(ways).map((way) => {
      const tab = make("button", way, { type: "button", role: "tab" });
      tab.addEventListener("click", () => open(way));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], all = [...at("ways").children];
        if (step) { const next = all[(all.indexOf(tab) + step + all.length) % all.length]; next.focus(); next.click(); }
      });
      return tab;
    }));
    open("Table");
  }
  return { fromJson, fromTriples, show };
})();
