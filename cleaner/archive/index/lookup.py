"""Which records of an index may be something to a text: they share a band, or two anchors (`candidates`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cleaner.archive.index.library import Library
    from cleaner.archive.index.postings import Postings
    from cleaner.archive.index.prints import Keys
    from cleaner.archive.index.store import Store

# Two texts that share so many anchors are candidates, or one band.
_SHARED: Final = 2
# The candidates of a text that have most in common with it are compared.
_MOST: Final = 32


def candidates(
    store: Store,
    library: Library,
    forms: Sequence[str],
    keys: Keys,
    allowed: Callable[[int, int], bool],
) -> list[list[int]]:
    """For each form the records that may be something to it, those with most in common.

    Args:
        store: the index.
        library: its records.
        forms: matching forms.
        keys: of all of them.
        allowed: whether a record may be one for the form at a place.
    """
    found = _shared(store.bands, keys.bands, _SHARED) + _shared(store.anchors, keys.anchors, 1)
    votes: list[dict[int, int]] = [{} for _ in forms]
    for i, number, times in found:
        votes[i][number] = votes[i].get(number, 0) + times
    found_for = []
    for i, form in enumerate(forms):
        same = library.first_of(form) if form else None
        if same is not None:
            votes[i][same] = len(form) + _SHARED  # before all others
        sure = [n for n, times in votes[i].items() if times >= _SHARED and allowed(i, n)]
        found_for.append(sorted(sure, key=lambda n, i=i: (-votes[i][n], n))[:_MOST])  # type: ignore[misc]
    return found_for


def _shared(
    postings: Postings, keys: tuple[NDArray[np.uint32], NDArray[np.int64]], worth: int
) -> list[tuple[int, int, int]]:
    """Place of the form, record, and how much they share."""
    hashes, of = keys
    distinct, back = np.unique(hashes, return_inverse=True)
    hits = postings.find(distinct)
    order = np.argsort(back, kind="stable")
    starts = np.searchsorted(back[order], np.arange(len(distinct) + 1))
    counts = (starts[1:] - starts[:-1])[hits.keys]
    ends = np.cumsum(counts)
    within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
    users = of[order[np.repeat(starts[:-1][hits.keys], counts) + within]]
    words = users.astype(np.uint64) << np.uint64(32) | np.repeat(hits.records, counts).astype(np.uint64)
    pairs, times = np.unique(words, return_counts=True)
    low = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return list(zip((pairs >> np.uint64(32)).tolist(), low.tolist(), (times * worth).tolist(), strict=True))
