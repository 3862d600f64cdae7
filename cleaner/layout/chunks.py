"""Chunks: lines that an extractor wrote together, parted from others by more than the usual line end."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from cleaner.core.bigrams import bigrams
from cleaner.core.chars import BLANK, BREAK
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.layout import notices

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_INK: Final = lazy(rf"[^{BLANK}\s][^\n\r\f\v{BREAK}]*")
_LINE_ENDS: Final = ("\n", "\f", "\r", BREAK)
ENDS: Final = frozenset("。！？…!?”’」』）)】》：:；;—.-")
_PAUSES: Final = frozenset("，、,；。")
# Of these a headline has none, but it may name several people.
_STOPS: Final = frozenset("，,；。")
# Lines on either side from which the measure is taken, how many must agree in it, and the share of the
# commonest width that a full one has: first lines of paragraphs are shorter, and there may be more of them.
_NEAR, _FEW, _FREQUENT = 12, 3, 0.5
# Columns that a full line may lack; by which a headline is shorter, or wider, than a line of text.
SLACK, _SHORT, _WIDE = 3, 7, 9
# What an indent of two ideographs takes, and the slack.
_INDENT: Final = 6
# Lines of a headline above a text, and of a caption below it, that are chunks of their own.
_ABOVE, _BELOW = 3, 2
# Running text is so long and has a pause, a stop or so many lines; a headline is longer than a kicker.
_SHORTEST, _MANY, _KICKER = 6, 4, 3
# Lines of a headline or a byline that its column wraps.
_WRAPPED = 2
_CREDIT: Final = r"(?:[摄攝][）)]?|供[图圖][）)]?|[资資]料[图圖]片?[）)]?)$"
_CREDITED: Final = lazy(_CREDIT)
_CREDIT_ENDS: Final = frozenset("摄攝）)图圖片")
_CREDIT_LENGTH, _LONGEST_CAPTION = 8, 120
_PICTURE: Final = lazy("[上下左右题題]?[图圖](?:[①-⑳为為是：:]|片)")
# A caption is one sentence before its credit: more is text that a caption was printed right below.
_PICTURED: Final = lazy(rf"[^。]{{0,60}}。?[^。]{{0,20}}{_CREDIT}")
# How much of its end and of its beginning is compared with other chunks.
_REACH: Final = 500


class Line(NamedTuple):
    """A line with ink: its offsets, the line ends before it, its columns (an ideograph takes two).

    `indent` is the white space before it on its line; `torn` tells that text was cut out before it.
    """

    start: int
    end: int
    breaks: int
    width: int
    indent: int
    torn: bool


class First(NamedTuple):
    """How a chunk, or a paragraph in one, begins: its first line, and the lines of the chunk from there on.

    `room` is the columns that the first line leaves of the measure.
    """

    indented: bool
    room: int
    lines: int

    @property
    def full(self) -> bool:
        """Whether it fills its line."""
        return self.room <= SLACK

    @property
    def set_in(self) -> bool:
        """Whether it lacks as much as an indent takes that the text no longer has."""
        return SLACK < self.room <= _INDENT


class Chunk:
    """Lines that stand together.

    Attributes:
        start: offset of the beginning of its first line, its indent included.
        end: offset behind its last character.
        text: what it says, without white space.
        measure: the columns of a full line hereabouts, 0 where lines are not broken to a measure.
        lines: how many it has.
        opening: the columns of its first line.
        opens_short: its first line is no full one, and shorter than the second.
        opens_last: its first line, no full one and not set in, ends a sentence: it may end a paragraph.
        room: the columns that its last line leaves of the measure.
        first: how it begins.
        paragraphs: how the paragraphs begin that certainly begin inside it.
        torn: text is missing behind it.
        prose: it is running text, no headline, caption, folio or notice.
        breaks_off: it is prose that ends in mid-sentence, and nothing is missing there.
        ends_full: its last line is a full one.
    """

    def __init__(self, text: str, lines: Sequence[Line], measure: int, *, torn: bool, half: bool) -> None:
        """Read a chunk of a text; with `half` a line at one of its ends is half of a line of prose."""
        ink = lines[0].start
        self.start = ink - lines[0].indent
        self.end = lines[-1].end
        self.text = _ink(text[ink : self.end])
        self.measure = measure
        self.first = _first(lines, measure)
        self.paragraphs = [
            _first(lines[i:], measure)
            for i in range(1, len(lines))
            if text[lines[i - 1].end - 1] in ENDS and lines[i - 1].width < measure - SLACK
        ]
        self.torn = torn
        self.opening = lines[0].width
        self.lines = len(lines)
        self.opens_short = len(lines) > 1 and self.opening < min(measure - SLACK, lines[1].width)
        self.opens_last = not self.first.full and not self.first.indented and text[lines[0].end - 1] in ENDS
        self.room = measure - lines[-1].width
        self.ends_full = self.room <= SLACK
        self.prose = bool(measure) and _is_prose(self.text, lines, measure, half=half)
        self.breaks_off = self.prose and not torn and _is_open(self.text)

    @property
    def headline(self) -> bool:
        """Whether it may be a headline of the text below it."""
        return (
            not self.prose
            and len(self.text) > _KICKER
            and self.text[-1] not in ENDS
            and not _of_picture(self.text)
        )

    @cached_property
    def ending(self) -> set[int]:
        """The vocabulary of its end."""
        return bigrams(self.text[-_REACH:])

    @cached_property
    def beginning(self) -> set[int]:
        """The vocabulary of its beginning."""
        return bigrams(self.text[:_REACH])


def _ink(text: str) -> str:
    return "".join(text.split())


def _of_picture(ink: str) -> bool:
    """Whether a text says that it belongs to a picture."""
    credited = ink[-1] in _CREDIT_ENDS and _PICTURED.match(ink)
    return bool(credited or _PICTURE.match(ink))


def _first(lines: Sequence[Line], measure: int) -> First:
    return First(lines[0].indent > 1, measure - lines[0].width, len(lines))


def _is_prose(ink: str, lines: Sequence[Line], measure: int, *, half: bool) -> bool:
    if _of_picture(ink) or notices.is_notice(ink):
        return False
    if half or ink[-1] == "。":
        return True
    if len(lines) == 1 and lines[0].width > measure + _WIDE:
        return False
    pauses = _PAUSES if len(lines) > 1 else _STOPS
    return len(ink) >= _SHORTEST and (len(lines) >= _MANY or not pauses.isdisjoint(ink))


def _is_open(ink: str) -> bool:
    """Whether a text ends in mid-sentence, and not with the credit of a picture or with a notice."""
    if ink[-1] in ENDS or (ink[-1] in _CREDIT_ENDS and _CREDITED.search(ink[-_CREDIT_LENGTH:])):
        return False
    return notices.glued(ink) is None


def read_chunks(text: str) -> list[Chunk]:
    r"""The chunks of a text; headlines stand apart above prose and captions below it.

    >>> lines = "市总工会开会", "会议听取了工作报告，并", "就今后工作作出安排，要", "求夯实基层基础，把各项"
    >>> text = "\n".join((*lines, "", "措施落到实处。"))
    >>> [chunk.text[:6] for chunk in read_chunks(text)]
    ['市总工会开会', '会议听取了工', '措施落到实处']
    """
    lines = list(_lines(text))
    counts = Counter(line.breaks for line in lines[1:])
    usual = counts.most_common(1)[0][0] if counts else 0
    measures = _Measures(lines)
    bounds = [i for i, line in enumerate(lines) if not i or line.breaks > usual or line.torn]
    halves = _torn_lines(text, lines, bounds, measures)
    found: list[Chunk] = []
    for low, high in pairwise([*bounds, len(lines)]):
        torn = high < len(lines) and lines[high].torn
        for first, last in _parts(text, lines, low, high, measures, halves):
            half = last - first > _WRAPPED and (first in halves or last - 1 in halves)
            part = Chunk(text, lines[first:last], measures.at(first), torn=torn and last == high, half=half)
            found.append(part)
    return found


def _lines(text: str) -> Iterator[Line]:
    at = 0
    for match in _INK.finditer(text):
        ink = match.group().rstrip()
        start = match.start()
        between = text[at:start]
        at = start + len(ink)
        width = (len(ink) + len(ink.encode("utf-8", "replace"))) // 2
        if between == "\n":  # as between most
            yield Line(start, at, 1, width, 0, torn=False)
            continue
        breaks = between.count("\n") + between.count("\f")
        indent = len(between) - 1 - max(map(between.rfind, _LINE_ENDS)) if between else 0
        yield Line(start, at, breaks, width, indent, BREAK in between)


class _Measures:
    """The measure round each line, worked out where it is asked for."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._widths = [line.width for line in lines]
        self._known: dict[int, int] = {}

    def at(self, line: int) -> int:
        place = line // _NEAR
        if place not in self._known:
            counts = Counter(self._widths[max(0, place - 1) * _NEAR : (place + 2) * _NEAR])
            around = {
                width: count + counts.get(width - 1, 0) + counts.get(width + 1, 0)
                for width, count in counts.items()
            }
            most = max(_FEW, _FREQUENT * max(around.values()))
            self._known[place] = max((width for width in counts if around[width] >= most), default=0)
        return self._known[place]


