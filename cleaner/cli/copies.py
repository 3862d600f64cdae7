"""`--copies`: a run in three steps, each of which goes on where it was stopped.

Every page is cleaned and laid aside as it is; the plan looks at all articles; every page is written as the
plan says.
"""

from __future__ import annotations

import json
import os
import pickle
from array import array
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from cleaner.archive.apply import Fate, apply
from cleaner.archive.places import anchors, spans
from cleaner.archive.resume import Book, Known
from cleaner.core.page import Page
from cleaner.core.types import Ref
from cleaner.report.formats import article_record, json_lines
from cleaner.report.text import in_order, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cleaner.archive.apply import Json
    from cleaner.archive.duplicates import Finding, Item
    from cleaner.cli.run import Run
    from cleaner.cli.work import Outcome, Settings
    from cleaner.report.formats import Fields

PAGES: Final = "pages"
ITEMS: Final = "items.jsonl"
PLAN: Final = "plan.jsonl"
# Shorter articles are told about but never set aside: a heading alone is no article, and the same for many.
SHORTEST: Final = 40
# Parts the number of an article from its id, where both go under one name; sorts before all else.
_NUMBER: Final = "\0"


class Spooled(NamedTuple):
    """A page that was cleaned and waits for the plan: the page, fields of its record, what went wrong."""

    page: Page
    fields: Fields | None
    failure: str | None


class PageJob(NamedTuple):
    """A page to be written: where, the page as it was laid aside, and a line of the plan for each article."""

    known: Known
    data: bytes
    fates: tuple[bytes, ...]
    failure: str | None


def spooled(page: Page, fields: Fields | None, failure: str | None, gap_mark: str) -> tuple[bytes, bytes]:
    """A page laid aside, and its articles as the plan looks at them."""
    lines = []
    for article in in_order(page.articles):
        entry = article_record(page, article, gap_mark)
        way = anchors(page, render(page, [article], gap_mark).places)
        lines.append({"id": entry["id"], "text": entry["text"], "date": entry["created"], "way": way})
    data = pickle.dumps((tuple(page), fields, failure), pickle.HIGHEST_PROTOCOL)
    return data, json_lines(lines)


def _unspooled(data: bytes) -> Spooled:
    page, fields, failure = pickle.loads(data)  # noqa: S301 - our own file, in a folder of the run's own
    return Spooled(Page(*page), fields, failure)


class Copies:
    """The three steps of one run."""

    def __init__(self, run: Run, book: Book, policy: str) -> None:
        """Lay pages aside beside what the run writes."""
        self._run, self._book, self._policy = run, book, policy
        folder = book.partial / "spool"
        folder.mkdir(exist_ok=True)
        self._spool = Book(folder, {**book.header, "streams": [PAGES, ITEMS]})
        self._plan = folder / PLAN

    def go_on(self) -> int:
        """Clean what is not clean yet, and plan; how many inputs an earlier run has written."""
        from cleaner.cli.run import known

        run, spool = self._run, self._spool
        done = spool.done_before(map(known, run.jobs()))
        run.tell_again(done, spool)
        run.settings = run.settings._replace(spool=True)
        added = 0
        for job, outcome in run.outcomes(done):
            spool.add(known(job), _spool_entry(outcome), {PAGES: outcome.log, ITEMS: outcome.articles})
            self._book.safe = self._book.safe or spool.safe
            added += 1
        spool.make_safe(last=True)
        self._book.safe = True
        run.settings = run.settings._replace(spool=False)
        total = done + added
        if added or self._planned() != total:
            _write_plan(spool.content / ITEMS, self._plan, self._policy, total)
        return self._book.done_before(known for known, _ in spool.lines())

    def _planned(self) -> int:
        """For how many inputs there is a plan."""
        try:
            with self._plan.open("rb") as plan:
                return int(json.loads(plan.readline())["inputs"])
        except (OSError, ValueError, LookupError):
            return -1

    def outcomes(self, done: int) -> Iterator[tuple[Known, Outcome]]:
        """What is written for every input but for the first ones."""
        for job, outcome in self._run.through(write_page, islice(self._jobs(), done, None)):
            yield job.known, outcome

    def _jobs(self) -> Iterator[PageJob]:
        with (self._spool.content / PAGES).open("rb") as pages, self._plan.open("rb") as plan:
            plan.readline()
            for known, entry in self._spool.lines():
                data = pages.read(entry["size"])
                yield PageJob(known, data, tuple(islice(plan, entry["articles"])), entry["error"])

    def close(self) -> None:
        """Close the files."""
        self._spool.close()


