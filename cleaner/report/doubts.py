"""What a person should look at: removals that may be wrong, and places that are marked as doubtful.

How sure a removal is cannot be read off the page, but how often removals of its rule were right can be
counted.  A removal is doubtful if fewer than nine in ten like it were right, or if much would be lost
if it were wrong.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, get_args

from cleaner.core.decisions import Decision, DoubtKind, trimmed
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.core.types import Ref, Span
from cleaner.report.where import Where, ink, quote, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.core.decisions import Verdict
    from cleaner.core.page import Page
    from cleaner.core.types import Change, Mark

# Removals by rule that were right, and all, on 175 pages whose removals were told by hand.  Rules that are
# not listed removed nothing there.
_COUNTED: Final = {
    "find_folios": (267, 267),
    "find_notices": (197, 197),
    "find_page_numbers": (5, 5),
    "jump_back": (5, 5),
    "loop": (12, 12),
    "paragraph_twice": (14, 14),
    "printed_twice": (24, 24),
    "read_twice": (14, 16),
    "stutter": (91, 91),
}
# What these take out is in the house's own lists.
_WISHED: Final = frozenset({"find_house_lines", "remove_phrases"})
# Less sure than this is doubtful, and so is what would lose so many characters on average.
SURE: Final = 0.9
DEAR: Final = 5.0
# A gap where a copy was cut out is a part of that removal and not asked about on its own.
_BY_A_CUT: Final = "torn by"
# Characters of the page shown before and after a place, and of the place itself at either end.
AROUND: Final = 36
PASSAGE: Final = 400
_LINE_ENDS: Final = lazy(r"\s*\n\s*")
_HEADLINES: Final = "place_headlines"


class Excerpt(NamedTuple):
    """A passage with what stands before and after it; every character can be seen."""

    before: str
    passage: str
    after: str
    line: int


class Doubt(NamedTuple):
    """One thing to decide on.

    `decision` is what to write down if a person rejects it; `with_verdict` gives either.  `sure` is how often
    the like was right, None for marks and for rules that were not counted; `kept` is the copy that stays, or
    where a moved headline stands now.
    """

    decision: Decision
    note: str
    sure: float | None
    here: Excerpt
    kept: Excerpt | None
    kept_page: str | None

    @property
    def alike(self) -> tuple[str, str]:
        """What is asked about in the same way: kind and rule."""
        return self.decision.kind, self.decision.rule

    def with_verdict(self, verdict: Verdict) -> Decision:
        """The decision."""
        return self.decision._replace(verdict=verdict)


def confidence(rule: str) -> float:
    """How often removals of a rule are right, by Laplace's rule of succession.

    >>> round(confidence("find_folios"), 3), round(confidence("read_twice"), 2), confidence("never_seen")
    (0.996, 0.83, 0.5)
    """
    right, counted = _COUNTED.get(rule, (0, 0))
    return (right + 1) / (counted + 2)


def is_doubtful(rule: str, size: int) -> bool:
    """Whether a removal of so many characters by a rule should be looked at."""
    if rule in _WISHED:
        return False
    wrong = 1 - confidence(rule)
    return wrong > 1 - SURE or wrong * size >= DEAR


def doubts(page: Page, *, everything: bool = False) -> list[Doubt]:
    """What is doubtful in a page, in the order of the source.

    Args:
        page: the clean page.
        everything: all removals and gaps, however sure.
    """
    if not page.marks and not any(page.removed):
        return []
    where = Where(page)
    found = [*_removals(page, where, everything=everything), *_marks(page, where, everything=everything)]
    return sorted(found, key=lambda doubt: (doubt.decision.start, doubt.decision.end, doubt.alike))


def undecided(found: Iterable[Doubt], decisions: Iterable[Decision]) -> int:
    """How many doubts there are that nobody has decided on."""
    known = {decision.key for decision in decisions}
    return sum(doubt.decision.key not in known for doubt in found)


def _removals(page: Page, where: Where, *, everything: bool) -> Iterator[Doubt]:
    for change in page.removed:
        span, rule = trimmed(page.source.text, change), change.rules[0]
        size = ink(page.source.text[span.start : span.end])
        if size and (everything or is_doubtful(rule, size)):
            yield _doubt(page, where, span, "removal", rule, change.reason or "", _kept(change))


def _kept(change: Change) -> Ref | None:
    return change.refs[0] if change.refs else None


def _marks(page: Page, where: Where, *, everything: bool) -> Iterator[Doubt]:
    for mark in page.marks:
        kind = next((kind for kind in get_args(DoubtKind) if kind == mark.kind), None)
        if kind and (everything or not _is_told_elsewhere(mark)):
            ref = mark.refs[0] if mark.refs else None
            found = _doubt(page, where, Span(mark.start, mark.end), kind, mark.rule, mark.note, ref)
            yield found._replace(kept=_set_before(page, where, mark)) if mark.rule == _HEADLINES else found


def _is_told_elsewhere(mark: Mark) -> bool:
    """Whether a mark is part of what is asked about anyway: a removal, or the first block of a copy."""
    if mark.kind == "gap":
        return mark.note.startswith(_BY_A_CUT)
    return mark.kind == "near_duplicate" and not mark.refs


def _doubt(
    page: Page, where: Where, span: Span, kind: DoubtKind, rule: str, note: str, kept: Ref | None
) -> Doubt:
    source = page.source
    words = quote(source.text[span.start : span.end])
    decision = Decision(source.sha256, *span, kind, rule, "rejected", visible(source.name), words)
    return Doubt(
        decision,
        note,
        confidence(rule) if kind == "removal" and rule in _COUNTED else None,
        excerpt(page, where, span),
        excerpt(page, where, Span(kept.start, kept.end)) if kept and kept.page is None else None,
        kept.page if kept else None,
    )


def excerpt(page: Page, where: Where, span: Span) -> Excerpt:
    """A place of the source with what stands around it; a long passage by its ends."""
    text, (start, end) = page.source.text, span
    return Excerpt(
        _line(text[max(0, start - AROUND) : start]),
        shortened(_line(text[start:end].strip()), PASSAGE),
        _line(text[end : end + AROUND]),
        where.line(start),
    )


def shortened(passage: str, most: int) -> str:
    """A passage by its ends if it is longer than `most` characters."""
    return f"{passage[: most // 2]} …… {passage[-most // 2 :]}" if len(passage) > most else passage


def _line(text: str) -> str:
    """Text for one line; empty lines count as one line end."""
    return show(_LINE_ENDS.sub("\n", text))


def _set_before(page: Page, where: Where, mark: Mark) -> Excerpt | None:
    """A headline that was moved, and the text that it stands before now."""
    blocks = list(page.blocks)
    for block, behind in pairwise(blocks):
        if block.spans[0].start == mark.start:
            after = page.text_of(behind)[: 2 * AROUND]
            return Excerpt("", page.text_of(block), f"⏎{after}", where.line(mark.start))
    return None


def visible(name: str) -> str:
    """A name without lone surrogates, which no file can hold."""
    return name.encode("utf-8", "replace").decode()
