"""The account of a page as JSON, and the way back from it to the source.

The change log is the restore recipe: what a block keeps is copied from its text, what was changed or
removed comes from the log, and every stretch of the source must be one or the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.core.language import Message
from cleaner.core.pattern import lazy
from cleaner.core.types import Change, Ref, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.core.page import Page
    from cleaner.core.types import Article, Mark

PAGE_SCHEMA = "cleaner/page/1"
METADATA = ("paper", "date", "weekday", "edition", "page", "section", "editors")

# What the reader makes of bytes that it cannot read: U+DC00 and the byte.
_DAMAGED = lazy("[\udc00-\udcff]")
_SHOWN_AS_DAMAGED = lazy("[\udc00-\udcff\ufffd]")

Json = dict[str, Any]
OldNew = tuple[int, int, str, str]
"""Start, end, old and new text of a change."""


class RestoreError(Exception):
    """An output and its log do not belong together, or one of them was edited since."""


def record(page: Page) -> Json:
    """The page in the JSON contract: complete, so that `restore_text` works from it alone."""
    return {
        "schema": PAGE_SCHEMA,
        "source": source_record(page),
        "metadata": {key: page.metadata.get(key) for key in METADATA},
        "articles": [_article(page, article) for article in page.articles],
        "removed": [_removal(page.source.text, change) for change in page.removed],
        "changes": [change_record(page.source.text, change) for change in page.changes],
        "marks": [mark_record(mark) for mark in page.marks],
    }


def source_record(page: Page) -> Json:
    """What identifies the input; `characters` is the length of its decoded text."""
    source = page.source
    return {
        "name": source.name,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "characters": len(source.text),
    }


def change_record(source: str, change: Change) -> Json:
    """One change; damaged bytes show as U+FFFD in `old` and as they are in `old_bytes`.

    `old_bytes` has, parted by blanks, the hexadecimal byte behind every U+FFFD of `old`, or `fffd` where
    the input itself has that character.
    """
    old = source[change.start : change.end]
    entry: Json = {
        "start": change.start,
        "end": change.end,
        "old": old,
        "new": change.new,
        "rules": list(change.rules),
        "refs": [ref._asdict() for ref in change.refs],
    }
    if not old.isascii() and _DAMAGED.search(old):
        entry["old"] = _DAMAGED.sub("\ufffd", old)
        entry["old_bytes"] = " ".join(
            "fffd" if char == "\ufffd" else f"{ord(char) & 0xFF:02x}"
            for char in _SHOWN_AS_DAMAGED.findall(old)
        )
    return entry


def old_text(entry: Json) -> str:
    """The source text of a change record, damaged bytes as lone surrogates."""
    old = str(entry["old"])
    if "old_bytes" not in entry:
        return old
    chars = iter(entry["old_bytes"].split())
    return _SHOWN_AS_DAMAGED.sub(
        lambda _: chr(0xFFFD if (char := next(chars, "fffd")) == "fffd" else 0xDC00 + int(char, 16)), old
    )


def rebuild(length: int, pieces: Iterable[tuple[Span, str]], changes: Sequence[OldNew]) -> str:
    """The source text from pieces (a source span and how it reads in the output) and sorted changes.

    Raises:
        RestoreError: a stretch of the source is told twice or not at all, or a piece does not read as
            the changes say.
    """
    parts: list[str] = []
    at, i = 0, 0
    for (first, last), text in [*sorted(pieces), (Span(length, length), "")]:
        # Outside the pieces the changes must tell everything.
        while at < first and i < len(changes) and changes[i][0] == at:
            parts.append(changes[i][2])
            at, i = changes[i][1], i + 1
        if at != first:
            raise RestoreError(Message("nothing tells what stood at source offset {at}", at=at))
        used, shift = 0, at  # of the text; source offset minus text offset
        while i < len(changes):
            start, end, old, new = changes[i]
            if start >= last:
                break
            here = start - shift
            if new and not text.startswith(new, here):
                raise RestoreError(
                    Message("the output does not read as its log says at source offset {at}", at=start)
                )
            parts.append(text[used:here])
            parts.append(old)
            used = here + len(new)
            shift, i = end - used, i + 1
        parts.append(text[used:])
        at = len(text) + shift
        if at != last or used > len(text):
            raise RestoreError(
                Message("the output is longer or shorter than its log says at source offset {at}", at=at)
            )
    return "".join(parts)


def verify(page: Page) -> None:
    """Rebuild the source from the blocks (before layout, the text) and the changes of a page and compare.

    Raises:
        RestoreError: it does not come back exactly.
    """
    source = page.source.text
    if page.text == source and not (page.changes or page.articles or page.flow):
        return
    if page.articles:
        pieces = [(span, page.read(span)) for block in page.blocks for span in block.spans]
    elif page.flow:
        pieces = [(span, page.read(span)) for span in page.flow]
    else:
        pieces = [(Span(0, len(source)), page.text)]
    changes = [(start, end, source[start:end], new) for start, end, new, _, _, _ in page.changes]
    if rebuild(len(source), pieces, changes) != source:
        raise RestoreError(Message("the account of the page gives another source"))


def old_new(changes: Iterable[Json]) -> list[OldNew]:
    """What `rebuild` needs of change records."""
    return [(c["start"], c["end"], old_text(c), c["new"]) for c in changes]


def restore_text(account: Json) -> str:
    """The decoded source from a page record, damaged bytes as lone surrogates.

    Raises:
        RestoreError: the record is not a page record, or its texts were edited.
    """
    if account.get("schema") != PAGE_SCHEMA:
        found = account.get("schema")
        raise RestoreError(
            Message("not a page record of schema {schema}: {found!r}", schema=PAGE_SCHEMA, found=found)
        )
    changes = old_new(account["changes"])
    pieces: list[tuple[Span, str]] = []
    for article in account["articles"]:
        for block in article["blocks"]:
            pieces += divide(block["text"], [Span(*span) for span in block["spans"]], changes)
    return rebuild(account["source"]["characters"], pieces, changes)


def divide(text: str, spans: Sequence[Span], changes: Sequence[OldNew]) -> list[tuple[Span, str]]:
    """The part of a block's text that each of its spans gave."""
    if len(spans) == 1:
        return [(spans[0], text)]
    pieces, at = [], 0
    for span in spans:
        length = (
            span.end
            - span.start
            + sum(len(new) - len(old) for start, _, old, new in changes if span.start <= start < span.end)
        )
        pieces.append((span, text[at : at + length]))
        at += length
    if at != len(text):
        raise RestoreError(Message("a block of {n} characters should have {at}", n=len(text), at=at))
    return pieces


