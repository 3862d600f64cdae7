"""Numbers of 64 bits in order, however many there are: sorted in memory, and in a file beyond that."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING, Final

import numpy as np

from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

# So many are held and sorted at once: eight megabytes.  What takes several times the memory of the words is
# done with a part of them after the other.
LIMIT: Final = 1 << 20
_PART: Final = 1 << 16
# From disk so many are read at once, but not less than a few from each run.
_BLOCK: Final = 1 << 18
# Of every run on disk one word in so many is kept in memory, to find places in it.
_STEP: Final = 1 << 9
# Words are compared with their neighbours so many at a time: what that takes stays in the processor's cache.
_COMPARED: Final = 1 << 12
_LOW: Final = np.uint64(0xFFFFFFFF)
_BYTES: Final = 8


class _Run(NamedTuple):
    """A sorted stretch of the file: where it begins and ends (in words), and every 4096th word of it."""

    start: int
    end: int
    marks: NDArray[np.uint64]


def neighbours(
    words: NDArray[np.uint64], mask: np.uint64, most: int
) -> Iterator[tuple[NDArray[np.uint64], NDArray[np.uint64]]]:
    """Pairs of sorted words that are equal but for the bits of a mask: each with up to `most` that follow it.

    Args:
        words: sorted.
        mask: the lower bits, which number what shares the upper ones.
        most: so many pairs a word, the nearest ones.
    """
    at = np.concatenate(
        [
            np.flatnonzero(
                (words[:-1][start : start + _COMPARED] ^ words[1:][start : start + _COMPARED]) <= mask
            )
            + start
            for start in range(0, len(words) - 1, _COMPARED)
        ]
        or [np.empty(0, dtype=np.intp)]
    )
    yield words[at], words[at + 1]
    for far in range(2, most + 1):
        at = at[at + far < len(words)]
        at = at[(words[at] ^ words[at + far]) <= mask]
        yield words[at], words[at + far]


def parts(words: NDArray[np.uint64]) -> Iterator[NDArray[np.uint64]]:
    """Sorted words a part at a time; those with the same high half are in the same part.

    >>> [len(part) for part in parts(np.zeros(3, dtype=np.uint64))]
    [3]
    """
    start = 0
    while start < len(words):
        last = words[min(start + _PART, len(words)) - 1] | _LOW
        end = int(np.searchsorted(words, last, side="right"))
        yield words[start:end]
        start = end


class Words:
    """A bag of numbers, sorted as it is read.

    Examples:
        >>> words = Words()
        >>> words.add(np.array([7, 3], dtype=np.uint64))
        >>> words.add(np.array([3], dtype=np.uint64))
        >>> [block.tolist() for block in words.blocks()]
        [[3, 3, 7]]
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Start empty.

        Args:
            folder: where a temporary file may be made; the system's own place if not given.
        """
        self._folder = folder
        self._held: list[NDArray[np.uint64]] = []
        self._size = 0
        self._runs: list[_Run] = []
        self._file: IO[bytes] | None = None

    def add(self, words: NDArray[np.uint64]) -> None:
        """Put numbers in."""
        for start in range(0, len(words), LIMIT):
            self._held.append(words[start : start + LIMIT])
            self._size += len(self._held[-1])
            if self._size >= LIMIT:
                self._spill()

    def blocks(self) -> Iterator[NDArray[np.uint64]]:
        """All numbers in order, block by block; numbers with the same high half are in the same block."""
        if not self._runs:
            yield self._sorted()
            return
        self._spill()
        size = min(LIMIT, max(_BLOCK, len(self._runs) * _STEP))
        borders = np.sort(np.concatenate([run.marks for run in self._runs]))[:: max(1, size // _STEP)]
        borders = np.unique(borders & ~_LOW)[1:]
        for low, high in zip((None, *borders), (*borders, None), strict=True):
            block = np.concatenate([self._between(run, low, high) for run in self._runs])
            block.sort()
            yield block

    def close(self) -> None:
        """Let the file go."""
        if self._file:
            self._file.close()

    def _sorted(self) -> NDArray[np.uint64]:
        words = np.concatenate((np.empty(0, dtype=np.uint64), *self._held))
        self._held.clear()
        self._size = 0
        words.sort()
        return words

    def _spill(self) -> None:
        words = self._sorted()
        if not self._file:
            self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 - lives with us
        start = self._runs[-1].end if self._runs else 0
        self._file.seek(start * _BYTES)
        words.tofile(self._file)
        self._runs.append(_Run(start, start + len(words), words[::_STEP].copy()))

    def _between(self, run: _Run, low: np.uint64 | None, high: np.uint64 | None) -> NDArray[np.uint64]:
        """The numbers of one run from `low` to below `high`."""
        assert self._file
        first = 0 if low is None else max(0, int(np.searchsorted(run.marks, low)) - 1) * _STEP
        last = run.end - run.start if high is None else int(np.searchsorted(run.marks, high)) * _STEP
        first, last = run.start + first, min(run.end, run.start + last)
        self._file.seek(first * _BYTES)
        words = np.fromfile(self._file, dtype=np.uint64, count=last - first)
        start = 0 if low is None else np.searchsorted(words, low)
        return words[start : len(words) if high is None else np.searchsorted(words, high)]
