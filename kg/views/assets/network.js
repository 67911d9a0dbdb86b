// The network tab: which actors and lines are shown, where they stand, and what a click on them does.
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
let net = null;
let items = [];
let lines = new Map();
let drawnLabels = [];
let arrangement = "";
let hovered = "";

const phone = () => $("stage").clientWidth < 600;
const upright = () => phone() || $("stage").clientHeight > $("stage").clientWidth * 1.25;

function level() {
  const best = DATA.tiers.findIndex((places) => places.length >= (phone() ? 14 : 36));
  const usual = best < 0 ? DATA.tiers.length - 1 : best;
  return state.level === null ? usual : Math.max(0, Math.min(state.level, DATA.tiers.length - 1));
}

/** Give the pairs and the actors to draw: around the focus if there is one, the strongest within the level. */
function pick() {
  const centre = focused();
  let found = visibleBundles();
  if (centre) {
    const near = new Set([centre.i]);
    found.forEach(([bundle]) => { if (bundle.from === centre.i || bundle.to === centre.i) near.add(bundle.from).add(bundle.to); });
    found = found.filter(([bundle]) => near.has(bundle.from) && near.has(bundle.to));
  }
  const weight = new Map();
  for (const [bundle, claims] of found) for (const end of [bundle.from, bundle.to]) weight.set(end, (weight.get(end) || 0) + claims.length);
  if (centre) weight.set(centre.i, Infinity);
  const ranked = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a) || a - b);
  const wanted = sel() && sel().kind === "node" ? [sel().entity.i] : sel() ? [sel().bundle.from, sel().bundle.to] : [];
  const kept = new Set([...ranked.slice(0, DATA.tiers[level()].length), ...wanted.filter((place) => weight.has(place))]);
  const pairs = strongestLines(found.filter(([bundle]) => kept.has(bundle.from) && kept.has(bundle.to)), 4 * kept.size);
  const linked = new Set(pairs.flatMap(([bundle]) => [bundle.from, bundle.to]));
  return { pairs, places: ranked.filter((place) => linked.has(place)), total: ranked.length, lines: found.length };
}

/** Keep so many lines that they can be told apart: the best supported, each actor's best, and those of what is chosen. */
function strongestLines(pairs, limit) {
  if (pairs.length <= limit) return pairs;
  const weighed = pairs.map((pair) => [pair, sources(pair[1])]).sort((a, b) => b[1] - a[1] || b[0][1].length - a[0][1].length || a[0][0].j - b[0][0].j);
  const chosen = sel() && sel().kind === "node" ? sel().entity.i : focused() ? focused().i : -1;
  const met = new Set();
  return weighed.filter(([[bundle]], rank) => {
    const first = !met.has(bundle.from) || !met.has(bundle.to);
    met.add(bundle.from).add(bundle.to);
    return rank < limit || first || bundle.from === chosen || bundle.to === chosen || state.sel === "edge:" + edgeKey(bundle);
  }).map((one) => one[0]);
}

function sel() {
  const [kind, key] = [state.sel.slice(0, 4), state.sel.slice(5)];
  if (kind === "node" && byId.has(key)) return { kind, entity: byId.get(key) };
  const bundle = kind === "edge" ? edgeOf(key) : null;
  return bundle ? { kind, bundle } : null;
}

/** Give each actor its place: as laid out beforehand where that layout is shown as it is, else drawn together. */
function arrange(places, pairs) {
  const enough = DATA.tiers.find((tier) => places.every((place) => place < tier.length));
  const whole = places.length > 150 || places.length > 0.8 * enough.length;
  const turn = upright();
  const at = (place) => (turn ? [enough[place][1], enough[place][0] * 1.1] : enough[place]);
  if (whole && (!turn || places.length > 150)) return stretch(new Map(places.map((place) => [place, at(place)])));
  const nodes = places.map((place) => {
    const label = NODES[place].label.split("\n");
    const width = Math.max(2 * NODES[place].size, ...label.map((line) => textWidth(line, 13, "600")));
    return { x: at(place)[0], y: at(place)[1], w: width, h: 2 * NODES[place].size + 16 * label.length };
  });
  const found = () => stretch(new Map(places.map((place, i) => [place, [nodes[i].x, nodes[i].y]])));
  if (whole) { separate(nodes); return found(); }
  const middle = (axis) => nodes.reduce((sum, node) => sum + node[axis], 0) / nodes.length;
  const [cx, cy] = [middle("x"), middle("y")];
  nodes.forEach((node) => { node.x = (node.x - cx) * 0.6; node.y = (node.y - cy) * 0.6; });
  const index = new Map(places.map((place, i) => [place, i]));
  const links = [...new Set(pairs.map(([bundle]) => `${index.get(bundle.from)},${index.get(bundle.to)}`))].map((pair) => pair.split(",").map(Number));
  const ratio = $("stage").clientWidth / Math.max($("stage").clientHeight, 1);
  relax(nodes, links, Math.max(0.45, Math.min(1.8, ratio)));
  return found();
}

