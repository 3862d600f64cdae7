"""Lines of running text that break off: a passage behind them is lost.

In running text a line is full unless its paragraph ends.  What tells that a sentence breaks off is a line
that ends in mid-sentence too early, a line that begins inside another, or both; and what explains it without
a loss is a line elsewhere on the page on which the sentence goes on (`Halves.rest`).  A line that is too
short or too long among full ones lost what was inside it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from cleaner.core.chars import IDEOGRAPHIC, has_stops
from cleaner.core.pairs import affinity
from cleaner.core.pattern import lazy
from cleaner.repeats.ground import FULL_SLACK, MEASURE_LINES, width
from cleaner.repeats.halves import CARRIED, CREDIT, NO_TEAR, Halves, carried, is_piece, is_short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.repeats.ground import Ground

# Lines on either side of which one is full.
_NEAR: Final = 3
# A torn line is so many characters shorter than a full one near it.
_FEWER: Final = 2
# So many characters are too many to be lost to a number or a word that could not be broken.
_MANY_FEWER: Final = 4
# No line of running text is more than this much shorter (in characters) than the next.
_SHORTER: Final = 0.86
# A paragraph ends so.
_ENDS: Final = frozenset('。!?"…')
# A headline of two lines may end so.
_CALLS: Final = frozenset("!?")
# Captions and headlines are no longer.
_LONGEST_CAPTION: Final = 60
# Nor do they run into a third line with a comma in it.
_HEADLINE_LINES: Final = 2
# Lines that are so many columns wider than a full one are of other columns, or of several.
_WIDER: Final = 8
# Figures and foreign words, whose width differs from font to font, and the columns that one has about it.
_ASCII: Final = lazy(r"[0-9A-Za-z]+")
_ROOM: Final = 1
# Characters on either side that are searched: a book is no page.
_PAGE: Final = 10_000
# An address on the net, a telephone number.
_ADDRESS: Final = lazy(r"(?<![0-9A-Za-z@./:_-])[0-9A-Za-z@./:_-]{6,}$")
_PAUSES: Final = "。,"


def torn_lines(ground: Ground, *, parted: bool = False) -> Iterator[tuple[int, str]]:
    """Places where running text breaks off and is not taken up again, and what tells so.

    If the rest of a line stands elsewhere on the page, the text goes on there: a column was read in the wrong
    order, nothing is missing.

    Args:
        ground: the text.
        parted: columns of it stood side by side and were put below each other.  Their lines end early where
            they were parted, so two lines that do not read on must tell it together.
    """
    if not has_stops(ground.text):
        return
    halves = Halves(ground)
    kinds = _KINDS[:1] if parted else _KINDS
    found = {line: _said(halves, line, kinds) for line in _short_lines(ground)}
    found |= {line: _FOOT for line in _feet(ground) if _is_other_foot(halves, line)}
    if not parted:
        found |= {line: _INSIDE for line in _long_lines(ground) if _is_too_long(halves, line)}
    for line, evidence in sorted(found.items()):
        if evidence and halves.rest(line) is None:
            end = ground.starts[line + 1]
            yield _seam(ground, line) if evidence == _INSIDE else end, evidence


def _said(halves: Halves, line: int, kinds: tuple[_Kind, ...]) -> str | None:
    """What tells that a line breaks off, if anything does; a line of a column is short then."""
    if halves.ground.measure(line) is not None and not halves.is_short(line):
        return None
    return next((evidence for is_so, evidence in kinds if is_so(halves, line)), None)


def breaks_off(halves: Halves, offset: int) -> bool | None:
    """Whether the line that ends at an offset of the text breaks off, and its rest stands nowhere else.

    None where the line may be torn or not: lines are not broken to a measure, or little is missing to a full
    one.  A full line goes on elsewhere if some block begins in mid-sentence, or others end in full lines.
    """
    ground = halves.ground
    line = ground.line(bisect_left(ground.at, offset) - 1)
    measure, full = ground.measure(line), ground.full(line)
    if measure is None or full is None:
        return False if halves.has_foot(line) else None
    if ground.widths[line] >= full[not _ASCII.search(ground.lines[line])] - 1:
        return False if halves.has_tail() or halves.has_foot(line) else None
    if not is_short(ground, line, measure):
        return None
    return halves.rest(line) is None


def begins_text(halves: Halves, offset: int) -> bool:
    """Whether the line that begins at an offset of the text begins as running text does.

    It stands right behind one that ends a sentence, or is indented where paragraphs are.  Only where lines
    are broken to a measure: else lists and signatures stand so, too.
    """
    ground = halves.ground
    line = ground.line(bisect_left(ground.at, offset))
    if ground.measure(line) is None:
        return False
    return _is_behind_sentence(halves, line) or (ground.indents and ground.indented(ground.starts[line]))


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
        and lines[i][-1] not in NO_TEAR
        and (after > spacing or length <= near - _MANY_FEWER or _ends_there(ground, i + 1, near))
    ]


def _ends_there(ground: Ground, line: int, longest: int) -> bool:
    """Whether a line is short, ends a sentence or is indented: a paragraph ends or begins there."""
    text = ground.lines[line]
    return len(text) < _SHORTER * longest or text[-1] in _ENDS or ground.indented(ground.starts[line])


def _feet(ground: Ground) -> list[int]:
    """Lines that end a block in mid-sentence; cheap, for every line is asked."""
    return [
        line
        for line, after in enumerate(ground.spaces[1:])
        if after > ground.spacing and ground.lines[line][-1] not in NO_TEAR
    ]


def _long_lines(ground: Ground) -> list[int]:
    """Lines that are much longer than both lines beside them; cheap, for every line is asked."""
    lengths = list(map(len, ground.lines))
    beside = zip(lengths, lengths[1:], lengths[2:], strict=False)
    return [i for i, (a, length, b) in enumerate(beside, 1) if length - max(a, b) >= _MANY_FEWER]


# -- two lines that do not read on ---------------------------------------------------------------------------


def _is_seam(halves: Halves, line: int) -> bool:
    """Whether a short line and the next one are of running text and do not read on.

    The one carries on a full line, or begins a paragraph; the other begins inside a line.
    """
    ground, below = halves.ground, line + 1
    if not line or below == len(ground.lines) or ground.indented(ground.starts[below]):
        return False
    text, after, measure = ground.lines[line], ground.lines[below], ground.measure(line)
    room = _ROOM * len(_ASCII.findall(text))
    lack = _lack(ground, line) - room
    if measure is None or lack <= 2 * FULL_SLACK or not _is_one_column(ground, line, measure):
        return False
    if is_signed(text) or CREDIT.search(after) or _may_read_on(ground, line):
        return False
    block = ground.bare[ground.starts[_first(ground, line)] : ground.starts[below]]
    if _is_inner(halves, below):
        return _is_before_inner(halves, line, block)
    if _is_start(halves, line) or not _has_pause(block) or not _is_full(ground, line - 1, measure):
        return False
    return halves.has_no_start(below) or (lack > CARRIED and _is_end(halves, below))


def _is_before_inner(halves: Halves, line: int, block: str) -> bool:
    """Whether a line that ends a block is of running text, and no headline, before a line inside another.

    Two short lines before a full one are a headline of two lines, unless they have a pause.  Where a headline
    may stand before the head of a column that was read in another place, the pause is behind it.
    """
    ground, after = halves.ground, halves.lines[line + 1][:-1]
    if _is_sure_inner(halves, line + 1) and _is_running(halves, line, block):
        return True
    if ground.stops(ground.starts[line]):
        return _has_pause(block + after)
    if halves.is_apart(line):
        return _has_pause(after) and not halves.has_foot(line)
    return _has_pause(block) and _is_full(ground, line - 1, ground.measure(line) or 0)


def _is_start(halves: Halves, line: int) -> bool:
    """Whether a line begins a paragraph, as far as white space and stops tell."""
    return halves.is_apart(line) or halves.ground.stops(halves.ground.starts[line])


def _is_inner(halves: Halves, line: int) -> bool:
    """Whether a line begins inside another and is carried on."""
    return is_piece(halves.ground, line) and halves.runs_on(line)


def _is_sure_inner(halves: Halves, line: int) -> bool:
    """Whether a line begins inside another for sure: it is carried on by one that begins no paragraph.

    That shows where first lines differ from others; or a sentence ends inside the line.
    """
    ground, below = halves.ground, line + 1
    if not _is_inner(halves, line):
        return False
    if "。" in ground.lines[line][:-1]:
        return True
    return ground.first_lines is not None and halves.is_full(below)


def _is_running(halves: Halves, line: int, block: str) -> bool:
    """Whether a line is of running text: it carries on a full line, begins a paragraph, or has a pause."""
    ground = halves.ground
    start, measure = ground.starts[line], ground.measure(line)
    if _has_pause(block) or (ground.first_lines == "indented" and ground.indented(start)):
        return True
    return measure is not None and ground.flows(start) and _is_full(ground, line - 1, measure)


def _is_end(halves: Halves, line: int) -> bool:
    """Whether a line, with much missing above it, is the end of another paragraph, or inside one."""
    ground = halves.ground
    if is_piece(ground, line):
        return ground.stops(ground.starts[line + 1])
    return ground.first_lines is not None and halves.is_full(line) and halves.is_apart(line)


def _is_other_foot(halves: Halves, line: int) -> bool:
    """Whether a block ends in a full line in mid-sentence, and the next one begins inside another line."""
    ground, below = halves.ground, line + 1
    measure, text, after = ground.measure(line), ground.lines[line], ground.lines[below]
    if not line or measure is None or halves.is_short(line) or ground.widths[line] > measure + _WIDER:
        return False
    if is_signed(text) or CREDIT.search(after) or _may_read_on(ground, line):
        return False
    if halves.has_no_start(below):
        return True
    block = ground.bare[ground.starts[_first(ground, line)] : ground.starts[below]]
    if "," not in block or "," not in after[:-1] or ground.is_parted(ground.starts[line]):
        return False
    return _is_full(ground, line - 1, measure) and _is_inner(halves, below) and not halves.has_foot(line)


def _may_read_on(ground: Ground, line: int) -> bool:
    """Whether the characters on both sides of a line end stand together elsewhere, too."""
    return _stands_elsewhere(ground, ground.starts[line + 1])


def _stands_elsewhere(ground: Ground, place: int) -> bool:
    """Whether the characters on both sides of a place stand together elsewhere, too."""
    pair = ground.bare[place - 1 : place + 1]
    return ground.bare.count(pair, max(0, place - _PAGE), place + _PAGE) > 1


# -- one line that ends too early ----------------------------------------------------------------------------


def _is_torn(halves: Halves, line: int) -> bool:
    """Whether a line of running text breaks off."""
    ground = halves.ground
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
    if is_signed(block.split("。")[-1]) or _is_spread(ground, line):
        return False
    if _is_article(block) or (line - first >= _HEADLINE_LINES and "," in ground.lines[line]):
        return apart or ground.indented(end) or is_piece(ground, line + 1)
    if "," not in block or not _is_clause(ground, line, measure) or not is_piece(ground, line + 1):
        return False
    return first < line or ground.lines[line + 1][-1] not in _CALLS


def _is_early(halves: Halves, line: int) -> bool:
    """Whether a paragraph breaks off in its first lines.

    They are told from a headline: the first one is full, they have a pause, and they stand right behind a
    sentence.  What follows is apart, or a headline.
    """
    ground, below = halves.ground, line + 1
    measure = ground.measure(line)
    if measure is None or _lack(ground, line) <= 2 * FULL_SLACK:
        return False
    first = _first(ground, line)
    if not 0 < first < line or halves.begins_inside(below) or not _is_behind_sentence(halves, first):
        return False
    start = ground.starts[first]
    block = ground.bare[start : ground.starts[below]]
    if is_signed(block) or not _has_pause(block) or _is_spread(ground, line):
        return False
    if not _is_full(ground, first, measure) and not ground.indented(start):
        return False
    return halves.is_apart(below) or (halves.is_open(below) and halves.is_short(below))


def _is_sound(ground: Ground, line: int, measure: int) -> bool:
    """Whether a line carries on a full one or begins a paragraph: it lacks nothing at its own beginning.

    Lines that grow narrower one by one stand beside a picture.
    """
    start = ground.starts[line]
    if ground.indented(start) or not line:
        return True
    if ground.opens_block(start):
        return ground.breaks(start) <= ground.spacing and ground.lines[line - 1][-1] in NO_TEAR
    return _is_full(ground, line - 1, measure)


def _is_clause(ground: Ground, line: int, measure: int) -> bool:
    """Whether a line carries on a full one, or is of two clauses."""
    carries_on = line > 0 and _is_full(ground, line - 1, measure) and ground.flows(ground.starts[line])
    return carries_on or "," in ground.lines[line]


def _is_article(block: str) -> bool:
    """Whether a block is running text, and no headline, no caption.

    A sentence ends in it, or it is long and full of commas.
    """
    return "。" in block or (len(block) > _LONGEST_CAPTION and block.count(",") > 1)


# -- one line that lost what was inside it -------------------------------------------------------------------


def _is_too_short(halves: Halves, line: int) -> bool:
    """Whether much is missing to a full line inside a paragraph: the next line is full and begins none.

    That shows only where first lines differ from others.  A line that was stretched to the measure because
    the next word is long lacks nothing.
    """
    ground, below = halves.ground, line + 1
    measure, start, end = ground.measure(line), ground.starts[line], ground.starts[below]
    if measure is None or below == len(ground.lines) or ground.is_parted(end):
        return False
    if measure - ground.stretched(line) < 2 * _MANY_FEWER or not is_short(ground, line, measure):
        return False
    if ground.first_lines is None or ground.opens_block(start) or not _is_in_text(ground, line, measure):
        return False
    return ground.first_lines == "indented" or ground.widths[below] > measure - FULL_SLACK


def _is_too_long(halves: Halves, line: int) -> bool:
    """Whether a line inside a paragraph is too long, longer than any near it, and no two full ones.

    A foreign word that cannot be broken may make a line longer.
    """
    ground, below = halves.ground, line + 1
    full, end = ground.full(line), ground.starts[below]
    if full is None or ground.is_parted(end) or not _is_in_text(ground, line, full[1]):
        return False
    room = 2 * FULL_SLACK + max(map(len, _ASCII.findall(ground.lines[line])), default=0)
    near = ground.widths[max(0, line - MEASURE_LINES) : line] + ground.widths[below : line + MEASURE_LINES]
    if not max(near) + room < ground.widths[line] < 2 * full[0] - room:
        return False
    return _is_full(ground, below, full[1]) or ground.stops(ground.starts[below + 1])


def _is_in_text(ground: Ground, line: int, measure: int) -> bool:
    """Whether a line stands behind a full one of running text in one column, and is no credit."""
    block = ground.bare[ground.starts[_first(ground, line)] : ground.starts[line + 1]]
    if not _is_full(ground, line - 1, measure) or _is_spread(ground, line):
        return False
    return _is_article(block) and not is_signed(block.split("。")[-1])


def _seam(ground: Ground, line: int) -> int:
    """The likeliest place of a loss inside a line, where nothing but words can tell.

    The characters on both sides stand beside each other nowhere else on the page and in no word; of such
    places the middle one.  No half is longer than a full line.
    """
    start, end, most = ground.starts[line], ground.starts[line + 1], (ground.full(line) or (0, 0))[1]
    middle = ground.widths[line] / 2

    def unlikely(place: int) -> tuple[bool, bool, float]:
        head = width(ground.bare[start:place])
        first, second = ground.bare[place - 1], ground.bare[place]
        reads_on = (
            first < IDEOGRAPHIC or affinity(first, second) is not None or _stands_elsewhere(ground, place)
        )
        return max(head, ground.widths[line] - head) > most, reads_on, abs(head - middle)

    return min(range(start + 1, end + 1), key=unlikely)


# -- lines and blocks ----------------------------------------------------------------------------------------


def _lack(ground: Ground, line: int) -> int:
    """Columns that a line lacks to a full one and to what the next line begins with."""
    return (ground.measure(line) or 0) - ground.widths[line] - carried(ground, line + 1)


def _is_full(ground: Ground, line: int, measure: int) -> bool:
    """Whether a line is full, or a first line that is full but for its lost indent."""
    lost = ground.lost_indent if ground.is_parted(ground.starts[line]) else 0
    return -FULL_SLACK - lost <= ground.widths[line] - measure <= FULL_SLACK


def _is_spread(ground: Ground, line: int) -> bool:
    """Whether wide blanks stand in a line or near it: columns side by side, a table."""
    return any(map(ground.is_spread, range(max(0, line - 1), min(line + 3, len(ground.lines)))))


def _is_one_column(ground: Ground, line: int, measure: int) -> bool:
    """Whether the lines about one are of one column."""
    near = range(line - 1, min(line + 3, len(ground.lines)))
    if _is_spread(ground, line) or any(ground.widths[i] > measure + _WIDER for i in near):
        return False
    return all(abs((ground.measure(i) or 0) - measure) <= 2 * FULL_SLACK for i in (line - 1, line + 1))


def _is_behind_sentence(halves: Halves, line: int) -> bool:
    """Whether a line stands right behind one that ends a sentence."""
    return line > 0 and not halves.is_apart(line) and halves.ground.stops(halves.ground.starts[line])


def _first(ground: Ground, line: int) -> int:
    """The line that the block begins with to which a line belongs."""
    while line > 0 and not ground.opens_block(ground.starts[line]):
        line -= 1
    return line


def _has_pause(text: str) -> bool:
    return any(map(text.__contains__, _PAUSES))


_Kind = tuple[Callable[[Halves, int], bool], str]
_SEAM: Final = "a line ends early in mid-sentence, and the next one begins inside another line"
_ALONE: Final = "a line ends early in mid-sentence, and its rest stands nowhere on the page"
_FOOT: Final = "a block ends in mid-sentence, and the next one begins inside another line"
_INSIDE: Final = "a line inside a paragraph is too short or too long; the place in it is a guess"
_KINDS: Final[tuple[_Kind, ...]] = (
    (_is_seam, _SEAM),
    (_is_torn, _ALONE),
    (_is_early, _ALONE),
    (_is_too_short, _INSIDE),
)
BY_LINES: Final = frozenset((_SEAM, _ALONE, _FOOT, _INSIDE))
