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

function suggest() {
  const text = $("q").value.trim().toLowerCase();
  const found = text ? E.filter((one) => one.claims.length + one.told.length && (one.label.toLowerCase().includes(text) || one.code.toLowerCase() === text))
    .sort((a, b) => Number(b.label.toLowerCase().startsWith(text)) - Number(a.label.toLowerCase().startsWith(text)) || b.claims.length - a.claims.length).slice(0, 7) : [];
  fill($("suggest"), found.map((one) => el("li", { role: "option" }, button([el("i", { class: "shape " + swatch(FAMILIES, one.family).shape, style: { background: nodeColour(one.family) } }), el("bdi", {}, one.label), el("small", {}, plural(one.claims.length, "claim"))],
    () => { hideSuggestions(); set({ q: "" }); choose("node:" + one.id); }, { class: "row" }))));
  $("suggest").hidden = !found.length;
  $("q").setAttribute("aria-expanded", String(found.length > 0));
}

function hideSuggestions() {
  $("suggest").hidden = true;
  $("q").setAttribute("aria-expanded", "false");
}

function buildSearch() {
  let waiting = 0;
  $("q").addEventListener("input", () => {
    suggest();
    clearTimeout(waiting);
    waiting = setTimeout(() => set({ q: $("q").value.trim() }), 180);
  });
  $("q").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { hideSuggestions(); $("q").blur(); set({ q: "" }); }
    const first = $("suggest").querySelector("button");
    if (event.key === "ArrowDown" && first) { first.focus(); event.preventDefault(); }
    if (event.key === "Enter") { clearTimeout(waiting); hideSuggestions(); set({ q: $("q").value.trim() }); }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".find")) hideSuggestions(); });
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
  if (event.key === "/") { event.preventDefault(); $("q").focus(); }
  else if (event.key === "Escape") set({ sel: "" });
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
$("filter-button").addEventListener("click", () => document.body.classList.toggle("filtering"));
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
window.claimgraph = Object.freeze({ whereDrawn, shown: () => visible.length, labels: () => panes[0].labels.map(({ item, spot }) => ({ id: E[item.place].id, spot })), drawn: (pane = 0) => panes[pane].lines.size && panes[pane].items.length, areas: () => panes[0].areas.map((one) => E[one.hub].id), svg: svgText });