/** Pull the places wider or higher, up to half again, so that they use the stage. */
function stretch(spots_) {
  const span = (axis) => Math.max(...[...spots_.values()].map((spot) => spot[axis])) - Math.min(...[...spots_.values()].map((spot) => spot[axis])) || 1;
  const ratio = span(0) / span(1) / (($("stage").clientWidth - 120) / Math.max($("stage").clientHeight - 100, 1));
  const [across, down] = [Math.max(1, Math.min(1 / ratio, 1.6)), Math.max(1, Math.min(ratio, 1.6))];
  return new Map([...spots_].map(([place, [x, y]]) => [place, [x * across, y * down]]));
}

function lineStyle(bundle, claims, dim) {
  const firm = claims.some((claim) => !claim.neg && modality(claim) === "asserted");
  const plans = claims.filter((claim) => ["planned", "demanded"].includes(modality(claim))).length;
  const directed = claims.filter((claim) => !R[claim.r].symmetric);
  const count = sources(claims);
  return {
    id: "e" + bundle.j, from: bundle.from, to: bundle.to, smooth: lines.size > 1500 ? false : bundle.smooth,
    width: Math.min(1.4 + 1.5 * Math.log2(count), 6.5) * (lines.size > 150 ? 0.75 : 1), hoverWidth: 1, selectionWidth: 1,
    color: { color: lineColour(bundle.group), highlight: lineColour(bundle.group), hover: lineColour(bundle.group), opacity: dim ? 0.07 : 0.8 },
    dashes: firm ? false : plans * 2 >= claims.length ? [9, 6] : [2, 5],
    arrows: { to: directed.some((claim) => claim.s === bundle.from), from: directed.some((claim) => claim.s === bundle.to) },
  };
}

