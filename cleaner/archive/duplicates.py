"""Find the duplicates among the records of an archive: what `clean duplicates` reports, changing nothing.

Texts and forms lie in temporary files and are fetched when two are compared; in memory stay a few numbers
and the name of every record.
"""

from __future__ import annotations

import tempfile
from array import array
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from cleaner.archive.best import Judge, Record
from cleaner.archive.candidates import Candidates
from cleaner.archive.matching import Matched, matching_forms
from cleaner.archive.pairs import Pairs
from cleaner.archive.plan import Plan
from cleaner.archive.quality import quality
from cleaner.archive.texts import Texts
from cleaner.archive.verdict import identical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from cleaner.archive.verdict import Verdict

# Forms are made, counted and signed so many at once.
_BATCH: Final = 500
# Bytes of the hash by which equal forms are told: 128 bits of BLAKE2b, which nobody can make collide.
_DIGEST: Final = 16
# Records without a date come after all that have one.
_LATEST: Final = "\U0010ffff"


class Item(NamedTuple):
    """A text as it comes in; `date` as ISO 8601 writes it, or nothing; `preferred` as the user wants it."""

    id: str
    text: str
    date: str = ""
    preferred: bool = False


class Finding(NamedTuple):
    """What a record is: `cluster` is the id of the copy that is kept, its own if it is no copy.

    `kind` and the rest tell what it is to the record `other`; offsets of `spans` are (start, end) in its
    text and (start, end) in the other's.
    """

    id: str
    cluster: str
    kind: str | None = None
    similarity: float | None = None
    other: str | None = None
    spans: tuple[tuple[int, int, int, int], ...] = ()

    def line(self) -> dict[str, Any]:
        """The finding as one JSON object (docs/schema/duplicates.schema.json)."""
        return {
            "id": self.id,
            "cluster": self.cluster,
            "kind": self.kind,
            "similarity": self.similarity,
            "with": self.other,
            "inside": self.other if self.kind == "contained" else None,
            "spans": [
                {"start": start, "end": end, "with_start": with_start, "with_end": with_end}
                for start, end, with_start, with_end in self.spans
            ],
        }


def find_duplicates(items: Iterable[Item], policy: str = "best") -> Iterator[Finding]:
    """What every record is to the others, in the order in which they came.

    Args:
        items: texts with ids that are all different.
        policy: which copy is kept: `best`, `first` or `longest`.

    Examples:
        >>> news = "市总工会昨日召开工作总结推进会,部署下半年十项重点任务。各县区代表参加会议。"
        >>> items = [Item("a", news), Item("b", news.replace("日", "曰")), Item("c", "另一篇。")]
        >>> [(found.id, found.cluster, found.kind) for found in find_duplicates(items)]
        [('a', 'a', None), ('b', 'a', 'near'), ('c', 'c', None)]
    """
    with tempfile.TemporaryFile() as texts, tempfile.TemporaryFile() as forms:
        archive = _Archive(Texts(texts), Texts(forms))
        archive.read(items)
        yield from archive.findings(policy)


class _Archive:
    """All records: strings on disk, numbers in arrays."""

    def __init__(self, texts: Texts, forms: Texts) -> None:
        self._texts, self._forms = texts, forms
        self._ids: list[str] = []
        self._dates: list[str] = []
        self._preferred = bytearray()
        self._digests = bytearray()
        self._lengths, self._damage = array("L"), array("f")
        self._pairs = Pairs()

    def read(self, items: Iterable[Item]) -> None:
        """Take in all records."""
        left = iter(items)
        while batch := list(islice(left, _BATCH)):
            copies = matching_forms([item.text for item in batch])
            self._pairs.add([copy.form for copy in copies])
            for item, copy in zip(batch, copies, strict=True):
                self._ids.append(item.id)
                self._dates.append(item.date or _LATEST)
                self._preferred.append(item.preferred)
                self._texts.add(item.text)
                data = self._forms.add(copy.form)
                self._digests += blake2b(data, digest_size=_DIGEST).digest()
                self._lengths.append(len(copy.form))
                self._damage.append(quality(item.text).damage)

    def findings(self, policy: str) -> Iterator[Finding]:
        """What every record is, in the order in which they came."""
        judge = Judge(policy, self._pairs)
        heads, head_of, records = self._distinct(judge)
        plan = Plan(records, _Some(self._forms, heads), self._candidates(heads), judge)
        decisions = {decision.record: decision for decision in plan.decisions()}
        for record, name in enumerate(self._ids):
            if not self._lengths[record]:
                yield Finding(name, name)
                continue
            decision = decisions[head_of[record]]
            head, kept = heads[decision.record], heads[decision.kept]
            if record != head and kept == head:
                yield self._finding(record, kept, identical(self._lengths[record]), head)
            else:
                other = None if decision.other is None else heads[decision.other]
                yield self._finding(record, record if kept == head else kept, decision.verdict, other)

    def _distinct(self, judge: Judge) -> tuple[list[int], dict[int, int], list[Record]]:
        """The best record of every form, by rank; which of these stands for a record; what is known of them."""
        digests = np.frombuffer(self._digests, dtype=f"V{_DIGEST}").tolist()
        order = sorted(range(len(self._ids)), key=lambda r: (self._dates[r], self._ids[r], digests[r]))
        alike: dict[bytes, list[tuple[int, Record]]] = {}
        for rank, record in enumerate(order):
            if length := self._lengths[record]:
                known = Record(length, self._damage[record], rank, 1, bool(self._preferred[record]))
                alike.setdefault(digests[record], []).append((record, known))
        chosen = [(min(same, key=lambda pair: judge.before(pair[1])), same) for same in alike.values()]
        chosen.sort(key=lambda pair: pair[0][1].rank)
        head_of = {record: number for number, (_, same) in enumerate(chosen) for record, _ in same}
        records = [head[1]._replace(copies=len(same)) for head, same in chosen]
        return [head[0] for head, _ in chosen], head_of, records

    def _candidates(self, heads: Sequence[int]) -> NDArray[np.int64]:
        found = Candidates()
        for start in range(0, len(heads), _BATCH):
            found.add([self._forms[record] for record in heads[start : start + _BATCH]])
        pairs = list(found.pairs())
        found.close()
        return np.concatenate(pairs) if pairs else np.empty((0, 2), dtype=np.int64)

    def _finding(self, record: int, kept: int, verdict: Verdict | None, other: int | None) -> Finding:
        name, cluster = self._ids[record], self._ids[kept]
        if verdict is None or other is None:
            return Finding(name, cluster)
        ours, theirs = (Matched(self._texts[r], self._forms[r]) for r in (record, other))
        starts = ours.spans([(p.start, p.end) for p in verdict.passages])
        ends = theirs.spans([(p.other_start, p.other_end) for p in verdict.passages])
        spans = tuple((*one, *two) for one, two in zip(starts, ends, strict=True))
        return Finding(name, cluster, verdict.kind, round(verdict.similarity, 4), self._ids[other], spans)


class _Some:
    """Some of the forms, numbered anew."""

    def __init__(self, forms: Texts, records: Sequence[int]) -> None:
        self._forms, self._records = forms, records

    def __getitem__(self, number: int) -> str:
        return self._forms[self._records[number]]
