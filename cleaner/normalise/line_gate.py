"""A cheap look at a text before its lines are weighed: whether any may be a part of a longer one."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from cleaner.core.pairs import in_words
from cleaner.normalise.line_kinds import INNER, opening
from cleaner.normalise.line_shapes import HANGING, STOPPED, display_width

# Ends of lines that need not go on: of sentences, speech, headings, and the credits of photos.
_FINAL: Final = frozenset("。！？!?…”’」』）)：:.；;摄攝图圖")
_GOING: Final = frozenset("，、,（《“「")
# From this share of lines that may go on a text may be wrapped.
_OPEN_SHARE: Final = 0.5
# Lines that end are on average so many times as long as the longest headline, where these stand over them.
_HEADED: Final = 2
# No column is as narrow as that; lines of one character to three are vertical print.
_NARROWEST: Final = 8
_VERTICAL: Final = 3
# Display columns by which a full line may be narrower than the widest.
_RAGGED: Final = 2
# What a line that goes on begins with.
_RUNNING: Final = frozenset(("han", "on"))
# So many characters are looked at first.
_HEAD: Final = 500


def may_be_wrapped(text: str) -> bool:
    r"""Whether any line of a text may be a part of a longer one: a cheap look at its edges.

    Examples:
        >>> may_be_wrapped("静夜思\n床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n")
        False
        >>> may_be_wrapped("会议指出，要深化\n产业工人队伍改革和\n建设。\n")
        True
    """
    # Most wrapped texts show it at once.
    if len(text) > _HEAD and _is_wrapped(text[: text.find("\n", _HEAD) + 1], 1.0):
        return True
    return _is_wrapped(text, _OPEN_SHARE)


def _is_wrapped(text: str, share: float) -> bool:
    """Whether a line is the rest of another or has more text below, or more than a share may have."""
    lines = [ink for ink in map(str.strip, text.splitlines()) if ink]
    if not HANGING.isdisjoint([ink[0] for ink in lines]):
        return True
    going = [ink for ink in lines if ink[-1] not in _FINAL]
    # It has a stop inside, or breaks off at a comma or behind what opens.
    if any(ink[-1] in _GOING or "。" in ink or "；" in ink for ink in going):
        return True
    widest = max(map(len, lines), default=0)
    if _VERTICAL < widest < _NARROWEST:
        return False
    if len(going) <= share * len(lines):
        # Hardly a headline has a pause and is half as long as a paragraph.
        long = any(2 * len(ink) >= widest and INNER.search(ink) for ink in going)
        return long and share < 1 and _breaks_word(text)
    if STOPPED.isdisjoint(text):
        # Without a mark a list is ragged, and a column is not.
        return widest <= _VERTICAL or 2 * sum(len(ink) >= widest - 1 for ink in lines) >= len(lines)
    # Headlines over paragraphs: no line of a column is so much shorter than those that end in it.
    ended = len(lines) - len(going)
    of_going = sum(map(len, going))
    return not ended or _HEADED * max(map(len, going)) * ended > sum(map(len, lines)) - of_going


def _breaks_word(text: str) -> bool:
    """Whether a full line of running text breaks off in a word that the next one goes on with.

    In laws, contracts and lists of questions most lines end with a mark, and such a line may be all that
    shows where they are broken.
    """
    rows = [(number, row.rstrip()) for number, row in enumerate(text.splitlines()) if row.strip()]
    full = max(map(display_width, (row for _, row in rows))) - _RAGGED
    usual = min((below - number for (number, _), (below, _) in pairwise(rows)), default=0)
    for (number, row), (below, then) in pairwise(rows):
        if row[-1] in _FINAL or below - number > usual or not INNER.search(row) or display_width(row) < full:
            continue
        ink = then.lstrip()
        goes_on = then[-1] in _FINAL or display_width(then) >= full
        if goes_on and opening(ink) in _RUNNING and in_words(row[-1], ink[0]):
            return True
    return False
