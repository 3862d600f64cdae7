"""Punctuation beside Chinese: half-width marks to full-width, straight quotation marks paired.

Runs after spacing.  A mark is Chinese when what it stands beside is; marks inside figures (13.89, 3:20,
12,000), Latin text, addresses, file names and formulas stay half-width.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, CHINESE, HAN, NEWLINE
from cleaner.core.types import Edit, Rule, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
# Beside these a mark is Chinese; … and — are, where a closing quotation mark or Chinese is next to them.
_SIDE = f"{CHINESE}“”‘’"

_COMMAS = re.compile(
    rf"[,;](?:(?<=[{_SIDE})…].)|(?=[{BLANK}]*[{_SIDE}…])(?<!&\w\w;)(?<!&\w\w\w;)(?<!&\w\w\w\w;)(?<!&#\d\d;)(?<!&#\d\d\d;))"
    rf"[{BLANK}]*"
)


def widen_commas(text: str) -> Iterable[Edit]:
    """Make commas and semicolons beside Chinese full-width.

    Extractors and old systems give the half-width mark, often with a space behind it.  12,000 and Latin
    phrases keep theirs.

    Examples:
        >>> list(widen_commas("传帮带教,壮大梯队, 2018年12,000人"))
        [Edit(start=4, end=5, new='，'), Edit(start=9, end=11, new='，')]
        >>> list(widen_commas("To be, or not"))
        []
    """
    return [Edit(*m.span(), _WIDE[m[0][0]]) for m in _COMMAS.finditer(text)]


# A word that opens a line and its colon: the field of a letter (Subject:), not a headline (NBA:).
_COLONS = re.compile(rf":(?:(?<=[{_SIDE})].)|(?=[{BLANK}]*[{_SIDE}])(?<![a-z]:))[{BLANK}]*")


def widen_colons(text: str) -> Iterable[Edit]:
    """Make colons beside Chinese full-width.

    3:20, ratios and the fields of a letter in Latin script (Subject: …) keep theirs.

    Examples:
        >>> list(widen_colons("題圖:資料照 3:20"))
        [Edit(start=2, end=3, new='：')]
        >>> list(widen_colons("Subject:关于 12:30 https://example.org"))
        []
    """
    return [Edit(*m.span(), "：") for m in _COLONS.finditer(text)]


_STOPS = re.compile(rf"[!?]+(?<=[{_SIDE})…][!?])[!?]*[{BLANK}]*|[!?](?<=[\d%][!?])(?=[{HAN}”’])[{BLANK}]*")


def widen_exclamations(text: str) -> Iterable[Edit]:
    """Make exclamation and question marks behind Chinese full-width.

    A name that ends in one (Yahoo!公司) keeps it.

    Examples:
        >>> list(widen_exclamations("最差1场胜利!划水Yahoo!公司"))
        [Edit(start=6, end=7, new='！')]
    """
    for m in _STOPS.finditer(text):
        yield Edit(*m.span(), "".join(_WIDE[c] for c in m[0].rstrip()))


_BRACKETS = re.compile("[()（）]")
# A bracket that is part of a formula or an assignment, or that ends the name of a file.
_FORMULA = re.compile(r"[=+*/×÷−<>^]")
_FILE = re.compile(r"\.[A-Za-z]\w{1,3}\b")


def widen_brackets(text: str) -> Iterable[Edit]:
    """Make round brackets beside or around Chinese full-width, both of a pair or none.

    Brackets of Latin text, of formulas and of file names stay, and so does one without a partner.

    Examples:
        >>> list(widen_brackets("《规划》(2012-2021)，第一站(零工驿站)"))
        [Edit(start=4, end=5, new='（'), Edit(start=14, end=15, new='）'), Edit(start=19, end=20, new='（'), Edit(start=24, end=25, new='）')]
        >>> list(widen_brackets("f(x) Rob (CEO) 清样(1).docx 1)"))
        []
    """
    edits = []
    for start, end in _pairs(text):
        if _chinese_pair(text, start, end):
            edits += [Edit(at, at + 1, _WIDE[text[at]]) for at in (start, end) if text[at] in "()"]
    return sorted(edits)


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Brackets that belong together, at most a line apart."""
    open_: list[int] = []
    for m in re.finditer(f"[()（）]|[{NEWLINE}]+", text):
        if m[0] in "(（":
            open_.append(m.start())
        elif m[0] not in ")）":
            open_.clear()
        elif open_:
            yield open_.pop(), m.start()


