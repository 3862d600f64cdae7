"""Pages to be shown in the terminal: for `clean explain` and `clean diff`."""

from __future__ import annotations

import os
import sys
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
    page = _clean(items[0], chosen, alone=True)
    if isinstance(page, str):
        raise exits.FailureError(page)
    return page


def clean_pages(paths: Sequence[str], chosen: Mapping[str, Any]) -> Iterator[Page | str]:
    """The clean pages of files and folders, one at a time; a sentence for what cannot be read or cleaned."""
    from cleaner.read.inputs import find_inputs

    for item in find_inputs(paths):
        yield _clean(item, chosen)


def _clean(item: Input | Failure, chosen: Mapping[str, Any], *, alone: bool = False) -> Page | str:
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
    for note in notes(page, decisions, alone=alone) if decisions else ():
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


def explained(page: Page, spans: Sequence[Span], chosen: Mapping[str, Any]) -> Iterator[str]:
    """The life of every passage, on a terminal in lines of its width below a bold heading."""
    from shutil import get_terminal_size

    from cleaner.cli.rules import first_sentences
    from cleaner.report.explain import explain

    terminal = sys.stdout.isatty()
    columns = get_terminal_size().columns
    for number, span in enumerate(spans):
        if number:
            yield ""
        for line in (*explain(page, span, first_sentences()), *line_ends(page, span, chosen)):
            yield from _laid_out(line, columns) if terminal else (line,)


def _laid_out(line: str, columns: int) -> Iterator[str]:
    """A line broken to the width of the terminal, the rest of it indented; a heading bold if it may be."""
    import click

    from cleaner.report.cells import Run, fold

    text = line.lstrip(" ")
    indent = len(line) - len(text)
    for i, row in enumerate(fold([Run(text)], max(_NARROWEST, columns - indent - _HANGING))):
        shown = " " * (indent + _HANGING * (i > 0)) + "".join(run.text for run in row)
        yield click.style(shown, bold=True) if not indent and not os.environ.get("NO_COLOR") else shown


_HANGING, _NARROWEST = 2, 20


def line_ends(page: Page, span: Span, chosen: Mapping[str, Any]) -> Iterator[str]:
    """What decided whether the line ends of a passage stayed."""
    from cleaner.cli.choices import options_of
    from cleaner.pipeline import line_evidence
    from cleaner.report.line_words import weighed

    for at, evidence in islice(line_evidence(page.source, span, options_of(chosen)), MOST_LINE_ENDS):
        said = weighed(evidence, MOST_EVIDENCE)
        yield "  " + tr("line end at {at}, + for a break, - for a join: {said}").format(at=at, said=said)
