"""Postings: which records have a key.  Sorted files of packed words, merged as they grow in number.

A posting is one 64-bit word, the key in the upper half and the number of the record in the lower, so that a
sorted array of words is the whole structure and a look-up is a binary search.  New postings gather in the
database, in the transaction of their records.  When there are `FRESH` of them they become a file, a *run*;
`FAN` runs of one size become one run of the next (O'Neil and others 1996: The log-structured merge-tree).  So
a posting is written a handful of times whatever the size of the index, where a B-tree would touch a page of
its own for each of them.  Runs are read through the memory map: what is looked up often stays in memory as
long as the system has some to spare.

A run is a header of 64 bytes (`CLEANRUN`, version, count, CRC-32 of the words, little-endian) and its words,
little-endian.  It is complete on the disk before the database names it and never changed.
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

from cleaner.archive.index.errors import IndexRefusedError
from cleaner.core.language import Message
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Words = NDArray[np.uint64]

RUN_VERSION: Final = 1
# Two megabytes in memory; two thousand articles of anchors.
FRESH: Final = 1 << 18
FAN: Final = 4
# A key of more records says nothing about a text: it is a phrase of the language or of a template.
COMMON: Final = 256

_HEADER: Final = struct.Struct("<8sIIQI36x")
_MAGIC: Final = b"CLEANRUN"
_HALF: Final = np.uint64(32)
# Words that a merge holds in memory at a time.
_SLICE: Final = 1 << 20
_WORD: Final = np.dtype("<u8")


class Hits(NamedTuple):
    """Postings that were found: the place of the key in the query, and the record.

    `times` tells for every key of the query how many records have it.
    """

    keys: NDArray[np.intp]
    records: NDArray[np.int64]
    times: NDArray[np.intp]


class Run(NamedTuple):
    """A sorted file, or fresh words in memory, which have no name."""

    words: Words
    name: str = ""
    path: Path | None = None

    @property
    def level(self) -> int:
        """How often runs were merged into it, told from its size."""
        level, size = 0, FRESH * FAN
        while len(self.words) >= size:
            level, size = level + 1, size * FAN
        return level

    def part(self, start: int, end: int) -> Words:
        """Some words; read, not mapped: what is read once need not stay in memory."""
        if self.path is None:
            return self.words[start:end]
        return np.fromfile(self.path, dtype=_WORD, count=end - start, offset=_HEADER.size + 8 * start)


class Postings:
    """The postings of one family of keys ("bands", "anchors") of an index."""

    def __init__(self, db: sqlite3.Connection, folder: Path, family: str) -> None:
        """Take the database and the folder of the runs; `refresh` reads them."""
        self.db, self.folder, self.family = db, folder, family
        self.runs: list[Run] = []
        self.fresh: list[Words] = []
        self._first = self._last = 0

    def refresh(self) -> None:
        """See what other processes wrote; inside a transaction."""
        known = {run.name: run for run in self.runs}
        rows = self.db.execute("SELECT name, count FROM runs WHERE family = ? ORDER BY name", (self.family,))
        self.runs = [known.get(name) or open_run(self.folder / name, count) for name, count in rows]
        first, last = self.db.execute(
            "SELECT coalesce(min(number), 0), coalesce(max(number), 0) FROM fresh WHERE family = ?",
            (self.family,),
        ).fetchone()
        if first != self._first or last < self._last:
            self.fresh, self._last = [], 0
        new = self.db.execute(
            "SELECT words FROM fresh WHERE family = ? AND number > ? ORDER BY number",
            (self.family, self._last),
        )
        for (words,) in new:
            self._keep(np.frombuffer(words, dtype=_WORD))
        self._first, self._last = first, last

    def forget(self) -> None:
        """Forget what is in memory: it was not committed."""
        self.runs, self.fresh, self._first, self._last = [], [], 0, 0

    def add(self, words: Words) -> None:
        """Add postings; inside a transaction that writes."""
        words = np.sort(words)
        number = self.db.execute(
            "INSERT INTO fresh (family, words) VALUES (?, ?)", (self.family, words.astype(_WORD).tobytes())
        ).lastrowid
        self._keep(words)
        self._first, self._last = self._first or number or 0, number or 0

    def _keep(self, words: Words) -> None:
        """Keep fresh words in memory as few arrays, each at least twice as long as the next."""
        if not words.size:
            return
        self.fresh.append(words)
        while len(self.fresh) > 1 and len(self.fresh[-2]) < 2 * len(self.fresh[-1]):
            self.fresh[-2:] = [_merged(self.fresh[-2:])]

    def settle(self) -> list[str]:
        """Write fresh postings to a run if there are enough, and merge runs; while writing.

        Returns:
            the names of files that nothing needs once the transaction is committed.
        """
        if sum(map(len, self.fresh)) < FRESH:
            return []
        self.runs.append(self._write([Run(words) for words in self.fresh]))
        self.db.execute("DELETE FROM fresh WHERE family = ?", (self.family,))
        self.fresh, self._first, self._last = [], 0, 0
        done: list[str] = []
        while alike := self._to_merge():
            merged = self._write(alike)
            names = [run.name for run in alike]
            self.db.executemany("DELETE FROM runs WHERE name = ?", [(name,) for name in names])
            self.runs = [*(run for run in self.runs if run.name not in names), merged]
            done += names
        return done

    def _to_merge(self) -> list[Run]:
        for level in sorted({run.level for run in self.runs}):
            alike = [run for run in self.runs if run.level == level]
            if len(alike) >= FAN:
                return alike
        return []

    def _write(self, parts: Sequence[Run]) -> Run:
        """Write a run, reading the parts from front to end."""
        number = self.db.execute(
            "INSERT INTO runs (family, name, count) VALUES (?, '', 0)", (self.family,)
        ).lastrowid
        name = f"{self.family}-{number:06d}.run"
        count = write_run(self.folder / name, _slices(parts, _dead(self.db)))
        self.db.execute("UPDATE runs SET name = ?, count = ? WHERE number = ?", (name, count, number))
        return open_run(self.folder / name, count)

    def find(self, keys: NDArray[np.uint32]) -> Hits:
        """The records of keys (ascending, each once); keys that are common are left out."""
        low = keys.astype(np.uint64) << _HALF
        found = [(words, *_between(words, low)) for words in (*(run.words for run in self.runs), *self.fresh)]
        times = np.zeros(len(keys), dtype=np.intp)
        for _, start, end in found:
            times += end - start
        rare = times <= COMMON
        hits = [_expanded(words, start, np.where(rare, end - start, 0)) for words, start, end in found]
        keys_of_hits = np.concatenate([keys for keys, _ in hits] or [np.empty(0, np.intp)])
        records = np.concatenate([records for _, records in hits] or [np.empty(0, np.int64)])
        return Hits(keys_of_hits, records, times)


def packed(keys: NDArray[np.uint32], records: NDArray[np.int64]) -> Words:
    """Keys and the numbers of their records as words."""
    return keys.astype(np.uint64) << _HALF | records.astype(np.uint64)


def _between(words: Words, low: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the postings of keys begin and end; the end is looked for only where there are any."""
    start = np.searchsorted(words, low)
    end = start.copy()
    if len(words):
        high = low | np.uint64(0xFFFFFFFF)
        some = np.flatnonzero(words[np.minimum(start, len(words) - 1)] <= high)
        some = some[start[some] < len(words)]
        end[some] = np.searchsorted(words, high[some], side="right")
    return start, end


