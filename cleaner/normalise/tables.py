"""Rows of figures: lines whose blanks or commas hold columns apart, with the head of their table."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN
from cleaner.core.fields import LEAST_ROWS, find_rows
from cleaner.core.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_GAP = lazy(f"[{BLANK}]+")
_FIGURE_END = frozenset("0123456789.%")
_LISTED_END = frozenset("0123456789.,%:")
# Two columns of figures or more at the end of a line, after a label or a figure.
_ROW = lazy(rf"[^{BLANK}]+(?:[{BLANK}]+[{HAN}]{{2,}})?(?:[{BLANK}]+[-+]?\d[\d.,%:]*){{2,}}$")
# One column of figures at the end of a line of words: a row only beside another of the same make.
_LISTED = lazy(rf"(?:[^{BLANK}，。；：、,]+[{BLANK}]+){{2,}}[-+]?\d[\d.,%:]*$")
# Two short fields of a record at least, and two of nothing but figures.
_RECORD = lazy(r"[^,。]{0,12}(?:,[^,。]{0,12}){2,}$")
# Line ends of empty lines between two rows, as every line has them in some texts and in our own.
_EMPTY_LINES = 2
_FIGURE_FIELD = lazy(r",-?[\d.%]+(?=,|$)")
_FIGURE_ALONE = lazy(r"-?[\d.%]+$")
_SPACED_COMMA = lazy(f"[{BLANK}],|,[{BLANK}]")


def is_row(line: str) -> bool:
    """Whether the blanks of a line hold columns of figures apart.

    Examples:
        >>> is_row("东城区 12 8 9 29"), is_row("成立 12 年 8 月")
        (True, False)
    """
    line = line.rstrip()
    return line[-1:] in _FIGURE_END and _ROW.match(line) is not None


def is_record(line: str) -> bool:
    """Whether the commas of a line hold fields apart of which two are figures.

    Examples:
        >>> is_record("东城区,12,8,29"), is_record("昨日,全市新增12,000人")
        (True, False)
    """
    return line.count(",") > 1 and _RECORD.match(line) is not None and len(_FIGURE_FIELD.findall(line)) > 1


def rows(lines: Mapping[int, str]) -> set[int]:
    r"""Which lines are rows of figures or stand right beside one with as many columns.

    Args:
        lines: those that have a blank, by their start in the text.

    Examples:
        >>> sorted(rows({4: "代表队 金 银\n", 12: "东城区 12 8\n", 21: "西湖区 10 11\n"}))
        [4, 12, 21]
        >>> sorted(rows({4: "代表队 金 银\n", 13: "东城区 12 8\n"}))  # an empty line between
        [4, 13]
        >>> sorted(rows({0: "李 明 早班 91\n", 11: "王 芳 晚班 88\n", 22: "截至 4 月 30 日\n"}))
        [0, 11]
    """
    inked = {start: line.rstrip() for start, line in lines.items()}
    figured = {start for start, line in inked.items() if line[-1:] in _LISTED_END}
    listed = _lists(inked)
    if not figured:
        return listed
    listed |= {
        start
        for (above, upper), (below, lower) in pairwise(inked.items())
        if above in figured
        and below in figured
        and below - above - len(lines[above]) <= _EMPTY_LINES
        and _columns(upper) == _columns(lower)
        and _LISTED.match(upper)
        and _LISTED.match(lower)
        for start in (above, below)
    }
    return _with_heads(lines, is_row, _columns, listed)


def _lists(lines: Mapping[int, str]) -> set[int]:
    """The lines of lists: several below each other whose fields are of the same kinds.

    Spaces round figures in running text stand on both sides (新增 12 个), and not in the same place of every
    line.
    """
    plain = {start: line for start, line in lines.items() if "，" not in line}
    if len(plain) < LEAST_ROWS:
        return set()
    number, end = 0, 0
    starts: dict[int, int] = {}
    for start, line in plain.items():
        number += 1 if start - end <= _EMPTY_LINES else 2
        starts[number] = start
        end = start + len(line)
    return {starts[i] for i in find_rows({number: plain[start] for number, start in starts.items()})}


def _columns(line: str) -> int:
    return len(_GAP.split(line.strip()))


def records(lines: Mapping[int, str]) -> set[int]:
    r"""The same for lines whose columns are parted by commas.

    Examples:
        >>> sorted(records({4: "姓名,年龄,成绩\n", 13: "张三,18,95\n"}))
        [4, 13]
    """
    return _with_heads(lines, is_record, lambda line: line.count(","), _record_lists(lines))


def _record_lists(lines: Mapping[int, str]) -> set[int]:
    """Lines below each other that are records with one figure or more, each in the same place of all."""
    kinds = {start: _kinds_of_record(line) for start, line in lines.items() if line.count(",") > 1}
    starts = list(kinds)
    found: set[int] = set()
    for same in zip(*(starts[i:] for i in range(LEAST_ROWS)), strict=False):
        ends = [start + len(lines[start]) for start in same]
        if all(below - end <= _EMPTY_LINES for below, end in zip(same[1:], ends, strict=False)):
            first, *others = (kinds[start] for start in same)
            if "f" in first and all(other == first for other in others):
                found.update(same)
    return found


def _kinds_of_record(line: str) -> str:
    """Of each field of a record whether it is a figure (f) or not (-); nothing if a line is none.

    No blank follows the commas of a record.

    >>> _kinds_of_record("李四,三车间,31"), _kinds_of_record("昨日, 新增12人, 共30人")
    ('--f', '')
    """
    if not _RECORD.match(line) or _SPACED_COMMA.search(line):
        return ""
    return "".join("f" if _FIGURE_ALONE.match(field) else "-" for field in line.rstrip().split(","))


def _with_heads(
    lines: Mapping[int, str], is_one: Callable[[str], bool], columns: Callable[[str], int], listed: set[int]
) -> set[int]:
    found = {start for start, line in lines.items() if is_one(line)} | listed
    if not found:
        return found
    return found.union(
        *(
            (above, below)
            for (above, upper), (below, lower) in pairwise(lines.items())
            if (above in found) != (below in found)
            and below - above - len(upper) <= _EMPTY_LINES
            and columns(upper) == columns(lower)
        )
    )
