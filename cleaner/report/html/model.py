"""One page as its view in the browser reads it: the source cut into segments that both sides share.

A segment is a kept stretch of the source (its text) or a change (its number).  The source side shows all
segments in their order; a block of the clean side is ranges of them, kept text as it is and every change by
what it reads now.  So each segment is in either side what the other's is, and nothing has to be compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from cleaner.core.decisions import trimmed
from cleaner.core.language import tr
from cleaner.core.log import METADATA, main_headline
from cleaner.core.named import NamedTuple
from cleaner.core.notes import told_note
from cleaner.core.page import Page
from cleaner.core.source import Source
from cleaner.report.asking import question
from cleaner.report.doubts import doubts, undecided
from cleaner.report.html.escape import script_json
from cleaner.report.html.kinds import REMOVALS, kinds
from cleaner.report.where import ink, quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.core.decisions import Decision
    from cleaner.core.log import Json
    from cleaner.core.types import Block, Ref, Span
    from cleaner.report.asking import Question
    from cleaner.report.html.kinds import Kind

_SURROGATES = re.compile("[\ud800-\udfff]")


class Row(NamedTuple):
    """What the overview tells of a page; characters are counted without white space."""

    name: str
    headline: str
    characters: int
    articles: int
    off_topic: int
    gaps: int
    removed: dict[str, int]
    """Characters taken away, by kind."""
    places: dict[str, int]
    """Changes by kind, marks by kind."""
    rules: dict[str, int]
    """Changes that a rule had a part in."""
    doubts: int
    """Places that only a reader can decide on, and nobody has."""
    failure: str | None

    @property
    def lost(self) -> int:
        """Characters taken away in all."""
        return sum(self.removed.values())


class Part(NamedTuple):
    """A page of the report: its row of the overview and its view as JSON, safe inside a script element."""

    row: Row
    sha256: str
    view: bytes


def page_part(page: Page, failure: str | None = None, decisions: Iterable[Decision] = ()) -> Part:
    """The part of the report that speaks of one page; made where the page was cleaned.

    Args:
        page: the settled page.
        failure: why the page was passed through untouched, if it was.
        decisions: what a person decided before, on this page and others.
    """
    what = kinds(page)
    decided = [decision for decision in decisions if decision.sha256 == page.source.sha256]
    asked = _asked(page, decided)
    row = _row(page, what, failure, asked.open)
    view = _view(page, what, row)
    view["doubts"], view["questions"] = asked.doubts, asked.questions
    view["decisions"] = [decision._asdict() for decision in decided]
    return Part(row, page.source.sha256, script_json(view))


def unread_part(name: str, failure: str) -> Part:
    """The part of an input that could not be read."""
    return page_part(Page(Source(name, "", "", "")), failure)


class _Asked(NamedTuple):
    """What may be decided on in a page.

    `doubts` are by the name of a change (`c` and its number) or mark (`m`): start, end, kind and rule as a
    file of decisions names them, quote, number of the question, whether it is doubtful, how often the like
    was right.  `open` counts the doubtful ones that nobody has decided on.
    """

    doubts: dict[str, tuple[int, int, str, str, str, int, bool, float | None]]
    questions: list[Question]
    open: int


def _asked(page: Page, decided: Sequence[Decision]) -> _Asked:
    text, unsure = page.source.text, doubts(page)
    found = {doubt.decision.key[1:]: doubt for doubt in doubts(page, everything=True)}
    doubtful = {doubt.decision.key[1:] for doubt in unsure}
    things = [
        (f"c{i}", (*trimmed(text, change), "removal", change.rules[0]))
        for i, change in enumerate(page.changes)
        if change.reason
    ]
    things += [(f"m{i}", (mark.start, mark.end, mark.kind, mark.rule)) for i, mark in enumerate(page.marks)]
    questions: dict[Question, int] = {}
    named = {}
    for name, key in things:
        if doubt := found.get(key):
            number = questions.setdefault(question(doubt), len(questions))
            named[name] = (*key, _clean(doubt.decision.quote), number, key in doubtful, doubt.sure)
    return _Asked(named, list(questions), undecided(unsure, decided))


def _row(page: Page, what: Sequence[Kind], failure: str | None, doubts: int) -> Row:
    removed: Counter[str] = Counter()
    for change, kind in zip(page.changes, what, strict=True):
        if kind in REMOVALS:
            removed[kind] += ink(page.source.text[change.start : change.end])
    places: Counter[str] = Counter(what)
    places.update(mark.kind for mark in page.marks)
    return Row(
        name=_clean(page.source.name),
        headline=_clean(_headline(page)),
        characters=ink(page.source.text),
        articles=len(page.articles),
        off_topic=sum(article.off_topic for article in page.articles),
        gaps=sum(block.gap_after for block in page.blocks),
        removed=dict(removed),
        places=dict(places),
        rules=dict(Counter(rule for change in page.changes for rule in change.rules)),
        doubts=doubts,
        failure=failure,
    )


def _headline(page: Page) -> str:
    for article in page.articles:
        if headline := main_headline(article, [page.text_of(block) for block in article.blocks]):
            return headline
    # A page without a headline is known by how it begins.
    return (
        quote("".join(page.text_of(block) for block in page.articles[0].blocks[:1])) if page.articles else ""
    )


def _clean(text: str) -> str:
    """Text without lone surrogates, which no file can hold."""
    return _SURROGATES.sub("\ufffd", text)


def _view(page: Page, what: Sequence[Kind], row: Row) -> Json:
    source = page.source
    starts, segments = _segments(page)
    find = _Finder(starts)
    rules = list(row.rules)
    number = {rule: i for i, rule in enumerate(rules)}
    return {
        "name": row.name,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "characters": len(source.text),
        "ink": row.characters,
        "metadata": {key: _clean(page.metadata[key]) for key in METADATA if key in page.metadata},
        "failure": row.failure and _clean(tr(row.failure)),
        "rules": rules,
        "segments": segments,
        # Start, end, old, new, kind, rules, kept copies.
        "changes": [
            [
                change.start,
                change.end,
                _clean(source.text[change.start : change.end]),
                _clean(change.new),
                kind,
                [number[rule] for rule in change.rules],
                [find.ref(ref) for ref in change.refs],
            ]
            for change, kind in zip(page.changes, what, strict=True)
        ],
        # Kind, start, end, rule, note, first segment, segment behind the last, other places.
        "marks": [
            [
                *mark[:4],
                _clean(told_note(mark.note)),
                *find.segments(mark.start, mark.end),
                [find.ref(ref) for ref in mark.refs],
            ]
            for mark in page.marks
        ],
        "articles": [
            {
                "id": article.id,
                "off_topic": article.off_topic,
                "blocks": [[block.role, block.gap_after, find.block(block)] for block in article.blocks],
            }
            for article in page.articles
        ],
    }


def _segments(page: Page) -> tuple[list[int], list[str | int]]:
    """Where the segments start, and the segments: text that is kept or the number of a change."""
    text = _clean(page.source.text)
    cuts = _cuts(page)
    starts: list[int] = []
    segments: list[str | int] = []

    def keep(start: int, end: int) -> None:
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        for low, high in zip([start, *inner], [*inner, end], strict=True):
            starts.append(low)
            segments.append(text[low:high])

    at = 0
    for i, change in enumerate(page.changes):
        if at < change.start:
            keep(at, change.start)
        starts.append(change.start)
        segments.append(i)
        at = change.end
    if at < len(text):
        keep(at, len(text))
    return starts, segments


def _cuts(page: Page) -> list[int]:
    """Where a kept stretch must be cut in two: ends of blocks, marks and kept copies."""
    cuts = {offset for block in page.blocks for span in block.spans for offset in span}
    for mark in page.marks:
        cuts |= {mark.start, mark.end}
    refs = [ref for change in page.changes for ref in change.refs]
    for ref in (*refs, *(ref for mark in page.marks for ref in mark.refs)):
        if ref.page is None:
            cuts |= {ref.start, ref.end}
    return sorted(cuts)


class _Finder:
    """Finds the segments of a source span, widened to whole changes at its ends."""

    def __init__(self, starts: list[int]) -> None:
        self.starts = starts

    def segments(self, start: int, end: int) -> tuple[int, int]:
        """The first segment and the one behind the last; the same where nothing is between."""
        if start == end:
            at = bisect_left(self.starts, start)
            return at, at
        return max(0, bisect_right(self.starts, start) - 1), bisect_left(self.starts, end)

    def ref(self, ref: Ref) -> list[int | str]:
        """Start, end and segments in this page; start, end and name of another page."""
        if ref.page is not None:
            return [ref.start, ref.end, _clean(ref.page)]
        return [ref.start, ref.end, *self.segments(ref.start, ref.end)]

    def block(self, block: Block) -> list[tuple[int, int]]:
        """The segments of a block's spans."""
        return [self._span(span) for span in block.spans]

    def _span(self, span: Span) -> tuple[int, int]:
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
