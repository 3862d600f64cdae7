"""The page: a source, and everything that was decided about it, in source offsets.

State is the source plus a sorted, disjoint list of changes; the text is derived.  Whatever no change
covers is kept, so a character can be explained but not lost.  Editing (changes), arranging (`flow`,
blocks) and labelling (marks) are three different things, and none ever moves the offsets of another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from cleaner.core.chars import signs
from cleaner.core.fold import Why, apply, clip, fold, sound
from cleaner.core.named import NamedTuple
from cleaner.core.types import Article, Block, Change, Edit, Mark, ProvenanceError, Reason, Ref, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cleaner.core.source import Source


class _State(NamedTuple):
    source: Source
    flow: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = ()
    articles: tuple[Article, ...] = ()
    marks: tuple[Mark, ...] = ()
    metadata: Mapping[str, str] = {}
    evidence: Mapping[Span, tuple[str, ...]] = {}


class Page(_State):
    """One input on its way from source to articles.  Every method returns a new page.

    Attributes:
        source: what was read.
        flow: the reading order: source spans that tile the source, none unless columns were printed
            side by side.
        changes: sorted and disjoint; none straddles the end of a flow span.
        articles: blocks in reading order, once the page is laid out.
        marks: what is said about places of the source without changing them.
        metadata: what the folio says, by the names in `cleaner.core.log.METADATA`.
        evidence: what decided the role of a block, in few words, by the block's first span.
    """

    @property
    def pieces(self) -> tuple[Span, ...]:
        """The flow, or the whole source as its only piece."""
        return self.flow or (Span(0, len(self.source.text)),)

    @cached_property
    def text(self) -> str:
        """The text as it reads now, in flow order."""
        if not self.changes and not self.flow:
            return self.source.text
        if len(self.pieces) == 1:
            return self.read(self.pieces[0])
        return "".join(map(self.read, self.pieces))

    @cached_property
    def signs(self) -> set[str]:
        """The characters of the text but for ordinary ones.

        A rule none of whose triggers is here has no work.  They are looked for anew behind each edit: what it
        takes out may bring two stops together.
        """
        return signs(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [change.start for change in self.changes]

    def changes_in(self, span: Span) -> tuple[Change, ...]:
        """The changes that start inside a span (none straddles the end of a span that is in use)."""
        if not self.changes:
            return ()
        low = bisect_left(self._starts, span.start)
        return self.changes[low : bisect_left(self._starts, span.end, low)]

    def read(self, span: Span) -> str:
        """How a source span reads with the changes applied."""
        source, at, parts = self.source.text, span.start, []
        changes = self.changes_in(span)
        if not changes:
            return source[at : span.end]
        for start, end, new, _, _, _ in changes:
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
        edits = sound(edits, len(self.text))
        if not edits:
            return self
        if len(self.pieces) == 1:
            changes = fold(self.source.text, self.text, self.changes, edits, 0, (rule, refs))
        else:
            changes = self._fold_by_piece(edits, (rule, refs))
        page = self._replace(changes=tuple(changes))
        # Spares deriving it; verification derives the text anew.
        page.__dict__["text"] = apply(self.text, edits)
        return page

    def _fold_by_piece(self, edits: Sequence[Edit], why: Why) -> list[Change]:
        changes: list[Change] = []
        starts, ends = [edit.start for edit in edits], [edit.end for edit in edits]
        at = 0
        for piece in self.pieces:
            end = at + len(self.read(piece))
            near = edits[bisect_right(ends, at) : bisect_left(starts, end)]
            mine = [part for edit in near if (part := clip(edit, at, end))]
            changes += fold(self.source.text, self.text, self.changes_in(piece), mine, piece.start - at, why)
            at = end
        return sorted(changes)

    def edit_blocks(self, edits: Iterable[Iterable[Edit]], rule: str) -> Page:
        """Fold edits into the changes of a settled page, those of each block in offsets of its own text."""
        spans: list[Span] = []
        moved: list[Edit] = []
        at = 0
        for block, proposed in zip(self.blocks, edits, strict=True):
            moved += [Edit(at + start, at + end, new) for start, end, new in proposed]
            spans += block.spans
            at += len(self.text_of(block))
        borders = [0, *(offset for span in sorted(spans) for offset in span), len(self.source.text)]
        rest = [Span(a, b) for a, b in zip(borders[::2], borders[1::2], strict=True) if a < b]
        # The blocks one after the other are a reading order too.
        return self._replace(changes=self._replace(flow=(*spans, *rest)).edit(moved, rule).changes)

    def cut(
        self, span: Span, rule: str, *, reason: Reason | None = None, new: str = "", ref: Ref | None = None
    ) -> Page:
        """Put one change in place of the source span and of every change inside it.

        Args:
            span: what is cut, in source offsets.
            rule: the rule that cuts it.
            reason: why content was removed; None for white space and rewording.
            new: what stands there now, for a splice the line break that parts its two sides.
            ref: where the kept copy stands.

        Raises:
            ProvenanceError: a change straddles an end of the span.
        """
        return self.cut_all([Change(span.start, span.end, new, (rule,), (ref,) if ref else (), reason)])

    def cut_all(self, cuts: Iterable[Change]) -> Page:
        """Put every cut in place of its stretch of the source and of the changes inside it, in one pass.

        Raises:
            ProvenanceError: two cuts overlap, or a change straddles an end of one.
        """
        changes: list[Change] = []
        cuts = sorted(cuts, key=itemgetter(0))
        at = 0  # the first change that is not copied yet
        for cut in cuts:
            low = bisect_left(self._starts, cut.start, at)
            high = bisect_left(self._starts, cut.end, low)
            changes += self.changes[at:low]
            inside = self.changes[low:high]
            if (changes and changes[-1].end > cut.start) or (inside and inside[-1].end > cut.end):
                raise ProvenanceError(f"cut {cut.start}–{cut.end} through a change, rule {cut.rules[0]}")
            changes.append(cut)
            at = high
        return self._replace(changes=(*changes, *self.changes[at:]))

    def marked(self, marks: Iterable[Mark]) -> Page:
        """The page with more marks, in source order."""
        more = (*self.marks, *marks)
        if not more:
            return self
        page = self._replace(marks=tuple(sorted(more, key=lambda mark: mark[1:3])))
        page.__dict__.update(self.__dict__)  # the text is the same
        return page

    # -- places ----------------------------------------------------------------------------------------

    @cached_property
    def _stretches(self) -> tuple[list[int], list[tuple[int, Change | None]], list[int]]:
        """Kept stretches and changes in text order: text starts; source starts with the change; barriers.

        Barriers counts, before each stretch, what no span reaches across: removed content and the ends
        of pieces.
        """
        starts: list[int] = []
        stretches: list[tuple[int, Change | None]] = []
        barriers: list[int] = []
        at = barrier = 0
        for piece in self.pieces:
            here = piece.start
            for change in self.changes_in(piece):
                if change.start > here:
                    starts.append(at)
                    stretches.append((here, None))
                    barriers.append(barrier)
                    at += change.start - here
                starts.append(at)
                stretches.append((change.start, change))
                barriers.append(barrier)
                barrier += change.reason is not None
                at += len(change.new)
                here = change.end
            if here < piece.end:
                starts.append(at)
                stretches.append((here, None))
                barriers.append(barrier)
                at += piece.end - here
            barrier += 1
        return starts, stretches, barriers

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The source spans behind `self.text[start:end]`, in text order.

        Removed content is left out, as are removals at either end; white space taken out inside is
        within the span.  A border inside replaced text counts as after it.
        """
        starts, stretches, barriers = self._stretches
        i, j = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
        if i < 0 or i > j:
            return ()
        (first, before), (last, after) = stretches[i], stretches[j]
        if barriers[i] == barriers[j] and not before and not after:
            return (Span(first + start - starts[i], last + end - starts[j]),)
        return self._spans(start, end)

    def _end_of(self, i: int) -> int:
        """The source end of a kept stretch."""
        starts, stretches, _ = self._stretches
        length = (starts[i + 1] if i + 1 < len(starts) else len(self.text)) - starts[i]
        return stretches[i][0] + length

    def _spans(self, start: int, end: int) -> tuple[Span, ...]:
        found: list[Span] = []
        pending: Span | None = None  # white space taken out: part of a span only if text follows
        for low, high, kept in self._sources(start, end):
            if not kept:
                if (pending or found) and (pending or found[-1]).end == low:
                    pending = Span(pending.start if pending else low, high)
                continue
            first = pending.start if pending and pending.end == low else low
            pending = None
            if found and found[-1].end == first:
                found[-1] = Span(found[-1].start, high)
            else:
                found.append(Span(first, high))
        return tuple(found)

    def _sources(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Source start, source end and "is kept" of what lies between two text offsets, removals out."""
        starts, stretches, _ = self._stretches
        for i in range(max(0, bisect_right(starts, start) - 1), len(starts)):
            at, (here, change) = starts[i], stretches[i]
            if at >= end:
                return
            if change is None:
                high = min(self._end_of(i), here + end - at)
                if here + max(0, start - at) < high:
                    yield here + max(0, start - at), high, True
            elif change.reason is None and at >= start:
                yield change.start, change.end, bool(change.new)

    def offset(self, at: int) -> int:
        """The source offset of the character at text offset `at` (the end of the source for the end)."""
        if at >= len(self.text):
            return self.pieces[-1].end
        starts, stretches, _ = self._stretches
        i = bisect_right(starts, at) - 1
        here, change = stretches[i]
        return here if change else here + at - starts[i]

    def place(self, at: int, low: int, high: int) -> int:
        """The first text offset from `low` to `high` whose character is not before source offset `at`.

        The characters between the two stand in source order.
        """
        starts, stretches, _ = self._stretches
        first, last = bisect_right(starts, low) - 1, bisect_left(starts, high)
        i = bisect_left(stretches, at, first, last, key=itemgetter(0)) - 1
        if i < first:
            return low
        here, change = stretches[i]
        end = starts[i + 1] if i + 1 < last else high
        return end if change else max(low, min(starts[i] + at - here, end))

    # -- arranging -------------------------------------------------------------------------------------

    def text_of(self, block: Block) -> str:
        """A block's text: its spans of the source with the changes applied."""
        return "".join(map(self.read, block.spans))

    def settle(self, rule: str) -> Page:
        """Give every stretch that no block covers to a rule, without touching reasons already there.

        Only white space may be left over: content that is in no block and in no change was lost.

        Raises:
            ProvenanceError: blocks overlap, or content would be lost.
        """
        source, ends = self.source.text, {block.spans[-1].end for block in self.blocks}
        covered = sorted(span for block in self.blocks for span in block.spans)
        changes: list[Change] = []
        at = 0
        for start, end in [*covered, Span(len(source), len(source))]:
            if start < at:
                raise ProvenanceError(f"two blocks claim source offset {start}")
            changes += self._outside(at, start, rule)
            changes += self.changes_in(Span(start, end))
            at = end
            if end in ends and changes[-1:] and changes[-1].end == end:
                changes[-1:] = _without_line_end(source, changes[-1])
        return self._replace(changes=tuple(changes))

    def _outside(self, start: int, end: int, rule: str) -> Iterator[Change]:
        source, at = self.source.text, start
        for change in self.changes_in(Span(start, end)):
            if change.start > at:
                yield _blank(source, at, change.start, rule)
            if change.new and change.reason is None:
                yield change._replace(new="", rules=(*change.rules, rule))
            else:  # a break that stood where content was removed goes with it
                yield change._replace(new="")
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


def _without_line_end(source: str, change: Change) -> Iterator[Change]:
    """A change at the end of a block without the line end that it put there, if it does more."""
    new = change.new.rstrip("\n")
    if new == change.new or new != source[change.start : change.end]:
        yield change._replace(new=new)


def _blank(source: str, start: int, end: int, rule: str) -> Change:
    if not source[start:end].isspace():
        raise ProvenanceError(f"no block and no rule has {source[start:end][:20]!r} at {start}")
    return Change(start, end, "", (rule,))
