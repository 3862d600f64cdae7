"""Vocabulary without a dictionary: a text as the set of its character pairs.

Two passages of one story share names, places and terms, that is pairs of characters; passages of two
stories share little more than grammar.  No word list is needed, and misread characters cost little.
"""

from __future__ import annotations

from math import log, sqrt
from sys import byteorder


def bigrams(text: str) -> set[int]:
    """The pairs of neighbouring characters of a text, as numbers.

    A pair is read as one 32-bit number from the UTF-16 form of the text, even and odd pairs apart: half
    the time of slicing.  The halves of a character beyond the basic plane count as characters.

    >>> len(bigrams("工会工会"))
    2
    """
    raw = memoryview(text.encode("utf-16-le", "surrogatepass"))
    pairs = set(raw[: len(raw) & ~3].cast("I"))
    pairs.update(raw[2 : len(raw) - (len(raw) - 2 & 3)].cast("I"))
    return pairs


def number(pair: str) -> int:
    """The number under which `bigrams` has a pair of characters (one of them, beyond the basic plane).

    >>> bigrams("工会") == {number("工会")}
    True
    """
    return int.from_bytes(pair.encode("utf-16-le", "surrogatepass")[:4], byteorder)


def likeness(left: set[int], right: set[int]) -> float:
    """The cosine of two vocabularies: about .03 for unrelated news, .13 inside an article (400 characters).

    >>> round(likeness(bigrams("市总工会召开会议"), bigrams("市总工会会议")), 2)
    0.68
    """
    if not left or not right:
        return 0.0
    return len(left & right) / sqrt(len(left) * len(right))


def familiarity(part: set[int], rest: set[int]) -> float:
    """How much of a passage's vocabulary the rest of a page knows, whatever their lengths.

    The share that is known grows with the logarithm of the rest.  Measured on 150 pages: a passage against
    the rest of its own article .08 and more (one in a hundred below .044), an article against others on
    another subject .02 to .05, an item alien to its page .00 to .03.
    """
    return share_known(len(part & rest), len(part), len(rest))


def share_known(shared: int, size: int, rest: int) -> float:
    """The familiarity of a vocabulary of some size, by how much of it the rest has, and how large that is."""
    return shared / size / log(1 + rest / 100) if size and rest else 0.0
