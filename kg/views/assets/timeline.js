// The timeline tab: a lane for each pair or actor, a bubble for what is said of a stretch of time, or a list by year.
const BY = [["pair", "By pair"], ["actor", "By actor"], ["event", "By event"], ["list", "As a list"]].filter(([key]) => key !== "event" || E.some((one) => one.event && one.claims.length));
const laneMembers = {
  pair: (claim) => (claim.s === claim.o ? [] : [[claim.s, claim.o].sort((a, b) => a - b).map((place) => E[place].id).join("~")]),
  actor: (claim) => [...new Set([claim.s, claim.o])].filter((place) => !["thing", "place"].includes(E[place].family)).map((place) => E[place].id),
  event: (claim) => [...new Set([claim.s, claim.o])].filter((place) => E[place].event).map((place) => E[place].id),
};
/** Give who else takes part in most of a lane's claims: many agreements are just called so. */
function company(lane) {
  const own = byId.get(lane.key).i;
  const others = tally([...lane.cells.values()].flat().flatMap((claim) => [claim.s, claim.o]).filter((place) => place !== own), (place) => place);
  return others.slice(0, 2).map(([place]) => E[place].label).join(", ");
}

const laneName = (key) => key.split("~").map((id) => byId.get(id).label).join(" – ");

/** Give the years that hold nearly everything; what few claims lie before stand in the first column. */
function spanOf(claims) {
  const known = claims.map((claim) => claim.year).sort((a, b) => a - b);
  const low = known[Math.floor(known.length * 0.04)];
  const high = known[known.length - 1];
  const from = high - low > 12 ? Math.floor(low) : Math.floor(low * 12) / 12;
  return { from, to: Math.max(high + 0.02, from + 1 / 6), early: known[0] < from };
}

function ticksOf({ from, to }) {
  const step = [1 / 12, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100].find((one) => (to - from) / one <= (innerWidth < 820 ? 4 : 9)) || 200;
  const found = [];
  for (let at = Math.ceil(from / step - 1e-6) * step; at < to - (to - from) / 14; at += step) found.push(at);
  const month = (at) => MONTHS[Math.round((at - Math.floor(at + 1e-6)) * 12)].slice(0, 3);
  return found.map((at) => [at, step >= 1 || Math.abs(at - Math.round(at)) < 1e-6 ? String(Math.round(at)) : `${month(at)} ${Math.floor(at + 1e-6)}`]);
}

