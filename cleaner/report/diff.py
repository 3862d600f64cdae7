"""Before and after, character by character, from the change log: nothing is guessed by comparing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.report.where import Where, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.core.page import Page
    from cleaner.core.types import Change, Span

# Characters shown unchanged on both sides of a change; changes nearer than twice that share a hunk.
CONTEXT = 10
# Of a removed passage, this much is shown at either end.
ENDS = 40


class Part(NamedTuple):
    """A stretch of a shown line, and whether it was changed."""

    text: str
    changed: bool


class Hunk(NamedTuple):
    """Neighbouring changes of one block, or one passage that was removed."""

    title: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    rules: tuple[str, ...]


def hunks(page: Page) -> Iterator[Hunk]:
    """All changes in the order of the source; white space between blocks is left out."""
    where = Where(page)
    at = 0
    for span, article, block, _ in where.blocks(0, len(page.source.text)):
        yield from _removals(page, where, at, span.start)
        for group in _groups(_within(page, span.start, span.end)):
            title = f"{where.source(group[0].start, group[-1].end)} {article.id} {block.role}"
            yield _hunk(page, span, group, title)
        at = span.end
    yield from _removals(page, where, at, len(page.source.text))


def _within(page: Page, start: int, end: int) -> list[Change]:
    return [change for change in page.changes if start <= change.start < end]


def _groups(changes: Sequence[Change]) -> Iterator[list[Change]]:
    group: list[Change] = []
    for change in changes:
        if group and change.start - group[-1].end > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _hunk(page: Page, span: Span, group: Sequence[Change], title: str) -> Hunk:
    source = page.source.text
    at = max(span.start, group[0].start - CONTEXT)
    end = min(span.end, group[-1].end + CONTEXT)
    before, after = [], []
    for change in group:
        same = Part(show(source[at : change.start]), changed=False)
        before += [same, Part(show(source[change.start : change.end]), changed=True)]
        after += [same, Part(show(change.new), changed=True)]
        at = change.end
    rest = Part(show(source[at:end]), changed=False)
    rules = dict.fromkeys(rule for change in group for rule in change.rules)
    return Hunk(title, _joined([*before, rest]), _joined([*after, rest]), tuple(rules))


def _removals(page: Page, where: Where, start: int, end: int) -> Iterator[Hunk]:
    for change in _within(page, start, end):
        old = page.source.text[change.start : change.end].strip()
        if old:
            cut = f"{old[:ENDS]} … {old[-ENDS:]}" if len(old) > 2 * ENDS else old
            kept = f", kept copy at {where.kept(change.refs[0])}" if change.refs else ""
            title = f"{where.source(change.start, change.end)} removed: {change.reason or 'no block'}{kept}"
            yield Hunk(title, (Part(show(cut), changed=True),), (), change.rules)


def _joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Parts without empty ones, neighbours of a kind in one."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].changed == part.changed:
            joined[-1] = Part(joined[-1].text + part.text, part.changed)
        elif part.text:
            joined.append(part)
    return tuple(joined)
