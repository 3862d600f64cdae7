"""The change log for people: what happened to an input, in one screen of Markdown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cleaner.report.markdown import escape
from cleaner.report.where import ENDS, Where, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cleaner.core.page import Page
    from cleaner.core.types import Change

_FOOT = """Offsets count the characters of the input from 0.
`changes.jsonl` lists every change; `clean restore` gives the input back from this folder.
"""
# What a mark means to a reader; gaps and off-topic items have sections of their own.
_MARKS = {
    "uncertain": "Uncertain",
    "near_duplicate": "Near-duplicates, both kept",
    "continuation": "Continued elsewhere",
    "damaged_bytes": "Damaged bytes",
    "private_use": "Characters without a meaning (private use)",
}


def summary(page: Page, rules: Mapping[str, str], failure: str | None = None) -> str:
    """CHANGES.md of one input.

    Args:
        page: the clean page.
        rules: the first sentence of every rule, by name.
        failure: why the page was passed through untouched, if it was.
    """
    where = Where(page)
    lines = [f"# Changes in {escape(page.source.name)}", "", counts(page), ""]
    if failure:
        lines += [f"**Passed through untouched:** {escape(failure)}", ""]
    for title, items in (
        ("Removed", _removed(page, where)),
        ("Text is missing", _gaps(page, where)),
        ("Not part of this page's subjects", _off_topic(page)),
        *((title, _marked(page, where, kind)) for kind, title in _MARKS.items()),
        ("What the rules did", _rules(page, rules)),
    ):
        found = [f"- {item}" for item in items]
        if found:
            lines += [f"## {title}", "", *found, ""]
    return "\n".join([*lines, _FOOT])


def counts(page: Page) -> str:
    """What was read and what came of it, in figures."""
    removed = sum(len("".join(_old(page, change).split())) for change in page.removed)
    gaps = sum(block.gap_after for block in page.blocks)
    return (
        f"{len(page.source.text):,} characters read ({page.source.encoding}), "
        f"{number(len(page.articles), 'article')}, {number(len(page.changes), 'change')}, "
        f"{number(removed, 'character')} removed, {number(gaps, 'place')} where text is missing."
    )


def number(count: int, what: str) -> str:
    """A count and its noun."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _old(page: Page, change: Change) -> str:
    return page.source.text[change.start : change.end]


def _removed(page: Page, where: Where) -> Iterator[str]:
    for change in page.removed:
        old = _old(page, change)
        kept = f"; kept copy at {where.kept(change.refs[0])}" if change.refs else ""
        yield escape(
            f"{change.reason}, {number(len(''.join(old.split())), 'character')} at "
            f"{where.source(change.start, change.end)}: {quote(old)}{kept} ({change.rules[-1]})",
        )


def _gaps(page: Page, where: Where) -> Iterator[str]:
    for article in page.articles:
        for block in article.blocks:
            if block.gap_after:
                end = block.spans[-1].end
                last = page.text_of(block)[-ENDS:]
                yield escape(f"after “…{last}” in {where.article(article)}, {where.source(end, end)}")


def _off_topic(page: Page) -> Iterator[str]:
    for article in page.articles:
        if article.off_topic:
            text = "".join(map(page.text_of, article.blocks))
            yield escape(f"article {article.id}, {number(len(text), 'character')}: {quote(text)}")


def _marked(page: Page, where: Where, kind: str) -> Iterator[str]:
    for mark in page.marks:
        if mark.kind == kind:
            old = page.source.text[mark.start : mark.end]
            note = f": {mark.note}" if mark.note else ""
            yield escape(f"{where.source(mark.start, mark.end)}: {quote(old)}{note} ({mark.rule})")


def _rules(page: Page, rules: Mapping[str, str]) -> Iterator[str]:
    counts = Counter(rule for change in page.changes for rule in change.rules)
    for rule, count in counts.most_common():
        yield f"`{rule}`, {number(count, 'change')}: {escape(rules.get(rule, ''))}".rstrip(": ")
