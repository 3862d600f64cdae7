"""Many inputs: one after the other or in worker processes, always in the same order."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from cleaner import __version__
from cleaner.cli import exits
from cleaner.cli.choices import chosen_inputs, refuse_contradictions, settings_of
from cleaner.cli.say import complain, progress, say
from cleaner.cli.work import Outcome, work
from cleaner.core.language import choose, chosen, told, tr
from cleaner.read.inputs import STANDARD_INPUT, Input
from cleaner.report.text import GAP_MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cleaner.archive.disk import Lock
    from cleaner.archive.resume import Book, Known
    from cleaner.cli.copies import Copies, PageJob
    from cleaner.cli.plan import Plan
    from cleaner.cli.reporting import RunReport
    from cleaner.cli.work import Job, Settings
    from cleaner.core.log import Json


J = TypeVar("J")

# What a user who says nothing chooses: the defaults of the options.
NOTHING_CHOSEN: dict[str, Any] = {
    "output": None,
    "copies": None,
    "index": None,
    "repeated": "mark",
    "force": False,
    "form": "text",
    "log": None,
    "report": None,
    "gap_mark": GAP_MARK,
    "off_topic": "keep",
    "check": False,
    "encoding": None,
    "skip": frozenset(),
    "script": "keep",
    "decisions": None,
    "config": None,
    "fast": False,
    "workers": 1,
    "quiet": False,
    "verbose": False,
}


def run_filter(paths: Sequence[str]) -> int:
    """`clean` without an option: standard input to standard output."""
    choose(None)
    return exits.guarded(lambda: clean_all(paths, NOTHING_CHOSEN))


def clean_all(paths: Sequence[str], chosen: Mapping[str, Any]) -> int:
    """`clean PATHS`: check what the user chose, do it, and give the exit code."""
    target: str | None = chosen["output"]
    refuse_contradictions(chosen)
    plan = chosen_inputs(paths, chosen)
    workers = chosen["workers"] or os.cpu_count() or 1
    if not plan.extent.records:
        workers = min(workers, plan.extent.files)
    if STANDARD_INPUT in paths:
        workers = 1  # other processes have no standard input
    loudness = chosen["verbose"] - chosen["quiet"]
    run = Run(plan, settings_of(chosen), workers, loudness)
    if chosen["report"] is None:
        return _do(run, chosen)
    from cleaner.cli.reporting import report_at

    with report_at(chosen["report"], target) as run.report:
        return _do(run, chosen)


def _do(run: Run, chosen: Mapping[str, Any]) -> int:
    if chosen["check"]:
        return check(run)
    if chosen["output"] is None:
        return to_stdout(run, chosen["log"])
    code = to_folder(run, chosen["output"], replace=chosen["force"])
    if chosen["log"] is None:
        return code
    from cleaner.cli.tables import write_table

    return max(code, write_table(chosen["output"], chosen["log"]))


class Run:
    """A run over inputs and what has been said about it."""

    def __init__(self, plan: Plan, settings: Settings, workers: int, loudness: int) -> None:
        """Take what is to be done; `loudness` is -1 for quiet, 1 for verbose."""
        self.plan, self.settings, self.workers, self.loudness = plan, settings, workers, loudness
        self.failed = False
        self.report: RunReport | None = None

    def outcomes(self, done: int = 0) -> Iterator[tuple[Job, Outcome]]:
        """What came of every input but for the first ones; failures and notes are said as they come."""
        report = None if self.settings.spool else self.report
        if report:
            self.report_again(done)
        results = self._results(islice(self.jobs(), done, None), self.settings)
        foreign = self.settings.decisions if not done and self.loudness >= 0 else None
        for job, outcome in progress(results, self.plan.extent, wanted=self.loudness >= 0):
            if outcome.decided:
                foreign = None
            if report:
                report.add(outcome)
            self.tell(outcome.name, outcome.failure)
            if self.loudness >= 0:
                for note in outcome.notes:
                    complain(f"{outcome.name}: {note}")
            yield job, outcome
        if foreign:
            complain(tr("no decision in {file} is about what was read here").format(file=foreign))

    def report_again(self, done: int | None) -> None:
        """Clean the inputs that an earlier run has done once more, for the report; None for all of them."""
        if self.report and done != 0:
            settings = self.settings._replace(folder=None, form="text")
            for _, outcome in self._results(islice(self.jobs(), done), settings):
                self.report.add(outcome)

    def _results(self, jobs: Iterator[Job], settings: Settings) -> Iterator[tuple[Job, Outcome]]:
        if self.workers > 1 or self._is_guarded:
            lost = partial(_lost, settings.folder)
            return in_parallel(work, jobs, settings, self.workers, size=_size, lost=lost)
        return ((job, work(job, settings)) for job in jobs)

    def through(
        self, write: Callable[[PageJob, Settings], Outcome], jobs: Iterator[PageJob]
    ) -> Iterator[tuple[PageJob, Outcome]]:
        """What comes of pages that were laid aside."""
        results = (
            in_parallel(write, jobs, self.settings, self.workers, size=_page_size, lost=_lost_page)
            if self.workers > 1
            else ((job, write(job, self.settings)) for job in jobs)
        )
        for job, outcome in results:
            if self.report:
                self.report.add(outcome)
            yield job, outcome

    def jobs(self) -> Iterator[Job]:
        """Every input, with the folder of its output if it has one."""
        with_folders = self.settings.folder is not None and self.settings.form != "jsonl"
        return self.plan.jobs(with_folders=with_folders)

    @property
    def _is_guarded(self) -> bool:
        """Whether no input may end the run or hold it up: a folder has an account of each, also of one."""
        return self.settings.folder is not None and not self.plan.has_standard_input

    def tell(self, name: str, failure: str | None) -> None:
        """Say what went wrong with an input, if anything did."""
        if failure:
            self.failed = True
            complain(f"{name}: {tr(failure)}")

    def tell_again(self, done: int, book: Book) -> None:
        """Say that a run goes on, and what went wrong with the inputs that it has done."""
        if done and self.loudness >= 0:
            complain(tr("going on with a run that was stopped; done: {n}").format(n=f"{done:,}"))
        for entry in book.entries() if done else ():
            self.tell(entry["name"], entry["error"])

    @property
    def exit_code(self) -> int:
        """DONE, or SOME_FAILED if any input failed."""
        return exits.SOME_FAILED if self.failed else exits.DONE


def in_parallel(
    work: Callable[[J, Settings], Outcome],
    jobs: Iterator[J],
    settings: Settings,
    workers: int,
    *,
    size: Callable[[J], int],
    lost: Callable[[J, str], Outcome],
) -> Iterator[tuple[J, Outcome]]:
    """The outcomes of some work in the order of the jobs, from processes that may die."""
    from cleaner.archive.pool import Crew

    partial_folder = settings.folder.parent if settings.folder else None
    begin = partial(_begin, chosen(), partial_folder)
    return Crew(partial(_with, settings, work), workers, size=size, lost=lost, begin=begin).results(jobs)


def _with(settings: Settings, work: Callable[[J, Settings], Outcome], job: J) -> Outcome:
    return work(job, settings)


def _size(job: Job) -> int:
    return len(job.item.record) if isinstance(job.item, Input) and job.item.record else job.size


def _lost(folder: Path | None, job: Job, why: str) -> Outcome:
    """What is left of an input that ended its process: a sentence."""
    if folder and job.folder:
        import shutil

        shutil.rmtree(folder / job.folder, ignore_errors=True)
    return Outcome(job.item.name, failure=why)


def _page_size(job: PageJob) -> int:
    return len(job.data)


def _lost_page(job: PageJob, why: str) -> Outcome:
    return Outcome(job.known.name, failure=why)


def _begin(language: str, partial_folder: Path | None) -> Lock | None:
    """Speak as the first process does, and hold a lock as long as there may be something to write."""
    choose(language)
    if partial_folder is None:
        return None
    from cleaner.archive.resume import worker_lock

    return worker_lock(partial_folder)


def to_stdout(run: Run, log: str | None) -> int:
    """Write every output to standard output, one after the other, and the log of the only input."""
    gap = b"" if run.settings.form in {"json", "jsonl"} else b"\n\n"
    written = False
    for _, outcome in _outcomes(run):
        sys.stdout.buffer.write(gap * (written and bool(outcome.output)) + outcome.output)
        sys.stdout.buffer.flush()
        written = written or bool(outcome.output)
        if log and outcome.log:
            from pathlib import Path

            from cleaner.report.files import write_aside

            write_aside(Path(log), outcome.log)
    return run.exit_code


def _outcomes(run: Run) -> Iterator[tuple[Job, Outcome]]:
    if run.settings.index_path is None:
        return run.outcomes()
    from cleaner.cli.indexed import outcomes

    return outcomes(run, run.settings.index_path)


def check(run: Run) -> int:
    """Write nothing; name every input that would change."""
    damaged = 0
    for _, outcome in run.outcomes():
        damaged += outcome.damaged
        if outcome.damaged and run.loudness >= 0:
            say(tr("would change {name}").format(name=outcome.name))
    return run.exit_code or (exits.DAMAGE_FOUND if damaged else exits.DONE)


def to_folder(run: Run, target: str, *, replace: bool) -> int:
    """Write the output folder of every input, and the files that speak of all."""
    from pathlib import Path

    from cleaner.archive.resume import Finished, unfinished
    from cleaner.archive.stream import MissingPackageError
    from cleaner.cli.rules import first_sentences
    from cleaner.cli.totals import Totals
    from cleaner.report.files import PARTIAL, OutputError

    sets_aside = run.settings.copies is not None or run.settings.index_path is not None
    streams = run.plan.streams(run.settings.form, copies=sets_aside)
    account = {**_how(run.settings), "rules": list(first_sentences()), "files": list(streams.values())}
    totals = Totals(run.settings.form)
    try:
        close = partial(_write_account, account)
        with unfinished(Path(target), account, list(streams.values()), close, replace=replace) as book:
            run.settings = run.settings._replace(folder=book.content)
            with closing(_steps(run, book)) as steps:
                done = steps.go_on()
                for entry in book.entries() if done else ():
                    totals.add(entry)
                for what, outcome in steps.outcomes(done):
                    entry = outcome.entry or {"name": outcome.name, "error": outcome.failure}
                    totals.add(entry)
                    book.add(what, entry, {streams[kind]: outcome.data[kind] for kind in streams})
    except Finished:
        from cleaner.archive.account import read_inputs
        from cleaner.report.files import RUN_FILE

        for entry in read_inputs(Path(target) / RUN_FILE):
            totals.add(entry)
            run.tell(entry["name"], entry["error"])
        run.report_again(None)
    except (KeyboardInterrupt, OSError):
        if (Path(target) / PARTIAL).exists():
            complain(tr("what is done is kept: the same command goes on where it was stopped"))
        raise
    except OutputError as error:
        raise exits.UsageError(told(error)) from error
    except MissingPackageError as error:
        raise exits.UsageError(told(error)) from error
    if run.loudness >= 0:
        complain(totals.sentence(target))
        totals.show(target)
    return run.exit_code


class _OneStep:
    """A run in which every input is cleaned and written at once."""

    def __init__(self, run: Run, book: Book) -> None:
        self._run, self._book = run, book

    def go_on(self) -> int:
        """How many inputs an earlier run has done."""
        done = self._book.done_before(map(known, self._run.jobs()))
        self._run.tell_again(done, self._book)
        return done

    def close(self) -> None:
        """There is nothing to close."""

    def outcomes(self, done: int) -> Iterator[tuple[Known, Outcome]]:
        """What is written for every input but for the first ones."""
        return ((known(job), outcome) for job, outcome in self._run.outcomes(done))


def _steps(run: Run, book: Book) -> _OneStep | Copies:
    if not run.settings.sets_aside:
        return _OneStep(run, book)
    from cleaner.cli.copies import Copies

    return Copies(run, book, run.settings.copies or "best")


def known(job: Job) -> Known:
    """What identifies an input."""
    from cleaner.archive.resume import Known

    return Known(job.item.name, job.folder, job.mark)


def _write_account(account: Json, book: Book) -> None:
    from cleaner.archive.account import write_account
    from cleaner.report.files import RUN_FILE

    write_account(book.content / RUN_FILE, account, book.entries())


def _how(settings: Settings) -> Json:
    """What a run's account says of the program and the choices."""
    from cleaner.cli.deciding import kept_in
    from cleaner.report.files import RUN_SCHEMA

    options = settings.options
    return {
        "schema": RUN_SCHEMA,
        "version": __version__,
        "options": {
            "format": settings.form,
            "copies": settings.copies,
            "index": settings.index_path,
            "repeated": settings.repeated,
            "gap_mark": settings.gap_mark,
            "off_topic": "drop" if settings.drop else "keep",
            "encoding": settings.encoding,
            "skip": sorted(options.skip),
            "script": options.script,
            "decisions": settings.decisions and kept_in(settings.decisions).sha256,
            "verify": options.verify,
            "house": options.house and options.house._asdict(),
            "lang": chosen(),
        },
    }
