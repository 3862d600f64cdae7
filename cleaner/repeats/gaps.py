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
# Nor if a quotation opens in it and is not closed, if it is so long.
_SHORTEST_QUOTE: Final = 4
# Of so many paragraphs no more than one in so many stops in mid-sentence, for others to be cut off.
_FEW, _RARE = 2, 4
# Who signs what stands above: a body, a date, several names, a name behind an office.
_SIGNATURE: Final = lazy(
    r"(?:[会會局部办辦室院校处處组組社厅廳委司团團]|[\d〇零一二三四五六七八九十][年月日]"
    r"|^(?:[^、]{2,4}、)+[^、]{2,4})$|[^，、；。\s]{2}\s[^，、；。\s]{2,4}$"
)
# A label with its value ends a list of such.
_ENTRY: Final = lazy(r"^【[^】]{1,8}】[^，；]{1,12}$")
_PAUSE: Final = lazy(r"[，,、；。]")
# What parts clauses, and no names of a list.
_CLAUSES: Final = lazy(r"[，,；。]")
_STOP: Final = lazy(rf"[{re.escape(SENTENCE_END)}]")
# What a text ends with that is complete, or leads over to what follows; a numeral whose end is lost.
_CLOSED: Final = frozenset(SENTENCE_END + CLOSING + "：:；;.\"'-—")
_NUMERAL: Final = lazy(r"\d\.$")
# Marks that open a quotation or bracket, and those that close it.
_PARTNERS: Final = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "《": "》"}
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


def breaks_off_last(blocks: Sequence[tuple[str, str]], last: int, begins_text: Callable[[], bool]) -> bool:
    """Whether the last block of a page, by its index, stops in mid-sentence.

    A clause that is cut off early looks like a headline or a caption; but nothing stands under it, and it has
    a pause, a quotation that is not closed, or begins as running text does (`begins_text`, asked only where
    it matters).  What heads other text, or was moved to a place where it does, has a pause and begins so.
    """
    role, text = blocks[last]
    unclosed = _is_unclosed(text)
    if len(text) < (_SHORTEST_QUOTE if unclosed else _SHORTEST_CLAUSE) or not _is_open(text):
        return False
    others = [text for i, (role, text) in enumerate(blocks) if i != last and role == "paragraph"]
    if len(others) < _FEW or sum(map(_is_open, others)) * _RARE > len(others):
        return False
    has_clauses = _CLAUSES.search(text) is not None
    if role == "paragraph" and has_clauses:
        return True
    follows = next((role for role, _ in blocks[last + 1 :] if role not in _BESIDE), None)
    is_head = role == "title" or (role == "heading" and follows == "paragraph")
    if not has_clauses and (is_head or _SIGNATURE.search(text)):
        return False
    if (unclosed and not is_head) or (has_clauses and role == "heading"):
        return True
    return begins_text()


def _breaks_off(text: str) -> bool:
    """Whether a text stops in mid-sentence and is no short item."""
    return len(text) >= _SHORTEST and _is_open(text)


def _is_open(text: str) -> bool:
    """Whether a text has no stop, colon or bracket, no credit, address or labelled value at its end."""
    text = text.rstrip()
    if not text or (text[-1] in _CLOSED and not _NUMERAL.search(text)):
        return False
    last = _STOP.split(text)[-1]
    return not (is_signed(last) or _ENTRY.match(last))


def _is_unclosed(text: str) -> bool:
    """Whether a quotation or bracket of a text is not closed."""
    return any(text.count(opening) > text.count(closing) for opening, closing in _PARTNERS.items())
