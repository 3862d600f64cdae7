"""The formats of an output: text, markdown, json (one page a line) and jsonl (one article a line)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from cleaner.core.log import METADATA, main_headline, record
from cleaner.report.text import in_order, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cleaner.core.page import Page
    from cleaner.core.types import Article
    from cleaner.report.changelog import Output
    from cleaner.report.text import Rendered


Fields = Mapping[str, Any]
"""What a record of a JSONL file has besides its text."""


def to_bytes(page: Page, form: str, gap_mark: str, fields: Fields | None = None) -> bytes:
    """A page as "text", "markdown", "json" or "jsonl", in UTF-8; lines end in LF on every system."""
    if form == "json":
        return json_lines([page_record(page, fields)])
    if form == "jsonl":
        return json_lines(article_records(page, gap_mark, fields))
    return render_as(form, page, in_order(page.articles), gap_mark).text.encode("utf-8", "replace")


def render_as(form: str, page: Page, articles: Iterable[Article], gap_mark: str) -> Rendered:
    """Articles in one of the formats for reading, "text" or "markdown"."""
    if form == "text":
        return render(page, articles, gap_mark)
    from cleaner.report import markdown

    return markdown.render(page, articles, gap_mark)


def json_lines(records: Iterable[dict[str, Any]]) -> bytes:
    """One JSON object a line; a lone surrogate (of a file name that is no UTF-8) as its JSON escape."""
    encode = _encoder()
    return "".join([encode(entry) + "\n" for entry in records]).encode("utf-8", "backslashreplace")


@cache
def _encoder() -> Callable[[Any], str]:
    """One for all lines: making one takes as long as a short line."""
    import json

    return json.JSONEncoder(ensure_ascii=False).encode


def indented_json(entry: dict[str, Any]) -> bytes:
    """One JSON object for people to read."""
    import json

    return (json.dumps(entry, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def page_record(page: Page, fields: Fields | None = None) -> dict[str, Any]:
    """The page in the JSON contract, with the fields of the record that it was read from."""
    return {**record(page), "record": dict(fields)} if fields else record(page)


def article_records(page: Page, gap_mark: str, fields: Fields | None = None) -> Iterator[dict[str, Any]]:
    """All articles of a page, each with the fields of the record that the page was read from."""
    return (entry for entry, _ in rendered_records(page, gap_mark, fields))


def rendered_records(
    page: Page, gap_mark: str, fields: Fields | None = None
) -> Iterator[tuple[dict[str, Any], Output]]:
    """The same, each with its text as an output of its own and where everything stands in it."""
    from cleaner.report.changelog import Output

    for article in in_order(page.articles):
        rendered = render(page, [article], gap_mark)
        entry = article_record(page, article, rendered.text)
        data = entry["text"].encode("utf-8", "backslashreplace")
        yield with_fields(entry, fields) if fields else entry, Output(article.id, data, rendered.places)


def with_fields(entry: dict[str, Any], fields: Fields) -> dict[str, Any]:
    """An article with the other fields of its record behind its own.

    What the record says of the date or under `metadata` stands where the page itself says nothing; a
    field `source` goes to `metadata`, for that name is taken.

    >>> entry = {"id": "r.jsonl#7#a1", "source": "r.jsonl#7", "created": None, "metadata": {"title": None}}
    >>> with_fields(entry, {"id": 7, "source": "日报", "created": "2023-04-29", "page": 3})
    ... # doctest: +NORMALIZE_WHITESPACE
    {'id': 'r.jsonl#7#a1', 'source': 'r.jsonl#7', 'created': '2023-04-29',
     'metadata': {'source': '日报', 'title': None}, 'page': 3}
    """
    given = fields.get("metadata")
    metadata = dict(given) if isinstance(given, dict) else {} if given is None else {"metadata": given}
    if "source" in fields:
        metadata["source"] = fields["source"]
    own = {key: value for key, value in entry["metadata"].items() if value is not None or key not in metadata}
    others = {key: value for key, value in fields.items() if key not in entry}
    created = entry["created"] or fields.get("created")
    return {**entry, "created": created, "metadata": {**metadata, **own}, **others}


def article_record(page: Page, article: Article, text: str) -> dict[str, Any]:
    """An article and its text under the names that the corpus tools of this field read."""
    texts = [page.text_of(block) for block in article.blocks]
    metadata: dict[str, Any] = {key: page.metadata.get(key) for key in METADATA}
    metadata["title"] = main_headline(article, texts)
    metadata["off_topic"] = article.off_topic
    metadata["gaps"] = sum(block.gap_after for block in article.blocks)
    return {
        "id": f"{page.source.name}#{article.id}",
        "text": text.rstrip("\n"),
        "source": page.source.name,
        "created": page.metadata.get("date"),
        "metadata": metadata,
    }
