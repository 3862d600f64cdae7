"""How well one chunk continues another: by the words that they share and the characters that meet."""

from __future__ import annotations

from math import exp, log, log1p
from typing import TYPE_CHECKING, Final

from cleaner.core.bigrams import likeness
from cleaner.core.chars import HAN
from cleaner.core.pattern import lazy
from cleaner.layout.chunks import SLACK
from cleaner.layout.joins import MID_START, OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.layout.chunks import Chunk

# Log odds that a chunk goes on where another breaks off, against all others of the page: logistic regression
# over 140 torn ends of 61 pages whose order is known, rounded.  Cross-validated by page the true one comes
# first for two in three; vocabularies of words or characters from elsewhere added nothing.
_ANY: Final = -2.7
_START: Final = {
    "indented": -0.9,
    "first_line": -1.9,  # two ideographs short, as that of a paragraph is
    "opens": -1.1,
    "starts_inside": 0.5,
    "closes": 0.0,
}
_IDEOGRAPHS: Final = -0.6
_TOGETHER: Final = 1.0  # per e-fold that the characters that meet do so more often than by chance
_RARE: Final = 0.1
_NUMBER: Final = 0.9
_PAUSE: Final = -0.6
_OTHER_MEASURE: Final = -0.7
_CLOSES, _CLOSES_UNOPENED = 2.0, -0.8
_ALIKE: Final = 18.0  # per likeness of what is before and behind
_MOST_ALIKE: Final = 0.15
# Log odds that a chunk behind a finished one begins in mid-sentence, over 700 of them.
_INSIDE: Final = -0.6
_AFTER_END: Final = {
    "indented": -1.4,
    "first_line": -1.6,
    "opens": -1.7,
    "starts_inside": 2.0,
    "closes": 2.0,
}
# Chunks of one article share words; unrelated ones are about so much alike.
_KIN, _UNRELATED, _MOST_KIN = 10.0, 0.06, 0.4
# What it is worth that two chunks stand as the extractor wrote them.
STAY: Final = 0.5

_OPENED_BY: Final = {"”": "“", "」": "「", "》": "《", "）": "（"}
_BRACKET: Final = lazy("[“”「」《》（）]")
_CLOSING: Final = lazy("[^“「《（]{0,60}[”」》）]")
_UNIT: Final = lazy("[0-9%年月日.万萬亿億個个多名元人家时時]")
_HAN: Final = lazy(f"[{HAN}]")


class Links:
    """The worth of one chunk right behind another, by their numbers."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        """Take the chunks of running text of one page."""
        self.chunks = chunks
        self._text = "\n".join(chunk.text for chunk in chunks)
        self._counts: dict[str, int] = {}
        self._heads = list(map(_head, chunks))
        self._starts = [_ANY + sum(map(_START.__getitem__, head)) for head in self._heads]
        self._known: dict[tuple[int, int], float] = {}

    def worth(self, i: int, j: int) -> float:
        """The log odds for chunk `j` right behind chunk `i`."""
        found = self._known.get((i, j))
        if found is None:
            found = self._known[i, j] = self._worth(i, j) + STAY * (j == i + 1)
        return found

    def _worth(self, i: int, j: int) -> float:
        before, behind = self.chunks[i], self.chunks[j]
        if before.torn:
            return 0.0
        alike = likeness(before.ending, behind.beginning)
        if before.breaks_off:
            return self._meeting(i, j) + _ALIKE * min(_MOST_ALIKE, alike)
        kin = max(-_MOST_KIN, min(_MOST_KIN, _KIN * (alike - _UNRELATED)))
        return kin - log1p(exp(_INSIDE + sum(map(_AFTER_END.__getitem__, self._heads[j]))))

    def continuations(self, i: int, least: float) -> Iterator[int]:
        """The chunks elsewhere that go on where chunk `i` breaks off, with log odds of `least` at least."""
        for j in range(len(self.chunks)):
            most = self._meeting(i, j) + _ALIKE * _MOST_ALIKE
            if j - i not in {0, 1} and most >= least and self.worth(i, j) >= least:
                yield j

    def _meeting(self, i: int, j: int) -> float:
        """What the end of one chunk and the beginning of the other say, their vocabularies aside."""
        before, behind = self.chunks[i], self.chunks[j]
        last, first = before.text[-1], behind.text[0]
        said = self._starts[j] + _PAUSE * (last in "，、,")
        if _HAN.match(last) and _HAN.match(first):
            chance = self._count(last) * self._count(first) / len(self._text)
            said += _IDEOGRAPHS + _TOGETHER * log((self._count(last + first) + _RARE) / (chance + _RARE))
        elif last.isdigit() and _UNIT.match(first):
            said += _NUMBER
        if abs(before.measure - behind.measure) > SLACK:
            said += _OTHER_MEASURE
        if "closes" in self._heads[j]:
            said += _CLOSES if _opened(before.text, behind.text) else _CLOSES_UNOPENED
        return said

    def _count(self, some: str) -> int:
        """How often characters stand on the page."""
        found = self._counts.get(some)
        if found is None:
            found = self._counts[some] = self._text.count(some)
        return found


def _head(chunk: Chunk) -> list[str]:
    """What the beginning of a chunk says for and against its being in mid-sentence."""
    evidence = {
        "indented": chunk.indent > 1,
        "first_line": len(chunk.widths) > 1 and chunk.measure - chunk.widths[0] > SLACK,
        "opens": bool(OPENING.match(chunk.text)),
        "starts_inside": bool(MID_START.match(chunk.text)),
        "closes": bool(_CLOSING.match(chunk.text)),
    }
    return [name for name, holds in evidence.items() if holds]


def _opened(before: str, behind: str) -> bool:
    """Whether a bracket is open at the end of a text that the next one closes first."""
    closing = _BRACKET.search(behind)
    if not closing or closing.group() not in _OPENED_BY:
        return False
    return before.count(_OPENED_BY[closing.group()]) > before.count(closing.group())
