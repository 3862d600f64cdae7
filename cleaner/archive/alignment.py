"""Where two texts agree: differences of texts that are alike, stretches in common of those that are not.

All offsets are code points of the matching forms, half-open.
"""

from __future__ import annotations

from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz.distance import Levenshtein

from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

# Equal characters from which a stretch is looked for.  At 8 % misread characters in both texts one in three
# such runs is whole, so that a sentence has several.
SEED: Final = 7
# Seeds are compared as numbers: the fractional digits of the golden ratio spread them over 64 bits.
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
# Texts with fewer seeds in common share no sentence.
_FEWEST: Final = 4
# A stretch goes on over so many characters without a seed, and over so many that one text has more.
_REACH: Final = 60
_DRIFT: Final = 12
# Over so many and more only if so much of them is the same: two copies with 10 % misread characters each are
# alike to .80, two sentences to .15.
_SENTENCE: Final = 24
_SAME: Final = 0.35
# At its ends a stretch is followed over misread characters for so far.
_GROWTH: Final = 40
# Of the chains in a pair of texts only so many are looked at, the longest.
_MOST: Final = 500
# Shorter stretches are chance.
_SHORTEST: Final = 12


class Difference(NamedTuple):
    """`a[start:end]` stands where `b[other_start:other_end]` stands; either may be empty."""

    start: int
    end: int
    other_start: int
    other_end: int


class Stretch(NamedTuple):
    """`a[start:end]` and `b[other_start:other_end]` are one passage, but for misread characters."""

    start: int
    end: int
    other_start: int
    other_end: int

    @property
    def length(self) -> int:
        """The characters of the stretch in `a`."""
        return self.end - self.start


# A copy that was compared is weighed against the others soon, by the same differences.
@lru_cache(maxsize=64)
def differences(a: str, b: str) -> tuple[Difference, ...]:
    """The differences of two texts by the fewest edits (Levenshtein 1966), neighbouring edits as one.

    >>> differences("会议于4月29日召开", "会议4月28日召开")
    (Difference(start=2, end=3, other_start=2, other_end=2), Difference(start=6, end=7, other_start=5, other_end=6))
    """  # noqa: E501 - output
    found: list[Difference] = []
    for tag, *places in Levenshtein.opcodes(a, b).as_list():
        if tag == "equal":
            continue
        start, end, other_start, other_end = map(int, places)
        if found and found[-1].end == start and found[-1].other_end == other_start:
            found[-1] = Difference(found[-1].start, end, found[-1].other_start, other_end)
        else:
            found.append(Difference(start, end, other_start, other_end))
    return tuple(found)


def stretches(a: str, b: str) -> list[Stretch]:
    """The passages that two texts have in common, in the order of both; the longest win where they conflict.

    Runs of equal characters are chained along the diagonals of the two texts (as dotplots show them), then
    followed at both ends over single misread characters.

    >>> a, b = "新编的导语。市总工会昨日召开工作总结推进会。", "市总工会昨日召升工作总结推进会。记者摄"
    >>> stretches(a, b)
    [Stretch(start=6, end=22, other_start=0, other_end=16)]
    """
    chosen: list[Stretch] = []
    for found in _longest(a, b):
        left = reduce(_clear_of, chosen, found)
        if min(left.length, left.other_end - left.other_start) >= SEED:
            chosen.append(left)
    chosen.sort()
    grown = [
        _grown(a, b, found, before, after)
        for found, before, after in zip(
            chosen, [Stretch(0, 0, 0, 0), *chosen], [*chosen[1:], Stretch(len(a), 0, len(b), 0)], strict=False
        )
    ]
    return [found for found in grown if found.length >= _SHORTEST]


def moved(a: str, b: str, common: Iterable[Stretch]) -> list[Stretch]:
    """The passages that two texts have in common in another order than the given ones, each place once."""
    chosen: list[Stretch] = []
    for found in _longest(a, b):
        if found.length >= _SENTENCE and all(_is_apart(found, other) for other in (*common, *chosen)):
            chosen.append(found)
    return chosen


