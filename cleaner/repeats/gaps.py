"""Places where text is missing although nothing stands twice."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from cleaner.core.chars import CLOSING, SENTENCE_END
from cleaner.core.pattern import lazy
from cleaner.repeats.ground import FULL_SLACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.repeats.ground import Ground

# A torn line is this much shorter (in characters) than a full one near it.
_SHORTER: Final = 0.86
# Lines that end so are no torn ones: a sentence or a list's lead ends, a quotation closes.
_NO_TEAR: Final = frozenset('。.!?:;)"-…')


_ENDS: Final = frozenset('。!?"…')
# So many first lines of paragraphs lack the same columns that it is no chance.
_USUAL: Final = 3
# Captions and headlines are no longer.
_LONGEST_CAPTION: Final = 60


def torn_lines(ground: Ground) -> Iterator[int]:
    """Places where running text breaks off inside a line and is not taken up again: a passage is lost.

    In running text a line is full unless its paragraph ends.  A short one in mid-sentence is torn if a
    block ends there, or if the line after it is the rest of another torn line.  If the rest of that very
    line stands elsewhere on the page (the two make up one full line), the text goes on there: a column
    was read in the wrong order, nothing is missing.
    """
    heads = [line for line in _candidates(ground) if _is_torn(ground, line)]
    tails = list(_tails(ground)) if heads else []
    for line in heads:
        if not any(tail != line and _is_rest(ground, line, tail) for tail in tails):
            yield ground.starts[line + 1]


def _is_rest(ground: Ground, head: int, tail: int) -> bool:
    """Whether two lines may be the halves of one: a full line, or the last one of a paragraph."""
    measure = ground.measure(head)
    if measure is None:
        return False
    columns = ground.widths[head] + ground.widths[tail]
    last = ground.stops(ground.starts[tail + 1]) and 2 * ground.widths[tail] < measure
    return columns <= measure + FULL_SLACK if last else abs(columns - measure) <= FULL_SLACK


def _candidates(ground: Ground) -> Iterator[int]:
    """Lines that end in mid-sentence and are shorter than the one before, or hold a sentence already.

    They end a block, or the next line is as short.
    """
    lines, breaks, spacing = ground.lines, ground.spaces, ground.spacing
    for i, line in enumerate(lines):
        if line[-1] in _NO_TEAR or (
            "。" not in line and (not i or len(line) >= _SHORTER * len(lines[i - 1]))
        ):
            continue
        follows, then = (*map(len, lines[i + 1 : i + 3]), 0, 0)[:2]
        if (not follows or breaks[i + 1] > spacing or follows < _SHORTER * then) and not _CREDIT.search(line):
            yield i


def _is_torn(ground: Ground, line: int) -> bool:
    """Whether a line of running text breaks off."""
    end = ground.starts[line + 1]
    measure = ground.measure(line)
    if measure is None:
        return _ends_apart(ground, end) and "。" in ground.lines[line] and not ground.is_spread(line)
    if not _is_cut_short(ground, line, measure):
        return False
    return _meets_a_rest(ground, line, measure) or (_ends_apart(ground, end) and _is_article(ground, line))


def _ends_apart(ground: Ground, end: int) -> bool:
    """Whether more than the space between two lines follows."""
    return ground.breaks(end) > ground.spacing


def _is_cut_short(ground: Ground, line: int, measure: int) -> bool:
    """Whether a line runs on from a full one and is not full itself."""
    return (
        line > 0
        and ground.widths[line] < measure - 2 * FULL_SLACK
        and _is_full(ground, line - 1, measure)
        and ground.flows(ground.starts[line])
        and not any(map(ground.is_spread, range(line - 1, min(line + 3, len(ground.lines)))))
    )


def _is_article(ground: Ground, line: int) -> bool:
    """Whether the block that ends with `line` is long, or a sentence ends in it: no headline, no caption."""
    first = line
    while first > 0 and not (
        _ends_apart(ground, ground.starts[first]) or ground.indented(ground.starts[first])
    ):
        first -= 1
    block = ground.bare[ground.starts[first] : ground.starts[line + 1]]
    sentences = block.split("。")
    said = len(sentences) > 1 or (len(block) > _LONGEST_CAPTION and block.count(",") > 1)
    return said and _CREDIT.search(sentences[-1]) is None


def _meets_a_rest(ground: Ground, line: int, measure: int) -> bool:
    """Whether the next line is short too, in mid-sentence, and runs on into a full one."""
    if line + 2 >= len(ground.lines) or ground.widths[line + 1] >= measure - 2 * FULL_SLACK:
        return False
    return (
        "," in ground.lines[line - 1] + ground.lines[line] + ground.lines[line + 1]
        and _is_full(ground, line + 2, measure)
        and ground.breaks(ground.starts[line + 2]) <= ground.spacing
        and ground.lines[line + 1][-1] not in _NO_TEAR
        and not any(ground.indented(ground.starts[i]) for i in (line + 1, line + 2))
    )


def _is_full(ground: Ground, line: int, measure: int) -> bool:
    return abs(ground.widths[line] - measure) <= FULL_SLACK


def _tails(ground: Ground) -> Iterator[int]:
    """Lines that could be the second half of a torn one: at the head of a block, and no headline.

    Such a line is not indented; it closes a sentence, or the next line carries it on.  Where many lines lack
    the same columns these are the first lines of paragraphs, whose indent is lost.
    """
    lines, spaces = ground.lines, ground.spaces
    found: list[int] = []
    for line in range(1, len(lines)):
        before = lines[line - 1]
        full = before[-1] not in _ENDS and len(before) >= _SHORTER * len(lines[line])
        if (full and spaces[line] <= ground.spacing) or ground.indented(ground.starts[line]):
            continue
        end = ground.starts[line + 1]
        if ground.stops(end) or not (ground.is_parted(end) or ground.is_short(line + 1)):
            found.append(line)
    lacks = {line: (ground.measure(line) or 0) - ground.widths[line] for line in found}
    usual = [lack for lack, count in Counter(lacks.values()).items() if count >= _USUAL and lack > FULL_SLACK]
    return (line for line in found if all(abs(lacks[line] - lack) > FULL_SLACK for lack in usual))


# Of fewer paragraphs nobody can say how the paragraphs of the page end.
_ENOUGH: Final = 4
# Shorter paragraphs may be anything.
_SHORTEST: Final = 16
_CREDIT: Final = lazy(
    r"记者|記者|通讯员|通訊員|摄$|攝$|报道|報導|编辑|編輯|供图|供圖|文[／/]图|文[／/]圖|来源|來源|转载|轉載|[上下][转轉]"
)
_PAUSE: Final = lazy(r"[，,、；。！？]")
_STOP: Final = lazy(rf"[{re.escape(SENTENCE_END)}]")


def cut_offs(blocks: Sequence[tuple[str, str]]) -> list[int]:
    """Indices of the blocks, (role, text) in reading order, that break off in mid-sentence.

    A paragraph breaks off if it stops in mid-sentence, no running text follows it, and the other paragraphs
    of its page all end as paragraphs do.  Where several stop in mid-sentence, columns were read in the wrong
    order and they go on elsewhere; verse, lists and forms do not end their lines in stops at all.
    Headlines, captions, credits and what leads over to a list never break off.

    >>> page = ["宣讲走进车间。", "职工踊跃参加。", "活动取得实效。", "民主管理，扎实推进。健全以职工代"]
    >>> cut_offs([("paragraph", text) for text in page])
    [3]
    >>> cut_offs([("paragraph", "会议提出三点要求："), ("paragraph", "一是学习")])
    []
    """
    paragraphs = [i for i, (role, text) in enumerate(blocks) if role == "paragraph" and _PAUSE.search(text)]
    open_ended = [i for i in paragraphs if _breaks_off(blocks[i][1])]
    if len(paragraphs) < _ENOUGH or len(open_ended) != 1:
        return []
    follows = blocks[open_ended[0] + 1][0] if open_ended[0] + 1 < len(blocks) else None
    return open_ended if follows in {None, "caption"} else []


def _breaks_off(text: str) -> bool:
    """Whether a text stops in mid-sentence: no stop, colon or bracket, no credit at its end."""
    text = text.rstrip()
    if len(text) < _SHORTEST or text[-1] in SENTENCE_END + CLOSING + "：:；;.\"'-—":
        return False
    return _CREDIT.search(_STOP.split(text)[-1]) is None
