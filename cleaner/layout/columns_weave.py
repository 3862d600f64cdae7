"""Columns whose lines alternate without a gutter: which line goes on where is told by the text alone.

Extractors that go through a page row by row print a few lines of the first column, then of the second, and
so on.  Within one column the order is right, so a page is a shuffle of its columns, like cards: the lines
are dealt to chains so that each line best continues the chain it is put on.
"""

from __future__ import annotations

import re
from collections import Counter
from heapq import nlargest
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner.core.chars import BLANK, CHINESE, HAN
from cleaner.layout.columns_row import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INK = re.compile(rf"[^{BLANK}\r\n\f][^\n\r\f]*")
_HAN = re.compile(f"[{HAN}]")
ENDS = frozenset("。！？…”」』）》】!?")
PAUSES = frozenset("，、；：,;:—")
PAIRS = {"“": "”", "（": "）", "《": "》", "「": "」", "『": "』", "〈": "〉", "(": ")"}
_BRACKETS = re.compile("[“”（）《》「」『』〈〉()]")

# Log odds of a link against a link at random, measured on pages whose order is known.
KNOWN_PAIR = 2.6  # the two characters that meet stand together elsewhere on the page (42 % against 2.4 %)
KNOWN_TRIPLE = 1.2  # with one more character on either side
NEW_PAIR = -0.5
KNOWN_START = 0.6  # the pause or sentence end and the first character
CLASH = -3.0  # a line broken in mid-sentence does not go on with an indent
BESIDE = -6.0  # two columns of one line
EARLY = -1.5  # a line that stops short in mid-sentence
OTHER_WIDTH = -1.0
# What it costs to leave the order in which the columns take turns.
SKIP = 0.8
DROP = 0.5
DROP_OPEN = 2.0
NEW = 3.0
STAY = 2.5  # lines of one block belong together
BEAM = 24
CHAINS = 8


# Columns take turns where, of so many blocks in a row, so many are full lines torn in mid-sentence, and
# hardly any two characters that meet at the tears stand together anywhere else (true in 40 % of true links).
WINDOW = 12
MIN_TORN = 9
MIN_LINE = 8
MAX_KNOWN = 0.2
SAMPLE = 60
# Lines that hold two columns with one blank between them, before that is believed.
MIN_BESIDE = 5
_TORN = re.compile(rf"[{HAN}，、][{HAN}]")
_TOKEN = re.compile(rf"[^{BLANK}\r\n\f]+")
_PAIR = re.compile(f" (?=[{CHINESE}]{{4}})(?<=[{CHINESE}]{{4}} )")
_BLANK_LINES = re.compile(rf"\n[{BLANK}]*\n[\s{BLANK}]*")


class Strip(NamedTuple):
    """A line: its place in the text, its block (blank lines part blocks) and its width."""

    start: int
    end: int
    block: int
    width: int
    indent: int


class _State(NamedTuple):
    """A way to deal the lines so far: score, the last lines of the chains in the order of their turns, links."""

    score: float
    tails: tuple[int, ...]
    links: tuple | None  # (line, the line it continues or -1, links before)


def woven(text: str) -> tuple[list[Strip], list[list[list[int]]]]:
    """The lines of a text, and the stretches where columns alternate: chains of line numbers in order."""
    beside = _has_pairs(text)
    if not (beside or _is_torn(text)):
        return [], []
    lines = strips(text)
    if beside and sum(_beside(text, a, b) for a, b in pairwise(lines)) < MIN_BESIDE and not _is_torn(text):
        return [], []
    links = Links(text, lines)
    _, before = deal(text, lines, links)
    return lines, list(regions(text, lines, links, before))


def _has_pairs(text: str) -> bool:
    """A cheap look at the single blanks: whether lines may hold two columns."""
    return text.count(" ") >= MIN_BESIDE and sum(1 for _ in _PAIR.finditer(text)) >= MIN_BESIDE


def _beside(text: str, a: Strip, b: Strip) -> bool:
    """Whether two strips are columns of one line."""
    return b.start - a.end == 1 and text[a.end] != "\n"


def _is_torn(text: str) -> bool:
    """A cheap look at the blank lines: whether columns may take turns."""
    meets: list[str | None] = []
    for match in _BLANK_LINES.finditer(text):
        start, end = match.span()
        meet = text[start - 1 : start] + text[end : end + 1]
        before = text.rfind("\n", 0, start)
        behind = text.find("\n", end, end + MIN_LINE)
        full = start - before > MIN_LINE and behind < 0
        meets.append(meet if full and _TORN.fullmatch(meet) else None)
    torn = [0, *accumulate(meet is not None for meet in meets)]
    if max(high - low for low, high in zip(torn, [*torn[WINDOW:], torn[-1]], strict=False)) < MIN_TORN:
        return False
    found = [meet for meet in meets if meet][:SAMPLE]
    return sum(meet in text for meet in found) <= MAX_KNOWN * len(found)


