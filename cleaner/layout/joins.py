"""Joins the halves of a paragraph that a caption, a byline, furniture or a page's end stands between.

Nothing is moved: the paragraph becomes one unit with the spans of both halves, in the place of the first.
Precision comes first, for a wrong join makes one paragraph of two articles; an open end stays open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.core.chars import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.layout.unit import Unit

# How many captions, bylines and headlines may stand between two halves.
BETWEEN = 5
# A half that is shorter says too little to be joined over something else.
SHORTEST_HALF = 12
ENOUGH = 2.0
_ENDS = re.compile(r"[。！？…!?；;：:][”’」』）)】\]]*$|[”」』）)】]$")
_COMMA_END = re.compile(r"[，、,（(《“「‘—]$")
_MID_START = re.compile(r"[，。、；：！？）》”」’…,.;:!?)%]|[的地得了着过和与及或等并而们者于]")
_OPENING = re.compile(
    r"[“「‘《（(【〔■□●◆▲①-⑳—]|[一二三四五六七八九十]、|第[一二三四五六七八九十]|\d+[、.．]|据|據|昨|今[天日年]|近[日年期]|日前|目前|此外|另外|同时|對此|对此|記者|记者|本报|新华社|其[一二三中]|在"
    r"|(?:20\d\d年)?\d{1,2}月\d{1,2}日|北京时间|截至|随后|随着|赛后|至此"
)
_NUMBER_END = re.compile(r"[0-9]$")
_NUMBER_START = re.compile(r"[0-9%年月日.]")
_PAIRS = (("“", "”"), ("「", "」"), ("《", "》"), ("（", "）"))


def join_halves(units: Sequence[Unit]) -> list[Unit]:
    """Join the paragraphs that were torn, and keep everything else where it is."""
    out: list[Unit | None] = list(units)
    text = "".join(unit.text for unit in units)
    for first in range(len(units)):
        half = out[first]
        while half and (second := _other_half(out, first, text)):
            other = out[second]
            assert other is not None
            half = half._replace(
                text=half.text + other.text, spans=(*half.spans, *other.spans), evidence=(*half.evidence, "joined")
            )
            out[first], out[second] = half, None
    return [unit for unit in out if unit]


def _other_half(units: Sequence[Unit | None], first: int, text: str) -> int | None:
    """The index of the unit that goes on where unit `first` breaks off."""
    half = units[first]
    if not half or half.role != "paragraph" or len(half.text) < SHORTEST_HALF or _ENDS.search(half.text):
        return None
    between = 0
    for i in range(first + 1, len(units)):
        other = units[i]
        if other is None:
            continue
        if other.role == "paragraph":
            return i if score(half.text, other.text, text, adjacent=not between) >= ENOUGH else None
        between += 1
        if between > BETWEEN:
            return None
    return None


def score(half: str, other: str, text: str, *, adjacent: bool) -> float:
    """How much says that `other` continues the sentence that `half` breaks off.

    >>> score("经民主协商，当前工会已与企业签订集", "体合同32份。", "签订集体合同", adjacent=False) >= ENOUGH
    True
    >>> score("经民主协商，当前工会已与企业签订集", "近日，市总工会召开会议。", "", adjacent=False) >= ENOUGH
    False
    """
    said = 1.0
    said += 1.0 * bool(_COMMA_END.search(half))
    said += 1.5 * bool(_MID_START.match(other))
    said += 1.5 * bool(_NUMBER_END.search(half) and _NUMBER_START.match(other))
    said += 1.0 * (half[-1] + other[0] in text)
    said += 1.0 * any(
        half.count(left) > half.count(right) and other.find(right) >= 0 and not 0 <= other.find(left) < other.find(right)
        for left, right in _PAIRS
    )
    said -= 2.0 * bool(_OPENING.match(other))
    said -= 1.0 * adjacent
    return said
