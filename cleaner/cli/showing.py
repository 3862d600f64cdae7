"""Pages to be shown in the terminal: for `clean explain` and `clean diff`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from cleaner.cli import exits
from cleaner.cli.deciding import decided, notes
from cleaner.cli.say import complain
from cleaner.core.language import told, tr
from cleaner.core.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.core.page import Page
    from cleaner.read.inputs import Failure, Input

# Of a long passage so many line ends are told, and so much of what decided on each.
MOST_LINE_ENDS = 8
MOST_EVIDENCE = 5


def clean_page(file: str, chosen: Mapping[str, Any]) -> Page:
    """The clean page of one file."""
    from cleaner.read.inputs import find_inputs

    items = list(islice(find_inputs([file]), 2))
    if len(items) != 1:
        several = tr("{file} has more than one input: name one file, or one record (records.jsonl#ID)")
        message = several if items else tr("{file} has no input")
        raise exits.UsageError(message.format(file=file))
    page = _clean(items[0], chosen)
    if isinstance(page, str):
        raise exits.FailureError(page)
    return page


def clean_pages(paths: Sequence[str], chosen: Mapping[str, Any]) -> Iterator[Page | str]:
    """The clean pages of files and folders, one at a time; a sentence for what cannot be read or cleaned."""
    from cleaner.read.inputs import find_inputs

    for item in find_inputs(paths):
        yield _clean(item, chosen)


def _clean(item: Input | Failure, chosen: Mapping[str, Any]) -> Page | str:
    from cleaner.cli.choices import options_of
    from cleaner.cli.work import cleaned
    from cleaner.read.errors import ReadError
    from cleaner.read.inputs import Failure, read_source

    try:
        if isinstance(item, Failure):
            raise item.error
        source = read_source(item, chosen["encoding"])
    except ReadError as error:
        return f"{item.name}: {told(error)}"
    options, decisions = options_of(chosen), chosen["decisions"]
    page, failure = cleaned(source, decided(options, source, decisions) if decisions else options)
    if failure:
        return f"{source.name}: {tr(failure)}"
    for note in notes(page, decisions) if decisions else ():
        complain(f"{source.name}: {note}")
    return page


def places(page: Page, at: int | None, passage: str | None) -> Sequence[Span]:
    """The places of the source that a user asks about."""
    from cleaner.report.explain import find

    if (at is None) == (passage is None):
        raise exits.UsageError(tr("say what to explain: either --at N or --text TEXT"))
    if at is not None:
        length = len(page.source.text)
        if at >= length:
            message = tr("--at {at} is beyond the end: the input has {n} characters")
            raise exits.UsageError(message.format(at=at, n=length))
        return [Span(at, at + 1)]
    found = find(page, passage or "")
    if not found:
        message = tr("{name} does not have this passage, before or after cleaning")
        raise exits.UsageError(message.format(name=page.source.name))
    return found


def line_ends(page: Page, span: Span, chosen: Mapping[str, Any]) -> Iterator[str]:
    """What decided whether the line ends of a passage stayed."""
    from cleaner.cli.choices import options_of
    from cleaner.pipeline import line_evidence

    for at, weighed in islice(line_evidence(page.source, span, options_of(chosen)), MOST_LINE_ENDS):
        said = ", ".join(f"{name} {worth:+.1f}" for name, worth in weighed[:MOST_EVIDENCE])
        yield "  " + tr("line end at {at}, + for a break, - for a join: {said}").format(at=at, said=said)
