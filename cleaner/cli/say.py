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
# Columns of the bar: its words have to fit beside it on a screen of eighty.
_BAR = 12


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
    count = _Count()
    with ExitStack() as stack:
        for job, outcome in results:
            count.add(job, outcome)
            if bar is None and time.monotonic() - started > PATIENCE:
                bar = stack.enter_context(_bar())
                bar.add_task(tr("cleaning"), total=extent.size, said="")
            if bar is not None:
                said = count.said(time.monotonic() - started)
                bar.update(bar.task_ids[0], completed=count.size, said=said)
            yield job, outcome


class _Count:
    """What a run has done and found so far."""

    def __init__(self) -> None:
        self.done = self.failed = self.size = self.removed = self.gaps = 0

    def add(self, job: Job, outcome: Outcome) -> None:
        self.done, self.size = self.done + 1, self.size + job.size
        self.failed += bool(outcome.failure)
        if figures := (outcome.entry or {}).get("figures"):
            self.removed += sum(figures["removed"].values())
            self.gaps += figures["gaps"]

    def said(self, seconds: float) -> str:
        """Counts and rate for people."""
        inputs = counted(self.done, "{n} input", "{n} inputs")
        parts = [tr("{inputs}, {rate}/s").format(inputs=inputs, rate=f"{self.done / seconds:,.0f}")]
        if self.removed:
            parts.append(tr("removed: {n}").format(n=f"{self.removed:,}"))
        if self.gaps:
            parts.append(tr("gaps: {n}").format(n=f"{self.gaps:,}"))
        if self.failed:
            parts.append(tr("failed: {n}").format(n=f"{self.failed:,}"))
        return " · ".join(parts)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.table import Column

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=_BAR),
        TaskProgressColumn(),
        TextColumn("{task.fields[said]}"),
        # What is cut on a narrow screen is not the time.
        TimeRemainingColumn(table_column=Column(min_width=len("0:00:00"), no_wrap=True)),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)
