"""The page: a source, and everything that was decided about it, in source offsets.

State is the source plus a sorted, disjoint list of changes; the text is derived.  Whatever no change
covers is kept, so a character can be explained but not lost.  Editing (changes), arranging (`flow`,
blocks) and labelling (marks) are three different things, and none ever moves the offsets of another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from cleaner.core.types import Article, Block, Change, Edit, Mark, Reason, Ref, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.core.source import Source


class ProvenanceError(Exception):
    """A stage broke the books: a bug of this program, never of its input."""


@dataclass(frozen=True)
class Page:
    """One input on its way from source to articles.  Every method returns a new page.

    `flow` is the reading order: source spans that tile the source, one span unless columns were
    printed side by side.  `changes` are sorted and disjoint and none straddles the end of a flow span.
    """

    source: Source
    flow: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = ()
    articles: tuple[Article, ...] = ()
    marks: tuple[Mark, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def pieces(self) -> tuple[Span, ...]:
        """The flow, or the whole source as its only piece."""
        return self.flow or (Span(0, len(self.source.text)),)

    @cached_property
    def text(self) -> str:
        """The text as it reads now, in flow order."""
        if len(self.pieces) == 1:
            return self._read(self.pieces[0])
        return "".join(map(self._read, self.pieces))

    @cached_property
    def _starts(self) -> list[int]:
        return [change.start for change in self.changes]

    def _inside(self, span: Span) -> tuple[Change, ...]:
        """The changes that start inside a span (none straddles the end of a span that is in use)."""
        if not self.changes:
            return ()
        low = bisect_left(self._starts, span.start)
        return self.changes[low : bisect_left(self._starts, span.end, low)]

    def _read(self, span: Span) -> str:
        source, at, parts = self.source.text, span.start, []
        for start, end, new, _, _, _ in self._inside(span):
            parts.append(source[at:start])
            parts.append(new)
            at = end
        parts.append(source[at : span.end])
        return "".join(parts)

    # -- editing ---------------------------------------------------------------------------------------

    def edit(self, edits: Iterable[Edit], rule: str, refs: tuple[Ref, ...] = ()) -> Page:
        """Fold sorted, disjoint edits in offsets of `self.text` into the changes.

        An edit that meets older changes becomes one change with them, under the names of all rules that
        had a part in it.  Every edit replaces at least one character: what is inserted has a neighbour
        that it belongs to, so every change covers source text and has one place in every order.

        Raises:
            ProvenanceError: the edits overlap, cover nothing or leave the text.
        """
        edits = _sound(edits, len(self.text))
        if not edits:
            return self
        if len(self.pieces) == 1:
            changes = _fold(self.source.text, self.text, self.changes, edits, 0, (rule, refs))
        else:
            changes = self._fold_by_piece(edits, (rule, refs))
        page = replace(self, changes=tuple(changes))
        page.__dict__["text"] = _apply(self.text, edits)  # spares deriving it; verification derives it anew
        return page

    def _fold_by_piece(self, edits: Sequence[Edit], why: tuple[str, tuple[Ref, ...]]) -> list[Change]:
        changes: list[Change] = []
        at = 0
        for piece in self.pieces:
            end = at + len(self._read(piece))
            mine = [part for edit in edits if (part := _clip(edit, at, end))]
            changes += _fold(
                self.source.text, self.text, self._inside(piece), mine, piece.start - at, why
            )
            at = end
        return sorted(changes)

    def cut(  # noqa: D417 - span is explained in the first line
        self, span: Span, rule: str, *, reason: Reason | None = None, new: str = "", ref: Ref | None = None
    ) -> Page:
        """Put one change in place of the source span and of every change inside it.

        Args:
            reason: why content was removed; None for white space and rewording.
            new: what stands there now, for a splice the line break that parts its two sides.
            ref: where the kept copy stands.

        Raises:
            ProvenanceError: a change straddles an end of the span.
        """
        low, high = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        inside = self.changes[low:high]
        if (low and self.changes[low - 1].end > span.start) or (inside and inside[-1].end > span.end):
            raise ProvenanceError(f"cut {span} through a change, rule {rule}")
        change = Change(span.start, span.end, new, (rule,), (ref,) if ref else (), reason)
        return replace(self, changes=(*self.changes[:low], change, *self.changes[high:]))

    # -- places ----------------------------------------------------------------------------------------

    @cached_property
    def _table(self) -> tuple[list[int], list[int], list[Change | None]]:
        """Text starts, source starts and changes of all stretches in text order."""
        texts, sources, owners = [], [], []
        at = 0
        for piece in self.pieces:
            here = piece.start
            for change in self._inside(piece):
                if change.start > here:
                    texts.append(at)
                    sources.append(here)
                    owners.append(None)
                    at += change.start - here
                texts.append(at)
                sources.append(change.start)
                owners.append(change)
                at += len(change.new)
                here = change.end
            if here < piece.end:
                texts.append(at)
                sources.append(here)
                owners.append(None)
                at += piece.end - here
        return texts, sources, owners

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The source spans behind `self.text[start:end]`, in text order.

        Removed content is left out, as are removals at either end; white space taken out inside is
        within the span.  A border inside replaced text counts as after it.
        """
        found: list[Span] = []
        for low, high, whole in self._stretches(start, end):
            if found and whole and found[-1].end == low:
                found[-1] = Span(found[-1].start, high)
            elif low < high:
                found.append(Span(low, high))
        return tuple(found)

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        texts, sources, owners = self._table
        pending: tuple[int, int] | None = None  # removed white space that only counts if text follows
        last = -1
        for i in range(max(0, bisect_right(texts, start) - 1), len(texts)):
            at, here, change = texts[i], sources[i], owners[i]
            if at >= end:
                return
            if change is None:
                length = (texts[i + 1] if i + 1 < len(texts) else len(self.text)) - at
                low, high = here + max(0, start - at), here + min(length, end - at)
                if low >= high:
                    continue
            elif change.reason is not None:
                pending = None
                continue
            elif not change.new:
                if last == change.start:
                    pending = (pending[0] if pending else change.start, change.end)
                    last = change.end
                continue
            elif at < start:
                continue
            else:
                low, high = change.start, change.end
            if pending and pending[1] == low:
                yield (*pending, True)
            pending = None
            yield low, high, True
            last = high

    def offset(self, at: int) -> int:
        """The source offset of the character at text offset `at` (the end of the source for the end)."""
        if at >= len(self.text):
            return self.pieces[-1].end
        texts, sources, owners = self._table
        i = bisect_right(texts, at) - 1
        return sources[i] if owners[i] else sources[i] + at - texts[i]

    # -- arranging -------------------------------------------------------------------------------------

    def text_of(self, block: Block) -> str:
        """A block's text: its spans of the source with the changes applied."""
        return "".join(map(self._read, block.spans))

    def settle(self, rule: str) -> Page:
        """Give every stretch that no block covers to a rule, without touching reasons already there.

        Only white space may be left over: content that is in no block and in no change was lost.

        Raises:
            ProvenanceError: blocks overlap, or content would be lost.
        """
        covered = sorted(span for block in self.blocks for span in block.spans)
        changes: list[Change] = []
        at = 0
        for start, end in [*covered, Span(len(self.source.text), len(self.source.text))]:
            if start < at:
                raise ProvenanceError(f"two blocks claim source offset {start}")
            changes += self._outside(at, start, rule)
            changes += self._inside(Span(start, end))
            at = end
        return replace(self, changes=tuple(changes))

    def _outside(self, start: int, end: int, rule: str) -> Iterator[Change]:
        source, at = self.source.text, start
        for change in self._inside(Span(start, end)):
            if change.start > at:
                yield _blank(source, at, change.start, rule)
            yield change._replace(new="", rules=(*change.rules, rule)) if change.new else change
            at = change.end
        if at < end:
            yield _blank(source, at, end, rule)

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks of all articles in output order."""
        return (block for article in self.articles for block in article.blocks)

    @property
    def removed(self) -> Iterator[Change]:
        """The removals of content, in source order."""
        return (change for change in self.changes if change.reason is not None)


def _blank(source: str, start: int, end: int, rule: str) -> Change:
    if not source[start:end].isspace():
        raise ProvenanceError(f"no block and no rule has {source[start:end][:20]!r} at {start}")
    return Change(start, end, "", (rule,))


def _sound(edits: Iterable[Edit], length: int) -> list[Edit]:
    checked, at = list(edits), 0
    for start, end, _ in checked:
        if start < at or end <= start:
            raise ProvenanceError(f"edit at {start} overlaps the one before it or covers nothing")
        at = end
    if at > length:
        raise ProvenanceError(f"edit ends at {at}, beyond the text")
    return checked


def _apply(text: str, edits: Iterable[Edit]) -> str:
    parts, at = [], 0
    for start, end, new in edits:
        parts.append(text[at:start])
        parts.append(new)
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _clip(edit: Edit, start: int, end: int) -> Edit | None:
    """The part of an edit that falls into one piece; what it inserts goes where it begins."""
    low, high = max(edit.start, start), min(edit.end, end)
    if low >= high:
        return None
    return Edit(low, high, edit.new if low == edit.start else "")


def _fold(  # noqa: PLR0913 - the inner loop of the project: plain arguments, no object a piece
    source: str,
    text: str,
    old: Sequence[Change],
    edits: Sequence[Edit],
    shift: int,
    why: tuple[str, tuple[Ref, ...]],
) -> list[Change]:
    """Merge the old changes of a piece with new edits.  `shift` is source minus text offset at its start."""
    out: list[Change] = []
    rules, refs = (why[0],), why[1]
    i, n, e, m = 0, len(old), 0, len(edits)
    while e < m:
        start, end, new = edits[e]
        e += 1
        # Old changes that end at or before the edit stay as they are.
        while i < n and old[i].start - shift + len(old[i].new) <= start:
            shift += old[i].end - old[i].start - len(old[i].new)
            out.append(old[i])
            i += 1
        if i == n or old[i].start - shift >= end:
            if source[start + shift : end + shift] != new:
                out.append(Change(start + shift, end + shift, new, rules, refs))
            continue
        # The edit meets old changes: widen it to whole changes, replay every edit of that stretch.
        low = min(start, old[i].start - shift)
        first, group, high, names = low + shift, [edits[e - 1]], end, []
        why_removed = None
        all_refs = list(refs)
        while True:
            if i < n and old[i].start - shift < high:
                high = max(high, old[i].start - shift + len(old[i].new))
                shift += old[i].end - old[i].start - len(old[i].new)
                names += old[i].rules
                all_refs += old[i].refs
                why_removed = why_removed or old[i].reason
                i += 1
            elif e < m and edits[e].start < high:
                high = max(high, edits[e].end)
                group.append(edits[e])
                e += 1
            else:
                break
        merged = Change(
            first,
            high + shift,
            _apply(text[low:high], [Edit(a - low, b - low, new) for a, b, new in group]),
            tuple(dict.fromkeys((*names, *rules))),
            tuple(dict.fromkeys(all_refs)),
            why_removed,
        )
        trimmed = _trim(source, merged)
        if trimmed:
            out.append(trimmed)
    out += old[i:]
    return out


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
    return change._replace(
        start=change.start + head, end=change.end - tail, new=new[head : len(new) - tail]
    )
