"""A review under way: what is to be decided, what is decided, and how to take the last step back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.decisions import merged
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.core.decisions import Decision, Verdict
    from cleaner.report.doubts import Doubt

Key = tuple[str, int, int, str, str]


class _Step(NamedTuple):
    """Where the reviewer stood, and what was decided before on what this step decided."""

    at: int
    before: dict[Key, Decision | None]


class Review:
    """The doubts of a run and the decisions on them; every step can be undone.

    Attributes:
        doubts: everything to decide on, in order.
        at: the number of the doubt that is looked at; their count when all were seen.
        touched: the keys of what was decided here, or decided and undone.
    """

    def __init__(self, doubts: Sequence[Doubt], decisions: Iterable[Decision]) -> None:
        """Begin at the first doubt that nobody decided on."""
        self.doubts = doubts
        self._decided = {decision.key: decision for decision in decisions}
        self._steps: list[_Step] = []
        self.touched: set[Key] = set()
        self.at = -1
        self.forward()

    @property
    def doubt(self) -> Doubt | None:
        """What is looked at, None when all were seen."""
        return self.doubts[self.at] if self.at < len(self.doubts) else None

    def onto(self, kept: Iterable[Decision]) -> list[Decision]:
        """What a file is to hold that holds `kept` now, perhaps with decisions that others made meanwhile."""
        others = [decision for decision in kept if decision.key not in self.touched]
        return merged(others, [d for d in self._decided.values() if d.key in self.touched])

    @property
    def left(self) -> int:
        """How many doubts nobody decided on."""
        return sum(self.verdict(doubt) is None for doubt in self.doubts)

    def verdict(self, doubt: Doubt) -> Verdict | None:
        """What was decided on a doubt."""
        found = self._decided.get(doubt.decision.key)
        return found.verdict if found else None

    def decide(self, verdict: Verdict) -> None:
        """Accept or reject what is looked at, and go on."""
        if self.doubt:
            self._step([self.doubt], verdict)

    def decide_alike(self, verdict: Verdict) -> int:
        """Decide the same on this and on all of its kind that nobody decided on; how many these were."""
        here = self.doubt
        if here is None:
            return 0
        others = [d for d in self.doubts if d.alike == here.alike and self.verdict(d) is None and d != here]
        self._step([here, *others], verdict)
        return len(others) + 1

    def _step(self, doubts: Sequence[Doubt], verdict: Verdict) -> None:
        new = [doubt.with_verdict(verdict) for doubt in doubts]
        self._steps.append(_Step(self.at, {d.key: self._decided.get(d.key) for d in new}))
        self._decided |= {decision.key: decision for decision in new}
        self.touched |= self._steps[-1].before.keys()
        self.forward()

    def undo(self) -> bool:
        """Take the last step back; False if there is none."""
        if not self._steps:
            return False
        step = self._steps.pop()
        for key, decision in step.before.items():
            if decision is None:
                del self._decided[key]
            else:
                self._decided[key] = decision
        self.at = step.at
        return True

    def skip(self) -> None:
        """Leave what is looked at for later; `undo` comes back to it."""
        if self.doubt:
            self._steps.append(_Step(self.at, {}))
            self.forward()

    def forward(self) -> None:
        """Go on to the next doubt that nobody decided on."""
        self.at += 1
        while self.at < len(self.doubts) and self.verdict(self.doubts[self.at]) is not None:
            self.at += 1

    def go(self, to: int) -> None:
        """Look at another doubt, decided on or not."""
        self.at = max(0, min(to, len(self.doubts) - 1))
