"""Finds what belongs to the page and not to its articles: folios, page numbers, banners, service lines.

Everything is judged by composition (`folio`, `notices`) and place, never by one word, and in lines of
their own: a paragraph that mentions a date, an editor or a hotline keeps every character.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cleaner.core.chars import BLANK
from cleaner.core.types import Change, Mark
from cleaner.layout import folio, notices
from cleaner.layout.unit import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.core.page import Page
    from cleaner.core.types import Reason


class Find(NamedTuple):
    """A stretch of text offsets to be taken out, and the rule that found it."""

    start: int
    end: int
    reason: Reason
    rule: str


# Parts that only a folio has; a date with its weekday alone may head a diary or a fixture list.
_OF_A_PAGE = {"page", "paper", "staff", "section", "issue", "place"}
# Away from the edges of a page a folio must show more of itself.
ENOUGH_INSIDE = 4.5
# Letters left over when a narrow folio wraps (`王` / `芳`).
LEFTOVER = 3
# Lines that a notice may be wrapped into.
WRAPS = 3
# A running header stands at the edge of so many pages at least.
RUNNING = 2
_B = f"[{BLANK}]*"
_PAGE_NUMBER = re.compile(
    rf"[—–\-·•.~【\[(（]+{_B}\d{{1,4}}{_B}[—–\-·•.~】\])）]+"
    rf"|第{_B}\d{{1,4}}{_B}页(?:{_B}[，,/]?{_B}共{_B}\d{{1,4}}{_B}页)?|第[A-Z]?\d{{1,3}}版|[A-Z]\d{{1,2}}版"
)
_NUMBER = re.compile(rf"[A-Z]?{_B}\d{{1,4}}")
_MARKS = re.compile(rf"[❶-❿➊-➓▲△▼▽◆◇●○■□★☆※{BLANK}]+")
_BANNER = re.compile(rf"[❶-❿{BLANK}]*(?:{folio.SUPPLEMENTS})[^。！？；，]{{0,40}}$")
_DIGITS = re.compile(r"\d+")


def find_furniture(lines: Sequence[Line]) -> Iterator[Find]:
    """Yield the furniture and the notices among the lines of one input, in order."""
    rules: dict[int, tuple[Reason, str]] = {}
    for rule in (find_folios, find_page_numbers, find_running_headers):
        for i in rule(lines):
            rules.setdefault(i, ("furniture", rule.__name__))
    for i in find_notices(lines):
        rules.setdefault(i, ("boilerplate", "find_notices"))
    for i, line in enumerate(lines):
        if i in rules:
            yield Find(line.start, line.end, *rules[i])
        elif (at := notices.glued(line.text)) is not None:
            yield Find(line.start + at, line.end, "boilerplate", "find_notices")


def find_notices(lines: Sequence[Line]) -> Iterator[int]:
    """Service lines (see `notices`), also where a narrow column wraps them."""
    i = 0
    while i < len(lines):
        behind = i + 1
        if notices.may_begin(lines[i].text):
            text, longest = lines[i].text, 0
            while behind <= i + WRAPS:
                if notices.is_notice(text):
                    longest = behind
                if behind == len(lines) or not notices.goes_on(text, lines[behind].text):
                    break
                text += lines[behind].text
                behind += 1
            yield from range(i, longest)
            behind = max(longest, i + 1)
        i = behind


def _edge(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether the lines `first` to `last` stand at the top or the foot of their page."""
    return (
        first == 0
        or last == len(lines) - 1
        or lines[first - 1].page != lines[first].page
        or lines[last + 1].page != lines[last].page
    )


def find_folios(lines: Sequence[Line]) -> Iterator[int]:
    """Folios and mastheads: neighbouring lines that consist of the parts of a folio.

    Extractors print the parts of a folio as one line or as many.  A line of a date and nothing else stays:
    it may sign a letter or open a diary.
    """
    found = [folio.parts(line.text) for line in lines]
    for run in _pure_runs(lines, found):
        kinds = Counter(name for i in run for name in found[i].found)
        score = sum(folio.WEIGHT[name] * min(count, 2) for name, count in kinds.items())
        enough = folio.ENOUGH if _edge(lines, run[0], run[-1]) else ENOUGH_INSIDE
        if score >= enough and not _OF_A_PAGE.isdisjoint(kinds):
            yield from run
            behind = run[-1] + 1
            if behind < len(lines) and _is_leftover(lines[behind].text) and not lines[behind].blanks:
                yield behind
        else:
            yield from (i for i in run if folio.is_credit(lines[i].text))


