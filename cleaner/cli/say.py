"""Words for people: always on standard error, data never."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from cleaner.core.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress

    from cleaner.cli.work import Outcome

# A run that is done sooner needs no progress bar.
PATIENCE = 1.0


def complain(sentence: str) -> None:
    """Say one sentence on standard error."""
    say(f"clean: {sentence}")


def say(line: str) -> None:
    """Write a line to standard error, which shows by its number what its encoding does not have."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def progress(outcomes: Iterable[Outcome], total: int, *, wanted: bool) -> Iterator[Outcome]:
    """Pass outcomes on; on a terminal, show how far long work has come."""
    if not (wanted and total > 1 and sys.stderr.isatty()):
        yield from outcomes
        return
    from contextlib import ExitStack

    started, bar = time.monotonic(), None
    with ExitStack() as stack:
        for done, outcome in enumerate(outcomes, 1):
            if bar is None and time.monotonic() - started > PATIENCE:
                bar = stack.enter_context(_bar())
                bar.add_task(tr("cleaning"), total=total)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
            yield outcome


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress

    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
