// Start: build the fixed parts, read the address, draw, and listen to keys.
const TABS = [["network", "Network", drawNetwork], ["claims", "Claims", drawClaims], ["disputes", "Disputes", drawDisputes],
  ["timeline", "Timeline", drawTimeline], ["article", "Article", drawArticle], ["statistics", "Statistics", drawStatistics]];

function update() {
  refresh();
  for (const [name] of TABS) {
    $("view-" + name).hidden = name !== state.tab;
    $("tab-" + name).setAttribute("aria-selected", String(name === state.tab));
    $("tab-" + name).tabIndex = name === state.tab ? 0 : -1;
  }
  document.body.dataset.tab = state.tab;
  $("tabs").scrollLeft = Math.max(0, $("tab-" + state.tab).offsetLeft - $("tabs").clientWidth + $("tab-" + state.tab).offsetWidth + 24);
  syncFilters();
  syncActive();
  if (state.tab === "network") drawPanel();
  TABS.find(([name]) => name === state.tab)[2]();
  $("status").textContent = `${TABS.find(([name]) => name === state.tab)[1]}: ${plural(visible.length, "claim")}${sel() && sel().kind === "node" ? `, ${sel().entity.label} chosen` : ""}`;
  writeHash();
}

function buildTabs() {
  const counts = { claims: C.length, disputes: D.length };
  fill($("tabs"), TABS.map(([name, label]) => button([label, counts[name] ? el("small", {}, counts[name].toLocaleString("en")) : null], () => set({ tab: name }), { role: "tab", id: "tab-" + name, "aria-controls": "view-" + name })));
  $("tabs").addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const now = TABS.findIndex(([name]) => name === state.tab);
    set({ tab: TABS[(now + by + TABS.length) % TABS.length][0] });
    $("tab-" + state.tab).focus();
  });
}

function buildCounts() {
  const spoken = E.filter((one) => one.claims.length).length;
  const speakers = E.filter((one) => one.told.length).length;
  fill($("counts"), [plural(A.length, "article"), plural(C.length, "claim"), plural(spoken, "actor or thing", "actors, places and things"), plural(speakers, "speaker"), plural(D.length, "dispute")].map((text, i) => [i ? " · " : "", el("span", {}, text)]).flat());
}

/** Offer the actors that bear what is typed; the arrow keys walk through them while the words stay in the field. */
function suggest() {
  const text = $("q").value.trim().toLowerCase();
  const found = text ? E.filter((one) => one.claims.length + one.told.length && (one.label.toLowerCase().includes(text) || one.code.toLowerCase() === text))
    .sort((a, b) => Number(b.label.toLowerCase().startsWith(text)) - Number(a.label.toLowerCase().startsWith(text)) || b.claims.length - a.claims.length).slice(0, 7) : [];
  fill($("suggest"), found.map((one, i) => el("li", { role: "option", class: "row", id: `suggest-${i}`, "aria-selected": "false", onclick: () => { hideSuggestions(); set({ q: "" }); choose("node:" + one.id); } },
    el("i", { class: "shape " + swatch(FAMILIES, one.family).shape, style: { background: nodeColour(one.family) } }), el("bdi", {}, one.label), el("small", {}, plural(one.claims.length, "claim")))));
  $("suggest").hidden = !found.length;
  $("q").setAttribute("aria-expanded", String(found.length > 0));
  $("q").removeAttribute("aria-activedescendant");
}

function hideSuggestions() {
  $("suggest").hidden = true;
  $("q").setAttribute("aria-expanded", "false");
  $("q").removeAttribute("aria-activedescendant");
}

const suggestion = () => ($("suggest").hidden ? null : $("suggest").querySelector('[aria-selected="true"]'));

function walkSuggestions(by) {
  const options = [...$("suggest").children];
  if ($("suggest").hidden || !options.length) return;
  const at = options.indexOf(suggestion());
  const next = options[at < 0 ? (by > 0 ? 0 : options.length - 1) : (at + by + options.length) % options.length];
  options.forEach((one) => one.setAttribute("aria-selected", String(one === next)));
  $("q").setAttribute("aria-activedescendant", next.id);
}

