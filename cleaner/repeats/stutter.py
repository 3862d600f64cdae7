"""Headlines that were printed twice on top of themselves, and the stutter of a reader that met them.

A bold headline is often the same text set twice, a hair apart.  Extractors give both: line after line, twice
in one line (`启新程启新程`), or character by character (`工工会会`), and recognisers stumble at the end.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from cleaner.core.pattern import lazy
from cleaner.repeats.cuts import Found
from cleaner.repeats.find import common_beginning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.repeats.ground import Ground

# Shorter lines stand twice for many reasons (cells of a table, calls, names).
_LINE: Final = 4
# Longer lines are no headlines.
_LONGEST: Final = 48
# Lines after (or before) a headline in which running text must show.
_NEAR: Final = 6
# No line of a column is longer.
_COLUMN: Final = 80
# Different ideographs that a headline has at least, and lines to one length that show running text.
_WORDS: Final = 3
_CUT: Final = 3
_UNEVEN: Final = 2
# A line made up of pairs, three and more: 启新程启新程工工会会; one that is pairs of single characters only
# needs more of them, for 快快乐乐平平安安 is a wish.
_UNIT: Final = 12
_PAIRS: Final = 3
_SINGLES: Final = 5
# So many lines near each other that say one thing twice, a blank between, are a song.
_SUNG: Final = 3
# …无言以对无言以对对对: the end of a line again, and its last character again and again.
_TAIL: Final = lazy(r"(.{2,40}(.))\1\2{1,4}$")
_TAIL_REACH: Final = 90
# Two marks in a line with nothing but a few ideographs between: 宣布，第宣布，第十五届.
_HAN: Final = "[\u3400-\u9fff]"
_TWO_MARKS: Final = lazy(rf"([,:;])(?=({_HAN}{{2,7}})\1)")
_CLAUSE: Final = lazy(rf"{_HAN}*$")
_IDEOGRAPH: Final = lazy(_HAN)
# So far back it is asked how long the clause before is.
_LONGEST_CLAUSE: Final = 40
# After these a word has ended, so a character that stands before one of them cannot begin the next word.
_PARTICLES: Final = frozenset("和与及的在是等,。")
_WITNESSES: Final = 4


def stutters(ground: Ground) -> Iterator[Found]:
    """What was printed or read twice within a line, or line by line."""
    lines, starts = ground.lines, ground.starts
    paired = False
    for i, line in enumerate(lines):
        # In a line of pairs the first character comes again; few lines have it twice.
        if line.find(line[0], 1) > 0 and (line[0] == line[1] or len(line) % 2 == 0):
            units = [] if _is_sung(ground, i) else _pairs(line, after_pairs=paired)
            paired = bool(units)
            for start, end in units:
                middle = (start + end) // 2
                yield Found(starts[i] + middle, starts[i] + end, starts[i] + start, "stutter", "join")
        else:
            paired = False
        if len(line) > 1 and line[-1] == line[-2] and (tail := _tail(ground, starts[i + 1])):
            yield tail
    yield from _doubled_words(ground)
    yield from _doubled_lines(ground)
    yield from _doubled_edges(ground)


def _pairs(line: str, *, after_pairs: bool) -> list[tuple[int, int]]:
    """The (start, end) of each pair of a line that is nothing but pairs."""
    if len(line) > 2 * _LONGEST:
        return []
    half = len(line) // 2
    if half >= _LINE and line[:half] == line[half:] and is_headline(line[:half]):
        return [(0, len(line))]
    units = _split(line) if line[0] in line[1 : _UNIT + 1] else []
    if len(units) < _PAIRS and not after_pairs:
        return []
    if len({line[start] for start, _ in units}) < _WORDS and not after_pairs:
        return []
    singles = all(end - start == 2 for start, end in units)  # noqa: PLR2004 - a character and its double
    return [] if singles and len(units) < _SINGLES and not after_pairs else units


def _is_sung(ground: Ground, line: int) -> bool:
    """Whether a line says one thing twice, a blank between, and others near it do so, too.

    Print that was set twice on top of itself has no blank, or stands alone.
    """
    if not _is_said_twice(ground, line):
        return False
    near = range(max(0, line - _NEAR), min(line + _NEAR + 1, len(ground.lines)))
    return sum(_is_said_twice(ground, i) for i in near) >= _SUNG


def _is_said_twice(ground: Ground, line: int) -> bool:
    text, half = ground.lines[line], len(ground.lines[line]) // 2
    return text[:half] == text[half:] and bool(ground.white(ground.starts[line] + half))


def _split(line: str) -> list[tuple[int, int]]:
    """The (start, end) of each pair if a line can be split into pairs, into as many as it can; else none.

    From the end of the line to its start: an expression that tries one split after the other needs ages for
    a rule of dashes with something behind it.
    """
    most, ends = [-1] * len(line) + [0], [0] * len(line)
    for start in range(len(line) - 2, -1, -1):
        for unit in range(1, min(_UNIT, (len(line) - start) // 2) + 1):
            middle, end = start + unit, start + 2 * unit
            if most[end] >= 0 and most[end] >= most[start] and line[start:middle] == line[middle:end]:
                most[start], ends[start] = most[end] + 1, end
    if most[0] < 0:
        return []
    units = [(0, ends[0])]
    while units[-1][1] < len(line):
        units.append((units[-1][1], ends[units[-1][1]]))
    return units


def _tail(ground: Ground, end: int) -> Found | None:
    """The end of a headline read again, its last character again and again."""
    offset = max(0, end - _TAIL_REACH)
    near = ground.bare[offset:end]
    # Both readings of the end have the last two characters, and then the last one stands there once more.
    last = near.rstrip(near[-1])[-1:] + near[-1]
    match = _TAIL.search(near) if near.count(last) > 1 else None
    # 哈哈哈哈 is laughter, and the figures of a telephone number come again as they like.
    if match is None or len({c for c in match[1] if c >= "\u3400"}) < _WORDS:
        return None
    start = offset + match.end(1)
    return Found(start, end, offset + match.start(), "stutter", "join")


def _doubled_words(ground: Ground) -> Iterator[Found]:
    """A few words with a mark inside that follow themselves without one, and the text reads on.

    Left alone: what comes again behind a mark (一天，两天，一天，两天), a call, which a mark ends, and
    clauses that are built alike (山上有，山下有，山下多).
    """
    bare = ground.bare
    for mark in _TWO_MARKS.finditer(bare):
        between = mark[2]
        period, behind = len(between) + 1, mark.end() + len(between) + 1
        clause = _CLAUSE.search(bare, max(0, mark.start() - _LONGEST_CLAUSE), mark.start())
        before = common_beginning(between[::-1], clause[0][::-1]) if clause else 0
        after = common_beginning(between, bare[behind : behind + period])
        end = behind + after
        is_whole = before + after >= period - 1 > max(before, after)
        if not is_whole or not clause or abs(len(clause[0]) - len(between)) < _UNEVEN:
            continue
        if len(set(between)) < _WORDS or not _IDEOGRAPH.match(bare, end):
            continue
        if ground.line(end - 2 * period) == ground.line(end - 1):
            yield Found(end - period, end, end - 2 * period, "stutter", "join")


def _doubled_lines(ground: Ground) -> Iterator[Found]:
    """A headline of one line or two that stands twice in a row, or a line of text."""
    lines, starts = ground.lines, ground.starts
    for i, (line, after) in enumerate(pairwise(lines)):
        if after[0] == line[0] and _is_doubled(ground, i) and _stands_in_prose(lines, i, i + 2, line):
            end = starts[i + 1] + len(line)
            rule = "read_twice" if ground.runs_through(starts[i], end) else "printed_twice"
            yield Found(starts[i + 1], end, starts[i], rule, "join")
        elif _comes_again(lines, i) and _stands_in_prose(lines, i, i + 4, line + after):
            yield Found(starts[i + 2], starts[i + 4], starts[i], "printed_twice", "join")


def _comes_again(lines: list[str], line: int) -> bool:
    """Whether two lines are followed by themselves."""
    return line + 3 < len(lines) and lines[line] == lines[line + 2] and lines[line + 1] == lines[line + 3]


def _is_doubled(ground: Ground, line: int) -> bool:
    """Whether the next line is, or begins with, the same line again."""
    first, second = ground.lines[line : line + 2]
    if not second.startswith(first):
        return False
    return first == second or _stands_off(ground, ground.starts[line + 1], len(first))


def _stands_off(ground: Ground, start: int, length: int) -> bool:
    """Whether the first `length` characters of a line are set off from the rest: a byline follows."""
    spread = ground.end(start + length) - ground.at[start] - length
    return length > 2 * _LINE and spread <= length // _LINE and bool(ground.white(start + length))


def _stands_in_prose(lines: list[str], first: int, last: int, doubled: str) -> bool:
    """Whether a doubled line is a headline of running text: no verse, no table, no dialogue."""
    if (
        not _LINE <= len(doubled) <= _LONGEST
        or not is_headline(doubled)
        or doubled in {lines[first - 1] if first else "", *lines[last : last + 1]}
    ):
        return False
    behind, before = lines[last : last + _NEAR], lines[max(0, first - _NEAR) : first]
    if any(len(line) > _COLUMN for line in (*behind, *before)):
        return False  # nothing was set in columns: a caption or a link says what the headline says
    return _is_prose(behind) or _is_prose(before)


def _is_prose(lines: list[str]) -> bool:
    """Whether lines are running text: long, or a sentence ends inside one, or they are cut to one length."""
    if any(len(line) >= _LONGEST or "。" in line[:-2] for line in lines):
        return True
    longest = max(map(len, lines), default=0)
    cut = [line for line in lines if longest - len(line) <= _UNEVEN and line[-1] not in "。,;:!?"]
    return len(cut) >= _CUT and any("," in line for line in cut)


def is_headline(line: str) -> bool:
    """Whether a line could be a headline: words, not closed by a stop or comma, of two clauses at most."""
    ideographs = [c for c in line if c >= "\u3400"]
    return line[-1] not in "。,;:" and line.count(",") <= 1 and len(set(ideographs)) >= _WORDS


def _doubled_edges(ground: Ground) -> Iterator[Found]:
    """One character read at the foot of a column and again at the head of the next: 技术 | 术和传感器.

    Only where the page itself shows that it cannot begin a word there: it is followed by a particle, and
    elsewhere on the page follows the same character as here.  天|天 and 工会|会员 are words.
    """
    bare = ground.bare
    for start in ground.starts[1:-1]:
        c = bare[start]
        twice = c == bare[start - 1] and c >= "\u3400" and bare[start + 1 : start + 2] in _PARTICLES
        if not (twice and start > 1 and ground.breaks(start) > 1):
            continue
        known = bare.count(bare[start - 2 : start])
        if known >= _WITNESSES and 2 * known > bare.count(c):
            yield Found(start, start + 1, start - 1, "read_twice", "join")
