"""Bands: stretches of lines that hold the same columns side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner.layout.columns_row import HIDDEN, INDENT, WIDE, Grid, lines, pieces, width

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from cleaner.layout.columns_row import Line, Piece

# A column is running text: this many rows, this wide, mostly filled to the margin, mostly broken inside a
# sentence.  Tables have narrow or ragged cells, verse ends its lines with the sentence, lists are short.
MIN_ROWS = 5
FEW_ROWS = 3  # where the columns are known from elsewhere on the page
MIN_WIDTH = 8
MIN_FULL = 0.5
MIN_RUN_ON = 0.6
MIN_FIT = 0.7
# A place counts as the start of a column when this share of the lines with gutters has it.
MIN_SUPPORT = 0.2
# Starts of one column differ by the indent of a paragraph and by what proportional digits push.
SPREAD = 3
# A gutter of one width is padding behind a lost line break if it stands in so many places.
MIN_PLACES = 3
# Cells are padded to their places unless this share of all gutters has one width.
LOOSE = 0.95
# How much clearer the columns of a terminal must show than those of characters.
CHARACTERS = 1.4
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
    lines, wide = _padded(text)
    nature = Grid((), (), _is_loose(lines), wide)
    found: list[Band] = []
    _search(text, lines, (0, len(lines)), found, nature)
    if found:  # what the lower bands teach about the columns helps with what is above and between
        for stretch in _between(found, len(lines)):
            _search(text, lines, stretch, found, nature)
    return lines, _joined(text, lines, sorted(found, key=lambda band: band.first))


def _padded(text: str) -> tuple[list[Line], re.Pattern[str] | None]:
    """The lines, and how the extractor counted columns: the way in which most cells begin at few places.

    Extractors of PDF count characters; that they did not must be clear, not a matter of a few indents.
    """
    best: tuple[float, list[Line], re.Pattern[str] | None] = (-1.0, [], None)
    for wide in WIDE:
        found = list(lines(text, wide))
        places = Counter(cell.x for line in found for cell in line.cells[1:])
        fit = sum(count * count for count in places.values()) * (1.0 if wide else CHARACTERS)
        best = max(best, (fit, found, wide), key=lambda way: way[0])
    return best[1], best[2]


def _joined(text: str, lines: Sequence[Line], found: list[Band]) -> list[Band]:
    """Bands with the lines at their edges that fit, bands of one grid that meet as one."""
    out: list[Band] = []
    for n, band in enumerate(found):
        low = out[-1].last if out else 0
        high = found[n + 1].first if n + 1 < len(found) else len(lines)
        first, last = band.first, band.last
        while first > low and _belongs(text, lines[first - 1], band.grid):
            first -= 1
        while last < high and _belongs(text, lines[last], band.grid):
            last += 1
        grid = band.grid
        if out and out[-1].last == first and _alike(out[-1].grid, grid):
            first, grid = out[-1].first, out.pop().grid
        out.append(Band(first, last, grid, _read(text, lines[first:last], grid)[2]))
    return [_headed(text, band) for band in out]


def _belongs(text: str, line: Line, grid: Grid) -> bool:
    _, row = pieces(text, line, grid)
    return len(row) > 1 and all(piece.fits for piece in row)


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


def _is_loose(lines: Sequence[Line]) -> bool:
    """All gutters have one width: cells are not padded to their places."""
    gaps = Counter(right.start - left.end for line in lines for left, right in pairwise(line.cells))
    return gaps.most_common(1)[0][1] >= LOOSE * gaps.total()


def _search(
    text: str, lines: Sequence[Line], stretch: tuple[int, int], found: list[Band], nature: Grid
) -> None:
    """Add the bands of a stretch of lines; one with two layouts is parted and searched again."""
    first, last = _trim(lines, *stretch)
    rows_with_gutters = sum(len(line.cells) > 1 for line in lines[first:last])
    if rows_with_gutters < (FEW_ROWS if found else MIN_ROWS):
        return
    own = _grid(text, lines[first:last], nature) if rows_with_gutters >= MIN_ROWS else None
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


def _grid(text: str, lines: Sequence[Line], nature: Grid) -> Grid | None:
    """The columns: places at which many cells begin and that few cells run across."""
    if nature.loose:
        return _loose_grid(text, lines, nature)
    counts = Counter(cell.x for line in lines for cell in line.cells)
    _recount(counts, lines)
    rows = sum(len(line.cells) > 1 for line in lines)
    floor = max(MIN_ROWS - 1, int(MIN_SUPPORT * rows))
    spans = [(cell.x, cell.x + cell.length) for line in lines for cell in line.cells]
    starts: list[int] = []
    for support, start in _places(counts, floor):
        across = sum(x < start - 1 and end > start + 1 for x, end in spans)
        over = sum(
            start - 1 <= x <= start + SPREAD and any(x < other - 1 and end > other + 1 for other in starts)
            for x, end in spans
        )
        apart = all(abs(start - other) >= MIN_WIDTH for other in starts)
        if across <= support / 2 and over <= support / 2 and apart:
            starts.append(start)
    if len(starts) <= 1:
        return None
    starts.sort()
    widths = list(_widths(text, lines, starts, 2 if nature.wide else 1))
    usual = sorted(widths)[(len(widths) - 1) // 2]
    widths = [usual if size > HIDDEN * usual else size for size in widths]
    return nature._replace(starts=tuple(starts), widths=tuple(widths))


def _loose_grid(text: str, lines: Sequence[Line], nature: Grid) -> Grid | None:
    """The columns where places say nothing: as many as most lines have cells."""
    rows = [line for line in lines if len(line.cells) > 1]
    number, support = Counter(len(line.cells) for line in rows).most_common(1)[0]
    if support < MIN_ROWS:
        return None
    cells = zip(*(line.cells for line in rows if len(line.cells) == number), strict=True)
    sizes = [Counter(width(text, cell.start, cell.end) for cell in column) for column in cells]
    widths = tuple(max(column, key=lambda size: (column[size], size)) for column in sizes)
    starts = accumulate((size + INDENT for size in widths[:-1]), initial=0)
    return nature._replace(starts=tuple(starts), widths=widths)


def _recount(counts: Counter[int], lines: Sequence[Line]) -> None:
    """Count cells behind a lost line break where they would stand on a line of their own.

    Such a cell is padded from the end of the line before: one gutter width, wherever the gutter stands.
    """
    behind: dict[int, list[tuple[Line, int]]] = {}
    for line in lines:
        for n, (left, right) in enumerate(pairwise(line.cells), 1):
            gap = right.start - left.end
            if gap >= MIN_WIDTH:
                behind.setdefault(gap, []).append((line, n))
    odd = {x for x, count in counts.items() if count < MIN_ROWS}
    for gap, places in behind.items():
        if len({line.cells[n].x // SPREAD for line, n in places if line.cells[n].x in odd}) < MIN_PLACES:
            continue
        for line, n in places:
            shift = line.cells[n].x - gap
            for cell in line.cells[n:]:
                counts[cell.x] -= 1
                counts[cell.x - shift] += 1


def _places(counts: Counter[int], floor: int) -> list[tuple[int, int]]:
    """Clusters of starts with their support, the best supported first."""
    clusters: list[list[int]] = []
    for x in sorted(counts):
        if clusters and (x - clusters[-1][-1] == 1 or x - clusters[-1][0] <= SPREAD):
            clusters[-1].append(x)
        else:
            clusters.append([x])
    found = []
    for cluster in clusters:
        support = sum(counts[x] for x in cluster)
        if support >= floor:
            found.append((support, next(x for x in cluster if 5 * counts[x] >= support)))
    return sorted(found, reverse=True)


def _widths(text: str, lines: Sequence[Line], starts: Sequence[int], unit: int) -> Iterator[int]:
    """The width of each column: that of most cells that start there (a character is `unit` places wide)."""
    for start, end in pairwise([*starts, 10**6]):
        sizes = Counter(
            min(end - start, width(text, cell.start, cell.end) * unit + max(0, cell.x - start)) // unit
            for line in lines
            for cell in line.cells
            if -1 <= cell.x - start <= 2 * INDENT
        )
        yield max(sizes, key=lambda size: (sizes[size] * (size >= MIN_WIDTH), size), default=MIN_WIDTH)


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
