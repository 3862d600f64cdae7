"""What becomes of every record: the copies of an article, each verified against the kept one, and the rest.

Candidates are cheap and often wrong; only the verdict on two aligned texts puts a record to a copy, and only
its verdict with the kept copy: a chain of likenesses joins nothing.  The result depends on the records alone,
not on their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cleaner.archive.families import differ_in_open_place, is_same_form
from cleaner.archive.verdict import COPIES, Verdict, compare
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from cleaner.archive.best import Forms, Judge, Record

# So many records of the same form are asked what varies in it.
_RELATIVES: Final = 60
# What a kept record is reported as, if it is several things to other records.
_ORDER: Final = ("contained", "shared", "template")


class Decision(NamedTuple):
    """What becomes of a record.

    `kept` is the record that stands for it, itself if it is no copy.  `verdict` is what it is to `other`: to
    the kept copy, to a record that contains it, that shares a passage, that has the same form; passages are
    given from the record to `other`.  Both None for a record that stands alone.
    """

    record: int
    kept: int
    verdict: Verdict | None = None
    other: int | None = None


class Edges:
    """Candidate pairs, both ways, by record."""

    def __init__(self, pairs: NDArray[np.int64], count: int) -> None:
        """Sort pairs (n × 2) of `count` records."""
        both = np.concatenate((pairs, pairs[:, ::-1]))
        order = np.lexsort((both[:, 1], both[:, 0]))
        self._others = both[order, 1]
        self._starts = np.searchsorted(both[order, 0], np.arange(count + 1))

    def of(self, record: int) -> list[int]:
        """The candidates of a record."""
        found: list[int] = self._others[self._starts[record] : self._starts[record + 1]].tolist()
        return found


class Plan:
    """The work of one archive, or of a few articles."""

    def __init__(
        self, records: Sequence[Record], forms: Forms, pairs: NDArray[np.int64], judge: Judge
    ) -> None:
        """Take what is known.

        Args:
            records: one for each different matching form, by rank.
            forms: their matching forms, fetched when they are needed.
            pairs: candidates, n × 2 places in `records`.
            judge: by what order copies are kept.
        """
        self._records, self._forms, self._judge = records, forms, judge
        self._edges = Edges(pairs, len(records))
        self._kept: dict[int, int] = {}
        self._relations: dict[int, tuple[tuple[float, ...], int, Verdict]] = {}

    def decisions(self) -> Iterator[Decision]:
        """One decision a record."""
        order = sorted(range(len(self._records)), key=lambda r: self._judge.before(self._records[r]))
        found: dict[int, Verdict] = {}
        for record in order:
            if record not in self._kept and self._edges.of(record):
                found |= self._cluster(record)
        for record in order:
            kept = self._kept.get(record, record)
            if kept != record:
                yield Decision(record, kept, found[record], kept)
            else:
                yield self._alone(record)

    def _cluster(self, first: int) -> dict[int, Verdict]:
        """Settle the cluster that a record belongs to; the verdicts of its copies with the kept one."""
        kept, group, tried = first, self._copies_of(first), {first}
        while (better := self._better(kept, group)) not in tried:
            tried.add(better)
            kept, group = better, self._copies_of(better, first)
        self._kept[kept] = kept
        self._kept |= dict.fromkeys(group, kept)
        return {record: verdict.turned for record, verdict in group.items()}

    def _better(self, kept: int, group: Mapping[int, Verdict]) -> int:
        """The copy to keep, as far as one tells that the others were aligned with.

        What one lacks it cannot tell of: where it ends, the others are not compared.
        """
        if not group:
            return kept
        passages = {record: verdict.passages for record, verdict in group.items()}
        return self._judge.choose({kept: (), **passages}, self._records, self._forms, kept)

    def _copies_of(self, kept: int, *also: int) -> dict[int, Verdict]:
        """The free records that are copies of one: its candidates, others, and the candidates of those.

        What others are to it is kept in mind; a candidate that is a copy already stands for its kept one.
        """
        copies: dict[int, Verdict] = {}
        seen, waiting = {kept}, [*also, *self._edges.of(kept)]
        settled: dict[int, list[int]] = {}
        while waiting:
            record = waiting.pop()
            if record in seen:
                continue
            seen.add(record)
            if record in self._kept:
                settled.setdefault(self._kept[record], []).append(record)
                continue
            verdict = self._compare(kept, record)
            if verdict is not None and verdict.kind in COPIES:
                copies[record] = verdict
                waiting += self._edges.of(record)
        for record, likely in settled.items():
            others = [copy for copy in likely if copy != record]
            if others and self._compare(kept, record) is None:
                for copy in others:  # of which one may have a passage that the kept copy lacks
                    self._compare(kept, copy)
        return copies

    def _compare(self, a: int, b: int) -> Verdict | None:
        one, other = self._forms[a], self._forms[b]
        verdict = compare(one, other)
        if verdict is not None and verdict.kind == "near" and is_same_form(one, other):
            relatives = sorted({*self._edges.of(a), *self._edges.of(b)} - {a, b})[:_RELATIVES]
            if differ_in_open_place(one, other, (self._forms[record] for record in relatives)):
                verdict = Verdict("template", verdict.similarity)
        if verdict is not None and verdict.kind not in COPIES:
            self._relate(a, b, verdict)
            self._relate(b, a, verdict.turned)
        return verdict

    def _relate(self, record: int, other: int, verdict: Verdict) -> None:
        """Keep in mind what a record is to another, if that says more than what is known."""
        known = self._relations.get(record)
        order = _ORDER.index(verdict.kind)
        if verdict.inner == 1 or (known is not None and known[0][0] < order):
            return
        length = sum(passage.length for passage in verdict.passages)
        key = (order, -length, -verdict.similarity, self._records[other].rank)
        if known is None or key < known[0]:
            self._relations[record] = key, other, verdict

    def _alone(self, record: int) -> Decision:
        """What a record that is kept is to other kept records."""
        known = self._relations.get(record)
        if known is None:
            return Decision(record, record)
        _, other, verdict = known
        kept = self._kept.get(other, other)
        if kept != other:
            again = compare(self._forms[record], self._forms[kept])
            if again is None or (verdict.kind == "contained" and again.kind != "contained"):
                return Decision(record, record, verdict, other)  # in a passage that the kept copy lacks
            if again.kind in COPIES or again.inner == 1:
                return Decision(record, record)
            other, verdict = kept, again
        return Decision(record, record, verdict, other)
