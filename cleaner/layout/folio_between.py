"""Folios between the lines of a sentence, taken out before anything asks how its lines go on.

Where an extractor ends one column and begins the next it may write the folio in between.  Its short lines
look like a torn end, like a headline, or like a part of the sentence, so it goes before repeats, gaps, chunks
and line ends are judged.  All others wait for the layout (`furniture`), which knows more of their page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, NEWLINE, SENTENCE_END, ideographs_wide
from cleaner.core.pattern import lazy
from cleaner.core.types import Change
from cleaner.layout import folio
from cleaner.layout.furniture import own_parts
from cleaner.layout.furniture_inside import Find
from cleaner.layout.furniture_lines import ENOUGH_INSIDE, find_folios, folio_runs, is_of_page
from cleaner.layout.joins import FOR_JOIN, evidence
from cleaner.layout.metadata import read_metadata
from cleaner.layout.unit import read_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cleaner.core.decisions import Decision
    from cleaner.core.house import House
    from cleaner.core.page import Page
    from cleaner.layout.folio import Parts
    from cleaner.layout.house import Own
    from cleaner.layout.unit import Line

# Without a date or a page's number in a line of its own there is no such folio.
_MAY_BE = lazy(rf"\n[{BLANK}]*+[^\n。]{{0,40}}(?:{folio.DATE.pattern}|{folio.PAGES})[^\n。]{{0,90}}\n")
# A folio has no more lines on either side of such a one.
_REACH = 6
_LINE_END = lazy(rf"[{BLANK}]*(?:\r\n|[{NEWLINE}])")
# Columns by which two full lines of one column may differ.
RAGGED = 1
# Running text has a mark in every line or two.
_PROSE = lazy("[，、；：]")
# What tells that a sentence goes on from one line to the other, and not only that it may.
_TELLS = frozenset(("ends_on_link", "starts_inside", "splits_number", "splits_known_pair", "splits_word"))


def cut_folios(
    page: Page, skip: Collection[str] = (), decisions: Sequence[Decision] = (), house: House | None = None
) -> Page:
    """Take out the folios that stand between two lines of a sentence, with the line end behind them.

    They are lines that consist of the parts of a folio, two and more or one that says as much, below a line
    without a stop and above one that goes on from it.  A date alone stays, and so does one below a stop: it
    ends a letter or a speech.
    """
    if find_folios.__name__ in skip or not _MAY_BE.search(page.text):
        return page
    own, lines = own_parts(house), list(read_lines(page.text))
    around = {
        Find(lines[first].start, lines[behind - 1].end, "furniture", find_folios.__name__): (
            lines[first - 1].end,
            lines[behind].start,
        )
        for first, behind in _between(page, lines, own)
    }
    finds = list(around)
    if decisions:
        from cleaner.layout.decided import as_decided

        page, finds = as_decided(page, finds, decisions)
    said = [line for find in finds for line in page.text[find.start : find.end].splitlines()]
    cuts = [change for find in finds for change in _cuts(page, find, *around[find])]
    return page.cut_all(cuts)._replace(metadata={**page.metadata, **read_metadata(said, own)})


def _cuts(page: Page, find: Find, end: int, start: int) -> Iterator[Change]:
    """The changes that leave one line end between the text before a folio and that behind it."""
    for span in page.spans(find.start, find.end):
        yield Change(*span, "", (find.rule,), (), find.reason)
    line_end = _LINE_END.match(page.text, end)
    kept = line_end.end() if line_end else end
    for low, high in ((kept, find.start), (find.end, start)):
        for span in page.spans(low, high) if low < high else ():
            yield Change(*span, "", (find.rule,))


def _between(page: Page, lines: Sequence[Line], own: Own) -> Iterator[tuple[int, int]]:
    """The first line of each folio in mid-sentence, and that behind it."""
    usual = Counter(line.blanks for line in lines[1:]).most_common(1)[0][0] if len(lines) > 1 else 0
    for run, parts in _runs(page.text, lines, own):
        first, behind = run[0], run[-1] + 1
        while first and folio.names_page(lines[first - 1].text):
            first -= 1
        while behind < len(lines) and folio.names_page(lines[behind].text):
            behind += 1
        if not 1 < first < behind < len(lines) or not is_of_page(parts):
            continue
        if parts.score < (folio.ENOUGH if behind - first > 1 else ENOUGH_INSIDE):
            continue
        is_apart = max(lines[first].blanks, lines[behind].blanks) > usual
        if _goes_on(page.text, lines, first - 1, behind, is_apart=is_apart):
            yield first, behind


def _runs(text: str, lines: Sequence[Line], own: Own) -> Iterator[tuple[range, Parts]]:
    """The runs of folio lines round about those that may tell one; most lines are far from any."""
    starts = [line.start for line in lines]
    behind = 0
    for match in _MAY_BE.finditer(text):
        at = bisect_left(starts, match.start())
        low, high = max(behind, at - _REACH), min(len(lines), at + _REACH)
        if low < at < high:
            for run, parts in folio_runs(lines[low:high], own):
                yield range(low + run.start, low + run.stop), parts
            behind = high


def _goes_on(text: str, lines: Sequence[Line], above: int, below: int, *, is_apart: bool) -> bool:
    """Whether a sentence goes on from one line to another one, over what stands between them.

    Both stand in a column of running text, or the characters that meet tell it; these alone if more than the
    usual white space parts them.
    """
    half, other = lines[above], lines[below]
    if half.page != other.page:
        return False
    if half.text.endswith(tuple(SENTENCE_END)) or _indent(text, other) > _indent(text, half):
        return False
    said = dict.fromkeys(evidence(half.text, other.text, ["caption"], text))
    if sum(map(FOR_JOIN.__getitem__, said)) <= 0:
        return False
    wide = _measure(text, half)
    is_full = any(abs(wide - _measure(text, line)) <= RAGGED for line in (lines[above - 1], other))
    if is_full and not is_apart:
        return True
    return bool(_PROSE.search(half.text)) and not _TELLS.isdisjoint(said)


def _measure(text: str, line: Line) -> float:
    """How far a line reaches into its column, in ideographs."""
    return _indent(text, line) + ideographs_wide(line.text)


def _indent(text: str, line: Line) -> int:
    """The white space that a line begins with."""
    return line.start - text.rfind("\n", 0, line.start) - 1
