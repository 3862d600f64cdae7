"""How usual a pair of characters is in the words of the language (`pairs.txt`, made by `scripts/pairs.py`).

Where a text was torn or wrapped in the middle of a word (步|伐), the word tells what goes with what, though
the page may have it nowhere else.  Two characters that no word has beside each other say less.
"""

from __future__ import annotations

from functools import cache
from math import log
from typing import TYPE_CHECKING, Final

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
    times = followers(first).get(second)
    if times is None:
        return None
    single = times_in_words()
    return log(times * _total() / (single[first] * single[second]))


@cache
def followers(first: str) -> Mapping[str, float]:
    """How often each character stands behind one in words; the characters in one form for all variants."""
    start = _table().find(f"\n{first}") + 1
    return _read(_table()[start + 1 : _table().find("\n", start)]) if start else {}


@cache
def times_in_words() -> Mapping[str, float]:
    """How often each character stands in words; the characters in one form for all variants."""
    return followers(_ANY)


def rows() -> Iterator[tuple[str, Mapping[str, float]]]:
    """Each character with how often others stand behind it in words."""
    for line in _table().splitlines():
        if line and line[0] not in _NO_CHARACTER:
            yield line[0], _read(line[1:])


_ANY: Final = " "
_NO_CHARACTER: Final = frozenset(("#", _ANY))


def _read(row: str) -> dict[str, float]:
    """The characters of a row, each with the power of two of the letter before it."""
    found: dict[str, float] = {}
    times = 1.0
    for char in row:
        if char <= "z":
            times = 2.0 ** (ord(char) - ord("a"))
        else:
            found[char] = times
    return found


def _known(char: str) -> str:
    """A character in the form of the table: most are, and the variants need not be loaded."""
    return char if char in times_in_words() else in_one_form(char)


@cache
def _total() -> float:
    return sum(times_in_words().values())


@cache
def _table() -> str:
    from pathlib import Path  # slow to load; not every page asks

    return (Path(__file__).parent / "pairs.txt").read_text(encoding="utf-8")
