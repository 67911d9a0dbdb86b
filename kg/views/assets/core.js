// What the page knows: the data it carries, as objects that point at each other by number.
const DATA = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);

/** Make an element; text is only ever set as text, never parsed. */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") Object.entries(value).forEach(([key, one]) => node.style.setProperty(key, one));
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const fill = (node, ...children) => node.replaceChildren(...children.flat(Infinity).filter((child) => child));
const button = (text, act, attributes) => el("button", { type: "button", onclick: act, ...attributes }, text);
const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many || one + "s"}`;

/** Give the first words of a text, for an article without a title. */
function opening(text) {
  const line = text.trim().split("\n")[0];
  return line.length > 90 ? line.slice(0, line.lastIndexOf(" ", 88)) + "…" : line;
}

const E = DATA.entities.id.map((id, i) => ({
  i, id, label: DATA.entities.label[i], type: DATA.entities.type[i],
  family: DATA.entities.family[i], code: DATA.entities.code[i], event: DATA.entities.event[i] === 1, claims: [], told: [],
}));
const R = DATA.relations;
const A = DATA.articles.map((one, i) => ({ i, ...one, claims: [], name: one.title || opening(one.text) || one.id }));
const K = DATA.claims;
const C = K.id.map((id, i) => ({
  i, id, s: K.s[i], r: K.r[i], o: K.o[i], h: K.h[i], neg: K.neg[i] === 1, m: K.m[i], t: K.t[i], past: K.past[i] === 1, a: K.a[i],
  sp: K.spans[i], b: K.b[i], contested: K.contested[i] === 1, score: K.score[i], disputes: [],
}));
const B = DATA.network.edges.map((edge, j) => ({ j, from: edge.from, to: edge.to, smooth: edge.smooth, claims: [], group: "?" }));
const D = DATA.disputes.map((one, i) => ({ i, ...one }));
const NODES = DATA.network.nodes;
const GROUPS = DATA.palette.line.filter((one) => R.some((relation) => relation.group === one.key));
const FAMILIES = DATA.palette.node;
const byId = new Map(E.map((one) => [one.id, one]));

for (const claim of C) {
  E[claim.s].claims.push(claim);
  if (claim.o !== claim.s) E[claim.o].claims.push(claim);
  claim.h.forEach((holder) => E[holder].told.push(claim));
  A[claim.a].claims.push(claim);
  if (claim.b >= 0) { B[claim.b].claims.push(claim); B[claim.b].group = R[claim.r].group; }
}
for (const dispute of D) for (const place of new Set(dispute.sides.flat())) C[place].disputes.push(dispute.i);
for (const claim of C) claim.contested = claim.contested || claim.disputes.length > 0;

const YEAR = /(?:^|\/)(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?/;
/** Give a date as a decimal year, null where it has none. */
function decimalYear(text) {
  const found = YEAR.exec(text || "");
  return found ? Number(found[1]) + (Number(found[2] || 1) - 1) / 12 + (Number(found[3] || 1) - 1) / 372 : null;
}
for (const claim of C) {
  const said = decimalYear(claim.t);
  claim.year = said === null ? decimalYear(A[claim.a].published) : said;
  claim.dated = said;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
/** Give a time as people write it; one without a year keeps month and day. */
function when(text) {
  const bare = /^XXXX-(\d\d)(?:-(\d\d))?$/.exec(text);
  if (bare && MONTHS[bare[1] - 1]) return `${bare[2] ? Number(bare[2]) + " " : ""}${MONTHS[bare[1] - 1]} (no year)`;
  return text.replace("/", " to ");
}

/** Count the sources that do not depend on each other, as the graph does: articles linked by outlet or by near-copies count once. */
function sources(claims) {
  const above = new Map();
  const top = (mark) => (above.get(mark) === mark ? mark : top(above.get(mark)));
  let count = 0;
  for (const place of new Set(claims.map((claim) => claim.a))) {
    const marks = [A[place].key, A[place].copy];
    for (const mark of marks) if (!above.has(mark)) { above.set(mark, mark); count += 1; }
    const [outlet_, text] = marks.map(top);
    if (outlet_ !== text) { above.set(text, outlet_); count -= 1; }
  }
  return count;
}
const phrase = (claim) => (claim.neg ? R[claim.r].denied : R[claim.r].phrase);
const voice = (claim) => (claim.h.length ? E[claim.h[claim.h.length - 1]].label : "the article’s own voice");
const stance = (claim) => (claim.neg ? "denied" : "affirmed");
const modality = (claim) => DATA.modalities[claim.m];

let theme = "";
const isDark = () => (theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
const swatch = (list, key) => list.find((one) => one.key === key) || list[list.length - 1];
const colour = (one) => (isDark() ? one.dark : one.light);
const lineColour = (key) => colour(swatch(DATA.palette.line, key));
const nodeColour = (key) => colour(swatch(FAMILIES, key));
const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
