r"""Hard line wraps: which line breaks are the column's, and which are the text's own.

Every boundary between two lines gets a score: the sum of what its named evidences (`line_evidence`) are
worth (`line_weights`), positive for a break.  A line that would stand alone between two breaks is judged
as well (a headline may, the middle of a paragraph may not), and the best set of breaks is found for the
whole page at once, by dynamic programming over its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.core.chars import BREAK, NEWLINE
from cleaner.core.pattern import lazy
from cleaner.core.types import Edit, Rule
from cleaner.normalise.line_evidence import BREAK_OFF, JOIN, MAY_BE_ALONE, Evidences
from cleaner.normalise.line_shapes import TORN, Lines, may_be_wrapped
from cleaner.normalise.line_weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable


def join_lines(text: str) -> Iterable[Edit]:
    r"""Join the lines of a paragraph and leave every other line on its own.

    Newspaper columns are narrow, and an extractor ends a line wherever the column did, often with a blank
    line after each.  Headlines, bylines, captions, list items, verse and tables keep their own lines, and
    a boundary that stays a break is not touched at all.  Chinese is joined with nothing, Latin words with a
    space; a hyphen goes only where the page has the whole word elsewhere.

    Examples:
        >>> list(join_lines("床前明月光，疑是地上霜。\n举头望明月，低头思故乡。"))
        []
    """
    if not may_be_wrapped(text):
        return []
    lines = Lines(text)
    stays = _decide(lines) if len(lines) > 1 else []
    edits = [_join(text, lines.end[i], lines.start[i + 1]) for i, stay in enumerate(stays) if not stay]
    return sorted([*edits, *(Edit(start, end, "") for start, end in lines.splits)]) if lines.splits else edits


RULES: Final = (Rule(join_lines, frozenset(NEWLINE + BREAK)),)


def evidence(text: str, offset: int) -> list[tuple[str, float]]:
    r"""What speaks for (positive) and against a break at the boundary nearest to an offset, strongest first.

    Examples:
        >>> [name for name, _ in evidence("深化改革（\n扩大）会议", 5) if "bracket" in name]
        ['bracket both']
    """
    lines = Lines(text)
    if len(lines) == 1:
        return []
    i = min(range(len(lines) - 1), key=lambda k: abs(lines.end[k] - offset))
    found = Evidences(lines).between(i)
    worth = [(" ".join(name), WEIGHTS.get(name, 0.0)) for name in found]
    return sorted(worth, key=lambda item: -abs(item[1]))


def _decide(lines: Lines) -> list[bool]:
    """For every boundary whether it stays: the set of breaks that scores best over the page."""
    seen = Evidences(lines)
    joined, broken = float("-inf"), 0.0  # best scores so far with a join or a break before the line
    trail: list[tuple[bool, bool]] = []
    before = BREAK_OFF
    following = zip([*seen.clear, BREAK_OFF], [*lines.breaks[1:], TORN], strict=True)
    for i, (clear, breaks) in enumerate(following):
        lone = broken + (seen.alone_score(i) if (before, clear) in MAY_BE_ALONE else 0.0)
        trail.append((broken > joined, lone >= joined))
        score = _CERTAIN if breaks >= TORN else _CLEAR[clear] if clear else seen.break_score(i)
        joined, broken = max(joined, broken), score + max(joined, lone)
        before = clear
    return _follow(trail)


def _follow(trail: list[tuple[bool, bool]]) -> list[bool]:
    """Back along the best path: for each line, whether a break came before it, if it is joined or broken."""
    stays = True
    result: list[bool] = []
    for was_broken, was_lone in reversed(trail):
        stays = was_lone if stays else was_broken
        result.append(stays)
    return result[-2::-1]


_CERTAIN: Final = 1e6
_CLEAR: Final = {JOIN: WEIGHTS["clear join",], BREAK_OFF: WEIGHTS["clear break",]}
_WORD_END: Final = lazy(r"[A-Za-z]+(?=-\Z)")
_WORD_START: Final = lazy("[a-z]+")
# The first character of the ideographic scripts and their marks; below are Latin, digits, shared marks.
_IDEOGRAPHIC: Final = "\u2e80"


def _join(text: str, end: int, start: int) -> Edit:
    """Close one boundary: with nothing in Chinese and inside numbers, with a space between Latin words."""
    before, after = text[end - 1], text[start]
    if before >= _IDEOGRAPHIC or after >= _IDEOGRAPHIC or not (before.isascii() and after.isascii()):
        return Edit(end, start, "")
    if before == "-":
        return _join_hyphen(text, end, start)
    inside_number = after.isdigit() and (before.isdigit() or (before in ".," and text[end - 2].isdigit()))
    return Edit(end, start, "" if inside_number or before in "/@" or after in "/@" else " ")


def _join_hyphen(text: str, end: int, start: int) -> Edit:
    head, tail = _WORD_END.search(text, max(0, end - 30), end), _WORD_START.match(text, start)
    whole = head[0] + tail[0] if head and tail else ""
    return Edit(end - 1 if whole and whole in text else end, start, "")
