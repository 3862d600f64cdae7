"""Many inputs: one after the other or in worker processes, always in the same order."""

from __future__ import annotations

import os
import sys
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from cleaner import __version__
from cleaner.cli import exits
from cleaner.cli.choices import chosen_inputs, refuse_contradictions, settings_of
from cleaner.cli.say import complain, progress, say
from cleaner.cli.work import Job, work
from cleaner.core.language import choose, chosen, counted, told, tr
from cleaner.read.inputs import STANDARD_INPUT
from cleaner.report.text import GAP_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from cleaner.cli.work import Outcome, Settings
    from cleaner.core.log import Json
    from cleaner.read.inputs import Failure, Input

# Pages go to a worker in parcels, and only so many parcels at a time: neither the way there and back nor
# the memory for finished pages may count.
PARCEL = 8
PARCELS_PER_WORKER = 3


# What a user who says nothing chooses: the defaults of the options.
NOTHING_CHOSEN: dict[str, Any] = {
    "output": None,
    "force": False,
    "form": "text",
    "log": None,
    "gap_mark": GAP_MARK,
    "off_topic": "keep",
    "check": False,
    "encoding": None,
    "skip": frozenset(),
    "script": "keep",
    "decisions": None,
    "fast": False,
    "workers": 1,
    "quiet": False,
    "verbose": False,
}


def run_filter() -> int:
    """`clean` without a word: standard input to standard output."""
    return exits.guarded(lambda: clean_all((), NOTHING_CHOSEN))


def clean_all(paths: Sequence[str], chosen: Mapping[str, Any]) -> int:
    """`clean PATHS`: check what the user chose, do it, and give the exit code."""
    target: str | None = chosen["output"]
    refuse_contradictions(chosen)
    items = chosen_inputs(paths, chosen)
    workers = min(chosen["workers"] or os.cpu_count() or 1, len(items))
    if any(item.name == STANDARD_INPUT for item in items):
        workers = 1  # other processes have no standard input
    loudness = chosen["verbose"] - chosen["quiet"]
    run = Run(plan(items, with_folders=target is not None), settings_of(chosen), workers, loudness)
    if chosen["check"]:
        return check(run)
    if target is None:
        return to_stdout(run, chosen["log"])
    return to_folder(run, target, replace=chosen["force"])


class Run:
    """A run over inputs and what has been said about it."""

    def __init__(self, jobs: Sequence[Job], settings: Settings, workers: int, loudness: int) -> None:
        """Take the jobs in order; `loudness` is -1 for quiet, 1 for verbose."""
        self.jobs, self.settings, self.workers, self.loudness = jobs, settings, workers, loudness
        self.failed = False

    def outcomes(self) -> Iterator[Outcome]:
        """What came of every input, in order; failures and notes are said as they come."""
        results = (
            in_parallel(self.jobs, self.settings, self.workers)
            if self.workers > 1
            else (work(job, self.settings) for job in self.jobs)
        )
        for outcome in progress(results, len(self.jobs), wanted=self.loudness >= 0):
            if outcome.failure:
                self.failed = True
                complain(f"{outcome.name}: {tr(outcome.failure)}")
            if self.loudness >= 0:
                for note in outcome.notes:
                    complain(f"{outcome.name}: {note}")
            yield outcome

    @property
    def exit_code(self) -> int:
        """DONE, or SOME_FAILED if any input failed."""
        return exits.SOME_FAILED if self.failed else exits.DONE


