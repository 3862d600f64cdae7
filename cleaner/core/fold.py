"""Folding edits into changes: the arithmetic behind `Page.edit`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cleaner.core.types import Change, Edit, ProvenanceError, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Half the time that it takes to call the class.
_change = partial(tuple.__new__, Change)

Why = tuple[str, tuple[Ref, ...]]
"""The rule that proposes edits, and the references it gives."""


def sound(edits: Iterable[Edit], length: int) -> list[Edit]:
    """The edits as a list.

    Raises:
        ProvenanceError: they overlap, cover nothing or leave a text of `length` characters.
    """
    checked, at = list(edits), 0
    for start, end, _ in checked:
        if start < at or end <= start:
            raise ProvenanceError(f"edit at {start} overlaps the one before it or covers nothing")
        at = end
    if at > length:
        raise ProvenanceError(f"edit ends at {at}, beyond the text")
    return checked


def apply(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """The text with sorted, disjoint edits made."""
    parts, at = [], 0
    for start, end, new in edits:
        parts.append(text[at:start])
        parts.append(new)
        at = end
    parts.append(text[at:])
    return "".join(parts)


def clip(edit: Edit, start: int, end: int) -> Edit | None:
    """The part of an edit that falls into one piece; what it inserts goes where it begins."""
    low, high = max(edit.start, start), min(edit.end, end)
    if low >= high:
        return None
    return Edit(low, high, edit.new if low == edit.start else "")


def fold(
    source: str, text: str, old: Sequence[Change], edits: Sequence[Edit], shift: int, why: Why
) -> list[Change]:
    """Merge the old changes of one stretch of the source with new edits of its text.

    Args:
        source: the whole source.
        text: the whole text the edits speak of.
        old: the changes of the stretch, sorted.
        edits: sorted, disjoint.
        shift: source offset minus text offset at the start of the stretch.
        why: the rule that proposes the edits, and the references it gives.
    """
    rules, refs = (why[0],), why[1]
    if not old:
        return [
            _change((start + shift, end + shift, new, rules, refs, None))
            for start, end, new in edits
            if not new or source[start + shift : end + shift] != new
        ]
    out: list[Change] = []
    i, n, e, m = 0, len(old), 0, len(edits)
    while e < m:
        start, end, new = edits[e]
        # Old changes that end at or before the edit stay as they are.
        kept = i
        while i < n:
            low, high, was, _, _, _ = old[i]
            if low - shift + len(was) > start:
                break
            shift += high - low - len(was)
            i += 1
        out += old[kept:i]
        if i == n or old[i][0] - shift >= end:
            if not new or source[start + shift : end + shift] != new:
                out.append(_change((start + shift, end + shift, new, rules, refs, None)))
            e += 1
            continue
        first = i, e
        low, high, i, e, after = _meet(old, edits, i, e, shift)
        replayed = apply(text[low:high], [(a - low, b - low, c) for a, b, c in edits[first[1] : e]])
        merged = _merge(old[first[0] : i], Change(low + shift, high + after, replayed, rules, refs))
        shift = after
        if trimmed := _trim(source, merged):
            out.append(trimmed)
    out += old[i:]
    return out


def _meet(
    old: Sequence[Change], edits: Sequence[Edit], i: int, e: int, shift: int
) -> tuple[int, int, int, int, int]:
    """The stretch of text that edit `e` and change `i` span together with all that overlap them.

    Returns its start and end, the first change and the first edit behind it, and the shift there.
    """
    low, high = min(edits[e].start, old[i].start - shift), edits[e].end
    e += 1
    while True:
        if i < len(old) and old[i].start - shift < high:
            high = max(high, old[i].start - shift + len(old[i].new))
            shift += old[i].end - old[i].start - len(old[i].new)
            i += 1
        elif e < len(edits) and edits[e].start < high:
            high = max(high, edits[e].end)
            e += 1
        else:
            return low, high, i, e, shift


def _merge(old: Sequence[Change], new: Change) -> Change:
    """One change that carries the rules, references and reason of all that went into it."""
    return new._replace(
        rules=tuple(dict.fromkeys(name for change in (*old, new) for name in change.rules)),
        refs=tuple(dict.fromkeys(ref for change in (*old, new) for ref in change.refs)),
        reason=next((change.reason for change in old if change.reason), None),
    )


def _trim(source: str, change: Change) -> Change | None:
    """A merged change without the ends that read as before; None where nothing is left of it."""
    old, new = source[change.start : change.end], change.new
    if old == new:
        return None
    if change.reason:
        return change
    limit = min(len(old) - 1, len(new))  # a change covers at least one character
    head = next((k for k in range(limit) if old[k] != new[k]), limit)
    limit -= head
    tail = next((k for k in range(limit) if old[-1 - k] != new[-1 - k]), limit)
    return change._replace(start=change.start + head, end=change.end - tail, new=new[head : len(new) - tail])
