// What is shown: one state that all tabs share, written to the address after "#", and the claims it lets through.
const FRESH = {
  tab: "network", vs: "", by: "pair", lane: "", areas: true, q: "", off: new Set(), hide: new Set(), relation: "", told: "", source: "", stance: "",
  modality: "", min: 1, from: null, to: null, focus: "", sel: "", level: null, article: "", claim: "", disputed: false, dense: false, kind: "",
};
const state = { ...FRESH, off: new Set(), hide: new Set() };
let visible = C;
const years = C.map((claim) => claim.year).filter((year) => year !== null).map(Math.floor);
const FIRST = years.length ? years.reduce((a, b) => Math.min(a, b)) : 0;
const LAST = years.length ? years.reduce((a, b) => Math.max(a, b)) : 0;

/** Give the words a claim is found by, made when first needed. */
function haystack(claim) {
  if (claim.hay === undefined) {
    const names = [claim.s, claim.o, ...claim.h].map((place) => E[place].label + " " + E[place].code).join(" ");
    claim.hay = `${names} ${R[claim.r].label} ${A[claim.a].text.slice(claim.sp[0], claim.sp[1])}`.toLowerCase();
  }
  return claim.hay;
}

/** Tell whether one tells a claim: everybody (""), the articles' own voice, an outlet's own voice, or a holder. */
function toldBy(claim, told) {
  if (!told) return true;
  if (told === "own") return claim.h.length === 0;
  if (told.startsWith("by:")) return claim.h.length === 0 && A[claim.a].key === told.slice(3);
  return claim.h.some((holder) => E[holder].id === told);
}

const comparing = () => Boolean(state.vs);
const tellings = () => (comparing() ? [state.told, state.vs] : [state.told]);
const teller = (told) => (!told ? "Everyone" : told === "own" ? "The articles’ own voice" : told.startsWith("by:") ? told.slice(3) : (byId.get(told) || { label: told }).label);

function passes(claim) {
  const relation = R[claim.r];
  return !state.off.has(relation.group)
    && !(state.hide.has(E[claim.s].family) || state.hide.has(E[claim.o].family))
    && (!state.relation || relation.name === state.relation)
    && tellings().some((told) => toldBy(claim, told))
    && (!state.source || A[claim.a].key === state.source)
    && (!state.stance || stance(claim) === state.stance)
    && (!state.modality || modality(claim) === state.modality)
    && (!state.disputed || claim.contested)
    && inTime(claim)
    && (!state.q || state.q.toLowerCase().split(/\s+/).every((word) => haystack(claim).includes(word)));
}

function inTime(claim) {
  if (state.from === null && state.to === null) return true;
  if (claim.year === null) return false;
  const year = Math.floor(claim.year);
  return (state.from === null || year >= state.from) && (state.to === null || year <= state.to);
}

const focused = () => (state.focus && byId.get(state.focus)) || null;

/** Work out which claims are shown; few sources are judged by pair and group, as the lines are. */
function refresh() {
  const centre = focused();
  visible = C.filter(passes);
  if (centre) {
    const touching = visible.filter((claim) => claim.s === centre.i || claim.o === centre.i);
    const near = new Set(touching.flatMap((claim) => [claim.s, claim.o]));
    visible = state.tab === "network" ? visible.filter((claim) => near.has(claim.s) && near.has(claim.o)) : touching;
  }
  if (state.min > 1) {
    const told = new Map();
    visible.forEach((claim) => { if (!told.has(claim.b)) told.set(claim.b, []); told.get(claim.b).push(claim); });
    const enough = new Set([...told].filter(([, claims]) => sources(claims) >= state.min).map(([place]) => place));
    visible = visible.filter((claim) => enough.has(claim.b));
  }
}

const KEYS = ["tab", "kind", "by", "lane", "vs", "q", "relation", "told", "source", "stance", "modality", "focus", "sel", "article", "claim"];
function writeHash() {
  const parts = new URLSearchParams();
  for (const key of KEYS) if (state[key] && state[key] !== FRESH[key]) parts.set(key, state[key]);
  if (state.off.size) parts.set("off", [...state.off].join(""));
  if (state.hide.size) parts.set("hide", [...state.hide].join("."));
  if (state.min > 1) parts.set("min", state.min);
  for (const key of ["from", "to", "level"]) if (state[key] !== null) parts.set(key, state[key]);
  for (const key of ["disputed", "dense"]) if (state[key]) parts.set(key, "1");
  if (!state.areas) parts.set("areas", "0");
  // A frame made of srcdoc may not change its address; the page works without.
  try { history.replaceState(null, "", parts.size ? "#" + parts : "#"); } catch (error) { return; }
}

