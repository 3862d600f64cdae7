"""Lines and phrases of the house's own lists (`cleaner.core.house`)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN, NEWLINE
from cleaner.core.house import House, phrases
from cleaner.core.pattern import lazy
from cleaner.core.types import Change, Mark, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.core.decisions import Decision
    from cleaner.core.page import Page
    from cleaner.layout.unit import Line

Own = tuple[tuple[str, re.Pattern[str]], ...]
"""Parts of a folio by name, as `folio.PARTS` has them, that only this house has."""
_LETTER = lazy(rf"[{HAN}A-Za-z0-9]")
_LINE_END = lazy(f"[{NEWLINE}]|\\Z")


@cache
def own_parts(house: House) -> Own:
    """What the lists add to the parts of a folio: papers, staff with their names, sections."""
    parts: list[tuple[str, re.Pattern[str]]] = []
    if house.mastheads:
        parts.append(("paper", phrases(house.mastheads)))
    if house.staff:
        titles = phrases(house.staff).pattern
        name = rf"[{BLANK}]?[:：/／∕]?[{BLANK}]?[{HAN}·]{{2,4}}?(?={titles}|[^{HAN}·]|$)"
        parts.append(("staff", re.compile(rf"(?:{titles}){name}")))
    if house.standing_heads:
        parts.append(("section", phrases(house.standing_heads)))
    return tuple(parts)


def find_house_lines(lines: Sequence[Line], own: Own) -> Iterator[int]:
    """Take out lines of the house's mastheads, staff and standing heads, which `cleaner.toml` names.

    Only lines that consist of these and of nothing else: a text that speaks of the paper or of one of its
    columns keeps every character.
    """
    for i, line in enumerate(lines) if own else ():
        rest = line.text
        for _, pattern in own:
            rest = pattern.sub("\t", rest)
        if rest != line.text and not _LETTER.search(rest):
            yield i


def phrase_lines(text: str, lines: Sequence[Line], house: House) -> Iterator[int]:
    """The lines that are a phrase to be removed, or a part of one that was wrapped."""
    places = [place for place, whole in _places(text, house) if whole]
    for i, line in enumerate(lines) if places else ():
        if any(place.start <= line.start and line.end <= place.end for place in places):
            yield i


def remove_phrases(page: Page, house: House, decisions: Sequence[Decision] = ()) -> Page:
    """Take out the phrases that the house's list of phrases to remove has, wherever they stand.

    The text before and after is one text again.  A phrase that fills its line goes with the other lines that
    belong to no article.  Before a page is laid out only those go that reach over a line end, so that their
    line end goes, too; all others afterwards: a dateline parts articles also where nobody wants to read it.
    """
    from cleaner.core.decisions import note_of, refused

    places = [place for place, whole in _places(page.text, house) if not whole]
    if not page.articles:
        places = [place for place in places if len(page.text[slice(*place)].splitlines()) > 1]
    found = [page.spans(*place) for place in places]
    notes: dict[Mark, None] = {}
    cuts: list[Change] = []
    for spans in found:
        if decision := refused(decisions, spans):
            notes[note_of(decision)] = None
        else:
            cuts += [Change(*span, "", (remove_phrases.__name__,), (), "boilerplate") for span in spans]
    page = _without_empty_blocks(page.cut_all(cuts)) if cuts else page
    return page.marked(notes) if notes else page


def _without_empty_blocks(page: Page) -> Page:
    articles = [
        article._replace(blocks=tuple(block for block in article.blocks if page.text_of(block).strip()))
        for article in page.articles
    ]
    return page._replace(articles=tuple(article for article in articles if article.blocks))


def _places(text: str, house: House) -> Iterator[tuple[Span, bool]]:
    """Where phrases to be removed stand in a text, and whether they have their lines to themselves.

    The blanks behind a phrase that opens a line go with it.
    """
    for match in phrases(house.remove).finditer(text) if house.remove else ():
        start = max(text.rfind(end, 0, match.start()) for end in NEWLINE) + 1
        behind = _LINE_END.search(text, match.end())
        before, after = text[start : match.start()], text[match.end() : behind.start() if behind else None]
        blanks = 0 if before.strip() else len(after) - len(after.lstrip())
        yield Span(match.start(), match.end() + blanks), not (before + after).strip()
