"""What is done with every input by itself: read and sign it; once records are ranked, cut it by hash."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from hashlib import blake2b
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cleaner.archive.anchors import anchors
from cleaner.archive.bands import BANDS, band_keys, whole_keys
from cleaner.archive.items import find_items
from cleaner.archive.matching import matching_forms
from cleaner.archive.pairs import Pairs
from cleaner.archive.signature import signatures
from cleaner.read.inputs import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cleaner.archive.duplicates import Item
    from cleaner.archive.shards.job import Job

_BATCH: Final = 500
_DIGEST: Final = 16
# Records without a date come after all that have one.
_LATEST: Final = "\U0010ffff"


def sign(job: Job, shard: int) -> None:
    """Read one input; write its texts, their forms, and what they are told apart and found by."""
    store = job.store
    names: list[list[str]] = []
    texts: list[bytes] = []
    forms: list[bytes] = []
    failures: list[str] = []
    columns: dict[str, list[NDArray[Any]]] = {}
    pairs = Pairs()
    for batch in chain(([],), _batches(job.shards[shard], failures)):
        copies = [matched.form for matched in matching_forms([item.text for item in batch])]
        pairs.add(copies)
        keys = band_keys(signatures(copies))
        hashes, owners = anchors(copies)
        data = [form.encode("utf-8", "surrogatepass") for form in copies]
        new: dict[str, NDArray[Any]] = {
            "length": np.array([len(form) for form in copies], dtype=np.uint32),
            "digest": np.frombuffer(
                b"".join(blake2b(form, digest_size=_DIGEST).digest() for form in data), dtype=">u8"
            ).reshape(-1, 2),
            "whole": whole_keys(keys),
            "keys": keys.T,
            "anchors": hashes,
            "owners": owners + np.uint32(len(names)),
        }
        for name, column in new.items():
            columns.setdefault(name, []).append(column)
        names += [[item.id, item.date or _LATEST] for item in batch]
        texts += [item.text.encode("utf-8", "surrogatepass") for item in batch]
        forms += data
    store.write_parts(f"signed/{shard:05}.texts", texts)
    store.write_parts(f"signed/{shard:05}.forms", forms)
    store.write_parts(f"signed/{shard:05}.names", (json.dumps(name).encode() for name in names))
    store.write(f"signed/{shard:05}.failures", "".join(f"{line}\n" for line in failures).encode())
    joined = {name: np.concatenate(column) for name, column in columns.items()}
    table = {name: joined.pop(name) for name in ("length", "digest", "whole")}
    store.write_arrays(f"signed/{shard:05}.table.npz", **table)
    store.write_arrays(f"signed/{shard:05}.keys.npz", **joined)
    store.write_arrays(f"signed/{shard:05}.pairs.npz", **pairs.counts())


def _batches(path: str, failures: list[str]) -> Iterator[list[Item]]:
    def readable(path: str) -> Iterator[Item]:
        for item in find_items([path]):
            if isinstance(item, Failure):
                failures.append(f"{item.name}: {item.error}")
            else:
                yield item

    with _at_hand(path) as local:
        items = readable(local)
        while batch := list(islice(items, _BATCH)):
            yield batch


@contextmanager
def _at_hand(path: str) -> Iterator[str]:
    """A path on this machine: that of the input itself, or of a copy for as long as it is read."""
    if "://" not in path:
        yield path
        return
    from fsspec.core import url_to_fs

    files, source = url_to_fs(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = f"{folder}/{source.rstrip('/').rpartition('/')[2]}"
        files.get(source, copy, recursive=True)
        yield copy


def cut(job: Job, shard: int) -> None:
    """Cut the keys and anchors of one input by band and by the first bits of the hash, under their numbers.

    Part `band << cut_bits | bits` holds pairs of key and number of a band; behind these parts come as many
    of anchors, words with the hash above the number.  All are 64-bit numbers.
    """
    store, bits = job.store, job.cut_bits
    keys = store.read_arrays(f"signed/{shard:05}.keys.npz")
    ranked = store.read_arrays(f"ranked/{shard:05}.npz")
    parts = []
    number = ranked["number"].astype(np.uint64)
    own = ranked["leads"]
    for band in keys["keys"][own].T:
        parts += _cut(np.stack((band, number[own]), axis=1), band >> np.uint64(32), bits)
    anchored = own[keys["owners"]]
    hashes = keys["anchors"][anchored].astype(np.uint64)
    owners = number[keys["owners"][anchored]]
    parts += _cut(hashes << np.uint64(32) | owners, hashes, bits + BANDS.bit_length() - 1)
    store.write_parts(f"cut/{shard:05}", parts)


def _cut(rows: NDArray[np.uint64], hashes: NDArray[np.uint64], bits: int) -> list[bytes]:
    """Rows in parts by the first bits of hashes of 32 bits."""
    parts = hashes >> np.uint64(32 - bits)
    order = np.argsort(parts, kind="stable")
    ends = np.searchsorted(parts[order], np.arange(1 << bits, dtype=np.uint64), side="right")
    return [part.tobytes() for part in np.split(rows[order], ends[:-1])]
