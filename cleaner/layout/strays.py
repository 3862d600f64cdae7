"""Fragments that a jump between columns left in the text of another article go back to their own."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from cleaner.core.bigrams import bigrams, familiarity, likeness
from cleaner.layout.boundaries import evidence, unlike
from cleaner.layout.flow import Piece

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cleaner.layout.flow import Flow

# Where a fragment may begin without breaking a sentence: half of what parts two articles.
_SEAM = 0.9
_REACH = 200
# How much better a fragment must fit elsewhere: times and plus, where a sentence breaks off at one of its
# ends, and where none does.  Measured on 110 pages: looser, paragraphs leave their own article on pages
# about one subject.
_TORN, _WHOLE = (1.25, 0.015), (1.8, 0.03)
# A fragment with fewer pairs of characters stays with its neighbours.
_SMALLEST = 25
_ROUNDS = 2
# A fragment of this many pairs and more that the rest of its article knows no better belongs to none: over
# 1,600 ends of articles one is below, of 40 alien items two are above.
_FOREIGN = ((150, 0.03), (80, 0.026))
# What opens as like the text before it as this needs no further look.
_NEAR, _AKIN = 400, 0.06
_MOST_BOUNDS, _MOST_OF_TEXT = 9, 0.8


def rehome(flow: Flow, labels: Sequence[int], heads: Mapping[int, int], starts: Collection[int]) -> list[int]:
    """The article of every paragraph, once strayed fragments are put back.

    Args:
        flow: the page.
        labels: the article of every paragraph so far.
        heads: the article of every headline line.
        starts: the paragraphs that open an article; they stay.
    """
    found = list(labels)
    bounds = sorted({0, len(flow), *flow.headlines, *starts, *_turns(labels)})
    seams = {Piece(*bound): list(_seams(flow, Piece(*bound))) for bound in pairwise(bounds)}
    for piece, gaps in seams.items():
        part = _foreign_part(flow, [piece.low, *gaps, piece.high], found, starts)
        if part:
            found[part.low : part.high] = [part.low] * (part.high - part.low)
    titles: dict[int, set[int]] = {label: set() for label in (*found, *heads.values())}
    for line, label in heads.items():
        titles[label] |= bigrams(flow.units[line].text)
    fragments = [
        Piece(*bound) for piece, gaps in seams.items() for bound in pairwise([piece.low, *gaps, piece.high])
    ]
    fragments = sorted((piece for piece in fragments if piece.low not in starts), key=flow.length)
    for _ in range(_ROUNDS):
        before = list(found)
        for piece in fragments:
            found[piece.low : piece.high] = [_home(flow, piece, found, titles)] * (piece.high - piece.low)
        if found == before:
            break
    return found


def _turns(labels: Sequence[int]) -> Iterator[int]:
    return (k for k in range(1, len(labels)) if labels[k] != labels[k - 1])


def _seams(flow: Flow, piece: Piece) -> Iterator[int]:
    """The gaps where a fragment may begin: sentences that break off and changes of vocabulary."""
    for gap in range(piece.low + 1, piece.high):
        if flow.breaks_off(gap) or (unlike(flow, gap) and evidence(flow, piece, gap, _REACH) >= _SEAM):
            yield gap


def _foreign_part(
    flow: Flow, bounds: Sequence[int], labels: Sequence[int], starts: Collection[int]
) -> Piece | None:
    """The longest part between seams that is foreign to its article and to every other."""
    most = _MOST_OF_TEXT * sum(
        len(flow.texts[k]) for k, label in enumerate(labels) if label == labels[bounds[0]]
    )
    parts = [
        part
        for part in map(Piece._make, combinations(bounds[-_MOST_BOUNDS:], 2))
        if part.low not in starts and not flow.breaks_off(part.low) and flow.length(part) <= most
    ]
    return next(
        (p for p in sorted(parts, key=flow.length, reverse=True) if _is_foreign(flow, p, labels)), None
    )


def _is_foreign(flow: Flow, part: Piece, labels: Sequence[int]) -> bool:
    before, opening = flow.around(Piece(0, part.high), part.low, _NEAR)
    alike, _ = flow.compare(before, opening)
    if alike > _AKIN:
        return False
    words = flow.vocabulary(range(*part))
    if len(words) < _FOREIGN[-1][0]:
        return False
    most = next(most for size, most in _FOREIGN if len(words) >= size)
    own = labels[part.low]
    if not _rest(flow, part, labels, own):
        return False
    return all(familiarity(words, _rest(flow, part, labels, label)) < most for label in sorted(set(labels)))


def _home(flow: Flow, piece: Piece, labels: Sequence[int], titles: Mapping[int, set[int]]) -> int:
    own = labels[piece.low]
    torn_before = flow.breaks_off(piece.low)
    if torn_before and len(titles) == 1:
        return own
    words = flow.vocabulary(range(*piece))
    if len(words) < _SMALLEST:
        return own
    fits = {
        label: likeness(words, title | _rest(flow, piece, labels, label)) for label, title in titles.items()
    }
    best = max(fits, key=fits.__getitem__)
    torn = torn_before or flow.breaks_off(piece.high)
    if not torn and labels.count(own) == piece.high - piece.low:
        return own
    times, plus = _TORN if torn else _WHOLE
    return best if fits[best] > fits.get(own, 0) * times + plus else own


def _rest(flow: Flow, piece: Piece, labels: Sequence[int], label: int) -> set[int]:
    """The vocabulary of an article without a piece of it."""
    return flow.vocabulary(
        k for k, other in enumerate(labels) if other == label and not piece.low <= k < piece.high
    )
