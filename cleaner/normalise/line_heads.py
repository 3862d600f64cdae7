"""Where a headline ends, or begins below text that was broken off: told by what stands below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.core.names import NAME
from cleaner.core.pairs import in_words
from cleaner.core.pattern import lazy
from cleaner.normalise.line_habits import INDENTED
from cleaner.normalise.line_kinds import BINDS_ON, BULLETS, INNER, is_signed, opening, opens_report, unclosed
from cleaner.normalise.line_shapes import OPEN_ENDS, SLACK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cleaner.normalise.line_shapes import Lines

# Behind these a sentence goes on with what an agency said, or where.
_GOES_ON: Final = frozenset(("comma", "open", "dash"))
_QUOTES: Final = BINDS_ON | frozenset("据據於于在")
# A headline has no more lines, with who wrote the text.
_LINES: Final = 4
_ENDS: Final = OPEN_ENDS | {"close"}
_COLUMNS: Final = frozenset(("column", "some"))
_AUTHOR: Final = lazy(f"{NAME}[著译譯绘繪文]?")
_LONGEST_NAME: Final = 5
# A name of two characters may be a word; one that is told of is said within so many lines.
_WORD: Final = 2
_TOLD: Final = 12
# Of more of the paragraphs than this the stop is seen to be lost.
_FEW_LOST: Final = 0.1


def headlines(lines: Lines, indented: Collection[int]) -> set[int]:
    """Boundaries that part a headline, or its author, from what stands above or below.

    Args:
        lines: the lines of the page.
        indented: boundaries over lines that are set in, on a page where that tells a paragraph.
    """
    return {
        *_over_datelines(lines),
        *_under_bullets(lines),
        *_under_torn(lines, indented),
        *_round_authors(lines),
    }


def _over_datelines(lines: Lines) -> Iterator[int]:
    """Boundaries over a dateline: it opens a report, whatever stands above it.

    One in round brackets may stand in a sentence, and does below a line with a mark, if it is not set in.
    """
    for i, (ink, then) in enumerate(zip(lines.ink, lines.ink[1:], strict=False)):
        if lines.last[i] in _GOES_ON or ink[-1] in _QUOTES or not opens_report(then):
            continue
        if then[0] not in "（(" or lines.indent[i + 1] >= INDENTED or not INNER.search(ink):
            yield i


def _under_bullets(lines: Lines) -> Iterator[int]:
    """Boundaries between a line behind a bullet, without a comma or stop, and one below it that is set in."""
    for i, ink in enumerate(lines.ink[:-1]):
        if ink[0] in BULLETS and lines.indent[i] < INDENTED <= lines.indent[i + 1] and not INNER.search(ink):
            yield i


def _under_torn(lines: Lines, indented: Collection[int]) -> Iterator[int]:
    """Boundaries between text that was broken off and a headline: lines without a mark over a paragraph.

    Where paragraphs are set in and end with a stop, a short line right over one that is set in ends none.
    The text above fills its column and breaks off in mid-sentence, between two words.
    """
    if not _end_with_stops(lines, indented):
        return
    for last in indented:
        above = last
        while above >= 0 and last - above < _LINES and _is_short(lines, above):
            above -= 1
        if 0 <= above < last and _is_torn(lines, above) and not INNER.search(lines.ink[above + 1]):
            yield above


def _round_authors(lines: Lines) -> Iterator[int]:
    """Boundaries round the name of an author alone in a line, and above the headline that it stands below.

    What had room in the line above was broken off by no column.  A name is no word, its text begins below,
    and does not say it soon, as one that tells of a person does.
    """
    for i, ink in enumerate(lines.ink[:-1]):
        if i and len(ink) <= _LONGEST_NAME and _AUTHOR.fullmatch(ink) and _is_author(lines, i):
            yield i - 1
            yield i
            if i > 1 and _had_room(lines, i - 1):
                yield i - 2


def _is_author(lines: Lines, i: int) -> bool:
    """Whether a name stands below a headline and over the text of which it is no part."""
    above, name, then = lines.ink[i - 1], lines.ink[i], lines.ink[i + 1]
    if lines.last[i - 1] not in _ENDS or INNER.search(above) or opening(above) == "credit":
        return False
    if not any(lines.marked[i + 1 : i + 3]):
        return False  # one of many headlines read out together
    if not _had_room(lines, i) or is_signed(then) or (len(name) == _WORD and in_words(*name)):
        return False
    below = lines.at[i + 1], lines.at[min(i + _TOLD, len(lines))]
    return lines.body.find(name, *below) < 0


def _had_room(lines: Lines, i: int) -> bool:
    """Whether a line would have fitted into the one above, in the column of either or of two lines below.

    It goes on with no word of it.
    """
    room = max(lines.column[i - 1 : i + 3]) - lines.width[i - 1]
    return room >= lines.width[i] and not in_words(lines.ink[i - 1][-1], lines.ink[i][0])


def _end_with_stops(lines: Lines, indented: Collection[int]) -> bool:
    """Whether paragraphs end with a stop, as far as what stands right over another tells.

    Half of them at least have one, and hardly a short line below full ones has a comma alone.
    """
    ended = sum(lines.last[i] == "stop" for i in indented)
    lost = sum(lines.marked[i] and _is_short(lines, i) and i > 0 and _is_open(lines, i - 1) for i in indented)
    return 2 * ended >= len(indented) and lost <= _FEW_LOST * len(indented)


def _is_short(lines: Lines, i: int) -> bool:
    """Whether a line that is not set in and ends no sentence leaves room in its column."""
    return lines.lack[i] > SLACK and lines.indent[i] < INDENTED and lines.last[i] in _ENDS


def _is_torn(lines: Lines, i: int) -> bool:
    """Whether a line of running text reaches the edge of its column and breaks off between two words."""
    if not _is_open(lines, i):
        return False
    ink, then = lines.ink[i], lines.ink[i + 1]
    if not INNER.search(ink) or is_signed(then) or unclosed(ink)[0]:
        return False
    return not in_words(ink[-1], then[0])


def _is_open(lines: Lines, i: int) -> bool:
    """Whether a line reaches the edge of its column in mid-sentence."""
    lack = lines.lack[i] - lines.indent[i]
    return abs(lack) <= SLACK and lines.regular[i] in _COLUMNS and lines.last[i] in _ENDS
