"""Text in the columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Marks that do not begin a line in Chinese print, and those that do not end one.
_NOT_FIRST: Final = frozenset("，。、；：？！）》」』】〕”’…—,.;:?!)]}%％")
_NOT_LAST: Final = frozenset("（《「『【〔“‘([{")


class Run(NamedTuple):
    """A stretch of text in one style; no line ends inside a `whole` one that fits on a line."""

    text: str
    style: str = ""
    whole: bool = False


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in {"Mn", "Me", "Cf"} else 1


def width(text: str) -> int:
    """The columns that a text takes.

    >>> width("工会 2025年"), width("é"), width("")
    (11, 1, 0)
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def fold(runs: Iterable[Run], columns: int) -> Iterator[list[Run]]:
    r"""Lay runs out in lines of at most so many columns, by character.

    A mark that must not begin a line takes the character before it along, one that must not end a line goes
    on to the next; a line end in a text ends the line.

    >>> for line in fold([Run("会议听取了"), Run("报告", "removed"), Run("，并作了说明。")], 14):
    ...     print("|".join(text for text, *_ in line))
    会议听取了|报
    告|，并作了说
    明。
    >>> for line in fold([Run("会议听取了"), Run("{+，+}", "new", whole=True)], 14):
    ...     print("|".join(text for text, *_ in line))
    会议听取了
    {+，+}
    """
    line: list[tuple[str, str]] = []
    used = 0
    for text, style, whole in runs:
        if whole and line and width(text) <= columns < used + width(text):
            yield _joined(line)
            line, used = [], 0
        for char in text:
            cells = _cells(char)
            if char == "\n":
                yield _joined(line)
                line, used = [], 0
                continue
            if line and used + cells > columns:
                carried = _carried(line, char)
                yield _joined(line[: len(line) - carried])
                line = line[len(line) - carried :]
                used = sum(_cells(c) for c, _ in line)
            line.append((char, style))
            used += cells
    if line:
        yield _joined(line)


def _carried(line: Sequence[tuple[str, str]], char: str) -> int:
    """How many characters at the end of a full line go on to the next one with `char`."""
    last = len(line) - 1
    if char not in _NOT_FIRST and line[-1][0] not in _NOT_LAST and not _in_word(line[-1][0], char):
        return 0
    while last > 0 and (
        line[last][0] in _NOT_FIRST
        or line[last - 1][0] in _NOT_LAST
        or _in_word(line[last - 1][0], line[last][0])
    ):
        last -= 1
    return len(line) - last if last > 0 and len(line) - last <= _MOST else 0


_MOST: Final = 12


def _in_word(char: str, then: str) -> bool:
    """Whether two characters are parts of one word or number."""
    return char.isascii() and then.isascii() and char.isalnum() and then.isalnum()


def _joined(line: Iterable[tuple[str, str]]) -> list[Run]:
    """Neighbours of one style in one run."""
    runs: list[Run] = []
    for char, style in line:
        if runs and runs[-1].style == style:
            runs[-1] = Run(runs[-1].text + char, style)
        else:
            runs.append(Run(char, style))
    return runs
