"""Rows of figures: lines whose blanks or commas hold columns apart, with the head of their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN
from cleaner.core.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_GAP = lazy(f"[{BLANK}]+")
_FIGURE_END = frozenset("0123456789.%")
# Two columns of figures or more at the end of a line, after a label or a figure.
_ROW = lazy(rf"[^{BLANK}]+(?:[{BLANK}]+[{HAN}]{{2,}})?(?:[{BLANK}]+[-+]?\d[\d.,%:]*){{2,}}$")
# Two short fields of a record at least, and two of nothing but figures.
_RECORD = lazy(r"[^,。]{0,12}(?:,[^,。]{0,12}){2,}$")
_FIGURE_FIELD = lazy(r",-?[\d.%]+(?=,|$)")


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


def rows(lines: Sequence[str]) -> set[int]:
    """Indices of the lines that are rows of figures or stand right beside one with as many columns.

    Examples:
        >>> sorted(rows(["奖牌榜", "代表队 金 银", "东城区 12 8", "西湖区 10 11"]))
        [1, 2, 3]
    """
    return _with_heads(lines, is_row, lambda line: len(_GAP.split(line.strip())))


def records(lines: Sequence[str]) -> set[int]:
    """The same for lines whose columns are parted by commas.

    Examples:
        >>> sorted(records(["成绩单", "姓名,年龄,成绩", "张三,18,95"]))
        [1, 2]
    """
    return _with_heads(lines, is_record, lambda line: line.count(","))


def _with_heads(
    lines: Sequence[str], is_one: Callable[[str], bool], columns: Callable[[str], int]
) -> set[int]:
    found = {i for i, line in enumerate(lines) if is_one(line)}
    for i in tuple(found):
        for near in (i - 1, i + 1):
            if 0 <= near < len(lines) and columns(lines[near]) == columns(lines[i]):
                found.add(near)
    return found
