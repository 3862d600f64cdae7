"""What the plan of an archive comes to on one page: copies are set aside, what repeats is marked.

Nothing is cleaned again: a page, what the plan says of its articles, and the page as it is written.  Marks
change no text, and an article that is set aside is still an output of its page, so the page comes back from
its outputs and its log as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cleaner.archive.edges import allowed, take_out
from cleaner.archive.rules import CUT, FIND, LINES, VOTE
from cleaner.core.decisions import decide, rejected_mark
from cleaner.core.log import RestoreError, verify
from cleaner.core.named import NamedTuple
from cleaner.core.types import Change, Mark, ProvenanceError, Ref, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cleaner.core.decisions import Decision
    from cleaner.core.page import Page
    from cleaner.core.types import Article, Block

Json = dict[str, Any]


class Said(NamedTuple):
    """What other copies say of a place: it reads `new`, or a note why it may be wrong."""

    span: Span
    new: str | None
    note: str
    refs: tuple[Ref, ...]


class Fate(NamedTuple):
    """What the plan says of an article; all spans are of the source of its page.

    `of` is the kept copy, None for an article that is kept itself; `other` the article that it has the
    passages in common with, of which each refers to a place; `later` whether that article came before it.
    """

    of: str | None = None
    kind: str = ""
    similarity: float = 0.0
    other: str = ""
    later: bool = False
    passages: tuple[tuple[Span, Ref], ...] = ()
    said: tuple[Said, ...] = ()

    def line(self) -> Json:
        """As JSON."""
        return self._asdict()

    @classmethod
    def of_line(cls, line: Json) -> Fate:
        """From JSON."""
        passages = tuple((Span(*span), Ref(*ref)) for span, ref in line["passages"])
        said = tuple(
            Said(Span(*span), new, note, tuple(Ref(*ref) for ref in refs))
            for span, new, note, refs in line["said"]
        )
        return cls(**{**line, "passages": passages, "said": said})


class Applied(NamedTuple):
    """A page after the plan, and its articles that are set aside, each with why."""

    page: Page
    aside: Mapping[str, Fate]


def apply(
    page: Page,
    fates: Mapping[str, Fate],
    lines: Collection[str] = (),
    skip: Collection[str] = (CUT,),
    decisions: Sequence[Decision] = (),
) -> Applied:
    """Put the plan's word on a page into its books.

    Args:
        page: a page as it was cleaned.
        fates: what becomes of its articles, by their ids; one without is kept as it is.
        lines: what stands at the edges of many pages, as `edges` compares it: furniture.
        skip: rules that are left out; paragraphs that an earlier article has, too, are cut only if asked for.
        decisions: what a person decided about the page: what is rejected is not done, and a copy one of whose
            marks is rejected is not set aside.

    Raises:
        ProvenanceError: the page does not come back from its books: a bug of this program.
    """
    before = page.changes
    if lines and LINES not in skip:
        page = take_out(page, lines, decisions)
    marks: list[Mark] = []
    articles: list[Article] = []
    for article in page.articles:
        fate = fates.get(article.id, Fate())
        for said in fate.said if VOTE not in skip else ():
            page, doubts = _heard(page, article, said)
            marks += doubts
        if CUT not in skip and fate.kind == "shared" and fate.later:
            page, article = _without_repeated(page, article, fate, decisions)  # noqa: PLW2901
        said_of = list(_marks(article, fate)) if FIND not in skip else []
        if decisions and any(rejected_mark(decisions, mark) for mark in said_of):
            fates = {**fates, article.id: fate._replace(of=None)}
        marks += said_of
        articles.append(article)
    page = page._replace(articles=tuple(articles))
    if marks:
        page = page.marked(marks)
        page = decide(page, decisions) if decisions else page
    if page.changes != before:
        _prove(page)
    return Applied(page, {name: fate for name, fate in fates.items() if fate.of is not None})


def _prove(page: Page) -> None:
    try:
        verify(page)
    except RestoreError as error:
        raise ProvenanceError(str(error)) from error


def _heard(page: Page, article: Article, said: Said) -> tuple[Page, list[Mark]]:
    """The page with a character of other copies, or a mark where it is not certain or was changed already."""
    start, end = said.span
    place = Span(start, max(end, start + 1))
    inside = any(a <= start and place.end <= b for block in article.blocks for a, b in block.spans)
    touched = any(change.start < place.end and place.start < change.end for change in page.changes)
    if not inside or touched or said.new is None:
        return page, [Mark("uncertain", *place, VOTE, said.note, said.refs)] if inside else []
    new = said.new if end > start else said.new + page.source.text[start]
    change = Change(*place, new, (VOTE,), said.refs)
    return page._replace(changes=tuple(sorted((*page.changes, change)))), []


def _without_repeated(
    page: Page, article: Article, fate: Fate, decisions: Sequence[Decision]
) -> tuple[Page, Article]:
    """Take out the paragraphs that are wholly in passages of another article, unless none would be left."""
    repeated = [(block, ref) for block in article.blocks if (ref := _place_of(block, fate.passages))]
    if decisions and repeated:
        page, left = allowed(page, [block for block, _ in repeated], decisions)
        repeated = [(block, ref) for block, ref in repeated if block in left]
    if len(repeated) == len(article.blocks):
        return page, article
    for block, ref in repeated:
        for span in block.spans:
            page = page.cut(span, CUT, reason="duplicate", ref=ref)
    gone = {block.spans for block, _ in repeated}
    return page, article._replace(blocks=tuple(block for block in article.blocks if block.spans not in gone))


def _place_of(block: Block, passages: Sequence[tuple[Span, Ref]]) -> Ref | None:
    """Where a block stands that is wholly in passages, but for its last mark; None for one that is not."""
    found = None
    for start, end in block.spans:
        inside = [ref for span, ref in passages if span.start <= start and end <= span.end + _MARK]
        if not inside:
            return None
        found = found or inside[0]
    return found


# The mark at the end of a paragraph may differ, or be no part of a passage.
_MARK: Final = 1


def _marks(article: Article, fate: Fate) -> Iterator[Mark]:
    if fate.of is not None:
        refs = tuple(ref for _, ref in fate.passages)
        note = f"a copy ({fate.kind}, {fate.similarity:.3f}) of {fate.of}"
        for block in article.blocks:
            for span in block.spans:
                yield Mark("near_duplicate", *span, FIND, note, refs)
                refs = ()  # told once
        return
    note = f"stands in {fate.other} too" if fate.kind == "shared" else f"is contained in {fate.other}"
    spans = [span for block in article.blocks for span in block.spans]
    for (start, end), ref in fate.passages:
        if any(a < end and start < b for a, b in spans):
            yield Mark("near_duplicate", start, end, FIND, note, (ref,))
