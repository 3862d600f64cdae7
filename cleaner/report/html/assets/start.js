// Where the reader is: the overview, or a page; the address says which, so that places can be sent around.

const overview = document.getElementById("overview");
const room = document.getElementById("page");
const ofFile = document.title;
let shown = null; // number of the page that is open, and what it answers to
let opened = null;

/** `#page-3` is a page of this file, `#page-3-c12` a place of it; in the file of one page `#c12`. */
function route() {
  const match = /^#(?:page-(\d+)-?)?([cm]\d+)?$/.exec(location.hash);
  const number = room.dataset.only ? Number(room.dataset.only) : match?.[1] ? Number(match[1]) : null;
  if (location.hash.length > 1 && !match) return; // a place of the overview
  if (number === null || !document.getElementById(`view-${number}`)) { showOverview(); return; }
  if (shown !== number) open(number);
  if (match?.[2]) opened.pick(match[2]);
}

function showOverview() {
  if (shown === null) return;
  const link = document.querySelector(`#overview a[href="#page-${shown}"]`);
  shown = opened = null;
  room.hidden = true;
  room.replaceChildren();
  overview.hidden = false;
  document.body.classList.remove("reading");
  document.title = ofFile;
  link?.focus();
}

function open(number) {
  const view = viewOf(number);
  const heading = el("h1", { tabindex: "-1" }, visible(view.name));
  const said = [view.metadata.paper, view.metadata.date, view.metadata.page && say("page_of_paper", { n: view.metadata.page })];
  room.replaceChildren(el("div", { class: "heading" }, heading, el("span", { class: "quiet" }, visible(said.filter(Boolean).join(" · "))), pager(number)));
  room.hidden = false;
  if (overview) overview.hidden = true;
  document.body.classList.add("reading");
  document.title = `${visible(view.name)} – ${ofFile}`;
  shown = number;
  const prefix = room.dataset.only ? "#" : `#page-${number}`;
  opened = showPage(room, view, (id) => history.replaceState(null, "", id ? `${prefix}${room.dataset.only ? "" : "-"}${id}` : prefix || "#"));
  window.scrollTo(0, 0);
  if (!room.dataset.only) heading.focus({ preventScroll: true });
  const wanted = document.querySelector("#query")?.value;
  if (wanted && squeezed(view.name).indexOf(squeezed(wanted)) < 0) opened.search(wanted);
}

/** Links to the list and to the pages before and after. */
function pager(number) {
  const { previous, next, list } = room.dataset;
  const has = (n) => document.getElementById(`view-${n}`);
  const link = (href, text, rel) => (href ? el("a", { href, rel }, text) : "");
  return el("nav", { "aria-label": say("pages") },
    link(list ?? "#", say("all"), null),
    link(previous ?? (has(number - 1) && `#page-${number - 1}`), say("previous_page"), "prev"),
    link(next ?? (has(number + 1) && `#page-${number + 1}`), say("next_page"), "next"));
}

if (room.dataset.list) document.querySelector(".brand").href = room.dataset.list;
themeSwitch();
decisions.start();
startList();
window.addEventListener("hashchange", route);
route();
