"""Joins the halves of a paragraph that a caption, a byline, furniture or a page's end stands between.

Nothing is moved: the paragraph becomes one unit with the spans of both halves, in the place of the first.
Precision comes first, for a wrong join makes one paragraph of two articles; an open end stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.core.pairs import in_words
from cleaner.core.pattern import lazy
from cleaner.layout import credit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cleaner.core.types import Role
    from cleaner.layout.unit import Unit

# How many captions, bylines and headlines may stand between two halves.
BETWEEN = 5
# Enough of a half to see how it ends.
TAIL = 8
# Empty lines that may part the lines of one caption, where extractors put some after every line.
MOST_BLANKS = 3
# A half that is shorter says too little to be joined over something else.
SHORTEST_HALF = 12
# Evidence that the next paragraph goes on where one breaks off; joined where the sum is positive.
# Fitted to 68 torn ends with known continuations and rounded, what grammar rules out made stronger.
FOR_JOIN = {
    "breaks_off": -0.4,
    "over_headline": -1.1,
    "over_caption": 0.6,
    "ends_on_link": 1.3,
    "starts_inside": 1.5,
    "splits_number": 1.5,
    "splits_known_pair": 1.5,
    "opens_quote": 1.0,
    "starts_afresh": -1.2,
    # By judgement: a word of the language that the page has nowhere else; and what the line above says in
    # words, or whoever joined the lines over a caption saw in their shape, needs little more.
    "splits_word": 1.0,
    "says_so": 1.6,
}
_SPLITS = frozenset(("splits_known_pair", "splits_word", "splits_number"))
_ENDS = lazy(r"[。！？…!?；;：:][”’」』）)】\]]*$|[”」』）)】]$")
# What a sentence cannot end on.
LINK_END = lazy(
    r"(?:[、（(《“「‘在是和把被将對对與与及為为由向从從到的使让讓给給跟以需称稱也都就还還并並而但或于於]|目前|表示|其中|发现|需要|通过|此外|同时|因此"
    r"|如果|由于|随着|可以|不仅|包括|成为|进行)$"
)
MID_START = lazy(r"[，。、；：！？）》”」’…,.;:!?)%]|[的地得了着过和与及或等并而们者于]")
OPENING = lazy(
    r"[“「‘《（(【〔■□●◆▲①-⑳—]|[一二三四五六七八九十]、|第[一二三四五六七八九十]|\d+[、.．]|据|據|昨"
    r"|今[天日年]|近[日年期]|日前|目前|此外|另外|同时|對此|对此|記者|记者|本报|新华社|其[一二三中]|在"
    r"|(?:20\d\d年)?\d{1,2}月\d{1,2}日|北京时间|截至|随后|随着|赛后|至此"
)
_NUMBER_END = lazy(r"[0-9]$")
_NUMBER_START = lazy(r"[0-9%年月日.]")
_PAIRS = (("“", "”"), ("「", "」"), ("《", "》"), ("（", "）"))


def join_wrapped(units: Sequence[Unit]) -> list[Unit]:
    """Join the lines of captions and bylines that a narrow column wraps."""
    out: list[Unit] = []
    for unit in units:
        if out and out[-1].torn and unit.torn:
            out.append(unit)
        elif out and unit.blanks <= MOST_BLANKS and credit.is_wrapped(out[-1].text, unit.text):
            out[-1] = _joined(out[-1], unit, "wrapped")
        else:
            out.append(unit)
    return out


def _joined(first: Unit, second: Unit, evidence: str) -> Unit:
    return first._replace(
        text=first.text + second.text,
        spans=(*first.spans, *second.spans),
        evidence=(*first.evidence, evidence),
    )


def join_halves(units: Sequence[Unit], gaps: Collection[int] = ()) -> list[Unit]:
    """Join the paragraphs that were torn, and keep everything else where it is.

    Lines that follow each other directly were parted by whoever joined the lines, and stay so.  What text is
    missing behind (`gaps` are source offsets) goes on nowhere.
    """
    out: list[Unit | None] = list(units)
    known = "\n".join([unit.text for unit in units])
    for first in range(len(units)):
        half = out[first]
        while half and half.spans[-1].end not in gaps and (second := _other_half(out, first, known)):
            other = out[second]
            assert other is not None
            out[first] = half = _joined(half, other, "joined")._replace(role="paragraph")
            out[second] = None
    return [unit for unit in out if unit]


def _other_half(units: Sequence[Unit | None], first: int, known: str) -> int | None:
    """The index of the unit that goes on where unit `first` breaks off."""
    half = units[first]
    if (
        not half
        or not (half.role == "paragraph" or _is_guess(half))
        or (len(half.text) < SHORTEST_HALF and not half.torn)
        or _ENDS.search(half.text[-TAIL:])
    ):
        return None
    parted = False
    for i in range(first + 1, min(first + 2 + BETWEEN, len(units))):
        other = units[i]
        if other and other.role == "paragraph":
            if not (parted or other.cut or other.page != half.page):
                return None
            passed = [unit.role for unit in units[first + 1 : i] if unit]
            said = [
                *evidence(half.text, other.text, passed, known),
                *(["says_so"] if other.continued or half.torn else []),
            ]
            if half.role != "paragraph" and _SPLITS.isdisjoint(said):
                return None
            return i if sum(map(FOR_JOIN.__getitem__, said)) > 0 else None
        parted = True
    return None


def _is_guess(unit: Unit) -> bool:
    """Whether a line with a comma was taken for a heading: words tell whether it is half a sentence."""
    return unit.role == "heading" and "comma" in unit.evidence


def evidence(half: str, other: str, passed: Sequence[Role], known: str) -> Iterator[str]:
    """What speaks for and against `other` continuing the sentence that `half` breaks off.

    Args:
        half: a paragraph without its end.
        other: the next paragraph.
        passed: the roles of what stands between them.
        known: the text of the whole page.

    >>> list(evidence("当前工会已与企业签订集", "体合同32份。", ["caption"], "签订集体合同"))
    ['breaks_off', 'over_caption', 'splits_known_pair']
    """
    yield "breaks_off"
    if "title" in passed or "heading" in passed:
        yield "over_headline"
    elif passed:
        yield "over_caption"
    if LINK_END.search(half[-TAIL:]):
        yield "ends_on_link"
    if MID_START.match(other):
        yield "starts_inside"
    if _NUMBER_END.search(half) and _NUMBER_START.match(other):
        yield "splits_number"
    elif half[-1] + other[0] in known:
        yield "splits_known_pair"
    elif in_words(half[-1], other[0]):
        yield "splits_word"
    if any(half.count(left) > half.count(right) for left, right in _PAIRS):
        yield "opens_quote"
    if OPENING.match(other):
        yield "starts_afresh"
