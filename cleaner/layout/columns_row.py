"""One line of a band: which of its cells stands in which column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, CHINESE
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_INK = rf"[^{BLANK}\r\n\f]"
_LINE = lazy(r"[^\n\f]*[\n\f]?")
_CELL = lazy(rf"{_INK}+(?:[{BLANK}]{_INK}+)*")
_TOKEN = lazy(rf"{_INK}+")
# What a terminal shows in two columns; without and with the quotation marks and dashes that it may.
_FULL = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd"
)
WIDE = (None, lazy(f"[{_FULL}]"), lazy(f"[{_FULL}‘’“”…—·]"))
# A blank between two Chinese characters, as in a line that was letter-spaced to fill its measure.
_SPACED = lazy(rf"(?<=[{CHINESE}])[{BLANK}]{{1,2}}(?=[{CHINESE}])")
_NARROW = lazy(r"[\x21-\u024f]")

# What a choice costs, in columns of text that stand off their place.  A cell may begin this far right of
# its column's start (the indent of a paragraph) without cost.
INDENT = 2
FAR = 4.0  # the most that a place can cost: a line with a drift is off everywhere
ONE_BLANK = 3.0  # a gutter of one blank
NO_BLANK = 4.0  # none
HIDDEN = 1.3  # a stretch so many columns wide may hide a gutter of no blank
RESTART = 3.5  # the extractor lost a line break here
TOGETHER = 2.0  # a gutter inside a cell
SHORT = 6.0  # a gutter of less than two blanks behind a cell that does not fill its column


class Cell(NamedTuple):
    """A stretch of a line between gutters: offsets in the page's text, where it begins and how far it goes.

    The place and the length are in the columns that the extractor counted when it padded the line.
    """

    start: int
    end: int
    x: int
    length: int


class Line(NamedTuple):
    """One line with its cells; `end` is behind its line or page break."""

    start: int
    end: int
    cells: tuple[Cell, ...]


class Piece(NamedTuple):
    """Cells of a line that stand in one column; `indent` is how far in they begin."""

    start: int
    end: int
    column: int
    indent: int
    fits: bool


class Grid(NamedTuple):
    """Where the columns of a band start and how wide they are (in Chinese characters).

    A grid is `loose` where missing cells leave no blanks, so that places say nothing, only the order.
    Starts count the characters of `wide` twice.
    """

    starts: tuple[int, ...]
    widths: tuple[int, ...]
    loose: bool = False
    wide: re.Pattern[str] | None = None


class _Way(NamedTuple):
    """A way to read a line so far: the cost, the pieces with the last one still growing, the line's start.

    Where the extractor lost a line break, `origin` is the place where the lost line would have started.
    """

    cost: float
    pieces: tuple[Piece, ...]
    origin: int


def lines(text: str, wide: re.Pattern[str] | None = None) -> Iterator[Line]:
    """The lines of a text with their cells, whose places count the characters of `wide` twice."""
    for match in _LINE.finditer(text):
        start, end = match.span()
        if start == end:
            return
        yield Line(start, end, tuple(_cells(text, start, end, wide)))


def _cells(text: str, line: int, end: int, wide: re.Pattern[str] | None) -> Iterator[Cell]:
    """The cells of a line, each counted on from the one before."""
    x, at = 0, line
    for match in _CELL.finditer(text, line, end):
        cell = _cell(text, at, *match.span(), wide)
        yield cell._replace(x=x + cell.x)
        x, at = x + cell.x + cell.length, cell.end


def _cell(text: str, origin: int, start: int, end: int, wide: re.Pattern[str] | None) -> Cell:
    """A stretch of text as a cell, its place counted from an offset before it."""
    if not wide:
        return Cell(start, end, start - origin, end - start)
    x = start - origin + len(wide.findall(text, origin, start))
    return Cell(start, end, x, end - start + len(wide.findall(text, start, end)))


def width(text: str, start: int, end: int) -> int:
    """The width of the ink in Chinese characters: digits and Latin letters are half as wide."""
    return end - start - text.count(" ", start, end) - len(_NARROW.findall(text, start, end)) // 2


def pieces(text: str, line: Line, grid: Grid) -> tuple[float, tuple[Piece, ...]]:
    """What a line's place in the grid costs, and its cells in their columns in the order of the line.

    Where every column has its cell there is nothing to choose.  Otherwise each cell goes to the column it
    is nearest to; a cell too wide for any column hides a gutter of one blank or none, and a gutter that is
    as wide as the place of a column is a lost line break with the padding of the next line.
    """
    if len(line.cells) == len(grid.starts) and all(
        (grid.loose or -INDENT <= cell.x - start <= 2 * INDENT) and cell.end - cell.start <= size + INDENT
        for cell, start, size in zip(line.cells, grid.starts, grid.widths, strict=True)
    ):
        return 0, tuple(
            _piece(cell, k, 0 if grid.loose else cell.x - start)
            for k, (cell, start) in enumerate(zip(line.cells, grid.starts, strict=True))
        )
    ways: dict[int, _Way] = {}
    before = line.start
    for cell in _candidates(text, line, grid):
        ways = _extend(text, ways, cell, line.start, cell.start - before, grid)
        before = cell.end
    best = min(ways.values(), key=lambda way: way.cost) if ways else _Way(0, (), 0)
    return best.cost, best.pieces


def _candidates(text: str, line: Line, grid: Grid) -> Iterator[Cell]:
    """The smallest stretches that can be a cell or part of one."""
    widest = max(grid.widths)
    for cell in line.cells:
        if width(text, cell.start, cell.end) <= widest + 1:
            yield cell
            continue
        hidden = _hidden(text, cell, grid)
        for token in _TOKEN.finditer(text, cell.start, cell.end):
            at = token.start()
            for cut in [*(cut for cut in hidden if at < cut < token.end()), token.end()]:
                x = cell.x + _cell(text, cell.start, at, cut, grid.wide).x
                yield Cell(at, cut, x, cut - at)
                at = cut


def _hidden(text: str, cell: Cell, grid: Grid) -> list[int]:
    """Where an overlong cell may hide a gutter of no blank: behind a full line, or before one."""
    if width(text, cell.start, cell.end) <= HIDDEN * max(grid.widths):
        return []
    cuts = set()
    at = cell.end - grid.widths[0]
    while at > cell.start and width(text, at, cell.end) < grid.widths[0]:
        at -= 1
    cuts.add(at)
    at = cell.start + grid.widths[-1]
    while at < cell.end and width(text, cell.start, at) < grid.widths[-1]:
        at += 1
    cuts.add(at)
    return sorted(
        cut for cut in cuts if cell.start < cut < cell.end and not text[cut - 1 : cut + 1].isdigit()
    )


def _extend(text: str, ways: dict[int, _Way], cell: Cell, line: int, gap: int, grid: Grid) -> dict[int, _Way]:
    """The best way for every column that the next cell of a line may stand in, `gap` blanks on."""
    if not ways:
        return {
            k: _Way(_off(cell.x - start), (_piece(cell, k, cell.x - start),), 0)
            for k, start in enumerate(grid.starts)
        }
    best: dict[int, _Way] = {}
    spaced = len(_SPACED.findall(text, line, cell.start))
    for column, way in ways.items():
        last = way.pieces[-1]
        excess = max(0, width(text, last.start, cell.end) - grid.widths[column] - 1)
        grown = last._replace(end=cell.end, fits=last.fits and excess == 0)
        together = _together(gap, spaced) + 2 * excess
        # Column, cost, place in the column of a piece that begins (none does where one grows), origin.
        options: list[tuple[int, float, int | None, int]] = [(column, way.cost + together, None, way.origin)]
        parted = way.cost + _gutter(text, last, gap, grid)
        for k, start in enumerate(grid.starts):
            x = k - column - 1 if grid.loose else cell.x - way.origin - start
            if spaced and abs(x - spaced) < abs(x):
                x -= spaced
            if k > column and gap:
                options.append((k, parted + _off(x), x, way.origin))
            x = gap - start
            may_restart = gap != 1 and not grid.loose and 0 <= x <= INDENT
            if may_restart and all(piece.column != k for piece in way.pieces):
                options.append((k, parted + (RESTART if gap else 0) + _off(x), x, cell.x - gap))
        for k, cost, begins, origin in options:
            if k not in best or cost < best[k].cost:
                read = (*way.pieces[:-1], grown) if begins is None else (*way.pieces, _piece(cell, k, begins))
                best[k] = _Way(cost, read, origin)
    return best


def _together(gap: int, spaced: int) -> float:
    """What it costs to leave a gutter inside a cell; two blanks are no gutter in a letter-spaced line."""
    if gap <= 1:
        return 0.0
    return TOGETHER / 4 if spaced and gap <= INDENT else TOGETHER


def _off(offset: int) -> float:
    """What it costs to stand so far from the start of a column."""
    return min(FAR, 0.8 * -offset if offset < 0 else 0.5 * max(0, offset - INDENT))


def _gutter(text: str, last: Piece, gap: int, grid: Grid) -> float:
    if gap > 1:
        return -0.2 * min(gap, 6)
    full = width(text, last.start, last.end) >= grid.widths[last.column] - INDENT
    return (ONE_BLANK if gap else NO_BLANK) + (0 if full else SHORT)


def _piece(cell: Cell, column: int, indent: int) -> Piece:
    return Piece(cell.start, cell.end, column, max(0, indent), -INDENT <= indent <= 3 * INDENT)
