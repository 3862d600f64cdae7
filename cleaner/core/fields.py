"""What the blanks of a line hold apart: the fields of a table or a list."""

from __future__ import annotations

from cleaner.core.chars import BLANK, HAN
from cleaner.core.pattern import lazy

_GAP = lazy(f"[{BLANK}]+")
# A figure with its sign and unit, a time or a telephone number; a word is more than a unit (月, 人).
_FIGURE = lazy(rf"[-+]?\d[\d.,:%：∶-]*(?:[{HAN}℃/]{{1,5}})?$")
_WORD = lazy(r"[^\s，。；,;]{2,}$")


def kinds_of_fields(line: str) -> str:
    """Of each field of a line whether it is a figure (f), a word (w) or neither, as running text has (-).

    >>> kinds_of_fields("大白菜 1.50"), kinds_of_fields("1 东江队 11胜1负"), kinds_of_fields("07:00 朝闻天下")
    ('wf', 'fww', 'fw')
    >>> kinds_of_fields("新增 12 个项目"), kinds_of_fields("我 市 启 动")
    ('wfw', '----')
    """
    return "".join(
        "f" if _FIGURE.match(field) else "w" if _WORD.match(field) else "-"
        for field in _GAP.split(line.strip())
    )
