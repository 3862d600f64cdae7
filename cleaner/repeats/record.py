"""Put the verdict on a page's repeats into its books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.core.chars import BREAK, NEWLINE
from cleaner.core.types import Edit, Mark, Ref, Span
from cleaner.repeats.gaps import cut_offs
from cleaner.repeats.judge import judge

if TYPE_CHECKING:
    from cleaner.core.options import Options
    from cleaner.core.page import Page
    from cleaner.repeats.verdict import Cut


def cut_repeats(page: Page, options: Options) -> Page:
    """Cut the copies that damage left, repair the kept one, and mark where text is missing.

    A removed copy names the kept one; where the cut tears the text a break takes its place, and where text
    is missing one takes the place of a line end, so that nothing is joined across it.
    """
    verdict = judge(page.text)
    cuts = [cut for cut in verdict.cuts if cut.rule not in options.skip]
    marks = [Mark("gap", *_place(page, gap, gap), "find_gaps", note) for gap, note in verdict.gaps]
    marks += [Mark("uncertain", *_place(page, r.start, r.end), "find_repeats", r.note) for r in verdict.marks]
    found = [(cut, page.spans(cut.start, cut.end), _kept(page, cut)) for cut in cuts]
    torn = [Edit(gap, gap + 1, BREAK) for gap, _ in verdict.gaps if page.text[gap : gap + 1] in _ENDS]
    repaired = page.edit(torn, "find_gaps")
    for repair in reversed(verdict.repairs):
        refs = tuple(Ref(None, *_place(page, *copy)) for copy in repair.refs)
        repaired = repaired.edit([repair.edit], "vote", refs)
    for cut, spans, ref in found:
        for span in spans:
            new = BREAK if cut.seam == "splice" and span is spans[-1] else ""
            repaired = repaired.cut(span, cut.rule, reason=cut.reason, new=new, ref=ref)
    return repaired.marked(marks)


def mark_cut_offs(page: Page) -> Page:
    """Mark the blocks that break off though nothing was cut out behind them."""
    blocks = list(page.blocks)
    found = cut_offs([(block.role, page.text_of(block)) for block in blocks])
    ends = [blocks[i].spans[-1].end for i in found]
    known = {mark.start for mark in page.marks if mark.kind == "gap"}
    return page.marked(
        Mark("gap", end, end, "mark_cut_offs", "the text breaks off") for end in ends if end not in known
    )


def _place(page: Page, start: int, end: int) -> Span:
    """A place of the text in the source; an empty one stands right behind the character before it."""
    first = page.offset(start) if start < end else page.offset(start - 1) + 1 if start else 0
    return Span(first, page.offset(end - 1) + 1 if start < end else first)


def _kept(page: Page, cut: Cut) -> Ref:
    return Ref(None, *_place(page, *cut.kept))


_ENDS: Final = frozenset(NEWLINE)
