// The article tab: the text as it was given, what was read in it marked, and each claim beside its paragraph.
function openArticle(claim) {
  set({ tab: "article", article: A[claim.a].id, claim: claim.id, sel: "" });
}

/** Cut a stretch of text where any span begins or ends and mark each piece with the claims it belongs to. */
function pieces(text, start, end, spans) {
  const inside = spans.filter((span) => span.start < end && span.end > start);
  const cuts = [...new Set([start, end, ...inside.flatMap((span) => [Math.max(start, span.start), Math.min(end, span.end)])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((cut, i) => {
    const over = inside.filter((span) => span.start <= cut && cuts[i + 1] <= span.end);
    const piece = text.slice(cut, cuts[i + 1]);
    if (!over.length) return piece;
    const kinds = new Set(over.map((span) => span.kind));
    const node = el("span", { class: ["part", ...kinds].join(" ") + (over.some((span) => span.claim.contested && span.kind === "sentence") ? " disputed" : "") }, piece);
    over.forEach((span) => { span.nodes.push(node); });
    node.addEventListener("mouseenter", () => light(over.map((span) => span.claim), true));
    node.addEventListener("mouseleave", () => light(over.map((span) => span.claim), false));
    return node;
  });
}

let spansOf = new Map();

/** Light up a claim's words in the text and its note in the margin. */
function light(claims, on) {
  for (const claim of new Set(claims)) {
    (spansOf.get(claim.i) || []).forEach((span) => span.nodes.forEach((node) => node.classList.toggle("lit-" + span.kind, on && claims.length < 40)));
    const note = document.querySelector(`#view-article .note[data-claim="${claim.i}"]`);
    if (note) note.classList.toggle("lit", on);
  }
}

function note(claim) {
  return el("article", { class: "note", tabindex: 0, "data-claim": claim.i, style: { "--line": lineColour(R[claim.r].group) },
    onmouseenter: () => light([claim], true), onmouseleave: () => light([claim], false), onfocus: () => light([claim], true), onblur: () => light([claim], false) },
  triple(claim, true), el("p", { class: "who" }, holders(claim), stanceBadges(claim)));
}

function paragraphs(text) {
  const found = [];
  const pattern = /[^\n]+/g;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) if (match[0].trim()) found.push([match.index, match.index + match[0].length]);
  return found;
}

function claimSpans(claims) {
  spansOf = new Map();
  const all = [];
  for (const claim of claims) {
    const own = [{ kind: "sentence", start: claim.sp[0], end: claim.sp[1] }, ...roles(claim).map(([kind, start, end]) => ({ kind, start, end }))]
      .filter((span) => span.end > span.start).map((span) => ({ ...span, claim, nodes: [] }));
    spansOf.set(claim.i, own);
    all.push(...own);
  }
  return all;
}

function articleHead(article, claims) {
  const pickers = el("select", { "aria-label": "Article", id: "article-choice", onchange: (event) => set({ article: event.target.value, claim: "" }) },
    A.map((one) => el("option", { value: one.id }, `${one.name} (${one.claims.length})`)));
  pickers.value = article.id;
  const step = (by, text, name) => button(text, () => set({ article: A[(article.i + by + A.length) % A.length].id, claim: "" }), { class: "icon", "aria-label": name });
  return [A.length > 1 ? el("div", { class: "chooser" }, step(-1, "‹", "Article before"), pickers, step(1, "›", "Next article")) : null,
    el("header", { class: "article-head" }, el("p", { class: "kicker" }, el("bdi", {}, outlet(article) || article.id)), el("h2", { dir: "auto" }, article.name),
      el("p", { class: "summary" }, `${plural(claims.length, "claim")} shown of ${article.claims.length}. `, article.url ? el("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, "Original") : null))];
}

function drawArticle() {
  const article = A.find((one) => one.id === state.article) || A[0];
  if (!article) return fill($("view-article"), el("p", { class: "nothing" }, "This graph holds no article."));
  const kept = new Set(visible.filter((claim) => claim.a === article.i));
  const wanted = C.find((claim) => claim.id === state.claim && claim.a === article.i);
  if (wanted) kept.add(wanted);
  const claims = [...kept].sort((a, b) => a.sp[0] - b.sp[0] || a.i - b.i);
  const spans = claimSpans(claims);
  const blocks = paragraphs(article.text);
  const rows = blocks.map(([start, end], i) => {
    const next = i + 1 < blocks.length ? blocks[i + 1][0] : Infinity;
    const notes = claims.filter((claim) => claim.sp[0] < next && (i === 0 || claim.sp[0] >= start));
    return el("div", { class: "paragraph" }, el("p", { dir: "auto" }, pieces(article.text, start, end, spans)), el("aside", {}, notes.map(note)));
  });
  fill($("view-article"), articleHead(article, claims), el("div", { class: "text" }, rows.length ? rows : el("p", { class: "nothing" }, "The text of this article is not in the graph.")));
  if (wanted) showClaim(wanted);
}

function showClaim(claim) {
  light([claim], true);
  const span = (spansOf.get(claim.i) || [])[0];
  if (span && span.nodes[0]) span.nodes[0].scrollIntoView({ block: "center" });
}
