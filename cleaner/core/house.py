"""The house's own lists: names, titles and phrases that only the owner of an archive can know."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from cleaner.core.chars import BREAK
from cleaner.core.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.core.decisions import Decision
    from cleaner.core.source import Source

# Signs that recognisers and fonts take for each other, besides the half-width and full-width forms of one.
_ALIKE: Final = ('“”"＂「」', "‘’'＇『』")
_WIDER: Final = 0xFEE0
# White space, but no place where text was torn out.
_BLANKS: Final = rf"[^\S{BREAK}]*"


class House(NamedTuple):
    """What the rules know besides what every newspaper has in common.

    Attributes:
        mastheads: names of papers and supplements, as printed in folios.
        staff: titles of those who make up a page, before whose names they stand.
        standing_heads: names of columns and pages that return in every issue.
        remove: phrases that are taken out wherever they stand.
        keep: phrases that no rule takes out.
    """

    mastheads: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    standing_heads: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


@cache
def phrases(words: tuple[str, ...]) -> re.Pattern[str]:
    r"""A pattern of any of the words: blind to white space and to the width of signs, the longest word first.

    >>> phrases(("更多内容,扫码",)).findall("更多内容，扫码；更多\n内容, 扫码")
    ['更多内容，扫码', '更多\n内容, 扫码']
    """
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(_BLANKS.join(map(_loose, "".join(word.split()))) for word in longest_first))


def _loose(char: str) -> str:
    """A sign in all the forms that it may have."""
    forms = {char, *next((alike for alike in _ALIKE if char in alike), "")}
    if "!" <= char <= "~":
        forms.add(chr(ord(char) + _WIDER))
    elif "！" <= char <= "～":
        forms.add(chr(ord(char) - _WIDER))
    return f"[{re.escape(''.join(sorted(forms)))}]"


def keep_phrases(source: Source, house: House) -> Iterator[Decision]:
    """Keep the phrases of the house's list: what a rule wants to take out with one of them in it stays.

    Refrains, oaths and slogans are printed again and again on purpose.  It is as if a person had rejected
    every removal that touches one of them.
    """
    from cleaner.core.decisions import Decision

    for match in phrases(house.keep).finditer(source.text) if house.keep else ():
        place = match.span()
        yield Decision(
            source.sha256, *place, "removal", "keep_phrases", "rejected", source.name, match.group()
        )
