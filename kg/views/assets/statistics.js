// The statistics tab: who is how with whom, who stands where, whose voice it is, and how good it all is.
function bars(rows, tone) {
  const most = Math.max(1, ...rows.map((row) => row[1]));
  return el("ul", { class: "bars" }, rows.map(([name, count, act, shade]) => el("li", {}, act ? button(el("bdi", {}, name), act, { class: "link name" }) : el("span", { class: "name" }, el("bdi", {}, name)),
    el("span", { class: "track" }, el("i", { style: { width: `${100 * count / most}%`, background: shade || tone } })), el("span", { class: "count" }, count.toLocaleString("en")))));
}

const QUADS = [[4, "material conflict", "bad"], [3, "verbal conflict", "bad faint"], [1, "verbal cooperation", "good faint"], [2, "material cooperation", "good"]];
const isActor = (place) => !["place", "thing"].includes(E[place].family);
const pairKey = (claim) => [Math.min(claim.s, claim.o), Math.max(claim.s, claim.o)].join(",");

/** Count by pair what is told as being so, by the quad class of its PLOVER event type. */
function quadsOf(claims) {
  const pairs = new Map();
  for (const claim of claims) {
    const { quad } = R[claim.r];
    if (!quad || claim.neg || claim.s === claim.o || !isActor(claim.s) || !isActor(claim.o)) continue;
    const key = pairKey(claim);
    if (!pairs.has(key)) pairs.set(key, { a: Math.min(claim.s, claim.o), b: Math.max(claim.s, claim.o), count: 0, 1: 0, 2: 0, 3: 0, 4: 0 });
    pairs.get(key)[quad] += 1;
    pairs.get(key).count += 1;
  }
  return [...pairs.values()].sort((x, y) => y.count - x.count || x.a - y.a || x.b - y.b);
}

function quadChart(rows) {
  const most = Math.max(1, ...rows.map((row) => Math.max(row[1] + row[2], row[3] + row[4])));
  const part = (row, kinds, side) => el("span", { class: "half " + side }, kinds.map(([quad, name, look]) => (row[quad] ? el("i", { class: look, title: `${row[quad]} ${name}`, style: { width: `${78 * row[quad] / most}%` } }) : null)),
    kinds.some(([quad]) => row[quad]) ? el("small", {}, String(kinds.reduce((sum, [quad]) => sum + row[quad], 0))) : null);
  return [el("p", { class: "quad-key" }, QUADS.map(([, name, look]) => el("span", {}, el("i", { class: look }), name))),
    el("ul", { class: "balance" }, rows.map((row) => el("li", { "aria-label": `${E[row.a].label} and ${E[row.b].label}: ${QUADS.map(([quad, name]) => `${row[quad]} ${name}`).join(", ")}` },
      part(row, [QUADS[1], QUADS[0]], "left"), button([el("bdi", {}, E[row.a].label), " – ", el("bdi", {}, E[row.b].label)], () => set({ tab: "network", focus: E[row.a].id, sel: "node:" + E[row.b].id }), { class: "pair" }), part(row, QUADS.slice(2), "right"))))];
}

/** Give each pair of actors its sign: 1 if most of what is said is friendly, -1 if most is hostile. */
function signsOf(claims) {
  const pairs = new Map();
  for (const claim of claims) {
    // A denied friendship speaks against the pair; a denied attack does not make friends of them.
    const tone = claim.neg ? Math.min(0, -R[claim.r].tone) : R[claim.r].tone;
    if (tone && claim.s !== claim.o && isActor(claim.s) && isActor(claim.o)) pairs.set(pairKey(claim), (pairs.get(pairKey(claim)) || 0) + tone);
  }
  const near = new Map();
  for (const [key, sum] of pairs) {
    const [a, b] = key.split(",").map(Number);
    if (sum) [[a, b], [b, a]].forEach(([x, y]) => { if (!near.has(x)) near.set(x, new Map()); near.get(x).set(y, Math.sign(sum)); });
  }
  return near;
}

