"""Columns whose lines take turns without a gutter: which line goes on where is told by the text alone.

Extractors that go down a page row by row print a few lines of the first column, then of the second, and so
on.  Within one column the order is right, so a page is a shuffle of its columns, like cards: the lines are
dealt to columns so that each best continues the one it is put on, and the columns take their turns.
"""

from __future__ import annotations

from heapq import nlargest
from itertools import accumulate, islice, pairwise
from math import floor
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from cleaner.core.chars import BLANK, CHINESE, HAN
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.layout.columns_strip import ENDS, KNOWN_PAIR, MIN_LINE, PAUSES, Links, beside, measure, strips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.layout.columns_strip import Strip

# Columns take turns where, of so many blocks in a row, so many are full lines torn in mid-sentence, and
# hardly any two characters that meet at the tears stand together anywhere else (40 % do in true order).
WINDOW = 12
MIN_TORN = 9
MAX_KNOWN = 0.2
SAMPLE = 60
# And where more of those that would meet if some blocks were skipped stand together elsewhere than chance
# has it: 5 to 13 % where columns take turns, otherwise up to 2 %.
SKIPS = range(2, 7)
MIN_SKIPPED = 0.03
BLOCKS = 150
# Or where of so many line ends at the top of a page hardly any is known, but more are if lines are skipped.
JUMBLED = 20
JUMBLED_TEXT = 1500
MAX_JUMBLED = 0.16
# Lines that a recogniser read again and again meet others as those of columns do: more than this share of
# the lines are there once more.
MAX_AGAIN = 0.1
# Or where so many lines hold two columns with one blank between them.
MIN_BESIDE = 5
_TORN = lazy(rf"[{HAN}，、][{HAN}]")
_MEET = lazy(f"[{HAN}]{{2}}")
_BLANK_LINES = lazy(rf"\n[{BLANK}\r]*\n[\s{BLANK}]*")
_PAIR = lazy(f" (?=[{CHINESE}]{{4}})(?<=[{CHINESE}]{{4}} )")

# What it costs to leave the order in which the columns take their turns, in the unit of the links.
SKIP = 0.8  # one column is passed over
DROP = 0.5  # it has ended
DROP_TORN = 2.0  # in mid-sentence
NEW = 2.5  # another one begins
NEXT = 1.0  # right behind one that has just begun
COLUMNS = 8  # a newspaper page has no more
WAYS = 16  # ways to deal that are followed at a time
# A stretch is put in order if its links speak for it so much more than those of the source order do, and
# so many of them are sure.  Pages in true order reach 3; pages whose columns take turns, 30 to 150.
MIN_GAIN = 12.0
MIN_SURE = 5
REACH = 60  # lines: no turn takes longer


class Weave(NamedTuple):
    """The strips of a text, and the stretches to put in order: each its columns, strip by strip."""

    strips: list[Strip]
    stretches: list[list[list[int]]]


class _Way(NamedTuple):
    """A way to deal: its score, the last strips of the columns in the order of their turns, all links."""

    score: float
    tails: tuple[int, ...]
    links: _Link | None
    fresh: bool = False  # the last block began a column


class _Link(NamedTuple):
    """Strip `number` continues strip `previous`, or begins a column (-1)."""

    number: int
    previous: int
    before: _Link | None


_Option: TypeAlias = tuple[float, tuple[int, ...], int, bool, _Link | None]
"""Where the next strip may go: the score, the last strips of the columns, the one that it was put on (-1 for
none), whether a column began, the links before."""


def woven(text: str) -> Weave | None:
    """The stretches of a text in which columns take turns, with their columns in reading order."""
    torn = text.count("\n") >= MIN_TORN and (_is_torn(text) or _is_jumbled(text))
    if not (torn or _has_pairs(text)):
        return None
    lines = strips(text)
    if _is_loop(text, lines) or (
        not torn and sum(beside(text, a, b) for a, b in pairwise(lines)) < MIN_BESIDE
    ):
        return None
    links = Links(text, lines)
    stretches = list(_stretches(links, _deal(links)))
    return Weave(lines, stretches) if stretches else None


