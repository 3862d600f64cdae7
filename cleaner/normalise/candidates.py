"""The lines that a rule has to look at, found in time that hardly depends on the length of the text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def lines_with(signs: Iterable[str], text: str) -> dict[int, str]:
    r"""The lines that hold one of some characters, with their line ends, by their start in the text.

    To look for each of two dozen characters takes less time than to look for all of them with a pattern.

    Examples:
        >>> lines_with(" \u3000", "标题\n盛会启新程 匠心铸华章\n正文")
        {3: '盛会启新程 匠心铸华章\n'}
    """
    lines = text.splitlines(keepends=True)
    starts = list(accumulate(map(len, lines), initial=0))
    found = set()
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            i = bisect_right(starts, at) - 1
            found.add(i)
            at = text.find(sign, starts[i + 1])
    return {starts[i]: lines[i] for i in sorted(found)}
