"""What is left of a text after cuts, so that it can be judged again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.types import Edit, Span
from cleaner.repeats.cuts import disjoint
from cleaner.repeats.verdict import Repair, Repeat, Verdict

if TYPE_CHECKING:
    from cleaner.repeats.verdict import Cut


class Rest:
    """A text without what a verdict cuts, and where each of its characters stood."""

    def __init__(self, text: str, verdict: Verdict) -> None:
        """Leave out the cuts; where one tears the text a line end stays."""
        self.verdict = verdict
        self.places: list[int] = []
        pieces: list[str] = []
        done = 0
        for cut in verdict.cuts:
            pieces += text[done : cut.start], "\n" * (cut.seam == "splice")
            self.places += range(done, cut.start + (cut.seam == "splice"))
            done = cut.end
        self.text = "".join(pieces) + text[done:]
        self.places += range(done, len(text) + 1)

    def merge(self, then: Verdict) -> Verdict:
        """The verdict on the text, and what was then decided on its rest; all in offsets of the text."""
        first = self.verdict
        cuts = [self._cut(cut) for cut in then.cuts]
        inner = [c for c in first.cuts if not any(o.start <= c.start and c.end <= o.end for o in cuts)]
        gaps = {self._after(gap.offset): gap._replace(offset=self._after(gap.offset)) for gap in then.gaps}
        gaps |= {
            gap.offset: gap
            for gap in first.gaps
            if not any(cut.start <= gap.offset < cut.end for cut in cuts)
        }
        return Verdict(
            cuts=tuple(sorted([*inner, *cuts])),
            gaps=tuple(sorted(gaps.values())),
            marks=(
                *first.marks,
                *(Repeat(*self._span(*mark[:2]), self._span(*mark.kept), mark.note) for mark in then.marks),
            ),
            repairs=tuple(disjoint([*first.repairs, *map(self._repair, then.repairs)])),
        )

    def _cut(self, cut: Cut) -> Cut:
        start, end = self._span(cut.start, cut.end)
        return cut._replace(start=start, end=end, kept=self._span(*cut.kept))

    def _repair(self, repair: Repair) -> Repair:
        edit, refs = repair
        return Repair(
            Edit(*self._span(edit.start, edit.end), edit.new), tuple(self._span(*ref) for ref in refs)
        )

    def _span(self, start: int, end: int) -> Span:
        return Span(self.places[start], self._after(end) if end > start else self.places[start])

    def _after(self, offset: int) -> int:
        return self.places[offset - 1] + 1 if offset else 0
