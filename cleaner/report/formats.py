"""The formats of an output: text, markdown, json (one page a line) and jsonl (one article a line)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.core.log import METADATA, main_headline, record
from cleaner.report.text import in_order, render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.core.page import Page
    from cleaner.core.types import Article
    from cleaner.report.text import Rendered


def to_bytes(page: Page, form: str, gap_mark: str) -> bytes:
    """A page as "text", "markdown", "json" or "jsonl", in UTF-8; lines end in LF on every system."""
    if form == "json":
        return json_lines([record(page)])
    if form == "jsonl":
        return json_lines(article_record(page, article, gap_mark) for article in in_order(page.articles))
    return render_as(form, page, in_order(page.articles), gap_mark).text.encode("utf-8", "replace")


def render_as(form: str, page: Page, articles: Iterable[Article], gap_mark: str) -> Rendered:
    """Articles in one of the formats for reading, "text" or "markdown"."""
    if form == "text":
        return render(page, articles, gap_mark)
    from cleaner.report import markdown

    return markdown.render(page, articles, gap_mark)


def json_lines(records: Iterable[dict[str, Any]]) -> bytes:
    """One JSON object a line; a lone surrogate (of a file name that is no UTF-8) as its JSON escape."""
    import json

    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in records)
    return "".join(lines).encode("utf-8", "backslashreplace")


def indented_json(entry: dict[str, Any]) -> bytes:
    """One JSON object for people to read."""
    import json

    return (json.dumps(entry, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def article_record(page: Page, article: Article, gap_mark: str) -> dict[str, Any]:
    """An article under the names that the corpus tools of this field read."""
    texts = [page.text_of(block) for block in article.blocks]
    metadata: dict[str, Any] = {key: page.metadata.get(key) for key in METADATA}
    metadata["title"] = main_headline(article, texts)
    metadata["off_topic"] = article.off_topic
    metadata["gaps"] = sum(block.gap_after for block in article.blocks)
    return {
        "id": f"{page.source.name}#{article.id}",
        "text": render(page, [article], gap_mark).text.rstrip("\n"),
        "source": page.source.name,
        "created": page.metadata.get("date"),
        "metadata": metadata,
    }
