// The side panel: what was clicked, in words and quotes; before that, where to begin.
function choose(sel) {
  set({ sel, tab: "network" });
  if (innerWidth <= 820) scrollTo({ top: Math.max(0, $("panel").offsetTop - innerHeight * 0.45), behavior: isCalm() ? "auto" : "smooth" });
}

const strongest = (claims) => [...claims].sort((a, b) => Number(b.contested) - Number(a.contested) || a.neg - b.neg || a.m - b.m || a.a - b.a || a.sp[0] - b.sp[0]);

function bundleTitle(bundle, claims) {
  const directed = claims.filter((claim) => !R[claim.r].symmetric);
  const to = directed.some((claim) => claim.s === bundle.from);
  const back = directed.some((claim) => claim.s === bundle.to);
  return [E[bundle.from].label, to && back ? "⇄" : to ? "→" : back ? "←" : "–", E[bundle.to].label];
}

const relationSummary = (claims) => tally(claims, (claim) => (claim.neg ? R[claim.r].denied : R[claim.r].label)).slice(0, 3).map(([label, count]) => (count > 1 ? `${label} (${count})` : label)).join(", ");

function bundleRow(bundle, claims) {
  const [left, arrow, right] = bundleTitle(bundle, claims);
  return el("li", {}, button([
    el("i", { class: "line", style: { background: lineColour(bundle.group) } }),
    el("span", { class: "grow" }, el("strong", {}, el("bdi", {}, left), ` ${arrow} `, el("bdi", {}, right)),
      el("small", {}, relationSummary(claims))),
    claims.some((claim) => claim.contested) ? el("i", { class: "badge contested", title: "disputed" }, "≠") : null,
    el("span", { class: "count" }, String(claims.length))], () => choose("edge:" + edgeKey(bundle)), { class: "row" }));
}

const edgeKey = (bundle) => `${E[bundle.from].id}~${bundle.group}~${E[bundle.to].id}`;
const edgeOf = (key) => B.find((bundle) => edgeKey(bundle) === key) || null;

function visibleBundles() {
  const found = new Map();
  for (const claim of visible) if (claim.b >= 0) found.has(claim.b) ? found.get(claim.b).push(claim) : found.set(claim.b, [claim]);
  return [...found].map(([place, claims]) => [B[place], claims]);
}

function welcome() {
  const pairs = visibleBundles().filter(([bundle]) => bundle.group !== "B").sort((a, b) => b[1].length - a[1].length || a[0].j - b[0].j).slice(0, 7);
  const actors = tally(visible.flatMap((claim) => [...new Set([claim.s, claim.o])]), (place) => place).slice(0, 12);
  const held = new Set(visible.flatMap((claim) => claim.disputes));
  const disputes = weightiest(D.filter((dispute) => held.has(dispute.i)));
  return [
    state.told ? el("div", { class: "intro" }, el("p", { class: "kicker" }, "As told by"), el("h2", {}, el("bdi", {}, teller(state.told))),
      el("p", {}, `Drawn is only what this one says: ${plural(visible.length, "claim")}. `, button("Everyone", () => set({ told: "" }), { class: "link" }), " may be shown again, or another set beside it on the left.")) : el("div", { class: "intro" },
      el("h2", {}, "Who is with whom, and who says so"),
      el("p", {}, "Every line stands for what articles say, not for facts. ", el("b", {}, "Click a line or an actor"), " to read the sentences behind it and who vouches for them.")),
    disputes.length ? el("section", {}, el("h3", {}, "In dispute"), el("ul", { class: "rows" }, disputes.slice(0, 4).map((dispute) => el("li", {}, button([
      el("i", { class: "badge contested" }, "≠"), el("span", { class: "grow" }, el("strong", {}, disputeTitle(dispute)), el("small", {}, disputeNote(dispute)))],
    () => { set({ tab: "disputes", sel: "" }); showDispute(dispute); }, { class: "row" })))),
      disputes.length > 4 ? button(`All ${disputes.length} disputes`, () => set({ tab: "disputes" }), { class: "link" }) : null) : null,
    pairs.length ? el("section", {}, el("h3", {}, "Most is said about"), el("ul", { class: "rows" }, pairs.map(([bundle, claims]) => bundleRow(bundle, claims)))) : null,
    actors.length ? el("section", {}, el("h3", {}, "Actors and places"), el("div", { class: "pills" }, actors.map(([place, count]) =>
      button([el("i", { class: "shape " + swatch(FAMILIES, E[place].family).shape, style: { background: nodeColour(E[place].family) } }), el("bdi", {}, E[place].label), el("small", {}, String(count))], () => choose("node:" + E[place].id), { class: "pill" })))) : null,
  ];
}

