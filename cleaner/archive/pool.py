"""Work in processes that are looked after: one that dies or runs too long costs one job, not the run."""

from __future__ import annotations

import os
import signal
from collections import deque
from contextlib import suppress
from itertools import islice
from multiprocessing import Pipe, Process, get_start_method
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from cleaner.core.language import Message
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

J = TypeVar("J")
R = TypeVar("R")

# Jobs go to a worker in parcels, so many at most and so much work in one (bytes): neither the way there and
# back nor the memory for what is finished may count.
PARCEL: Final = 32
PARCEL_SIZE: Final = 128 * 1024
# Parcels in work or waiting for one before them, for every worker.
WINDOW: Final = 4
# Processor seconds that a job may take, and more for every megabyte: ordinary pages take milliseconds.
PATIENCE: Final = 60
PATIENCE_PER_MEGABYTE: Final = 20
# How often an idle worker looks whether the first process is still there (seconds).
_LOOK: Final = 1.0
# How long the end of a process may take that is at its end (seconds).
_LAST_BREATH: Final = 2.0
_TIMED: Final = hasattr(signal, "setitimer")


class _Parcel(Generic[J, R]):
    def __init__(self, jobs: list[J]) -> None:
        self.jobs = jobs
        self.results: list[R | _Raised] | None = None

    def outcome(self) -> Iterator[tuple[J, R]]:
        for job, result in zip(self.jobs, self.results or (), strict=True):
            if isinstance(result, _Raised):
                raise result.error
            yield job, result


class _Raised(NamedTuple):
    """What the work raised instead of giving a result."""

    error: Exception


class Crew(Generic[J, R]):
    """Worker processes for one kind of work."""

    def __init__(
        self,
        work: Callable[[J], R],
        workers: int,
        *,
        size: Callable[[J], int],
        lost: Callable[[J, str], R],
        begin: Callable[[], object] | None = None,
    ) -> None:
        """Start nothing yet.

        Args:
            work: what is done to a job; it goes to the workers once, jobs and results go by pickle.
            workers: how many processes.
            size: how much work a job is, in bytes of its input.
            lost: what takes the place of the result of a job that ended its worker, with a sentence why.
            begin: called in every worker before its first job; what it returns is held until the end.
        """
        self._work, self._workers, self._size, self._lost, self._begin = work, workers, size, lost, begin

    def results(self, jobs: Iterator[J]) -> Iterator[tuple[J, R]]:
        """Every job with its result, in the order of the jobs.

        Raises:
            Exception: what the work itself raised.
        """
        parcels: Iterator[_Parcel[J, R]] = (_Parcel(batch) for batch in self._parcels(jobs))
        crew = [self._hire() for _ in range(self._workers)]
        waiting: deque[_Parcel[J, R]] = deque()
        undone: deque[_Parcel[J, R]] = deque()
        try:
            while True:
                room = min(WINDOW * self._workers - len(waiting), sum(w.parcel is None for w in crew))
                fresh = list(islice(parcels, max(0, room)))
                waiting += fresh
                undone += fresh
                for worker in crew:
                    if worker.parcel is None and undone:
                        worker.take(undone.popleft())
                while waiting and waiting[0].results is not None:
                    yield from waiting.popleft().outcome()
                if waiting:
                    self._hear(crew, waiting, undone)
                elif room > len(fresh):
                    return
        finally:
            for worker in crew:
                worker.dismiss()

    def _parcels(self, jobs: Iterator[J]) -> Iterator[list[J]]:
        parcel: list[J] = []
        size = 0
        for job in jobs:
            parcel.append(job)
            size += self._size(job)
            if len(parcel) >= PARCEL or size >= PARCEL_SIZE:
                yield parcel
                parcel, size = [], 0
        if parcel:
            yield parcel

    def _hire(self) -> Worker[J, R]:
        return Worker(self._work, self._size, self._begin)

    def _hear(
        self,
        crew: list[Worker[J, R]],
        waiting: deque[_Parcel[J, R]],
        undone: deque[_Parcel[J, R]],
    ) -> None:
        """Wait until a worker has done its parcel or is gone."""
        busy = {worker.connection: worker for worker in crew if worker.parcel is not None}
        for connection in wait(list(busy)) if busy else ():
            worker = busy[connection]  # type: ignore[index]
            parcel = worker.parcel
            assert parcel is not None
            try:
                parcel.results = worker.connection.recv()
                worker.parcel = None
            except (EOFError, OSError):
                why = worker.dismiss()
                crew[crew.index(worker)] = self._hire()
                if len(parcel.jobs) == 1:
                    parcel.results = [self._lost(parcel.jobs[0], why)]
                    continue
                # One of them did it: alone each shows whether it was that one.
                alone: list[_Parcel[J, R]] = [_Parcel([job]) for job in parcel.jobs]
                at = waiting.index(parcel)
                waiting.remove(parcel)
                for i, single in enumerate(alone):
                    waiting.insert(at + i, single)
                undone.extendleft(reversed(alone))


