"""Put the verdict on a page's repeats into its books."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from cleaner.core.chars import BLANK, BREAK, NEWLINE, has_stops
from cleaner.core.pattern import lazy
from cleaner.core.types import Change, Edit, Mark, Ref, Span
from cleaner.repeats.gaps import breaks_off_last, cut_offs
from cleaner.repeats.ground import Ground
from cleaner.repeats.halves import Halves
from cleaner.repeats.judge import judge
from cleaner.repeats.torn import BY_LINES, begins_text, breaks_off
from cleaner.repeats.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cleaner.core.decisions import Decision
    from cleaner.core.options import Options
    from cleaner.core.page import Page
    from cleaner.core.types import Block
    from cleaner.repeats.verdict import Cut


def cut_repeats(page: Page, options: Options) -> Page:
    """Cut the copies that damage left, repair the kept one, and mark where text is missing.

    A removed copy names the kept one; where the cut tears the text a break takes its place, and where text
    is missing one takes the place of a line end, so that nothing is joined across it.
    """
    verdict = _without(judge(page.text, parted=bool(page.flow)), options.skip)
    if not any(verdict):
        return page
    decided: list[Mark] = []
    if options.decisions:
        verdict, decided = _as_decided(page, verdict, options.decisions)
    marks = [Mark("gap", *_place(page, gap, gap), "find_gaps", note) for gap, note in verdict.gaps]
    marks += [Mark("uncertain", *_place(page, r.start, r.end), "find_repeats", r.note) for r in verdict.marks]
    found = [(cut, page.spans(cut.start, cut.end), _kept(page, cut)) for cut in verdict.cuts]
    ends = (_LINE_END.match(page.text, gap) for gap, _ in verdict.gaps)
    torn = [Edit(end.end() - 1, end.end(), BREAK) for end in ends if end]
    repaired = page.edit(torn, "find_gaps")
    for repair in reversed(verdict.repairs):
        refs = tuple(Ref(None, *_place(page, *copy)) for copy in repair.refs)
        repaired = repaired.edit([repair.edit], "vote", refs)
    changes = (
        Change(
            *span,
            BREAK if cut.seam == "splice" and span is spans[-1] else "",
            (cut.rule,),
            (ref,),
            cut.reason,
        )
        for cut, spans, ref in found
        for span in spans
    )
    return repaired.cut_all(changes).marked([*marks, *decided])


def _as_decided(page: Page, verdict: Verdict, decisions: Sequence[Decision]) -> tuple[Verdict, list[Mark]]:
    """The verdict without the cuts and gaps that a person rejected, and notes of these.

    What is not cut leaves no gap; a cut at whose place nothing is missing does not tear the text.
    """
    from cleaner.core.decisions import note_of, refused, rejected_mark

    notes: dict[Mark, None] = {}
    cuts: list[Cut] = []
    whole: set[int] = set()
    for cut in verdict.cuts:
        if decision := refused(decisions, page.spans(cut.start, cut.end)):
            notes[note_of(decision)] = None
            whole.add(_end_before(page.text, cut.start))
        else:
            cuts.append(cut)
    for gap in verdict.gaps:
        mark = Mark("gap", *_place(page, gap.offset, gap.offset), "find_gaps", gap.note)
        if decision := rejected_mark(decisions, mark):
            notes[note_of(decision)] = None
            whole.add(gap.offset)
    decided = verdict._replace(
        cuts=tuple(
            cut._replace(seam="join") if _end_before(page.text, cut.start) in whole else cut for cut in cuts
        ),
        gaps=tuple(gap for gap in verdict.gaps if gap.offset not in whole),
    )
    return decided, list(notes)


def _end_before(text: str, offset: int) -> int:
    """Where the text before an offset ends, white space aside: there a cut leaves its gap."""
    while offset and text[offset - 1].isspace():
        offset -= 1
    return offset


def _without(verdict: Verdict, skip: Collection[str]) -> Verdict:
    """The verdict without what rules that the user left out had to say."""
    if not skip:
        return verdict
    left_out = {f"torn by {rule}" for rule in skip}
    gaps = tuple(gap for gap in verdict.gaps if gap.note not in left_out)
    return Verdict(
        cuts=tuple(cut for cut in verdict.cuts if cut.rule not in skip),
        gaps=() if "find_gaps" in skip else gaps,
        marks=() if "find_repeats" in skip else verdict.marks,
        repairs=() if "vote" in skip else verdict.repairs,
    )


def mark_cut_offs(page: Page) -> Page:
    """Mark the blocks that break off though nothing was cut out behind them."""
    if not has_stops(page.source.text):
        return page
    blocks = list(page.blocks)
    source = _Source(page, blocks)
    texts = [(block.role, page.text_of(block)) for block in blocks]
    # Where columns stood side by side the lines of the source tell nothing.
    named = [] if page.flow else cut_offs(texts, source.tears)
    notes = {i: _ONLY for i in named if source.tears(i) or _is_last(page, blocks, i)}
    for last in _lasts(page, blocks):
        begins_text = partial(source.begins_text, last)
        if breaks_off_last(texts, last, begins_text) and source.tears(last) is not False:
            notes[last] = _AT_END
    ends = sorted((blocks[i].spans[-1].end, note) for i, note in notes.items())
    return page.marked(Mark("gap", end, end, "mark_cut_offs", note) for end, note in ends)


def settle_gaps(page: Page) -> Page:
    """Drop the gaps that lines told of behind what turned out to be a headline, a caption or a credit.

    Such lines end where they like, and look as if they broke off until it is known what they are.
    """
    others = [span for block in page.blocks if block.role != "paragraph" for span in block.spans]
    marks = tuple(
        mark
        for mark in page.marks
        if mark.note not in BY_LINES or not any(start < mark.start <= end for start, end in others)
    )
    return page._replace(marks=marks)


class _Source:
    """What the lines of the source tell of the blocks of its page, worked out when asked for."""

    def __init__(self, page: Page, blocks: Sequence[Block]) -> None:
        self.page, self.blocks = page, blocks
        self._tears: dict[int, bool | None] = {}

    @cached_property
    def _halves(self) -> Halves:
        return Halves(Ground(self.page.source.text))

    def tears(self, block: int) -> bool | None:
        """Whether the last line of a block breaks off (see `breaks_off`) though no gap was found there."""
        if block not in self._tears:
            end = self.blocks[block].spans[-1].end
            is_known = any(mark.kind == "gap" and mark.start == end for mark in self.page.marks)
            self._tears[block] = False if is_known else breaks_off(self._halves, end)
        return self._tears[block]

    def begins_text(self, block: int) -> bool:
        """Whether the first line of a block begins as running text does (see `torn.begins_text`)."""
        return begins_text(self._halves, self.blocks[block].spans[0].start)


def _lasts(page: Page, blocks: Sequence[Block]) -> set[int]:
    """The last block of the source, and the last that is no caption; none if others are read behind it."""
    bodies = [i for i, block in enumerate(blocks) if block.role != "byline"]
    texts = [i for i in bodies if blocks[i].role != "caption"]
    lasts = {max(some, key=lambda i: blocks[i].spans[-1].end) for some in (bodies, texts) if some}
    if not page.flow:
        return lasts
    last = bodies[-1:]
    if texts and all(_length(blocks[i]) <= _CAPTION for i in bodies if i > texts[-1]):
        last += texts[-1:]
    return lasts.intersection(last)


def _length(block: Block) -> int:
    """Characters of the source that a block takes."""
    return sum(end - start for start, end in block.spans)


def _is_last(page: Page, blocks: Sequence[Block], block: int) -> bool:
    """Whether a block is the last running text of the source, or almost, and no other follows it directly."""
    end = blocks[block].spans[-1].end
    white = _WHITE.match(page.source.text, end)
    if _behind(blocks, end) > _REST or white is None:
        return False
    starts = {span.start for block in blocks if block.role == "paragraph" for span in block.spans}
    return white[0].count("\n") > 1 or white.end() not in starts


def _behind(blocks: Sequence[Block], offset: int) -> int:
    """How much running text stands behind a place of the source."""
    spans = (span for block in blocks if block.role == "paragraph" for span in block.spans)
    return sum(max(0, end - max(start, offset)) for start, end in spans)


def _place(page: Page, start: int, end: int) -> Span:
    """A place of the text in the source; an empty one stands right behind the character before it."""
    first = page.offset(start) if start < end else page.offset(start - 1) + 1 if start else 0
    return Span(first, page.offset(end - 1) + 1 if start < end else first)


def _kept(page: Page, cut: Cut) -> Ref:
    return Ref(None, *_place(page, *cut.kept))


_WHITE: Final = lazy(r"\s*")
_LINE_END: Final = lazy(rf"[{BLANK}]*[{NEWLINE}]")
_ONLY: Final = "a paragraph stops in mid-sentence, and no other one on the page does"
_AT_END: Final = "the page ends in mid-sentence"
# More running text than this behind a torn end: it stands before others in the source, and may go on there.
_REST: Final = 60
# Captions are no longer; longer ones may be text that was taken for one.
_CAPTION: Final = 40
