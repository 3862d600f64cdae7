"""Leaving out what does not belong to a page, with its text in the log, so that restoring still works."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.core.page import Page


def drop_off_topic(page: Page) -> Page:
    """Remove the articles that do not belong to the page's subjects (`--off-topic drop`)."""
    for article in page.articles:
        if article.off_topic:
            for block in article.blocks:
                for span in block.spans:
                    page = page.cut(span, "drop_off_topic")
    return page._replace(articles=tuple(article for article in page.articles if not article.off_topic))