def _is_apart(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches share no more of either text than the mark or word at which they meet."""
    ours = min(one.end, other.end) - max(one.start, other.start)
    theirs = min(one.other_end, other.other_end) - max(one.other_start, other.other_start)
    return max(ours, theirs) < SEED


# What two texts have in common is asked for a second time if they have it in two orders.
@lru_cache(maxsize=1)
def _longest(a: str, b: str) -> tuple[Stretch, ...]:
    """The chains of two texts, the longest first."""
    if len(a) > len(b):
        turned = [Stretch(s.other_start, s.other_end, s.start, s.end) for s in _chains(b, a)]
    else:
        turned = _chains(a, b)
    return tuple(sorted(turned, key=_by_length)[:_MOST])


def _by_length(found: Stretch) -> tuple[int, Stretch]:
    return -found.length, found


def _clear_of(found: Stretch, other: Stretch) -> Stretch:
    """What is left of a stretch before or behind another in both texts; nothing of one that crosses it.

    Two that follow each other overlap where the text between them, in one of the texts only, ends as they do.
    """
    if found.start < other.start:
        over = max(0, found.end - other.start, found.other_end - other.other_start)
        return found._replace(end=found.end - over, other_end=found.other_end - over)
    over = max(0, other.end - found.start, other.other_end - found.other_start)
    return found._replace(start=found.start + over, other_start=found.other_start + over)


def _runs(short: str, long: str) -> Iterator[Stretch]:
    """The maximal runs of equal characters that have a seed; what `short` has twice is none."""
    (ranked, places), seeds = _places(short), _seeds(long)
    if not len(ranked):
        return
    near = np.minimum(np.searchsorted(ranked, seeds), len(ranked) - 1)
    at = np.flatnonzero(ranked[near] == seeds)
    if len(at) < min(_FEWEST, len(short) // SEED):
        return
    place = places[near[at]]
    last = np.append((np.diff(at) != 1) | (np.diff(place) != 1), True)
    first = np.append(True, last[:-1])
    for run in np.stack((place[first], place[last] + SEED, at[first], at[last] + SEED), axis=1).tolist():
        yield Stretch(*run)


# One text is compared with all its candidates, one after the other.
@lru_cache(maxsize=64)
def _seeds(text: str) -> NDArray[np.uint64]:
    """The seed at each place of a text, as a number; two that differ have the same once in 2⁶⁴ times."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    seeds = np.zeros(max(0, len(codes) - SEED + 1), dtype=np.uint64)
    for at in range(SEED):
        seeds = seeds * _BASE + codes[at : at + len(seeds)]
    return seeds


@lru_cache(maxsize=64)
def _places(text: str) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """The seeds that a text has once, sorted, and where each begins."""
    seeds = _seeds(text)
    order = np.argsort(seeds)
    ranked = seeds[order]
    twice = ranked[1:] == ranked[:-1]
    once = ~(np.append(twice, False) | np.append(False, twice))[: len(ranked)]
    return ranked[once], order[once]


def _chains(short: str, long: str) -> list[Stretch]:
    """Runs that go on along about the same diagonal, joined."""
    closed: list[Stretch] = []
    opened: list[Stretch] = []
    for run in _runs(short, long):
        still = [chain for chain in opened if run.other_start - chain.other_end <= _REACH]
        closed += [chain for chain in opened if chain not in still]
        opened = still
        for number, chain in enumerate(opened):
            if _goes_on(chain, run) and _is_misread(short, long, chain, run):
                opened[number] = chain._replace(end=run.end, other_end=run.other_end)
                break
        else:
            opened.append(run)
    return closed + opened


def _goes_on(chain: Stretch, run: Stretch) -> bool:
    ahead, across = run.start - chain.end, run.other_start - chain.other_end
    # A short chain before a large drift is a headline that the text begins with once more.
    drift = min(_DRIFT, chain.length // 2)
    return -SEED < ahead <= _REACH and abs(ahead - across) <= drift and run.end > chain.end


def _is_misread(a: str, b: str, chain: Stretch, run: Stretch) -> bool:
    """Whether what lies between two runs is the same but for misread characters: another lead is not."""
    between, there = a[chain.end : run.start], b[chain.other_end : run.other_start]
    if max(len(between), len(there)) < _SENTENCE:
        return True
    return Levenshtein.normalized_similarity(between, there, score_cutoff=_SAME) > 0


def _grown(a: str, b: str, found: Stretch, before: Stretch, after: Stretch) -> Stretch:
    """A stretch with the text at its ends that is the same but for misread characters."""
    start, other_start, end, other_end = found.start, found.other_start, found.end, found.other_end
    left = min(_GROWTH, start - before.end, other_start - before.other_end)
    if left > 0:
        x, y = a[start - left : start][::-1], b[other_start - left : other_start][::-1]
        back, other_back = _agreement(x, y)
        start, other_start = start - back, other_start - other_back
    right = min(_GROWTH, after.start - end, after.other_start - other_end)
    if right > 0:
        ahead, other_ahead = _agreement(a[end : end + right], b[other_end : other_end + right])
        end, other_end = end + ahead, other_end + other_ahead
    return Stretch(start, end, other_start, other_end)


def _agreement(x: str, y: str) -> tuple[int, int]:
    """How far two texts agree from their beginnings: where equal characters most outnumber edits."""
    score = best = 0
    reached = (0, 0)
    for op in Levenshtein.opcodes(x, y):
        size = max(op.src_end - op.src_start, op.dest_end - op.dest_start)
        score += size if op.tag == "equal" else -2 * size
        if op.tag == "equal" and score > best:
            best, reached = score, (op.src_end, op.dest_end)
    return reached