def _pure_runs(lines: Sequence[Line], found: Sequence[folio.Parts]) -> Iterator[range]:
    """Runs of lines that consist of the parts of folios, and of what wrapping left of them in between."""
    first = last = -1
    for i, parts in enumerate(found):
        if parts.found and parts.other <= folio.OTHER * parts.letters:
            first, last = (i if first < 0 else first), i
        elif first >= 0 and (not _is_leftover(lines[i].text) or i - last > 1):
            yield range(first, last + 1)
            first = -1
    if first >= 0:
        yield range(first, last + 1)


def _is_leftover(text: str) -> bool:
    return len(text) <= LEFTOVER and not text.endswith(("。", "！", "？", "”"))


def find_page_numbers(lines: Sequence[Line]) -> Iterator[int]:
    """Page numbers (`— 3 —`, `第4页 共5页`) and marks of photos that stand alone (`❶`).

    A bare number counts only at the very edge of its page: inside it may be a table's.
    """
    for i, line in enumerate(lines):
        text = line.text
        if len(text) <= 16 and (
            _PAGE_NUMBER.fullmatch(text)
            or (_MARKS.fullmatch(text))
            or (_NUMBER.fullmatch(text) and len(lines) > 1 and _edge(lines, i, i))
        ):
            yield i


def find_running_headers(lines: Sequence[Line]) -> Iterator[int]:
    """Lines that stand at the edge of several pages of one input, figures aside, and supplement banners."""
    if not lines:
        return
    edges: dict[str, list[int]] = {}
    if lines[-1].page:
        for i, line in enumerate(lines):
            if len(line.text) <= folio.LONGEST and _edge(lines, i, i):
                edges.setdefault(_DIGITS.sub("0", line.text), []).append(i)
        for places in edges.values():
            if len({lines[i].page for i in places}) >= RUNNING:
                yield from places
    yield from _banner(lines)


def _banner(lines: Sequence[Line]) -> Iterator[int]:
    """The banner of a supplement at the foot of its page: it opens with the kind of page and has no sentence."""
    for first in range(len(lines) - 1, max(0, len(lines) - 1 - WRAPS), -1):
        if "。" in lines[first].text:
            return
        if _BANNER.match(lines[first].text):
            yield from range(first, len(lines))


def without(lines: Sequence[Line], finds: Sequence[Find]) -> Iterator[Line]:
    """Yield the lines that are left."""
    starts = {find.start for find in finds}
    glued = {find.end: find.start for find in finds}
    cut = False
    for line in lines:
        if line.start in starts:
            cut = True
        elif line.end in glued:
            yield line._replace(text=line.text[: glued[line.end] - line.start].rstrip(), cut=cut)
            cut = True
        else:
            yield line._replace(cut=True) if cut else line
            cut = False


def take_out(page: Page, finds: Sequence[Find]) -> Page:
    """Record the finds as removals, and `continued on page 4` as a mark, in one pass over the changes."""
    cuts = sorted((span, find) for find in finds for span in page.spans(find.start, find.end))
    starts = [change.start for change in page.changes]
    changes: list[Change] = []
    at = 0
    for span, find in cuts:
        low = bisect_left(starts, span.start)
        changes += page.changes[at:low]
        changes.append(Change(span.start, span.end, "", (find.rule,), (), find.reason))
        at = bisect_left(starts, span.end)
    changes += page.changes[at:]
    marks = [
        Mark("continuation", *span, find.rule, page.source.text[span.start : span.end])
        for span, find in cuts
        if notices.CONTINUATION.search(page.text, find.start, find.end)
    ]
    return replace(page, changes=tuple(changes)).marked(marks)
