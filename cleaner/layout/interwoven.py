"""Parts an article that holds two texts whose columns took turns.

Where the columns of two articles side by side end with a paragraph, no sentence is torn and nothing in print
says that the text jumps.  No cut in one place parts such texts, but their words do: paragraphs of one text
share them, wherever they stand.  So the paragraphs are taken for a graph, which is parted where it hangs
together least, by a normalised cut (Shi, J., Malik, J., 2000: Normalized Cuts and Image Segmentation).
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain, combinations, count, pairwise
from math import inf, log, sqrt
from typing import TYPE_CHECKING

from cleaner.core.bigrams import bigrams, likeness
from cleaner.layout.flow import SAYS_LITTLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.layout.flow import Flow

    # The side of each paragraph, 0 or 1; the first is on side 0.
    _Sides = tuple[int, ...]

# A text of fewer pairs of characters is no article.
_LEAST = 60
# In less two texts are not looked for: of 1,400 articles with less none was parted without this.
_FEWEST, _SHORTEST = 4, 400
# Paragraphs that say something, of each text: a list of names has none and is like no text.
_OF_EACH = 2
# Pairs that more paragraphs have are grammar, or what both texts speak of.
_SPREAD = 16
# Steps towards the second eigenvector, and towards sides that no paragraph wants to leave.
_STEPS, _ROUNDS = 12, 4
# What it costs to turn to the other text: less where a sentence breaks off, more below a heading.
_TURN, _BROKEN, _HEADED = 1.0, 0.3, 4.0
# Evidence adds up, in log-odds: logistic regression over 3,100 ways to part 1,580 articles, 310 right ones.
# Of 1,545 articles on pages kept out 97 are parted: 94 hold two articles, the others a fragment of another.
_ALIKE, _BETWEEN, _LENGTH, _SIZE, _TURNS, _BASE = -10.4, -2.04, 1.71, 1.23, -3.4, -12.5
# More paragraphs and pairs than these say no more: a long report has them, too.
_MOST_TELLING, _MOST_PAIRS = 10, 250
_MOST_ALIKE, _FLOOR = 0.15, 0.01
# By judgement: a cut in one place is first of all for print to tell (`boundaries`).
_ONCE = -0.3
_ENOUGH = 0.25


def part_interwoven(
    flow: Flow, labels: Sequence[int], heads: Mapping[int, int]
) -> tuple[list[int], dict[int, int]]:
    """The article of every paragraph and of every headline line, once no article holds two texts.

    Args:
        flow: the page.
        labels: the article of every paragraph so far.
        heads: the article of every headline line so far.
    """
    homes, titles, fresh = list(labels), dict(heads), count(len(flow))
    open_labels = list(dict.fromkeys(labels))
    for label in open_labels:
        stands = [k for k, home in enumerate(homes) if home == label]
        paragraphs = _Paragraphs(flow, stands)
        sides = paragraphs.two_texts()
        if sides:
            parts = (label, next(fresh))
            open_labels += parts
            for k, side in zip(stands, sides, strict=True):
                homes[k] = parts[side]
            lines = sorted(line for line, home in titles.items() if home == label)
            spoken_of = _spoken_of(flow, lines, paragraphs.vocabularies(sides))
            titles |= {line: parts[side] for line, side in zip(lines, spoken_of, strict=True)}
    return homes, titles


class _Paragraphs:
    """The paragraphs of an article as a graph: how much each two share."""

    def __init__(self, flow: Flow, stands: Sequence[int]) -> None:
        self.words = [flow.words(k) for k in stands]
        self.sizes = list(map(len, self.words))
        self._telling = [k for k, size in enumerate(self.sizes) if size >= SAYS_LITTLE]
        self._costs = [_cost(flow, k) for k in stands]

    def two_texts(self) -> _Sides | None:
        """On which side each paragraph is, if they are of two texts."""
        if len(self._telling) < _FEWEST or sum(self.sizes) < _SHORTEST:
            return None
        best, most = None, _ENOUGH
        for start in (self._cut_once(), self._cut_anywhere()):
            for sides in dict.fromkeys((start, self._settled(start))):
                evidence = self._evidence(sides, most)
                if evidence > most:
                    best, most = sides, evidence
        return best

    def vocabularies(self, sides: _Sides) -> tuple[set[int], set[int]]:
        """The words of each side."""
        found: tuple[set[int], set[int]] = set(), set()
        for own, side in zip(self.words, sides, strict=True):
            found[side].update(own)
        return found

    @cached_property
    def _links(self) -> list[dict[int, float]]:
        """What each two paragraphs share: pairs, each shared out among those that have it."""
        found: list[dict[int, float]] = [{} for _ in self.words]
        times = Counter(chain.from_iterable(self.words))
        holders: dict[int, list[int]] = {pair: [] for pair, n in times.items() if 1 < n <= _SPREAD}
        for k, own in enumerate(self.words):
            for pair in own & holders.keys():
                holders[pair].append(k)
        for holding, pairs in Counter(map(tuple, holders.values())).items():  # most are of the same few
            share = pairs / (len(holding) - 1)
            for one, other in combinations(holding, 2):
                found[one][other] = found[other][one] = found[one].get(other, 0.0) + share
        return found

    @cached_property
    def _degrees(self) -> list[float]:
        return [sum(links.values()) for links in self._links]

    def _held(self, sides: _Sides) -> list[int]:
        held = [0, 0]
        for size, side in zip(self.sizes, sides, strict=True):
            held[side] += size
        return held

    def _cut_once(self) -> _Sides:
        """The sides of the one gap at which the normalised cut is least."""
        all_links, all_words = sum(self._degrees), sum(self.sizes)
        best, least = len(self.sizes), 2.0
        cut = volume = 0.0
        size = 0
        for k, links in enumerate(self._links):
            volume += self._degrees[k]
            cut += self._degrees[k] - 2 * sum([share for other, share in links.items() if other < k])
            size += self.sizes[k]
            if _LEAST <= size <= all_words - _LEAST and 0 < volume < all_links:
                normalised = cut / volume + cut / (all_links - volume)
                if normalised < least:
                    best, least = k + 1, normalised
        return tuple(int(k >= best) for k in range(len(self.sizes)))

    def _cut_anywhere(self) -> _Sides:
        """The sides of the normalised cut: the signs of the second eigenvector, by power iteration."""
        roots = [sqrt(degree + 1e-3) for degree in self._degrees]
        norm = sum([root * root for root in roots])
        vector = [k - len(roots) / 2 for k in range(len(roots))]
        for _ in range(_STEPS):
            along = sum(map(float.__mul__, vector, roots)) / norm
            vector = [value - along * root for value, root in zip(vector, roots, strict=True)]
            spread = [value / root for value, root in zip(vector, roots, strict=True)]
            vector = [
                value + sum([share * spread[other] for other, share in links.items()]) / root
                for value, links, root in zip(vector, self._links, roots, strict=True)
            ]
            longest = max(map(abs, vector)) or 1.0
            vector = [value / longest for value in vector]
        return tuple(int((value > 0) != (vector[0] > 0)) for value in vector)

    def _settled(self, sides: _Sides) -> _Sides:
        """The sides once every paragraph is with the text that it shares more with, and turns are few."""
        for _ in range(_ROUNDS):
            before, sides = sides, _fewest_turns(self._leanings(sides), self._costs)
            if sides == before or not any(sides):
                break
        return sides

    def _leanings(self, sides: _Sides) -> list[float]:
        """How much more each paragraph shares with side 1 than with side 0, about 1 for a clear one."""
        held, total = self._held(sides), sum(self.sizes)
        leanings = []
        for links, size, side in zip(self._links, self.sizes, sides, strict=True):
            shared, rest = [0.0, 0.0], list(held)
            rest[side] -= size
            for other, share in links.items():
                shared[sides[other]] += share
            zero, one = (s / max(SAYS_LITTLE, r) for s, r in zip(shared, rest, strict=True))
            leanings.append((one - zero) * total / max(SAYS_LITTLE, size))
        return leanings

    def _evidence(self, sides: _Sides, enough: float) -> float:
        """How much says that the sides are two texts; only a part of it where that is not enough anyway."""
        of_one = sum([sides[k] for k in self._telling])
        if min(of_one, len(self._telling) - of_one) < _OF_EACH:
            return -inf
        held, total = self._held(sides), sum(self.sizes)
        between = sum(
            [
                sum([share for other, share in links.items() if sides[other]])
                for links, side in zip(self._links, sides, strict=True)
                if not side
            ]
        )
        inside = sum(self._degrees) / 2 - between
        # What there is to share: pairs of words of different paragraphs.
        beside = held[0] * held[1] / total
        within = (total * total - sum([size * size for size in self.sizes])) / 2 / total - beside
        turns = sum([side != then for side, then in pairwise(sides)])
        said = (
            _BETWEEN * log((between / max(0.1, beside) + _FLOOR) / (inside / max(1.0, within) + _FLOOR))
            + _LENGTH * log(1 + min(_MOST_TELLING, len(self._telling)))
            + _TURNS * turns / len(sides)
            + _ONCE * (turns == 1)
            + _BASE
        )
        if said + _SIZE * log(1 + min(_MOST_PAIRS, *held)) <= enough:
            return said
        vocabularies = self.vocabularies(sides)
        smaller = min(map(len, vocabularies))
        if smaller < _LEAST:
            return -inf
        return (
            said
            + _SIZE * log(1 + min(_MOST_PAIRS, smaller))
            + _ALIKE * min(_MOST_ALIKE, likeness(*vocabularies))
        )


def _cost(flow: Flow, paragraph: int) -> float:
    """What it costs to turn to the other text before a paragraph."""
    if paragraph and flow.unit(paragraph - 1).role == "heading":
        return _HEADED
    return _BROKEN if flow.breaks_off(paragraph) else _TURN


def _fewest_turns(leanings: Sequence[float], costs: Sequence[float]) -> _Sides:
    """The sides that suit the leanings best, at a cost for each turn (Viterbi)."""
    score = [-leanings[0], leanings[0]]
    came: list[tuple[int, int]] = []
    for leaning, cost in zip(leanings[1:], costs[1:], strict=True):
        came.append((int(score[1] - cost > score[0]), int(score[0] - cost <= score[1])))
        score = [max(score[0], score[1] - cost) - leaning, max(score[1], score[0] - cost) + leaning]
    way = [int(score[1] > score[0])]
    for step in reversed(came):
        way.append(step[way[-1]])
    return tuple(side ^ way[-1] for side in reversed(way))


def _spoken_of(flow: Flow, lines: Sequence[int], vocabularies: tuple[set[int], set[int]]) -> Iterator[int]:
    """The side that each headline line speaks of; one that says nothing goes with the line below it."""
    zero, one = vocabularies
    gains = []
    for line in lines:
        own = bigrams(flow.units[line].text)
        gains.append(len(own & one - zero) - len(own & zero - one))
    for i in range(len(gains)):
        told = next((gain for gain in (*gains[i:], *reversed(gains[:i])) if gain), 0)
        yield int(told > 0)
