"""What came of pages in figures: characters kept, joined, changed, and removed by reason; gaps; articles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from cleaner.core.language import Message, tr
from cleaner.core.named import NamedTuple
from cleaner.report.doubts import doubts, undecided
from cleaner.report.where import ink, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.core.decisions import Decision
    from cleaner.core.page import Page

_LINE_ENDS: Final = frozenset("\n\r\v\f\x85\u2028\u2029")
# Why passages were removed, as the figures call it.
REASONS: Final = {
    "duplicate": Message("Duplicate"),
    "overprint": Message("Overprint"),
    "boilerplate": Message("Service line"),
    "furniture": Message("Folio or header"),
}


# The same at the head of a column.
_SHORT: Final = {"boilerplate": Message("Service"), "furniture": Message("Folios")}


class Tally(NamedTuple):
    """The figures of one page or of several; characters are counted without white space.

    Attributes:
        name: of the page, or what the sum is of.
        characters: of the source.
        kept: those that stand in the output as they were.
        joined: line ends that were joined across.
        changed: characters that were put differently or dropped, as control characters are.
        removed: characters of removed passages, by reason.
        gaps: places where text is missing.
        articles: all of them.
        off_topic: those that do not belong to their page.
        undecided: places that `clean review` asks about and nobody has decided on.
    """

    name: str
    characters: int
    kept: int
    joined: int
    changed: int
    removed: Counter[str]
    gaps: int
    articles: int
    off_topic: int
    undecided: int


def tally(page: Page, decisions: Iterable[Decision] = ()) -> Tally:
    """The figures of one page; `decisions` are what people decided on it."""
    source = page.source.text
    removed: Counter[str] = Counter()
    changed = joined = 0
    for change in page.changes:
        old = source[change.start : change.end]
        size = ink(old)
        if change.reason:
            removed[change.reason] += size
        else:
            changed += size
            # Laying out takes the white space between blocks; every other line end that went was a join.
            joined += "lay_out" not in change.rules and not _LINE_ENDS.isdisjoint(old)
    characters = ink(source)
    return Tally(
        show(page.source.name),
        characters,
        characters - changed - removed.total(),
        joined,
        changed,
        removed,
        gaps=sum(block.gap_after for block in page.blocks),
        articles=len(page.articles),
        off_topic=sum(article.off_topic for article in page.articles),
        undecided=undecided(doubts(page), decisions),
    )


def total(tallies: Iterable[Tally], name: str) -> Tally:
    """The sum of the figures of pages."""
    removed: Counter[str] = Counter()
    figures = [0] * len(_FIGURES)
    for one in tallies:
        removed.update(one.removed)
        figures = [a + getattr(one, field) for a, field in zip(figures, _FIGURES, strict=True)]
    return Tally(name=name, removed=removed, **dict(zip(_FIGURES, figures, strict=True)))


_FIGURES: Final = tuple(field for field in Tally._fields if field not in {"name", "removed"})


def table(tallies: Sequence[Tally]) -> list[list[str]]:
    """The figures as a table: a heading, then a row a page; columns of nothing but zeros are left out."""
    columns: list[tuple[str, list[int]]] = [
        (tr("Characters"), [one.characters for one in tallies]),
        (tr("Kept"), [one.kept for one in tallies]),
        (tr("Joined"), [one.joined for one in tallies]),
        (tr("Changed"), [one.changed for one in tallies]),
        *((tr(_SHORT.get(r, said)), [one.removed[r] for one in tallies]) for r, said in REASONS.items()),
        (tr("Gaps"), [one.gaps for one in tallies]),
        (tr("Articles"), [one.articles for one in tallies]),
        (tr("Off-topic"), [one.off_topic for one in tallies]),
        (tr("To decide"), [one.undecided for one in tallies]),
    ]
    columns = [column for i, column in enumerate(columns) if i < _ALWAYS or any(column[1])]
    rows = [[one.name, *(f"{numbers[i]:,}" for _, numbers in columns)] for i, one in enumerate(tallies)]
    return [[tr("Page"), *(heading for heading, _ in columns)], *rows]


_ALWAYS: Final = 2


def record(one: Tally) -> dict[str, object]:
    """The figures for the account of a run: all but the name and the number of articles."""
    figures = {field: value for field, value in one._asdict().items() if field not in {"name", "articles"}}
    return {**figures, "removed": dict(one.removed)}
