"""`clean diff`: pages before and after in the terminal, and a table of what came of them."""

from __future__ import annotations

import os
import sys
from functools import partial
from itertools import chain, groupby, islice
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final

import click

from cleaner.cli import exits
from cleaner.cli.deciding import kept_in
from cleaner.cli.say import complain
from cleaner.cli.showing import clean_pages
from cleaner.core.language import counted, tr
from cleaner.report.cells import Run, fold, width
from cleaner.report.diff import passages
from cleaner.report.summary import Tally, table, tally, total
from cleaner.report.where import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cleaner.core.decisions import Decision
    from cleaner.core.page import Page
    from cleaner.report.diff import Passage

# Narrower screens get lines of this width all the same.
NARROWEST: Final = 40
# What is taken out is struck through, what is put in is underlined: told apart without colour, too.
_COLOURS: Final[dict[str, dict[str, Any]]] = {
    "old": {"fg": "red", "strikethrough": True},
    "blank": {"fg": "red", "reverse": True},
    "new": {"fg": "green", "bold": True, "underline": True},
    "join": {"fg": "cyan"},
    "gap": {"fg": "yellow", "bold": True},
    "fold": {"dim": True},
    "note": {"dim": True},
    "title": {"bold": True},
    "name": {"bold": True, "reverse": True},
}
_MARKS: Final = {"old": ("[-", "-]"), "blank": ("[-", "-]"), "new": ("{+", "+}")}


def diff(paths: Sequence[str], chosen: Mapping[str, Any], *, full: bool, only_summary: bool) -> int:
    """Show pages; the exit code."""
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    columns = max(NARROWEST, get_terminal_size().columns) if terminal else None
    pages = _Pages(paths, chosen)
    tallies: list[Tally] = []

    def written() -> Iterator[str]:
        if terminal and not only_summary:
            yield from _legend(columns, colour=colour)
        for page in pages:
            if not only_summary:
                yield from page_lines(page, columns, colour=colour, full=full)
                yield ""
            tallies.append(tally(page, _decided_on(page, chosen)))
        if only_summary or len(tallies) > 1:
            yield from summary(tallies, columns)
        elif tallies:
            yield from figures(tallies[0], columns)

    if terminal:
        _paged(written())
    else:
        for line in written():
            click.echo(line)
    return exits.SOME_FAILED if pages.failed else exits.DONE


def _decided_on(page: Page, chosen: Mapping[str, Any]) -> Sequence[Decision]:
    """What people decided on a page."""
    path = chosen["decisions"]
    return kept_in(path).by_source.get(page.source.sha256, ()) if path else ()


class _Pages:
    """The clean pages of a command line, one at a time; what cannot be read is said and passed over."""

    def __init__(self, paths: Sequence[str], chosen: Mapping[str, Any]) -> None:
        self.paths, self.chosen, self.failed = paths, chosen, False

    def __iter__(self) -> Iterator[Page]:
        for found in clean_pages(self.paths, self.chosen):
            if isinstance(found, str):
                self.failed = True
                complain(found)
            else:
                yield found


def _paged(lines: Iterator[str]) -> None:
    """Write to the terminal, through a pager if there is more than a screen of it."""
    screen = list(islice(lines, get_terminal_size().lines))
    if len(screen) < get_terminal_size().lines:
        for line in screen:
            click.echo(line)
    else:
        os.environ.setdefault("LESSCHARSET", "utf-8")  # where no locale says so, it would show bytes
        keys = tr("space: next page   b: back   /: search   q: quit")  # for who has never met a pager
        click.echo_via_pager(f"{line}\n" for line in chain([keys], screen, lines))


def _legend(columns: int | None, *, colour: bool) -> Iterator[str]:
    """What the marks mean, before the first page."""
    said = [
        _mark(Run(tr("taken out"), "old"), colour=colour),
        _mark(Run(tr("put in"), "new"), colour=colour),
        Run(tr("⏎ line end joined across")),
        Run(tr("⋯ left out here: nothing changed")),
    ]
    runs = chain.from_iterable((Run(" · ", "note"), one) for one in said)
    for row in fold(islice(runs, 1, None), columns or sys.maxsize):
        yield "".join(_styled(run, colour=colour) for run in row)
    yield ""


def _mark(run: Run, *, colour: bool) -> Run:
    left, right = ("", "") if colour else _MARKS[run.style]
    return Run(left + run.text + right, run.style, whole=True)


# -- one page ----------------------------------------------------------------------------------------------


