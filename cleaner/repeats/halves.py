"""The halves of torn lines: where the rest of a line that breaks off stands."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from cleaner.core.pattern import lazy
from cleaner.repeats.ground import FULL_SLACK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.repeats.ground import Ground

# A line of running text is no more than this much shorter (in characters) than the next.
SHORTER: Final = 0.86
# Lines of a caption that stands in the middle of a sentence.
_INSERTED: Final = 4
# The rest of a line is sought among so many torn ones on either side, so that the time stays bounded.
_REACH: Final = 50
# A paragraph ends so.
ENDS: Final = frozenset('。!?"…')
# No paragraph begins with these.
_NO_START: Final = frozenset(",。;:!?)》〉】」』%")
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
    if line >= len(ground.lines) or ground.indented(ground.starts[line]) or CREDIT.search(ground.lines[line]):
        return False
    measure, end = ground.measure(line), ground.starts[line + 1]
    if measure is None or not is_short(ground, line, measure - ground.lost_indent + FULL_SLACK):
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
    tails = {line for line in range(1, last) if _is_tail(ground, line)}
    torn, found = set(heads), set[int]()
    for tail in sorted(behind | tails):
        near = _near(ground, short, tail) if tail in behind else []
        far = _far(ground, heads, tail) if tail in tails else []
        own = [head for head in (*near, *far) if _is_rest(ground, head, tail)]
        fits = ((_misfit(ground, head, tail), head not in torn, abs(tail - head), head) for head in own)
        best = min(fits, default=(0, True, 0, 0))
        if not best[1]:
            found.update({best[-1], tail - 1})
    left = [head + 1 for head in torn & found if head + 1 < last]
    return found | {
        head for tail in left for head in _far(ground, heads, tail) if _is_rest(ground, head, tail)
    }


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
    """Whether two lines are one that was broken, or have something between them that is set off."""
    count = ground.breaks(ground.starts[tail])
    if tail > head + 1:
        return count > ground.spacing
    return count <= ground.spacing + is_piece(ground, tail)


def _is_tail(ground: Ground, line: int) -> bool:
    """Whether a line stands at the head of a block and begins in the middle of something."""
    text, before = ground.lines[line], ground.lines[line - 1]
    carries_on = before[-1] not in ENDS and len(before) >= SHORTER * len(text)
    if carries_on and ground.spaces[line] <= ground.spacing:
        return False
    return text[0] in _NO_START or is_piece(ground, line)


def has_tail(ground: Ground) -> bool:
    """Whether any block begins in the middle of something."""
    return any(_is_tail(ground, line) for line in range(1, len(ground.lines)))


def _may_be_whole(ground: Ground, line: int) -> bool:
    """Whether a piece may as well be a whole sentence.

    Columns in the wrong order tear at least two lines: the rest of the only one is no such piece, unless
    it stands right behind a caption or a page number.
    """
    return ground.stops(ground.starts[line + 1]) and ground.lines[line][0] not in _NO_START


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
