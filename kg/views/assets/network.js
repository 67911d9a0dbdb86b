// The network tab: one drawing of who is told to do what to whom, or two side by side, as two tell it.
function makePane(id) {
  return { id, nodes: new vis.DataSet(), edges: new vis.DataSet(), net: null, items: [], lines: new Map(), labels: [], areas: [], box: $(id) };
}
const panes = [makePane("net"), makePane("net2")];
const shownPanes = () => (comparing() ? panes : [panes[0]]);
let arrangement = "";
let places_ = new Map();

function lineStyle(bundle, claims, dim, many) {
  const firm = claims.some((claim) => !claim.neg && modality(claim) === "asserted");
  const plans = claims.filter((claim) => ["planned", "demanded"].includes(modality(claim))).length;
  const directed = claims.filter((claim) => !R[claim.r].symmetric);
  const count = sources(claims);
  const shade = lineColour(bundle.group);
  return {
    id: "e" + bundle.j, from: bundle.from, to: bundle.to, smooth: many > 1500 ? false : bundle.smooth,
    width: Math.min(1.4 + 1.5 * Math.log2(count), 6.5) * (many > 400 || comparing() ? 1.6 : many > 150 ? 1.2 : 1), hoverWidth: 1, selectionWidth: 1,
    color: { color: shade, highlight: shade, hover: shade, opacity: dim ? 0.07 : many > 400 ? 0.45 : 0.8 },
    dashes: firm ? false : plans * 2 >= claims.length ? [9, 6] : [2, 5],
    arrows: { to: directed.some((claim) => claim.s === bundle.from), from: directed.some((claim) => claim.s === bundle.to) },
  };
}

function nodeStyle(item) {
  const fillColour = nodeColour(E[item.place].family);
  return {
    id: item.place, x: item.x, y: item.y, size: item.size, shape: NODES[item.place].shape, opacity: item.dim ? 0.18 : 1,
    borderWidth: item.strong ? 4 : 2, borderWidthSelected: 4,
    color: { background: fillColour, border: item.strong ? css("--ink") : css("--stage"), highlight: { background: fillColour, border: css("--ink") }, hover: { background: fillColour, border: css("--ink") } },
  };
}

/** Give the actors that stay bright beside the chosen one; null if nothing is chosen. */
function bright(pairs) {
  const chosen = sel();
  if (!chosen) return null;
  if (chosen.kind === "edge") return new Set([chosen.bundle.from, chosen.bundle.to]);
  const near = new Set([chosen.entity.i]);
  for (const [bundle] of pairs) if (bundle.from === chosen.entity.i || bundle.to === chosen.entity.i) near.add(bundle.from).add(bundle.to);
  return near;
}

function lineIsDim(bundle) {
  const chosen = sel();
  if (!chosen) return false;
  return chosen.kind === "edge" ? chosen.bundle !== bundle : bundle.from !== chosen.entity.i && bundle.to !== chosen.entity.i;
}

function isStrong(place) {
  const chosen = sel();
  return Boolean(chosen && (chosen.kind === "node" ? chosen.entity.i === place : chosen.bundle.from === place || chosen.bundle.to === place)) || Boolean(focused() && focused().i === place);
}

function drawNetwork() {
  $("panes").classList.toggle("two", comparing());
  $("panes").lastElementChild.hidden = !comparing();
  const { pairs, places, total, possible } = pick();
  const key = places.join(",") + upright() + comparing();
  if (key !== arrangement) places_ = places.length ? arrange(places, pairs) : new Map();
  shownPanes().forEach((pane, i) => drawPane(pane, tellings()[i], pairs, places));
  $("nothing").hidden = places.length > 0;
  $("nothing").textContent = C.length ? "Nothing is left under these filters." : "This graph holds no claims yet: build it with articles that say something of states and alliances.";
  $("tip").hidden = true;
  if (key !== arrangement) fitNetwork(arrangement !== "");
  arrangement = key;
  drawLevel(places.length, total, pairs.length, possible);
  drawKey();
}

