"""The running text of a page as numbered paragraphs, and what is printed between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import accumulate, chain
from operator import add
from typing import TYPE_CHECKING

from cleaner.core.bigrams import bigrams, likeness, number
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.layout.unit import Unit

# What a finished paragraph ends with; a colon and a semicolon announce the next one.
_ENDS = frozenset("。！？…!?”’」』）)】》：:；;—")
# Below this a line without a stop is more likely a heading or an item of a list than half a sentence.
_SHORTEST_HALF = 12
# A paragraph of fewer pairs of characters (a heading, a row of names) says little of its text.
SAYS_LITTLE = 20
# Lines that the headline of one article hardly has.
_OF_SEVERAL = 4
# A page of pictures has so many headlines with nothing but captions below; one may have lost its text.
_STORIES = 2


def pairs(line: str) -> list[str]:
    """The pairs of word characters of a headline.

    >>> sorted(pairs("茂名，工会"))
    ['工会', '茂名']
    """
    return [pair for pair in dict.fromkeys(map(add, line, line[1:])) if pair.isalnum()]


class Piece(NamedTuple):
    """A stretch of running text: the paragraphs `low` to `high`, half-open."""

    low: int
    high: int


def _pictured(units: Sequence[Unit]) -> set[int]:
    """The captions that are the text of their headline, with nothing else below it: a page of pictures."""
    found: set[int] = set()
    stories = 0
    for first in (i for i, unit in enumerate(units) if unit.role == "title"):
        behind = first + 1
        while behind < len(units) and units[behind].role in {"caption", "byline"}:
            behind += 1
        below = [i for i in range(first + 1, behind) if units[i].role == "caption"]
        if below and (behind == len(units) or units[behind].role == "title"):
            stories += 1
            found.update(below)
    return found if stories >= _STORIES else set()


class Flow:
    """Units in source order: paragraphs and headings are the running text, numbered from 0.

    A gap is named after the paragraph behind it; gap 0 lies before the text, the last one behind it.
    `headlines` and `between` give the units (their index in `units`) that stand in a gap: titles, and
    bylines and captions.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        """Sort the units of a page into running text and what stands between."""
        self.units = units
        self.body: list[int] = []
        self.headlines: dict[int, list[int]] = {}
        self.between: dict[int, list[int]] = {}
        pictured = _pictured(units)
        for i, unit in enumerate(units):
            if unit.role in {"paragraph", "heading"} or i in pictured:
                self.body.append(i)
            else:
                kind = self.headlines if unit.role == "title" else self.between
                kind.setdefault(len(self.body), []).append(i)
        self.texts = [units[i].text for i in self.body]
        counts = Counter(units[i].blanks for i in self.body)
        self.usual_blanks = counts.most_common(1)[0][0] if counts else 0
        self._ends = list(accumulate(map(len, self.texts), initial=0))
        self._words: dict[int, set[int]] = {}
        self._vocabularies: dict[Piece, set[int]] = {}
        self._compared: dict[tuple[Piece, Piece], tuple[float, int]] = {}
        self.printed: dict[int, float] = {}

    def __len__(self) -> int:
        """The number of paragraphs and headings."""
        return len(self.body)

    def unit(self, paragraph: int) -> Unit:
        """The unit of a paragraph of the running text."""
        return self.units[self.body[paragraph]]

    def words(self, paragraph: int) -> set[int]:
        """The vocabulary of one paragraph."""
        found = self._words.get(paragraph)
        if found is None:
            found = self._words[paragraph] = bigrams(self.texts[paragraph])
        return found

    def vocabulary(self, piece: Piece) -> set[int]:
        """The vocabulary of the paragraphs of a piece."""
        found = self._vocabularies.get(piece)
        if found is None:
            found = self._vocabularies[piece] = set().union(*map(self.words, range(*piece)))
        return found

    @cached_property
    def spoken(self) -> Mapping[str, Mapping[int, int]]:
        """How often the paragraphs have the pairs of the headlines: by pair, those that have it in order."""
        lines = (self.units[i].text for stands in self.headlines.values() for i in stands)
        found: dict[str, dict[int, int]] = {pair: {} for line in lines for pair in pairs(line)}
        # Pairs that begin with the same character beyond the basic plane have one number.
        numbered: dict[int, list[str]] = {}
        for pair in found:
            numbered.setdefault(number(pair), []).append(pair)
        wanted = set(numbered)
        for k, text in enumerate(self.texts):
            for pair in chain.from_iterable(map(numbered.__getitem__, self.words(k) & wanted)):
                if count := text.count(pair):
                    found[pair][k] = count
        return found

    def compare(self, left: Piece, right: Piece) -> tuple[float, int]:
        """The likeness of two pieces and the size of the smaller vocabulary."""
        found = self._compared.get((left, right))
        if found is None:
            one, two = self.vocabulary(left), self.vocabulary(right)
            found = self._compared[left, right] = likeness(one, two), min(len(one), len(two))
        return found

    def length(self, piece: Piece) -> int:
        """The number of characters of a piece."""
        return self._ends[piece.high] - self._ends[piece.low]

    def offset(self, piece: Piece, gap: int) -> int:
        """Where a gap is in the text of a piece, its paragraphs a line each."""
        return self._ends[gap] - self._ends[piece.low] + gap - piece.low

    def around(self, piece: Piece, gap: int, reach: int) -> tuple[Piece, Piece]:
        """The paragraphs of a piece within reach before and behind a gap, whole and at least one each."""
        at = self._ends[gap]
        low = min(gap - 1, bisect_right(self._ends, at - reach, piece.low, gap) - 1)
        high = max(gap + 1, bisect_left(self._ends, at + reach, gap, piece.high))
        return Piece(max(piece.low, low), gap), Piece(gap, min(piece.high, high))

    @property
    def has_gathered_headlines(self) -> bool:
        """Whether all headlines stand together at an end of the page, more lines than one article has."""
        if len(self.headlines) != 1:
            return False
        ((gap, lines),) = self.headlines.items()
        return gap in {0, len(self)} and len(lines) >= _OF_SEVERAL

    @cached_property
    def is_torn(self) -> bool:
        """Whether any paragraph ends in mid-sentence."""
        return any(map(self.breaks_off, range(1, len(self) + 1)))

    def breaks_off(self, gap: int) -> bool:
        """Whether the paragraph before a gap ends in mid-sentence."""
        if not gap:
            return False
        unit = self.unit(gap - 1)
        return unit.role == "paragraph" and len(unit.text) > _SHORTEST_HALF and unit.text[-1] not in _ENDS
