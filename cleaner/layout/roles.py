"""Gives every line its role by adding up evidence: what it says of itself, its form, and its neighbours.

Bylines and captions mostly say what they are (`credit`).  What stands out from the running text besides
is a headline, a heading, a short caption, a speaker's label or a line of a list; these differ in their
neighbours and in the words that they share with them.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from operator import add
from typing import TYPE_CHECKING, Literal, NamedTuple

from cleaner.core import bigrams as vocabularies
from cleaner.core.chars import BLANK, HAN, SENTENCE_END
from cleaner.core.pattern import lazy
from cleaner.layout import credit
from cleaner.layout.boundaries import has_date, has_dateline
from cleaner.layout.short_lines import find_short_text
from cleaner.layout.signed import find_authors, find_signatures, find_verse, is_notice_head

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cleaner.core.types import Role
    from cleaner.layout.unit import Unit

# Longest headline line; longer lines without a full stop are torn paragraphs.
LONGEST_HEADLINE = 42
# Lines of more characters are no heading inside an article, and those of captions without a mark are shorter.
LONGEST_HEADING = 16
LONGEST_RECURRING = 20
LONGEST_LABEL = 14
# From so many lines in a row, evenly spaced, they are verse, a list or a table; with empty lines between
# they must be short as well, for headlines may stand together, too.
LIST = 6
LIST_WIDTH = 9
# Headlines read out together have this share of their character pairs in the text of their page, so many
# paragraphs on either side; and so many of their pairs are different ones.
GATHERED, SHEET = 0.3, 60
DISTINCT = 0.85
# Numbered lines among so many are items of a list; two may be titles set apart from their sections.
ITEMS = 3
# An item that is longer may be the text below a numbered heading.
LONGEST_ITEM = 42
# How much text before and after a headline is looked at for its words.
REACH = 500
# Evidence for a headline of an article rather than a heading, a caption or a paragraph, in log-odds:
# logistic regression over 615 such lines of pages with known roles, rounded; cross-validated by page it
# decides 92 of 100.
FOR_TITLE = {
    "stands_out": 0.5,
    "first_on_page": 0.8,  # by judgement: few pages of the sample begin without a folio
    "before_byline": 1.5,
    # A lead says when it happened: behind 51 of 100 headlines, 5 of 100 headings; fitted after the others.
    "before_lead": 1.6,
    "two_lines": 1.0,
    "three_lines": 0.6,
    "blank_line_before": 0.9,
    "after_furniture": 1.4,
    "after_credit": 1.0,
    "no_text_after": 0.4,
    # By judgement: what heads a notice heads nothing inside an article.
    "notice": 2.0,
    # By judgement: nothing else stands between it and the next headline.
    "over_picture": 2.5,
    # By judgement: a table of its own, as results and prices are, is no part of a report.
    "over_list": 1.0,
    "clauses": 1.1,
    "comma": -1.7,
    # Of none of 32 headlines, and 35 of 41 other lines; those say twice as much, but there are pages whose
    # headlines are no larger than their text.
    "in_text_type": -2.0,
    "recurring_form": -1.5,
    "recurring_length": -1.8,
}
# Runs of one form (number of lines, clauses) that make it a recurring one, and those of the same length.
RECURRING = 3
_ANNOUNCED = frozenset(("before_byline", "over_picture"))
SAME_LENGTH = 2
# Weights of the share of its character pairs that the text before and the text after have as well.
PAIRS_BEFORE = -1.8
PAIRS_AFTER = 1.4
# Lines that share so much more with the text before than with that after stand behind what they head.
BEHIND = 0.3
# Weight of the likeness of these two texts: a heading stands inside one article.
LIKENESS = -19.0
# Empty lines more than usual that set a caption apart.
WIDE = 2
# Pictures stand beside paragraphs of some length, not in a conversation.
CAPTION_ROOM = 40
# A caption speaks of what was said: at least so much of it stands in the text before.
CAPTION_PAIRS = 0.18

_NOT_A_HEADLINE = lazy(r"[。；].|[。；、，,]$|[，,].*[，,].*[，,]|[，,].*[：:]$")
# What headlines have little of: a line that is figures for the most part is a row or an entry.
_FIELDS = lazy(rf"(?:[^{BLANK}]+[{BLANK}]+){{3,}}[^{BLANK}]+$")
_FIGURES = lazy(rf"[0-9.,，:：%/()（）@=+\-{BLANK}]+|[A-Za-z_]+(?=\()")
_ENDS_SENTENCE = tuple(SENTENCE_END + "：:；”」’）)】")
_CREDIT = lazy(r"[（(][^（）()。，]{2,24}[）)]$")
_NUMBER = r"[一二三四五六七八九十\d]{1,3}"
_NUMBERED = lazy(
    rf"[一二三四五六七八九十]{{1,3}}、|[（(]{_NUMBER}[）)]|\d{{1,2}}[、.．](?!\d)|\d{{1,2}}[{BLANK}](?=\D)"
    rf"|第{_NUMBER}[章节節部条條编編]"
)
_COUNTERS = lazy(r"[一二三四五六七八九十]+|\d+")
_COUNTED = lazy(r"(\d{1,2})[、.．)）]")
_SPEECH = lazy(rf"[{HAN}A-Za-z·]{{1,8}}[:：]")
_CLAUSES = lazy(rf"[{HAN}”」！？][{BLANK}]+[{HAN}“「]")
# How the text of a new article opens: dateline, date, source; a heading's text goes on instead.
_OPENS = lazy(
    r"[（(〔【]?(?:.{0,10}[讯訊电電][ （(]|新华社|新华网|中新|人民网|本报|央视|北京[时時][间間]"
    r"|[据據]|[记記]者"
    r"|今[天日年]|昨[天日晚]?|近[日期]|日前|[当當]地[时時][间間]|(?:20\d\d年)?\d{1,2}月\d{1,2}日|\d{1,2}日)"
)
_DATED = lazy(
    r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?[，,]|(?:日前|近日|昨日|昨天|今天)[，,]|在[^。，]{4,60}[中上里，]"
)
# A headline may end with what a dateline ends with (国际联播快讯).
_REPORTS = ("讯", "訊", "电", "電")
_ONE_SENTENCE = lazy(r"[^。！？]*[。！？]?$")


Kind = Literal["caption", "byline", "line", "text"]
"""What a line looks like by itself; what `line` is, its neighbours tell."""


class Run(NamedTuple):
    """Neighbouring lines that stand out, with what they say and the text before and after them.

    `room` is the length of the paragraph right before them.
    """

    first: int
    last: int
    text: str
    before: str
    after: str
    form: tuple[int, bool]
    length: int
    room: int
    evidence: tuple[str, ...]


def assign_roles(units: Sequence[Unit]) -> list[Unit]:
    """Give every line of a page its role and the evidence for it.

    The lines come in source order and without the page's furniture.
    """
    kinds = [_kind(unit) for unit in units]
    _find_photo_sentences(units, kinds)
    short = find_short_text(units, kinds)
    for i in find_authors(units, kinds):
        kinds[i] = "byline"
        short |= dict.fromkeys(find_verse(units, kinds, i), "list_line")
    short |= dict.fromkeys(find_signatures(units, kinds), "signature")
    for i in short:
        kinds[i] = "text"
    out = [
        unit._replace(role=kind, evidence=(f"says_{kind}",)) if kind in {"byline", "caption"} else unit
        for unit, kind in zip(units, kinds, strict=True)
    ]
    for i, evidence in short.items():
        out[i] = units[i]._replace(evidence=(evidence,))
    listed = {i for i, evidence in short.items() if evidence == "list_line"}
    runs = _turned([_run(units, kinds, listed, first, last) for first, last in _runs(kinds)], len(units))
    inside = [run for run in runs if _ANNOUNCED.isdisjoint(run.evidence) and not _OPENS.match(run.after)]
    forms = Counter(run.form for run in inside)
    lengths = Counter((run.form, run.length) for run in inside)
    usual = min((unit.blanks for unit in units[1:]), default=0)
    for run in runs:
        alike = sum(lengths.get((run.form, run.length + i), 0) for i in range(-SAME_LENGTH, SAME_LENGTH + 1))
        form = [
            *(["recurring_form"] if forms[run.form] >= RECURRING else []),
            *(["recurring_length"] if alike >= RECURRING else []),
        ]
        out[run.first : run.last + 1] = _judge_run(
            units, run._replace(evidence=(*run.evidence, *form)), usual
        )
    return out


def _kind(unit: Unit) -> Kind:
    text = unit.text
    if len(text) <= credit.LONGEST:
        if credit.is_caption(text):
            return "caption"
        if credit.is_byline(text):
            return "byline"
        if len(text) <= LONGEST_HEADLINE and not unit.torn and not _NOT_A_HEADLINE.search(text):
            row = _FIELDS.match(text) or 2 * len(_FIGURES.sub("", text)) < len(text)
            dated = has_dateline(text) and not text.endswith(_REPORTS)
            return "text" if row or dated else "line"
    return "text"


def _runs(kinds: Sequence[Kind]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of lines that stand out."""
    for kind, group in groupby(range(len(kinds)), kinds.__getitem__):
        if kind == "line":
            run = list(group)
            yield run[0], run[-1]


