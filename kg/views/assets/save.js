// Taking things away: the picture as PNG and SVG, the claims shown as CSV.
function download(name, blob) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Save the drawing as pixels, two for each of the screen, so that it can be printed. */
function savePicture() {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svgText()], { type: "image/svg+xml" }));
  image.addEventListener("load", () => {
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [2 * image.width, 2 * image.height];
    copy.getContext("2d").drawImage(image, 0, 0, copy.width, copy.height);
    URL.revokeObjectURL(address);
    copy.toBlob((blob) => download("network.png", blob));
  });
  image.src = address;
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const xml = (text) => String(text).replace(/[&<>"']/g, (found) => ENTITIES[found]);

/** Write an SVG element; every value is escaped, children are elements already written. */
function tag(name, attributes, ...children) {
  const written = Object.entries(attributes).filter(([, value]) => value !== null && value !== false).map(([key, value]) => ` ${key}="${xml(typeof value === "number" ? round1(value) : value)}"`).join("");
  return `<${name}${written}>${children.flat().join("")}</${name}>`;
}

const turned = (count, radius, first) => Array.from({ length: count }, (_, i) => first + 2 * Math.PI * i / count).map((angle) => [radius * Math.cos(angle), radius * Math.sin(angle)]);
const OUTLINES = {
  square: (r) => [[-r, -r], [r, -r], [r, r], [-r, r]], diamond: (r) => turned(4, r, 0), hexagon: (r) => turned(6, r, 0),
  triangle: (r) => turned(3, r * 1.2, -Math.PI / 2), triangleDown: (r) => turned(3, r * 1.2, Math.PI / 2),
};

function svgNode(item, [x, y], scale) {
  const look = { fill: nodeColour(E[item.place].family), stroke: item.strong ? css("--ink") : css("--stage"), "stroke-width": item.strong ? 3 : 1.5, opacity: item.dim ? 0.25 : null };
  const radius = item.size * scale;
  const outline = OUTLINES[NODES[item.place].shape];
  const title = tag("title", {}, xml(`${E[item.place].label}, ${plural(E[item.place].claims.length, "claim")}`));
  const shape = outline ? tag("polygon", { points: outline(radius).map(([dx, dy]) => `${round1(x + dx)},${round1(y + dy)}`).join(" "), ...look }, title) : tag("circle", { cx: x, cy: y, r: radius, ...look }, title);
  const size = Math.min(radius * 0.72, 26);
  const letters = item.code && size >= 6.5 ? tag("text", { x, y: y + size * 0.36, "font-size": size, "font-weight": 700, "text-anchor": "middle", fill: isDark() ? "#10151f" : "#ffffff", opacity: item.dim ? 0.3 : null }, xml(item.code)) : "";
  return shape + letters;
}

/** Give the part of a line's course outside its two ends, as screen points from one end to the other. */
function course(pane, edge) {
  const size = new Map(pane.items.map((item) => [item.place, item.size]));
  const points = Array.from({ length: 41 }, (_, i) => edge.edgeType.getPoint(i / 40));
  const outside = points.filter((point) => [edge.from, edge.to].every((end) => Math.hypot(point.x - end.x, point.y - end.y) > (size.get(end.id) || 0) + 3));
  return outside.map((point) => screenOf(pane)(point.x, point.y));
}

function svgLine(pane, id, { bundle, claims }, scale) {
  const edge = pane.net.body.edges[id];
  const points = edge ? course(pane, edge) : [];
  if (points.length < 2) return "";
  const style = lineStyle(bundle, claims, lineIsDim(bundle), pane.lines.size);
  const shade = style.color.color;
  const head = ([x, y], [fromX, fromY]) => {
    const angle = Math.atan2(y - fromY, x - fromX);
    const wide = (4 + style.width) * Math.max(scale, 0.5);
    const at = (turn) => `${round1(x - 2 * wide * Math.cos(angle + turn))},${round1(y - 2 * wide * Math.sin(angle + turn))}`;
    return tag("polygon", { points: `${round1(x)},${round1(y)} ${at(0.35)} ${at(-0.35)}`, fill: shade });
  };
  const dashes = style.dashes ? style.dashes.join(" ") : null;
  return tag("g", { opacity: style.color.opacity }, tag("title", {}, xml(`${bundleTitle(bundle, claims).join(" ")}: ${relationSummary(claims)}`)),
    tag("polyline", { points: points.map((point) => point.map(round1).join(",")).join(" "), fill: "none", stroke: shade, "stroke-width": style.width * Math.max(scale, 0.4), "stroke-dasharray": dashes }),
    style.arrows.to ? head(points[points.length - 1], points[points.length - 2]) : "", style.arrows.from ? head(points[0], points[1]) : "");
}

function svgLabel({ item, lines, spot, size, weight }) {
  const x = (spot[0] + spot[2]) / 2;
  return lines.map((line, i) => tag("text", { x, y: spot[1] + size * (0.9 + 1.15 * i), "font-size": size, "font-weight": weight, "text-anchor": "middle", fill: css("--ink"), stroke: css("--stage"), "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke", opacity: item.dim ? 0.3 : null }, xml(line)));
}

function svgMark({ mark, bundle, spot: [x, y] }) {
  const contested = mark === "≠";
  return tag("g", { opacity: bundle && lineIsDim(bundle) ? 0.2 : null }, tag("circle", { cx: x, cy: y, r: 8, fill: contested ? css("--contest") : css("--stage"), stroke: contested ? css("--stage") : css("--ink"), "stroke-width": 1.6 }),
    tag("text", { x, y: y + 4, "font-size": 12, "font-weight": 700, "text-anchor": "middle", fill: contested ? "#ffffff" : css("--ink") }, mark));
}

/** Give a pane as it is drawn now, as SVG elements: areas, lines, actors, marks, names. */
function svgPane(pane, left, top) {
  const scale = pane.net.getScale();
  const toScreen = screenOf(pane);
  const [x, y] = toScreen(0, 0);
  const name = pane.box.parentElement.firstElementChild.textContent;
  return tag("g", { transform: `translate(${left} ${top})` },
    areaPaths(pane).map(([path, tint, strength]) => tag("path", { d: path, fill: tint, opacity: String(strength), transform: `translate(${x} ${y}) scale(${scale})` })),
    [...pane.lines].map(([id, line]) => svgLine(pane, id, line, scale)),
    [...pane.items].reverse().map((item) => svgNode(item, toScreen(item.x, item.y), scale)),
    marksOf(pane).map(svgMark), pane.labels.map(svgLabel),
    name ? tag("text", { x: 14, y: 24, "font-size": 15, fill: css("--ink") }, xml(name)) : "");
}

/** Give the legend of a saved drawing, from the left in rows no wider than it, and its height. */
function svgKey(width, top) {
  const { groups, marks } = keyOf();
  const items = [...groups.map((one) => [one.label, (x, y) => tag("rect", { x, y: y - 7, width: 18, height: 4, rx: 2, fill: colour(one) })]),
    ...marks.map(([mark, name]) => [name, (x, y) => svgMark({ mark, bundle: null, spot: [x + 9, y - 5] })])];
  let [x, y] = [16, top + 20];
  const drawn = items.map(([name, sample]) => {
    const wide = 26 + textWidth(name, 12, "400") + 18;
    if (x + wide > width && x > 16) [x, y] = [16, y + 20];
    const found = sample(x, y) + tag("text", { x: x + 26, y, "font-size": 12, fill: css("--soft") }, xml(name));
    x += wide;
    return found;
  });
  const source = `${DATA.title}. Every line stands for what articles say, not for facts; dashed: planned or demanded; thicker: more sources.`;
  return [drawn.join("") + tag("text", { x: 16, y: y + 20, "font-size": 11, fill: css("--muted") }, xml(source)), y + 34 - top];
}

/** Give the network as it is drawn now, with its legend, as one SVG document. */
function svgText() {
  const shown = shownPanes();
  const base = $("stage").getBoundingClientRect();
  const boxes = shown.map((pane) => pane.box.getBoundingClientRect());
  const [width, drawing] = [$("stage").clientWidth, $("stage").clientHeight];
  const [key, below] = svgKey(width, drawing);
  const height = drawing + below;
  return tag("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "Helvetica Neue, Segoe UI, Roboto, Arial, sans-serif" },
    tag("title", {}, xml(DATA.title)), tag("rect", { width, height, fill: css("--stage") }),
    shown.map((pane, i) => svgPane(pane, boxes[i].left - base.left, boxes[i].top - base.top)), key);
}

const saveDrawing = () => download("network.svg", new Blob([svgText()], { type: "image/svg+xml" }));

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
    button("PNG", savePicture, { class: "icon wide", title: "Save the picture" }), button("SVG", saveDrawing, { class: "icon wide", title: "Save the drawing, to be edited and printed at any size" }),
    button("CSV", saveTable, { class: "icon wide", title: "Save the claims shown" }));
}
