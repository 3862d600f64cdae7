"""Places where text is missing although nothing stands twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cleaner.core.chars import CLOSING, SENTENCE_END
from cleaner.repeats.ground import FULL_SLACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.repeats.ground import Ground

# A line this much shorter (in characters) than the one before is looked at.
_SHORTER: Final = 0.86


def torn_lines(ground: Ground) -> Iterator[int]:
    """Places where running text breaks off inside a line and goes on inside another: a passage is lost.

    In running text a line is full unless its paragraph ends.  Two short lines in a row, the first in
    mid-sentence and not making up one full line with the second, are what is left of two torn lines.
    If the rest of the first stands elsewhere on the page (the two make up one full line), the text goes
    on there: a column was read in the wrong order, nothing is missing.
    """
    heads = [line for line in _short_lines(ground) if _is_torn(ground, line)]
    tails = [ground.widths[line] for line in _tails(ground)] if heads else []
    for line in heads:
        measure, columns = ground.measure(line), ground.widths[line]
        if measure and not any(abs(columns + tail - measure) <= FULL_SLACK for tail in tails):
            yield ground.starts[line + 1]


def _short_lines(ground: Ground) -> Iterator[int]:
    """Lines that are shorter than the one before and than the second one after, and end no sentence."""
    lines = ground.lines
    for i in range(1, len(lines) - 2):
        if lines[i][-1] not in _NO_TEAR and len(lines[i]) < _SHORTER * min(len(lines[i - 1]), len(lines[i + 2])):
            yield i


_NO_TEAR: Final = frozenset('.!?:;)"-')


def _is_torn(ground: Ground, line: int) -> bool:
    """Whether a short line stands in running text, breaks off, and is followed by the rest of another."""
    measure = ground.measure(line)
    if measure is None or not ground.flows(ground.starts[line]):
        return False
    return (
        "," in ground.lines[line - 1] + ground.lines[line] + ground.lines[line + 1]
        and _is_full(ground, line - 1, measure)
        and ground.widths[line] < measure - 2 * FULL_SLACK
        and ground.widths[line + 1] < measure - 2 * FULL_SLACK
        and _is_full(ground, line + 2, measure)
        and ground.breaks(ground.starts[line + 2]) <= ground.spacing
        and ground.lines[line + 1][-1] not in _NO_TEAR
        and not any(ground.indented(ground.starts[i]) for i in (line + 1, line + 2))
        and not any(map(ground.is_spread, range(line - 1, line + 3)))
    )


def _is_full(ground: Ground, line: int, measure: int) -> bool:
    return abs(ground.widths[line] - measure) <= FULL_SLACK


def _tails(ground: Ground) -> Iterator[int]:
    """Lines that could be the second half of a torn one: short, at the head of running text, not indented."""
    for line in range(1, len(ground.lines) - 1):
        if ground.lines[line][-1] not in _NO_TEAR and ground.is_short(line):
            start = ground.starts[line]
            if not ground.indented(start) and not ground.flows(start):
                yield line


# A paragraph that is shorter may be anything.
_PARAGRAPH: Final = 12
# Of the paragraphs of a page so many must end in a stop, or its paragraphs do not end in stops (verse, lists).
_STOPPED: Final = 0.6
_CREDIT: Final = re.compile(r"(?:记者|記者|通讯员|通訊員|摄|攝|报道|報導|编辑|編輯|供图|供圖|文／图|文/图|来源|來源|转载|轉載|下转|下轉)")
_CLAUSE: Final = re.compile(r"[，,。；;：、]")
_TAIL: Final = re.compile(rf"[{re.escape(SENTENCE_END)}]")


def cut_offs(blocks: Sequence[tuple[str, str]]) -> list[int]:
    """Indices of the blocks, (role, text) in reading order, that break off in mid-sentence.

    A paragraph breaks off if it is running text and does not end as the other paragraphs of its page do.
    Headlines, captions, bylines, list items, verse, credits and paragraphs that lead over to a list never do.

    >>> cut_offs([("paragraph", "会议强调，要加强队伍建设。"), ("paragraph", "民主管理扎实推进。健全以职工代")])
    [1]
    >>> cut_offs([("title", "工会工作迈上新台阶"), ("paragraph", "会议提出三点要求："), ("paragraph", "一是学习")])
    []
    """
    prose = [i for i, (role, text) in enumerate(blocks) if role == "paragraph" and _is_prose(text)]
    open_ended = [i for i in prose if _breaks_off(blocks[i][1])]
    if len(open_ended) > (1 - _STOPPED) * len(prose) and len(open_ended) > 1:
        return []
    return open_ended


def _is_prose(text: str) -> bool:
    return len(text) >= _PARAGRAPH and _CLAUSE.search(text) is not None


def _breaks_off(text: str) -> bool:
    """Whether a text stops in mid-sentence: no stop, no colon, no credit at its end."""
    text = text.rstrip(CLOSING + "\"' ")
    if not text or text[-1] in SENTENCE_END + "：:；;.":
        return False
    last = _TAIL.split(text)[-1]
    return _CREDIT.search(last) is None
