"""Before and after in one text, character by character, from the change log: nothing is guessed by comparing.

The text stands in the order of the source.  What was taken out, put in and joined is told apart by kind;
stretches where nothing but line ends changed are folded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

from cleaner.core.decisions import trimmed
from cleaner.core.language import counted, tr
from cleaner.core.named import NamedTuple
from cleaner.report.text import GAP_MARK
from cleaner.report.where import Where, ink, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.core.page import Page
    from cleaner.core.types import Change, Span

Kind = Literal["same", "old", "new", "join", "gap", "fold"]
# Characters that stand unchanged on both sides of a change; of a removed passage this much at either end.
CONTEXT: Final = 10
ENDS: Final = 40
# So many joins of a block are shown each; more are folded with the lines that they join.
_FEW_JOINS: Final = 3
# A fold shorter than its sign would save nothing.
_LEAST: Final = 16
_LINE_ENDS: Final = frozenset("\n\r\v\f\x85\u2028\u2029")
_JOIN: Final = "⏎"


class Piece(NamedTuple):
    """A stretch of shown text: kept, taken out, put in, a join across a line end, a gap, or a fold."""

    kind: Kind
    text: str
    line: int


class Passage(NamedTuple):
    """One block with changes, one removed passage, or (without pieces) unchanged blocks in between.

    Attributes:
        line: the line of the source where it begins, from 1.
        title: what it is.
        pieces: its text.
        rules: who changed it, with the number of changes.
    """

    line: int
    title: str
    pieces: tuple[Piece, ...] = ()
    rules: tuple[tuple[str, int], ...] = ()


def passages(page: Page, *, full: bool = False) -> Iterator[Passage]:
    """A page in the order of its source; white space between blocks is left out.

    Args:
        page: the clean page.
        full: fold nothing.
    """
    return _Reader(page, full=full).passages()


class _Reader:
    """Goes through a page once."""

    def __init__(self, page: Page, *, full: bool) -> None:
        self.page, self.full = page, full
        self.where = Where(page)
        self.starts = [change.start for change in page.changes]
        self.unchanged: list[int] = []  # the lines of blocks in which nothing changed

    def passages(self) -> Iterator[Passage]:
        at, last = 0, ("", 0)
        end = len(self.page.source.text)
        for span, article, block, number in self.where.blocks(0, end):
            yield from self._removals(at, span.start)
            at, here = span.end, (article.id, number)
            changes = self._within(span.start, span.end)
            gap = block.gap_after and span == block.spans[-1]
            if not changes and not gap and not self.full:
                self.unchanged.append(self.where.line(span.start))
                continue
            yield from self._folded()
            name = tr("{article} {role} {number}").format(
                article=article.id, role=self.where.role(article, block), number=number
            )
            yield self._passage(span, changes, "" if here == last else name, gap=gap)
            last = here
        yield from self._removals(at, end)
        yield from self._folded()

    def _within(self, start: int, end: int) -> Sequence[Change]:
        low = bisect_left(self.starts, start)
        return self.page.changes[low : bisect_left(self.starts, end, low)]

    def _folded(self) -> Iterator[Passage]:
        if self.unchanged:
            said = counted(len(self.unchanged), "{n} passage unchanged", "{n} passages unchanged")
            yield Passage(self.unchanged[0], f"⋯ {said} ⋯")
            self.unchanged.clear()

    def _removals(self, start: int, end: int) -> Iterator[Passage]:
        """The passages that were removed between two blocks, and text that went without a reason."""
        for change in self._within(start, end):
            span = trimmed(self.page.source.text, change)
            if span.start < span.end:
                yield from self._folded()
                pieces = self._taken_out(span)
                if not self.full:
                    pieces = _by_ends(pieces)
                yield Passage(self.where.line(span.start), self._why(change, span), tuple(pieces))

    def _why(self, change: Change, span: Span) -> str:
        text = self.page.source.text[span.start : span.end]
        parts = [
            tr("taken out: {n}").format(n=counted(ink(text), "{n} character", "{n} characters")),
            *([tr(change.reason)] if change.reason else []),
            ", ".join(change.rules),
        ]
        if change.refs:
            parts.append(self._kept(change))
        return " · ".join(parts)

    def _kept(self, change: Change) -> str:
        ref = change.refs[0]
        if ref.page is not None:
            return tr("the copy in {page} stays").format(page=ref.page)
        return tr("the copy in line {line} stays").format(line=self.where.line(ref.start))

    def _passage(self, span: Span, changes: Sequence[Change], title: str, *, gap: bool) -> Passage:
        pieces = list(self._pieces(span, changes))
        if gap:
            pieces.append(Piece("gap", GAP_MARK, self.where.line(span.end - 1)))
        if not self.full:
            pieces = list(_with_folds(pieces))
        rules = Counter(rule for change in changes for rule in change.rules)
        return Passage(self.where.line(span.start), title, tuple(pieces), tuple(rules.most_common()))

    def _pieces(self, span: Span, changes: Sequence[Change]) -> Iterator[Piece]:
        source, at = self.page.source.text, span.start
        for change in changes:
            if change.start > at:
                yield Piece("same", show(source[at : change.start]), self.where.line(at))
            yield from self._changed(source[change.start : change.end], change)
            at = change.end
        if at < span.end:
            yield Piece("same", show(source[at : span.end]), self.where.line(at))

    def _changed(self, old: str, change: Change) -> Iterator[Piece]:
        line = self.where.line(change.start)
        if old.isspace() and not _LINE_ENDS.isdisjoint(old):
            yield Piece("join", _JOIN, line)
        elif old:
            yield Piece("old", show(old), line)
        if change.new:
            yield Piece("new", show(change.new), line)

    def _taken_out(self, span: Span) -> list[Piece]:
        """A removed passage, a piece for every line of the source."""
        pieces, at = [], span.start
        for line in self.page.source.text[span.start : span.end].splitlines(keepends=True):
            if shown := line.rstrip():
                end = _JOIN if len(shown) < len(line) else ""
                pieces.append(Piece("old", show(shown) + end, self.where.line(at)))
            at += len(line)
        return pieces


def _by_ends(pieces: Sequence[Piece]) -> list[Piece]:
    """A long removed passage by its first and last characters."""
    length = sum(len(piece.text) for piece in pieces)
    if length <= 2 * ENDS + _LEAST:
        return list(pieces)
    head, tail = _head(pieces, ENDS), _tail(pieces, ENDS)
    fold = Piece("fold", _fold(length - 2 * ENDS, 0), head[-1].line)
    return [*head, fold, *tail]


def _with_folds(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces with long stretches folded in which nothing changed but line ends."""
    start = 0
    few = sum(piece.kind == "join" for piece in pieces) <= _FEW_JOINS
    shown = {"old", "new", "gap", "join"} if few else {"old", "new", "gap"}
    for i, piece in enumerate(pieces):
        if piece.kind in shown:
            yield from _quiet(pieces[start:i], opens=start == 0, closes=False)
            yield piece
            start = i + 1
    yield from _quiet(pieces[start:], opens=start == 0, closes=True)


