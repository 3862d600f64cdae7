"""Finds the item that is alien to its page: the cloud-sea feature among reports of the trade union.

Every article's vocabulary is compared with that of all others.  An alien shares grammar and nothing else;
what makes it one is that the others do have something in common.  Where nothing on a page has, the page is
a mixed one and nothing is alien.  No word list is consulted: the next alien is a recipe or a match report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.bigrams import bigrams, share_known
from cleaner.core.named import NamedTuple
from cleaner.core.types import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.core.page import Page
    from cleaner.core.types import Article

# Measured on 40 pages made for this and 115 others of several articles: aliens .000 to .027, the articles
# of a page on one subject .064 and more, those of mixed pages .004 to .10 (but never far apart).
_ALIEN, _AT_HOME, _RATIO = 0.032, 0.055, 3
# Pairs of characters below which an item (a caption, a list of names) can be unlike anything by chance.
_SHORTEST = 80
# Aliens are guests: no more than this share of a page.
_MOST = 0.5
# One long article is a page of its own, and a short item beside it may be alien to it; two articles of
# like length are a mixed page.  An alien of that kind reaches .037: a long text has said most words once.
# How many times as long the article must be, for how familiar the item may be with it: below .02 are five of
# eight such aliens and one in nine of 46 second articles of mixed pages.
_LONG, _ALIEN_TO_LONG = 800, ((4, 0.04), (2.5, 0.02))


class _Item(NamedTuple):
    article: Article
    words: set[int]
    known: float


def mark_aliens(page: Page) -> Page:
    """Flag the articles that are alien to the page, with a mark that gives the figures."""
    if len(page.articles) < 2:  # noqa: PLR2004 - one article is at home with itself
        return page
    items = _items(page)
    aliens, home = _aliens([item for item in items if len(item.words) >= _SHORTEST])
    if not aliens:
        return page
    flagged = {item.article.id for item in aliens}
    articles = tuple(
        article._replace(off_topic=True) if article.id in flagged else article for article in page.articles
    )
    return page._replace(articles=articles).marked(_mark(item, home) for item in aliens)


def _items(page: Page) -> list[_Item]:
    """Every article with its vocabulary and how much of that the rest of the page knows.

    What the others have between them is told by what is there more than once, so that an input of a thousand
    articles takes a thousand times as long as one of one.
    """
    words = [
        bigrams("\n".join(page.text_of(block) for block in article.blocks if block.role != "caption"))
        for article in page.articles
    ]
    once: set[int] = set()
    again: set[int] = set()
    for own in words:
        again |= once & own
        once |= own
    items: list[_Item] = []
    for article, own in zip(page.articles, words, strict=True):
        shared = len(own & again)
        items.append(_Item(article, own, share_known(shared, len(own), len(once) - len(own) + shared)))
    return items


def _aliens(items: Sequence[_Item]) -> tuple[list[_Item], float]:
    """The aliens, and how familiar each of the others is at least with the rest of the page."""
    if len(items) == 2:  # noqa: PLR2004 - a text and one beside it
        return _beside_a_long_one(*sorted(items, key=lambda item: len(item.words)))
    strange = [item for item in items if item.known <= _ALIEN]
    rest = [item for item in items if item.known > _ALIEN]
    if not strange or len(rest) < 2:  # noqa: PLR2004 - a subject takes two articles
        return [], 0
    home = min(item.known for item in rest)
    size = sum(len(item.words) for item in strange)
    if home < _AT_HOME or size > _MOST * (size + sum(len(item.words) for item in rest)):
        return [], home
    return [item for item in strange if home >= _RATIO * item.known], home


def _beside_a_long_one(item: _Item, long: _Item) -> tuple[list[_Item], float]:
    size = len(long.words)
    alone = size >= _LONG and any(
        size >= times * len(item.words) and item.known <= most for times, most in _ALIEN_TO_LONG
    )
    return [item] if alone else [], long.known


def _mark(item: _Item, home: float) -> Mark:
    spans = [span for block in item.article.blocks for span in block.spans]
    note = (
        f"familiarity with the rest of the page {item.known:.3f}, of every other article at least {home:.3f}"
    )
    return Mark(
        "off_topic", min(span.start for span in spans), max(span.end for span in spans), "mark_aliens", note
    )