def _is_loop(text: str, lines: Sequence[Strip]) -> bool:
    """Whether a recogniser went round: many lines stand there again, and meet others wherever they stand."""
    inks = [text[line.start : line.end] for line in lines if line.end - line.start > MIN_LINE]
    return len(inks) - len(set(inks)) > MAX_AGAIN * len(inks)


def _has_pairs(text: str) -> bool:
    """A cheap look at the single blanks: whether lines may hold two columns."""
    return text.count(" ") >= MIN_BESIDE and sum(1 for _ in _PAIR.finditer(text)) >= MIN_BESIDE


def _is_torn(text: str) -> bool:
    """A cheap look at the blank lines: whether columns may take turns."""
    meets: list[str | None] = []
    for match in _BLANK_LINES.finditer(text):
        start, end = match.span()
        start -= text[start - 1] == "\r"
        meet = text[start - 1 : start] + text[end : end + 1]
        full = start - text.rfind("\n", 0, start) > MIN_LINE and text.find("\n", end, end + MIN_LINE) < 0
        meets.append(meet if full and _TORN.fullmatch(meet) else None)
    torn = [0, *accumulate(meet is not None for meet in meets)]
    if max(high - low for low, high in zip(torn, [*torn[WINDOW:], torn[-1]], strict=False)) < MIN_TORN:
        return False
    found = [meet for meet in meets if meet][:SAMPLE]
    if _are_known(found, text, MAX_KNOWN):
        return False
    blocks = [block for block in map(str.strip, _BLANK_LINES.split(text)) if len(block) > MIN_LINE]
    return _runs_on_below(text, blocks[:BLOCKS])


def _is_jumbled(text: str) -> bool:
    """A cheap look at the line ends: whether single lines may take turns.

    Of the characters that meet between full lines at the top of a page, few stand together elsewhere, and
    of those that would meet if some lines were skipped, more do than chance has it.
    """
    found = map(str.strip, text[:JUMBLED_TEXT].split("\n"))
    full = [line for line in found if len(line) > MIN_LINE]
    meets = _meets(full, 1)
    if len(meets) < JUMBLED or _are_known(meets, text, MAX_JUMBLED):
        return False
    return _runs_on_below(text, full)


def _are_known(meets: Sequence[str], text: str, share: float) -> bool:
    """Whether more than a share of what meets is in a text; it is looked for until that is certain."""
    known = (meet for meet in meets if meet in text)
    return sum(1 for _ in islice(known, floor(share * len(meets)) + 1)) > share * len(meets)


def _runs_on_below(text: str, parts: Sequence[str]) -> bool:
    """Whether the parts of a text run on a few parts below more often than chance has it."""
    meets = [meet for skip in SKIPS for meet in _meets(parts, skip)]
    return _are_known(meets, text, MIN_SKIPPED)


def _meets(full: Sequence[str], skip: int) -> list[str]:
    """Where lines meet the one so many below with two ideographs: these."""
    pairs = (above[-1] + below[0] for above, below in zip(full, full[skip:], strict=False))
    return [pair for pair in pairs if _MEET.fullmatch(pair)]


# -- dealing -------------------------------------------------------------------------------------------


def _deal(links: Links) -> list[int]:
    """The strip that each strip continues (-1 for none) in the best way found."""
    ways = [_Way(0.0, (), None)]
    ends = [DROP if links.text[line.end - 1] in ENDS else DROP_TORN for line in links.lines]
    for number in range(len(links.lines)):
        best: dict[tuple[int, ...], _Option] = {}
        for way in ways:
            for option in _options(links, ends, way, number):
                other = best.get(option[1])
                if other is None or other[0] < option[0]:
                    best[option[1]] = option
        ways = [
            _Way(score, tails, _Link(number, tail, links_before), fresh)
            for score, tails, tail, fresh, links_before in nlargest(WAYS, best.values(), key=itemgetter(0))
        ]
    previous = [-1] * len(links.lines)
    link = ways[0].links
    while link:
        previous[link.number] = link.previous
        link = link.before
    return previous


