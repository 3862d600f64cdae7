"""What was joined to the text round it and begins a block of its own; the source's lines tell it apart.

A caption under a picture in mid-column is no wider than the column, and its line may end where the column
does.  Whoever joins lines by their shape takes it for a part of the paragraph; who took the picture, named
behind its last sentence at the end of a source line, tells that it is none.  So does a shadow: only
display type is printed twice; and so does a dateline.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.core.bigrams import bigrams
from cleaner.core.chars import BLANK, HAN, SENTENCE_END, ideographs_wide
from cleaner.core.pattern import lazy
from cleaner.layout import credit
from cleaner.layout.unit import source_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.core.page import Page
    from cleaner.layout.unit import Line

# Lines of a caption, from the mark that opens it to the name that ends it.
CAPTION_LINES = 4
# Columns by which a line bursts its column, if it was not set in it; ideographs take one, the rest half.
BURST = 0.6
# Without one of these a line holds nothing to part, and most lines have none.
_WORTH = lazy(
    "[摄攝①-⑳❶-❿▲△▼▽]|[供料][图圖照]|[画畫]面|照片|[图圖][①-⑳❶-❿片为為：:]|[报報社网網][讯訊]|日[电電]"
    f"|[。！？”」）][{BLANK}]*[{HAN}]{{2}}社"
)
# White space before a line is looked at so far back.
MOST_SPACE = 80
# A verb that goes on in the next line: no name of a photographer ends there.
_VERB_GOES_ON = lazy("[影像制製下于於自取氏入]")
# What an agency does that is the subject of a sentence.
_AGENCY_GOES_ON = lazy(
    r"[报報称稱说說援引记記消驻駐等和与與的也则則还還\d，、]|[评評分认認指][论論析为為出]|[早周昨今]"
)
_GOES_ON = ("，", "、", "；", "：", "（", "“", "「", "《")
_CAPTION_BEHIND = lazy(rf"(?<=[。！？”」）])[{BLANK}]*(?=[上下左右题題]?[图圖](?:片)?[：:])")
# Words of which the second half is a picture's.
_BEFORE_PICTURE = tuple("意企试試力妄贪貪希以地插配构構版蓝藍草绘繪附")
_BRACKETS = ("（", "(")
_QUOTES = ("“”", "「」", "《》", "（）")
_STOPS = tuple(stop + close for stop in SENTENCE_END for close in ("", "”", "」", "）"))
# How a report opens; behind `据` it is quoted.
_DATELINE = lazy(
    rf"(?:本[报報]|[{HAN}]{{2,6}}[报報网網社])[讯訊](?:[（(【{BLANK}]|[记記]者)"
    rf"|[{HAN}]{{1,3}}[社網网][{HAN}]{{2,8}}[0-9]{{1,2}}月[0-9]{{1,2}}日[电電]"
)
_QUOTED = ("据", "據", "照")


def part_insets(page: Page, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a page with the captions, headlines and reports apart that were joined."""
    removed = [change for change in page.removed if "printed_twice" in change.rules]
    shadowed = {ref.start for change in removed for ref in change.refs}
    for line in lines:
        if _WORTH.search(line.text) or (shadowed and _holds(page, line, shadowed)):
            yield from _parted(page, line, shadowed)
        else:
            yield line


def _holds(page: Page, line: Line, shadowed: set[int]) -> bool:
    low, high = page.offset(line.start), page.offset(line.end - 1)
    return any(low <= start <= high for start in shadowed)


def _parted(page: Page, line: Line, shadowed: set[int]) -> Iterator[Line]:
    pieces = [part for piece in source_lines(page, line) for part in _behind_sentence(*piece)]
    texts = [text for text, _ in pieces]
    captions = _captions(texts)
    cuts = captions | _openings(texts)
    if shadowed:
        cuts |= _edges([page.offset(start) in shadowed for _, start in pieces])
    starts = [line.start, *(pieces[i][1] for i in sorted(cuts - {0}))]
    if len(starts) == 1:
        yield line
        return
    torn = bool(captions) and 0 not in captions and not texts[min(captions) - 1].endswith(_STOPS)
    for k, (start, end) in enumerate(zip(starts, [*starts[1:], line.end], strict=True)):
        text = page.text[start:end].rstrip()
        blanks = _blanks(page, start) if k else line.blanks
        yield line._replace(text=text, start=start, blanks=blanks, torn=torn)


