"""What the plan of an archive comes to on one page: copies are set aside, what repeats is marked.

Nothing is cleaned again: a page, what the plan says of its articles, and the page as it is written.  Marks
change no text, and an article that is set aside is still an output of its page, so the page comes back from
its outputs and its log as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.core.types import Mark, Ref, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cleaner.core.page import Page
    from cleaner.core.types import Article

Json = dict[str, Any]
RULE = "find_copies"


class Fate(NamedTuple):
    """What the plan says of an article; all spans are of the source of its page.

    `of` is the kept copy, None for an article that is kept itself; `other` the article that it has the
    passages in common with, of which each refers to a place.
    """

    of: str | None = None
    kind: str = ""
    similarity: float = 0.0
    other: str = ""
    passages: tuple[tuple[Span, Ref], ...] = ()

    def line(self) -> Json:
        """As JSON."""
        passages = [[list(span), list(ref)] for span, ref in self.passages]
        return {**self._asdict(), "passages": passages}

    @classmethod
    def of_line(cls, line: Json) -> Fate:
        """From JSON."""
        passages = tuple((Span(*span), Ref(*ref)) for span, ref in line["passages"])
        return cls(**{**line, "passages": passages})


class Applied(NamedTuple):
    """A page after the plan, and its articles that are set aside, each with why."""

    page: Page
    aside: Mapping[str, Fate]


def apply(page: Page, fates: Mapping[str, Fate]) -> Applied:
    """Put the plan's word on a page into its books.

    Args:
        page: a page as it was cleaned.
        fates: what becomes of its articles, by their ids; one without is kept as it is.
    """
    marks = [mark for article in page.articles for mark in _marks(article, fates.get(article.id))]
    aside = {article: fate for article, fate in fates.items() if fate.of is not None}
    return Applied(page.marked(marks) if marks else page, aside)


def _marks(article: Article, fate: Fate | None) -> Iterator[Mark]:
    if fate is None or not fate.kind:
        return
    if fate.of is not None:
        refs = tuple(ref for _, ref in fate.passages)
        note = f"a copy ({fate.kind}, {fate.similarity:.3f}) of {fate.of}"
        for block in article.blocks:
            for span in block.spans:
                yield Mark("near_duplicate", *span, RULE, note, refs)
                refs = ()  # told once
        return
    note = f"stands in {fate.other} too" if fate.kind == "shared" else f"is contained in {fate.other}"
    for span, ref in fate.passages:
        yield Mark("near_duplicate", *span, RULE, note, (ref,))