def strips(text: str) -> list[Strip]:
    """The lines of the text that have ink, lines of two columns with one blank between them parted."""
    out: list[Strip] = []
    block, at = 0, 0
    for match in _INK.finditer(text):
        start = match.start()
        end = start + len(match.group().rstrip())
        between = text[at:start]
        block += between.count("\n") > 1
        out.append(Strip(start, end, block, width(text, start, end), len(between) - between.rfind("\n") - 1))
        at = end
    usual = _usual(out)
    return [part for strip in out for part in _parted(text, strip, usual)]


def _usual(lines: Sequence[Strip]) -> int:
    """The measure of the columns: the frequent widths of lines, without those of several columns."""
    widths = Counter(line.width for line in lines if line.width >= MIN_LINE)
    floor = max(widths.values(), default=0) / 2
    usual = 0
    for size in sorted(size for size in widths if widths[size] >= floor):
        if usual and size > usual + 2:
            break
        usual = size
    return usual


def _parted(text: str, strip: Strip, usual: int) -> list[Strip]:
    """The columns of a line that are parted by one blank: all but the last fill their measure."""
    if strip.width <= usual + 3 or not usual:
        return [strip]
    ends = [match.end() for match in _TOKEN.finditer(text, strip.start, strip.end)]
    best: dict[int, tuple[float, tuple[int, ...]]] = {strip.start: (0.0, ())}
    for n, end in enumerate(ends):
        options = []
        for before in [strip.start, *(e + 1 for e in ends[:n])]:
            size = width(text, before, end)
            short = usual - 2 - size
            cost = max(0.0, size - usual - 1) * 2 if short <= 0 else 1.0 if text[end - 1] in ENDS or end == strip.end else 4.0
            options.append((best[before][0] + cost, (*best[before][1], end)))
        best[end + 1] = min(options)
    cost, cuts = best[strip.end + 1]
    if len(cuts) < 2 or cost > len(cuts):
        return [strip]
    starts = [strip.start, *(cut + 1 for cut in cuts[:-1])]
    return [
        Strip(start, end, strip.block, width(text, start, end), strip.indent if start == strip.start else 0)
        for start, end in zip(starts, cuts, strict=True)
    ]


class Links:
    """How well one line continues another."""

    def __init__(self, text: str, lines: Sequence[Strip]) -> None:
        """Count the pairs and triples of characters inside the lines."""
        self.text, self.lines = text, lines
        self.pairs: Counter[str] = Counter()
        self.triples: set[str] = set()
        for line in lines:
            ink = text[line.start : line.end]
            self.pairs.update(map("".join, zip(ink, ink[1:])))
            self.triples.update(map("".join, zip(ink, ink[1:], ink[2:])))
        self.known: dict[tuple[int, int], float] = {}
        meets = [
            text[a.end - 1] + text[b.start] in self.pairs
            for a, b in pairwise(lines)
            if a.block == b.block and _HAN.match(text, a.end - 1) and _HAN.match(text, b.start)
        ]
        self.stay = STAY if sum(meets) >= 0.2 * len(meets) else 0.0

    def score(self, a: int, b: int) -> float:
        """The log odds that line b follows line a."""
        found = self.known.get((a, b))
        if found is None:
            found = self.known[a, b] = self._score(self.lines[a], self.lines[b])
        return found

    def _score(self, a: Strip, b: Strip) -> float:
        text = self.text
        x, y = text[a.end - 1], text[b.start]
        if _beside(text, a, b):
            return BESIDE
        score = 0.0
        if x in ENDS:
            score += KNOWN_START if x + y in self.pairs else 0
        elif b.indent >= 2:
            return CLASH
        elif x in PAUSES:
            score += KNOWN_START if x + y in self.pairs else -0.2
        else:
            if x + y in self.pairs:
                score += KNOWN_PAIR
                if text[a.end - 2] + x + y in self.triples or x + text[b.start : b.start + 2] in self.triples:
                    score += KNOWN_TRIPLE
            elif x.isdigit() and (y.isdigit() or y in ".%年月日时万亿元"):
                score += 1.0
            elif _HAN.match(x) and _HAN.match(y):
                score += NEW_PAIR
        if x not in ENDS and b.width > a.width + 2:
            score += EARLY
        elif abs(a.width - b.width) > 3 and x not in ENDS and text[b.end - 1] not in ENDS:
            score += OTHER_WIDTH
        return score + self._brackets(a, b)

    def _brackets(self, a: Strip, b: Strip) -> float:
        first = _BRACKETS.search(self.text, b.start, b.end)
        if not first or first.group() in "()":
            return 0.0
        opening = None
        for bracket in _BRACKETS.finditer(self.text, a.start, a.end):
            opening = bracket.group() if bracket.group() in PAIRS else None
        if opening:
            return 1.5 if PAIRS[opening] == first.group() else -0.5
        return -0.7 if first.group() not in PAIRS else 0.0


