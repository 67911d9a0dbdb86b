// The claims tab: one row a claim, sorted by any column; a row opens its sentence in the article.
const COLUMNS = [
  ["Who", (claim) => E[claim.s].label], ["does or is", phrase], ["to whom", (claim) => E[claim.o].label],
  ["according to", voice], ["how surely", (claim) => `${claim.neg}${claim.m}`], ["when", (claim) => claim.t], ["source", (claim) => A[claim.a].name],
];
let order = { column: -1, down: false };

function sortedClaims() {
  if (order.column < 0) return visible;
  const key = COLUMNS[order.column][1];
  const sign = order.down ? -1 : 1;
  const keyed = visible.map((claim) => [key(claim), claim]);
  // What has no value stays at the end whichever way the column is sorted.
  keyed.sort((a, b) => Number(a[0] === "") - Number(b[0] === "") || sign * (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) || a[1].i - b[1].i);
  return keyed.map((pair) => pair[1]);
}

function claimRow(claim) {
  const firm = modality(claim) === "asserted";
  const certainty = [claim.neg ? el("span", { class: "tag deny" }, "denied") : firm ? el("span", { class: "plain" }, "asserted") : null,
    firm ? null : el("span", { class: "tag" }, modality(claim)), claim.contested ? el("span", { class: "tag contest" }, "disputed") : null];
  const open = () => openArticle(claim);
  return el("tr", { tabindex: 0, "data-claim": claim.i, onclick: open, onkeydown: (event) => { if (event.key === "Enter") open(); }, style: { "--line": lineColour(R[claim.r].group) } },
    el("td", { class: "subject" }, named(claim.s)), el("td", { class: "relation-cell" }, el("span", { class: claim.neg ? "negated" : "" }, phrase(claim))), el("td", { class: "object" }, named(claim.o)),
    el("td", { class: "holder" }, claim.h.length ? el("bdi", {}, claim.h.map((place) => E[place].label).join(" › ")) : el("span", { class: "own" }, "the article")),
    el("td", {}, el("div", { class: "sure" }, certainty)), el("td", { class: "when" }, when(claim.t)),
    el("td", { class: "where" }, el("bdi", { title: A[claim.a].name }, A[claim.a].source || A[claim.a].name)));
}

function drawClaims() {
  const rows = sortedClaims();
  const head = COLUMNS.map(([name], i) => el("th", { scope: "col", "aria-sort": order.column === i ? (order.down ? "descending" : "ascending") : "none" },
    button([name, el("span", { class: "arrow" }, order.column === i ? (order.down ? " ▼" : " ▲") : "")], () => {
      order = { column: i, down: order.column === i && !order.down };
      drawClaims();
    })));
  const body = el("tbody", {});
  let shown = 0;
  const grow = () => { body.append(...rows.slice(shown, shown + 120).map(claimRow)); shown += 120; };
  grow();
  const end = el("div", { class: "sentinel" });
  fill($("view-claims"), el("div", { class: "bar" }, el("h2", {}, `${plural(rows.length, "claim")}`), el("p", {}, "Who says what about whom. A row opens its sentence in the article."), button("Save as CSV", saveTable, { class: "act" })),
    rows.length ? el("table", { class: "claims" }, el("thead", {}, el("tr", {}, head)), body) : el("p", { class: "nothing" }, "Nothing is left under these filters."), end);
  new IntersectionObserver((entries, watcher) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    if (shown < rows.length) grow(); else watcher.disconnect();
  }, { rootMargin: "600px" }).observe(end);
}
