"""Headlines, leads and credits: what stands before and behind a body that two texts have in common.

A reprint has another headline, or another name under it.  Aligned with the old one it agrees here and there
by chance, and looks like many small differences, as between forms that are filled in with other facts.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from cleaner.archive.alignment import Difference
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# Another end has so many characters besides digits: names, which are facts, are shorter.
_SHORTEST: Final = 5
# So many characters of a body go on behind a headline, or come before a credit.
_BODY: Final = 60
_SENTENCE_END: Final = frozenset('.!?)"')
# What stands before these, or is listed with them, is a part of a sentence and no headline.
_WITHIN: Final = frozenset(",:;")
# A headline without a mark behind it may as well be what a form speaks of, the name of a company (natural
# logarithm).  Tried on 1,800 bodies with another headline, at 0 to 5 % misread characters, and 7,500 pairs of
# forms that begin with a name: of the first all but 1 % stay copies; without it 36 of the second would be.
_SUBJECT: Final = 1.5


class Parted(NamedTuple):
    """The differences of two texts: of their ends, one each at the most, and of the body between them.

    `form` is how much the ends speak for a form that is filled in anew (natural logarithm).
    """

    ends: list[Difference]
    body: list[Difference]
    form: float


def parted(a: str, b: str, differences: Sequence[Difference]) -> Parted:
    """Tell another headline, lead or credit from the differences in the body.

    >>> from cleaner.archive.alignment import differences
    >>> body = "市总工会昨日召开工作总结推进会,部署下半年十项重点任务." * 3
    >>> a, b = "全市工会工作再上台阶" + body, "工会部署今年八项任务" + body.replace("十项", "千项", 1)
    >>> found = parted(a, b, differences(a, b))
    >>> [a[end.start : end.end] for end in found.ends], len(found.body)
    (['全市工会工作再上台阶'], 1)
    """
    body, ends, form = list(differences), [], 0.0
    if (head := _dense(a, b, body)) is not None:
        closed = not _SENTENCE_END.isdisjoint((a[head.end - 1], b[head.other_end - 1], a[head.end]))
        within = [d for d in body if d.end <= head.end]
        if closed or not _is_within_sentence(a, head, within):
            ends, body, form = [head], body[len(within) :], 0.0 if closed else _SUBJECT
    tail = _dense(a[::-1], b[::-1], [_mirrored(a, b, found) for found in reversed(body)])
    if tail is not None and a[-tail.end - 1] in _SENTENCE_END:
        last = _mirrored(a, b, tail)
        ends, body = [*ends, last], [d for d in body if d.start < last.start]
    return Parted(ends, body, form)


def _dense(a: str, b: str, found: Sequence[Difference]) -> Difference | None:
    """The beginning of two texts in which more differs than not, as one difference, if it may be an end."""
    score = best = at = 0
    dense: list[Difference] = []
    for number, one in enumerate(found, 1):
        score += max(one.end - one.start, one.other_end - one.other_start) - (one.start - at)
        at = one.end
        if score > best:
            best, dense = score, list(found[:number])
    if not dense:
        return None
    sides = (
        "".join(a[d.start : d.end] for d in dense), "".join(b[d.other_start : d.other_end] for d in dense)
    )  # fmt: skip
    end, other_end = dense[-1].end, dense[-1].other_end
    names = max(sum(not char.isdigit() for char in side) for side in sides)
    if names < _SHORTEST or min(len(a) - end, len(b) - other_end) < _BODY:
        return None
    return Difference(0, end, 0, other_end)


def _is_within_sentence(a: str, head: Difference, parts: Sequence[Difference]) -> bool:
    """Whether a beginning is a list, or is followed by a mark, in both texts."""
    joints = (a[first.end : second.start] for first, second in pairwise(parts))
    return not _WITHIN.isdisjoint("".join(joints) + a[head.end])


def _mirrored(a: str, b: str, found: Difference) -> Difference:
    """The same difference in texts that are read from their ends."""
    return Difference(
        len(a) - found.end, len(a) - found.start, len(b) - found.other_end, len(b) - found.other_start
    )