/** Sort the triangles of the signed network: friends of friends are friends, enemies of enemies too (Heider, Cartwright and Harary). */
function triangles(sign) {
  const found = { even: 0, odd: [] };
  for (const [x, near] of sign) for (const [y, xy] of near) if (y > x) for (const [z, yz] of sign.get(y)) if (z > y && near.has(z)) {
    if (xy * yz * near.get(z) > 0) found.even += 1; else found.odd.push([x, y, z]);
  }
  return found;
}

function triangleRow(sign, [x, y, z]) {
  const side = (a, b) => [el("bdi", {}, E[a].label), el("span", { class: sign.get(a).get(b) > 0 ? "plus" : "minus" }, sign.get(a).get(b) > 0 ? " + " : " − ")];
  return el("li", {}, side(x, y), side(y, z), side(z, x), el("bdi", {}, E[x].label));
}

function balanceFigure(sign) {
  const { even, odd } = triangles(sign);
  const total = even + odd.length;
  return figure("Structural balance", "Among three, a friend of a friend is a friend and an enemy of an enemy too: then the three signs multiply to plus and the triangle is balanced. A sign is what most statements about a pair are.",
    total ? [el("p", { class: "headline" }, `${Math.round(100 * even / total)} %`, el("small", {}, ` of ${plural(total, "triangle")} balanced`)),
      odd.length ? [el("h4", {}, "At odds"), el("ul", { class: "plainlist" }, odd.slice(0, 8).map((one) => triangleRow(sign, one)))] : null] : el("p", { class: "nothing" }, "No three actors are all with or against each other."));
}

const nameLink = (place, more) => button([el("bdi", {}, E[place].label), more ? "," : ""], () => choose("node:" + E[place].id), { class: "link" });
const chips = (places) => el("p", { class: "names" }, places.slice(0, 24).map((place, i) => nameLink(place, i < Math.min(places.length, 24) - 1)), places.length > 24 ? ` and ${places.length - 24} more` : "");

function campsFigure() {
  const { camps, circles, actors } = DATA.society;
  return figure("Camps and circles", `Of the whole graph, whatever the filters: ${plural(actors, "actor")} with friendly or hostile ties. Camps: two sides with as few friends apart and foes together as found. Circles: communities of friendly ties.`,
    camps.length || circles.length ? [camps.length ? [el("h4", {}, "Two camps"), el("div", { class: "camps" }, camps.map(chips))] : null, circles.length ? [el("h4", {}, "Circles"), circles.map(chips)] : null] : el("p", { class: "nothing" }, "Too few ties."));
}

