"""Candidates among signatures: those that agree in a whole band, found by sorting.

A signature is cut into 32 bands of 4 values.  Texts that share a band meet in a bucket, and those of a bucket
are candidates: something else decides about them.  The rules that keep buckets from exploding:

- Rows without a shingle are in no bucket.
- Of rows that are equal in all 128 values only the first is in the buckets; each other is a candidate with
  that first one, and with nothing else.
- In a bucket of more than `WINDOW` rows each is paired with the `WINDOW` that follow it.  Rows that meet in
  so large a bucket only are of one template; copies meet in others too.

So every copy with an equal signature is found, and there are `BANDS · WINDOW` pairs for a row at the most.

Leskovec, J., Rajaraman, A., Ullman, J. (2014): Mining of Massive Datasets, chapter 3.
"""

from __future__ import annotations

import tempfile
from itertools import product
from typing import IO, TYPE_CHECKING, Final

import numpy as np

from cleaner.archive.signature import EMPTY, PERMUTATIONS
from cleaner.archive.words import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

# A pair of Jaccard similarity .5 is found with p = .87, one of .4 with .56; of ten million unrelated texts
# (.003) two or three thousand pairs are.
BANDS: Final = 32
WINDOW: Final = 16
# The upper 40 bits of a key tell buckets apart; the rest of a word numbers places.
PLACES: Final = 1 << 24
_PLACE: Final = np.uint64(PLACES - 1)
# A band is so many words of 64 bits.
_WORDS: Final = PERMUTATIONS // BANDS // 2
_CHUNK: Final = 1 << 18
_BLOCK: Final = 1 << 13
_BYTES: Final = 8
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
_HALF: Final = np.uint64(32)


