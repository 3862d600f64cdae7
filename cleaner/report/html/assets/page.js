// One page: map, filters, both sides, what is selected, and the list of what to look at.

/** Build the view of a page into `room`; gives what the address bar needs. */
function showPage(room, raw, place) {
  const view = prepared(raw);
  decisions.know(view);
  const sides = { source: el("div", side("source")), clean: el("div", side("clean")) };
  sides.source.append(sourceSide(view));
  sides.clean.append(cleanSide(view));
  const detail = el("section", { class: "detail", "aria-live": "polite", "aria-label": say("selected") });
  const counts = countBy(view.things, (thing) => [thing.kind]);
  const off = { kinds: new Set(["between"]), rules: new Set() };
  const items = listOf(view, select);
  let selected = null;

  function side(name) {
    return { class: `scroll ${name}`, tabindex: "0", role: "region", "aria-label": say(`side_${name}`), lang: "zh", click: (event) => clicked(event, name) };
  }

  // -- selecting -----------------------------------------------------------------------------------------

  function clicked(event, from) {
    if (String(document.getSelection()).length) return; // the reader is marking text
    const gap = event.target.closest("[data-m]");
    const element = event.target.closest("[data-s]");
    if (gap) select(view.marks[gap.dataset.m], from);
    else if (element) selectSegment(Number(element.dataset.s), from);
  }

  function selectSegment(s, from) {
    const change = changeAt(view, s);
    const mark = view.marks.find((m) => m.from <= s && s < m.to && m.kind !== "off_topic");
    if (change && isOn(change)) select(change, from);
    else if (mark && isOn(mark)) select(mark, from);
    else select({ id: `s${s}`, kind: null, from: s, to: s + 1, rules: [], start: null }, from);
  }

  /** Light up a change, a mark or a kept stretch on both sides; the side `from` stays where it is. */
  function select(thing, from = null) {
    clear();
    selected = thing;
    for (const element of elementsOf(thing)) element.classList.add("picked");
    const copies = (thing.refs ?? []).filter(([, , first]) => typeof first === "number");
    for (const [, , first, last] of copies) light(first, last, "copy");
    const gone = thing.kind ? [] : view.copiesOf.get(thing.from) ?? [];
    for (const change of gone) light(change.from, change.to, "copy");
    for (const [change, arc] of view.arcs) arc.classList.toggle("picked", change === thing || gone.includes(change));
    for (const [item, button] of items.buttons) button.setAttribute("aria-current", String(item === thing));
    if (thing.start !== null) view.showSpot(thing.start, thing.end);
    for (const name of ["source", "clean"]) {
      if (name !== from) bring(name, firstElement(thing, copies, gone, name));
    }
    explain(thing, copies, gone);
    items.buttons.get(thing)?.scrollIntoView({ block: "nearest" });
    place(thing.kind ? thing.id : "");
  }

  function explain(thing, copies, gone) {
    const decided = () => { items.show(thing); explain(thing, copies, gone); detail.querySelector(".acts [aria-pressed=true]")?.focus(); };
    detail.replaceChildren(...describe(view, thing, { gone, select, jump, buttons: verdictButtons(view, thing, decided) }));
  }

  function clear() {
    for (const name of ["picked", "copy"]) {
      for (const element of room.querySelectorAll(`.${name}`)) element.classList.remove(name);
    }
  }

  function elementsOf(thing, name = null) {
    const found = thing.spots ? [...thing.spots[name ?? "source"], ...(name ? [] : thing.spots.clean)] : [];
    for (let s = thing.from; s < thing.to; s++) {
      const { source, clean } = view.elements[s];
      found.push(...(name !== "clean" ? source : []), ...(name !== "source" ? clean : []));
    }
    return found;
  }

  const light = (from, to, name) => { for (const element of elementsOf({ from, to })) element.classList.add(name); };

  /** What a side scrolls to: the thing itself, else the copy that stays, else what stands next to it. */
  function firstElement(thing, copies, gone, name) {
    if (name === "clean" && copies.length) return elementsOf({ from: copies[0][2], to: copies[0][3] }, name)[0];
    if (name === "source" && gone.length) return elementsOf(gone[0], name)[0];
    const own = elementsOf(thing, name)[0];
    if (own) return own;
    for (let s = thing.from - 1; s >= 0; s--) {
      if (view.elements[s][name].length) return view.elements[s][name][view.elements[s][name].length - 1];
    }
    return null;
  }

  /** Scroll a side so that an element stands in its upper third. */
  function bring(name, target) {
    if (!target) return;
    const pane = sides[name];
    const { top, height } = target.getBoundingClientRect();
    const box = pane.getBoundingClientRect();
    const isSeen = top > box.top + 24 && top + height < box.bottom - 24;
    if (!isSeen) pane.scrollTo({ top: pane.scrollTop + top - box.top - pane.clientHeight / 3 });
  }

  function jump(start, from, to) {
    clear();
    light(from, to, "copy");
    for (const name of ["source", "clean"]) bring(name, elementsOf({ from, to }, name)[0]);
  }

  const goTo = (offset) => view.segments.length && selectSegment(segmentAt(view, offset), null);

  // -- filters and steps ---------------------------------------------------------------------------------

  const isOn = (thing) => !off.kinds.has(thing.kind) && !thing.rules.every((rule) => off.rules.has(rule));

  function refresh() {
    for (const thing of view.things) {
      const hidden = !isOn(thing);
      if (!thing.isMark || thing.kind === "gap") for (const element of elementsOf(thing)) element.classList.toggle("off", hidden);
      items.buttons.get(thing)?.parentElement.classList.toggle("off", hidden);
    }
    for (const [change, arc] of view.arcs) arc.classList.toggle("off", !isOn(change));
  }

  function step(by) {
    const stops = view.things.filter((thing) => isOn(thing) && elementsOf(thing).length);
    if (!stops.length) return;
    const at = stops.indexOf(selected);
    select(stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length]);
  }

  room.onkeydown = (event) => {
    // Letters are keys only inside the two sides, where nobody types.
    if (!event.target.closest(".scroll") || event.ctrlKey || event.metaKey || event.altKey) return;
    const verdict = { a: "accepted", r: "rejected" }[event.key];
    if (event.key === "n" || event.key === "p") step(event.key === "n" ? 1 : -1);
    else if (verdict && selected) { decisions.decide(view, selected, verdict); select(selected, event.target.classList.contains("source") ? "source" : "clean"); items.show(selected); }
    else return;
    event.preventDefault();
  };

  function tick(label, kind, set, value, count) {
    const input = el("input", { type: "checkbox", checked: !set.has(value), "data-value": value,
      change: () => { if (input.checked) set.delete(value); else set.add(value); refresh(); } });
    return el("label", { class: kind ? `k-${kind}` : null }, input, kind ? el("b", {}, label) : label, el("span", { class: "quiet figure" }, figure(count)));
  }

  const kindBox = el("fieldset", { class: "kinds" }, el("legend", {}, say("show")),
    ...labels.kinds.filter((kind) => counts.get(kind)).map((kind) => tick(say(`kind_${kind}`), kind, off.kinds, kind, counts.get(kind))));
  const ruleCounts = countBy(view.things, (thing) => thing.rules);
  const ruleBox = el("details", { class: "rules" }, el("summary", {}, say("by_rule", { n: ruleCounts.size })),
    el("div", {}, ...[...ruleCounts].map(([rule, count]) => {
      const label = tick(rule, null, off.rules, rule, count);
      label.title = labels.rules[rule] ?? "";
      return label;
    })));

  const search = searchField(sides, (name, range) => bring(name, range));
  const modes = ["both", "clean", "source"].map((mode) =>
    el("button", { type: "button", "aria-pressed": String(mode === "both"), click: (event) => {
      for (const button of modes) button.setAttribute("aria-pressed", String(button === event.currentTarget));
      room.className = `mode-${mode}`;
    } }, say(`mode_${mode}`)));
  room.className = "mode-both";

  // -- putting it together -------------------------------------------------------------------------------

  const map = pageMap(view, select, goTo);
  detail.append(el("h3", {}, say("selected")), el("p", { class: "quiet" }, say("pick_something")));
  const panes = el("div", { class: "panes" },
    el("section", { class: "pane list", "aria-label": say("to_look_at") }, detail, items.box),
    pane("source", say("side_source"), `${counted("character", view.ink)} · ${view.encoding}`),
    pane("clean", say("side_clean"), counted("article", view.articles.length)));
  function pane(name, title, said) {
    return el("section", { class: `pane ${name}` }, el("h2", {}, title, el("span", { class: "quiet" }, said)), sides[name]);
  }
  room.append(
    view.failure ? el("p", { class: "alert", role: "alert" }, say("failed", { why: view.failure })) : "",
    map,
    el("div", { class: "controls" },
      el("span", { class: "group" },
        el("button", { type: "button", class: "previous", click: () => step(-1), title: "p" }, say("previous_place")),
        el("button", { type: "button", class: "next", click: () => step(1), title: "n" }, say("next_place"))),
      el("span", { class: "group", role: "group", "aria-label": say("mode") }, ...modes),
      search.group, kindBox, ruleBox),
    panes);
  refresh();
  return { pick(id) { const thing = view.things.find((t) => t.id === id); if (thing && thing !== selected) select(thing); }, search: search.search };
}

