"""What a reader sees first: which pages need eyes, what was taken out, what is missing; then all pages."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.core.language import counted, tr
from cleaner.report.html.escape import Markup, tag
from cleaner.report.html.kinds import REPAIRS
from cleaner.report.html.labels import KINDS, MARKS, kind_names
from cleaner.report.html.plots import bars, columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cleaner.report.html.model import Row

# So many pages are named at the top.
FIRST = 8
# So many rows of the list are shown at first, and more at a time.
SHOWN = 300
# A page that lost this share of its characters is worth a look, whatever the reason.
MUCH = 0.25
# Smaller shares round to 0.0%.
_LITTLE = 0.0005


class Totals:
    """Sums over all pages."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Add up."""
        self.pages = len(rows)
        self.characters = sum(row.characters for row in rows)
        self.articles = sum(row.articles for row in rows)
        self.gaps = sum(row.gaps for row in rows)
        self.doubts = sum(row.doubts for row in rows)
        self.failed = sum(row.failure is not None for row in rows)
        self.removed: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        for row in rows:
            self.removed.update(row.removed)
            self.places.update(row.places)
            self.rules.update(row.rules)


def overview(rows: Sequence[Row], link: Callable[[int], str], *, with_texts: bool) -> Iterator[Markup]:
    """The overview; `link` gives the address of a page by its number from 0.

    `with_texts` says whether the pages stand in the same file, where a search finds their texts.

    The list has its first rows; the others follow in a template, from where the script takes what is to be
    shown: a browser lays thousands of rows out in seconds, hundreds at once.
    """
    totals = Totals(rows)
    rules = {rule: i for i, rule in enumerate(sorted(totals.rules))}
    listed = (_row(row, i, link(i), rules) for i, row in enumerate(rows))
    yield tag(
        "div",
        _head(rows, totals),
        *([_first(rows, link)] if any(map(_needs_eyes, rows)) else []),
        *([_plots(rows, totals, link)] if rows else []),
        _list(islice(listed, SHOWN), _filters(totals, rules, with_texts=with_texts)),
        id="overview",
    )
    yield Markup('<template id="rest">')
    yield from listed
    yield Markup("</template>")


def _head(rows: Sequence[Row], totals: Totals) -> Markup:
    lost = sum(totals.removed.values())
    share = f"{lost / max(1, totals.characters):.1%}"
    said = tr("{pages}, {characters} read, {articles}; {share} of the characters taken out").format(
        pages=counted(totals.pages, "{n} page", "{n} pages"),
        characters=counted(totals.characters, "{n} character", "{n} characters"),
        articles=counted(totals.articles, "{n} article", "{n} articles"),
        share=share,
    )
    eyes, of_all = sum(map(_needs_eyes, rows)), tr("of {n}").format(n=f"{totals.pages:,}")
    cards = [
        ("doubt" if eyes else "fine", tr("Pages that need your eyes"), eyes, of_all),
        ("taken", tr("Characters taken out"), lost, tr("each with its reason; nothing is lost for good")),
        ("gap", tr("Places where text is missing"), totals.gaps, tr("the input does not have it")),
        ("doubt", tr("Places to decide"), totals.doubts, tr("removals and marks worth a second look")),
    ]  # fmt: skip
    if totals.failed:
        cards.append(("failed", tr("Pages that failed"), totals.failed, tr("passed through untouched")))
    return tag(
        "header",
        tag("h1", tr("What was cleaned")),
        tag("p", said, class_="quiet"),
        tag("dl", *(_card(*card) for card in cards), class_="cards"),
    )


def _card(tone: str, name: str, count: int, note: str) -> Markup:
    value = tag("dd", tag("strong", f"{count:,}", class_="figure"), tag("span", note))
    return tag("div", tag("dt", name), value, class_=f"card tone-{tone}")


def _needs_eyes(row: Row) -> bool:
    return bool(row.failure or row.doubts or row.gaps or row.lost > MUCH * row.characters)


def _urgency(row: Row) -> tuple[bool, int, int, int]:
    """Failures first, then what only a reader can decide, then what is missing, then what was taken out."""
    return row.failure is not None, row.doubts, row.gaps, row.lost


def _first(rows: Sequence[Row], link: Callable[[int], str]) -> Markup:
    urgent = sorted((i for i, row in enumerate(rows) if _needs_eyes(row)), key=lambda i: _urgency(rows[i]))
    urgent.reverse()
    items = (
        tag("li", tag("a", tag("b", rows[i].name, _headline(rows[i], "small")), _why(rows[i]), href=link(i)))
        for i in urgent[:FIRST]
    )
    more = tag("a", tr("all pages that need your eyes"), href="#pages", data_filter="eyes")
    return tag(
        "section",
        tag("h2", tr("Look at these pages first"), id="first"),
        tag("p", tr("Those with most to decide come first; "), more, class_="quiet"),
        tag("ol", *items, class_="first"),
        aria_labelledby="first",
    )


def _headline(row: Row, name: str) -> Markup:
    return tag(name, row.headline, lang="zh") if row.headline else Markup("")


