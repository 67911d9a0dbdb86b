// Two tellings side by side: what both say, what one alone says, and where one denies what the other affirms.
function tellerOptions() {
  const spoken = E.filter((one) => one.told.length).sort((a, b) => b.told.length - a.told.length || (a.label < b.label ? -1 : 1));
  const own = tally(C.filter((claim) => !claim.h.length && A[claim.a].source), (claim) => A[claim.a].key);
  return [
    ["In their own voice", [["own", `All articles (${C.filter((claim) => !claim.h.length).length})`], ...own.slice(0, 100).map(([key, count]) => ["by:" + key, `${key} (${count})`])]],
    ["Quoted", spoken.slice(0, 300).map((one) => [one.id, `${one.label} (${one.told.length})`])],
  ];
}

/** Make a select of everybody whose telling can be drawn: outlets in their own voice, and those they quote. */
function tellerChoice(id, key, empty) {
  return el("select", { id, "aria-label": key === "vs" ? "Beside it, as told by" : "As told by", onchange: (event) => set({ [key]: event.target.value, sel: "", ...(key === "vs" ? { tab: "network" } : {}) }) },
    el("option", { value: "" }, empty), tellerOptions().filter(([, options]) => options.length).map(([name, options]) => el("optgroup", { label: name }, options.map(([value, text]) => el("option", { value }, text)))));
}

const said = (claim) => `${claim.s} ${claim.r} ${claim.o}`;

/** Sort propositions by which of two tellings affirm or deny them. */
function compared() {
  const [first, second] = tellings().map((told) => visible.filter((claim) => toldBy(claim, told)));
  const rows = new Map();
  [first, second].forEach((claims, side) => claims.forEach((claim) => {
    if (!rows.has(said(claim))) rows.set(said(claim), [[], []]);
    rows.get(said(claim))[side].push(claim);
  }));
  const stands = (claims) => new Set(claims.map((claim) => claim.neg));
  const found = { against: [], both: [], first: [], second: [] };
  for (const [a, b] of rows.values()) {
    if (!b.length) found.first.push(a);
    else if (!a.length) found.second.push(b);
    else if ([...stands(a)].some((one) => stands(b).has(!one))) found.against.push([...a, ...b]);
    else found.both.push([...a, ...b]);
  }
  return found;
}

function comparePanel() {
  const found = compared();
  const [first, second] = tellings().map(teller);
  const part = (title, rows, open) => (rows.length ? el("details", { class: "fold", open }, el("summary", {}, title, " ", el("small", {}, rows.length.toLocaleString("en"))),
    longList(rows, (claims) => claimCard(claims[0], {}), 6)) : null);
  return [
    el("header", { class: "panel-head" }, button("✕", () => set({ vs: "" }), { class: "icon close", "aria-label": "Close the comparison" }), el("p", { class: "kicker" }, "Side by side"),
      el("h2", {}, el("bdi", {}, first), el("span", { class: "arrow" }, " | "), el("bdi", {}, second))),
    el("p", { class: "summary" }, `${plural(found.both.length, "statement")} both make, ${found.first.length.toLocaleString("en")} on the left alone, ${found.second.length.toLocaleString("en")} on the right alone.`),
    found.against.length ? el("section", {}, el("h3", {}, "One affirms, the other denies"), longList(found.against.flat(), (claim) => claimCard(claim), 12)) : null,
    part("Both say", found.both, true), part(`Only ${first}`, found.first, !found.both.length), part(`Only ${second}`, found.second, !found.both.length),
  ];
}
