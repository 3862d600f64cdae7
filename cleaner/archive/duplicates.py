"""Find the duplicates among the records of an archive: what `clean duplicates` reports, changing nothing.

Texts and forms lie in temporary files and are fetched when two are compared; in memory stay a few numbers
and the name of every record.
"""

from __future__ import annotations

import json
import tempfile
from array import array
from contextlib import ExitStack
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cleaner.archive.best import Judge, Record
from cleaner.archive.candidates import Candidates
from cleaner.archive.clusters import batches, by_batch, components
from cleaner.archive.matching import Matched, matching_forms
from cleaner.archive.order import numbered, ranks
from cleaner.archive.pairs import Pairs
from cleaner.archive.plan import Decision, Plan
from cleaner.archive.quality import quality
from cleaner.archive.texts import Texts
from cleaner.archive.verdict import identical
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from cleaner.archive.verdict import Verdict

# Forms are made, counted and signed so many at once.
_BATCH: Final = 500
# Bytes of the hash by which equal forms are told: 128 bits of BLAKE2b, which nobody can make collide.
_DIGEST: Final = 16
# So many forms that hang together are planned at once, or more if they all do.
_PLANNED: Final = 2000
# Between the date and the id of a record: before all that either has.
_PARTED: Final = "\0"
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
    with ExitStack() as stack:
        files = (Texts(stack.enter_context(tempfile.TemporaryFile())) for _ in range(4))
        archive = _Archive(*files)
        archive.read(items)
        yield from archive.findings(Judge(policy, archive.pairs))


