"""The matching form: what is left of a text when nothing counts but which characters it has.

Copies of an article differ in line breaks, spaces, width, punctuation and script long before they differ
in a word.  The matching form has none of that: no white space, one form for each width and for each mark,
one form for all variants of an ideograph (`variants.txt`, made from OpenCC).  It is only ever compared; no
text is converted.  Wording is left alone (软件 and 軟體 stay apart), and so are digits, which are facts.

Characters map one to one or vanish, whatever stands beside them.  So the form of a part is a part of the
form, a misread neighbour changes nothing, and offsets lead back to the text.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from cleaner.core.named import NamedTuple
from cleaner.core.variants import variants

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

FORM_VERSION: Final = 1
"""Counts up whenever any text gets another form: signatures of different forms are not to be compared."""

# White space, control and format characters, variation selectors: in no form.
_NOTHING: Final = (
    (0x00, 0x20), (0x7F, 0xA0), (0xAD, 0xAD), (0x1680, 0x1680), (0x180E, 0x180E), (0x2000, 0x200F),
    (0x2028, 0x202F), (0x205F, 0x206F), (0x3000, 0x3000), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB), (0xE0000, 0xE0FFF),
)  # fmt: skip
# Where Unicode's compatibility form is taken, if it is one character: radicals, vertical forms, widths.
_COMPATIBLE: Final = (
    (0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF), (0x2F800, 0x2FA1F),
)  # fmt: skip
# One mark for all that print, scanners and recognisers put for it; the first stands for the others.
_MARKS: Final = (
    ",，、､﹑",
    ".。｡．…‥⋯·・•‧∙︙︰",
    "\"“”„‟〝〞「」『』«»'‘’‛`´﹁﹂﹃﹄",  # scripts and levels differ in nothing else
    "((（【〔〖［[{｛﹝",
    "))）】〕〗］]}｝﹞",
    "<《〈≪",
    ">》〉≫",
    "-—–―─‐‑‒−﹣",
    "~～〜∼",
    "〇○◯",
    "¥￥",
)
# Marks that are set in ones, twos or more: a run of one counts once.
_RUNS: Final = tuple(map(ord, '."-~'))
_DAMAGED: Final = 0xFFFD
_UNICODE: Final = 0x110000


class Matched(NamedTuple):
    """A text and its matching form."""

    text: str
    form: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        r"""Where a part of the form stands in the text, from its first character to its last.

        Args:
            start: offset in the form.
            end: offset in the form, behind the last character.

        Examples:
            >>> copy = matching_form("４月 29 日,\n會議召開。")
            >>> copy.form
            '4月29日,会议召开.'
            >>> copy.text[slice(*copy.span(6, 8))]
            '會議'
        """
        return next(self.spans(((start, end),)))

    def spans(self, parts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The same for many parts at once."""
        _, places = _fold(self.text, [0])
        for start, end in parts:
            first = int(places[start]) if start < len(places) else len(self.text)
            yield first, int(places[end - 1]) + 1 if end > start else first


def matching_form(text: str) -> Matched:
    r"""One text with its matching form.

    Examples:
        >>> matching_form("“頭髮”——\n 12.5％").form == matching_form('「头发」-12.5%').form
        True
        >>> matching_form("2023年").form == matching_form("2024年").form
        False
    """
    return matching_forms([text])[0]


def matching_forms(texts: Sequence[str]) -> list[Matched]:
    """Many texts with their matching forms, at the price of few calls: hundreds at once are best."""
    return [Matched(text, form) for text, form in zip(texts, _forms(texts), strict=True)]


def _forms(texts: Sequence[str]) -> Iterator[str]:
    starts = list(accumulate(map(len, texts), initial=0))
    codes, places = _fold("".join(texts), starts)
    form = codes.tobytes().decode("utf-32-le")
    return (form[start:end] for start, end in pairwise(np.searchsorted(places, starts).tolist()))


def _fold(text: str, starts: Sequence[int]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """The characters of a form, and the places in the text they come from.

    Args:
        text: any number of texts, one behind the other.
        starts: where each begins: a run of marks does not reach from one into the next.
    """
    folded = _table()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")]
    places = np.flatnonzero(folded)
    folded = folded[places]
    again = np.flatnonzero(folded[1:] == folded[:-1]) + 1
    again = again[np.isin(folded[again], _RUNS)]
    again = np.setdiff1d(again, np.searchsorted(places, starts))
    return np.delete(folded, again), np.delete(places, again)


@cache
def _table() -> NDArray[np.uint32]:
    """What each code point becomes; 0 is nothing."""
    table = np.arange(_UNICODE, dtype=np.uint32)
    table[0xD800:0xE000] = _DAMAGED
    for code in (code for first, last in _COMPATIBLE for code in range(first, last + 1)):
        form = unicodedata.normalize("NFKC", chr(code))
        table[code] = ord(form) if len(form) == 1 else code
    for kin in (*_MARKS, *variants()):
        table[list(map(ord, kin))] = ord(kin[0])
    for low, high in _NOTHING:
        table[low : high + 1] = 0
    return table[table]  # a width or a radical, then its variant
