"""What a person decided about furniture and about headlines that were moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.core.decisions import note_of, refused, rejected_mark
from cleaner.core.types import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.core.decisions import Decision
    from cleaner.core.page import Page
    from cleaner.layout.furniture_inside import Find
    from cleaner.layout.unit import Unit

MOVED: Final = "set_to_section"


def as_decided(page: Page, finds: Sequence[Find], decisions: Sequence[Decision]) -> tuple[Page, list[Find]]:
    """The furniture that may be taken out, and the page with a note of what may not."""
    allowed: list[Find] = []
    notes: dict[Mark, None] = {}
    for find in finds:
        if decision := refused(decisions, page.spans(find.start, find.end)):
            notes[note_of(decision)] = None
        else:
            allowed.append(find)
    return (page.marked(notes), allowed) if notes else (page, allowed)


def put_back(groups: Sequence[Sequence[Unit]], decisions: Sequence[Decision]) -> list[list[Unit]]:
    """The articles with every headline where it stood if a person rejected the place that it was put to."""
    return [_put_back(group, [unit for unit in group if _is_rejected(unit, decisions)]) for group in groups]


def _is_rejected(unit: Unit, decisions: Sequence[Decision]) -> bool:
    if MOVED not in unit.evidence:
        return False
    mark = Mark("uncertain", unit.spans[0].start, unit.spans[-1].end, "place_headlines", "")
    return rejected_mark(decisions, mark) is not None


def _put_back(group: Sequence[Unit], moved: Sequence[Unit]) -> list[Unit]:
    """Put each behind the unit that stands before it in the source."""
    rest = [unit for unit in group if unit not in moved]
    for unit in sorted(moved, key=lambda unit: unit.spans):
        before = [i for i, other in enumerate(rest) if other.spans < unit.spans]
        behind = max(before, key=lambda i: rest[i].spans, default=-1)
        rest.insert(behind + 1, unit)
    return rest
