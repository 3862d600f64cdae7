"""Hard line wraps: which line breaks are the column's, and which are the text's own.

Every boundary between two lines gets a score: the sum of named evidences (`line_evidence`) times what
each is worth (`line_weights`), positive for a break.  A line that would stand alone between two breaks is
judged as a whole as well (a headline may, the middle of a paragraph may not), so the best set of breaks is
found for the page at once, by dynamic programming over the lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.core.chars import CHINESE, NEWLINE, SHARED_PUNCTUATION
from cleaner.core.types import Edit, Rule
from cleaner.normalise.line_evidence import boundary_evidence, line_evidence, see_page
from cleaner.normalise.line_shapes import find_columns, read_lines
from cleaner.normalise.line_weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.normalise.line_evidence import Evidence
    from cleaner.normalise.line_shapes import Line


def join_lines(text: str) -> Iterable[Edit]:
    """Join the lines of a paragraph and leave every other line on its own.

    Newspaper columns are narrow, and an extractor ends a line wherever the column did, often with a blank
    line after each.  Headlines, bylines, captions, list items, verse and tables keep their own lines, and
    a boundary that stays a break is not touched at all.  Chinese is joined with nothing, Latin words with a
    space; a hyphen goes only where the page has the whole word elsewhere.

    Examples:
        >>> list(join_lines("床前明月光，疑是地上霜。\\n举头望明月，低头思故乡。"))
        []
    """
    lines, splits = read_lines(text)
    found = [Edit(start, end, "") for start, end in splits]
    if len(lines) > 1:
        for i, stays in enumerate(_decide(*_scores(lines))):
            if not stays:
                found.append(_join(text, lines[i].end, lines[i + 1].start))
    return sorted(found)


RULES = (Rule(join_lines, frozenset(NEWLINE)),)


def evidence(text: str, boundary: int) -> list[tuple[str, float]]:
    """What speaks for (positive) and against a break at the line boundary nearest to an offset, strongest first.

    Examples:
        >>> [name for name, worth in evidence("深化产业工人队伍改革（\\n扩大）会议指出", 10) if name.startswith("bracket")]
        ['bracket both']
    """
    lines, _ = read_lines(text)
    if len(lines) < 2:
        return []
    find_columns(lines)
    page = see_page(lines)
    i = min(range(len(lines) - 1), key=lambda k: abs(lines[k].end - boundary))
    found = boundary_evidence(lines, i, page)
    worth = [(" ".join(name), WEIGHTS.get(name, 0.0)) for name in found]
    return sorted(worth, key=lambda item: -abs(item[1]))


def _scores(lines: list[Line]) -> tuple[list[float], list[float]]:
    """For every boundary the score of a break, for every line the score of standing alone."""
    find_columns(lines)
    page = see_page(lines)
    breaks = [_sum(boundary_evidence(lines, i, page)) for i in range(len(lines) - 1)]
    alone = [_sum(line_evidence(lines, i, page)) for i in range(len(lines))]
    return breaks, alone


def _sum(found: Iterable[Evidence]) -> float:
    return sum(WEIGHTS.get(name, 0.0) for name in found)


def _decide(breaks: Sequence[float], alone: Sequence[float]) -> list[bool]:
    """The best set of breaks: which boundaries stay, given that a line between two breaks stands alone."""
    joined, broken = float("-inf"), 0.0  # best scores so far with a join or a break before this line
    trail: list[tuple[bool, bool]] = []
    for score, solo in zip(breaks, alone, strict=False):
        lone = broken + solo
        trail.append((broken > joined, lone >= joined))
        joined, broken = max(joined, broken), score + max(joined, lone)
    stays = broken + alone[-1] >= joined
    result: list[bool] = []
    for was_broken, was_lone in reversed(trail):
        result.append(stays)
        stays = was_lone if stays else was_broken
    return result[::-1]


_SOLID = re.compile(f"[{CHINESE}{SHARED_PUNCTUATION}]")
_WORD_END = re.compile(r"[A-Za-z]+(?=-?\Z)")
_WORD_START = re.compile("[a-z]+")


def _join(text: str, end: int, start: int) -> Edit:
    """Close one boundary: with nothing in Chinese and inside numbers, with a space between Latin words."""
    before, after = text[end - 1], text[start]
    if _SOLID.match(before) or _SOLID.match(after) or (before.isdigit() and after.isdigit()):
        return Edit(end, start, "")
    if before == "-":
        return _join_hyphen(text, end, start)
    if before in "/@" or after in "/@" or (before in ".," and after.isdigit() and text[end - 2].isdigit()):
        return Edit(end, start, "")
    return Edit(end, start, " ")


def _join_hyphen(text: str, end: int, start: int) -> Edit:
    head, tail = _WORD_END.search(text, max(0, end - 30), end), _WORD_START.match(text, start)
    whole = head[0] + tail[0] if head and tail else ""
    return Edit(end - 1 if whole and whole in text else end, start, "")
