"""Help in Chinese: lines end where the terminal does, though two columns make one character."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What does not begin a line of Chinese print, and what does not end one.
_NO_BEGIN: Final = frozenset("，。、；：！？）》〉】〕”’…—%")
_NO_END: Final = frozenset("（《〈【〔“‘")
# The first column of a list may be so wide; its text goes on below if it is wider.
_WIDEST: Final = 30


class Formatter(click.HelpFormatter):
    """Writes paragraphs and lists like that of click, by width instead of by number of characters."""

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(" " * self.current_indent + f"{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        indent = " " * self.current_indent
        for line in wrapped(text, self.width - self.current_indent):
            self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], *_: int, **__: int) -> None:
        """Write a list of terms and what they mean, side by side."""
        found = list(rows)
        indent = " " * self.current_indent
        left = min(max((width(term) for term, _ in found), default=0), _WIDEST) + 2
        for term, meaning in found:
            lines = wrapped(meaning, max(self.width - self.current_indent - left, 20))
            fits = width(term) + 2 <= left
            self.write(indent + term + (" " * (left - width(term)) if fits else "\n" + indent + " " * left))
            self.write(("\n" + indent + " " * left).join(lines) + "\n")


def width(text: str) -> int:
    """The columns that a text takes on a terminal.

    >>> width("版次 A01")
    8
    """
    return len(text) + sum(east_asian_width(char) in "WF" for char in text)


def wrapped(text: str, columns: int) -> list[str]:
    """The lines of a text, none wider than `columns` unless one word is; marks stay with their words.

    >>> wrapped("整理报纸扫描文本，每个字符都有交代。", 18)
    ['整理报纸扫描文本，', '每个字符都有交代。']
    >>> wrapped("用 --log 写出修改记录", 12)
    ['用 --log 写', '出修改记录']
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """What a line may not be broken inside: words, brackets, and Chinese characters with their marks."""
    piece = ""
    for char in text:
        if piece and _parts(piece[-1], char) and piece.rfind("[") <= piece.rfind("]"):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _parts(before: str, char: str) -> bool:
    """Whether a line may end between two characters."""
    if before in _NO_END or char in _NO_BEGIN or char == " ":
        return False
    return before == " " or _is_wide(before) or _is_wide(char)


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF"
