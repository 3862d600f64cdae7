"""Which records of an index may be something to a text: they share a band, or a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cleaner.archive.alignment import SEED
from cleaner.archive.anchors import BUCKET, RARE
from cleaner.archive.candidates import SHARED
from cleaner.archive.signature import rolling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from cleaner.archive.index.library import Library
    from cleaner.archive.index.postings import Postings
    from cleaner.archive.index.prints import Keys
    from cleaner.archive.index.store import Store

# Of the candidates of a text those that have most in common with it are compared: so many in all, and so many
# that share no band but passages.
_MOST: Final = 32
_MOST_BY_PASSAGES: Final = 12
# A passage: equal runs of 7 characters from the first to the last of which it is so far, with at most so far
# between them, and so many characters more or less.  Phrases are shorter; see `alignment` for the figures.
_RUN: Final = SEED
_PASSAGE: Final = 20
_REACH: Final = 60
_DRIFT: Final = 12

Votes = dict[int, int]
"""What the keys that a record shares with a text are worth."""


def candidates(
    store: Store,
    library: Library,
    forms: Sequence[str],
    keys: Keys,
    allowed: Callable[[int, int], bool],
) -> list[list[int]]:
    """For each form the records that may be something to it, those with most in common first.

    Args:
        store: the index.
        library: its records.
        forms: matching forms.
        keys: of all of them.
        allowed: whether a record may be one for the form at a place.
    """
    whole = _shared(len(forms), store.bands, keys.bands, crowded=SHARED)
    parts = _shared(len(forms), store.anchors, keys.anchors, crowded=1)
    found = []
    for i, form in enumerate(forms):
        same = library.first_of(form) if form else None
        if same is not None:
            whole[i][same] = len(form) + SHARED  # before all others
        alike = _ranked({n: worth + parts[i].get(n, 0) for n, worth in whole[i].items() if allowed(i, n)})
        passages = _ranked({n: w for n, w in parts[i].items() if n not in whole[i] and allowed(i, n)})
        found.append((alike, passages))
    # Postings lead to records that were forgotten, too, until runs are merged; they take no place of others.
    dead = library.forgotten(number for ranked in found for numbers in ranked for number in numbers)
    found = [
        (
            [n for n in alike if n not in dead][:_MOST],
            [n for n in passages if n not in dead][:_MOST_BY_PASSAGES],
        )
        for alike, passages in found
    ]
    library.fetch(number for _, passages in found for number in passages)
    return [
        [*alike, *_with_passage(form, passages, library)]
        for form, (alike, passages) in zip(forms, found, strict=True)
    ]


def _with_passage(form: str, numbers: Sequence[int], library: Library) -> Iterator[int]:
    """The records that have a passage in common with a form, not only phrases here and there.

    Equal runs of characters must follow each other about as far apart in one text as in the other, over some
    distance.  That costs a tenth of an alignment.
    """
    if not numbers:
        return
    ours = _runs(form)
    order = np.argsort(ours, kind="stable")
    ours = ours[order]
    for number in numbers:
        theirs = _runs(library.matched(number).form)
        first = np.searchsorted(ours, theirs)
        there = np.flatnonzero(ours[np.minimum(first, len(ours) - 1)] == theirs) if len(ours) else first[:0]
        if not there.size:
            continue
        drift = order[first[there]] - there
        breaks = np.flatnonzero((np.abs(np.diff(drift)) > _DRIFT) | (np.diff(there) > _REACH)) + 1
        starts, ends = np.append(0, breaks), np.append(breaks, len(there)) - 1
        if (there[ends] - there[starts] + _RUN >= _PASSAGE).any():
            yield number


def _runs(form: str) -> NDArray[np.uint32]:
    return rolling(np.frombuffer(form.encode("utf-32-le", "surrogatepass"), dtype="<u4"), _RUN)


def _ranked(votes: Votes) -> list[int]:
    """Records that share enough, most first."""
    return sorted((n for n, worth in votes.items() if worth >= SHARED), key=lambda n: (-votes[n], n))


def _shared(
    forms: int, postings: Postings, keys: tuple[NDArray[np.uint32], NDArray[np.int64]], *, crowded: int
) -> list[Votes]:
    """For each form the records that share keys with it; a key is worth less that many records have."""
    hashes, of = keys
    distinct, back = np.unique(hashes, return_inverse=True)
    hits = postings.find(distinct)
    worth = np.where(hits.times <= BUCKET + 1, max(RARE, crowded), crowded)
    order = np.argsort(back, kind="stable")
    starts = np.searchsorted(back[order], np.arange(len(distinct) + 1))
    counts = (starts[1:] - starts[:-1])[hits.keys]
    ends = np.cumsum(counts)
    within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
    users = of[order[np.repeat(starts[:-1][hits.keys], counts) + within]]
    words = users.astype(np.uint64) << np.uint64(32) | np.repeat(hits.records, counts).astype(np.uint64)
    pairs, places = np.unique(words, return_inverse=True)
    sums = np.bincount(places, weights=np.repeat(worth[hits.keys], counts), minlength=len(pairs))
    votes: list[Votes] = [{} for _ in range(forms)]
    low = (pairs & np.uint64(0xFFFFFFFF)).tolist()
    for form, number, total in zip((pairs >> np.uint64(32)).tolist(), low, sums.tolist(), strict=True):
        votes[form][number] = int(total)
    return votes
