// What vis-network does not draw by itself: labels that never overlap, letters in the states, marks on disputed lines.
const FONT = '"Helvetica Neue", "Segoe UI", Roboto, Arial, sans-serif';
const meter = document.createElement("canvas").getContext("2d");
const widths = new Map();

/** Give the width of a text in pixels at a size of 100, remembered. */
function textWidth(text, size, weight) {
  const key = weight + text;
  if (!widths.has(key)) {
    meter.font = `${weight} 100px ${FONT}`;
    widths.set(key, meter.measureText(text).width);
  }
  return widths.get(key) * size / 100;
}

const clash = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Give where a label may stand beside a disc, best first, as [left, top, right, bottom] in screen pixels. */
function spots(x, y, radius, width, height) {
  const gap = radius + 4;
  return [
    [x - width / 2, y + gap, x + width / 2, y + gap + height],
    [x - width / 2, y - gap - height, x + width / 2, y - gap],
    [x + gap, y - height / 2, x + gap + width, y + height / 2],
    [x - gap - width, y - height / 2, x - gap, y + height / 2],
    [x + gap * 0.7, y + gap * 0.7, x + gap * 0.7 + width, y + gap * 0.7 + height],
    [x - gap * 0.7 - width, y + gap * 0.7, x - gap * 0.7, y + gap * 0.7 + height],
    [x + gap * 0.7, y - gap * 0.7 - height, x + gap * 0.7 + width, y - gap * 0.7],
    [x - gap * 0.7 - width, y - gap * 0.7 - height, x - gap * 0.7, y - gap * 0.7],
  ];
}

/** Give the ways to write a label, best first: as it is, else its first words alone. */
function wordings(item) {
  const size = item.strong ? 14.5 : Math.max(12, Math.min(14, 9.5 + item.size * 0.16));
  const weight = item.strong || item.size > 20 ? "600" : "400";
  const ways = item.lines.length > 1 ? [item.lines, [item.lines[0].replace(/…?$/, "…")]] : [item.lines];
  return ways.map((lines) => ({
    item, lines, size, weight,
    width: Math.max(...lines.map((line) => textWidth(line, size, weight))) + 4, height: lines.length * size * 1.15 + 2,
  }));
}

/** Choose the labels that fit, the most important first, and where they stand; none covers another, a disc or a mark. */
function placeLabels(items, toScreen, scale, bounds, marks) {
  const seen = [];
  for (const item of items) {
    const [x, y] = toScreen(item.x, item.y);
    if (x < -60 || y < -60 || x > bounds[0] + 60 || y > bounds[1] + 60) continue;
    seen.push({ item, x, y, radius: item.size * scale });
  }
  const crowded = seen.length > 500;
  const great = new Set(seen.filter((one) => !one.item.dim).slice(0, 24).map((one) => one.item));
  const discs = (crowded ? seen.slice(0, 300) : seen).map((one) => [one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius, one.item]);
  const taken = [];
  const placed = [];
  const inside = (spot) => spot[0] > 2 && spot[1] > 2 && spot[2] < bounds[0] - 2 && spot[3] < bounds[1] - 2;
  for (const one of crowded ? seen.slice(0, 160) : seen) {
    // The greatest actors are named even where marks crowd around them.
    const isFree = (spot, crossing) => !(taken.some((other) => clash(spot, other)) || (!crossing && marks.some((mark) => clash(spot, mark))) || discs.some((disc) => disc[4] !== one.item && (great.has(disc[4]) || !great.has(one.item) || seen.length < 120) && clash(spot, disc)));
    for (const way of wordings(one.item)) {
      const near = spots(one.x, one.y, one.radius, way.width, way.height);
      const inner = near.some(inside) ? near.filter(inside) : near;
      const spot = inner.find((one_) => isFree(one_)) || (great.has(one.item) && placed.length < 10 ? inner.find((one_) => isFree(one_, true)) : null) || (one.item.strong ? inner[0] : null);
      if (!spot) continue;
      taken.push(spot);
      placed.push({ ...way, spot });
      break;
    }
  }
  return placed;
}

function drawLabels(context, placed, ratio) {
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  const ink = css("--ink");
  const paper = css("--stage");
  for (const { item, lines, spot, size, weight } of placed) {
    context.globalAlpha = item.dim ? 0.25 : 1;
    context.font = `${weight} ${size * ratio}px ${FONT}`;
    lines.forEach((line, i) => {
      const x = (spot[0] + spot[2]) / 2 * ratio;
      const y = (spot[1] + 1 + i * size * 1.15) * ratio;
      context.strokeStyle = paper;
      context.lineWidth = 4 * ratio;
      context.strokeText(line, x, y);
      context.fillStyle = ink;
      context.fillText(line, x, y);
    });
  }
  context.globalAlpha = 1;
}

