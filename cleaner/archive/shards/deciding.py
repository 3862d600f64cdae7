"""The last steps: decide on the records of a batch, and write down what becomes of those of an input."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from cleaner.archive.best import Judge, Record
from cleaner.archive.duplicates import Finding, spans_in_common
from cleaner.archive.matching import Matched
from cleaner.archive.pairs import Pairs
from cleaner.archive.plan import Plan
from cleaner.archive.shards.job import tasks
from cleaner.archive.shards.store import Parts, all_parts, part_of_each
from cleaner.archive.verdict import identical
from cleaner.report.formats import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cleaner.archive.plan import Decision
    from cleaner.archive.shards.job import Job
    from cleaner.archive.shards.store import Store
    from cleaner.archive.verdict import Verdict


class _Batch:
    """The records of a batch; their texts are fetched when they are needed."""

    def __init__(self, store: Store, arrays: dict[str, NDArray[Any]]) -> None:
        self._store, self._arrays = store, arrays
        self._parts: dict[tuple[str, int], Parts] = {}
        self.form = cache(self.form)  # type: ignore[method-assign]

    def __getitem__(self, number: int) -> str:
        """The form of a number, for the plan."""
        return self.form(number)

    def form(self, number: int) -> str:
        shard, place = self.head(number)
        return self._read("forms", shard, place).decode("utf-8", "surrogatepass")

    def head(self, number: int) -> tuple[int, int]:
        """The record that stands for a form."""
        return int(self._arrays["shard"][number]), int(self._arrays["place"][number])

    def name(self, record: tuple[int, int]) -> str:
        name: str = json.loads(self._read("names", *record))[0]
        return name

    def matched(self, record: tuple[int, int], number: int) -> Matched:
        return Matched(self._read("texts", *record).decode("utf-8", "surrogatepass"), self.form(number))

    def _read(self, kind: str, shard: int, place: int) -> bytes:
        if (kind, shard) not in self._parts:
            self._parts[kind, shard] = Parts(self._store, f"signed/{shard:05}.{kind}")
        return self._parts[kind, shard][place]

    def close(self) -> None:
        for parts in self._parts.values():
            parts.close()


def decide(job: Job, number: int) -> None:
    """Decide on the records of one batch; write the findings by shard."""
    store = job.store
    arrays = store.read_arrays(f"divided/{number:05}.npz")
    pairs = Pairs()
    pairs.merge(store.read_arrays("ranked/pairs.npz"))
    judge = Judge(job.policy, pairs)
    known = zip(*(arrays[name].tolist() for name in ("length", "damage", "rank", "copies")), strict=True)
    batch = _Batch(store, arrays)
    plan = Plan([Record(*values) for values in known], batch, arrays["edges"].reshape(-1, 2), judge)
    decisions = {decision.record: decision for decision in plan.decisions()}
    lines: list[list[bytes]] = [[] for _ in job.shards]
    for shard, place, form in arrays["records"].tolist():
        finding = _finding(batch, (shard, place), decisions[form], int(arrays["length"][form]))
        lines[shard].append(b"%d\t%b" % (place, json_lines([finding.line()])))
    batch.close()
    store.write_parts(f"decided/{number:05}", map(b"".join, lines))


def _finding(batch: _Batch, record: tuple[int, int], decision: Decision, length: int) -> Finding:
    """What a record is, as `duplicates` says it."""
    head, kept = batch.head(decision.record), batch.head(decision.kept)
    if record != head and kept == head:
        return _told(batch, record, decision.record, kept, (identical(length), decision.record))
    cluster = record if kept == head else kept
    if decision.verdict is None or decision.other is None:
        return Finding(batch.name(record), batch.name(cluster))
    return _told(batch, record, decision.record, cluster, (decision.verdict, decision.other))


def _told(
    batch: _Batch, record: tuple[int, int], form: int, cluster: tuple[int, int], why: tuple[Verdict, int]
) -> Finding:
    verdict, other = why
    ours, theirs = batch.matched(record, form), batch.matched(batch.head(other), other)
    return Finding(
        batch.name(record),
        batch.name(cluster),
        verdict.kind,
        round(verdict.similarity, 4),
        batch.name(batch.head(other)),
        spans_in_common(verdict, ours, theirs),
    )


def tell(job: Job, shard: int) -> None:
    """Write the findings of one input, in its order, as `clean duplicates` does."""
    store = job.store
    decided = part_of_each(store, [f"decided/{n:05}" for n in range(tasks(job, "decide"))], shard)
    found = dict(line.split(b"\t", 1) for part in decided for line in part.splitlines(keepends=True))
    store.write(f"found/{shard:05}.jsonl", b"".join(_lines(store, shard, found)))


def _lines(store: Store, shard: int, found: dict[bytes, bytes]) -> Iterator[bytes]:
    for place, data in enumerate(all_parts(store, f"signed/{shard:05}.names")):
        name = json.loads(data)[0]
        yield found.get(b"%d" % place) or json_lines([Finding(name, name).line()])