function readHash(text) {
  const parts = new URLSearchParams(text.replace(/^#/, ""));
  const number = (key) => (/^-?\d{1,5}$/.test(parts.get(key) || "") ? Number(parts.get(key)) : null);
  for (const key of KEYS) state[key] = parts.get(key) || FRESH[key];
  if (!TABS.some(([name]) => name === state.tab)) state.tab = "network";
  state.off = new Set((parts.get("off") || "").split(""));
  state.hide = new Set((parts.get("hide") || "").split(".").filter(Boolean));
  state.min = Math.max(1, number("min") || 1);
  for (const key of ["from", "to", "level"]) state[key] = number(key);
  for (const key of ["disputed", "dense"]) state[key] = parts.get(key) === "1";
  state.areas = parts.get("areas") !== "0";
}

/** Change the state and draw everything that depends on it. */
function set(change) {
  Object.assign(state, change);
  update();
}

function toggle(key, value) {
  const next = new Set(state[key]);
  if (!next.delete(value)) next.add(value);
  set({ [key]: next });
}

const anyFilter = () => state.off.size || state.hide.size || state.relation || state.told || state.vs || state.source || state.stance
  || state.modality || state.min > 1 || state.from !== null || state.to !== null || state.focus || state.q || state.disputed;
const clearFilters = () => set({ ...FRESH, off: new Set(), hide: new Set(), tab: state.tab, by: state.by, areas: state.areas, dense: state.dense, level: state.level, article: state.article });

function choice(id, label, key, options, empty) {
  const select = el("select", { id, onchange: (event) => set({ [key]: event.target.value}) },
    el("option", { value: "" }, empty), options.map(([value, text]) => el("option", { value }, text)));
  return el("label", { class: "field" }, el("span", {}, label), select);
}

function tally(list, key) {
  const counts = new Map();
  list.forEach((one) => counts.set(key(one), (counts.get(key(one)) || 0) + 1));
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function legendRow(kind, one) {
  const key = kind === "line" ? "off" : "hide";
  const input = el("input", { type: "checkbox", "data-key": one.key, "data-kind": key, onchange: () => toggle(key, one.key) });
  const mark = kind === "line" ? el("i", { class: "line", "data-line": one.key }) : el("i", { class: "shape " + one.shape, "data-node": one.key });
  return el("label", { class: "check" }, input, mark, el("span", {}, one.label), el("small", { "data-count": key + one.key }));
}

function buildFilters() {
  const families = FAMILIES.filter((one) => E.some((entity) => entity.claims.length && entity.family === one.key));
  const outlets = tally(C, (claim) => A[claim.a].key).map(([key, count]) => [key, `${key} (${count})`]);
  const used = tally(C, (claim) => R[claim.r].name).map(([name, count]) => [name, `${R.find((one) => one.name === name).label} (${count})`]);
  const most = B.reduce((best, one) => Math.max(best, sources(one.claims)), 1);
  fill($("filters"),
    button("Close filters", () => toggleFilters(false), { class: "closer" }),
    el("div", { class: "field" }, el("span", {}, "As told by"), tellerChoice("told", "told", "Everyone"),
      el("span", { class: "beside" }, "beside"), tellerChoice("vs", "vs", "nobody else")),
    el("fieldset", {}, el("legend", {}, "What is said (lines)"), GROUPS.map((one) => legendRow("line", one))),
    el("fieldset", {}, el("legend", {}, "Who and what (dots)"), families.map((one) => legendRow("node", one))),
    el("fieldset", { class: "keys" }, el("legend", {}, "How it is drawn"),
      el("label", { class: "check" }, el("input", { type: "checkbox", id: "areas", onchange: (event) => set({ areas: event.target.checked }) }), el("span", {}, "Alliances with their members as areas")),
      el("p", {}, el("i", { class: "stroke solid" }), "told as being so"),
      el("p", {}, el("i", { class: "stroke dashed" }), "planned or demanded"),
      el("p", {}, el("i", { class: "stroke dotted" }), "probable, possible, if"),
      el("p", {}, el("i", { class: "badge contested" }, "≠"), "somebody disputes it"),
      el("p", {}, el("i", { class: "badge denied" }, "×"), "only denied"),
      el("p", {}, el("i", { class: "stroke thick" }), "thicker: more sources")),
    choice("relation", "Relation", "relation", used, "All relations"),
    outlets.length > 1 ? choice("source", "Source", "source", outlets, "All sources") : null,
    choice("stance", "Polarity", "stance", [["affirmed", "Affirmed"], ["denied", "Denied"]], "Affirmed and denied"),
    choice("modality", "Modality", "modality", DATA.modalities.map((name) => [name, name]), "Any modality"),
    most > 1 ? el("label", { class: "field" }, el("span", { id: "min-label" }, "At least 1 source"),
      el("input", { id: "min", type: "range", min: 1, max: Math.min(most, 10), value: 1, oninput: (event) => set({ min: Number(event.target.value) }) })) : null,
    LAST > FIRST ? timeField() : null,
    el("label", { class: "check" }, el("input", { type: "checkbox", id: "disputed", onchange: (event) => set({ disputed: event.target.checked }) }), el("span", {}, "Only what is disputed")),
    button("Clear all filters", clearFilters, { class: "clear", id: "clear" }));
}

function timeField() {
  const range = (id, key, edge) => el("input", { id, type: "range", min: FIRST, max: LAST, value: edge, "aria-label": key === "from" ? "Earliest year" : "Latest year",
    oninput: (event) => {
      const value = Number(event.target.value);
      // The ends never pass each other.
      const held = key === "from" ? Math.min(value, state.to === null ? LAST : state.to) : Math.max(value, state.from === null ? FIRST : state.from);
      set({ [key]: held === edge ? null : held });
    } });
  const bars_ = Math.min(LAST - FIRST + 1, 40);
  const counts = Array.from({ length: bars_ }, () => 0);
  years.forEach((year) => { counts[Math.floor((year - FIRST) / (LAST - FIRST + 1) * bars_)] += 1; });
  const most = Math.max(...counts);
  return el("div", { class: "field" }, el("span", { id: "time-label" }, "Time"),
    el("div", { class: "years-shown", "aria-hidden": "true" }, counts.map((count, i) => el("i", { "data-year": Math.floor(FIRST + i * (LAST - FIRST + 1) / bars_), style: { height: count ? `${Math.round(10 + 90 * count / most)}%` : "0" } }))),
    el("div", { class: "two-ends" }, range("from", "from", FIRST), range("to", "to", LAST)));
}

function syncFilters() {
  for (const id of ["told", "vs", "relation", "source", "stance", "modality"]) if ($(id)) $(id).value = state[id];
  if ($("min")) { $("min").value = state.min; $("min-label").textContent = `At least ${plural(state.min, "source")}`; }
  if ($("from")) {
    $("from").value = state.from === null ? FIRST : state.from;
    $("to").value = state.to === null ? LAST : state.to;
    const all = state.from === null && state.to === null;
    document.querySelectorAll("[data-year]").forEach((bar) => { const year = Number(bar.dataset.year); bar.className = year >= Number($("from").value) && year <= Number($("to").value) ? "in" : ""; });
    $("time-label").textContent = all ? `Time: ${FIRST} to ${LAST}, and undated` : `Time: ${state.from === null ? FIRST : state.from} to ${state.to === null ? LAST : state.to}, dated only`;
  }
  $("disputed").checked = state.disputed;
  $("areas").checked = state.areas;
  if ($("q").value !== state.q) $("q").value = state.q;
  document.querySelectorAll("#filters [data-key]").forEach((box) => { box.checked = !state[box.dataset.kind].has(box.dataset.key); });
  document.querySelectorAll("[data-line]").forEach((mark) => { mark.style.background = lineColour(mark.dataset.line); });
  document.querySelectorAll("[data-node]").forEach((mark) => { mark.style.background = nodeColour(mark.dataset.node); });
  const counts = new Map();
  const add = (key) => counts.set(key, (counts.get(key) || 0) + 1);
  visible.forEach((claim) => { add("off" + R[claim.r].group); new Set([claim.s, claim.o]).forEach((end) => add("=" + end)); });
  E.forEach((one) => { if (counts.has("=" + one.i)) add("hide" + one.family); });
  document.querySelectorAll("[data-count]").forEach((mark) => { mark.textContent = (counts.get(mark.dataset.count) || 0).toLocaleString("en"); });
  $("clear").disabled = !anyFilter();
}

function syncActive() {
  const chips = [];
  const chip = (text, change) => chips.push(button([el("bdi", {}, text), " ✕"], () => set(change), { class: "chip", "aria-label": `Remove filter: ${text}` }));
  if (focused()) chip(`around ${focused().label}`, { focus: "" });
  if (state.told && !comparing()) chip(`told by ${teller(state.told)}`, { told: "" });
  if (comparing()) chip(`${teller(state.told)} beside ${teller(state.vs)}`, { vs: "" });
  if (state.q) chip(`“${state.q}”`, { q: "" });
  if (state.relation) chip((R.find((one) => one.name === state.relation) || { label: state.relation }).label, { relation: "" });
  for (const key of ["source", "stance", "modality"]) if (state[key]) chip(state[key], { [key]: "" });
  if (state.min > 1) chip(`at least ${state.min} sources`, { min: 1 });
  if (state.from !== null || state.to !== null) chip($("time-label").textContent, { from: null, to: null });
  if (state.disputed) chip("only what is disputed", { disputed: false });
  if (state.off.size || state.hide.size) chip("some kinds hidden", { off: new Set(), hide: new Set() });
  fill($("active"), chips.length ? [el("span", {}, `${plural(visible.length, "claim")} of ${C.length.toLocaleString("en")}`), ...chips] : []);
}
