"""`--copies`: a run in three steps, each of which goes on where it was stopped.

Every page is cleaned and laid aside as it is; the plan looks at all articles; every page is written as the
plan says.
"""

from __future__ import annotations

import json
import os
from array import array
from contextlib import suppress
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final

from cleaner.archive.apply import Fate, Said, apply
from cleaner.archive.edges import MANY
from cleaner.archive.places import spans
from cleaner.archive.resume import Book, Known
from cleaner.archive.rules import CUT
from cleaner.cli.checks import POLICIES
from cleaner.cli.spool import ITEMS, PAGES, laid_article, laid_page, ready
from cleaner.core.language import Message
from cleaner.core.named import NamedTuple
from cleaner.core.spill import Tally
from cleaner.core.types import Ref, Span
from cleaner.report.formats import json_lines
from cleaner.report.text import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cleaner.archive.apply import Json
    from cleaner.archive.duplicates import Finding, Item
    from cleaner.cli.indexed import Laid
    from cleaner.cli.run import Run
    from cleaner.cli.spool import LaidArticle, Spooled
    from cleaner.cli.work import Outcome, Settings

PLAN: Final = "plan.jsonl"
# Shorter articles are told about but never set aside: a heading alone is no article, and the same for many.
SHORTEST: Final = 40
# The line of the plan for an article that is kept and has nothing in common with others.
_NOTHING: Final = b"{}\n"
# Parts the number of an article from its id, where both go under one name; sorts before all else.
_NUMBER: Final = "\0"
# Articles without a date come after all that have one.
_LATEST: Final = "\U0010ffff"


class PageJob(NamedTuple):
    """A page to be written: where, the page as it was laid aside, and a line of the plan for each article."""

    known: Known
    data: bytes
    fates: tuple[bytes, ...]
    failure: str | None
    lines: tuple[str, ...]


class Copies:
    """The three steps of one run."""

    def __init__(self, run: Run, book: Book, policy: str) -> None:
        """Lay pages aside beside what the run writes."""
        self._run, self._book, self._policy = run, book, policy
        folder = book.partial / "spool"
        folder.mkdir(exist_ok=True)
        self._spool = Book(folder, {**book.header, "streams": [PAGES, ITEMS]})
        self._plan = folder / PLAN
        self._edges = Tally()

    def go_on(self) -> int:
        """Clean what is not clean yet, and plan; how many inputs an earlier run has written."""
        from cleaner.cli.run import known

        run, spool = self._run, self._spool
        done = spool.done_before(map(known, run.jobs()))
        run.tell_again(done, spool)
        run.settings = run.settings._replace(spool=True)
        added = 0
        for job, outcome in run.outcomes(done):
            data = {PAGES: outcome.log, ITEMS: outcome.articles}
            spool.add(known(job), _spool_entry(outcome), data)
            self._book.safe = self._book.safe or spool.safe
            added += 1
        spool.make_safe(last=True)
        self._book.safe = True
        run.settings = run.settings._replace(spool=False)
        total = done + added
        if (added or self._planned() != total) and run.settings.index_path:
            from cleaner.cli.indexed import write_plan

            write_plan(run, run.settings.index_path, self._laid, self._plan, total)
        elif added or self._planned() != total:
            _write_plan(spool.content / ITEMS, self._plan, self._policy, total)
        self._count_edges()
        return self._book.done_before(known for known, _ in spool.lines())

    def _count_edges(self) -> None:
        """Count on how many pages each line stands at an edge, those with copies of other pages aside."""
        with self._plan.open("rb") as plan:
            plan.readline()
            for _, entry in self._spool.lines():
                fates = list(islice(plan, entry["articles"]))
                if not any(line != _NOTHING and json.loads(line)["of"] for line in fates):
                    for line in entry["edges"]:
                        self._edges.add(line)

    def _laid(self) -> Iterator[Laid]:
        """The pages that were laid aside."""
        from cleaner.cli.indexed import Laid

        with (self._spool.content / PAGES).open("rb") as pages:
            for _, entry in self._spool.lines():
                data = pages.read(entry["size"])
                page = laid_page(data).page if data and not entry["error"] else None
                yield Laid(page, entry["articles"])

    def _planned(self) -> int:
        """For how many inputs there is a plan."""
        try:
            with self._plan.open("rb") as plan:
                return int(json.loads(plan.readline())["inputs"])
        except (OSError, ValueError, LookupError):
            return -1

    def outcomes(self, done: int) -> Iterator[tuple[Known, Outcome]]:
        """What is written for every input but for the first ones."""
        if self._run.report and done:
            self._report_again(done)
        for job, outcome in self._run.through(write_page, islice(self._jobs(), done, None)):
            if outcome.failure != job.failure:
                self._run.tell(outcome.name, outcome.failure)
            yield job.known, outcome

    def _report_again(self, done: int) -> None:
        """Go through the pages that an earlier run has written once more, for the report."""
        run, settings = self._run, self._run.settings
        run.settings = settings._replace(folder=None, form="text")
        for _ in run.through(write_page, islice(self._jobs(), done)):
            pass
        run.settings = settings

    def _jobs(self) -> Iterator[PageJob]:
        with (self._spool.content / PAGES).open("rb") as pages, self._plan.open("rb") as plan:
            plan.readline()
            for known, entry in self._spool.lines():
                data = pages.read(entry["size"])
                fates = tuple(islice(plan, entry["articles"]))
                lines = tuple(line for line in entry["edges"] if self._edges[line] >= MANY)
                yield PageJob(known, data, fates, entry["error"], lines)

    def close(self) -> None:
        """Close the files."""
        self._spool.close()


