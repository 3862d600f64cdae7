"""The unit of layout: one line of normalised text, which is one typographic block or half of one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, BREAK, NEWLINE
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.core.page import Page
    from cleaner.core.types import Role, Span

# A line ends where text was torn out, too.
_LINE = lazy(rf"[^\s{BLANK}][^{NEWLINE}{BREAK}]*")
_LINE_BREAK = lazy(f"[{NEWLINE}]")


class Line(NamedTuple):
    """A line of the page's text without the white space round it; `start` is its offset there.

    `blanks` is the number of empty lines before it, `page` counts the form feeds before it, and `cut` tells
    that furniture stood right before it, `continued` that this said where the text comes from (上接第一版).
    `torn` tells that it was joined to a caption, as half a paragraph is, `in_text_type` that it looks like a
    headline and is set no larger than the text.
    """

    text: str
    start: int
    blanks: int = 0
    page: int = 0
    cut: bool = False
    continued: bool = False
    torn: bool = False
    in_text_type: bool = False

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)


class Unit(NamedTuple):
    """One block in the making.

    `spans` are source offsets.  `blanks` is the number of empty lines before it, `page` counts the form
    feeds before it.  `evidence` names what decided the role (`clean explain` shows it).  `cut` tells that
    furniture stood right before it, `continued` that this said where the text comes from, `torn` that it was
    joined to a caption, `in_text_type` that it looks like a headline and is set no larger than the text.
    """

    text: str
    spans: tuple[Span, ...]
    blanks: int = 0
    page: int = 0
    role: Role = "paragraph"
    evidence: tuple[str, ...] = ()
    cut: bool = False
    continued: bool = False
    torn: bool = False
    in_text_type: bool = False


def read_lines(text: str) -> Iterator[Line]:
    r"""The lines of a text that hold more than white space.

    >>> [line.text for line in read_lines("　市总工会召开会议\n\n　　会议指出，要夯实基层基础。\n")]
    ['市总工会召开会议', '会议指出，要夯实基层基础。']
    """
    at = pages = 0
    for match in _LINE.finditer(text):
        line = match.group().rstrip()
        between = text[at : match.start()]
        pages += between.count("\f")
        blanks = max(0, len(between.splitlines()) - 1) if at else 0
        at = match.start() + len(line)
        yield Line(line, match.start(), blanks, pages)


def source_lines(page: Page, line: Line) -> Iterator[tuple[str, int]]:
    """The parts of a line that stood in lines of their own in the source, with their text offsets."""
    low, high = page.offset(line.start), page.offset(line.end - 1)
    breaks = [low + match.start() for match in _LINE_BREAK.finditer(page.source.text[low:high])]
    if not breaks:
        yield line.text, line.start
        return
    ends = [page.place(at, line.start, line.end) for at in breaks]
    for start, end in pairwise([line.start, *ends, line.end]):
        text = page.text[start:end]
        if text.strip():
            yield text.strip(), start + len(text) - len(text.lstrip())


def units(page: Page, lines: Iterable[Line] | None = None) -> list[Unit]:
    """Lines of the page's text (all of them by default) as units, with the source spans behind them.

    A line that begins inside replaced text has none: it belongs to the one before it.
    """
    if lines is None:
        lines = read_lines(page.text)
    found = (
        Unit(
            line.text,
            page.spans(line.start, line.end),
            line.blanks,
            line.page,
            cut=line.cut,
            continued=line.continued,
            torn=line.torn,
            in_text_type=line.in_text_type,
        )
        for line in lines
    )
    return [unit for unit in found if unit.spans]
