"""Between reading and searching: one order for the records of all inputs, one number for each form.

This is done on one machine: it takes a hundred bytes a record, whatever the length of the texts.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.archive.bands import PLACES, leaders
from cleaner.archive.order import EMPTY, numbered
from cleaner.archive.pairs import Pairs
from cleaner.archive.shards.job import CUT_BITS, Job, JobError, cut_bits
from cleaner.archive.shards.store import all_parts
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cleaner.archive.shards.store import Store


class _Table(NamedTuple):
    """What is known of all records, shard after shard; `starts` is where each shard begins."""

    starts: NDArray[np.int64]
    length: NDArray[np.uint32]
    digest: NDArray[np.uint64]
    whole: NDArray[np.uint64]
    names: NDArray[np.bytes_]
    dates: NDArray[np.bytes_]


def rank(job: Job) -> None:
    """Number the different forms by the rank of the first record that has each; write that by shard.

    Raises:
        JobError: two records have one name.
    """
    store = job.store
    table = _table(job, store)
    order = np.lexsort((table.digest[:, 1], table.digest[:, 0], table.names, table.dates))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    numbers, firsts = numbered(ranks, table.digest, table.length)
    leads, copies = _leaders(table.whole[firsts])
    for shard, (start, end) in enumerate(pairwise(table.starts.tolist())):
        number = numbers[start:end]
        own = number != EMPTY
        own[own] = leads[number[own]] & (firsts[number[own]] == np.arange(start, end)[own])
        store.write_arrays(f"ranked/{shard:05}.npz", number=number, rank=ranks[start:end], leads=own)
    store.write(CUT_BITS, str(cut_bits(len(firsts))).encode())
    store.write_arrays("ranked/copies.npz", pairs=copies)
    times = np.bincount(numbers[numbers != EMPTY], minlength=len(firsts))
    store.write_arrays("ranked/forms.npz", length=table.length[firsts], copies=times)
    pairs = Pairs()
    for shard in range(len(job.shards)):
        pairs.merge(store.read_arrays(f"signed/{shard:05}.pairs.npz"))
    store.write_arrays("ranked/pairs.npz", **pairs.counts())


def _table(job: Job, store: Store) -> _Table:
    columns: dict[str, list[NDArray[Any]]] = {}
    for shard in range(len(job.shards)):
        stored = store.read_arrays(f"signed/{shard:05}.table.npz")
        names = [json.loads(name) for name in all_parts(store, f"signed/{shard:05}.names")]
        stored["names"] = _bytes([name for name, _ in names])
        stored["dates"] = _bytes([date for _, date in names])
        for name, column in stored.items():
            columns.setdefault(name, []).append(column)
    starts = np.cumsum([0, *map(len, columns["names"])])
    table = _Table(starts, **{name: np.concatenate(column) for name, column in columns.items()})
    found, times = np.unique(table.names, return_counts=True)
    if (times > 1).any():
        name = found[times > 1][0].decode("utf-8", "replace")
        raise JobError(f"there are {times.max()} records with the id {name!r}: every record needs its own")
    return table


def _bytes(texts: list[str]) -> NDArray[np.bytes_]:
    """Texts as UTF-8, which sorts as code points do."""
    return np.array([text.encode("utf-8", "surrogatepass") for text in texts], dtype=np.bytes_)


def _leaders(whole: NDArray[np.uint64]) -> tuple[NDArray[np.bool_], NDArray[np.uint64]]:
    """As `bands.leaders`, for as many rows as there are."""
    leads, copies = np.zeros(len(whole), dtype=bool), [np.empty(0, dtype=np.uint64)]
    for rows in _alike(whole):
        first, found = leaders(whole[rows], rows)
        leads[first] = True
        copies.append(found)
    return leads, np.sort(np.concatenate(copies))


def _alike(whole: NDArray[np.uint64]) -> Iterator[NDArray[np.intp]]:
    """The places of keys in parts by their first bits, none too large."""
    bits = (len(whole) // (PLACES * 3 // 4)).bit_length()
    for part in range(1 << bits):
        yield np.flatnonzero(whole >> np.uint64(64 - bits) == part) if bits else np.arange(len(whole))