def _spool_entry(outcome: Outcome) -> Json:
    return {
        "name": outcome.name,
        "error": outcome.failure,
        "size": len(outcome.log),
        **(outcome.entry or {"articles": 0, "edges": []}),
    }


def write_page(job: PageJob, settings: Settings) -> Outcome:
    """Write a page as the plan says; without a folder, only what the report says of it."""
    from cleaner.cli.work import Outcome

    if not job.data:
        return Outcome(job.known.name, failure=job.failure)
    if not (job.lines or settings.report or any(line != _NOTHING for line in job.fates)):
        outcome = ready(job.data)
        if outcome:
            return outcome._replace(failure=job.failure)
    laid = laid_page(job.data)
    try:
        return _as_planned(job, laid, settings)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - what breaks on one page must not stop the others
        what = f"{type(error).__name__}: {error}".removesuffix(": ")
        failure = Message(
            "written without regard to its copies, an error in clean itself ({what})", what=what
        )
        return _as_planned(job._replace(fates=(), lines=()), laid._replace(failure=failure), settings)


def _as_planned(job: PageJob, laid: Spooled, settings: Settings) -> Outcome:
    from cleaner.cli.work import Outcome, part_of, with_decisions, written

    page, fields, failure = laid
    articles = in_order(page.articles)
    fates = {
        article.id: Fate.of_line(json.loads(line))
        for article, line in zip(articles, job.fates, strict=bool(job.fates))
        if line != _NOTHING
    }
    skip = settings.options.skip | ({CUT} if settings.repeated == "mark" else set())
    decided = with_decisions(settings, page.source)
    page, aside = apply(page, fates, job.lines, skip, decided.options.decisions)
    part = part_of(page, failure, decided)
    outcome = Outcome(job.known.name, failure=failure, part=part)
    if settings.folder is None:
        return outcome
    return written(page, fields, outcome, job.known.folder, decided, aside)


# -- the plan ----------------------------------------------------------------------------------------------


def _write_plan(items: Path, plan: Path, policy: str, inputs: int) -> None:
    """Write a line for every article, in order, and keep the file only if it is complete."""
    from cleaner.archive.duplicates import find_duplicates

    aside = plan.with_suffix(".new")
    judged = policy if policy in POLICIES else "best"  # of those in the folder, if it is one
    with (
        items.open("rb") as once,
        items.open("rb") as again,
        TemporaryFile() as found,
        aside.open("wb") as file,
    ):
        articles = _Articles(again)
        families = _Families()
        for number, finding in enumerate(find_duplicates(articles.items(once), judged)):
            fate = _fate(finding, number, articles)
            if fate and fate.of is not None:
                families.add(int(finding.cluster.rpartition(_NUMBER)[2]), number)
            found.write(json_lines([fate.line()]) if fate else _NOTHING)
        found.seek(0)
        file.write(json_lines([{"inputs": inputs}]))
        votes = families.votes(articles)
        kept, said = next(votes, (-1, ()))
        for number, line in enumerate(found):
            if number != kept:
                file.write(line)
                continue
            fate = Fate.of_line(json.loads(line)) if line != _NOTHING else Fate()
            file.write(json_lines([fate._replace(said=said).line()]))
            kept, said = next(votes, (-1, ()))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(plan)


