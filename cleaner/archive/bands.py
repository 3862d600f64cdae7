"""Candidates: pairs of signatures that agree in a whole band, found by sorting.

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

from typing import TYPE_CHECKING, Final

import numpy as np

from cleaner.archive.signature import EMPTY, PERMUTATIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A pair of Jaccard similarity .5 is found with p = .87, one of .44 with .71; 10 million unrelated ones make a
# handful of pairs each.
BANDS: Final = 32
WINDOW: Final = 32
_ROWS: Final = PERMUTATIONS // BANDS
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
_HALF: Final = np.uint64(32)


def candidates(signatures: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Pairs of rows that may be near-duplicates.

    Returns:
        `n × 2` row numbers, the smaller first, sorted, each pair once.
    """
    keys = band_keys(signatures)
    whole = whole_keys(keys)
    some = np.flatnonzero((signatures != EMPTY).any(axis=1))
    copies, first = copies_of(whole[some])
    found = [_packed(some[copies[:, 0]], some[copies[:, 1]])]
    first = some[first]
    found += [np.unique(_packed(*first[bucket_pairs(band[first])].T)) for band in keys]
    return unpacked(np.unique(np.concatenate(found)))


def band_keys(signatures: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """The hash of each band of each row: `BANDS × n`."""
    words = np.ascontiguousarray(signatures).view(np.uint64).reshape(len(signatures), BANDS, -1)
    keys = np.zeros((BANDS, len(signatures)), dtype=np.uint64)
    for k in range(words.shape[2]):
        keys = _mixed(keys * _ODD + words[:, :, k].T)
    return keys


def whole_keys(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hash of each whole row, from those of its bands."""
    whole = np.zeros(keys.shape[1], dtype=np.uint64)
    for band in keys:
        whole = whole * _ODD + band
    return _mixed(whole)


def copies_of(whole: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows with equal keys.

    Returns:
        pairs of the first row of a key and each later one; and the first rows of all keys, ascending.
    """
    _, first, inverse = np.unique(whole, return_index=True, return_inverse=True)
    leader = first[inverse]
    later = np.flatnonzero(leader != np.arange(len(whole)))
    return np.stack((leader[later], later), axis=1), np.sort(first)


def bucket_pairs(keys: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Pairs of places with equal keys, the smaller first: each with up to `WINDOW` that follow it."""
    mask = np.uint64((1 << max(1, (len(keys) - 1).bit_length())) - 1)
    words = keys & ~mask | np.arange(len(keys), dtype=np.uint64)
    words.sort()  # ten times as fast as sorting places by key
    found = []
    at, far = np.arange(len(words) - 1), 1
    while at.size and far <= WINDOW:
        at = at[at + far < len(words)]
        at = at[(words[at] ^ words[at + far]) <= mask]
        found.append(np.stack((words[at] & mask, words[at + far] & mask), axis=1).astype(np.intp))
        far += 1
    return np.concatenate(found) if found else np.empty((0, 2), dtype=np.intp)


def _packed(low: NDArray[np.intp], high: NDArray[np.intp]) -> NDArray[np.uint64]:
    return low.astype(np.uint64) << _HALF | high.astype(np.uint64)


def unpacked(pairs: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Packed pairs as two columns."""
    return np.stack((pairs >> _HALF, pairs & np.uint64(0xFFFFFFFF)), axis=1).astype(np.int64)


def _mixed(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    words = (words ^ words >> _HALF) * _MIX
    words = (words ^ words >> _HALF) * _MIX
    return words ^ words >> _HALF