def _run(units: Sequence[Unit], kinds: Sequence[Kind], listed: Collection[int], first: int, last: int) -> Run:
    behind, front = last + 1, first - 1
    while behind < len(kinds) and kinds[behind] in {"byline", "caption"}:
        behind += 1
    while front >= 0 and kinds[front] in {"byline", "caption"}:
        front -= 1
    after = "".join(unit.text[:REACH] for unit in units[behind : behind + 4])[:REACH]
    before = ends = ""
    if front >= 0 and kinds[front] == "text":
        before = "".join(unit.text[-REACH:] for unit in units[max(0, front - 3) : front + 1])[-REACH:]
        ends = units[front].text[-REACH:]
    evidence = {
        "first_on_page": first == 0,
        "before_byline": "byline" in kinds[last + 1 : behind],
        "before_lead": last > first and (has_date(after) or has_dateline(after)),
        "two_lines": last - first == 1,
        "three_lines": last - first > 1,
        "after_furniture": any(unit.cut for unit in units[front + 1 : first + 1]),
        "after_credit": bool(_CREDIT.search(ends)),
        "no_text_after": not after,
        "over_list": last + 1 in listed,
        "over_picture": _is_over_picture(kinds, last + 1),
    }
    text = units[first].text
    form = last - first, bool(_CLAUSES.search(text))
    said = tuple(name for name, holds in evidence.items() if holds)
    whole = "".join(unit.text for unit in units[first : last + 1])
    return Run(first, last, whole, before, after, form, len(text), len(ends), said)


