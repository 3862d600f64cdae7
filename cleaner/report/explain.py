"""The life of a passage: where it stood, which rules touched it and why, and where it is now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cleaner.core.language import Message, tr
from cleaner.core.notes import told_note
from cleaner.core.pattern import lazy
from cleaner.core.types import Span
from cleaner.report.where import Where, quote, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.core.page import Page
    from cleaner.core.types import Change

# What decided the role of a block, in words.
EVIDENCE: Final = {
    "first_on_page": Message("first on page"),
    "two_lines": Message("two lines"),
    "three_lines": Message("three lines"),
    "stands_out": Message("stands out"),
    "clauses": Message("clauses"),
    "comma": Message("comma"),
    "recurring_form": Message("recurring form"),
    "recurring_length": Message("recurring length"),
    "blank_line_before": Message("blank line before"),
    "no_text_after": Message("no text after"),
    "before_byline": Message("before byline"),
    "after_furniture": Message("after furniture"),
    "after_credit": Message("after credit"),
    "says_caption": Message("says caption"),
    "says_byline": Message("says byline"),
    "joined": Message("joined"),
    "numbered": Message("numbered"),
    "list_line": Message("list line"),
    "label": Message("label"),
    "set_to_section": Message("set to section"),
    "fits_nowhere": Message("fits nowhere"),
    "opens_nothing": Message("opens nothing"),
    "amid_headline": Message("amid headline"),
    "title_of_box": Message("title of box"),
}
# Of the changes that the same rules made, so many are listed.
SHOWN = 12


def find(page: Page, passage: str) -> list[Span]:
    """Every place of the source where a passage stands, as it was read or as it reads now.

    White space does not count: a passage may be copied from the output and still be found in lines.
    """
    letters = "".join(passage.split())
    if not letters:
        return []
    pattern = lazy(r"\s*".join(map(re.escape, letters)))
    found = [Span(*match.span()) for match in pattern.finditer(page.source.text)]
    return found or [
        Span(min(spans).start, max(spans).end)
        for match in pattern.finditer(page.text)
        if (spans := page.spans(*match.span()))
    ]


def explain(page: Page, span: Span, rules: Mapping[str, str]) -> Iterator[str]:
    """What happened to a stretch of the source, line by line; `rules` are their first sentences by name."""
    where = Where(page)
    start, end = span
    yield f"{page.source.name} {where.source(start, end)}: {quote(page.source.text[start:end])}"
    yield from _now(page, where, start, end)
    touched: dict[tuple[str, ...], list[Change]] = {}
    for change in page.changes:
        if change.start < end and change.end > start:
            touched.setdefault(change.rules, []).append(change)
    for names, changes in touched.items():
        yield from _touched(page, where, names, changes, rules)
    if not touched:
        yield "  " + tr("no rule touched it")
    for mark in page.marks:
        if mark.start <= end and mark.end >= start:
            said = tr("marked {kind} by {rule}").format(kind=tr(mark.kind), rule=mark.rule)
            if mark.note:
                said = tr("{said}: {note}").format(said=said, note=told_note(mark.note))
            yield f"  {said}"


def _now(page: Page, where: Where, start: int, end: int) -> Iterator[str]:
    """Where a stretch stands in the output and how it reads there."""
    blocks = where.blocks(start, end)
    for piece, article, block, number in blocks:
        reads = _reads(page, max(piece.start, start), min(piece.end, end))
        yield "  " + tr("now in {article}, {role} {number}: {text}").format(
            article=where.article(article), role=tr(block.role), number=number, text=quote(reads)
        )
        if evidence := page.evidence.get(block.spans[0]):
            said = tr(", ").join(tr(EVIDENCE.get(name, name)) for name in evidence)
            yield "  " + tr("{role} by: {evidence}").format(role=tr(block.role), evidence=said)
        if article.off_topic:
            yield "  " + tr("the article does not belong to the page's subjects and stands last")
        if block.gap_after and block.spans[-1].end <= end:
            yield "  " + tr("text is missing after it")
    if not blocks:
        yield "  " + tr("not in the output")


def _reads(page: Page, start: int, end: int) -> str:
    """How a stretch reads now, widened to whole changes at its ends."""
    for change in page.changes:
        if change.start < end and change.end > start:
            start, end = min(start, change.start), max(end, change.end)
    return page.read(Span(start, end))


def _touched(
    page: Page, where: Where, names: Sequence[str], changes: Sequence[Change], rules: Mapping[str, str]
) -> Iterator[str]:
    """The changes that the same rules made, below what these rules do."""
    for name in names:
        yield f"  {name}: {tr(rules.get(name, ''))}".rstrip(": ")
    for change in changes[:SHOWN]:
        old = page.source.text[change.start : change.end]
        yield f"    {change.start}–{change.end} {_became(old, change)}"
        for ref in change.refs:
            yield "      " + tr("kept copy: {place}").format(place=where.kept(ref))
    if len(changes) > SHOWN:
        yield "    " + tr("and {n} more").format(n=len(changes) - SHOWN)


def _became(old: str, change: Change) -> str:
    if change.reason:
        return tr("{text} was removed: {reason}").format(text=quote(old), reason=tr(change.reason))
    if not change.new:
        return tr("“{old}” became nothing").format(old=show(old))
    return tr("“{old}” became “{new}”").format(old=show(old), new=show(change.new))
