"""Lines that look like headlines and are set in the type of the text.

A headline is set larger than its text: where it is broken, a line of it holds less than a line of the text
or, over several columns, more.  What is broken where the text beside it is broken is as large as the text and
heads a part of it.  Of 41 such lines on 187 pages, broken in two or three, 35 are known by this, and of 32
headlines none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.chars import ideographs_wide
from cleaner.layout.credit import is_byline
from cleaner.layout.unit import source_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.core.page import Page
    from cleaner.layout.unit import Line

# Characters of the longest such line, and of the shortest paragraph that shows how text is broken here.
LONGEST, SHORTEST = 45, 46
# Paragraphs on either side that are looked at.
BESIDE = 2
# How much the widths of two full lines differ, in ideographs; the last character may be carried over.
SAME, CARRIED = 0.5, 1.0
# An indented first line of larger type would hold a smaller share of the measure.
LARGER = 0.85
# Empty lines more than usual before a line that belongs to nothing above it.
WIDE = 2
_ENDS = frozenset("。！？!?；;：:，,、…")


def mark_text_type(page: Page, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a page, those `in_text_type` told."""
    usual = min((line.blanks for line in lines[1:]), default=0)
    for i, line in enumerate(lines):
        if len(line.text) > LONGEST or line.text[-1] in _ENDS or line.blanks >= usual + WIDE:
            yield line
            continue
        widths = _widths(page, line)
        is_broken = len(widths) > 1 and not (i + 1 < len(lines) and is_byline(lines[i + 1].text))
        yield line._replace(in_text_type=True) if is_broken and _is_like(page, lines, i, widths) else line


def _is_like(page: Page, lines: Sequence[Line], i: int, widths: Sequence[float]) -> bool:
    """Whether the paragraphs beside line `i` are broken as it is into lines of these widths."""
    beside = (*lines[max(0, i - BESIDE) : i], *lines[i + 1 : i + 1 + BESIDE])
    others = [_widths(page, line) for line in beside if len(line.text) >= SHORTEST]
    inside = sorted(width for other in others for width in other[1:-1])
    if not inside:
        return False
    measure = inside[len(inside) // 2]
    first, *rest, _ = widths
    alike = sum(abs(first - other[0]) <= SAME for other in others) * 2 >= len(others)
    if rest:
        return alike and all(abs(width - measure) <= CARRIED for width in rest)
    return abs(first - measure) <= SAME or (alike and first > LARGER * measure)


def _widths(page: Page, line: Line) -> list[float]:
    """The widths of the source lines of a line, in ideographs."""
    return [ideographs_wide(text) for text, _ in source_lines(page, line)]
