"""Where one article ends and the next begins: what print says about it, and the change of vocabulary."""

from __future__ import annotations

from bisect import bisect_left
from math import log
from typing import TYPE_CHECKING

from cleaner.core.bigrams import likeness
from cleaner.core.datelines import BRACKETED_DATELINE
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.layout.flow import Piece
from cleaner.layout.leads import begins_with_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.layout.flow import Flow

# 茂名晚报讯 | 新华社北京5月6日电 | 本报讯（记者…） | 【記者林淑芬／彰化報導】; behind 通讯 资讯 喜讯
# stand other characters.
_DATELINE = lazy(
    r"[^，。！？“”]{2,14}?[讯訊](?:[\s（(]|$)"
    r"|[^，。！？“”]{0,6}?(?:[报報网網社台臺刊]|科技|体育|體育|财经|財經)[讯訊]"
    r"|[^，。！？“”]{0,4}[社网網][^，。！？“”]{0,14}[电電]"
    rf"|{BRACKETED_DATELINE}"
)
_DATELINE_LENGTH = 24
# A lead says when it happened.
_DATED, _LEAD_LENGTH = lazy(r"今天|昨天|今日|昨日|日前|近日|[0-9]日"), 30
_CREDIT = lazy(r"[（(][^（）()]{0,12}(?:记者|記者|通讯员|通訊員|供稿|报道|報導)[^（）()]{0,40}[)）]$")
_CREDIT_LENGTH = 64
# Evidence adds up, in log-odds: logistic regression over 7,000 gaps inside the text between two headlines,
# 230 of them between two articles.  By judgement a dateline is enough.
_BY_AGENCY, _CREDITS, _BYLINE, _WHEN, _HEADING = 9.0, 2.0, 2.0, 1.3, -4.0
# 0.5 more or less changes little; below, speeches fall apart.
ENOUGH = 4.5
# Who signed and the date under it belong to the text above, whatever else is said.
_SIGNATURE = -10.0
# Characters on either side that are compared.  Over 1,600 gaps inside and 190 between articles: likeness
# .122 (lowest tenth .067) inside, .029 (highest tenth .064) between.
_WINDOW = 300
_MIDDLE, _SPREAD, _MOST = 0.075, 0.03, 2.0
_FULL_WEIGHT = 150
# Neighbouring paragraphs that share more than this are of one story, and the texts round them differ no more.
_OF_ONE, _MOST_ALIKE = 0.04, 0.4
# Weight of what they share, up to a limit; one of fewer pairs of characters opens nothing by sharing little.
_NEIGHBOURS, _MOST_SHARED, _SHORT = -25.0, 0.1, 15
# Two headlines that speak of different halves of the text; so many lines that do are rarely of one article.
_HALVES, _MOST_HALVES = 0.55, 3.0
_HALVES_OF_MANY, _MANY, _CLEAR = 2.0, 3, 1.0
# Where all headlines stand together at an end of the page, more lines than one article has, its text is of
# several: less is enough, and what the headlines speak of says more.  By judgement, between values that do as
# well; on 65 pages made so 4 in 100 more of the headlines are at their text.
_GATHERED, _OF_GATHERED = 1.2, 1.5
# A story may begin with a date, too.
_DATE_FIRST = -0.7
# What it says that the text before is long enough for an article.
_LENGTH, _FULL_LENGTH = 1.9, 400


def evidence(flow: Flow, piece: Piece, gap: int, reach: int) -> float:
    """How much says that another text begins at a gap inside a piece."""
    return printed(flow, gap) + change_of_vocabulary(flow, piece, gap, reach)


def unlike(flow: Flow, gap: int) -> bool:
    """Whether the two paragraphs at a gap share so little that it is worth looking further."""
    return likeness(flow.words(gap - 1), flow.words(gap)) < _OF_ONE


def printed(flow: Flow, gap: int) -> float:
    """What print says: dateline, credits, byline, the date of a lead."""
    if gap not in flow.printed:
        flow.printed[gap] = _printed(flow, gap)
    return flow.printed[gap]


def _printed(flow: Flow, gap: int) -> float:
    return (
        _BY_AGENCY * has_dateline(flow.texts[gap])
        + _WHEN * has_date(flow.texts[gap])
        + _CREDITS * _closes(flow, gap - 1)
        + _BYLINE * any(flow.units[i].role == "byline" for i in flow.between.get(gap, ()))
        + _HEADING * (flow.unit(gap - 1).role == "heading")
        + _SIGNATURE * ("signature" in flow.unit(gap).evidence)
    )


def _closes(flow: Flow, paragraph: int) -> bool:
    """Whether a paragraph ends with who wrote it, is a note in brackets or says who signed the text."""
    text = flow.texts[paragraph]
    if text[-1] in "）)" and _CREDIT.search(text[-_CREDIT_LENGTH:]):
        return True
    evidence = flow.unit(paragraph).evidence
    return "note" in evidence or "signature" in evidence


def has_dateline(text: str) -> bool:
    """Whether a paragraph begins as an agency report does (茂名晚报讯, 新华社北京5月6日电)."""
    opening = text[:_DATELINE_LENGTH]
    signed = (
        opening[:1] in "【〔（" or "讯" in opening or "电" in opening or "訊" in opening or "電" in opening
    )
    return signed and bool(_DATELINE.match(text))