/** Sort the claims of each lane into columns of time. */
function lanesOf(claims, span, columns) {
  const lanes = new Map();
  for (const claim of claims) {
    const column = Math.max(0, Math.min(columns - 1, Math.floor((claim.year - span.from) / (span.to - span.from) * columns)));
    for (const key of laneMembers[state.by](claim)) {
      if (!lanes.has(key)) lanes.set(key, { key, count: 0, cells: new Map() });
      const lane = lanes.get(key);
      lane.count += 1;
      lane.cells.has(column) ? lane.cells.get(column).push(claim) : lane.cells.set(column, [claim]);
    }
  }
  return [...lanes.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}

function bubble(lane, column, columns, claims, most) {
  const key = `${lane.key}@${column}`;
  const [group] = tally(claims, (claim) => R[claim.r].group)[0];
  const dated = claims.some((claim) => claim.dated !== null);
  const size = 9 + 17 * Math.sqrt(claims.length / most);
  const years_ = [...new Set(claims.map((claim) => Math.floor(claim.year)))].sort((a, b) => a - b);
  const text = `${plural(claims.length, "claim")}, ${years_.length > 1 ? `${years_[0]} to ${years_[years_.length - 1]}` : years_[0]}: ${relationSummary(claims)}${dated ? "" : "; dated by the article"}`;
  return button("", () => set({ lane: state.lane === key ? "" : key }), {
    class: ["bubble", dated ? "" : "hollow", claims.some((claim) => claim.contested) ? "disputed" : ""].join(" "), "aria-label": text, title: text, "aria-expanded": String(state.lane === key),
    style: { left: `${100 * (column + 0.5) / columns}%`, width: `${round1(size)}px`, height: `${round1(size)}px`, "--line": lineColour(group) },
  });
}

function laneRow(lane, columns, most) {
  const act = () => (state.by !== "pair" ? choose("node:" + lane.key) : set({ tab: "network", focus: lane.key.split("~")[0], sel: "node:" + lane.key.split("~")[1] }));
  const chosen = [...lane.cells.keys()].find((column) => state.lane === `${lane.key}@${column}`);
  return el("li", { class: "lane" }, el("div", { class: "lane-name" }, button([el("bdi", {}, laneName(lane.key)), state.by === "event" ? el("small", {}, " · ", el("bdi", {}, company(lane))) : null], act, { class: "name", title: "Show in the network" }), el("small", {}, String(lane.count))),
    el("div", { class: "track" }, [...lane.cells].sort((a, b) => a[0] - b[0]).map(([column, claims]) => bubble(lane, column, columns, claims, most))),
    chosen === undefined ? null : el("div", { class: "opened" }, longList([...lane.cells.get(chosen)].sort((a, b) => a.year - b.year || a.i - b.i), (claim) => claimCard(claim), 12)));
}

function drawLanes(claims) {
  const span = spanOf(claims);
  const columns = innerWidth < 820 ? 16 : 48;
  const lanes = lanesOf(claims, span, columns);
  const most = Math.max(6, ...lanes.flatMap((lane) => [...lane.cells.values()].map((cell_) => cell_.length)));
  const axis = el("div", { class: "lane axis", "aria-hidden": "true" }, el("div", { class: "lane-name" }, span.early ? `first column: all up to ${Math.floor(span.from)}` : ""),
    el("div", { class: "track" }, ticksOf(span).map(([at, text]) => el("span", { class: "tick", style: { left: `${100 * (at - span.from) / (span.to - span.from)}%` } }, text))));
  const list = el("ul", { class: "lanes" });
  let shown = 0;
  const more = button("", () => grow(), { class: "more" });
  const grow = () => {
    list.append(...lanes.slice(shown, shown + 20).map((lane) => laneRow(lane, columns, most)));
    shown = Math.min(shown + 20, lanes.length);
    more.textContent = `More lanes (${(lanes.length - shown).toLocaleString("en")} left)`;
    more.hidden = shown >= lanes.length;
  };
  grow();
  return [axis, list, more];
}

function drawList(claims) {
  const dated = claims.filter((claim) => claim.dated !== null).sort((a, b) => a.dated - b.dated || a.i - b.i);
  const byYear = new Map();
  dated.forEach((claim) => { const year = Math.floor(claim.dated); byYear.has(year) ? byYear.get(year).push(claim) : byYear.set(year, [claim]); });
  return dated.length ? el("div", { class: "years" }, [...byYear].map(([year, own]) => el("section", { class: "year", id: "year-" + year }, el("h3", {}, String(year)), longList(own, (claim) => claimCard(claim), 30))))
    : el("p", { class: "nothing" }, "No claim shown here says when.");
}

function drawTimeline() {
  const placed = visible.filter((claim) => claim.year !== null);
  const said_ = placed.filter((claim) => claim.dated !== null).length;
  const left = visible.length - placed.length;
  const note = [`${plural(said_, "claim")} ${said_ === 1 ? "says" : "say"} when (filled); ${(placed.length - said_).toLocaleString("en")} stand at their article’s date (hollow).`,
    left ? ` ${plural(left, "claim")} without any date ${left === 1 ? "is" : "are"} not here.` : ""];
  fill($("view-timeline"), el("div", { class: "bar" }, el("h2", {}, "When"), el("p", {}, note),
    el("div", { class: "switch", role: "group", "aria-label": "Lanes" }, BY.map(([key, name]) => button(name, () => set({ by: key, lane: "" }), { class: "act", "aria-pressed": String(state.by === key) })))),
  !placed.length ? el("p", { class: "nothing" }, "No claim shown here has a date.") : state.by === "list" ? drawList(placed) : drawLanes(placed));
}
