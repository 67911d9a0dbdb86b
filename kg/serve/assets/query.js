"use strict";
// The editor: completion of the vocabulary, the named queries, and what happens on "Run".
const byId = (id) => document.getElementById(id);
const box = byId("query"), list = byId("complete"), message = byId("message");
let words = { terms: [], queries: [] }, matches = [], place = 0, current = null, running = null;
const LINE = 18, MOST = 12;
const narrow = () => window.matchMedia("(max-width: 760px)").matches;

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

// --- completion
function token() {
  const before = box.value.slice(0, box.selectionStart);
  return /(?:[\w-]+:)?[\w-]*$/u.exec(before)[0];
}

function suggest(always = false) {
  const typed = token().toLowerCase();
  if (!typed && !always) return hide();
  const rank = (one) => {
    const name = one.name.toLowerCase(), local = name.slice(name.indexOf(":") + 1);
    if (name.startsWith(typed) || local.startsWith(typed)) return 0;
    if (one.label.toLowerCase().startsWith(typed)) return 1;
    return typed.length > 2 && (name.includes(typed) || one.label.toLowerCase().includes(typed)) ? 2 : 3;
  };
  matches = words.terms.map((one) => [rank(one), one]).filter(([r]) => r < 3)
    .sort((a, b) => a[0] - b[0]).slice(0, MOST).map(([, one]) => one);
  if (!matches.length || (matches.length === 1 && matches[0].name === token())) return hide();
  place = 0;
  draw();
}

function draw() {
  list.replaceChildren(...matches.map((one, row) => {
    const item = element("li", { role: "option", id: `option-${row}` }, one.name, element("small", {}, one.label));
    item.setAttribute("aria-selected", String(row === place));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(one); });
    return item;
  }));
  const row = box.value.slice(0, box.selectionStart).split("\n").length;
  list.style.top = `${Math.min(10 + row * LINE - box.scrollTop, box.clientHeight)}px`;
  list.hidden = false;
  box.setAttribute("aria-activedescendant", `option-${place}`);
  list.children[place]?.scrollIntoView({ block: "nearest" });
}

function hide() { list.hidden = true; matches = []; box.removeAttribute("aria-activedescendant"); }

function take(one) {
  const start = box.selectionStart - token().length;
  box.setRangeText(one.name, start, box.selectionStart, "end");
  hide();
  box.focus();
}

box.addEventListener("input", () => {
  if (current) { byId("parameters").replaceChildren(); byId("about").textContent = ""; }
  current = null;
  suggest();
});
box.addEventListener("blur", hide);
box.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); return run(); }
  if (event.ctrlKey && event.key === " ") { event.preventDefault(); return suggest(true); }
  if (list.hidden) return undefined;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { event.preventDefault(); place = (place + step + matches.length) % matches.length; return draw(); }
  if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); return take(matches[place]); }
  if (event.key === "Escape") { event.preventDefault(); hide(); }
  return undefined;
});

// --- named queries
const NAMED = { entity: "ent:", relation: "kg:", class: "kg:" }, OFFERED = 2000;

function name(query) {
  current = query;
  box.value = query.sparql;
  message.textContent = "";
  byId("about").textContent = `${query.title}. ${query.description}`;
  for (const button of byId("named").querySelectorAll("button")) button.setAttribute("aria-current", String(button.textContent === query.title));
  byId("parameters").replaceChildren(...query.parameters.map((one) => {
    const field = element("input", { name: one.name, placeholder: one.required ? `${one.type}, such as Japan` : `any ${one.type}`, required: one.required });
    field.setAttribute("list", `known-${one.type}`);
    field.addEventListener("change", () => fill());
    return element("label", {}, element("b", {}, one.name), ` ${one.description} `, field);
  }), ...query.parameters.map((one) => one.type).filter((type, place, all) => all.indexOf(type) === place).map(offered));
  if (narrow()) byId("all-named").open = false;
  if (!query.parameters.some((one) => one.required)) run();
}

function offered(type) {
  const begins = NAMED[type] ?? "none:", list = element("datalist", { id: `known-${type}` });
  const fitting = words.terms.filter((one) => one.name.startsWith(begins)).slice(0, OFFERED);
  list.append(...fitting.map((one) => element("option", { value: begins === "ent:" ? one.label : one.name.slice(begins.length) })));
  return list;
}

async function fill() {
  const given = new URLSearchParams();
  for (const field of byId("parameters").querySelectorAll("input")) if (field.value.trim()) given.set(field.name, field.value.trim());
  const answer = await fetch(`/named/${encodeURIComponent(current.name)}?${given}`);
  const text = await answer.text();
  if (!answer.ok) return fail(text);
  box.value = text;
  return run();
}

// --- running
function fail(text) { message.textContent = text; message.className = "error"; byId("answer").hidden = true; }

async function run() {
  running?.abort();
  running = new AbortController();
  message.className = "quiet";
  message.textContent = "Running…";
  const started = performance.now();
  try {
    const answer = await fetch("/sparql", {
      method: "POST", body: box.value, signal: running.signal,
      headers: { "content-type": "application/sparql-query", accept: "application/sparql-results+json, application/n-triples;q=0.9" },
    });
    const text = await answer.text();
    if (!answer.ok) return fail(text);
    const table = answer.headers.get("content-type").includes("json") ? results.fromJson(JSON.parse(text)) : results.fromTriples(text);
    const time = Math.round(performance.now() - started);
    message.textContent = `${table.rows.length} row${table.rows.length === 1 ? "" : "s"} in ${time} ms`;
    history.replaceState(null, "", `#${encodeURIComponent(box.value)}`);
    results.show(table, box.value);
    return byId("message").scrollIntoView({ block: narrow() ? "start" : "nearest" });
  } catch (error) {
    if (error.name !== "AbortError") fail(`The server cannot be reached: ${error.message}`);
    return undefined;
  }
}

byId("form").addEventListener("submit", (event) => { event.preventDefault(); if (current && byId("parameters").querySelector("input")) fill(); else run(); });

fetch("/vocabulary.json").then((answer) => answer.json()).then((found) => {
  words = found;
  byId("named").replaceChildren(...found.queries.map((query) => {
    const button = element("button", { type: "button", title: query.description }, query.title);
    button.addEventListener("click", () => name(query));
    return element("li", {}, button);
  }));
}).catch((error) => fail(`The vocabulary cannot be read: ${error.message}`));
byId("all-named").open = !narrow();
if (location.hash.length > 1) { box.value = decodeURIComponent(location.hash.slice(1)); run(); }
