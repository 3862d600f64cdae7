"""Line ends inside what is never parted: a dateline and its text, two brackets, a clock time or a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cleaner.core.pattern import lazy
from cleaner.normalise.line_habits import INDENTED
from cleaner.normalise.line_kinds import REPORT_STARTS, item, opens_report, unclosed
from cleaner.normalise.line_shapes import ENDS_EARLY, OPEN_ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.normalise.line_shapes import Lines

_COLONS: Final = frozenset(":：")
_DIGITS: Final = frozenset("0123456789")
_OF_TIMES: Final = _DIGITS | _COLONS
# What is left of a time or a score at the end of a line, and what goes on with it.
_BEFORE_COLON: Final = lazy(r"[0-9]\Z")
_COLON_FIRST: Final = lazy("[:：][0-9]")
_COLON_LAST: Final = lazy(r"[0-9][:：]\Z")
_DIGIT_FIRST: Final = lazy("[0-9]+")
_ONE_OF_MINUTES: Final = lazy(r"(?<![0-9:：])[0-9]{1,2}[:：][0-5]\Z")
_OTHER_OF_MINUTES: Final = lazy("[0-9](?![0-9:：])")
# Of an hour of two digits the first; what it leaves is a time, too, but the line holds another.
_ONE_OF_HOUR: Final = lazy(r"[0-9]:[0-5][0-9].*(?<![0-9])[12]\Z")
_OTHER_OF_HOUR: Final = lazy("[0-9]:[0-5][0-9](?![0-9])")
_PARTED: Final = (
    (_BEFORE_COLON, _COLON_FIRST),
    (_COLON_LAST, _DIGIT_FIRST),
    (_ONE_OF_MINUTES, _OTHER_OF_MINUTES),
    (_ONE_OF_HOUR, _OTHER_OF_HOUR),
)
_GOING: Final = OPEN_ENDS | {"comma", "dash"}
# Characters of a line within which a bracket of the line above is closed.
_SOON: Final = 10
_CLOSING: Final = lazy("[”）》」』】〕]")


def bonds(lines: Lines, beyond: Sequence[int]) -> set[int]:
    """Boundaries behind a dateline, inside brackets that the next line closes, and inside a time or score."""
    return {
        i
        for i, (ink, then) in enumerate(zip(lines.ink, lines.ink[1:], strict=False))
        if (then[0] in _OF_TIMES or ink[0] in REPORT_STARTS or _CLOSING.search(then, 0, _SOON))
        and beyond[i + 1] <= 0
        and (_parts_time(ink, then) or _parts_brackets(ink, then) or _parts_dateline(lines, i))
    }


def _parts_time(ink: str, then: str) -> bool:
    """Whether a line ends inside a time (`20:` over `00`, `13:0` over `0`) or a score; no item begins so."""
    if then[0] not in _OF_TIMES or ink[-1] not in _OF_TIMES:
        return False
    return not item(then) and any(end.search(ink) and start.match(then) for end, start in _PARTED)


def _parts_brackets(ink: str, then: str) -> bool:
    """Whether a bracket is closed soon below: in text of other columns one of its kind comes later."""
    closed = unclosed(then[:_SOON])[1]
    return bool(closed) and not closed.isdisjoint(unclosed(ink)[0])


def _parts_dateline(lines: Lines, i: int) -> bool:
    """Whether a line that begins as a report does breaks off at the edge of its column."""
    if lines.lack[i] - lines.indent[i] > ENDS_EARLY or lines.last[i] not in _GOING:
        return False
    return lines.indent[i + 1] < INDENTED and opens_report(lines.ink[i])