def _quiet(pieces: Sequence[Piece], *, opens: bool, closes: bool) -> Iterator[Piece]:
    """A stretch of kept text and joins, folded in the middle; where it opens or closes a block, at that end.

    A block in which nothing but line ends changed shows both its ends.
    """
    whole = opens and closes
    before, after = (0 if opens and not whole else CONTEXT), (0 if closes and not whole else CONTEXT)
    length = sum(len(piece.text) for piece in pieces)
    if length <= before + after + _LEAST:
        yield from pieces
        return
    head, tail = _head(pieces, before), _tail(pieces, after)
    joins = sum(piece.kind == "join" for piece in pieces)
    joins -= sum(piece.kind == "join" for piece in (*head, *tail))
    line = (head or pieces)[-1 if head else 0].line
    yield from head
    yield Piece("fold", _fold(length - before - after - joins, joins), line)
    yield from tail


def _fold(characters: int, joins: int) -> str:
    said = counted(characters, "{n} character", "{n} characters")
    if joins:
        said += tr(", ") + counted(joins, "{n} join", "{n} joins")
    return f" ⋯ {said} ⋯ "


def _head(pieces: Iterable[Piece], length: int) -> list[Piece]:
    """The first characters."""
    found: list[Piece] = []
    for piece in pieces:
        if length <= 0:
            break
        found.append(piece._replace(text=piece.text[:length]))
        length -= len(piece.text)
    return found


def _tail(pieces: Sequence[Piece], length: int) -> list[Piece]:
    """The last characters."""
    found: list[Piece] = []
    for piece in reversed(pieces):
        if length <= 0:
            break
        found.append(piece._replace(text=piece.text[-length:]))
        length -= len(piece.text)
    return found[::-1]
