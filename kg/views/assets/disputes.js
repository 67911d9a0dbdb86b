// The disputes tab: the sides of each dispute facing each other, with who stands on which and in what words.
const KINDS = {
  denial: "one says so, another denies it", incompatible: "both cannot hold at once", rival: "rival claims to the same territory: both stand",
  succession: "one state succeeded the other", againstReference: "not what the reference knows of that time",
};
const NAMES = { againstReference: "against the reference" };
const disputeKind = (dispute) => KINDS[dispute.kind] || dispute.kind;
const plain = (claim) => `${E[claim.s].label} ${R[claim.r].phrase} ${E[claim.o].label}`;

function disputeTitle(dispute) {
  const first = C[dispute.sides[0][0]];
  if (dispute.kind === "rival") return R[first.r].name === "claimsSovereigntyOver" ? `Whose is ${E[first.o].label}?` : `Who ${R[first.r].phrase} ${E[first.o].label}?`;
  if (dispute.kind === "incompatible") return `${E[first.s].label} and ${E[first.o].label}`;
  return plain(first);
}

/** Say in a few words who stands against whom. */
function disputeNote(dispute) {
  if (dispute.kind !== "rival" && dispute.kind !== "succession") return disputeKind(dispute);
  return dispute.sides.map((side) => E[C[side[0]].s].label).join(" or ");
}

function sideHead(dispute, side, place) {
  const first = C[side[0]];
  if (dispute.kind === "denial") return el("h3", { class: first.neg ? "no" : "yes" }, first.neg ? "No" : "Yes", el("small", {}, ` ${plural(new Set(side.map((i) => voice(C[i]))).size, "voice")}, ${plural(sources(side.map((i) => C[i])), "source")}`));
  return el("h3", { class: place ? "second" : "first" }, el("bdi", {}, E[first.s].label), ` ${phrase(first)} `, el("bdi", {}, E[first.o].label));
}

function disputeCard(dispute) {
  return el("article", { class: "dispute", id: "dispute-" + dispute.i },
    el("header", {}, el("p", { class: "kicker" }, el("i", { class: "badge contested" }, "≠"), ` ${NAMES[dispute.kind] || dispute.kind}: ${disputeKind(dispute)}`), el("h2", { dir: "auto" }, disputeTitle(dispute))),
    el("div", { class: "sides" }, dispute.sides.map((side, place) => el("section", { class: "side" }, sideHead(dispute, side, place),
      longList(strongest(side.map((i) => C[i])), (claim) => claimCard(claim, { hideTriple: true }), 5))),
      dispute.reference ? el("section", { class: "side" }, el("h3", { class: "second" }, "The reference"), el("p", { class: "fact" }, dispute.reference)) : null));
}

/** Sort disputes by how much stands on their weaker side, then by how much there is. */
const weightiest = (disputes) => disputes.map((dispute) => {
  const sides = dispute.sides.map((side) => sources(side.map((i) => C[i])));
  return [dispute, Math.min(...sides), dispute.sides.flat().length];
}).sort((a, b) => b[1] - a[1] || b[2] - a[2] || a[0].i - b[0].i).map(([dispute]) => dispute);

function kindSwitch(disputes) {
  const kinds = tally(disputes, (dispute) => dispute.kind);
  if (kinds.length < 2) return null;
  const choice_ = (kind, name, count) => button([name, " ", el("small", {}, count.toLocaleString("en"))], () => set({ kind }), { class: "act", "aria-pressed": String(state.kind === kind) });
  return el("div", { class: "switch", role: "group", "aria-label": "Kind of dispute" }, choice_("", "All", disputes.length), kinds.map(([kind, count]) => choice_(kind, NAMES[kind] || kind, count)));
}

function drawDisputes() {
  const kept = new Set(visible.flatMap((claim) => claim.disputes));
  const left = D.filter((dispute) => kept.has(dispute.i));
  const shown = weightiest(left.filter((dispute) => !state.kind || dispute.kind === state.kind));
  const note = D.length ? "Nothing of this is settled here: the page shows who stands where." : "No claim of this graph is denied by another or conflicts with one.";
  fill($("view-disputes"), el("div", { class: "bar" }, el("h2", {}, plural(shown.length, "dispute")), el("p", {}, note), kindSwitch(left)),
    shown.length || !D.length ? longList(shown, disputeCard, 25) : el("p", { class: "nothing" }, "No dispute is left under these filters."));
}

function showDispute(dispute) {
  if (state.kind && state.kind !== dispute.kind) set({ kind: "" });
  const card = $("dispute-" + dispute.i);
  if (!card) return;
  card.scrollIntoView({ block: "start" });
  card.classList.add("flash");
}
