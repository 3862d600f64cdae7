"""Blocks that break off in mid-sentence although nothing stands twice."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from cleaner.core.chars import CLOSING, SENTENCE_END
from cleaner.core.pattern import lazy
from cleaner.repeats.torn import is_signed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Of fewer paragraphs nobody can say how the paragraphs of the page end.
ENOUGH: Final = 4
# Where more paragraphs stop in mid-sentence nobody can say which of them breaks off.
_MOST: Final = 12
# Shorter paragraphs may be anything.
_SHORTEST: Final = 16
# A clause that is the last of a page is no list item and no name if it is so long.
_SHORTEST_CLAUSE: Final = 8
# Of so many paragraphs no more than one in so many stops in mid-sentence, for others to be cut off.
_FEW, _RARE = 2, 4
# Who signs what stands above: a body, a date, several names.
_SIGNATURE: Final = lazy(
    r"(?:[会會局部办辦室院校处處组組社厅廳委司团團年月日]|^(?:[^、]{2,4}、)+[^、]{2,4})$"
)
_PAUSE: Final = lazy(r"[，,、；。]")
# What parts clauses, and no names of a list.
_CLAUSES: Final = lazy(r"[，,；。]")
_STOP: Final = lazy(rf"[{re.escape(SENTENCE_END)}]")
_BESIDE: Final = frozenset({"caption", "byline"})


def cut_offs(
    blocks: Sequence[tuple[str, str]], torn: Callable[[int], bool | None] = lambda _: None
) -> list[int]:
    """The index of the block, (role, text) in reading order, that breaks off in mid-sentence.

    A paragraph breaks off if it stops in mid-sentence, no running text follows it, and the other paragraphs
    of its page all end as paragraphs do.  Where several stop in mid-sentence, columns were read in the wrong
    order and they go on elsewhere, or stops were not recognised; verse, lists and forms do not end their
    lines in stops at all.  Headlines, captions, credits and what leads over to a list never break off.

    `torn` tells of a block whether its last line breaks off and is not taken up again: those where it does
    not are sound, and one where it does may stand in front of another article too.

    >>> page = ["宣讲走进车间。", "职工踊跃参加。", "活动取得实效。", "民主管理，扎实推进。健全以职工代"]
    >>> cut_offs([("paragraph", text) for text in page])
    [3]
    >>> cut_offs([("paragraph", "会议提出三点要求："), ("paragraph", "一是学习")])
    []
    """
    paragraphs = [i for i, (role, text) in enumerate(blocks) if role == "paragraph" and _PAUSE.search(text)]
    if len(paragraphs) < ENOUGH:
        return []
    doubtful = [i for i in paragraphs if _breaks_off(blocks[i][1])]
    if len(doubtful) > _MOST:
        return []
    found = list(islice((i for i in doubtful if torn(i) is not False), 2))
    if len(found) != 1:
        return []
    behind = [role for role, _ in blocks[found[0] + 1 :]]
    follows = next((role for role in behind if role not in _BESIDE), None)
    ends = {None, "title", "heading"} if torn(found[0]) else {None}
    return found if follows in ends else []


def breaks_off_last(
    blocks: Sequence[tuple[str, str]], last: int, behind_sentence: Callable[[], bool]
) -> bool:
    """Whether the last block of a page, by its index, stops in mid-sentence.

    A clause that is cut off early looks like a heading; but nothing stands under it, and it has a pause or
    stands right behind a sentence, as no heading does (`behind_sentence`, asked only where it matters).
    """
    role, text = blocks[last]
    if role == "title" or len(text) < _SHORTEST_CLAUSE or not _is_open(text):
        return False
    others = [text for i, (role, text) in enumerate(blocks) if i != last and role == "paragraph"]
    if len(others) < _FEW or sum(map(_is_open, others)) * _RARE > len(others):
        return False
    if role != "caption" and _CLAUSES.search(text):
        return True
    return not _SIGNATURE.search(text) and behind_sentence()


def _breaks_off(text: str) -> bool:
    """Whether a text stops in mid-sentence and is no short item."""
    return len(text) >= _SHORTEST and _is_open(text)


def _is_open(text: str) -> bool:
    """Whether a text has no stop, colon or bracket, no credit or address at its end."""
    text = text.rstrip()
    if not text or text[-1] in SENTENCE_END + CLOSING + "：:；;.\"'-—":
        return False
    return not is_signed(_STOP.split(text)[-1])