def _torn_lines(text: str, lines: Sequence[Line], bounds: Sequence[int], measures: _Measures) -> set[int]:
    """Lines at the ends of chunks that may be halves of lines: short ones of which two fill the measure."""
    rooms: dict[int, int] = {}
    widths: dict[int, int] = {}
    for first, end in pairwise([*bounds, len(lines)]):
        if end - first < 2:  # noqa: PLR2004
            continue
        measure = measures.at(first)
        top, below, above, bottom = (measure - lines[i].width for i in (first, first + 1, end - 2, end - 1))
        if top > SLACK >= abs(below) and lines[first].indent <= 1:
            widths[first] = lines[first].width
        set_in = _SHORT if end - first > _WRAPPED else SLACK  # above may be the first line of a paragraph
        if bottom > SLACK and abs(above) <= set_in and text[lines[end - 1].end - 1] not in ENDS:
            rooms[end - 1] = bottom
    return set(chain(_filling(rooms, widths), _filling(widths, rooms)))


def _filling(some: Mapping[int, int], others: Mapping[int, int]) -> Iterator[int]:
    """The lines of some with columns that others have, too, but for the slack."""
    near = {columns + slack for columns in others.values() for slack in range(-SLACK, SLACK + 1)}
    return (line for line, columns in some.items() if columns in near)


