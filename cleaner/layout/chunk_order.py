"""Puts chunks of columns that an extractor wrote in another order where their sentences go on.

Extractors that follow neither the columns nor the content stream write the blocks of a page by rules of
their own, and a paragraph that runs from one column to the next has its halves in two places, the second
one perhaps before the first.  All chunks are ordered together: the source order is left only where a stretch
of chunks in another place mends more torn sentences, by a clear margin, than it tears.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from cleaner.core.chars import has_stops
from cleaner.core.types import Edit, Span
from cleaner.layout.chunk_links import Links, fill_line
from cleaner.layout.chunks import ENDS, read_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from cleaner.core.page import Page
    from cleaner.layout.chunks import Chunk

# What a stretch in another place must gain, in log odds, and what its new neighbour must at least be worth:
# with less to gain articles are torn on pages whose order was right.  On a page of which one stretch stood
# elsewhere others do.
_MARGIN, _NEXT_MARGIN, _LEAST = 2.75, 2.0, 1.5
# Chunks that are ordered together; on longer inputs those of one such stretch after the other.
_MOST = 80
# So many chunks that end in mid-sentence are columns that were torn.  Cells of one row differ in height by
# a line at most.  Of ten such places on 390 pages by an extractor seven are right so, one as it stood.
_TORN_COLUMNS, _ROW = 2, 1


Worth = Callable[[int, int], float]
"""What it is worth that one chunk, by its number, stands right behind another."""


def order_chunks(page: Page) -> Page:
    """Put the chunks of torn columns in the order in which their sentences go on.

    Only the order of the source spans changes (`Page.flow`).  Of several pages in one text those whose
    columns were put in order before keep it, and so does everything that no torn sentence claims.
    """
    if "\n" not in page.text or (page.flow and "\f" not in page.text) or not _breaks_off(page.text):
        return page
    chunks = read_chunks(page.text)
    starts = list(accumulate((len(page.read(piece)) for piece in page.pieces), initial=0))
    order: list[int] = []
    for part in _pages(page.text, chunks):
        if bisect_right(starts, chunks[part[0]].start) < bisect_left(starts, chunks[part[-1]].end):
            order += part
        else:
            order += _ordered(chunks, part, next((i for i in reversed(order) if chunks[i].prose), None))
    return page if order == sorted(order) else _arranged(page, chunks, order, starts)


def _breaks_off(text: str) -> bool:
    """A cheap look at the ends of lines: whether any may stand in mid-sentence, where sentences have ends."""
    return has_stops(text) and any(
        line and line[-1] not in ENDS for line in map(str.rstrip, text.splitlines())
    )


def _pages(text: str, chunks: Sequence[Chunk]) -> Iterator[range]:
    """The chunks of each page of a text."""
    start = 0
    for i in range(1, len(chunks) + 1):
        if i == len(chunks) or i - start == _MOST or "\f" in text[chunks[i - 1].end : chunks[i].start]:
            yield range(start, i)
            start = i


def _ordered(chunks: Sequence[Chunk], numbers: range, last: int | None) -> list[int]:
    """The numbers of the chunks of one page in reading order.

    Args:
        chunks: those of all pages.
        numbers: those of this page.
        last: the last chunk of running text before it.  That and the first one behind the page stay, but
            what goes on from page to page is not torn apart.
    """
    own = [i for i in numbers if chunks[i].prose]
    if len(own) < 2 or not any(chunks[i].breaks_off for i in own):  # noqa: PLR2004
        return list(numbers)
    behind = next((i for i in range(numbers.stop, len(chunks)) if chunks[i].prose), None)
    prose = [i for i in (last, *own, behind) if i is not None]
    page = [chunks[i] for i in prose]
    links = Links(page, {k for k, i in enumerate(prose) if i and chunks[i - 1].headline})
    free = range(last is not None, len(page) - (behind is not None))
    open_ends = [i for i in free if page[i].breaks_off]
    wanted = [(i, j) for i in open_ends for j in links.continuations(i, _LEAST) if j in free]
    order = tuple(range(len(page)))
    while move := _best_move(links, order, wanted, free):
        order = move
    order = tuple(_down_columns(page, order, prose))
    torn = [(i, j) for i, j in pairwise(order) if i in free and page[i].breaks_off]
    linked = {prose[j]: prose[i] for i, j in torn if j != i + 1}
    stayed = {
        prose[j]: prose[i]
        for i, j in torn
        if j == i + 1 and j in free and prose[j] > prose[i] + 1 and links.worth(i, j) >= _LEAST
    }
    headlines = {i for i in numbers if chunks[i].headline}
    return list(_with_others(numbers, [prose[i] for i in order if i in free], linked, stayed, headlines))


def _best_move(
    links: Links, order: tuple[int, ...], wanted: Sequence[tuple[int, int]], free: range
) -> tuple[int, ...] | None:
    """The order with that stretch in another place that gains most, if any gains enough.

    Args:
        links: what it is worth that chunks follow each other.
        order: how they do.
        wanted: the pairs of which one perhaps goes on where the other breaks off.
        free: the places between those that stay.
    """
    at = {chunk: place for place, chunk in enumerate(order)}
    margin = _MARGIN if order == tuple(range(len(order))) else _NEXT_MARGIN
    most, best = 0.0, None
    for i, j in wanted:
        for cut in _cuts(at[i], at[j], free):
            if _gain(links.at_most, links.at_least, order, cut) < max(margin, most):
                continue
            gain = _gain(links.worth, links.worth, order, cut)
            if gain >= margin and gain > most:
                most, best = gain, cut
    if not best:
        return None
    low, middle, high = best
    return (*order[:low], *order[middle:high], *order[low:middle], *order[high:])


def _down_columns(page: Sequence[Chunk], order: tuple[int, ...], numbers: Sequence[int]) -> Iterator[int]:
    """The order with two rows of two paragraphs, which an extractor took for a table, column by column.

    Where paragraphs of one column stand together, four that stand apart, whole and set in rows of one
    height, are no four parts of a column.
    """
    torn = sum(chunk.breaks_off for chunk in page) >= _TORN_COLUMNS
    if not torn or not any(chunk.paragraphs for chunk in page):
        yield from order
        return
    at = 0
    while at < len(order):
        cells = order[at : at + 4]
        if _is_table([page[i] for i in cells], [numbers[i] for i in cells]):
            yield from (cells[0], cells[2], cells[1], cells[3])
            at += 4
        else:
            yield order[at]
            at += 1


def _is_table(cells: Sequence[Chunk], numbers: Sequence[int]) -> bool:
    """Whether four chunks, which have these numbers, are two rows of two paragraphs."""
    if len(cells) < 4 or numbers[-1] != numbers[0] + 3 or list(numbers) != sorted(numbers):  # noqa: PLR2004
        return False
    whole = not any(cell.breaks_off or cell.torn for cell in cells[:3])
    rows = cells[:2], cells[2:]
    return (
        whole
        and not any(cell.paragraphs for cell in cells)
        and all(abs(one.lines - two.lines) <= _ROW for one, two in rows)
    )


def _cuts(a: int, b: int, free: range) -> Iterator[tuple[int, int, int]]:
    """Two neighbouring stretches, as three places, that put `b` right behind `a` if they change places."""
    if b > a + 1:
        yield from ((a + 1, b, high) for high in range(b + 1, free.stop + 1))
        yield from ((low, a + 1, b) for low in range(free.start, a + 1))
    elif b < a and b >= free.start and a < free.stop:
        yield from ((b, middle, a + 1) for middle in range(b + 1, a + 1))


def _gain(made: Worth, broken: Worth, order: Sequence[int], cut: tuple[int, int, int]) -> float:
    """What it gains that two neighbouring stretches change places, by the links made and broken."""
    low, middle, high = cut
    first, second, third, fourth = order[low], order[middle - 1], order[middle], order[high - 1]
    gain = made(fourth, first) - broken(second, third)
    if low:
        before = order[low - 1]
        gain += made(before, third) - broken(before, first)
    if high < len(order):
        behind = order[high]
        gain += made(second, behind) - broken(fourth, behind)
    return gain


def _with_others(
    numbers: range,
    prose: Sequence[int],
    linked: Mapping[int, int],
    stayed: Mapping[int, int],
    headlines: AbstractSet[int],
) -> Iterator[int]:
    """Prose in its order, with headlines and the like before the prose above which they stand.

    A headline above the second half of a torn sentence is wider than the column in which that sentence
    began, and was read out behind that: it goes before the text that the first half ends.  (Of 45 headlines
    that stand so on 417 such pages 41 are of that text.)  Other things there belong to something else: they
    stay behind the prose before them, or go before that if that is a first half.  Between halves that follow
    each other as they did everything stays, but for the headline of a text that has none.

    Args:
        numbers: all chunks of a page.
        prose: those of running text, in reading order.
        linked: the first half for each second one that was put behind it.
        stayed: the first half for each second one that stood behind it.
        headlines: those that may be headlines.
    """
    above: dict[int, list[int]] = {i: [] for i in prose}
    below: dict[int, list[int]] = {i: [] for i in prose}
    firsts = set(linked.values())
    heads: dict[int, list[int]] = {}
    others: list[int] = []
    last = None
    for i in numbers:
        if i not in above:
            others.append(i)
            continue
        if last is None or i not in linked:
            above[i] += others
        else:
            heads[i] = [k for k in others if k in headlines]
            (above if last in firsts else below)[last] += [k for k in others if k not in headlines]
        others, last = [], i
    for i, found in heads.items():
        above[_top(prose, linked[i], firsts)] += found
    for i, first in stayed.items():
        top = above[_top(prose, first, firsts)]
        if headlines.isdisjoint(top):
            top += [k for k in above[i] if k in headlines]
            above[i] = [k for k in above[i] if k not in headlines]
    for i in prose:
        yield from (*above[i], i, *below[i])
    yield from others


def _top(prose: Sequence[int], first: int, firsts: AbstractSet[int]) -> int:
    """The chunk at which the text begins that a first half ends: those right above it, up to a torn one."""
    at = prose.index(first)
    while at and prose[at - 1] == prose[at] - 1 and prose[at - 1] not in firsts:
        at -= 1
    return prose[at]


def _arranged(page: Page, chunks: Sequence[Chunk], order: Sequence[int], pieces: Sequence[int]) -> Page:
    """The page with its chunks in an order, and lines torn in their middle whole; page breaks stay.

    Args:
        page: the page.
        chunks: all its chunks.
        order: their numbers in reading order.
        pieces: where in its text the pieces of the page begin, and the end of the last one.
    """
    text = page.text
    starts = [0, *(chunk.start for chunk in chunks[1:]), len(text)]
    edits: list[Edit] = []
    ranges: list[tuple[int, int]] = []
    breaks: dict[int, tuple[int, int]] = {}
    mended = {i for i, j in pairwise(order) if j != i + 1 and fill_line(chunks[i], chunks[j])}
    for i, chunk in enumerate(chunks):
        high = starts[i + 1]
        feed = text.find("\f", chunk.end, high)
        if feed >= 0:
            breaks[i] = feed, high
            high = feed
        ranges.append((starts[i], high))
        if i in mended and feed < 0:
            edits.append(Edit(chunk.end - 1, high, text[chunk.end - 1]))
        elif order[i] != i and (feed >= 0 or i == len(chunks) - 1):
            edits.append(Edit(chunk.end - 1, high, text[chunk.end - 1] + "\n\n"))
    placed = [part for place, i in enumerate(order) for part in (ranges[i], *_at(breaks, place))]
    flow: list[Span] = []
    for low, high in placed:
        for span in _behind(page, pieces, low, high):
            first = flow.pop().start if flow and flow[-1].end == span.start else span.start
            flow.append(Span(first, span.end))
    return page.edit(edits, order_chunks.__name__)._replace(flow=tuple(flow))


def _behind(page: Page, pieces: Sequence[int], low: int, high: int) -> Iterator[Span]:
    """The source spans that a stretch of the text is read from, with the white space taken out beside it."""
    for i in range(bisect_right(pieces, low) - 1, bisect_left(pieces, high)):
        piece = page.pieces[i]
        start = piece.start if low <= pieces[i] else page.offset(low)
        end = piece.end if high >= pieces[i + 1] else page.offset(high)
        if start < end:
            yield Span(start, end)


def _at(breaks: Mapping[int, tuple[int, int]], place: int) -> Iterator[tuple[int, int]]:
    if place in breaks:
        yield breaks[place]