def _article(page: Page, article: Article) -> Json:
    texts = [page.text_of(block) for block in article.blocks]
    first = {block.role: text for block, text in reversed(list(zip(article.blocks, texts, strict=True)))}
    return {
        "id": article.id,
        "off_topic": article.off_topic,
        "title": main_headline(article, texts),
        "byline": first.get("byline"),
        "blocks": [
            {
                "role": block.role,
                "text": text,
                "spans": [list(span) for span in block.spans],
                "gap_after": block.gap_after,
            }
            for block, text in zip(article.blocks, texts, strict=True)
        ],
    }


def main_headline(article: Article, texts: Sequence[str]) -> str | None:
    """The headline among the title blocks: the first that is neither kicker (`…：`) nor subhead (`——…`)."""
    titles = [text for block, text in zip(article.blocks, texts, strict=True) if block.role == "title"]
    plain = [text for text in titles if not text.endswith(("：", ":")) and not text.startswith("——")]
    return next(iter(plain or titles), None)


def _removal(source: str, change: Change) -> Json:
    old = source[change.start : change.end]
    start = change.start + len(old) - len(old.lstrip())
    kept: Ref | None = change.refs[0] if change.refs else None
    return {
        "start": start,
        "end": start + len(old.strip()),
        "reason": change.reason,
        "rule": change.rules[0],
        "kept": kept._asdict() if kept else None,
    }


def mark_record(mark: Mark) -> Json:
    """One mark, with references if it has any."""
    entry = mark._asdict()
    refs = entry.pop("refs")
    return {**entry, "refs": [ref._asdict() for ref in refs]} if refs else entry
