"""Repeats within a page: loops, jumps back, edges read twice, overprint; gaps; and what copies tell."""

from __future__ import annotations

from cleaner.repeats.judge import judge
from cleaner.repeats.verdict import Cut, Gap, Repair, Repeat, Verdict

__all__ = ["Cut", "Gap", "Repair", "Repeat", "Verdict", "judge"]
