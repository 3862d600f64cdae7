"""The life of a passage: where it stood, which rules touched it and why, and where it is now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cleaner.core.language import Message, tr
from cleaner.core.notes import told_note
from cleaner.core.types import Span
from cleaner.report.text import GAP_MARK, in_order
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
    "in_text_type": Message("in the type of the text"),
    "clauses": Message("clauses"),
    "comma": Message("comma"),
    "recurring_form": Message("recurring form"),
    "recurring_length": Message("recurring length"),
    "blank_line_before": Message("blank line before"),
    "no_text_after": Message("no text after"),
    "before_byline": Message("before byline"),
    "after_furniture": Message("after furniture"),
    "before_lead": Message("before lead"),
    "date_first": Message("date first"),
    "same_day": Message("same day"),
    "other_day": Message("other day"),
    "opens_alike": Message("opens alike"),
    "one_paragraph": Message("one paragraph"),
    "announces": Message("announces"),
    "fragment": Message("fragment"),
    "notice": Message("heads a notice"),
    "over_list": Message("over a list"),
    "over_author": Message("over an author"),
    "says_caption": Message("says caption"),
    "says_byline": Message("says byline"),
    "joined": Message("joined"),
    "numbered": Message("numbered"),
    "list_line": Message("list line"),
    "label": Message("label"),
    "signature": Message("signature"),
    "note": Message("note in brackets"),
    "speech": Message("speech in quotes"),
    "set_to_section": Message("set to section"),
    "fits_nowhere": Message("fits nowhere"),
    "opens_nothing": Message("opens nothing"),
    "amid_headline": Message("amid headline"),
    "title_of_box": Message("title of box"),
}
# Of the changes that the same rules made, so many are listed.
SHOWN = 12
# Characters shown before and after a passage, and at either end of a long one.
AROUND = 16
LONG = 40


def find(page: Page, passage: str) -> list[Span]:
    """Every place of the source where a passage stands, as it was read or as it reads now.

    White space and signs of missing text do not count: a passage may be copied from the output, across
    paragraphs too, and is found in lines.  What stands there in several places of the source is that many.
    """
    letters = "".join(passage.replace(GAP_MARK, "").split())
    if not letters:
        return []
    pattern = re.compile(r"\s*".join(map(re.escape, letters)))  # `lazy` would keep what was asked for
    found = [Span(*match.span()) for match in pattern.finditer(page.source.text)]
    return found or list(dict.fromkeys(_find_in_output(page, pattern)))


def _find_in_output(page: Page, pattern: re.Pattern[str]) -> Iterator[Span]:
    """The places of the source that read as a passage in the text as it reads now, in either order."""
    order = tuple(
        span for article in in_order(page.articles) for block in article.blocks for span in block.spans
    )
    borders = [0, *(offset for span in sorted(order) for offset in span), len(page.source.text)]
    rest = (Span(a, b) for a, b in zip(borders[::2], borders[1::2], strict=True) if a < b)
    for ordered in (page, page._replace(flow=(*order, *rest)) if order else page):
        for match in pattern.finditer(ordered.text):
            yield from _joined(page, sorted(ordered.spans(*match.span())))


def _joined(page: Page, spans: Sequence[Span]) -> Iterator[Span]:
    """Spans in one where nothing but white space and removed text is between them."""
    here: Span | None = None
    for span in spans:
        if here and (page.read(Span(here.end, span.start)).strip() or _stands_between(page, here, span)):
            yield here
            here = None
        here = Span(here.start, span.end) if here else span
    if here:
        yield here


def _stands_between(page: Page, one: Span, other: Span) -> bool:
    """Whether so much was removed between two spans that they are two places."""
    return any(c.reason and one.end <= c.start < other.start for c in page.changes)


def explain(page: Page, span: Span, rules: Mapping[str, str]) -> Iterator[str]:
    """What happened to a stretch of the source, line by line; `rules` are their first sentences by name."""
    where = Where(page)
    start, end = span
    yield f"{show(page.source.name)} {where.source(start, end)}: {_quoted(page.source.text[start:end])}"
    yield "  " + tr("in the input: {text}").format(text=_surroundings(page, span))
    yield from _now(page, where, start, end)
    touched: dict[tuple[str, ...], list[Change]] = {}
    for change in page.changes:
        if change.start < end and change.end > start:
            touched.setdefault(change.rules, []).append(change)
    for names, changes in touched.items():
        yield from _touched(page, where, names, changes, rules)
    if not touched:
        yield "  " + tr("no rule touched it")
    yield from _copies(page, where, span)
    for mark in page.marks:
        if mark.start <= end and mark.end >= start:
            said = tr("marked {kind} by {rule}").format(kind=tr(mark.kind), rule=mark.rule)
            if mark.note:
                said = tr("{said}: {note}").format(said=said, note=told_note(mark.note))
            yield f"  {said}"


def _quoted(text: str) -> str:
    """A passage by its ends; white space alone as it can be seen."""
    return quote(text) if text.strip() else f"“{show(text)}”"


def _surroundings(page: Page, span: Span) -> str:
    """A passage in brackets, with what stands before and after it in the input."""
    text, (start, end) = page.source.text, span
    passage = show(text[start:end])
    if len(passage) > 2 * LONG:
        passage = f"{passage[:LONG]}…{passage[-LONG:]}"
    return f"{show(text[max(0, start - AROUND) : start])}【{passage}】{show(text[end : end + AROUND])}"


def _copies(page: Page, where: Where, span: Span) -> Iterator[str]:
    """The removed copies of which this is the one that stays."""
    for change in page.removed:
        for ref in change.refs:
            if ref.page is None and ref.start < span.end and span.start < ref.end:
                yield "  " + tr("the copy that stays of {place}, which {rule} took out").format(
                    place=where.source(change.start, change.end), rule=change.rules[0]
                )


def _now(page: Page, where: Where, start: int, end: int) -> Iterator[str]:
    """Where a stretch stands in the output and how it reads there."""
    blocks = where.blocks(start, end)
    for piece, article, block, number in blocks:
        reads = _reads(page, max(piece.start, start), min(piece.end, end))
        role = where.role(article, block)
        yield "  " + tr("now in {article}, {role} {number}: {text}").format(
            article=where.article(article), role=role, number=number, text=_quoted(reads)
        )
        if evidence := page.evidence.get(block.spans[0]):
            said = tr(", ").join(tr(EVIDENCE.get(name, name)) for name in evidence)
            yield "  " + tr("{role} by: {evidence}").format(role=role, evidence=said)
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
            if ref.page is None:
                yield "      " + tr("it reads: {text}").format(
                    text=_surroundings(page, Span(ref.start, ref.end))
                )
    if len(changes) > SHOWN:
        yield "    " + tr("and {n} more").format(n=len(changes) - SHOWN)


def _became(old: str, change: Change) -> str:
    if change.reason:
        return tr("{text} was removed: {reason}").format(text=quote(old), reason=tr(change.reason))
    if not change.new:
        return tr("“{old}” became nothing").format(old=show(old))
    return tr("“{old}” became “{new}”").format(old=show(old), new=show(change.new))
