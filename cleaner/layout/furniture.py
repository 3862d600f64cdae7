"""Finds what belongs to the page and not to its articles: folios, page numbers, banners, service lines.

Everything is judged by composition (`folio`, `notices`) and place, never by one word, and in lines of
their own: a paragraph that mentions a date, an editor or a hotline keeps every character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING

from cleaner.core.chars import BLANK, HAN, NEWLINE, SENTENCE_END
from cleaner.core.named import NamedTuple
from cleaner.core.pattern import lazy
from cleaner.core.types import Change, Mark
from cleaner.layout import folio, notices
from cleaner.layout.metadata import page_numbers

if TYPE_CHECKING:
    import re
    from collections.abc import Container, Iterable, Iterator, Sequence

    from cleaner.core.house import House
    from cleaner.core.page import Page
    from cleaner.core.types import Reason
    from cleaner.layout.house import Own
    from cleaner.layout.unit import Line


class Find(NamedTuple):
    """A stretch of text offsets to be taken out, and the rule that found it."""

    start: int
    end: int
    reason: Reason
    rule: str


# Parts that only a folio has; a date with its weekday alone may head a diary or a fixture list.
_OF_A_PAGE = {"page", "paper", "staff", "section", "issue", "place"}
# A folio as wide as the page falls apart where columns are read out: what gives the paper or the date is its
# head; other parts, which that has not, may stand in lines of their own between those of the text.
_OF_ITS_HEAD = frozenset(("paper", "date"))
_SCATTERED = frozenset(("weekday", "section"))
# Parts of a masthead that a notice or a review may have as well: they count beside more of one.
_OF_A_MASTHEAD = {"price", "publisher"}
# Rules that take out whole lines, whatever else is in them.
_WHOLE = {"remove_phrases", "find_contents"}
# Away from the edges of a page a folio must show more of itself.
ENOUGH_INSIDE = 4.5
# Lines that a folio over a narrow column may take.
HEAD_LINES = 12
# Letters left over when a narrow folio wraps (`王` / `芳`).
LEFTOVER = 3
LONGEST_NUMBER = 16
_PAGE_WITHIN = 7
# The share of the longest line of its paragraph that a full line has.
FULL = 0.75
# Lines that a notice may be wrapped into.
WRAPS = 3
# A running header stands among the first or last lines of so many pages at least.
RUNNING = 2
EDGE = 2
LONGEST_HEADER = 40
_B = f"[{BLANK}]*"
_PAGE_NUMBER = lazy(
    rf"[—–\-·•.~]+{_B}\d{{1,4}}{_B}[—–\-·•.~]+"
    rf"|第{_B}\d{{1,4}}{_B}[页頁](?:{_B}[，,/]?{_B}共{_B}\d{{1,4}}{_B}[页頁])?"
    r"|第(?:0\d|[A-Z]\d{1,2})版|[A-Z]\d{1,2}版"
)
# What is a page's number only at its edge: elsewhere it may be a figure of a table or the edition of a book.
_NUMBER = lazy(rf"[A-Z]?{_B}\d{{2,4}}|[A-Z]{_B}\d|第{_B}\d{{1,3}}{_B}版")
# In brackets it may count the parts of a story as well.
_BRACKETED = lazy(rf"[【\[(（]{_B}\d{{1,4}}{_B}[】\])）]")
_MARKS = lazy(rf"(?:[❶-❿➊-➓①-⑳▲△▼▽]{_B}){{1,3}}")
_BANNER = lazy(rf"[❶-❿{BLANK}]*(?:{folio.SUPPLEMENTS})[^。！？；，]{{0,40}}$")
# Where in the text it is worth looking for a folio that was joined to it.
_JOINED_FOLIO = lazy(rf"星期|{folio.MAKERS}|编辑/|編輯/|期 ?(?:19|20)|版 ?(?:19|20)")
_JOINED_NUMBER = lazy(r"[—–·•~] ?\d{1,3} ?[—–·•~]")
# What is a page's between the lines of a sentence: its code, which nothing else looks like, and its number.
_LETTERED = r"[A-Z]\d{1,2}"
_CODE = _LETTERED + r"|第(?:\d{1,3}|[一二三四五六七八九十]{1,3})版"
_BARE = r"\d{1,3}|[一二三四五六七八九十]{1,2}"
_BARE_CODE = lazy(_CODE)
_CODED = lazy(_LETTERED)
_BARE_NUMBER = lazy(_BARE)
_ALONE = lazy(rf"\n[{BLANK}]*(?:{_BARE}|{_CODE})(?=[{BLANK}]*[\n\r])")
_ALONE_PART = lazy(rf"\n[{BLANK}]*(?:{folio.WEEKDAYS}|{folio.SECTIONS})(?=[{BLANK}]*[\n\r])")
# A model's name before its number, or who sends the reader to a page.
_NAMED = lazy(r"[A-Za-z\-见見看在至到刊转轉于於（(]$")
_HAN_END = lazy(f"[{HAN}]$")
# What a number belongs to before and after it.
_COUNTS = lazy(r"[0-9.,:：%话話号號码碼线線路楼室第约近超达至到共为仅的有了每各满逾增减降升长约於于达约]$")
_COUNTED = lazy(
    r"[0-9.,:%％℃°多余个個名人年月日时時分秒点點元万萬亿億千百十岁歲次家户戶条條項项件只支台辆輛米公里平吨噸升克度倍成所届屆期号號版页頁位座头頭亩畝处處场場集天周层層路比至到、]"
)
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
# What a headline or a byline has not.
_RUNS_ON = lazy("[，。]")
_LINE_BREAK = lazy(f"[{NEWLINE}]")
_DIGITS = lazy(r"\d+")
_WORD = lazy(f"[{HAN}]{{2}}[^。！？；]*$")


def find_furniture(page: Page, lines: Sequence[Line], house: House | None = None) -> list[Find]:
    """The furniture and the notices among the lines of a page, in order; `house` knows more of them."""
    rules: dict[int, tuple[Reason, str]] = {}
    own: Own = ()
    if house:
        own, rules = _of_house(page, lines, house)
    edges = _edges_of_source(page, lines)
    folios = list(find_folios(lines, own, edges))
    told = frozenset(number for i in folios for number in page_numbers(lines[i].text, own))
    of_rules: list[tuple[str, Reason, Iterable[int]]] = [
        (find_folios.__name__, "furniture", folios),
        (find_page_numbers.__name__, "furniture", find_page_numbers(lines, told)),
        (find_running_headers.__name__, "furniture", find_running_headers(lines)),
        (find_contents.__name__, "boilerplate", find_contents(lines)),
        (find_notices.__name__, "boilerplate", find_notices(lines)),
    ]
    for name, reason, found in of_rules:
        for i in found:
            rules.setdefault(i, (reason, name))
    finds: list[Find] = []
    for i, (reason, name) in rules.items():
        is_mixed = name not in _WHOLE and folio.parts(lines[i].text, own).other
        mixed = list(_find_joined(page, lines[i])) if is_mixed else []
        finds += mixed or [Find(lines[i].start, lines[i].end, reason, name)]
    numbered = _alone_in(page, lines, _ALONE)
    for i in {*_worth_a_look(lines), *numbered, *edges[:1]}:
        if i not in rules:
            finds += _find_joined(page, lines[i], told, opens=i in edges[:1])
    said = [page.text[find.start : find.end] for find in finds if find.rule == find_folios.__name__]
    missing = _missing([folio.parts(text, own) for text in said])
    finds += _find_scattered(page, lines, finds, missing, apart=len(said) > 1)
    return sorted(set(finds))


def _of_house(page: Page, lines: Sequence[Line], house: House) -> tuple[Own, dict[int, tuple[Reason, str]]]:
    """The parts of folios that only this house has, and the lines that its lists name."""
    from cleaner.layout.house import find_house_lines, own_parts, phrase_lines

    own = own_parts(house)
    rules: dict[int, tuple[Reason, str]] = {}
    for i in phrase_lines(page.text, lines, house):
        rules[i] = "boilerplate", "remove_phrases"
    for i in find_house_lines(lines, own):
        rules.setdefault(i, ("furniture", "find_house_lines"))
    return own, rules


def _worth_a_look(lines: Sequence[Line]) -> set[int]:
    """The lines that may have had furniture joined to them."""
    return {
        i
        for i, (text, *_) in enumerate(lines)
        if notices.may_hold(text) or _JOINED_FOLIO.search(text) or _JOINED_NUMBER.search(text)
    }


def _alone_in(page: Page, lines: Sequence[Line], part: re.Pattern[str]) -> set[int]:
    """The lines to which a part of a folio, alone in its line of the source, may have been joined."""
    places = [match.end() - 1 for match in part.finditer(page.source.text)]
    if not places:
        return set()
    starts = sorted((page.offset(line.start), i) for i, line in enumerate(lines))
    return {starts[max(0, bisect_right(starts, (place, len(lines))) - 1)][1] for place in places}


def _edges_of_source(page: Page, lines: Sequence[Line]) -> tuple[int, ...]:
    """The line that is first in the source and the one that is last, where columns were put in order, too."""
    if not lines:
        return ()
    if not page.flow:
        return 0, len(lines) - 1
    starts = [page.offset(line.start) for line in lines]
    return starts.index(min(starts)), starts.index(max(starts))


def _find_joined(
    page: Page, line: Line, told: frozenset[str] = frozenset(), *, opens: bool = False
) -> Iterator[Find]:
    """What stood in lines of its own in the source and was taken for a part of the text around it.

    `told` are the numbers of pages that the folio gives, `opens` says that the line is the source's first.
    """
    pieces = list(source_lines(page, line))
    texts = [text for text, _ in pieces]
    folios = list(map(_is_folio, texts)) if len(pieces) > 1 else []
    if folios and opens:
        folios[0] = _is_folio(texts[0], folio.ENOUGH)
    found = False
    i = 0
    while i < len(pieces) > 1:
        behind, reason, rule = _judge_pieces(texts, folios, told, i)
        if rule:
            found = True
            last, at = pieces[behind - 1]
            yield Find(pieces[i][1], at + len(last), reason, rule)
        i = behind
    if not found and (end := notices.glued(line.text)) is not None:
        yield Find(line.start + end, line.end, "boilerplate", "find_notices")


def _missing(folios: Sequence[folio.Parts]) -> frozenset[str]:
    """What the folio of a page has not, though it gives the paper or the date, and may have elsewhere."""
    kinds = {kind for parts in folios for kind in parts.found}
    return frozenset() if kinds.isdisjoint(_OF_ITS_HEAD) else _SCATTERED - kinds


def _find_scattered(
    page: Page, lines: Sequence[Line], known: Sequence[Find], missing: frozenset[str], *, apart: bool
) -> Iterator[Find]:
    """The parts of a folio that fell apart, in lines of their own of the source: each stands there once.

    The name of a section alone may be a headline: it counts only on a page whose folio certainly fell apart.

    Args:
        page: the page.
        lines: its lines.
        known: what was found by other rules: what stands there is accounted for.
        missing: the kinds of parts that its folio has not.
        apart: whether that was found at several places.
    """
    places = [
        (text, at)
        for i in (_alone_in(page, lines, _ALONE_PART) if missing else ())
        for text, at in source_lines(page, lines[i])
        if not any(find.start < at + len(text) and at < find.end for find in known)
    ]
    for kind, pattern in (("weekday", folio.WEEKDAY), ("section", folio.SECTION)):
        found = [(text, at) for text, at in places if kind in missing and pattern.fullmatch(text)]
        if len(found) == 1 and (apart or kind == "weekday"):
            text, at = found[0]
            apart = True
            yield Find(at, at + len(text), "furniture", find_folios.__name__)


def source_lines(page: Page, line: Line) -> Iterator[tuple[str, int]]:
    """The parts of a line that stood in lines of their own in the source, with their text offsets."""
    low, high = page.offset(line.start), page.offset(line.end - 1)
    breaks = [low + match.start() for match in _LINE_BREAK.finditer(page.source.text[low:high])]
    if not breaks:
        yield line.text, line.start
        return
    ends = [page.place(at, line.start, line.end) for at in breaks]
    for start, end in pairwise([line.start, *ends, line.end]):
        text = page.text[start:end]
        if text.strip():
            yield text.strip(), start + len(text) - len(text.lstrip())


def _judge_pieces(
    pieces: Sequence[str], folios: Sequence[bool], told: frozenset[str], first: int
) -> tuple[int, Reason, str]:
    """What the source lines from `first` on are, and behind how many of them that ends.

    `folios` tells which of them are one alone.
    """
    if _is_number_inside(pieces, told, first):
        return first + 1, "furniture", "find_page_numbers"
    begins = notices.may_begin(pieces[first])
    for behind in range(min(first + WRAPS, len(pieces)), first, -1):
        text = " ".join(pieces[first:behind])
        last = pieces[behind - 1]
        alone = behind == first + 1
        if _PAGE_NUMBER.fullmatch(text) or (folios[behind - 1] and (alone or _is_folio(text))):
            return behind, "furniture", "find_folios"
        said = begins and notices.is_notice(text)
        if said and (alone or notices.goes_on("".join(pieces[first : behind - 1]), last)):
            return behind, "boilerplate", "find_notices"
    return first + 1, "furniture", ""


def _is_number_inside(pieces: Sequence[str], told: frozenset[str], i: int) -> bool:
    """Whether a page's number or code stands between two full lines of a sentence that has no use for it.

    A wrapped figure would stand on a line with its neighbours.  A code, or the number that the folio gives,
    may stand where the sentence was taken for two, and a number before what it seems to count.
    """
    full = FULL * max(map(len, pieces))
    if not i or len(pieces[i - 1]) < full:
        return False
    before, after = pieces[i - 1], pieces[i + 1] if i + 1 < len(pieces) else ""
    if _BARE_CODE.fullmatch(pieces[i]) or pieces[i] in told:
        goes_on = not after or not after[0].isascii()
        return goes_on and not _NAMED.search(before) and not before.endswith(SENTENCE_END)
    if not _BARE_NUMBER.fullmatch(pieces[i]):
        return False
    if not after:  # the sentence was taken for two
        return i > 1 and _HAN_END.search(before) is not None and not _COUNTS.search(before)
    is_torn = not _COUNTS.search(before) and not _COUNTED.match(after)
    return is_torn and (len(after) >= full or i + 2 == len(pieces))


def _is_folio(text: str, enough: float = ENOUGH_INSIDE) -> bool:
    found = folio.parts(text)
    return found.score >= enough and found.other <= folio.OTHER * found.letters


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
    if text[-1] in _ENDS_OF_ENTRIES and _ENTRY.fullmatch(text):
        return True
    return "版" in text[:_PAGE_WITHIN] and _PAGE_FIRST.fullmatch(text) is not None


def _edge(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether the lines `first` to `last` stand at the top or the foot of their page."""
    return (
        first == 0
        or last == len(lines) - 1
        or lines[first - 1].page != lines[first].page
        or lines[last + 1].page != lines[last].page
    )


