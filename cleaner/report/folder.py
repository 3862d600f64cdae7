"""The output folder of one input: a file an article, off-topic ones apart, and the two change logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.log import main_headline, record
from cleaner.report.changelog import Output, log_records
from cleaner.report.formats import json_lines, render_as
from cleaner.report.names import article_file
from cleaner.report.people import summary
from cleaner.report.text import OFF_TOPIC, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cleaner.core.page import Page

LOG_FILE = "changes.jsonl"
PAGE_FILE = "page.json"
PEOPLE_FILE = "CHANGES.md"
_EXTENSIONS = {"text": ".txt", "markdown": ".md"}


def page_files(  # noqa: D417 - page and gap_mark are what they are everywhere
    page: Page, form: str, gap_mark: str, rules: Mapping[str, str], failure: str | None = None
) -> Iterator[tuple[str, bytes]]:
    """The files of an input by name.

    Args:
        form: "text" or "markdown" for a file an article, "json" for one page record.
        rules: the first sentence of every rule, by name, for the change log for people.
        failure: why the page was passed through untouched, if it was.
    """
    if form == "json":
        yield PAGE_FILE, json_lines([record(page)])
    else:
        outputs = list(_articles(page, form, gap_mark))
        yield from ((output.name, output.data) for output in outputs)
        yield LOG_FILE, json_lines(log_records(page, outputs, form))
    yield PEOPLE_FILE, summary(page, rules, failure).encode("utf-8", "replace")


def _articles(page: Page, form: str, gap_mark: str) -> Iterator[Output]:
    for article in in_order(page.articles):
        texts = [page.text_of(block) for block in article.blocks]
        name = article_file(article.id, main_headline(article, texts), _EXTENSIONS[form])
        rendered = render_as(form, page, [article], gap_mark)
        where = f"{OFF_TOPIC}/{name}" if article.off_topic else name
        yield Output(where, rendered.text.encode("utf-8", "replace"), rendered.places)


def write_files(folder: Path, files: Iterator[tuple[str, bytes]]) -> list[str]:
    """Write files into a folder that nobody reads yet; their names."""
    names = []
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        names.append(name)
    return names
