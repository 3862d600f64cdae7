"""Finds what belongs to the page and not to its articles, and takes it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.pattern import lazy
from cleaner.core.types import Change, Mark
from cleaner.layout import folio, notices
from cleaner.layout.furniture_inside import Find, find_joined, find_scattered, worth_a_look
from cleaner.layout.furniture_lines import (
    find_contents,
    find_folios,
    find_notices,
    find_page_names,
    find_page_numbers,
    find_running_headers,
)
from cleaner.layout.metadata import page_numbers
from cleaner.layout.unit import source_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.core.house import House
    from cleaner.core.page import Page
    from cleaner.core.types import Reason
    from cleaner.layout.house import Own
    from cleaner.layout.unit import Line

# Rules that take out whole lines, whatever else is in them.
_WHOLE = {"remove_phrases", "find_contents"}
# What a headline or a byline has not.
_RUNS_ON = lazy("[，。]")


def find_furniture(page: Page, lines: Sequence[Line], house: House | None = None) -> list[Find]:
    """The furniture and the notices among the lines of a page, in order; `house` knows more of them."""
    rules: dict[int, tuple[Reason, str]] = {}
    own = own_parts(house)
    lines = [part for line in lines for part in _apart(page, line, own)]
    if house:
        rules = _of_house(page, lines, house, own)
    edges = _edges_of_source(page, lines)
    folios = list(find_folios(lines, own, edges))
    told = frozenset(number for i in folios for number in page_numbers(lines[i].text, own))
    numbers = list(find_page_numbers(lines, told))
    names = find_page_names(lines, {*folios, *numbers}, next(iter(edges), 0))
    of_rules: list[tuple[str, Reason, Iterable[int]]] = [
        (find_folios.__name__, "furniture", folios),
        (find_page_numbers.__name__, "furniture", numbers),
        (find_folios.__name__, "furniture", names),
        (find_running_headers.__name__, "furniture", find_running_headers(lines)),
        (find_contents.__name__, "boilerplate", find_contents(lines)),
        (find_notices.__name__, "boilerplate", find_notices(lines)),
    ]
    for name, reason, found in of_rules:
        for i in found:
            rules.setdefault(i, (reason, name))
    finds: list[Find] = []
    for i, (reason, name) in rules.items():
        is_mixed = name not in _WHOLE and folio.parts(lines[i].text, own).other
        mixed = list(find_joined(page, lines[i])) if is_mixed else []
        finds += mixed or [Find(lines[i].start, lines[i].end, reason, name)]
    for i in {*worth_a_look(page, lines), *edges[:1]}:
        if i not in rules:
            finds += find_joined(page, lines[i], told, opens=i in edges[:1])
    return sorted({*finds, *find_scattered(page, lines, finds, own)})


def _of_house(page: Page, lines: Sequence[Line], house: House, own: Own) -> dict[int, tuple[Reason, str]]:
    """The lines that the lists of this house name, and those of the parts of folios that only it has."""
    from cleaner.layout.house import find_house_lines, phrase_lines

    rules: dict[int, tuple[Reason, str]] = {}
    for i in phrase_lines(page.text, lines, house):
        rules[i] = "boilerplate", "remove_phrases"
    for i in find_house_lines(lines, own):
        rules.setdefault(i, ("furniture", "find_house_lines"))
    return rules


def own_parts(house: House | None) -> Own:
    """The parts of folios that only this house has."""
    if not house:
        return ()
    from cleaner.layout import house as lists  # most houses have none

    return lists.own_parts(house)


def _apart(page: Page, line: Line, own: Own) -> Iterator[Line]:
    """The parts of a folio that are complete in lines of their own, apart from what was joined to them.

    A complete part goes on nowhere: what stands beside it may be a headline, a credit or a signature.
    """
    whole = folio.parts(line.text, own)
    if not whole.found or whole.other > folio.OTHER * whole.letters:
        yield line
        return
    start = line.start
    for text, at in source_lines(page, line):
        found = folio.parts(text, own)
        if not found.found or found.other:
            continue
        yield from _stretch(page, line, start, at)
        yield from _stretch(page, line, at, at + len(text))
        start = at + len(text)
    yield from _stretch(page, line, start, line.end)


def _stretch(page: Page, line: Line, start: int, end: int) -> Iterator[Line]:
    if text := page.text[start:end].strip():
        yield line._replace(text=text, start=page.text.index(text, start))


def _edges_of_source(page: Page, lines: Sequence[Line]) -> tuple[int, ...]:
    """The line that is first in the source and the one that is last, where columns were put in order, too."""
    if not lines:
        return ()
    if not page.flow:
        return 0, len(lines) - 1
    starts = [page.offset(line.start) for line in lines]
    return starts.index(min(starts)), starts.index(max(starts))


def without(lines: Sequence[Line], finds: Sequence[Find]) -> Iterator[Line]:
    """Yield the lines that are left, and what is left of lines."""
    if not finds:
        yield from lines
        return
    i, cut, continued = 0, False, False
    for line in lines:
        at = line.start
        while i < len(finds) and finds[i].start < line.end:
            yield from _piece(line, at, finds[i].start, cut=cut)
            said = line.text[finds[i].start - line.start : finds[i].end - line.start]
            continued = continued or bool(notices.CONTINUED.search(said))
            at, cut = finds[i].end, True
            i += 1
        left = tuple(_piece(line, at, line.end, cut=cut))
        yield from (piece._replace(continued=True) for piece in left) if continued else left
        cut, continued = cut and not left, continued and not left


def _piece(line: Line, start: int, end: int, *, cut: bool) -> Iterator[Line]:
    """The part of a line between two text offsets, if it says anything."""
    if start == line.start and end == line.end:
        yield line._replace(cut=True) if cut else line
    elif text := line.text[start - line.start : end - line.start].strip():
        at = line.start + line.text.index(text, start - line.start)
        yield line._replace(text=text, start=at, cut=cut, torn=line.torn or bool(_RUNS_ON.search(text)))


def take_out(page: Page, finds: Sequence[Find]) -> Page:
    """Record the finds as removals, and `continued on page 4` as a mark."""
    cuts = [(span, find) for find in finds for span in page.spans(find.start, find.end)]
    marks = [
        Mark("continuation", *span, find.rule, page.read(span))
        for span, find in cuts
        if notices.CONTINUATION.search(page.text, find.start, find.end)
    ]
    changes = (Change(*span, "", (find.rule,), (), find.reason) for span, find in cuts)
    return page.cut_all(changes).marked(marks)
