"""What a record is to those that an index has: the plan of an archive, made for the few that it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cleaner.archive import best
from cleaner.archive.index.library import Tie
from cleaner.archive.plan import Plan
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.archive.alignment import Stretch
    from cleaner.archive.index.library import Known, Library, Passage
    from cleaner.archive.plan import Decision

# Of a larger cluster (a notice that is printed every day) only the kept record and the candidates are looked
# at, unless another record is to be kept: then all are verified against that one.
_LARGE: Final = 64
# Any other policy is a folder.
_POLICIES: Final = frozenset({best.BEST, best.FIRST, best.LONGEST})
# Texts of one of these kinds stay what they are; the first says most.
_LIKE: Final = ("contained", "shared", "template")


class Weighed(NamedTuple):
    """The ties that change: that of the record itself, always, and those of older ones.

    `told` are the older ones of which the record itself says nothing: they have another kept copy now, or
    are contained in the record.
    """

    own: Tie
    others: dict[int, Tie]
    told: frozenset[int] = frozenset()


def weigh(library: Library, record: int, candidates: Iterable[int], judge: best.Judge) -> Weighed:
    """Find out what becomes of a record, and of others because of it."""
    near = library.known({record, *candidates})
    kept = {near[number].tie.kept for number in near if number != record}
    if not kept:
        return Weighed(Tie(record), {})
    found = _weigh(library, record, near, {k: library.cluster(k, _LARGE) for k in kept}, judge)
    moved = {near[number].tie.kept for number in near if number != record} & set(found.others)
    if any(len(library.cluster(k, _LARGE)) == _LARGE for k in moved):
        return _weigh(library, record, near, {k: library.cluster(k, None) for k in kept}, judge)
    return found


def _weigh(
    library: Library,
    record: int,
    near: dict[int, Known],
    clusters: dict[int, list[int]],
    judge: best.Judge,
) -> Weighed:
    known = near | library.known({k for k, members in clusters.items() for k in (k, *members)})
    group = _Group(library, known, judge)
    pairs = [(record, number) for number in near if number != record]
    pairs += [(known[number].tie.kept, number) for number in known if number != record]
    ties = group.ties(pairs)
    changed = dict(_changed(record, known, ties))
    told = {n for n, tie in changed.items() if tie.kept != known[n].tie.kept or tie.kind == "contained"}
    return Weighed(ties[record], changed, frozenset(told))


def _changed(record: int, known: dict[int, Known], ties: dict[int, Tie]) -> Iterable[tuple[int, Tie]]:
    """The ties of older records that are others now because of a new one."""
    together = {number for number in ties if ties[number].kept == ties[record].kept and number != record}
    touched = {known[number].tie.kept for number in together}
    for number, tie in ties.items():
        old = known[number].tie
        if number == record:
            continue
        if old.kept in touched:
            if tie.kept != old.kept:
                yield number, tie
        elif tie.other == record and tie.kind in _LIKE and (old.kind is None or _order(tie) < _order(old)):
            yield number, tie._replace(kept=old.kept)


def _order(tie: Tie) -> tuple[float, ...]:
    """Of several things that a kept record is to others the first is told."""
    kind = _LIKE.index(tie.kind) if tie.kind in _LIKE else -1
    return (kind, -sum(end - start for start, end, _, _ in tie.passages), -(tie.similarity or 0))


class _Group:
    """Some records, those with one matching form together, and the plan for them."""

    def __init__(self, library: Library, known: dict[int, Known], judge: best.Judge) -> None:
        self._library, self._known, self._judge = library, known, judge
        # Of equal copies without dates the one stays that came first: what was reported holds.
        order = sorted(known, key=lambda number: (known[number].created or "9999", number))
        ranks = {number: rank for rank, number in enumerate(order)}
        forms: dict[int, list[int]] = {}
        for number in order:
            forms.setdefault(known[number].form, []).append(number)
        self._units = [self._first(numbers, ranks) for numbers in forms.values()]
        self._unit_of = {number: i for i, unit in enumerate(self._units) for number in unit}
        self._records = [self._record(unit[0], ranks, len(unit)) for unit in self._units]

    def _record(self, number: int, ranks: dict[int, int], copies: int = 1) -> best.Record:
        known = self._known[number]
        folder = self._judge.policy.rstrip("/") + "/"
        preferred = self._judge.policy not in _POLICIES and known.page.startswith(folder)
        return best.Record(known.length, known.damage, ranks[number], copies, preferred)

    def _first(self, numbers: list[int], ranks: dict[int, int]) -> list[int]:
        """Records of one form, that which would be kept first."""
        return sorted(numbers, key=lambda number: self._judge.before(self._record(number, ranks)))

    def __getitem__(self, unit: int) -> str:
        return self._library.matched(self._units[unit][0]).form

    def ties(self, pairs: Sequence[tuple[int, int]]) -> dict[int, Tie]:
        """The ties of all records, given which may be copies of which."""
        self._library.fetch(unit[0] for unit in self._units)
        edges = {tuple(sorted((self._unit_of[a], self._unit_of[b]))) for a, b in pairs}
        apart = np.array(sorted(edge for edge in edges if edge[0] != edge[1]), dtype=np.int64).reshape(-1, 2)
        plan = Plan(self._records, self, apart, self._judge)
        ties: dict[int, Tie] = {}
        for decision in plan.decisions():
            ties |= self._of_unit(decision)
        return ties

    def _of_unit(self, decision: Decision) -> dict[int, Tie]:
        """The ties of all records of one form."""
        first, *others = self._units[decision.record]
        kept = self._units[decision.kept][0]
        if decision.verdict is None or decision.other is None:
            tie = Tie(kept)
        else:
            other = self._units[decision.other][0]
            passages = self._in_texts(first, other, decision.verdict.passages)
            tie = Tie(kept, decision.verdict.kind, other, round(decision.verdict.similarity, 4), passages)
        ties = {first: tie}
        for number in others:
            if decision.kept == decision.record:
                length = self._known[first].length
                passages = self._in_texts(number, first, (_whole(length),))
                ties[number] = Tie(first, "identical", first, 1.0, passages)
            elif decision.verdict is not None:
                ties[number] = tie._replace(passages=self._in_texts(number, kept, decision.verdict.passages))
        return ties

    def _in_texts(self, record: int, other: int, passages: Sequence[Stretch]) -> tuple[Passage, ...]:
        """Passages of matching forms in the texts themselves."""
        ours = self._library.matched(record).spans([(p.start, p.end) for p in passages])
        theirs = self._library.matched(other).spans([(p.other_start, p.other_end) for p in passages])
        return tuple((*a, *b) for a, b in zip(ours, theirs, strict=True))


def _whole(length: int) -> Stretch:
    from cleaner.archive.alignment import Stretch

    return Stretch(0, length, 0, length)