def _behind_sentence(text: str, start: int) -> Iterator[tuple[str, int]]:
    """A source line, and the caption apart that an extractor wrote into it behind the end of a sentence."""
    place = _CAPTION_BEHIND.search(text)
    if place and credit.is_caption(text[place.end() :]):
        yield text[: place.start()], start
        yield text[place.end() :], start + place.end()
    else:
        yield text, start


def _edges(marked: Sequence[bool]) -> set[int]:
    """Where source lines of one kind follow those of the other."""
    return {i for i in range(1, len(marked)) if marked[i] != marked[i - 1]}


def _blanks(page: Page, start: int) -> int:
    """The empty lines before a text offset, in the source."""
    at = page.offset(start)
    before = page.source.text[max(0, at - MOST_SPACE) : at].rstrip(BLANK)
    return max(0, len(before[len(before.rstrip()) :].splitlines()) - 1)


def _openings(pieces: Sequence[str]) -> set[int]:
    """The source lines that open a report."""
    return {
        i
        for i, (before, text) in enumerate(pairwise(pieces), 1)
        if _DATELINE.match(text) and not before.endswith(_QUOTED)
    }


def _captions(pieces: Sequence[str]) -> set[int]:
    """The source lines of a paragraph with which captions begin, and those behind their ends."""
    ends = {i + 1: start for i in range(len(pieces)) if (start := _caption_start(pieces, i)) is not None}
    return {*ends, *ends.values()} - {len(pieces)}


def _caption_start(pieces: Sequence[str], last: int) -> int | None:
    """The first line of the caption that ends with line `last`, if one does."""
    text, start = "", None
    after = pieces[last + 1] if last + 1 < len(pieces) else ""
    if _VERB_GOES_ON.match(after) or (pieces[last].endswith("社") and _AGENCY_GOES_ON.match(after)):
        return None
    for first in range(last, max(-1, last - CAPTION_LINES), -1):
        text = pieces[first] + text
        if credit.opens_caption(pieces[first]):
            return first if credit.ends_caption(text) or _is_unsigned(pieces, first, last) else None
        if start is None and credit.ends_caption(text) and _stands_apart(pieces, first, last):
            start = first
        if first < last and any(stop in pieces[first] for stop in SENTENCE_END):
            break
    return start


def _is_unsigned(pieces: Sequence[str], first: int, last: int) -> bool:
    """Whether a sentence about a picture names nobody; `企` / `图为…` is a word that goes on."""
    text = "".join(pieces[first : last + 1])
    if first and pieces[first - 1].endswith(_BEFORE_PICTURE):
        return False
    signed = "".join(pieces[first : last + 2])
    return credit.tells_picture(text) and not credit.ends_caption(signed)


def _stands_apart(pieces: Sequence[str], first: int, last: int) -> bool:
    """Whether a signed text cannot go on from the line before it, bursts its column, or is a sentence."""
    before, text = pieces[first - 1] if first else "", "".join(pieces[first : last + 1])
    if text.startswith(_BRACKETS):  # who took the picture, without what it shows
        return False
    if before.endswith(_STOPS) or not before:
        return True
    others = [ideographs_wide(piece) for i, piece in enumerate(pieces) if i != last]
    if first == last and ideographs_wide(text) > max(others) + BURST:
        return True
    above = "".join(pieces[:first])
    is_caption = last + 1 == len(pieces) and not any(stop in above for stop in SENTENCE_END)
    is_half = any(text.count(mark[0]) != text.count(mark[1]) for mark in _QUOTES)
    if is_caption or is_half or before.endswith(_GOES_ON) or not credit.is_signed_sentence(text):
        return False
    known = bigrams(above) | bigrams("".join(pieces[first:]))
    return not bigrams(before[-1] + text[0]) <= known
