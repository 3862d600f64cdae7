"""The habits of a page: how its paragraphs begin and end, as far as its clear cases tell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Final

from cleaner.core.pairs import in_words
from cleaner.normalise.line_kinds import (
    CAPTION_STARTS,
    INNER,
    MARK,
    first_token_width,
    is_signed,
    item,
    opening,
    opens_caption,
)
from cleaner.normalise.line_shapes import LONG, OPEN_ENDS, SLACK, TORN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.normalise.line_shapes import Lines

# Columns from which a line is plainly short, a sentence has ended early, and an indent is one.
PLAINLY_SHORT: Final = 6.6
_ENDED: Final = 4.0
INDENTED: Final = 1.5
# With fewer stops, on a page or round a line, their share says nothing.
_FEW_STOPS: Final = 5
# A first line is at least and at most this much short: two ideographs, give or take a token.
FIRST_SHORT: Final = (2.6, 7.0)
# From this share of its column a line is long enough to show how paragraphs begin.
_BEGINS: Final = 0.6
# Clear cases on either side that a line is judged by, and the share of them that must agree.
_CASES: Final = 3
_AGREE: Final = 0.65
_RATIO: Final = ((0.15, 0.3, 0.5, 0.75), ("0.1", "0.2", "0.4", "0.6", "1"))
_SHARE: Final = ((0.3, 0.5, 0.7, 0.9), ("0.2", "0.4", "0.6", "0.8", "1"))
# For so many lines at a time, as many on either side tell how lines of one paragraph are parted; fewer
# pairs of such lines say nothing.
_PART: Final = 8
_FEW_BREAKS: Final = 5
# Columns of an indent of two ideographs, give or take a blank; what is set in more is set apart.
_SET_IN: Final = (3.5, 4.6)
# Of an indent of two half-width blanks, if so many of the indents of a page are that: columns side by side
# leave blanks of any number.
_SET_IN_HALF: Final = (INDENTED, 2.5)
_HALVES: Final = 0.8
_FLUSH: Final = 0.7
# What datelines and bylines have in their first characters.
_REPORTERS: Final = ("讯", "訊", "电", "電", "者", "员", "員", "源", "辑", "輯")
_DATELINE: Final = 20
_REPORTS: Final = frozenset(("dateline", "credit"))
# So many lines in a row without a mark are no headline broken by its column, if this share of them is
# narrower than the widest by so many columns.
_MANY_BARE: Final = 5
_BARE: Final = bytes(_MANY_BARE)
_RAGGED: Final = 2.5
_SHORT_ONES: Final = 0.4
_WORD: Final = 4
GOES_ON: Final = frozenset(("comma", "open", "dash"))
# Of the ends of unmarked lines so many stand inside a word, and this share, if the lines are running text.
_FEW_WORDS: Final = 3
_IN_WORDS: Final = 0.12
# Columns by which figures make lines of one width differ.
_SAME: Final = 1.0
# No caption has more lines.
_CAPTION: Final = 8
# Columns from which a line is set apart, and what share of the lines may be.
_SET_APART: Final = 5.1
_FEW_APART: Final = 0.2
# So many indents tell how paragraphs begin, and what share of them must stand where one has ended.
_INDENTS: Final = 3
_TELLING: Final = 0.8
# So much of the page's column is narrow, and from so many lines of prose the page has one.
_NARROW: Final = 0.65
_PROSE_LINES: Final = 8
CAPITALS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SMALL: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
# So many lines that begin with a capital are no chance: one word in eight of English prose has one.
_MANY_CAPITALS: Final = 4


def breaks_beyond(lines: Lines) -> list[int]:
    """Line ends before each line, less those between two lines of one paragraph near it.

    There are two of the latter where a blank line follows every line.  Of several pages in one text each
    may have its own.
    """
    inside = [
        breaks if lack <= SLACK and last in OPEN_ENDS and breaks < TORN else 0
        for last, lack, breaks in zip(lines.last, lines.lack, lines.breaks[1:], strict=False)
    ]
    kinds = sorted(set(inside) - {0}, key=inside.count, reverse=True) or [1]
    beyond: list[int] = []
    for first in range(0, len(lines), _PART):
        near = inside[max(0, first - _PART) : first + 2 * _PART]
        usual, known = kinds[0], len(near) - near.count(0)
        if known >= _FEW_BREAKS and known > 2 * near.count(usual):
            usual = max(kinds, key=near.count)
        beyond += [breaks - usual for breaks in lines.breaks[first : first + _PART]]
    return beyond


def unwrapped(lines: Lines) -> list[bool]:
    """Whether most of the text near each line stands in lines that no column wrapped."""
    if max(lines.width, default=0.0) <= LONG:
        return [False] * len(lines)
    found: list[bool] = []
    for first in range(0, len(lines), _PART):
        near = lines.width[max(0, first - _PART) : first + 2 * _PART]
        is_long = 2 * sum(width for width in near if width > LONG) > sum(near)
        found += [is_long] * min(_PART, len(lines) - first)
    return found


def stop_ratio(lines: Lines) -> str:
    """How often the end of a sentence is the end of a paragraph."""
    stops = sum(map(lines.body.count, "。！？"))
    short = [last for last, lack in zip(lines.last, lines.lack, strict=True) if lack > _ENDED]
    ends = short.count("stop")
    return _class(_RATIO, ends / stops) if stops >= _FEW_STOPS else "?"


def line_end_stops(lines: Lines, first: int, count: int) -> str:
    """How many of the stops in some lines, and as many on either side, end a line: in a list all do."""
    near = slice(max(0, first - count), min(first + 2 * count, len(lines)))
    here = lines.at[near.start], lines.at[near.stop]
    ends = lines.last[near].count("stop")
    stops = ends + lines.body.count("。", *here) - lines.body.count("。\n", *here)
    return _class(_SHARE, ends / stops) if stops >= _FEW_STOPS else "?"


def sentence_openings(lines: Lines) -> set[str]:
    """The first two characters that several lines behind a stop have, as the items of a list do."""
    after = [ink[:2] for last, ink in zip(lines.last, lines.ink[1:], strict=False) if last == "stop"]
    return {opening for opening, times in Counter(after).items() if times > 1}


def counted(lines: Lines) -> set[int]:
    """Boundaries over an item of a list: another line begins with the number before it or behind it.

    Behind a comma or the like an item goes on with a sentence, and where the line above fills its column it
    may go on with a paragraph.
    """
    items = {i: found for i, ink in enumerate(lines.ink) if (found := item(ink))}
    known = set(items.values())
    return {
        i - 1
        for i, (form, number) in items.items()
        if i
        and not known.isdisjoint(((form, number - 1), (form, number + 1)))
        and lines.last[i - 1] not in GOES_ON
        and (lines.lack[i - 1] > SLACK or lines.regular[i - 1] == "loose")
    }


def all_capitalised(lines: Lines) -> bool:
    """Whether every line that begins with a Latin letter begins with a capital, as those of verse do."""
    firsts = [ink[0] for ink in lines.ink]
    return _SMALL.isdisjoint(firsts) and sum(first in CAPITALS for first in firsts) >= _MANY_CAPITALS


def captions(lines: Lines) -> set[int]:
    """Boundaries inside narrow captions: from the number or word that opens one to the credit that ends it.

    A sentence ends in it only before the credit.
    """
    inside: set[int] = set()
    opens = [i for i, ink in enumerate(lines.ink) if ink[0] in CAPTION_STARTS and opens_caption(ink)]
    for i, until in pairwise([*opens, len(lines)]):
        for k in range(i, min(i + _CAPTION, until)):
            if lines.width[k] > LONG or (k - 1 > i and "stop" in lines.last[i : k - 1]):
                break
            if is_signed(lines.ink[k]):
                inside.update(range(i, k))
                break
    return inside


def set_in(lines: Lines) -> set[int]:
    """The lines that are set in like the first of a paragraph, over a line that is not."""
    low, high = _indents(lines)
    if max(lines.indent, default=0.0) < low:
        return set()
    return {
        i
        for i, (indent, then) in enumerate(pairwise(lines.indent))
        if low <= indent <= high and then < _FLUSH
    }


def _indents(lines: Lines) -> tuple[float, float]:
    """The least and the most columns by which the first line of a paragraph is set in."""
    low, high = _SET_IN_HALF
    indents = [indent for indent in lines.indent if 0 < indent <= _SET_IN[1]]
    halves = sum(low <= indent <= high for indent in indents)
    return (low, _SET_IN[1]) if halves and halves >= _HALVES * len(indents) else _SET_IN


def indented(lines: Lines) -> set[int]:
    """Boundaries over a line that is set in like the first of a paragraph, on a page where that tells one.

    There nearly all of them stand behind a stop or a short line.
    """
    low, high = _indents(lines)
    if max(lines.indent, default=0.0) < low:
        return set()
    over = [
        i
        for i, (indent, then) in enumerate(pairwise(lines.indent))
        if indent < _FLUSH and low <= then <= high and lines.last[i] != "comma"
    ]
    ended = sum(
        lines.last[i] == "stop"
        or lines.lack[i] > PLAINLY_SHORT
        or (not lines.marked[i] and (not i or lines.last[i - 1] == "stop"))
        for i in over
    )
    return set(over) if len(over) >= _INDENTS and ended >= _TELLING * len(over) else set()


def apart(lines: Lines, beyond: list[int]) -> set[int]:
    """The boundaries before a line that stands apart over one that is set in."""
    indent = lines.indent
    under = [i for i, own in enumerate(indent) if own >= INDENTED]
    return {i - 2 for i in under if i and beyond[i - 1] > 0 and indent[i - 1] < INDENTED}


def reports(lines: Lines) -> set[int]:
    """The lines below one without a mark that begin as a report does, with a dateline or a byline."""
    near: set[int] = set()
    for sign in _REPORTERS:
        at = lines.body.find(sign)
        while at >= 0:
            i = bisect_right(lines.at, at) - 1
            if i and not lines.marked[i - 1] and at - lines.at[i] < _DATELINE:
                near.add(i)
            at = lines.body.find(sign, lines.at[i + 1])
    return {i for i in near if opening(lines.ink[i]) in _REPORTS}


def bare(lines: Lines, beyond: list[int]) -> set[int]:
    """Boundaries inside many lines of different width without a mark: headlines read out together, or names.

    Running text has a mark every few lines, and without any (an old print, a bad recognition) its lines are
    of one width.
    """
    inside: set[int] = set()
    for stretch in _without_marks(lines):
        run: list[int] = []
        for i in stretch:
            ends = INNER.search(lines.ink[i]) or lines.last[i] in ("stop", "colon")
            if ends or (run and beyond[i] > 0):
                inside.update(_ragged(lines, run, beyond))
                run = []
            if not ends:
                run.append(i)
        inside.update(_ragged(lines, run, beyond))
    return inside


def _without_marks(lines: Lines) -> Iterator[range]:
    """Many lines in a row without a comma or a full stop."""
    at = lines.marked.find(_BARE)
    while at >= 0:
        end = lines.marked.find(1, at)
        end = end if end >= 0 else len(lines)
        yield range(at, end)
        at = lines.marked.find(_BARE, end)


def _ragged(lines: Lines, run: list[int], beyond: list[int]) -> Iterator[int]:
    """The boundaries inside a run of lines, if there are many and they fill no column.

    Full lines right above other text may belong to it, and a line of a word is the rest of one.
    """
    while run and abs(lines.lack[run[-1]]) <= SLACK and run[-1] + 1 < len(lines) and beyond[run[-1] + 1] <= 0:
        run.pop()
    if len(run) < _MANY_BARE:
        return
    widest = max(lines.width[i] for i in run)
    if sum(widest - lines.width[i] > _RAGGED for i in run) >= _SHORT_ONES * len(run):
        yield from (i for i, then in pairwise(run) if lines.width[then] > _WORD)


def unmarked(lines: Lines, beyond: list[int]) -> set[int]:
    """Boundaries inside running text that has no marks: old print, or what a recogniser lost.

    All its lines are of one width, and every fourth or fifth of their ends stands inside a word; of the
    ends of headlines one in ninety does, of lines of verse one in thirty.
    """
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for stretch in _without_marks(lines):
        for run in _even(lines, stretch, beyond):
            columns[round(lines.width[run[0]])] += run
    inside: set[int] = set()
    for column in columns.values():
        words = sum(in_words(lines.ink[i][-1], lines.ink[i + 1][0]) for i in column)
        if words >= max(_FEW_WORDS, _IN_WORDS * len(column)):
            inside.update(column)
    return inside


def _even(lines: Lines, stretch: range, beyond: list[int]) -> Iterator[list[int]]:
    """The boundaries behind full lines of one width that stand together, of stretches of many such lines."""
    run: list[int] = []
    for i in stretch:
        if run and abs(lines.width[run[0]] - lines.width[i]) > _SAME:
            if len(run) >= _MANY_BARE:
                yield run
            run = []
        below = lines.width[i + 1] if i + 1 < len(lines) and beyond[i + 1] <= 0 else inf
        if below <= lines.width[i] + _SAME:  # another of them, or the last
            run.append(i)
    if len(run) >= _MANY_BARE:
        yield run


def set_apart(lines: Lines) -> set[int]:
    """Boundaries before and behind the few lines that are set in by more than a paragraph: who signed a text.

    On a page whose lines are flush but for these; blanks that columns side by side left are all over it.
    """
    apart = [i for i, indent in enumerate(lines.indent) if indent > _SET_APART]
    if not apart or len(apart) > _FEW_APART * len(lines):
        return set()
    if any(_SET_IN[1] < indent <= _SET_APART for indent in lines.indent):
        return set()
    found = {k for i in apart for k in (i - 1, i) if 0 <= k < len(lines) - 1}
    return {k for k in found if abs(lines.indent[k] - lines.indent[k + 1]) > SLACK}


def verse(lines: Lines) -> set[int]:
    """Boundaries inside many lines that are far narrower than the page's column and have no mark at all.

    Free verse and columns of names; running text in a narrow box has a mark every few lines.
    """
    stretches = list(_without_marks(lines))
    if not stretches:
        return set()
    columns = sorted(
        column
        for column, regular in zip(lines.column, lines.regular, strict=True)
        if regular in ("column", "some")
    )
    if len(columns) < _PROSE_LINES:
        return set()
    narrow = _NARROW * columns[len(columns) // 2]
    found: set[int] = set()
    for stretch in stretches:
        run: list[int] = []
        for i in stretch:
            if lines.width[i] <= narrow and not MARK.search(lines.ink[i]):
                run.append(i)
                continue
            found.update(_inside_verse(lines, run))
            run = []
        found.update(_inside_verse(lines, run))
    return found


def _inside_verse(lines: Lines, run: list[int]) -> list[int]:
    """The boundaries inside a run of narrow lines, if there are many and no headline stands upright there."""
    is_upright = sum(lines.width[i] <= _WORD for i in run) * 2 > len(run)
    return run[:-1] if len(run) >= _MANY_BARE and not is_upright else []


def paragraph_styles(lines: Lines, beyond: list[int]) -> list[str]:
    """How paragraphs begin near each line: raw (indented), first (by shape), full, mixed or none.

    One clear case alone is marked with a question mark.
    """
    facts = zip(lines.last, lines.lack, lines.indent[1:], strict=False)
    # Two signs of three: a stop, a short line, an indent below it.
    shows = [
        i
        for i, (last, lack, indent) in enumerate(facts)
        if (last == "stop" and (lack > PLAINLY_SHORT or indent >= INDENTED))
        or (indent >= INDENTED and lack > PLAINLY_SHORT)
    ]
    clear: list[int] = []
    kinds: list[str] = []
    for i in shows:
        kind = _begins(lines, i + 1, beyond) if lines.regular[i] in ("column", "some") else ""
        if kind:
            clear.append(i)
            kinds.append(kind)
    styles: list[str] = []
    for k, at in enumerate([*clear, len(lines) - 1]):
        styles += [_agree(kinds[max(0, k - _CASES) : k + _CASES])] * (at + 1 - len(styles))
    return styles


def _begins(lines: Lines, i: int, beyond: list[int]) -> str:
    """How a paragraph that begins with a line begins; nothing if the line is too short to tell."""
    if lines.indent[i] >= INDENTED:
        return "raw"
    if lines.last[i] == "stop" or lines.width[i] < _BEGINS * lines.column[i]:
        return ""
    is_last = i + 1 == len(lines)
    is_far = is_last or beyond[i + 1] > 0
    if is_far and lines.last[i] in OPEN_ENDS and not INNER.search(lines.ink[i]):
        return ""  # a headline
    lack = lines.lack[i]
    if lack < FIRST_SHORT[0]:
        return "full"
    fits = not is_last and lack <= FIRST_SHORT[1] and lack >= first_token_width(lines.ink[i + 1])
    return "first" if fits else ""


def _agree(near: list[str]) -> str:
    if not near:
        return "none"
    style = max(near, key=near.count)
    if len(near) == 1:
        return style + "?"
    return style if near.count(style) >= _AGREE * len(near) else "mixed"


def _class(classes: tuple[tuple[float, ...], tuple[str, ...]], value: float) -> str:
    edges, names = classes
    return names[bisect_left(edges, value)]
