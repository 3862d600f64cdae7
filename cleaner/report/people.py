"""The change log for people: what happened to an input, in one screen of Markdown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from cleaner.core.language import Message, counted, tr
from cleaner.core.notes import told_note
from cleaner.report.markdown import escape
from cleaner.report.where import ENDS, Where, ink, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cleaner.core.page import Page
    from cleaner.core.types import Change

# Why something was removed; the order of the sections.
_REMOVED: Final = {
    "duplicate": Message("Removed: read or written twice"),
    "overprint": Message("Removed: printed on top of itself"),
    "boilerplate": Message("Removed: service lines"),
    "furniture": Message("Removed: folios and page numbers"),
}
# What a mark means to a reader; gaps and off-topic items have sections of their own.
_MARKS: Final = {
    "uncertain": Message("Uncertain: please look"),
    "near_duplicate": Message("Near-duplicates"),
    "continuation": Message("Continued elsewhere"),
    "damaged_bytes": Message("Damaged bytes"),
    "private_use": Message("Characters without a meaning (private use)"),
    "decided": Message("As a person decided, in review or in cleaner.toml"),
}


def summary(page: Page, rules: Mapping[str, str], failure: str | None = None) -> str:
    """CHANGES.md of one input, in the language chosen.

    Args:
        page: the clean page.
        rules: the first sentence of every rule, by name.
        failure: why the page was passed through untouched, if it was.
    """
    where = Where(page)
    lines = [tr("# Changes in {name}").format(name=escape(page.source.name)), "", counts(page), ""]
    if stated := _stated(page):
        lines += [stated, ""]
    if failure:
        lines += [tr("**Passed through untouched:** {failure}").format(failure=escape(tr(failure))), ""]
    for title, items in (
        *((tr(title), _removed(page, where, reason)) for reason, title in _REMOVED.items()),
        (tr("Text is missing"), _gaps(page, where)),
        (tr("Not part of this page's subjects"), _off_topic(page)),
        *((tr(title), _marked(page, where, kind)) for kind, title in _MARKS.items()),
        (tr("What the rules did"), _rules(page, rules)),
    ):
        found = [f"- {item}" for item in items]
        if found:
            lines += [f"## {title}", "", *found, ""]
    return "\n".join([*lines, _foot(), ""])


# What the page says of itself, in the order of a folio.
_STATED: Final = {
    "paper": Message("paper: {value}"),
    "date": Message("date: {value}"),
    "page": Message("page: {value}"),
    "section": Message("section: {value}"),
}


def _stated(page: Page) -> str:
    """What folio and masthead say, which are taken out of the text."""
    known = [(said, page.metadata[key]) for key, said in _STATED.items() if page.metadata.get(key)]
    return " · ".join(tr(said).format(value=escape(value, start=False)) for said, value in known)


def counts(page: Page) -> str:
    """What was read and what came of it, in figures."""
    removed = sum(_size(page, change) for change in page.removed)
    gaps = sum(block.gap_after for block in page.blocks)
    return tr("{read} read ({encoding}), {articles}, {changes}, {removed} removed, {gaps}.").format(
        read=counted(ink(page.source.text), "{n} character", "{n} characters"),
        encoding=page.source.encoding,
        articles=counted(len(page.articles), "{n} article", "{n} articles"),
        changes=counted(len(page.changes), "{n} change", "{n} changes"),
        removed=counted(removed, "{n} character", "{n} characters"),
        gaps=counted(gaps, "{n} place where text is missing", "{n} places where text is missing"),
    )


def _foot() -> str:
    return tr(
        "Offsets count the characters of the input from 0.  `changes.jsonl` lists every change; "
        "`clean restore` gives the input back from this folder.",
    )


def _old(page: Page, change: Change) -> str:
    return page.source.text[change.start : change.end]


def _size(page: Page, change: Change) -> int:
    return ink(_old(page, change))


def _removed(page: Page, where: Where, reason: str) -> Iterator[str]:
    for change in page.removed:
        if change.reason == reason:
            said = tr("{text}: {n} at {place} (rule `{rule}`)").format(
                text=escape(where.quoted(change.start, change.end)),
                n=counted(_size(page, change), "{n} character", "{n} characters"),
                place=where.source(change.start, change.end),
                rule=change.rules[-1],
            )
            if change.refs:
                said += tr("; the kept copy stands at {place}").format(
                    place=escape(where.kept(change.refs[0]))
                )
            yield said


def _gaps(page: Page, where: Where) -> Iterator[str]:
    for article in page.articles:
        for block in article.blocks:
            if block.gap_after:
                end = block.spans[-1].end
                yield tr("after “…{text}” in {article}, {place}").format(
                    text=escape(page.text_of(block)[-ENDS:], start=False),
                    article=escape(where.article(article)),
                    place=where.source(end, end),
                )


def _off_topic(page: Page) -> Iterator[str]:
    for article in page.articles:
        if article.off_topic:
            text = "".join(map(page.text_of, article.blocks))
            yield tr("article {id}, {n}: {text}").format(
                id=article.id,
                n=counted(ink(text), "{n} character", "{n} characters"),
                text=escape(quote(text)),
            )


def _marked(page: Page, where: Where, kind: str) -> Iterator[str]:
    for mark in page.marks:
        if mark.kind == kind:
            text = escape(where.quoted(mark.start, mark.end))
            place = where.source(mark.start, mark.end)
            said = tr("{text} at {place}").format(text=text, place=place)
            if mark.note:
                said = tr("{said}: {note}").format(said=said, note=escape(told_note(mark.note), start=False))
            yield said + tr(" (rule `{rule}`)").format(rule=mark.rule)


def _rules(page: Page, rules: Mapping[str, str]) -> Iterator[str]:
    counts = Counter(rule for change in page.changes for rule in change.rules)
    for rule, count in counts.most_common():
        changes = counted(count, "{n} change", "{n} changes")
        yield tr("`{rule}`, {changes}: {what}").format(
            rule=rule, changes=changes, what=tr(rules.get(rule, ""))
        )
