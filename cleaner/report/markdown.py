"""Markdown: what marks the role of a block, and escapes that can be taken back exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.log import main_headline
from cleaner.core.pattern import lazy
from cleaner.report.text import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.core.page import Page
    from cleaner.core.types import Article, Block
    from cleaner.report.text import Rendered

_AROUND = {"heading": ("## ", ""), "byline": ("*", "*"), "caption": ("> ", "")}

_ANYWHERE = lazy(r"[\\`*_\[\]<>&~]")
_AT_START = lazy(r"(#{1,6}|[-+])(?=\s|$)|\d{1,9}(?=[.)](\s|$))")
_ESCAPED = lazy(r"\\([!-/:-@\[-`{-~])")


def render(page: Page, articles: Iterable[Article], gap_mark: str) -> Rendered:
    """Articles in this order: headlines, bylines, headings and captions marked, text escaped."""
    return _Writer(page, gap_mark).write(articles)


class _Writer(Writer):
    def around(self, article: Article, block: Block) -> tuple[str, str]:
        if block.role == "title":
            texts = [self.page.text_of(block) for block in article.blocks]
            is_main = self.page.text_of(block) == main_headline(article, texts)
            return ("# ", "") if is_main else ("**", "**")
        return _AROUND.get(block.role, ("", ""))

    def shown(self, text: str, *, start: bool) -> str:
        return escape(text, start=start)


def escape(text: str, *, start: bool = True) -> str:
    r"""Text that Markdown shows as it is; `start` where it begins a block.

    >>> escape("1. 坚持*党建*引领")
    '1\\. 坚持\\*党建\\*引领'
    >>> escape("1.5万人次")
    '1.5万人次'
    """
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    at = escaped_at(text) if start else None
    return text if at is None else f"{text[:at]}\\{text[at:]}"


def escaped_at(text: str) -> int | None:
    """Where the beginning of a block is escaped, since it would begin a heading or a list.

    >>> escaped_at("12. 坚持党建引领"), escaped_at("# 坚持"), escaped_at("1.5万人次")
    (2, 0, None)
    """
    match = _AT_START.match(text)
    if not match:
        return None
    return match.end() if match.group()[0].isdigit() else 0


def unescape(text: str) -> str:
    r"""The text that `escape` was given.

    >>> unescape("1\\. 坚持\\*党建\\*引领")
    '1. 坚持*党建*引领'
    """
    return _ESCAPED.sub(r"\1", text)
