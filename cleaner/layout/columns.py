"""Columns that were printed side by side on the same lines are read one after the other.

Layout-preserving extractors and row-wise recognisers put the columns of a page into one line, parted by
gutters of blanks.  Here the lines are cut at the gutters and the pieces put into reading order; nothing is
moved in the text, the page only learns the order of its source spans (`Page.flow`).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK
from cleaner.core.pattern import lazy
from cleaner.core.types import Edit, Mark, Span
from cleaner.layout.columns_weave import woven

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.core.page import Page
    from cleaner.layout.columns_band import Band
    from cleaner.layout.columns_row import Line
    from cleaner.layout.columns_strip import Strip
    from cleaner.layout.columns_weave import Weave

# More than this many blanks before the first character are no indent.
MAX_INDENT = 4
_GUTTER = lazy(rf"(?<=[^{BLANK}\n\r\f])[{BLANK}]{{2,}}(?=[^{BLANK}\n\r\f])")


def split_columns(page: Page) -> Page:
    r"""Put columns that stand side by side on the same lines, or take turns, one after the other.

    Extractors of PDF that keep the layout, and recognisers that read row by row, print the columns of a page
    into one line, with gutters of blanks; others print a few lines of each column by turns.  Only running
    text broken at a margin is taken for columns: tables, lists of names, verse side by side, spaced
    headlines and bylines stay as they are, and so does everything between the columns.

    Examples:
        >>> from cleaner.core.page import Page
        >>> from cleaner.core.source import Source
        >>> rows = [
        ...     "昨天上午，渔港码头的    夜出海也不必担心触礁",
        ...     "灯塔重新点亮，这座灯    了。守塔人老林说，灯",
        ...     "塔建于上世纪五十年代    塔的光能照到二十海里",
        ...     "，停用了十多年，渔民    以外，为了让它重新发",
        ...     "们夜里回港只能靠手电    光，村里自己凑钱换了",
        ...     "照明，如今灯亮了，深    灯泡和电路。",
        ... ]
        >>> page = split_columns(Page(Source("page.txt", "\n".join(rows), "utf-8", "")))
        >>> "".join(page.text.split())[50:70]
        '照明，如今灯亮了，深夜出海也不必担心触礁'
    """
    return _part(page) or _unweave(page) or page


def _part(page: Page) -> Page | None:
    """Cut lines that hold several columns at their gutters and read column by column."""
    text = page.text
    if "  " not in text and "\u3000\u3000" not in text:
        return None
    from cleaner.layout.columns_band import find_bands  # few pages have gutters
    from cleaner.layout.columns_grid import MIN_ROWS

    if sum(1 for _ in _GUTTER.finditer(text)) < MIN_ROWS:
        return None
    found, found_bands = find_bands(text)
    return _arrange(page, found, found_bands) if found_bands else None


def _unweave(page: Page) -> Page | None:
    """Put the lines of columns that take turns one column after the other."""
    weave = woven(page.text)
    if not weave:
        return None
    starts = _line_starts(page.text, weave.strips)
    edits: list[Edit] = []
    order: list[tuple[int, int]] = []
    at = 0
    for columns in weave.stretches:
        dealt = [number for column in columns for number in column]
        order += pairwise(starts[at : min(dealt) + 1])
        order += [(starts[number], starts[number + 1]) for number in dealt]
        at = max(dealt) + 1
        behind = page.text[weave.strips[at - 1].end : starts[at]]
        for number in sorted(dealt):
            new = ("\n\f" if "\f" in behind else "\n\n") if number == dealt[-1] else "\n"
            edit = Edit(weave.strips[number].end, starts[number + 1], new)
            if edit.start < edit.end and page.text[edit.start : edit.end] not in (new, "\r\n"):
                edits.append(edit)
    order += pairwise(starts[at:])
    ordered = _flow(page, edits, order)
    return ordered.marked(_mark(page, weave, columns) for columns in weave.stretches)


def _mark(page: Page, weave: Weave, columns: Sequence[Sequence[int]]) -> Mark:
    """A stretch whose order was inferred: no gutter says so."""
    numbers = [number for column in columns for number in column]
    start = page.offset(weave.strips[min(numbers)].start)
    end = page.offset(weave.strips[max(numbers)].end - 1) + 1
    note = f"{len(columns)} columns took turns; their order is inferred from sentences that run on"
    return Mark("uncertain", start, end, split_columns.__name__, note)


def _line_starts(text: str, found: Sequence[Strip]) -> list[int]:
    """Where each line's part of the text begins, with its indent; and the end of the text."""
    starts = [0]
    for before, strip in pairwise(found):
        line = text.rfind("\n", 0, strip.start) + 1
        starts.append(line if line > before.end else before.end + 1)
    return [*starts, len(text)]


def _arrange(page: Page, found: Sequence[Line], found_bands: Sequence[Band]) -> Page:
    """Cut the bands into their columns; what is between them stays where it is."""
    text = page.text
    edits: list[Edit] = []
    order: list[tuple[int, int]] = []  # text spans in reading order, before the edits
    at = 0
    for band in found_bands:
        begin = found[band.first].start
        if begin > at:
            order.append((at, begin))
        order += _columns(text, found, band, edits)
        at = found[band.last - 1].end
    if at < len(text):
        order.append((at, len(text)))
    return _flow(page, edits, order)


def _columns(text: str, found: Sequence[Line], band: Band, edits: list[Edit]) -> list[tuple[int, int]]:
    """The spans of a band column by column; `edits` gets a line break for every gutter."""
    columns: list[list[tuple[int, int]]] = [[] for _ in band.grid.starts]
    last = 0
    for line, row in zip(found[band.first : band.last], band.rows, strict=True):
        if not row:
            edits.append(Edit(line.start, line.end, ""))
            columns[last].append((line.start, line.end))
            continue
        low = line.start
        edge = line.start  # where the ink of the piece before ends
        for n, piece in enumerate(row):
            cut = max(piece.start - min(piece.indent, MAX_INDENT), edge + (n > 0 and edge < piece.start))
            if n == 0 and cut > edge:
                edits.append(Edit(edge, cut, ""))
            elif n:
                if cut > edge:
                    edits.append(Edit(edge, cut, "\n"))
                else:
                    edits.append(Edit(edge - 1, edge, text[edge - 1] + "\n"))
                columns[last].append((low, cut))
                low = cut
            last, edge = piece.column, piece.end
        columns[last].append((low, line.end))
    return [span for column in columns for span in column]


def _flow(page: Page, edits: list[Edit], order: list[tuple[int, int]]) -> Page:
    """Apply the edits and set the reading order."""
    end = len(page.text)
    if page.text[-1] != "\n" and not (edits and edits[-1].end == end):
        edits.append(Edit(end - 1, end, page.text[-1] + "\n"))
    edited = page.edit(edits, "split_columns")
    ends = [edit.end for edit in edits]
    shifts = [0]
    for edit in edits:
        shifts.append(shifts[-1] + len(edit.new) - (edit.end - edit.start))
    places = {0: 0, len(page.text): len(page.source.text)}
    for at in {at for span in order for at in span} - places.keys():
        places[at] = edited.offset(at + shifts[bisect_right(ends, at)])
    flow: list[Span] = []
    for low, high in order:
        start, end = places[low], places[high]
        if flow and flow[-1].end == start:
            flow[-1] = Span(flow[-1].start, end)
        elif start < end:
            flow.append(Span(start, end))
    return edited._replace(flow=tuple(flow))
