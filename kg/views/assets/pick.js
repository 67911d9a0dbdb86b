// Which actors and lines the network shows, and where the actors stand.
const phone = () => $("stage").clientWidth < 600;
const upright = () => $("net").clientHeight > $("net").clientWidth * 1.25 || (phone() && !comparing());

function level() {
  const best = DATA.tiers.findIndex((places) => places.length >= (phone() ? 14 : 36));
  const usual = best < 0 ? DATA.tiers.length - 1 : best;
  return state.level === null ? usual : Math.max(0, Math.min(state.level, DATA.tiers.length - 1));
}

/** How many lines to an actor can be told apart, on a large drawing. */
const LINES = 1.5;

/** Give the pairs and the actors to draw: around the focus if there is one, the strongest within the level. */
function pick() {
  const centre = focused();
  let found = visibleBundles();
  if (centre) {
    const near = new Set([centre.i]);
    found.forEach(([bundle]) => { if (bundle.from === centre.i || bundle.to === centre.i) near.add(bundle.from).add(bundle.to); });
    found = found.filter(([bundle]) => near.has(bundle.from) && near.has(bundle.to));
  }
  const weight = weights(found);
  if (centre) weight.set(centre.i, Infinity);
  const ranked = comparing() ? inTurn(tellings().map((told) => heaviest(weights(found.map(([bundle, claims]) => [bundle, claims.filter((claim) => toldBy(claim, told))]))))) : heaviest(weight);
  const wanted = sel() && sel().kind === "node" ? [sel().entity.i] : sel() ? [sel().bundle.from, sel().bundle.to] : [];
  const kept = new Set([...ranked.slice(0, DATA.tiers[level()].length), ...wanted.filter((place) => weight.has(place))]);
  const among = found.filter(([bundle]) => kept.has(bundle.from) && kept.has(bundle.to));
  const pairs = strongestLines(among, state.dense ? Infinity : (phone() ? 10 : 40) + LINES * kept.size);
  const linked = new Set(pairs.flatMap(([bundle]) => [bundle.from, bundle.to]));
  return { pairs, places: ranked.filter((place) => linked.has(place)), total: ranked.length, possible: among.length };
}

/** Count what is said of each end of the pairs. */
function weights(pairs) {
  const found = new Map();
  for (const [bundle, claims] of pairs) if (claims.length) for (const end of [bundle.from, bundle.to]) found.set(end, (found.get(end) || 0) + claims.length);
  return found;
}

const heaviest = (weight) => [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a) || a - b);

/** Take from each list in turn, so that neither telling crowds the other out. */
function inTurn(lists) {
  const found = new Set();
  for (let i = 0; lists.some((list) => i < list.length); i += 1) lists.forEach((list) => { if (i < list.length) found.add(list[i]); });
  return [...found];
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
  const ratio = $("net").clientWidth / Math.max($("net").clientHeight, 1);
  relax(nodes, links, Math.max(0.45, Math.min(1.8, ratio)));
  return found();
}

/** Pull the places wider or higher, up to half again, so that they use the stage. */
function stretch(spots_) {
  const span = (axis) => Math.max(...[...spots_.values()].map((spot) => spot[axis])) - Math.min(...[...spots_.values()].map((spot) => spot[axis])) || 1;
  const ratio = span(0) / span(1) / (($("net").clientWidth - 120) / Math.max($("net").clientHeight - 100, 1));
  const [across, down] = [Math.max(1, Math.min(1 / ratio, 1.6)), Math.max(1, Math.min(ratio, 1.6))];
  return new Map([...spots_].map(([place, [x, y]]) => [place, [x * across, y * down]]));
}