function countBy(things, keys) {
  const counts = new Map();
  for (const thing of things) for (const key of keys(thing)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The list of what a reader should see: content that was taken away, and every mark. */
function listOf(view, select) {
  const buttons = new Map();
  for (const thing of view.things.filter((t) => t.isMark || isRemoval(t.kind))) {
    buttons.set(thing, el("button", { type: "button", "data-thing": thing.id, click: () => select(thing) },
      el("span", { class: `badge k-${thing.kind}` }, say(`kind_${thing.kind}`)), " ",
      el("span", { class: "quiet" }, placeOf(view, thing)), " ", el("b", { class: "verdict" }),
      el("p", { lang: "zh" }, quoted(view, thing, 60))));
  }
  const show = (thing) => {
    const verdict = decisions.of(view, thing) ?? (isOpen(view, thing) ? "open" : "");
    const said = buttons.get(thing)?.querySelector(".verdict");
    if (said) { said.textContent = verdict && say(verdict); said.className = `verdict ${verdict}`; }
  };
  for (const thing of buttons.keys()) show(thing);
  const list = el("ol", {}, ...[...buttons.values()].map((button) => el("li", {}, button)));
  return { buttons, show, box: el("div", { class: "items scroll", tabindex: "0", role: "region", "aria-label": say("to_look_at") },
    buttons.size ? list : el("p", { class: "none quiet" }, say("nothing_to_look_at"))) };
}

function placeOf(view, thing) {
  const line = say("line", { n: view.lines[Math.min(thing.from, view.lines.length - 1)] ?? 1 });
  const size = thing.kind === "gap" ? 0 : inked(textOf(view, thing.from, thing.to));
  return size ? `${line} · ${counted("character", size)}` : line;
}

/** The words of a thing, or before a gap; long ones by both ends. */
function quoted(view, thing, longest) {
  const text = thing.kind === "gap" ? `…${before(view, thing.from, 24)}` : inLine(view, thing);
  const chars = Array.from(text.replace(/\s+/gu, " ").trim());
  return visible(chars.length <= longest ? chars.join("")
    : `${chars.slice(0, longest * 0.6).join("")} … ${chars.slice(-longest * 0.3).join("")}`);
}

/** The words of a thing; a few characters, which alone would say nothing, with what stands beside them. */
function inLine(view, { from, to }) {
  const text = textOf(view, from, to);
  if (inked(text) > 3) return text;
  const left = textOf(view, Math.max(0, from - 8), from).split(/[\r\n]/u).pop();
  const right = textOf(view, to, to + 8).split(/[\r\n]/u)[0];
  if (!(left + right).trim()) return text;
  return `…${Array.from(left).slice(-14).join("")}【${text.trim()}】${Array.from(right).slice(0, 14).join("")}…`;
}

const textOf = (view, from, to) => view.segments.slice(from, to).map((s) => (typeof s === "string" ? s : view.changes[s].old)).join("");

function before(view, segment, length) {
  let text = "";
  for (let s = segment - 1; s >= 0 && text.length < length; s--) text = textOf(view, s, s + 1) + text;
  return Array.from(text.trim()).slice(-length).join("");
}

/** What is said of the selected thing. */
function describe(view, thing, { gone, select, jump, buttons }) {
  const facts = [];
  const fact = (name, ...value) => facts.push(el("dt", {}, say(name)), el("dd", {}, ...value));
  for (const ref of thing.refs ?? []) fact("kept_copy", ...keptCopy(view, ref, jump));
  for (const change of gone) {
    fact("was_copied", el("button", { type: "button", click: () => select(change) }, `${say(`kind_${change.kind}`)} · ${placeOf(view, change)}`));
  }
  fact("where", thing.start === null ? say("line", { n: view.lines[thing.from] }) : `${placeOf(view, thing)} · ${thing.start}–${thing.end}`);
  if (thing.note) fact("note", visible(thing.note));
  const sure = view.doubts[thing.id]?.[7];
  if (typeof sure === "number") fact("sure", say("sure_says", { share: figure(Math.floor(100 * sure)) }));
  for (const rule of thing.rules) fact("rule", labels.rules[rule] ?? "", " ", el("code", {}, rule));
  return [
    el("h3", {}, el("span", { class: `badge k-${thing.kind}` }, say(thing.kind ? `kind_${thing.kind}` : "kept")),
      questionOf(view, thing)?.[0] ?? say(thing.kind ? `did_${thing.kind}` : "kept_says")),
    ...words(view, thing),
    buttons,
    el("dl", {}, ...facts),
  ];
}

/** Before and after. */
function words(view, thing) {
  const quote = (name, text) => el("blockquote", { lang: "zh", class: thing.kind ? `k-${thing.kind}` : null }, el(name, {}, spelled(text)));
  if (thing.isMark || !thing.kind) return thing.kind === "gap" ? [quote("span", `…${before(view, thing.from, 24)}`)] : [quote("span", textOf(view, thing.from, thing.to))];
  if (isRemoval(thing.kind)) return [quote("del", thing.old)];
  return [quote("span", `${say("before")}${spelled(thing.old)}`), quote("span", `${say("after")}${spelled(thing.now) || say("nothing")}`)];
}

/** Text on one line: line ends shown, and blanks where they are all there is to see. */
function spelled(text) {
  const line = visible(text.replace(/(\r\n|[\n\v\f\r\x85\u2028\u2029])+/gu, "⏎"));
  return /[^\s⏎]/u.test(line) ? line : line.replace(/\s/gu, "␣");
}

function keptCopy(view, [start, end, from, to], jump) {
  if (typeof from === "string") {
    const link = rowOf(from)?.querySelector("a").getAttribute("href");
    return [link ? el("a", { href: link }, visible(from)) : visible(from), ` ${start}–${end}`];
  }
  return [el("button", { type: "button", class: "kept", click: () => jump(start, from, to) },
    `${say("line", { n: lineAt(view, start) })} · ${start}–${end}`)];
}

/** The row of the list that speaks of a page, by its name; there is none in the file of one page. */
function rowOf(name) {
  const rows = document.querySelector("#pages")?.tBodies[0].rows ?? [];
  return [...rows].find((row) => row.querySelector("a").textContent === name);
}
