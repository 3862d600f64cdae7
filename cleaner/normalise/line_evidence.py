"""The evidence for and against a break between two lines, and for a line that stands alone.

Every function here only names what it sees; what each sight is worth is told by `line_worth`.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Final

from cleaner.core.chars import IDEOGRAPHIC, OPENING
from cleaner.core.fields import find_rows, kinds_of_fields
from cleaner.core.pairs import in_words
from cleaner.normalise.line_bonds import bonds
from cleaner.normalise.line_habits import (
    CAPITALS,
    FIRST_SHORT,
    INDENTED,
    PLAINLY_SHORT,
    all_capitalised,
    apart,
    bare,
    breaks_beyond,
    captions,
    counted,
    indented,
    line_end_stops,
    paragraph_styles,
    reports,
    sentence_openings,
    set_apart,
    set_in,
    stop_ratio,
    unmarked,
    unwrapped,
    verse,
)
from cleaner.normalise.line_heads import headlines
from cleaner.normalise.line_kinds import (
    BINDS_BACK,
    BINDS_ON,
    INNER,
    LABEL,
    MARK,
    NOTICE_STARTS,
    NUMBER,
    first_token_width,
    is_signed,
    opening,
    unclosed,
)
from cleaner.normalise.line_series import series
from cleaner.normalise.line_shapes import ENDS_EARLY, LONG, OPEN_ENDS, SLACK, TORN
from cleaner.normalise.line_worth import WORTH, names

if TYPE_CHECKING:
    from cleaner.normalise.line_shapes import Lines
    from cleaner.normalise.line_worth import Evidence, Group


class _Classes(dict[float, str]):
    """Classes of values, each up to its edge, and one for what is beyond; kept as values are met.

    Widths are quarters of columns: a text of n characters has no more of them than the root of 8 n.
    """

    def __init__(self, edges: tuple[float, ...], classes: tuple[str, ...]) -> None:
        super().__init__()
        self.edges, self.classes = edges, classes

    def __missing__(self, value: float) -> str:
        known = self[value] = self.classes[bisect_left(self.edges, value)]
        return known


# What a line lacks to its column, in columns; shorter lines by their share of the column.
_SHORT: Final = _Classes(
    (-6, -2.5, -0.6, 0.6, 1.3, 2.3, 3.3, 4.6, 6.6), ("-6", "-4", "-2", "0", "1", "2", "3", "4", "6", "6")
)
_SHARE: Final = (0.2, 0.4, 0.6), ("0%", "20%", "40%", "60%")
# What would have been left of the line with the next token on it.
_SPARE: Final = _Classes((-0.1, 0.9, 1.9, 3.9), ("none", "0", "1", "2", "4"))
# How much wider the wider neighbour is.
_BESIDE: Final = _Classes((1.1, 2.6, 6.0), ("0", "2", "5", "more"))
# Line ends between two lines, beyond the usual ones.
_FAR: Final = _Classes((-1, 0, 1), ("less", "usual", "more", "many"))
_INDENT: Final = _Classes((0.7, 1.5), ("0", "1", "2"))
_SIZE: Final = _Classes((1, 3, 6, 12, 20, 30, 60), ("1", "3", "6", "12", "20", "30", "60", "more"))
# The columns of `ENDS_EARLY` in a regular column, where a line lacks no more than the token that did not fit.
_ENDS_SHORT: Final = 4.6
# What a line of running text may lack that goes on: a long token did not fit.
_RUN_SHORT: Final = 10.0
# A line reaches the edge of its column if so many of the lines round it do, of so many on either side.
_EDGE_LINES: Final = 4
_EDGE_REACH: Final = 12
# Columns that a lost indent leaves of its two ideographs, give or take half-width characters.
_NARROWER: Final = 1.0
# Columns by which hanging marks may burst the measure.
_BURST: Final = 2.6
_FILL: Final = _Classes((-_BURST, SLACK, FIRST_SHORT[1]), ("burst", "full", "first", "short"))
# Lines on either side that are searched for the characters at a boundary.
_NEAR: Final = 36
# Characters with which a headline and its text open.
_SAME_OPENING: Final = 3
# Lines whose stops are counted together, with those of as many on either side.
_STRETCH: Final = 6
# Kinds of lines and of ends, by how they are named in `line_kinds` and `line_shapes`.
_PLAIN: Final = frozenset(("han", "on", "new"))
_STANDS: Final = frozenset(("item", "caption", "notice", "credit", "dateline", "bullet"))
_COLUMNS: Final = frozenset(("column", "some"))
_WRAPPED: Final = frozenset(("column", "some", "none"))
_MARKED: Final = frozenset(("comma", "stop"))
_NAMED_ENDS: Final = frozenset(("stop", "comma", "colon", "open"))
_UNMARKED: Final = frozenset(("text", "run", "prose"))
_RUNS_ON: Final = OPEN_ENDS | {"comma", "close"}
_GOES_ON: Final = _RUNS_ON | {"dash", "stop"}
# Extractors also split a printed line at the half space between a closing and an opening mark.
_CLOSED: Final = frozenset(("comma", "stop", "close"))
_LATIN: Final = frozenset(("latin", "dash", "comma"))
_LOWER_CASE: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
# What is clear without weighing.
JOIN, DOUBTFUL, BREAK_OFF = -1, 0, 1
# It matters what a line would be worth alone, if of the boundaries before and after it one is doubtful.
_MAY_BE_ALONE: Final = frozenset(((DOUBTFUL, DOUBTFUL), (DOUBTFUL, BREAK_OFF), (BREAK_OFF, DOUBTFUL)))


class Evidences:
    """What can be seen on a page of lines.

    Attributes:
        clear: for each boundary whether it is clearly a join or a break, or doubtful.
    """

    def __init__(self, lines: Lines) -> None:
        """Look at what the lines have in common."""
        self.lines = lines
        self.beyond = breaks_beyond(lines)
        self.captions = captions(lines)
        self.counted = counted(lines) | series(lines, self.beyond)
        self.unwrapped = unwrapped(lines)
        self.rows = find_rows(lines.fields)
        self.parted = self.rows | verse(lines) | set_apart(lines)
        # Boundaries over lines that are set in, where that tells a paragraph.
        self.indented = indented(lines)
        self.set_in = set_in(lines)
        self.bare = bare(lines, self.beyond)
        self.reports = reports(lines)
        self.unmarked = unmarked(lines, self.beyond)
        self.headed = self.bare | {i - 2 for i in self.reports} | apart(lines, self.beyond)
        self._ratio = stop_ratio(lines)
        self._openings = sentence_openings(lines)
        self._styles = paragraph_styles(lines, self.beyond)
        self._of_stretch: dict[int, str] = {}
        self._endings: dict[int, str] = {}
        self.labelled = self._find_labels()
        self.headlines = headlines(lines, self.indented)
        self.bonds = bonds(lines, self.beyond)
        self.clear = self._find_clear()

    # -- what only doubtful boundaries ask for -----------------------------------------------------------

    def _stops(self, i: int) -> str:
        """How many of the stops round a line are ends of lines."""
        k = i // _STRETCH
        known = self._of_stretch.get(k)
        if known is None:
            known = self._of_stretch[k] = line_end_stops(self.lines, k * _STRETCH, _STRETCH)
        return known

    @cached_property
    def _is_capitalised(self) -> bool:
        return all_capitalised(self.lines)

    # -- what is clear ---------------------------------------------------------------------------------

    def _find_clear(self) -> list[int]:
        lines = self.lines
        after = self.beyond[1:], lines.indent[1:], lines.ink[1:]
        facts = zip(lines.last, lines.lack, lines.regular, lines.ink, self.unwrapped, *after, strict=False)
        # Prose has stops; free verse may have commas only, and where it is broken is never clear.
        is_prose = any(stop in lines.body for stop in "。！？.")
        marked = self._marked()
        found: list[int] = []
        for i, (last, lack, regular, ink, is_long, beyond, indent, then) in enumerate(facts):
            if beyond > TORN // 2:  # it is less what is usual
                clear = BREAK_OFF
            elif i in marked and (given := self._given(i)) is not None:
                clear = given
            elif (lack > ENDS_EARLY or last == "stop" or is_long) and self._is_clear_break(i, last):
                clear = BREAK_OFF
            elif (
                last in _RUNS_ON
                and beyond <= 0
                and indent < INDENTED
                and regular in _WRAPPED
                and (
                    (is_prose and lack <= _RUN_SHORT and self._goes_on(i, ink, then)) or then[0] in BINDS_BACK
                )
            ):
                clear = JOIN
            else:
                clear = DOUBTFUL
            found.append(clear)
        return found

    def _marked(self) -> set[int]:
        """The few boundaries of which more is known than two lines tell."""
        above = {i - 1 for i in self.rows} | {i - 2 for i in self.reports}
        joins = self.captions | self.unmarked | self.bonds
        known = self.indented | self.parted | self.counted | self.labelled | self.headlines
        return above.union(joins, known, self.bare, self.set_in)

    def _given(self, i: int) -> int | None:
        """What rows, captions, headlines and first lines set in say of a boundary, if it is clear."""
        last = self.lines.last[i]
        if i in self.bonds:
            return JOIN
        if (
            i in self.parted
            or i in self.counted
            or i in self.indented
            or (i + 1 in self.rows and last != "comma")
            or i in self.labelled
            or i in self.headlines
        ):
            return BREAK_OFF
        if i in self.captions or i in self.unmarked:
            return JOIN
        if last in _GOES_ON and self.beyond[i + 1] <= 0 and self._is_begun(i):
            return JOIN
        return DOUBTFUL if i in self.bare or (i + 2 in self.reports and self._heads(i + 1)) else None

    def _find_labels(self) -> set[int]:
        """Boundaries behind a stop or who signed, over a line without a mark: no sentence ends so.

        The line is short, or a paragraph begins below it: one that is set in, or that opens with the words of
        a headline, which is parted from it, too.
        """
        last, marked = self.lines.last, self.lines.marked
        ended = [i for i, then in enumerate(marked[1:]) if not then and last[i] == "stop"]
        signed = [i for i in self.set_in if not marked[i + 1] and self._is_signer(i)]
        labels = {
            i
            for i in (*ended, *signed)
            if self._is_label(i + 1) or (i + 1 in self.indented and self._is_bare(i + 1))
        }
        return labels.union(*({i, i + 1} for i in ended if self._opens_again(i + 1)))

    def _opens_again(self, i: int) -> bool:
        """Whether the line below one without a mark opens with the same words: a headline and its text.

        Of ten such pairs behind a stop on 187 pages none is one sentence; of eight with two characters one.
        """
        ink = self.lines.ink
        opening = ink[i][:_SAME_OPENING]
        same = i + 1 < len(ink) and len(opening) == _SAME_OPENING and ink[i + 1].startswith(opening)
        return same and opening.isalpha() and self._is_bare(i)

    def _is_label(self, i: int) -> bool:
        lines = self.lines
        return lines.lack[i] > ENDS_EARLY and lines.regular[i] in _COLUMNS and self._is_bare(i)

    def _is_bare(self, i: int) -> bool:
        ink = self.lines.ink[i]
        return self.lines.last[i] == "han" and not MARK.search(ink) and not is_signed(ink)

    def _is_signer(self, i: int) -> bool:
        """Whether a line that is set in behind a stop is two words: who signed, if no text follows."""
        lines = self.lines
        if i not in self.set_in or not i or lines.last[i - 1] != "stop" or i not in lines.fields:
            return False
        return kinds_of_fields(lines.fields[i]) == "ww"

    def _is_begun(self, i: int) -> bool:
        """Whether a first line that is set in reaches the edge of its column and its rest stands below it.

        A short line without a stop is the rest of an item (`地点：…`) only; it may be a headline, and one
        that is set in who signed the text above or the last row of a list.
        """
        lines = self.lines
        is_headline = i + 2 in self.reports and self._ending(i + 1) == "text"
        is_other = is_headline or opening(lines.ink[i + 1]) in _STANDS or is_signed(lines.ink[i])
        if i not in self.set_in or is_other:
            return False
        if self.indented and lines.marked[i] and lines.last[i] in _RUNS_ON and lines.last[i + 1] == "stop":
            return True
        reach = self._same_edge(i)
        if len(reach) < _EDGE_LINES or lines.width[i] >= max(lines.width[k] for k in reach):
            return False
        if lines.last[i] == "stop":
            return self._styles[i] == "raw" and i + 1 in reach and INNER.search(lines.ink[i + 1]) is not None
        if i + 1 in reach or lines.last[i + 1] == "stop":
            return True
        is_first = not i or lines.indent[i - 1] < INDENTED or lines.last[i - 1] == "stop"
        return is_first and "：" in lines.ink[i]

    def _same_edge(self, i: int) -> list[int]:
        """The lines near a line that end as far to the right."""
        lines = self.lines
        near = range(max(0, i - _EDGE_REACH), min(i + _EDGE_REACH, len(lines)))
        edge = lines.indent[i] + lines.width[i]
        return [k for k in near if abs(lines.indent[k] + lines.width[k] - edge) <= SLACK]

    def _goes_on(self, i: int, ink: str, after: str) -> bool:
        """Whether a line that fills a regular column and stops in mid-phrase has more text below.

        A line with a comma and no stop has, before another line of running text; so has all running text
        before a line that stands closer than usual.
        """
        lack, regular = self.lines.lack[i], self.lines.regular[i]
        is_run = "，" in ink or "。" in ink
        if self.beyond[i + 1] < 0:
            return is_run and not _is_other(ink, after)
        if regular not in _COLUMNS:
            return False
        is_text = "，" in after or "。" in after
        if (is_text or "、" in after) and (is_run or "、" in ink) and "。" not in ink:
            return not _is_other(ink, after)
        if lack > FIRST_SHORT[1] or self.lines.last[i] == "close":
            return False
        if is_run:
            return (is_text or self._is_rest(i + 1)) and not _is_other(ink, after)
        return regular == "column" and self._fills(i, lack, is_text=is_text)

    def _is_rest(self, i: int) -> bool:
        """Whether a line is no short line without a mark: behind running text all others are its rest."""
        return self.lines.lack[i] <= FIRST_SHORT[1] or self.lines.last[i] == "stop"

    def _fills(self, i: int, lack: float, *, is_text: bool) -> bool:
        """Whether a line that is no running text goes on: in running text, or in a plain line.

        That fills the column or ends.  The first line of a paragraph may be shorter by its indent.
        """
        lines, after = self.lines, self.lines.ink[i + 1]
        then = lines.lack[i + 1]
        is_full = -_BURST <= then <= SLACK
        # Where hanging marks widen the measure, no line fills it, but a first line is still the narrower one.
        is_indented = is_text and lack - then > _NARROWER and opening(lines.ink[i]) not in _STANDS
        if lack < -_BURST or not (is_full or is_indented or lines.last[i + 1] == "stop"):
            return False
        if lack <= SLACK and _bond(lines.ink[i][-1], after[0]) == "apart":
            return False  # a headline may be as wide as its column
        if is_signed(lines.ink[i]) or is_signed(after):
            return False
        return (is_text and opening(after) not in _STANDS) or (lack <= SLACK and opening(after) in _PLAIN)

    def _is_clear_break(self, i: int, last: str) -> bool:
        """Whether a sentence or a headline ends well before its column, or stands where none is wrapped."""
        lines, regular = self.lines, self.lines.regular[i]
        is_far = self.beyond[i + 1] > 0
        lack = lines.lack[i] - (lines.indent[i] if i in self.set_in else 0.0)
        if last == "stop" and regular in _COLUMNS and (is_far or lack > _ENDS_SHORT):
            return True
        is_headline = (
            last in OPEN_ENDS
            and regular != "long"
            and self._ending(i) == "text"
            and _bond(lines.ink[i][-1], lines.ink[i + 1][0]) != "word"
        )
        if self.unwrapped[i] and regular not in _COLUMNS:
            return last == "stop" or is_headline
        if lack <= ENDS_EARLY or regular not in _WRAPPED:
            return False
        return last == "stop" or (is_headline and is_far)

    # -- one line --------------------------------------------------------------------------------------

    def _shape(self, i: int) -> str:
        """Whether a line looks like the first of a paragraph: two characters short though more would fit."""
        lines = self.lines
        short = lines.lack[i]
        least, most = FIRST_SHORT
        if lines.last[i] in OPEN_ENDS and self._gap_after(i) == "far" and self._ending(i) == "text":
            return "headline" if short > SLACK else "foot"
        if short < least:
            return "full"
        if short > most:
            return "short"
        is_last = i + 1 == len(lines)
        if not is_last and lines.last[i] != "stop" and short >= first_token_width(lines.ink[i + 1]):
            return "first"
        return "near"

    def _shortness(self, i: int) -> str:
        short = self.lines.lack[i]
        if short <= PLAINLY_SHORT:
            return _SHORT[short]
        edges, shares = _SHARE
        return shares[bisect_left(edges, self.lines.width[i] / self.lines.column[i])]

    def _ending(self, i: int) -> str:
        """How a line ends, in few classes.

        Without a mark at its end, `prose` has a stop inside, `run` a comma, `text` neither.
        """
        known = self._endings.get(i)
        if known is None:
            last = self.lines.last[i]
            known = self._endings[i] = last if last in _NAMED_ENDS else _body(self.lines.ink[i])
        return known

    def _gap_after(self, i: int) -> str:
        """Whether more than the usual line ends follow a line, or the page ends there."""
        return "far" if i + 1 == len(self.beyond) or self.beyond[i + 1] > 0 else "near"

    def _alone(self, i: int) -> Group:
        """What speaks for or against a line that stands alone, broken off on both sides."""
        lines = self.lines
        ink = lines.ink[i]
        return (
            "alone",
            lines.regular[i],
            self._shortness(i),
            self._ending(i),
            opening(ink),
            "inner" if INNER.search(ink, 0, len(ink) - 1) else "plain",
            _SIZE[len(ink)],
            "far" if self.beyond[i] > 0 else "near",
            self._gap_after(i),
            "signed" if is_signed(ink) else "unsigned",
        )

    # -- two lines -------------------------------------------------------------------------------------

    def _between(self, i: int) -> list[Group]:
        """What speaks for or against a break after a line that is not clear."""
        lines, end, after = self.lines, self._ending(i), self._ending(i + 1)
        width, wide, lack, then = lines.width[i], lines.width[i + 1], lines.lack[i], lines.ink[i + 1]
        regular = lines.regular[i]
        if regular != "long" and wide > LONG:
            regular = "head"
        beside = _BESIDE[max(lines.width[i - 1] if i else 0.0, wide) - width]
        some = end if end in _MARKED else "open"
        if end == "stop" and self._stops(i) == "1":
            some = "listed"
        seams = _INDENT[lines.indent[i]], _INDENT[lines.indent[i + 1]]
        full = "full" if lack <= SLACK else "short"
        page = "unwrapped" if self.unwrapped[i] else "wrapped"
        found: list[Group] = [
            ("edge", lines.last[i], regular, self._shortness(i), end, _FAR[self.beyond[i + 1]]),
            ("start", opening(then), some, *seams, self._styles[i], self._shape(i + 1)),
            ("room", _SPARE[lack - first_token_width(then)], beside, end, self._ratio, full, page),
            ("flow", _FILL[lack], _FILL[lines.lack[i + 1]], end, after),
            *self._marks(i),
        ]
        if i in self.headed:
            found += self._headlines(i)
        if end in _UNMARKED:
            found += self._words(i, end, after)
        elif end == "stop":
            found.append(("stops", self._stops(i), full))
            if lack <= SLACK and then[:2] in self._openings:
                found.append(("sibling",))
        if abs(lines.column[i] - lines.column[i + 1]) > SLACK:
            found.append(("column changes",))
        if regular == "loose" and lines.last[i] in _MARKED and lines.last[i + 1] in _MARKED:
            found.append(("clauses",))
        return found

    def _headlines(self, i: int) -> list[Group]:
        """Headlines that stand together, or behind text that was cut off."""
        ink = self.lines.ink[i]
        found: list[Group] = [("bare",)] if i in self.bare else []
        if ("，" in ink or "。" in ink) and self._heads(i + 1):
            found.append(("heads",))
        return found

    def _heads(self, i: int) -> bool:
        """Whether a line without a mark stands over a report that begins, or apart over an indented line.

        One that fills its column may be text that goes on behind a byline, and one right over an indented
        line the end of a paragraph of which the stop was lost.
        """
        lines = self.lines
        if i + 1 >= len(lines) or self._ending(i) != "text":
            return False
        if i + 1 in self.reports and abs(lines.lack[i]) > SLACK:
            return True
        return self._styles[i] == "raw" and self.beyond[i] > 0 and lines.indent[i + 1] >= INDENTED

    def _words(self, i: int, end: str, after: str) -> list[Group]:
        """Whether the words on both sides of a boundary without a mark belong together."""
        lines = self.lines
        found: list[Group] = [("bond", _bond(lines.ink[i][-1], lines.ink[i + 1][0]), end)]
        if end == "prose":
            if lines.regular[i] == "long":
                rest = "stop" if lines.last[i + 1] == "stop" else "open"
                found.append(("broken off", self._seen(i), rest))
            return found
        was = "stop" if i and lines.last[i - 1] == "stop" else "open"
        found += [
            ("seen", self._seen(i), end),
            ("begun", self._styles[i], self._shape(i), was),
            ("stops", self._stops(i), after),
        ]
        if lines.ink[i + 1][0] in BINDS_BACK:
            found.append(("bound back",))
        elif lines.ink[i][-1] in BINDS_ON:
            found.append(("bound on",))
        return found

    def _seen(self, i: int) -> str:
        """How many characters astride a boundary the lines round it have side by side elsewhere."""
        lines = self.lines
        low, high = lines.at[max(0, i - _NEAR)], lines.at[min(i + _NEAR, len(lines))]
        find = lines.body.rfind  # for two characters a fifth faster than `find`
        a, b = lines.ink[i], lines.ink[i + 1]
        if find(a[-1] + b[0], low, high) < 0:
            return "0"
        if len(a) > 1 and len(b) > 1 and find(a[-2:] + b[:2], low, high) >= 0:
            return "6" if find(a[-3:] + b[:3], low, high) >= 0 else "4"
        return "3" if find(a[-2:] + b[0], low, high) >= 0 or find(a[-1] + b[:2], low, high) >= 0 else "2"

    def _marks(self, i: int) -> list[Group]:
        """Brackets, captions, labels, numbers and credits."""
        a, b = self.lines.ink[i], self.lines.ink[i + 1]
        found: list[Group] = []
        opened, closed = unclosed(a)[0], unclosed(b)[1]
        if opened or closed:
            found.append(("bracket", "both" if opened & closed else "opened" if opened else "closed"))
        if is_signed(a):
            found.append(("caption end" if i - 1 in self.captions else "signed",))
        if ("：" in b or ":" in b) and LABEL.match(b):
            found.append(("label", "two" if LABEL.match(a) else "one"))
        if b[0].isdigit() and _number(b) == _number(a) + 1:
            found.append(("counted",))
        if b[0] in _LOWER_CASE and self.lines.last[i] in _LATIN:
            found.append(("lower case",))
        if b[0] in CAPITALS and a[0] in CAPITALS and self.lines.last[i] != "han" and self._is_capitalised:
            found.append(("capitals",))
        if a.isascii() and b.isascii() and a.isalpha() and b.isalpha() and self._is_word(i, i + 1):
            found.append(("words",))
        is_piece = b[0] in OPENING and self.lines.last[i] in _CLOSED
        if is_piece and abs(self.lines.lack[i] - self.lines.width[i + 1]) <= _BURST:
            found.append(("one line",))
        return found

    def _is_word(self, *lines: int) -> bool:
        """Whether each of some lines is one word, without a blank inside."""
        return all(self.lines.end[i] - self.lines.start[i] == len(self.lines.ink[i]) for i in lines)

    # -- names and worth -------------------------------------------------------------------------------

    def between(self, i: int) -> list[Evidence]:
        """The evidence for and against a break after a line, by name."""
        if self.clear[i]:
            return [("clear join",) if self.clear[i] == JOIN else ("clear break",)]
        return [name for group in self._between(i) for name in names(group)]

    def alone(self, i: int) -> list[Evidence]:
        """The evidence for and against a line that stands alone, by name; none where that is clear."""
        before = self.clear[i - 1] if i else BREAK_OFF
        after = self.clear[i] if i < len(self.clear) else BREAK_OFF
        return names(self._alone(i)) if (before, after) in _MAY_BE_ALONE else []

    def break_score(self, i: int) -> float:
        """What the evidence for a break after a line is worth."""
        return sum(map(WORTH.__getitem__, self._between(i)))

    def alone_score(self, i: int) -> float:
        """What the evidence for a line that stands alone is worth."""
        return WORTH[self._alone(i)]


def _body(ink: str) -> str:
    if "。" in ink or "；" in ink:
        return "prose"
    return "run" if INNER.search(ink, 0, len(ink) - 1) else "text"


def _bond(last: str, first: str) -> str:
    """Whether two characters stand side by side in words, if both are ideographs."""
    if not (last >= IDEOGRAPHIC and last.isalpha() and first >= IDEOGRAPHIC and first.isalpha()):
        return "none"
    return "word" if in_words(last, first) else "apart"


def _is_other(before: str, ink: str) -> bool:
    """Whether running text below running text is a notice, or a row of a table below another."""
    first = ink[0]
    if first.isdigit():
        return before[0].isdigit() or "，" in ink[1:4]
    return first in NOTICE_STARTS and opening(ink) == "notice"


def _number(ink: str) -> int:
    digits = NUMBER.match(ink)
    return int(digits[0]) if digits else -1
