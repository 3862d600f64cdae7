"""Furniture that was taken for a part of the text around it; the lines of the source tell it apart.

In lines of their own folios, page numbers and service lines are judged as those of the page are
(`furniture_lines`): a paragraph that mentions a date, an editor or a hotline keeps every character.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN, SENTENCE_END
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.layout import folio, notices
from cleaner.layout.furniture_lines import (
    ENOUGH_INSIDE,
    LETTERED,
    PAGE_NUMBER,
    WRAPS,
    find_folios,
    find_notices,
    find_page_numbers,
)
from cleaner.layout.unit import source_lines

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from cleaner.core.page import Page
    from cleaner.core.types import Reason
    from cleaner.layout.house import Own
    from cleaner.layout.unit import Line


class Find(NamedTuple):
    """A stretch of text offsets to be taken out, and the rule that found it."""

    start: int
    end: int
    reason: Reason
    rule: str


# A folio as wide as the page falls apart where columns are read out: what gives the paper or the date is its
# head; other parts, which that has not, may stand in lines of their own between those of the text.
_OF_ITS_HEAD = frozenset(("paper", "date"))
_SCATTERED = frozenset(("weekday", "page", "section"))
# The share of the longest line of its paragraph that a full line has.
FULL = 0.75
# Where in the text it is worth looking for a folio that was joined to it.
_JOINED_FOLIO = lazy(rf"星期|{folio.MAKERS}|编辑/|編輯/|期 ?(?:19|20)|版 ?(?:19|20)")
_JOINED_NUMBER = lazy(r"[—–·•~] ?\d{1,3} ?[—–·•~]")
# What is a page's between the lines of a sentence: its code, which nothing else looks like, and its number.
_CODE = LETTERED + r"|第(?:\d{1,3}|[一二三四五六七八九十]{1,3})版"
_BARE = r"\d{1,3}|[一二三四五六七八九十]{1,2}"
_BARE_CODE = lazy(_CODE)
_BARE_NUMBER = lazy(_BARE)
_ALONE = lazy(rf"\n[{BLANK}]*(?:{_BARE}|{_CODE})(?=[{BLANK}]*[\n\r])")
_ALONE_PART = lazy(rf"\n[{BLANK}]*(?:{folio.WEEKDAYS}|{folio.PAGES}|{folio.SECTIONS})(?=[{BLANK}]*[\n\r])")
# A model's name before its number, or who sends the reader to a page.
_NAMED = lazy(r"[A-Za-z\-见見看在至到刊转轉于於（(]$")
_HAN_END = lazy(f"[{HAN}]$")
# What a number belongs to before and after it.
_COUNTS = lazy(r"[0-9.,:：%话話号號码碼线線路楼室第约近超达至到共为仅的有了每各满逾增减降升长约於于达约]$")
_COUNTED = lazy(
    r"[0-9.,:%％℃°多余个個名人年月日时時分秒点點元万萬亿億千百十岁歲次家户戶条條項项件只支台辆輛米公里平吨噸升克度倍成所届屆期号號版页頁位座头頭亩畝处處场場集天周层層路比至到、]"
)


def worth_a_look(page: Page, lines: Sequence[Line]) -> set[int]:
    """The lines that may have had furniture joined to them."""
    return _alone_in(page, lines, _ALONE) | {
        i
        for i, (text, *_) in enumerate(lines)
        if notices.may_hold(text) or _JOINED_FOLIO.search(text) or _JOINED_NUMBER.search(text)
    }


def _alone_in(page: Page, lines: Sequence[Line], part: re.Pattern[str]) -> set[int]:
    """The lines to which a part of a folio, alone in its line of the source, may have been joined."""
    places = [match.end() - 1 for match in part.finditer(page.source.text)]
    if not places:
        return set()
    starts = sorted((page.offset(line.start), i) for i, line in enumerate(lines))
    return {starts[max(0, bisect_right(starts, (place, len(lines))) - 1)][1] for place in places}


def find_joined(
    page: Page, line: Line, told: frozenset[str] = frozenset(), *, opens: bool = False
) -> Iterator[Find]:
    """What stood in lines of its own in the source and was taken for a part of the text around it.

    `told` are the numbers of pages that the folio gives, `opens` says that the line is the source's first.
    """
    pieces = list(source_lines(page, line))
    texts = [text for text, _ in pieces]
    folios = list(map(_is_folio, texts)) if len(pieces) > 1 else []
    if folios and opens:
        folios[0] = _is_folio(texts[0], folio.ENOUGH)
    found = False
    i = 0
    while i < len(pieces) > 1:
        behind, reason, rule = _judge_pieces(texts, folios, told, i)
        if rule:
            found = True
            last, at = pieces[behind - 1]
            yield Find(pieces[i][1], at + len(last), reason, rule)
        i = behind
    if not found and (end := notices.glued(line.text)) is not None:
        yield Find(line.start + end, line.end, "boilerplate", find_notices.__name__)


def _judge_pieces(
    pieces: Sequence[str], folios: Sequence[bool], told: frozenset[str], first: int
) -> tuple[int, Reason, str]:
    """What the source lines from `first` on are, and behind how many of them that ends.

    `folios` tells which of them are one alone.
    """
    if _is_number_inside(pieces, told, first):
        return first + 1, "furniture", find_page_numbers.__name__
    begins = notices.may_begin(pieces[first])
    for behind in range(min(first + WRAPS, len(pieces)), first, -1):
        text = " ".join(pieces[first:behind])
        above, last = pieces[first : behind - 1], pieces[behind - 1]
        if PAGE_NUMBER.fullmatch(text) or (folios[behind - 1] and _are_parts(above, text)):
            return behind, "furniture", find_folios.__name__
        said = begins and notices.is_notice(text)
        if said and (not above or notices.goes_on("".join(above), last)):
            return behind, "boilerplate", find_notices.__name__
    return first + 1, "furniture", ""


def _are_parts(others: Sequence[str], text: str) -> bool:
    """Whether the lines above one that is a folio alone are parts of it: `text` is all of them."""
    return not others or (_is_folio(text) and all(folio.parts(other).found for other in others))


def _is_number_inside(pieces: Sequence[str], told: frozenset[str], i: int) -> bool:
    """Whether a page's number or code stands between two full lines of a sentence that has no use for it.

    A wrapped figure would stand on a line with its neighbours.  A code, or the number that the folio gives,
    may stand where the sentence was taken for two, and a number before what it seems to count.
    """
    is_code = pieces[i] in told or bool(_BARE_CODE.fullmatch(pieces[i]))
    if not i or not (is_code or _BARE_NUMBER.fullmatch(pieces[i])):
        return False
    full = FULL * max(map(len, pieces))
    before, after = pieces[i - 1], pieces[i + 1] if i + 1 < len(pieces) else ""
    if len(before) < full:
        return False
    if is_code:
        goes_on = not after or not after[0].isascii()
        return goes_on and not _NAMED.search(before) and not before.endswith(SENTENCE_END)
    if not after:  # the sentence was taken for two
        return i > 1 and _HAN_END.search(before) is not None and not _COUNTS.search(before)
    is_torn = not _COUNTS.search(before) and not _COUNTED.match(after)
    return is_torn and (len(after) >= full or i + 2 == len(pieces))


def _is_folio(text: str, enough: float = ENOUGH_INSIDE) -> bool:
    found = folio.parts(text)
    return found.score >= enough and found.other <= folio.OTHER * found.letters


def find_scattered(page: Page, lines: Sequence[Line], known: Sequence[Find], own: Own = ()) -> Iterator[Find]:
    """The parts of a folio that fell apart, in lines of their own of the source: each stands there once.

    The name of a section alone may be a headline: it counts only on a page whose folio certainly fell apart,
    as one does that was found at several places.

    Args:
        page: the page.
        lines: its lines.
        known: what was found by other rules: what stands there is accounted for.
        own: parts of folios that only this house has.
    """
    said = [page.text[find.start : find.end] for find in known if find.rule == find_folios.__name__]
    missing = _missing([folio.parts(text, own) for text in said])
    apart = len(said) > 1
    places = [
        (text, at)
        for i in (_alone_in(page, lines, _ALONE_PART) if missing else ())
        for text, at in source_lines(page, lines[i])
        if not any(find.start < at + len(text) and at < find.end for find in known)
    ]
    for kind, pattern in (("weekday", folio.WEEKDAY), ("page", folio.PAGE), ("section", folio.SECTION)):
        found = [(text, at) for text, at in places if kind in missing and pattern.fullmatch(text)]
        if len(found) == 1 and (apart or kind != "section"):
            text, at = found[0]
            apart = True
            yield Find(at, at + len(text), "furniture", find_folios.__name__)


def _missing(folios: Sequence[folio.Parts]) -> frozenset[str]:
    """What the folio of a page has not, though it gives the paper or the date, and may have elsewhere."""
    kinds = {kind for parts in folios for kind in parts.found}
    return frozenset() if kinds.isdisjoint(_OF_ITS_HEAD) else _SCATTERED - kinds
