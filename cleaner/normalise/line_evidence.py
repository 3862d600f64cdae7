"""The evidence for and against a break between two lines, by name.

Every function here only names what it sees; what each sight is worth stands in `line_weights`.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from cleaner.normalise.line_kinds import CLOSES, INNER, LABEL, NUMBER, OPENS, SIGNED, first_token_width, opening
from cleaner.normalise.line_shapes import OPEN_ENDS, SLACK, Lines

Evidence = tuple[str, ...]
_Classes = tuple[tuple[float, str], ...]

# Classes of values, each up to its edge.  Short: columns that a line lacks to its column.
_SHORT: Final[_Classes] = (
    (-6, "-6"), (-2.5, "-4"), (-0.6, "-2"), (0.6, "0"), (1.3, "1"), (2.3, "2"), (3.3, "3"), (4.6, "4"), (6.6, "6"),
)  # fmt: skip
# Shorter lines by their share of the column.
_SHARE: Final[_Classes] = ((0.2, "0%"), (0.4, "20%"), (0.6, "40%"))
# Spare: what would have been left of the line with the next token on it.
_SPARE: Final[_Classes] = ((-0.1, "none"), (0.9, "0"), (1.9, "1"), (3.9, "2"))
_BESIDE: Final[_Classes] = ((1.1, "0"), (2.6, "2"), (6.0, "5"))
_FAR: Final[_Classes] = ((-1, "less"), (0, "usual"), (1, "more"))
_INDENT: Final[_Classes] = ((0.7, "0"), (1.5, "1"))
_RATIO: Final[_Classes] = ((0.15, "0.1"), (0.3, "0.2"), (0.5, "0.4"), (0.75, "0.6"))
_SIZE: Final[_Classes] = ((1, "1"), (3, "3"), (6, "6"), (20, "20"), (60, "60"))
# No newspaper measure is that wide (columns): the text is not wrapped.
_LONG: Final = 90.0
# No newspaper column is narrower.
_NARROW: Final = 15.0
# A first line is at least and at most this much short: two ideographs, give or take a token.
_FIRST_SHORT: Final = (2.6, 7.0)


def _class(value: float, classes: _Classes, rest: str) -> str:
    for edge, name in classes:
        if value <= edge:
            return name
    return rest


class Evidences:
    """What can be seen on a page of lines."""

    def __init__(self, lines: Lines) -> None:
        """Look at what the lines have in common."""
        self.lines = lines
        self.ink = "\n".join(lines.ink)
        self.usual = self._usual_breaks()
        self.ratio = self._ratio()
        self.wrapped = sum(width for width in lines.width if width > _LONG) * 2 < sum(lines.width)
        self.styles = self._styles()

    # -- the page --------------------------------------------------------------------------------------

    def _usual_breaks(self) -> int:
        """Line ends between two lines of one paragraph (2 where a blank line follows every line)."""
        lines = self.lines
        found = Counter(
            lines.breaks[i + 1]
            for i in range(len(lines) - 1)
            if lines.last[i] in OPEN_ENDS and lines.short(i) <= SLACK
        )
        return found.most_common(1)[0][0] if found else 1

    def _ratio(self) -> str:
        """How often the end of a sentence is the end of a paragraph."""
        stops = sum(map(self.ink.count, "。！？"))
        lines = self.lines
        ends = sum(1 for i, last in enumerate(lines.last) if last == "stop" and lines.short(i) > 4)
        return _class(ends / stops, _RATIO, "1") if stops >= 5 else "?"

    def _styles(self) -> list[str]:
        """How paragraphs begin near each line: raw indent, shape, full, mixed or none."""
        lines = self.lines
        clear: list[int] = []
        kinds: list[str] = []
        for i, last in enumerate(lines.last[:-1]):
            if last == "stop" and lines.short(i) > 6 and lines.support[i] >= 4:
                kind = self._begins(i + 1)
                if kind:
                    clear.append(i)
                    kinds.append(kind)
        styles: list[str] = []
        k = 0
        for at in [*clear, len(lines) - 1]:
            styles += [_agree(kinds[max(0, k - 3) : k + 3])] * (at + 1 - len(styles))
            k += 1
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
        if short > 6.6:
            return _class(self.lines.width[i] / self.lines.column[i], _SHARE, "60%")
        return _class(short, _SHORT, "6")

    def _measure(self, i: int) -> str:
        """How regular the column is round a line."""
        lines = self.lines
        if lines.width[i] > _LONG:
            return "long"
        if lines.column[i] < _NARROW or lines.prose_share[i] < 0.2:
            return "loose"
        if lines.support[i] >= 6 and lines.open_share[i] >= 0.4:
            return "column"
        return "some" if lines.support[i] >= 4 and lines.open_share[i] >= 0.3 else "none"

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
        inner = "inner" if INNER.search(ink, 0, len(ink) - 1) else "plain"
        found: list[Evidence] = [
            ("alone", self._measure(i)),
            ("alone short", self._shortness(i), self._ending(i)),
            ("alone first", opening(ink), inner),
            ("alone size", _class(len(ink), _SIZE, "more")),
        ]
        if SIGNED.search(ink):
            found.append(("alone signed",))
        if i + 1 < len(lines):
            far = ("far" if breaks > self.usual else "near" for breaks in lines.breaks[i : i + 2])
            found.append(("alone far", *far))
        return found

    # -- two lines -------------------------------------------------------------------------------------

    def is_clear_join(self, i: int) -> bool:
        """Whether a full line of a regular column ends in mid-phrase and a plain one follows."""
        lines = self.lines
        return (
            lines.last[i] in OPEN_ENDS
            and -1.0 <= lines.column[i] - lines.width[i] <= SLACK
            and lines.support[i] >= 6
            and lines.open_share[i] >= 0.4
            and lines.prose_share[i] >= 0.2
            and lines.column[i] >= _NARROW
            and lines.breaks[i + 1] == self.usual
            and lines.indent[i + 1] < 0.8
            and (-2.6 < lines.column[i + 1] - lines.width[i + 1] <= SLACK or lines.last[i + 1] == "stop")
            and opening(lines.ink[i + 1]) in ("han", "on", "new")
        )

    def between(self, i: int) -> list[Evidence]:
        """What speaks for or against a break after a line."""
        if self.is_clear_join(i):
            return [("clear",)]
        lines, end = self.lines, self._ending(i)
        wide = self._measure(i)
        if wide != "long" and lines.width[i + 1] > _LONG:
            wide = "head"
        short = self._shortness(i)
        far = _class(lines.breaks[i + 1] - self.usual, _FAR, "many")
        some = end if end in ("stop", "comma") else "open"
        missing = lines.short(i)
        beside = max(lines.width[i - 1] if i else 0.0, lines.width[i + 1]) - lines.width[i]
        found: list[Evidence] = [
            ("end", lines.last[i], wide),
            ("short", short, end),
            ("short", short, wide),
            ("far", far, end),
            ("far", far, wide),
            ("first", opening(lines.ink[i + 1]), some),
            ("indent", *(_class(n, _INDENT, "2") for n in lines.indent[i : i + 2]), self.styles[i]),
            ("style", self.styles[i], self._shape(i + 1), some),
            ("spare", _class(missing - first_token_width(lines.ink[i + 1]), _SPARE, "4"), end),
            ("beside", _class(beside, _BESIDE, "more"), end),
            ("ratio", self.ratio, end, "full" if missing <= SLACK else "short"),
            ("page", "wrapped" if self.wrapped else "unwrapped", end),
        ]
        if abs(lines.column[i] - lines.column[i + 1]) > SLACK:
            found.append(("column changes",))
        return found + self._seen(i, end) + self._marks(i)

    def _seen(self, i: int, end: str) -> list[Evidence]:
        """Whether the page has the same characters side by side elsewhere."""
        if self.lines.last[i] not in OPEN_ENDS:
            return []
        a, b = self.lines.ink[i], self.lines.ink[i + 1]
        if a[-1] + b[0] not in self.ink:
            return [("seen", "0", end)]
        if len(a) > 1 and len(b) > 1 and a[-2:] + b[:2] in self.ink:
            return [("seen", "4", end)]
        three = a[-2:] + b[0] in self.ink or a[-1] + b[:2] in self.ink
        return [("seen", "3" if three else "2", end)]

    def _marks(self, i: int) -> list[Evidence]:
        """Brackets, labels and credits."""
        a, b = self.lines.ink[i], self.lines.ink[i + 1]
        found: list[Evidence] = []
        opened = len(OPENS.findall(a)) > len(CLOSES.findall(a))
        closed = len(OPENS.findall(b)) < len(CLOSES.findall(b))
        if opened or closed:
            found.append(("bracket", "opened" if not closed else "both" if opened else "closed"))
        if SIGNED.search(a):
            found.append(("signed",))
        if b[0] in "123456789" and _number(b) == _number(a) + 1:
            found.append(("counted",))
        if LABEL.match(b):
            found.append(("label", "two" if LABEL.match(a) else "one"))
        pieces = b[0] in "“「『‘《〈（(【〔" and self.lines.last[i] in ("comma", "stop", "close")
        if pieces and abs(self.lines.short(i) - self.lines.width[i + 1]) <= 2.6:
            found.append(("one line",))
        return found


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