def _expanded(
    words: Words, start: NDArray[np.intp], counts: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """The places of keys with postings, and the records of these."""
    some = np.flatnonzero(counts)
    counts = counts[some]
    ends = np.cumsum(counts)
    within = np.arange(ends[-1] if ends.size else 0) - np.repeat(ends - counts, counts)
    at = np.repeat(start[some], counts) + within
    return np.repeat(some, counts), (words[at] & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _merged(parts: Sequence[Words]) -> Words:
    words = np.concatenate(parts)
    words.sort(kind="stable")  # finds the sorted parts and merges them
    return words


def _dead(db: sqlite3.Connection) -> Words:
    """The numbers of records that were forgotten, ascending: the next merge leaves them out."""
    return np.fromiter((n for (n,) in db.execute("SELECT record FROM dead ORDER BY record")), dtype=np.uint64)


def _slices(parts: Sequence[Run], dead: Words) -> Iterator[Words]:
    """All words in order, about `_SLICE` at a time: keys are hashes, so ranges of them are alike in size."""
    ranges = max(1, sum(len(run.words) for run in parts) // _SLICE)
    at = [0] * len(parts)
    for i in range(1, ranges + 1):
        border = np.uint64((i << 64) // ranges - 1)
        ends = [int(np.searchsorted(run.words, border, side="right")) for run in parts]
        words = _merged([run.part(a, b) for run, a, b in zip(parts, at, ends, strict=True)])
        if dead.size:
            words = words[~np.isin(words & np.uint64(0xFFFFFFFF), dead)]
        yield words
        at = ends


def write_run(path: Path, slices: Iterator[Words]) -> int:
    """Write a run, all of it safely on the disk before it has its name; the number of its words."""
    aside = path.with_suffix(".tmp")
    count = crc = 0
    with aside.open("wb") as file:
        file.write(bytes(_HEADER.size))
        for words in slices:
            data = words.astype(_WORD).tobytes()
            crc = zlib.crc32(data, crc)
            count += len(words)
            file.write(data)
        file.seek(0)
        file.write(_HEADER.pack(_MAGIC, RUN_VERSION, 0, count, crc))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    return count


def open_run(path: Path, count: int) -> Run:
    """A run, its words mapped into memory.

    Raises:
        FileNotFoundError: it is not there: another process merged it away, or it was lost.
        IndexRefusedError: it is damaged, or of a newer version of this program.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER.size)
        size = os.fstat(file.fileno()).st_size
        whole = len(header) == _HEADER.size
        magic, version, _, held, _ = _HEADER.unpack(header) if whole else (b"", 0, 0, 0, 0)
        if magic == _MAGIC and version > RUN_VERSION:
            raise IndexRefusedError(
                Message("{name} was written by a newer version of this program", name=path.name)
            )
        if magic != _MAGIC or held != count or size != _HEADER.size + 8 * count:
            raise IndexRefusedError(damaged(path))
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if hasattr(mmap, "MADV_RANDOM"):
        mapped.madvise(mmap.MADV_RANDOM)  # a look-up needs a few pages, not what stands beside them
    return Run(np.frombuffer(mapped, dtype=_WORD, count=count, offset=_HEADER.size), path.name, path)


def damaged(path: Path) -> Message:
    """The sentence about a run that is not as it was written."""
    return Message(
        "{name} is damaged or not complete: 'clean index verify --repair' writes it anew", name=path.name
    )


def is_sound(run: Run) -> bool:
    """Whether a run has the words that were written, in order."""
    assert run.path
    with run.path.open("rb") as file:
        crc = _HEADER.unpack(file.read(_HEADER.size))[4]
    found, last = 0, np.uint64(0)
    for at in range(0, len(run.words), _SLICE):
        part = run.part(at, min(len(run.words), at + _SLICE))
        if part[0] < last or (part[1:] < part[:-1]).any():
            return False
        found, last = zlib.crc32(part.tobytes(), found), part[-1]
    return bool(found == crc)