def _spool_entry(outcome: Outcome) -> Json:
    articles = outcome.articles.count(b"\n")
    return {"name": outcome.name, "error": outcome.failure, "size": len(outcome.log), "articles": articles}


def write_page(job: PageJob, settings: Settings) -> Outcome:
    """Write a page as the plan says."""
    from cleaner.cli.work import Outcome, written

    if not job.data:
        return Outcome(job.known.name, failure=job.failure)
    page, fields, failure = _unspooled(job.data)
    articles = in_order(page.articles)
    fates = {
        article.id: Fate.of_line(json.loads(line))
        for article, line in zip(articles, job.fates, strict=True)
        if line != b"{}\n"
    }
    page, aside = apply(page, fates)
    return written(page, fields, Outcome(job.known.name, failure=failure), job.known.folder, settings, aside)


# -- the plan ----------------------------------------------------------------------------------------------


def _write_plan(items: Path, plan: Path, policy: str, inputs: int) -> None:
    """Write a line for every article, in order, and keep the file only if it is complete."""
    from cleaner.archive.duplicates import find_duplicates

    aside = plan.with_suffix(".new")
    starts = array("Q")
    judged, folder = (policy, None) if policy in {"best", "first", "longest"} else ("best", policy)
    with items.open("rb") as lines, items.open("rb") as again, aside.open("wb") as file:
        file.write(json_lines([{"inputs": inputs}]))
        for number, found in enumerate(find_duplicates(_items(lines, starts, folder), judged)):
            fate = _fate(found, number, again, starts)
            file.write(json_lines([fate.line()]) if fate else b"{}\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(plan)


def _items(lines: IO[bytes], starts: array[int], folder: str | None) -> Iterator[Item]:
    """The articles, numbered; `starts` gets where each stands in its file."""
    from cleaner.archive.duplicates import Item

    at = 0
    for number, line in enumerate(lines):
        starts.append(at)
        at += len(line)
        item = json.loads(line)
        preferred = folder is not None and item["id"].startswith(folder.rstrip("/") + "/")
        yield Item(f"{item['id']}{_NUMBER}{number}", item["text"], item["date"] or "", preferred)


def _fate(found: Finding, number: int, file: IO[bytes], starts: array[int]) -> Fate | None:
    """What is found about an article, in offsets of the sources."""
    if found.other is None or found.kind in {None, "template"}:
        return None
    own = _read(file, starts[number])
    name, _, at = found.other.rpartition(_NUMBER)
    other = _read(file, starts[int(at)])
    page = name.rpartition("#")[0]
    passages = tuple(
        (span, Ref(page, *there))
        for start, end, other_start, other_end in found.spans
        for span, there in zip(
            spans(own["way"], start, end),
            _as_many(list(spans(other["way"], other_start, other_end))),
            strict=False,
        )
    )
    kept = found.cluster.rpartition(_NUMBER)[0]
    is_copy = found.cluster != found.id and len(own["text"]) >= SHORTEST
    return Fate(kept if is_copy else None, found.kind or "", found.similarity or 0.0, name, passages)


def _as_many(there: list[Any]) -> Iterator[Any]:
    """The places there for those here, the last one again and again."""
    yield from there
    while there:
        yield there[-1]


def _read(file: IO[bytes], start: int) -> Json:
    file.seek(start)
    line: Json = json.loads(file.readline())
    return line