def page_lines(page: Page, columns: int | None, *, colour: bool, full: bool = False) -> Iterator[str]:
    """A page with its changes, in lines of at most so many columns; None breaks no lines."""
    style = partial(_styled, colour=colour)
    lines = page.source.text.count("\n") + 1
    gutter = len(str(lines))
    name = show(page.source.name)
    for row in fold([Run(f" {name} " if colour else name, "name")], columns or sys.maxsize):
        yield "".join(map(style, row))
    if not page.changes:
        yield tr("nothing changed")
    for passage in passages(page, full=full):
        yield from _passage(passage, gutter, columns, colour=colour)


def _passage(passage: Passage, gutter: int, columns: int | None, *, colour: bool) -> Iterator[str]:
    """The title, the text with the lines of the source beside it, and the rules."""
    style = partial(_styled, colour=colour)
    room = (columns or sys.maxsize) - gutter - len(_RULE)
    blank = style(Run(" " * gutter + _RULE, "note"))
    if passage.title:
        number = style(Run(f"{passage.line:>{gutter}}{_RULE}", "note"))
        kind = "title" if passage.pieces else "note"
        for row in fold([Run(passage.title, kind)], room):
            yield number + "".join(map(style, row))
            number = blank
    last = passage.line if passage.title else None
    for row in fold(_runs(passage, colour=colour), room):
        line = int(row[0].style.partition(" ")[2])
        shown = style(Run(f"{line:>{gutter}}{_RULE}", "note")) if line != last else blank
        last = line
        yield shown + "".join(style(Run(text, kind.partition(" ")[0])) for text, kind, _ in row)
    if passage.rules:
        said = ", ".join(f"{rule} × {n}" if n > 1 else rule for rule, n in passage.rules)
        for row in fold([Run(f"  {said}", "note")], room):
            yield blank + "".join(map(style, row))


_RULE: Final = " │ "


def _runs(passage: Passage, *, colour: bool) -> Iterator[Run]:
    """The pieces with their marks, where colour does not tell them apart; the style names kind and line."""
    for kind, group in groupby(passage.pieces, key=lambda piece: piece.kind):
        pieces = list(group)
        left, right = ("", "") if colour else _MARKS.get(kind, ("", ""))
        for i, piece in enumerate(pieces):
            style = "blank" if kind == "old" and piece.text.isspace() else kind
            text = left * (i == 0) + piece.text + right * (i == len(pieces) - 1)
            short = bool(left) and len(pieces) == 1 and len(text) <= _SHORT
            yield Run(text, f"{style} {piece.line}", whole=short)


# Marked changes of so many characters, marks included, are not broken over two lines.
_SHORT: Final = 8


def _styled(run: Run, *, colour: bool) -> str:
    settings = _COLOURS.get(run.style)
    return click.style(run.text, **settings) if colour and settings else run.text


# -- the table ---------------------------------------------------------------------------------------------


def figures(one: Tally, columns: int | None) -> Iterator[str]:
    """The figures of one page, in running text."""
    heading, row = table([one])
    said = tr(", ").join(f"{name} {number}" for name, number in zip(heading[1:], row[1:], strict=True))
    for line in fold([Run(said)], columns or sys.maxsize):
        yield "".join(text for text, *_ in line)


def summary(tallies: Sequence[Tally], columns: int | None) -> Iterator[str]:
    """A row a page and one for all, names to the left and numbers to the right.

    What does not fit beside each other comes as a second table below the first.
    """
    if not tallies:
        return
    every = total(tallies, counted(len(tallies), "{n} page", "{n} pages"))
    rows = table([*tallies, every])
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for low, high in _parts(widths, columns or sys.maxsize):
        chosen = [widths[0], *widths[low:high]]
        if low > 1:
            yield ""
        for i, row in enumerate(rows):
            if i in {1, len(rows) - 1}:
                yield "─" * (sum(chosen) + 2 * len(chosen) - 2)
            yield _row([row[0], *row[low:high]], chosen)


def _parts(widths: Sequence[int], columns: int) -> Iterator[tuple[int, int]]:
    """Runs of columns that fit behind the first one."""
    low, used = 1, widths[0]
    for i, wide in enumerate(widths[1:], 1):
        if used + 2 + wide > columns and i > low:
            yield low, i
            low, used = i, widths[0]
        used += 2 + wide
    yield low, len(widths)


def _row(cells: Iterable[str], widths: Sequence[int]) -> str:
    name, *numbers = cells
    first, *others = widths
    parts = [name + " " * (first - width(name))]
    parts += [" " * (w - width(number)) + number for number, w in zip(numbers, others, strict=True)]
    return "  ".join(parts)
