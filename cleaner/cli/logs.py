"""Where `--log` may write: nothing but what it wrote itself, and an empty file, is ever replaced."""

from __future__ import annotations

import os
import sys
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from cleaner.cli import exits
from cleaner.core.language import tr
from cleaner.read.inputs import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cleaner.cli.plan import Plan


def refuse_log(chosen: Mapping[str, Any], paths: Sequence[str], plan: Plan) -> None:
    """Refuse to write a log where it cannot or should not be."""
    from pathlib import Path

    log, output, report = chosen["log"], chosen["output"], chosen["report"]
    place = Path(log).resolve()
    for wrong, sentence in (
        (
            not output and not plan.is_one,
            tr("--log is for one input, here are more: -o writes a log for each"),
        ),
        (
            any(_is_read(path, log) for path in paths or [STANDARD_INPUT]),
            tr("--log {log} is the input, which is never written to"),
        ),
        (
            output and place.is_relative_to(Path(output).resolve()),
            tr("--log: put the table beside {output}, not into it"),
        ),
        (not place.parent.is_dir(), tr("there is no folder {folder} for the log")),
        (place.is_dir(), tr("{log} is a folder: name a file for the log")),
        (
            (report and place == Path(report).resolve()) or _is_open(sys.stdout, log),
            tr("--log {log} is where other output goes: choose another name"),
        ),
        (not _may_be_replaced(log), tr("{log} was not written with --log: choose another name")),
    ):
        if wrong:
            raise exits.UsageError(sentence.format(log=log, output=output, folder=place.parent))


def _is_read(path: str, log: str) -> bool:
    """Whether two names are of one file; a folder that holds one input only is looked into."""
    if path == STANDARD_INPUT:
        return _is_open(sys.stdin, log)
    if not (os.path.exists(path) and os.path.exists(log)):  # noqa: PTH110 - never an error, as for a long id
        return False
    from pathlib import Path

    files = [Path(path)] if Path(path).is_file() else Path(path).rglob("*")
    return any(_is_same(file, log) for file in files)


def _is_same(file: Path, log: str) -> bool:
    try:
        return file.samefile(log)
    except OSError:  # a link that leads nowhere
        return False


def _is_open(stream: Any, log: str) -> bool:  # noqa: ANN401 - whatever stands for a stream of the system
    """Whether a stream reads or writes this very file; terminals and pipes may be shared."""
    try:
        status = os.stat(log)  # noqa: PTH116
        return S_ISREG(status.st_mode) and os.path.samestat(status, os.fstat(stream.fileno()))
    except (OSError, ValueError):  # there is no such file, or the stream is none of the system's
        return False


def _may_be_replaced(log: str) -> bool:
    """Whether nothing is lost: there is no file yet, it is empty, or an earlier log or table of ours."""
    from pathlib import Path

    from cleaner.report.changelog import is_log
    from cleaner.report.table import is_table

    path = Path(log)
    try:
        return not path.is_file() or not path.stat().st_size or is_log(path) or is_table(path)
    except OSError:
        return False