class _Articles:
    """All articles by number, read again from their file when they are wanted."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._starts = file, array("Q")

    def items(self, file: IO[bytes]) -> Iterator[Item]:
        """The articles for the search, their numbers behind their ids."""
        from cleaner.archive.duplicates import Item

        with suppress(EOFError):
            while True:
                number, start = len(self._starts), file.tell()
                item = laid_article(file)
                self._starts.append(start)
                yield Item(f"{item.id}{_NUMBER}{number}", item.text, item.date or "", item.preferred)

    def __getitem__(self, number: int) -> LaidArticle:
        self._file.seek(self._starts[number])
        return laid_article(self._file)


class _Families:
    """Which articles are copies of which, by number."""

    def __init__(self) -> None:
        self._kept, self._copies = array("Q"), array("Q")

    def add(self, kept: int, copy: int) -> None:
        self._kept.append(kept)
        self._copies.append(copy)

    def votes(self, articles: _Articles) -> Iterator[tuple[int, tuple[Said, ...]]]:
        """What copies say of the kept ones, in the order of these."""
        import numpy as np

        from cleaner.archive.consensus import MOST, WITNESSES

        kept = np.frombuffer(self._kept, dtype=np.uint64)
        copies = np.frombuffer(self._copies, dtype=np.uint64)[np.argsort(kept, kind="stable")]
        numbers, starts, counts = np.unique(kept, return_index=True, return_counts=True)
        starts = np.cumsum(counts) - counts
        for number, start, count in zip(numbers.tolist(), starts.tolist(), counts.tolist(), strict=True):
            if count >= WITNESSES:
                said = _said(articles, number, copies[start : start + min(count, MOST)].tolist())
                if said:
                    yield number, said


def _said(articles: _Articles, number: int, copies: list[int]) -> tuple[Said, ...]:
    """What copies say of an article, in offsets of its source."""
    from cleaner.archive.consensus import consensus
    from cleaner.archive.matching import matching_forms

    kept, *others = (articles[article] for article in (number, *copies))
    forms = matching_forms([article.text for article in (kept, *others)])
    found = []
    for finding in consensus(forms[0], forms[1:]):
        place = next(spans(kept.way, finding.start, max(finding.end, finding.start + 1)), None)
        if place is None:
            continue
        refs = tuple(
            Ref(others[copy].id.rpartition("#")[0], *there)
            for copy, start, end in finding.places
            for there in spans(others[copy].way, start, end)
        )
        readings = " / ".join(f"“{reading}”" if reading else "–" for reading in finding.candidates)
        span = place if finding.end > finding.start else Span(place.start, place.start)
        found.append(Said(span, finding.new if finding.certain else None, f"copies differ: {readings}", refs))
    return tuple(found)


def _fate(found: Finding, number: int, articles: _Articles) -> Fate | None:
    """What is found about an article, in offsets of the sources."""
    if found.other is None or found.kind in {None, "template"}:
        return None
    name, _, at = found.other.rpartition(_NUMBER)
    own, other = articles[number], articles[int(at)]
    page = name.rpartition("#")[0]
    passages = tuple(
        (span, Ref(page, *there))
        for start, end, other_start, other_end in found.spans
        for span, there in zip(
            spans(own.way, start, end),
            _as_many(list(spans(other.way, other_start, other_end))),
            strict=False,
        )
    )
    kept = found.cluster.rpartition(_NUMBER)[0]
    is_copy = found.cluster != found.id and len(own.text) >= SHORTEST
    later = (own.date or _LATEST, own.id) > (other.date or _LATEST, other.id)
    return Fate(kept if is_copy else None, found.kind or "", found.similarity or 0.0, name, later, passages)


def _as_many(there: list[Span]) -> Iterator[Span]:
    """The places there for those here, the last one again and again."""
    yield from there
    while there:
        yield there[-1]
