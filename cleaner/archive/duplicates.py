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
# What these have in common is all of both texts.
_WHOLE: Final = frozenset({"identical", "near"})
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
        self._lengths, self._ranks = array("L"), array("L")
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

    def findings(self, policy: str) -> Iterator[Finding]:
        """What every record is, in the order in which they came."""
        judge = Judge(policy, self._pairs)
        groups = self._same_form()
        heads = [self._head(same, judge) for same in groups]
        candidates = self._candidates(heads)
        compared = frozenset(np.unique(candidates).tolist())
        records = [
            self._known(head, len(same), number in compared)
            for number, (head, same) in enumerate(zip(heads, groups, strict=True))
        ]
        plan = Plan(records, _Some(self._forms, heads), candidates, judge)
        decisions = {decision.record: decision for decision in plan.decisions()}
        number_of = {record: number for number, same in enumerate(groups) for record in same}
        for record, name in enumerate(self._ids):
            number = number_of.get(record)
            if number is None:
                yield Finding(name, name)
                continue
            _, kept, verdict, other = decisions[number]
            if kept == number and record != heads[number]:
                kept, verdict, other = number, identical(self._lengths[record]), number
            yield self._finding(record, heads[kept], verdict, None if other is None else heads[other])

    def _head(self, same: Sequence[int], judge: Judge) -> int:
        """Of records with the same form, the one that is compared with others."""
        return min(same, key=lambda r: judge.before(self._known(r))) if len(same) > 1 else same[0]

    def _known(self, record: int, copies: int = 1, compared: bool = True) -> Record:  # noqa: FBT001, FBT002
        """What is known of a record; its damage only if it is compared with any."""
        damage = quality(self._texts[record]).damage if compared else 0.0
        preferred = bool(self._preferred[record])
        return Record(self._lengths[record], damage, self._ranks[record], copies, preferred)

    def _same_form(self) -> list[list[int]]:
        """The records that have a form, those of one form together, by rank."""
        digests = np.frombuffer(self._digests, dtype=f"V{_DIGEST}").tolist()
        order = sorted(range(len(self._ids)), key=lambda r: (self._dates[r], self._ids[r], digests[r]))
        self._ranks = array("L", order)
        alike: dict[bytes, list[int]] = {}
        for rank, record in enumerate(order):
            self._ranks[record] = rank
            if self._lengths[record]:
                alike.setdefault(digests[record], []).append(record)
        return list(alike.values())

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
        return Finding(
            name, cluster, verdict.kind, round(verdict.similarity, 4), self._ids[other],
            self._spans(record, verdict, other),
        )  # fmt: skip

    def _spans(self, record: int, verdict: Verdict, other: int) -> tuple[tuple[int, int, int, int], ...]:
        ours, theirs = (Matched(self._texts[r], self._forms[r]) for r in (record, other))
        return spans_in_common(verdict, ours, theirs)


def spans_in_common(
    verdict: Verdict, ours: Matched, theirs: Matched
) -> tuple[tuple[int, int, int, int], ...]:
    """The passages in common, in the offsets of both texts."""
    if verdict.kind in _WHOLE:
        return ((0, len(ours.text), 0, len(theirs.text)),)
    starts = ours.spans([(p.start, p.end) for p in verdict.passages])
    ends = theirs.spans([(p.other_start, p.other_end) for p in verdict.passages])
    return tuple((*one, *two) for one, two in zip(starts, ends, strict=True))


class _Some:
    """Some of the forms, numbered anew."""

    def __init__(self, forms: Texts, records: Sequence[int]) -> None:
        self._forms, self._records = forms, records

    def __getitem__(self, number: int) -> str:
        return self._forms[self._records[number]]
