"""The halves of torn lines: where the rest of a line that breaks off stands."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from cleaner.core.pattern import lazy
from cleaner.repeats.ground import FULL_SLACK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cleaner.repeats.ground import Ground

# A line of running text is no more than this much shorter (in characters) than the next.
SHORTER: Final = 0.86
# Lines of a caption that stands in the middle of a sentence.
_INSERTED: Final = 4
# The rest of a line is sought among so many torn ones on either side, so that the time stays bounded.
_REACH: Final = 50
# A paragraph ends so.
ENDS: Final = frozenset('。!?"…')
# No paragraph begins with these, as they stand in the text.
_NO_START: Final = frozenset(",.;:!?)%，。、；：！？）》〉】」』”’％")
# So many columns at most lack to a line that had no room for the last word of its paragraph.
_CARRIED: Final = 8
# A number, a foreign word: not broken between two lines.
_TOKEN: Final = lazy(r"[!-~]+")
CREDIT: Final = lazy(
    r"记者|記者|通讯员|通訊員|摄$|攝$|报道|報導|编辑|編輯|供图|供圖|文[／/]图|文[／/]圖|来源|來源|转载|轉載|[上下][转轉]"
)


def is_short(ground: Ground, line: int, measure: int) -> bool:
    """Whether a line lacks more to a full one than the number or foreign word that begins the next one."""
    follows = ground.lines[line + 1] if line + 1 < len(ground.lines) else ""
    token = _TOKEN.match(follows)
    return ground.widths[line] + (token.end() if token else 0) < measure - 2 * FULL_SLACK


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


def with_rest(ground: Ground, heads: Sequence[int], short: Sequence[int]) -> set[int]:
    """Those of the torn lines `heads` whose rest stands elsewhere, a column read in the wrong order.

    `short` are all lines that are not full; the rest of one that stands right behind it is no rest of a
    torn one far away.  A piece of a column that stands in another place tears two lines: what stands behind
    one is the rest of the other, and the rest of both is on the page.
    """
    last = len(ground.lines)
    behind = {line for head in short for line in range(head + 1, min(head + 1 + _INSERTED, last))}
    torn, found, taken = set(heads), set[int](), set[int]()
    for tail in sorted(behind):
        if (head := _head(ground, _near(ground, short, tail), tail, torn)) is not None:
            found.update({head, tail - 1})
            taken.add(tail)
    heads = [head for head in heads if head not in found]
    for tail in sorted(_tails(ground) - taken):
        own = [*_near(ground, short, tail), *_far(ground, heads, tail)]
        if (head := _head(ground, own, tail, torn)) is not None:
            found.update({head, tail - 1})
    left = [head + 1 for head in torn & found if head + 1 < last]
    return found | {
        head for tail in left for head in _far(ground, heads, tail) if _is_rest(ground, head, tail)
    }


def _head(ground: Ground, near: Sequence[int], tail: int, torn: Collection[int]) -> int | None:
    """The line that a line fits best as its rest, None if that is not torn."""
    own = [head for head in near if _is_rest(ground, head, tail)]
    best = min(
        own, key=lambda head: (_misfit(ground, head, tail), head not in torn, abs(tail - head)), default=None
    )
    return best if best in torn else None


def _near(ground: Ground, short: Sequence[int], tail: int) -> list[int]:
    """Lines right before a line that it may be the rest of."""
    first = bisect_left(short, tail - _INSERTED)
    return [head for head in short[first : bisect_left(short, tail)] if _is_behind(ground, head, tail)]


def _far(ground: Ground, heads: Sequence[int], tail: int) -> list[int]:
    """Torn lines anywhere on the page that a line may be the rest of."""
    if len(heads) == 1 and _may_be_whole(ground, tail):
        return []
    at = bisect_left(heads, tail)
    return [head for head in heads[max(0, at - _REACH) : at + _REACH] if head != tail - 1]


def _is_behind(ground: Ground, head: int, tail: int) -> bool:
    """Whether two lines may be one that was broken, or have something between them that is set off.

    A line that was broken at the foot of a column makes up exactly a full one with what is behind the break.
    Within a column a line may be wider than it looks, as figures have room about them, and the last word of
    the paragraph stand alone in the next; else a short one lost its end, even if the next would fill it.
    """
    parted = ground.breaks(ground.starts[tail]) > ground.spacing
    if tail > head + 1 or (parted and is_piece(ground, tail) and not _misfit(ground, head, tail)):
        return parted
    full = ground.full(head)
    carried = full is not None and full[0] - ground.widths[head] <= _CARRIED
    return carried and ground.stops(ground.starts[tail + 1])


def _tails(ground: Ground) -> set[int]:
    """Lines that begin in the middle of something, but for those that carry such a line on."""
    tails = {line for line in _block_heads(ground) if _begins_inside(ground, line)}
    return {line for line in tails if line - 1 not in tails or ground.spaces[line] > ground.spacing}


def has_tail(ground: Ground) -> bool:
    """Whether any block begins in the middle of something."""
    return any(_begins_inside(ground, line) for line in _block_heads(ground))


def _block_heads(ground: Ground) -> Iterator[int]:
    """Lines that do not carry on the one before: they are parted, or it is short or ends something."""
    lines, spacing = ground.lines, ground.spacing
    for line, (text, before, breaks) in enumerate(zip(lines[1:], lines, ground.spaces[1:], strict=False), 1):
        if before[-1] in ENDS or len(before) < SHORTER * len(text) or breaks > spacing:
            yield line


def _begins_inside(ground: Ground, line: int) -> bool:
    """Whether a line at the head of a block begins in the middle of something."""
    return _starts_inside(ground, line) or is_piece(ground, line)


def _may_be_whole(ground: Ground, line: int) -> bool:
    """Whether a piece may as well be a whole sentence.

    Columns in the wrong order tear at least two lines: the rest of the only one is no such piece, unless
    it stands right behind a caption or a page number.
    """
    return ground.stops(ground.starts[line + 1]) and not _starts_inside(ground, line)


def _starts_inside(ground: Ground, line: int) -> bool:
    """Whether a line starts with a mark that no paragraph starts with."""
    return ground.text[ground.at[ground.starts[line]]] in _NO_START


def _is_rest(ground: Ground, head: int, tail: int) -> bool:
    """Whether two lines may be the halves of one: a full line, or the last one of a paragraph."""
    here, there = ground.full(head), ground.full(tail)
    if here is None or there is None or abs(here[1] - there[1]) > 2 * FULL_SLACK:
        return False
    if ground.indented(ground.starts[tail]) or CREDIT.search(ground.lines[tail]):
        return False
    least, most = min(here[0], there[0]), max(here[1], there[1])
    if ground.is_parted(ground.starts[head]):
        least -= ground.lost_indent
    columns = ground.widths[head] + ground.widths[tail]
    last = tail != head + 1 and ground.stops(ground.starts[tail + 1]) and 2 * ground.widths[tail] < most
    return columns <= most + 1 and (last or columns >= least - 1)


def _misfit(ground: Ground, head: int, tail: int) -> int:
    """Columns by which the two halves of a line miss a full one."""
    full = ground.full(head)
    return abs((full[1] if full else 0) - ground.widths[head] - ground.widths[tail])


def _is_cut_off(ground: Ground, line: int) -> bool:
    """Whether a line is short and ends in mid-sentence."""
    return ground.is_short(line) and not ground.stops(ground.starts[line + 1])
