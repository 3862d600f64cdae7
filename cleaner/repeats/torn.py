"""Lines of running text that break off: a passage behind them is lost."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from cleaner.core.pattern import lazy
from cleaner.repeats.ground import FULL_SLACK
from cleaner.repeats.halves import CREDIT, ENDS, SHORTER, has_tail, is_piece, is_short, with_rest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.repeats.ground import Ground

# Lines on either side of which one is full.
_NEAR: Final = 3
# A torn line is so many characters shorter than a full one near it.
_FEWER: Final = 2
# So many characters are too many to be lost to a number or a word that could not be broken.
_MANY_FEWER: Final = 4
# Lines that end so are no torn ones: a sentence or a list's lead ends, a quotation closes.
_NO_TEAR: Final = frozenset('。.!?:;)"-…')
# Captions and headlines are no longer.
_LONGEST_CAPTION: Final = 60
# Nor do they run into a third line with a comma in it.
_HEADLINE_LINES: Final = 2
# Figures and foreign words, whose width differs from font to font.
_ASCII: Final = lazy(r"[0-9A-Za-z]")
# An address on the net, a telephone number.
_ADDRESS: Final = lazy(r"[0-9A-Za-z@./:_-]{6,}$")


def torn_lines(ground: Ground) -> Iterator[int]:
    """Places where running text breaks off inside a line and is not taken up again: a passage is lost.

    In running text a line is full unless its paragraph ends.  A short one in mid-sentence is torn if a
    block ends there, or if the line after it is the rest of another torn line.  If the rest of that very
    line stands elsewhere on the page (the two make up one full line), the text goes on there: a column
    was read in the wrong order, nothing is missing.
    """
    short = _short_lines(ground)
    heads = [line for line in short if _is_torn(ground, line)]
    rested = with_rest(ground, heads, short) if heads else ()
    for line in heads:
        if line not in rested:
            yield ground.starts[line + 1]


def breaks_off(ground: Ground, offset: int) -> bool | None:
    """Whether the line that ends at an offset of the text breaks off, and its rest stands nowhere else.

    None where the line may be torn or not: lines are not broken to a measure, or little is missing to a full
    one.  A full line goes on elsewhere if some block begins in mid-sentence.
    """
    line = ground.line(bisect_left(ground.at, offset) - 1)
    measure, full = ground.measure(line), ground.full(line)
    if measure is None or full is None:
        return None
    if ground.widths[line] >= full[not _ASCII.search(ground.lines[line])] - 1:
        return False if has_tail(ground) else None
    if not is_short(ground, line, measure):
        return None
    short = sorted({*_short_lines(ground), line})
    return line not in with_rest(ground, [i for i in short if i == line or _is_torn(ground, i)], short)


def is_signed(text: str) -> bool:
    """Whether a text ends in a credit or an address."""
    return CREDIT.search(text) is not None or _ADDRESS.search(text) is not None


def _short_lines(ground: Ground) -> list[int]:
    """Lines that end in mid-sentence and are shorter than one near them; cheap, for every line is asked.

    They end a block, or the next line is as short, or ends a sentence, or much is missing.
    """
    lines, spacing = ground.lines, ground.spacing
    lengths = list(map(len, lines))
    padded = [*[0] * _NEAR, *lengths, *[0] * _NEAR]
    longest = map(max, *(padded[shift:] for shift in range(2 * _NEAR + 1)))
    followed = [*ground.spaces[1:], spacing + 1]
    return [
        i
        for i, (length, near, after) in enumerate(zip(lengths, longest, followed, strict=False))
        if (length <= near - _FEWER or (after > spacing and "。" in lines[i]))
        and lines[i][-1] not in _NO_TEAR
        and (after > spacing or length <= near - _MANY_FEWER or _ends_there(ground, i + 1, near))
    ]


def _ends_there(ground: Ground, line: int, longest: int) -> bool:
    """Whether a line is short, ends a sentence or is indented: a paragraph ends or begins there."""
    text = ground.lines[line]
    return len(text) < SHORTER * longest or text[-1] in ENDS or ground.indented(ground.starts[line])


def _is_torn(ground: Ground, line: int) -> bool:
    """Whether a line of running text breaks off."""
    end, measure = ground.starts[line + 1], ground.measure(line)
    apart = ground.breaks(end) > ground.spacing
    if measure is None:
        text = ground.lines[line]
        return apart and "。" in text and not ground.is_spread(line) and not is_signed(text.split("。")[-1])
    if ground.is_parted(ground.starts[line]):
        measure -= ground.lost_indent
    if not is_short(ground, line, measure) or not _is_sound(ground, line, measure):
        return False
    first = _first(ground, line)
    block = ground.bare[ground.starts[first] : end]
    near = range(max(0, line - 1), min(line + 3, len(ground.lines)))
    if is_signed(block.split("。")[-1]) or any(map(ground.is_spread, near)):
        return False
    if _is_article(block) or (line - first >= _HEADLINE_LINES and "," in ground.lines[line]):
        return apart or ground.indented(end) or is_piece(ground, line + 1) or _runs_on(ground, line, measure)
    return "," in block and _is_clause(ground, line, measure) and is_piece(ground, line + 1)


def _runs_on(ground: Ground, line: int, measure: int) -> bool:
    """Whether much is missing to a full line inside a paragraph: the next line is full and begins none.

    That shows only where first lines differ from others.  A line that was stretched to the measure because
    the next word is long lacks nothing.
    """
    end, missing = ground.starts[line + 1], measure - ground.stretched(line)
    if line + 1 == len(ground.lines) or ground.opens_block(ground.starts[line]) or missing < 2 * _MANY_FEWER:
        return False
    if ground.first_lines is None or ground.indented(end):
        return False
    return ground.first_lines == "indented" or ground.widths[line + 1] > measure - FULL_SLACK


def _is_sound(ground: Ground, line: int, measure: int) -> bool:
    """Whether a line carries on a full one or begins a paragraph: it lacks nothing at its own beginning.

    Lines that grow narrower one by one stand beside a picture.
    """
    start = ground.starts[line]
    if ground.indented(start) or not line:
        return True
    if ground.opens_block(start):
        return ground.breaks(start) <= ground.spacing and ground.lines[line - 1][-1] in _NO_TEAR
    return _is_full(ground, line - 1, measure)


def _is_clause(ground: Ground, line: int, measure: int) -> bool:
    """Whether a line carries on a full one, or is of two clauses."""
    carries_on = line > 0 and _is_full(ground, line - 1, measure) and ground.flows(ground.starts[line])
    return carries_on or "," in ground.lines[line]


def _is_full(ground: Ground, line: int, measure: int) -> bool:
    """Whether a line is full, or a first line that is full but for its lost indent."""
    lost = ground.lost_indent if ground.is_parted(ground.starts[line]) else 0
    return -FULL_SLACK - lost <= ground.widths[line] - measure <= FULL_SLACK


def _first(ground: Ground, line: int) -> int:
    """The line that the block begins with to which a line belongs."""
    while line > 0 and not ground.opens_block(ground.starts[line]):
        line -= 1
    return line


def _is_article(block: str) -> bool:
    """Whether a block is running text, and no headline, no caption.

    A sentence ends in it, or it is long and full of commas.
    """
    return "。" in block or (len(block) > _LONGEST_CAPTION and block.count(",") > 1)