/** Draw what one telling says; in a comparison, those it is silent about stay where they are, pale. */
function drawPane(pane, told, every, places) {
  const pairs = every.map(([bundle, claims]) => [bundle, comparing() ? claims.filter((claim) => toldBy(claim, told)) : claims]).filter(([, claims]) => claims.length);
  const met = new Set(pairs.flatMap(([bundle]) => [bundle.from, bundle.to]));
  const lit = bright(pairs);
  pane.lines = new Map(pairs.map(([bundle, claims]) => ["e" + bundle.j, { bundle, claims }]));
  pane.areas = state.areas ? areasOf(pairs, new Set(places)) : [];
  pane.items = places.map((place) => ({
    place, x: places_.get(place)[0], y: places_.get(place)[1], size: NODES[place].size * (comparing() ? 1.7 : 1), code: E[place].code, lines: NODES[place].label.split("\n"),
    dim: (comparing() && !met.has(place)) || Boolean(lit && !lit.has(place)), strong: isStrong(place),
  }));
  pane.items.sort((a, b) => Number(b.strong) - Number(a.strong) || Number(a.dim) - Number(b.dim) || b.size - a.size || a.place - b.place);
  replace(pane.nodes, pane.items.map(nodeStyle));
  replace(pane.edges, pairs.map(([bundle, claims]) => lineStyle(bundle, claims, lineIsDim(bundle), pairs.length)));
  fill(pane.box.parentElement.firstElementChild, comparing() ? [el("strong", {}, el("bdi", {}, teller(told))), ` ${plural(pairs.length, "line")}`] : []);
  if (!pane.net) startNetwork(pane);
  pane.net.setOptions({ interaction: { hideEdgesOnDrag: pairs.length > 1200, hideEdgesOnZoom: pairs.length > 1200 } });
  pane.net.redraw();
}

function replace(set_, wanted) {
  const keep = new Set(wanted.map((one) => one.id));
  set_.remove(set_.getIds().filter((id) => !keep.has(id)));
  set_.update(wanted);
}

function startNetwork(pane) {
  const net = new vis.Network(pane.box, { nodes: pane.nodes, edges: pane.edges }, {
    physics: { enabled: false }, layout: { improvedLayout: false },
    interaction: { hover: true, multiselect: false, tooltipDelay: 100, selectConnectedEdges: false, hoverConnectedEdges: false },
    nodes: { labelHighlightBold: false, font: { size: 0 }, chosen: true },
    edges: { arrows: { to: { scaleFactor: 0.55 }, from: { scaleFactor: 0.55 } }, arrowStrikethrough: false },
  });
  pane.net = net;
  const follow = () => { if (comparing()) panes.filter((other) => other !== pane && other.net).forEach((other) => other.net.moveTo({ position: net.getViewPosition(), scale: net.getScale() })); };
  net.on("click", (event) => onClick(pane, event));
  net.on("doubleClick", (event) => { if (event.nodes.length) set({ focus: E[event.nodes[0]].id }); });
  net.on("hoverEdge", (event) => tip(pane, event.edge, event.pointer.DOM));
  net.on("blurEdge", () => { $("tip").hidden = true; });
  net.on("hoverNode", (event) => tipNode(pane, event.node, event.pointer.DOM));
  net.on("blurNode", () => { $("tip").hidden = true; });
  net.on("dragging", (event) => { if (!event.nodes.length) follow(); });
  net.on("zoom", follow);
  net.on("dragEnd", (event) => event.nodes.forEach((place) => { const at = net.getPosition(place); places_.set(place, [at.x, at.y]); drawNetwork(); }));
  net.on("beforeDrawing", (context) => { follow_items(pane); drawAreas(pane, context); });
  net.on("afterDrawing", (context) => drawOver(pane, context));
  net.once("afterDrawing", () => performance.mark("kg-drawn"));
}

/** Take over where actors are dragged to while they are dragged. */
function follow_items(pane) {
  const body = pane.net.body.nodes;
  pane.items.forEach((item) => { const one = body[item.place]; if (one) { item.x = one.x; item.y = one.y; } });
}

/** Give the function from the network's coordinates to pixels of the drawing. */
function screenOf(pane) {
  const scale = pane.net.getScale();
  const view = pane.net.getViewPosition();
  const [width, height] = [pane.box.clientWidth, pane.box.clientHeight];
  return (x, y) => [(x - view.x) * scale + width / 2, (y - view.y) * scale + height / 2];
}

