"""Articles as text, and where every piece of the source came to stand in it.

In text one blank line parts blocks and two part articles, so that cleaning the output again finds the
same blocks.  Articles stand in reading order, those that do not belong to the page last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.core.page import Page
    from cleaner.core.types import Article, Block

GAP_MARK = "〔缺〕"
# The folder of articles that do not belong to their page.
OFF_TOPIC = "off-topic"


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

    def below(self, head: str) -> Rendered:
        """The same below something else."""
        size = len(head)
        places = (Place(start, end, at + size, until + size) for start, end, at, until in self.places)
        return Rendered(head + self.text, tuple(places))


def in_order(articles: Iterable[Article]) -> list[Article]:
    """The articles as they are written: those that do not belong to the page last."""
    return sorted(articles, key=lambda article: article.off_topic)


def render(page: Page, articles: Iterable[Article], gap_mark: str = GAP_MARK) -> Rendered:
    """Articles in this order, as text with a line break at the end.

    `gap_mark` shows where text is missing, never twice: a block that ends with it gets no other.
    """
    return Writer(page, gap_mark).write(articles)


class Writer:
    """Puts articles together and keeps count of where everything stands."""

    def __init__(self, page: Page, gap_mark: str) -> None:
        """Take what is the same for all articles."""
        self.page, self.gap_mark = page, gap_mark
        self.parts: list[str] = []
        self.places: list[Place] = []
        self.at = 0

    def write(self, articles: Iterable[Article]) -> Rendered:
        """One article after the other."""
        for article in articles:
            if self.parts:
                self._put("\n")
            for block in article.blocks:
                if self.parts:
                    self._put("\n")
                self._block(block, *self.around(article, block))
        return Rendered("".join(self.parts), tuple(self.places))

    def around(self, article: Article, block: Block) -> tuple[str, str]:  # noqa: ARG002
        """What stands before and after a block."""
        return "", ""

    def shown(self, text: str, *, start: bool) -> str:  # noqa: ARG002
        """How a piece of a block is written, the first of the block or a later one."""
        return text

    def _block(self, block: Block, before: str, after: str) -> None:
        self._put(before)
        text = ""
        for i, span in enumerate(block.spans):
            at, text = self.at, self.page.read(span)
            self._put(self.shown(text, start=not i))
            self.places.append(Place(*span, at, self.at))
        if block.gap_after and self.gap_mark and not text.endswith(self.gap_mark):
            self._put(self.gap_mark)
        self._put(after + "\n")

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)