def has_date(text: str) -> bool:
    """Whether a paragraph begins as a lead does, with the day on which it happened."""
    lead = text[:_LEAD_LENGTH]
    return ("日" in lead or "天" in lead) and bool(_DATED.search(lead))


def change_of_vocabulary(flow: Flow, piece: Piece, gap: int, reach: int = _WINDOW) -> float:
    """How unlike the texts before and behind a gap are, from -2 (one story) to 2."""
    before, behind = flow.around(piece, gap, reach)
    alike, size = flow.compare(before, behind)
    return unlikeness(alike) * min(1.0, size / _FULL_WEIGHT)


def unlikeness(alike: float) -> float:
    """How unlike two texts are, from -2 (one story) to 2, by the likeness of their vocabularies."""
    return max(-_MOST, min(_MOST, (_MIDDLE - alike) / _SPREAD))


def cut(flow: Flow, piece: Piece, headlines: Sequence[Sequence[str]]) -> Iterator[int]:
    """The gaps at which a piece falls into several articles.

    Args:
        flow: the page.
        piece: the text between two headlines.
        headlines: the character pairs of each headline line that belongs somewhere in this piece.  Two
            that speak of different halves are a reason to part them.
    """
    reach = _reach(flow, piece, headlines) if len(headlines) > 1 else []
    gap = _clearest(flow, piece, reach)
    if gap is None:
        return
    yield gap
    at = flow.offset(piece, gap)
    early = [own for own, places in zip(headlines, reach, strict=False) if _sides(places, at, 0.5) >= 0]
    late = [own for own in headlines if own not in early] if reach else []
    yield from cut(flow, Piece(piece.low, gap), early)
    yield from cut(flow, Piece(gap, piece.high), late)


class _Reach(NamedTuple):
    """Of the pairs of a headline that are in a text, the first places of all and the last ones, sorted."""

    firsts: list[int]
    lasts: list[int]


def _reach(flow: Flow, piece: Piece, headlines: Sequence[Sequence[str]]) -> list[_Reach]:
    """Where in a piece each headline is spoken of."""
    reach = [_Reach([], []) for _ in headlines]
    for (firsts, lasts), own in zip(reach, headlines, strict=True):
        for pair in own:
            inside = [k for k in flow.spoken[pair] if piece.low <= k < piece.high]
            if inside:
                first, last = inside[0], inside[-1]
                firsts.append(flow.offset(piece, first) + flow.texts[first].find(pair))
                lasts.append(flow.offset(piece, last) + flow.texts[last].rfind(pair))
        firsts.sort()
        lasts.sort()
    return reach


def _clearest(flow: Flow, piece: Piece, reach: Sequence[_Reach]) -> int | None:
    """The gap for which most says that an article begins there, if that is enough.

    Vocabularies are compared last, where they can still make a gap the clearest.
    """
    gathered = bool(reach) and flow.has_gathered_headlines
    found, least = None, ENOUGH - _GATHERED * gathered
    length = flow.offset(piece, piece.high)
    weight = _OF_GATHERED if gathered else 1.0
    most_parted = weight * (_HALVES * _MOST_HALVES * bool(reach) + _HALVES_OF_MANY * (len(reach) >= _MANY))
    for gap in range(piece.low + 1, piece.high):
        at = flow.offset(piece, gap)
        said = printed(flow, gap) + _LENGTH * min(1.0, at / _FULL_LENGTH)
        said += _DATE_FIRST * begins_with_date(flow.texts[gap])
        if said + most_parted + _MOST < least:
            continue
        shared = _shared(flow, gap)
        most = _MOST if shared < _OF_ONE else _MOST_ALIKE
        said += _NEIGHBOURS * shared
        if said + most_parted + most < least:
            continue
        said += weight * _parted(reach, at, length)
        if said + most < least:
            continue
        said += change_of_vocabulary(flow, piece, gap)
        if said >= least:
            found, least = gap, said
    return found


def _shared(flow: Flow, gap: int) -> float:
    """How much the paragraphs at a gap share, up to a limit; a short one may go with any other."""
    before, behind = flow.words(gap - 1), flow.words(gap)
    if len(behind) < _SHORT:
        return _MOST_SHARED
    return min(_MOST_SHARED, likeness(before, behind))


def _parted(reach: Sequence[_Reach], at: int, length: int) -> float:
    """What the headlines say for a gap: 0 unless one speaks of the text before it and one of that behind."""
    if not reach:
        return 0.0
    sides = [_sides(places, at, at / length) for places in reach]
    clear = max(0.0, min(_MOST_HALVES, max(sides), -min(sides)))
    return _HALVES * clear + _HALVES_OF_MANY * (clear >= _CLEAR and len(reach) >= _MANY)


def _sides(reach: _Reach, at: int, share: float) -> float:
    """Whether a headline speaks of the text before a place (positive) or behind it (negative)."""
    early = bisect_left(reach.lasts, at)
    late = len(reach.firsts) - bisect_left(reach.firsts, at)
    return late * max(-2.0, log(1 - share)) - early * max(-2.0, log(share))
