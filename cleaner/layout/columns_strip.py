"""Lines as strips of a column, and how well one strip continues another."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.layout.columns_row import width

if TYPE_CHECKING:
    from collections.abc import Sequence

ENDS = frozenset("。！？…”」』）》】!?")
PAUSES = frozenset("，、；：,;:—")
MIN_LINE = 8  # a strip of running text is at least so wide
_BRACKETS = {"“": "”", "《": "》", "「": "」", "『": "』", "〈": "〉"}
_UNITS = frozenset(".%年月日时時万萬亿億元")
_HAN = lazy(f"[{HAN}]")
_INK = lazy(rf"[^{BLANK}\r\n\f][^\n\r\f]*")
_TOKEN = lazy(rf"[^{BLANK}\r\n\f]+")
_BRACKET = lazy("[“”《》「」『』〈〉]")

# What speaks for a link, as log odds against a link at random; measured on 12 pages whose order is known,
# 900 true links.  A third more or less of any one changes the share of links that are found by under 5 %.
KNOWN_PAIR = 2.6  # the characters that meet stand together elsewhere on the page (42 % against 2.4 %)
KNOWN_TRIPLE = 1.2  # and so they do with one more character on either side
NEW_PAIR = -0.5  # they do not
KNOWN_START = 0.6  # the same behind a pause or a sentence end
NUMBER = 1.0  # a number goes on, or gets its unit
CLASH = -3.0  # an indent in mid-sentence
EARLY = -1.5  # a line that stops short in mid-sentence
OTHER_MEASURE = -1.0  # two measures in one sentence
CLOSED = 1.5  # a quotation is closed
OPEN_TWICE = -0.5  # it is opened once more
NOT_OPEN = -0.7  # one is closed that this line did not open
BESIDE = -6.0  # two columns of one line
# Lines of one block, without a blank line between them, go together ...
STAY = 2.5
# ... unless fewer than this share of the characters that meet there are known: then columns alternate
# inside the blocks.
STAY_KNOWN = 0.2


class Strip(NamedTuple):
    """A line of one column: its place in the text, its block (blank lines part blocks), its width."""

    start: int
    end: int
    block: int
    width: int
    indent: int


def strips(text: str) -> list[Strip]:
    """The lines of a text that have ink; a line that holds two columns gives two strips."""
    out: list[Strip] = []
    block, at = 0, 0
    for match in _INK.finditer(text):
        start = match.start()
        end = start + len(match.group().rstrip())
        between = text[at:start]
        block += between.count("\n") > 1
        out.append(Strip(start, end, block, width(text, start, end), len(between) - between.rfind("\n") - 1))
        at = end
    usual = measure(out)
    return [part for strip in out for part in _parted(text, strip, usual)]


def measure(lines: Sequence[Strip]) -> int:
    """The measure of the columns: the least of the frequent widths of lines and what is near it.

    Not simply the most frequent: where two columns of a line are parted by one blank, many lines are wider.
    """
    widths = Counter(line.width for line in lines if line.width >= MIN_LINE)
    floor = max(widths.values(), default=0) / 2
    usual = 0
    for size in sorted(size for size in widths if widths[size] >= floor):
        if usual and size > usual + 2:
            break
        usual = size
    return usual


def beside(text: str, a: Strip, b: Strip) -> bool:
    """Whether two strips are columns of one line."""
    return b.start - a.end == 1 and text[a.end] != "\n"


def _parted(text: str, strip: Strip, usual: int) -> list[Strip]:
    """The columns of a line that are parted by one blank: each fills its measure or ends a sentence."""
    if not usual or strip.width <= usual + 3:
        return [strip]
    ends = [match.end() for match in _TOKEN.finditer(text, strip.start, strip.end)]
    starts = [strip.start, *(end + 1 for end in ends)]
    # What it costs at least to part the line before each start, and the start of the piece that ends there.
    best = [(0.0, 0)]
    for n, end in enumerate(ends):
        ends_well = end == strip.end or text[end - 1] in ENDS
        options: list[tuple[float, int]] = []
        for k in range(n, -1, -1):
            size = width(text, starts[k], end)
            if options and size > usual + 3:
                break
            options.append((best[k][0] + _misfit(size, usual, ends_well=ends_well), k))
        best.append(min(options))
    parts: list[Strip] = []
    n = len(ends)
    while n:
        end, n = ends[n - 1], best[n][1]
        indent = 0 if n else strip.indent
        parts.append(Strip(starts[n], end, strip.block, width(text, starts[n], end), indent))
    return [strip] if len(parts) == 1 or best[-1][0] > len(parts) else parts[::-1]


def _misfit(size: int, usual: int, *, ends_well: bool) -> float:
    """What a piece costs that is not as wide as its column; where a sentence or the line ends, little."""
    if size >= usual - 2:
        return 2.0 * max(0, size - usual - 1)
    return 1.0 if ends_well else 4.0


class Links:
    """How well one strip continues another, by what the page itself says about its characters."""

    def __init__(self, text: str, lines: Sequence[Strip]) -> None:
        """Collect the pairs and triples of characters inside the lines."""
        self.text, self.lines = text, lines
        self.pairs: set[str] = set()
        self.triples: set[str] = set()
        for line in lines:
            ink = text[line.start : line.end]
            self.pairs.update(map("".join, pairwise(ink)))
            self.triples.update(map("".join, zip(ink, ink[1:], ink[2:], strict=False)))
        self._scores: dict[tuple[int, int], float] = {}
        meets = [
            text[a.end - 1] + text[b.start] in self.pairs
            for a, b in pairwise(lines)
            if a.block == b.block and _HAN.match(text, a.end - 1) and _HAN.match(text, b.start)
        ]
        self.stay = STAY if sum(meets) >= STAY_KNOWN * len(meets) else 0.0

    def score(self, a: int, b: int) -> float:
        """The log odds that line number b follows line number a."""
        found = self._scores.get((a, b))
        if found is None:
            found = self._scores[a, b] = self._score(self.lines[a], self.lines[b])
        return found

    def _score(self, a: Strip, b: Strip) -> float:
        if beside(self.text, a, b):
            return BESIDE
        if self.text[a.end - 1] in ENDS:
            return self._meeting(a, b) + self._brackets(a, b)
        if b.indent >= 2:  # noqa: PLR2004 - an indent is two blanks, one may be an accident
            return CLASH
        size = EARLY if b.width > a.width + 2 else 0.0
        if not size and abs(a.width - b.width) > 3 and self.text[b.end - 1] not in ENDS:  # noqa: PLR2004
            size = OTHER_MEASURE
        return self._meeting(a, b) + size + self._brackets(a, b)

    def _meeting(self, a: Strip, b: Strip) -> float:
        """What the characters say that meet."""
        text = self.text
        x, y = text[a.end - 1], text[b.start]
        known = x + y in self.pairs
        if x in ENDS:
            return KNOWN_START if known else 0.0
        if x in PAUSES:
            return KNOWN_START if known else -0.2
        if known:
            around = text[a.end - 2] + x + y, x + text[b.start : b.start + 2]
            return KNOWN_PAIR + KNOWN_TRIPLE * (not self.triples.isdisjoint(around))
        if x.isdigit() and (y.isdigit() or y in _UNITS):
            return NUMBER
        return NEW_PAIR if _HAN.match(x) and _HAN.match(y) else 0.0

    def _brackets(self, a: Strip, b: Strip) -> float:
        first = _BRACKET.search(self.text, b.start, b.end)
        if not first:
            return 0.0
        closes = first.group() not in _BRACKETS
        last = _BRACKET.findall(self.text, a.start, a.end)[-1:]
        if last and last[0] in _BRACKETS:
            return CLOSED if _BRACKETS[last[0]] == first.group() else OPEN_TWICE
        return NOT_OPEN if closes else 0.0
