"""Where one article ends and the next begins: what print says about it, and the change of vocabulary."""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

from cleaner.core.bigrams import likeness
from cleaner.layout.flow import Piece, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.layout.flow import Flow

# 茂名晚报讯 | 新华社北京5月6日电 | 本报讯（记者…）; 通讯 资讯 喜讯 are followed by other characters.
DATELINE = re.compile(
    r"[^，。！？“”]{2,14}?[讯訊](?:[\s（(]|$)"
    r"|[^，。！？“”]{2,8}[讯訊](?![息号號问問飞速])"
    r"|[^，。！？“”]{0,4}社[^，。！？“”]{0,14}[电電]"
)
# A lead says when it happened.
_LEAD = re.compile(r".{0,16}(?:今天|昨天|今日|昨日|日前|近日|[0-9]日)")
_CREDIT = re.compile(r"[（(][^（）()]{0,12}(?:记者|記者|通讯员|通訊員|供稿|报道|報導)[^（）()]{0,40}[)）]$")
# Evidence adds up, in units of about one in three odds.  Measured on 120 pages of several articles with
# the roles known: 2.2 to 2.8 give the same result; below, speeches fall apart, above, gathered headlines
# find articles that were never parted.
ENOUGH = 2.5
_DATELINE, _CREDITS, _BYLINE, _BLANK, _WHEN, _HEADING = 3.0, 2.0, 1.2, 1.0, 0.6, -3.0
# A short line behind which a lead follows that echoes it is a headline, whatever it looked like.
_LEAD_BEHIND, _ECHO, _ECHO_MOST = 1.0, 2.0, 0.8
_LONGEST_LINE = 45
_NO_LINE_END = frozenset("。！；，：、")
# Characters on either side that are compared.  Over 1,600 gaps inside and 190 between articles: likeness
# .122 (lowest tenth .067) inside, .029 (highest tenth .064) between.
_WINDOW = 300
_MIDDLE, _SPREAD, _MOST = 0.075, 0.03, 2.0
_FULL_WEIGHT = 150
_NEIGHBOURS = 0.06
# What two headlines that speak of different halves of the text may add.
_MOST_OF_HEADLINE = 1.0


def evidence(flow: Flow, piece: Piece, gap: int) -> float:
    """How much says that another article begins at a gap inside a piece."""
    return printed(flow, gap) + change_of_vocabulary(flow, piece, gap)


def unlike(flow: Flow, gap: int) -> bool:
    """Whether the two paragraphs at a gap share so little that it is worth looking further."""
    return likeness(flow.words(gap - 1), flow.words(gap)) < _NEIGHBOURS


def printed(flow: Flow, gap: int) -> float:
    """What print says: dateline, credits, byline, empty lines, the date of a lead."""
    before, behind = flow.unit(gap - 1), flow.unit(gap)
    stands = flow.between.get(gap, [])
    first = flow.units[stands[0]] if stands else behind
    return (
        _DATELINE * bool(DATELINE.match(behind.text))
        + _CREDITS * bool(_CREDIT.search(before.text))
        + _BYLINE * any(flow.units[i].role == "byline" for i in stands)
        + _BLANK * (first.blanks > flow.usual_blanks + 1)
        + _WHEN * bool(_LEAD.match(behind.text))
        + announces(flow, gap)
        + _HEADING * (before.role == "heading")
    )


def announces(flow: Flow, gap: int) -> float:
    """What says that a short line at a gap is the headline of the text behind it."""
    if gap + 1 >= len(flow) or not is_line(flow.texts[gap]):
        return 0.0
    behind = flow.texts[gap + 1]
    if is_line(behind):
        return 0.0
    own = pairs(flow.texts[gap])
    echo = sum(pair in behind for pair in own) / len(own) if own else 0.0
    byline = any(flow.units[i].role == "byline" for i in flow.between.get(gap + 1, []))
    return (
        _DATELINE * bool(DATELINE.match(behind))
        + _BYLINE * byline
        + _LEAD_BEHIND * bool(_LEAD.match(behind))
        + _ECHO * min(_ECHO_MOST, echo)
    )


def is_line(text: str) -> bool:
    """Whether a text may be a headline by its length and its end."""
    return len(text) <= _LONGEST_LINE and text[-1] not in _NO_LINE_END


def change_of_vocabulary(flow: Flow, piece: Piece, gap: int) -> float:
    """How unlike the texts before and behind a gap are, from -2 (one story) to 2."""
    left = flow.vocabulary(range(gap - 1, piece.low - 1, -1), _WINDOW)
    right = flow.vocabulary(range(gap, piece.high), _WINDOW)
    unlike = (_MIDDLE - likeness(left, right)) / _SPREAD
    return max(-_MOST, min(_MOST, unlike)) * min(1.0, min(len(left), len(right)) / _FULL_WEIGHT)


def cut(flow: Flow, piece: Piece, headlines: Sequence[Sequence[str]]) -> Iterator[int]:
    """The gaps at which a piece falls into several articles.

    Args:
        flow: the page.
        piece: the text between two headlines.
        headlines: the character pairs of each headline line that belongs somewhere in this piece.  Two
            that speak of different halves are a reason to part them.
    """
    if piece.high - piece.low < 2:  # noqa: PLR2004 - one paragraph has no gap
        return
    where = [[_places(flow, piece, pair) for pair in pairs] for pairs in headlines]
    said, gap = max(_said(flow, piece, where))
    if said < ENOUGH:
        return
    yield gap
    early = [i for i, places in enumerate(where) if _sides(places, gap, 0.5) >= 0]
    late = [i for i in range(len(headlines)) if i not in early]
    yield from cut(flow, Piece(piece.low, gap), [headlines[i] for i in early])
    yield from cut(flow, Piece(gap, piece.high), [headlines[i] for i in late])


def _places(flow: Flow, piece: Piece, pair: str) -> list[int]:
    return [k for k in range(piece.low, piece.high) if pair in flow.texts[k]]


def _said(flow: Flow, piece: Piece, where: Sequence[Sequence[Sequence[int]]]) -> Iterator[tuple[float, int]]:
    """For each gap what says that an article begins there; -inf where it cannot be enough."""
    total = sum(len(flow.texts[k]) for k in range(*piece))
    most = _MOST + 2 * _MOST_OF_HEADLINE * (len(where) > 1)
    length = 0
    for gap in range(piece.low + 1, piece.high):
        length += len(flow.texts[gap - 1])
        said = printed(flow, gap)
        if said + most < ENOUGH:
            yield float("-inf"), gap
            continue
        said += change_of_vocabulary(flow, piece, gap)
        if said >= 0 and len(where) > 1:
            said += _parted(where, gap, length / total)
        yield said, gap


def _parted(where: Sequence[Sequence[Sequence[int]]], gap: int, share: float) -> float:
    """What the headlines say for a gap: 0 unless one speaks of the text before it and one of that behind."""
    sides = [_sides(places, gap, share) for places in where]
    early, late = max(sides), -min(sides)
    if early <= 0 or late <= 0:
        return 0.0
    return min(_MOST_OF_HEADLINE, early / 2) + min(_MOST_OF_HEADLINE, late / 2)


def _sides(places: Sequence[Sequence[int]], gap: int, share: float) -> float:
    """Whether a headline speaks of the text before a gap (positive) or behind it (negative)."""
    side = 0.0
    for paragraphs in places:
        if paragraphs and paragraphs[-1] < gap:
            side -= max(-2.0, log(share))
        elif paragraphs and paragraphs[0] >= gap:
            side += max(-2.0, log(1 - share))
    return side
