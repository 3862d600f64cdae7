"""The last steps: decide on the records of a batch, and write down what becomes of those of an input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cleaner.archive.best import Judge, Record
from cleaner.archive.duplicates import Finding, spans_in_common
from cleaner.archive.matching import Matched
from cleaner.archive.pairs import Pairs
from cleaner.archive.plan import Plan
from cleaner.archive.quality import quality
from cleaner.archive.shards.job import tasks
from cleaner.archive.shards.store import Parts, all_parts, part_of_each
from cleaner.archive.verdict import identical
from cleaner.core.named import NamedTuple
from cleaner.report.formats import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cleaner.archive.plan import Decision
    from cleaner.archive.shards.job import Job
    from cleaner.archive.shards.store import Store

# So many forms are held: one is compared with its candidates one after the other.
_HELD: Final = 4096


class _Place(NamedTuple):
    """Where a record is, and its rank among all."""

    rank: int
    shard: int
    place: int


class _Batch:
    """The records of a batch by the numbers of their forms; texts are fetched when they are needed."""

    def __init__(self, job: Job, arrays: dict[str, NDArray[Any]], judge: Judge) -> None:
        self._store, self._judge = job.store, judge
        self._lengths: list[int] = arrays["length"].tolist()
        self._compared = frozenset(np.unique(arrays["edges"]).tolist())
        self._parts: dict[tuple[str, int], Parts] = {}
        self._forms: dict[int, str] = {}
        self.places: list[list[_Place]] = [[] for _ in self._lengths]
        for number, *place in sorted(arrays["records"].tolist()):
            self.places[number].append(_Place(*place))
        self.heads = [self._head(number) for number in range(len(self.places))]

    def __getitem__(self, number: int) -> str:
        """A form, for the plan."""
        if number not in self._forms:
            if len(self._forms) >= _HELD:
                self._forms.clear()
            self._forms[number] = self._read("forms", self.places[number][0])
        return self._forms[number]

    def records(self) -> list[Record]:
        """What the plan goes by: the record that stands for each form."""
        return [
            self._known(number, head, len(self.places[number]), number in self._compared)
            for number, head in enumerate(self.heads)
        ]

    def _head(self, number: int) -> _Place:
        """Of records with the same form, the one that is compared with others."""
        same = self.places[number]
        return min(same, key=lambda p: self._judge.before(self._known(number, p))) if same[1:] else same[0]

    def _known(self, number: int, place: _Place, copies: int = 1, compared: bool = True) -> Record:  # noqa: FBT001, FBT002
        damage = quality(self._read("texts", place)).damage if compared else 0.0
        return Record(self._lengths[number], damage, place.rank, copies)

    def finding(self, number: int, place: _Place, decision: Decision) -> Finding:
        """What a record is, as `duplicates` says it."""
        _, kept, verdict, other = decision
        if kept == number and place != self.heads[number]:
            verdict, other = identical(self._lengths[number]), number
        found = Finding(self._name(place), self._name(self.heads[kept]))
        if verdict is None or other is None:
            return found
        theirs = self.heads[other]
        texts = (Matched(self._read("texts", p), self[n]) for p, n in ((place, number), (theirs, other)))
        return found._replace(
            kind=verdict.kind,
            similarity=round(verdict.similarity, 4),
            other=self._name(theirs),
            spans=spans_in_common(verdict, *texts),
        )

    def _name(self, place: _Place) -> str:
        name: str = json.loads(self._read("names", place))[0]
        return name

    def _read(self, kind: str, place: _Place) -> str:
        if (kind, place.shard) not in self._parts:
            self._parts[kind, place.shard] = Parts(self._store, f"signed/{place.shard:05}.{kind}")
        return self._parts[kind, place.shard][place.place].decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Let the files go."""
        for parts in self._parts.values():
            parts.close()


def decide(job: Job, number: int) -> None:
    """Decide on the records of one batch; write the findings by shard."""
    store = job.store
    arrays = store.read_arrays(f"divided/{number:05}.npz")
    pairs = Pairs()
    pairs.merge(store.read_arrays("ranked/pairs.npz"))
    judge = Judge(job.policy, pairs)
    batch = _Batch(job, arrays, judge)
    plan = Plan(batch.records(), batch, arrays["edges"].reshape(-1, 2), judge)
    lines: list[list[bytes]] = [[] for _ in job.shards]
    for decision in plan.decisions():
        for place in batch.places[decision.record]:
            line = json_lines([batch.finding(decision.record, place, decision).line()])
            lines[place.shard].append(b"%d\t%b" % (place.place, line))
    batch.close()
    store.write_parts(f"decided/{number:05}", map(b"".join, lines))


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
