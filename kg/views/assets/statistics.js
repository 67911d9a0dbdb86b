// The statistics tab: friendly and hostile statements by pair, whose voice it is, and how sure it all is.
function bars(rows, tone) {
  const most = Math.max(1, ...rows.map((row) => row[1]));
  return el("ul", { class: "bars" }, rows.map(([name, count, act, shade]) => el("li", {}, act ? button(el("bdi", {}, name), act, { class: "link name" }) : el("span", { class: "name" }, el("bdi", {}, name)),
    el("span", { class: "track" }, el("i", { style: { width: `${100 * count / most}%`, background: shade || tone } })), el("span", { class: "count" }, count.toLocaleString("en")))));
}

function balance(claims) {
  const pairs = new Map();
  for (const claim of claims) {
    // A denied friendship speaks against the pair; a denied attack does not make friends of them.
    const tone = claim.neg ? Math.min(0, -R[claim.r].tone) : R[claim.r].tone;
    if (!tone || claim.s === claim.o) continue;
    const key = [Math.min(claim.s, claim.o), Math.max(claim.s, claim.o)].join(",");
    const row = pairs.get(key) || { a: Math.min(claim.s, claim.o), b: Math.max(claim.s, claim.o), good: 0, bad: 0 };
    if (tone > 0) row.good += 1; else row.bad += 1;
    pairs.set(key, row);
  }
  return [...pairs.values()].sort((x, y) => y.good + y.bad - x.good - x.bad || x.a - y.a);
}

function balanceChart(rows) {
  const most = Math.max(1, ...rows.map((row) => Math.max(row.good, row.bad)));
  const part = (count, side) => el("span", { class: "half " + side }, count ? el("i", { style: { width: `${86 * count / most}%` } }) : null, count ? el("small", {}, String(count)) : null);
  return el("ul", { class: "balance" }, el("li", { class: "heads" }, el("span", {}, "hostile"), el("span", {}), el("span", {}, "friendly")),
    rows.map((row) => el("li", {}, part(row.bad, "bad"), el("span", { class: "pair" }, el("bdi", {}, E[row.a].label), " – ", el("bdi", {}, E[row.b].label)), part(row.good, "good"))));
}

/** Count the triangles of the signed network: friends of friends are friends, enemies of enemies too (Heider, Cartwright and Harary). */
function triangles(rows) {
  const sign = new Map();
  rows.filter((row) => row.good !== row.bad).forEach((row) => {
    const value = row.good > row.bad ? 1 : -1;
    [[row.a, row.b], [row.b, row.a]].forEach(([x, y]) => { if (!sign.has(x)) sign.set(x, new Map()); sign.get(x).set(y, value); });
  });
  let [even, odd] = [0, 0];
  for (const [x, near] of sign) for (const [y, xy] of near) if (y > x) for (const [z, yz] of sign.get(y)) if (z > y && near.has(z)) { if (xy * yz * near.get(z) > 0) even += 1; else odd += 1; }
  return [even, odd];
}

function figure(title, note_, content) {
  return el("section", { class: "figure" }, el("h3", {}, title), note_ ? el("p", {}, note_) : null, content);
}

function drawStatistics() {
  const rows = balance(visible);
  const [even, odd] = triangles(rows);
  const own = visible.filter((claim) => !claim.h.length).length;
  const voices = tally(visible.filter((claim) => claim.h.length), (claim) => claim.h[claim.h.length - 1]).slice(0, 12);
  const kinds = tally(visible, (claim) => R[claim.r].group).map(([key, count]) => [swatch(DATA.palette.line, key).label, count, () => set({ off: new Set(GROUPS.map((one) => one.key).filter((other) => other !== key)) }), lineColour(key)]);
  fill($("view-statistics"), el("div", { class: "figures" },
    figure("Friendly and hostile statements", "By pair, after PLOVER’s event types; a friendly one denied counts as hostile, a hostile one denied as neither.", rows.length ? balanceChart(rows.slice(0, 14)) : el("p", { class: "nothing" }, "No such statement.")),
    figure("Whose voice", `${plural(own, "claim")} of ${visible.length.toLocaleString("en")} in the articles’ own voice; the others are held by`, bars(voices.map(([place, count]) => [E[place].label, count, () => set({ told: E[place].id, tab: "network" })]), css("--accent"))),
    figure("What is said", "", bars(kinds)),
    figure("How surely", "", bars([...tally(visible, modality), ["denied", visible.filter((claim) => claim.neg).length], ["disputed", visible.filter((claim) => claim.contested).length]], css("--muted"))),
    figure("Structural balance", "Triangles of actors whose signs multiply to plus are balanced: a friend of a friend is a friend, an enemy of an enemy is one too.", bars([["balanced", even], ["unbalanced", odd]], css("--accent"))),
    figure("Articles", "", bars(tally(visible, (claim) => claim.a).slice(0, 20).map(([place, count]) => [A[place].name, count, () => set({ tab: "article", article: A[place].id })]), css("--muted")))));
}