function panelHead(kicker, title, tools) {
  return el("header", { class: "panel-head" }, button("✕", () => set({ sel: "" }), { class: "icon close", "aria-label": "Close" }),
    el("p", { class: "kicker" }, kicker), el("h2", {}, title), el("div", { class: "actions" }, tools));
}

function nodePanel(entity) {
  const claims = visible.filter((claim) => claim.s === entity.i || claim.o === entity.i);
  const said = C.filter((claim) => claim.h.includes(entity.i));
  const around = visibleBundles().filter(([bundle]) => bundle.from === entity.i || bundle.to === entity.i).sort((a, b) => b[1].length - a[1].length);
  const mark = el("i", { class: "shape " + swatch(FAMILIES, entity.family).shape, style: { background: nodeColour(entity.family) } });
  return [
    panelHead([mark, `${entity.type}${entity.code ? ` · ${entity.code}` : ""}`], el("bdi", {}, entity.label), [
      button(state.focus === entity.id ? "Show everything" : "Focus on this", () => set({ focus: state.focus === entity.id ? "" : entity.id }), { class: "act" }),
      said.length ? button(`As told by it (${said.length})`, () => set({ told: entity.id, focus: "", sel: "" }), { class: "act" }) : null,
      button("In the table", () => set({ tab: "claims", focus: entity.id }), { class: "act" })]),
    el("p", { class: "summary" }, `${plural(claims.length, "claim")} about it from ${plural(sources(claims), "source")}`, said.length ? `; it is the speaker of ${said.length.toLocaleString("en")}.` : "."),
    around.length ? el("section", {}, el("h3", {}, "With whom"), el("ul", { class: "rows" }, around.slice(0, 8).map(([bundle, own]) => bundleRow(bundle, own)))) : null,
    el("section", {}, el("h3", {}, claims.length ? "What is said about it" : "Nothing is said about it under these filters"), longList(strongest(claims), (claim) => claimCard(claim), 20)),
    said.length ? el("section", {}, el("h3", {}, "What it says"), longList(strongest(said), (claim) => claimCard(claim), 10)) : null,
  ];
}

function edgePanel(bundle) {
  const claims = visible.filter((claim) => claim.b === bundle.j);
  const [left, arrow, right] = bundleTitle(bundle, bundle.claims);
  const disputes = [...new Set(claims.flatMap((claim) => claim.disputes))].map((place) => D[place]);
  const mark = el("i", { class: "line", style: { background: lineColour(bundle.group) } });
  return [
    panelHead([mark, swatch(DATA.palette.line, bundle.group).label], [el("bdi", {}, left), el("span", { class: "arrow" }, ` ${arrow} `), el("bdi", {}, right)], [
      disputes.length ? button(`≠ ${plural(disputes.length, "dispute")}`, () => { set({ tab: "disputes" }); showDispute(disputes[0]); }, { class: "act warn" }) : null,
      ...[bundle.from, bundle.to].map((end) => button(el("bdi", {}, E[end].label), () => choose("node:" + E[end].id), { class: "act" }))]),
    el("p", { class: "summary" }, `${plural(claims.length, "claim")} from ${plural(sources(claims), "source")}, held by ${tally(claims, voice).slice(0, 3).map(([name, count]) => `${name} (${count})`).join(", ") || "nobody"}.`),
    ...tally(claims, (claim) => claim.r).map(([relation]) => el("section", {}, el("h3", { title: R[relation].definition }, R[relation].label),
      longList(strongest(claims.filter((claim) => claim.r === relation)), (claim) => claimCard(claim), 12))),
  ];
}

function drawPanel() {
  const [kind, key] = [state.sel.slice(0, 4), state.sel.slice(5)];
  const target = kind === "node" ? byId.get(key) : kind === "edge" ? edgeOf(key) : null;
  if (!target && comparing()) return fill($("panel"), comparePanel());
  if (!target && focused()) return fill($("panel"), nodePanel(focused()));
  fill($("panel"), !target ? welcome() : kind === "node" ? nodePanel(target) : edgePanel(target));
  $("panel").scrollTop = 0;
  return null;
}