function drawCodes(context, items, toScreen, scale, ratio) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const item of items) {
    const size = Math.min(item.size * scale * 0.72, 26);
    if (!item.code || size < 6.5) continue;
    const [x, y] = toScreen(item.x, item.y);
    context.globalAlpha = item.dim ? 0.3 : 1;
    context.font = `700 ${size * ratio}px ${FONT}`;
    context.fillStyle = isDark() ? "#10151f" : "#ffffff";
    context.fillText(item.code, x * ratio, (y + size * 0.06) * ratio);
  }
  context.globalAlpha = 1;
}

function drawBadge(context, x, y, mark, ratio, dim, small) {
  const radius = (small ? 6 : 8.5) * ratio;
  context.globalAlpha = dim ? 0.15 : 1;
  context.beginPath();
  context.arc(x * ratio, y * ratio, radius, 0, 2 * Math.PI);
  context.fillStyle = mark === "≠" ? css("--contest") : css("--stage");
  context.strokeStyle = mark === "≠" ? css("--stage") : css("--ink");
  context.lineWidth = 1.8 * ratio;
  context.fill();
  context.stroke();
  context.fillStyle = mark === "≠" ? "#ffffff" : css("--ink");
  context.font = `700 ${(small ? 9 : 12.5) * ratio}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(mark, x * ratio, (y + 0.7) * ratio);
  context.globalAlpha = 1;
}

/** Move nodes to where their links pull them, from where they stand: no chance in it, so the same for the same input. */
function relax(nodes, links, wide) {
  const reach = 105;
  const count = nodes.length;
  const degree = nodes.map(() => 0);
  links.forEach((ends) => ends.forEach((end) => { degree[end] += 1; }));
  for (let round = 0; round < 260; round += 1) {
    const heat = 28 * (1 - round / 260) + 0.5;
    const push = nodes.map(() => [0, 0]);
    for (let a = 0; a < count; a += 1) {
      for (let b = a + 1; b < count; b += 1) {
        const dx = nodes[a].x - nodes[b].x || (a - b) * 0.1;
        const dy = nodes[a].y - nodes[b].y || 0.1;
        const room = reach * (nodes[a].h + nodes[b].h) / 90;
        const far = dx * dx + dy * dy;
        // Beyond a few lengths nothing pushes, so that parts without a link stay side by side.
        const force = far > 9 * room * room ? 0 : Math.min(room * room / far, 4);
        push[a][0] += dx * force * 0.5; push[a][1] += dy * force * 0.5;
        push[b][0] -= dx * force * 0.5; push[b][1] -= dy * force * 0.5;
      }
      push[a][0] -= nodes[a].x * 0.1 / wide;
      push[a][1] -= nodes[a].y * 0.1 * wide;
    }
    for (const [a, b] of links) {
      const dx = nodes[a].x - nodes[b].x;
      const dy = nodes[a].y - nodes[b].y;
      const pull = Math.sqrt(dx * dx + dy * dy) / (reach * (nodes[a].h + nodes[b].h) / 90) * 0.7 / Math.sqrt(Math.min(degree[a], degree[b]) + 1) / Math.sqrt(Math.max(degree[a], degree[b]));
      push[a][0] -= dx * pull; push[a][1] -= dy * pull;
      push[b][0] += dx * pull; push[b][1] += dy * pull;
    }
    nodes.forEach((node, i) => {
      const length = Math.hypot(...push[i]) || 1;
      node.x += push[i][0] / length * Math.min(length, heat);
      node.y += push[i][1] / length * Math.min(length, heat);
    });
  }
  separate(nodes);
}

/** Push overlapping boxes (disc with label) apart along the axis that needs least. */
function separate(nodes) {
  for (let round = 0, moved = true; moved && round < 80; round += 1) {
    moved = false;
    for (let a = 0; a < nodes.length; a += 1) {
      for (let b = a + 1; b < nodes.length; b += 1) {
        const across = (nodes[a].w + nodes[b].w) / 2 + 14 - Math.abs(nodes[a].x - nodes[b].x);
        const down = (nodes[a].h + nodes[b].h) / 2 + 12 - Math.abs(nodes[a].y - nodes[b].y);
        if (across <= 0.5 || down <= 0.5) continue;
        moved = true;
        const axis = across < down ? "x" : "y";
        const shift = (nodes[a][axis] >= nodes[b][axis] ? 1 : -1) * Math.min(across, down) / 2;
        nodes[a][axis] += shift;
        nodes[b][axis] -= shift;
      }
    }
  }
}
