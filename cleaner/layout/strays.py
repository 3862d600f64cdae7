"""Fragments that a jump between columns left in the text of another article go back to their own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.core.bigrams import bigrams, familiarity, likeness
from cleaner.layout.boundaries import evidence, unlike
from cleaner.layout.flow import Piece

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cleaner.layout.flow import Flow

# Where a fragment may begin without breaking a sentence: half of what parts two articles.
_SEAM = 0.9
# How much better a fragment must fit elsewhere: times and plus, where a sentence breaks off at one of its
# ends, and where none does.  Measured on 110 pages: looser, paragraphs leave their own article on pages
# about one subject.
_TORN, _WHOLE = (1.25, 0.015), (1.8, 0.03)
# A fragment with fewer pairs of characters stays with its neighbours.
_SMALLEST = 25
_ROUNDS = 2
# A fragment of this many pairs and more that the rest of its article knows no better belongs to none: over
# 1,600 ends of articles one is below, of 40 alien items two are above.
_FOREIGN = ((150, 0.034), (80, 0.022), (0, 0.0))


def rehome(flow: Flow, labels: Sequence[int], heads: Mapping[int, int], starts: Collection[int]) -> list[int]:
    """The article of every paragraph, once strayed fragments are put back.

    Args:
        flow: the page.
        labels: the article of every paragraph so far.
        heads: the article of every headline line.
        starts: the paragraphs that open an article; they stay.
    """
    found = list(labels)
    titles: dict[int, set[int]] = {label: set() for label in (*labels, *heads.values())}
    for line, label in heads.items():
        titles[label] |= bigrams(flow.units[line].text)
    fragments = [piece for piece in _fragments(flow, labels, starts) if piece.low not in starts]
    fragments.sort(key=flow.length)
    for _ in range(_ROUNDS):
        before = list(found)
        for piece in fragments:
            found[piece.low : piece.high] = [_home(flow, piece, found, titles)] * (piece.high - piece.low)
        if found == before:
            break
    return found


def _fragments(flow: Flow, labels: Sequence[int], starts: Collection[int]) -> Iterator[Piece]:
    """The text between headlines, article starts, broken sentences and changes of vocabulary."""
    count = len(flow)
    hard = {0, count, *flow.headlines, *starts, *(k for k in range(1, count) if labels[k] != labels[k - 1])}
    bounds = sorted(hard)
    for low, high in pairwise(bounds):
        piece, at = Piece(low, high), low
        for gap in range(low + 1, high):
            if flow.breaks_off(gap) or (unlike(flow, gap) and evidence(flow, piece, gap) >= _SEAM):
                yield Piece(at, gap)
                at = gap
        yield Piece(at, high)


def _home(flow: Flow, piece: Piece, labels: Sequence[int], titles: Mapping[int, set[int]]) -> int:
    own = labels[piece.low]
    torn_before = flow.breaks_off(piece.low)
    if torn_before and len(titles) == 1:
        return own
    words = flow.vocabulary(range(*piece))
    if len(words) < _SMALLEST:
        return own
    rests = {label: _rest(flow, piece, labels, label) for label in titles}
    fits = {label: likeness(words, title | rests[label]) for label, title in titles.items()}
    best = max(fits, key=fits.__getitem__)
    if not torn_before and _foreign(words, rests[best]):
        return piece.low
    torn = torn_before or flow.breaks_off(piece.high)
    if not torn and labels.count(own) == piece.high - piece.low:
        return own
    times, plus = _TORN if torn else _WHOLE
    return best if fits[best] > fits.get(own, 0) * times + plus else own


def _foreign(words: set[int], rest: set[int]) -> bool:
    """Whether a fragment shares so little with a text that it cannot be part of it."""
    return familiarity(words, rest) < next(most for size, most in _FOREIGN if len(words) >= size)


def _rest(flow: Flow, piece: Piece, labels: Sequence[int], label: int) -> set[int]:
    """The vocabulary of an article without a piece of it."""
    return flow.vocabulary(
        k for k, other in enumerate(labels) if other == label and not piece.low <= k < piece.high
    )
