"""The order of records, and which of them are the same text, in a few numbers a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.archive.texts import Texts

EMPTY: Final = -1
"""The number of a record without characters, which is nobody's copy."""
# Strings are compared by so many bytes at a time.
_WIDTH: Final = 8
_BLOCK: Final = 1 << 15


def ranks(names: Texts, digests: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The place of every record in the order of names, code point by code point, then of digests.

    Sorted by the last eight bytes of all names first, then by the eight before these, and so on: as many
    rounds as it takes, and no name in memory.
    """
    order = np.lexsort((digests[:, 1], digests[:, 0]))
    for column in reversed(range(-(-names.longest // _WIDTH))):
        keys = np.concatenate(
            [_keys(*names.block(start, _BLOCK), _WIDTH * column) for start in range(0, len(names), _BLOCK)]
        )
        order = order[np.argsort(keys[order], kind="stable")]
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.arange(len(order))
    return found


def _keys(data: bytes, ends: NDArray[np.int64], skipped: int) -> NDArray[np.uint64]:
    """Eight bytes of each string, those behind its end nothing, as numbers in the order of the strings."""
    places = ends[:-1, None] + skipped + np.arange(_WIDTH)
    there = places < ends[1:, None]
    found = np.frombuffer(data + b"\0", dtype=np.uint8)[np.where(there, places, len(data))]
    return np.ascontiguousarray(found).view(">u8").ravel().astype(np.uint64)


def numbered(
    ranks: NDArray[np.integer], digests: NDArray[np.uint64], lengths: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The number of each record's form, and the first record, by rank, of each form."""
    order = np.lexsort((ranks, digests[:, 1], digests[:, 0]))
    order = order[lengths[order] > 0]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(digests[order], axis=0) != 0).any(axis=1)
    by_rank = np.argsort(ranks[order[new]])
    number_of = np.empty(len(by_rank), dtype=np.int64)
    number_of[by_rank] = np.arange(len(by_rank))
    numbers = np.full(len(ranks), EMPTY, dtype=np.int64)
    numbers[order] = number_of[np.cumsum(new) - 1]
    return numbers, order[new][by_rank]
