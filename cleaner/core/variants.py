"""Which ideographs are one: simplified and traditional forms and other variants (`variants.txt`)."""

from __future__ import annotations

from functools import cache

from cleaner.core.packaged import packaged


@cache
def variants() -> tuple[str, ...]:
    """The classes of ideographs that are one; the first of each stands for all, for the simplified form.

    >>> [kin for kin in variants() if kin.startswith("会")]
    ['会會']
    """
    return tuple([line for line in packaged("variants.txt").splitlines() if line[0] != "#"])


@cache
def _forms() -> dict[int, str]:
    return {ord(variant): kin[0] for kin in variants() for variant in kin[1:]}


def in_one_form(text: str) -> str:
    """A text with one form for all variants of each ideograph; for comparing, not for reading.

    Every character becomes one character, whatever stands beside it.

    >>> in_one_form("會議召開") == in_one_form("会议召开")
    True
    """
    return text.translate(_forms())
