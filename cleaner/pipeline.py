"""The order of work on one page.  Read this first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import partial, reduce
from typing import TYPE_CHECKING, Final

from cleaner.core.chars import BREAK, NEWLINE, PRIVATE_USE
from cleaner.core.log import RestoreError, verify
from cleaner.core.options import Options
from cleaner.core.page import Page
from cleaner.core.pattern import lazy
from cleaner.core.settled import LINE_END, is_settled, parts_articles
from cleaner.core.types import Article, Block, Change, LineRule, Mark, MarkKind, ProvenanceError, Rule, Span
from cleaner.layout import furniture_lines, has_furniture, keep_layout, lay_out, place_headlines
from cleaner.layout.chunk_order import order_chunks
from cleaner.layout.columns import split_columns
from cleaner.layout.folio_between import cut_folios
from cleaner.layout.unit import read_lines
from cleaner.normalise import characters, lines, punctuation, spacing
from cleaner.normalise.candidates import edited, lines_with
from cleaner.normalise.line_gate import may_be_wrapped
from cleaner.read import damage
from cleaner.repeats import cut_repeats, mark_cut_offs, settle_gaps
from cleaner.topics import mark_aliens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cleaner.core.source import Source
    from cleaner.core.types import Edit

Stage = Callable[[Page, Options], Page]
Weighed = list[tuple[str, float]]
"""Evidence by name, and what it is worth."""
# Characters that the page of a newspaper has at least.
_PAGE: Final = 1_000
_LINE_END: Final = lazy(rf"\s*?([{NEWLINE}])\s*(?=\S)")


def apply_rules(rules: tuple[Rule, ...], page: Page, options: Options) -> Page:
    """Apply text rules in their order; one none of whose trigger characters is there is passed over."""
    for rule in rules:
        if rule.triggers.isdisjoint(page.signs) or rule.name in options.skip:
            continue
        if edits := list(rule.apply(page.text)):
            page = page.edit(_within_breaks(page.text, edits), rule.name)
    return page


def apply_line_rules(rules: tuple[LineRule, ...], page: Page, options: Options) -> Page:
    """Apply rules that look at lines; those that want the same lines look for them once."""
    triggers = among = None
    lines: Mapping[int, str] = {}
    chosen: Mapping[int, str] = {}
    for rule in rules:
        if rule.triggers is not triggers:
            triggers, among = rule.triggers, None
            present = triggers & page.signs
            lines = chosen = lines_with(present, page.text) if present else {}
        if not lines or rule.name in options.skip:
            continue
        if rule.among is not among:
            among = rule.among
            chosen = lines if among is None else among(lines)
        if edits := list(rule.apply(chosen)):
            page = page.edit(edits, rule.name)
            lines = chosen = edited(lines, edits, page.text)
            among = None
    return page


def _within_breaks(text: str, edits: Iterable[Edit]) -> Iterable[Edit]:
    """The edits that do not reach across a place where text was torn out."""
    return [e for e in edits if BREAK not in text[e.start : e.end]] if BREAK in text else edits


def normalise(page: Page, options: Options) -> Page:
    """The text rules alone: characters, line breaks, spacing, punctuation."""
    return reduce(lambda page, stage: stage(page, options), (_CHARACTERS, _LINES, _MARKS, _MEETING), page)


def all_rules() -> dict[str, str]:
    """The documentation of every rule, by its name in the log, in the order of the work."""
    from cleaner.core.house import keep_phrases
    from cleaner.layout.house import find_house_lines, remove_phrases

    of_house = (find_house_lines, remove_phrases, keep_phrases)
    of_layout = (*_OF_FURNITURE, *of_house, lay_out, place_headlines, mark_aliens, mark_cut_offs)
    return {
        **_documented(*damage.RULES, *characters.RULES, *punctuation.STOPS),
        split_columns.__name__: split_columns.__doc__ or "",
        **_OF_REPEATS,
        order_chunks.__name__: order_chunks.__doc__ or "",
        **_documented(*lines.RULES, *spacing.RULES, *punctuation.RULES),
        "note": _note.__doc__ or "",
        **{rule.__name__: rule.__doc__ or "" for rule in of_layout},
        "convert_script": _convert_script.__doc__ or "",
    }


def _documented(*rules: Rule | LineRule) -> dict[str, str]:
    return {rule.name: rule.apply.__doc__ or "" for rule in rules}


# `judge` decides on all repeats of a page together and gives each cut the name of what went wrong.
_OF_REPEATS: Final = {
    "loop": "Cut what a recogniser wrote again and again.",
    "jump_back": "Cut what was read a second time after a jump back, in mid-sentence or in mid-line.",
    "read_twice": "Cut the second of two copies that follow each other, or of the edge of a column.",
    "printed_twice": "Cut the second reading of a line that stands on itself, as shadows and bold print do.",
    "paragraph_twice": "Cut a whole paragraph that stands in the page once more.",
    "stutter": "Cut characters that were read twice in a row.",
    "vote": "Repair the kept copy where several others agree against it.",
    "find_gaps": "Mark where text is missing: at tears, in odd lines, and between lines that do not read on.",
    "find_repeats": "Mark long repeats that stay because they may be meant.",
}
_OF_FURNITURE: Final = (
    furniture_lines.find_folios,
    furniture_lines.find_page_numbers,
    furniture_lines.find_running_headers,
    furniture_lines.find_contents,
    furniture_lines.find_notices,
)


def _columns(page: Page, options: Options) -> Page:
    return page if split_columns.__name__ in options.skip else split_columns(page)


def _folios(page: Page, options: Options) -> Page:
    return cut_folios(page, options.skip, options.decisions, options.house)


def _chunks(page: Page, options: Options) -> Page:
    return page if order_chunks.__name__ in options.skip else order_chunks(page)


def _note(page: Page, options: Options) -> Page:
    """Mark what stays as it is because the text alone does not tell what it should read."""
    if "note" in options.skip:
        return page
    marks = [*damage.damaged_bytes(page.source.text)]
    for match in PRIVATE_USE.finditer(page.text):
        marks += _marks(page, match.span(), "private_use", "a character of a private font")
    for span in punctuation.uncertain_quotes(page.text):
        marks += _marks(page, span, "uncertain", "a quotation mark without a partner")
    return page.marked(marks)


def _marks(page: Page, place: tuple[int, int], kind: MarkKind, note: str) -> list[Mark]:
    return [Mark(kind, start, end, "note", note) for start, end in page.spans(*place)]


def _layout(page: Page, options: Options) -> Page:
    """Lay out a page; one article that nothing was done to but inside its lines keeps its order.

    A letter, a diary or a list of questions has lines that look like headlines, and a byline may stand at
    the end, but no columns ever parted them from their text.  Recognisers that write one paragraph a line
    read whole pages, and lines that were joined may be those of several short reports: their articles are
    sought.
    """
    untorn = not _was_torn(page)
    if untorn and len(page.text) < _PAGE and not _was_wrapped(page):
        lines = list(read_lines(page.text))
        if not has_furniture(page, lines, options.house):
            return keep_layout(page, lines, whole=True)
    return lay_out(page, options.skip, options.decisions, options.house, untorn=untorn)


def _was_torn(page: Page) -> bool:
    """Whether lines were parted, columns put in order, text cut out, or text found missing."""
    return (
        bool(page.flow)
        or any(change.reason or split_columns.__name__ in change.rules for change in page.changes)
        or any(mark.kind == "gap" for mark in page.marks)
    )


def _was_wrapped(page: Page) -> bool:
    """Whether lines were joined."""
    return any(lines.join_lines.__name__ in change.rules for change in page.changes)


def _remove_phrases(page: Page, options: Options) -> Page:
    if not options.house or "remove_phrases" in options.skip:
        return page
    from cleaner.layout.house import remove_phrases

    return remove_phrases(page, options.house, options.decisions)


def _aliens(page: Page, options: Options) -> Page:
    return page if mark_aliens.__name__ in options.skip else mark_aliens(page)


def _keep_layout(page: Page, options: Options) -> Page:
    del options
    return keep_layout(page)


def _aliens_at_end(page: Page, options: Options) -> Page:
    """Flag what is alien to a page that was cleaned before: it stands at the end, where it is written."""
    found = _aliens(page, options)
    flags = [article.off_topic for article in found.articles]
    return found if flags == sorted(flags) else page


def _gaps(page: Page, options: Options) -> Page:
    """Tell every block behind whose last character text is missing; one inside which it is becomes two."""
    if mark_cut_offs.__name__ not in options.skip:
        page = mark_cut_offs(page)
    page = settle_gaps(page)
    missing = sorted({mark.start for mark in page.marks if mark.kind == "gap"})
    missing = [gap for gap in missing if not any(start < gap < end for start, end, *_ in page.changes)]
    if not missing:
        return page
    parts = partial(_parts, page.source.text, missing)
    return page._replace(
        articles=tuple(
            article._replace(blocks=tuple(part for block in article.blocks for part in parts(block)))
            for article in page.articles
        ),
    )


def _parts(text: str, missing: Sequence[int], block: Block) -> Iterator[Block]:
    """A block of the source in parts, each of which ends where text is missing or the block does."""
    spans: list[Span] = []
    for first, end in block.spans:
        start = first
        for gap in missing[bisect_right(missing, start) : bisect_right(missing, end)]:
            yield block._replace(spans=(*spans, Span(start, gap)), gap_after=True)
            spans = []
            start = end - len(text[gap:end].lstrip())
        if start < end:
            spans.append(Span(start, end))
    if spans:
        yield block._replace(spans=tuple(spans))


def _settle_doubts(page: Page, options: Options) -> Page:
    """Drop doubts about what was taken out since: nobody has to look at the quotation marks of a folio."""
    del options
    if not any(mark.kind == "uncertain" for mark in page.marks):
        return page
    gone = [change[:2] for change in page.removed]
    return page._replace(
        marks=tuple(
            mark
            for mark in page.marks
            if mark.kind != "uncertain" or not any(a <= mark.start and mark.end <= b for a, b in gone)
        )
    )


def _decide(page: Page, options: Options) -> Page:
    """Take back the marks that a person rejected; removals were refused where they were proposed."""
    if not options.decisions:
        return page
    from cleaner.core.decisions import decide

    return decide(page, options.decisions)


def _convert_script(page: Page, options: Options) -> Page:
    """Convert every block to the script that was asked for, by phrase; nothing unless asked."""
    if options.script == "keep" or "convert_script" in options.skip:
        return page
    from cleaner.normalise.script import convert

    return page.edit_blocks(convert(list(map(page.text_of, page.blocks)), options.script), "convert_script")


_CHARACTERS: Final[Stage] = partial(apply_rules, (*damage.RULES, *characters.RULES, *punctuation.STOPS))
_LINES: Final[Stage] = partial(apply_rules, lines.RULES)
_MARKS: Final[Stage] = partial(apply_line_rules, (*spacing.RULES, *punctuation.RULES))
_MEETING: Final[Stage] = partial(apply_rules, characters.MEETING)

# Columns before lines: what stands side by side must stand one below the other before lines are joined.
# Folios in mid-sentence before repeats: their lines are no torn end, and no line of a chunk.
# Repeats before lines: a copy cut out of a sentence must not be joined across.
# Chunks of torn columns after repeats, whose copies tear sentences too, and before lines, which join them.
# Lines before spacing: the spaces of a justified line are evidence of its width.
STAGES: Final[tuple[Stage, ...]] = (
    _CHARACTERS,
    _columns,
    _folios,
    cut_repeats,
    _chunks,
    _LINES,
    _MARKS,
    _MEETING,
    _remove_phrases,
    _note,
    _layout,
    _aliens,
    _remove_phrases,
    _gaps,
    _settle_doubts,
    _decide,
)
# For text that was cleaned before: nothing is joined, cut or moved.
STAGES_OF_CLEAN: Final[tuple[Stage, ...]] = (
    _remove_phrases,
    _note,
    _keep_layout,
    _aliens_at_end,
    _remove_phrases,
    _settle_doubts,
    _decide,
)


def _is_clean(page: Page, options: Options) -> bool:
    """Whether a page was cleaned before: it has the form of our output, and no rule finds any work.

    Recognisers that write paragraphs give that form too; they fall into loops, and they do not part the
    articles of a page as our output does.
    """
    return (
        is_settled(page.text)
        and not has_furniture(page, list(read_lines(page.text)), options.house)
        and not _MARKS(_CHARACTERS(page, options), options).changes
        and not any(_is_loop(page, change) for change in cut_repeats(page, options).removed)
        and (parts_articles(page.text) or len(_layout(page, options).articles) == 1)
    )


def _is_loop(page: Page, change: Change) -> bool:
    """Whether a removal is a loop inside a paragraph."""
    return "loop" in change.rules and LINE_END not in page.source.text[change.start : change.end]


def _plan(source: Source, options: Options) -> tuple[Options, tuple[Stage, ...]]:
    """The options for one input, with what was decided about it alone, and the stages it goes through."""
    if options.decisions:
        mine = tuple(decision for decision in options.decisions if decision.sha256 == source.sha256)
        options = options._replace(decisions=mine)
    if options.house and "keep_phrases" not in options.skip:
        from cleaner.core.house import keep_phrases

        kept = keep_phrases(source, options.house)
        options = options._replace(decisions=(*options.decisions, *kept))
    # What was decided about a page does not make it another kind of page.
    return options, STAGES_OF_CLEAN if _is_clean(Page(source), options._replace(decisions=())) else STAGES


def clean_source(source: Source, options: Options = Options()) -> Page:  # noqa: B008 - frozen
    """Clean one input.

    Raises:
        ProvenanceError: the result does not give the source back: a bug of this program.
    """
    options, stages = _plan(source, options)
    page = reduce(lambda page, stage: stage(page, options), stages, Page(source)).settle("lay_out")
    page = _convert_script(page, options)
    if options.verify:
        try:
            verify(page)
        except RestoreError as error:
            raise ProvenanceError(str(error)) from error
    return page


def line_evidence(source: Source, span: Span, options: Options) -> Iterator[tuple[int, Weighed]]:
    """What spoke for (positive) and against a break at every line end of a stretch of a source.

    Yields the source offset of each line end that was weighed, and its evidence by name, strongest first.
    """
    options, stages = _plan(source, options)
    if lines.join_lines.__name__ in options.skip or _LINES not in stages:
        return
    page = reduce(lambda page, stage: stage(page, options), stages[: stages.index(_LINES)], Page(source))
    if not may_be_wrapped(page.text):
        return
    line_ends = ((match.start(), page.offset(match.start(1))) for match in _LINE_END.finditer(page.text))
    asked = {end: at for end, at in line_ends if span.start <= at < span.end}
    for end, found in lines.evidence(page.text, asked):
        yield asked[end], found


def untouched(source: Source) -> Page:
    """The input passed through as it is, for a page on which the program failed.

    Only damaged bytes are replaced, since no output could hold them.
    """
    page = apply_rules(damage.RULES[:1], Page(source), Options())
    whole = Block("paragraph", (Span(0, len(source.text)),))
    return Page(source, changes=page.changes, articles=(Article("a1", (whole,)),) if source.text else ())
