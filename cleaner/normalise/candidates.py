"""The lines that a rule has to look at, found in time that hardly depends on the length of the text."""

from __future__ import annotations

import sys
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from cleaner.core.types import Edit


def lines_with(signs: AbstractSet[str], text: str) -> dict[int, str]:
    r"""The lines that hold one of some characters, with their line ends, by their start in the text.

    To look for each of two dozen characters takes no longer than to look for all of them with a pattern,
    and what lies between the lines is not split.

    Examples:
        >>> lines_with(frozenset(" \u3000"), "标题\n盛会启新程 匠心铸华章\n正文")
        {3: '盛会启新程 匠心铸华章\n'}
    """
    found: dict[int, str] = {}
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1 or len(text)
            found[start] = text[start:end]
            at = text.find(sign, end)
    lines = {}
    for start in sorted(found):
        if len(parts := found[start].splitlines(keepends=True)) == 1:
            lines[start] = parts[0]
        else:  # line ends of another kind
            starts = accumulate(map(len, parts), initial=start)
            lines |= {at: part for at, part in zip(starts, parts, strict=False) if not signs.isdisjoint(part)}
    return lines


def edited(lines: Mapping[int, str], edits: Sequence[Edit], text: str) -> dict[int, str]:
    """The same lines in the edited text.

    Examples:
        >>> from cleaner.core.types import Edit
        >>> edited({3: "4 月", 9: "a,b"}, [Edit(4, 5, ""), Edit(10, 11, "，")], "...4月...a，b")
        {3: '4月', 8: 'a，b'}
    """
    found: dict[int, str] = {}
    shift = i = 0
    start = edits[0][0] if edits else _NEVER  # of the next edit
    for at, line in lines.items():
        here, end = at + shift, at + len(line)
        if start >= end:
            found[here] = line
            continue
        while start < end:
            low, high, new = edits[i]
            shift += len(new) - (high - low)
            i += 1
            start = edits[i][0] if i < len(edits) else _NEVER
        found[here] = text[here : end + shift]
    return found


_NEVER = sys.maxsize
