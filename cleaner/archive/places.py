"""Where the characters of an article come from: offsets of its text, back to offsets of the source."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from cleaner.core.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.core.page import Page
    from cleaner.report.text import Place

Anchor = tuple[int, int, int]
"""From this offset of the text on the characters come from here in the source, as far as there."""


def anchors(page: Page, places: Iterable[Place]) -> list[Anchor]:
    """The way from the text of an article to the source.

    Args:
        page: the page that the article stands in.
        places: which span of the source stands where in the text.
    """
    found: list[Anchor] = []
    for start, end, first, _ in places:
        at, here = first, start
        for change in page.changes_in(Span(start, end)):
            if change.start > here:
                found.append((at, here, change.start))
                at += change.start - here
            if change.new:
                found.append((at, change.start, change.end))
                at += len(change.new)
            here = change.end
        if here < end:
            found.append((at, here, end))
    return found


def spans(way: Sequence[Anchor], start: int, end: int) -> Iterator[Span]:
    """The spans of the source behind a stretch of the text, as few as there are without a gap between.

    >>> way = [(0, 10, 15), (5, 16, 20), (10, 40, 50)]
    >>> list(spans(way, 3, 12)), list(spans(way, 0, 9))
    ([Span(start=13, end=20), Span(start=40, end=42)], [Span(start=10, end=20)])
    """
    first = last = -1
    i = max(0, bisect_right(way, start, key=lambda anchor: anchor[0]) - 1)
    for at, low, high in way[i:]:
        if at >= end:
            break
        a, b = min(high, low + max(0, start - at)), min(high, low + end - at)
        if a == b:
            continue
        if last >= 0 and last <= a <= last + _BETWEEN:
            last = b
            continue
        if last >= 0:
            yield Span(first, last)
        first, last = a, b
    if last >= 0:
        yield Span(first, last)


# What was taken out between two characters of a passage: a line break, a blank, a mark.
_BETWEEN = 4
