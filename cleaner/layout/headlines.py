"""Puts every headline to the text that it speaks of, wherever it was printed.

Extractors leave headlines before their text, behind it, or gathered at an end of the page.  A headline
shares names and terms with its own article and with no other: of 646 headline lines on 150 pages of
several articles 578 are placed right by that alone, and most others by the line next to them.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from cleaner.layout.flow import pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.layout.flow import Flow, Piece

# What the place of a headline is worth, in shared pairs of characters: next to the text, beside it on
# the far side, and where the text before it breaks off (then it stands in mid-article).
_HOME, _NEXT, _FAR_SIDE, _TORN = 1.7, 0.3, 0.3, 0.5
# A lead echoes its headline.
_LEAD = 0.4
# What it costs that two neighbouring lines are not of one headline: reading on, and going back.
_ON, _BACK = 1.2, 1.5
_CLOSE = 2.0
# A kicker (权威发布) shares nothing and goes with the line below it.
_NOTHING, _WITH_NEXT = 1.0, 0.3
_QUOTE_LIMIT = 80


def read_behind(flow: Flow, pieces: Sequence[Piece]) -> bool:
    """Whether the headlines stand behind their texts: none before the first, one behind the last."""
    if 0 in flow.headlines or len(flow) not in flow.headlines:
        return False
    starts, ends = _starts_and_ends(pieces)
    before = behind = 0.0
    for line, shared in shares(flow, pieces).items():
        gap = next(gap for gap, lines in flow.headlines.items() if line in lines)
        before += shared[starts[gap]] if gap in starts else 0
        behind += shared[ends[gap]] if gap in ends else 0
    return behind > before


def place(flow: Flow, pieces: Sequence[Piece], *, behind: bool) -> dict[int, int]:
    """The piece that each headline line (index of its unit) belongs to."""
    if len(pieces) == 1:
        return {line: 0 for lines in flow.headlines.values() for line in lines}
    shared = shares(flow, pieces)
    placed: dict[int, int] = {}
    gaps = [0, *sorted(flow.headlines), len(flow)]
    for gap, lines in flow.headlines.items():
        i = gaps.index(gap, 1)
        worth = _worth(pieces, (gaps[i - 1], gap, gaps[i + 1]), behind=behind, torn=flow.breaks_off(gap))
        fit = [[s + w for s, w in zip(shared[line], worth, strict=True)] for line in lines]
        seams = _seams(flow, lines)
        for i, line in enumerate(lines[:-1]):
            if max(shared[line]) < _NOTHING and seams[i] <= seams[i + 1]:
                fit[i] = [f + _WITH_NEXT * s for f, s in zip(fit[i], shared[lines[i + 1]], strict=True)]
        for k, piece in enumerate(pieces):
            fit[0][k] += _NEXT * (piece.high == gap)
            fit[-1][k] += _NEXT * (piece.low == gap)
        way = _follow(fit, seams)
        placed |= zip(lines, way, strict=True)
        _spread(lines, pieces, shared, placed)
    return placed


def shares(flow: Flow, pieces: Sequence[Piece]) -> dict[int, list[float]]:
    """What each headline line shares with each piece: its pairs, each shared out among those that have it."""
    lines = [line for lines in flow.headlines.values() for line in lines]
    quoting = _quoting(flow, lines)
    homes = {k: home for home, piece in enumerate(pieces) for k in range(*piece) if k not in quoting}
    leads = {home: k for k, home in reversed(homes.items())}
    return {line: _shared(flow, pairs(flow.units[line].text), homes, leads, len(pieces)) for line in lines}


def _shared(
    flow: Flow, own: Sequence[str], homes: Mapping[int, int], leads: Mapping[int, int], size: int
) -> list[float]:
    """What a headline shares with each of so many pieces.

    Args:
        flow: the page.
        own: the pairs of the headline.
        homes: the piece of every paragraph.
        leads: the first paragraph of every piece.
        size: the number of pieces.
    """
    shared = [0.0] * size
    for pair in own:
        said = flow.spoken[pair]
        counts: dict[int, int] = {}
        for k, count in said.items():
            if k in homes:
                counts[homes[k]] = counts.get(homes[k], 0) + count
        total = sum(map(sqrt, counts.values()))
        echoes = [home for home in counts if leads[home] in said]
        for home, count in counts.items():
            shared[home] += sqrt(count) / total + (_LEAD / len(echoes) if home in echoes else 0)
    return shared


def _quoting(flow: Flow, lines: Sequence[int]) -> set[int]:
    """Short paragraphs that do no more than name a headline (“…”后续报道见明日本版)."""
    short = [k for k, text in enumerate(flow.texts) if len(text) < _QUOTE_LIMIT and "“" in text]
    return {
        k
        for k in short
        for line in lines
        if len(flow.texts[k]) < 3 * len(flow.units[line].text) and flow.units[line].text in flow.texts[k]
    }


def _starts_and_ends(pieces: Sequence[Piece]) -> tuple[dict[int, int], dict[int, int]]:
    starts = {piece.low: k for k, piece in enumerate(pieces)}
    return starts, {piece.high: k for k, piece in enumerate(pieces)}


def _worth(pieces: Sequence[Piece], gaps: tuple[int, int, int], *, behind: bool, torn: bool) -> list[float]:
    """What the place of the headlines in a gap is worth for each piece between the next ones."""
    low, gap, high = gaps
    above = [k for k, piece in enumerate(pieces) if low <= piece.low and piece.high <= gap]
    below = [k for k, piece in enumerate(pieces) if gap <= piece.low and piece.high <= high]
    home, other = (above[::-1], below) if behind else (below, above[::-1])
    if not home:
        home, other = other, home
    worth = [0.0] * len(pieces)
    for k in home:
        worth[k] = _TORN if torn else _HOME
    for k in other:
        worth[k] = _FAR_SIDE
    return worth


def _follow(fit: Sequence[Sequence[float]], seams: Sequence[float]) -> list[int]:
    """The best way through lines that stand together: kicker, headline and subhead rarely part."""
    best = list(fit[0])
    back: list[list[int]] = []
    for line, seam in zip(fit[1:], seams[1:], strict=True):
        came = [
            max((score - seam * _turn(j, k), -j) for j, score in enumerate(best)) for k in range(len(best))
        ]
        best = [score + line[k] for k, (score, _) in enumerate(came)]
        back.append([-j for _, j in came])
    way = [max(range(len(best)), key=best.__getitem__)]
    for step in reversed(back):
        way.append(step[way[-1]])
    return way[::-1]


def _seams(flow: Flow, lines: Sequence[int]) -> list[float]:
    """How easily each line parts from the one above: lines set closer than others are of one headline."""
    blanks = [flow.units[line].blanks for line in lines]
    if len(set(blanks[1:])) < 2:  # noqa: PLR2004 - one distance says nothing
        return [1.0] * len(lines)
    close = min(blanks[1:])
    return [_CLOSE if gap == close else 1.0 for gap in blanks]


def _turn(piece: int, then: int) -> float:
    if piece == then:
        return 0.0
    return _ON if piece < then else _BACK


def _spread(
    lines: Sequence[int],
    pieces: Sequence[Piece],
    shared: Mapping[int, Sequence[float]],
    placed: dict[int, int],
) -> None:
    """Give the first lines to the piece before theirs, if that has none and they fit it nearly as well.

    Two reports of one meeting quote each other's subject; the order of the headlines is theirs.
    """
    k = placed[lines[-1]]
    if not k or pieces[k - 1].high != pieces[k].low or k - 1 in placed.values():
        return
    if any(placed[line] != k for line in lines):
        return
    gains = [shared[line][k - 1] - shared[line][k] for line in lines[:-1]]
    sums = [sum(gains[: i + 1]) for i in range(len(gains))]
    if sums and max(sums) > -1:
        count = sums.index(max(sums)) + 1
        if sum(shared[line][k - 1] for line in lines[:count]) > 2:  # noqa: PLR2004 - two pairs of its own
            placed.update(dict.fromkeys(lines[:count], k - 1))