class Worker(Generic[J, R]):
    """One process and the parcel it is at."""

    def __init__(
        self, work: Callable[[J], R], size: Callable[[J], int], begin: Callable[[], object] | None
    ) -> None:
        """Start it; the arguments are those of `Crew`."""
        self.connection: Connection
        self.connection, there = Pipe()
        self.parcel: _Parcel[J, R] | None = None
        told = (there, self.connection, os.getpid(), work, size, begin)
        self.process = Process(target=_serve, args=told, daemon=True)
        self.process.start()
        there.close()

    def take(self, parcel: _Parcel[J, R]) -> None:
        """Give it a parcel; if it is gone already, listening to it will tell."""
        self.parcel = parcel
        with suppress(OSError):
            self.connection.send(parcel.jobs)

    def dismiss(self) -> str:
        """End the process, whatever it is at, and tell why it had ended if it had."""
        if self.parcel is None:
            with suppress(OSError):
                self.connection.send(None)
        # One that is gone is at its very end when the pipe breaks; one that is at work is not waited for.
        self.process.join(timeout=_LAST_BREATH if self.parcel is None or _broken(self.connection) else 0)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        self.connection.close()
        code = self.process.exitcode or 0
        if _TIMED and code == -signal.SIGPROF:
            return Message("took too long")
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Message("ended its process ({how})", how=how)


def _broken(connection: Connection) -> bool:
    """Whether the other end is closed."""
    try:
        return connection.poll() and connection.recv() is None
    except (EOFError, OSError):
        return True


def _serve(
    connection: Connection,
    other_end: Connection,
    first: int,
    work: Callable[[J], R],
    size: Callable[[J], int],
    begin: Callable[[], object] | None,
) -> None:
    """The life of a worker: parcel in, results out, until it is sent home or the first process is gone.

    Args:
        connection: to the first process.
        other_end: what that one holds of it; a forked process has it, too, and would wait for itself for ever
            if the first one were killed in the middle of a parcel.
        first: the number of the first process.
        work: as `Crew` is told.
        size: the same.
        begin: the same.
    """
    other_end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first one answers
    parent = os.getppid()
    if parent != first and get_start_method() == "fork":
        return  # it was gone before this one began
    held = begin() if begin else None
    with suppress(EOFError, OSError):
        while True:
            # Other workers may hold the first process's end of the pipe open when it is gone.
            while not connection.poll(_LOOK):
                if os.getppid() != parent:
                    return
            parcel: list[J] | None = connection.recv()
            if parcel is None:
                break
            connection.send([_timed(work, job, size(job)) for job in parcel])
    del held


def _timed(work: Callable[[J], R], job: J, size: int) -> R | _Raised:
    """Do a job; if it takes too long the system ends this process, whatever code it hangs in."""
    try:
        if _TIMED:
            signal.setitimer(signal.ITIMER_PROF, PATIENCE + PATIENCE_PER_MEGABYTE * size / 1e6)
        return work(job)
    except Exception as error:  # noqa: BLE001 - raised again in the first process
        return _Raised(error)
    finally:
        if _TIMED:
            signal.setitimer(signal.ITIMER_PROF, 0)
