"""Lines that belong to the page and to none of its articles: folios, page numbers, banners, service lines.

Everything is judged by composition (`folio`, `notices`) and place, never by one word.
"""

from __future__ import annotations

from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN, SENTENCE_END
from cleaner.core.pattern import lazy
from cleaner.layout import folio, notices, signed

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from cleaner.layout.house import Own
    from cleaner.layout.unit import Line

# Parts that only a folio has; a date with its weekday alone may head a diary or a fixture list.
_OF_A_PAGE = {"page", "paper", "staff", "section", "issue", "place"}
# Parts of a masthead that a notice or a review may have as well: they count beside more of one.
_OF_A_MASTHEAD = {"price", "publisher"}
# Away from the edges of a page a folio must show more of itself.
ENOUGH_INSIDE = 4.5
# Lines that a folio over a narrow column may take.
HEAD_LINES = 12
# Letters left over when a narrow folio wraps (`王` / `芳`).
LEFTOVER = 3
LONGEST_NUMBER = 16
_PAGE_WITHIN = 7
# Lines from the end of a text to the date below who signed it.
SIGNED = 2
# Lines that a notice may be wrapped into.
WRAPS = 3
# A running header stands among the first or last lines of so many pages at least.
RUNNING = 2
EDGE = 2
LONGEST_HEADER = 40
_B = f"[{BLANK}]*"
PAGE_NUMBER = lazy(
    rf"[—–\-·•.~]+{_B}\d{{1,4}}{_B}[—–\-·•.~]+"
    rf"|第{_B}\d{{1,4}}{_B}[页頁](?:{_B}[，,/]?{_B}共{_B}\d{{1,4}}{_B}[页頁])?"
    r"|第(?:0\d|[A-Z]\d{1,2})版|[A-Z]\d{1,2}版"
)
# What is a page's number only at its edge: elsewhere it may be a figure of a table or the edition of a book.
_NUMBER = lazy(rf"[A-Z]?{_B}\d{{2,4}}|[A-Z]{_B}\d|第{_B}\d{{1,3}}{_B}版")
# The code of a page.
LETTERED = r"[A-Z]\d{1,2}"
_CODED = lazy(LETTERED)
# In brackets it may count the parts of a story as well.
_BRACKETED = lazy(rf"[【\[(（]{_B}\d{{1,4}}{_B}[】\])）]")
# The name of a paper that no headline has for its only words.
_PAPER_ALONE = lazy(f"[{HAN}]{{2,6}}[日晚早晨时時商周週][报報]")
_MARKS = lazy(rf"(?:[❶-❿➊-➓①-⑳▲△▼▽]{_B}){{1,3}}")
_BANNER = lazy(rf"[❶-❿{BLANK}]*(?:{folio.SUPPLEMENTS})[^。！？；，]{{0,40}}$")
# A headline and the page where its text is, and what stands over several of them.
_ENTRY = lazy(
    rf"[^。！？]{{4,40}}?[{BLANK}.…·•—>▶/]*[（(【]?(?:[详詳]?[见見]|刊)?第?"
    rf"(?:[A-Z]?\d{{1,2}}版|(?<=第)[一二三四五六七八九十]{{1,3}}版|(?<![A-Za-z0-9])[A-H]\d{{1,2}})[）)】]?"
)
# The page may stand first: 今日二版 江城人的菜篮子.
_PAGE_FIRST = lazy(
    rf"(?:今[日天])?第?(?:[A-Z]?\d{{1,2}}|[一二三四五六七八九十]{{1,3}})版[{BLANK}：:]+[^。！？：:]{{4,30}}"
)
_ENDS_OF_ENTRIES = frozenset("版）)】0123456789")
_CONTENTS = lazy("(?:今日|本期|本周|要闻|要聞|新闻|新聞|精彩)?(?:导读|導讀|看点|看點|要目|提要)")
_DIGITS = lazy(r"\d+")
_WORD = lazy(f"[{HAN}]{{2}}[^。！？；]*$")