class _Archive:
    """All records: strings on disk, numbers in arrays.

    What is found of a record is put on disk, too, as soon as it is known: records that may be copies of each
    other are planned together, a batch at a time, but are told in the order in which they came.
    """

    def __init__(self, names: Texts, texts: Texts, forms: Texts, found: Texts) -> None:
        self._names, self._texts, self._forms, self._found = names, texts, forms, found
        self._preferred, self._digests, self._lengths = bytearray(), bytearray(), array("I")
        self._ranks = np.empty(0, dtype=np.int32)
        self.pairs = Pairs()

    def read(self, items: Iterable[Item]) -> None:
        """Take in all records."""
        left = iter(items)
        while batch := list(islice(left, _BATCH)):
            copies = matching_forms([item.text for item in batch])
            self.pairs.add([copy.form for copy in copies])
            for item, copy in zip(batch, copies, strict=True):
                self._names.add(f"{(item.date or _LATEST).replace(_PARTED, ' ')}{_PARTED}{item.id}")
                self._preferred.append(item.preferred)
                self._texts.add(item.text)
                data = self._forms.add(copy.form)
                self._digests += blake2b(data, digest_size=_DIGEST).digest()
                self._lengths.append(len(copy.form))

    def findings(self, judge: Judge) -> Iterator[Finding]:
        """What every record is, in the order in which they came."""
        groups, heads = self._grouped()
        self._digests.clear()
        for number in groups.shared.tolist():
            heads[number] = min(groups.of(number), key=lambda r: judge.before(self._known(r)))
        places = np.full(len(self._ranks), -1, dtype=np.int32)
        for record, line in self._lines(groups, heads, judge):
            places[record] = len(self._found)
            self._found.add(line)
        for record in range(len(places)):
            place = int(places[record])
            yield self._finding(record, None if place < 0 else self._found[place])

    def _grouped(self) -> tuple[_Groups, NDArray[np.int32]]:
        """The records of each form, and the first of each by rank."""
        digests = np.frombuffer(self._digests, dtype="<u8").reshape(-1, 2)
        lengths = np.frombuffer(self._lengths, dtype=np.uint32)
        self._ranks = ranks(self._names, digests).astype(np.int32)
        numbers, firsts = numbered(self._ranks, digests, lengths)
        return _Groups(numbers.astype(np.int32), self._ranks, len(firsts)), firsts.astype(np.int32)

    def _lines(self, groups: _Groups, heads: NDArray[np.int32], judge: Judge) -> Iterator[tuple[int, str]]:
        """What is found of every record that is anything to another one."""
        pairs = self._candidates(heads)
        labels = components(len(heads), pairs)
        alone = np.bincount(labels, minlength=len(heads))[labels] == 1
        batch_of = batches(labels, alone, _PLANNED)
        count = int(batch_of.max(initial=-1)) + 1
        sets = by_batch(batch_of, np.arange(len(heads)), count)
        for some, own in zip(sets, by_batch(batch_of[pairs[:, 0]], pairs, count), strict=True):
            records = [self._known(head, groups.size(n)) for n, head in zip(some, heads[some], strict=True)]
            plan = Plan(records, _Some(self._forms, heads[some]), np.searchsorted(some, own), judge)
            members = some.tolist()
            for decision in plan.decisions():
                yield from self._of_group(groups.of(members[decision.record]), heads[some], decision)
        for number in groups.shared[alone[groups.shared]].tolist():
            yield from self._of_group(groups.of(number), heads[[number]], Decision(0, 0))

    def _of_group(
        self, same: Iterable[int], heads: NDArray[np.int32], decision: Decision
    ) -> Iterator[tuple[int, str]]:
        """The lines of the records of one form."""
        number, kept, verdict, other = decision
        for record in same:
            if kept == number and record != heads[number]:
                yield record, self._line(record, heads[kept], identical(self._lengths[record]), heads[number])
            elif verdict is not None and other is not None:
                yield record, self._line(record, heads[kept], verdict, heads[other])

    def _line(self, record: int, kept: int, verdict: Verdict, other: int) -> str:
        found = (int(kept), verdict.kind, round(verdict.similarity, 4), int(other))
        return json.dumps((*found, self._spans(record, verdict, other)))

    def _known(self, record: int, copies: int = 1) -> Record:
        """What is known of a record."""
        record = int(record)
        damage = quality(self._texts[record]).damage
        preferred = bool(self._preferred[record])
        return Record(self._lengths[record], damage, int(self._ranks[record]), copies, preferred)

    def _candidates(self, heads: NDArray[np.int32]) -> NDArray[np.int64]:
        found = Candidates()
        for start in range(0, len(heads), _BATCH):
            found.add([self._forms[int(record)] for record in heads[start : start + _BATCH]])
        pairs = list(found.pairs())
        found.close()
        return np.concatenate(pairs) if pairs else np.empty((0, 2), dtype=np.int64)

    def _finding(self, record: int, line: str | None) -> Finding:
        name = self._name(record)
        if line is None:
            return Finding(name, name)
        kept, kind, similarity, other, spans = json.loads(line)
        return Finding(
            name, self._name(kept), kind, similarity, self._name(other), tuple(map(tuple, spans))
        )  # fmt: skip

    def _name(self, record: int) -> str:
        return self._names[record].partition(_PARTED)[2]

    def _spans(self, record: int, verdict: Verdict, other: int) -> tuple[tuple[int, int, int, int], ...]:
        ours, theirs = (Matched(self._texts[r], self._forms[r]) for r in (int(record), int(other)))
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


class _Groups:
    """The records of each form, by rank."""

    def __init__(self, numbers: NDArray[np.int32], ranks: NDArray[np.int32], count: int) -> None:
        members = np.lexsort((ranks, numbers)).astype(np.int32)
        self._members = members[np.searchsorted(numbers[members], 0) :]
        self._starts = np.searchsorted(numbers[self._members], np.arange(count + 1)).astype(np.int32)
        self.shared = np.flatnonzero(np.diff(self._starts) > 1)

    def size(self, number: int) -> int:
        """How many records have a form."""
        return int(self._starts[number + 1] - self._starts[number])

    def of(self, number: int) -> list[int]:
        """The records that have a form."""
        found: list[int] = self._members[self._starts[number] : self._starts[number + 1]].tolist()
        return found


class _Some:
    """Some of the forms, numbered anew."""

    def __init__(self, forms: Texts, records: NDArray[np.int32]) -> None:
        self._forms, self._records = forms, records

    def __getitem__(self, number: int) -> str:
        return self._forms[int(self._records[number])]
