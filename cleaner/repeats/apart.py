"""Passages that stand again further on: jumps back, torn loops, paragraphs read twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from cleaner.repeats.cuts import Found
from cleaner.repeats.find import Pair
from cleaner.repeats.ground import FULL_SLACK
from cleaner.repeats.halves import is_piece
from cleaner.repeats.near import counts_on, is_worded, reads_on

if TYPE_CHECKING:
    from cleaner.repeats.ground import Ground
    from cleaner.repeats.verdict import Seam

# All lengths are characters without white space.
# A passage that breaks off where its other copy reads on.  Set phrases (37 characters on the sample pages,
# 66 elsewhere) do not end where a block is torn.
_BROKEN: Final = 44
# A jump back into the middle of an earlier sentence, read to the end of its paragraph: articles repeat the
# end of a sentence in up to 46 characters.
_JUMP: Final = 50
# A jump from between two clauses to between two clauses: that is how people repeat themselves too.
_PAUSED: Final = 100
# A whole paragraph that stands twice as one, and one whose other copy is part of something larger (a box
# that repeats a sentence of the article: 46 characters in the samples).
_PARAGRAPH: Final = 48
_EMBEDDED: Final = 64
# Two blocks end with fewer of the same characters by chance, and begin with fewer (`会议指出`).
_CHANCE: Final = 4
_CHANCES: Final = 9
# Misread characters this near the end of a block have no neighbours left to vouch for them; the others
# there do if they are a third of all, and no more than so many were lost or added.
_MISREAD: Final = 12
_THIRD: Final = 3
_LOST: Final = 3
# So many of the same characters, so near, show that a copy goes on behind a folio or a caption.
_ENOUGH: Final = 4
# Two line ends are in the same places of two copies by no chance.
_SURELY: Final = 2
_PAUSES: Final = frozenset("。,;")
_INSERTED: Final = 80


def judge_apart(ground: Ground, pair: Pair) -> Found | None:
    """Decide on two copies with other text between them: None if both stay."""
    pair = _snap(ground, pair)
    length = min(pair.a1 - pair.a0, pair.b1 - pair.b0)
    if not is_worded(ground.bare[pair.b0 : pair.b1]):
        return None
    a = _Copy(ground, pair.a0, pair.a1)
    b = _Copy(ground, pair.b0, pair.b1)
    if length < _BROKEN:
        return _spliced_in(a, b) or _spliced_in(b, a) or _edge_read_twice(a, b)
    return (
        _paragraph_twice(a, b, length)
        or _broken_off(a, b)
        or _jumped_back(a, b, length)
        or _jumped_to_a_stop(a, b, length)
        or _spliced_in(a, b)
        or _spliced_in(b, a)
    )


class _Copy:
    """One copy in its surroundings."""

    def __init__(self, ground: Ground, start: int, end: int) -> None:
        """See how the copy begins and ends."""
        self.start, self.end, self.ground = start, end, ground
        self.opens = ground.opens_block(start)
        self.closes = ground.ends_block(end)
        self.stops = ground.stops(end)
        self.mid = not self.opens and not ground.stops(start) and not ground.stops(start + 1)
        self.torn_in = self.mid and not ground.breaks(start)
        self.torn = ground.is_torn(end)
        self.pauses = ground.pauses(start)
        self.in_prose = ground.in_prose(start, end)

    def goes_on_like(self, other: _Copy) -> bool:
        """Whether this copy only seems to stop: a folio or a caption stands inside it."""
        more = self.ground.bare[other.end : other.end + _ENOUGH]
        return len(more) == _ENOUGH and more in self.ground.bare[self.end : self.end + _INSERTED]

    def away(self, kept: _Copy, rule: str) -> Found:
        """This copy goes; a copy that began in the middle of something leaves a gap there."""
        seam: Seam = "splice" if self.mid else "block"
        return Found(self.start, self.end, kept.start, rule, seam)


def _paragraph_twice(a: _Copy, b: _Copy, length: int) -> Found | None:
    """A whole paragraph stands a second time."""
    whole_a, whole_b = a.opens and a.closes, b.opens and b.closes
    if not (whole_a or whole_b) or length < (_PARAGRAPH if whole_a and whole_b else _EMBEDDED):
        return None
    if a.ground.is_verse(b.start, b.end) and whole_a and whole_b:
        return None
    if not a.ground.is_prose(b.start, b.end) or counts_on(a.ground, (a.start, a.end), (b.start, b.end)):
        return None
    if whole_b or b.torn_in or b.closes:
        return b.away(a, "paragraph_twice")
    return a.away(b, "paragraph_twice")


def _broken_off(a: _Copy, b: _Copy) -> Found | None:
    """One copy stops in mid-sentence while the other reads on."""
    if b.torn and not a.closes and b.in_prose and not b.goes_on_like(a):
        return b.away(a, "jump_back")
    if a.torn and not b.closes and a.in_prose and not a.goes_on_like(b):
        return a.away(b, "jump_back")
    return None


def _jumped_back(a: _Copy, b: _Copy, length: int) -> Found | None:
    """In mid-sentence the reader is back in an earlier one, and reads on to the end of that paragraph."""
    if not (b.torn_in and a.closes and b.closes) or length < _JUMP:
        return None
    if b.pauses and (a.pauses or not a.mid) and length < _PAUSED:
        return None
    return b.away(a, "jump_back")


def _jumped_to_a_stop(a: _Copy, b: _Copy, length: int) -> Found | None:
    """The same to the very end of a sentence, where nothing jars: what follows begins in mid-sentence.

    Where nothing follows the passage is longer than a sentence that people repeat.
    """
    ground = b.ground
    at_stop = ground.stops(b.start + 1) and not ground.stops(b.start) and not ground.breaks(b.start + 1)
    if not at_stop or a.opens or not (a.closes and b.closes and b.in_prose) or length < _PARAGRAPH:
        return None
    last = b.end >= len(ground.bare)
    if last and length < _EMBEDDED:
        return None
    if not last and not is_piece(ground, ground.line(b.end)):
        return None
    return Found(b.start, b.end, a.start, "jump_back", "splice")


def _spliced_in(kept: _Copy, gone: _Copy) -> Found | None:
    """The reader is in other lines in mid-line: the line that it was torn from is too short or too long.

    It writes these lines as they were broken before, while what people repeat is broken anywhere else.  One
    line end may be in the same place by chance.  If both copies stand so, the second one goes.
    """
    ground = gone.ground
    if (ground.breaks(gone.start) and not kept.torn_in) or _PAUSES.isdisjoint(
        ground.bare[kept.start : kept.end]
    ):
        return None
    breaks = _breaks_alike(kept, gone)
    if not breaks or not _sits_badly(gone):
        return None
    if _sits_badly(kept) and (kept.start > gone.start or breaks < _SURELY or not _is_full(gone)):
        return None
    in_mid_line = kept.torn_in or (ground.breaks(kept.start) and gone.torn_in)
    if breaks < _SURELY and not (in_mid_line and gone.in_prose):
        return None
    seam: Seam = "join" if reads_on(ground, gone.start, gone.end) else "splice"
    return Found(gone.start, gone.end, kept.start, "jump_back", seam)


def _edge_read_twice(a: _Copy, b: _Copy) -> Found | None:
    """Whole lines at a torn end of a column stand once more where the sentence goes on."""
    ground = b.ground
    if not (ground.breaks(a.start) and ground.breaks(b.start)) or not _breaks_alike(a, b):
        return None
    pauses = not _PAUSES.isdisjoint(ground.bare[a.start : a.end])
    if pauses and a.torn and b.opens and not b.closes:
        return Found(b.start, b.end, a.start, "read_twice", "block")
    return None


def _breaks_alike(one: _Copy, other: _Copy) -> int:
    """How many line ends are in two copies, if all are in the same places, but for what was lost or added."""
    bare = one.ground.bare
    first, second = (
        [place - copy.start for place in copy.ground.starts_within(copy.start, copy.end)]
        for copy in (one, other)
    )
    off = _LOST if bare[one.start : one.end] != bare[other.start : other.end] else 0
    alike = len(first) == len(second) and all(abs(x - y) <= off for x, y in zip(first, second, strict=True))
    return len(first) if alike else 0


def _is_full(copy: _Copy) -> bool:
    """Whether the lines that are whole in a copy are no short ones."""
    ground = copy.ground
    return not any(map(ground.is_short, range(ground.line(copy.start) + 1, ground.line(copy.end - 1))))


def _sits_badly(copy: _Copy) -> bool:
    """Whether a copy begins or ends inside a line that is clearly shorter or longer than a full one."""
    ground = copy.ground
    last = ground.is_parted(ground.starts[ground.line(copy.end - 1) + 1])
    return _is_odd(ground, copy.start) or (
        not last and not ground.breaks(copy.end) and _is_odd(ground, copy.end)
    )


def _is_odd(ground: Ground, place: int) -> bool:
    """Whether the line of a place is clearly shorter or longer than a full one, and than a first one."""
    line = ground.line(place)
    measure = ground.measure(line)
    lacks = 0 if measure is None else measure - ground.widths[line]
    return abs(lacks) > 2 * FULL_SLACK and abs(lacks - ground.lost_indent) > FULL_SLACK


def _snap(ground: Ground, pair: Pair) -> Pair:
    """The pair with its ends at the ends of blocks that lie a few characters further in or out.

    Further in: the block before happens to end, or the next one to begin, with the same characters.
    Further out: a character near the end of a block is misread.
    """
    a0, a1, b0, b1 = pair
    if ground.stops(b0 + 1) and not ground.stops(b0) and ground.breaks(b0 + 1):
        a0, b0 = a0 + 1, b0 + 1
    if not ground.opens_block(b0):
        inner = (i for i in range(1, _CHANCE) if ground.is_parted(a0 + i) and ground.is_parted(b0 + i))
        step = (
            _reach(ground.bare, _before(ground, a0), _before(ground, b0), (a0, b0)) or (next(inner, 0),) * 2
        )
        a0, b0 = a0 + step[0], b0 + step[1]
    if not ground.ends_block(b1):
        inner = (-i for i in range(1, _CHANCES) if ground.is_parted(a1 - i) and ground.is_parted(b1 - i))
        step = _reach(ground.bare, _after(ground, a1), _after(ground, b1), (a1, b1)) or (next(inner, 0),) * 2
        a1, b1 = a1 + step[0], b1 + step[1]
    return Pair(a0, a1, b0, b1)


def _before(ground: Ground, place: int) -> int:
    """The nearest start of a block before `place`, or the place itself."""
    near = range(place, max(0, place - _MISREAD) - 1, -1)
    return next((i for i in near if ground.is_parted(i)), place)


def _after(ground: Ground, place: int) -> int:
    """The nearest end of a block after `place`, or the place itself."""
    near = range(place, min(len(ground.bare), place + _MISREAD) + 1)
    return next((i for i in near if ground.is_parted(i)), place)


def _reach(bare: str, a: int, b: int, ends: tuple[int, int]) -> tuple[int, int] | None:
    """The way from the ends of a pair out to the ends of two blocks, if what lies between is alike."""
    x, y = (bare[min(p, e) : max(p, e)] for p, e in zip((a, b), ends, strict=True))
    if not x or not y or abs(len(x) - len(y)) > _LOST:
        return None
    alike = sum((Counter(x) & Counter(y)).values())
    return (a - ends[0], b - ends[1]) if _THIRD * alike >= max(len(x), len(y)) - 1 else None
