// What the reader decides about removals and marks; saved as the file that `clean … --decisions` reads.
// The form of the file stands in docs/decisions.md: a header, then one decision a line, sorted.

const HEADER = '{"schema":"cleaner/decisions/1"}';

const decisions = {
  made: new Map(),
  watchers: new Set(),

  start() {
    this.store = `cleaner-decisions-${labels.report}`;
    for (const decision of JSON.parse(memory.get(this.store) ?? "[]")) this.made.set(keyOf(decision), decision);
    this.button = el("button", { type: "button", class: "save", click: () => this.save() });
    this.status = el("span", { class: "quiet", role: "status" });
    document.querySelector(".tools").prepend(this.status, this.button);
    this.show();
  },

  /** Take what was decided before the page was cleaned, unless the reader has changed it since. */
  know(view) {
    for (const decision of view.decisions) {
      if (!this.made.has(keyOf(decision))) this.made.set(keyOf(decision), decision);
    }
    this.show();
  },

  of(view, thing) {
    const doubt = doubtOf(view, thing);
    return doubt && this.made.get(keyOf(doubt))?.verdict;
  },

  /** Decide, or with the same verdict once more take the decision back. */
  decide(view, thing, verdict) {
    const doubt = doubtOf(view, thing);
    if (!doubt) return;
    if (this.of(view, thing) === verdict) this.made.delete(keyOf(doubt));
    else this.made.set(keyOf(doubt), { ...doubt, verdict });
    memory.set(this.store, JSON.stringify([...this.made.values()]));
    this.status.textContent = "";
    this.show();
  },

  show() {
    this.button.hidden = !this.made.size;
    this.button.textContent = say("save", { n: figure(this.made.size) });
  },

  /** The bytes of the file: fields in their order, lines sorted by what is decided on. */
  file() {
    const fields = ["sha256", "start", "end", "kind", "rule", "verdict", "name", "quote"];
    const order = (a, b) => compare(a.sha256, b.sha256) || a.start - b.start || a.end - b.end || compare(a.kind, b.kind) || compare(a.rule, b.rule);
    const lines = [...this.made.values()].sort(order).map((d) => JSON.stringify(Object.fromEntries(fields.map((f) => [f, d[f]]))));
    return `${[HEADER, ...lines].join("\n")}\n`;
  },

  save() {
    const url = URL.createObjectURL(new Blob([this.file()], { type: "application/x-ndjson" }));
    el("a", { href: url, download: "decisions.jsonl" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    this.status.textContent = say("saved");
  },
};

const keyOf = (d) => [d.sha256, d.start, d.end, d.kind, d.rule].join("|");
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** What a decision on a change or mark would speak of; nothing where there is nothing to decide. */
function doubtOf(view, thing) {
  const doubt = view.doubts[thing?.id];
  if (!doubt) return null;
  const [start, end, kind, rule, quote] = doubt;
  return { sha256: view.sha256, start, end, kind, rule, name: view.name, quote };
}

/** What is asked about a thing, yes and no; nothing where there is nothing to decide. */
const questionOf = (view, thing) => view.questions[view.doubts[thing.id]?.[5]];

/** A button for each answer. */
function verdictButtons(view, thing, decided) {
  const question = questionOf(view, thing);
  if (!question) return "";
  const [asked, yes, no] = question;
  const button = (verdict, label) => el("button", {
    type: "button", class: verdict, "aria-pressed": String(decisions.of(view, thing) === verdict),
    click: () => { decisions.decide(view, thing, verdict); decided(); },
  }, label);
  return el("div", { class: "acts", role: "group", "aria-label": asked },
    button("accepted", `✓ ${yes}`), button("rejected", `✗ ${no}`));
}

/** Whether a thing waits for a decision. */
const isOpen = (view, thing) => Boolean(view.doubts[thing.id]?.[6] && !decisions.of(view, thing));
