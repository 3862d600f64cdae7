"""The halves of torn lines: lines that begin or end in the middle of something, and which belong together."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Final

from cleaner.core.pattern import lazy
from cleaner.repeats.ground import FULL_SLACK, MEASURE_LINES, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.repeats.ground import Ground

# Lines of a caption that stands in the middle of a sentence.
_INSERTED: Final = 4
# The rest of a line is sought among the lines so near, and a piece of a column that stands in another place
# is no longer than this, so that the time stays bounded.
_REACH: Final = 400
_MOVED: Final = 30
# Lines that end so are no torn ones: a sentence or a list's lead ends, a quotation or bracket closes.
NO_TEAR: Final = frozenset('。.!?:;)】"-…')
# No line begins with these, as they stand in the text, where lines are broken by rule.
_NO_START: Final = frozenset(",.;:!?)%，。、；：！？）》〉】％")
# Marks between which extractors split a line.
_CLOSING: Final = frozenset(",》〉】")
_OPENING: Final = frozenset('"(《')
# So many columns at most lack to a line that had no room for the last word of its paragraph.
CARRIED: Final = 8
# Columns of an ideograph, for which a full line has no room.
_ONE: Final = 2
# What begins a line and cannot be broken, a number or a foreign word, with the marks that stick to it.
_STUCK: Final = lazy(r'["(]*(?:[!-~]+|.)\W*')
# Figures and foreign words, whose width differs from font to font.
_FIGURE: Final = lazy(r"[0-9A-Za-z]")
CREDIT: Final = lazy(
    r"记者|記者|通讯员|通訊員|摄$|攝$|报道|報導|编辑|編輯|供图|供圖|文[／/]图|文[／/]圖|来源|來源|转载|轉載|[上下][转轉]"
)


def is_short(ground: Ground, line: int, measure: int) -> bool:
    """Whether a line lacks more to a full one than the next one begins with (see `carried`)."""
    return ground.widths[line] + carried(ground, line + 1) < measure - 2 * FULL_SLACK


def carried(ground: Ground, line: int) -> int:
    """Columns that the line before may lack because what begins this one had no room there.

    That is a number or a foreign word, or a character with the marks that begin no line (`通……”`).
    """
    stuck = _STUCK.match(ground.lines[line]) if line < len(ground.lines) else None
    if stuck is None:
        return 0
    columns = width(stuck[0])
    return columns if stuck[0].isascii() else columns - _ONE


def is_piece(ground: Ground, line: int) -> bool:
    """Whether a line begins in the middle of something.

    It is narrower than a full line and than a first line whose indent is lost, it is no byline, and it closes
    a sentence or the next line carries it on.
    """
    measure = ground.measure(line) if line < len(ground.lines) else None
    if measure is None or not is_short(ground, line, measure - ground.lost_indent + FULL_SLACK):
        return False
    end = ground.starts[line + 1]
    if ground.indented(ground.starts[line]) or CREDIT.search(ground.lines[line]):
        return False
    return ground.stops(end) or not (ground.is_parted(end) or _is_cut_off(ground, line + 1))


def _is_cut_off(ground: Ground, line: int) -> bool:
    """Whether a line is short and ends in mid-sentence."""
    return ground.is_short(line) and not ground.stops(ground.starts[line + 1])


class Halves:
    """The lines of a text that may be halves of others."""

    def __init__(self, ground: Ground) -> None:
        """Everything is worked out when asked for."""
        self.ground = ground
        self.lines = ground.lines

    def is_open(self, line: int) -> bool:
        """Whether a line ends in mid-sentence."""
        return self.lines[line][-1] not in NO_TEAR

    def is_short(self, line: int) -> bool:
        """Whether a line lacks much to a full one, and to a first line if it may be one."""
        ground = self.ground
        return ground.is_short(line) and is_short(
            ground, line, (ground.measure(line) or 0) - self._lost(line)
        )

    def is_apart(self, line: int) -> bool:
        """Whether more than the usual line ends stand before a line, or it is the end of the text."""
        return line >= len(self.lines) or self.ground.spaces[line] > self.ground.spacing

    def begins_inside(self, line: int) -> bool:
        """Whether a line begins with a mark that none begins with, or is a piece."""
        return line < len(self.lines) and (self.has_no_start(line) or is_piece(self.ground, line))

    def has_no_start(self, line: int) -> bool:
        """Whether a line begins with a mark that none begins with."""
        ground = self.ground
        return line < len(self.lines) and ground.text[ground.at[ground.starts[line]]] in _NO_START

    def runs_on(self, line: int) -> bool:
        """Whether a line is carried on by the next, which is full or ends a sentence."""
        ground, below = self.ground, line + 1
        if self.is_apart(below) or ground.is_parted(ground.starts[below]):
            return False
        measure = ground.measure(below)
        if measure is None:
            return False
        return measure - ground.widths[below] <= 2 * FULL_SLACK or ground.stops(ground.starts[below + 1])

    def rest(self, line: int) -> int | None:
        """The line on which the sentence goes on that a torn line breaks off; None if it is nowhere.

        It makes up a full line with the torn one, or ends the paragraph.  It may stand right behind what a
        page has between its columns.  A piece of a column in another place tears two lines, and the rest of
        both is on the page: where the piece begins or ends with one half, the other one is at the seam that
        it left.
        """
        below = line + 1
        if below < len(self.lines) and self._is_behind(line, below):
            return below
        torn = self.begins_inside(below) and (self.has_no_start(below) or self.runs_on(below))
        for tail in _near(self._tails, line - _REACH, line + _REACH):
            if tail in {line, below}:
                continue
            fits = self._fits(line, tail)
            if not fits and not (self._leads_a_piece(tail) and self._may_end(line, tail)):
                continue
            if fits and 0 < tail - line <= _INSERTED + 1 and self.is_apart(tail):
                return tail
            if self._is_moved_behind(line, tail, fits=fits):
                return tail
            if torn:
                continue
            if self._is_moved_before(line, tail, fits=fits) or self._is_orphan(tail, fits=fits):
                return tail
        return None

    def _leads_a_piece(self, tail: int) -> bool:
        """Whether a line that ends a sentence leads a piece of a column: more than it stands there.

        A caption or a remark of one line stands apart on both sides; so do paragraphs only where nothing
        but a blank line tells where one begins.
        """
        alone = self.ground.first_lines is not None and self.is_apart(tail + 1)
        return self.is_apart(tail) and not alone

    def _is_moved_behind(self, line: int, tail: int, *, fits: bool) -> bool:
        """Whether what begins with `tail` was taken out behind `line`: its end fits what follows there."""
        below = line + 1
        return below < len(self.lines) and any(
            not tail <= line <= head and self._meets(head, below, fits=fits)
            for head in _near(self._heads, tail, tail + _MOVED)
        )

    def _is_moved_before(self, line: int, tail: int, *, fits: bool) -> bool:
        """Whether what ends with `line` was taken out before `tail`: its beginning fits what stands there."""
        return any(
            not first <= tail - 1 <= line and self._meets(tail - 1, first, fits=fits)
            for first in _near(self._tails, line - _MOVED, line + 1)
        )

    def _is_orphan(self, tail: int, *, fits: bool) -> bool:
        """Whether a line surely begins in mid-sentence, and of another than the one that stands before it."""
        if self.has_no_start(tail):
            return self.is_apart(tail) and (fits or not self.is_open(tail - 1))
        if not fits or not self.is_apart(tail):
            return False
        return is_piece(self.ground, tail) and self.runs_on(tail) and "," in self.lines[tail]

    def _meets(self, head: int, tail: int, *, fits: bool) -> bool:
        """Whether two lines are halves of one; for sure, unless the other seam (`fits`) is."""
        if not self.is_open(head):
            return False
        return self._fits(head, tail) or (fits and self.is_apart(head + 1) and self._may_end(head, tail))

    def _is_behind(self, head: int, tail: int) -> bool:
        """Whether a line and the next one are one that was broken.

        A line that was broken at the foot of a column makes up exactly a full one with what is behind the
        break.  Within a column a line may be wider than it looks, as figures have room about them, and the
        last word of the paragraph stand alone in the next; else a short one lost its end, even if the next
        would fill it.  Extractors also split a line at the half space between two marks.
        """
        ground, full = self.ground, self.ground.full(head)
        if self.is_apart(tail):
            return self._fits(head, tail) and is_piece(ground, tail) and self._is_whole(head, tail)
        if self.lines[head][-1] in _CLOSING and (self.has_no_start(tail) or self.lines[tail][0] in _OPENING):
            return self._fits(head, tail) or self._may_end(head, tail)
        if not self._fits(head, tail):
            return False
        carried = full is not None and full[0] - ground.widths[head] <= CARRIED
        return carried and ground.stops(ground.starts[tail + 1])

    def _fits(self, head: int, tail: int) -> bool:
        """Whether two lines make up a full one."""
        full = self._full(head, tail)
        columns = self.ground.widths[head] + self.ground.widths[tail]
        return full is not None and full[0] - self._lost(head) - 1 <= columns <= full[1] + 1

    def _is_whole(self, head: int, tail: int) -> bool:
        """Whether two lines make up one as wide as most about them; figures may be narrower or wider."""
        widths = self.ground.widths
        near = widths[max(0, head - MEASURE_LINES) : head] + widths[tail + 1 : tail + MEASURE_LINES]
        most = max(near, key=near.count, default=0)
        slack = FULL_SLACK * bool(_FIGURE.search(self.lines[head] + self.lines[tail]))
        return abs(widths[head] + widths[tail] - most) <= slack

    def _may_end(self, head: int, tail: int) -> bool:
        """Whether a line may be the last one of the paragraph that another breaks off."""
        ground, full = self.ground, self._full(head, tail)
        if full is None or not ground.stops(ground.starts[tail + 1]):
            return False
        return ground.widths[head] + ground.widths[tail] <= full[1] + 1

    def _full(self, head: int, tail: int) -> tuple[int, int] | None:
        """The least and the most columns of full lines about two lines, None if their measures differ."""
        here, there = self.ground.full(head), self.ground.full(tail)
        if here is None or there is None or abs(here[1] - there[1]) > 2 * FULL_SLACK:
            return None
        return min(here[0], there[0]), max(here[1], there[1])

    def _lost(self, line: int) -> int:
        """Columns that a line may lack because it is a first one whose indent is lost."""
        ground, start = self.ground, self.ground.starts[line]
        lost = ground.lost_indent
        return lost if lost and ground.is_parted(start) and not ground.indented(start) else 0

    @cached_property
    def _heads(self) -> list[int]:
        """Lines in mid-sentence that are short or end a block; no bylines, which carry on no full line."""
        return [
            line
            for line in range(len(self.lines))
            if self.is_open(line)
            and (self.is_apart(line + 1) or self.is_short(line))
            and (not CREDIT.search(self.lines[line]) or (line > 0 and self.is_full(line - 1)))
        ]

    @cached_property
    def _tails(self) -> list[int]:
        """Lines that do not carry on the one before and are running text."""
        ground, heads = self.ground, set(self._heads)
        return [
            line
            for line in range(1, len(self.lines))
            if (
                self.is_apart(line)
                or (self.begins_inside(line) and (ground.stops(ground.starts[line]) or line - 1 in heads))
            )
            and not ground.indented(ground.starts[line])
            and not CREDIT.search(self.lines[line])
            and (self.has_no_start(line) or ground.stops(ground.starts[line + 1]) or self.runs_on(line))
        ]

    def has_foot(self, line: int) -> bool:
        """Whether another block ends as the foot of a column does: on a comma, or in a full line of text."""
        return any(
            self.lines[head][-1] == "," or (not self.is_short(head) and self.is_full(head - 1))
            for head in self._heads
            if head not in {0, line} and self.is_apart(head + 1) and not self._reads_on(head)
        )

    def _reads_on(self, head: int) -> bool:
        """Whether the line behind the foot of a column carries it on: a full one that begins no paragraph.

        That shows only where first lines differ from others.
        """
        ground, below = self.ground, head + 1
        if ground.first_lines is None or below >= len(self.lines):
            return False
        return self.is_full(below) and not ground.indented(ground.starts[below])

    def is_full(self, line: int) -> bool:
        """Whether a line is a full one."""
        measure = self.ground.measure(line)
        return measure is not None and abs(measure - self.ground.widths[line]) <= FULL_SLACK

    def has_tail(self) -> bool:
        """Whether any block begins in the middle of something."""
        return any(self.begins_inside(line) for line in self._tails)


def _near(lines: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Those of some sorted lines that are in `[first, last)`."""
    return lines[bisect_left(lines, first) : bisect_left(lines, last)]
