"""Short lines that stand alone like headlines and are text: signatures, farewells, rows, notes, speech.

A letter, a notice, a list of results and a story end or run in such lines; taken for headlines they would
be put over an article, and part it.  Each is known by its form and by what stands beside it.
"""

from __future__ import annotations

from itertools import groupby, takewhile
from operator import add
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN, SENTENCE_END
from cleaner.core.fields import find_rows
from cleaner.core.pattern import lazy
from cleaner.layout import credit, folio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.layout.unit import Unit

# What such lines are known for.
SHORT_TEXT = frozenset(("list_line", "signature", "note", "speech"))
# Who signs, in lines over the date.
SIGNERS = 3
# Rows of one form are a list from so many on, and paragraphs with one mark in front; fewer may be captions.
ROWS = 3
# The share of such a list that has the form, for captions strayed into it.
MOSTLY = 0.75
# Rows have so much of their character pairs in common, figures aside, and are no longer.
ALIKE = 0.5
LONGEST_ROW = 42
# Longer lines in brackets say more than who wrote or where it goes on.
LONGEST_NOTE = 16
_DATE = lazy(
    rf"(?:{folio.DATE.pattern}|[一二三四五六七八九〇○零]{{4}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日)[{BLANK}]*"
)
_BLANK = lazy(f"[{BLANK}]")
_FIGURES = lazy(r"[\d.,%:：]+")
_FAREWELL = lazy("此致|敬[礼禮][！!]?|此致敬[礼禮][！!]?|[顺順即]颂.{2}|[谨謹][启啟]")
# A note in brackets, who is quoted, and where a serial stops.
_NOTE = lazy(rf"[（(][^（）()]+[）)]|——[{HAN}·《》]{{2,12}}|(?:未完)?待[续續]|全文完")
# Who signed, with the day.
_DATED = lazy(rf"[{HAN}]{{2,20}}[{BLANK}]*(?:{folio.DATE.pattern}|\d{{1,2}}月\d{{1,2}}日)")
_ROW = lazy(rf"[{HAN}A-Za-z0-9“”（）]{{1,16}}[：:][^。；]+")
# A result: two sides and their score.
_RESULT = lazy(
    rf"[{HAN}A-Za-z·]{{2,12}}[{BLANK}]*\d{{1,3}}[{BLANK}]*[:：∶比–—-][{BLANK}]*\d{{1,3}}[{BLANK}]*[{HAN}A-Za-z·]{{2,12}}"
)
_SPOKEN = lazy(r"[“「][^“”「」]+[？！?!…][”」]")
# Directions and terms have entries with a label in front, examinations have answers with a letter.
_LABELLED = lazy(r"【[^【】]{1,8}】[^【】]")
_CHOICE = lazy(r"[A-H][.．、]")
_ITEM_MARKS = frozenset("▲△▼▽")
_SENTENCE = (*SENTENCE_END, "。”", "！”", "？”", "。」", "）")


def find_short_text(units: Sequence[Unit], kinds: Sequence[str]) -> dict[int, str]:
    """The lines that look like headlines or captions and belong to the text, with what tells it."""
    lists = (
        *_items(units, kinds),
        *_labelled(units, kinds),
        *_choices(units, kinds),
        *_of_one_make(units, kinds),
        *_of_fields(units, kinds),
    )
    found = dict.fromkeys(lists, "list_line")
    for first, behind in _runs(kinds):
        before = first > 0 and kinds[first - 1] == "text"
        for i in range(first, behind):
            text = units[i].text
            if (
                _DATE.fullmatch(text)
                or _FAREWELL.fullmatch(text)
                or (i and _FAREWELL.fullmatch(units[i - 1].text))
            ):
                found[i] = "signature"
            elif before and i == first and len(text) <= LONGEST_NOTE and _NOTE.fullmatch(text):
                found[i] = "note"
            elif before and i == first and _DATED.fullmatch(text):
                found[i] = "signature"
            elif _is_spoken(units, i):
                found[i] = "speech"
        if before:
            found |= dict.fromkeys(_rows(units, first, behind), "list_line")
            found |= dict.fromkeys(_signers(units, kinds, first, behind), "signature")
    return found