_IS_SIDE = re.compile(f"[{_SIDE}…—]")
_HAS_CHINESE = re.compile(f"[{CHINESE}]")


def _chinese_pair(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end + 1 : end + 2]
    if _FILE.match(text, end + 1) or _FORMULA.match(left) or _FORMULA.match(right):
        return False
    if text[start] + text[end] in {"（)", "(）"} or _HAS_CHINESE.search(text, start, end):
        return True
    if not left or left in NEWLINE:
        return bool(_IS_SIDE.match(right))
    return bool(_IS_SIDE.match(left))


_STRAIGHT = re.compile('"')
# A line of code or data: its quotation marks are not those of a text.
_CODE = re.compile('[{}<>=\\\\]|":|","')


def pair_quotes(text: str) -> Iterable[Edit]:
    """Make straight double quotation marks in Chinese text curly, where each has its partner.

    In one line they open and close by turns.  A line with an odd number, one with figures before a mark
    (27" is a length), one where a mark faces the wrong way, and code stay for the reader to judge.

    Examples:
        >>> [edit.new for edit in pair_quotes('他说"好",又说"行"')]
        ['“', '”', '“', '”']
        >>> list(pair_quotes('27"显示器 "甲" "')), list(pair_quotes('He said "yes"'))
        ([], [])
    """
    for m in re.finditer(f'[^{NEWLINE}"]*"[^{NEWLINE}]*', text):
        line = m[0]
        places = [m.start() + q.start() for q in _STRAIGHT.finditer(line)]
        if len(places) % 2 or not _HAS_CHINESE.search(line) or _CODE.search(line):
            continue
        if all(_faces(text, at, opens=not i % 2) for i, at in enumerate(places)):
            yield from (Edit(at, at + 1, "“”"[i % 2]) for i, at in enumerate(places))


_NOT_INSIDE_START = re.compile(f"[{BLANK}{NEWLINE}，。、；：！？）》”]|$")
_NOT_INSIDE_END = re.compile(f"[{BLANK}（《“]")


def _faces(text: str, at: int, *, opens: bool) -> bool:
    if opens:
        return not _NOT_INSIDE_START.match(text, at + 1) and not text[at - 1 : at].isdigit()
    return not _NOT_INSIDE_END.match(text[at - 1])


def uncertain_quotes(text: str) -> Iterator[Span]:
    """Quotation marks that have no partner in their line, straight or curly; nothing alters them.

    A paragraph that opens a quotation which the next one opens again is set as it should be.

    Examples:
        >>> list(uncertain_quotes("他说“好，又说“行”"))
        [Span(start=2, end=3)]
    """
    for m in re.finditer(f'[^{NEWLINE}"“”]*["“”][^{NEWLINE}]*', text):
        if _HAS_CHINESE.search(m[0]):
            yield from _unpaired(m[0], m.start())


def _unpaired(line: str, shift: int) -> Iterator[Span]:
    open_: list[int] = []
    lone = []
    for m in re.finditer('["“”]', line):
        if m[0] == "“":
            open_.append(m.start())
        elif m[0] == '"' or not open_:
            lone.append(m.start())
        else:
            open_.pop()
    yield from (Span(shift + at, shift + at + 1) for at in sorted(lone + open_))


RULES = (
    Rule(widen_brackets, frozenset("()")),
    Rule(widen_commas, frozenset(",;")),
    Rule(widen_colons, frozenset(":")),
    Rule(widen_exclamations, frozenset("!?")),
    Rule(pair_quotes, frozenset('"')),
)
"""In this order, after spacing."""
