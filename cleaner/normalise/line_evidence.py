"""The evidence for and against a break between two lines, by name.

Every function here only names what it sees; what each sight is worth stands in `line_weights`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

from cleaner.normalise.line_kinds import INNER, LABEL, NUMBER, first_token_width, is_signed, opening, unclosed
from cleaner.normalise.line_shapes import LONG, OPEN_ENDS, SLACK, TORN, Lines
from cleaner.normalise.line_weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable

# The name of one evidence, as in `line_weights`.
Evidence = tuple[str, ...]
# Evidence that is seen and weighed together: what it is about, and the classes.
_Group = tuple[str, ...]


def _classes(edges: tuple[float, ...], names: tuple[str, ...]) -> Callable[[float], str]:
    """Classes of values, each up to its edge, and one for what is beyond."""

    def name(value: float) -> str:
        return names[bisect_left(edges, value)]

    return name


# What a line lacks to its column, in columns; shorter lines by their share of the column.
_SHORT: Final = _classes(
    (-6, -2.5, -0.6, 0.6, 1.3, 2.3, 3.3, 4.6, 6.6), ("-6", "-4", "-2", "0", "1", "2", "3", "4", "6", "6")
)
_SHARE: Final = _classes((0.2, 0.4, 0.6), ("0%", "20%", "40%", "60%"))
# What would have been left of the line with the next token on it.
_SPARE: Final = _classes((-0.1, 0.9, 1.9, 3.9), ("none", "0", "1", "2", "4"))
# How much wider the wider neighbour is.
_BESIDE: Final = _classes((1.1, 2.6, 6.0), ("0", "2", "5", "more"))
# Line ends between two lines, beyond the usual ones.
_FAR: Final = _classes((-1, 0, 1), ("less", "usual", "more", "many"))
_INDENT: Final = _classes((0.7, 1.5), ("0", "1", "2"))
_RATIO: Final = _classes((0.15, 0.3, 0.5, 0.75), ("0.1", "0.2", "0.4", "0.6", "1"))
_SIZE: Final = _classes((1, 3, 6, 20, 60), ("1", "3", "6", "20", "60", "more"))
# Columns from which a line is plainly short, a sentence has ended early, and an indent is one.
_PLAINLY_SHORT: Final = 6.6
_ENDED, _ENDS_EARLY = 4.0, 8.0
_INDENTED: Final = 1.5
# Columns by which hanging marks may burst the measure.
_BURST: Final = 2.6
# With fewer stops on a page their share says nothing.
_FEW_STOPS: Final = 5
# A first line is at least and at most this much short: two ideographs, give or take a token.
_FIRST_SHORT: Final = (2.6, 7.0)
# Lines whose characters are searched for the pair at a boundary, before and after each such stretch.
_NEAR: Final = 32
_PLAIN: Final = frozenset(("han", "on", "new"))
_MARKED: Final = frozenset(("comma", "stop"))
# Extractors also split a printed line at the half space between a closing and an opening mark.
_CLOSED: Final = frozenset(("comma", "stop", "close"))
_OPENERS: Final = frozenset(("quote", "book", "bracket"))
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
        long = sum(width for width in lines.width if width > LONG)
        self.page = "unwrapped" if long * 2 > sum(lines.width) else "wrapped"
        self._near: dict[int, str] = {}

    # -- the page --------------------------------------------------------------------------------------

    def _usual_breaks(self) -> int:
        """Line ends between two lines of one paragraph (2 where a blank line follows every line)."""
        lines = self.lines
        full = zip(lines.last, lines.column, lines.width, lines.breaks[1:], strict=False)
        found = Counter(
            breaks
            for last, column, width, breaks in full
            if last in OPEN_ENDS and column - width <= SLACK and breaks < TORN
        )
        return found.most_common(1)[0][0] if found else 1

    def _ratio(self) -> str:
        """How often the end of a sentence is the end of a paragraph."""
        lines = self.lines
        stops = sum(map("".join(lines.ink).count, "。！？"))
        ends = sum(1 for i, last in enumerate(lines.last) if last == "stop" and lines.short(i) > _ENDED)
        return _RATIO(ends / stops) if stops >= _FEW_STOPS else "?"

    def _styles(self) -> list[str]:
        """How paragraphs begin near each line: raw (indented), first (by shape), full, mixed or none."""
        lines = self.lines
        clear: list[int] = []
        kinds: list[str] = []
        for i, last in enumerate(lines.last[:-1]):
            if last == "stop" and lines.short(i) > _PLAINLY_SHORT and lines.regular[i] in ("column", "some"):
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
        if lines.indent[i] >= _INDENTED:
            return "raw"
        shape = self._shape(i)
        return shape if shape in ("first", "full") else ""

    # -- one line --------------------------------------------------------------------------------------

    def _shape(self, i: int) -> str:
        """Whether a line looks like the first of a paragraph: two characters short though more would fit."""
        lines = self.lines
        short = lines.short(i)
        least, most = _FIRST_SHORT
        if lines.last[i] in OPEN_ENDS and self._gap_after(i) == "far" and self._ending(i) == "text":
            return "headline"
        if short < least:
            return "full"
        if short > most:
            return "short"
        is_last = i + 1 == len(lines)
        if not is_last and lines.last[i] != "stop" and short >= first_token_width(lines.ink[i + 1]):
            return "first"
        return "near"

    def _shortness(self, i: int) -> str:
        short = self.lines.column[i] - self.lines.width[i]
        return (
            _SHORT(short) if short <= _PLAINLY_SHORT else _SHARE(self.lines.width[i] / self.lines.column[i])
        )

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

    def _gap_after(self, i: int) -> str:
        """Whether more than the usual line ends follow a line, or the page ends there."""
        breaks = self.lines.breaks
        return "far" if i + 1 == len(breaks) or breaks[i + 1] > self.usual else "near"

    def _alone(self, i: int) -> _Group:
        """What speaks for or against a line that stands alone, broken off on both sides."""
        lines = self.lines
        ink = lines.ink[i]
        return (
            "alone",
            lines.regular[i],
            self._shortness(i),
            self._ending(i),
            self.first[i],
            "inner" if INNER.search(ink, 0, len(ink) - 1) else "plain",
            _SIZE(len(ink)),
            "far" if lines.breaks[i] > self.usual else "near",
            self._gap_after(i),
            "signed" if is_signed(ink) else "unsigned",
        )

    # -- two lines -------------------------------------------------------------------------------------

    def is_clear_join(self, i: int) -> bool:
        """Whether a line of a regular column ends in mid-phrase where that ends, and a plain one follows.

        The first line of a paragraph may be shorter by its indent, if it is running text.
        """
        lines = self.lines
        if lines.regular[i] != "column" or lines.last[i] not in _RUNS_ON or lines.breaks[i + 1] != self.usual:
            return False
        short = lines.column[i] - lines.width[i]
        return (
            short >= -_BURST
            and (
                short <= SLACK
                or (short <= _FIRST_SHORT[1] and ("，" in lines.ink[i] or "。" in lines.ink[i]))
            )
            and lines.indent[i + 1] < _INDENTED
            and (-_BURST <= lines.column[i + 1] - lines.width[i + 1] <= SLACK or lines.last[i + 1] == "stop")
            and self.first[i + 1] in _PLAIN
        )

    def is_clear_break(self, i: int) -> bool:
        """Whether a sentence ends well before the end of a regular column."""
        lines = self.lines
        return (
            lines.last[i] == "stop"
            and lines.regular[i] == "column"
            and lines.column[i] - lines.width[i] > _ENDS_EARLY
            and self.first[i + 1] in _PLAIN
        )

    def _between(self, i: int) -> list[_Group]:
        """What speaks for or against a break after a line."""
        if self.is_clear_join(i):
            return [("clear join",)]
        if self.is_clear_break(i):
            return [("clear break",)]
        lines, end, regular, style = self.lines, self._ending(i), self.lines.regular[i], self.styles[i]
        if regular != "long" and lines.width[i + 1] > LONG:
            regular = "head"
        far = _FAR(lines.breaks[i + 1] - self.usual)
        some = end if end in ("stop", "comma") else "open"
        missing = lines.column[i] - lines.width[i]
        spare = _SPARE(missing - first_token_width(lines.ink[i + 1]))
        beside = _BESIDE(max(lines.width[i - 1] if i else 0.0, lines.width[i + 1]) - lines.width[i])
        seams = _INDENT(lines.indent[i]), _INDENT(lines.indent[i + 1])
        found: list[_Group] = [
            ("edge", lines.last[i], regular, self._shortness(i), end, far),
            ("start", self.first[i + 1], some, *seams, style, self._shape(i + 1)),
            ("room", spare, beside, end, self.ratio, "full" if missing <= SLACK else "short", self.page),
        ]
        if abs(lines.column[i] - lines.column[i + 1]) > SLACK:
            found.append(("column changes",))
        if end == "text":
            # A headline that was broken although more would have fitted was broken on purpose.
            more = lines.width[i + 1] - lines.width[i] > first_token_width(lines.ink[i + 1])
            forced = "free" if more else "forced"
            found.append(("headline", self._ending(i + 1), self._gap_after(i + 1), forced))
        if end in ("text", "run"):
            found.append(("seen", self._seen(i), end))
        elif end == "prose" and regular == "long":
            found.append(("broken off", self._seen(i), "stop" if lines.last[i + 1] == "stop" else "open"))
        if regular == "loose" and lines.last[i] in _MARKED and lines.last[i + 1] in _MARKED:
            found.append(("clauses",))
        self._add_marks(i, found)
        return found

    # -- names and worth -------------------------------------------------------------------------------

    def between(self, i: int) -> list[Evidence]:
        """The evidence for and against a break after a line, by name."""
        return [name for group in self._between(i) for name in _names(group)]

    def alone(self, i: int) -> list[Evidence]:
        """The evidence for and against a line that stands alone, by name."""
        return _names(self._alone(i))

    def break_score(self, i: int) -> float:
        """What the evidence for a break after a line is worth."""
        return sum(map(_worth, self._between(i)))

    def alone_score(self, i: int) -> float:
        """What the evidence for a line that stands alone is worth."""
        return _worth(self._alone(i))

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

    def _add_marks(self, i: int, found: list[_Group]) -> None:
        """Brackets, labels, numbers and credits."""
        a, b = self.lines.ink[i], self.lines.ink[i + 1]
        opened, closed = unclosed(a) > 0, unclosed(b) < 0
        if opened or closed:
            found.append(("bracket", "opened" if not closed else "both" if opened else "closed"))
        if is_signed(a):
            found.append(("signed",))
        if ("：" in b or ":" in b) and LABEL.match(b):
            found.append(("label", "two" if LABEL.match(a) else "one"))
        if self.first[i + 1] == "digit" and _number(b) == _number(a) + 1:
            found.append(("counted",))
        is_piece = self.first[i + 1] in _OPENERS and self.lines.last[i] in _CLOSED
        if is_piece and abs(self.lines.short(i) - self.lines.width[i + 1]) <= _BURST:
            found.append(("one line",))


def _names(group: _Group) -> list[Evidence]:
    about, *classes = group
    match about, classes:
        case "edge", (last, regular, short, end, far):
            near = [
                ("short", short, end),
                ("short", short, regular),
                ("far", far, end),
                ("far", far, regular),
            ]
            return [("end", last, regular), *near]
        case "start", (first, some, before, after, style, shape):
            return [("first", first, some), ("indent", before, after, style), ("style", style, shape, some)]
        case "room", (spare, beside, end, ratio, full, page):
            return [
                ("spare", spare, end),
                ("beside", beside, end),
                ("ratio", ratio, end, full),
                ("page", page, end),
            ]
        case "alone", (regular, short, end, first, inner, size, before, after, signed):
            here = [("alone", regular), ("alone short", short, end), ("alone first", first, inner)]
            return [*here, ("alone size", size), ("alone far", before, after), ("alone signed", signed)]
        case _:
            return [group]


def _worth(group: _Group) -> float:
    known = _WORTH.get(group)
    if known is None:
        known = _WORTH[group] = sum(WEIGHTS.get(name, 0.0) for name in _names(group))
    return known


# What groups are worth, filled as they are met; their classes are few.
_WORTH: Final[dict[_Group, float]] = {}


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
