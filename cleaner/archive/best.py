"""Which of several copies is kept, by a declared order that does not know in which order they came.

`best`: the most complete; of these the best recognised; then the longest; then the earliest by date, then by
name.  Recognition is weighed by the damage that every copy shows (`quality`), and place by place where copies
differ: by what the other copies read there, and by which reading has character pairs that the archive knows
(`pairs`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from cleaner.archive.alignment import differences
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.archive.alignment import Stretch
    from cleaner.archive.pairs import Pairs

BEST: Final = "best"
FIRST: Final = "first"
LONGEST: Final = "longest"

# A copy lacks a passage where it has so many characters fewer than another, and, beside those that both have,
# less than a third of them: more are another headline or lead.
_PASSAGE: Final = 16
_THIRD: Final = 3
# What a copy has twice is so much alike, in percent.  Tried on 900 lines twice in one text, each with up to
# 8 % misread characters: all but five are; of 740 headlines and paragraphs that stand once, one in thirteen.
_TWICE: Final = 75
# Independent readings agree on the same error once in some thousand times (natural logarithm).
_VOTE: Final = 8.0
# The same for one misread character that shows by itself.
_DAMAGE: Final = 3.0
# More copies of an article are not compared with each other: their damage alone chooses which are.
_MOST: Final = 40
_DIGITS: Final = re.compile("[0-9]")


class Record(NamedTuple):
    """What is known of a record without its text.

    `rank` is its place in the order of dates, then names; `copies` how many records have the same form;
    `preferred` whether it lies in the folder that the user prefers.
    """

    length: int
    damage: float
    rank: int
    copies: int = 1
    preferred: bool = False


class Forms(Protocol):
    """Where matching forms are fetched from, one at a time: memory, a file, an index."""

    def __getitem__(self, record: int, /) -> str:
        """The matching form of a record."""


class Judge(NamedTuple):
    """What the choice goes by: the policy, and what the archive knows of character pairs."""

    policy: str
    pairs: Pairs

    def before(self, record: Record) -> tuple[float, ...]:
        """The order in which records are tried as the kept copy, before any is compared."""
        if self.policy == FIRST:
            return (record.rank,)
        if self.policy == LONGEST:
            return (-record.length, record.damage, record.rank)
        return (not record.preferred, record.damage / max(1, record.length), -record.length, record.rank)

    def choose(
        self,
        group: Mapping[int, Sequence[Stretch]],
        records: Mapping[int, Record] | Sequence[Record],
        forms: Forms,
        first: int,
    ) -> int:
        """The copy to keep.

        Args:
            group: the copies, each with the passages that `first` has in common with it.
            records: what is known of them.
            forms: their texts.
            first: the member of the group that the others were compared with.
        """
        if self.policy in {LONGEST, FIRST} or len(group) == 1:
            return min(group, key=lambda record: self.before(records[record]))
        if any(records[record].preferred for record in group):
            group = {record: group[record] for record in group if records[record].preferred}
            if len(group) == 1 or first not in group:
                return min(group, key=lambda record: self.before(records[record]))
        compared = sorted(group, key=lambda record: self.before(records[record]))[:_MOST]
        if first not in compared:
            compared.append(first)
        texts = {record: forms[record] for record in compared}
        ballot = _Ballot(first, texts, {r: records[r].copies for r in compared}, self.pairs)
        for record in compared:
            if record != first:
                ballot.hear(record, group[record])
        doubts = ballot.doubts()

        def order(record: int) -> tuple[float, ...]:
            known = records[record]
            doubt = round(doubts[record] + _DAMAGE * known.damage, 3)
            return (doubt, -known.length, known.rank)

        fullest = max(ballot.complete.values())
        return min((r for r in compared if ballot.complete[r] > fullest - _PASSAGE), key=order)


class _Site(NamedTuple):
    """A place of the first copy and what another copy reads there, with a character on both sides of each."""

    start: int
    end: int
    reading: str


class _Ballot:
    """The copies of one article, place by place where one differs from the first."""

    def __init__(self, first: int, texts: Mapping[int, str], copies: Mapping[int, int], pairs: Pairs) -> None:
        self._first, self._texts, self._copies, self._pairs = first, texts, copies, pairs
        self._sites: dict[tuple[int, int], dict[str, list[int]]] = {}
        self.complete = dict.fromkeys(texts, 0)

    def hear(self, record: int, passages: Sequence[Stretch]) -> None:
        """Compare a copy with the first one, passage by passage."""
        ours, theirs = self._texts[self._first], self._texts[record]
        at = other_at = 0
        for passage in passages:
            self._weigh_gap(record, ours[at : passage.start], theirs[other_at : passage.other_start])
            x, y = ours[passage.start : passage.end], theirs[passage.other_start : passage.other_end]
            for found in differences(x, y):
                start, end = passage.start + found.start, passage.start + found.end
                other_start, other_end = (
                    passage.other_start + found.other_start,
                    passage.other_start + found.other_end,
                )
                if not self._weigh_gap(record, ours[start:end], theirs[other_start:other_end]):
                    reading = theirs[max(0, other_start - 1) : other_end + 1]
                    self._sites.setdefault((start, end), {}).setdefault(reading, []).append(record)
            at, other_at = passage.end, passage.other_end
        self._weigh_gap(record, ours[at:], theirs[other_at:])

    def _weigh_gap(self, record: int, ours: str, theirs: str) -> bool:
        """Whether one of two copies lacks a passage here, or has one twice."""
        more = len(theirs) - len(ours)
        if abs(more) < _PASSAGE:
            return False
        common = LCSseq.similarity(ours, theirs)
        fewer, most = sorted((len(ours) - common, len(theirs) - common))
        if _THIRD * fewer > most:
            return True
        passage, text = (theirs, self._texts[record]) if more > 0 else (ours, self._texts[self._first])
        self.complete[record] += -more if _has_twice(text, passage) else more
        return True

    def doubts(self) -> dict[int, float]:
        """How much speaks against the readings of each copy, in natural logarithms."""
        doubts = dict.fromkeys(self._texts, 0.0)
        ours = self._texts[self._first]
        owns = [ours[max(0, start - 1) : end + 1] for start, end in self._sites]
        votes = [self._votes(own, voters) for own, voters in zip(owns, self._sites.values(), strict=True)]
        copies = [(text, self._copies[record]) for record, text in self._texts.items()]
        fluencies = iter(self._pairs.fluencies([reading for site in votes for reading in site], copies))
        for own, voters, site in zip(owns, self._sites.values(), votes, strict=True):
            weights = {reading: _VOTE * times + next(fluencies) for reading, times in site.items()}
            if (
                len({_DIGITS.sub("0", reading) for reading in site}) == 1
            ):  # no text tells which digit is right
                weights = {reading: _VOTE * times for reading, times in site.items()}
            best = max(weights.values())
            others = {record: reading for reading, records in voters.items() for record in records}
            for record in self._texts:
                doubts[record] += best - weights[others.get(record, own)]
        return doubts

    def _votes(self, own: str, voters: Mapping[str, Sequence[int]]) -> dict[str, int]:
        """How many records have each reading of a site."""
        votes = {reading: sum(self._copies[r] for r in records) for reading, records in voters.items()}
        votes[own] = sum(self._copies.values()) - sum(votes.values())
        return votes


def _has_twice(text: str, passage: str) -> bool:
    """Whether a text has a passage of it somewhere else too, misread or not."""
    return fuzz.partial_ratio(passage, text.replace(passage, "", 1)) >= _TWICE
