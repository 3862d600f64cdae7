// The page as a strip from its first character to its last, and over it an arc from every passage that was
// taken away as a copy to the one that stays (after Wattenberg, Arc Diagrams, 2002).

const WIDTH = 1000;
const ARCS = 72; // the rise of an arc over the whole page
const STRIP = 14;
const TICKS = 14;

function pageMap(view, select, goTo) {
  const total = Math.max(1, view.characters);
  const x = (offset) => (offset / total) * WIDTH;
  const cuts = view.changes.filter((change) => isRemoval(change.kind));
  const arcs = cuts.flatMap((change) =>
    change.refs.filter(([, , from]) => typeof from === "number").map((ref) => [change, ref]));
  const widest = Math.max(0, ...arcs.map(([change, [start, end]]) => Math.max(end, change.end) - Math.min(start, change.start)));
  const height = arcs.length ? Math.ceil(rise(x(widest))) + 3 : 2;
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${height + STRIP + TICKS}`, role: "img",
    "aria-label": say("map_says", { cuts: figure(cuts.length), arcs: figure(arcs.length) }) }, hatch());
  drawing.append(svg("rect", { class: "sheet", x: 0, y: height, width: WIDTH, height: STRIP }));
  for (const [, [start, end]] of arcs) drawing.append(box("kept", start, end));
  for (const change of cuts) {
    const rect = box(`taken k-${change.kind}`, change.start, change.end);
    rect.append(svg("title", {}, `${say(`kind_${change.kind}`)} · ${say("line", { n: view.lines[change.from] })}`));
    rect.addEventListener("click", (event) => { event.stopPropagation(); select(change); });
    drawing.append(rect);
  }
  view.arcs = arcs.map(([change, [start, end]]) => {
    const arc = svg("g", { class: `arc k-${change.kind}`, "data-c": change.n,
      click: (event) => { event.stopPropagation(); select(change); } },
      svg("title", {}, say("arc_says", { from: view.lines[change.from], to: lineAt(view, start), n: figure(inked(change.old)) })),
      svg("path", { d: band(x(change.start), x(change.end), x(start), x(end), height) }));
    drawing.append(arc);
    return [change, arc];
  });
  for (const mark of view.marks) drawing.append(tick(mark));
  const spot = svg("rect", { class: "spot", x: 0, y: height - 2, width: 4, height: STRIP + 4, visibility: "hidden" });
  drawing.append(spot);
  drawing.addEventListener("click", (event) => {
    const { left, width } = drawing.getBoundingClientRect();
    goTo(((event.clientX - left) / width) * total);
  });
  view.showSpot = (start, end) => {
    spot.setAttribute("visibility", "visible");
    spot.setAttribute("x", x(start) - 2);
    spot.setAttribute("width", Math.max(4, x(end) - x(start) + 4));
  };

  function box(classes, start, end) {
    return svg("rect", { class: classes, x: x(start), y: height, width: Math.max(1.5, x(end) - x(start)), height: STRIP });
  }

  function tick(mark) {
    const at = x((mark.start + mark.end) / 2);
    const y = height + STRIP + 2;
    const shape = mark.kind === "gap" ? `M${at} ${y}l5 9h-10z` : `M${at} ${y}l5 5l-5 5l-5 -5z`;
    return svg("path", { class: `tick k-${mark.kind}`, d: shape,
      click: (event) => { event.stopPropagation(); select(mark); } }, svg("title", {}, say(`kind_${mark.kind}`)));
  }

  return el("figure", { class: "map" }, drawing,
    el("figcaption", { class: "quiet" }, el("span", {}, say(arcs.length ? "map_arcs" : "map_plain")), el("span", {}, say("map_ticks"))));
}

/** Stripes for what was taken away, so that it does not show by its colour alone. */
function hatch() {
  return svg("defs", {}, svg("pattern", { id: "hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("path", { d: "M0 0V4" })));
}

/** How high an arc of some width rises; by the root, so that near copies show as well. */
const rise = (width) => 8 + (ARCS - 8) * Math.sqrt(width / WIDTH);

/** A band from one stretch of the strip to another, as wide at either foot as the text there is long. */
function band(a, b, c, d, ground) {
  const [left, inLeft, inRight, right] = a < c ? [a, b, c, d] : [c, d, a, b];
  const arch = (from, to) => [Math.abs(to - from) / 2, rise(Math.abs(to - from))];
  const [rx, ry] = arch(left, right);
  const outer = `M${left} ${ground}A${rx} ${ry} 0 0 1 ${right} ${ground}`;
  if (inRight - inLeft < 1) return `${outer}Z`;
  const [sx, sy] = arch(inLeft, inRight);
  return `${outer}H${inRight}A${sx} ${Math.min(sy, ry - 1)} 0 0 0 ${inLeft} ${ground}Z`;
}
