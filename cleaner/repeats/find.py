"""Find the passages that a text holds twice, exact or with misread characters."""

from __future__ import annotations

from operator import eq
from typing import TYPE_CHECKING, Final

from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Eight characters of Chinese are seldom the same by chance; copies with 5 % of their characters
# misread still agree in runs of about twenty.
SEED: Final = 8
# Seeds of fewer different characters are rules, dots and blanks of forms.
_VARIETY: Final = 4
# Shorter runs are set phrases: nobody asks what else they agree in.  Noisy copies have longer runs somewhere.
_BRIDGE: Final = 16
# Characters that must agree after a misread one, and at the end of a passage after the last misread one.
_SYNC: Final = 4
_LAST: Final = 6
# A reader loses one character; where two or more are lost at once two people wrote alike, unless so many
# characters agree on either side.
_REWORDED: Final = 24
_MARKS: Final = frozenset("。,;:!?")
# So many characters in a row are not misread; fewer are.
_WORD: Final = 3
# Of two copies with 5 % misread characters each one in ten differs; beyond one in five they are two texts.
_NOISE: Final = 5
# Positions kept in the index: it is emptied when full, so memory stays bounded on any input, and copies
# that stand further apart than this many different seeds are not found.
_INDEX: Final = 1_000_000

# Places whose eight characters are read as one number each: every fourth, in bytes of two a character; and
# the bits by which the second half of a seed is shifted onto the first.
_STEP: Final = 4
_HALF: Final = 63

# Lengths compared at a time.
_WINDOW: Final = 2048
# After so many agreeing characters four more after a misread one are no chance.
_LONG: Final = 60
# So many misread characters near the start of a passage are forgiven whatever their share.
_FREE: Final = 2
_REACH: Final = 16

_STEPS: Final = sorted(
    ((x, y) for x in range(9) for y in range(9) if x + y and abs(x - y) <= 3),  # noqa: PLR2004
    key=lambda step: (max(step), abs(step[0] - step[1])),
)


class Pair(NamedTuple):
    """Two copies of a passage as places of the bare text; `a` stands first, the two may overlap."""

    a0: int
    a1: int
    b0: int
    b1: int


def find(bare: str) -> list[Pair]:
    """Every passage that stood before in `bare`, in the order of the second copies.

    A text that goes round a loop n times is one pair whose second copy is n - 1 rounds long.

    >>> find("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳，东南西北，甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳。")
    [Pair(a0=0, a1=16, b0=22, b1=38)]
    """
    pairs: list[Pair] = []
    known = 0
    back = bare[::-1]
    for a, b in _seeds(bare):
        if b >= known and len(set(bare[b : b + SEED])) >= _VARIETY and not _is_phrase(bare, a, b):
            pair = _extend(bare, back, a, b)
            if pair.b1 - pair.b0 >= _BRIDGE or pair.a1 >= pair.b0:
                pairs.append(pair)
                known = max(known, pair.b1 - SEED + 1)
    return pairs


def _is_phrase(bare: str, a: int, b: int) -> bool:
    """Whether a seed is all that agrees, or little more, and its copy is not next to it: most seeds are."""
    return (
        b - a > _BRIDGE
        and bare[a + SEED : a + _BRIDGE] != bare[b + SEED : b + _BRIDGE]
        and (a == 0 or bare[a - 1] != bare[b - 1])
    )


def _seeds(bare: str) -> Iterator[tuple[int, int]]:
    """(place of the first occurrence, place) of every eight characters that occurred before."""
    first: dict[str, int] = {}
    remember = first.setdefault
    last = len(bare) - SEED + 1
    for block in range(0, last, _INDEX):
        first.clear()
        for i in _again(bare, block, min(block + _INDEX, last)):
            if (j := remember(bare[i : i + SEED], i)) != i:
                yield j, i


