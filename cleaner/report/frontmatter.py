"""The head of an article in Markdown: where it comes from and what was done to it, as YAML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cleaner.core.log import METADATA, main_headline
from cleaner.core.pattern import lazy
from cleaner.core.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.core.page import Page
    from cleaner.core.types import Article

_NOT_IN_YAML = lazy("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def front_matter(page: Page, article: Article) -> str:
    """The front matter of an article, with its line of hyphens before and after.

    `spans` are the stretches of the source that the article stands in, in code points; what the page does
    not state is left out.  Values are written as JSON, which YAML 1.2 reads.
    """
    spans = stretches(page, article)
    inside = [c for c in page.changes if any(span.start <= c.start < span.end for span in spans)]
    old = [page.source.text[change.start : change.end] for change in inside if change.reason is not None]
    texts = [page.text_of(block) for block in article.blocks]
    bylines = (text for block, text in zip(article.blocks, texts, strict=True) if block.role == "byline")
    fields: dict[str, Any] = {
        "id": f"{page.source.name}#{article.id}",
        "source": page.source.name,
        "title": main_headline(article, texts),
        "byline": next(bylines, None),
        **{key: page.metadata.get(key) for key in METADATA},
        "off_topic": article.off_topic or None,
        "spans": [list(span) for span in spans],
        "changed": len(inside),
        "removed": sum(len("".join(passage.split())) for passage in old),
        "gaps": sum(block.gap_after for block in article.blocks),
    }
    lines = [f"{key}: {_yaml(value)}\n" for key, value in fields.items() if value is not None]
    return "".join(["---\n", *lines, "---\n\n"])


def _yaml(value: object) -> str:
    """A value in one line; what YAML does not allow or takes for a line end is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def stretches(page: Page, article: Article) -> Sequence[Span]:
    """The stretches of the source that an article stands in, in source order; no other article does."""
    owned = sorted(
        (span, other.id) for other in page.articles for block in other.blocks for span in block.spans
    )
    found: list[Span] = []
    before = ""
    for span, owner in owned:
        if owner == article.id == before:
            found[-1] = Span(found[-1].start, span.end)
        elif owner == article.id:
            found.append(span)
        before = owner
    return found