function centralFigure() {
  const rows = DATA.society.central;
  const cell_ = (value) => el("td", {}, value.toFixed(3));
  return figure("Central actors", "In the network of friendly and hostile ties, of the whole graph whatever the filters: neighbours; PageRank, weighted by statements; betweenness, how often one lies on the shortest way between two others (estimated beyond 500 actors).",
    rows.length ? el("table", { class: "small" }, el("thead", {}, el("tr", {}, ["Actor", "Ties", "PageRank", "Between"].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, rows.map(([place, degree, rank, between]) => el("tr", {}, el("td", {}, nameLink(place)), el("td", {}, String(degree)), cell_(rank), cell_(between))))) : el("p", { class: "nothing" }, "Too few ties."));
}

const share = (part, whole) => (whole ? `${Math.round(100 * part / whole)} %` : "–");

/** Give what the corpus covers and how well, as rows of name, value and what it means. */
function coverage(claims) {
  const words_ = A.reduce((sum, one) => sum + (one.text.match(/\S+/g) || []).length, 0);
  const told = new Map();
  claims.forEach((claim) => { told.has(said(claim)) ? told.get(said(claim)).push(claim) : told.set(said(claim), [claim]); });
  const several = [...told.values()].filter((own) => sources(own) > 1).length;
  const dates = A.map((one) => one.published).filter(Boolean).sort();
  const unknown = claims.filter((claim) => [claim.s, claim.o].some((end) => E[end].type === "entity")).length;
  return [
    ["Articles with a claim", share(A.filter((one) => one.claims.length).length, A.length), `of ${A.length.toLocaleString("en")}`],
    ["Claims per 1,000 words", words_ ? (1000 * C.length / words_).toFixed(1) : "–", `${words_.toLocaleString("en")} words`],
    ["Outlets", String(new Set(A.map((one) => one.source).filter(Boolean)).size), `${A.filter((one) => !one.source).length} articles name none`],
    ["Copies", String(A.filter((one) => one.copy !== one.i).length), "articles with much the same text as another"],
    ["Published", dates.length ? `${dates[0].slice(0, 10)} to ${dates[dates.length - 1].slice(0, 10)}` : "–", `${A.length - dates.length} articles without a date`],
    ["Said by somebody quoted", share(claims.filter((claim) => claim.h.length).length, claims.length), "of the claims shown"],
    ["Says when", share(claims.filter((claim) => claim.dated !== null).length, claims.length), "of the claims shown"],
    ["Told by several sources", share(several, told.size), `of ${plural(told.size, "statement")}`],
    ["Disputed", share(claims.filter((claim) => claim.contested).length, claims.length), "of the claims shown"],
    ["With an end of unknown kind", share(unknown, claims.length), "neither in the reference nor told by its words"],
  ];
}

function scoreBars(claims) {
  const bins = Array.from({ length: 10 }, () => 0);
  claims.forEach((claim) => { bins[Math.min(9, Math.floor(claim.score * 10))] += 1; });
  const rows = bins.map((count, i) => [`${(i / 10).toFixed(1)} to ${((i + 1) / 10).toFixed(1)}`, count]);
  return bars(rows.slice(rows.findIndex(([, count]) => count)), css("--muted"));
}

function figure(title, note_, content) {
  return el("section", { class: "figure" }, el("h3", {}, title), note_ ? el("p", {}, note_) : null, content);
}

function drawStatistics() {
  const pairs = quadsOf(visible);
  const own = visible.filter((claim) => !claim.h.length).length;
  const voices = tally(visible.filter((claim) => claim.h.length), (claim) => claim.h[claim.h.length - 1]).slice(0, 12);
  const kinds = tally(visible, (claim) => R[claim.r].group).map(([key, count]) => [swatch(DATA.palette.line, key).label, count, () => set({ off: new Set(GROUPS.map((one) => one.key).filter((other) => other !== key)) }), lineColour(key)]);
  fill($("view-statistics"), el("h2", { class: "unseen" }, "Statistics"), el("div", { class: "figures" },
    figure("Conflict and cooperation by pair", "What is told as being so, by the quad class of its PLOVER event type. Alliances, claims to territory and other states of affairs are no events and are not in it, nor is what is denied.", pairs.length ? quadChart(pairs.slice(0, 14)) : el("p", { class: "nothing" }, "No such statement.")),
    balanceFigure(signsOf(visible)), campsFigure(), centralFigure(),
    figure("Whose voice", `${plural(own, "claim")} of ${visible.length.toLocaleString("en")} in the articles’ own voice; the others are held by`, bars(voices.map(([place, count]) => [E[place].label, count, () => set({ told: E[place].id, tab: "network" })]), css("--accent"))),
    figure("What is said", "", bars(kinds)),
    figure("How surely it is told", "", bars([...tally(visible, modality), ["denied", visible.filter((claim) => claim.neg).length], ["disputed", visible.filter((claim) => claim.contested).length]], css("--muted"))),
    figure("Coverage and quality", "Read these before you trust the rest.", el("dl", { class: "facts" }, coverage(visible).map(([name, value, note_]) => el("div", {}, el("dt", {}, name, el("small", {}, note_)), el("dd", {}, value))))),
    figure("How sure the reader is", "Of the claims shown: the score each was given when it was read, from how directly its words say it.", visible.length ? scoreBars(visible) : null),
    figure("Articles", "", bars(tally(visible, (claim) => claim.a).slice(0, 20).map(([place, count]) => [A[place].name, count, () => set({ tab: "article", article: A[place].id })]), css("--muted")))));
}
