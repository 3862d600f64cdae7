"""What the lines of a page look like: their extent, width, edges and the column they stand in.

Widths are display columns: 2 for an ideograph or Chinese mark, 1 for a Latin letter or digit.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from cleaner.core.chars import CLOSING, HAN, NEWLINE, OPENING

# -- the edges of a line -------------------------------------------------------------------------------

_DIGITS = "0123456789"
_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What the last character of a line says.
_LAST = {
    **dict.fromkeys("。！？!?…", "stop"),
    **dict.fromkeys(CLOSING, "close"),
    **dict.fromkeys("，、,", "comma"),
    **dict.fromkeys("；;：:", "colon"),
    **dict.fromkeys(OPENING, "open"),
    **dict.fromkeys(_DIGITS, "digit"),
    **dict.fromkeys(_LATIN, "latin"),
    **dict.fromkeys("—-–·/~～", "dash"),
    ".": "period",
}
# What the first character of a line says; a closing mark never starts a line in print.
_FIRST = {
    **dict.fromkeys("“「『‘", "quote"),
    **dict.fromkeys("《〈", "book"),
    **dict.fromkeys("（(【〔[〖", "bracket"),
    **dict.fromkeys(_DIGITS, "digit"),
    **dict.fromkeys(_LATIN, "latin"),
    **dict.fromkeys("■□◆◇●○▲△★☆※▶►•◎", "bullet"),
    **dict.fromkeys("—-–/", "dash"),
    # Words that go on with a text (要 他 但 而 其 …) and words that begin a paragraph (据 记 受 近 昨 会).
    **dict.fromkeys("要他她它我但而其因却也还并则那这這並卻還對对", "on"),
    **dict.fromkeys("据據记記受近昨会會", "new"),
}
# A line that begins with one of these is the rest of the line before, whatever its width.
HANGING = frozenset("，。、；：？”’）》〉」』】〕〗")
# Openings of lines that stand for themselves, tried only where the first character is one of theirs.
_MARKS = {
    "item": re.compile(
        r"[0-9]{1,2}[.．、)）](?![0-9])|[（(][0-9一二三四五六七八九十]{1,3}[）)]"
        r"|[一二三四五六七八九十]{1,3}、|[①-⑳❶-❿⑴-⒇㈠-㈩]|第[一二三四五六七八九十百0-9]{1,4}[条條章节節编]"
    ),
    "credit": re.compile(
        r"[■□●○◎▲△]?(?:[一-龥]{0,8}(?:记者|通讯员|記者|通訊員)|作者|责任编辑|责编|编辑|編輯|美编|摄影|校对|版式"
        r"|来源|來源|稿件来源|[文图圖][/／∕：]|[（(〔【]?(?:原标题|本?[报報]?[记記]者|作者|完[)）]))"
    ),
    "notice": re.compile("扫描|扫码|扫一扫|版权|版權|上接|下转|读者|更多|[（(]更多|广告|本版"),
    "dateline": re.compile(
        r"[一-龥]{2,8}[讯訊](?:[\s（(]|记者|記者)|[一-龥]{2,5}[社报報][一-龥]{0,8}[0-9 ]*月?[0-9 ]*日?[电電讯訊]"
    ),
    "caption": re.compile("图为|圖為|[题題][图圖]|资料图|[图圖][0-9一二三]?："),
}
# Ends of lines in the middle of a phrase.
OPEN_ENDS = frozenset(("han", "digit", "latin", "open"))
_STOPS = frozenset("。！？!?…")
_SPACED = re.compile(r"[^\x00-\x7f][ \u3000](?=[^\x00-\x7f])")
_TOKEN = re.compile(
    rf"[{re.escape(OPENING)}]*(?:[0-9A-Za-z][0-9A-Za-z.,%+\-/:°]*|.)?[，。、；：！？%％…—,.;:!?{re.escape(CLOSING)}]*"
)
_INNER = re.compile("[，。；、,]")
SIGNED = re.compile(r"(?:摄|攝|供图|提供|图片|画面|资料照|[/／][文图])[）)]?$")
LABEL = re.compile(r"[^，。：:！？]{2,14}[：:][^。！？]*[^。！？”：]$")
OPENS = re.compile("[“（《「『【〔]")
CLOSES = re.compile("[”）》」』】〕]")


@dataclass(slots=True)
class Line:
    """One printed line: `text[start:end]` without the white space round it."""

    start: int
    end: int
    ink: str  # the line without any white space
    breaks: int  # line ends between the line before and this one
    indent: float
    width: float = 0.0
    first: str = ""
    last: str = ""
    inner: bool = False  # a comma or stop inside: running text rather than a headline
    spaced: bool = False
    column: float = 0.0  # width of the column it stands in
    short: float = 0.0  # what it lacks to that width
    support: int = 0  # lines round it that are as wide as the column
    open_share: float = 0.0  # share of lines round it that end without punctuation


def display_width(text: str) -> float:
    """Width in display columns, from the length of the UTF-8 form (1 byte: 1 column, 3 bytes: 2).

    Examples:
        >>> display_width("茂名2024年")
        10.0
    """
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) / 2


def first_token_width(ink: str) -> float:
    """Width of what could not be broken off at the start of a line, with the marks that hang on it.

    Examples:
        >>> first_token_width("2023年10月"), first_token_width("“六聚焦”"), first_token_width("茂，名")
        (4.0, 4.0, 4.0)
    """
    match = _TOKEN.match(ink)
    return display_width(match[0]) if match else 2.0


def _unify(text: str) -> str:
    """The same text with `\\n` for every line end; offsets stay."""
    if "\r" in text:
        text = text.replace("\r\n", " \n")
    for end in NEWLINE:
        if end != "\n" and end in text:
            text = text.replace(end, "\n")
    return text


def _measure(line: Line, raw: str) -> None:
    ink = line.ink
    blanks = len(raw) - len(ink)
    if blanks:
        line.spaced = blanks * 3 >= len(ink) and len(_SPACED.findall(raw)) >= 4
        line.width = display_width(ink) + (0.0 if line.spaced else 0.25 * blanks)
    else:
        line.width = display_width(ink)
    last = _LAST.get(ink[-1], "han")
    if last == "close" and ink[-2:-1] in _STOPS:
        last = "stop"
    line.last = last
    line.inner = _INNER.search(ink, 0, len(ink) - 1) is not None
    line.first = _first(ink, raw)


def _first(ink: str, raw: str) -> str:
    if ink[0] in _SUSPECTS or ink[2:5].strip("讯訊社报報记記通") != ink[2:5]:
        for name, pattern in _MARKS.items():
            if pattern.match(raw if name == "dateline" else ink):
                return name
    return _FIRST.get(ink[0], "han")


_SUSPECTS = frozenset(
    "0123456789（(一二三四五六七八九十第①②③④⑤⑥⑦⑧⑨⑩❶❷❸■□●○◎▲△记記通本作责编編美摄校版来來稿文图圖题題原〔【扫上下读更广资新茂中全见实特首"
)


def read_lines(text: str) -> tuple[list[Line], list[tuple[int, int]]]:
    """Every line that has ink, measured, and the breaks that no print has.

    A line that begins with a closing mark belongs to the one before: extractors split lines at the half
    space inside `。”`.

    Examples:
        >>> lines, splits = read_lines(" 贝 森 特\\n\\n访谈\\n。")
        >>> [(line.ink, line.breaks, line.width) for line in lines], splits
        ([('贝森特', 1, 6.5), ('访谈。', 2, 6.25)], [(10, 11)])
    """
    lines: list[Line] = []
    splits: list[tuple[int, int]] = []
    position = breaks = 0
    for whole in _unify(text).split("\n"):
        breaks += 1
        raw = whole.strip()
        if raw:
            lead = 0 if whole[0] == raw[0] else len(whole) - len(whole.lstrip())
            start, end = position + lead, position + lead + len(raw)
            ink = "".join(raw.split())
            if ink[0] in HANGING and lines:
                before = lines[-1]
                splits.append((before.end, start))
                before.end, before.ink = end, before.ink + ink
                _measure(before, text[before.start : end])
            else:
                lines.append(Line(start, end, ink, breaks, display_width(whole[:lead])))
                _measure(lines[-1], raw)
            breaks = 0
        position += len(whole) + 1
    return lines, splits


# Lines on either side that are looked at for the width of a column, and which of their widths counts as
# full: the fourth widest of 17, so that up to three headlines or hanging stops do not matter.
_REACH, _RANK = 8, 4
# Lines this much narrower or wider (columns) still fill the column: a stop hangs or a token did not fit.
_SLACK = 2.1


def find_columns(lines: list[Line]) -> None:
    """Give every line the width of the column it stands in, judged by the lines round it."""
    widths = [line.width for line in lines]
    opens = [0]
    for line in lines:
        opens.append(opens[-1] + (line.last in OPEN_ENDS))
    for i, line in enumerate(lines):
        low, high = max(0, i - _REACH), i + _REACH + 1
        near = sorted(widths[low:high])
        count = len(near)
        line.column = width = near[-min(_RANK, 1 + count // 3)]
        line.short = width - line.width
        line.support = bisect_right(near, width + _SLACK) - bisect_left(near, width - _SLACK)
        line.open_share = (opens[low + count] - opens[low]) / count
