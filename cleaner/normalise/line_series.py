"""Entries of a series, such as articles of a law, notes and labelled parts, that begin below a full line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from cleaner.core.numerals import NUMERALS, as_number
from cleaner.core.pattern import lazy
from cleaner.normalise.line_habits import GOES_ON, INDENTED, PLAINLY_SHORT
from cleaner.normalise.line_kinds import ITEM_STARTS, item
from cleaner.normalise.line_shapes import SLACK

if TYPE_CHECKING:
    from cleaner.normalise.line_shapes import Lines

_SAID: Final = frozenset(("stop", "colon", "close", "period"))
_COLONS: Final = frozenset("：:")
_COLUMNS: Final = frozenset(("column", "some"))


def series(lines: Lines, beyond: list[int]) -> set[int]:
    """Boundaries behind a sentence over an entry of a series, though the line above may fill its column.

    Another entry of the form, of a numbered one that before it or behind it, begins where the break is clear,
    and one that begins so is set in as much.
    """
    entries = {i: found for i, ink in enumerate(lines.ink) if (found := entry(ink))}
    known = set(entries.values())
    clear: defaultdict[str, list[float]] = defaultdict(list)
    for i, (form, _) in entries.items():
        if not i or beyond[i] > 0 or _ends_early(lines, i - 1):
            clear[form].append(lines.indent[i])
    return {
        i - 1
        for i, (form, number) in entries.items()
        if i
        and any(abs(lines.indent[i] - indent) < INDENTED for indent in clear[form])
        and (not number or not known.isdisjoint(((form, number - 1), (form, number + 1))))
        and _may_end_entry(lines, i - 1)
    }


def _ends_early(lines: Lines, i: int) -> bool:
    return lines.lack[i] > PLAINLY_SHORT and lines.last[i] not in GOES_ON


def _may_end_entry(lines: Lines, i: int) -> bool:
    """Whether a line ends a sentence, or stands over a label in brackets and was broken by no column.

    Behind a colon an item may begin in its paragraph.
    """
    if lines.last[i] in _SAID:
        return lines.ink[i][-1] not in _COLONS
    in_column = lines.lack[i] <= SLACK and lines.regular[i] in _COLUMNS
    return lines.ink[i + 1][0] == "【" and lines.last[i] not in GOES_ON and not in_column


def entry(ink: str) -> tuple[str, int] | None:
    """The form of an entry of a series and its number, or 0 if it has a label, by the start of its line.

    Letters and circled figures count by their code points.

    Examples:
        >>> entry("第十二条本办法"), entry("[3]李强"), entry("2.1工期"), entry("三、其他"), entry("B．天平")
        (('第条', 12), ('[]', 3), ('2.', 1), ('、', 3), ('．', 66))
        >>> entry("【用法】口服"), entry("问：何时开始？"), entry("他说：“好。”"), entry("第二节比赛")
        (('【', 0), ('问：', 0), None, None)
    """
    for pattern in _COUNTED if ink[0] in _COUNTED_STARTS else ():
        if match := pattern.match(ink):
            number = match[1]
            form = ink[: match.start(1)] + ink[match.end(1) : match.end()]
            return form, as_number(number) if number[0] in ITEM_STARTS else ord(number)
    label = _LABELLED.match(ink)
    return (label[0], 0) if label else item(ink)


# Articles of a law, notes, clauses, and answers to choose from; a section (第二节) may be of a match.
_COUNTED: Final = (
    lazy(rf"第([{NUMERALS}]{{1,3}}|[0-9]{{1,3}})[条條章]"),
    lazy(r"\[([0-9]{1,3})\]"),
    lazy(r"[0-9]{1,2}\.([0-9]{1,2})(?![0-9.%])"),
    lazy(r"([①-⑳])"),
    lazy(r"([A-H])[．、]"),
)
_COUNTED_STARTS: Final = frozenset("第[0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ABCDEFGH")
# A label in brackets, or who speaks; who is quoted is told of.
_LABELLED: Final = lazy(r"【(?=[^】]{1,8}】)|[一-龥]{1,4}：(?![“「])")
