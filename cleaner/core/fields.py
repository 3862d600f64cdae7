"""What the blanks of a line hold apart: the fields of a table or a list."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN
from cleaner.core.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# From so many lines of one make they are rows; but what running text with blanks round its figures has as
# well, and words alone, of which two may be the halves of a verse or of a headline.  Of those, lines that
# open with a time and lines with a score between two words are rows.
LEAST_ROWS = 3
_NO_ROW = frozenset(("f", "w", "ww"))
_GAP = lazy(f"[{BLANK}]+")
# A figure with its sign and unit, a time or a telephone number, or a range; a word is more than a unit (月,
# 人), but for one character before a figure (晴 -2℃), if no other stands alone as those of spaced lines do.
_NUMBER = rf"[-+]?\d[\d.,:%：∶-]*(?:[{HAN}℃/]{{1,5}})?"
_FIGURE = lazy(rf"{_NUMBER}(?:[~～]{_NUMBER})?$")
_WORD = lazy(r"[^\s，。,;]{2,}$")
_LONE_WORD = lazy("(?<=w)-(?=f)")
_TIME = lazy(rf"[{BLANK}]*\d{{1,2}}[:：.]\d\d")
_SCORE = lazy(rf"\S+[{BLANK}]+\d{{1,3}}[:：∶]\d{{1,3}}[{BLANK}]")
_MADE_OF_FIGURES = {"fw": _TIME, "wfw": _SCORE}


def kinds_of_fields(line: str) -> str:
    """Of each field of a line whether it is a figure (f), a word (w) or neither, as running text has (-).

    >>> kinds_of_fields("大白菜 1.50"), kinds_of_fields("1 东江队 11胜1负"), kinds_of_fields("07:00 朝闻天下")
    ('wf', 'fww', 'fw')
    >>> kinds_of_fields("新增 12 个项目"), kinds_of_fields("我 市 启 动")
    ('wfw', '----')
    >>> kinds_of_fields("东山 晴 -2℃～8℃"), kinds_of_fields("截至 4 月 30 日")
    ('wwf', 'wf-f-')
    """
    kinds = "".join(
        "f" if _FIGURE.match(field) else "w" if _WORD.match(field) else "-"
        for field in _GAP.split(line.strip())
    )
    return _LONE_WORD.sub("w", kinds) if kinds.count("-") == 1 else kinds


def find_rows(lines: Mapping[int, str]) -> set[int]:
    """Rows of a list or table: the numbers of lines below each other whose fields are of the same kinds.

    >>> prices = {4: "大白菜 1.50", 5: "上海青 2.80", 6: "猪肉 15.00", 7: "今日 菜价", 9: "西红柿 3.20"}
    >>> sorted(find_rows(prices))
    [4, 5, 6]
    >>> sorted(find_rows({0: "07:00 朝闻天下", 1: "09:00 生活圈", 2: "12:00 新闻30分"}))
    [0, 1, 2]
    >>> find_rows({0: "2 凝聚力量", 1: "3 维护权益", 2: "4 抓好落实"})
    set()
    """
    found: set[int] = set()
    for run in _of_one_size(lines):
        first = 0
        kinds = [kinds_of_fields(lines[i]) for i in run]
        for kind, group in groupby(kinds):
            count = len(list(group))
            same = run[first : first + count]
            if count >= LEAST_ROWS and _are_rows(kind, [lines[i] for i in same]):
                found.update(same)
            first += count
    return found


def _are_rows(kind: str, lines: Sequence[str]) -> bool:
    """Whether lines whose fields are all of these kinds are rows, and no running text."""
    if kind in _MADE_OF_FIGURES:
        return all(map(_MADE_OF_FIGURES[kind].match, lines))
    return kind not in _NO_ROW and "-" not in kind


def _of_one_size(lines: Mapping[int, str]) -> Iterator[list[int]]:
    """Lines below each other with as many fields, as many as make rows: there are few.

    Running text has marks, and letter-spaced lines have a blank after every character.
    """
    run: list[int] = []
    size = 0
    for i, line in lines.items():
        own = 0 if "，" in line or "。" in line else len(line.split())
        if 2 * own > len(line):
            own = 0
        if not run or i != run[-1] + 1 or own != size:
            if len(run) >= LEAST_ROWS:
                yield run
            run = []
        size = own
        if own:
            run.append(i)
    if len(run) >= LEAST_ROWS:
        yield run
