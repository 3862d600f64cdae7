"""Bands: stretches of lines that hold the same columns side by side."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.core.named import NamedTuple
from cleaner.layout.columns_grid import MIN_ROWS, MIN_WIDTH, SPREAD, find_grid, padded
from cleaner.layout.columns_row import INDENT, pieces, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.layout.columns_row import Grid, Line, Piece

# A column is running text: many rows, wide, mostly filled to the margin, mostly broken inside a sentence.
# Tables have narrow or ragged cells, verse ends its lines with the sentence, lists are short.
FEW_ROWS = 3  # where the columns are known from elsewhere on the page
MIN_FULL = 0.5
MIN_RUN_ON = 0.6
MIN_FIT = 0.7
# So many lines in a row that do not fit are another layout.
MISFITS = 3
ENDS = frozenset("。！？…；：」』”）》】.!?")
STOPS = frozenset("。！？…；：，、」』”）》】.!?;:,)")


class Band(NamedTuple):
    """Lines first..last (half-open) of a page, their columns, and the pieces of each line."""

    first: int
    last: int
    grid: Grid
    rows: tuple[tuple[Piece, ...], ...]


def find_bands(text: str) -> tuple[list[Line], list[Band]]:
    """The lines of a page and its bands, top down."""
    lines, nature = padded(text)
    found: list[Band] = []
    _search(text, lines, (0, len(lines)), found, nature)
    if found:  # what the lower bands teach about the columns helps with what is above and between
        for stretch in _between(found, len(lines)):
            _search(text, lines, stretch, found, nature)
    return lines, _joined(text, lines, sorted(found, key=lambda band: band.first))


def _joined(text: str, lines: Sequence[Line], found: Sequence[Band]) -> list[Band]:
    """Bands of one grid that meet as one."""
    out: list[Band] = []
    for band in found:
        first, last = band.first, band.last
        grid = band.grid
        if out and out[-1].last == first and _alike(out[-1].grid, grid):
            first, grid = out[-1].first, out.pop().grid
        out.append(Band(first, last, grid, _read(text, lines[first:last], grid)[2]))
    return [_headed(text, band) for band in out]


def _headed(text: str, band: Band) -> Band:
    """The band with its headlines at the first column of what they stand over.

    Columns that run on from one to the next are one article; a headline in the middle above them comes
    before the first of them, and two headlines of one line belong to two articles.
    """
    head = next((n for n, row in enumerate(band.rows) if _full(text, row, band.grid) > 1), 0)
    if not head:
        return band
    firsts = _articles(text, band.rows[head:], band.grid)
    rows = list(band.rows)
    for n, row in enumerate(rows[:head]):
        placed: list[Piece] = []
        for piece in row:
            group = bisect_right(firsts, piece.column) - 1
            if placed and firsts[group] <= placed[-1].column:
                group = min(group + 1, len(firsts) - 1)
            if piece.column == firsts[group] or piece.indent > 3 * INDENT:
                piece = piece._replace(column=firsts[group])  # noqa: PLW2901 - as it is placed
            placed.append(piece)
        rows[n] = tuple(placed)
    return band._replace(rows=tuple(rows))


def _articles(text: str, rows: Sequence[tuple[Piece, ...]], grid: Grid) -> list[int]:
    """The columns that do not run on from the column before."""
    columns: list[list[Piece]] = [[] for _ in grid.starts]
    for row in rows:
        for piece in row:
            columns[piece.column].append(piece)
    firsts = [0]
    for k, (before, column) in enumerate(pairwise(columns), 1):
        if before and column and (text[before[-1].end - 1] in ENDS or column[0].indent >= INDENT):
            firsts.append(k)
    return firsts


def _alike(one: Grid, other: Grid) -> bool:
    return len(one.starts) == len(other.starts) and all(
        abs(a - b) <= SPREAD for a, b in zip(one.starts, other.starts, strict=True)
    )


def _between(found: Sequence[Band], end: int) -> list[tuple[int, int]]:
    edges = [0, *(edge for band in found for edge in band[:2]), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _search(
    text: str, lines: Sequence[Line], stretch: tuple[int, int], found: list[Band], nature: Grid
) -> None:
    """Add the bands of a stretch of lines; one with two layouts is parted and searched again."""
    first, last = _trim(lines, *stretch)
    rows_with_gutters = sum(len(line.cells) > 1 for line in lines[first:last])
    if rows_with_gutters < (FEW_ROWS if found else MIN_ROWS):
        return
    own = find_grid(text, lines[first:last], nature) if rows_with_gutters >= MIN_ROWS else None
    grids = dict.fromkeys([*([own] if own else []), *(band.grid for band in found[-2:])])
    cuts: list[int] = []
    best = min((_read(text, lines[first:last], grid) for grid in grids), key=lambda way: way[0], default=None)
    if best:
        _, grid, rows = best
        cuts = _cuts(text, lines[first:last], rows, grid, first)
        if not cuts and _is_prose(text, rows, grid, MIN_ROWS if grid is own else FEW_ROWS):
            found.append(Band(first, last, grid, rows))
            return
    if not (own or cuts):
        cuts = _middle(lines, first, last)
    for low, high in zip([first, *cuts], [*cuts, last], strict=True):
        if cuts:
            _search(text, lines, (low, high), found, nature)


def _trim(lines: Sequence[Line], first: int, last: int) -> tuple[int, int]:
    while first < last and not lines[first].cells:
        first += 1
    while last > first and not lines[last - 1].cells:
        last -= 1
    return first, last


def _read(text: str, lines: Sequence[Line], grid: Grid) -> tuple[float, Grid, tuple[tuple[Piece, ...], ...]]:
    """The lines read by a grid, with what that costs; an idle column costs something too."""
    ways = [pieces(text, line, grid) for line in lines]
    used = {piece.column for _, row in ways for piece in row}
    idle = len(lines) * (len(grid.starts) - len(used))
    return idle + sum(cost for cost, _ in ways), grid, tuple(row for _, row in ways)


def _middle(lines: Sequence[Line], first: int, last: int) -> list[int]:
    """The empty line nearest to the middle: where to part lines that have no columns in common."""
    blanks = [i for i in range(first + 1, last - 1) if not lines[i].cells]
    return [min(blanks, key=lambda i: abs(2 * i - first - last))] if blanks else []


def _cuts(
    text: str, lines: Sequence[Line], rows: Sequence[tuple[Piece, ...]], grid: Grid, first: int
) -> list[int]:
    """Where the layout changes.

    At a page break, a run of lines that do not fit, a line across the gutters, and a headline between
    blank lines.
    """
    fits = [all(piece.fits for piece in row) for row in rows]
    cuts: set[int] = set()
    i = 0
    while i < len(rows):
        j = i
        if not rows[i]:
            while not rows[j]:
                j += 1
            page_break = "\f" in text[lines[i].start : lines[j].start]
            if page_break or not (_regular(rows[i - 1], grid) and _regular(rows[j], grid)):
                cuts.add(i)
        elif not fits[i]:
            while j < len(rows) and rows[j] and not fits[j]:
                j += 1
            if j - i >= MISFITS or _across(lines[i], grid):
                cuts |= {i, j}
        i = max(j, i + 1)
    return sorted(first + cut for cut in cuts if 0 < cut < len(rows))


def _across(line: Line, grid: Grid) -> bool:
    """A single cell that runs over a gutter."""
    if len(line.cells) > 1:
        return False
    x, end = line.cells[0].x, line.cells[0].x + line.cells[0].length
    return any(x < start - 1 and end > start + 1 for start in grid.starts)


def _regular(row: tuple[Piece, ...], grid: Grid) -> bool:
    """Two or more cells, each at the start of its column and most of a line long."""
    return len(row) > 1 and all(
        piece.fits and 2 * (piece.end - piece.start) >= grid.widths[piece.column] for piece in row
    )


def _full(text: str, row: tuple[Piece, ...], grid: Grid) -> int:
    """How many pieces of a row fill their columns."""
    return sum(width(text, piece.start, piece.end) >= grid.widths[piece.column] - INDENT for piece in row)


def _is_prose(text: str, rows: Sequence[tuple[Piece, ...]], grid: Grid, least: int) -> bool:
    """At least two columns are running text broken at a margin."""
    fits = [all(piece.fits for piece in row) for row in rows if row]
    if sum(fits) < MIN_FIT * len(fits):
        return False
    good = 0
    for k, size in enumerate(grid.widths):
        column = [piece for row in rows for piece in row if piece.column == k]
        full = [piece for piece in column if width(text, piece.start, piece.end) >= size - INDENT]
        run_on = sum(text[piece.end - 1] not in STOPS for piece in full)
        good += (
            size >= MIN_WIDTH
            and len(full) >= max(least - 1, MIN_FULL * len(column))
            and run_on >= MIN_RUN_ON * len(full)
        )
    return good > 1
