"""What is told of articles: the lines of a report."""

from __future__ import annotations

from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from cleaner.archive.index.prints import in_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.archive.index.library import Known, Library, Tie
    from cleaner.archive.index.prints import Places
    from cleaner.archive.index.weighing import Weighed

Line = dict[str, Any]
"""One line of a report, in the words of `clean duplicates`.

`id` and `cluster` (the kept copy, itself if it is no copy); `kind`, `similarity`, `with`: what the article is
to which other one, None where it stands alone; `inside`: the other one if it contains this; `spans`: passages
in common, offsets in the sources of the two.  A line about an article that was there before has `was`, the
copy that was kept until then, as well.
"""

_SPAN: Final = ("start", "end", "with_start", "with_end")


class Lines:
    """Lines of a report."""

    def __init__(self, library: Library, places: Mapping[int, Places] | None = None) -> None:
        """Take the records, and where the texts of those stand that are no records yet."""
        self._library, self._places = library, places or {}

    def of_weighed(self, record: int, weighed: Weighed) -> list[Line]:
        """The line of a record, and those of older ones, while these are still what they were."""
        before = self._library.known(weighed.told)
        changes = self.of({number: weighed.others[number] for number in sorted(weighed.told)}, before)
        return [*self.of({record: weighed.own}), *changes]

    def of(
        self,
        ties: Mapping[int, Tie],
        before: Mapping[int, Known] | None = None,
        gone: Mapping[int, Known] = MappingProxyType({}),
    ) -> list[Line]:
        """One line for each record.

        Args:
            ties: what each record is.
            before: what was known of each, if the copy that was kept until now is to be told.
            gone: records that are in the index no more.
        """
        named = {n for tie in ties.values() for n in (tie.kept, tie.other) if n is not None}
        if before:
            named |= {known.tie.kept for known in before.values()}
        known = {**gone, **self._library.known(named | set(ties))}
        lines = []
        for number, tie in ties.items():
            line = self._line(number, tie, known)
            if before:
                line["was"] = known[before[number].tie.kept].id
            lines.append(line)
        return lines

    def _line(self, number: int, tie: Tie, known: Mapping[int, Known]) -> Line:
        other = known[tie.other].id if tie.other is not None else None
        return {
            "id": known[number].id,
            "cluster": known[tie.kept].id,
            "kind": tie.kind,
            "similarity": tie.similarity,
            "with": other,
            "inside": other if tie.kind == "contained" else None,
            "spans": self._spans(number, tie),
        }

    def _spans(self, number: int, tie: Tie) -> list[dict[str, int]]:
        if tie.other is None or not tie.passages:
            return []
        spans = []
        for start, end, other_start, other_end in tie.passages:
            ours = self._in_source(number, start, end)
            theirs = self._in_source(tie.other, other_start, other_end)
            # Where one of the two is in fewer parts, its last one belongs to the rest of the other.
            parts = zip_longest(ours, theirs)
            spans += [(*(own or ours[-1]), *(other or theirs[-1])) for own, other in parts]
        return [dict(zip(_SPAN, span, strict=True)) for span in spans]

    def _in_source(self, number: int, start: int, end: int) -> list[tuple[int, int]]:
        places = self._places.get(number) or self._library.places(number)
        return in_source(places, self._library.matched(number).text, start, end)
