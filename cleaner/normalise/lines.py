r"""Hard line wraps: which line breaks are the column's, and which are the text's own.

Every boundary between two lines gets a score: the sum of what its named evidences (`line_evidence`) are
worth (`line_weights`), positive for a break.  A line that would stand alone between two breaks is judged
as well (a headline may, the middle of a paragraph may not).  What is clear is not weighed; of doubtful
boundaries in a row the best set of breaks is found by dynamic programming.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.core.chars import BREAK, IDEOGRAPHIC, NEWLINE
from cleaner.core.pattern import lazy
from cleaner.core.types import Edit, Rule, new_edit
from cleaner.normalise.line_evidence import BREAK_OFF, DOUBTFUL, Evidences
from cleaner.normalise.line_gate import may_be_wrapped
from cleaner.normalise.line_shapes import Lines
from cleaner.normalise.line_weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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
    borders = zip(lines.end, lines.start[1:], stays, strict=False)
    edits = [
        new_edit((end, start, ""))
        if text[end - 1] >= IDEOGRAPHIC or text[start] >= IDEOGRAPHIC
        else _join_foreign(text, end, start)
        for end, start, stay in borders
        if not stay
    ]
    return sorted([*edits, *(Edit(start, end, "") for start, end in lines.splits)]) if lines.splits else edits


RULES: Final = (Rule(join_lines, frozenset(NEWLINE + BREAK)),)


def evidence(text: str, ends: Iterable[int]) -> Iterator[tuple[int, list[tuple[str, float]]]]:
    r"""What speaks for (positive) and against a break where lines end, strongest first.

    Args:
        text: the text.
        ends: offsets right behind the ink of lines.  Those inside a printed line, which are closed without
            being weighed, and that of the last line are passed over.

    Examples:
        >>> [(end, found)] = evidence("深化改革（\n扩大到城区各镇以及各村的）会议\n。", [5, 21])
        >>> end, found[0][0]
        (5, 'bracket both')
    """
    lines = Lines(text)
    boundaries = {end: i for i, end in enumerate(lines.end[:-1])}
    asked = [end for end in ends if end in boundaries]
    if not asked:
        return
    seen = Evidences(lines)
    for end in asked:
        worth = [(" ".join(name), WEIGHTS.get(name, 0.0)) for name in seen.between(boundaries[end])]
        yield end, sorted(worth, key=lambda item: -abs(item[1]))


def _decide(lines: Lines) -> list[bool]:
    """For every boundary whether it stays; doubtful ones in a row are decided together."""
    seen = Evidences(lines)
    stays = [clear == BREAK_OFF for clear in seen.clear]
    end = 0
    for first in [i for i, clear in enumerate(seen.clear) if clear == DOUBTFUL]:
        if first < end:
            continue
        end = first + 1
        while end < len(stays) and seen.clear[end] == DOUBTFUL:
            end += 1
        after = end == len(stays) or stays[end]
        stays[first:end] = _best(seen, first, end, before=first == 0 or stays[first - 1], after=after)
    return stays


def _best(seen: Evidences, first: int, end: int, *, before: bool, after: bool) -> list[bool]:
    """Which of the doubtful boundaries from `first` to `end` stay: the set of breaks that scores best.

    `before` and `after` say whether the boundaries on either side stay.
    """
    joined, broken = (_NEVER, 0.0) if before else (0.0, _NEVER)  # best with a join or a break before a line
    trail: list[tuple[bool, bool]] = []
    for i in range(first, end):
        lone = broken + seen.alone_score(i) if broken > _NEVER else _NEVER
        trail.append((broken > joined, lone >= joined))
        joined, broken = max(joined, broken), seen.break_score(i) + max(joined, lone)
    stay = broken + (seen.alone_score(end) if after else 0.0) >= joined
    stays = [stay]
    for was_broken, was_lone in trail[:0:-1]:
        stay = was_lone if stay else was_broken
        stays.append(stay)
    return stays[::-1]


_NEVER: Final = float("-inf")
_WORD_END: Final = lazy(r"[A-Za-z]+(?=-\Z)")
_WORD_START: Final = lazy("[a-z]+")


def _join_foreign(text: str, end: int, start: int) -> Edit:
    """Close a boundary that has no Chinese beside it: Latin words with a space, all else with nothing."""
    before, after = text[end - 1], text[start]
    if not (before.isascii() and after.isascii()):
        return Edit(end, start, "")
    if before == "-":
        return _join_hyphen(text, end, start)
    number_ends = before.isdigit() or (before in ".,:" and text[end - 2].isdigit())
    inside_number = number_ends and (after.isdigit() or (after == ":" and before != ":"))
    return Edit(end, start, "" if inside_number or before in "/@" or after in "/@" else " ")


def _join_hyphen(text: str, end: int, start: int) -> Edit:
    head, tail = _WORD_END.search(text, max(0, end - 30), end), _WORD_START.match(text, start)
    whole = head[0] + tail[0] if head and tail else ""
    return Edit(end - 1 if whole and whole in text else end, start, "")
