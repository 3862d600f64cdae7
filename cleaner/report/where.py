"""Places of a page in words: the line of a source offset, and the article and block that hold it now."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from cleaner.core.language import tr
from cleaner.core.log import main_headline

if TYPE_CHECKING:
    from cleaner.core.page import Page
    from cleaner.core.types import Article, Block, Ref, Span

# Quoted passages are shown by their ends.
ENDS = 14
# So many characters are not known again without their surroundings.
_TELLING = 3


class Where:
    """Finds places of one page."""

    def __init__(self, page: Page) -> None:
        """Take the page; its lines and blocks are listed when first asked for."""
        self.page = page

    @cached_property
    def _lines(self) -> list[int]:
        starts, at = [], 0
        for line in self.page.source.text.splitlines(keepends=True):
            starts.append(at)
            at += len(line)
        return starts

    @cached_property
    def _blocks(self) -> list[tuple[Span, Article, Block, int]]:
        return sorted(
            (span, article, block, number)
            for article in self.page.articles
            for number, block in enumerate(article.blocks, 1)
            for span in block.spans
        )

    def line(self, at: int) -> int:
        """The line of the source, counted from 1."""
        return max(1, bisect_right(self._lines, at))

    def source(self, start: int, end: int) -> str:
        """A stretch of the source in words.  `1741–1899 (line 45)`."""
        place = f"{start}–{end}" if end > start else f"{start}"
        return tr("{place} (line {line})").format(place=place, line=self.line(start))

    def quoted(self, start: int, end: int) -> str:
        """A stretch of the source in quotation marks; a few characters alone would say nothing."""
        text = self.page.source.text
        before = text[max(0, start - ENDS) : start].rpartition("\n")[2].lstrip()
        after = text[end : end + ENDS].partition("\n")[0].rstrip()
        if ink(text[start:end]) > _TELLING or not before + after:
            return quote(text[start:end])
        return f"“…{show(before)}【{show(text[start:end].strip())}】{show(after)}…”"

    def blocks(self, start: int, end: int) -> list[tuple[Span, Article, Block, int]]:
        """The block spans that a stretch of the source meets: span, article, block, its number from 1."""
        return [found for found in self._blocks if found[0].start < end and found[0].end > start]

    def now(self, start: int, end: int) -> str:
        """Where a stretch of the source stands in the output."""
        places: dict[str, dict[str, None]] = {}
        for _, article, block, number in self.blocks(start, end):
            place = tr("{role} {number}").format(role=self.role(article, block), number=number)
            places.setdefault(self.article(article), {})[place] = None
        told = (
            tr("{article}, {blocks}").format(article=article, blocks=tr(" and ").join(blocks))
            for article, blocks in places.items()
        )
        return tr(" and ").join(told) or tr("not in the output")

    def role(self, article: Article, block: Block) -> str:
        """What a block is called; lines of a headline by their place around the main one, as editors do."""
        titles = [one for one in article.blocks if one.role == "title"]
        if block.role != "title" or len(titles) == 1:
            return tr(block.role)
        texts = [self.page.text_of(one) for one in titles]
        main = texts.index(main_headline(article._replace(blocks=tuple(titles)), texts) or "")
        at = titles.index(block)
        return tr("kicker") if at < main else tr("subhead") if at > main else tr("main headline")

    def article(self, article: Article) -> str:
        """An article by its id and the start of its headline, or of its text where it has none."""
        texts = [self.page.text_of(block) for block in article.blocks]
        headline = main_headline(article, texts) or next(iter(texts), "")
        return tr("article {id} {headline}").format(id=article.id, headline=quote(headline))

    def kept(self, ref: Ref) -> str:
        """Where the kept copy of a passage stands."""
        if ref.page is not None:
            return f"{ref.page} {ref.start}–{ref.end}"
        return tr("{place}, {now}").format(
            place=self.source(ref.start, ref.end), now=self.now(ref.start, ref.end)
        )


def quote(text: str, ends: int = ENDS) -> str:
    """A passage in quotation marks, by its first and last characters.

    >>> quote("电白区于2022年挂牌成立，保障了职工的劳动报酬和生命健康权益。", 8)
    '“电白区于2022…和生命健康权益。”'
    """
    text = show(" ".join(text.split()))
    if len(text) > 2 * ends + 1:
        text = f"{text[:ends]}…{text[-ends:]}"
    return f"“{text}”"


def ink(text: str) -> int:
    """How many characters a text has without white space: what all figures for people count.

    >>> ink("工会 2025\u3000年")
    7
    """
    return sum(map(len, text.split()))


def show(text: str) -> str:
    r"""Text in which every character can be seen, for one line of a terminal or of a list.

    >>> show("工人\u3000日\n报\udcff\u200b")
    '工人␣日⏎报�<U+200B>'
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char in "\n\r\v\f\x85\u2028\u2029":
        return "⏎"
    if char == "\u3000":
        return "␣"
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return char if char.isprintable() else f"<U+{ord(char):04X}>"
