"""Fragments that a jump between columns left in the text of another article go back to their own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.core.bigrams import bigrams, familiarity, likeness
from cleaner.layout.boundaries import evidence, unlike
from cleaner.layout.flow import SAYS_LITTLE, Piece

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cleaner.layout.flow import Flow

# Where a fragment may begin without breaking a sentence: half of what parts two articles.
_SEAM = 0.9
_REACH = 200
# How much better a fragment must fit elsewhere: times and plus, where a sentence breaks off at one of its
# ends, and where none does.  Measured on 187 pages and 480 made of their articles: looser, paragraphs leave
# their own article on pages about one subject.
_TORN, _WHOLE = (1.25, 0.015), (1.6, 0.02)
# A fragment with fewer pairs of characters stays with its neighbours.
_SMALLEST = 25
_ROUNDS = 2
# A fragment of this many pairs and more that the rest of its article knows no better belongs to none: over
# 1,600 ends of articles one is below, of 40 alien items two are above.
_FOREIGN = ((150, 0.03), (80, 0.026))
# Where less than this is left of its article, or its paragraphs know each other less than so many times
# better than they know the part (briefs, opinions, lists of items), nothing is foreign to it; nor is a
# paragraph alone: of 160 parts that were taken for foreign on pages of 68 articles written for this, 81 were.
_LEFT, _TIMES_KNOWN = 200, 2.0
# Where no sentence of the page breaks off columns hardly took turns: a fragment is this like another article,
# beside it and elsewhere.
_BESIDE, _ELSEWHERE = 0.04, 0.10
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
    found = _Articles(flow, labels, heads)
    bounds = sorted({0, len(flow), *flow.headlines, *starts, *_turns(labels)})
    seams = {Piece(*bound): list(_seams(flow, Piece(*bound))) for bound in pairwise(bounds)}
    for piece, gaps in seams.items():
        part = _foreign_part(found, [piece.low, *gaps, piece.high], starts)
        if part:
            found.move(part, part.low)
    fragments = [
        Piece(*bound) for piece, gaps in seams.items() for bound in pairwise([piece.low, *gaps, piece.high])
    ]
    fragments = sorted((piece for piece in fragments if piece.low not in starts), key=flow.length)
    for _ in range(_ROUNDS):
        before = list(found.labels)
        for piece in fragments:
            found.move(piece, _home(found, piece))
        if found.labels == before:
            break
    return found.labels


class _Articles:
    """The article of every paragraph and the vocabulary of every article, while fragments are moved."""

    def __init__(self, flow: Flow, labels: Sequence[int], heads: Mapping[int, int]) -> None:
        self.flow = flow
        self.labels = list(labels)
        self.titles: dict[int, set[int]] = {label: set() for label in (*labels, *heads.values())}
        for line, label in heads.items():
            self.titles[label] |= bigrams(flow.units[line].text)
        self._texts: dict[int, set[int]] = {}
        self._known: dict[int, set[int]] = {}

    def rest(self, piece: Piece, label: int) -> list[set[int]]:
        """The vocabulary of each paragraph of an article without a piece."""
        return [
            self.flow.words(k)
            for k, other in enumerate(self.labels)
            if other == label and not piece.low <= k < piece.high
        ]

    def text(self, piece: Piece, label: int) -> set[int]:
        """The vocabulary of an article without a piece, which is of one article."""
        if self.labels[piece.low] == label:
            return set().union(*self.rest(piece, label))
        found = self._texts.get(label)
        if found is None:
            found = self._texts[label] = set().union(*self.rest(Piece(0, 0), label))
        return found

    def known(self, piece: Piece, label: int) -> set[int]:
        """The vocabulary of an article and its headlines without a piece, which is of one article."""
        if self.labels[piece.low] == label:
            return self.titles[label] | self.text(piece, label)
        found = self._known.get(label)
        if found is None:
            found = self._known[label] = self.titles[label] | self.text(piece, label)
        return found

    def move(self, piece: Piece, label: int) -> None:
        """Put a piece to an article."""
        own = self.labels[piece.low]
        if own != label:
            self.labels[piece.low : piece.high] = [label] * (piece.high - piece.low)
            self.titles.setdefault(label, set())
            for kept in (self._texts, self._known):
                kept.pop(own, None)
                kept.pop(label, None)


def _turns(labels: Sequence[int]) -> Iterator[int]:
    return (k for k in range(1, len(labels)) if labels[k] != labels[k - 1])


def _seams(flow: Flow, piece: Piece) -> Iterator[int]:
    """The gaps where a fragment may begin: sentences that break off and changes of vocabulary."""
    for gap in range(piece.low + 1, piece.high):
        if flow.breaks_off(gap) or (unlike(flow, gap) and evidence(flow, piece, gap, _REACH) >= _SEAM):
            yield gap


def _foreign_part(found: _Articles, bounds: Sequence[int], starts: Collection[int]) -> Piece | None:
    """The longest part between seams that is foreign to its article and to every other."""
    flow, own = found.flow, found.labels[bounds[0]]
    most = _MOST_OF_TEXT * sum(len(flow.texts[k]) for k, label in enumerate(found.labels) if label == own)
    bounds = bounds[-_MOST_BOUNDS:]
    lows = [low for low in bounds[:-1] if low not in starts and not flow.breaks_off(low)]
    parts = [
        part
        for part in (Piece(low, high) for low in lows for high in bounds if low < high)
        if flow.length(part) <= most
    ]
    return next((p for p in sorted(parts, key=flow.length, reverse=True) if _is_foreign(found, p)), None)


def _is_foreign(found: _Articles, part: Piece) -> bool:
    flow = found.flow
    before, opening = flow.around(Piece(0, part.high), part.low, _NEAR)
    alike, _ = flow.compare(before, opening)
    if alike > _AKIN or part.high - part.low == 1:
        return False
    words = flow.vocabulary(part)
    if len(words) < _FOREIGN[-1][0] or max(len(flow.words(k)) for k in range(*part)) < SAYS_LITTLE:
        return False  # a list of names is like no text, and belongs to the one above it
    most = next(most for size, most in _FOREIGN if len(words) >= size)
    rest = found.rest(part, found.labels[part.low])
    if not rest or any(familiarity(words, found.text(part, label)) >= most for label in set(found.labels)):
        return False
    return _hangs_together(rest, words)


def _hangs_together(rest: Sequence[set[int]], words: set[int]) -> bool:
    """Whether the paragraphs of an article know each other much better than they know some words."""
    whole = set().union(*rest)
    told = [k for k, own in enumerate(rest) if len(own) >= SAYS_LITTLE]
    if len(whole) < _LEFT or len(told) < 2:  # noqa: PLR2004
        return False
    known = [familiarity(rest[k], set().union(*rest[:k], *rest[k + 1 :])) for k in told]
    return sorted(known)[len(known) // 2] > _TIMES_KNOWN * familiarity(words, whole)


def _home(found: _Articles, piece: Piece) -> int:
    flow, own = found.flow, found.labels[piece.low]
    if len(found.titles) == 1:
        return own
    torn = flow.breaks_off(piece.low) or flow.breaks_off(piece.high)
    if not torn and found.labels.count(own) == piece.high - piece.low:
        return own
    words = flow.vocabulary(piece)
    if len(words) < _SMALLEST:
        return own
    fits = {label: likeness(words, found.known(piece, label)) for label in found.titles}
    best = max(fits, key=fits.__getitem__)
    if (
        not torn
        and not flow.is_torn
        and fits[best] < (_BESIDE if _is_beside(found, piece, best) else _ELSEWHERE)
    ):
        return own
    times, plus = _TORN if torn else _WHOLE
    return best if fits[best] > fits.get(own, 0) * times + plus else own


def _is_beside(found: _Articles, piece: Piece, label: int) -> bool:
    """Whether an article stands right before or behind a piece."""
    return (
        label in found.labels[max(0, piece.low - 1) : piece.low] + found.labels[piece.high : piece.high + 1]
    )