def find_folios(lines: Sequence[Line], own: Own = (), edges: Container[int] = ()) -> Iterator[int]:
    """Take out folios and mastheads: paper, date, page, section, editors in lines of their own.

    Neighbouring lines that consist of the parts of a folio count together, since extractors print them as
    one line or as many.  A line of a date and nothing else stays: it may sign a letter or open a diary.

    `edges` are lines that stand at the top or foot of the source, wherever they are read.
    """
    found = [folio.parts(line.text, own) for line in lines]
    yield from range(_wrapped_head(lines, own))
    for run in _pure_runs(lines, found):
        kinds = Counter(name for i in run for name in found[i].found)
        score = sum(folio.WEIGHT[name] * min(count, 2) for name, count in kinds.items())
        of_page = not _OF_A_PAGE.isdisjoint(kinds)
        is_edge = _edge(lines, run[0], run[-1]) or run[0] in edges or run[-1] in edges
        enough = folio.ENOUGH if of_page and is_edge else ENOUGH_INSIDE
        if score >= enough and len(kinds) > 1 and (of_page or not _OF_A_MASTHEAD.isdisjoint(kinds)):
            yield from run
            behind = run[-1] + 1
            if behind < len(lines) and _is_rest(lines[behind - 1], lines[behind]):
                yield behind
        else:
            yield from (i for i in run if folio.is_credit(lines[i].text))


