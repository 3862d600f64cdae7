"""The page as repeats are sought on it: without white space, with its lines and its measure.

Indices of the bare text are called *places*; offsets always speak of the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import accumulate
from typing import Final, Literal

from cleaner.core.chars import (
    BLANK,
    BLANKS,
    BREAK,
    CLOSING,
    NEWLINE,
    OPENING,
    SENTENCE_END,
    is_traditional,
    mixes_scripts,
)
from cleaner.core.pattern import lazy
from cleaner.core.variants import in_one_form

_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Copies of a passage differ in width and in the make of quotation marks: one form for each.
_FOLD: Final = (
    dict.fromkeys([*BLANKS, *_INVISIBLE], "")
    | dict.fromkeys(set(NEWLINE + BREAK) - {"\n"}, "\n")
    | {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("“”„「」『』‘’＂＇'", '"')
    | {"｡": "。", "、": ",", "﹑": ","}
    | dict.fromkeys("—–―－─━", "-")
    | dict.fromkeys("•・‧∙⋅", "·")
)
_FOLDED: Final = lazy(f"[{re.escape(''.join(_FOLD))}]")
# Searched at a time, so that what is found of a long text stays small.
_STRETCH: Final = 100_000


def fold(text: str) -> str:
    """The text without white space and in one width; every line end is a line feed.

    Character by character it takes five times as long as to look for the few that change.
    """
    found = {
        char for at in range(0, len(text), _STRETCH) for char in _FOLDED.findall(text, at, at + _STRETCH)
    }
    for char in found:
        text = text.replace(char, _FOLD[char])
    return text


# Extractors split a line at the half space between two marks; no line is broken there by rule.
_SPLIT: Final = lazy(r"\n(?:(?<=[”’）》〉」』】]\n)|(?<=[”’）》〉」』】] \n))(?=[，。、；：！？])")
_NOT_BARE: Final = frozenset([*BLANKS, *_INVISIBLE, *NEWLINE, BREAK])
_ALL_BLANKS: Final = "".join(BLANKS)
_INDENT: Final = lazy(f"[{BLANK}]{{2,}}|\u3000")
_BREAKS: Final = lazy(f"[{NEWLINE}{BREAK}]")
_STOP: Final = frozenset(SENTENCE_END)
_CLOSE: Final = frozenset(CLOSING + "\"'")
_BARE_STOP: Final = frozenset(fold(SENTENCE_END)) - frozenset(fold(CLOSING + "\"'"))
_BARE_CLOSE: Final = frozenset(fold(CLOSING + "\"'"))
_MAY_STOP: Final = _BARE_STOP | _BARE_CLOSE
# No sentence has more closing marks behind it; a rule made of them is long, and asked about at every line.
_MOST_CLOSED: Final = 12
_OPEN: Final = frozenset(OPENING + "\"'")
_PAUSE: Final = frozenset("，、；：,;:" + OPENING)
# Lines within this many half-width columns of the measure are full: hanging punctuation, an odd digit.
FULL_SLACK: Final = 2
# Columns of the indent of a first line: two ideographs.
_PAIR: Final = 4
# The measure is judged on this many lines on either side: neighbouring columns may differ in width.
MEASURE_LINES: Final = 8
# The share of them that makes a width usual: narrower ones are found among them, too.
_USUAL: Final = 4
# A line longer than this is a paragraph, not a line of a column (newspaper columns have 8 to 40 ideographs).
_WIDEST: Final = 100
# A measure shows in so many full lines.
_FEW_FULL: Final = 4
# No headline line is longer.
_HEADLINE: Final = 40
# Running text has a mark of punctuation every so many characters at least.
_CLAUSE: Final = 80
# So few line ends say nothing about verse or prose.
_FEW_LINES: Final = 3
# A song repeats a refrain of two lines or more, none longer than this; of lines that end with a mark by
# chance, as one in six of a column does, there are no three in a row that come again.
_VERSES: Final = 2
_LONGEST_VERSE: Final = 20
_MARKS: Final = frozenset("。,;:!?")
# Running text has a mark in more than one of so many lines.
_FEW_MARKED: Final = 5
# Fewer first lines say nothing about indents.
_FEW_FIRST: Final = 3
# Line ends at either end of a text: more than any blank lines.
_MANY: Final = 99


# All bytes but those of the marks that are wide in Chinese.
_NARROW: Final = bytes(set(range(256)) - set(b',-"!:;()'))


def width(line: str) -> int:
    """Columns of a folded line: an ideograph or a mark of punctuation takes two, a letter or digit one."""
    encoded = line.encode("utf-8", "replace")
    if len(encoded) == 3 * len(line):  # ideographs alone
        return 2 * len(line)
    marks = len(encoded.translate(None, _NARROW)) + line.count("?")  # also stands for what has no encoding
    return (len(line) + len(encoded)) // 2 + marks


def _measure(near: list[int]) -> int | None:
    """The measure that most of some sorted widths agree in."""
    full = first = last = 0
    for w in set(near):
        if w > _WIDEST:
            continue
        low, high = bisect_left(near, w - FULL_SLACK), bisect_right(near, w + FULL_SLACK)
        if high - low > full or (high - low == full and low > first):
            full, first, last = high - low, low, high
    if full < _FEW_FULL or 3 * full < len(near):
        return None
    return round(sum(near[first:last]) / full)


class Ground:
    """One text with its bare form and, worked out when asked for, its offsets, lines and measure."""

    def __init__(self, text: str) -> None:
        """Fold the text; everything else waits until a repeat is found."""
        self.text = text
        self._even = _SPLIT.sub(" ", text.replace("\r\n", " \n") if "\r" in text else text)
        folded = fold(self._even)
        self.mixes_scripts = mixes_scripts(folded)
        self._folded = (in_one_form(folded) if self.mixes_scripts else folded).split("\n")
        self.lines = [line for line in self._folded if line]
        self.bare = "".join(self.lines)
        self.starts = list(accumulate(map(len, self.lines), initial=0))
        self.spaces = self._count_spaces()
        self._measures: dict[int, int | None] = {}
        self._full: dict[int, tuple[int, int]] = {}

    @cached_property
    def _split(self) -> list[str]:
        """The lines as they stand in the text, empty ones too."""
        return _BREAKS.split(self._even)

    @cached_property
    def _raw(self) -> list[str]:
        """Each line as it stands in the text."""
        return [raw for raw, folded in zip(self._split, self._folded, strict=True) if folded]

    def _count_spaces(self) -> list[int]:
        spaces: list[int] = []
        count = _MANY
        for line in self._folded:
            if line:
                spaces.append(count)
                count = 0
            count += 1
        return spaces

    @cached_property
    def at(self) -> list[int]:
        """Offset of each place; one more for the end of the text."""
        at: list[int] = []
        start = 0
        for raw, folded in zip(self._split, self._folded, strict=True):
            end = start + len(raw)
            if len(raw.lstrip(_ALL_BLANKS)) == len(folded):
                at += range(end - len(folded), end)
            else:
                at += [i for i, c in enumerate(raw, start) if c not in _NOT_BARE]
            start = end + 1
        return [*at, len(self.text)]

    @cached_property
    def widths(self) -> list[int]:
        """Columns of each line, its indent included."""
        return [width(line) + self.indent(i) for i, line in enumerate(self.lines)]

    def end(self, place: int) -> int:
        """Offset just after the character before `place`."""
        return self.at[place - 1] + 1 if place else 0

    def is_traditional(self, start: int, end: int) -> bool:
        """Whether `[start, end)` is set in traditional characters, on a page that has both scripts."""
        return self.mixes_scripts and is_traditional(self.text[self.at[start] : self.end(end)])

    def white(self, place: int) -> str:
        """The white space before `place`."""
        return self.text[self.end(place) : self.at[place]]

    def breaks(self, place: int) -> int:
        """Line ends before `place`; many at either end of the text."""
        if place >= len(self.bare):
            return _MANY
        line = bisect_right(self.starts, place) - 1
        return self.spaces[line] if self.starts[line] == place else 0

    @cached_property
    def spacing(self) -> int:
        """Line ends between two lines of a paragraph: 2 where every line is followed by a blank one."""
        counts = self.spaces[1:]
        return max(set(counts), key=counts.count) if counts else 1

    def line(self, place: int) -> int:
        """Number of the line that holds `place`."""
        return min(bisect_right(self.starts, place), len(self.lines)) - 1

    def starts_within(self, start: int, end: int) -> list[int]:
        """The places inside `[start, end)`, `start` aside, where a line starts."""
        return self.starts[bisect_right(self.starts, start) : bisect_left(self.starts, end)]

    def head(self, place: int) -> int:
        """Columns of the line before `place`; of the whole line before it where `place` starts a line."""
        line = self.line(place - 1) if place else 0
        return width(self.bare[self.starts[line] : place]) + self.indent(line)

    def tail(self, place: int) -> int:
        """Columns of the line from `place` on."""
        return width(self.bare[place : self.starts[self.line(place) + 1]])

    def measure(self, line: int) -> int | None:
        """Columns of a full line round about `line`; None where lines are not broken to a measure."""
        if line not in self._measures:
            near = self.widths[max(0, line - MEASURE_LINES) : line]
            self._measures[line] = _measure(sorted(near + self.widths[line + 1 : line + MEASURE_LINES]))
        return self._measures[line]

    def full(self, line: int) -> tuple[int, int] | None:
        """The least and the most columns of the full lines round about `line`."""
        measure = self.measure(line)
        if measure is None:
            return None
        if line not in self._full:
            near = self.widths[max(0, line - MEASURE_LINES) : line + MEASURE_LINES]
            full = [width for width in near if abs(width - measure) <= FULL_SLACK]
            self._full[line] = (min(full, default=measure), max(full, default=measure))
        return self._full[line]

    def usual(self, line: int) -> set[int]:
        """The columns that a good part of the full lines round about `line` have, give or take one."""
        measure = self.measure(line) or 0
        near = self.widths[max(0, line - MEASURE_LINES) : line + MEASURE_LINES]
        full = Counter(width for width in near if abs(width - measure) <= FULL_SLACK)
        columns = range(measure - FULL_SLACK - 1, measure + FULL_SLACK + 2)
        return {c for c in columns if (full[c - 1] + full[c] + full[c + 1]) * _USUAL >= full.total()} or {
            measure
        }

    def halves_meet(self, start: int, end: int) -> bool:
        """Whether a line breaks off before `start`, inside it, and the line that starts at `end` fills it."""
        if self.breaks(start) or self.breaks(end) != self.spacing:
            return False
        return self.head(start) + self.tail(end) in self.usual(self.line(end))

    @cached_property
    def lost_indent(self) -> int:
        """Columns by which first lines of paragraphs are narrower because their indent is lost."""
        lacks = [
            (self.measure(line) or 0) - self.widths[line]
            for line in range(1, len(self.lines) - 1)
            if self.lines[line - 1][-1] in _MAY_STOP
            and self.stops(self.starts[line])
            and not self.indented(self.starts[line])
            and not self.stops(self.starts[line + 1])
            and self.flows(self.starts[line + 1])
        ]
        narrow = sum(abs(lack - _PAIR) <= FULL_SLACK and lack > FULL_SLACK for lack in lacks)
        return _PAIR if 4 * narrow >= len(lacks) else 0

    def stretched(self, line: int) -> int:
        """Columns of a line with the blanks that were set between its characters to fill it."""
        return self.widths[line] + len(self._raw[line].strip()) - len(self.lines[line])

    @cached_property
    def indents(self) -> bool:
        """Whether most lines behind the end of a sentence are indented: first lines of paragraphs are."""
        firsts = [
            self.indented(start)
            for line, start in enumerate(self.starts[1:-1], 1)
            if self.stops(start) and not self.stops(self.starts[line + 1])
        ]
        return len(firsts) >= _FEW_FIRST and 2 * sum(firsts) > len(firsts)

    @cached_property
    def first_lines(self) -> Literal["indented", "short"] | None:
        """How the first lines of paragraphs differ from other lines; "short" is an indent that is lost."""
        firsts = [
            self.indented(start)
            for line, start in enumerate(self.starts[1:-1], 1)
            if self.spaces[line] <= self.spacing
            and self.stops(start)
            and not self.stops(self.starts[line + 1])
        ]
        if len(firsts) >= _FEW_FIRST and 2 * sum(firsts) > len(firsts):
            return "indented"
        return "short" if self.lost_indent else None

    def stops(self, place: int) -> bool:
        """Whether a sentence ends just before `place`, closing marks aside."""
        i = place - 1
        if i < 0 or self.bare[i] in _BARE_STOP:
            return True
        if self.bare[i] not in _BARE_CLOSE:
            return False
        first = max(0, i - _MOST_CLOSED)
        while i > first and self.text[self.at[i]] in _CLOSE:
            i -= 1
        return self.text[self.at[i]] in _STOP

    def pauses(self, place: int) -> bool:
        """Whether the character before `place` ends a clause, or the one after it does."""
        return place == 0 or self.text[self.at[place - 1]] in _PAUSE

    def quotes(self, place: int) -> bool:
        """Whether a quotation or a bracket opens just before `place`."""
        return place > 0 and self.text[self.at[place - 1]] in _OPEN

    def is_parted(self, place: int) -> bool:
        """Whether white space parts the line that starts at `place` from the one before, or a stop does."""
        count = self.breaks(place)
        return count > self.spacing or (count > 0 and (self.stops(place) or self.indented(place)))

    def opens_block(self, place: int) -> bool:
        """Whether a block starts at `place`: a new line, and the line before ends or is spaced off."""
        if not self.breaks(place):
            return False
        return self.is_parted(place) or self.is_short(self.line(place - 1))

    @cached_property
    def _indents(self) -> set[int]:
        """The places where an indented line starts."""
        lines = zip(self.starts, self._raw, strict=False)
        return {start for start, raw in lines if raw[0].isspace() and _INDENT.match(raw)}

    def indented(self, place: int) -> bool:
        """Whether an indented line starts at `place`."""
        return place in self._indents

    def indent(self, line: int) -> int:
        """Columns of the indent of a line."""
        raw = self._raw[line]
        if not raw[0].isspace():
            return 0
        blanks = raw[: len(raw) - len(raw.lstrip())]
        return len(blanks) + blanks.count("\u3000")

    def is_spread(self, line: int) -> bool:
        """Whether wide blanks stand inside a line: columns side by side, a table."""
        return "   " in self._raw[line].strip()

    def is_short(self, line: int) -> bool:
        """Whether a line is clearly shorter than the measure (false where there is none)."""
        measure = self.measure(line) if line < len(self.lines) else None
        return measure is not None and self.widths[line] < measure - 2 * FULL_SLACK

    def ends_block(self, place: int) -> bool:
        """Whether a block ends just before `place`."""
        if place >= len(self.bare):
            return True
        return self.opens_block(place) or (self.breaks(place) > 0 and self.is_headline(self.line(place)))

    def flows(self, place: int) -> bool:
        """Whether the text runs over `place` for sure: inside a line, or from a full line to the next."""
        if not self.breaks(place):
            return True
        measure = self.measure(self.line(place - 1))
        return not self.stops(place) and measure is not None and not self.opens_block(place)

    def runs_through(self, start: int, end: int) -> bool:
        """Whether text runs into the full lines `[start, end)` and goes on behind: they are no headline."""
        line = self.line(start)
        measure = self.measure(line)
        if measure is None or abs(self.widths[line] - measure) > FULL_SLACK:
            return False
        pauses = any("," in before or "。" in before[:-1] for before in self.lines[max(0, line - 2) : line])
        return pauses and self.flows(start) and not self.stops(end) and not self.is_parted(end)

    def is_torn(self, place: int) -> bool:
        """Whether a block ends just before `place`, and in mid-sentence."""
        if self.stops(place):
            return False
        count = self.breaks(place)
        return count > self.spacing or (count > 0 and self.is_headline(self.line(place)))

    def is_lone(self, start: int, end: int) -> bool:
        """Whether `[start, end)` is the end of a line of its own: a headline, a byline, a running head."""
        line = self.line(end - 1)
        first = self.starts[line]
        if start < first or len(self.lines[line]) > _HEADLINE:
            return False
        if self.measure(line) is None:
            return True
        return self.breaks(first) > self.spacing and not any(map(self.lines[line].__contains__, ",。"))

    def in_prose(self, start: int, end: int) -> bool:
        """Whether `[start, end)` is the end of running text, and no headline or caption of one clause."""
        if "。" in self.bare[start : end - 1]:
            return True
        first = self.line(end - 1)
        while first > 0 and self.starts[first] > end - _HEADLINE and not self.opens_block(self.starts[first]):
            first -= 1
        block = self.bare[self.starts[first] : end]
        return len(block) > _HEADLINE and any(map(block.count, "。,;"))

    def is_headline(self, line: int) -> bool:
        """Whether a line stands alone without a stop: a headline, a heading, a byline."""
        end = self.starts[line + 1]
        return (
            self.breaks(end) >= self.spacing
            and not self.stops(end)
            and not self.pauses(end)
            and len(self.lines[line]) <= _HEADLINE
            and (self.is_short(line) or (self.measure(line) is None and self.spacing > 1))
        )

    @cached_property
    def _is_unmarked(self) -> bool:
        """Whether most lines of the page have no mark of punctuation: verse, lists, no running text."""
        marked = sum(any(map(line.__contains__, _MARKS)) for line in self.lines)
        return marked * _FEW_MARKED < len(self.lines)

    def is_verse(self, start: int, end: int) -> bool:
        """Whether a stretch is lines of verse: short ones that all end with a mark, or that have none."""
        lines = self.lines[self.line(start) : self.line(end - 1) + 1]
        if len(lines) < _VERSES or max(map(len, lines)) > _LONGEST_VERSE:
            return False
        closed = len(lines) > _VERSES and all(line[-1] in _MARKS for line in lines)
        return closed or self._is_unmarked

    def is_prose(self, start: int, end: int) -> bool:
        """Whether a stretch is running text: lines to a measure or whole paragraphs, no verse, no table.

        A line of verse or of a table ends where its sense ends; one of running text ends anywhere.
        """
        stretch = self.bare[start:end]
        if sum(map(stretch.count, "。,;:!?")) * _CLAUSE < len(stretch):
            return False
        first, last = self.line(start), self.line(end - 1)
        if last - first < _FEW_LINES or end - start > _WIDEST // 2 * (last - first + 1):
            return True
        inner = range(first, last)
        full = sum(not self.is_short(i) and self.measure(i) is not None for i in inner)
        closed = sum(self.lines[i][-1] in '。,;:!?"' for i in inner)
        return 2 * full > len(inner) or 2 * closed < len(inner)
