"""What it is worth that one chunk stands right behind another.

A chunk that begins in the middle of a paragraph belongs behind one that ends there, and the characters and
words that meet tell which of several.  What one end says is counted for each chunk, what two say together
for each pair; ends of whole paragraphs fit anywhere.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import exp, log, log1p
from typing import TYPE_CHECKING, Final, Literal

from cleaner.core.bigrams import likeness
from cleaner.core.chars import HAN
from cleaner.core.pairs import affinity
from cleaner.core.pattern import lazy
from cleaner.layout.chunks import ENDS, SLACK
from cleaner.layout.joins import LINK_END, MID_START, OPENING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cleaner.layout.chunks import Chunk

Habit = Literal["indented", "short", "unknown"]
"""How the first lines of the paragraphs of a page differ from others."""

# Log odds that a chunk begins, or ends, in the middle of a paragraph rather than with one, and that a given
# end and beginning of that kind are of one sentence.  Logistic regression over the 3,500 chunks and 1,200
# seams of 147 pages by extractors and of 300 made for this (their articles in other columns, cut and
# disarranged), rounded; each third alone gives about the same.  Weighed again by how many neighbours 1,400
# pages have in the order found, with the words of the language: of 4,746 it was 3,719 in the source, 4,008
# before and is 4,177; a half of the pages alone gives nearly the same.
_BEGINS: Final = {"set_in": -2.5, "flush": 2.9, "short": -1.5, "full": 2.6, "unknown": 0.0}
_OPENS, _STARTS_INSIDE, _SIGN, _CLOSES = -1.9, 1.5, 1.5, 2.3
_BREAKS_OFF, _ENDS_SHORT = 3.2, -1.7
_STOPS, _STOPS_SHORT = -1.2, -2.7
_PAUSES, _LINKS = 0.9, 0.8
_SEAM: Final = -0.6
_TOGETHER: Final = 1.2  # per e-fold that the characters that meet do so more often than by chance
_RARE: Final = 0.1
# The same in the words of the language, beyond what the second one has of a word that it may begin (电|力量);
# and if no word has the two beside each other.
_WORD, _NO_WORD = 0.9, -1.0
_KNOWN: Final = 1.8  # the two characters on either side stand together elsewhere
_NUMBER: Final = 1.3
_OTHER_MEASURE: Final = -0.5
_OPENED, _UNOPENED = 1.5, -1.5
# A line that was torn in its middle and the rest of it fill the measure together; less if that rest is
# shorter than a full line by no more columns than one that was set in, or that ends before a long number.
# By judgement, between values that do as well: on 179 pages torn for this, in mid-line and otherwise, the
# paragraphs that lose their neighbour fall from 170 to 132 of 2,488; 141 pages left whole do not change.
_WHOLE_LINE, _NEARLY_WHOLE, _NO_LINE = 4.0, 2.0, -1.0
_RAGGED: Final = 5
_OVER_HEADLINE: Final = -1.4
_ALIKE: Final = 8.5  # per likeness of what is before and behind
_MOST_ALIKE: Final = 0.15
# A chunk goes on in the next for three in eight, and extractors rarely put its rest far away or before it:
# per e-fold of the distance in chunks.  These weigh how many chunks are in the order of the text afterwards:
# on the 147 pages 793 of 962 neighbours become 829, on the 300 others 1,667 of 2,212 become 1,838.
_GOES_ON, _FAR, _BEFORE = -0.5, -0.7, -0.8
# Of more than this many continuations the right one is among the first.
_FEW: Final = 4
# Chunks of one article share words; unrelated ones are about so much alike.
_KIN, _UNRELATED, _MOST_KIN = 10.0, 0.06, 1.0
# The share of the paragraphs of a page that makes the form of their first lines its habit, and how many.
_INDENTED, _SHORT, _SURE = 0.5, 0.6, 2
_TAIL: Final = 8
# What else a page says is looked for in so much of it: a book is no page.
_PAGE: Final = 40_000

_OPENED_BY: Final = {"”": "“", "」": "「", "》": "《", "）": "（"}
_BRACKET: Final = lazy("[“”「」《》（）]")
_CLOSING: Final = lazy("[^“「《（]{0,60}[”」》）]")
_SIGNS: Final = frozenset("，。、；：！？,;:!?")
_UNIT: Final = lazy("[0-9%年月日.万萬亿億個个多名元人家时時]")
_HAN: Final = lazy(f"[{HAN}]")


class Links:
    """The worth of one chunk right behind another, by their numbers."""

    def __init__(self, chunks: Sequence[Chunk], headed: Collection[int]) -> None:
        """Take the chunks of running text of one page, and which of them a headline stands above."""
        self.chunks = chunks
        self._headed = headed
        self._text = "\n".join(chunk.text for chunk in chunks)[:_PAGE]
        self._counts: dict[str, int] = {}
        self._followers: dict[str, Counter[str]] = {}
        self._ideographs = set(_HAN.findall("".join(chunk.text[0] + chunk.text[-1] for chunk in chunks)))
        habit = _habit(chunks)
        self._closing = [bool(_CLOSING.match(chunk.text)) for chunk in chunks]
        self._begins = [
            _begins(chunk, habit) + _CLOSES * closing
            for chunk, closing in zip(chunks, self._closing, strict=True)
        ]
        self._ends = list(map(_ends, chunks))
        self._known: dict[tuple[int, int], float] = {}
        self._met: dict[tuple[int, int], float] = {}

    def worth(self, i: int, j: int) -> float:
        """What it is worth that chunk `j` stands right behind chunk `i`."""
        found = self._known.get((i, j))
        if found is None:
            found = self._known[i, j] = self._worth(i, j)
        return found

    def at_most(self, i: int, j: int) -> float:
        """What it is worth at most: for that no vocabularies are compared."""
        return self._bound(i, j, 1.0)

    def at_least(self, i: int, j: int) -> float:
        """What it is worth at least."""
        return self._bound(i, j, 0.0)

    def _bound(self, i: int, j: int, alike: float) -> float:
        found = self._known.get((i, j))
        if found is not None:
            return found
        return 0.0 if self.chunks[i].torn else _worth(self._meeting(i, j), alike)

    def _worth(self, i: int, j: int) -> float:
        before, behind = self.chunks[i], self.chunks[j]
        return 0.0 if before.torn else _worth(self._meeting(i, j), likeness(before.ending, behind.beginning))

    def continuations(self, i: int, least: float) -> list[int]:
        """The few chunks elsewhere that best go on where chunk `i` breaks off, if they are worth `least`."""
        said = [(self._meeting(i, j), -j) for j in range(len(self.chunks)) if j - i not in {0, 1}]
        best = [-j for _, j in sorted(said, reverse=True)[:_FEW]]
        return [j for j in best if self.at_most(i, j) >= least and self.worth(i, j) >= least]

    def _meeting(self, i: int, j: int) -> float:
        """What the end of one chunk and the beginning of the other say, their vocabularies aside."""
        found = self._met.get((i, j))
        if found is None:
            found = self._met[i, j] = self._meet(i, j)
        return found

    def _meet(self, i: int, j: int) -> float:
        before, behind = self.chunks[i], self.chunks[j]
        said = _GOES_ON + self._ends[i] + self._begins[j] + _SEAM + self._seam(before.text, behind.text)
        if self._closing[j]:
            said += _OPENED if _opened(before.text, behind.text) else _UNOPENED
        if j == i + 1:
            said += _OVER_HEADLINE * (j in self._headed)
        else:
            said += _FAR * log(abs(j - i)) + _BEFORE * (j < i)
        said += _OTHER_MEASURE * (abs(before.measure - behind.measure) > SLACK)
        return said + _line(before, behind)

    def _seam(self, before: str, behind: str) -> float:
        """What the characters say that meet."""
        said, last, first = 0.0, before[-1], behind[0]
        together = self._together(last, first)
        if last in self._ideographs and first in self._ideographs:
            chance = self._count(last) * self._count(first) / len(self._text)
            said += _TOGETHER * log((together + _RARE) / (chance + _RARE))
            said += _in_word(last, behind)
        elif last.isdigit() and _UNIT.match(first):
            said += _NUMBER
        return said + _KNOWN * (together > 0 and before[-2:] + behind[:2] in self._text)

    def _together(self, last: str, first: str) -> int:
        """How often one character stands behind another on the page."""
        found = self._followers.get(last)
        if found is None:
            behind = self._text.split(last)[1:]
            found = self._followers[last] = Counter([part[:1] for part in behind])
        return found[first]

    def _count(self, some: str) -> int:
        """How often characters stand on the page."""
        found = self._counts.get(some)
        if found is None:
            found = self._counts[some] = self._text.count(some)
        return found


def _worth(meeting: float, alike: float) -> float:
    """What it is worth that one chunk stands behind another, by what meets and how alike they are."""
    kin = max(-_MOST_KIN, min(_MOST_KIN, _KIN * (alike - _UNRELATED)))
    return kin + log1p(exp(meeting + _ALIKE * min(_MOST_ALIKE, alike)))


def _habit(chunks: Sequence[Chunk]) -> Habit:
    """How the paragraphs begin that certainly begin: inside chunks, and behind those that end with one."""
    sure = [first for chunk in chunks for first in chunk.paragraphs]
    sure += [b.first for a, b in pairwise(chunks) if a.text[-1] in ENDS and not a.ends_full]
    if len(sure) >= _SURE and sum(first.indented for first in sure) > _INDENTED * len(sure):
        return "indented"
    long = [not first.full for first in sure if first.lines > 1]
    return "short" if len(long) >= _SURE and sum(long) > _SHORT * len(long) else "unknown"


def _begins(chunk: Chunk, habit: Habit) -> float:
    """The log odds that a chunk begins in the middle of a paragraph."""
    first, form = chunk.first, "unknown"
    if first.indented:
        form = "set_in"
    elif habit == "indented":
        form = "flush"
    elif habit == "short" and first.lines > 1 and (first.full or first.set_in):
        form = "full" if first.full else "short"
    return (
        _BEGINS[form]
        + _OPENS * bool(OPENING.match(chunk.text))
        + _STARTS_INSIDE * bool(MID_START.match(chunk.text))
        + _SIGN * (chunk.text[0] in _SIGNS)
    )


def _ends(chunk: Chunk) -> float:
    """The log odds that a chunk ends in the middle of a paragraph."""
    if not chunk.breaks_off:
        return _STOPS if chunk.ends_full else _STOPS_SHORT
    return (
        _BREAKS_OFF
        + _ENDS_SHORT * (not chunk.ends_full)
        + _PAUSES * (chunk.text[-1] in "，、,")
        + _LINKS * bool(LINK_END.search(chunk.text[-_TAIL:]))
    )


def fill_line(before: Chunk, behind: Chunk) -> bool:
    """Whether the last line of one chunk and the first of the other are the halves of one line."""
    torn = before.breaks_off and not before.ends_full and behind.opens_short
    return torn and not behind.first.indented and abs(before.room - behind.opening) <= SLACK


def _line(before: Chunk, behind: Chunk) -> float:
    """What the widths say of the lines that meet, if the first one was torn in its middle."""
    if before.ends_full or not before.breaks_off:
        return 0.0
    if fill_line(before, behind):
        return _WHOLE_LINE if behind.opening < behind.measure - _RAGGED else _NEARLY_WHOLE
    first = behind.first
    fits = abs(before.room - behind.opening) <= SLACK and not first.indented
    last = (first.lines == 1 or behind.opens_last) and behind.opening <= before.room
    return 0.0 if fits or last else _NO_LINE


def _in_word(last: str, behind: str) -> float:
    """What the words of the language say of a character with a text behind it."""
    bound = affinity(last, behind[0]) if last != behind[0] else None
    if bound is None:
        return _NO_WORD
    other = affinity(behind[0], behind[1]) if len(behind) > 1 else None
    return _WORD * (bound - max(0.0, min(bound, other or 0.0)))


def _opened(before: str, behind: str) -> bool:
    """Whether a bracket is open at the end of a text that the next one closes first."""
    closing = _BRACKET.search(behind)
    if not closing or closing.group() not in _OPENED_BY:
        return False
    return before.count(_OPENED_BY[closing.group()]) > before.count(closing.group())