function onSearchKey(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) { walkSuggestions(by); event.preventDefault(); }
  if (event.key === "Escape") { hideSuggestions(); $("q").blur(); set({ q: "" }); }
  if (event.key !== "Enter") return;
  const chosen = suggestion();
  hideSuggestions();
  if (chosen) chosen.click(); else set({ q: $("q").value.trim() });
}

function buildSearch() {
  let waiting = 0;
  $("q").addEventListener("input", () => {
    suggest();
    clearTimeout(waiting);
    waiting = setTimeout(() => set({ q: $("q").value.trim() }), 180);
  });
  $("q").addEventListener("keydown", (event) => { if (event.key === "Enter") clearTimeout(waiting); onSearchKey(event); });
  document.addEventListener("click", (event) => { if (!event.target.closest(".find")) hideSuggestions(); });
}

/** What the arrow keys walk along: rows of a table, of a list, notes beside a text, bubbles of a lane. */
const WALKED = ["tr[data-claim]", ".rows .row", ".note", ".bubble", ".pill", ".bars .name", ".balance .pair"];

function walkList(event) {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
  const kind = by && WALKED.find((one) => event.target.matches(one));
  if (!kind) return false;
  const list = [...event.target.closest("section, aside, #center").querySelectorAll(kind)];
  const next = list[Math.max(0, Math.min(list.length - 1, list.indexOf(event.target) + by))];
  event.preventDefault();
  next.focus();
  return true;
}

function skip(event) {
  event.preventDefault();
  (state.tab === "network" ? $("net") : $("view-" + state.tab)).focus();
}

function toggleFilters(open) {
  document.body.classList.toggle("filtering", open);
  const shown = document.body.classList.contains("filtering");
  $("filter-button").setAttribute("aria-expanded", String(shown));
  (shown ? $("filters").querySelector(".closer") : $("filter-button")).focus();
}

function setTheme(next) {
  theme = next;
  if (next) document.documentElement.dataset.theme = next; else delete document.documentElement.dataset.theme;
  $("theme").textContent = isDark() ? "☀" : "☾";
  update();
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const inNet = event.target.closest && event.target.closest("#net");
  if (walkList(event)) return;
  if (event.key === "/") { event.preventDefault(); $("q").focus(); }
  else if (event.key === "Escape") { if (document.body.classList.contains("filtering")) toggleFilters(false); else set({ sel: "" }); }
  else if (/^[1-6]$/.test(event.key)) set({ tab: TABS[Number(event.key) - 1][0] });
  else if (inNet && ARROWS[event.key]) { event.preventDefault(); walk(...ARROWS[event.key]); }
  else if (inNet && (event.key === "+" || event.key === "-")) zoom(event.key === "+" ? 1.35 : 1 / 1.35);
  else if (inNet && event.key === "0") fitNetwork(true);
}

buildTabs();
buildCounts();
buildFilters();
buildTools();
buildSearch();
readHash(location.hash.length > 1 ? location.hash : DATA.start || "");
$("filter-button").addEventListener("click", () => toggleFilters());
$("skip").addEventListener("click", skip);
$("theme").addEventListener("click", () => setTheme(isDark() ? "light" : "dark"));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTheme(theme));
addEventListener("hashchange", () => { readHash(location.hash); update(); });
document.addEventListener("keydown", onKey);
// Paper is light whatever the screen is.
addEventListener("beforeprint", () => {
  const before = theme;
  setTheme("light");
  addEventListener("afterprint", () => setTheme(before), { once: true });
});
let width = innerWidth;
addEventListener("resize", () => { if (innerWidth !== width && panes[0].net && state.tab === "network") { width = innerWidth; drawNetwork(); fitNetwork(false); } });
setTheme("");
window.claimgraph = Object.freeze({ whereDrawn, shown: () => visible.length, lines: () => panes[0].lines.size, labels: () => panes[0].labels.map(({ item, spot }) => ({ id: E[item.place].id, spot })), drawn: (pane = 0) => panes[pane].lines.size && panes[pane].items.length, areas: () => panes[0].areas.map((one) => E[one.hub].id), sources: (ids) => sources(C.filter((claim) => ids.includes(claim.id))), svg: svgText });
