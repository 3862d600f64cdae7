"""`--index`: the pages of a run against all earlier ones, which later runs are compared with in turn."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.archive.apply import Fate, apply
from cleaner.archive.index import fingerprint
from cleaner.archive.verdict import COPIES
from cleaner.cli.copies import SHORTEST
from cleaner.cli.indexing import BATCH, opened, refusing, sentence_of
from cleaner.cli.say import complain
from cleaner.cli.spool import laid_page
from cleaner.core.named import NamedTuple
from cleaner.core.types import Ref, Span
from cleaner.report.formats import json_lines, to_bytes
from cleaner.report.text import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from cleaner.archive.index import Index, Line
    from cleaner.cli.run import Run
    from cleaner.cli.work import Job, Outcome, Settings
    from cleaner.core.page import Page
    from cleaner.core.types import Article


class Laid(NamedTuple):
    """A page that was laid aside; none of an input that could not be read."""

    page: Page | None
    articles: int


def outcomes(run: Run, index: str) -> Iterator[tuple[Job, Outcome]]:
    """What came of every input, with marks where articles stand in earlier pages, too.

    Nothing is set aside: a filter loses no text.
    """
    settings = run.settings
    run.settings = settings._replace(spool=True)
    with opened(index, create=True, copies=settings.copies) as found:
        for job, outcome in run.outcomes():
            yield job, _marked(found, outcome, run, settings) if outcome.log else outcome


def _marked(index: Index, outcome: Outcome, run: Run, settings: Settings) -> Outcome:
    from cleaner.cli.work import log_of, part_of, with_decisions

    page, fields, failure = laid_page(outcome.log)
    lines = [] if failure else _added(index, [page])[0]
    if run.loudness >= 0:
        _say(map(sentence_of, lines))
    fates = {name: fate._replace(of=None) for name, fate in _fates(page, lines) if fate.passages}
    decisions = with_decisions(settings, page.source).options.decisions
    page = apply(page, fates, decisions=decisions).page
    outcome = outcome._replace(
        output=to_bytes(page, settings.form, settings.gap_mark, fields),
        log=log_of(page, settings) if settings.with_log else b"",
        articles=b"",
        part=part_of(page, failure, settings),
    )
    if run.report:
        run.report.add(outcome)
    return outcome


def _added(index: Index, pages: Sequence[Page]) -> list[list[Line]]:
    prints = [fingerprint(page) for page in pages]
    return refusing(lambda: index.add(prints))


def _say(sentences: Iterable[str]) -> None:
    for sentence in filter(None, sentences):
        complain(sentence)


def write_plan(run: Run, index: str, laid: Callable[[], Iterator[Laid]], plan: Path, inputs: int) -> None:
    """Add all pages, then write what became of their articles, a line each in the order of writing.

    The file is kept only if it is complete.  A page that was added already changes nothing, so all of this
    may be stopped and done again.

    Args:
        run: the run, which says which earlier articles have another kept copy now.
        index: the index.
        laid: the pages of the run, from the first one on whenever it is called.
        plan: the file.
        inputs: how many inputs there are.
    """
    aside = plan.with_suffix(".new")
    with opened(index, create=True, copies=run.settings.copies) as found, aside.open("wb") as file:
        pages = (page for page, _ in laid() if page)
        while batch := list(islice(pages, BATCH)):
            changes = (line for lines in _added(found, batch) for line in lines if "was" in line)
            if run.loudness >= 0:
                _say(map(sentence_of, changes))
        file.write(json_lines([{"inputs": inputs}]))
        for page, articles in laid():
            file.writelines(_plan_of(found, page) if page else [b"{}\n"] * articles)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(plan)


def _plan_of(index: Index, page: Page) -> Iterator[bytes]:
    """The lines of the plan for the articles of a page."""
    fates = dict(_fates(page, refusing(lambda: index.lines_of(page.source.name, page.source.sha256))))
    for article in in_order(page.articles):
        yield json_lines([fates[article.id].line()]) if article.id in fates else b"{}\n"


def _fates(page: Page, lines: Iterable[Line]) -> Iterator[tuple[str, Fate]]:
    """What becomes of the articles of a page that are anything to others."""
    own = [line for line in lines if "was" not in line]
    for article, line in zip(page.articles, own, strict=False):  # none of a page that failed
        if line["kind"] not in {None, "template"}:
            yield article.id, _fate(page, article, line)


def _fate(page: Page, article: Article, line: Line) -> Fate:
    name = line["with"].rpartition("#")[0]
    passages = tuple(
        (Span(span["start"], span["end"]), Ref(name, span["with_start"], span["with_end"]))
        for span in line["spans"]
    )
    length = sum(len(page.text_of(block)) for block in article.blocks)
    is_copy = line["kind"] in COPIES and length >= SHORTEST
    kept = line["cluster"] if is_copy else None
    return Fate(kept, line["kind"], line["similarity"], line["with"], later=True, passages=passages)