def band_keys(signatures: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """The hash of each band of each row: `BANDS × n`."""
    words = np.ascontiguousarray(signatures).view(np.uint64).reshape(-1, BANDS, _WORDS)
    keys = np.zeros((BANDS, len(signatures)), dtype=np.uint64)
    for k in range(words.shape[2]):
        keys *= _ODD
        keys += words[:, :, k].T
        _mix(keys)
    return keys


def whole_keys(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hash of each whole row, from those of its bands; 0 for a row without a shingle."""
    whole = np.zeros(keys.shape[1], dtype=np.uint64)
    for band in keys:
        whole *= _ODD
        whole += band
    _mix(whole)
    empty = keys[0] == _empty_key()
    whole[empty] = 0
    return whole


def _empty_key() -> np.uint64:
    """What the first band of a row without a shingle hashes to; no other row's does but by a wonder."""
    key: np.uint64 = band_keys(np.full((1, PERMUTATIONS), EMPTY, dtype=np.uint32))[0, 0]
    return key


def leaders(
    whole: NDArray[np.uint64], ids: NDArray[np.integer]
) -> tuple[NDArray[np.integer], NDArray[np.uint64]]:
    """Of rows that are equal the first one, and packed pairs of it and each later one.

    Args:
        whole: keys of whole rows, all that begin alike.
        ids: ascending numbers below 2³², one for each key.
    """
    places = _meeting(whole) if len(whole) <= PLACES else np.arange(len(whole))
    order = places[np.argsort(whole[places], kind="stable")]
    heads = np.ones(len(order), dtype=bool)
    heads[1:] = whole[order[1:]] != whole[order[:-1]]
    leader = order[np.flatnonzero(heads)[np.cumsum(heads) - 1]]
    leads = whole != 0
    leads[order[~heads]] = False
    copies = ~heads & (whole[order] != 0)
    return ids[leads], packed(ids[leader[copies]], ids[order[copies]])


def _meeting(keys: NDArray[np.uint64]) -> NDArray[np.intp]:
    """The places of keys that begin like another one."""
    words = keys.copy()
    _place(words)
    return np.unique(np.concatenate(next(neighbours(words, _PLACE, 1))) & _PLACE).astype(np.intp)


def bucket_pairs(keys: NDArray[np.uint64], ids: NDArray[np.integer]) -> Iterator[NDArray[np.uint64]]:
    """Packed pairs of what shares a bucket: each with up to `WINDOW` that follow it there.

    Args:
        keys: the keys of one band, all that begin alike.  They are overwritten.
        ids: ascending numbers below 2³², one for each key.
    """
    if len(keys) > PLACES:  # only where so many share a band: more than any window
        yield from bucket_pairs(keys[PLACES:], ids[PLACES:])
        keys = keys[:PLACES]
    _place(keys)
    for first, second in neighbours(keys, _PLACE, WINDOW):
        yield packed(ids[(first & _PLACE).astype(np.intp)], ids[(second & _PLACE).astype(np.intp)])


def _place(words: NDArray[np.uint64]) -> None:
    """Put the places of keys for their lower bits and sort them: ten times as fast as sorting places."""
    words &= ~_PLACE
    for start in range(0, len(words), _CHUNK):
        words[start : start + _CHUNK] |= np.arange(start, min(start + _CHUNK, len(words)), dtype=np.uint64)
    words.sort()


class Bands:
    """The keys of many signatures: in memory as long as they are few, in a file beyond that."""

    def __init__(self, folder: Path | None = None) -> None:
        """Start with none.

        Args:
            folder: where a temporary file may be made; the system's own place if not given.
        """
        self._folder = folder
        self._held: list[NDArray[np.uint64]] = []
        self._rows = 0
        self._sizes: list[int] = []
        self._file: IO[bytes] | None = None

    def add(self, signatures: NDArray[np.uint32]) -> None:
        """Put in the next rows."""
        for start in range(0, len(signatures), _BLOCK):
            keys = band_keys(signatures[start : start + _BLOCK])
            self._held.append(np.vstack((keys, whole_keys(keys))))
            self._rows += keys.shape[1]
            if self._rows >= _BLOCK:
                self._write()

    def leaders(self) -> tuple[NDArray[np.bool_], NDArray[np.uint64]]:
        """Which rows go into the buckets, and packed pairs of each of them and the later rows equal to it."""
        leads = np.zeros(sum(self._sizes) + self._rows, dtype=bool)
        copies = [np.empty(0, dtype=np.uint64)]
        for keys, ids in self._keys([BANDS], ~leads):
            first, found = leaders(keys, ids)
            leads[first] = True
            copies.append(found)
        return leads, np.concatenate(copies)

    def pairs(self, leads: NDArray[np.bool_]) -> Iterator[NDArray[np.uint64]]:
        """Packed pairs of rows that share a bucket, the smaller first, band by band."""
        for keys, ids in self._keys(range(BANDS), leads):
            yield from bucket_pairs(keys, ids)

    def close(self) -> None:
        """Let the file go."""
        if self._file:
            self._file.close()

    def _write(self) -> None:
        if not self._file:
            self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 - lives with us
        self._file.seek(sum(self._sizes) * (BANDS + 1) * _BYTES)
        np.concatenate(self._held, axis=1).tofile(self._file)
        self._sizes.append(self._rows)
        self._held.clear()
        self._rows = 0

    def _keys(
        self, bands: Iterable[int], usable: NDArray[np.bool_]
    ) -> Iterator[tuple[NDArray[np.uint64], NDArray[np.integer]]]:
        """The keys of some bands with their rows: a band at once, or by first bits if they are too many.

        Arrays are used again for the next band.
        """
        if bits := (len(usable) // (PLACES * 3 // 4)).bit_length():
            for band, part in product(bands, range(1 << bits)):
                yield self._part(band, usable, bits, part)
            return
        ids = np.flatnonzero(usable).astype(np.uint32)
        keys = np.empty(len(ids), dtype=np.uint64)
        for band in bands:
            end = 0
            for start, block in self._blocks(band):
                some = block[usable[start : start + len(block)]]
                keys[end : end + len(some)] = some
                end += len(some)
            yield keys, ids

    def _part(
        self, band: int, usable: NDArray[np.bool_], bits: int, part: int
    ) -> tuple[NDArray[np.uint64], NDArray[np.integer]]:
        found, rows = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.uint32)]
        for start, block in self._blocks(band):
            fits = usable[start : start + len(block)] & (block >> np.uint64(64 - bits) == part)
            found.append(block[fits])
            rows.append((np.flatnonzero(fits) + start).astype(np.uint32))
        return np.concatenate(found), np.concatenate(rows)

    def _blocks(self, band: int) -> Iterator[tuple[int, NDArray[np.uint64]]]:
        start = 0
        for size in self._sizes:
            assert self._file
            self._file.seek((start * (BANDS + 1) + size * band) * _BYTES)
            yield start, np.fromfile(self._file, dtype=np.uint64, count=size)
            start += size
        for keys in self._held:
            yield start, keys[band]
            start += keys.shape[1]


def candidates(signatures: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Pairs of rows that may be near-duplicates.

    Returns:
        `n × 2` row numbers, the smaller first, sorted, each pair once.
    """
    bands = Bands()
    bands.add(signatures)
    leads, copies = bands.leaders()
    found = np.unique(np.concatenate((copies, *bands.pairs(leads))))
    bands.close()
    return unpacked(found)


def packed(low: NDArray[np.integer], high: NDArray[np.integer]) -> NDArray[np.uint64]:
    """Two numbers below 2³² in one word."""
    return low.astype(np.uint64) << _HALF | high.astype(np.uint64)


def unpacked(pairs: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Packed pairs as two columns."""
    return np.stack((pairs >> _HALF, pairs & np.uint64(0xFFFFFFFF)), axis=1).astype(np.int64)


def _mix(words: NDArray[np.uint64]) -> None:
    for _ in range(2):
        words ^= words >> _HALF
        words *= _MIX
    words ^= words >> _HALF
