"""What the lines of a page look like: their extent, width, edges and the column they stand in.

Widths are display columns: 2 for an ideograph or Chinese mark, 1 for a Latin letter or digit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Final

from cleaner.core.chars import BREAK, CLOSING, OPENING
from cleaner.core.numerals import NUMERALS
from cleaner.core.pattern import lazy

_DIGITS: Final = "0123456789"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What the last character of a line says; any other is an ideograph or like one.
_LAST: Final = {
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
# Ends of lines in the middle of a phrase.
OPEN_ENDS: Final = frozenset(("han", "digit", "latin", "open"))
_STOPS: Final = frozenset("。！？!?…")
# Where a text has none of these, as old papers have not, `、` stands for all of them.
STOPPED: Final = frozenset("，。；！？,;")
# That behind the number of an item stands for none.
_DUN: Final = lazy(rf"(?m)(^(?:[{NUMERALS}]{{1,3}}|[0-9]{{1,2}})、)|、")
# Columns from which a line has ended early.
ENDS_EARLY: Final = 8.0
# Ends that are stops behind a stop or a letter.
_PERHAPS_STOP: Final = frozenset(("close", "period"))
# A line that begins with one of these is the rest of the line before, whatever its width: extractors
# split lines at the half space inside `。”`.
HANGING: Final = frozenset("，。、；：？”’）》〉」』】〕〗")
# From so many such rests an extractor splits lines at marks; what ends a sentence ends its line.
_SPLIT_AT_MARKS: Final = 2
_ENDS: Final = frozenset("。！？!?…：:；;" + CLOSING)
_SPACED: Final = lazy(r"[^\x00-\x7f][ \u3000](?=[^\x00-\x7f])")
# A line is letter-spaced, or justified with spaces, from this many gaps between ideographs.
_MIN_GAPS: Final = 4
# No row of a list or table has more characters.
_LONGEST_ROW: Final = 60
# Other blanks take a quarter of an ideograph, as extractors and typesetters set them round digits.
_BLANK_WIDTH: Final = 0.25


def display_width(text: str) -> float:
    """Width in display columns, from the length of the UTF-8 form (1 byte: 1 column, 3 bytes: 2).

    Examples:
        >>> display_width("茂名2024年")
        10.0
    """
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) / 2


class Lines:
    """The lines of a text that have ink, as parallel lists.

    Attributes:
        start, end: where the ink of a line lies in the text.
        ink: the line without any white space.
        body, at: the ink of all lines, each with a line end, and where each begins there (last, the length).
        breaks: line ends between the line before and this one.
        indent, width: in display columns; a letter-spaced line is as wide as its ink.
        last: how the line ends.
        column: width of the column that the line stands in.
        fields: the lines with blanks that may be rows of a list or table, as they stand.
        marked: whether a line has a comma or a full stop, as running text has, a byte each.
        lack: what the line lacks to it, in columns.
        regular: how regular that is: column, some, none, loose (no prose), or long (no column).
        splits: breaks inside a printed line, as text offsets: always closed.
    """

    def __init__(self, text: str) -> None:
        r"""Read and measure the lines.

        Examples:
            >>> lines = Lines(" 贝 森 特\n\n访谈\n。")
            >>> lines.ink, lines.breaks, lines.last, lines.splits
            (['贝森特', '访谈。'], [1, 2], ['han', 'stop'], [(10, 11)])
        """
        self.start: list[int] = []
        self.end: list[int] = []
        self.breaks: list[int] = []
        self.indent: list[float] = []
        self.splits: list[tuple[int, int]] = []
        self._read(text)
        self._find_columns()

    def __len__(self) -> int:
        """Count the lines."""
        return len(self.ink)

    def _read(self, text: str) -> None:
        starts, ends, gaps, indents = self.start, self.end, self.breaks, self.indent
        raws: list[str] = []
        at = breaks = 0
        torn = text.find(BREAK)
        for whole in text.splitlines(keepends=True):
            breaks += 1
            raw = whole.strip()
            if raw:
                lead = 0 if whole[0] == raw[0] else len(whole) - len(whole.lstrip())
                start = at + lead
                is_torn = 0 <= torn < start
                if raw[0] in HANGING and raws and not is_torn:
                    self.splits.append((ends[-1], start))
                    ends[-1] = start + len(raw)
                    raws[-1] = text[starts[-1] : ends[-1]]
                else:
                    if is_torn:
                        breaks = TORN
                        torn = text.find(BREAK, start)
                    gaps.append(breaks)
                    indents.append(display_width(whole[:lead]) if lead else 0.0)
                    starts.append(start)
                    ends.append(start + len(raw))
                    raws.append(raw)
                breaks = 0
            at += len(whole)
        if len(self.splits) >= _SPLIT_AT_MARKS:
            raws = self._with_quoted(text, raws)
        self._measure(raws)

    def _with_quoted(self, text: str, raws: list[str]) -> list[str]:
        """The lines, with those that open with a mark and fit behind half a sentence as the rest of its line.

        Extractors that split lines at marks in another font (`的|“八送”|活动`) leave such pieces.
        """
        widths = [display_width("".join(raw.split())) for raw in raws]
        kept: list[int] = []
        filled = 0.0
        for i, raw in enumerate(raws):
            near = widths[max(0, i - _REACH) : i + _REACH]
            fits = kept and filled + widths[i] <= _full_width(near) + SLACK
            if fits and raw[0] in OPENING and raws[i - 1][-1] not in _ENDS and self.breaks[i] == 1:
                self.splits.append((self.end[kept[-1]], self.start[i]))
                self.end[kept[-1]] = self.end[i]
                filled += widths[i]
            else:
                kept.append(i)
                filled = widths[i]
        self.start, self.end, self.breaks = (
            [values[i] for i in kept] for values in (self.start, self.end, self.breaks)
        )
        self.indent = [self.indent[i] for i in kept]
        return [text[start:end] for start, end in zip(self.start, self.end, strict=True)]

    def _measure(self, raws: list[str]) -> None:
        self.ink = ink = ["".join(raw.split()) for raw in raws]
        self.body = "\n".join([*ink, ""])
        self._is_dun = "、" in self.body and STOPPED.isdisjoint(self.body)
        if self._is_dun:
            self.body = _DUN.sub(lambda m: m[1] or "，", self.body)
            self.ink = ink = self.body.split("\n")[:-1]
        lengths = list(map(len, ink))
        self.at = list(accumulate([length + 1 for length in lengths], initial=0))
        sizes = map(len, self.body.encode("utf-8", "surrogatepass").split(b"\n"))
        self.width = [(size + length) / 2 for size, length in zip(sizes, lengths, strict=False)]
        self.last = [_LAST.get(line[-1], "han") for line in ink]
        for i, last in enumerate(self.last):
            if last in _PERHAPS_STOP:
                before = ink[i][-2:-1]
                if before in _STOPS if last == "close" else before.isalpha():
                    self.last[i] = "stop"
        self.fields: dict[int, str] = {}
        for i, (raw, length) in enumerate(zip(raws, lengths, strict=True)):
            blanks = len(raw) - length
            if not blanks:
                continue
            if length <= _LONGEST_ROW:
                self.fields[i] = raw
            if blanks * 3 < length or len(_SPACED.findall(raw)) < _MIN_GAPS:
                self.width[i] += _BLANK_WIDTH * blanks

    def _find_columns(self) -> None:
        """Judge the column that each line stands in by the lines round it."""
        self.column: list[float] = []
        self.regular: list[str] = []
        opens = [0, *accumulate([last in OPEN_ENDS for last in self.last])]
        self.marked = bytes(["，" in ink or "。" in ink or "," in ink for ink in self.ink])
        prose = [0, *accumulate(self.marked)]
        count = len(self.ink)
        before = _full_width(self.width[:_STEP])
        for first in range(0, count, _STEP):
            low, high = max(0, first - _REACH), min(first + _STEP + _REACH, count)
            behind = _full_width(self.width[first:high])
            narrow, wide = (before, behind) if before <= behind else (behind, before)
            before = behind
            widths = sorted(self.width[low:high])
            shares = (opens[high] - opens[low]) / len(widths), (prose[high] - prose[low]) / len(widths)
            kind = _regularity(wide, widths, *shares)
            here = self.width[first : first + _STEP]
            if wide - narrow <= _SEAM:
                self.column += [wide] * len(here)
                self.regular += ["long" if width > LONG else kind for width in here]
                continue
            kinds = _regularity(narrow, widths, *shares), kind
            for width in here:
                # At the seam of two columns the narrower one that the line does not burst.
                bursts = narrow < width - SLACK
                self.column.append(wide if bursts else narrow)
                self.regular.append("long" if width > LONG else kinds[bursts])
        self.lack = [column - width for column, width in zip(self.column, self.width, strict=True)]
        if self._is_dun:
            for i, lack in enumerate(self.lack):
                if lack > ENDS_EARLY and self.last[i] == "comma":
                    self.last[i] = "stop"


def _regularity(column: float, widths: list[float], opens: float, prose: float) -> str:
    """How regular a column is: from sorted widths near it, the share of open ends and of prose."""
    if column < _NARROW or prose < _PROSE:
        return "loose"
    full = bisect_right(widths, column + SLACK) - bisect_left(widths, column - SLACK)
    for kind, lines, share in _KINDS:
        if full >= lines and opens >= share:
            return kind
    return "none"


def _full_width(widths: list[float]) -> float:
    return sorted(widths)[-min(_RANK, 1 + len(widths) // 3)]


# For six lines at a time, the six on either side are looked at for the width of their column; the third
# widest counts as full, so that two headlines or hanging stops do not matter.
_STEP = _REACH = 6
_RANK: Final = 3
# Columns that differ by no more are one: an indent of two ideographs and a token that did not fit.
_SEAM: Final = 6.0
# Of the 18 lines near it, how many fill a regular column, and what share of all end in mid-phrase.
_KINDS: Final = (("column", 6, 0.4), ("some", 4, 0.3))
# Lines this much narrower or wider still fill the column: a stop hangs or a token did not fit.
SLACK: Final = 2.1
# Stands for the line ends of a place where text was torn out.
TORN: Final = 1_000_000
# No newspaper column is wider or narrower; in running text two lines of ten have a comma or stop.
LONG: Final = 90.0
_NARROW: Final = 15.0
_PROSE: Final = 0.2
