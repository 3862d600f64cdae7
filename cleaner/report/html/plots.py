"""The plots of the overview, as SVG inside the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.language import tr
from cleaner.report.html.escape import Markup, join, markup, tag
from cleaner.report.html.kinds import REMOVALS
from cleaner.report.html.labels import kind_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cleaner.report.html.model import Row

# Of the plot of all pages: more columns than this are too thin to be told apart, so several pages share one.
MOST_COLUMNS = 400
# A column is never wider than if there were so many.
FEWEST_COLUMNS = 40
# The least height of its scale, so that little damage looks little.
LEAST_SHARE = 0.1
_HEIGHT = 100
_ROW = 26
_LABEL, _WIDTH = 132, 360


def bars(title: str, unit: str, counts: Mapping[str, int]) -> Markup:
    """A bar for every kind that occurs, the longest first."""
    found = sorted(((n, kind) for kind, n in counts.items() if n), reverse=True)
    names = kind_names()
    if not found:
        return tag("div", tag("h3", title), tag("p", tr("none"), class_="quiet"), class_="plot")
    most = found[0][0]
    said = ", ".join(f"{names[kind]} {n:,}" for n, kind in found)
    drawing = tag(
        "svg",
        tag("title", f"{title} ({unit}): {said}"),
        *(_bar(i, n / most, kind, names[kind], f"{n:,}") for i, (n, kind) in enumerate(found)),
        viewBox=f"0 0 {_WIDTH} {_ROW * len(found)}",
        role="img",
    )
    return tag("div", tag("h3", title, " ", tag("span", unit, class_="quiet")), drawing, class_="plot")


def _bar(i: int, share: float, kind: str, name: str, value: str) -> Markup:
    y, room = i * _ROW, _WIDTH - _LABEL - 60
    return join(
        [
            tag("text", name, x=_LABEL - 8, y=y + 18, text_anchor="end"),
            tag(
                "rect", class_=f"k k-{kind}", x=_LABEL, y=y + 5, width=max(2, round(share * room)), height=16
            ),
            tag("text", value, x=_LABEL + max(2, round(share * room)) + 6, y=y + 18),
        ]
    )


def columns(rows: Sequence[Row], link: Callable[[int], str]) -> Markup:
    """A column for every page, as high as the share of its characters that was taken out.

    Below stand two lines of ticks: pages where text is missing, pages with something to decide.
    """
    step = -(-len(rows) // MOST_COLUMNS)
    groups = [rows[i : i + step] for i in range(0, len(rows), step)]
    highest = max(LEAST_SHARE, *(_share(group) for group in groups))
    width = 1000 / max(len(groups), FEWEST_COLUMNS)
    drawing = tag(
        "svg",
        tag("title", tr("Share of each page's characters that was taken out, by kind")),
        tag("rect", class_="base", x=0, y=_HEIGHT, width=1000, height=0.5),
        *(
            tag(
                "a",
                tag("title", _column_title(group, i * step)),
                *_column(group, i * width, width * 0.86, highest),
                href=link(i * step) if step == 1 else None,
                tabindex="-1",
            )
            for i, group in enumerate(groups)
        ),
        viewBox=f"0 0 1000 {_HEIGHT + 18}",
        preserveAspectRatio="none",
        class_="columns",
        role="img",
    )
    scale = tr("highest column: {share} of the page's characters").format(share=f"{highest:.0%}")
    return tag(
        "div", tag("h3", tr("Taken out of every page"), " ", tag("span", scale, class_="quiet")), drawing,
        tag("p", f"{rows[0].name} – {rows[-1].name}" if len(rows) > 1 else rows[0].name, class_="quiet"),
        _legend(rows),
        class_="plot",
    )  # fmt: skip


def _share(group: Sequence[Row]) -> float:
    return sum(row.lost for row in group) / max(1, sum(row.characters for row in group))


def _column_title(group: Sequence[Row], first: int) -> str:
    name = group[0].name if len(group) == 1 else f"{first + 1}–{first + len(group)}"
    said = [f"{name}: " + tr("{share} taken out").format(share=f"{_share(group):.1%}")]
    if gaps := sum(row.gaps for row in group):
        said.append(tr("{n} places where text is missing").format(n=gaps))
    if doubts := sum(row.doubts for row in group):
        said.append(tr("{n} places to decide").format(n=doubts))
    return ", ".join(said)


def _column(group: Sequence[Row], x: float, width: float, highest: float) -> Iterator[Markup]:
    characters = max(1, sum(row.characters for row in group))
    place = {"x": round(x, 2), "width": round(width, 2)}
    # The whole height takes the pointer.
    yield tag("rect", y=0, height=_HEIGHT + 18, fill="transparent", **place)
    y = float(_HEIGHT)
    for kind in REMOVALS:
        if lost := sum(row.removed.get(kind, 0) for row in group):
            height = lost / characters / highest * _HEIGHT
            y -= height
            yield tag("rect", class_=f"k k-{kind}", y=round(y, 2), height=round(height, 2), **place)
    if any(row.gaps for row in group):
        yield tag("rect", class_="k k-gap", y=_HEIGHT + 3, height=6, **place)
    if any(row.doubts for row in group):
        yield tag("rect", class_="k k-uncertain", y=_HEIGHT + 11, height=6, **place)


def _legend(rows: Sequence[Row]) -> Markup:
    names = kind_names()
    shown = [(kind, names[kind]) for kind in REMOVALS if any(kind in row.removed for row in rows)]
    shown += [("gap", tr("upper line: text missing")), ("uncertain", tr("lower line: to be decided"))]
    items = (tag("span", tag("i", class_=f"k-{kind}"), markup(name)) for kind, name in shown)
    return tag("p", *items, class_="legend")
