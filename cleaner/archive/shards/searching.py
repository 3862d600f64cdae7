"""Over all inputs: what meets in a cut, which pairs are candidates, and which records hang together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import numpy as np

from cleaner.archive.anchors import anchor_pairs
from cleaner.archive.bands import bucket_pairs, unpacked
from cleaner.archive.candidates import SHARED
from cleaner.archive.clusters import batches, by_batch, components
from cleaner.archive.order import EMPTY
from cleaner.archive.shards.job import DIVISION
from cleaner.archive.shards.store import part_of_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.archive.shards.job import Job

_HALF: Final = np.uint64(32)


def meet(job: Job, part: int) -> None:
    """Find the pairs that meet in one cut of a band, or of the anchors; write them by ranges of the first.

    Each pair is followed by how often it was met; a band counts for as many as make a candidate.
    """
    words = _words(part_of_each(job.store, [f"cut/{shard:05}" for shard in range(len(job.shards))], part))
    if part < job.cuts:
        rows = words.reshape(-1, 2)
        rows = rows[np.argsort(rows[:, 1])]
        found = np.unique(_joined(bucket_pairs(rows[:, 0].copy(), rows[:, 1])))
        times = np.full(len(found), SHARED, dtype=np.uint64)
    else:
        words.sort()
        found, often = np.unique(_joined(anchor_pairs(words)), return_counts=True)
        times = often.astype(np.uint64)
    borders = np.searchsorted(found, _borders(job))
    rows = np.stack((found, times), axis=1)
    job.store.write_parts(f"met/{part:05}", (piece.tobytes() for piece in np.split(rows, borders)))


def join(job: Job, number: int) -> None:
    """Put together what all cuts found for one range of records: the candidates, sorted."""
    store = job.store
    met = part_of_each(store, [f"met/{part:05}" for part in range(2 * job.cuts)], number)
    rows = _words(met).reshape(-1, 2)
    copies = store.read_arrays("ranked/copies.npz")["pairs"]
    copies = np.split(copies, np.searchsorted(copies, _borders(job)))[number]
    rows = np.concatenate((rows, np.stack((copies, np.full(len(copies), SHARED, dtype=np.uint64)), axis=1)))
    pairs, place = np.unique(rows[:, 0], return_inverse=True)
    times = np.bincount(place, rows[:, 1])
    store.write_arrays(f"joined/{number:05}.npz", pairs=pairs[times >= SHARED])


def divide(job: Job) -> None:
    """Divide all records into batches that have nothing to do with each other."""
    store = job.store
    forms = store.read_arrays("ranked/forms.npz")
    edges = _joined(store.read_arrays(f"joined/{number:05}.npz")["pairs"] for number in range(job.ranges))
    pairs = unpacked(edges)
    labels = components(len(forms["length"]), pairs)
    alone = (np.bincount(labels, minlength=len(labels))[labels] == 1) & (forms["copies"] == 1)
    batch_of = batches(labels, alone, job.batch)
    count = int(batch_of.max(initial=-1)) + 1
    members = by_batch(batch_of, np.arange(len(labels)), count)
    edge_sets = by_batch(batch_of[pairs[:, 0]], pairs, count)
    records = _records(job)
    record_sets = by_batch(batch_of[records[:, 0]], records, count)
    for batch in range(count):
        numbers, own = members[batch], record_sets[batch]
        own[:, 0] = np.searchsorted(numbers, own[:, 0])
        store.write_arrays(
            f"divided/{batch:05}.npz",
            edges=np.searchsorted(numbers, edge_sets[batch]),
            records=own,
            length=forms["length"][numbers],
        )
    largest = int(np.bincount(labels).max(initial=0))
    store.write(DIVISION, json.dumps({"batches": count, "largest": largest}).encode())


def _records(job: Job) -> NDArray[np.int64]:
    """Number, rank, shard and place of all records that have a form."""
    found = []
    for shard in range(len(job.shards)):
        ranked = job.store.read_arrays(f"ranked/{shard:05}.npz")
        number, shards = ranked["number"], np.full(len(ranked["number"]), shard)
        rows = np.stack((number, ranked["rank"], shards, np.arange(len(number))), axis=1)
        found.append(rows[number != EMPTY])
    return np.concatenate(found)


def _borders(job: Job) -> NDArray[np.uint64]:
    """Where ranges of packed pairs end: all begin with as many numbers."""
    count = len(job.store.read_arrays("ranked/forms.npz")["length"])
    firsts = [number * count // job.ranges for number in range(1, job.ranges)]
    return np.array(firsts, dtype=np.uint64) << _HALF


def _words(parts: Sequence[bytes]) -> NDArray[np.uint64]:
    return np.frombuffer(b"".join(parts), dtype="<u8").copy()


def _joined(parts: object) -> NDArray[np.uint64]:
    return np.concatenate((np.empty(0, dtype=np.uint64), *parts))  # type: ignore[misc]
