"""Punctuation beside Chinese: half-width marks to full-width, straight quotation marks paired.

Runs after spacing.  A mark is Chinese when what it stands beside is; marks inside figures (13.89, 3:20,
12,000), Latin text, addresses, file names and formulas stay half-width.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, CHINESE, HAN, NEWLINE
from cleaner.core.types import Edit, Rule, Span
from cleaner.normalise.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
# What makes a mark Chinese.  Curly quotation marks are shared with the West: what they enclose decides.
_LEFT = f"(?:(?<=[{CHINESE}].)|(?<=[{CHINESE}][”’].)|(?<=…….))"
_RIGHT = f"(?=[{BLANK}]*[“‘]?[{CHINESE}])"
_HAS_CHINESE = re.compile(f"[{CHINESE}]")

# -- commas, colons and stops ----------------------------------------------------------------------------

_COMMAS = re.compile(
    # A percentage, a name or a quotation before another figure with its unit: 涨3%,5月, App,2015年.
    rf"[,;](?:{_LEFT}|(?<=[%℃‰A-Za-z”’].)(?=\d[\d.]*[{HAN}])|{_RIGHT})[{BLANK}]*"
)
_ENTITY = re.compile(r"&(?:#\d+|\w+);$")


def widen_commas(text: str) -> Iterable[Edit]:
    """Make commas and semicolons beside Chinese full-width.

    Extractors and old systems give the half-width mark, often with a space behind it.  12,000, Latin
    phrases and records of figures (东城区,12,8,29) keep theirs.

    Examples:
        >>> list(widen_commas("传帮带教,壮大梯队, 2018年12,000人"))
        [Edit(start=4, end=5, new='，'), Edit(start=9, end=11, new='，')]
        >>> list(widen_commas("To be, or not")), list(widen_commas("东城区,12,8,29"))
        ([], [])
    """
    found = list(_COMMAS.finditer(text))
    lines = text.splitlines(keepends=True) if found else []
    tables = _spans(lines, records(lines))
    for m in found:
        start, end = m.span()
        if m[0][0] == ";" and _ENTITY.search(text, max(0, start - 8), start + 1):
            continue
        if not any(low <= start < high for low, high in tables):
            yield Edit(start, end, _WIDE[m[0][0]])


def _spans(lines: Sequence[str], chosen: set[int]) -> list[Span]:
    ends = list(accumulate(map(len, lines))) if chosen else []
    return [Span(ends[i] - len(lines[i]), ends[i]) for i in sorted(chosen)]


# Behind a word in small letters it is the field of a letter (Subject:), not a headline (NBA:); :) smiles.
_COLONS = re.compile(rf":(?:{_LEFT}(?!\))|{_RIGHT}(?<![a-z]:))[{BLANK}]*")


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


_STOPS = re.compile(rf"[!?]{_LEFT}[!?]*[{BLANK}]*|[!?](?<=[\d%].)(?=[{HAN}]|[”’][{CHINESE}])")


def widen_exclamations(text: str) -> Iterable[Edit]:
    """Make exclamation and question marks behind Chinese full-width.

    A name that ends in one (Yahoo!公司) keeps it.

    Examples:
        >>> list(widen_exclamations("最差1场胜利!划水Yahoo!公司"))
        [Edit(start=6, end=7, new='！')]
    """
    for m in _STOPS.finditer(text):
        yield Edit(*m.span(), "".join(_WIDE[c] for c in m[0] if c in _WIDE))


# -- brackets --------------------------------------------------------------------------------------------

_BRACKETS = re.compile("[()（）]")
_BESIDE = re.compile(f"[{CHINESE}]|(?<=[{CHINESE}])[”’—…]|(?<=…)…|(?<=—)—")
# A bracket that is part of a formula, or that ends the name of a file.
_FORMULA = re.compile(r"[=+*/×÷−<>^]")
_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,3}(?![A-Za-z0-9])")


def widen_brackets(text: str) -> Iterable[Edit]:
    """Make round brackets beside or around Chinese full-width, both of a pair or none.

    Brackets of Latin text, of formulas and of file names stay, and so does one without a partner.

    Examples:
        >>> from cleaner.core.fold import apply
        >>> text = "《规划》(2012-2021)，第一站(零工驿站)"
        >>> apply(text, widen_brackets(text))
        '《规划》（2012-2021），第一站（零工驿站）'
        >>> list(widen_brackets("f(x) Rob (CEO) 清样(1).docx 1)"))
        []
    """
    return sorted(
        Edit(at, at + 1, _WIDE[text[at]])
        for pair in _pairs(text)
        if _is_chinese(text, *pair)
        for at in pair
        if text[at] in _WIDE
    )


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Brackets that belong together, in lines that have half-width ones."""
    start = 0
    for line in text.splitlines(keepends=True):
        if "(" in line or ")" in line:
            open_: list[int] = []
            for m in _BRACKETS.finditer(line):
                if m[0] in "(（":
                    open_.append(start + m.start())
                elif open_:
                    yield open_.pop(), start + m.start()
        start += len(line)