def _parts(
    text: str, lines: Sequence[Line], low: int, high: int, measures: _Measures, torn: Collection[int]
) -> Iterator[tuple[int, int]]:
    """The lines `low` to `high` as headline, prose and caption, as far as there is prose.

    Halves of lines, `torn` in their middle, are prose.
    """
    first, last = low, high
    start, end = lines[low].start, lines[high - 1].end
    if end - start <= _LONGEST_CAPTION and _of_picture(_ink(text[start:end])):
        yield low, high
        return
    if low not in torn:
        while first < min(low + _ABOVE, high - 1) and _stands_out(text, lines[first], measures.at(first)):
            first += 1
    if high - 1 not in torn:
        while last > max(first + 1, high - _BELOW) and _stands_out(
            text, lines[last - 1], measures.at(last - 1)
        ):
            last -= 1
    if last < high and not _may_end(text, lines[last - 1 : high]):
        last = high
    yield from ((a, b) for a, b in ((low, first), (first, last), (last, high)) if a < b)


def _may_end(text: str, lines: Sequence[Line]) -> bool:
    """Whether running text may end with the first of some lines, so that the others are a caption.

    What stands below half a sentence is the rest of it, unless it says that it belongs to a picture.
    """
    below = "".join(text[line.start : line.end] for line in lines[1:])
    return text[lines[0].end - 1] in ENDS or _of_picture(below)


def _stands_out(text: str, line: Line, measure: int) -> bool:
    """Whether a line is no line of running text: too short for it or too wide, and without a stop."""
    if not measure or -_WIDE <= measure - line.width <= _SHORT or text[line.end - 1] in ENDS:
        return False
    ink = text[line.start : line.end]
    return ink[-1] not in _PAUSES and "。" not in ink and (line.width > measure or "，" not in ink)
