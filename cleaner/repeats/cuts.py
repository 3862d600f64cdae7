"""The decisions on one text, kept disjoint, and what they come to in offsets."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Final

from cleaner.core.named import NamedTuple
from cleaner.core.types import Edit, Span
from cleaner.repeats.consensus import LONGEST, rounds, vote
from cleaner.repeats.verdict import Cut, Gap, Reason, Repair, Repeat, Seam, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.repeats.consensus import Ruling
    from cleaner.repeats.find import Pair
    from cleaner.repeats.ground import Ground


class Found(NamedTuple):
    """A decision in places of the bare text: `[start, end)` goes, its other copy starts at `kept`."""

    start: int
    end: int
    kept: int
    rule: str
    seam: Seam

    @property
    def kept_end(self) -> int:
        """Where the other copy ends; of a loop, its first round."""
        length = self.end - self.start
        return self.kept + (min(length, self.start - self.kept) if self.kept < self.start else length)


# Characters in a row that were misread in a copy, and how few of all: one in so many.  In so long a copy
# more of them meet by chance.
_MISREAD: Final = 3
_SHARE: Final = 5
_MANY_RUNS: Final = 200
# So much shorter or longer is a long copy for the characters that were lost or added in it.
_DRIFT: Final = 12
# Rules for what print doubled; every other copy is a duplicate.
_OVERPRINT: Final = frozenset({"printed_twice", "stutter"})


class Cuts:
    """The cuts of a page: disjoint, and never both copies of a passage."""

    def __init__(self, ground: Ground) -> None:
        """Start without any."""
        self.ground = ground
        self.found: list[Found] = []
        self._kept: list[Found] = []  # the same by the place of the copy that stays
        self._longest = 0  # of the copies that stay

    def add(self, new: Found | None) -> None:
        """Take a decision, unless part of what it cuts is gone already or some copy would be lost."""
        if new is None or self._meeting(new.start, new.end) or not self._reads_like_its_copy(new):
            return
        for old in self._meeting(new.kept, new.kept_end):
            if not (old.start <= new.kept and new.kept_end <= old.end):
                return
            new = new._replace(kept=old.kept + new.kept - old.start)
        if (new.kept < new.end and new.start < new.kept_end) or not self._lean(new):
            return
        insort(self.found, new)
        insort(self._kept, new, key=_kept)
        self._longest = max(self._longest, new.kept_end - new.kept)

    def _reads_like_its_copy(self, new: Found) -> bool:
        """Whether what goes has no more of its own than characters that were misread."""
        length = new.end - new.start
        gone, copy = (self.ground.bare[at : at + length] for at in (new.start, new.kept))
        if gone == copy or new.rule in _OVERPRINT or length > LONGEST:
            return True
        from rapidfuzz.distance import Levenshtein

        # What was lost in a copy is made up for behind it: the copy of the last characters stands further on.
        behind = new.kept + length
        copy += self.ground.bare[behind : behind + min(length // _SHARE, _DRIFT)]
        runs = [op.src_end - op.src_start for op in Levenshtein.opcodes(gone, copy) if op.tag != "equal"]
        most = _MISREAD if length < _MANY_RUNS else 2 * _MISREAD
        return max(runs) <= most and sum(runs) * _SHARE <= length

    def _meeting(self, start: int, end: int) -> list[Found]:
        """Decisions whose cut meets `[start, end)`."""
        first = bisect_left(self.found, start, key=lambda found: found.end)
        if first < len(self.found) and self.found[first].end == start:
            first += 1
        last = bisect_left(self.found, end, key=lambda found: found.start)
        return self.found[first:last]

    def _lean(self, new: Found) -> bool:
        """Let decisions that lean on what is to go lean on its copy instead; False where one cannot."""
        first = bisect_left(self._kept, new.start - self._longest, key=_kept)
        near = self._kept[first : bisect_left(self._kept, new.end, key=_kept)]
        leaning = [old for old in near if new.start < old.kept_end]
        if not all(new.start <= old.kept and old.kept_end <= new.end for old in leaning):
            return False
        for old in leaning:
            moved = old._replace(kept=new.kept + old.kept - new.start)
            self.found[self.found.index(old)] = moved
            self._kept.remove(old)
            insort(self._kept, moved, key=_kept)
        return True

    def verdict(self, marks: Iterable[Pair] = (), torn: Iterable[tuple[int, str]] = ()) -> Verdict:
        """Everything in offsets of the text; `torn` are places where text is missing, and what tells so."""
        marks, torn = list(marks), list(torn)
        if not (self.found or marks or torn):
            return Verdict()
        end = self.ground.end
        gaps = [
            Gap(end(found.start), f"torn by {found.rule}") for found in self.found if found.seam == "splice"
        ]
        gaps += [Gap(end(place), said) for place, said in torn if not self._meeting(*self._about(place))]
        repairs, doubts = self._consensus()
        repeats = [self._mark(pair) for pair in marks if not self._covers(pair)]
        return Verdict(
            cuts=tuple(map(self._cut, self.found)),
            gaps=tuple(sorted(gaps)),
            marks=(*repeats, *doubts),
            repairs=tuple(disjoint(repairs)),
        )

    def _about(self, place: int) -> tuple[int, int]:
        """What tells that text is missing at a place: the characters at a line end, else the line."""
        if self.ground.breaks(place):
            return place - 1, place + 1
        line = self.ground.line(place)
        return self.ground.starts[line] - 1, self.ground.starts[line + 1] + 1

    def _cut(self, found: Found) -> Cut:
        ground = self.ground
        start, end = ground.at[found.start], ground.end(found.end)
        if found.seam == "join":
            start = ground.end(found.start)
            if ground.halves_meet(found.start, found.end):
                end = ground.at[found.end]
        reason: Reason = "overprint" if found.rule in _OVERPRINT else "duplicate"
        kept = self._span(found.kept, found.kept_end)
        return Cut(start, end, reason, found.rule, kept, found.seam)

    def _covers(self, pair: Pair) -> bool:
        return bool(self._meeting(pair.a0, pair.a1) or self._meeting(pair.b0, pair.b1))

    def _mark(self, pair: Pair) -> Repeat:
        return Repeat(*self._span(pair.b0, pair.b1), self._span(pair.a0, pair.a1), "stands twice and stays")

    def _span(self, start: int, end: int) -> Span:
        return Span(self.ground.at[start], self.ground.end(end))

    # -- what the copies that go say about the ones that stay ---------------------------------------------

    def _consensus(self) -> tuple[list[Repair], list[Repeat]]:
        repairs: list[Repair] = []
        doubts: list[Repeat] = []
        for spans in self._passages():
            for ruling in vote([self.ground.bare[start:end] for start, end in spans]):
                edit = self._edit(ruling, spans)
                refs = tuple(self._span(*spans[number]) for number in ruling.witnesses)
                if ruling.certain:
                    repairs.append(Repair(edit, refs))
                else:
                    readings = " / ".join(f"“{reading}”" if reading else "–" for reading in ruling.candidates)
                    doubts.append(Repeat(edit.start, edit.end, refs[0], f"copies differ: {readings}"))
        return repairs, doubts

    def _passages(self) -> Iterator[list[tuple[int, int]]]:
        """Places of each passage that stays, followed by its copies that go and are in its script."""
        by_kept: dict[int, list[Found]] = {}
        for found in self.found:
            if found.rule not in _OVERPRINT and found.kept_end - found.kept <= LONGEST:
                by_kept.setdefault(found.kept, []).append(found)
        for kept, family in by_kept.items():
            first = max(family, key=lambda found: found.kept_end)
            stays = (kept, first.kept_end)
            script = self.ground.is_traditional(*stays)
            copies = (copy for found in family for copy in self._copies(found))
            yield [stays, *(copy for copy in copies if self.ground.is_traditional(*copy) == script)]

    def _copies(self, found: Found) -> Iterator[tuple[int, int]]:
        if found.rule == "loop":
            return rounds(self.ground.bare, found.start, found.end, found.start - found.kept)
        return iter([(found.start, found.end)])

    def _edit(self, ruling: Ruling, spans: Sequence[tuple[int, int]]) -> Edit:
        """The ruling on passages in offsets of the text, in the very character that its first witness has."""
        at, text = self.ground.at, self.ground.text
        start, end = spans[0][0] + ruling.start, spans[0][0] + ruling.end
        place = spans[ruling.witnesses[0]][0] + ruling.places[0]
        new = "".join(text[at[place + i]] for i in range(len(ruling.new)))
        if end > start:
            return Edit(at[start], self.ground.end(end), new)
        return Edit(at[start], at[start] + 1, new + text[at[start]])


def _kept(found: Found) -> int:
    return found.kept


def disjoint(repairs: Iterable[Repair]) -> Iterator[Repair]:
    """Repairs in order, without the ones that meet an earlier one."""
    done = 0
    for repair in sorted(repairs):
        if repair.edit.start >= done:
            yield repair
            done = repair.edit.end
