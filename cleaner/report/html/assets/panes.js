// The two sides of a page.  Every element knows its segment (data-s), so each side finds the other's.

const LINE_END = /(\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029])/u;
const REMOVALS = ["duplicate", "overprint", "boilerplate", "furniture", "dropped"];
const isRemoval = (kind) => REMOVALS.includes(kind);

/** The view with names for what the file holds by position, and room for the elements of every segment. */
function prepared(raw) {
  const view = { ...raw, elements: raw.segments.map(() => ({ source: [], clean: [] })), lines: [], copiesOf: new Map() };
  view.changes = raw.changes.map(([start, end, old, now, kind, rules, refs], n) => (
    { id: `c${n}`, n, start, end, old, now, kind, rules: rules.map((i) => raw.rules[i]), refs, gaps: {} }
  ));
  raw.segments.forEach((segment, s) => {
    if (typeof segment === "number") Object.assign(view.changes[segment], { from: s, to: s + 1 });
  });
  view.marks = raw.marks.map(([kind, start, end, rule, note, from, to, refs], n) => (
    { id: `m${n}`, n, kind, start, end, rules: [rule], note, from, to, refs, isMark: true, spots: { source: [], clean: [] } }
  ));
  let at = 0;
  view.starts = raw.segments.map((segment) => {
    const start = at;
    at = typeof segment === "number" ? view.changes[segment].end : at + Array.from(segment).length;
    return start;
  });
  view.things = [...view.changes, ...view.marks].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const change of view.changes) {
    for (const [, , from, to] of change.refs) {
      for (let s = from; typeof from === "number" && s < to; s++) {
        view.copiesOf.set(s, [...(view.copiesOf.get(s) ?? []), change]);
      }
    }
  }
  return view;
}

/** The segment that an offset of the source stands in. */
function segmentAt(view, offset) {
  let [low, high] = [0, view.starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (view.starts[middle] <= offset) low = middle; else high = middle;
  }
  return low;
}

/** The line of the source where the segment of an offset begins. */
const lineAt = (view, offset) => view.lines[segmentAt(view, offset)];

/** What changes a segment: its change, or nothing where it is kept. */
const changeAt = (view, s) => (typeof view.segments[s] === "number" ? view.changes[view.segments[s]] : null);

/** The text as it was read, line by line. */
function sourceSide(view) {
  const side = document.createDocumentFragment();
  const marksAt = marksBySegment(view);
  const gaps = gapsBySegment(view);
  let line = null;
  let count = 0;
  let endedByReturn = false;
  const nextLine = () => {
    if (line?.textContent === "⏎") line.classList.add("blank");
    side.append(line = el("div", { class: "line", "data-line": ++count }));
  };
  nextLine();
  for (let s = 0; s <= view.segments.length; s++) {
    for (const mark of gaps.get(s) ?? []) line.append(missing(mark, "source", "▲"));
    if (s === view.segments.length) break;
    const change = changeAt(view, s);
    const text = change ? change.old : view.segments[s];
    view.lines[s] = count;
    text.split(LINE_END).forEach((piece, i) => {
      const isEnd = i % 2 === 1;
      if (isEnd) {
        if (change?.kind === "join") line.append(part(view, s, change, marksAt[s], el("span", { class: "sign", "aria-hidden": "true" }, "⏎")));
        const isSecondHalf = endedByReturn && i === 1 && text.startsWith("\n");
        if (!isSecondHalf) nextLine();
      } else if (piece) {
        line.append(part(view, s, change, marksAt[s], visible(piece)));
      }
    });
    endedByReturn = text.endsWith("\r");
  }
  return side;
}

/** The marks of every segment, gaps aside. */
function marksBySegment(view) {
  const found = view.segments.map(() => []);
  for (const mark of view.marks) {
    for (let s = mark.from; s < mark.to; s++) found[s].push(mark);
  }
  return found;
}

/** The gaps before every segment that has any. */
function gapsBySegment(view) {
  const found = new Map();
  for (const mark of view.marks) {
    if (mark.kind === "gap") found.set(mark.from, [...(found.get(mark.from) ?? []), mark]);
  }
  return found;
}