def find_folios(lines: Sequence[Line], own: Own = (), edges: Container[int] = ()) -> Iterator[int]:
    """Take out folios and mastheads: paper, date, page, section, editors in lines of their own.

    Neighbouring lines that consist of the parts of a folio count together, since extractors print them as
    one line or as many.  A line of a date and nothing else stays: it may sign a letter or open a diary.

    `edges` are lines that stand at the top or foot of the source, wherever they are read.
    """
    yield from range(_wrapped_head(lines, own))
    for run, parts in folio_runs(lines, own):
        of_page = is_of_page(parts)
        is_edge = _edge(lines, run[0], run[-1]) or run[0] in edges or run[-1] in edges
        enough = folio.ENOUGH if of_page and is_edge else ENOUGH_INSIDE
        kinds = parts.found.keys()
        if parts.score >= enough and len(kinds) > 1 and (of_page or not _OF_A_MASTHEAD.isdisjoint(kinds)):
            yield from run[1:] if _signs(lines, run[0]) else run
        else:
            yield from (i for i in run if folio.is_credit(lines[i].text))


def _signs(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is a date below who signed a letter or a notice there: it belongs to the text."""
    if i < SIGNED or not folio.DATE.fullmatch(lines[i].text):
        return False
    return lines[i - SIGNED].text.endswith(tuple(SENTENCE_END)) and signed.may_sign(lines[i - 1].text)


def _wrapped_head(lines: Sequence[Line], own: Own) -> int:
    """How many lines at the top of a page are one folio whose parts a narrow column broke."""
    short = list(takewhile(lambda line: len(line.text) <= LONGEST_NUMBER, lines[:HEAD_LINES]))
    texts = ["".join(line.text.split()) for line in short]
    for count in range(len(short), 1, -1):
        found = folio.parts("".join(texts[:count]), own)
        if not found.other and found.score >= ENOUGH_INSIDE and not _OF_A_PAGE.isdisjoint(found.found):
            return count
    return 0


def folio_runs(lines: Sequence[Line], own: Own = ()) -> Iterator[tuple[range, folio.Parts]]:
    """Runs of lines that consist of the parts of folios, and of what wrapping left of them in between.

    Each comes with its parts; of a part that a line has twice only one counts.
    """
    found = [folio.parts(line.text, own) for line in lines]
    for run in _pure_runs(lines, found):
        names: dict[str, list[str]] = {}
        for i in run:
            for name, texts in found[i].found.items():
                names.setdefault(name, []).append(texts[0])
        yield run, folio.Parts(names, sum(found[i].other for i in run), sum(found[i].letters for i in run))


def is_of_page(parts: folio.Parts) -> bool:
    """Whether some parts are more than a date, which a text has as well."""
    return not _OF_A_PAGE.isdisjoint(parts.found)


def _pure_runs(lines: Sequence[Line], found: Sequence[folio.Parts]) -> Iterator[range]:
    """Runs of lines that consist of the parts of folios, and of what wrapping left of them in between."""
    first = last = -1
    for i, parts in enumerate(found):
        if parts.found and parts.other <= folio.OTHER * parts.letters:
            first, last = (i if first < 0 else first), i
        elif first >= 0 and (not _is_leftover(lines[i].text) or i - last > 1):
            yield range(first, last + 1)
            first = -1
    if first >= 0:
        yield range(first, last + 1)


def _is_leftover(text: str) -> bool:
    return len(text) <= LEFTOVER and not text.endswith(("。", "！", "？", "”"))


def find_page_names(lines: Sequence[Line], taken: Container[int], top: int = 0) -> Iterator[int]:
    """The name of a page beside its folio or number (`taken`), and that of the paper alone at the `top`.

    Right above a text each may be its headline; above another headline it is the page's, unless the folio
    names that otherwise.
    """
    for i, line in enumerate(lines):
        is_paper = i == top and _PAPER_ALONE.fullmatch(line.text) is not None
        if i in taken or not (is_paper or folio.names_page(line.text)):
            continue
        first, last = _with_neighbours(lines, taken, i)
        others = [folio.parts(lines[k].text).found for k in range(first, last + 1) if k != i]
        if not is_paper and (not others or any("section" in found for found in others)):
            continue
        if _ends_page(lines, last):
            if not is_paper:
                yield i
        elif (is_paper or _begins_page(lines, first)) and _is_headline(lines[last + 1].text):
            yield i


def _with_neighbours(lines: Sequence[Line], taken: Container[int], i: int) -> tuple[int, int]:
    """The first and last of the lines of a page that are taken out on either side of a line, and the line."""
    first = last = i
    while first - 1 in taken and not _begins_page(lines, first):
        first -= 1
    while last + 1 in taken and not _ends_page(lines, last):
        last += 1
    return first, last


def _is_headline(text: str) -> bool:
    return len(text) <= LONGEST_HEADER and not text.endswith((*SENTENCE_END, "”", "」"))


def find_page_numbers(lines: Sequence[Line], told: Container[str] = ()) -> Iterator[int]:
    """Take out page numbers (`— 3 —`, `第4页 共5页`) and marks of photos that stand alone (`❶`).

    A bare number counts only at the very edge of its page, for inside it may be a table's, and one in
    brackets if it is the only one, for several count the parts of a story.  A bare code counts anywhere if
    it is among those that the folio gives (`told`); a text may speak of the type `A1`.
    """
    bracketed = sum(
        len(line.text) <= LONGEST_NUMBER and bool(_BRACKETED.fullmatch(line.text)) for line in lines
    )
    for i, line in enumerate(lines):
        text = line.text
        if len(text) > LONGEST_NUMBER:
            continue
        if (
            PAGE_NUMBER.fullmatch(text)
            or _MARKS.fullmatch(text)
            or (_NUMBER.fullmatch(text) and len(lines) > 1 and _edge(lines, i, i))
            or (text in told and _CODED.fullmatch(text))
            or (bracketed == 1 and len(lines) > 1 and _BRACKETED.fullmatch(text) and _edge(lines, i, i))
        ):
            yield i


def find_running_headers(lines: Sequence[Line]) -> Iterator[int]:
    """Take out lines at the edges of several pages of one input, figures aside, and supplements' banners."""
    if not lines:
        return
    edges: dict[str, list[int]] = {}
    if lines[-1].page:
        pages = [list(page) for _, page in groupby(range(len(lines)), lambda i: lines[i].page)]
        for i in sorted({i for page in pages for i in (*page[:EDGE], *page[-EDGE:])}):
            if len(lines[i].text) <= LONGEST_HEADER and _WORD.search(lines[i].text):
                edges.setdefault(_DIGITS.sub("0", lines[i].text), []).append(i)
        for places in edges.values():
            if len({lines[i].page for i in places}) >= RUNNING:
                yield from places
    yield from _banner(lines)


def _banner(lines: Sequence[Line]) -> Iterator[int]:
    """The banner of a supplement at the foot of its page: it opens with its kind and has no sentence."""
    for first in range(len(lines) - 1, max(0, len(lines) - 1 - WRAPS), -1):
        if "。" in lines[first].text:
            return
        if _BANNER.match(lines[first].text):
            yield from range(first, len(lines))


def find_contents(lines: Sequence[Line]) -> Iterator[int]:
    """Take out the contents of the paper: headlines in a row, each with its page (导读 … 2版).

    One alone may name a page for another reason; under `导读` it is an entry.
    """
    first = 0
    for i in range(len(lines) + 1):
        if i < len(lines) and _is_entry(lines[i].text):
            continue
        headed = first > 0 and bool(_CONTENTS.fullmatch(lines[first - 1].text))
        if i - first + headed > 1:
            yield from range(first - headed, i)
        first = i + 1


def _is_entry(text: str) -> bool:
    if text[-1:] in _ENDS_OF_ENTRIES and _ENTRY.fullmatch(text):
        return True
    return "版" in text[:_PAGE_WITHIN] and _PAGE_FIRST.fullmatch(text) is not None


def find_notices(lines: Sequence[Line]) -> Iterator[int]:
    """Take out service lines: QR codes, hotlines, subscription, copyright, `continued on page 4`.

    They are judged by what a notice is made of (`notices`), also where a narrow column wraps them over
    several lines.  A paragraph that mentions a hotline or a code stays.
    """
    i = 0
    while i < len(lines):
        count = notices.lines_of_notice([line.text for line in lines[i : i + WRAPS]])
        yield from range(i, i + count)
        i += max(1, count)


def _edge(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether the lines `first` to `last` stand at the top or the foot of their page."""
    return _begins_page(lines, first) or _ends_page(lines, last)


def _begins_page(lines: Sequence[Line], i: int) -> bool:
    return i == 0 or lines[i - 1].page != lines[i].page


def _ends_page(lines: Sequence[Line], i: int) -> bool:
    return i == len(lines) - 1 or lines[i + 1].page != lines[i].page
