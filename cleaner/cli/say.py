"""Words for people: always on standard error, data never."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from cleaner.core.language import counted, tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress

    from cleaner.cli.plan import Extent
    from cleaner.cli.work import Job, Outcome

# A run that is done sooner needs no progress bar.
PATIENCE = 1.0


def complain(sentence: str) -> None:
    """Say one sentence on standard error."""
    say(f"clean: {sentence}")


def say(line: str) -> None:
    """Write a line to standard error, which shows by its number what its encoding does not have."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def progress(
    results: Iterable[tuple[Job, Outcome]], extent: Extent, *, wanted: bool
) -> Iterator[tuple[Job, Outcome]]:
    """Pass results on; on a terminal, show how far long work has come."""
    if not (wanted and (extent.files > 1 or extent.records) and sys.stderr.isatty()):
        yield from results
        return
    from contextlib import ExitStack

    started, bar = time.monotonic(), None
    done = failed = size = 0
    with ExitStack() as stack:
        for job, outcome in results:
            done, failed, size = done + 1, failed + bool(outcome.failure), size + job.size
            if bar is None and time.monotonic() - started > PATIENCE:
                bar = stack.enter_context(_bar())
                bar.add_task(tr("cleaning"), total=extent.size, said="")
            if bar is not None:
                rate = done / (time.monotonic() - started)
                bar.update(bar.task_ids[0], completed=size, said=_said(done, failed, rate))
            yield job, outcome


def _said(done: int, failed: int, rate: float) -> str:
    """Counts and rate for people."""
    said = tr("{inputs}, {rate}/s").format(
        inputs=counted(done, "{n} input", "{n} inputs"), rate=f"{rate:,.0f}"
    )
    return said + tr(", {n} failed").format(n=f"{failed:,}") if failed else said


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[said]}"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)
