"""Articles as text and as Markdown, and where every piece of the source came to stand in them.

In text one blank line parts blocks and two part articles, so that cleaning the output again finds the
same blocks.  Articles stand in reading order, those that do not belong to the page last.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.core.log import main_headline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.core.page import Page
    from cleaner.core.types import Article, Block

GAP_MARK = "〔缺〕"
# The folder of articles that do not belong to their page.
OFF_TOPIC = "off-topic"

_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~]")
_AT_START = re.compile(r"(#{1,6}|[-+])(?=\s|$)|\d{1,9}(?=[.)](\s|$))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Place(NamedTuple):
    """The source span `start:end` reads as `at:until` of an output; all are code points, half-open."""

    start: int
    end: int
    at: int
    until: int


class Rendered(NamedTuple):
    """The text of an output and where the pieces of the source stand in it."""

    text: str
    places: tuple[Place, ...]


def in_order(articles: Iterable[Article]) -> list[Article]:
    """The articles as they are written: those that do not belong to the page last."""
    return sorted(articles, key=lambda article: article.off_topic)


def render(
    page: Page, articles: Iterable[Article], gap_mark: str = GAP_MARK, *, markdown: bool = False
) -> Rendered:
    """Articles one after the other, with a line break at the end.

    Args:
        page: the page.
        articles: which of its articles, in this order.
        gap_mark: what shows where text is missing (never twice: a block that ends with it gets no other).
        markdown: mark the roles, and escape what Markdown would take for its own; `unescape` undoes it.
    """
    writer = _Writer(page, gap_mark, markdown=markdown)
    for article in articles:
        writer.article(article)
    return writer.finish()


class _Writer:
    def __init__(self, page: Page, gap_mark: str, *, markdown: bool) -> None:
        self.page, self.gap_mark, self.markdown = page, gap_mark, markdown
        self.parts: list[str] = []
        self.places: list[Place] = []
        self.at = 0

    def article(self, article: Article) -> None:
        if self.parts:
            self.put("\n")
        texts = [self.page.text_of(block) for block in article.blocks] if self.markdown else []
        headline = main_headline(article, texts) if self.markdown else None
        for block in article.blocks:
            if self.parts:
                self.put("\n")
            self.block(block, headline)

    def block(self, block: Block, headline: str | None) -> None:
        before, after = ("", "")
        if self.markdown:
            before, after = _decoration(block, is_headline=self.page.text_of(block) == headline)
        self.put(before)
        for i, span in enumerate(block.spans):
            text = self.page.read(span)
            at = self.at
            self.put(escape(text, start=not i) if self.markdown else text)
            self.places.append(Place(*span, at, self.at))
        if block.gap_after and self.gap_mark and not "".join(self.parts[-1:]).endswith(self.gap_mark):
            self.put(self.gap_mark)
        self.put(after + "\n")

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def finish(self) -> Rendered:
        return Rendered("".join(self.parts), tuple(self.places))


def _decoration(block: Block, *, is_headline: bool) -> tuple[str, str]:
    """What Markdown puts before and after a block of this role."""
    if block.role == "title":
        return ("# ", "") if is_headline else ("**", "**")
    return {"heading": ("## ", ""), "byline": ("*", "*"), "caption": ("> ", "")}.get(block.role, ("", ""))


def escape(text: str, *, start: bool = True) -> str:
    r"""Text that Markdown shows as it is; `start` where it begins a block.

    >>> escape("1. 坚持*党建*引领")
    '1\\. 坚持\\*党建\\*引领'
    >>> escape("1.5万人次")
    '1.5万人次'
    """
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    if start and (match := _AT_START.match(text)):
        at = match.end() if match.group()[0].isdigit() else 0
        text = f"{text[:at]}\\{text[at:]}"
    return text


def unescape(text: str) -> str:
    r"""The text that `escape` was given.

    >>> unescape("1\\. 坚持\\*党建\\*引领")
    '1. 坚持*党建*引领'
    """
    return _ESCAPED.sub(r"\1", text)
