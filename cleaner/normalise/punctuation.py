"""Punctuation beside Chinese: half-width marks to full-width, straight quotation marks paired.

Runs after spacing, but full stops before all that asks where a sentence ends.  A mark is Chinese when what it
stands beside is; marks inside figures (13.89, 3:20, 12,000), Latin text, addresses, file names and formulas
stay half-width.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, BLANKS, BREAK, CHINESE, CLOSING, HAN, NEWLINE, PERIOD, PERIODS
from cleaner.core.pattern import lazy
from cleaner.core.types import Edit, LineRule, Rule, Span, new_edit
from cleaner.normalise.candidates import lines_with
from cleaner.normalise.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_HAS_CHINESE = lazy(f"[{CHINESE}]")

# -- full stops ------------------------------------------------------------------------------------------

# What has periods of its own: an address, an entry of a bibliography with its type ([1] … [M]. …).
_PERIOD = lazy(
    r"(?P<address>(?:://|www\.|@)[^\s，。；]*)"
    rf"|(?:^|(?<=[{NEWLINE}{BREAK}]))(?P<entry>[{BLANK}]*\[\d{{1,3}}\]"
    rf"[^{NEWLINE}{BREAK}]*\[[A-Z]{{1,2}}(?:/[A-Z]{{2}})?\][^{NEWLINE}{BREAK}]*)"
    rf"|{PERIOD}"
)
# Behind a period a straight quotation mark closes; it is made curly later.
_CLOSED = rf'"?[{re.escape(CLOSING)}]*'
# What tells that a period is a stop: the end of its line, or a blank behind it.
_TOLD = lazy(rf"{_CLOSED}(?:[{BLANK}]|[{NEWLINE}{BREAK}]|$)")
# The end of a paragraph, or of a line with speech: no name that a line end parts has a quotation mark there.
_ENDS_PARAGRAPH = lazy(rf'{_CLOSED}(?:[{BLANK}]*(?:[\r\n]+[{BLANK}\n\r]|[\r\n]*$)|(?<=["”’」』])[\r\n])')
# So many told, and so many times as many as there are full stops: all periods of the page are stops.
_STOPS, _FEWEST = 2, 2


def widen_stops(text: str) -> Iterable[Edit]:
    r"""Make the periods that end Chinese sentences full stops.

    On a page whose sentences end in periods (at the end of a line or before a blank some show it) all behind
    Chinese are stops; on others one that ends a paragraph, or speech and its line, is.  Left alone: 2.5,
    六.二, 一.总则, 报告.doc, addresses, entries of a bibliography, an ellipsis, and the dot of a name
    (约翰.史密斯) where sentences have full stops.

    Examples:
        >>> [edit.start for edit in widen_stops("昨日举行了活动.群众踊跃参与.\n增长2.5%.")]
        [7, 14, 22]
        >>> list(widen_stops("前锋约翰.史密斯得分。")), list(widen_stops("一.总则"))
        ([], [])
    """
    ends = [m.end() for m in _PERIOD.finditer(text) if m.lastgroup is None]
    told = sum(_TOLD.match(text, end) is not None for end in ends)
    if told < max(_FEWEST, _STOPS * text.count("。")):
        ends = [end for end in ends if _ENDS_PARAGRAPH.match(text, end)]
    return [Edit(end - 1, end, "。") for end in ends]


STOPS = (Rule(widen_stops, frozenset(PERIODS)),)
"""Before everything that asks where a sentence ends."""

# -- quotation marks -------------------------------------------------------------------------------------

_STRAIGHT = frozenset('"')
# A line of code or data: its quotation marks are not those of a text.
_CODE = lazy(r'[{}<>=\\]|":|","')
_BAD_START = lazy(r"[\s，。、；：！？）》”,.;:!?)]|$")
_BAD_END = lazy(r"[\s（《“(]")


def pair_quotes(lines: Mapping[int, str]) -> Iterable[Edit]:
    """Make straight double quotation marks in Chinese text curly, where each has its partner.

    In one line they open and close by turns.  A line with an odd number, one with a figure before an
    opening mark (27" is a length), one where a mark faces the wrong way, and code stay for the reader.

    Examples:
        >>> [edit.new for edit in pair_quotes({0: '他说"好",又说"行"'})]
        ['“', '”', '“', '”']
        >>> list(pair_quotes({0: '27"显示器 "甲" "'})), list(pair_quotes({0: 'He said "yes"'}))
        ([], [])
    """
    for start, line in lines.items():
        places = [m.start() for m in re.finditer('"', line)]
        if not len(places) % 2 and _HAS_CHINESE.search(line) and not _CODE.search(line):
            pairs = list(zip(places[::2], places[1::2], strict=True))
            if all(_encloses(line, *pair) for pair in pairs):
                for opens, closes in pairs:
                    yield Edit(start + opens, start + opens + 1, "“")
                    yield Edit(start + closes, start + closes + 1, "”")


def _encloses(line: str, opens: int, closes: int) -> bool:
    return not (
        line[opens - 1 : opens].isdigit()
        or _BAD_START.match(line, opens + 1)
        or _BAD_END.match(line[closes - 1])
    )


_SINGLES = lazy(f"'(?<![A-Za-z0-9]')(?=[(]?[{CHINESE}])[^'‘’]*(?<=[{CHINESE},;:!?)])'(?![A-Za-z0-9])")


def pair_single_quotes(lines: Mapping[int, str]) -> Iterable[Edit]:
    """Make straight single quotation marks around Chinese curly; apostrophes stay.

    Examples:
        >>> [edit.new for edit in pair_single_quotes({0: "他说'好的'，O'Neil"})]
        ['‘', '’']
    """
    for start, line in lines.items():
        for m in _SINGLES.finditer(line):
            yield Edit(start + m.start(), start + m.start() + 1, "‘")
            yield Edit(start + m.end() - 1, start + m.end(), "’")


_DOUBLE = lazy('["“”]')
_DOUBLES = frozenset('"“”')


def uncertain_quotes(text: str) -> Iterator[Span]:
    """Quotation marks in Chinese text without a partner in their line, straight or curly.

    Nothing alters them; the pipeline marks them.  A quotation that goes on in the next paragraph is
    opened there again and closed once: only its last paragraph balances.

    Examples:
        >>> list(uncertain_quotes("他说“好，又说“行”"))
        [Span(start=2, end=3)]
    """
    for start, line in lines_with(_DOUBLES, text).items():
        if _HAS_CHINESE.search(line):
            yield from (Span(start + at, start + at + 1) for at in _lone(line))


def _lone(line: str) -> list[int]:
    open_: list[int] = []
    lone = []
    for m in _DOUBLE.finditer(line):
        if m[0] == "“":
            open_.append(m.start())
        elif m[0] == "”" and open_:
            open_.pop()
        else:
            lone.append(m.start())
    return sorted(lone + open_)


# -- marks and brackets ----------------------------------------------------------------------------------

_WIDE = dict(zip(map(ord, ",;:!?()"), "，；：！？（）", strict=True))
_HALF = frozenset(map(chr, _WIDE))


def widen_punctuation(lines: Mapping[int, str]) -> Iterable[Edit]:
    r"""Make commas, colons, `!`, `?` and brackets beside Chinese full-width, with the blanks around them.

    Extractors and old systems give the half-width mark, often with a space behind it.  What one mark
    becomes can decide the next one, so a line is gone over until it stands.

    Left alone: 13.89, 3:20 and 12,000; Latin text, its brackets and its names (Yahoo!公司); the fields of a
    letter (Subject: …); addresses, formulas and names of files; records of figures (东城区,12,8,29); a
    bracket without a partner.

    Examples:
        >>> from cleaner.core.fold import apply
        >>> text = "《规划》(2012-2021),传帮带教,壮大梯队, 2018年12,000人!"
        >>> apply(text, widen_punctuation({0: text}))
        '《规划》（2012-2021），传帮带教，壮大梯队，2018年12,000人！'
        >>> list(widen_punctuation({0: "To be, or not", 14: "时间12:30 Rob (CEO)", 32: "东城区,12,8,29"}))
        []
    """
    tables = records(lines)
    for start, line in lines.items():
        if start in tables or not _HAS_CHINESE.search(line):
            continue
        plain = list(_PLAIN.finditer(line))
        if len(plain) == sum(map(line.count, _HALF)):
            yield from (new_edit((start + m.start(), start + m.end(), _WIDE[ord(m[0][0])])) for m in plain)
        else:
            yield from _changed(line, _widened(line), start)


# A mark right behind an ideograph, with the blanks behind it: most lines have no others.
_PLAIN = lazy(rf"[,;:!?](?<=[一-龥].)(?!(?<=:)\))[{BLANK}]*")


_BEHIND_HAN = lazy(r"(?<=[一-龥])(?!:\))[,;:!?]+")


def _widened(line: str) -> str:
    """The line, character by character, with every mark wide that is Chinese."""
    line = _BEHIND_HAN.sub(lambda m: m[0].translate(_WIDE), line)  # the most, and they never change again
    places = sorted([*(m.span() for m in _MARKS.finditer(line)), *_pairs(line)], key=itemgetter(1))
    while True:
        doubtful = []
        for start, end in places:
            if line[start] in "(（":
                if _is_chinese(line, start, end):
                    line = f"{line[:start]}（{line[start + 1 : end]}）{line[end + 1 :]}"
                    continue
            elif _is_chinese_mark(line, start, end):
                line = line[:start] + line[start:end].translate(_WIDE) + line[end:]
                continue
            doubtful.append((start, end))
        if len(doubtful) == len(places):
            return line
        places = doubtful[::-1]  # there and back, so that no row of marks takes a round for each


def _end_before(line: str, at: int) -> int:
    """Where the text before a place ends, blanks between them or not."""
    while at and line[at - 1] in BLANKS:
        at -= 1
    return at


_HALVES = lazy("[,;:!?()]+")
_BLANKS = lazy(f"[{BLANK}]*")


def _changed(line: str, wide: str, at: int) -> Iterator[Edit]:
    """What differs in a line that starts at some place, with the blanks around it."""
    done = 0
    for m in _HALVES.finditer(line):
        start, end = m.span()
        if (new := wide[start:end]) == m[0]:
            continue
        start = max(done, _end_before(line, start))
        if line[end : end + 1] in BLANKS and (blanks := _BLANKS.match(line, end)):
            end = blanks.end()
        yield Edit(at + start, at + end, new)
        done = end


# -- marks -----------------------------------------------------------------------------------------------

_MARKS = lazy("[,;:!?]+")
# Behind Chinese, a quotation of Chinese or a Chinese ellipsis every mark is Chinese; but :) smiles.
_BEHIND = lazy(f"(?<=[{CHINESE}])|(?<=[{CHINESE}][”’])|(?<=……)")
_SMILE = ":)"
_BEFORE = lazy(f"[{BLANK}]*[“‘]?[{CHINESE}]")
# A percentage, a name or a quotation before another figure with its unit: 涨3%,5月, App,2015年.
_UNIT = lazy(rf"(?<=[%℃‰A-Za-z”’][,;])\d[\d.]*[{HAN}]")
_ENTITY = lazy(r"&(?:#\d+|\w+);$")
# A word in small letters and a colon are the field of a letter (Subject:), capitals a headline (NBA:).
_FIELD = lazy(r"(?<=[a-z]):")


def _is_chinese_mark(line: str, start: int, end: int) -> bool:
    behind = _end_before(line, start)
    if "一" <= line[behind - 1 : behind] <= "龥" or _BEHIND.match(line, behind):
        return not line.startswith(_SMILE, start)
    marks = line[start:end]
    if marks in ",;":
        chinese = bool(_BEFORE.match(line, end) or _UNIT.match(line, end))
        return chinese and not (marks == ";" and _ENTITY.search(line[max(0, end - 9) : end]))
    if marks == ":":
        return bool(_BEFORE.match(line, end)) and not _FIELD.match(line, start)
    # a figure before a stop: 涨8.2%!
    return line[start - 1 : start] in "0123456789%" and bool(_BEFORE.match(line, end))


# -- brackets --------------------------------------------------------------------------------------------

_BRACKETS = lazy("[()（）]")
_BESIDE = lazy(f"[{CHINESE}]|(?<=[{CHINESE}])[”’—…]|(?<=…)…|(?<=—)—")
# A bracket that is part of a formula, or that ends the name of a file.
_FORMULA = lazy(r"[=+*/×÷−<>^]")
_FILE = lazy(r"\.[A-Za-z][A-Za-z0-9]{1,3}(?![A-Za-z0-9])")


def _pairs(line: str) -> Iterator[tuple[int, int]]:
    """Brackets that belong together, half-width or not."""
    if "(" in line or ")" in line:
        open_: list[int] = []
        for m in _BRACKETS.finditer(line):
            if m[0] in "(（":
                open_.append(m.start())
            elif open_:
                yield open_.pop(), m.start()


def _is_chinese(line: str, start: int, end: int) -> bool:
    """Whether a pair stands beside or around Chinese; one that has a wide half is a damaged wide pair."""
    back = _end_before(line, start)
    left, right = line[back - 1 : back], line[end + 1 : end + 2]
    if _FILE.match(line, end + 1) or _FORMULA.match(left) or _FORMULA.match(right):
        return False
    if line[start] + line[end] in {"（)", "(）"} or _HAS_CHINESE.search(line, start + 1, end):
        return True
    if not left:  # (1) at the head of an item: what follows decides
        return bool(_HAS_CHINESE.match(right))
    return bool(_BESIDE.match(line, back - 1))


RULES = (
    LineRule(pair_quotes, _STRAIGHT),
    LineRule(pair_single_quotes, frozenset("'")),
    LineRule(widen_punctuation, _HALF),
)
"""In this order, after spacing."""