def in_parallel(jobs: Sequence[Job], settings: Settings, workers: int) -> Iterator[Outcome]:
    """The outcomes of `work` in the order of the jobs, from a pool of processes."""
    from collections import deque
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    parcels = iter([jobs[i : i + PARCEL] for i in range(0, len(jobs), PARCEL)])
    pool = ProcessPoolExecutor(workers, initializer=_begin, initargs=(chosen(),))
    try:
        send = partial(pool.submit, partial(_work_through, settings))
        waiting: deque[Future[list[Outcome]]] = deque(
            map(send, islice(parcels, workers * PARCELS_PER_WORKER))
        )
        while waiting:
            yield from waiting.popleft().result()
            waiting.extend(map(send, islice(parcels, 1)))
    except BrokenProcessPool as error:
        message = tr("a worker process was ended from outside, perhaps for want of memory")
        raise exits.FailureError(message) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _work_through(settings: Settings, jobs: Sequence[Job]) -> list[Outcome]:
    return [work(job, settings) for job in jobs]


def _begin(language: str) -> None:
    """Speak as the first process does; Ctrl-C reaches every process, and only the first one answers."""
    import signal

    choose(language)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def to_stdout(run: Run, log: str | None) -> int:
    """Write every output to standard output, one after the other, and the log of the only input."""
    gap = b"" if run.settings.form in {"json", "jsonl"} else b"\n\n"
    written = False
    for outcome in run.outcomes():
        sys.stdout.buffer.write(gap * (written and bool(outcome.output)) + outcome.output)
        sys.stdout.buffer.flush()
        written = written or bool(outcome.output)
        if log and outcome.log:
            from pathlib import Path

            from cleaner.report.files import write_aside

            write_aside(Path(log), outcome.log)
    return run.exit_code


def check(run: Run) -> int:
    """Write nothing; name every input that would change."""
    damaged = 0
    for outcome in run.outcomes():
        damaged += outcome.damaged
        if outcome.damaged and run.loudness >= 0:
            say(tr("would change {name}").format(name=outcome.name))
    return run.exit_code or (exits.DAMAGE_FOUND if damaged else exits.DONE)


def to_folder(run: Run, target: str, *, replace: bool) -> int:
    """Write the output folder of every input, and the two files that speak of all."""
    from pathlib import Path

    from cleaner.cli.rules import first_sentences
    from cleaner.report.files import ARTICLES_FILE, RUN_FILE, OutputError, output_folder
    from cleaner.report.formats import indented_json

    entries: list[Json] = []
    try:
        with output_folder(Path(target), replace=replace) as content:
            run.settings = run.settings._replace(folder=content)
            with (content / ARTICLES_FILE).open("wb") as file:
                for outcome in run.outcomes():
                    file.write(outcome.articles)
                    entries.append(outcome.entry or {"name": outcome.name, "error": outcome.failure})
            account = {**_how(run.settings), "rules": list(first_sentences()), "inputs": entries}
            (content / RUN_FILE).write_bytes(indented_json(account))
    except OutputError as error:
        raise exits.UsageError(told(error)) from error
    if run.loudness >= 0:
        articles = sum(entry.get("articles", 0) for entry in entries)
        failed = sum("articles" not in entry for entry in entries)
        done = tr("{inputs}, {articles} in {target}").format(
            inputs=counted(len(entries) - failed, "{n} input", "{n} inputs"),
            articles=counted(articles, "{n} article", "{n} articles"),
            target=target,
        )
        complain(done + tr("; {n} could not be read").format(n=failed) if failed else done)
    return run.exit_code


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
            "gap_mark": settings.gap_mark,
            "off_topic": "drop" if settings.drop else "keep",
            "encoding": settings.encoding,
            "skip": sorted(options.skip),
            "script": options.script,
            "decisions": settings.decisions and kept_in(settings.decisions).sha256,
            "verify": options.verify,
        },
    }


def plan(items: Sequence[Input | Failure], *, with_folders: bool) -> list[Job]:
    """The jobs of a run: inputs with the folders of their output."""
    if not with_folders:
        return [Job(item) for item in items]
    from cleaner.report.files import ARTICLES_FILE, RUN_FILE
    from cleaner.report.names import folders

    names = folders([item.name for item in items], taken=(RUN_FILE, ARTICLES_FILE))
    return [Job(item, folder) for item, folder in zip(items, names, strict=True)]