/** Give the marks on disputed and on only denied lines: their middle, or a place beside it that no actor covers. */
function marksOf(pane) {
  if (pane.lines.size > 900) return [];
  const scale = pane.net.getScale();
  const found = [];
  for (const [id, { bundle, claims }] of pane.lines) {
    const mark = claims.some((claim) => claim.contested) ? "≠" : claims.every((claim) => claim.neg) ? "×" : "";
    const edge = mark && pane.net.body.edges[id];
    if (!edge || !edge.edgeType) continue;
    const spots_ = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8].map((part) => edge.edgeType.getPoint(part));
    const free = (point) => Math.min(...pane.items.map((item) => Math.hypot(item.x - point.x, item.y - point.y) - item.size), ...found.map((other) => Math.hypot(other.at.x - point.x, other.at.y - point.y) - 8 / scale)) * scale;
    const at = spots_.find((point) => free(point) > 10) || spots_.reduce((best, point) => (free(point) > free(best) ? point : best));
    found.push({ mark, bundle, at, spot: screenOf(pane)(at.x, at.y) });
  }
  return found;
}

function drawOver(pane, context) {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const scale = pane.net.getScale();
  const toScreen = screenOf(pane);
  const marks = marksOf(pane);
  const small = marks.length > 14 || scale < 0.45;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  marks.forEach(({ mark, bundle, spot: [x, y] }) => drawBadge(context, x, y, mark, ratio, lineIsDim(bundle), small));
  drawCodes(context, pane.items, toScreen, scale, ratio);
  // While many actors move, the greatest are named; the others when the view rests.
  const moving = pane.items.length > 150 && pane.seen !== undefined && pane.seen !== `${toScreen(0, 0)}`;
  pane.seen = `${toScreen(0, 0)}`;
  clearTimeout(pane.rest);
  if (moving) pane.rest = setTimeout(() => pane.net.redraw(), 90);
  pane.labels = placeLabels(moving ? pane.items.slice(0, 24) : pane.items, toScreen, scale, [pane.box.clientWidth, pane.box.clientHeight], marks.map(({ spot: [x, y] }) => [x - 8, y - 8, x + 8, y + 8]));
  drawLabels(context, pane.labels, ratio);
  context.restore();
}

function onClick(pane, event) {
  const { x, y } = event.pointer.DOM;
  if (event.nodes.length) return choose("node:" + E[event.nodes[0]].id);
  const label = pane.labels.find(({ spot }) => x >= spot[0] && x <= spot[2] && y >= spot[1] && y <= spot[3]);
  if (label) return choose("node:" + E[label.item.place].id);
  if (event.edges.length) return choose("edge:" + edgeKey(pane.lines.get(event.edges[0]).bundle));
  return state.sel ? set({ sel: "" }) : null;
}

function showTip(pane, where, ...children) {
  const box = $("tip");
  fill(box, ...children);
  box.hidden = false;
  const [left, top] = [pane.box.getBoundingClientRect().left - $("stage").getBoundingClientRect().left, pane.box.getBoundingClientRect().top - $("stage").getBoundingClientRect().top];
  const room = $("stage").clientWidth - box.offsetWidth - 8;
  box.style.setProperty("left", `${Math.max(8, Math.min(left + where.x + 14, room))}px`);
  box.style.setProperty("top", `${Math.max(8, Math.min(top + where.y + 14, $("stage").clientHeight - box.offsetHeight - 8))}px`);
}

function tip(pane, id, where) {
  const line = pane.lines.get(id);
  if (!line) return;
  const [left, arrow, right] = bundleTitle(line.bundle, line.claims);
  showTip(pane, where, el("strong", {}, el("bdi", {}, left), ` ${arrow} `, el("bdi", {}, right)),
    el("span", {}, relationSummary(line.claims)),
    el("small", {}, `${plural(line.claims.length, "claim")} from ${plural(sources(line.claims), "source")}${line.claims.some((claim) => claim.contested) ? ", disputed" : ""}`));
}

function tipNode(pane, place, where) {
  showTip(pane, where, el("strong", {}, el("bdi", {}, E[place].label)), el("small", {}, `${E[place].type}, ${plural(E[place].claims.length, "claim")}; double click to focus`));
}