def _is_chinese(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start] if start else "", text[end + 1 : end + 2]
    if _FILE.match(text, end + 1) or _FORMULA.match(left) or _FORMULA.match(right):
        return False
    if text[start] + text[end] in {"（)", "(）"} or _HAS_CHINESE.search(text, start + 1, end):
        return True
    if not left or left in NEWLINE:  # (1) at the head of an item: what follows decides
        return bool(_HAS_CHINESE.match(right))
    return bool(_BESIDE.match(text, start - 1))


# -- quotation marks -------------------------------------------------------------------------------------

# A line of code or data: its quotation marks are not those of a text.
_CODE = re.compile(r'[{}<>=\\]|":|","')
_BAD_START = re.compile(r"[\s，。、；：！？）》”,.;:!?)]|$")
_BAD_END = re.compile(r"[\s（《“(]")


def pair_quotes(text: str) -> Iterable[Edit]:
    """Make straight double quotation marks in Chinese text curly, where each has its partner.

    In one line they open and close by turns.  A line with an odd number, one with a figure before an
    opening mark (27" is a length), one where a mark faces the wrong way, and code stay for the reader.

    Examples:
        >>> [edit.new for edit in pair_quotes('他说"好",又说"行"')]
        ['“', '”', '“', '”']
        >>> list(pair_quotes('27"显示器 "甲" "')), list(pair_quotes('He said "yes"'))
        ([], [])
    """
    start = 0
    for line in text.splitlines(keepends=True):
        places = [m.start() for m in re.finditer('"', line)]
        if places and not len(places) % 2 and _HAS_CHINESE.search(line) and not _CODE.search(line):
            pairs = list(zip(places[::2], places[1::2], strict=True))
            if all(_encloses(line, *pair) for pair in pairs):
                for opens, closes in pairs:
                    yield Edit(start + opens, start + opens + 1, "“")
                    yield Edit(start + closes, start + closes + 1, "”")
        start += len(line)


def _encloses(line: str, opens: int, closes: int) -> bool:
    return not (
        line[opens - 1 : opens].isdigit()
        or _BAD_START.match(line, opens + 1)
        or _BAD_END.match(line[closes - 1])
    )


_SINGLES = re.compile(f"(?<![A-Za-z0-9])'(?=[{CHINESE}])[^'‘’{NEWLINE}]*(?<=[{CHINESE}])'(?![A-Za-z0-9])")


def pair_single_quotes(text: str) -> Iterable[Edit]:
    """Make straight single quotation marks around Chinese curly; apostrophes stay.

    Examples:
        >>> [edit.new for edit in pair_single_quotes("他说'好的'，O'Neil")]
        ['‘', '’']
    """
    for m in _SINGLES.finditer(text):
        yield Edit(m.start(), m.start() + 1, "‘")
        yield Edit(m.end() - 1, m.end(), "’")


_MARKS = re.compile('["“”]')


def uncertain_quotes(text: str) -> Iterator[Span]:
    """Quotation marks in Chinese text without a partner in their line, straight or curly.

    Nothing alters them; the pipeline marks them.  A quotation that goes on in the next paragraph is
    opened there again and closed once: only its last paragraph balances.

    Examples:
        >>> list(uncertain_quotes("他说“好，又说“行”"))
        [Span(start=2, end=3)]
    """
    start = 0
    for line in text.splitlines(keepends=True):
        if _MARKS.search(line) and _HAS_CHINESE.search(line):
            yield from (Span(start + at, start + at + 1) for at in _lone(line))
        start += len(line)


def _lone(line: str) -> list[int]:
    open_: list[int] = []
    lone = []
    for m in _MARKS.finditer(line):
        if m[0] == "“":
            open_.append(m.start())
        elif m[0] == "”" and open_:
            open_.pop()
        else:
            lone.append(m.start())
    return sorted(lone + open_)


RULES = (
    Rule(widen_brackets, frozenset("()")),
    Rule(widen_commas, frozenset(",;")),
    Rule(widen_colons, frozenset(":")),
    Rule(widen_exclamations, frozenset("!?")),
    Rule(pair_quotes, frozenset('"')),
    Rule(pair_single_quotes, frozenset("'")),
)
"""In this order, after spacing."""
