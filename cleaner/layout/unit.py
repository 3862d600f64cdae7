"""The unit of layout: one line of normalised text, which is one typographic block or half of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.core.chars import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.core.page import Page
    from cleaner.core.types import Role, Span

_LINE = re.compile(rf"[^\s{BLANK}][^\n\r\u000b\u000c\u0085\u2028\u2029]*")


class Unit(NamedTuple):
    """One block in the making.

    `spans` are source offsets.  `blanks` is the number of empty lines before it, `page` counts the form
    feeds before it.  `evidence` names what decided the role (`clean explain` shows it).
    """

    text: str
    spans: tuple[Span, ...]
    blanks: int = 0
    page: int = 0
    role: Role = "paragraph"
    evidence: tuple[str, ...] = ()


def units(page: Page) -> Iterator[Unit]:
    """The lines of the page's text, without the white space round them."""
    text, at, pages = page.text, 0, 0
    for match in _LINE.finditer(text):
        line = match.group().rstrip()
        between = text[at : match.start()]
        pages += between.count("\f")
        blanks = max(0, len(between.splitlines()) - 2) if at else 0
        at = match.start() + len(line)
        yield Unit(line, page.spans(match.start(), at), blanks, pages)
