"""`--report FILE`: what goes from a run into its report in HTML."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.cli import exits
from cleaner.cli.rules import first_sentences
from cleaner.core.language import told, tr
from cleaner.report.files import OutputError
from cleaner.report.html import Report, unread_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.cli.work import Outcome


class RunReport:
    """Puts the outcomes of a run into a report, those of inputs that could not be read included."""

    def __init__(self, report: Report) -> None:
        """Take the report to write into."""
        self._report = report

    def add(self, outcome: Outcome) -> None:
        """Take what came of the next input."""
        self._report.add(outcome.part or unread_part(outcome.name, outcome.failure or ""))


@contextmanager
def report_at(path: str, output: str | None) -> Iterator[RunReport]:
    """The report of a run, written when the run is done and nothing broke it off.

    Args:
        path: where it goes.
        output: the folder of `-o`, which holds nothing but the run's output.
    """
    if output is not None and Path(path).resolve().is_relative_to(Path(output).resolve()):
        sentence = tr("--report: put the report beside {folder}, not into it")
        raise exits.UsageError(sentence.format(folder=output))
    try:
        with Report(path, first_sentences()) as report:
            yield RunReport(report)
    except OutputError as error:
        raise exits.UsageError(told(error)) from error