def _is_over_picture(kinds: Sequence[Kind], behind: int) -> bool:
    """Whether captions stand behind a line, and then the next or nothing: it is the title of a picture."""
    first = behind
    while behind < len(kinds) and kinds[behind] in {"caption", "byline"}:
        behind += 1
    return "caption" in kinds[first:behind] and (behind == len(kinds) or kinds[behind] == "line")


def _turned(runs: list[Run], size: int) -> list[Run]:
    """The runs of a page with the text before and after each exchanged, if headlines stand behind their text.

    Such a page begins with text and ends with a headline, and what stands out in between repeats the words of
    the text before it.
    """
    inner = runs[:-1]
    if not inner or not inner[0].before or runs[-1].last != size - 1:
        return runs
    own = [_pairs(run.text) for run in inner]
    said = [
        _share(pairs, run.before) - _share(pairs, run.after) for pairs, run in zip(own, inner, strict=True)
    ]
    if sum(said) <= BEHIND * len(said):
        return runs
    return [run._replace(before=run.after, after=run.before) for run in runs]


def _judge_run(units: Sequence[Unit], run: Run, usual: int) -> Iterator[Unit]:
    """Headline, heading, short caption or paragraph: the roles of lines that stand out together."""
    listed = _list_lines(units, run)
    likeness = None
    for i in range(run.first, run.last + 1):
        unit, text = units[i], units[i].text
        if i in listed:
            yield unit._replace(evidence=("list_line",))
        elif i == run.last and _is_label(text, run):
            yield unit._replace(evidence=("label",))
        elif _NUMBERED.match(text):
            item = _numbered_with(units, run, i, i - 1) or _numbered_with(units, run, i, i + 1)
            yield unit._replace(role="paragraph" if item else "heading", evidence=("numbered",))
        else:
            evidence = (*run.evidence, *_form(unit, usual))
            pairs = _pairs(text)
            before, after = _share(pairs, run.before), _share(pairs, run.after)
            score = sum(map(FOR_TITLE.__getitem__, evidence)) + PAIRS_BEFORE * before + PAIRS_AFTER * after
            if score > 0 and run.before and run.after:
                likeness = likeness or vocabularies.likeness(
                    *map(vocabularies.bigrams, (run.before, run.after))
                )
                score += LIKENESS * likeness
            role = "title" if score > 0 else _inside(text, run, before, after)
            yield unit._replace(role=role, evidence=evidence)


def _numbered_with(units: Sequence[Unit], run: Run, i: int, other: int) -> bool:
    """Whether a numbered line and its neighbour are items of one list: close together, or among many.

    A neighbour that looks like a row or a paragraph is one, if it is short and counts on or back by one.
    """
    if not 0 <= other < len(units) or _numbering(units[other].text) != _numbering(units[i].text):
        return False
    if run.first <= other <= run.last:
        return not units[max(i, other)].blanks or run.last - run.first + 1 >= ITEMS
    one, two = (_COUNTED.match(units[k].text) for k in (i, other))
    follows = one and two and int(two[1]) - int(one[1]) == other - i
    return bool(follows) and len(units[other].text) <= LONGEST_ITEM