def _again(bare: str, start: int, end: int) -> Iterable[int]:
    """Places from `start` to `end` whose eight characters may stand there twice; mostly there are none.

    Hashes of eight characters are the second four laid over the first, for all places at once: in one
    number of the whole text, which is then read as numbers of 64 bits.  Shifted by less than four characters
    the two halves do not cancel out; the bit that is lost matters little, since equal hashes prove nothing.
    """
    raw = bare[start : end + SEED - 1].encode("utf-16-le", "surrogatepass")
    size = end - start
    if len(raw) != 2 * (size + SEED - 1):
        return range(start, end)  # characters beyond the basic plane are two there
    whole = int.from_bytes(raw, "little")
    laid_over = memoryview((whole ^ whole >> _HALF).to_bytes(len(raw), "little"))
    hashes = [0] * size
    for first in range(_STEP):
        count = len(range(first, size, _STEP))
        hashes[first::_STEP] = laid_over[2 * first :][: 8 * count].cast("Q").tolist()
    if len(set(hashes)) == size:
        return ()
    known: set[int] = set()
    remember = known.add
    again = {code for code in hashes if code in known or remember(code)}
    return [i for i, code in enumerate(hashes, start) if code in again]


def _extend(bare: str, back: str, a: int, b: int) -> Pair:
    """The longest passage round a seed at `a` and `b`; `back` is the bare text read backwards."""
    a1, b1, size = a, b, len(bare)
    while (step := _agree(bare[a1 : a1 + _WINDOW], bare[b1 : b1 + _WINDOW], b1 - b, b1 - a1)) != (0, 0):
        a1, b1 = a1 + step[0], b1 + step[1]
    while (
        step := _agree(
            back[size - a : size - a + _WINDOW], back[size - b : size - b + _WINDOW], b1 - b, b - a
        )
    ) != (0, 0):
        a, b = a - step[0], b - step[1]
    return Pair(a, a1, b, b1)


def _agree(x: str, y: str, before: int, apart: int) -> tuple[int, int]:
    """How far two texts agree from their beginnings, misread characters bridged.

    `before` characters agreed already; nothing is bridged on the strength of a set phrase.  The two begin
    `apart` characters from each other: lost and added ones must not bring a passage to where it is compared
    with itself.
    """
    i = j = common_beginning(x, y)
    end = (i, j)
    differing = 0
    while i + before >= _BRIDGE:
        sync = _SYNC if i + before < _LONG else _SYNC - 1
        step = _next_sync(x[i : i + _REACH], y[j : j + _REACH], sync)
        if step is None or abs(i + step[0] - j - step[1]) >= apart:
            break
        differing += max(step)
        if differing > _FREE and differing * _NOISE > i + before:
            break
        matched = i + before
        reworded = _is_reworded(x[i : i + step[0]], y[j : j + step[1]])
        i, j = i + step[0], j + step[1]
        run = common_beginning(x[i:], y[j:])
        i, j = i + run, j + run
        if reworded and min(run, matched) < _REWORDED:
            break
        if run >= (_SYNC if step == (1, 1) and matched > _LONG else _LAST):
            end = (i, j)
    return end


def _is_reworded(x: str, y: str) -> bool:
    """Whether two passages between like ones are no misreading of each other: too much or all of it differs.

    So are two marks of punctuation: people end a phrase that they repeat in another mark.
    """
    if x and y and _MARKS.issuperset(x + y):
        return True
    alike = sum(map(eq, x, y)) + sum(map(eq, x[::-1], y[::-1]))
    return abs(len(x) - len(y)) > 1 or (max(len(x), len(y)) > _WORD and not alike)


def _next_sync(x: str, y: str, sync: int) -> tuple[int, int] | None:
    """Where two texts that differ in their first character agree again: misread, lost or added ones."""
    for i, j in _STEPS:
        if x[i : i + sync] == y[j : j + sync] and len(x) >= i + sync:
            return i, j
    return None


def common_beginning(x: str, y: str) -> int:
    """Length of the common beginning of two texts, by doubling and halving; most have little in common."""
    if x == y:
        return len(x)
    low, high, size = 0, min(len(x), len(y)), _BRIDGE
    while size < high and x[low:size] == y[low:size]:
        low, size = size, 2 * size
    high = min(high, size)
    while low < high:
        middle = (low + high + 1) // 2
        if x[low:middle] == y[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
