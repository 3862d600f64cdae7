"""What the repeats of a page come to.  All offsets are code points of the text that was judged, half-open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from cleaner.core.types import Edit, Span


Reason = Literal["duplicate", "overprint"]
Seam = Literal["splice", "join", "block"]


class Cut(NamedTuple):
    """`text[start:end]` is a second copy and goes; `kept` is the copy that stays.

    A cut with `seam` "splice" tears the text (put a line break in its place, the text before it has a
    gap); "join" means that the text before and after it reads on without a break; "block" is a cut of
    whole lines, the line breaks around it stay.
    """

    start: int
    end: int
    reason: Reason
    rule: str
    kept: Span
    seam: Seam


class Gap(NamedTuple):
    """Text is missing after the character before `offset`."""

    offset: int
    note: str


class Repeat(NamedTuple):
    """A repeat that looks odd and stays: not enough speaks for damage."""

    start: int
    end: int
    kept: Span
    note: str


class Repair(NamedTuple):
    """A character of a kept copy that its other copies outvote; `refs` are the copies that said so."""

    edit: Edit
    refs: tuple[Span, ...]


class Verdict(NamedTuple):
    """Everything the repeats of a page come to: sorted, the cuts disjoint."""

    cuts: tuple[Cut, ...] = ()
    gaps: tuple[Gap, ...] = ()
    marks: tuple[Repeat, ...] = ()
    repairs: tuple[Repair, ...] = ()