function nodeStyle(place, spot, dim, strong) {
  const entity = E[place];
  const fillColour = nodeColour(entity.family);
  return {
    id: place, x: spot[0], y: spot[1], size: NODES[place].size, shape: NODES[place].shape, opacity: dim ? 0.18 : 1,
    borderWidth: strong ? 4 : 2, borderWidthSelected: 4,
    color: { background: fillColour, border: strong ? css("--ink") : css("--stage"), highlight: { background: fillColour, border: css("--ink") }, hover: { background: fillColour, border: css("--ink") } },
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

function drawNetwork() {
  const { pairs, places, total, lines: all } = pick();
  lines = new Map(pairs.map(([bundle, claims]) => ["e" + bundle.j, { bundle, claims }]));
  const key = places.join(",") + upright();
  const spots_ = key === arrangement ? new Map(items.map((item) => [item.place, [item.x, item.y]])) : places.length ? arrange(places, pairs) : new Map();
  const lit = bright(pairs);
  const chosen = sel();
  const strong = (place) => Boolean(chosen && (chosen.kind === "node" ? chosen.entity.i === place : chosen.bundle.from === place || chosen.bundle.to === place)) || (focused() && focused().i === place);
  items = places.map((place) => ({
    place, x: spots_.get(place)[0], y: spots_.get(place)[1], size: NODES[place].size, code: E[place].code,
    lines: NODES[place].label.split("\n"), dim: Boolean(lit && !lit.has(place)), strong: strong(place),
  }));
  items.sort((a, b) => Number(b.strong) - Number(a.strong) || Number(a.dim) - Number(b.dim) || b.size - a.size || a.place - b.place);
  replace(nodeSet, items.map((item) => nodeStyle(item.place, [item.x, item.y], item.dim, item.strong)));
  replace(edgeSet, pairs.map(([bundle, claims]) => lineStyle(bundle, claims, lineIsDim(bundle))));
  $("nothing").hidden = places.length > 0;
  $("tip").hidden = true;
  if (!net) startNetwork();
  net.setOptions({ interaction: { hideEdgesOnDrag: pairs.length > 1200, hideEdgesOnZoom: pairs.length > 1200 } });
  if (key !== arrangement) fitNetwork(arrangement !== "");
  arrangement = key;
  drawLevel(places.length, total, pairs.length < all && places.length === total);
}

function replace(set_, wanted) {
  const keep = new Set(wanted.map((one) => one.id));
  set_.remove(set_.getIds().filter((id) => !keep.has(id)));
  set_.update(wanted);
}

function startNetwork() {
  net = new vis.Network($("net"), { nodes: nodeSet, edges: edgeSet }, {
    physics: { enabled: false }, layout: { improvedLayout: false },
    interaction: { hover: true, multiselect: false, tooltipDelay: 100, selectConnectedEdges: false, hoverConnectedEdges: false },
    nodes: { labelHighlightBold: false, font: { size: 0 }, chosen: true },
    edges: { arrows: { to: { scaleFactor: 0.55 }, from: { scaleFactor: 0.55 } }, arrowStrikethrough: false },
  });
  net.on("click", onClick);
  net.on("doubleClick", (event) => { if (event.nodes.length) set({ focus: E[event.nodes[0]].id }); });
  net.on("hoverEdge", (event) => tip(event.edge, event.pointer.DOM));
  net.on("blurEdge", () => { $("tip").hidden = true; });
  net.on("hoverNode", (event) => { hovered = event.node; tipNode(event.node, event.pointer.DOM); });
  net.on("blurNode", () => { hovered = ""; $("tip").hidden = true; });
  net.on("dragEnd", (event) => { if (event.nodes.length) items.forEach((item) => Object.assign(item, net.getPosition(item.place))); });
  net.on("afterDrawing", (context) => drawOver(context));
  net.once("afterDrawing", () => performance.mark("kg-drawn"));
}

function drawOver(context) {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const scale = net.getScale();
  const view = net.getViewPosition();
  const [width, height] = [context.canvas.clientWidth, context.canvas.clientHeight];
  const toScreen = (x, y) => [(x - view.x) * scale + width / 2, (y - view.y) * scale + height / 2];
  const body = net.body.nodes;
  items.forEach((item) => { const one = body[item.place]; if (one) { item.x = one.x; item.y = one.y; } });
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  const marks = [];
  const small = [...lines.values()].filter(({ claims }) => claims.some((claim) => claim.contested)).length > 30;
  if (lines.size <= 900) {
    for (const [id, { bundle, claims }] of lines) {
      const mark = claims.some((claim) => claim.contested) ? "≠" : claims.every((claim) => claim.neg) ? "×" : "";
      const edge = mark && net.body.edges[id];
      if (!edge || !edge.edgeType) continue;
      // The middle of the line, or a place beside it that no actor covers.
      const spot = [0.5, 0.4, 0.6, 0.3, 0.7].map((part) => edge.edgeType.getPoint(part))
        .find((point, i) => i === 4 || !items.some((item) => Math.hypot(item.x - point.x, item.y - point.y) < item.size + 9 / scale));
      const [x, y] = toScreen(spot.x, spot.y);
      drawBadge(context, x, y, mark, ratio, lineIsDim(bundle), small);
      marks.push([x - 8, y - 8, x + 8, y + 8]);
    }
  }
  drawCodes(context, items, toScreen, scale, ratio);
  drawnLabels = placeLabels(items, toScreen, scale, [width, height], marks);
  drawLabels(context, drawnLabels, ratio);
  context.restore();
}

function onClick(event) {
  const { x, y } = event.pointer.DOM;
  if (event.nodes.length) return choose("node:" + E[event.nodes[0]].id);
  const label = drawnLabels.find(({ spot }) => x >= spot[0] && x <= spot[2] && y >= spot[1] && y <= spot[3]);
  if (label) return choose("node:" + E[label.item.place].id);
  if (event.edges.length) return choose("edge:" + edgeKey(lines.get(event.edges[0]).bundle));
  return state.sel ? set({ sel: "" }) : null;
}

function showTip(where, ...children) {
  const box = $("tip");
  fill(box, ...children);
  box.hidden = false;
  const room = $("stage").clientWidth - box.offsetWidth - 8;
  box.style.setProperty("left", `${Math.max(8, Math.min(where.x + 14, room))}px`);
  box.style.setProperty("top", `${Math.max(8, Math.min(where.y + 14, $("stage").clientHeight - box.offsetHeight - 8))}px`);
}

function tip(id, where) {
  const line = lines.get(id);
  if (!line) return;
  const [left, arrow, right] = bundleTitle(line.bundle, line.claims);
  showTip(where, el("strong", {}, el("bdi", {}, left), ` ${arrow} `, el("bdi", {}, right)),
    el("span", {}, relationSummary(line.claims)),
    el("small", {}, `${plural(line.claims.length, "claim")} from ${plural(sources(line.claims), "source")}${line.claims.some((claim) => claim.contested) ? ", disputed" : ""}`));
}

function tipNode(place, where) {
  showTip(where, el("strong", {}, el("bdi", {}, E[place].label)), el("small", {}, `${E[place].type}, ${plural(E[place].claims.length, "claim")}; double click to focus`));
}

/** Show all actors with room for their labels. */
function fitNetwork(smoothly) {
  if (!items.length) return;
  const [width, height] = [$("net").clientWidth, $("net").clientHeight];
  const [side, over, under] = phone() ? [46, 34, 78] : [62, 34, 92];
  const reach = (axis) => [Math.min(...items.map((item) => item[axis] - item.size)), Math.max(...items.map((item) => item[axis] + item.size))];
  const [[left, right], [top, bottom]] = [reach("x"), reach("y")];
  const scale = Math.max(0.02, Math.min((width - 2 * side) / (right - left || 1), (height - over - under) / (bottom - top || 1), 1.6));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || !smoothly;
  net.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + (under - over) / 2 / scale }, scale, animation: calm ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
}

function drawLevel(count, total, thinned) {
  const now = level();
  const step = (to, text) => button(text, () => set({ level: to }), { class: "link" });
  const capped = count < total;
  fill($("level"), el("span", {}, capped ? `The ${count.toLocaleString("en")} most spoken of, of ${total.toLocaleString("en")}` : `All ${count.toLocaleString("en")} shown${thinned ? " with their strongest lines" : ""}`),
    now > 0 && count > DATA.tiers[0].length ? step(now - 1, "fewer") : null, capped && now < DATA.tiers.length - 1 ? step(now + 1, "more") : null);
}

function zoom(factor) {
  net.moveTo({ scale: Math.max(0.03, Math.min(net.getScale() * factor, 6)), animation: { duration: 150, easingFunction: "easeInOutQuad" } });
}

/** Give where in the window an actor or a line is drawn, for scripts that drive the page; null if it is not. */
function whereDrawn(key) {
  const box = $("net").getBoundingClientRect();
  const bundle = edgeOf(key);
  const edge = bundle && net.body.edges["e" + bundle.j];
  const item = items.find((one) => E[one.place].id === key);
  if (!edge && !item) return null;
  const at = net.canvasToDOM(edge ? edge.edgeType.getPoint(0.5) : { x: item.x, y: item.y });
  return { x: box.left + at.x, y: box.top + at.y };
}

/** Walk to the nearest actor in the direction of an arrow key. */
function walk(dx, dy) {
  const from = sel() && sel().kind === "node" ? items.find((item) => item.place === sel().entity.i) : null;
  if (!from) return items.length ? choose("node:" + E[items[0].place].id) : null;
  const ahead = items.filter((item) => item !== from).map((item) => {
    const along = (item.x - from.x) * dx + (item.y - from.y) * dy;
    const aside = Math.abs((item.x - from.x) * dy) + Math.abs((item.y - from.y) * dx);
    return { item, along, cost: along + 2 * aside };
  }).filter((one) => one.along > 0).sort((a, b) => a.cost - b.cost);
  return ahead.length ? choose("node:" + E[ahead[0].item.place].id) : null;
}

function download(name, blob) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function savePicture() {
  const canvas = $("net").querySelector("canvas");
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext("2d");
  context.fillStyle = css("--stage");
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => download("network.png", blob));
}

/** Guard a cell against spreadsheets that run what starts like a formula. */
const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + String(text).replace(/"/g, '""')}"`;

function saveTable() {
  const rows = visible.map((claim) => [E[claim.s].label, R[claim.r].name, E[claim.o].label, claim.h.map((place) => E[place].label).join(" > "), stance(claim), modality(claim), claim.t, A[claim.a].id, A[claim.a].source, A[claim.a].text.slice(claim.sp[0], claim.sp[1])]);
  const text = [["subject", "relation", "object", "holders", "polarity", "modality", "time", "article", "source", "sentence"], ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
  download("claims.csv", new Blob(["\ufeff" + text], { type: "text/csv" }));
}

function buildTools() {
  fill($("tools"), button("+", () => zoom(1.35), { class: "icon", "aria-label": "Zoom in" }), button("−", () => zoom(1 / 1.35), { class: "icon", "aria-label": "Zoom out" }),
    button("⤢", () => fitNetwork(true), { class: "icon", "aria-label": "Show all", title: "Show all (0)" }),
    button("PNG", savePicture, { class: "icon wide", title: "Save the picture" }), button("CSV", saveTable, { class: "icon wide", title: "Save the claims shown" }));
}
