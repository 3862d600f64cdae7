"""A run into a folder that can be stopped at any moment and goes on where it stopped.

Until everything is there, all of it stands in `.partial` inside the folder that the user named:

| in `.partial` | |
| --- | --- |
| `new/` | what will be the content of the folder |
| `journal.jsonl` | how the run was asked for; a line for every input that is done; marks of safety |
| `stage` | once `new` is complete: which step of the exchange is at work |
| `lock`, `workers` | locked by the run and by its processes, as long as they live |

An input counts as done when a mark of safety stands behind it: then everything that was written for the
inputs before the mark is on the disk, not only on its way there.  A run that finds a journal of the same
program, the same options and the same inputs goes on behind the last mark.  `run.json` is moved last: a
folder that has it is complete.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from contextlib import closing, contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from cleaner.archive import swap
from cleaner.archive.disk import Lock, sync
from cleaner.archive.stream import Streams
from cleaner.core.language import Message
from cleaner.core.named import NamedTuple
from cleaner.report.files import PARTIAL, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

JOURNAL: Final = "journal.jsonl"
LOCK: Final = "lock"
WORKERS: Final = "workers"
SCHEMA: Final = "cleaner/unfinished/1"
# Work that may be lost with the process, in seconds.
SAFETY: Final = 2.0
# How long a process that outlived its run may take to see that (seconds).
PATIENCE: Final = 15.0
# Making one takes as long as a short line.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Json = dict[str, Any]


class Known(NamedTuple):
    """What identifies an input: its name, the folder of its output, and whether it was changed."""

    name: str
    folder: str
    mark: str


class Safe(NamedTuple):
    """The journal up to a mark of safety: inputs that are done, bytes of it, sizes of the streams."""

    inputs: int
    length: int
    sizes: dict[str, int]


class Book:
    """The books of a run: what is done and where its output stands."""

    def __init__(self, partial: Path, header: Json) -> None:
        """Open the books in a folder, with what an earlier run left there."""
        self.partial, self.content = partial, partial / "new"
        self.content.mkdir(exist_ok=True)
        self.header = header
        self._journal: IO[bytes] = (partial / JOURNAL).open("r+b" if (partial / JOURNAL).exists() else "w+b")
        self._streams = Streams(self.content, header["streams"])
        self.resumed = False
        self.safe = False
        self._last = time.monotonic()
        if not (partial / JOURNAL).stat().st_size:
            self._line(header)
            self._journal.flush()

    # -- going on ----------------------------------------------------------------------------------------

    def done_before(self, inputs: Iterable[Known]) -> int:
        """How many of the inputs of this run an earlier one has done, from the first on.

        Everything behind them is dropped.
        """
        safe = self._agreed(inputs)
        self._journal.truncate(safe.length if safe else 0)
        self._journal.seek(0, os.SEEK_END)
        self._streams.cut(safe.sizes if safe else {})
        if safe is None:
            self._line(self.header)
        self.resumed = bool(safe and safe.inputs)
        self.safe = self.safe or self.resumed
        return safe.inputs if safe else 0

    def _agreed(self, inputs: Iterable[Known]) -> Safe | None:
        """The last mark of safety before which all inputs are those of this run."""
        lines = _lines(self._journal)
        header, length = next(lines, ({}, 0))
        if header != self.header:
            return None
        safe, count, ours = Safe(0, length, {}), 0, iter(inputs)
        for line, length in lines:
            if isinstance(line, dict):
                safe = Safe(count, length, line["safe"])
            elif next(ours, None) == tuple(line[0]):
                count += 1
            else:
                break
        return safe

    def entries(self) -> Iterator[Json]:
        """What came of every input that is done, in order."""
        return (entry for _, entry in self.lines())

    def lines(self) -> Iterator[tuple[Known, Json]]:
        """Every input that is done and what came of it, in order."""
        self._journal.flush()
        with (self.partial / JOURNAL).open("rb") as journal:
            for line, _ in _lines(journal):
                if isinstance(line, list):
                    yield Known(*line[0]), line[1]

    # -- working -----------------------------------------------------------------------------------------

    def add(self, known: Known, entry: Json, data: dict[str, bytes]) -> None:
        """Write down what came of one input; its files are written already.

        Args:
            known: the input.
            entry: what the account of the run says about it.
            data: what goes to the streams.
        """
        self._streams.write(data)
        self._line([known, entry])
        if time.monotonic() - self._last > SAFETY:
            self.make_safe()

    def make_safe(self, *, last: bool = False) -> None:
        """Bring everything to the disk and mark that, unless a stream is in the middle of a block."""
        sizes = self._streams.rest(last=last)
        if sizes is None:
            return
        sync(self.content)
        self._line({"safe": sizes})
        self._journal.flush()
        os.fsync(self._journal.fileno())
        self.safe = True
        self._last = time.monotonic()

    def _line(self, what: Json | list[Any]) -> None:
        self._journal.write(f"{_ENCODER.encode(what)}\n".encode("utf-8", "backslashreplace"))

    def close(self) -> None:
        """Close the files."""
        self._journal.close()
        self._streams.close()


def _lines(journal: IO[bytes]) -> Iterator[tuple[Any, int]]:
    """The lines of a journal, each with its end; a line that was cut off ends it."""
    journal.seek(0)
    length = 0
    for line in journal:
        length += len(line)
        try:
            yield json.loads(line), length
        except ValueError:
            return


class Finished(Exception):  # noqa: N818 - no error: the work is done
    """An earlier run of the same command was stopped when it had nothing left but to move its output."""


@contextmanager
def unfinished(
    target: Path, account: Json, streams: Sequence[str], close: Callable[[Book], None], *, replace: bool
) -> Iterator[Book]:
    """The books of a run into `target`; in the end its output becomes the content of that folder.

    If the run is broken off what is safe stays, for the same command to go on; else nothing is left.

    Args:
        target: the folder that the user named.
        account: what tells whether an unfinished run is this one: program, options.
        streams: the files that all inputs write to.
        close: writes what there is to write when every input is done.
        replace: put the output in the place of an earlier one, or of an unfinished one of another kind.

    Raises:
        OutputError: `target` holds something else, another run is at work in it, or was stopped in it.
        Finished: there was nothing left to do.
    """
    header = {"schema": SCHEMA, "account": account, "streams": list(streams)}
    if target.exists() and not target.is_dir():
        raise OutputError(Message("{target} is a file, not a folder", target=target))
    created, partial = not target.exists(), target / PARTIAL
    keep = True
    partial.mkdir(parents=True, exist_ok=True)
    lock = Lock(partial / LOCK)
    try:
        _be_alone(lock, partial, target)
        _settle(target, partial, header, replace=replace)
        before = swap.refuse_others(target, replace=replace)
        keep = False
        with closing(Book(partial, header)) as book:
            try:
                yield book
                book.make_safe(last=True)
                close(book)
                if book.resumed:
                    swap.drop_strangers(book.content, book.entries(), streams)
                sync(book.content)
                swap.exchange(target, partial, before)
            except BaseException:
                keep = book.safe
                raise
    finally:
        if lock.held and not (keep and (partial / JOURNAL).exists()):
            shutil.rmtree(partial, ignore_errors=True)
        lock.close()
        if created and not any(target.iterdir()):
            target.rmdir()


def _be_alone(lock: Lock, partial: Path, target: Path) -> None:
    """Take the lock, and wait for processes of a run that was killed to see that it is gone."""
    workers = Lock(partial / WORKERS)
    try:
        if not (lock.take(patience=PATIENCE) and workers.take(patience=PATIENCE)):
            raise OutputError(Message("another run is at work in {target}", target=target))
    finally:
        workers.close()


def worker_lock(partial: Path) -> Lock:
    """What a process of a run holds as long as it may write."""
    lock = Lock(partial / WORKERS)
    lock.take(shared=True, patience=PATIENCE)
    return lock


def _settle(target: Path, partial: Path, header: Json, *, replace: bool) -> None:
    """Deal with what an earlier run left: finish its exchange, refuse what is no part of this run."""
    found = None
    if (partial / JOURNAL).exists():
        with (partial / JOURNAL).open("rb") as journal:
            found, _ = next(_lines(journal), (None, 0))
    if swap.is_exchanging(partial):
        swap.finish(target, partial)
        _forget(partial)
        if found == header:
            raise Finished
    elif found != header:
        if found is not None and not replace:
            raise OutputError(
                Message(
                    "{target} holds a run that was stopped, with other options or of another version: go "
                    "on with the same command, or begin anew with --force",
                    target=target,
                )
            )
        _forget(partial)


def _forget(partial: Path) -> None:
    for path in list(partial.iterdir()):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name not in {LOCK, WORKERS}:
            path.unlink(missing_ok=True)
