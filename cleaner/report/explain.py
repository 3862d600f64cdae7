"""The life of a passage: where it stood, which rules touched it and why, and where it is now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.core.types import Span
from cleaner.report.where import Where, quote, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cleaner.core.page import Page
    from cleaner.core.types import Change


def find(page: Page, passage: str) -> list[Span]:
    """Every place of the source where a passage stands, as it was read or as it reads now.

    White space does not count: a passage may be copied from the output and still be found in lines.
    """
    letters = "".join(passage.split())
    if not letters:
        return []
    pattern = re.compile(r"\s*".join(map(re.escape, letters)))
    found = [Span(*match.span()) for match in pattern.finditer(page.source.text)]
    return found or [
        Span(spans[0].start, spans[-1].end)
        for match in pattern.finditer(page.text)
        if (spans := page.spans(*match.span()))
    ]


def explain(page: Page, span: Span, rules: Mapping[str, str]) -> Iterator[str]:
    """What happened to a stretch of the source, line by line; `rules` are their first sentences by name."""
    where = Where(page)
    start, end = span
    yield f"{page.source.name} {where.source(start, end)}: {quote(page.source.text[start:end])}"
    blocks = where.blocks(start, end)
    for piece, article, block, number in blocks:
        low, high = max(piece.start, start), min(piece.end, end)
        yield f"  now in {where.article(article)}, {block.role} {number}: {quote(_reads(page, low, high))}"
        if article.off_topic:
            yield "  the article does not belong to the page's subjects and stands last"
        if block.gap_after and block.spans[-1].end <= end:
            yield "  text is missing after it"
    if not blocks:
        yield "  not in the output"
    changes = [change for change in page.changes if change.start < end and change.end > start]
    for change in changes:
        yield from _change(page, where, change, rules)
    if not changes:
        yield "  no rule touched it"
    for mark in page.marks:
        if mark.start <= end and mark.end >= start:
            yield f"  marked {mark.kind} by {mark.rule}{': ' if mark.note else ''}{mark.note}"


def _reads(page: Page, start: int, end: int) -> str:
    """How a stretch reads now, widened to whole changes at its ends."""
    for change in page.changes:
        if change.start < end and change.end > start:
            start, end = min(start, change.start), max(end, change.end)
    return page.read(Span(start, end))


def _change(page: Page, where: Where, change: Change, rules: Mapping[str, str]) -> Iterator[str]:
    old = page.source.text[change.start : change.end]
    place = f"{change.start}–{change.end}"
    if change.reason:
        yield f"  {place} {quote(old)} was removed: {change.reason}"
    else:
        yield f"  {place} {_brief(old)} became {_brief(change.new)}"
    for rule in change.rules:
        yield f"    {rule}: {rules.get(rule, '')}".rstrip(": ")
    for ref in change.refs:
        yield f"    kept copy: {where.kept(ref)}"


def _brief(text: str) -> str:
    return f"“{show(text)}”" if text else "nothing"
