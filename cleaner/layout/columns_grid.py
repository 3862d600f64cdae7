"""The grid of a band: where its columns start and how wide they are."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from cleaner.layout.columns_row import HIDDEN, INDENT, WIDE, Grid, lines, width

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from cleaner.layout.columns_row import Line

MIN_ROWS = 5  # lines with gutters that make a band
MIN_WIDTH = 8  # of a column
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


def padded(text: str) -> tuple[list[Line], Grid]:
    """The lines of a page, and a grid without columns that says how the extractor padded them."""
    found, wide = _padded(text)
    return found, Grid((), (), _is_loose(found), wide)


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


def _is_loose(lines: Sequence[Line]) -> bool:
    """All gutters have one width: cells are not padded to their places."""
    gaps = Counter(right.start - left.end for line in lines for left, right in pairwise(line.cells))
    return gaps.most_common(1)[0][1] >= LOOSE * gaps.total()


def find_grid(text: str, lines: Sequence[Line], nature: Grid) -> Grid | None:
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
    """Clusters of starts with their support, the best supported first.

    A column starts at the first place that a fifth of its cells share; starts that run on from place to
    place with no such one are text, not a column.
    """
    clusters: list[list[int]] = []
    for x in sorted(counts):
        if clusters and (x - clusters[-1][-1] == 1 or x - clusters[-1][0] <= SPREAD):
            clusters[-1].append(x)
        else:
            clusters.append([x])
    found = []
    for cluster in clusters:
        support = sum(counts[x] for x in cluster)
        start = next((x for x in cluster if 5 * counts[x] >= support), None)
        if support >= floor and start is not None:
            found.append((support, start))
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
