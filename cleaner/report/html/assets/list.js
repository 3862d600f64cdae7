// The overview: sorting, filtering and searching the list of pages.

function startList() {
  const table = document.querySelector("#pages");
  if (!table) return;
  const body = table.tBodies[0];
  const atFirst = Math.max(body.rows.length, 1);
  const rows = [...body.rows, ...document.querySelector("#rest").content.children];
  const heads = [...table.tHead.rows[0].cells];
  const status = document.querySelector("#shown");
  const more = document.querySelector("#more");
  const [query, kind, rule] = ["#query", "#kind", "#rule"].map((name) => document.querySelector(name));
  const names = new Map(rows.map((row) => [row, squeezed(row.cells[0].textContent)]));
  let fitting = rows;
  let most = atFirst;

  function show() {
    body.replaceChildren(...fitting.slice(0, most));
    more.hidden = fitting.length <= most;
    status.textContent = fitting.length === rows.length ? say("all_pages", { n: figure(rows.length) })
      : say("some_pages", { n: figure(fitting.length), all: figure(rows.length) });
  }

  function sortBy(column, descending) {
    const value = new Map(rows.map((row) => [row, Number(column ? row.cells[column].dataset.v : row.dataset.n)]));
    const sign = descending ? -1 : 1;
    rows.sort((a, b) => sign * (value.get(a) - value.get(b)) || a.dataset.n - b.dataset.n);
  }

  for (const [column, head] of heads.entries()) {
    head.querySelector("button").addEventListener("click", () => {
      // Figures are most telling from the largest down, the pages in their own order.
      const before = head.getAttribute("aria-sort");
      const descending = before ? before === "ascending" : column > 0;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      sortBy(column, descending);
      filter();
    });
  }

  function filter() {
    const wanted = squeezed(query.value);
    fitting = rows.filter((row) =>
      (!kind.value || row.dataset.k.split(" ").includes(kind.value)) &&
      (!rule.value || row.dataset.r.split(" ").includes(rule.value)) && matches(row, wanted));
    most = atFirst;
    show();
  }

  /** Whether the name, the headline or, where the report holds them, the texts of a page have what is wanted. */
  function matches(row, wanted) {
    row.querySelector(".found")?.remove();
    if (!wanted || names.get(row).includes(wanted)) return true;
    const found = findInPage(Number(row.dataset.n), wanted);
    if (found) row.cells[0].append(el("span", { class: "found" }, found));
    return Boolean(found);
  }

  let waiting = 0;
  query.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 150); });
  kind.addEventListener("change", filter);
  rule.addEventListener("change", filter);
  more.addEventListener("click", () => { most += atFirst; show(); });
  for (const link of document.querySelectorAll("[data-filter]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      [query.value, kind.value, rule.value] = ["", link.dataset.filter, ""];
      filter();
      kind.scrollIntoView({ block: "start" });
      kind.focus({ preventScroll: true });
    });
  }
  show();
}

const texts = new Map(); // the squeezed texts of pages, clean and source, made at the first search

/** Where a page of this file has what is searched, in some words; nothing for pages in files of their own. */
function findInPage(number, wanted) {
  if (!texts.has(number)) {
    const view = viewOf(number);
    const read = (segment) => (typeof segment === "string" ? segment : view.changes[segment][3]);
    texts.set(number, !view ? [] : [
      squeezed(view.articles.flatMap((a) => a.blocks.flatMap(([, , ranges]) =>
        ranges.map(([from, to]) => view.segments.slice(from, to).map(read).join("")))).join("")),
      squeezed(view.segments.map((s) => (typeof s === "string" ? s : view.changes[s][2])).join("")),
    ]);
  }
  for (const text of texts.get(number)) {
    const at = text.indexOf(wanted);
    if (at >= 0) return visible(`…${text.slice(Math.max(0, at - 12), at + wanted.length + 12)}…`);
  }
  return "";
}

/** The view of a page that this file holds. */
function viewOf(number) {
  const data = document.getElementById(`view-${number}`);
  return data && JSON.parse(data.textContent);
}
