// One claim as people read it: the triple, who holds it and how surely, and the sentence it was read from.
function roles(claim) {
  const found = ["subject", "object", "trigger"].map((kind, i) => [kind, claim.sp[2 + 2 * i], claim.sp[3 + 2 * i]]);
  for (let i = 8; i < claim.sp.length; i += 2) found.push(["holder", claim.sp[i], claim.sp[i + 1]]);
  return found.filter((span) => span[1] >= 0);
}

/** Cut a very long sentence down to what lies around its marked words. */
function excerpt(claim) {
  const [start, end] = claim.sp;
  if (end - start <= 700) return [start, end];
  const spans = roles(claim).filter((span) => span[1] >= start && span[2] <= end);
  const low = spans.length ? Math.min(...spans.map((span) => span[1])) : start;
  return [Math.max(start, low - 200), Math.min(end, low + 500)];
}

function quote(claim) {
  const text = A[claim.a].text;
  const [start, end] = excerpt(claim);
  const spans = roles(claim).filter((span) => span[1] >= start && span[2] <= end && span[2] > span[1]);
  const cuts = [...new Set([start, end, ...spans.flatMap((span) => [span[1], span[2]])])].sort((a, b) => a - b);
  const parts = cuts.slice(0, -1).map((cut, i) => {
    const piece = text.slice(cut, cuts[i + 1]);
    const span = spans.find((one) => one[1] <= cut && cuts[i + 1] <= one[2]);
    return span ? el("mark", { class: span[0], title: span[0] }, piece) : piece;
  });
  return el("blockquote", { dir: "auto" }, start > claim.sp[0] ? "… " : "", parts, end < claim.sp[1] ? " …" : "");
}

const named = (place) => el("bdi", { class: "name" }, E[place].label);
const nameButton = (place) => button(el("bdi", {}, E[place].label), (event) => { event.stopPropagation(); choose("node:" + E[place].id); }, { class: "name" });

function triple(claim, link) {
  const name = link ? nameButton : named;
  return el("p", { class: "triple" }, name(claim.s), " ", el("span", { class: "relation" + (claim.neg ? " negated" : "") }, phrase(claim)), " ", name(claim.o));
}

function stanceBadges(claim, inDispute) {
  const found = [];
  if (claim.neg && !inDispute) found.push(el("span", { class: "tag deny" }, "denied"));
  if (modality(claim) !== "asserted") found.push(el("span", { class: "tag" }, modality(claim)));
  // Events are told in the past tense anyway; of an alliance it says that it is no more.
  if (claim.past && !R[claim.r].quad) found.push(el("span", { class: "tag" }, "in the past"));
  if (claim.t) found.push(el("span", { class: "tag time" }, when(claim.t)));
  if (claim.contested && !inDispute) found.push(el("span", { class: "tag contest" }, "disputed"));
  return found;
}

function holders(claim) {
  if (!claim.h.length) return el("span", { class: "own" }, "in the article’s own voice");
  const chain = claim.h.map((place) => nameButton(place));
  return el("span", {}, "says ", chain.pop(), chain.reverse().map((link) => [", reported by ", link]));
}

const outlet = (article) => [article.source, article.published.slice(0, 10)].filter(Boolean).join(", ");

function sourceLine(claim) {
  const article = A[claim.a];
  return el("p", { class: "source" },
    button(el("bdi", {}, article.name), () => openArticle(claim), { class: "link", title: "Read it in the article" }),
    outlet(article) ? el("span", {}, " · ", el("bdi", {}, outlet(article))) : null);
}

/** Give a claim as a card. */
function claimCard(claim, options) {
  const { hideTriple } = options || {};
  return el("article", { class: "card", "data-claim": claim.i, style: { "--line": lineColour(R[claim.r].group) } },
    hideTriple ? null : triple(claim, true),
    el("p", { class: "who" }, holders(claim), stanceBadges(claim, hideTriple)),
    quote(claim), sourceLine(claim));
}

/** Fill a list a screenful at a time, so that thousands of claims cost nothing until they are wanted. */
function longList(items, make, step) {
  const box = el("div", { class: "cards" });
  let shown = 0;
  const more = button("", () => grow(), { class: "more" });
  const grow = () => {
    items.slice(shown, shown + step).forEach((item) => box.insertBefore(make(item), more));
    shown = Math.min(items.length, shown + step);
    more.textContent = `Show more (${(items.length - shown).toLocaleString("en")} left)`;
    more.hidden = shown >= items.length;
  };
  box.append(more);
  grow();
  return box;
}
