// Searching both sides of a page; white space does not count, so a phrase is found across line ends.

const canPaint = typeof Highlight === "function" && typeof CSS !== "undefined" && "highlights" in CSS;

/** All places of a side where something stands, as ranges. */
function rangesOf(side, wanted) {
  const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT, (node) =>
    (node.parentElement.closest(".sign, .cut, article > header") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  let text = "";
  const places = []; // of every character of text: its node and its offset there
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let i = 0; i < node.data.length; i++) {
      const char = node.data[i];
      if (/\s/u.test(char)) continue;
      const low = char.toLowerCase();
      text += low.length === 1 ? low : char;
      places.push([node, i]);
    }
  }
  const ranges = [];
  for (let at = text.indexOf(wanted); wanted && at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    range.setStart(...places[at]);
    const [node, i] = places[at + wanted.length - 1];
    range.setEnd(node, i + 1);
    ranges.push(range);
  }
  return ranges;
}

/** The search field of a page; Enter goes from find to find, on both sides at once. */
function searchField(sides, scrollTo) {
  let found = { source: [], clean: [] };
  let current = -1;
  const hits = el("span", { class: "hits quiet", role: "status" });
  const field = el("input", { type: "search", placeholder: say("search_page"), "aria-label": say("search_page") });

  function search() {
    const wanted = squeezed(field.value);
    found = { source: rangesOf(sides.source, wanted), clean: rangesOf(sides.clean, wanted) };
    current = -1;
    paint("found", [...found.source, ...found.clean]);
    paint("current", []);
    hits.textContent = wanted ? say("hits", { source: figure(found.source.length), clean: figure(found.clean.length) }) : "";
    if (wanted) go(1);
  }

  function go(step) {
    const most = Math.max(found.source.length, found.clean.length);
    if (!most) return;
    current = (current + step + most) % most;
    const here = ["source", "clean"].map((side) => [side, found[side][current]]).filter(([, range]) => range);
    paint("current", here.map(([, range]) => range));
    for (const [side, range] of here) scrollTo(side, range);
  }

  let waiting = 0;
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  });
  return { field, group: el("span", { class: "group" }, field, hits), search(text) { field.value = text; search(); } };
}

function paint(name, ranges) {
  if (canPaint) CSS.highlights.set(name, new Highlight(...ranges));
}
