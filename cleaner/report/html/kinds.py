"""What a change did, told by what it changed: kinds that a reader of a report knows without our rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from cleaner.report.dropped import drop_off_topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.core.page import Page

Kind = Literal[
    "duplicate", "overprint", "boilerplate", "furniture", "dropped",
    "join", "space", "mark", "character", "between",
]  # fmt: skip
"""The first five take content away, the next four repair, `between` is the white space between blocks."""

REMOVALS: Final = ("duplicate", "overprint", "boilerplate", "furniture", "dropped")
REPAIRS: Final = ("join", "space", "mark", "character")
BREAKS: Final = frozenset("\n\r\v\f\x85\u2028\u2029")


def kinds(page: Page) -> list[Kind]:
    r"""The kind of every change of a settled page, in their order.

    A change that did several things counts as the first of them: content taken away, lines joined, white
    space, marks, characters.

    >>> from cleaner.core.types import Change, Article, Block, Span
    >>> from cleaner.core.page import Page
    >>> from cleaner.core.source import Source
    >>> changes = (Change(1, 2, "", ("a",)), Change(3, 4, "，", ("b",)), Change(5, 6, "", ("c",)))
    >>> article = Article("a1", (Block("paragraph", (Span(0, 5),)),))
    >>> kinds(Page(Source("-", "会\n议,开\n", "", ""), changes=changes, articles=(article,)))
    ['join', 'mark', 'between']
    """
    text = page.source.text
    inside = _inside_blocks(page)
    return [
        change.reason
        or ("dropped" if drop_off_topic.__name__ in change.rules else None)
        or _kind(text[change.start : change.end], change.new, within=within)
        for change, within in zip(page.changes, inside, strict=True)
    ]


def _inside_blocks(page: Page) -> Iterator[bool]:
    """Whether each change stands inside a block."""
    spans = iter(sorted(span for block in page.blocks for span in block.spans))
    span = next(spans, None)
    for change in page.changes:
        while span and span.end <= change.start:
            span = next(spans, None)
        yield span is not None and span.start <= change.start


def _kind(old: str, new: str, *, within: bool) -> Kind:
    if not within and not old.strip():
        return "between"
    if not BREAKS.isdisjoint(old) and BREAKS.isdisjoint(new):
        return "join"
    if old.split() == new.split() or "".join(old.split()) == "".join(new.split()):
        return "space"
    return "mark" if _letters(old) == _letters(new) else "character"


def _letters(text: Sequence[str]) -> list[str]:
    return [char for char in text if char.isalnum()]