def _wrapped_head(lines: Sequence[Line], own: Own) -> int:
    """How many lines at the top of a page are one folio whose parts a narrow column broke."""
    short = list(takewhile(lambda line: len(line.text) <= LONGEST_NUMBER, lines[:HEAD_LINES]))
    texts = ["".join(line.text.split()) for line in short]
    for count in range(len(short), 1, -1):
        found = folio.parts("".join(texts[:count]), own)
        if not found.other and found.score >= ENOUGH_INSIDE and not _OF_A_PAGE.isdisjoint(found.found):
            return count
    return 0


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


def _is_rest(line: Line, more: Line) -> bool:
    """Whether a folio's part that breaks off at the end of its line ends in the next one.

    What is left may be a name, or the rest of a word (`责` / `编：周婷`); a short headline under the
    folio (`讣告`, `启事`) is no such rest.
    """
    other, together = folio.parts(line.text).other, folio.parts(line.text + more.text).other
    if not _is_leftover(more.text):
        return together < other and bool(folio.parts(more.text).found)
    return not more.blanks and bool(other or len(more.text) == 1) and together <= other


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
            _PAGE_NUMBER.fullmatch(text)
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


def without(lines: Sequence[Line], finds: Sequence[Find]) -> Iterator[Line]:
    """Yield the lines that are left, and what is left of lines."""
    if not finds:
        yield from lines
        return
    i, cut, continued = 0, False, False
    for line in lines:
        at = line.start
        while i < len(finds) and finds[i].start < line.end:
            yield from _piece(line, at, finds[i].start, cut=cut)
            said = line.text[finds[i].start - line.start : finds[i].end - line.start]
            continued = continued or bool(notices.CONTINUED.search(said))
            at, cut = finds[i].end, True
            i += 1
        left = tuple(_piece(line, at, line.end, cut=cut))
        yield from (piece._replace(continued=True) for piece in left) if continued else left
        cut, continued = cut and not left, continued and not left


def _piece(line: Line, start: int, end: int, *, cut: bool) -> Iterator[Line]:
    """The part of a line between two text offsets, if it says anything."""
    if start == line.start and end == line.end:
        yield line._replace(cut=True) if cut else line
    elif text := line.text[start - line.start : end - line.start].strip():
        at = line.start + line.text.index(text, start - line.start)
        yield line._replace(text=text, start=at, cut=cut, torn=line.torn or bool(_RUNS_ON.search(text)))


def take_out(page: Page, finds: Sequence[Find]) -> Page:
    """Record the finds as removals, and `continued on page 4` as a mark."""
    cuts = [(span, find) for find in finds for span in page.spans(find.start, find.end)]
    marks = [
        Mark("continuation", *span, find.rule, page.read(span))
        for span, find in cuts
        if notices.CONTINUATION.search(page.text, find.start, find.end)
    ]
    changes = (Change(*span, "", (find.rule,), (), find.reason) for span, find in cuts)
    return page.cut_all(changes).marked(marks)
