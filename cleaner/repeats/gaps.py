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
_PAUSE: Final = lazy(r"[，,、；。]")
_STOP: Final = lazy(rf"[{re.escape(SENTENCE_END)}]")


def cut_offs(
    blocks: Sequence[tuple[str, str]], torn: Callable[[int], bool | None] = lambda _: None
) -> list[int]:
    """The index of the block, (role, text) in reading order, that breaks off in mid-sentence.

    A paragraph breaks off if it stops in mid-sentence, no running text follows it, and the other paragraphs
    of its page all end as paragraphs do.  Where several stop in mid-sentence, columns were read in the wrong
    order and they go on elsewhere; verse, lists and forms do not end their lines in stops at all.
    Headlines, captions, credits and what leads over to a list never break off.

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
    follows = blocks[found[0] + 1][0] if found[0] + 1 < len(blocks) else None
    ends = {None, "caption", "title", "heading"} if torn(found[0]) else {None, "caption"}
    return found if follows in ends else []


def _breaks_off(text: str) -> bool:
    """Whether a text stops in mid-sentence: no stop, colon or bracket, no credit or address at its end."""
    text = text.rstrip()
    if len(text) < _SHORTEST or text[-1] in SENTENCE_END + CLOSING + "：:；;.\"'-—":
        return False
    return not is_signed(_STOP.split(text)[-1])
