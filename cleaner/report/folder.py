"""The output folder of one input: a file an article, off-topic ones apart, and the two change logs."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from cleaner.core.log import main_headline
from cleaner.report.changelog import Output, log_records
from cleaner.report.formats import json_lines, page_record, render_as
from cleaner.report.frontmatter import front_matter
from cleaner.report.names import article_file
from cleaner.report.people import summary
from cleaner.report.text import OFF_TOPIC, in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from cleaner.core.page import Page
    from cleaner.report.formats import Fields

# The folder of articles that are set aside because a better copy stands in another input.
DUPLICATES = "duplicates"
LOG_FILE = "changes.jsonl"
PAGE_FILE = "page.json"
PEOPLE_FILE = "CHANGES.md"
_EXTENSIONS = {"text": ".txt", "markdown": ".md"}


def page_files(
    page: Page,
    form: str,
    gap_mark: str,
    fields: Fields | None = None,
    aside: Collection[str] = (),
    *,
    prove: bool,
) -> dict[str, bytes]:
    """The files of an input by name: articles and change log, or the page record.

    Args:
        page: the clean page.
        form: "text" or "markdown" for a file an article, "json" for one page record.
        gap_mark: what shows where text is missing.
        fields: what the record has that the page was read from, for the page record.
        aside: ids of articles that are copies of others, which are written apart.
        prove: rebuild the source from the articles and the log.
    """
    if form == "json":
        return {PAGE_FILE: json_lines([page_record(page, fields)])}
    outputs = list(_articles(page, form, gap_mark, aside))
    log = json_lines(log_records(page, outputs, form, prove=prove))
    return {**{output.name: output.data for output in outputs}, LOG_FILE: log}


def people_file(page: Page, rules: Mapping[str, str], failure: str | None) -> dict[str, bytes]:
    """The change log for people; `failure` says why a page was passed through untouched."""
    return {PEOPLE_FILE: summary(page, rules, failure).encode("utf-8", "replace")}


def _articles(page: Page, form: str, gap_mark: str, aside: Collection[str]) -> Iterator[Output]:
    for article in in_order(page.articles):
        texts = [page.text_of(block) for block in article.blocks]
        name = article_file(article.id, main_headline(article, texts), _EXTENSIONS[form])
        rendered = render_as(form, page, [article], gap_mark)
        if form == "markdown":
            rendered = rendered.below(front_matter(page, article))
        apart = f"{DUPLICATES}/" if article.id in aside else f"{OFF_TOPIC}/" if article.off_topic else ""
        yield Output(apart + name, rendered.text.encode("utf-8", "replace"), rendered.places)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of one input; what a run that was stopped left of it goes away."""
    if folder.exists():
        shutil.rmtree(folder)
    paths = {folder / name: data for name, data in files.items()}
    for parent in {path.parent for path in paths}:
        parent.mkdir(parents=True, exist_ok=True)
    for path, data in paths.items():
        path.write_bytes(data)
