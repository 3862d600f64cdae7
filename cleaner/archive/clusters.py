"""Connected components in numpy: each label becomes the smallest of its neighbours' until none does.

Shiloach, Y., Vishkin, U. (1982): An O(log n) parallel connectivity algorithm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def components(count: int, pairs: NDArray[np.integer]) -> NDArray[np.uint32]:
    """The smallest number of the component that each of `count` numbers belongs to.

    Args:
        count: how many numbers there are, 2³² at the most.
        pairs: `n × 2` numbers below `count` that belong together.

    Examples:
        >>> components(6, np.array([[4, 1], [1, 2], [5, 3]])).tolist()
        [0, 1, 1, 3, 1, 3]
    """
    named = np.unique(pairs)
    labels = np.arange(count, dtype=np.uint32)
    labels[named] = named[_joined(len(named), *np.searchsorted(named, pairs.T))]
    return labels


def batches(labels: NDArray[np.uint32], alone: NDArray[np.bool_], least: int) -> NDArray[np.int64]:
    """The batch of each record: components one after the other until there are enough; -1 for the others."""
    batch_of = np.full(len(labels), -1, dtype=np.int64)
    some = np.flatnonzero(~alone)
    order = some[np.argsort(labels[some], kind="stable")]
    _, starts = np.unique(labels[order], return_index=True)
    full = np.maximum.accumulate(starts // least) if len(starts) else starts
    batch_of[order] = np.repeat(np.unique(full, return_inverse=True)[1], np.diff([*starts, len(order)]))
    return batch_of


def by_batch(batch_of: NDArray[np.int64], rows: NDArray[np.int64], count: int) -> list[NDArray[np.int64]]:
    """Rows by batch, each in their order; those of none left out."""
    order = np.argsort(batch_of, kind="stable")
    return np.split(rows[order], np.searchsorted(batch_of[order], np.arange(count + 1)))[1:-1]


def _joined(count: int, a: NDArray[np.intp], b: NDArray[np.intp]) -> NDArray[np.intp]:
    labels = np.arange(count)
    while a.size:
        roots, others = labels[a], labels[b]
        apart = roots != others
        a, b, roots, others = a[apart], b[apart], roots[apart], others[apart]
        np.minimum.at(labels, np.maximum(roots, others), np.minimum(roots, others))
        _flatten(labels)
    return labels


def _flatten(labels: NDArray[np.intp]) -> None:
    """Let every label point to the root of its tree."""
    while True:
        above = labels[labels]
        if np.array_equal(above, labels):
            return
        labels[:] = above
