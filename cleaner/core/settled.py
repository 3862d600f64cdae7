r"""Text in the form that `clean` itself writes: its lines, its order and its articles are as they shall be.

One blank line parts blocks, two part articles, and one line end closes the text.  No page of 230 as they
come from recognisers and extractors looks like that: these are wrapped, or have line ends of other numbers.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from cleaner.core.bigrams import bigrams
from cleaner.core.chars import BREAK, NEWLINE
from cleaner.core.pattern import lazy

LINE_END, BLOCKS, ARTICLES = "\n", "\n\n", "\n\n\n"
# A single line end inside, four in a row, more than one at the end, white space at an end of a line, and
# line ends of other kinds.
_OTHER: Final = lazy(
    rf"(?<!\n)\n(?!\n|\Z)|\n{{4}}|\n\n\Z|[^\S\n]\n|\n[^\S\n]|\A\s|[{NEWLINE.replace(LINE_END, '')}{BREAK}]"
)
_ENDS: Final = frozenset("。！？…!?.”’」』）)】》〕：:；;—")
# In wrapped columns most characters stand in lines that go on, and these are no longer than a column is
# wide: .74 and more on 182 of 192 pages (the others are columns side by side and pages read by language
# models); once they were cleaned, .22 and less on all but two.
_MOST_OPEN: Final = 0.65
_WIDEST: Final = 60
# Shorter lines without a stop may be headlines.
_SHORTEST_HALF: Final = 42


def parts_articles(text: str) -> bool:
    """Whether two empty lines stand somewhere in a text, as between articles in our own output."""
    return ARTICLES in text.replace("\r\n", LINE_END)


def is_settled(text: str) -> bool:
    r"""Whether a text has the form of cleaned articles.

    A single article has less of a form than several; there, a paragraph that breaks off in a word of the
    page that the next one ends is taken for damage.

    Examples:
        >>> is_settled("工会召开全会\n\n会议听取了报告。\n\n\n云海迎客来\n\n景区开门迎客。\n")
        True
        >>> is_settled("工会召开全会\n会议听取了报告。\n\n\n云海迎客来\n\n景区开门迎客。\n")
        False
        >>> is_settled("会议听取了常委\n\n会的报告，就规划\n\n\n作了说明并听取了\n\n意见。\n")
        False
    """
    if not text.endswith(LINE_END):
        return False
    if "\r\n" in text:
        text = text.replace("\r\n", LINE_END)
    if BLOCKS not in text or _OTHER.search(text):
        return False
    goes_on = sum(
        len(line) for line in text.split(LINE_END) if len(line) <= _WIDEST and line[-1:] not in _ENDS
    )
    return goes_on <= _MOST_OPEN * len(text) and (parts_articles(text) or not _is_torn(text))


def _is_torn(text: str) -> bool:
    """Whether a paragraph breaks off inside a word that the page has elsewhere."""
    seams = [
        line[-1] + behind[0]
        for line, behind in pairwise(text.rstrip(LINE_END).split(BLOCKS))
        if len(line) > _SHORTEST_HALF and line[-1] not in _ENDS
    ]
    known = bigrams(text) if seams else set()
    return any(bigrams(seam) <= known for seam in seams)