def _numbering(text: str) -> str:
    """The dress of the number that a line begins with: that of `三、` is not that of `14.`."""
    found = _NUMBERED.match(text)
    return _COUNTERS.sub(lambda number: "1" if number[0].isdigit() else "一", found.group()) if found else ""


def _form(unit: Unit, usual: int) -> Iterator[str]:
    """What the form of a line says; `usual` empty lines stand before every line."""
    yield "stands_out"
    if unit.blanks > usual:
        yield "blank_line_before"
    if len(unit.text) <= LONGEST_LABEL and is_notice_head(unit.text):
        yield "notice"
    if _CLAUSES.search(unit.text):
        yield "clauses"
    elif unit.in_text_type:
        yield "in_text_type"
    if "，" in unit.text or "," in unit.text:
        yield "comma"


def _inside(text: str, run: Run, before: float, after: float) -> Role:
    """The role of a line that stands out inside an article."""
    alone = run.first == run.last and "over_list" not in run.evidence and run.room >= CAPTION_ROOM
    if alone and len(text) <= LONGEST_LABEL and before >= max(CAPTION_PAIRS, after):
        return "caption"
    longest = LONGEST_RECURRING if "recurring_length" in run.evidence else LONGEST_HEADING
    return "heading" if len(text) <= longest or _CLAUSES.search(text) else "paragraph"


def _pairs(line: str) -> set[str]:
    return set(map(add, line, line[1:]))


def _share(pairs: set[str], text: str) -> float:
    """The share of some pairs of characters that a text has."""
    return sum([pair in text for pair in pairs]) / max(1, len(pairs))


def _is_label(text: str, run: Run) -> bool:
    """Whether a line announces the text after it: `王亚军：`, or a question that is answered there."""
    if "before_byline" in run.evidence:
        return False
    asks = run.before and text[-1] in "？?" and _SPEECH.match(text) and _SPEECH.match(run.after)
    return text[-1] in "：:" or bool(asks)


def _list_lines(units: Sequence[Unit], run: Run) -> set[int]:
    """The lines that are some of many without a blank line between: verse, a list or a table.

    The last of them is a headline if a byline follows it and then text.
    """
    if run.last - run.first + 1 < LIST or _speaks_of_page(units, run):
        return set()
    even = min(unit.blanks for unit in units[run.first + 1 : run.last + 1])
    if even and sum(len(unit.text) for unit in units[run.first : run.last + 1]) > LIST_WIDTH * (
        run.last - run.first + 1
    ):
        return set()
    starts = [i for i in range(run.first, run.last + 1) if i == run.first or units[i].blanks > even]
    found = {
        i for low, high in pairwise([*starts, run.last + 1]) if high - low >= LIST for i in range(low, high)
    }
    below = units[run.last + 2].text if run.last + 2 < len(units) else ""
    is_headed = "before_byline" in run.evidence and _NOT_A_HEADLINE.search(below)
    return found - {run.last} if is_headed else found


def _speaks_of_page(units: Sequence[Unit], run: Run) -> bool:
    """Whether so many lines are headlines that were read out together.

    The text of the page has their words, and each has words of its own: results are all alike.
    """
    others = (*units[max(0, run.first - SHEET) : run.first], *units[run.last + 1 : run.last + 1 + SHEET])
    text = "".join(unit.text for unit in others)
    pairs = [_pairs(unit.text) for unit in units[run.first : run.last + 1]]
    shares = [_share(own, text) for own in pairs]
    own_words = len(set().union(*pairs)) >= DISTINCT * sum(map(len, pairs))
    return own_words and sum(shares) >= GATHERED * len(shares)


def _find_photo_sentences(units: Sequence[Unit], kinds: list[Kind]) -> None:
    """Captions without a mark: one sentence, dated or placed, set apart by more than the usual space."""
    usual = Counter(unit.blanks for unit in units[1:]).most_common(1)[0][0] if len(units) > 1 else 0
    for i, unit in enumerate(units):
        if (
            kinds[i] == "text"
            and unit.blanks >= usual + WIDE
            and len(unit.text) <= credit.LONGEST
            and unit.text[-1] == "。"
            and _ONE_SENTENCE.fullmatch(unit.text)
            and (
                _DATED.match(unit.text)
                or (kinds[i - 1] == "text" and not units[i - 1].text.endswith(_ENDS_SENTENCE))
            )
        ):
            kinds[i] = "caption"