/** Show all actors with room for their labels. */
function fitNetwork(smoothly) {
  const { items } = panes[0];
  if (!items.length) return;
  const [width, height] = [$("net").clientWidth, $("net").clientHeight];
  const [side, over, under] = phone() ? [46, comparing() ? 58 : 34, 122] : [62, comparing() ? 62 : 34, 92];
  const reach = (axis) => [Math.min(...items.map((item) => item[axis] - item.size)), Math.max(...items.map((item) => item[axis] + item.size))];
  const [[left, right], [top, bottom]] = [reach("x"), reach("y")];
  const scale = Math.max(0.02, Math.min((width - 2 * side) / (right - left || 1), (height - over - under) / (bottom - top || 1), 1.6));
  const calm = isCalm() || !smoothly;
  const position = { x: (left + right) / 2, y: (top + bottom) / 2 + (under - over) / 2 / scale };
  shownPanes().forEach((pane) => pane.net.moveTo({ position, scale, animation: calm ? false : { duration: 350, easingFunction: "easeInOutQuad" } }));
}

/** Give what the colours and marks of the lines drawn mean, for paper and pictures, where no legend stands beside them. */
function keyOf() {
  const lines = shownPanes().flatMap((pane) => [...pane.lines.values()]);
  const groups = new Set(lines.map(({ bundle }) => bundle.group));
  const marks = [["≠", "disputed", (claims) => claims.some((claim) => claim.contested)], ["×", "only denied", (claims) => claims.every((claim) => claim.neg)]];
  return { groups: GROUPS.filter((one) => groups.has(one.key)), marks: marks.filter(([, , has]) => lines.some(({ claims }) => has(claims))) };
}

function drawKey() {
  const { groups, marks } = keyOf();
  fill($("key"), groups.map((one) => el("span", {}, el("i", { class: "line", style: { background: colour(one) } }), one.label)),
    marks.map(([mark, name]) => el("span", {}, el("i", { class: "badge " + (mark === "≠" ? "contested" : "denied") }, mark), name)), el("span", {}, "dashed: planned or demanded; thicker: more sources"));
}

/** Say how much of what there is is drawn, and offer more and less of it. */
function drawLevel(count, total, lines, possible) {
  const now = level();
  const step = (change, text) => button(text, () => set(change), { class: "link" });
  const capped = count < total;
  const shown = capped ? `The ${count.toLocaleString("en")} most spoken of, of ${total.toLocaleString("en")}` : `All ${count.toLocaleString("en")} shown`;
  fill($("level"), el("span", {}, lines < possible ? `${shown}, with ${lines.toLocaleString("en")} of ${possible.toLocaleString("en")} lines` : shown),
    now > 0 && count > DATA.tiers[0].length ? step({ level: now - 1 }, "fewer") : null, capped && now < DATA.tiers.length - 1 ? step({ level: now + 1 }, "more") : null,
    lines < possible ? step({ dense: true }, "all lines") : state.dense ? step({ dense: false }, "strongest lines") : null);
}

function zoom(factor) {
  shownPanes().forEach(({ net }) => net.moveTo({ scale: Math.max(0.03, Math.min(net.getScale() * factor, 6)), animation: isCalm() ? false : { duration: 150, easingFunction: "easeInOutQuad" } }));
}

/** Give where in the window an actor or a line is drawn, for scripts that drive the page; null if it is not. */
function whereDrawn(key) {
  const { net, items, box } = panes[0];
  const bundle = edgeOf(key);
  const edge = bundle && net.body.edges["e" + bundle.j];
  const item = items.find((one) => E[one.place].id === key);
  if (!edge && !item) return null;
  const at = net.canvasToDOM(edge ? edge.edgeType.getPoint(0.5) : { x: item.x, y: item.y });
  return { x: box.getBoundingClientRect().left + at.x, y: box.getBoundingClientRect().top + at.y };
}

/** Walk to the nearest actor in the direction of an arrow key. */
function walk(dx, dy) {
  const { items } = panes[0];
  const from = sel() && sel().kind === "node" ? items.find((item) => item.place === sel().entity.i) : null;
  if (!from) return items.length ? choose("node:" + E[items[0].place].id) : null;
  const ahead = items.filter((item) => item !== from).map((item) => {
    const along = (item.x - from.x) * dx + (item.y - from.y) * dy;
    const aside = Math.abs((item.x - from.x) * dy) + Math.abs((item.y - from.y) * dx);
    return { item, along, cost: along + 2 * aside };
  }).filter((one) => one.along > 0).sort((a, b) => a.cost - b.cost);
  return ahead.length ? choose("node:" + E[ahead[0].item.place].id) : null;
}