def _why(row: Row) -> Markup:
    """Why a page needs eyes, in a few badges."""
    names = kind_names()
    badges = [tag("span", tr("failed"), class_="badge tone-failed")] if row.failure else []
    if row.doubts:
        badges.append(tag("span", f"{tr('To decide')} {row.doubts}", class_="badge tone-doubt"))
    for kind in MARKS:
        count = {"gap": row.gaps, "off_topic": row.off_topic}.get(kind, row.places.get(kind, 0))
        if count:
            badges.append(tag("span", f"{names[kind]} {count}", class_=f"badge k-{kind}"))
    if row.lost:
        share = _percent(row.lost / max(1, row.characters))
        lost = counted(row.lost, "{n} character", "{n} characters")
        said = tr("{lost} taken out ({share})").format(lost=lost, share=share)
        badges.append(tag("span", said, class_="badge tone-taken"))
    return tag("span", *badges, class_="why")


def _percent(share: float) -> str:
    """A share in per cent; little is not nothing.

    >>> _percent(0.2471), _percent(0.0002), _percent(0)
    ('24.7%', '<0.1%', '0%')
    """
    return "0%" if not share else "<0.1%" if share < _LITTLE else f"{share:.1%}"


def _plots(rows: Sequence[Row], totals: Totals, link: Callable[[int], str]) -> Markup:
    marks = totals.places | {"gap": totals.gaps, "off_topic": sum(row.off_topic for row in rows)}
    return tag(
        "section",
        tag("h2", tr("The damage"), id="damage"),
        tag(
            "div",
            bars(tr("Taken out"), tr("characters"), totals.removed),
            bars(tr("Repaired"), tr("places"), {kind: totals.places[kind] for kind in REPAIRS}),
            bars(tr("Pointed out"), tr("places"), {kind: marks[kind] for kind in MARKS if kind in marks}),
            class_="plots",
        ),
        tag("div", columns(rows, link), class_="plots"),
        aria_labelledby="damage",
    )


def _list(rows: Iterable[Markup], filters: Markup) -> Markup:
    heads = [
        tr("Page"), tr("Characters"), tr("Articles"), tr("Taken out"), tr("Share"), tr("Repairs"),
        tr("Text missing"), tr("To decide"),
    ]  # fmt: skip
    cells = (
        tag("th", tag("button", head, type="button"), scope="col", aria_sort=None if i else "ascending")
        for i, head in enumerate(heads)
    )
    return tag(
        "section",
        tag("h2", tr("All pages"), id="all"),
        filters,
        tag(
            "div",
            tag(
                "table",
                tag("caption", tr("All pages; the headings sort"), class_="unseen"),
                tag("thead", tag("tr", *cells)),
                tag("tbody", *rows),
                id="pages",
            ),
            class_="wide",
        ),
        tag("button", tr("Show more"), type="button", id="more", hidden=True),
        aria_labelledby="all",
    )


def _filters(totals: Totals, rules: dict[str, int], *, with_texts: bool) -> Markup:
    names = kind_names()
    kinds = [tag("option", tr("any kind"), value=""), tag("option", tr("needs your eyes"), value="eyes")]
    kinds += [
        tag("option", f"{names[kind]} ({totals.places[kind]:,})", value=kind)
        for kind in KINDS
        if totals.places[kind] and kind != "between"
    ]
    every = [tag("option", tr("any rule"), value="")]
    every += [
        tag("option", f"{rule} ({totals.rules[rule]:,})", value=number) for rule, number in rules.items()
    ]
    search = tr("Search names, headlines and texts") if with_texts else tr("Search names and headlines")
    return tag(
        "div",
        tag("input", type="search", id="query", placeholder=search, aria_label=search),
        tag("label", tr("Kind"), " ", tag("select", *kinds, id="kind")),
        tag("label", tr("Rule"), " ", tag("select", *every, id="rule")),
        tag("span", id="shown", role="status", class_="quiet"),
        class_="filters",
    )


def _row(row: Row, i: int, address: str, rules: dict[str, int]) -> Markup:
    kinds = [*row.places, *(["eyes"] if _needs_eyes(row) else [])]
    repairs = sum(row.places.get(kind, 0) for kind in REPAIRS)
    share = row.lost / max(1, row.characters)
    tone = _tone(row.lost, "k-duplicate", share > MUCH)
    name = tag("td", tag("a", row.name, href=address), _headline(row, "span"))
    return tag(
        "tr",
        name,
        _figure(row.characters),
        _figure(row.articles),
        _figure(row.lost),
        tag("td", _percent(share), data_v=round(share, 4), class_=tone),
        _figure(repairs),
        _figure(row.gaps, "k-gap"),
        _figure(row.doubts, "k-uncertain"),
        data_n=i,
        data_k=" ".join(kinds),
        data_r=" ".join(str(rules[rule]) for rule in row.rules),
    )  # fmt: skip


def _figure(count: int, loud: str = "") -> Markup:
    return tag("td", f"{count:,}", data_v=count, class_=_tone(count, loud, bool(loud)))


def _tone(count: int, kind: str, loud: bool) -> str:  # noqa: FBT001
    return "figure zero" if not count else f"figure loud {kind}" if loud else "figure"