def _runs(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where lines that stand out begin, and behind which the text goes on."""
    for kind, group in groupby(range(len(kinds)), kinds.__getitem__):
        if kind == "line":
            run = list(group)
            yield run[0], run[-1] + 1


def _rows(units: Sequence[Unit], first: int, behind: int) -> Iterator[int]:
    """Lines of a label with what it stands for, what little stands among them, and what announces them."""
    rows = [i for i in range(first, behind) if _ROW.fullmatch(units[i].text)]
    if len(rows) < ROWS or len(rows) < MOSTLY * (rows[-1] + 1 - rows[0]):
        return
    announced = rows[0] > first and units[rows[0] - 1].text.endswith(("：", ":"))
    yield from range(rows[0] - announced, rows[-1] + 1)


def _of_one_make(units: Sequence[Unit], kinds: Sequence[str]) -> Iterator[int]:
    """Lines with figures of which each says nearly what the one before says: rates, results."""
    rows: list[int] = []
    before: set[str] = set()
    for i, (unit, kind) in enumerate(zip(units, kinds, strict=True)):
        own: set[str] = set()
        if kind in {"line", "text"} and len(unit.text) <= LONGEST_ROW and _FIGURES.search(unit.text):
            made = "0:0" if _RESULT.fullmatch(unit.text) else _FIGURES.sub("0", unit.text)
            own = set(map(add, made, made[1:]))
        if not own or len(own & before) < ALIKE * max(len(own), len(before)):
            if len(rows) >= ROWS:
                yield from rows
            rows = []
        before = own
        if own:
            rows.append(i)
    if len(rows) >= ROWS:
        yield from rows


def _of_fields(units: Sequence[Unit], kinds: Sequence[str]) -> set[int]:
    """Lines whose blanks hold the same fields apart as those beside them: names, prices, stocks."""
    return find_rows(
        {
            i: unit.text
            for i, (unit, kind) in enumerate(zip(units, kinds, strict=True))
            if kind in {"line", "text"} and len(unit.text) <= LONGEST_ROW and _BLANK.search(unit.text)
        }
    )


def _signers(units: Sequence[Unit], kinds: Sequence[str], first: int, behind: int) -> Iterator[int]:
    """Who signed a text, and the date: the lines behind its last sentence, if no text goes on behind them.

    A date between a headline and its text dates the report.
    """
    over = list(takewhile(lambda i: not _DATE.fullmatch(units[i].text), range(first, behind)))
    date = first + len(over)
    if not over or len(over) > SIGNERS or not units[first - 1].text.endswith(_SENTENCE):
        return
    after = date + 1
    dated = date < len(units) and _DATE.fullmatch(units[date].text)
    if dated and (after == len(units) or kinds[after] == "line"):
        yield from (*over, date)


def _is_spoken(units: Sequence[Unit], i: int) -> bool:
    """Whether a line is a question or a cry in quotes among paragraphs that speak in quotes as well."""
    text = units[i].text
    beside = [unit.text for unit in (*units[max(0, i - 2) : i], *units[i + 1 : i + 3])]
    return bool(_SPOKEN.fullmatch(text)) and any(other[0] == text[0] for other in beside)


def _items(units: Sequence[Unit], kinds: Sequence[str]) -> Iterator[int]:
    """Paragraphs in a row with one mark in front, and no photographer: news in brief, not captions."""
    for mark, group in groupby(range(len(units)), lambda i: units[i].text[0]):
        row = list(group)
        if mark in _ITEM_MARKS and len(row) >= ROWS and not any(credit.is_signed(units[i].text) for i in row):
            yield from (i for i in row if kinds[i] == "caption")


def _labelled(units: Sequence[Unit], kinds: Sequence[str]) -> Iterator[int]:
    """Short entries with a label in front beside others; headlines of that form are all short."""
    rows = {i for i, unit in enumerate(units) if unit.text[0] == "【" and _LABELLED.match(unit.text)}
    if len(rows) >= ROWS and any(kinds[i] == "text" for i in rows):
        yield from (i for i in rows if kinds[i] == "line" and not rows.isdisjoint((i - 1, i + 1)))


def _choices(units: Sequence[Unit], kinds: Sequence[str]) -> Iterator[int]:
    """Answers to choose from, in one line or below each other."""
    found = {i: len(_CHOICE.findall(unit.text)) for i, unit in enumerate(units) if _CHOICE.match(unit.text)}
    for i, count in found.items():
        if kinds[i] == "line" and (count > 1 or i - 1 in found or i + 1 in found):
            yield i
