"""Spaces inside a line: what justification left goes, what print means stays.

Runs on joined text, where each line is a paragraph, a headline or a line of its own kind.  The result has
no space inside Chinese text or between Chinese and digits or Latin letters, except one ASCII space where
print uses a space as a mark.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, BLANKS, BREAK, CHINESE, HAN, NEWLINE, SHARED_PUNCTUATION
from cleaner.core.pattern import lazy
from cleaner.core.types import Edit, LineRule, new_edit
from cleaner.normalise.separators import numbered, separators
from cleaner.normalise.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_GAP = lazy(f"[{BLANK}]+")
_HAS_CHINESE = lazy(f"[{CHINESE}]")
_EVERY_BLANK = "".join(BLANKS)
_LINE_END = NEWLINE + BREAK
# What opens a heading, an item or a quotation in Markdown.
_OPENING_MARK = lazy(r"(?:#{1,6}|[-*+>]) (?=\S)")


def in_chinese(lines: Mapping[int, str]) -> dict[int, str]:
    r"""The lines, without their ends, that have Chinese and are no rows of figures.

    One that opens with a mark of Markdown begins behind the blank of that mark, which stays.

    Examples:
        >>> in_chinese({0: "4 月\n", 4: "东城区 12 8 29\n", 16: "To be", 22: "- 4 月\n"})
        {0: '4 月', 24: '4 月'}
    """
    tables = rows(lines)
    marked = {start: _OPENING_MARK.match(line) for start, line in lines.items()}
    behind = {start: mark.end() if mark else 0 for start, mark in marked.items()}
    return {
        start + behind[start]: line[behind[start] :].rstrip(_LINE_END)
        for start, line in lines.items()
        if start not in tables and _HAS_CHINESE.search(line)
    }


def trim_lines(lines: Mapping[int, str]) -> Iterable[Edit]:
    """Drop indents and blanks at the ends of lines; paragraphs are lines of their own by now.

    Examples:
        >>> list(trim_lines({0: "　　会议总结了"}))
        [Edit(start=0, end=2, new='')]
        >>> list(trim_lines({0: "盛会启新程 匠心铸华章"}))
        []
    """
    for start, line in lines.items():
        length = len(body := line.rstrip(_LINE_END))
        left, right = length - len(body.lstrip(_EVERY_BLANK)), len(body.rstrip(_EVERY_BLANK))
        if left:
            yield Edit(start, start + left, "")
        if left < right < length:
            yield Edit(start + right, start + length, "")


# The blanks between two characters that stand alone, at least one of them Chinese.
_LONE = lazy(
    rf"[{BLANK}](?:(?<=\w.)(?<!\w\w.)|(?<=[^\w\s].)(?<!\S\S.))(?:(?<=[{HAN}].)[{BLANK}]*|[{BLANK}]*(?=[{HAN}]))"
    rf"(?=\w(?!\w)|[^\w\s](?!\S))"
)
# Tokens of at most three characters, one blank apart: a line that lost a few of its blanks still counts.
_STRETCH = lazy(f"(?:(?<![{BLANK}])[{BLANK}])?(?:[^{BLANK}]{{1,3}}[{BLANK}](?![{BLANK}])){{3,}}")
# So many lone characters make it letter-spaced: a name of two characters (陈 静) has one such blank, one
# with its function (陈 静 摄) two; letter-spaced ends of paragraphs are seldom shorter.
_LETTERED = 3
# In such a stretch: a blank beside Chinese, between figures, or between letters that stand alone.
_LETTER_GAP = lazy(
    rf"[{BLANK}](?:(?<=[{CHINESE}{SHARED_PUNCTUATION}].)|(?=[{CHINESE}{SHARED_PUNCTUATION}])|(?<=\d.)(?=\d)"
    rf"|(?<![0-9A-Za-z]{{2}}.)(?![0-9A-Za-z]{{2}}))"
)
# Figures of one digit each in the middle of Chinese: 成立7 5 周年.
_APART = lazy(
    rf"[{BLANK}]\d(?:(?<=[{HAN}]\d..)|(?<=[{HAN}][{BLANK}]\d..)|(?<=[{HAN}][{BLANK}]{{2}}\d..))"
    rf"(?:[{BLANK}]\d)*(?:[{BLANK}]+(?=%)|(?=[{BLANK}]*[{HAN}%]))"
)


def close_letter_spacing(lines: Mapping[int, str]) -> Iterable[Edit]:
    """Close lines whose characters stand apart.

    A justified line with a long word at its end, or a headline set wide, comes out of a PDF with a blank
    after every character.  Wider blanks in such a line are separators and stay, as do Latin phrases;
    outside such lines only two lone characters (the name 陈 静) and lone digits inside Chinese close.

    Examples:
        >>> from cleaner.core.fold import apply
        >>> text = "管 理 办 法（试 行）》"
        >>> apply(text, close_letter_spacing({0: text}))
        '管理办法（试行）》'
        >>> text = "本 报 记 者 李 明 　通 讯 员 王 芳"
        >>> apply(text, close_letter_spacing({0: text}))
        '本报记者李明 　通讯员王芳'
        >>> list(close_letter_spacing({0: "盛会启新程 匠心铸华章 Rob Hoffman"}))
        []
    """
    all_lines = "\n".join(lines.values())
    if not (_LONE.search(all_lines) or _APART.search(all_lines)):
        return
    for start, line in lines.items():
        gaps = _letter_gaps(line)
        for m in _APART.finditer(line):
            gaps.update((m.start() + g.start(), m.start() + g.end()) for g in _GAP.finditer(m[0]))
        yield from (Edit(start + low, start + high, "") for low, high in sorted(gaps))


def _letter_gaps(line: str) -> set[tuple[int, int]]:
    lone = {m.span() for m in _LONE.finditer(line)}
    if not lone:
        return lone
    blanks = {line[low:high] for low, high in lone}
    blank = " " if " " in blanks else min(blanks, key=len, default="")
    narrow = {gap for gap in lone if line[slice(*gap)] == blank}
    if len(narrow) >= _LETTERED:
        narrow |= set(_stretched(line, narrow, blank))
    # A wider gap parts two words, unless neither side is one.
    words = {(a, b) for a, b in narrow if line[a - 1 : a].isalnum() and line[b : b + 1].isalnum()}
    starts, ends = {low for low, _ in words}, {high for _, high in words}
    return narrow | {gap for gap in lone if gap[0] - 1 not in ends and gap[1] + 1 not in starts}


def _stretched(line: str, narrow: set[tuple[int, int]], blank: str) -> Iterator[tuple[int, int]]:
    lows = sorted(low for low, _ in narrow)
    for m in _STRETCH.finditer(line):
        if bisect_left(lows, m.end()) - bisect_left(lows, m.start()) >= _LETTERED:
            yield from (g.span() for g in _LETTER_GAP.finditer(line, *m.span()) if g[0] == blank)


# A gap beside Chinese, beside a mark that both scripts share, inside brackets or before a sign of unit.
_CHINESE_GAP = lazy(
    rf"(?<![{BLANK}])[{BLANK}](?:(?<=[{CHINESE}].)[{BLANK}]*|[{BLANK}]*(?=[{CHINESE}”’])"
    rf"|(?<=[“‘(].)[{BLANK}]*|[{BLANK}]*(?=[“‘—…·][{BLANK}]*[{HAN}])"
    # Before a straight quotation mark, but not before a value of data ("标题": "新闻").
    rf"|(?<![,:;=(\[{{].)[{BLANK}]*(?=[\"'][{BLANK}]*[{HAN}])"
    # A Chinese ellipsis or dash is two characters long; a range has one dash.
    rf"|(?<=…….|——.)[{BLANK}]*|(?<=—.)[{BLANK}]*(?=\d)|(?<=\d.)[{BLANK}]*(?=[—…℃℉㎡])"
    # A mark inside a figure (4 , 500 and 6 / 29) and between two names (GSM / CDMA).
    rf"|(?<=\d.)[{BLANK}]*(?=[/,.:][{BLANK}]*\d)|(?<=\d[{BLANK}][/,.:].)[{BLANK}]*(?=\d)"
    rf"|(?<=[A-Za-z].)(?=/[{BLANK}]*[A-Za-z])|(?<=[A-Za-z][{BLANK}]/.)(?=[A-Za-z]))"
)


def close_chinese_spaces(lines: Mapping[int, str]) -> Iterable[Edit]:
    r"""Drop the blanks inside Chinese text and between it and digits, Latin letters and marks.

    Typesetting systems put a thin gap between scripts (4 月 29 日, 工会 + 法院), which extraction turns
    into a space.  Separators of print stay, as do the blanks between Latin words and between columns of
    figures.

    Examples:
        >>> from cleaner.core.fold import apply
        >>> text = "茂名晚报讯 4 月 29 日上午，茂名市“工会 + 法院”由 Rob Hoffman 主持。"
        >>> apply(text, close_chinese_spaces({0: text}))
        '茂名晚报讯 4月29日上午，茂名市“工会+法院”由Rob Hoffman主持。'
        >>> list(close_chinese_spaces({0: "盛会启新程 匠心铸华章"}))
        []
    """
    series = numbered(lines.values())
    for start, line in lines.items():
        gaps = dict(m.span() for m in _CHINESE_GAP.finditer(line))
        kept = separators(line, gaps, series)
        yield from (
            new_edit((start + low, start + high, "")) for low, high in gaps.items() if low not in kept
        )


_ODD_GAP = lazy(f"[{BLANK}](?:(?<! )[{BLANK}]*|[{BLANK}]+)")


def fold_separators(lines: Mapping[int, str]) -> Iterable[Edit]:
    """Make what is left one ASCII space: a separator in print may be wider, or ideographic.

    Examples:
        >>> list(fold_separators({0: "本报记者李明　通讯员王芳"}))
        [Edit(start=6, end=7, new=' ')]
        >>> list(fold_separators({0: "本报记者李明 通讯员王芳"}))
        []
    """
    if not _ODD_GAP.search("\n".join(lines.values())):
        return
    for start, line in lines.items():
        yield from (Edit(start + m.start(), start + m.end(), " ") for m in _ODD_GAP.finditer(line))


RULES = (
    LineRule(trim_lines, BLANKS),
    LineRule(close_letter_spacing, BLANKS, in_chinese),
    LineRule(close_chinese_spaces, BLANKS, in_chinese),
    LineRule(fold_separators, BLANKS, in_chinese),
)
"""In this order on joined text."""
