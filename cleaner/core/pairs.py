"""How usual a pair of characters is in the words of the language (`pairs.txt`, made by `scripts/pairs.py`).

Where a text was torn or wrapped in the middle of a word (步|伐), the word tells what goes with what, though
the page may have it nowhere else.  Two characters that no word has beside each other say less.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Final

from cleaner.core.chars import IDEOGRAPHIC
from cleaner.core.packaged import packaged
from cleaner.core.variants import in_one_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def affinity(first: str, second: str) -> float | None:
    """How much more often than by chance a character stands behind another in words.

    Args:
        first: the character before.
        second: the one behind it.

    Returns:
        Their pointwise mutual information in natural logarithms, or None if no usual word has the pair.
        Church, K. W., Hanks, P. (1990): Word association norms, mutual information, and lexicography.

    Examples:
        >>> round(affinity("步", "伐")), round(affinity("会", "议")), affinity("步", "的")
        (5, 5, None)
    """
    first, second = _known(first), _known(second)
    chance = _alone(first) * _alone(second)
    times = followers(first).get(second) if chance else None
    return None if times is None else log(times * _total() / chance)


def in_words(first: str, second: str) -> bool:
    """Whether two characters stand side by side in words clearly oftener than by chance.

    >>> in_words("步", "伐"), in_words("步", "的")
    (True, False)
    """
    bound = affinity(first, second)
    return bound is not None and bound >= _CLEARLY


@cache
def followers(first: str) -> Mapping[str, float]:
    """How often each character stands behind one in words; the characters in one form for all variants."""
    return _read(_row(first))


def times_in_words() -> Mapping[str, float]:
    """How often each character stands in words; the characters in one form for all variants."""
    return followers(_ANY)


def rows() -> Iterator[tuple[str, Mapping[str, float]]]:
    """Each character with how often others stand behind it in words."""
    for line in _table().splitlines():
        if line[0] != _ANY:
            yield line[0], _read(line[1:])


_CLEARLY: Final = 1.0
_ANY: Final = " "
_LEVELS: Final = "abcdefghijklmnopqrstuvwxyz"


def _read(row: str) -> dict[str, float]:
    """The characters of a row, each with its times."""
    return {char: times for times, chars in _levels(row) for char in chars}


def _levels(row: str) -> list[tuple[float, str]]:
    """The times in a row, each with the characters behind it: letters are powers of two, in their order."""
    at = [place for level in _LEVELS if (place := row.find(level)) >= 0]
    return [
        (2.0 ** (ord(row[low]) - ord("a")), row[low + 1 : high]) for low, high in pairwise((*at, len(row)))
    ]


@cache
def _words() -> list[tuple[float, str]]:
    """How often characters stand in words, without a look at each of them."""
    return _levels(_row(_ANY))


@cache
def _alone(char: str) -> float:
    """How often a character stands in words; 0 if in none."""
    return next((times for times, chars in _words() if char in chars), 0.0)


@cache
def _total() -> float:
    return sum(times * len(chars) for times, chars in _words())


def _known(char: str) -> str:
    """A character in the form of the table: most are, and only ideographs have variants to be loaded."""
    return char if char < IDEOGRAPHIC or _alone(char) else in_one_form(char)


def _row(first: str) -> str:
    """What stands behind a character in its line; the lines are sorted."""
    table = _table()
    at = bisect_left(range(len(table)), first, key=lambda at: table[table.rfind("\n", 0, at) + 1])
    return table[at + 1 : table.find("\n", at)] if table.startswith(first, at) else ""


@cache
def _table() -> str:
    table = packaged("pairs.txt")
    return table[table.find(f"\n{_ANY}") + 1 :]
