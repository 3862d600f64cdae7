"""Titles and headings as the text behind them has it: a title opens an article, a heading does not.

Roles are first told line by line; what a line announces is only seen beside the text of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.layout.boundaries import change_of_vocabulary, has_date, has_dateline
from cleaner.layout.flow import Flow, Piece, pairs
from cleaner.layout.roles import SHORTEST_HEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.core.types import Role
    from cleaner.layout.unit import Unit

# A title in mid-text is a heading if the text behind it echoes no more of it than this and is no more
# unlike the text before.  Of 200 titles 9 of 13 that are none are found, and 2 that are.
_ECHO, _UNLIKE = 0.15, -0.2
# Behind less text than this vocabularies say nothing.
_LEAST_TEXT = 60
_OF_PRINT = frozenset(("notice", "before_byline"))
# Of gathered headlines this share of the pairs of characters and more is in the text.
_SPEAKS = 0.35


def settle_titles(units: Sequence[Unit]) -> list[Unit]:
    """The units with titles that open nothing as headings, and headings that are of a headline as titles."""
    found = list(units)
    for i in _above_author(units):
        found[i] = _as(units[i], "title", "above_author")
    for i in _amid_headline(found):
        found[i] = _as(units[i], "title", "amid_headline")
    flow = Flow(found)
    for gap in _opening_nothing(flow):
        for i in flow.headlines[gap]:
            found[i] = _as(found[i], "heading", "opens_nothing")
    for gap in _closing(flow):
        for i in flow.headlines[gap]:
            found[i] = _as(found[i], "heading", "fits_nowhere")
    return found


def _as(unit: Unit, role: Role, evidence: str) -> Unit:
    return unit._replace(role=role, evidence=(*unit.evidence, evidence))


def _amid_headline(units: Sequence[Unit]) -> Iterator[int]:
    """Headings right above a title, or between a title and the end: they have no text of their own."""
    for i in range(1, len(units)):
        if units[i].role != "heading" or "numbered" in units[i].evidence or units[i].in_text_type:
            continue
        last = i + 1 == len(units)
        if units[i + 1].role == "title" if not last else units[i - 1].role == "title":
            yield i


def _above_author(units: Sequence[Unit]) -> Iterator[int]:
    """Headings right above a byline and its text: a section names no author.

    What has a number heads a section anyhow; what has a comma may be half a sentence, and what is shorter
    than a headline is the rest of a line.
    """
    for i, unit in enumerate(units[:-2]):
        roles = [other.role for other in units[i : i + 3]]
        if (
            roles == ["heading", "byline", "paragraph"]
            and len(unit.text) > SHORTEST_HEADLINE
            and {"numbered", "comma"}.isdisjoint(unit.evidence)
        ):
            yield i


def _opening_nothing(flow: Flow) -> Iterator[int]:
    """The gaps of titles in mid-text on a page whose first text has a title before it."""
    if 0 not in flow.headlines:
        return
    bounds = [*sorted(flow.headlines), len(flow)]
    for i in range(1, len(bounds) - 1):
        gap = bounds[i]
        if (
            gap < len(flow)
            and not flow.breaks_off(gap)
            and not _opens(flow, Piece(bounds[i - 1], bounds[i + 1]), gap)
        ):
            yield gap


def _closing(flow: Flow) -> Iterator[int]:
    """The end of the text, where the titles behind it speak of nothing in it (此致, 谢谢大家)."""
    gap = len(flow)
    if gap and gap in flow.headlines and not _are_printed(flow):
        text = "\n".join(flow.texts)
        own = [pair for i in flow.headlines[gap] for pair in pairs(flow.units[i].text)]
        if sum(pair in text for pair in own) < _SPEAKS * len(own) + 1:
            yield gap


def _are_printed(flow: Flow) -> bool:
    """Whether print says that the titles behind the text are headlines.

    Some head a notice or name an author, or the other headlines of the page stand behind their texts as well.
    """
    if 0 not in flow.headlines and len(flow.headlines) > 1:
        return True
    return any(not _OF_PRINT.isdisjoint(flow.units[i].evidence) for i in flow.headlines[len(flow)])


def _opens(flow: Flow, piece: Piece, gap: int) -> bool:
    """Whether the text behind a title goes with it rather than with the text before."""
    behind = flow.texts[gap]
    if has_dateline(behind) or has_date(behind) or flow.unit(gap).role == "caption":
        return True
    if any(flow.units[i].role == "byline" for i in flow.between.get(gap, [])):
        return True
    own = [pair for i in flow.headlines[gap] for pair in pairs(flow.units[i].text)]
    before, after = ("\n".join(flow.texts[slice(*side)]) for side in ((piece.low, gap), (gap, piece.high)))
    echo = sum(pair in after and pair not in before for pair in own)
    if echo >= max(1, _ECHO * len(own)):
        return True
    return len(after) >= _LEAST_TEXT and change_of_vocabulary(flow, piece, gap) > _UNLIKE
