// The disputes tab: the sides of each dispute facing each other, with who stands on which and in what words.
const KINDS = {
  denial: "one says so, another denies it", incompatible: "both cannot hold at once", rival: "rival claims to the same territory: both stand",
  succession: "one state succeeded the other", againstReference: "not what the reference knows of that time",
};
const NAMES = { againstReference: "against the reference" };
const disputeKind = (dispute) => KINDS[dispute.kind] || dispute.kind;
const plain = (claim) => `${E[claim.s].label} ${R[claim.r].label} ${E[claim.o].label}`;

function disputeTitle(dispute) {
  const first = C[dispute.sides[0][0]];
  if (dispute.kind === "rival") return R[first.r].name === "claimsSovereigntyOver" ? `Whose is ${E[first.o].label}?` : `Who ${R[first.r].label} ${E[first.o].label}?`;
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
  return el("h3", { class: place ? "second" : "first" }, first.neg ? "not: " : "", el("bdi", {}, E[first.s].label), ` ${R[first.r].label} `, el("bdi", {}, E[first.o].label));
}

function disputeCard(dispute) {
  return el("article", { class: "dispute", id: "dispute-" + dispute.i },
    el("header", {}, el("p", { class: "kicker" }, el("i", { class: "badge contested" }, "≠"), ` ${NAMES[dispute.kind] || dispute.kind}: ${disputeKind(dispute)}`), el("h2", { dir: "auto" }, disputeTitle(dispute))),
    el("div", { class: "sides" }, dispute.sides.map((side, place) => el("section", { class: "side" }, sideHead(dispute, side, place),
      longList(strongest(side.map((i) => C[i])), (claim) => claimCard(claim, { hideTriple: true }), 5)))));
}

function drawDisputes() {
  const kept = new Set(visible.flatMap((claim) => claim.disputes));
  const shown = D.filter((dispute) => kept.has(dispute.i));
  const note = D.length ? "Nothing of this is settled here: the page shows who stands where." : "No claim of this graph is denied by another or conflicts with one.";
  fill($("view-disputes"), el("div", { class: "bar" }, el("h2", {}, plural(shown.length, "dispute")), el("p", {}, note)),
    shown.length || !D.length ? longList(shown, disputeCard, 25) : el("p", { class: "nothing" }, "No dispute is left under these filters."));
}

function showDispute(dispute) {
  const card = $("dispute-" + dispute.i);
  if (!card) return;
  card.scrollIntoView({ block: "start" });
  card.classList.add("flash");
}