/** A piece of the source side: struck where content was taken away. */
function part(view, s, change, marks, content) {
  const classes = change ? ["c", `k-${change.kind}`] : [];
  if (marks.length) classes.push("marked", `k-${marks[0].kind}`);
  const name = change && isRemoval(change.kind) ? "del" : "span";
  const element = el(name, { "data-s": s, class: classes.join(" ") || null }, content);
  view.elements[s].source.push(element);
  return element;
}

/** A place where text is missing. */
function missing(mark, side, sign) {
  const element = el("mark", { class: "missing", "data-m": mark.n, title: say("mark_gap"), "aria-label": say("mark_gap") }, sign);
  mark.spots[side].push(element);
  return element;
}

/** The clean articles. */
function cleanSide(view) {
  const side = document.createDocumentFragment();
  const marksAt = marksBySegment(view);
  const gaps = gapsBySegment(view);
  for (const article of view.articles) {
    const blocks = article.blocks.map((block) => cleanBlock(view, block, marksAt, gaps));
    nameHeadlines(blocks);
    const length = article.blocks.reduce((sum, [, , ranges]) => sum + inkOf(view, ranges), 0);
    side.append(el("article", { class: article.off_topic ? "off-topic" : null, "aria-label": say("article", { id: article.id }) },
      el("header", {}, el("span", {}, say("article", { id: article.id })), el("span", {}, counted("character", length)),
        article.off_topic ? el("span", { class: "badge k-off_topic" }, say("kind_off_topic")) : ""),
      ...blocks));
  }
  if (!view.articles.length) side.append(el("p", { class: "quiet" }, say("no_articles")));
  return side;
}

/** Show the main headline among the titles (the first that is neither kicker nor subhead), and name all. */
function nameHeadlines(blocks) {
  const titles = blocks.filter((block) => block.classList.contains("title"));
  const main = titles.findIndex((title) => !/(^——)|[：:]$/u.test(title.textContent));
  titles.forEach((title, i) => {
    const by = i - Math.max(0, main);
    if (by === 0) title.classList.add("main");
    if (titles.length > 1) title.title = say(by < 0 ? "role_kicker" : by > 0 ? "role_subhead" : "role_main");
  });
}

/** The characters that ranges of segments have on the clean side. */
function inkOf(view, ranges) {
  const read = (s) => { const change = changeAt(view, s); return change ? change.now : view.segments[s]; };
  return ranges.reduce((sum, [from, to]) => {
    for (let s = from; s < to; s++) sum += inked(read(s));
    return sum;
  }, 0);
}

const TAGS = { title: "h3", heading: "h4" };

function cleanBlock(view, [role, gapAfter, ranges], marksAt, gaps) {
  const block = el(TAGS[role] ?? "p", { class: `block ${role === "heading" ? "heading-block" : role}`,
    title: role === "paragraph" ? null : say(`role_${role}`) });
  for (const [from, to] of ranges) {
    for (let s = from; s < to; s++) block.append(cleanPart(view, s, marksAt[s]));
  }
  if (gapAfter) {
    const [mark] = gaps.get(ranges[ranges.length - 1][1]) ?? [];
    block.append(mark ? missing(mark, "clean", say("gap_sign")) : el("mark", { class: "missing" }, say("gap_sign")));
  }
  return block;
}

function cleanPart(view, s, marks) {
  const change = changeAt(view, s);
  const classes = marks.length ? ["marked", `k-${marks[0].kind}`] : [];
  let element;
  if (!change) {
    element = el("span", { "data-s": s, class: classes.join(" ") || null }, visible(view.segments[s]));
  } else if (change.now) {
    element = el("ins", { "data-s": s, class: ["c", `k-${change.kind}`, ...classes].join(" ") }, visible(change.now));
  } else if (isRemoval(change.kind)) {
    const length = Array.from(change.old.replace(/\s/gu, "")).length;
    element = el("span", { "data-s": s, class: `c k-${change.kind}`, title: say(`kind_${change.kind}`) },
      el("span", { class: "cut" }, `✂ ${figure(length)}`));
  } else {
    element = el("span", { "data-s": s, class: `c small k-${change.kind}` });
  }
  view.elements[s].clean.push(element);
  return element;
}
