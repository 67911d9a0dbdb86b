// Alliances as areas: the ground that an alliance and those said to be its members stand on, and nobody else.
const AREAS = DATA.palette.area;

/** Give the alliances drawn with at least two of their members, the largest first. */
function areasOf(pairs, drawn) {
  const found = new Map();
  for (const [bundle, claims] of pairs) {
    if (bundle.group !== "A") continue;
    for (const claim of claims) {
      if (!R[claim.r].membership || claim.neg || modality(claim) !== "asserted" || !drawn.has(claim.s) || !drawn.has(claim.o)) continue;
      if (!found.has(claim.o)) found.set(claim.o, new Set());
      found.get(claim.o).add(claim.s);
    }
  }
  return [...found].filter(([, members]) => members.size > 1).sort((a, b) => b[1].size - a[1].size || a[0] - b[0])
    .slice(0, 2 * AREAS.length).map(([hub, members], i) => ({ hub, members: [...members], tint: AREAS[i % AREAS.length] }));
}

const round1 = (value) => Math.round(value * 10) / 10;

/** Give a disc and the bridges to it as an SVG path, all turning the same way, so that what overlaps is filled once. */
function areaPath(hub, members) {
  const disc = ({ x, y, size }) => {
    const r = size + 15;
    return `M${round1(x + r)} ${round1(y)}A${r} ${r} 0 1 0 ${round1(x - r)} ${round1(y)}A${r} ${r} 0 1 0 ${round1(x + r)} ${round1(y)}Z`;
  };
  const bridge = (end) => {
    const [dx, dy] = [end.x - hub.x, end.y - hub.y];
    const length = Math.hypot(dx, dy) || 1;
    const [nx, ny] = [-dy / length, dx / length];
    const [near, far] = [hub.size * 0.6 + 8, 9];
    const corners = [[hub.x + nx * near, hub.y + ny * near], [end.x + nx * far, end.y + ny * far], [end.x - nx * far, end.y - ny * far], [hub.x - nx * near, hub.y - ny * near]];
    return `M${corners.map((corner) => corner.map(round1).join(" ")).join("L")}Z`;
  };
  return disc(hub) + members.map((end) => disc(end) + bridge(end)).join("");
}

/** Give each area of a pane as a path, its colour and how strong it is, in the coordinates of the network. */
function areaPaths(pane) {
  const at = new Map(pane.items.map((item) => [item.place, item]));
  return pane.areas.map((one) => [areaPath(at.get(one.hub), one.members.map((place) => at.get(place))), colour(one.tint), (isDark() ? 0.3 : 0.24) * (at.get(one.hub).dim ? 0.35 : 1)]);
}

function drawAreas(pane, context) {
  context.save();
  for (const [path, tint, strength] of areaPaths(pane)) {
    context.globalAlpha = strength;
    context.fillStyle = tint;
    context.fill(new Path2D(path), "nonzero");
  }
  context.restore();
}