def _options(links: Links, ends: Sequence[float], way: _Way, number: int) -> Iterator[_Option]:
    """Put a strip on each of the columns, or begin a new one.

    `ends` has what it costs that a column ends with a strip.
    """
    lines = links.lines
    score, tails, before, fresh = way
    stay = links.stay if number and lines[number - 1].block == lines[number].block else 0.0
    dropped = 0.0
    for turn, tail in enumerate(tails):
        gain = score + links.score(tail, number)
        behind = (*tails[turn + 1 :], number)
        if stay and tail == number - 1:
            yield gain + stay, tails[:turn] + behind, tail, fresh, before
        else:
            yield gain - stay - SKIP * turn, tails[:turn] + behind, tail, False, before
            if turn:
                yield gain - stay - dropped, behind, tail, False, before
        dropped += ends[tail]
    yield score - (NEXT if fresh else NEW) - stay, (*tails, number)[-COLUMNS:], -1, True, before


# -- stretches -----------------------------------------------------------------------------------------


def _stretches(links: Links, previous: Sequence[int]) -> Iterator[list[list[int]]]:
    """The stretches in which columns take turns, each as its columns in reading order."""
    cuts = [0, *_cuts(links, previous), len(links.lines)]
    for low, high in pairwise(cuts):
        for columns in _overlapping(_columns(previous, low, high)):
            if len(columns) > 1 and _is_sure(links, columns):
                yield columns


def _columns(previous: Sequence[int], low: int, high: int) -> list[list[int]]:
    """The columns of strips low..high (half-open) by the place where they begin."""
    columns: dict[int, list[int]] = {}  # by their last strip
    for number in range(low, high):
        columns[number] = columns.pop(previous[number], [])
        columns[number].append(number)
    return sorted(columns.values())


def _overlapping(columns: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    """Groups of columns that take turns."""
    group: list[list[int]] = []
    last = -1
    for column in columns:
        if group and column[0] > last:
            yield group
            group = []
        group.append(column)
        last = max(last, column[-1])
    if group:
        yield group


def _cuts(links: Links, previous: Sequence[int]) -> Iterator[int]:
    """Where all columns end: at a page break, and at a headline over which no link has evidence."""
    lines, text = links.lines, links.text
    usual = measure(lines)
    following = {before: number for number, before in enumerate(previous)}
    for number in range(1, len(lines)):
        before, after = previous[number], following.get(number, -1)
        if "\f" in text[lines[number - 1].end : lines[number].start]:
            yield number
        elif (
            _may_be_headline(text, lines, number, usual)
            and (before < 0 or links.score(before, number) <= 1)
            and (after < 0 or links.score(number, after) <= 1)
        ):
            over = enumerate(previous[number : number + REACH], number)
            if sum(links.score(a, b) for b, a in over if 0 <= a < number) <= 0:
                yield number


def _may_be_headline(text: str, lines: Sequence[Strip], number: int, usual: int) -> bool:
    """A line that begins a block, has no stop and is no full line (two less: one with its indent lost)."""
    line = lines[number]
    last = text[line.end - 1]
    spaced = line.end - line.start > 1.5 * line.width and line.width < usual  # to fill the measure
    return not (
        line.block == lines[number - 1].block
        or last in ENDS
        or last in PAUSES
        or usual - 2 <= line.width <= usual
        or spaced
    )


def _is_sure(links: Links, columns: Sequence[Sequence[int]]) -> bool:
    """Whether the links of the columns speak clearly against the order of the source."""
    dealt = {link for column in columns for link in pairwise(column)}
    plain = set(pairwise(sorted(number for column in columns for number in column)))
    gains = [links.score(*link) for link in dealt - plain]
    losses = [links.score(*link) for link in plain - dealt]
    return sum(gains) - sum(losses) >= MIN_GAIN and sum(gain > KNOWN_PAIR - 1 for gain in gains) >= MIN_SURE
