"""The evidence for and against a break between two lines, by name.

Every function here only names what it sees; what each sight is worth stands in `line_weights`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import Final, NamedTuple

from cleaner.normalise.line_kinds import CLOSES, INNER, LABEL, NUMBER, OPENS, first_token_width, is_signed, opening
from cleaner.normalise.line_shapes import LONG, OPEN_ENDS, SLACK, Lines

Evidence = tuple[str, ...]


class _Classes(NamedTuple):
    """Classes of values, each up to its edge, and one for what is beyond."""

    edges: tuple[float, ...]
    names: tuple[str, ...]

    def __call__(self, value: float) -> str:
        return self.names[bisect_left(self.edges, value)]


# What a line lacks to its column, in columns; shorter lines by their share of the column.
_SHORT: Final = _Classes((-6, -2.5, -0.6, 0.6, 1.3, 2.3, 3.3, 4.6, 6.6), ("-6", "-4", "-2", "0", "1", "2", "3", "4", "6", "6"))
_SHARE: Final = _Classes((0.2, 0.4, 0.6), ("0%", "20%", "40%", "60%"))
# What would have been left of the line with the next token on it.
_SPARE: Final = _Classes((-0.1, 0.9, 1.9, 3.9), ("none", "0", "1", "2", "4"))
# How much wider the wider neighbour is.
_BESIDE: Final = _Classes((1.1, 2.6, 6.0), ("0", "2", "5", "more"))
# Line ends between two lines, beyond the usual ones.
_FAR: Final = _Classes((-1, 0, 1), ("less", "usual", "more", "many"))
_INDENT: Final = _Classes((0.7, 1.5), ("0", "1", "2"))
_RATIO: Final = _Classes((0.15, 0.3, 0.5, 0.75), ("0.1", "0.2", "0.4", "0.6", "1"))
_SIZE: Final = _Classes((1, 3, 6, 20, 60), ("1", "3", "6", "20", "60", "more"))
# A first line is at least and at most this much short: two ideographs, give or take a token.
_FIRST_SHORT: Final = (2.6, 7.0)
# Lines whose characters are searched for the pair at a boundary, before and after each such stretch.
_NEAR: Final = 64
_PLAIN: Final = frozenset(("han", "on", "new"))
_RUNS_ON: Final = OPEN_ENDS | {"comma"}


class Evidences:
    """What can be seen on a page of lines."""

    def __init__(self, lines: Lines) -> None:
        """Look at what the lines have in common."""
        self.lines = lines
        self.first = list(map(opening, lines.ink))
        self.usual = self._usual_breaks()
        self.ratio = self._ratio()
        self.styles = self._styles()
        self.wrapped = sum(width for width in lines.width if width > LONG) * 2 < sum(lines.width)
        self._near: dict[int, str] = {}

    # -- the page --------------------------------------------------------------------------------------

    def _usual_breaks(self) -> int:
        """Line ends between two lines of one paragraph (2 where a blank line follows every line)."""
        lines = self.lines
        full = zip(lines.last, lines.column, lines.width, lines.breaks[1:], strict=False)
        found = Counter(
            breaks for last, column, width, breaks in full if last in OPEN_ENDS and column - width <= SLACK
        )
        return found.most_common(1)[0][0] if found else 1

    def _ratio(self) -> str:
        """How often the end of a sentence is the end of a paragraph."""
        lines = self.lines
        stops = sum(ink.count("。") + ink.count("！") + ink.count("？") for ink in lines.ink)
        ends = sum(1 for i, last in enumerate(lines.last) if last == "stop" and lines.short(i) > 4)
        return _RATIO(ends / stops) if stops >= 5 else "?"

    def _styles(self) -> list[str]:
        """How paragraphs begin near each line: raw (indented), first (by shape), full, mixed or none."""
        lines = self.lines
        clear: list[int] = []
        kinds: list[str] = []
        for i, last in enumerate(lines.last[:-1]):
            if last == "stop" and lines.short(i) > 6 and lines.regular[i] in ("column", "some"):
                kind = self._begins(i + 1)
                if kind:
                    clear.append(i)
                    kinds.append(kind)
        styles: list[str] = []
        for k, at in enumerate([*clear, len(lines) - 1]):
            styles += [_agree(kinds[max(0, k - 3) : k + 3])] * (at + 1 - len(styles))
        return styles

    def _begins(self, i: int) -> str:
        lines = self.lines
        if lines.last[i] == "stop" or lines.width[i] < 0.6 * lines.column[i]:
            return ""
        if lines.indent[i] >= 1.5:
            return "raw"
        shape = self._shape(i)
        return shape if shape in ("first", "full") else ""

    # -- one line --------------------------------------------------------------------------------------

    def _shape(self, i: int) -> str:
        """Whether a line looks like the first of a paragraph: two characters short though more would fit."""
        lines = self.lines
        short = lines.short(i)
        least, most = _FIRST_SHORT
        if short < least:
            return "full"
        if short > most:
            return "short"
        is_last = i + 1 == len(lines)
        if not is_last and lines.last[i] != "stop" and short >= first_token_width(lines.ink[i + 1]):
            return "first"
        return "near"

    def _shortness(self, i: int) -> str:
        short = self.lines.short(i)
        return _SHORT(short) if short <= 6.6 else _SHARE(self.lines.width[i] / self.lines.column[i])

    def _ending(self, i: int) -> str:
        """How a line ends, in few classes.

        Without a mark at its end, `prose` has a stop inside, `run` a comma, `text` neither.
        """
        last = self.lines.last[i]
        if last in ("stop", "comma", "colon", "open"):
            return last
        ink = self.lines.ink[i]
        if "。" in ink or "；" in ink:
            return "prose"
        return "run" if INNER.search(ink, 0, len(ink) - 1) else "text"

    def alone(self, i: int) -> list[Evidence]:
        """What speaks for or against a line that stands alone, broken off on both sides."""
        lines = self.lines
        ink = lines.ink[i]
        found: list[Evidence] = [
            ("alone", lines.regular[i]),
            ("alone short", self._shortness(i), self._ending(i)),
            ("alone first", self.first[i], "inner" if INNER.search(ink, 0, len(ink) - 1) else "plain"),
            ("alone size", _SIZE(len(ink))),
        ]
        if is_signed(ink):
            found.append(("alone signed",))
        if i + 1 < len(lines):
            before, after = lines.breaks[i : i + 2]
            found.append(
                ("alone far", "far" if before > self.usual else "near", "far" if after > self.usual else "near")
            )
        return found

    # -- two lines -------------------------------------------------------------------------------------

    def is_clear_join(self, i: int) -> bool:
        """Whether a full line of a regular column ends in mid-phrase and a plain one follows."""
        lines = self.lines
        return (
            lines.regular[i] == "column"
            and lines.last[i] in _RUNS_ON
            and -2.6 <= lines.column[i] - lines.width[i] <= SLACK
            and lines.breaks[i + 1] == self.usual
            and lines.indent[i + 1] < 0.8
            and (-2.6 <= lines.column[i + 1] - lines.width[i + 1] <= SLACK or lines.last[i + 1] == "stop")
            and self.first[i + 1] in _PLAIN
        )

    def is_clear_break(self, i: int) -> bool:
        """Whether a sentence ends well before the end of a regular column."""
        lines = self.lines
        return (
            lines.last[i] == "stop"
            and lines.regular[i] == "column"
            and lines.column[i] - lines.width[i] > 8
            and self.first[i + 1] in _PLAIN
        )

    def between(self, i: int) -> list[Evidence]:
        """What speaks for or against a break after a line."""
        if self.is_clear_join(i):
            return [("clear join",)]
        if self.is_clear_break(i):
            return [("clear break",)]
        lines, end, regular, short = self.lines, self._ending(i), self.lines.regular[i], self._shortness(i)
        if regular != "long" and lines.width[i + 1] > LONG:
            regular = "head"
        far = _FAR(lines.breaks[i + 1] - self.usual)
        some = end if end in ("stop", "comma") else "open"
        missing, ink, style = lines.short(i), lines.ink[i + 1], self.styles[i]
        beside = max(lines.width[i - 1] if i else 0.0, lines.width[i + 1]) - lines.width[i]
        found: list[Evidence] = [
            ("end", lines.last[i], regular),
            ("short", short, end),
            ("short", short, regular),
            ("far", far, end),
            ("far", far, regular),
            ("first", self.first[i + 1], some),
            ("indent", _INDENT(lines.indent[i]), _INDENT(lines.indent[i + 1]), style),
            ("style", style, self._shape(i + 1), some),
            ("spare", _SPARE(missing - first_token_width(ink)), end),
            ("beside", _BESIDE(beside), end),
            ("ratio", self.ratio, end, "full" if missing <= SLACK else "short"),
            ("page", "wrapped" if self.wrapped else "unwrapped", end),
        ]
        if abs(lines.column[i] - lines.column[i + 1]) > SLACK:
            found.append(("column changes",))
        if lines.last[i] in OPEN_ENDS:
            found.append(("seen", self._seen(i), end))
        self._add_marks(i, found)
        return found

    def _seen(self, i: int) -> str:
        """How many characters astride a boundary the lines round it have side by side elsewhere."""
        near = self._text_near(i)
        a, b = self.lines.ink[i], self.lines.ink[i + 1]
        if a[-1] + b[0] not in near:
            return "0"
        if len(a) > 1 and len(b) > 1 and a[-2:] + b[:2] in near:
            return "4"
        return "3" if a[-2:] + b[0] in near or a[-1] + b[:2] in near else "2"

    def _text_near(self, i: int) -> str:
        k = i // _NEAR
        if k not in self._near:
            self._near[k] = "\n".join(self.lines.ink[max(0, k - 1) * _NEAR : (k + 2) * _NEAR])
        return self._near[k]

    def _add_marks(self, i: int, found: list[Evidence]) -> None:
        """Brackets, labels, numbers and credits."""
        a, b = self.lines.ink[i], self.lines.ink[i + 1]
        opened = len(OPENS.findall(a)) > len(CLOSES.findall(a))
        closed = len(OPENS.findall(b)) < len(CLOSES.findall(b))
        if opened or closed:
            found.append(("bracket", "opened" if not closed else "both" if opened else "closed"))
        if is_signed(a):
            found.append(("signed",))
        if ("：" in b or ":" in b) and LABEL.match(b):
            found.append(("label", "two" if LABEL.match(a) else "one"))
        if self.first[i + 1] == "digit" and _number(b) == _number(a) + 1:
            found.append(("counted",))
        if self.first[i + 1] in ("quote", "book", "bracket") and self.lines.last[i] in ("comma", "stop", "close"):
            if abs(self.lines.short(i) - self.lines.width[i + 1]) <= 2.6:
                found.append(("one line",))


def _number(ink: str) -> int:
    digits = NUMBER.match(ink)
    return int(digits[0]) if digits else -1


def _agree(near: list[str]) -> str:
    if not near:
        return "none"
    style = max(near, key=near.count)
    if len(near) == 1:
        return style + "?"
    return style if near.count(style) >= 0.65 * len(near) else "mixed"