def deal(text: str, lines: Sequence[Strip], links: Links) -> tuple[float, list[int]]:
    """The line that each line continues (-1 for none) in the best way to deal the lines to chains."""
    states = [_State(0.0, (), None)]
    for n, line in enumerate(lines):
        best: dict[tuple[int, ...], _State] = {}
        inside = n > 0 and lines[n - 1].block == line.block
        for state in states:
            for option in _options(text, lines, links, state, n, inside):
                if option.tails not in best or best[option.tails].score < option.score:
                    best[option.tails] = option
        states = nlargest(BEAM, best.values(), key=lambda state: state.score)
    top = states[0]
    before = [-1] * len(lines)
    at = top.links
    while at:
        n, previous, at = at
        before[n] = previous
    return top.score, before


def _options(text, lines, links, state, n, inside) -> Iterator[_State]:
    score, tails, way = state
    for p, tail in enumerate(tails):
        gain = links.score(tail, n)
        if inside:
            gain += links.stay if tail == n - 1 else -links.stay
            if tail == n - 1 and links.stay:
                yield _State(score + gain, (*tails[:p], *tails[p + 1 :], n), (n, tail, way))
                continue
        ahead = tails[:p]
        yield _State(score + gain - SKIP * p, (*ahead, *tails[p + 1 :], n), (n, tail, way))
        if ahead:
            cost = sum(DROP if text[lines[t].end - 1] in ENDS else DROP_OPEN for t in ahead)
            yield _State(score + gain - cost, (*tails[p + 1 :], n), (n, tail, way))
    fresh = score - NEW - (links.stay if inside else 0)
    yield _State(fresh, (*tails, n)[-CHAINS:], (n, -1, way))


# -- regions -------------------------------------------------------------------------------------------


def regions(
    text: str, lines: Sequence[Strip], links: Links, before: Sequence[int]
) -> Iterator[list[list[int]]]:
    """The stretches in which chains alternate, each as its chains in reading order."""
    after: dict[int, int] = {previous: n for n, previous in enumerate(before) if previous >= 0}
    cuts = [0, *_cuts(text, lines, links, before, after), len(lines)]
    for low, high in zip(cuts, cuts[1:]):
        chains = _chains(before, low, high)
        for group in _overlapping(chains):
            if len(group) > 1 and _convincing(text, lines, links, group):
                yield group


def _chains(before: Sequence[int], low: int, high: int) -> list[list[int]]:
    chains: dict[int, list[int]] = {}
    for n in range(low, high):
        previous = before[n]
        chain = chains.pop(previous, []) if previous >= low else []
        chains[n] = [*chain, n]
    return sorted(chains.values())


def _overlapping(chains: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    group: list[list[int]] = []
    last = -1
    for chain in chains:
        if group and chain[0] > last:
            yield group
            group = []
        group.append(chain)
        last = max(last, chain[-1])
    if group:
        yield group


def _cuts(text, lines, links, before, after) -> Iterator[int]:
    """Headlines at which all chains end: no link over them has evidence."""
    usual = Counter(line.width for line in lines if line.width >= 8).most_common(1)
    usual = usual[0][0] if usual else 0
    for n in range(1, len(lines)):
        line = lines[n]
        x = text[line.end - 1]
        if "\f" in text[lines[n - 1].end : line.start]:
            yield n
            continue
        if line.block == lines[n - 1].block or x in ENDS or x in PAUSES or usual - 1 <= line.width <= usual:
            continue
        if line.end - line.start > 1.5 * line.width and line.width < usual:
            continue  # letter-spaced to fill the measure: no headline
        if before[n] >= 0 and links.score(before[n], n) > 1 or n in after and links.score(n, after[n]) > 1:
            continue
        over = [(a, b) for b, a in enumerate(before[n : n + 60], n) if 0 <= a < n]
        if sum(links.score(a, b) for a, b in over) <= 0:
            yield n


def _convincing(text, lines, links, group) -> bool:
    members = sorted(n for chain in group for n in chain)
    dealt = [(a, b) for chain in group for a, b in zip(chain, chain[1:])]
    plain = list(zip(members, members[1:]))
    apart = set(dealt) - set(plain)
    left = set(plain) - set(dealt)
    gain = sum(links.score(a, b) for a, b in apart) - sum(links.score(a, b) for a, b in left)
    good = sum(links.score(a, b) >= KNOWN_PAIR - 1 for a, b in apart)
    return gain >= 12 and good >= 5
