// The timeline tab: what is said to have happened when, oldest first, with the years' weight above.
function histogram(claims) {
  const counts = new Map(tally(claims, (claim) => Math.floor(claim.dated)));
  const most = Math.max(...counts.values());
  const present = [...counts.keys()].sort((a, b) => a - b);
  return el("div", { class: "histogram" }, present.map((year) => button([
    el("i", { style: { height: `${Math.round(8 + 64 * counts.get(year) / most)}px` } }), el("span", {}, String(year))],
  () => { const target = $("year-" + year); if (target) target.scrollIntoView({ block: "start", behavior: "smooth" }); }, { class: "column", title: `${year}: ${plural(counts.get(year), "claim")}` })));
}

function drawTimeline() {
  const dated = visible.filter((claim) => claim.dated !== null).sort((a, b) => a.dated - b.dated || a.i - b.i);
  const byYear = new Map();
  dated.forEach((claim) => { const year = Math.floor(claim.dated); byYear.has(year) ? byYear.get(year).push(claim) : byYear.set(year, [claim]); });
  const left = visible.length - dated.length;
  fill($("view-timeline"), el("div", { class: "bar" }, el("h2", {}, `${plural(dated.length, "claim")} with a date`),
    el("p", {}, left ? `${plural(left, "claim")} without one ${left === 1 ? "is" : "are"} not on this page.` : "")),
  dated.length ? [histogram(dated), el("div", { class: "years" }, [...byYear].map(([year, claims]) => el("section", { class: "year", id: "year-" + year }, el("h3", {}, String(year)), longList(claims, (claim) => claimCard(claim), 30))))]
    : el("p", { class: "nothing" }, "No claim shown here says when."));
}
