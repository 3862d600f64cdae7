"""Texts that differ in nothing but numbers: what varies freely in one place is a fact there, however alike.

`8月3日` and `8月8日` in two announcements may be one misread digit; if others say `8月5日` and `8月6日`, the
day is what the form is filled in with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cleaner.archive.facts import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

# So many different values among the others make a place open: noisy copies of one text give as many only if
# they misread the same number.
_VALUES: Final = 2
# Two texts of a form differ in more than one of so many of its open places.
_OF_THEM: Final = 3
_DIGITS: Final = re.compile("[0-9]+")


def is_same_form(a: str, b: str) -> bool:
    """Whether two texts are equal but for their digits.

    >>> is_same_form("8月3日停水", "8月13日停水"), is_same_form("8月3日停水", "8月3日停电")
    (True, False)
    """
    first = next((pair for pair in zip(a, b, strict=False) if pair[0] != pair[1]), "")
    if first and not _DIGITS.search("".join(first)):
        return False
    return _DIGITS.sub("0", a) == _DIGITS.sub("0", b)


def differ_in_open_place(a: str, b: str, others: Iterable[str]) -> bool:
    """Whether two texts of a form differ in the numbers that others of the form show to be freely filled in.

    Two that agree in most of these are copies after all: hardly any two price lists do.

    >>> differ_in_open_place("8月3日停水", "8月8日停水", ["8月5日停水", "8月6日停水"])
    True
    >>> differ_in_open_place("8月3日停水", "8月8日停水", ["8月3日停水", "8月3日停水"])
    False
    """
    one, other = numbers(a), numbers(b)
    relatives = [numbers(text) for text in others if is_same_form(a, text)]
    relatives = [found for found in relatives if len(found) == len(one)]
    if len(one) != len(other) or not relatives:
        return False
    varied = [len(set(values)) >= _VALUES for values in zip(*relatives, strict=True)]
    changed = sum(one[place] != other[place] for place, varies in enumerate(varied) if varies)
    return _OF_THEM * changed > sum(varied)
