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
    const node = el("span", { class: ["part", ...kinds].join(" ") + (over.some((span) => span.kind === "sentence" && span.claim.contested) ? " disputed" : "") }, piece);
    over.forEach((span) => { span.nodes.push(node); });
    const claims = meant(over);
    node.addEventListener("mouseenter", (event) => { light(claims, true); hint(event, over, claims); });
    node.addEventListener("mouseleave", () => { light(claims, false); $("hint").hidden = true; });
    return node;
  });
}

/** Give the claims that words stand for: those they are a part of, else all of their sentence. */
function meant(over) {
  const own = over.filter((span) => span.claim && span.kind !== "sentence");
  return [...new Set((own.length ? own : over).map((span) => span.claim).filter(Boolean))];
}

/** Say beside the pointer what is under it: the claims these words belong to, else whose name it is. */
function hint(event, over, claims) {
  const names = over.filter((span) => span.entity >= 0).map((span) => E[span.entity]);
  const rows = claims.slice(0, 4).map((claim) => el("div", { class: "hinted", style: { "--line": lineColour(R[claim.r].group) } }, triple(claim), el("p", { class: "who" }, holders(claim), stanceBadges(claim))));
  if (claims.length > 4) rows.push(el("p", { class: "who" }, `and ${plural(claims.length - 4, "more claim")}`));
  if (!rows.length) rows.push(...names.slice(0, 1).map((one) => el("div", {}, el("strong", {}, el("bdi", {}, one.label)), el("small", {}, ` ${one.type}`))));
  if (!rows.length && over.some((span) => span.kind === "cue")) rows.push(el("small", {}, "tells that somebody speaks"));
  const box = $("hint");
  fill(box, rows);
  box.hidden = !rows.length;
  const [x, y] = [event.clientX + 16, event.clientY + 20];
  box.style.setProperty("left", `${Math.max(8, Math.min(x, innerWidth - box.offsetWidth - 8))}px`);
  box.style.setProperty("top", `${y + box.offsetHeight > innerHeight ? Math.max(8, event.clientY - box.offsetHeight - 16) : y}px`);
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

/** Give the names and the words of speaking of an article: places that no claim need be about. */
function markSpans(article) {
  const found = [];
  for (let i = 0; i < article.marks.length; i += 3) {
    const [start, end, entity] = article.marks.slice(i, i + 3);
    found.push({ kind: entity === -2 ? "cue" : "mention", start, end, entity, claim: null, nodes: [] });
  }
  return found;
}

const MARKED = [["subject", "who"], ["trigger", "does or is"], ["object", "to whom"], ["holder", "who says so"], ["cue", "word of saying"], ["mention", "other name"]];

/** Say what the marks in the text mean, those that it has. */
function textKey(spans) {
  const kinds = new Set(spans.map((span) => span.kind));
  const shown = MARKED.filter(([kind]) => kinds.has(kind));
  return shown.length ? el("p", { class: "text-key" }, shown.map(([kind, name]) => el("span", { class: "part " + kind + (kind === "mention" || kind === "cue" ? "" : " lit-" + kind) }, name)), el("small", {}, "Point at a sentence, or tap it, to see what was read in it.")) : null;
}

function articleHead(article, claims, spans) {
  const pickers = el("select", { "aria-label": "Article", id: "article-choice", onchange: (event) => set({ article: event.target.value, claim: "" }) },
    A.map((one) => el("option", { value: one.id }, `${one.name} (${one.claims.length})`)));
  pickers.value = article.id;
  const step = (by, text, name) => button(text, () => set({ article: A[(article.i + by + A.length) % A.length].id, claim: "" }), { class: "icon", "aria-label": name });
  return [A.length > 1 ? el("div", { class: "chooser" }, step(-1, "‹", "Article before"), pickers, step(1, "›", "Next article")) : null,
    el("header", { class: "article-head" }, el("p", { class: "kicker" }, el("bdi", {}, outlet(article) || article.id)), el("h2", { dir: "auto" }, article.name),
      el("p", { class: "summary" }, `${plural(claims.length, "claim")} shown of ${article.claims.length}. `, article.url ? el("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, "Original") : null,
        article.copy !== article.i ? ["Much the same text as ", button(el("bdi", {}, A[article.copy].name), () => set({ article: A[article.copy].id, claim: "" }), { class: "link" }), ": they count as one source."] : null),
      textKey(spans))];
}

/** Give the article with most of what is shown, to begin with. */
function fullest() {
  const [first] = tally(visible, (claim) => claim.a);
  return first ? A[first[0]] : A[0];
}

function drawArticle() {
  const article = A.find((one) => one.id === state.article) || fullest();
  if (!article) return fill($("view-article"), el("p", { class: "nothing" }, "This graph holds no article."));
  const kept = new Set(visible.filter((claim) => claim.a === article.i));
  const wanted = C.find((claim) => claim.id === state.claim && claim.a === article.i);
  if (wanted) kept.add(wanted);
  const claims = [...kept].sort((a, b) => a.sp[0] - b.sp[0] || a.i - b.i);
  const spans = [...claimSpans(claims), ...markSpans(article)];
  const blocks = paragraphs(article.text);
  const rows = blocks.map(([start, end], i) => {
    const next = i + 1 < blocks.length ? blocks[i + 1][0] : Infinity;
    const notes = claims.filter((claim) => claim.sp[0] < next && (i === 0 || claim.sp[0] >= start));
    return el("div", { class: "paragraph" }, el("p", { dir: "auto" }, pieces(article.text, start, end, spans)), el("div", { class: "notes" }, notes.map(note)));
  });
  fill($("view-article"), articleHead(article, claims, spans), el("div", { class: "text" }, rows.length ? rows : el("p", { class: "nothing" }, "The text of this article is not in the graph.")));
  if (wanted) showClaim(wanted);
}

function showClaim(claim) {
  light([claim], true);
  const span = (spansOf.get(claim.i) || [])[0];
  if (span && span.nodes[0]) span.nodes[0].scrollIntoView({ block: "center" });
}
